"""What ?show=dataset-12 points at."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"([a-z]+(?:-[a-z]+)*)(?:-([0-9]{1,18}))?", re.ASCII)
SCHEMA = {"type": "string", "pattern": rf"^({_WRITTEN.pattern})(\|.*)?$"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A kind of thing, in the words of addresses, and its id; orphans have none."""

    kind: str
    id: int | None = None

    def __str__(self) -> str:
        return self.kind if self.id is None else f"{self.kind}-{self.id}"

    @property
    def key(self) -> int:
        """The id of a thing that has one."""
        assert self.id is not None
        return self.id

    @classmethod
    def parse(cls, text: str) -> Shown:
        """Reads the first of what may be several things between bars; raises ValueError."""
        found = _WRITTEN.fullmatch(text.partition("|")[0].strip())
        if found is None:
            raise ValueError("a kind and an id, such as dataset-12")
        return cls(found[1], None if found[2] is None else int(found[2]))
