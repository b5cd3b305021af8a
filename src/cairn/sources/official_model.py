"""What a file of a party's statements holds: documents and entries of sheets, before anybody reads words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cairn.values import UNKNOWN, DateSpan, Range
from cairn.vocab.closed import Outcome, Reason

from .raw_row import BadRow
from .register_model import Flag, Party


@dataclass(frozen=True, slots=True)
class Text:
    """One document: its words as they are, the party that says them, the day it came out, and its own id."""

    id: str
    text: str
    party: Party
    published: date | None = None
    url: str = ""
    title: str = ""
    row: int = 1


@dataclass(frozen=True, slots=True)
class Stated:
    """One dated statement within a row; any part may be untold."""

    day: date | None
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One entry of a sheet. `key` is what it is known by; "" and None are "not told", and no figure is not zero.

    `incident` and `code` are those of the register it is filed under; `reasons` those we have a word for, `reason_told`
    what else stands there; `accuracy_m` the recorder's own word for how exact the square is, in metres.
    """

    key: str
    row: int
    cells: Mapping[str, Any]
    party: Party
    document_id: str = ""
    incident: str = ""
    code: str = ""
    day: DateSpan | None = None
    place: str = ""
    country: str = ""
    via: str = ""
    mgrs: str = ""
    accuracy_m: float | None = None
    nearest_strike_m: float | None = None
    files: tuple[str, ...] = ()
    outcome: Outcome | None = None
    reasons: tuple[Reason, ...] = ()
    reason_told: str = ""
    killed: Range = UNKNOWN
    injured: Range = UNKNOWN
    codes: frozenset[str] = (
        frozenset()
    )  # `killed`, `injured`: those the sheet has a column for, filled or not
    statements: tuple[Stated, ...] = ()
    lists: bool = False  # whether it has a column of statements, or one in columns of its own
    strike_report: str = ""
    strike_report_url: str = ""
    number: int | None = None
    targets: str = ""
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """A whole file: its documents and entries in order, and the rows set aside."""

    texts: tuple[Text, ...]
    rows: tuple[SheetRow, ...]
    rejected: tuple[BadRow, ...]
