"""The ranges of one incident: its origins' standing figures weighed against each other (R3, rules 9-16).

Per origin and scope the latest figure stands, and it may be lower than the one before. The killed range
runs from the lowest to the highest standing figure. A party's word about its own strike moves neither end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cairn.extract.model import Claim
from cairn.values import Range, lowest_to_highest
from cairn.vocab.closed import COUNT_KINDS, Event, Group, Kind, Status

from .model import JoinedAccount
from .single_dead import without_single_dead
from .standing import Cited, Standing, civilians_of, is_belligerent, within_account

BESIDE = (Kind.MISSING, Kind.TRAPPED, Kind.RECOVERED, Kind.DETAINED, Kind.DISPLACED)
"""Kinds that stand beside the range and enter neither end (rule 10)."""

_SUB_GROUPS = {"children_killed": Group.CHILDREN, "women_killed": Group.WOMEN, "men_killed": Group.MEN}


@dataclass(slots=True)
class Weighed:
    """What weighing gathers: ranges by field, receipts, exclusions and flags, in no particular order."""

    ranges: dict[str, Range] = field(default_factory=dict)
    receipts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: dict[str, str] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    beside: dict[str, Range] = field(default_factory=dict)

    def settle(self, name: str, standing: Sequence[Standing]) -> None:
        """Set a field from the lowest to the highest of the standing figures, with receipts for both ends."""
        found = lowest_to_highest(s.figure for s in standing)
        self.ranges[name] = found
        low = {i for s in standing if found.min is not None and s.figure.min == found.min for i in s.claims}
        high = {
            i for s in standing if found.max is not None and _top(s.figure) == found.max for i in s.claims
        }
        for end, edge in (("min", low), ("max", high)):
            if edge and all(s.party for s in standing if edge.intersection(s.claims)):
                self.flags.append(f"{name}_{end} rests on the word of a party to the conflict alone")
        self.receipts |= {
            f"{name}_{end}": tuple(sorted(ids)) for end, ids in (("min", low), ("max", high)) if ids
        }


def weigh(
    accounts: Sequence[JoinedAccount], origins: Mapping[str, str], strikers: Mapping[str, str]
) -> Weighed:
    """All ranges of an incident. `origins` maps claim id to origin; `strikers` maps a claim id to the
    party that says it of its own strike (such a claim moves nothing)."""
    weighed = Weighed()
    live = {a.account_id: _live_counts(a, strikers, weighed) for a in accounts}
    cited = {i: claim for told in live.values() for i, claim in told}
    tolls = without_single_dead(_civilians(accounts, Kind.KILLED, live, origins), cited, weighed.excluded)
    killed = _latest(tolls, weighed)
    injured = _latest(_civilians(accounts, Kind.INJURED, live, origins), weighed)
    wounds = _deaths_of_wounds(accounts, live, origins, weighed)
    weighed.settle("killed", _raised(killed, wounds, weighed))
    weighed.settle("injured", _lowered(injured, wounds))
    _sub_groups(accounts, live, origins, weighed)
    _belligerents(accounts, live, origins, weighed)
    _beside(accounts, live, origins, weighed)
    weighed.flags += [
        f"{s.belligerents_taken_out} told as belligerents were taken out of a total of unknown status"
        for s in killed
        if s.belligerents_taken_out
    ]
    return weighed


def _live_counts(account: JoinedAccount, strikers: Mapping[str, str], weighed: Weighed) -> list[Cited]:
    """The count claims of one account that may enter a figure; the others are set aside with the reason."""
    live = []
    for claim_id, claim in account.claims:
        if claim.kind not in COUNT_KINDS:
            continue
        if why := _why_not(claim, strikers.get(claim_id, "")):
            weighed.excluded[claim_id] = why
        else:
            live.append((claim_id, claim))
    return live


def _why_not(claim: Claim, striker: str) -> str:
    if claim.event is Event.OTHER:
        return "speaks of another event"
    if claim.event is Event.CUMULATIVE:
        covers = f" ({claim.scope})" if claim.scope else ""
        return f"a cumulative total{covers}: it checks a sum and never enters one"
    if striker and is_belligerent(claim):
        return f"{striker}'s own word that those it struck were belligerents: shown, moves nothing"
    if striker:
        return f"{striker}'s own figure for its strike: shown in its own column, moves no range"
    if claim.min is None and claim.max is None:
        return "gives no number: the number of people stays unknown"
    return ""


def _civilians(
    accounts: Sequence[JoinedAccount],
    kind: Kind,
    live: Mapping[str, list[Cited]],
    origins: Mapping[str, str],
) -> list[Standing]:
    return [
        standing
        for account in accounts
        for standing in civilians_of(account, kind, ((origins[c[0]], c) for c in live[account.account_id]))
    ]


def _latest(standing: Iterable[Standing], weighed: Weighed) -> list[Standing]:
    """The latest of each origin and scope; one of unknown moment neither supersedes nor is superseded."""
    by_key: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for s in standing:
        by_key[s.origin, s.scope].append(s)
    kept: list[Standing] = []
    for told in by_key.values():
        last = max(s.moment for s in told)
        kept += [s for s in told if s.moment in ("", last)]
        standing_claims = {i for s in told if s.moment in ("", last) for i in s.claims}
        for s in told:
            if s.moment not in ("", last):
                why = f"superseded by a later figure of the same origin ({last[:10]})"
                weighed.excluded |= {i: why for i in s.claims if i not in standing_claims}
    return sorted(kept, key=lambda s: (s.origin, s.scope, s.moment, s.claims))


def _grouped(
    accounts: Sequence[JoinedAccount],
    wanted: Mapping[str, list[Cited]],
    origins: Mapping[str, str],
) -> list[Standing]:
    """One figure per account, origin and scope from the claims wanted, whatever their status."""
    found = []
    for account in accounts:
        by_key: dict[tuple[str, str], list[Cited]] = defaultdict(list)
        for cited in wanted[account.account_id]:
            by_key[origins[cited[0]], cited[1].scope].append(cited)
        for (origin, scope), told in by_key.items():
            figure, ids = within_account(told)
            found.append(Standing(origin, scope, account.published_iso, figure, ids, account.party))
    return found


def _sub_groups(
    accounts: Sequence[JoinedAccount],
    live: Mapping[str, list[Cited]],
    origins: Mapping[str, str],
    weighed: Weighed,
) -> None:
    for name, group in _SUB_GROUPS.items():
        wanted = {
            a.account_id: [
                (i, _doubted(c)) for i, c in live[a.account_id]
                if c.kind is Kind.KILLED and c.group is group and not is_belligerent(c)
            ]
            for a in accounts
        }  # fmt: skip
        weighed.settle(name, _latest(_grouped(accounts, wanted, origins), weighed))


def _doubted(claim: Claim) -> Claim:
    """A count of contested status enters the maximum and not the minimum."""
    return replace(claim, min=0) if claim.status is Status.CONTESTED else claim


def _belligerents(
    accounts: Sequence[JoinedAccount],
    live: Mapping[str, list[Cited]],
    origins: Mapping[str, str],
    weighed: Weighed,
) -> None:
    wanted = {
        a.account_id: [c for c in live[a.account_id] if c[1].kind is Kind.KILLED and is_belligerent(c[1])]
        for a in accounts
    }
    weighed.settle("belligerents_killed", _latest(_grouped(accounts, wanted, origins), weighed))


def _beside(
    accounts: Sequence[JoinedAccount],
    live: Mapping[str, list[Cited]],
    origins: Mapping[str, str],
    weighed: Weighed,
) -> None:
    for kind in BESIDE:
        wanted = {a.account_id: [c for c in live[a.account_id] if c[1].kind is kind] for a in accounts}
        standing = _latest(_grouped(accounts, wanted, origins), weighed)
        if standing:
            weighed.settle(kind.value, standing)
            weighed.beside[kind.value] = weighed.ranges.pop(kind.value)
    if Kind.RECOVERED in weighed.beside:
        weighed.flags.append(
            "bodies were recovered later: a person decides whether they were among the missing"
        )


def _deaths_of_wounds(
    accounts: Sequence[JoinedAccount],
    live: Mapping[str, list[Cited]],
    origins: Mapping[str, str],
    weighed: Weighed,
) -> list[Standing]:
    wanted = {
        a.account_id: [
            c for c in live[a.account_id] if c[1].kind is Kind.DIED_OF_WOUNDS and not is_belligerent(c[1])
        ]
        for a in accounts
    }
    return _latest(_grouped(accounts, wanted, origins), weighed)


def _raised(killed: Sequence[Standing], wounds: Sequence[Standing], weighed: Weighed) -> list[Standing]:
    """Deaths of wounds told after a toll raise it: both ends for the same origin, the maximum for others.

    Two origins that tell of such deaths are taken to tell of the same. A toll of unknown moment may hold
    them already, and one no higher than these deaths may be the same people: neither is raised. Where
    nobody gives another toll, these deaths are the figure.
    """
    if not wounds:
        return list(killed)
    if not killed:
        return list(wounds)
    weighed.flags.append(
        "deaths of wounds were reported after the toll: a person decides whether other figures hold them"
    )
    result = []
    for toll in killed:
        later = [w for w in wounds if w.moment > toll.moment != "" and _top(w.figure) < _top(toll.figure)]
        own = [w for w in later if w.origin == toll.origin]
        if own or later:
            result += [_plus(toll, w, both=bool(own)) for w in own or later]
        else:
            result.append(toll)
    return result


def _plus(toll: Standing, wounds: Standing, *, both: bool) -> Standing:
    if both:
        figure = Range(_sum(toll.figure.min, wounds.figure.min), _sum(toll.figure.max, wounds.figure.max))
    else:
        high = _sum(_top(toll.figure), _top(wounds.figure)) if toll.figure.max is not None else None
        figure = Range(toll.figure.min, high)
    return replace(toll, figure=figure, claims=tuple(sorted({*toll.claims, *wounds.claims})))


def _lowered(injured: Sequence[Standing], wounds: Sequence[Standing]) -> list[Standing]:
    """One who dies of wounds moves from injured to killed, in the figures of the origin that says so.

    More who died than were hurt cannot be of them: such a figure takes nobody away, for unknown is never zero.
    """
    result = []
    for s in injured:
        died = [
            w
            for w in wounds
            if w.origin == s.origin and w.moment > s.moment and _top(w.figure) <= _top(s.figure)
        ]
        for w in died:
            figure = Range(_minus(s.figure.min, w.figure.min), _minus(s.figure.max, w.figure.min))
            s = replace(s, figure=figure, claims=tuple(sorted({*s.claims, *w.claims})))
        result.append(s)
    return result


def _top(figure: Range) -> int:
    return figure.max if figure.max is not None else figure.min or 0


def _sum(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b


def _minus(a: int | None, b: int | None) -> int | None:
    return None if a is None else max(0, a - (b or 0))
