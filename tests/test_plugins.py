from dataclasses import dataclass
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from micrographia import plugins


@dataclass
class Kind:
    name: str


EXTRA = Kind("extra")


@pytest.fixture
def one_plugin(monkeypatch):
    point = EntryPoint("extra", f"{__name__}:EXTRA", "micrographia.kinds")
    monkeypatch.setattr(EntryPoint, "load", lambda self: EXTRA)
    monkeypatch.setattr(plugins, "entry_points", lambda group: EntryPoints([point]).select(group=group))


@pytest.mark.usefixtures("one_plugin")
def test_plugins_come_after_the_built_ins():
    assert list(plugins.table("micrographia.kinds", [Kind("own")])) == ["own", "extra"]


@pytest.mark.usefixtures("one_plugin")
def test_other_groups_are_left_alone():
    assert list(plugins.table("micrographia.others", [Kind("own")])) == ["own"]


@pytest.mark.usefixtures("one_plugin")
def test_a_name_is_not_taken_twice():
    with pytest.raises(ValueError, match="'extra' is taken twice"):
        plugins.table("micrographia.kinds", [Kind("extra")])
