import pytest
from django.http import HttpResponse
from django.urls import NoReverseMatch, Resolver404, get_resolver, reverse

from micrographia.web.policy import Policy
from micrographia.web.route import Family, Kind, Route, match_of, patterns, spelled_out


def seen(request, **path):
    return HttpResponse(f"{request.method} {sorted(path.items())}")


def saved(request, image_id):
    return HttpResponse(f"saved {image_id} {request.body.decode()}")


ROUTES = (
    Route(
        "render/<int:image_id>/[<int:z>/[<int:t>/]]",
        seen,
        names=("render", "gateway.views.render"),
        policy=Policy.PUBLIC,
    ),
    Route("save/<int:image_id>/", saved, names=("save",), methods="POST PUT", policy=Policy.PUBLIC),
    Route("both/<int:image_id>/", seen, names=("both",), policy=Policy.PUBLIC, kind=Kind.API),
    Route("both/<int:image_id>/", saved, methods="POST", policy=Policy.PUBLIC, kind=Kind.API),
    Route("undecided/", seen),
    Route("refused/", seen, methods="POST", policy=Policy.PUBLIC, kind=Kind.API, refusal="POST only"),
)
urlpatterns = patterns(ROUTES)
handler404 = "micrographia.web.errors.page_not_found"

pytestmark = pytest.mark.urls(__name__)


def test_optional_parts_are_spelled_out():
    assert spelled_out("a/[<int:z>/[<int:t>/]]") == ("a/", "a/<int:z>/", "a/<int:z>/<int:t>/")
    assert spelled_out("a/") == ("a/",)
    with pytest.raises(ValueError, match="at the end"):
        spelled_out("a/[b/]c/")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/render/1/", "[('image_id', 1)]"),
        ("/render/1", "[('image_id', 1)]"),
        ("/render/1/2", "[('image_id', 1), ('z', 2)]"),
        ("/render/1/2/3/", "[('image_id', 1), ('t', 3), ('z', 2)]"),
        ("/render/1/2/3", "[('image_id', 1), ('t', 3), ('z', 2)]"),
    ],
)
def test_every_form_with_and_without_its_last_slash_is_answered_directly(client, url, path):
    response = client.get(url)
    assert response.status_code == 200
    assert response.content.decode() == f"GET {path}"


def test_a_post_without_the_last_slash_keeps_its_body(client):
    response = client.post("/save/7", "hello", content_type="text/plain")
    assert response.content == b"saved 7 hello"


def test_every_name_gives_the_form_with_the_last_slash():
    assert reverse("render", args=[1]) == "/render/1/"
    assert reverse("render", args=[1, 2]) == "/render/1/2/"
    assert reverse("gateway.views.render", kwargs={"image_id": 1, "z": 2, "t": 3}) == "/render/1/2/3/"
    with pytest.raises(NoReverseMatch):
        reverse("nothing")


@pytest.mark.parametrize(
    ("method", "url", "allowed"),
    [
        ("post", "/render/1/", "GET, HEAD, OPTIONS"),
        ("get", "/save/1/", "POST, PUT, OPTIONS"),
        ("delete", "/both/1/", "GET, HEAD, POST, OPTIONS"),
    ],
)
def test_another_method_is_refused_with_those_allowed(client, method, url, allowed):
    response = getattr(client, method)(url)
    assert response.status_code == 405
    assert response["Allow"] == allowed


def test_a_405_may_have_the_sentence_clients_know(client):
    response = client.get("/refused/")
    assert (response.status_code, response.json()) == (405, {"message": "POST only"})


def test_options_is_answered_without_a_body(client):
    response = client.options("/both/1")
    assert (response.status_code, response.content) == (204, b"")
    assert response["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_head_takes_the_same_way_as_get(client):
    assert client.head("/render/1/").status_code == 200


def test_two_methods_of_one_path_reach_their_own_views(client):
    assert client.get("/both/1/").content.startswith(b"GET")
    assert client.post("/both/1/", "x", content_type="text/plain").content == b"saved 1 x"


def test_a_route_without_a_policy_answers_nobody(client):
    response = client.get("/undecided/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.status_code == 403


def test_a_number_that_no_database_holds_names_nothing(client):
    assert client.get("/render/99999999999999999999/").status_code == 404


def test_a_family_of_routes_has_one_route_per_path_and_method():
    with pytest.raises(ValueError, match="two routes for GET"):
        patterns((Route("a/", seen, policy=Policy.PUBLIC), Route("a/", saved, policy=Policy.PUBLIC)))


def test_a_family_finds_by_first_word_what_stands_first():
    def answered(path):
        return below.resolve(path).func.routes[0].path

    routes = [Route(path, seen, policy=Policy.PUBLIC) for path in ("a/", "a/b/", "<str:any>/b/", "a/c/", "a<int:n>/")]
    below = Family("things/", patterns(routes))
    assert answered("things/a") == "a/"
    assert answered("things/a/b") == "a/b/"
    assert answered("things/a/c/") == "a/c/"
    assert answered("things/x/b/") == "<str:any>/b/"
    assert answered("things/a7/") == "a<int:n>/"
    assert below.resolve("things/a/b").route == "a/b/"
    for path in ("things/a/d/", "things", "things/x/", "other/a/"):
        with pytest.raises(Resolver404):
            below.resolve(path)


@pytest.mark.parametrize(
    "address", ["/", "/both/1/", "/both/1", "/undecided/", "/render/7/", "/nothing/", "/both", "both/1/", ""]
)
def test_an_address_leads_where_djangos_root_leads(address):
    def found(look):
        try:
            match = look(address)
        except Resolver404:
            return None
        return match.func, match.args, match.kwargs, match.view_name

    root = get_resolver()
    assert found(lambda path: match_of(path, root.url_patterns)) == found(root.resolve)
