"""What persons decided, beyond its bytes: two persons for a release, an act behind every decision, flags that follow.

A forged act can seal whatever it likes. What it cannot do without being seen here is to contradict the other
rows: every decision stands on an act of its kind, by its person, at its moment, with a judgement beside it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from cairn.archive.findings import Finding, Findings
from cairn.shell.acts.assignments import ANSWERS
from cairn.shell.records.judged import closed
from cairn.shell.records.models import (
    Act,
    Assessment,
    AssignmentRow,
    Attribution,
    ClaimRow,
    Incident,
    Judgement,
    Person,
    Release,
    Withdrawal,
)

ACTS_OF = {
    "set": ("set-assessment",),
    "release": ("release",),
    "withdraw": ("withdraw",),
    "join": ("join", "split", "merge"),
    "merge": ("merge",),
    "different": ("different",),
    "parent": ("parent",),
    "claim": ("correct-claim",),
    "pair": ("pair",),
    "undo": ("undo",),
    "tell-media": ("tell-media",),
    "release-media": ("release-media",),
}
"""Kind of judgement -> kinds of act that make it. A kind that does not stand here is not looked into."""
FIGURES = ("killed_min", "killed_max", "injured_min", "injured_max")

Told = Callable[[str, object, str, Act | None], None]


def check_decisions(findings: Findings) -> int:
    """Look at everything that persons decided; returns how many decisions there are."""

    def tell(code: str, key: object, what: str, act: Act | None) -> None:
        seq, at = (act.seq, act.at.isoformat()) if act else (None, "")
        findings.add(Finding(code, what, str(key), seq, at))

    for check in (
        _persons,
        _judgements,
        _undone,
        _releases,
        _assessments,
        _attributions,
        _withdrawals,
        _joins,
        _claims,
        _moves,
    ):
        check(tell)
    return Judgement.objects.count()


def _not_by_its_act(who: str) -> Q:
    """Another person, moment or reason than the act has."""
    return (
        ~Q(**{who: F("act__person")})
        | Q(act__person__isnull=True)
        | ~Q(at=F("act__at"))
        | ~Q(why=F("act__why"))
    )


def _undone_act(act: str = "act") -> Exists:
    return Exists(Judgement.objects.filter(act=OuterRef(act), undone_by__isnull=False))


def _beside(kind: str, **more: Any) -> Exists:
    return Exists(Judgement.objects.filter(act=OuterRef("act"), kind=kind, **more))


def _each(rows: QuerySet[Any]) -> Iterator[Any]:
    return rows.select_related("act").order_by("pk").iterator(chunk_size=500)


def folded(name: str) -> str:
    """A name as `acts.act.person` compares it."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _persons(tell: Told) -> None:
    seen: dict[str, str] = {}
    for name in Person.objects.order_by("id").values_list("name", flat=True):
        first = seen.setdefault(folded(name), name)
        if first != name:
            tell("person-twice", name, f"{name!r} and {first!r} are one name in two spellings.", None)


def _judgements(tell: Told) -> None:
    wrong = _not_by_its_act("person")
    for kind, acts in ACTS_OF.items():
        wrong |= Q(kind=kind) & ~Q(act__kind__in=acts)
    for row in _each(Judgement.objects.filter(wrong)):
        what = f"Judgement {row.pk} ({row.kind} {row.subject}) is not what act {row.act.seq} ({row.act.kind}) says."
        tell("judgement-unfounded", f"judgement {row.pk}", what, row.act)


