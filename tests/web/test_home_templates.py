"""Templates in the home folder."""

import pytest
from django.template import TemplateDoesNotExist, engines
from django.template.loader import get_template

from micrographia.home.folder import Home


@pytest.fixture
def home(settings, tmp_path):
    home = Home(tmp_path / "home")
    home.create()
    settings.MICROGRAPHIA_HOME = home
    return home


def test_found_before_ours_and_read_anew(home):
    ours = get_template("web/brand.html").render()
    (home.templates / "web").mkdir()
    file = home.templates / "web" / "brand.html"
    file.write_text("our lab")
    assert get_template("web/brand.html").render() == "our lab"
    file.write_text('our own {% include "web/other.html" %}')
    (home.templates / "web" / "other.html").write_text("lab")
    assert get_template("web/brand.html").render() == "our own lab"
    file.write_text('{% extends "web/brand.html" %}')
    assert get_template("web/brand.html").render() == ours


def test_nothing_outside_the_folder(home):
    (home.path / "outside.html").write_text("secret")
    for name in ("../outside.html", "pages/../../outside.html", str(home.path / "outside.html")):
        with pytest.raises(TemplateDoesNotExist):
            get_template(name)


def test_static_joins_without_being_loaded(home):
    template = engines["django"].from_string('{% static "x.js"|add:"?v=2" %}')
    assert template.render() == "/static/x.js?v=2"
