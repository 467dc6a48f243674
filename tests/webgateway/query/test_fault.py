import pytest

from micrographia.errors import Invalid
from micrographia.webgateway.query import Fault, refuse


def test_the_first_fault_is_raised():
    with pytest.raises(Invalid, match="first") as caught:
        refuse([Fault("c", "first"), Fault("m", "second")])
    assert caught.value.parameter == "c"


def test_without_a_fault_nothing_happens():
    refuse([])
