"""What a printed total may be made of: a figure enters, and what is known beside it; sentences of arithmetic leave.

A total in a newspaper has lost its definition: which end of a range, which grades, which days. Where its parts can be
told, this says which figures add up to it, which end of whose sum each is, and what was mixed or counted twice. Where
they cannot, it says so. It says nothing beyond arithmetic: figures may agree by chance, and no source is called wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from cairn.vocab.actors import actors
from cairn.vocab.closed import LIKELY, Kind, Status

from .model import Sum, Tally
from .reported import HIGHEST, LOWEST, STATED, ReportedFigure

LIKELY_SET, ALLEGED_SET, CONCEDED_SET = "likely", "alleged", "conceded"
SHOWN = 3
"""How many figures that come equally near are told one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Known:
    """One figure whose definition is known: an end of a sum of ours, of a register or of a party; or as printed.

    `end` is lowest, highest or stated; `grades` likely, alleged, conceded or "" where not known; `whose` in words.
    `members` are the incidents summed, where they are known.
    """

    value: int
    end: str
    whose: str
    kind: Kind = Kind.KILLED
    grades: str = ""
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a printed total: the number, the report that prints it ("" where none does), and what it may be."""

    value: int
    printed: ReportedFigure | None
    known: Known | None

    @property
    def actors(self) -> tuple[str, ...]:
        """Whose doing it counts, where anything tells."""
        if self.known is not None and self.known.actors:
            return self.known.actors
        return self.printed.actors if self.printed else ()


@dataclass(frozen=True, slots=True)
class Split:
    """Parts that make a total; `rest` is what stands nowhere, where only one part can be told."""

    parts: tuple[Part, ...]
    rest: int = 0

    @property
    def sum(self) -> int:
        """What the parts come to, with what is left."""
        return sum(part.value for part in self.parts) + self.rest


@dataclass(frozen=True, slots=True)
class Critique:
    """What arithmetic tells of one printed total. All empty: what it is made of cannot be told.

    `untold` names what a tally would say and the words do not; `same` are figures within 1 % of a number of it, each
    with that number; `split` the parts that come nearest, `others` how many more pairs come as near; `findings` what is
    mixed (see `FINDINGS`), with the values that the sentence needs.
    """

    figure: ReportedFigure
    untold: tuple[str, ...] = ()
    same: tuple[tuple[int, Known], ...] = ()
    split: Split | None = None
    others: int = 0
    findings: tuple[tuple[str, tuple[object, ...]], ...] = ()

    @property
    def can_be_told(self) -> bool:
        """Whether anything known comes near it, or near a part of it, or two parts printed make it."""
        split = self.split
        return bool(self.same) or (split is not None and (not split.rest or split.parts[0].known is not None))


FINDINGS = (
    "called_lowest", "partly_highest", "membership", "mixed_ends", "mixed_grades", "joint", "overlap", "days_differ",
    "countries_differ",
)  # fmt: skip
"""Highest figures called "at least", all or one of the parts; ends mixed; grade sets mixed; incidents in both parts;
parts that may hold the same deaths; parts over other days, of other countries; a coalition where its member is named."""


def critique(
    figure: ReportedFigure, others: Iterable[ReportedFigure] = (), known: Iterable[Known] = ()
) -> Critique:
    """What can be told of a printed total from the other totals printed and from the sums that are known."""
    pool = [k for k in known if k.kind is figure.kind and _concerns(k.actors, figure.actors)]
    printed = [o for o in others if _may_be_part(o, figure)]
    same = [(n, known) for n in figure.numbers for known in _nearest(n, pool)]
    splits = [] if not figure.number else _splits(figure, printed, pool)
    split = splits[0] if splits else None
    return Critique(
        figure=figure,
        untold=tuple(_untold(figure)),
        same=tuple(same),
        split=split,
        others=max(len(splits) - 1, 0),
        findings=tuple(_findings(figure, same, split)),
    )


def ends_of(tally: Tally, whose: str, kind: Kind = Kind.KILLED) -> tuple[Known, ...]:
    """Both ends of a tally as known figures; none where no incident of it gives a figure."""
    total: Sum = tally.killed if kind is Kind.KILLED else tally.injured
    if total.without_figure == tally.incidents:
        return ()
    d = tally.definition
    grades = LIKELY_SET if d.counted == LIKELY else ALLEGED_SET if len(d.counted) > 2 else ""
    countries = (d.country,) if d.country else ()
    members = frozenset(tally.members)

    def end(name: str, value: int) -> Known:
        return Known(value, name, whose, kind, grades, d.actors, countries, d.from_day, d.to_day, members)

    return end(LOWEST, total.min), end(HIGHEST, total.max_of_known)


def is_near(value: int, other: int) -> bool:
    """Whether the second is at most 1.0 % away from the first, as printed to one decimal; of nought only nought is."""
    return value == other or abs(value - other) * 2000 < 21 * value


def _may_be_part(other: ReportedFigure, figure: ReportedFigure) -> bool:
    """Another total, smaller, of the same harm: printed in the same report, or by its words of the same actors."""
    if other.id == figure.id or other.kind is not figure.kind or not 0 < other.number < figure.number:
        return False
    told = bool(other.actors and figure.actors)
    return other.report_id == figure.report_id or (told and _concerns(other.actors, figure.actors))


def _nearest(value: int, pool: Iterable[Known]) -> list[Known]:
    """Known figures within 1 %, the nearest first; in the order given where equally near."""
    near = [k for k in pool if is_near(value, k.value)]
    return sorted(near, key=lambda k: abs(value - k.value))


def _splits(figure: ReportedFigure, printed: Sequence[ReportedFigure], pool: Sequence[Known]) -> list[Split]:
    """The pairs that make the total, of the kind that explains it best: the first kind that gives any."""
    kinds = (
        _two_printed(figure, printed, pool),
        _printed_and_known(figure, printed, pool),
        _two_known(figure, pool, exactly=True),
        _two_known(figure, pool, exactly=False),
        _one_printed(figure, printed, pool),
    )
    return next((found for found in map(list, kinds) if found), [])


def _two_printed(
    figure: ReportedFigure, printed: Sequence[ReportedFigure], pool: Sequence[Known]
) -> Iterator[Split]:
    """Two printed totals that add up exactly; of several that print one number the first by id."""
    by_number: dict[int, list[ReportedFigure]] = {}
    for other in sorted(printed, key=lambda o: o.id):
        by_number.setdefault(other.number, []).append(other)
    for number in sorted(by_number, reverse=True):
        rest = figure.number - number
        pair = [by_number[number][0], *by_number.get(rest, ())[number == rest :]]
        if number >= rest and len(pair) > 1:
            yield Split((_part(pair[0], pool), _part(pair[1], pool)))


def _printed_and_known(
    figure: ReportedFigure, printed: Sequence[ReportedFigure], pool: Sequence[Known]
) -> Iterator[Split]:
    """One printed total, and the rest within 1 % of a known figure for others than its actors."""
    for other in _one_of_each(printed):
        rest = figure.number - other.number
        apart = [k for k in pool if k.actors and other.actors and not _overlap(k.actors, other.actors)]
        for match in _nearest(rest, apart)[:1]:
            yield Split((_part(other, pool), Part(rest, None, match)))


def _two_known(figure: ReportedFigure, pool: Sequence[Known], *, exactly: bool) -> Iterator[Split]:
    """Two known figures for different actors that come to the total."""
    seen = set()
    for a, b in combinations(pool, 2):
        total, key = a.value + b.value, tuple(sorted((a.value, b.value)))
        comes = total == figure.number if exactly else is_near(figure.number, total)
        apart = a.actors and b.actors and not _overlap(a.actors, b.actors)
        if comes and apart and a.value and b.value and key not in seen:
            seen.add(key)
            yield Split((Part(a.value, None, a), Part(b.value, None, b)))


def _one_printed(
    figure: ReportedFigure, printed: Sequence[ReportedFigure], pool: Sequence[Known]
) -> Iterator[Split]:
    """One total printed in the same report for a part of the actors: what is left stands nowhere. Those that a known
    figure comes near; else the highest alone."""
    parts = []
    for other in _one_of_each(printed):
        beyond = [a for a in figure.actors if not _overlap((a,), other.actors)]
        if other.report_id == figure.report_id and other.actors and beyond:
            parts.append(_part(other, pool))
    for part in [part for part in parts if part.known is not None] or parts[:1]:
        yield Split((part,), rest=figure.number - part.value)


def _one_of_each(printed: Iterable[ReportedFigure]) -> list[ReportedFigure]:
    """Printed totals, one for each number, the highest first."""
    by_number = {o.number: o for o in sorted(printed, key=lambda o: o.id, reverse=True)}
    return [by_number[n] for n in sorted(by_number, reverse=True)]


def _part(printed: ReportedFigure, pool: Iterable[Known]) -> Part:
    fits = [k for k in pool if not printed.actors or _concerns(k.actors, printed.actors)]
    return Part(printed.number, printed, next(iter(_nearest(printed.number, fits)), None))


def _untold(figure: ReportedFigure) -> Iterator[str]:
    """What a tally says of itself and these words do not, by names of tally/data/reported.toml."""
    if not figure.attributed_to:
        yield "whose"
    if figure.status is Status.UNKNOWN:
        yield "status"
    if not figure.actors:
        yield "actors"
    if not figure.countries and not figure.places:
        yield "place"
    if figure.first is None and figure.last is None:
        yield "period"
    elif figure.last is None:
        yield "last_day"
    if figure.end == STATED:
        yield "end"
    yield "grades"


def _findings(
    figure: ReportedFigure, same: Sequence[tuple[int, Known]], split: Split | None
) -> Iterator[tuple[str, tuple[object, ...]]]:
    matched = [part.known for part in split.parts if part.known] if split else []
    whole = [same[0][1]] if same and not split else []
    highest = [k for k in (matched or whole) if k.end == HIGHEST]
    parts = len(split.parts) + bool(split.rest) if split else 1
    if figure.end == LOWEST and len(highest) == parts:
        yield "called_lowest", (figure.qualifier,)
    elif figure.end == LOWEST and highest:
        yield "partly_highest", (figure.qualifier, highest[0].value)
    yield from _by_membership(figure, matched or whole)
    if len(matched) == 2:
        yield from _mixed(*matched)


def _by_membership(
    figure: ReportedFigure, matched: Iterable[Known]
) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The words name a member, and the sum is for its coalition, or the other way round."""
    for known in matched:
        for theirs in known.actors:
            named = [a for a in figure.actors if a != theirs and _overlap((a,), (theirs,))]
            if named and theirs not in figure.actors:
                yield "membership", (named[0], theirs)


