"""What stands around the items of every answer: of which moment they are, how they may be used, what was understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .rows import encode
from .words import said

VERSION = "v1"
"""It stands in every address. An answer may gain a field under the same version; a field that leaves makes a new one."""


@dataclass(frozen=True, slots=True)
class Head:
    """Of all answers of one publication: the moment of its record, its licence."""

    as_of: str
    licence: str

    @classmethod
    def of(cls, about: Mapping[str, str]) -> Head:
        """Out of what the data say of themselves, by the names of `About`."""
        return cls(about.get("generated_at", ""), about.get("licence", ""))


def answer(
    head: Head,
    items: Iterable[str],
    *,
    after: str | None = None,
    applied: Mapping[str, str] | None = None,
    as_of: str = "",
    more: Mapping[str, object] | None = None,
) -> str:
    """One answer. `items` are JSON, each on a line of its own; `after` is the address of what follows, seen from this
    answer; `as_of` is the moment that the answer is of, where it is not that of the whole record: an answer about few
    incidents stays the same, byte for byte, while others change."""
    told: dict[str, object] = {
        "api": VERSION,
        "as_of": as_of or head.as_of or None,
        "licence": head.licence or None,
        "caveat": said("answer.caveat"),
        "applied": dict(applied or {}),
        **(more or {}),
    }
    lines = ",\n".join(items)
    rows = f"[\n{lines}\n]" if lines else "[]"
    head_lines = "".join(f" {encode(name)}: {encode(value)},\n" for name, value in told.items())
    return f'{{\n{head_lines} "items": {rows},\n "next": {encode(after)}\n}}\n'
