"""Scores the finder of duplicate incidents on the incidents that the joiner itself left apart.

Our own incidents and the true incident of each enter; precision of the first 20 and 50 suspicions, and of all of
them, and recall leave, beside what the calendar and the map alone would suspect. Two of our incidents are a true
duplicate where most of the reports whose main event each holds are of one and the same true incident. A baseline has
no order: its precision at any length is that of all it suspects.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter
from typing import Any

from cairn.flow import Read, account_id, facts, joined
from cairn.incident import project
from cairn.match.duplicates import suspected
from cairn.match.model import Matched
from cairn.match.twins import Seen, seen
from cairn.vocab.closed import AssignmentDecision

from .scored import OURS, Scored

Row = Mapping[str, Any]
FIRST = (20, 50)


@dataclass(frozen=True, slots=True)
class Found:
    """One way of suspecting: how many pairs, precision of the first 20, the first 50 and all, and recall."""

    slice: str
    method: str
    n: int  # incidents
    duplicates: int
    suspected: int
    precision_20: float | None
    precision_50: float | None
    precision: float | None
    recall: float | None


def our_incidents(reads: Mapping[str, Read], matched: Matched) -> list[Seen]:
    """The incidents the joiner made, ready to be compared."""
    by_id = {account_id(r.report.id, a): (r, a) for r in reads.values() for a in r.extraction.accounts}
    held, nearly = defaultdict[str, list[str]](list), defaultdict[str, set[str]](set)
    for row in matched.assignments:
        if row.decision is AssignmentDecision.JOINED:
            held[row.incident_id].append(row.account_id)
        elif row.decision is AssignmentDecision.QUEUED:
            nearly[row.account_id].add(row.incident_id)
    found = []
    for incident, ids in held.items():
        told = [joined(*by_id[i], matched.origins[i]) for i in ids]
        offered = {other for i in ids for other in nearly.get(i, ())}
        found.append(seen(incident, project(told), [facts(*by_id[i]) for i in ids], offered))
    return found


def true_incidents(reads: Mapping[str, Read], matched: Matched, rows: Sequence[Row]) -> dict[str, str]:
    """Our incident -> the true incident that most reports are of whose main account it holds; the smaller id where
    two are even. What a report tells beside its main event is of an incident that nobody coded, and is no vote."""
    answers = {str(r["id"]): [str(i) for i in r["incident_ids"]] for r in rows}
    main = {
        account_id(r.report.id, a): r.report.id
        for r in reads.values()
        for a in r.extraction.accounts
        if a.main
    }
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in matched.assignments:
        if row.decision is AssignmentDecision.JOINED and row.account_id in main:
            true = answers.get(main[row.account_id], [])
            if len(true) == 1:
                votes[row.incident_id][true[0]] += 1
    return {incident: min(n, key=lambda t: (-n[t], t)) for incident, n in votes.items()}


def evaluate_duplicates(incidents: Sequence[Seen], true: Mapping[str, str]) -> Scored[Found]:
    """Ours and the baselines on the incidents whose true one is known. Raises `ValueError` where none is."""
    known = [i for i in incidents if i.id in true]
    together = Counter(true[i.id] for i in known)
    total = sum(n * (n - 1) // 2 for n in together.values())
    if not known:
        raise ValueError("no incident of ours holds a report whose true incident is known")
    ours = [(s.first, s.second) for s in suspected(incidents) if s.first in true and s.second in true]
    methods: dict[str, tuple[Sequence[tuple[str, str]], bool]] = {
        OURS: (ours, True),
        "same day": (_sharing(known, _same_day), False),
        "same place name": (_sharing(known, lambda a, b: bool(a.names & b.names)), False),
        "same day and place name": (
            _sharing(known, lambda a, b: _same_day(a, b) and bool(a.names & b.names)),
            False,
        ),
    }
    rows = [_found(name, pairs, true, len(known), total, ranked) for name, (pairs, ranked) in methods.items()]
    columns = {n: attrgetter(n) for n in Found.__dataclass_fields__ if n not in ("slice", "method")}
    return Scored(tuple(rows), columns, left_out=len(incidents) - len(known))


def _found(
    method: str, pairs: Sequence[tuple[str, str]], true: Mapping[str, str], n: int, total: int, ranked: bool
) -> Found:
    right = [true[a] == true[b] for a, b in pairs]
    every = sum(right) / len(right) if right else None
    first = [sum(right[:k]) / k if ranked and len(right) >= k else every for k in FIRST]
    return Found(
        "all", method, n, total, len(pairs), first[0], first[1], every, sum(right) / total if total else None
    )


def _sharing(incidents: Sequence[Seen], alike: Callable[[Seen, Seen], bool]) -> list[tuple[str, str]]:
    return [(a.id, b.id) for a, b in combinations(incidents, 2) if alike(a, b)]


def _same_day(a: Seen, b: Seen) -> bool:
    return bool(a.day and b.day and a.day.start == b.day.start)
