"""Join accounts to incidents and keep every decision: what changed is a new version, nothing is erased."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from django.db.models import Max

from cairn.match import match
from cairn.match.closed import Closed
from cairn.match.model import Assignment, Matched
from cairn.shell.records import load
from cairn.shell.records.judged import closed
from cairn.shell.records.models import Act, AssignmentRow, Code, Incident, Judgement
from cairn.shell.records.origins import with_origins_decided
from cairn.shell.workspace import Workspace
from cairn.vocab.closed import AssignmentDecision

from .act import recorded


def code_for(incident_id: str) -> str:
    """The first code of an incident, from its id: `C-1A2B3C4D`."""
    return "C-" + incident_id.replace("-", "")[:8].upper()


def join_accounts(ws: Workspace) -> int:
    """Match every live account; returns how many decisions changed. One transaction, one act."""
    words = closed()
    accounts = load.account_facts(ws.objects)
    matched = with_origins_decided(match(accounts, load.standing(), words), accounts)
    live = {(a.account_id, str(a.incident_id)): a for a in AssignmentRow.objects.filter(live=True)}
    wanted = {(a.account_id, a.incident_id): a for a in _signed(matched.assignments, words)}
    changed = [a for key, a in wanted.items() if key not in live or _differs(live[key], a, matched)]
    gone = [row for key, row in live.items() if key not in wanted]
    if not changed and not gone:
        return 0
    with recorded("join-accounts", detail=_detail(changed, gone, matched)) as act:
        make_incidents({a.incident_id for a in changed}, act)
        retired = [
            live[key] for key in ((a.account_id, a.incident_id) for a in changed) if key in live
        ] + gone
        for row in retired:
            row.live = False
        AssignmentRow.objects.bulk_update(retired, ["live"], batch_size=500)
        versions = _versions({a.account_id for a in changed})
        AssignmentRow.objects.bulk_create([_row(a, matched, versions, act) for a in changed], batch_size=500)
    return len(changed) + len(gone)


def _versions(accounts: set[str]) -> dict[tuple[str, str], int]:
    """The last version of each decision there ever was on these accounts, live or not."""
    rows = AssignmentRow.objects.filter(account_id__in=accounts).values_list("account_id", "incident_id")
    return {(account, str(incident)): n for account, incident, n in rows.annotate(last=Max("version"))}


def make_incidents(ids: set[str], act: Act) -> None:
    """Identities and first codes for incidents that are not there yet."""
    there = {str(i) for i in Incident.objects.filter(id__in=ids).values_list("id", flat=True)}
    fresh = sorted(ids - there)
    Incident.objects.bulk_create([Incident(id=uuid.UUID(i), act=act) for i in fresh], batch_size=500)
    taken = set(Code.objects.values_list("code", flat=True))
    codes = []
    for i in fresh:
        code = code_for(i)
        while code in taken:  # two ids that begin alike: one letter more tells them apart
            code = "C-" + i.replace("-", "")[: len(code) - 1].upper()
        taken.add(code)
        codes.append(Code(code=code, incident_id=uuid.UUID(i)))
    Code.objects.bulk_create(codes, batch_size=500)


def _signed(assignments: Sequence[Assignment], words: Closed) -> Iterator[Assignment]:
    """What persons decided carries their name and their own reason, not the rule's words for it."""
    reasons = dict(Judgement.objects.filter(kind="join", live=True).values_list("id", "why"))
    for a in assignments:
        word = words.answer(a.account_id, a.incident_id) if a.decided_by != "rule" else None
        yield replace(a, decided_by=word.person, why=reasons[word.id]) if word else a


def _differs(row: AssignmentRow, new: Assignment, matched: Matched) -> bool:
    """Whether the decision, its reason or its origin is another; a probability that wavers is not news."""
    return (
        row.decision != new.decision.value
        or row.why != new.why
        or abs(row.probability - new.probability) > 0.005
        or row.origin != matched.origins.get(new.account_id, new.account_id)
    )


def _detail(
    changed: Sequence[Assignment], gone: Sequence[AssignmentRow], matched: Matched
) -> dict[str, object]:
    """Counts, and where not every pair was compared: a block too full is told, never silently cut."""
    return {
        "decisions": len(changed),
        "retired": len(gone),
        "joined": sum(a.decision is AssignmentDecision.JOINED for a in changed),
        "overfull": [[o.block, o.accounts, o.first] for o in matched.overfull[:20]],
    }


def _row(
    new: Assignment,
    matched: Matched,
    versions: Mapping[tuple[str, str], int],
    act: Act,
) -> AssignmentRow:
    key = (new.account_id, new.incident_id)
    return AssignmentRow(
        account_id=new.account_id,
        incident_id=uuid.UUID(new.incident_id),
        version=versions.get(key, 0) + 1,
        probability=new.probability,
        decision=new.decision.value,
        why=new.why,
        decided_by=new.decided_by,
        features=[asdict(f) for f in new.features],
        origin=matched.origins.get(new.account_id, new.account_id),
        origin_why=matched.origin_why.get(new.account_id, ""),
        act=act,
    )
