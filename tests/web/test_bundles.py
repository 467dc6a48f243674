import json

import pytest

from micrographia.web import bundles

MANIFEST = {
    "_shared-1.js": {"file": "assets/shared-1.js", "css": ["assets/shared-1.css"]},
    "src/viewer.ts": {"file": "assets/viewer-2.js", "imports": ["_shared-1.js"], "css": ["assets/viewer-2.css"]},
}


@pytest.fixture
def built(tmp_path, monkeypatch):
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST))
    monkeypatch.setattr(bundles.finders, "find", lambda name: str(tmp_path / "manifest.json"))
    bundles._manifest.cache_clear()
    yield
    bundles._manifest.cache_clear()


@pytest.fixture
def unbuilt(monkeypatch):
    monkeypatch.setattr(bundles.finders, "find", lambda name: None)
    bundles._manifest.cache_clear()
    yield
    bundles._manifest.cache_clear()


def test_an_entry_names_its_script_what_that_imports_and_all_styles(built):
    found = bundles.bundle("viewer")
    assert found.script == "webclient/app/assets/viewer-2.js"
    assert found.imports == ("webclient/app/assets/shared-1.js",)
    assert found.styles == ("webclient/app/assets/shared-1.css", "webclient/app/assets/viewer-2.css")


def test_an_unknown_entry_has_no_files(built):
    assert bundles.bundle("nothing") is None
    assert bundles.is_built()


def test_without_a_build_there_is_nothing(unbuilt):
    assert bundles.bundle("viewer") is None
    assert not bundles.is_built()
