"""What is documented is what there is, and nothing is there that is not documented."""

import json
import re

import jsonschema_rs
import pytest

from micrographia.errors import Invalid
from micrographia.web.openapi import documented
from micrographia.web.params import parameters_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"


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
        of_body = parameters_of(route.body) if route.body else ()
        declared += [bound.name for bound in of_body if bound.parameter.also_in_query and bound.name not in declared]
        assert described == declared, path
        content = document["paths"][path][method].get("requestBody", {}).get("content", {})
        if route.body:
            assert set(content) == set(route.body_types), path
            for media_type in route.body_types:
                assert list(content[media_type]["schema"]["properties"]) == [bound.name for bound in of_body], path
        else:
            assert set(content) == ({"application/json"} if route.consumes else set()), path


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


OPEN = {
    # A JSON Schema inside the document is any object: we do not describe JSON Schema.
    ("/api/openapi.json", "a JSON Schema of draft 2020-12"),
    # What somebody has copied comes back as it was written.
    ("/webgateway/getImgRDef/", "JSON as somebody has copied it, or the text that was meant to be some"),
    ("/webclient/getImgRDef/", "JSON as somebody has copied it, or the text that was meant to be some"),
}
"""Addresses and what of their answers may be anything."""


def schemas_in(schema):
    """The schema and all within it."""
    yield schema
    inner = [*schema.get("properties", {}).values(), *schema.get("patternProperties", {}).values()]
    inner += [*schema.get("oneOf", ()), *schema.get("anyOf", ())]
    inner += [schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)]
    for each in inner:
        yield from schemas_in(each)


def is_closed(schema):
    """Whether it says of every key of an object, and of every other value, what may stand there."""
    if "oneOf" in schema or "anyOf" in schema:
        return True
    if schema.get("type") != "object":
        return "type" in schema and (schema["type"] != "array" or "items" in schema)
    if schema.get("additionalProperties") is False:
        return bool(schema.get("properties") or schema.get("patternProperties"))
    return isinstance(schema.get("additionalProperties"), dict)


def test_every_json_answer_names_all_its_keys(document):
    looked_at, opened = 0, set()
    for path, _, operation in operations(document):
        for status, response in operation["responses"].items():
            for media_type, content in response.get("content", {}).items():
                if media_type != "application/json" or status >= "300":
                    continue
                for schema in schemas_in(content["schema"]):
                    looked_at += 1
                    if not is_closed(schema):
                        opened.add((path, schema.get("description")))
    assert opened == OPEN
    assert looked_at > 1000


def test_every_answer_but_a_page_or_picture_has_a_schema(document):
    for path, method, operation in operations(document):
        for status, response in operation["responses"].items():
            content = response.get("content", {})
            if "application/json" in content:
                assert content["application/json"]["schema"], f"{method} {path} {status}"
            if status < "300" and status != "204":
                assert content, f"{method} {path} {status} says not what is answered"


def is_bounded(schema):
    kinds = {schema["type"]} if isinstance(schema["type"], str) else set(schema["type"])
    if "enum" in schema or kinds <= {"boolean", "null"}:
        return True
    if kinds & {"integer", "number"}:
        return {"minimum", "maximum"} <= set(schema)
    if "array" in kinds:
        return "maxItems" in schema and is_bounded(schema["items"])
    return not {"maxLength", "pattern", "format"}.isdisjoint(schema)


def parameters(document):
    """All of them, of paths, queries and bodies: where, schema, description, example."""
    for path, method, operation in operations(document):
        for each in operation["parameters"]:
            where = f"{method} {path} {each['in']} {each['name']}"
            yield where, each["schema"], each["description"], each["example"]
        for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
            for name, schema in content["schema"].get("properties", {}).items():
                if "examples" in schema:  # what is JSON only is described as a whole
                    plain = {key: value for key, value in schema.items() if key != "examples"}
                    yield f"{method} {path} {media_type} {name}", plain, schema["description"], schema["examples"][0]


def test_every_parameter_has_type_bounds_and_an_example_that_fits(document):
    found = list(parameters(document))
    assert len(found) > 500
    for where, schema, description, example in found:
        assert description, where
        assert "type" in schema, where
        assert is_bounded(schema), f"{where} has no bounds: {schema}"
        assert example is not None, where
        jsonschema_rs.validator_for(schema).validate(example)


WRONG = ("x" * 100_001, "é\0;", "-99999999999999999999")


def test_what_documents_a_parameter_parses_it(document):
    """The examples are read, and what the document calls wrong is refused, by the declaration it is made from."""
    tried = refused = 0
    for _, _, route in routes():
        for query in (route.params, route.body):
            for bound in parameters_of(query) if query else ():
                bound.parameter.parse(bound.parameter.example)
                tried += 1
                for wrong in WRONG:
                    if bound.parameter.schema["type"] == "string" and not is_valid(bound.parameter.schema, wrong):
                        with pytest.raises((ValueError, Invalid), match=r"\w"):
                            bound.parameter.parse(wrong)
                        refused += 1
                if bound.parameter.schema["type"] != "string":
                    with pytest.raises((ValueError, Invalid), match=r"\w"):
                        bound.parameter.parse("no such thing;")
                    refused += 1
    assert tried > 500
    assert refused > 500


def is_valid(schema, value):
    return jsonschema_rs.validator_for(schema).is_valid(value)


def test_every_error_is_told_as_its_family_tells_it(document):
    for path, method, operation in operations(document):
        for status, response in operation["responses"].items():
            if path.startswith("/api/") and path != "/api/docs/" and status in ("400", "403", "404", "429"):
                schema = response["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Error"}, f"{method} {path} {status}"


def test_the_document_is_as_it_says_of_itself(document):
    schema = document["paths"]["/api/openapi.json"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema_rs.validator_for(schema).validate(document)


def test_every_schema_is_one(document):
    for _, _, operation in operations(document):
        for response in operation["responses"].values():
            for content in response.get("content", {}).values():
                if "schema" in content and "$ref" not in content["schema"]:
                    jsonschema_rs.meta.validate({"$schema": DIALECT, **content["schema"]})


def test_answers_are_as_described(client):
    """The bodies of the public addresses have exactly the keys that their schemas name."""
    for path, _, route in routes():
        if route.answers and route.answers[0].media_type == "application/json" and route.methods == "GET":
            schema = route.answers[0].schema
            url = path.replace("{api_version}", "0")
            if "properties" in schema and "{" not in url and route.policy.name == "PUBLIC":
                assert sorted(client.get(url).json()) == sorted(schema["properties"]), path
