"""What one account says, group by group, before accounts are weighed against each other.

Claims of one account enter; one `Standing` figure per origin leaves, with the claims it rests on and, for
each claim that does not count, the reason in words. Rules 8 to 16 of the recording rules apply.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cairn.extract.model import Claim
from cairn.values import UNKNOWN, Range, lowest_to_highest
from cairn.vocab.closed import Basis, Event, Group, Kind, Status

from .model import JoinedAccount

Cited = tuple[str, Claim]
"""A claim with its id."""

_BASIS_RANK = {Basis.STATED: 0, Basis.SUM: 1, Basis.LIST: 2, Basis.IMPLIED: 3, Basis.VAGUE: 4}


@dataclass(frozen=True, slots=True)
class Standing:
    """One origin's figure from one account, with the claims behind each end.

    `moment` is when it was published ("" where unknown), `scope` what the figure covers in words, `party`
    the actor id where a party to the conflict says it.
    """

    origin: str
    scope: str
    moment: str
    figure: Range
    claims: tuple[str, ...]
    party: str = ""
    belligerents_taken_out: int = 0


def speaks_of_this(claim: Claim) -> bool:
    """Whether a claim is about the incident itself; an update is a newer figure for it."""
    return claim.event in (Event.THIS, Event.UPDATE)


def counted(claim: Claim) -> Range:
    """The figure of a claim as it may enter a range: a vague count gives a minimum only."""
    return Range(claim.min, None) if claim.basis is Basis.VAGUE else claim.figure


def within_account(claims: Sequence[Cited], prefer: Range = UNKNOWN) -> tuple[Range, tuple[str, ...]]:
    """One figure for one group out of all mentions in one account, and the ids of the claims behind it.

    The figure that the reading chose (`prefer`) stands where live claims carry it. Else the last update
    stands over what it updates, a stated number over a sum, list, implied or vague one; among equals from
    the lowest to the highest.
    """
    told = [(i, c) for i, c in claims if not counted(c).is_unknown]
    if chosen := _chosen(told, prefer):
        return chosen
    if updates := [(i, c) for i, c in told if c.event is Event.UPDATE]:
        last = max(c.start for _, c in updates)
        told = [(i, c) for i, c in updates if c.start == last]
    elif told:
        best = min(_BASIS_RANK[c.basis] for _, c in told)
        told = [(i, c) for i, c in told if _BASIS_RANK[c.basis] == best]
    return lowest_to_highest(counted(c) for _, c in told), tuple(sorted(i for i, _ in told))


def _chosen(told: Sequence[Cited], prefer: Range) -> tuple[Range, tuple[str, ...]] | None:
    """The reading's figure with the claims that carry its two ends, or all of them where it is their sum. A
    reading that live claims no longer carry is stale, and does not count."""
    if prefer.is_unknown or not told:
        return None
    figures = [(i, counted(c)) for i, c in told]
    low = {i for i, f in figures if prefer.min is not None and f.min == prefer.min}
    high = {i for i, f in figures if prefer.max is not None and prefer.max in (f.min, f.max)}
    if (low or prefer.min is None) and (high or prefer.max is None):
        return prefer, tuple(sorted(low | high))
    if prefer == _added([f for _, f in figures]):
        return prefer, tuple(sorted(i for i, _ in figures))
    return None


def _added(figures: Sequence[Range]) -> Range:
    total = figures[0]
    for figure in figures[1:]:
        total = total + figure
    return total


def civilians_of(account: JoinedAccount, kind: Kind, claims: Iterable[tuple[str, Cited]]) -> list[Standing]:
    """The civilian figures of one account, one per origin and scope; `claims` come as (origin, (id, claim)).

    Unknown status counts as civilian by presumption. Belligerents told apart inside a total whose status is
    not told are taken out of it; contested dead are in the maximum and not in the minimum (rule 13).
    """
    reading = account.reading
    prefer = reading.killed if kind is Kind.KILLED else reading.injured
    rests_on = frozenset(reading.killed_from if kind is Kind.KILLED else reading.injured_from)
    by_key: dict[tuple[str, str], list[Cited]] = defaultdict(list)
    for origin, cited in claims:
        if cited[1].kind is kind:
            by_key[origin, cited[1].scope].append(cited)
    found = []
    for (origin, scope), told in by_key.items():
        figure, ids, taken = _civilian_figure(told, prefer, rests_on)
        if not figure.is_unknown:
            moment = account.published_iso
            found.append(Standing(origin, scope, moment, figure, ids, account.party, taken))
    return found


def _civilian_figure(
    told: Sequence[Cited], prefer: Range, rests_on: Collection[tuple[int, int]]
) -> tuple[Range, tuple[str, ...], int]:
    belligerents = _told_inside([c for c in told if is_belligerent(c[1])], told, rests_on)
    contested = [c for c in told if c[1].status is Status.CONTESTED and not is_belligerent(c[1])]
    plain = [c for c in told if c[1].status in (Status.CIVILIAN, Status.UNKNOWN) and not is_belligerent(c[1])]
    whole = [c for c in plain if c[1].group is Group.ALL]
    total, ids = _chosen(whole, prefer) or _rested_on(whole, rests_on) or within_account(whole)
    parts, part_ids = _sum_of_parts(plain)
    if total.is_unknown or (not parts.is_unknown and parts == prefer != total):
        total, ids = parts, part_ids
    doubtful, doubtful_ids = within_account([c for c in contested if c[1].group is Group.ALL] or contested)
    status_told = any(c.status is Status.CIVILIAN for i, c in plain if i in ids)
    taken, taken_ids = _to_take_out([] if status_told else belligerents, total)
    figure = _less(total, taken)
    if not doubtful.is_unknown:
        figure = _with_contested(figure, doubtful, inside=not status_told)
    return figure, tuple(sorted({*ids, *taken_ids, *doubtful_ids})), taken.min or 0


def _rested_on(
    whole: Sequence[Cited], rests_on: Collection[tuple[int, int]]
) -> tuple[Range, tuple[str, ...]] | None:
    """The whole that the reading took its figure from, before the armed in it were taken out."""
    found = [(i, c) for i, c in whole if (c.start, c.end) in rests_on]
    return (
        (lowest_to_highest(counted(c) for _, c in found), tuple(sorted(i for i, _ in found)))
        if found
        else None
    )


def _told_inside(
    belligerents: list[Cited], told: Sequence[Cited], rests_on: Collection[tuple[int, int]]
) -> list[Cited]:
    """The belligerents told inside the figure that the reading took, and those that a person added; all of them
    where the reading does not say what its figure rests on, or what it says is no longer live."""
    if not any((c.start, c.end) in rests_on for _, c in told if not is_belligerent(c)):
        return belligerents
    return [(i, c) for i, c in belligerents if (c.start, c.end) in rests_on or c.confidence >= 1.0]


def is_belligerent(claim: Claim) -> bool:
    """Whether a count is of belligerents as reported."""
    return claim.status is Status.BELLIGERENT or claim.group is Group.BELLIGERENTS


def _sum_of_parts(plain: Sequence[Cited]) -> tuple[Range, tuple[str, ...]]:
    """Children, women and men added up where an account gives no total of its own."""
    by_group: Mapping[Group, list[Cited]] = {
        group: [c for c in plain if c[1].group is group] for group in (Group.CHILDREN, Group.WOMEN, Group.MEN)
    }
    parts = [within_account(claims) for claims in by_group.values() if claims]
    known = [(figure, ids) for figure, ids in parts if not figure.is_unknown]
    if not known:
        return UNKNOWN, ()
    return _added([figure for figure, _ in known]), tuple(i for _, ids in known for i in ids)


def _fits(part: Range, whole: Range) -> bool:
    top = whole.max if whole.max is not None else whole.min
    return not part.is_unknown and top is not None and (part.max or part.min or 0) <= top


def _to_take_out(belligerents: Sequence[Cited], total: Range) -> tuple[Range, tuple[str, ...]]:
    """Belligerents counted apart inside a total of unknown status. One person only described as armed is not
    taken out, nor as many as the total holds: whether these are the same dead is for a person to say."""
    told = [(i, c) for i, c in belligerents if c.basis in (Basis.STATED, Basis.SUM, Basis.LIST)]
    figure, ids = within_account(told)
    low = total.min if total.min is not None else total.max
    most = figure.max if figure.max is not None else figure.min
    return (figure, ids) if low is not None and most is not None and most < low else (UNKNOWN, ())


def _less(total: Range, part: Range) -> Range:
    """The total without a part of it: the lowest total less the highest part, and the other way about."""
    if part.is_unknown:
        return total
    most, least = part.max if part.max is not None else part.min, part.min or 0
    low = None if total.min is None or most is None else max(0, total.min - most)
    high = None if total.max is None else total.max - least
    return Range(low, high)


def _with_contested(figure: Range, doubtful: Range, *, inside: bool) -> Range:
    """Contested dead widen a range: out of the minimum where they are part of the total, else onto the
    maximum. Contested dead alone give nought to their number."""
    most = doubtful.max if doubtful.max is not None else doubtful.min
    if figure.is_unknown:
        return Range(0, doubtful.max)
    if inside and _fits(doubtful, figure):
        return replace(figure, min=None if figure.min is None or most is None else max(0, figure.min - most))
    return replace(
        figure, max=None if figure.max is None or doubtful.max is None else figure.max + doubtful.max
    )
