"""A person says whether an entry of a party speaks of an incident, and how many of its dead belong there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from cairn.errors import NotAllowed, NotFound
from cairn.official.link_shares import OURS, left_to_allot, universe_of
from cairn.official.model import ACCEPTED, OFFERED, REJECTED, EntryLink
from cairn.shell.export.words import ends
from cairn.shell.records import find, official, registers
from cairn.shell.records.linked import BY_MACHINE
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
from .act import demand_why, person, recorded, same_name
from .link_entries import has_changed
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
        standing, link = _standing(said), _link(said)
        if standing is not None and link is not None and _is_same(link, said, by.name):
            return standing
        detail = {"entry": said.entry, "incident": said.incident, "answer": answer.strip().lower()}
        with recorded("link", who=by, why=why, detail=detail) as act:
            row = _write(said, standing, by, act)
            if not theirs:
                project_incidents(silent, only=_touched(said))
    return row


def decide_on_sheet(
    entry: str, incident: str, answer: str, *, who: str, why: str, killed: Range = UNKNOWN
) -> None:
    """Decide as a row of a sheet says. What its person said by such a row before changes nothing, also where it was
    overruled or taken back since: a file that comes in again decides nothing again.

    Raises as `decide_link`; `NotAllowed` (desk-conflict) where somebody else decided since the sheet was written,
    for it lists only what waits.
    """
    target = incident_named(incident)
    theirs = isinstance(target, RegisterEntry)
    said = _Said(entry_named(entry).id, str(target.id), theirs, _decision(answer), killed, why.strip())
    if not _was_said(said, who):
        _refuse_conflict(said, who)
        decide_link(entry, incident, answer, who=who, why=why, killed=killed)


def _was_said(said: _Said, who: str) -> bool:
    """Whether this person said just this before, of the entry as it is."""
    words = Judgement.objects.filter(
        kind="link", subject=said.entry, other__in=[said.incident, *_over(said)], why=said.why
    )
    figures = [said.killed.min, said.killed.max]
    row = OfficialEntry.objects.get(id=said.entry)
    return any(
        (word.value["decision"], word.value["killed"]) == (said.decision, figures)
        and same_name(word.person.name) == same_name(who)
        and not has_changed(row, word.act_id)
        for word in words.select_related("person")
    )


def _refuse_conflict(said: _Said, who: str) -> None:
    link = _link(said)
    if link is None or link.decided_by in BY_MACHINE or link.decision == OFFERED:
        return
    if same_name(link.decided_by) != same_name(who) and (link.decision, link.killed) != (
        said.decision,
        said.killed,
    ):
        raise NotAllowed(
            "desk-conflict",
            f"{link.decided_by} {link.decision} this link after this sheet was written: {link.why}",
            field="answer",
            value=said.decision,
            remedy="Look at both, and decide with `cairn link`.",
        )


def take_back(judged: Judgement, act: Act) -> None:
    """After a word on a link was taken back: the last word that is left on it stands, or else what a rule made of it."""
    versions = _versions(judged.subject, judged.other)
    standing = next((row for row in versions if row.live), None)
    words = Judgement.objects.filter(kind="link", live=True, subject=judged.subject, other=judged.other)
    last = words.select_related("person").order_by("-id").first()
    made = next((row for row in reversed(versions) if (last and _is_of(row, last))), None)
    by_rule = next((row for row in reversed(versions) if row.decided_by in BY_MACHINE), None)
    again = made if last else by_rule
    if standing is None or (again is not None and again.pk == standing.pk):
        return
    if standing.decided_by in BY_MACHINE:  # the entry changed since, and a person decides again
        return
    standing.live = False
    standing.save()
    if again is not None:
        again.pk, again.version, again.act, again.live = None, len(versions) + 1, act, True
        again._state.adding = True
        again.save()


def _is_of(row: EntryLinkRow, word: Judgement) -> bool:
    """Whether a version tells what this word said; an undo may have written it once more."""
    told = (row.decision, [row.killed_min, row.killed_max], row.why, row.decided_by)
    return told == (word.value["decision"], word.value["killed"], word.why, word.person.name)


def entry_named(name: str) -> OfficialEntry:
    """The entry of this id that stands and was not withdrawn. Raises `NotFound`."""
    row = OfficialEntry.objects.filter(id=name, live=True).first()
    if row is None or not official.answered(of=[name]):
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
    kept = official.answered(of=[said.entry])
    stated = kept[0].known_on() if kept else None
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
        for link in official.links(of=[said.entry])
        if link.decision == ACCEPTED
        and link.incident_id != said.incident
        and universe_of(link.incident_id) == universe_of(said.incident)
    ]


def _told(said: _Said) -> str:
    return ends(said.killed.min, said.killed.max)


def _versions(entry: str, incident: str) -> list[EntryLinkRow]:
    rows = EntryLinkRow.objects.filter(entry_id=entry).order_by("version")
    return [row for row in rows if str(row.incident_id or row.register_entry_id) == incident]


def _standing(said: _Said) -> EntryLinkRow | None:
    return next((row for row in _versions(said.entry, said.incident) if row.live), None)


def _link(said: _Said) -> EntryLink | None:
    """What stands on the pair, whichever of the incidents that became one it names."""
    links = official.links(of=[said.entry])
    return next((link for link in links if link.incident_id == said.incident), None)


def _over(said: _Said) -> list[str]:
    """The other incidents that this entry is linked to and that lead to this one: a word on it is on them."""
    leads = official.leading(None)
    rows = EntryLinkRow.objects.filter(entry_id=said.entry).exclude(incident=None)
    named = {str(i) for i in rows.values_list("incident_id", flat=True)} - {said.incident}
    return sorted(i for i in named if leads(i) == said.incident)


def _touched(said: _Said) -> set[str]:
    """Our incidents that the entry speaks of: a share or a suggestion of one hangs on the others."""
    links = official.links(of=[said.entry])
    return {said.incident} | {x.incident_id for x in links if x.counts and universe_of(x.incident_id) == OURS}


def _is_same(link: EntryLink, said: _Said, who: str) -> bool:
    told = (link.decision, link.killed, link.why, same_name(link.decided_by))
    return told == (said.decision, said.killed, said.why, same_name(who))


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
    over = _over(said)
    value = {"decision": said.decision, "killed": [said.killed.min, said.killed.max], "version": row.version}
    Judgement.objects.create(
        act=act, person=by, at=act.at, kind="link", subject_kind="entry", subject=said.entry, other=said.incident,
        value=value | ({"over": over} if over else {}), why=said.why,
    )  # fmt: skip
    return row
