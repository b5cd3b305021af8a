"""Rows about the record as a whole: what waits, what was taken out of view, when a party's entry was linked.

They hold counts and days. No count is parted by party, country or place: small ones would tell of allegations that
nobody has released.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, TypedDict


class BacklogRow(TypedDict, total=False):
    """One month (`2031-05`) of allegations, never of deaths. `arrived` came in during it, and `suggested` and `set` of
    these wait still, by how far they have come; `released` were released first during it; `waiting` waited at its end.
    """

    month: Required[str]
    arrived: int
    released: int
    waiting: int
    suggested: int
    set: int


class TombstoneRow(TypedDict, total=False):
    """A record that was withdrawn (rule 3): its address goes on answering. `was_public` says whether it was ever
    released; a record that never was has no public address, and is told to nobody."""

    id: Required[str]
    codes: Sequence[str]
    at: str
    was_public: bool


class TakenOutRow(TypedDict):
    """How many things of one kind (name, report, claim, document, entry) were withdrawn from every view."""

    kind: str
    count: int


class LinkActRow(TypedDict, total=False):
    """When a person accepted that a party's entry speaks of an incident (an ISO moment)."""

    entry_id: Required[str]
    incident_id: Required[str]
    at: str
