"""The letter in a movie's address: z or t."""

from typing import ClassVar

from micrographia.pictures.movie import Along


class AxisConverter:
    """Any other letter is an address that does not exist."""

    regex = "[zt]"
    schema: ClassVar[dict[str, object]] = {"type": "string", "enum": ["z", "t"]}

    def to_python(self, value: str) -> Along:
        return Along(value)

    def to_url(self, value: object) -> str:
        return value.value if isinstance(value, Along) else str(value)
