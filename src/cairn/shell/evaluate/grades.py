"""Scores suggested grades against coded ones, and the actors alleged against the coded belligerents.

Pairs of reports and their incidents enter, with what was read, and how our own grouping joined them; scores
per incident leave. Weak, fair and confirmed stand in an order, so kappa is asked for on these three alone:
contested is no step of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from cairn.assess.model import NO_EXPERIENCE
from cairn.incident.model import JoinedAccount
from cairn.vocab.closed import Grade

from .agreement import accuracy, confusion, confusion_table, macro_f1, quadratic_kappa, set_f1
from .grade_guesses import (
    OWN,
    RULES,
    TRUE,
    Coded,
    Told,
    baselines,
    coded,
    of_coded_actors,
    on_own_grouping,
    on_true_grouping,
)
from .pairs import Pair, Row, groups, parts
from .score import interval_by, text_table
from .scored import Scored

ORDER = (Grade.WEAK.value, Grade.FAIR.value, Grade.CONFIRMED.value)
CLASSES = (*ORDER, Grade.CONTESTED.value, Grade.DISCOUNTED.value)
PER_ACTOR = (
    "A register's grade is per incident, ours per actor: ours become one here, contested where any actor's is, else\n"
    "the highest. Strike status was hidden. Kappa is over weak, fair, confirmed alone."
)
LEARNED_HERE = "The baselines learned what is usual from the scored incidents themselves."


@dataclass(frozen=True, slots=True)
class GradeScore:
    """One method on one slice, per incident. `accuracy` and `macro_f1` count no grade as wrong; `low` and `high`
    bound the accuracy; `kappa` is quadratic, over the `on_scale` incidents where both grades have an order."""

    slice: str
    method: str
    n: int
    answered: float
    accuracy: float
    found_accuracy: float | None
    macro_f1: float
    kappa: float | None
    on_scale: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ActorScore:
    """Alleged actors against the coded: over all names at once, and per incident."""

    slice: str
    method: str
    n: int
    precision: float
    recall: float
    f1: float
    f1_per_incident: float
    exact: float


_COLUMNS: Mapping[str, Callable[[GradeScore], object]] = {
    "n": lambda s: s.n,
    "answered": lambda s: s.answered,
    "accuracy": lambda s: s.accuracy,
    "95 %": lambda s: f"{s.low:.2f}-{s.high:.2f}",
    "of answered": lambda s: s.found_accuracy,
    "macro F1": lambda s: s.macro_f1,
    "kappa": lambda s: s.kappa,
    "on scale": lambda s: s.on_scale,
}


@dataclass(frozen=True, slots=True)
class Ours:
    """How our own grouping joined the reports: our incident by report, our accounts by incident."""

    predicted: Mapping[str, str]
    members: Mapping[str, Sequence[JoinedAccount]]


def evaluate_grades(
    pairs: Sequence[Pair],
    ours: Ours,
    truth: Sequence[Row],
    *,
    others: Sequence[Row] = (),
    busy: Mapping[tuple[str, str], int],
    seed: int = 1,
) -> Scored[GradeScore]:
    """Scores every graded incident of `pairs`; those of `truth` without a grade or a report are left out.

    `others` are the incidents that are not scored, from which the baselines learn what is usual; without any they
    learn it from the scored ones themselves, which flatters them and is said. Raises `ValueError` where
    nothing is left.
    """
    members: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        members[pair.incident].append(pair)
    asked = [c for row in truth if str(row["id"]) in members and (c := coded(row))]
    if not asked:
        raise ValueError("no graded incident with a report is left to score")
    prior = [c for row in others if (c := coded(row))]
    told = _told(asked, prior or asked, {c.id: members[c.id] for c in asked}, ours, seed)
    split = parts([members[c.id][0] for c in asked], [_groups(members[c.id], busy) for c in asked])
    rows = [
        score_grades(name, method, [(asked[k], answers[asked[k].id]) for k in keys], seed=seed)
        for name, keys in split.items()
        for method, answers in told.items()
    ]
    labels = {m: [(c.grade, told[m][c.id].grade) for c in asked] for m in (OWN, TRUE)}
    actors = actor_scores(asked, told, split)
    more = {"confusion": {m: confusion(v) for m, v in labels.items()}, "actors": [asdict(a) for a in actors]}
    notes = _beneath(labels, actors, () if prior else (LEARNED_HERE,))
    return Scored(tuple(rows), _COLUMNS, len(truth) - len(asked), notes, more)


def _told(
    asked: Sequence[Coded],
    prior: Sequence[Coded],
    members: Mapping[str, Sequence[Pair]],
    ours: Ours,
    seed: int,
) -> dict[str, Mapping[str, Told]]:
    """Every method's answers, ours first."""
    own = on_own_grouping(members, ours.predicted, ours.members)
    return {
        OWN: own,
        TRUE: on_true_grouping(members),
        RULES: on_own_grouping(members, ours.predicted, ours.members, NO_EXPERIENCE),
        **baselines(asked, prior, members, seed),
        "oracle: cairn, coded actors": of_coded_actors(asked, own),
    }


