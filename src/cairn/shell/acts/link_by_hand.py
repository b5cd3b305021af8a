"""A person says whether an entry of a party speaks of an incident, and how many of its dead belong there."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from cairn.errors import NotAllowed, NotFound
from cairn.official.link_shares import left_to_allot, universe_of
from cairn.official.model import ACCEPTED, OFFERED, REJECTED, EntryLink
from cairn.shell.records import find, official, registers
from cairn.shell.records.models import (
    Act,
    EntryLinkRow,
    Incident,
    Judgement,
    OfficialEntry,
    Person,
    RegisterEntry,
)
from cairn.values import UNKNOWN, Range

from . import policy
from .act import demand_why, person, recorded
from .link_entries import BY_MACHINE
from .project_incidents import project_incidents, silent

ANSWERS = {"accept": ACCEPTED, "reject": REJECTED, "unsure": OFFERED}
"""What a person may say, and the decision it makes."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One person's answer on one pair, as it is to be written."""

    entry: str
    incident: str
    theirs: bool  # the incident is another recorder's
    decision: str
    killed: Range
    why: str


def decide_link(
    entry: str, incident: str, answer: str, *, who: str, why: str, killed: Range = UNKNOWN
) -> EntryLinkRow:
    """Accept or reject that ENTRY speaks of INCIDENT (ours, or a register's), or say that one cannot tell.

    `killed` allots it so many of the entry's dead. The same answer by the same person twice is once. Raises `NotFound`;
    `NotAllowed` for another answer, or for shares that come to more than the entry concedes.
    """
    why = demand_why(why)
    known = entry_named(entry)
    target = incident_named(incident)
    theirs = isinstance(target, RegisterEntry)
    said = _Said(known.id, str(target.id), theirs, _decision(answer), killed, why)
    _may_allot(said)
    with transaction.atomic():
        by = person(who)
        standing = _standing(said)
        if standing is not None and _is_same(standing, said, by):
            return standing
        detail = {"entry": said.entry, "incident": said.incident, "answer": answer.strip().lower()}
        with recorded("link", who=by, why=why, detail=detail) as act:
            row = _write(said, standing, by, act)
            if not theirs:
                project_incidents(silent, only=[said.incident])
    return row


def take_back(judged: Judgement, act: Act) -> None:
    """End what a person said of a link; what stood before stands again, as a version of its own."""
    versions = _versions(judged.subject, judged.other)
    made = next((row for row in versions if row.version == judged.value["version"]), None)
    if made is None or not made.live:
        return
    made.live = False
    made.save()
    before = next((row for row in versions if row.version == made.version - 1), None)
    if before is not None and (before.decided_by in BY_MACHINE or _still_said(before)):
        before.pk, before.version, before.act, before.live = None, len(versions) + 1, act, True
        before._state.adding = True
        before.save()


def _still_said(row: EntryLinkRow) -> bool:
    """Whether the word behind a person's version was not taken back."""
    incident = str(row.incident_id or row.register_entry_id)
    words = Judgement.objects.filter(kind="link", live=True, subject=row.entry_id, other=incident)
    return any(word.value["version"] == row.version for word in words)


def entry_named(name: str) -> OfficialEntry:
    """The entry of this id that stands. Raises `NotFound`."""
    row = OfficialEntry.objects.filter(id=name, live=True).first()
    if row is None:
        raise NotFound(
            "official-entry-unknown",
            "no entry of a party has this id",
            field="entry",
            value=name,
            remedy="`cairn export official_entries` lists them, and `cairn unlinked` those that wait.",
        )
    return row


def incident_named(name: str) -> Incident | RegisterEntry:
    """Ours of this name, or else the one entry of a register. Raises `NotFound`, `NotAllowed` for several."""
    try:
        return find.incident(name)
    except NotFound as unknown:
        if unknown.code != "incident-of-register":
            raise
    return registers.entry(name)


def _decision(answer: str) -> str:
    decision = ANSWERS.get(answer.strip().lower())
    if decision is None:
        raise NotAllowed(
            "link-answer-unknown",
            "the answer is none we know",
            field="answer",
            value=answer,
            remedy="accept, reject or unsure.",
        )
    return decision


def _may_allot(said: _Said) -> None:
    """Shares are whole, of an accepted link, and together no more than the entry concedes."""
    low, high = said.killed.min, said.killed.max
    if said.killed.is_unknown:
        return
    policy.readable({"killed_min": low, "killed_max": high})
    if said.decision != ACCEPTED:
        raise NotAllowed(
            "share-of-no-link",
            "only an accepted link has a share",
            field="killed",
            value=_told(said),
            remedy="Leave the share out.",
        )
    kept = next((e for e in official.answered() if e.id == said.entry), None)
    stated = kept.known_on() if kept else None
    conceded = stated.killed if stated else UNKNOWN
    if conceded.is_unknown:
        raise NotAllowed(
            "share-of-unknown",
            "the entry concedes no number of dead that could be shared out",
            field="killed",
            value=_told(said),
            remedy="Accept the link without a share.",
        )
    left = left_to_allot(_others(said), conceded)
    if left is not None and max(low or 0, high or 0) > max(left, 0):
        raise NotAllowed(
            "share-above-conceded",
            f"the entry concedes at most {conceded.max}, and {max(left, 0)} of them are not allotted yet",
            field="killed",
            value=_told(said),
            remedy="Give a smaller share, or change those of its other incidents first.",
        )


def _others(said: _Said) -> Sequence[EntryLink]:
    """The entry's links to other incidents of the same register, or to others of ours."""
    return [
        link
        for link in official.links()
        if link.entry_id == said.entry
        and link.decision == ACCEPTED
        and link.incident_id != said.incident
        and universe_of(link.incident_id) == universe_of(said.incident)
    ]


def _told(said: _Said) -> str:
    return f"{said.killed.min} to {said.killed.max}"


def _versions(entry: str, incident: str) -> list[EntryLinkRow]:
    rows = EntryLinkRow.objects.filter(entry_id=entry).order_by("version")
    return [row for row in rows if str(row.incident_id or row.register_entry_id) == incident]


def _standing(said: _Said) -> EntryLinkRow | None:
    return next((row for row in _versions(said.entry, said.incident) if row.live), None)


def _is_same(row: EntryLinkRow, said: _Said, by: Person) -> bool:
    told = (row.decision, row.killed_min, row.killed_max, row.why, _folded(row.decided_by))
    return told == (said.decision, said.killed.min, said.killed.max, said.why, _folded(by.name))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _write(said: _Said, standing: EntryLinkRow | None, by: Person, act: Act) -> EntryLinkRow:
    if standing is not None:
        standing.live = False
        standing.save()
    row = EntryLinkRow(
        entry_id=said.entry,
        incident_id=None if said.theirs else said.incident,
        register_entry_id=said.incident if said.theirs else None,
        version=len(_versions(said.entry, said.incident)) + 1,
        decision=said.decision,
        score=standing.score if standing else 0.0,
        rank=standing.rank if standing else 0,
        killed_min=said.killed.min,
        killed_max=said.killed.max,
        why=said.why,
        decided_by=by.name,
        act=act,
    )
    row.save()
    Judgement.objects.create(
        act=act, person=by, at=act.at, kind="link", subject_kind="entry", subject=said.entry, other=said.incident,
        value={"decision": said.decision, "killed": [said.killed.min, said.killed.max], "version": row.version},
        why=said.why,
    )  # fmt: skip
    return row
