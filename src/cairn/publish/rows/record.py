"""What the site is made from: rows of the exported tables, as plain values. Nothing here reads a database.

Enters: rows as the shell loads them (field names of the exported tables, docs/tables). Leaves: one frozen
`Record`. `publish.allow.public` reduces it to what the public may see; the renderer takes either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Required, TypedDict

from cairn.tally.declared_model import Comparison
from cairn.tally.ratio import Ratio

from .backlog import BacklogRow, LinkActRow, TakenOutRow
from .backlog import TombstoneRow as TombstoneRow
from .held_place import GroundThen, HeldPlace
from .official import EntryLinkRow, NotLinkedRow, OfficialDocumentRow, OfficialEntryRow
from .versions import MediaRow, SummaryRow, VersionRow, WeighedRow
from .who_is_who import WhoIsWho


class ReportRow(TypedDict, total=False):
    """One item by a source. `released_fields` names what a person released of a withheld source:
    publisher | author | url | words (the claims' quotes) | text (all of it)."""

    id: Required[str]
    source_id: str
    source_kind: str
    publisher: str
    author: str
    url: str
    platform: str
    published: str | None
    published_basis: str
    language: str
    capture_sha256: str
    text_sha256: str
    origin_id: str
    released_fields: Sequence[str]
    withheld: bool  # set by publish.allow: the source is not named


class AccountRow(TypedDict, total=False):
    """What one report says about one event: the stretch `start` to `end` of its text."""

    id: Required[str]
    report_id: str
    n: int
    main: bool
    start: int
    end: int


class ClaimRow(TypedDict, total=False):
    """One thing one account says; `text[start:end] == quote`. `released` lets a victim's name be shown."""

    id: Required[str]
    account_id: str
    report_id: str
    incident_id: str | None
    kind: str
    min: int | None
    max: int | None
    basis: str
    group: str
    status: str
    event: str
    scope: str
    value: str
    attributed_to: str
    origin_id: str
    start: int
    end: int
    quote: str
    confidence: float
    extractor: str
    released: bool


class ReadingRow(TypedDict, total=False):
    """An account's sum by the stated policy; internal, never public."""

    account_id: Required[str]
    report_id: str
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None
    confidence: float
    decision: str


class FindingRow(TypedDict):
    """One thing that was compared: its name, what it weighs, its sentence in English, and the two values."""

    name: str
    weight: float
    sentence: str
    left: str
    right: str


class AssignmentRow(TypedDict, total=False):
    """Account to incident; only `joined` counts."""

    account_id: Required[str]
    report_id: str
    incident_id: str
    probability: float
    decision: str
    why: str
    decided_by: str
    version: int
    features: Sequence[FindingRow]
    origin_why: str


class SuspicionRow(TypedDict):
    """Two incidents that may be one event, by id; `gone` would go into `kept`. `change` is what a yes would change in
    the lowest and the highest sum of the killed. Internal, never public."""

    gone: str
    kept: str
    probability: float
    change: Sequence[int]
    features: Sequence[FindingRow]


class IncidentRow(TypedDict, total=False):
    """One incident as its live claims or a person's assessment show it."""

    id: Required[str]
    code: str
    codes: Sequence[str]
    parent_id: str | None
    date_start: str | None
    date_end: str | None
    time: str
    time_basis: str
    place_name: str
    place_name_ar: str
    country: str
    admin1: str
    admin1_ar: str
    admin1_pcode: str
    lat: float | None
    lon: float | None
    place_precision: str
    place_radius_m: int | None
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None
    children_killed_min: int | None
    children_killed_max: int | None
    women_killed_min: int | None
    women_killed_max: int | None
    men_killed_min: int | None
    men_killed_max: int | None
    belligerents_killed_min: int | None
    belligerents_killed_max: int | None
    harm_reported: str
    causes: Sequence[str]
    weapons: Sequence[str]
    infrastructure: Sequence[str]
    reports: int
    origins: int
    summary_en: str
    summary_ar: str
    state: str
    version: int
    first_published: str
    last_changed: str
    grade_suggested: str


class AttributionRow(TypedDict, total=False):
    """One actor's part in one incident. `why` is the person's reason; `trace` the machine's, never public.
    `state` says how far this assessment has come; absent, the incident's state stands for it."""

    incident_id: Required[str]
    actor_id: str
    actor: str
    role: str
    grade: str | None
    grade_suggested: str | None
    strike_status: str
    basis_claims: Sequence[str]
    trace: Sequence[str]
    would_change: str
    why: str
    why_ar: str
    state: str


class VictimRow(TypedDict, total=False):
    """A person. Withheld unless a person released the row."""

    id: Required[str]
    incident_id: str
    name: str
    name_ar: str
    age: int | None
    outcome: str
    released: bool


class HistoryRow(TypedDict, total=False):
    """One act on an incident: assessed, released, joined, rejected, updated, withdrawn, disputed.
    `public` means that who and why may be shown."""

    incident_id: Required[str]
    at: str
    act: str
    who: str
    why: str
    why_ar: str
    version: int
    public: bool


class SumRow(TypedDict, total=False):
    """Known minima and maxima added up."""

    min: int
    max_of_known: int


class CoverageRow(TypedDict, total=False):
    """How a period was monitored: full | partial | none."""

    actor: str
    country: str
    from_day: str
    to_day: str
    level: str


class TallyRow(TypedDict, total=False):
    """`cairn tally --json` for one actor and one bucket of grades, with its sentences in both languages."""

    actor_id: Required[str]
    bucket: Required[str]  # likely | contested | weak | discounted
    definition: Mapping[str, object]
    incidents: int
    killed: SumRow
    injured: SumRow
    incidents_without_figure: int
    jointly_attributed: int
    machine_suggested: int
    coverage: Sequence[CoverageRow]
    as_of: str
    members: Sequence[str]
    lines: Mapping[str, Sequence[str]]


class PlaceRow(TypedDict, total=False):
    """A town of the gazetteer, to name on maps."""

    name_en: Required[str]
    name_ar: str
    lat: Required[float]
    lon: Required[float]
    population: int


class ReleaseInfo(TypedDict, total=False):
    """Who publishes, under which licence, and what the release is called. `log` is the name of the record's log, the
    same for ever and wherever the site stands. All may be absent."""

    name: str
    title_en: str
    title_ar: str
    contact: str
    licence: str
    address: str
    checkpoint: str
    log: str
    software: str
    about_en: str
    about_ar: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Declared against alleged for one actor, with its ratio at either bound, which chance had a part in."""

    comparison: Comparison
    ratios: tuple[Ratio, ...] = ()


Names = Mapping[str, Mapping[str, str]]
"""id -> language -> name."""


@dataclass(frozen=True)
class Record:
    """Everything the renderer may read. `generated_at` is an ISO moment handed in: there is no clock here.

    `terms` names weapons, causes and the like; `actors` the actors. `awaiting` is the number of
    allegations not yet released, counted by `publish.allow.public`. `comparisons` are of declared and alleged, by
    actor; `official_texts` the parties' documents by id. `control` is what is told of who held each place, by its id,
    `ground` of who held the ground of each incident on its day, where any such word is on record; `who` is who is who;
    `versions` what was public of each incident and when; `media` pictures and films that a person released; `backlog`
    what waits by month, `taken_out` what was withdrawn, `link_acts` when parties' entries were linked,
    `not_linked` how many are not, counted by `publish.allow.public`;
    `public_authors` are authors of files that ship with Cairn. `salt` is a secret of the workspace from which the
    public ids of withheld reports are made; it is in no output.
    """

    generated_at: str
    reports: Sequence[ReportRow] = ()
    accounts: Sequence[AccountRow] = ()
    claims: Sequence[ClaimRow] = ()
    readings: Sequence[ReadingRow] = ()
    assignments: Sequence[AssignmentRow] = ()
    suspicions: Sequence[SuspicionRow] = ()
    incidents: Sequence[IncidentRow] = ()
    attributions: Sequence[AttributionRow] = ()
    official_documents: Sequence[OfficialDocumentRow] = ()
    official_entries: Sequence[OfficialEntryRow] = ()
    entry_links: Sequence[EntryLinkRow] = ()
    not_linked: Sequence[NotLinkedRow] = ()
    victims: Sequence[VictimRow] = ()
    history: Sequence[HistoryRow] = ()
    versions: Sequence[VersionRow] = ()
    media: Sequence[MediaRow] = ()
    weighed: Sequence[WeighedRow] = ()
    summaries: Sequence[SummaryRow] = ()
    tallies: Sequence[TallyRow] = ()
    coverage: Sequence[CoverageRow] = ()
    tombstones: Sequence[TombstoneRow] = ()
    backlog: Sequence[BacklogRow] = ()
    taken_out: Sequence[TakenOutRow] = ()
    link_acts: Sequence[LinkActRow] = ()
    places: Sequence[PlaceRow] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    official_texts: Mapping[str, str] = field(default_factory=dict)
    actors: Names = field(default_factory=dict)
    terms: Names = field(default_factory=dict)
    comparisons: Mapping[str, Compared] = field(default_factory=dict)
    control: Mapping[str, HeldPlace] = field(default_factory=dict)
    ground: Mapping[str, GroundThen] = field(default_factory=dict)
    who: WhoIsWho = field(default_factory=WhoIsWho)
    public_authors: frozenset[str] = frozenset()
    release: ReleaseInfo = field(default_factory=lambda: ReleaseInfo())
    awaiting: int = 0
    salt: str = field(default="", repr=False)