def _beneath(
    labels: Mapping[str, Sequence[tuple[str, str | None]]], actors: Sequence[ActorScore], more: Sequence[str]
) -> tuple[str, ...]:
    """What is printed under the table: confusions, actors, and how to read the two kinds of grade."""
    tables = [f"\n{method}\n{confusion_table(found, CLASSES)}" for method, found in labels.items()]
    return (*tables, f"\nbelligerents, per incident\n{_actor_table(actors)}\n", PER_ACTOR, *more)


def score_grades(slice: str, method: str, answers: Sequence[tuple[Coded, Told]], *, seed: int) -> GradeScore:
    """The score of a set of answers, of which there is at least one."""
    labels = [(c.grade, t.grade) for c, t in answers]
    found = [pair for pair in labels if pair[1]]
    kappa, on_scale = quadratic_kappa(labels, ORDER)
    low, high = interval_by([float(t == g) for t, g in labels], [c.id for c, _ in answers], seed=seed)
    return GradeScore(
        slice=slice,
        method=method,
        n=len(labels),
        answered=len(found) / len(labels),
        accuracy=accuracy(labels),
        found_accuracy=accuracy(found) if found else None,
        macro_f1=macro_f1(labels),
        kappa=kappa,
        on_scale=on_scale,
        low=low,
        high=high,
    )


def actor_scores(
    asked: Sequence[Coded], told: Mapping[str, Mapping[str, Told]], split: Mapping[str, Sequence[int]]
) -> list[ActorScore]:
    """The actors of every method that names some, over incidents whose coded belligerents are known to us."""
    found = []
    for slice, keys in split.items():
        for method, answers in told.items():
            sets = [(c.actors, answers[c.id].actors) for c in (asked[k] for k in keys) if c.actors]
            named = [(t, g or frozenset()) for t, g in sets]
            if named and any(g is not None for _, g in sets) and not method.startswith("oracle"):
                found.append(_actors(slice, method, named))
    return found


def _actors(slice: str, method: str, sets: Sequence[tuple[frozenset[str], frozenset[str]]]) -> ActorScore:
    right, guessed, true = (
        sum(map(len, part)) for part in zip(*((t & g, g, t) for t, g in sets), strict=True)
    )
    return ActorScore(
        slice=slice,
        method=method,
        n=len(sets),
        precision=right / guessed if guessed else 0.0,
        recall=right / true,
        f1=2 * right / (guessed + true),
        f1_per_incident=sum(set_f1(t, g) for t, g in sets) / len(sets),
        exact=sum(t == g for t, g in sets) / len(sets),
    )


def _actor_table(rows: Sequence[ActorScore]) -> str:
    head = ("slice", "method", "n", "precision", "recall", "F1", "F1 per incident", "exact set")
    kept = [r for r in rows if r.slice == "all" or r.method == OWN]
    return text_table(head, [tuple(asdict(r).values()) for r in kept])


def _groups(pairs: Sequence[Pair], busy: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """An incident's slices: its conflict and day, the language of most of its reports, how many there are."""
    all_of = [groups(pair, busy) for pair in pairs]
    usual = Counter(of["language"] for of in all_of).most_common(1)[0][0]
    dated = "dated" if any(of["date"] == "dated" for of in all_of) else "undated"
    many = "1" if len(pairs) == 1 else "2-4" if len(pairs) < 5 else "5+"
    return {
        "language": usual,
        "conflict": all_of[0]["conflict"],
        "day": all_of[0]["day"],
        "date": dated,
        "reports": many,
    }
