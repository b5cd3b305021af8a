"""How a table is told: a field per column, written as `name | type | meaning`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, its type in words, what it means."""

    name: str
    type: str
    meaning: str


def fields(*rows: str) -> tuple[Field, ...]:
    """Rows of `name | type | meaning`."""
    return tuple(Field(*(part.strip() for part in row.split("|"))) for row in rows)


def bounds(name: str, meaning: str) -> tuple[str, str]:
    """The rows of a lowest and a highest figure."""
    return (
        f"{name}_min | number or null | lowest figure: {meaning}",
        f"{name}_max | number or null | highest figure: {meaning}",
    )
