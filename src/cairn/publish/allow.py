"""The allow-list: every field the public may see, in this one file (rule 4).

Enters: the internal record. Leaves: a record that holds nothing else, so that no page, twin or download
made from it can leak. What is not named here does not exist in public; a new field starts out withheld.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar, cast

from cairn.publish.allowed.counts import public_counts
from cairn.publish.allowed.names import address_without, masked
from cairn.publish.allowed.parties import MASK as MASK
from cairn.publish.allowed.parties import (
    not_linked,
    public_comparisons,
    public_documents,
    public_entry,
    public_links,
)
from cairn.publish.allowed.scope import Scope, is_organisation, scope_of, sealed_id
from cairn.publish.allowed.versions import Gate, public_beside
from cairn.publish.allowed.words import authors, public_texts
from cairn.publish.rows.held_place import public_ground, public_place
from cairn.publish.rows.official import EntryLinkRow, OfficialEntryRow
from cairn.publish.rows.record import ClaimRow, HistoryRow, IncidentRow, Record, ReportRow, TallyRow
from cairn.publish.rows.who_is_who import public_who
from cairn.values import Point, Precision
from cairn.vocab.closed import State

PUBLIC_FIELDS: Mapping[str, tuple[str, ...]] = {
    "reports": ("id", "source_kind", "published", "language", "origin_id", "withheld"),
    "claims": (
        "id", "report_id", "incident_id", "kind", "min", "max", "basis", "group", "status", "event",
        "origin_id",
    ),
    "incidents": (
        "id", "code", "codes", "parent_id", "date_start", "date_end", "time", "time_basis", "place_name",
        "place_name_ar", "country", "admin1", "admin1_ar", "admin1_pcode", "lat", "lon", "place_precision",
        "place_radius_m", "killed_min", "killed_max", "injured_min", "injured_max", "children_killed_min",
        "children_killed_max", "women_killed_min", "women_killed_max", "men_killed_min", "men_killed_max",
        "belligerents_killed_min", "belligerents_killed_max", "harm_reported", "causes", "weapons",
        "infrastructure", "reports", "origins", "summary_en", "summary_ar", "state", "version",
        "first_published", "last_changed",
    ),
    "attributions": (
        "incident_id", "actor_id", "actor", "role", "grade", "strike_status", "basis_claims", "why", "why_ar",
    ),
    "official_documents": (
        "id", "actor", "kind", "title", "url", "published", "text_sha256", "capture_sha256",
    ),
    "official_entries": (
        "id", "document_id", "kind", "actor", "date", "date_end", "night", "place_text", "country", "via", "outcome",
        "reason", "killed_min", "killed_max", "injured_min", "injured_max", "mgrs", "nearest_strike_m", "number",
        "targets", "lag_days", "elsewhere",
    ),
    "official_outcomes": (
        "day", "document_id", "outcome", "reason", "killed_min", "killed_max", "injured_min", "injured_max",
        "start", "end", "quote", "coded",
    ),
    "entry_links": ("entry_id", "incident_id", "decision", "allocation_min", "allocation_max"),
    "victims": ("id", "incident_id", "name", "name_ar", "age", "outcome", "released"),
    "history": ("incident_id", "at", "act", "version"),
    "versions": ("incident_id", "version", "at"), "weighed": ("incident_id",), "summaries": ("incident_id", "first"),
    "media": ("id", "incident_id", "kind", "file", "warning", "first"),
    "version_fields": (
        "date_start", "date_end", "time", "place_name", "place_name_ar", "country", "admin1", "admin1_ar",
        "admin1_pcode", "lat", "lon", "place_precision", "place_radius_m", "killed_min", "killed_max", "injured_min",
        "injured_max", "children_killed_min", "children_killed_max", "women_killed_min", "women_killed_max",
        "men_killed_min", "men_killed_max", "belligerents_killed_min", "belligerents_killed_max", "harm_reported",
        "causes", "weapons", "infrastructure", "reports", "origins", "wording",
    ),
    "tallies": (
        "actor_id", "bucket", "definition", "incidents", "killed", "injured", "incidents_without_figure",
        "jointly_attributed", "machine_suggested", "coverage", "as_of", "members", "lines", "subgroups", "rolled_up",
    ),
    "coverage": ("actor", "country", "from_day", "to_day", "level"),
    "actors": ("id", "kind", "names", "read_as", "source"),
    "relations": (
        "id", "subject", "relation", "object", "from", "to", "asserted_by", "source", "countries", "denied", "said",
        "one_side",
    ),
    "designations": ("id", "actor", "authority", "list", "from", "to", "source", "act"),
    "control": (
        "id", "area", "actor", "share_min", "share_max", "from", "to", "asserted_by", "denominator", "source", "holding",
        "actors", "from_latest", "said", "layer",
    ),
    "tombstones": ("id", "codes", "at"), "taken_out": ("kind", "count"),
    "backlog": ("month", "arrived", "released", "waiting", "suggested", "set"),
    "link_acts": ("entry_id", "incident_id", "at"),
}  # fmt: skip
"""Table -> fields that are always public."""

NAMED_REPORT_FIELDS = ("publisher", "url", "capture_sha256", "text_sha256")
"""Further fields of a report whose source is an organisation; `author` names a person and needs release."""

WORD_FIELDS = ("quote", "scope", "value", "start", "end")
"""Fields of a claim that hold the source's own words."""

