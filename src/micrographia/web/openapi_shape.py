"""The keys of the OpenAPI document that we make: a part of those that OpenAPI 3.1 has."""

from micrographia.web.answer import TEXT, TRUTH, Schema, list_of, map_of, object_of

JSON_SCHEMA: Schema = {"type": "object", "description": "a JSON Schema of draft 2020-12"}
_EXAMPLE: Schema = {"type": ["string", "number", "boolean", "array"]}
_CONTENT = map_of(object_of({"schema": JSON_SCHEMA}, optional=("schema",)))
_PARAMETER = object_of(
    {
        "name": TEXT,
        "in": {"type": "string", "enum": ["path", "query"]},
        "required": TRUTH,
        "description": TEXT,
        "schema": JSON_SCHEMA,
        "example": _EXAMPLE,
        "style": TEXT,
        "explode": TRUTH,
    },
    optional=("style", "explode"),
)
_OPERATION = object_of(
    {
        "operationId": TEXT,
        "tags": list_of(TEXT),
        "summary": TEXT,
        "description": TEXT,
        "parameters": list_of(_PARAMETER),
        "requestBody": object_of({"required": TRUTH, "content": _CONTENT}),
        "responses": map_of(object_of({"description": TEXT, "content": _CONTENT}, optional=("content",))),
        "security": list_of(map_of(list_of(TEXT))),
        "x-policy": TEXT,
    },
    optional=("description", "requestBody"),
)
_SECURITY = object_of(
    {"type": TEXT, "in": TEXT, "name": TEXT, "scheme": TEXT, "description": TEXT},
    optional=("in", "name", "scheme", "description"),
)
DOCUMENT = object_of(
    {
        "openapi": {"type": "string", "enum": ["3.1.0"]},
        "info": object_of({"title": TEXT, "version": TEXT}),
        "paths": map_of(map_of(_OPERATION)),
        "components": object_of({"schemas": map_of(JSON_SCHEMA), "securitySchemes": map_of(_SECURITY)}),
    }
)
