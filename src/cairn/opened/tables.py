"""The rows of each table with the kinds of their cells, for editors and type checkers; a test holds them to the tables.

Whatever is not an id may be None: unknown, or withheld.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Day

from .incident import Incident
from .row import Row
from .sums import Tally

Texts = tuple[str, ...]


class Attribution(Row):
    """One actor's part in one incident, with its grade."""

    __slots__ = ()
    incident_id: str
    actor_id: str
    actor: str | None
    role: str | None
    grade: str | None
    strike_status: str | None
    basis_claims: Texts | None
    why: str | None
    why_ar: str | None


class Claim(Row):
    """One thing that one report says of one incident, in its words."""

    __slots__ = ()
    id: str
    report_id: str
    incident_id: str | None
    kind: str
    min: int | None
    max: int | None
    basis: str | None
    group: str | None
    status: str | None
    event: str | None
    scope: str | None
    value: str | None
    origin_id: str | None
    start: int | None
    end: int | None
    quote: str | None


class Report(Row):
    """One item by a source."""

    __slots__ = ()
    id: str
    source_kind: str | None
    publisher: str | None
    author: str | None
    url: str | None
    published: Day | None
    language: str | None
    capture_sha256: str | None
    text_sha256: str | None
    origin_id: str | None
    withheld: bool | None


class OfficialDocument(Row):
    """A document in which a party speaks."""

    __slots__ = ()
    id: str
    actor: str | None
    kind: str
    title: str | None
    url: str | None
    published: Day | None
    capture_sha256: str | None
    text_sha256: str | None


class OfficialEntry(Row):
    """What a party says of one allegation or strike."""

    __slots__ = ()
    id: str
    document_id: str
    actor: str | None
    date: Day | None
    place_text: str | None
    outcome: str | None
    reason: str | None
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None
    mgrs: str | None
    kind: str
    date_end: Day | None
    night: bool | None
    country: str | None
    via: str | None
    nearest_strike_m: float | None
    number: int | None
    targets: str | None
    lag_days: int | None
    elsewhere: int | None


class OfficialOutcome(Row):
    """One word in the history of a party's entry."""

    __slots__ = ()
    entry_id: str
    n: int
    actor: str | None
    day: Day | None
    document_id: str
    outcome: str | None
    reason: str | None
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None
    start: int | None
    end: int | None
    quote: str | None
    coded: bool | None


class EntryLink(Row):
    """That a party's entry speaks of an incident."""

    __slots__ = ()
    entry_id: str
    incident_id: str
    decision: str | None
    allocation_min: int | None
    allocation_max: int | None


class Coverage(Row):
    """How fully a stretch of days was monitored: `row["from"]` to `row.to`."""

    __slots__ = ()
    actor: str | None
    country: str | None
    to: Day | None
    level: str | None


class Deletion(Row):
    """What was public and was withdrawn: whoever keeps a copy deletes by this."""

    __slots__ = ()
    kind: str
    id: str | None
    codes: Texts | None
    day: Day | None
    count: int | None


class ControlWord(Row):
    """An author's word on who held a place, `row["from"]` to `row.to`."""

    __slots__ = ()
    id: str
    area: str | None
    actor: str | None
    share_min: float | None
    share_max: float | None
    to: Day | None
    asserted_by: str | None
    denominator: str | None
    source: str | None
    holding: str | None
    actors: Texts | None
    from_latest: Day | None
    said: Day | None
    layer: str | None


class ControlShare(Row):
    """A computed share of a place that somebody held."""

    __slots__ = ()
    place: str | None
    actor: str | None
    day: Day | None
    share_min: float | None
    share_max: float | None
    denominator: str | None
    total: float | None
    unknown: Texts | None
    contested: Texts | None
    disputed: Texts | None
    partly_held: Texts | None
    policy: str | None


class Actor(Row):
    """A party, by its names."""

    __slots__ = ()
    id: str
    kind: str
    names: Row | None
    read_as: str | None
    source: str | None


class Relation(Row):
    """An author's word on how two actors stand, `row["from"]` to `row.to`."""

    __slots__ = ()
    id: str
    subject: str
    relation: str
    object: str
    to: Day | None
    asserted_by: str | None
    source: str | None
    countries: Texts | None
    denied: str | None
    said: Day | None
    one_side: bool | None


class Designation(Row):
    """A listing of an actor as terrorist, `row["from"]` to `row.to`."""

    __slots__ = ()
    id: str
    actor: str | None
    authority: str | None
    list: str | None
    to: Day | None
    source: str | None
    act: str | None


CLASSES: Mapping[str, type[Row]] = {
    "incidents": Incident,
    "tallies": Tally,
    "attributions": Attribution,
    "claims": Claim,
    "reports": Report,
    "official_documents": OfficialDocument,
    "official_entries": OfficialEntry,
    "official_outcomes": OfficialOutcome,
    "entry_links": EntryLink,
    "coverage": Coverage,
    "deletions": Deletion,
    "control": ControlWord,
    "control_shares": ControlShare,
    "actors": Actor,
    "relations": Relation,
    "designations": Designation,
}
"""Table -> the class of its rows; of a table that is not here they are plain rows."""
