"""Scores when the event was read to be, against the coded day or days of its one incident.

Pairs with their readings enter; scores leave, ours beside the publication day, the day before it, the first
date of the text by our grammar and by another package, and an upper bound. Texts without a day of publication
are a slice of their own: there the calendar says nothing. What the numbers of a source tell of them stands beneath.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from cairn.values import DateSpan

from .date_guesses import days_off, guesses
from .date_windows import evaluate_windows
from .pairs import SLICES, Pair, day_of, groups, parts
from .score import interval_by
from .scored import OURS, Scored

WITHIN = (1, 3, 7)


@dataclass(frozen=True, slots=True)
class DateScore:
    """One method on one slice. `exact` and `within_*` have all texts as their base, `found_*` the answered.

    A span of several days counts by the day that stands for it (`date_guesses.point_of`). `holds` is the
    share of answers whose span holds a true day, `mean_days` how wide they are on average, `spans` the share
    wider than a day. `low` and `high` bound `exact`, drawn by incident.
    """

    slice: str
    method: str
    n: int
    incidents: int
    answered: float
    exact: float
    within_1: float
    within_3: float
    within_7: float
    found_exact: float | None
    found_1: float | None
    found_3: float | None
    found_7: float | None
    holds: float | None
    spans: float | None
    mean_days: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer beside the truth; None where there is no answer."""

    incident: str
    off: int | None
    days: int
    holds: bool


_COLUMNS = {
    "n": lambda s: s.n,
    "answered": lambda s: s.answered,
    "exact": lambda s: s.exact,
    "95 % of exact": lambda s: f"{s.low:.2f}-{s.high:.2f}",
    "+-1": lambda s: s.within_1,
    "+-3": lambda s: s.within_3,
    "+-7": lambda s: s.within_7,
    "exact, of answered": lambda s: s.found_exact,
    "+-1 of them": lambda s: s.found_1,
    "holds it": lambda s: s.holds,
    "mean days": lambda s: None if s.mean_days is None else round(s.mean_days, 2),
}  # fmt: skip


def evaluate_dates(
    pairs: Sequence[Pair],
    *,
    busy: Mapping[tuple[str, str], int],
    left_out: int = 0,
    seed: int = 1,
) -> Scored[DateScore]:
    """Scores the readings of `pairs` whose incident has a date; the others are left out.

    Raises `ValueError` where none has.
    """
    asked = [(p, true) for p in pairs if (true := true_span(p.row.get("date"), p.row.get("date_end")))]
    if not asked:
        raise ValueError("no text of an incident with a date is left to score")
    told = [guesses(pair, true) for pair, true in asked]
    split = parts([pair for pair, _ in asked], [_groups(pair, busy) for pair, _ in asked])
    rows = []
    for name, keys in split.items():
        for method in told[0]:
            answers = [_answer(asked[k][0].incident, told[k][method], asked[k][1]) for k in keys]
            rows.append(score_dates(name, method, answers, seed=seed))
    notes = (
        ()
        if any(r.method != OURS for r in rows if "dateparser" in r.method)
        else ("dateparser: not installed",)
    )
    inferred = evaluate_windows(asked)
    sentences = (*notes, *inferred.told())
    return Scored(
        tuple(rows), _COLUMNS, left_out + len(pairs) - len(asked), sentences, {"inferred": asdict(inferred)}
    )


def score_dates(slice: str, method: str, answers: Sequence[_Answer], *, seed: int) -> DateScore:
    """The score of a set of answers, of which there is at least one."""
    n = len(answers)
    found = [(a, a.off) for a in answers if a.off is not None]
    right = {k: sum(off <= k for _, off in found) for k in (0, *WITHIN)}
    exact = [float(a.off == 0) for a in answers]
    low, high = interval_by(exact, [a.incident for a in answers], seed=seed)
    return DateScore(
        slice=slice,
        method=method,
        n=n,
        incidents=len({a.incident for a in answers}),
        answered=len(found) / n,
        exact=right[0] / n,
        within_1=right[1] / n,
        within_3=right[3] / n,
        within_7=right[7] / n,
        found_exact=_share(right[0], len(found)),
        found_1=_share(right[1], len(found)),
        found_3=_share(right[3], len(found)),
        found_7=_share(right[7], len(found)),
        holds=_share(sum(a.holds for a, _ in found), len(found)),
        spans=_share(sum(a.days > 1 for a, _ in found), len(found)),
        mean_days=_share(sum(a.days for a, _ in found), len(found)),
        low=low,
        high=high,
    )


def true_span(first: object, last: object) -> DateSpan | None:
    """The coded day or days; an end before its start, as registers have them, is taken for none."""
    start, end = day_of(first), day_of(last)
    if start is None:
        return None
    return DateSpan.between(start, end if end and end > start else start)


def _answer(incident: str, guess: DateSpan | None, true: DateSpan) -> _Answer:
    if guess is None:
        return _Answer(incident, None, 0, False)
    return _Answer(incident, days_off(guess, true), guess.days, guess.overlaps(true))


def _groups(pair: Pair, busy: Mapping[tuple[str, str], int]) -> dict[str, str]:
    found = groups(pair, busy)
    basis = pair.main.reading.date_basis if pair.main else ""
    return {**{k: found[k] for k in SLICES}, "basis": basis or "none"}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
