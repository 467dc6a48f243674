import pytest

from micrographia.web.answer import NUMBER, TEXT, WHOLE, list_of, map_of, object_of, or_null
from micrographia.web.schema_text import shape

LONG = object_of({f"key_number_{number}": WHOLE for number in range(1, 8)})


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        (TEXT, "string"),
        ({"type": "string", "format": "date-time"}, "date and time"),
        (or_null(NUMBER), "number | null"),
        ({"type": ["string", "null"]}, "string | null"),
        ({"type": "string", "enum": ["c", "g"]}, '"c" | "g"'),
        (list_of(WHOLE), "[integer, …]"),
        (object_of({"id": WHOLE, "name": TEXT}, optional=("name",)), "{id: integer, name?: string}"),
        (map_of(list_of(WHOLE)), "{…: [integer, …]}"),
        ({"type": "object"}, "{…}"),
        ({"description": "anything"}, "any JSON"),
        (
            object_of({"data": LONG}),
            "{\n  data: {\n" + "".join(f"    key_number_{number}: integer,\n" for number in range(1, 8)) + "  },\n}",
        ),
    ],
)
def test_shapes(schema, text):
    assert shape(schema) == text
