"""What parties say, out of the database: documents, entries with the history of their outcome, links.

Asked for a moment, each gives what stood then: an entry as it read by that act, with the outcomes written by then. What
was withdrawn, or stands in a document that was, is not among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from django.db.models import Q, QuerySet

from cairn.official.bulletins import Bulletin
from cairn.official.model import Answered, EntryLink, Said, history
from cairn.official.told import base_of
from cairn.shell.store.objects import Objects
from cairn.values import Passage, Range
from cairn.vocab.closed import Outcome, Reason

from . import load
from .convert import point_json, point_of, range_json, range_of, span_json, span_of
from .judged import merged
from .led import dissolved
from .linked import Standing, each_once
from .models import EntryLinkRow, OfficialDocument, OfficialEntry, OfficialOutcome
from .moment import Moment, standing_at

Json = dict[str, Any]
Asked: TypeAlias = Collection[str] | QuerySet[Any, Any] | None
"""Ids of entries, or a query for them; all, where it is None."""


@dataclass(frozen=True, slots=True)
class Filed:
    """The incident under which a recorder's sheet files an entry: id and code as told there, "" where untold."""

    incident: str = ""
    code: str = ""


def answered(kind: str = "", then: Moment | None = None, *, of: Asked = None) -> list[Answered]:
    """Every entry that stands, by id; of one kind (`ALLEGATION`, `STRIKE`) only, or `of` these alone, where given."""
    rows = OfficialEntry.objects.all() if kind == "" else OfficialEntry.objects.filter(kind=kind)
    rows = rows if of is None else rows.filter(id__in=of)
    gone = _gone()
    said = _said(then, gone, of)
    found = []
    for row in rows.order_by("id").iterator(chunk_size=2000):
        value = entry_value(row, then)
        if value is None or gone.holds(row):
            continue
        words = said.get(row.id, [])
        if words or row.id not in gone.unsaid:
            found.append(_without(gone, answered_of(row, value, words)))
    return found


def _without(gone: _Gone, entry: Answered) -> Answered:
    """The entry without passages of a document that was withdrawn."""
    if entry.document_id not in gone.documents:
        return entry
    documents = [s.document_id for s in entry.history]
    return replace(entry, document_id=documents[-1] if documents else "", passages={})


def filed_with(then: Moment | None = None) -> dict[str, Filed]:
    """Entry id -> the incident it is filed under, for those that a sheet files under one."""
    found = {}
    for row in OfficialEntry.objects.order_by("id").iterator(chunk_size=2000):
        told = (entry_value(row, then) or {}).get("filed_with")
        if told:
            found[row.id] = Filed(told.get("incident", ""), told.get("code", ""))
    return found


def links(then: Moment | None = None, *, of: Asked = None) -> list[EntryLink]:
    """The links that stand, by entry and rank; those of entries that do not stand are left out. `of`: of these alone.

    A link to an incident that went into another leads to that one; `linked` says what stands where two then do.
    """
    rows = standing_at(EntryLinkRow.objects.all(), then).select_related("entry")
    rows = rows if of is None else rows.filter(entry_id__in=of)
    gone, leads = _gone(), leading(then)
    found = [
        _standing(row, leads)
        for row in rows.order_by("entry_id", "rank", "id").iterator(chunk_size=2000)
        if not gone.holds(row.entry)
        and row.entry_id not in gone.unsaid
        and entry_value(row.entry, then) is not None
    ]
    return each_once(found)


def _standing(row: EntryLinkRow, leads: Callable[[str], str]) -> Standing:
    named = str(row.incident_id or row.register_entry_id)
    link = EntryLink(
        entry_id=row.entry_id,
        incident_id=leads(named),
        decision=row.decision,
        score=row.score,
        rank=row.rank,
        killed=Range(row.killed_min, row.killed_max),
        why=row.why,
        decided_by=row.decided_by,
    )
    return Standing(link, named, row.act_id)


def leading(then: Moment | None) -> Callable[[str], str]:
    """Where an incident leads: to the one it was merged into, or that a later run moved its accounts to."""
    into = {**({} if then else dissolved()), **merged(then)}

    def follow(incident: str) -> str:
        seen = {incident}
        while (incident := into.get(incident, incident)) not in seen:
            seen.add(incident)
        return incident

    return follow


