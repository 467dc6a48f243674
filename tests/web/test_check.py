import pytest
from django.http import HttpResponse
from django.urls import path

from micrographia.web import bundles
from micrographia.web.check import every_route_has_a_policy, pages_are_built
from micrographia.web.policy import Policy
from micrographia.web.route import Route, patterns


def view(request):
    return HttpResponse()


urlpatterns = [
    *patterns((Route("decided/", view, policy=Policy.PUBLIC), Route("undecided/", view))),
    path("bare/", view),
]


@pytest.mark.urls(__name__)
def test_addresses_that_nobody_decided_about_are_named():
    assert [(fault.id, fault.msg) for fault in every_route_has_a_policy(None)] == [
        ("micrographia.E002", "/undecided/ (GET) has no policy."),
        ("micrographia.E001", "/bare/ is no route."),
    ]


def test_the_product_has_none():
    assert every_route_has_a_policy(None) == []


@pytest.mark.parametrize(("built", "ids"), [(True, []), (False, ["micrographia.W001"])])
def test_pages_without_scripts_are_told(monkeypatch, built, ids):
    monkeypatch.setattr(bundles, "is_built", lambda: built)
    assert [message.id for message in pages_are_built(None)] == ids