def _undone(tell: Told) -> None:
    """Dead if and only if a later undo names it."""
    for row in _each(Judgement.objects.filter(live=False, undone_by__isnull=True)):
        what = f"Judgement {row.pk} ({row.kind} {row.subject}) no longer counts, and nobody took it back."
        tell("judgement-flag", f"judgement {row.pk}", what, row.act)
    for row in _each(Judgement.objects.filter(live=True, undone_by__isnull=False)):
        what = f"Judgement {row.pk} ({row.kind} {row.subject}) counts, although it was taken back."
        tell("judgement-flag", f"judgement {row.pk}", what, row.act)
    loose = Q(undoes__isnull=False) & (
        ~Q(kind="undo") | Q(undoes__id__gte=F("id")) | ~Q(subject=F("undoes__subject"))
    )
    for row in _each(Judgement.objects.filter(loose | Q(kind="undo", undoes__isnull=True))):
        what = f"Judgement {row.pk} takes nothing back that it could."
        tell("judgement-unfounded", f"judgement {row.pk}", what, row.act)


def _releases(tell: Told) -> None:
    rows = Release.objects.annotate(undone=_undone_act(), set_undone=_undone_act("assessment__act"))
    rows = rows.select_related("act__person", "assessment__person", "proposer", "approver")
    for row in rows.order_by("pk").iterator(chunk_size=500):
        key, n = f"release {row.pk}", row.assessment.n
        if folded(row.approver.name) in (folded(row.proposer.name), folded(row.assessment.person.name)):
            what = f"One person, {row.approver.name}, set and released version {n} of {row.assessment.incident_id}."
            tell("release-by-one", key, what, row.act)
        elif why := _release_fault(row):
            what = (
                f"The release of version {n} of {row.assessment.incident_id} by {row.approver.name}: {why}."
            )
            tell("release-unfounded", key, what, row.act)
        _flag(tell, "release", row, is_dead=row.undone or row.set_undone)


def _release_fault(row: Release) -> str:
    act, wanted = row.act, {"incident": str(row.assessment.incident_id), "version": row.assessment.n}
    if row.proposer_id != row.assessment.person_id:
        return f"it was {row.assessment.person.name} who set it, not {row.proposer.name}"
    if act.kind != "release" or act.detail != wanted:
        return f"act {act.seq} ({act.kind}) let out something else"
    if (act.person_id, act.at, act.why) != (row.approver_id, row.at, row.why):
        return f"act {act.seq} was by another person, at another moment, or for another reason"
    beside = Judgement.objects.filter(
        act=act, kind="release", subject=wanted["incident"], person=row.approver_id
    )
    if not any(j.value == {"version": row.assessment.n} for j in beside):
        return "no judgement stands beside it"
    return ""


def _flag(tell: Told, name: str, row: Any, *, is_dead: bool) -> None:
    if row.live == (not is_dead):
        return
    said = "counts, although it was taken back" if is_dead else "no longer counts, and nobody took it back"
    tell("judgement-flag", f"{name} {row.pk}", f"The {name} {row.pk} {said}.", row.act)


def _assessments(tell: Told) -> None:
    rows = Assessment.objects.annotate(undone=_undone_act(), wrong=_wrong(_not_by_its_act("person")))
    for row in _each(rows):
        told = Judgement.objects.filter(act_id=row.act_id, kind="set", subject=str(row.incident_id)).first()
        if row.wrong or row.act.kind != "set-assessment" or told is None:
            what = f"Version {row.n} of {row.incident_id} is not what act {row.act.seq} ({row.act.kind}) set."
            tell("assessment-unfounded", f"assessment {row.pk}", what, row.act)
        elif row.act.detail != {"incident": str(row.incident_id), "value": told.value} or any(
            name in told.value and told.value[name] != getattr(row, name) for name in FIGURES
        ):
            what = (
                f"Version {row.n} of {row.incident_id} has other figures than were set in act {row.act.seq}."
            )
            tell("assessment-unfounded", f"assessment {row.pk}", what, row.act)
        _flag(tell, "assessment", row, is_dead=row.undone)