def every_document() -> list[OfficialDocument]:
    """Every document that was not withdrawn, former wordings too, by id."""
    gone = _gone().documents
    return [row for row in OfficialDocument.objects.order_by("id") if row.id not in gone]


def documents() -> list[OfficialDocument]:
    """Every document as it stands last, by id; `ID~2` stands for `ID`, whose text it changed. None withdrawn."""
    gone = _gone().documents
    last = {base_of(row.id): row for row in OfficialDocument.objects.order_by("version", "id")}
    return [last[key] for key in sorted(last) if last[key].id not in gone]


def bulletin(document: OfficialDocument) -> Bulletin | None:
    """The sums a document gives, with their passages; None where it gives none, or has no day."""
    if document.published is None or not document.figures:
        return None
    return Bulletin(
        document.published,
        {name: told[0] for name, told in document.figures.items()},
        {name: Passage(told[1], told[2]) for name, told in document.figures.items()},
    )


def text_of(objects: Objects, document: OfficialDocument | str) -> str:
    """The text of a document, by its row or its id; "" where it has none or is not here (a sheet, a withdrawn one)."""
    key = document if isinstance(document, str) else document.id
    return texts_of(objects, [key]).get(key, "")


def texts_of(objects: Objects, documents: Collection[str]) -> dict[str, str]:
    """The texts of many documents by id; those that have none or are not here are left out."""
    gone = _gone().documents
    wanted = sorted(set(documents) - gone)
    rows: dict[str, str] = {}
    for n in range(0, len(wanted), 500):
        some = OfficialDocument.objects.filter(id__in=wanted[n : n + 500]).exclude(text_sha256="")
        rows |= dict(some.values_list("id", "text_sha256"))
    return {key: objects.text(sha) for key, sha in rows.items()}


@dataclass(frozen=True, slots=True)
class _Gone:
    """What was withdrawn; `unsaid` are entries of which every word was."""

    entries: frozenset[str]
    documents: frozenset[str]
    unsaid: frozenset[str]

    def holds(self, row: OfficialEntry) -> bool:
        """Whether the entry was withdrawn, or the document it first stood in."""
        return row.id in self.entries or row.document_id in self.documents


def _gone() -> _Gone:
    """What was withdrawn: entries and documents by name, documents whose report was, and texts kept for those alone."""
    documents, entries = _every_wording(), load.withdrawn("entry")
    if not documents and not entries:
        return _Gone(frozenset(), frozenset(), frozenset())
    documents |= _only_of(entries, documents)
    rows = OfficialOutcome.objects.filter(live=True)
    touched = set(rows.filter(document_id__in=documents).values_list("entry_id", flat=True))
    unsaid = [
        key for key in touched if not rows.filter(entry_id=key).exclude(document_id__in=documents).exists()
    ]
    return _Gone(entries, documents, frozenset(unsaid))


def _every_wording() -> frozenset[str]:
    """The documents that were withdrawn, by name or with their report, in every wording there was and will be."""
    named, reports = load.withdrawn("document"), load.withdrawn("report")
    of_reports = OfficialDocument.objects.filter(report_id__in=reports).values_list("id", flat=True)
    bases = {base_of(key) for key in (*named, *(of_reports if reports else ()))}
    if not bases:
        return frozenset()
    every = OfficialDocument.objects.values_list("id", flat=True).iterator(chunk_size=2000)
    return frozenset(key for key in every if base_of(key) in bases)


def _only_of(entries: frozenset[str], documents: frozenset[str]) -> frozenset[str]:
    """Texts out of cells of rows: those of entries that are gone, and of no entry that stands."""
    gone = Q(id__in=entries) | Q(document_id__in=documents)
    values = dict(OfficialEntry.objects.filter(gone).values_list("id", "value"))
    reports = {key for value in values.values() for key in _strike_reports(value)}
    said = OfficialOutcome.objects.filter(
        entry__in=OfficialEntry.objects.filter(gone), document__kind="statement"
    )
    pieces = {*said.values_list("document_id", flat=True), *reports}
    others = OfficialEntry.objects.filter(live=True).exclude(gone)
    spoken = OfficialOutcome.objects.filter(document_id__in=pieces, entry__in=others)
    reported = others.filter(value__strike_report__in=sorted(pieces))
    return frozenset(
        pieces
        - set(spoken.values_list("document_id", flat=True))
        - set(reported.values_list("value__strike_report", flat=True))
    )


