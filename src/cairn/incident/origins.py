"""Who first said a thing: from joined accounts to the origin of every claim (recording rules 8 and 9).

An account comes with the origin that text comparison found for it. A claim that the text itself
credits to a named source traces to that source instead, so that one article quoting a hospital and an
observatory carries two origins, and five outlets quoting one rescue team carry one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from cairn.extract.model import Claim
from cairn.values import folded
from cairn.vocab.closed import COUNT_KINDS, Event
from cairn.vocab.load import load_toml

from .model import JoinedAccount

QUOTED = "quoted:"
"""What the id of an origin begins with that is known by its name and not by an account's text."""


def claim_origins(accounts: Sequence[JoinedAccount]) -> Mapping[str, str]:
    """Claim id to origin id, for every claim of every account; the order of accounts does not matter."""
    groups = known_groups(accounts)
    return {
        claim_id: origin_of(account, claim, groups)
        for account in accounts
        for claim_id, claim in account.claims
    }


def known_groups(accounts: Sequence[JoinedAccount]) -> Mapping[str, str]:
    """Origin ids of accounts that are a named source's own words, to that source's origin.

    A source is known by name where data/quoted.toml lists it or another account here quotes it. Where an
    observatory's own post is among the copies of a text, the whole group is the observatory's; of several
    such sources in one group the first to publish is taken, and by name among equals.
    """
    quoted = {quoted_origin(claim.attributed_to) for account in accounts for _, claim in account.claims} - {
        ""
    }
    found: dict[str, tuple[str, str]] = {}
    for account in accounts:
        own = quoted_origin(account.source)
        if own not in quoted and own not in _listed():
            continue
        rank = (account.published_iso or "9999", own)
        found[account.origin_id] = min(found.get(account.origin_id, rank), rank)
    return {origin: own for origin, (_, own) in found.items()}


def origin_of(account: JoinedAccount, claim: Claim, groups: Mapping[str, str]) -> str:
    """The origin one claim traces to. Two accounts that quote unnamed witnesses keep two origins."""
    quoted = quoted_origin(claim.attributed_to)
    return quoted or groups.get(account.origin_id, account.origin_id)


def account_origin(account: JoinedAccount, groups: Mapping[str, str]) -> str:
    """Where the account's telling as a whole traces to: its one quoted source where every figure is that
    source's, else its own origin."""
    told = {
        quoted_origin(claim.attributed_to)
        for _, claim in account.claims
        if claim.kind in COUNT_KINDS and claim.event in (Event.THIS, Event.UPDATE)
    }
    if len(told) == 1 and (only := told.pop()):
        return only
    return groups.get(account.origin_id, account.origin_id)


@lru_cache(maxsize=100_000)
def quoted_origin(attributed_to: str) -> str:
    """The origin id of a named source as quoted, or "" where nobody in particular is quoted.

    A name that data/quoted.toml lists is found anywhere in the phrase; another phrase is a name where it is
    short, holds the word of a body ("observatory", "team") and no word for nobody in particular.
    """
    plain = folded(attributed_to)
    words = plain.split()
    padded = f" {plain} "
    for spelling, source in _named().items():
        if f" {spelling} " in padded:
            return QUOTED + source
    body = 2 <= len(words) <= _longest() and not _words("bodies").isdisjoint(words)
    return QUOTED + plain if body and _words("nobody").isdisjoint(words) else ""


@cache
def _named() -> Mapping[str, str]:
    """Folded spelling to source, longest spelling first."""
    table: Mapping[str, Sequence[str]] = load_toml("quoted", __package__ or "")["named"]
    found = {folded(spelling): source for source, spellings in table.items() for spelling in spellings}
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def _listed() -> frozenset[str]:
    return frozenset(QUOTED + source for source in _named().values())


@cache
def _words(key: str) -> frozenset[str]:
    words: Sequence[str] = load_toml("quoted", __package__ or "")[key]
    return frozenset(map(folded, words))


@cache
def _longest() -> int:
    return int(load_toml("quoted", __package__ or "")["longest"])