def _mixed(a: Known, b: Known) -> Iterator[tuple[str, tuple[object, ...]]]:
    """What two parts have not in common that a sum of them would need, or have in common that it may not."""
    if {a.end, b.end} == {LOWEST, HIGHEST}:
        yield "mixed_ends", ()
    if a.grades and b.grades and a.grades != b.grades:
        yield "mixed_grades", (a.grades, b.grades)
    if both := a.members & b.members:
        yield "joint", (len(both),)
    elif _overlap(a.actors, b.actors) and _same_days(a, b) and _same_countries(a, b):
        yield "overlap", ()
    if (a.first, a.last) != (b.first, b.last):
        yield "days_differ", ()
    if a.countries != b.countries:
        yield "countries_differ", ()


def _same_days(a: Known, b: Known) -> bool:
    ends_before = a.last is not None and b.first is not None and a.last < b.first
    starts_after = a.first is not None and b.last is not None and b.last < a.first
    return not (ends_before or starts_after)


def _same_countries(a: Known, b: Known) -> bool:
    return not a.countries or not b.countries or bool({*a.countries} & {*b.countries})


def _concerns(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether a figure for some actors can be of a total for others: one is the same, or a member of another."""
    return not part or not whole or _overlap(part, whole)


def _overlap(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two sets of actors hold one that is in both, or a coalition in one and its member in the other."""
    return any(a == b or a in _groups(b) or b in _groups(a) for a in some for b in others)


def _groups(actor: str) -> frozenset[str]:
    known = actors().get(actor)
    return frozenset(m.actor for m in known.member_of) if known else frozenset()
