import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client, RequestFactory

from micrographia.web import credentials, throttle
from sign_in_people import PASSWORD, basic, person

pytestmark = pytest.mark.django_db

WRONG = "Connection not available, please check your user name and password."


def log_in(name, password=PASSWORD, address="10.0.0.1"):
    form = {"username": name, "password": password, "server": "1"}
    return Client(REMOTE_ADDR=address).post("/api/v0/login/", form)


def test_ten_failures_of_an_account_then_a_wait_also_for_the_right_password():
    person("anna")
    for address in range(10):
        assert log_in("anna", "guess", f"10.0.1.{address}").json() == {"message": WRONG}
    response = log_in("anna", address="10.0.2.1")
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 60


def test_ten_failures_of_an_address_then_a_wait_for_any_account():
    person("anna")
    for name in range(10):
        log_in(f"guess{name}", "guess")
    assert log_in("anna").status_code == 429
    assert log_in("anna", address="10.0.0.2").status_code == 200


def test_who_signed_in_from_here_before_is_not_shut_out_by_others():
    person("anna")
    assert log_in("anna", address="10.0.0.7").status_code == 200
    for number in range(12):
        log_in("anna", "guess", "10.0.0.9")
        log_in(f"guess{number}", "guess", "10.0.0.7")
    assert log_in("anna", address="10.0.0.9").status_code == 429
    assert log_in("anna", address="10.0.0.7").status_code == 200


def test_but_there_too_ten_failures_are_enough():
    person("anna")
    log_in("anna")
    for _ in range(10):
        assert log_in("anna", "guess").status_code == 403
    assert log_in("anna").status_code == 429


def test_names_that_exist_and_names_that_do_not_are_treated_alike():
    person("anna")
    answers = {}
    for name in ("anna", "nobody"):
        throttle.tries().clear()
        answers[name] = [(r.status_code, r.content) for r in (log_in(name, "guess") for _ in range(11))]
        answers[name][-1] = answers[name][-1][0]
    assert answers["anna"] == answers["nobody"]
    assert answers["anna"][-1] == 429


def test_reaching_the_limit_again_waits_twice_as_long(settings):
    settings.MICROGRAPHIA = settings.MICROGRAPHIA.model_copy(update={"login_failures_per_minute": 1})
    waits = []
    for _ in range(6):
        throttle.failed("anna", "10.0.0.1")
        with pytest.raises(throttle.TooManyTries) as raised:
            throttle.require_patience("anna", "10.0.0.1")
        waits.append(raised.value.retry_after)
        for key in list(throttle.tries()):
            if not key.startswith("strikes"):
                throttle.tries().delete(key)
    assert waits == [60, 120, 240, 480, 900, 900]


def test_basic_credentials_are_counted_too(client):
    person("anna")
    for _ in range(10):
        client.get("/api/v0/m/none/", headers=basic("anna", "guess"))
    assert client.get("/webclient/keepalive_ping/", headers=basic("anna", "guess")).status_code in (200, 429)


def test_forwarded_addresses_count_only_from_trusted_proxies(settings):
    person("anna")
    for number in range(10):
        Client(REMOTE_ADDR="10.0.0.1").post(
            "/api/v0/login/",
            {"username": f"g{number}", "password": "guess", "server": "1"},
            headers={"X-Forwarded-For": f"1.2.3.{number}"},
        )
    assert log_in("anna").status_code == 429, "a forged header does not hide the address"


@pytest.mark.parametrize(
    ("name", "password"),
    [("anna", "guess"), ("anna", ""), ("nobody", "guess"), ("nobody", ""), ("root", "guess"), ("an\0na", "guess")],
)
def test_every_refusal_costs_one_hash(monkeypatch, client, name, password):
    """So that the time of an answer does not tell whether the name exists."""
    person("anna")
    computed = []

    encode = MD5PasswordHasher.encode

    def counted(self, *arguments):
        computed.append(1)
        return encode(self, *arguments)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    assert credentials.check(RequestFactory().get("/"), name, password) is None
    assert len(computed) == 1
