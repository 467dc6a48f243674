"""The order of names that is the same on every database: folded, compared code point by code point."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

LENGTH = 255


def folded(text: str) -> str:
    """The key that names are ordered and compared by: composed, without case, its first 255 characters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())[:LENGTH]


class SortKeyField(models.CharField):  # type: ignore[type-arg]
    """A column that follows another column of text, folded, whenever the row is saved.

    `QuerySet.update` goes past it: rename by `save`.
    """

    def __init__(self, *args: Any, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        super().__init__(*args, **{"max_length": LENGTH, "editable": False, "default": "", **kwargs})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, list(args), {**kwargs, "source": self.source}

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":  # SQLite compares bytes by itself
            parameters["collation"] = "C"
        return parameters

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = folded(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, key)
        return key


def with_sort_keys(model: type[models.Model], update_fields: Any) -> Any:
    """The fields to save, with the sort keys of those among them that have one."""
    if update_fields is None:
        return None
    named = set(update_fields)
    keys = {f.name for f in model._meta.local_concrete_fields if isinstance(f, SortKeyField) and f.source in named}
    return named | keys