PERSONS_WORDS = ("summary_en", "summary_ar", "place_name", "place_name_ar")
"""Fields of an incident that a person wrote, out of which names are blotted that nobody released."""

OPEN_VALUES = {
    "actor": re.compile(r"[a-z0-9_:./-]{1,60}"),
    "weapon": re.compile(r"[a-z0-9_-]{1,40}"),
    "platform": re.compile(r"[a-z0-9_-]{1,40}"),
    "date": re.compile(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?"),
}
"""Kinds whose value is ours (an id, a day), not the source's words, where it has this shape."""

PUBLIC_ACTS = frozenset({"set", "released", "updated", "withdrawn"})
WIDEST_DOT_M = 12_000
"""An event known no nearer than this (the size of a subdistrict) is listed, not dotted, whatever its place is called."""

_PRECISIONS = frozenset(map(str, Precision))

T = TypeVar("T")


def public(record: Record) -> Record:
    """The record as the public may hold it. What is not released is one count, `awaiting`, no more."""
    scope = scope_of(record)
    released = [row for row in record.incidents if row["id"] in scope.incidents]
    links = public_links(record, scope.incidents)
    entries = _entries(record, links, scope)
    claims = [_claim(row, scope) for row in record.claims if _is_open(row, scope)]
    may_name = authors(record)

    def sealed(key: str) -> str:
        return sealed_id(key, record.salt, "c")

    return Record(
        generated_at=record.generated_at,
        reports=[_report(row, scope) for row in scope.reports.values()],
        claims=claims,
        incidents=[_incident(row, scope) for row in released],
        attributions=[
            _without(only("attributions", row), ("why", "why_ar"), _mask_of([row["incident_id"]], scope))
            for row in record.attributions
            if _is_released_grade(row, scope)
        ],
        official_documents=public_documents(record, entries, only, _mask_of(sorted(scope.incidents), scope)),
        official_entries=entries,
        entry_links=_kept("entry_links", links, lambda _: True),
        not_linked=not_linked(record, entries),
        victims=_kept(
            "victims",
            record.victims,
            lambda r: r.get("released") is True and r.get("incident_id") in scope.incidents,
        ),
        history=[
            _history(row, _mask_of([row["incident_id"]], scope))
            for row in record.history
            if row["incident_id"] in scope.incidents and _is_public_act(row)
        ],
        **public_beside(
            record, Gate(scope, claims, only, lambda r: _incident(r, scope), lambda k: _mask_of([k], scope))
        ),
        tallies=_kept("tallies", record.tallies, lambda row: _is_released_tally(row, scope)),
        **public_counts(record, links, only),
        places=record.places,
        texts=public_texts(record, scope.reports, scope.report_ids, scope.names, scope.told),
        actors=record.actors,
        terms=record.terms,
        comparisons=public_comparisons(record, scope.incidents, frozenset(e["id"] for e in entries)),
        control={key: public_place(held, may_name, sealed) for key, held in record.control.items()},
        ground={
            key: public_ground(then, may_name, sealed)
            for key, then in record.ground.items()
            if key in scope.incidents
        },
        who=public_who(record.who, may_name, sealed),
        release=record.release,
        awaiting=len(record.incidents) - len(released),
    )


def only(table: str, row: T) -> T:
    """The row with its always-public fields and no other. Raises `KeyError` for a table that has none."""
    fields = PUBLIC_FIELDS[table]
    return cast(T, {k: v for k, v in cast(Mapping[str, object], row).items() if k in fields})


def may(report: ReportRow, what: str) -> bool:
    """Whether `publisher`, `url`, `words`, `author` or `text` of a report may be shown."""
    if what in report.get("released_fields", ()):
        return True
    return what in ("publisher", "url", "words") and is_organisation(report)


def _kept(table: str, rows: Iterable[T], keep: Callable[[T], bool]) -> list[T]:
    return [only(table, row) for row in rows if keep(row)]


def _report(row: ReportRow, scope: Scope) -> ReportRow:
    shown = only("reports", row)
    shown["id"] = scope.report_ids[row["id"]]
    shown["withheld"] = not may(row, "publisher")
    day = row.get("published")
    shown["published"] = day[:10] if day else None  # to the second, a time finds the post
    if row.get("origin_id"):
        shown["origin_id"] = scope.origin_ids.get(row["origin_id"], "")
    whole = cast(dict[str, object], row)
    for name in (*NAMED_REPORT_FIELDS, "author"):
        wanted = "url" if name.endswith("_sha256") else name
        if name in whole and may(row, wanted):
            cast(dict[str, object], shown)[name] = whole[name]
    for incident in scope.told[row["id"]]:
        if shown.get("url"):
            shown["url"] = address_without(shown["url"], scope.names.get(incident))
    return shown


def _is_open(claim: ClaimRow, scope: Scope) -> bool:
    """Whether a claim stands in public at all: people are named only where a person released the claim."""
    if claim.get("incident_id") not in scope.incidents or claim.get("report_id") not in scope.reports:
        return False
    return claim.get("kind") != "victim" or claim.get("released") is True


def _claim(row: ClaimRow, scope: Scope) -> ClaimRow:
    shown = only("claims", row)
    report = scope.reports[row["report_id"]]
    shown["report_id"] = scope.report_ids[row["report_id"]]
    shown["origin_id"] = scope.origin_ids.get(row.get("origin_id", ""), "")
    shape = OPEN_VALUES.get(row.get("kind", ""))
    if shape and shape.fullmatch(row.get("value", "")):
        shown["value"] = row["value"]
    if may(report, "words"):
        whole, target = cast(dict[str, object], row), cast(dict[str, object], shown)
        mask = _mask_of(scope.told[report["id"]], scope)
        for name in WORD_FIELDS:
            if name in whole:
                value = whole[name]
                target[name] = mask(value) if isinstance(value, str) else value
    return shown


def _incident(row: IncidentRow, scope: Scope) -> IncidentRow:
    shown = only("incidents", row)
    if row.get("parent_id") not in scope.incidents:
        shown["parent_id"] = None
    shown["lat"] = shown["lon"] = None
    point = dotted(row)
    if point is not None:
        snapped = point.snapped()
        shown["lat"], shown["lon"], shown["place_radius_m"] = snapped.lat, snapped.lon, snapped.radius_m
    return _without(shown, PERSONS_WORDS, _mask_of([row["id"]], scope))


def _without(row: T, fields: Iterable[str], mask: Callable[[str], str]) -> T:
    """The row with names blotted out of what a person wrote in it."""
    told = cast(dict[str, object], row)
    for name in fields:
        value = told.get(name)
        if isinstance(value, str) and value:
            told[name] = mask(value)
    return row


def dotted(row: IncidentRow) -> Point | None:
    """Where a dot may stand, or None: an event of a province or of a wide circle is listed, not dotted (rule 6)."""
    lat, lon, kind = row.get("lat"), row.get("lon"), row.get("place_precision", "")
    if lat is None or lon is None or kind not in _PRECISIONS or not Precision(kind).is_mappable:
        return None
    stated = row.get("place_radius_m")
    radius = Precision(kind).radius_m if stated is None else stated
    return Point(lat, lon, radius, Precision(kind)) if radius <= WIDEST_DOT_M else None


def _entries(record: Record, links: Sequence[EntryLinkRow], scope: Scope) -> list[OfficialEntryRow]:
    """The entries of public links, people's names masked; how many accepted links are not public is told."""
    shown: dict[str, list[str]] = {}
    for link in links:
        shown.setdefault(link["entry_id"], []).append(link["incident_id"])
    others: dict[str, list[EntryLinkRow]] = {}
    waiting = {row["id"] for row in record.incidents} - scope.incidents
    for link in record.entry_links:
        if link["entry_id"] in shown and link.get("incident_id") in waiting:
            others.setdefault(link["entry_id"], []).append(link)
    return [
        public_entry(row, others.get(row["id"], ()), only, _mask_of(shown[row["id"]], scope))
        for row in record.official_entries
        if row["id"] in shown
    ]


def _mask_of(incidents: Sequence[str], scope: Scope) -> Callable[[str], str]:
    """Blots out the names of people of any of the incidents."""
    patterns = [scope.names[i] for i in incidents if i in scope.names]

    def mask(text: str) -> str:
        for pattern in patterns:
            text = masked(text, pattern)
        return text

    return mask


def _is_released_grade(row: Mapping[str, object], scope: Scope) -> bool:
    return row["incident_id"] in scope.incidents and row.get("state", State.RELEASED) == State.RELEASED


def _is_public_act(row: HistoryRow) -> bool:
    return row.get("public") is True or row.get("act") in PUBLIC_ACTS


def _history(row: HistoryRow, mask: Callable[[str], str]) -> HistoryRow:
    shown = only("history", row)
    if row.get("public") is True:
        shown.update({k: row[k] for k in ("who", "why", "why_ar") if k in row})  # type: ignore[typeddict-item]
    return _without(shown, ("why", "why_ar"), mask)


def _is_released_tally(row: TallyRow, scope: Scope) -> bool:
    """Only a sum of released grades over released incidents: none that a machine's suggestion has moved."""
    basis = row.get("definition", {}).get("basis")
    return (
        basis == State.RELEASED
        and not row.get("machine_suggested")
        and set(row.get("members", ())) <= scope.incidents
    )
