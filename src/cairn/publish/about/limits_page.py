"""The page of limits: what this record cannot tell, counted where it can be, and where the machine is known to err.

Enters: an index and a language. Leaves: rows of finished words. The machine's errors are data that ship with Cairn
(data/known_errors.toml), each with the place where it was measured; a test holds them to what that place says.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow, ReportRow
from cairn.publish.wording.page_words import texts, words

BY_RULES = ("ar", "en")
BY_LIST = ("ku", "ckb", "tr", "ru", "uk", "he")
_WEEKS = 28


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many."""

    key: str
    label: str
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Language:
    """A language, how it is read, and how many reports of this record are in it."""

    name: str
    how: str
    reports: int


@dataclass(frozen=True, slots=True)
class KnownError:
    """What the machine does, how often, over how many cases (0 where no number of cases is stated), measured where."""

    told: str
    measured: str
    cases: int
    source: str


def counts(found: Index, lang: str) -> list[Count]:
    """What limits the incidents of this record, then its reports, each as so many of all."""
    incidents, reports = list(found.incidents.values()), list(found.reports.values())
    told = [
        (key, sum(1 for row in incidents if holds(found, row)), len(incidents))
        for key, holds in _OF_INCIDENTS
    ]
    told += [(key, sum(1 for row in reports if of(row)), len(reports)) for key, of in _OF_REPORTS]
    return [Count(key, words(lang, f"limits.{key}"), n, of_all) for key, n, of_all in told]


def languages(found: Index, lang: str) -> list[Language]:
    """Those that are read, by how; the rest are one row."""
    held = Counter((row.get("language") or "")[:3].rstrip("-_") for row in found.reports.values())
    named = texts(lang)["language"]
    rows = []
    for how, keys in (("by_rules", BY_RULES), ("by_list", BY_LIST)):
        rows += [Language(named[k], words(lang, f"limits.{how}"), held.pop(k, 0)) for k in keys]
    return [*rows, Language(named["other"], words(lang, "limits.by_person"), sum(held.values()))]


def known_errors(lang: str) -> list[KnownError]:
    """The measured errors of the first reading, as they ship."""
    return [
        KnownError(row[lang], row[f"measured_{lang}"], row["cases"], row["source"]) for row in error_rows()
    ]


@cache
def error_rows() -> Sequence[Mapping[str, Any]]:
    """The rows of data/known_errors.toml."""
    toml = resources.files("cairn.publish").joinpath("data/known_errors.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(toml)["error"])


def _killed(row: IncidentRow) -> tuple[int | None, int | None]:
    return row.get("killed_min"), row.get("killed_max")


def _days(row: IncidentRow) -> int:
    """How many days the incident is dated to; 0 where no day is known."""
    start, end = row.get("date_start"), row.get("date_end")
    if not start:
        return 0
    try:
        return (date.fromisoformat((end or start)[:10]) - date.fromisoformat(start[:10])).days + 1
    except ValueError:
        return 0


def _actors(found: Index, row: IncidentRow) -> set[str]:
    rows = found.attributions.get(row["id"], ())
    return {a.get("actor_id", "") for a in rows} - {"", "unknown"}


def _is_contested(found: Index, row: IncidentRow) -> bool:
    return any(a.get("grade") == "contested" for a in found.attributions.get(row["id"], ()))


_OF_INCIDENTS: Sequence[tuple[str, Callable[[Index, IncidentRow], bool]]] = (
    ("no_killed", lambda found, row: _killed(row) == (None, None)),
    ("one_end", lambda found, row: _killed(row)[0] is not None and _killed(row)[1] is None),
    ("undated", lambda found, row: _days(row) == 0),
    ("span", lambda found, row: 1 < _days(row) < _WEEKS),
    ("month", lambda found, row: _days(row) >= _WEEKS),
    ("unplaced", lambda found, row: not (row.get("place_name") or row.get("admin1"))),
    (
        "undotted",
        lambda found, row: bool(row.get("place_name") or row.get("admin1")) and row.get("lat") is None,
    ),
    ("contested", _is_contested),
    ("joint", lambda found, row: len(_actors(found, row)) > 1),
    ("no_actor", lambda found, row: not _actors(found, row)),
    ("one_origin", lambda found, row: row.get("origins") == 1),
    ("harm_unknown", lambda found, row: (row.get("harm_reported") or "unknown") == "unknown"),
)
_OF_REPORTS: Sequence[tuple[str, Callable[[ReportRow], bool]]] = (
    ("withheld_reports", lambda row: row.get("withheld") is True),
    ("undated_reports", lambda row: not row.get("published")),
)
