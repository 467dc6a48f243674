import pytest

from micrographia.errors import Invalid
from micrographia.rendering.codomain.registry import codomain_map_named, codomain_maps
from micrographia.rendering.codomain.reverse import REVERSE, Reverse


def test_reverse_and_its_other_name():
    assert codomain_maps()["reverse"] is Reverse
    assert codomain_map_named("inverted") is codomain_map_named("reverse") is Reverse
    assert codomain_map_named("reverse").parse({"enabled": True}) == REVERSE


def test_an_unknown_name():
    with pytest.raises(Invalid, match="one of inverted, reverse"):
        codomain_map_named("posterise")
