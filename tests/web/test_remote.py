import pytest
from django.test import RequestFactory

from micrographia.web.remote import address_of


@pytest.mark.parametrize(
    ("trusted", "header", "address"),
    [
        ((), "1.2.3.4", "10.0.0.1"),
        (("10.0.0.1",), "1.2.3.4", "1.2.3.4"),
        (("10.0.0.1",), "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (("10.0.0.1", "10.0.0.2"), "6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        (("10.0.0.1",), "", "10.0.0.1"),
    ],
)
def test_the_last_hop_that_is_no_trusted_proxy(settings, trusted, header, address):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"trusted_proxies": trusted})
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=header)
    assert address_of(request) == address
