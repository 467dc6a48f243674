from micrographia.errors import Busy, Invalid


def test_invalid_names_its_parameter():
    error = Invalid("z is one of 0 to 4", "z")
    assert (str(error), error.parameter) == ("z is one of 0 to 4", "z")


def test_busy_says_when_to_come_back():
    assert Busy("all slots are taken", retry_after=3).retry_after == 3
