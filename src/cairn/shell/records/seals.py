"""Recorded rows as lines of a seal: what an act wrote, and what stands now, hashed the same way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from django.apps import apps
from django.db.models import QuerySet

from cairn.archive.seal import NONE_CHANGE, Line, row_hash

from .models.recorded import Recorded


@lru_cache(maxsize=1)
def recorded_tables() -> dict[str, type[Recorded]]:
    """Every table of evidence by its name in a seal, in a fixed order."""
    models = (m for m in apps.get_app_config("records").get_models() if issubclass(m, Recorded))
    return {str(m._meta.model_name): m for m in sorted(models, key=lambda m: str(m._meta.model_name))}


def columns(model: type[Recorded]) -> tuple[list[str], list[str]]:
    """The columns of a table: those that never change, its key first, and those that may."""
    own = [f for f in model._meta.concrete_fields if f.name != "sealed_in"]
    key = model._meta.pk
    fixed = [f.attname for f in own if f.name not in model.MAY_CHANGE and f is not key]
    return [key.attname, *fixed], [f.attname for f in own if f.name in model.MAY_CHANGE]


def lines_of(rows: QuerySet[Recorded], chunk: int = 2000) -> Iterator[Line]:
    """Each row of the query as the line that stands for it in a seal. Memory is flat."""
    fixed, changing = columns(rows.model)
    line = liner(rows.model)
    for values in rows.values_list(*fixed, *changing).iterator(chunk_size=chunk):
        yield line(values)


def liner(model: type[Recorded]) -> Callable[[Sequence[object]], Line]:
    """From the values of a row, in the order of `columns`, to the line that stands for it in a seal."""
    fixed, changing = columns(model)
    table, cut = str(model._meta.model_name), len(fixed)
    flags: dict[object, str] = {}  # `live` and the like: a handful of values, hashed once
    small = len(changing) == 1

    def line(values: Sequence[object]) -> Line:
        moving = values[cut:]
        if not changing:
            other = NONE_CHANGE
        elif small and isinstance(moving[0], bool):
            other = flags.get(moving[0]) or flags.setdefault(moving[0], row_hash(moving))
        else:
            other = row_hash(moving)
        return Line(row_hash((table, *values[:cut])), other, key_text(values[0]))

    return line


def key_text(key: object) -> str:
    """A primary key on one line."""
    text = str(key)
    return text if text.isprintable() and not text.startswith('"') else json.dumps(text)
