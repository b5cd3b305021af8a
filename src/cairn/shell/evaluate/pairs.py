"""Texts and the incident each is of: truth rows and report rows enter, pairs to score leave.

Only a report of exactly one known incident can be scored: what two incidents have in common is nobody's
answer. The rest are counted as left out. Every pair knows the slices it falls in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cairn.extract.model import Account
from cairn.flow import Read

Row = Mapping[str, Any]
Split = Mapping[str, str] | Collection[str]
BUSY = 2
"""A day with so many true incidents or more is busy."""
SLICES = ("language", "conflict", "platform", "day", "date")
"""What scores of reports are split by; the last two are busy or quiet, dated or undated."""


@dataclass(frozen=True, slots=True)
class Item:
    """One text to read: `id` is the report's, or the incident's for a narrative."""

    id: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and the incident it is of. `published` is the day it came out, None where that is not known;
    `read` is what the stages made of the text, None where they were not asked or gave nothing."""

    item: Item
    row: Row
    dated: bool
    published: date | None = None
    platform: str = ""
    read: Read | None = None

    @property
    def incident(self) -> str:
        """The true incident's id: the unit that intervals are drawn by."""
        return str(self.row["id"])

    @property
    def main(self) -> Account | None:
        """The account of the report's main event."""
        accounts = self.read.extraction.accounts if self.read else ()
        return next((a for a in accounts if a.main), None)


def narratives(incidents: Mapping[str, Row]) -> tuple[list[Pair], int]:
    """Each incident's own narrative, and how many incidents have none."""
    told = []
    for key, row in incidents.items():
        if row.get("narrative"):
            item = Item(key, str(row["narrative"]), str(row.get("narrative_language", "en")))
            told.append(Pair(item, row, dated=True))
    return told, len(incidents) - len(told)


def single_reports(reports: Iterable[Row], incidents: Mapping[str, Row]) -> tuple[list[Pair], int]:
    """Reports of exactly one known incident, and how many others there are."""
    found: list[Pair] = []
    left_out = 0
    for report in reports:
        ids: list[Any] = list(report.get("incident_ids") or [])
        if len(ids) != 1 or str(ids[0]) not in incidents:
            left_out += 1
            continue
        item = Item(str(report["id"]), str(report.get("text") or ""), str(report.get("language") or ""))
        day = day_of(report.get("published"))
        row = incidents[str(ids[0])]
        found.append(Pair(item, row, bool(day), day, str(report.get("platform") or "")))
    return found, left_out


def with_reads(pairs: Iterable[Pair], reads: Mapping[str, Read]) -> list[Pair]:
    """The pairs with what was read of each."""
    return [replace(pair, read=reads.get(pair.item.id)) for pair in pairs]


def is_asked(split: Split | None, side: str, item: str, incident: str) -> bool:
    """Whether a text is on the side of the split that is scored, by its own id or its incident's."""
    if split is None:
        return True
    if isinstance(split, Mapping):
        return split.get(item, split.get(incident)) == side
    return item in split or incident in split


def busy_days(incidents: Iterable[Row]) -> Counter[tuple[str, str]]:
    """How many true incidents each conflict has on each day."""
    return Counter(_day(row) for row in incidents)


def groups(pair: Pair, busy: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """The slices a text falls in, by the names of SLICES."""
    return {
        "language": pair.item.language or "unknown",
        "conflict": str(pair.row.get("conflict") or "unknown"),
        "platform": pair.platform or "unknown",
        "day": "busy" if busy.get(_day(pair.row), 0) >= BUSY else "quiet",
        "date": "dated" if pair.dated else "undated",
    }


def parts(pairs: Sequence[Pair], split: Sequence[Mapping[str, str]]) -> dict[str, list[int]]:
    """Positions by slice, `all` first; a kind of slice that does not part the pairs is left out."""
    found: dict[str, list[int]] = {"all": list(range(len(pairs)))}
    for kind in dict.fromkeys(name for of in split for name in of):
        named = sorted({of[kind] for of in split if kind in of})
        if len(named) > 1:
            found |= {f"{kind} {n}": [k for k, of in enumerate(split) if of.get(kind) == n] for n in named}
    return found


def day_of(value: object) -> date | None:
    """The day of an ISO date or time; None where it is none."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _day(row: Row) -> tuple[str, str]:
    return str(row.get("conflict", "")), str(row.get("date", ""))
