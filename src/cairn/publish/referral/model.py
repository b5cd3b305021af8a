"""The package by which a recorder asks a party about an incident: its parts as plain values, and what they are made of.

The fields of `Referral` in their order are the schema of the JSON file (docs/guide/referral.md): rename one and a
reader's script breaks. None is unknown, never zero; days are ISO, local to the place; lengths are metres unless named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from cairn.official.model import Answered
from cairn.places.model import Place
from cairn.publish.rows.record import Record
from cairn.values import DateSpan
from cairn.vocab.closed import State

SCHEMA = "cairn-referral/1"
"""Name and version of the JSON file: a field that goes or changes its meaning raises the number."""

MASK = "█"
"""Stands for each letter of a name that is withheld."""


@dataclass(frozen=True, slots=True)
class Named:
    """An id with its names."""

    id: str
    name_en: str
    name_ar: str


def named(key: str, names: Mapping[str, Mapping[str, str]]) -> Named:
    """An id with its names; the id itself where a language has none."""
    found = names.get(key, {})
    plain = key.replace("_", " ")
    return Named(key, found.get("en") or plain, found.get("ar") or found.get("en") or plain)


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when it happened: local moments without offset, and the same in UTC, which strike logs keep.

    UTC is None where no time zone is known; where a country has several, it spans them all.
    """

    start_local: str
    end_local: str
    start_utc: str | None
    end_utc: str | None


@dataclass(frozen=True, slots=True)
class When:
    """`part_of_day` is night, dawn, morning, noon, afternoon or evening, empty where no source tells it."""

    date_start: str
    date_end: str
    part_of_day: str
    time_zones: tuple[str, ...]
    utc_offsets: tuple[str, ...]
    window: Window


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way the place is written; `basis` is `gazetteer` or `sources`; `script` an ISO 15924 code."""

    text: str
    script: str
    basis: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit the place lies in, the largest first; `level` counts from 0, the country."""

    level: int
    name_en: str
    name_ar: str
    pcode: str


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest other place the gazetteer knows, and the direction in which the point lies from it."""

    name_en: str
    name_ar: str
    distance_m: int
    direction: str


@dataclass(frozen=True, slots=True)
class Where:
    """`mgrs` names the square of `cell_m` metres in which the centre lies; the circle is told by `radius_m`."""

    place_name: str
    place_name_ar: str
    lat: float
    lon: float
    radius_m: int
    precision: str
    mgrs: str
    cell_m: int | None
    spellings: tuple[Spelling, ...]
    spellings_withheld: int
    units: tuple[Unit, ...]
    landmarks: tuple[str, ...]
    near: Near | None


@dataclass(frozen=True, slots=True)
class Alleged:
    """A party to which the attack is attributed: `origins` is the number of first-hand sources that name it."""

    id: str
    name_en: str
    name_ar: str
    role: str
    grade: str
    strike_status: str
    origins: int | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A weapon or kind of strike, the sources that tell of it, and the words of those that may be quoted."""

    id: str
    name_en: str
    name_ar: str
    sources: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Lowest and highest figure reported; None is unknown. Not a margin of error."""

    min: int | None
    max: int | None


@dataclass(frozen=True, slots=True)
class Harm:
    """Who was harmed. `counts` are by group, `beside` stand in neither end (missing, trapped)."""

    harm_reported: str
    counts: Mapping[str, Count]
    beside: Mapping[str, Count]
    names: tuple[str, ...]
    names_withheld: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where it is told. A source that is a person has no name, link or hash here: each finds the post (rule 4)."""

    id: str
    kind: str
    publisher: str | None
    published: str | None
    language: str
    origin: str
    link: str | None
    text_sha256: str | None
    capture_sha256: str | None


@dataclass(frozen=True, slots=True)
class Imagery:
    """Pictures and films with the reports: hashes of those that organisations publish; of others only how many.

    `verification` says who placed and dated them; empty where nobody has said so in this record.
    """

    items: int
    sha256: tuple[str, ...]
    verification: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Check strikes within `radius_km` of the centre and `hours` either side of the middle of the window."""

    radius_km: int
    hours: int
    lat: float
    lon: float
    start_utc: str | None
    end_utc: str | None


@dataclass(frozen=True, slots=True)
class NearStrike:
    """A strike that a party declared itself. `distance_m` is None where it gave a place in words only."""

    id: str
    actor: Named
    date_start: str
    date_end: str
    place: str
    mgrs: str
    distance_m: int | None
    targets: str


@dataclass(frozen=True, slots=True)
class Strikes:
    """Declared strikes near this place and day, the nearest first; `looked_at` is how many we hold at all."""

    looked_at: int
    nearest: tuple[NearStrike, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a party said of this incident on a day, in an entry that a person linked to it.

    `coded` where a recorder's sheet gives it, and no words of the party.
    """

    entry_id: str
    actor: Named
    day: str | None
    outcome: str
    reason: str
    killed: Count
    injured: Count
    document_id: str
    coded: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """What the party answered, by the hash of its words."""

    n: int
    day: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class Sent:
    """An earlier package to this party about this incident, with what it answered."""

    n: int
    day: str
    package_sha256: str
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Referral:
    """The whole package. `reference` is CODE/ACTOR/NUMBER; `missing` names what would make it stronger, by code."""

    reference: str
    number: int
    to: Named
    incident_id: str
    code: str
    codes: tuple[str, ...]
    version: int
    state: str
    when: When
    where: Where
    alleged: tuple[Alleged, ...]
    weapons: tuple[Evidence, ...]
    harm: Harm
    what_was_hit: tuple[Named, ...]
    summary_en: str
    summary_ar: str
    sources: tuple[Source, ...]
    imagery: Imagery
    ask: Ask
    strikes: Strikes
    answers: tuple[Answer, ...]
    contact: str
    log: tuple[Sent, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetted:
    """What the gazetteer knows of the place: itself, the units it lies in by P-code, its neighbour.

    `same` holds the ids of place claims whose words name this very place.
    """

    place: Place | None = None
    units: Mapping[str, Place] = field(default_factory=dict)
    near: Place | None = None
    same: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Material:
    """What a package is made of: one incident's rows as the record has them, unreleased names and all.

    `record` holds this incident alone; what may leave is decided by `publish.allow` in `referral`. `alleging` gives
    the number of first-hand sources per actor, `media` the hashes of pictures per report, `zones` the time zones of
    the country by name, `beside` the counts that stand beside the range (missing, trapped), lowest and highest,
    `answers` the entries that persons linked to it.
    """

    record: Record
    state: State
    actor: str
    number: int
    span: DateSpan | None
    part: str = ""
    zones: tuple[tuple[str, tzinfo], ...] = ()
    gazetted: Gazetted = Gazetted()
    alleging: Mapping[str, int] = field(default_factory=dict)
    beside: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    media: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    verification: str = ""
    strikes: Sequence[Answered] = ()
    answers: Sequence[Answered] = ()
    log: tuple[Sent, ...] = ()
    contact: str = ""