def _strike_reports(value: Json) -> Iterator[str]:
    """The documents of strike reports that an entry's row gives, or gave in an earlier state."""
    for state in (value, *(before["value"] for before in value.get("before", ()))):
        if state.get("strike_report"):
            yield state["strike_report"]


def _said(then: Moment | None, gone: _Gone, of: Asked = None) -> Mapping[str, list[Said]]:
    """Entry id -> what was said of it, in order of day."""
    found: dict[str, list[Said]] = defaultdict(list)
    rows = OfficialOutcome.objects.order_by("entry_id", "n")
    rows = rows if of is None else rows.filter(entry_id__in=of)
    for row in rows.iterator(chunk_size=2000):
        if row.document_id not in gone.documents and _stood(row, then):
            found[row.entry_id].append(said_of(row.document_id, row.day, row.value))
    return {key: list(history(said)) for key, said in found.items()}


def _stood(row: OfficialOutcome, then: Moment | None) -> bool:
    """Whether an outcome stood: written by then, and not retired by then."""
    if then is None:
        return bool(row.live)
    return bool(row.value.get("act", 0) <= then.act and (row.live or row.sealed_in_id > then.act))


def entry_value(row: OfficialEntry, then: Moment | None) -> Json | None:
    """What an entry told at that moment; None where it did not stand then.

    `value` holds the act that made the entry and, under `before`, what it told until a later act.
    """
    if then is None:
        return dict(row.value) if row.live else None
    if row.value.get("act", 0) > then.act:
        return None
    for state in row.value.get("before", ()):
        if then.act < state["until"]:
            return dict(state["value"]) if state["live"] else None
    return dict(row.value) if row.live else None


def answered_of(row: OfficialEntry, value: Mapping[str, Any], said: list[Said]) -> Answered:
    """An entry of its row, what it tells, and its history."""
    return Answered(
        id=row.id,
        kind=row.kind,
        actor=row.actor,
        document_id=value.get("document") or row.document_id,
        day=span_of(value.get("day")),
        night=bool(value.get("night")),
        place=value.get("place", ""),
        country=value.get("country", ""),
        via=value.get("via", ""),
        mgrs=value.get("mgrs", ""),
        point=point_of(value.get("point")),
        nearest_strike_m=value.get("nearest_strike_m"),
        files=tuple(value.get("files", ())),
        number=value.get("number"),
        targets=value.get("targets", ""),
        history=tuple(said),
        passages={name: Passage(*ends) for name, ends in value.get("passages", {}).items()},
    )


def answered_json(entry: Answered) -> Json:
    """What an entry tells, without its history, as JSON."""
    return {
        "day": span_json(entry.day),
        "night": entry.night,
        "place": entry.place,
        "country": entry.country,
        "via": entry.via,
        "mgrs": entry.mgrs,
        "point": point_json(entry.point),
        "nearest_strike_m": entry.nearest_strike_m,
        "files": list(entry.files),
        "number": entry.number,
        "targets": entry.targets,
        "passages": {name: [p.start, p.end] for name, p in sorted(entry.passages.items())},
    }


def said_of(document: str, day: date | None, value: Mapping[str, Any]) -> Said:
    """One statement of the columns of its row."""
    start, end = value.get("start"), value.get("end")
    return Said(
        day=day,
        document_id=document,
        outcome=Outcome(value["outcome"]) if value.get("outcome") else None,
        reason=Reason(value["reason"]) if value.get("reason") else None,
        killed=range_of(value.get("killed", [None, None])),
        injured=range_of(value.get("injured", [None, None])),
        passage=None if start is None or end is None else Passage(start, end),
        coded=bool(value.get("coded")),
    )


def said_json(said: Said) -> Json:
    """What was said on a day, as JSON; its day and its document are columns."""
    return {
        "outcome": said.outcome.value if said.outcome else None,
        "reason": said.reason.value if said.reason else None,
        "killed": range_json(said.killed),
        "injured": range_json(said.injured),
        "start": said.passage.start if said.passage else None,
        "end": said.passage.end if said.passage else None,
        "coded": said.coded,
    }
