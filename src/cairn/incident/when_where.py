"""Date and place of an incident: what most origins support, as finely as it is supported, with receipts.

A coarser telling supports a finer one that lies inside it: "in May" supports 12 May, "in the province"
supports the village. Origins are counted, not reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cairn.extract.model import Claim, PlaceRead
from cairn.values import DateSpan, Point, folded
from cairn.vocab.closed import Kind

from .model import JoinedAccount
from .standing import speaks_of_this

Receipts = tuple[str, ...]

NEAR_M = 500
"""Two points nearer than this are one place for the count of support, whatever their radius (metres)."""

APART_M = 5_000
"""Beyond this gap between the circles of two points, in metres, a reviewer is told."""

_BASIS_RANK = {"stated": 0, "relative": 1, "published": 2}


def when(
    accounts: Sequence[JoinedAccount], origins: Mapping[str, str]
) -> tuple[DateSpan | None, Receipts, list[str]]:
    """The span most origins support, its receipts, and flags. `origins` maps account id to origin id.

    A date in the words, or told relative to a known day, counts as support; the day of publication
    decides only among equals and where nothing else is known. Among equals the earliest stands.
    """
    told = [
        (a, a.reading.date, _BASIS_RANK.get(a.reading.date_basis, 3))
        for a in accounts
        if a.reading.date is not None
    ]
    if not told:
        return None, (), []
    said: dict[DateSpan, set[str]] = {}
    seen: dict[DateSpan, set[str]] = {}
    best: dict[DateSpan, int] = {}
    for account, span, rank in told:
        best[span] = min(rank, best.get(span, rank))
        seen.setdefault(span, set()).add(origins[account.account_id])
        if rank < _BASIS_RANK["published"]:
            said.setdefault(span, set()).add(origins[account.account_id])

    def rank_of(span: DateSpan) -> tuple[object, ...]:
        return (
            -_support(span, said),
            best[span],
            -_support(span, seen),
            span.start,
            span.days,
            span.precision,
        )

    chosen = min(best, key=rank_of)
    flags = _other_dates(chosen, said)
    receipts = {i for a, span, _ in told if span.contains(chosen) for i, c in a.claims if _dates(c, span)}
    return chosen, tuple(sorted(receipts)), flags


def part_of_day(accounts: Sequence[JoinedAccount], origins: Mapping[str, str]) -> str:
    """The part of day that most origins tell ("dawn"), "" where none does or two are told equally often."""
    told: dict[str, set[str]] = {}
    for account in accounts:
        if account.reading.time:
            told.setdefault(account.reading.time, set()).add(origins[account.account_id])
    ranked = sorted(told, key=lambda part: (-len(told[part]), part))
    if len(ranked) > 1 and len(told[ranked[0]]) == len(told[ranked[1]]):
        return ""
    return ranked[0] if ranked else ""


def _support(span: DateSpan, by_span: Mapping[DateSpan, set[str]]) -> int:
    return len({o for other, who in by_span.items() if other.contains(span) for o in who})


def _other_dates(chosen: DateSpan, said: Mapping[DateSpan, set[str]]) -> list[str]:
    away = {o for span, who in said.items() if span.gap_days(chosen) > 1 for o in who}
    return [f"{len(away)} of the origins put it on another date ({', '.join(sorted(away))})"] if away else []


def _dates(claim: Claim, span: DateSpan) -> bool:
    """Whether a claim is the date that the reading took: its value names a day of the span."""
    if claim.kind is not Kind.DATE or not speaks_of_this(claim):
        return False
    return not claim.value or claim.value[:10] in (span.start.isoformat(), span.end.isoformat())


def where(
    accounts: Sequence[JoinedAccount], origins: Mapping[str, str]
) -> tuple[PlaceRead | None, Receipts, list[str]]:
    """The place most origins support at its finest, its receipts, and flags.

    Where nobody gives a point, the name that most origins write stands.
    """
    told = [(a, a.reading.place) for a in accounts if a.reading.place is not None]
    if not told:
        return None, (), []
    located = [(a, p, p.point) for a, p in told if p.point is not None]
    if not located:
        return _by_name(told, origins)
    distinct = {(p.lat, p.lon, p.radius_m): p for _, _, p in located}
    holders = {key: {origins[a.account_id] for a, _, p in located if _holds(p, point)}
               for key, point in distinct.items()}  # fmt: skip

    def rank_of(entry: tuple[JoinedAccount, PlaceRead, Point]) -> tuple[object, ...]:
        account, place, point = entry
        moment = account.published_iso or "9999"
        support = len(holders[point.lat, point.lon, point.radius_m])
        return (-support, point.radius_m, moment, place.place_id, place.name, account.account_id)

    _, place, point = min(located, key=rank_of)
    holding = [(a, p) for a, p, other in located if _holds(other, point)]
    receipts = {i for a, p in holding for i, c in a.claims if _places(c, p)}
    return place, tuple(sorted(receipts)), _apart(point, located, origins)


def _holds(outer: Point, inner: Point) -> bool:
    """Whether the circle told reaches the centre of the other."""
    return outer.distance_m(inner) <= max(outer.radius_m, NEAR_M)


def _apart(
    chosen: Point, located: Sequence[tuple[JoinedAccount, PlaceRead, Point]], origins: Mapping[str, str]
) -> list[str]:
    gaps = {origins[a.account_id]: chosen.distance_m(p) - chosen.radius_m - p.radius_m for a, _, p in located}
    far = {origin: gap for origin, gap in gaps.items() if gap > APART_M}
    if not far:
        return []
    return [
        f"places given lie apart: {', '.join(sorted(far))}, at up to {round(max(far.values()) / 1000)} km"
    ]


def _by_name(
    told: Sequence[tuple[JoinedAccount, PlaceRead]], origins: Mapping[str, str]
) -> tuple[PlaceRead, Receipts, list[str]]:
    support: dict[str, set[str]] = {}
    for account, place in told:
        support.setdefault(folded(place.name), set()).add(origins[account.account_id])
    _, place = min(
        told, key=lambda t: (-len(support[folded(t[1].name)]), t[0].published_iso or "9999", t[0].account_id)
    )
    alike = [(a, p) for a, p in told if folded(p.name) == folded(place.name)]
    receipts = {i for a, p in alike for i, c in a.claims if _places(c, p)}
    return (
        place,
        tuple(sorted(receipts)),
        ["no point is known for the place: a person sets one or leaves it open"],
    )


def _places(claim: Claim, place: PlaceRead) -> bool:
    """Whether a claim is the place that the reading took: the same name, or the same words."""
    if claim.kind is not Kind.PLACE or not speaks_of_this(claim):
        return False
    same_words = claim.start < place.end and place.start < claim.end
    return same_words or folded(claim.value) in {
        folded(place.name),
        folded(place.name_en),
        folded(place.name_ar),
    }
