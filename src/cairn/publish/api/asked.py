"""What may be asked of a live server, and the reading of it. A name or a value that is not known is refused, so that
nobody takes an answer to another question for the answer to theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cairn.errors import NotAllowed
from cairn.publish.formats.model import instant
from cairn.vocab.closed import Grade

from .order import Key, key_at

HARM = ("yes", "no", "unknown")
LARGEST = 1_000
"""Incidents that a page may be asked to hold."""
LONGEST = 200
"""Letters of a value."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: what it means, the schema of its value, and how that is read; reading raises `ValueError`."""

    name: str
    told: str
    schema: Mapping[str, object]
    read: Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: values as they were read, by parameter, and as they were understood."""

    values: Mapping[str, Any] = field(default_factory=dict)
    applied: Mapping[str, str] = field(default_factory=dict)

    @property
    def limit(self) -> int | None:
        """How many incidents a page may hold; None where it was not asked."""
        return self.values.get("limit")

    @property
    def after(self) -> Key | None:
        """What was read already."""
        return self.values.get("cursor")


def _moment(told: str) -> str:
    """A moment or a day in UTC, as moments are in order as text."""
    mended = re.sub(r"(T.*) (\d\d:?\d\d)$", r"\1+\2", told)  # a plus in an address is read as a blank
    if not re.match(r"\d{4}-\d\d-\d\d", mended) or len(mended) > 40:
        raise ValueError(told)
    try:
        return instant(mended).isoformat().removesuffix("+00:00")
    except OverflowError as e:
        raise ValueError(told) from e


def _day(told: str) -> str:
    if date.fromisoformat(told).isoformat() != told:
        raise ValueError(told)
    return told


def _shape(pattern: str) -> Callable[[str], str]:
    of = re.compile(pattern)

    def read(told: str) -> str:
        if not of.fullmatch(told):
            raise ValueError(told)
        return told

    return read


def _number(told: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", told) or not 1 <= int(told) <= LARGEST:
        raise ValueError(told)
    return int(told)


def _cursor(told: str) -> Key:
    key = key_at(told)
    if key is None:
        raise ValueError(told)
    return key


_TEXT = rf"[^\x00-\x1f\x7f\ud800-\udfff]{{1,{LONGEST}}}"
_WORDS = {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": r"^[^\x00-\x1f\x7f]+$"}
_DAYS = {"type": "string", "format": "date"}
PARAMETERS: Mapping[str, Parameter] = {p.name: p for p in (
    Parameter("updated_since", "last changed at this moment or later; a moment of ISO 8601, or a day in UTC. Give it "
              "`as_of` of the last answer that began at the beginning", {"type": "string"}, _moment),
    Parameter("date_from", "may have happened on this day or later", _DAYS, _day),
    Parameter("date_to", "may have happened on this day or before", _DAYS, _day),
    Parameter("actor", "attributed to this belligerent, by its id in actors.json", _WORDS, _shape(_TEXT)),
    Parameter("grade", "with this grade: of the belligerent asked for, else of any",
              {"type": "string", "enum": [g.value for g in Grade]}, _shape("|".join(Grade))),
    Parameter("country", "in this country, by its ISO 3166 code", {"type": "string", "pattern": "^[A-Z]{2}$"},
              _shape("[A-Z]{2}")),
    Parameter("admin1", "in this first-level division, by its P-code or its English name", _WORDS, _shape(_TEXT)),
    Parameter("harm_reported", "whether harm was reported", {"type": "string", "enum": list(HARM)},
              _shape("|".join(HARM))),
    Parameter("limit", "incidents on a page", {"type": "integer", "minimum": 1, "maximum": LARGEST}, _number),
    Parameter("cursor", "where the page begins, as `next` of the page before has it", _WORDS, _cursor),
)}  # fmt: skip
"""Every parameter by its name."""
WHICH = ("updated_since", "date_from", "date_to", "actor", "grade", "country", "admin1", "harm_reported")
"""Parameters that say which incidents are meant."""
TAKES: Mapping[str, tuple[str, ...]] = {
    "incidents.json": (*WHICH, "limit", "cursor"), "incidents.csv": WHICH, "tallies.json": ("actor",),
    "tallies.csv": ("actor",),
}  # fmt: skip
"""Address -> the parameters that it takes; every other address takes none."""


def read_query(address: str, told: Sequence[tuple[str, str]]) -> Asked:
    """What was asked at an address. Raises `NotAllowed` (api-parameter, api-value)."""
    takes = TAKES.get(address, ())
    values: dict[str, Any] = {}
    applied: dict[str, str] = {}
    for name, value in told:
        if name not in takes or name in values:
            raise _unknown(name, takes, twice=name in values)
        values[name] = _read(PARAMETERS[name], value)
        applied[name] = value
    if values.get("date_from", "") > values.get("date_to", "9999-12-31"):
        raise _refused(PARAMETERS["date_to"], applied["date_to"], "it is before date_from")
    order = {name: n for n, name in enumerate(takes)}
    return Asked(values, dict(sorted(applied.items(), key=lambda pair: order[pair[0]])))


def _read(of: Parameter, told: str) -> Any:
    try:
        return of.read(told)
    except ValueError as e:
        raise _refused(of, told, of.told) from e


def _refused(of: Parameter, told: str, why: str) -> NotAllowed:
    return NotAllowed(
        "api-value",
        "the value of a parameter cannot be used",
        field=of.name,
        value=told,
        remedy=f"{of.name}: {why}. openapi.json tells what it takes.",
    )


def _unknown(name: str, takes: Sequence[str], *, twice: bool) -> NotAllowed:
    return NotAllowed(
        "api-parameter",
        "a parameter is asked twice" if twice else "there is no such parameter at this address",
        field="parameter",
        value=name,
        remedy=f"It takes {', '.join(takes)}, each once." if takes else "This address takes no parameters.",
    )
