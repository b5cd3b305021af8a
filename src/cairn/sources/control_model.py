"""What a file says of who held what, as it was read and before anything is made of it. Knows no file and no rule.

`cairn.control.told` makes the values of control of these; a reader stands below that stage and may not name them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .raw_row import BadRow

Rings = tuple[tuple[tuple[float, float], ...], ...]
"""An outer ring and its holes, of (lon, lat) in degrees WGS 84, first point and last alike."""
Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


def _none(told: str) -> str:
    return ""


def _no_box(area: str) -> Box | None:
    return None


@dataclass(frozen=True, slots=True)
class Known:
    """What a reader must be told to judge a row: it has no list of its own, no clock and no record.

    `actor` gives the id of a name or alias, "" where there is none; `areas` the ids of every area of that P-code or
    name; `country` the two letters of the country an area lies in, "" where unknown; `box` the box round an area.
    `today` is the last day that may be told of; `first_day` the first, in place of that of the country's war.
    """

    actor: Callable[[str], str]
    areas: Callable[[str], tuple[str, ...]]
    today: date
    country: Callable[[str], str] = _none
    box: Callable[[str], Box | None] = _no_box
    first_day: date | None = None


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is told beside the file, for rows and features that do not say it themselves."""

    holder: str = ""
    asserted_by: str = ""
    source: str = ""
    on: date | None = None
    frame: str = ""
    complete: bool = False


@dataclass(frozen=True, slots=True)
class ToldArea:
    """A piece of ground that a file names, in the fields of `cairn.control.model.Area`."""

    id: str
    names: Mapping[str, str]
    kind: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    polygons: tuple[Rings, ...] = ()
    lat: float | None = None
    lon: float | None = None
    source: str = ""
    built_up_km2: float | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One author's word, in the fields of `cairn.control.model.Assertion`."""

    id: str
    holding: str
    actors: tuple[str, ...]
    asserted_by: str
    source: str
    area: str = ""
    polygons: tuple[Rings, ...] = ()
    share: tuple[float, float] | None = None
    start: date | None = None
    start_latest: date | None = None
    end: date | None = None
    said: date | None = None
    denominator: str = "not_stated"
    note: str = ""
    withdrawn: bool = False  # its author, or who recorded it, takes it back


@dataclass(frozen=True, slots=True)
class Read:
    """Rows by their line in the file, those set aside, and the columns that nobody reads."""

    areas: Mapping[int, ToldArea] = field(default_factory=dict)
    told: Mapping[int, Told] = field(default_factory=dict)
    rejected: tuple[BadRow, ...] = ()
    not_read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """One author's drawing of one day: what it says of the ground it draws, and what it leaves blank (`complete`
    within `frame`: not held by its holders; else not known)."""

    day: date
    asserted_by: str
    source: str
    name: str
    features: tuple[Told, ...]
    frame: str = ""
    complete: bool = False
