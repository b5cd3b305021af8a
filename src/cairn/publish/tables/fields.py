"""How a table is told: a field per column, written as `name | type | meaning`, and the kinds of value a type names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, its type in words, what it means."""

    name: str
    type: str
    meaning: str


class Kind(StrEnum):
    """What a cell may hold. A value of another kind is refused, for a typed file would change it."""

    TEXT = "text"
    WHOLE = "number"
    DECIMAL = "decimal"
    DAY = "day"
    MOMENT = "moment"
    FLAG = "yes or no"
    LIST = "list"
    OBJECTS = "list of objects"
    OBJECT = "object"


def instant(text: str) -> datetime:
    """A moment as it is exported, in UTC; one that tells no zone is taken as UTC. Raises `ValueError`."""
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def kind_of(of: Field) -> Kind:
    """The kind of a column, by the words of its type. Raises `ValueError` for words that are none."""
    return Kind(of.type.removesuffix(" or null"))


def fields(*rows: str) -> tuple[Field, ...]:
    """Rows of `name | type | meaning`."""
    return tuple(Field(*(part.strip() for part in row.split("|"))) for row in rows)


def bounds(name: str, meaning: str) -> tuple[str, str]:
    """The rows of a lowest and a highest figure."""
    return (
        f"{name}_min | number or null | lowest figure: {meaning}",
        f"{name}_max | number or null | highest figure: {meaning}",
    )
