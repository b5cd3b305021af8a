"""How right a set of answers is: pairs of truth and guess enter, shares and intervals leave.

Pure arithmetic shared by the evaluations: count scores, B-cubed and pairwise scores of groupings, bootstrap
intervals from a seed that is passed in, and a plain-text table. Shares are between 0 and 1.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from random import Random

from cairn.values import Range

_BINS = ((0, "0"), (1, "1"), (3, "2-3"), (9, "4-9"), (19, "10-19"))
ROUNDS = 500
"""Draws of a bootstrap interval."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One item: the true range, the range that was read (unknown where nothing was), and what to split by."""

    id: str
    truth: Range
    guess: Range
    groups: Mapping[str, str]

    @property
    def found(self) -> bool:
        """Whether any number was read."""
        return not self.guess.is_unknown

    @property
    def point(self) -> int | None:
        """The number that stands for the guess where one is needed: its lower end, or its only one."""
        return self.guess.min if self.guess.min is not None else self.guess.max

    @property
    def min_exact(self) -> bool:
        """Whether the lower end is the true one."""
        return self.found and self.guess.min == self.truth.min

    @property
    def max_exact(self) -> bool:
        """Whether the upper end is the true one; an open end counts by the highest figure given."""
        return self.found and _top(self.guess) == self.truth.max

    @property
    def within_1(self) -> bool:
        """Whether the lower end is at most one off."""
        low = self.truth.min
        return self.guess.min is not None and low is not None and abs(self.guess.min - low) <= 1

    @property
    def in_range(self) -> bool:
        """Whether the number read lies in the true range."""
        return self.point is not None and self.truth.contains(self.point)


def _top(figure: Range) -> int | None:
    return figure.max if figure.max is not None else figure.min


@dataclass(frozen=True, slots=True)
class CountScore:
    """Shares of `n` items, and the two sums whose difference is the bias of a tally.

    `in_range_of_found` has the items where a number was read as its base. `low` and `high` bound `min_exact`.
    """

    n: int
    found: float
    min_exact: float
    max_exact: float
    both_exact: float
    within_1: float
    in_range: float
    in_range_of_found: float
    low: float
    high: float
    sum_true_min: int
    sum_read_min: int


def score_counts(answers: Sequence[Answer], *, seed: int) -> CountScore:
    """The score of a set of answers. Raises `ValueError` where there is none."""
    if not answers:
        raise ValueError("no answers to score")
    n = len(answers)
    found = [a for a in answers if a.found]
    low, high = bootstrap_interval([float(a.min_exact) for a in answers], seed=seed)
    return CountScore(
        n=n,
        found=len(found) / n,
        min_exact=sum(a.min_exact for a in answers) / n,
        max_exact=sum(a.max_exact for a in answers) / n,
        both_exact=sum(a.min_exact and a.max_exact for a in answers) / n,
        within_1=sum(a.within_1 for a in answers) / n,
        in_range=sum(a.in_range for a in answers) / n,
        in_range_of_found=sum(a.in_range for a in found) / len(found) if found else 0.0,
        low=low,
        high=high,
        sum_true_min=sum(a.truth.min or 0 for a in answers),
        sum_read_min=sum(a.guess.min or 0 for a in answers),
    )


def split_by(answers: Iterable[Answer], key: str) -> dict[str, list[Answer]]:
    """The answers by one of their groups, groups in order of name; those without it are left out."""
    parts: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        if key in answer.groups:
            parts[answer.groups[key]].append(answer)
    return dict(sorted(parts.items(), key=lambda part: (len(part[0].split("-")[0]), part[0])))


def count_bin(count: int | None) -> str:
    """The bin of a number of people: 0, 1, 2-3, 4-9, 10-19, 20+, or unknown."""
    if count is None:
        return "unknown"
    return next((name for top, name in _BINS if count <= top), "20+")


def bootstrap_interval(
    values: Sequence[float], *, seed: int, rounds: int = ROUNDS, share: float = 0.95
) -> tuple[float, float]:
    """The interval that holds the mean of `values` in `share` of `rounds` draws with replacement.

    The same seed gives the same interval. Raises `ValueError` where there are no values.
    """
    if not values:
        raise ValueError("no values to draw from")
    draw = Random(seed)  # noqa: S311 - a seeded draw for an interval, nothing to guard
    n = len(values)
    means = sorted(sum(draw.choices(values, k=n)) / n for _ in range(rounds))
    tail = (1 - share) / 2
    return means[int(tail * (rounds - 1))], means[round((1 - tail) * (rounds - 1))]


def interval_by(
    values: Sequence[float], units: Sequence[str], *, seed: int, rounds: int = ROUNDS, share: float = 0.95
) -> tuple[float, float]:
    """As `bootstrap_interval`, but whole units are drawn: texts of one incident are not independent.

    `units` names the incident of each value. Raises `ValueError` where there are no values.
    """
    if not values:
        raise ValueError("no values to draw from")
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for value, unit in zip(values, units, strict=True):
        sums[unit][0] += value
        sums[unit][1] += 1
    heaps = [(s, n) for s, n in sums.values()]
    draw = Random(seed)  # noqa: S311 - a seeded draw for an interval, nothing to guard
    means = sorted(_mean_of(draw.choices(heaps, k=len(heaps))) for _ in range(rounds))
    tail = (1 - share) / 2
    return means[int(tail * (rounds - 1))], means[round((1 - tail) * (rounds - 1))]


def _mean_of(heaps: Sequence[tuple[float, float]]) -> float:
    return sum(s for s, _ in heaps) / sum(n for _, n in heaps)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean; 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def bcubed(guess: Mapping[str, Hashable], truth: Mapping[str, Hashable]) -> Agreement:
    """B-cubed agreement of two groupings of the same items (Bagga and Baldwin 1998).

    Raises `ValueError` where the items differ or there are none.
    """
    _same_items(guess, truth)
    guessed, true = Counter(guess.values()), Counter(truth.values())
    both = Counter((guess[i], truth[i]) for i in truth)
    precision = sum(k * k / guessed[g] for (g, _), k in both.items()) / len(truth)
    recall = sum(k * k / true[t] for (_, t), k in both.items()) / len(truth)
    return Agreement(precision, recall)


def pairwise(guess: Mapping[str, Hashable], truth: Mapping[str, Hashable]) -> Agreement:
    """Agreement over pairs of items put together; no pair guessed is precision 1, no true pair is recall 1.

    Raises `ValueError` where the items differ or there are none.
    """
    _same_items(guess, truth)
    both = sum(comb(k, 2) for k in Counter((guess[i], truth[i]) for i in truth).values())
    guessed = sum(comb(k, 2) for k in Counter(guess.values()).values())
    true = sum(comb(k, 2) for k in Counter(truth.values()).values())
    return Agreement(both / guessed if guessed else 1.0, both / true if true else 1.0)


def _same_items(guess: Mapping[str, Hashable], truth: Mapping[str, Hashable]) -> None:
    if not truth or guess.keys() != truth.keys():
        raise ValueError("the two groupings must hold the same items, and at least one")


def text_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as lines of text: first column to the left, numbers to the right, shares with three digits."""
    cells = [list(head), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[k]) for row in cells) for k in range(len(head))]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in cells
    )


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
