"""What a grade of an incident can be: suggested from its readings, or guessed without reading a word.

Coded incidents with the reports that are of them enter; per method a grade and a set of actors leave. Of a
truth row only what `Coded` holds goes on: never the strike status, which all but gives the grade away. And of
that, the stages see nothing: they are given readings.

A register's grade is per incident, ours per actor. To set them side by side, ours become one: contested where
any actor's is, else the highest. Priors come from incidents that are not scored, where there are any.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from cairn.assess import suggest
from cairn.assess.model import Experience, Suggestion
from cairn.assess.precedents import as_one, shipped
from cairn.assess.suggest import UNKNOWN_ACTOR
from cairn.flow import Read, facts, joined
from cairn.incident import project
from cairn.incident.model import JoinedAccount
from cairn.match import origins
from cairn.sources.kinds import source_of
from cairn.vocab.actors import actor_named
from cairn.vocab.closed import Grade

from .pairs import Pair, Row

OWN = "cairn"
TRUE = "cairn, true grouping"
RULES = "cairn, rules alone"
T = TypeVar("T")
MANY = 2
"""Publishers from which the baseline by number of sources says fair."""


@dataclass(frozen=True, slots=True)
class Coded:
    """What is known of a true incident here: its grade, its belligerents as coded and as actor ids."""

    id: str
    grade: str
    actors: frozenset[str]
    named: str
    conflict: str


@dataclass(frozen=True, slots=True)
class Told:
    """One method's answer for one incident: no grade is no answer; actors are None where it names none.
    `by_actor` holds our grades as they are, per actor."""

    grade: str | None
    actors: frozenset[str] | None = None
    by_actor: Mapping[str, str] = field(default_factory=dict)


def coded(row: Row) -> Coded | None:
    """The row's graded incident; None where its grade is none of ours."""
    grade = str(row.get("grade") or "").strip().lower()
    if grade not in set(Grade):
        return None
    names = [str(n) for n in row.get("belligerents") or ()]
    ids = frozenset(i for n in names if (i := actor_named(n)))
    return Coded(str(row["id"]), grade, ids, " + ".join(sorted(names)), str(row.get("conflict") or ""))


def told_by(suggestions: Iterable[Suggestion]) -> Told:
    """Suggestions per actor as one answer for the incident."""
    rows = list(suggestions)
    by_actor = {s.actor_id: s.grade.value for s in rows if s.grade}
    return Told(_one(by_actor.values()), frozenset(s.actor_id for s in rows) - {UNKNOWN_ACTOR}, by_actor)


def _one(grades: Iterable[str]) -> str | None:
    found = as_one(map(Grade, grades))
    return found.value if found else None


def of_coded_actors(asked: Sequence[Coded], ours: Mapping[str, Told]) -> dict[str, Told]:
    """Our grades of the coded belligerents only: an upper bound, for it is shown who they are."""
    return {c.id: Told(_one(g for a, g in ours[c.id].by_actor.items() if a in c.actors)) for c in asked}


def on_true_grouping(members: Mapping[str, Sequence[Pair]]) -> dict[str, Told]:
    """What the rules suggest when each incident is given exactly its own reports' main accounts."""
    found = {}
    for incident, pairs in members.items():
        mains = [(p.read, p.main) for p in pairs if p.read and p.main]
        traced, _ = origins([facts(read, account) for read, account in mains])
        ids = [facts(read, account).account_id for read, account in mains]
        accounts = [joined(r, a, traced[i]) for i, (r, a) in zip(ids, mains, strict=True)]
        found[incident] = _suggested(accounts)
    return found


def on_own_grouping(
    members: Mapping[str, Sequence[Pair]],
    predicted: Mapping[str, str],
    joined_to: Mapping[str, Sequence[JoinedAccount]],
    experience: Experience | None = None,
) -> dict[str, Told]:
    """What is suggested for the incident of ours that holds most of a true one's reports.

    `predicted` is our incident by report, `joined_to` its accounts by our incident, `experience` what ships
    unless another is given.
    """
    found = {}
    for incident, pairs in members.items():
        times = Counter(predicted[p.item.id] for p in pairs if p.item.id in predicted)
        ours = min(times, key=lambda i: (-times[i], i), default=None)
        found[incident] = _suggested(joined_to.get(ours, ()), experience) if ours else Told(None)
    return found


def _suggested(accounts: Sequence[JoinedAccount], experience: Experience | None = None) -> Told:
    if not accounts:
        return Told(None)
    return told_by(suggest(project(accounts), accounts, experience=experience or shipped_experience()))


def shipped_experience() -> Experience:
    """What a new workspace starts with; what its own people set is not there to be scored."""
    return Experience(books=(shipped(),))


def baselines(
    asked: Sequence[Coded], prior: Sequence[Coded], members: Mapping[str, Sequence[Pair]], seed: int
) -> dict[str, dict[str, Told]]:
    """Answers that need no reading. The last is shown who the coded belligerents are: an upper bound."""
    grades = Counter(c.grade for c in prior)
    usual, usual_actors = _usual(grades), _usual(Counter(c.actors for c in prior if c.actors))
    by_actor: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for c in prior:
        by_actor[c.named][c.grade] += 1
    draw = Random(seed)  # noqa: S311 - a seeded draw for a baseline, nothing to guard
    names = sorted(grades)
    drawn = draw.choices(names, [grades[n] for n in names], k=len(asked))
    methods: dict[str, Callable[[int, Coded], Told]] = {
        "always the usual": lambda _, __: Told(usual, usual_actors),
        "by number of sources": lambda _, c: Told(_by_sources(members.get(c.id, ()))),
        "random by prior": lambda n, _: Told(drawn[n]),
        "oracle: usual for its actors": lambda _, c: Told(_usual(by_actor.get(c.named) or grades), c.actors),
    }
    return {name: {c.id: tell(n, c) for n, c in enumerate(asked)} for name, tell in methods.items()}


def _by_sources(pairs: Sequence[Pair]) -> str:
    publishers = {source_of(p.read.report).id for p in pairs if p.read}
    return Grade.FAIR.value if len(publishers) >= MANY else Grade.WEAK.value


def _usual(times: Counter[T]) -> T | None:
    return times.most_common(1)[0][0] if times else None


def joined_by_us(
    reads: Mapping[str, Read], assignments: Collection[tuple[str, str, str]]
) -> dict[str, list[JoinedAccount]]:
    """Our incidents' accounts: `assignments` are (account id, incident, origin) of those that joined."""
    by_id = {
        facts(read, account).account_id: (read, account)
        for read in reads.values()
        for account in read.extraction.accounts
    }
    found: dict[str, list[JoinedAccount]] = defaultdict(list)
    for account_id, incident, origin in assignments:
        read, account = by_id[account_id]
        found[incident].append(joined(read, account, origin))
    return found