def _wrong(condition: Q) -> Any:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _attributions(tell: Told) -> None:
    """Each grade that a person named in this version is the grade that stands in it."""
    rows = Attribution.objects.select_related("assessment__act").order_by("pk")
    for row in rows.iterator(chunk_size=500):
        value = row.assessment.act.detail.get("value", {})
        said = value.get("grades", {}).get(row.actor)
        if said is not None and str(said).strip().lower() != row.grade:
            what = f"{row.actor} is graded {row.grade} in {row.assessment}, and {said} was set."
            tell("assessment-unfounded", f"attribution {row.pk}", what, row.assessment.act)


def _withdrawals(tell: Told) -> None:
    rows = Withdrawal.objects.annotate(undone=_undone_act(), beside=_beside("withdraw"))
    for row in _each(rows):
        wanted = {"kind": row.subject_kind, "subject": row.subject}
        if row.act.kind != "withdraw" or row.act.detail != wanted or not row.beside:
            what = f"The withdrawal {row.pk} of a {row.subject_kind} is not what act {row.act.seq} ({row.act.kind}) did."
            tell("withdrawal-unfounded", f"withdrawal {row.pk}", what, row.act)
        _flag(tell, "withdrawal", row, is_dead=row.undone)


def _joins(tell: Told) -> None:
    """Who is said to have joined an account did; and no live decision says other than persons' words come to."""
    words = closed()
    rows = AssignmentRow.objects.filter(live=True).select_related("act", "account")
    signed = Exists(Judgement.objects.filter(kind="join", live=True, subject=OuterRef("account_id")))
    for row in rows.filter(~Q(decided_by="rule") | signed).order_by("pk").iterator(chunk_size=500):
        word, by_rule = words.answer(row.account_id, str(row.incident_id)), row.decided_by == "rule"
        if word is None and by_rule:
            continue
        if word is None or row.decision != ANSWERS[word.answer]:
            said = "nobody decided that" if word is None else f"{word.person} decided otherwise"
            what = f"{row.account_id} is {row.decision} to {row.incident_id} in the name of {row.decided_by}: {said}."
            tell("join-unfounded", f"assignmentrow {row.pk}", what, row.act)
        elif not by_rule and folded(row.decided_by) != folded(word.person):
            what = f"{word.person}, not {row.decided_by}, decided on {row.account_id} and {row.incident_id}."
            tell("join-unfounded", f"assignmentrow {row.pk}", what, row.act)


def _claims(tell: Told) -> None:
    """A claim by hand was made by a judgement of the person it names."""
    for row in ClaimRow.objects.exclude(by="").order_by("pk").iterator(chunk_size=500):
        made = Judgement.objects.filter(kind="claim", other=row.account_id, person__name=row.by)
        if not any(j.value.get("made") == row.id for j in made):
            what = f"The claim {row.id} of {row.account_id} bears the name of {row.by}, who never made it."
            tell(
                "claim-unfounded", f"claimrow {row.pk}", what, Act.objects.filter(id=row.sealed_in_id).first()
            )


def _moves(tell: Told) -> None:
    """Merged and set under an umbrella as persons last said, and not otherwise."""
    for kind, column in (("merge", "merged_into_id"), ("parent", "parent_id")):
        words = Judgement.objects.filter(kind=kind, live=True).order_by("id").values_list("subject", "other")
        said = dict(words.iterator(chunk_size=2000))
        stands = Incident.objects.filter(**{f"{column}__isnull": False}).values_list("id", column)
        pairs = {str(a): str(b) for a, b in stands.iterator(chunk_size=2000)}
        for key in sorted(said.keys() | pairs.keys()):
            if said.get(key) != pairs.get(key):
                now, then = pairs.get(key, "none"), said.get(key, "none")
                what = f"The {kind} of {key} is to {now}, and what persons last said is {then}."
                tell(f"{kind}-unfounded", f"incident {key}", what, _writer(key))


def _writer(incident: str) -> Act | None:
    return Act.objects.filter(id__in=Incident.objects.filter(id=incident).values("sealed_in")).first()
