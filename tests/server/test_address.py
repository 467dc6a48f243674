import pytest

from micrographia.server.address import PublicAddress


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", PublicAddress("", None, (), ())),
        ("http://lab.example", PublicAddress("", "http", ("lab.example",), ("http://lab.example",))),
        (
            "https://lab.example:8443/omero",
            PublicAddress("/omero", "https", ("lab.example",), ("https://lab.example:8443",)),
        ),
        ("https://a.b/x/y", PublicAddress("/x/y", "https", ("a.b",), ("https://a.b",))),
    ],
)
def test_the_parts_of_a_public_address(url, expected):
    assert PublicAddress.parse(url) == expected
