"""An incident of another recorder's register: identity, values as they can be read, and what is flagged.

`cells` are the row as written and the evidence; all else is read from them and can be read again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cairn.values import UNKNOWN, DateSpan, Precision, Range
from cairn.vocab.closed import Grade

from .rows import BadRow


@dataclass(frozen=True, slots=True, order=True)
class Flag:
    """What is odd in one entry: a code of data/register.toml, the column, and the value as written."""

    code: str
    field: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A belligerent as told, our id for it ("" where we know none), and its role where one is told."""

    told: str
    actor: str = ""
    role: str = ""

    @property
    def key(self) -> str:
        """What sums go by: our id, else the name as told."""
        return self.actor or self.told


@dataclass(frozen=True, slots=True)
class Spot:
    """Where, as told: names, the province and our P-code and country for it, degrees where they can be."""

    name_en: str = ""
    name_ar: str = ""
    province: str = ""
    province_names: tuple[str, ...] = ()
    pcode: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None  # how finely it is known, where the recorder says so

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it may be asked for by: its own, and those of its province."""
        return tuple(dict.fromkeys(n for n in (self.name_en, self.name_ar, *self.province_names) if n))


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident of a register. `id` is the recorder's own; `grades` holds none, one, or several at once.

    `day` is the day it is counted on, `last_day` the last where that can be. `filed` are the belligerents
    the register files it under and counts it for, `attributed` those it attributes the harm to. `possible` are the days
    it may have been where its code for that says more than the day; `sources` are those it names, `modified` the day its
    recorder last changed it.
    """

    id: str
    cells: Mapping[str, Any]
    code: str = ""
    previous_codes: tuple[str, ...] = ()
    day: date | None = None
    last_day: date | None = None
    spot: Spot = Spot()
    filed: tuple[Party, ...] = ()
    attributed: tuple[Party, ...] = ()
    grade_told: str = ""
    grades: tuple[Grade, ...] = ()
    strike_status: str = ""
    harm_reported: str = "unknown"
    figures: Mapping[str, Range] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    possible: DateSpan | None = None
    sources: tuple[str, ...] = ()
    modified: date | None = None

    @property
    def days(self) -> DateSpan | None:
        """The days it may have been: those told, wider where its recorder's code says so; None where it is undated."""
        if self.day is None:
            return None
        return self.possible or DateSpan.between(self.day, max(self.day, self.last_day or self.day))

    @property
    def grade(self) -> Grade | None:
        """The grade where the recorder gives just one."""
        return self.grades[0] if len(self.grades) == 1 else None

    def figure(self, name: str) -> Range:
        """The figure of this name, `killed`, `children_injured` and so on; unknown where none is given."""
        return self.figures.get(name, UNKNOWN)

    def as_written(self, name: str) -> tuple[int | None, int | None]:
        """Lowest and highest as the recorder wrote them: what a sum of its columns adds up."""
        found = self.figure(name)
        turned = any(f.code == "figure-reversed" and f.field == name for f in self.flags)
        return (found.max, found.min) if turned else (found.min, found.max)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry and the line of the file it starts on."""

    row: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """A whole file: its entries in order, and the rows that cannot be one, verbatim. None is lost."""

    rows: tuple[EntryRow, ...]
    rejected: tuple[BadRow, ...]
