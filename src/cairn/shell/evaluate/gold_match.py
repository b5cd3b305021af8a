"""Sets what was read of a labelled text beside its labels: accounts by their overlap, claims by what they say.

A claim is compared as a *figure*: its kind, whom it counts, both ends, and whether it speaks of the account's own
event. A figure told twice is one. How vague words are put in numbers is a policy, so any vague figure of the
same people fits another; a figure with neither end is none, and is asked of nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cairn.extract.model import Account, Claim, PlaceRead
from cairn.extract.reading import read_account
from cairn.vocab.closed import Basis, Event, Group, Kind, Status

from .gold import GoldAccount, GoldText

COUNTED = frozenset({Kind.KILLED, Kind.INJURED})
Figure = tuple[int, str, str, int | str | None, int | None, bool]
"""Number of the account, kind, group, lowest (or "vague"), highest, own event."""


def as_read(text: GoldText) -> tuple[Account, ...]:
    """The labels as a reader would give them, each account summed up by the same policy as ours."""
    return tuple(_as_account(n, account) for n, account in enumerate(text.accounts, start=1))


def _as_account(n: int, told: GoldAccount) -> Account:
    place = PlaceRead("as labelled", point=told.place) if told.place else None
    reading = read_account(told.claims, date=told.date, place=place)
    blamed = tuple(sorted(told.attackers))
    return Account(n, told.main, told.start, told.end, told.claims, replace(reading, belligerents=blamed))


def beside(account: GoldAccount, read: Sequence[Account]) -> Account | None:
    """The account read that shares most of the text with a labelled one; None where none touches it."""
    best = max(read, key=lambda r: _shared(account, r), default=None)
    return best if best is not None and _shared(account, best) > 0 else None


def home_of(claim: Claim, accounts: Sequence[GoldAccount]) -> int:
    """The number of the labelled account in which a claim's words stand; the main one where they stand in none."""
    for n, account in enumerate(accounts):
        if account.start <= claim.start < account.end:
            return n
    return next((n for n, account in enumerate(accounts) if account.main), 0)


def figures(text: GoldText, accounts: Iterable[Account | GoldAccount]) -> dict[Figure, Claim]:
    """Every figure of killed and injured the accounts tell, with the first claim that tells it.

    Vague words for what the labels give a number of in the same account ("dead and wounded" above "three dead") say
    nothing more, and are asked of nobody.
    """
    firm = {f[:2] + f[5:] for f in _told(text, text.accounts) if f[3] != "vague"}
    told = _told(text, accounts)
    return {f: claim for f, claim in told.items() if f[3] != "vague" or f[:2] + f[5:] not in firm}


def _told(text: GoldText, accounts: Iterable[Account | GoldAccount]) -> dict[Figure, Claim]:
    found: dict[Figure, Claim] = {}
    for claim in sorted((c for a in accounts for c in a.claims), key=lambda c: c.start):
        kind = Kind.KILLED if claim.kind is Kind.DIED_OF_WOUNDS else claim.kind
        if kind in COUNTED and (claim.min is not None or claim.max is not None):
            found.setdefault(_figure(claim, kind, home_of(claim, text.accounts)), claim)
    return found


def is_whole(figure: Figure) -> bool:
    """Whether it counts everybody, or everybody armed, and is no part of another."""
    return figure[2] in (Group.ALL, Group.BELLIGERENTS)


def _figure(claim: Claim, kind: Kind, home: int) -> Figure:
    armed = claim.group is Group.ALL and claim.status is Status.BELLIGERENT
    group = Group.BELLIGERENTS if armed else claim.group
    vague = claim.basis is Basis.VAGUE or _is_vague_part(claim)
    low: int | str | None = "vague" if vague else claim.min
    high = None if vague else claim.max
    return home, kind.value, group.value, low, high, claim.event in (Event.THIS, Event.UPDATE)


def _is_vague_part(claim: Claim) -> bool:
    """ "including children": a part from two upward is the bare plural, whatever basis its whole has."""
    part = claim.group in (Group.CHILDREN, Group.WOMEN, Group.MEN)
    return part and claim.min in (1, 2) and claim.max is None


def _shared(a: GoldAccount, b: Account) -> int:
    return min(a.end, b.end) - max(a.start, b.start)
