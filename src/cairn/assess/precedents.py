"""What persons graded before, in cases that looked alike: it may move a suggestion, and says so.

Graded cases enter, a book of counts leaves; a case is looked up from the most telling likeness to the least. The
rules of R2 count the origins in hand, and a recorder judges with more than these: a precedent says how such cases
ended. It never makes a grade where no harm is told, never confirms or discounts, and never undoes either.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from cairn.vocab.closed import Grade
from cairn.vocab.load import load_toml

ENOUGH = 4
"""From how many graded cases alike a precedent is taken; and at least half of them must agree."""

MOVABLE = frozenset({Grade.WEAK, Grade.FAIR, Grade.CONTESTED})
_HIGHEST_FIRST = (Grade.CONTESTED, Grade.CONFIRMED, Grade.FAIR, Grade.WEAK, Grade.DISCOUNTED)

Counts = Mapping[str, Mapping[Grade, int]]


@dataclass(frozen=True, slots=True)
class Case:
    """An incident as the rules saw it: actor ids named (by most origins first), the rules' grade, and the
    country it lies in ("" where unknown)."""

    named: tuple[str, ...]
    rule: Grade
    country: str = ""

    def likenesses(self) -> tuple[str, ...]:
        """What it may be like, the most telling first: the same actors named, the same actor named first; where
        nobody is named, the same country, for in some one side alone strikes."""
        if not self.named:
            return (f"nobody named, in {self.country}",) if self.country else ()
        others = ", others too" if len(self.named) > 1 else ""
        return f"named {' + '.join(sorted(self.named))}", f"{self.named[0]} named first{others}"


@dataclass(frozen=True, slots=True)
class Book:
    """Counts of grades by likeness, and whose grading it was, in words."""

    whose: str
    counts: Counts

    def find(self, likeness: str) -> Precedent | None:
        """The precedent for one likeness; None where too few cases are known or they disagree."""
        grades = self.counts.get(likeness, {})
        n = sum(grades.values())
        if n < ENOUGH:
            return None
        grade = min(grades, key=lambda g: (-grades[g], g.value))
        return Precedent(grade, grades[grade], n, likeness, self.whose) if grades[grade] * 2 >= n else None


@dataclass(frozen=True, slots=True)
class Precedent:
    """`times` of `of` cases alike in `likeness` were given this grade by whoever `whose` names."""

    grade: Grade
    times: int
    of: int
    likeness: str
    whose: str

    def __str__(self) -> str:
        return (
            f"{self.times} of {self.of} cases alike ({self.likeness}) were graded {self.grade}, {self.whose}"
        )


def precedent(case: Case, books: Iterable[Book]) -> Precedent | None:
    """The most telling precedent for a case; of several books the first that has one for a likeness."""
    known = tuple(books)
    if case.rule not in MOVABLE:
        return None
    found = (book.find(likeness) for likeness in case.likenesses() for book in known)
    return next((p for p in found if p is not None and p.grade in MOVABLE), None)


def booked(whose: str, graded: Iterable[tuple[Case, Grade]]) -> Book:
    """A book of graded cases; the order they come in does not matter."""
    counts: dict[str, Counter[Grade]] = defaultdict(Counter)
    for case, grade in graded:
        for likeness in case.likenesses():
            counts[likeness][grade] += 1
    return Book(whose, {likeness: dict(grades) for likeness, grades in counts.items()})


def as_one(grades: Iterable[Grade | None]) -> Grade | None:
    """Grades per actor as one for the incident: contested where any is, else the highest; None for none."""
    given = set(grades)
    return next((g for g in _HIGHEST_FIRST if g in given), None)


@cache
def shipped() -> Book:
    """What ships: counts over incidents that another recorder graded (data/precedents.toml)."""
    table = load_toml("precedents", __package__ or "")
    counts = {row["like"]: {Grade(g): int(n) for g, n in row["graded"].items()} for row in table["case"]}
    return Book(str(table["whose"]), counts)
