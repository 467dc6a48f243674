"""What is documented is what there is, and nothing is there that is not documented."""

import json
import re

import pytest

from micrographia.web.openapi import documented
from micrographia.web.params import parameters_of


@pytest.fixture
def document(client):
    response = client.get("/api/openapi.json")
    assert response["Content-Type"] == "application/json"
    return json.loads(response.content)


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def routes():
    for path, dispatcher in documented():
        for method, route in dispatcher.by_method.items():
            if method != "HEAD":
                yield re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path), method.lower(), route


def test_documents_and_routes_agree(document):
    assert {(path, method) for path, method, _ in operations(document)} == {
        (path, method) for path, method, _ in routes()
    }
    for path, method, route in routes():
        described = [p["name"] for p in document["paths"][path][method]["parameters"] if p["in"] == "query"]
        declared = [bound.name for bound in parameters_of(route.params)] if route.params else []
        assert described == declared, path


def test_what_may_be_posted_is_in_the_body_too(document):
    for address, names in (
        ("saveImgRDef/{image_id}/", ["c", "m", "maps", "z", "t"]),
        ("copyImgRDef/", ["c", "m", "maps", "z", "t", "imageId", "pixel_range", "store", "toids", "to_type"]),
        ("resetRDef/", ["toids", "to_type"]),
        ("applyOwnersRDef/", ["toids", "to_type"]),
    ):
        operation = document["paths"]["/webgateway/" + address]["post"]
        content = operation["requestBody"]["content"]
        assert set(content) == {"application/x-www-form-urlencoded", "multipart/form-data"}
        assert [list(each["schema"]["properties"]) for each in content.values()] == [names, names]
        in_query = [each["name"] for each in operation["parameters"] if each["in"] == "query"]
        assert set(in_query) == {*names, "callback", *(["fromid"] if "copy" in address else [])}


def test_the_address_of_a_family_is_there(document):
    assert "/api/v{api_version}/login/" in document["paths"]
    assert "post" in document["paths"]["/webclient/login/"]


def test_every_operation_says_what_it_does_and_who_may(document):
    for path, method, operation in operations(document):
        assert operation["summary"], f"{method} {path}: the view has no docstring"
        assert operation["x-policy"] != "nobody", path
        assert operation["responses"], f"{method} {path}: no answer is described"


def test_every_value_in_a_path_is_described(document):
    for path, _, operation in operations(document):
        assert re.findall(r"\{(\w+)\}", path) == [p["name"] for p in operation["parameters"] if p["in"] == "path"]


def test_names_are_unique(document):
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))


def test_every_json_answer_names_its_keys(document):
    for path, method, operation in operations(document):
        for status, response in operation["responses"].items():
            if "application/json" in response.get("content", {}):
                assert "schema" in response["content"]["application/json"], f"{method} {path} {status}"


def test_answers_are_as_described(client):
    """The bodies of the public addresses have exactly the keys that their schemas name."""
    for path, _, route in routes():
        if route.answers and route.answers[0].media_type == "application/json" and route.methods == "GET":
            schema = route.answers[0].schema
            url = path.replace("{api_version}", "0")
            if "properties" in schema and "{" not in url and route.policy.name == "PUBLIC":
                assert sorted(client.get(url).json()) == sorted(schema["properties"]), path
