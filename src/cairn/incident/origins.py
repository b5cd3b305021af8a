"""Who first said a thing: from joined accounts to the origin of every claim (recording rules 8 and 9).

An account comes with the origin that text comparison found for it. A claim that the text itself
credits to a named source traces to that source instead, so that one article quoting a hospital and an
observatory carries two origins, and five outlets quoting one rescue team carry one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from cairn.extract.model import Claim
from cairn.values import folded, is_arabic
from cairn.vocab.closed import COUNT_KINDS, Event
from cairn.vocab.load import load_toml

from .model import JoinedAccount

QUOTED = "quoted:"
"""What the id of an origin begins with that is known by its name and not by an account's text."""

_BOTH = re.compile(r"\s*([^()\n]{2,60}?)\s*\(([^()\n]{2,60})\)\s*")
_SHORTEST = 4  # letters of a source's name below which a phrase that holds it may hold it by chance


class Origins:
    """Origins of the claims of one incident's accounts; the order of accounts does not matter.

    A quoted source is known where data/quoted.toml lists it, where it is the source of another account here,
    or where the phrase names a body. All accounts of a quoted source, and all copies of them, are one
    origin with those that quote it; of several such sources in one group of copies the first to publish is
    taken, and by name among equals. One name in two scripts is tied where a source or a quote gives both,
    "Hill Clinic (مستوصف التل)"; likeness of sound ties nothing.
    """

    def __init__(self, accounts: Sequence[JoinedAccount]) -> None:
        names = {n for a in accounts if len(n := folded(a.source)) >= _SHORTEST and not n.isdigit()}
        written = {a.source for a in accounts} | {c.attributed_to for a in accounts for _, c in a.claims}
        both = {part: whole for text in sorted(written) for part, whole in _in_two_scripts(text).items()}
        known = {name: name for name in names} | both
        self._names = tuple(sorted(known.items(), key=lambda n: (-len(n[0]), n[0])))
        self._quoted: dict[str, str] = {}
        said = {self.quoted(claim.attributed_to) for a in accounts for _, claim in a.claims} - {""}
        found: dict[str, tuple[str, str]] = {}
        for account in accounts:
            own = self.quoted(account.source)
            if own in said or own in _listed():
                rank = (account.published_iso or "9999", own)
                found[account.origin_id] = min(found.get(account.origin_id, rank), rank)
        self._groups = {origin: own for origin, (_, own) in found.items()}

    def quoted(self, attributed_to: str) -> str:
        """The origin id of the source a phrase names, or "" where nobody in particular is quoted."""
        if not attributed_to:
            return ""
        if attributed_to not in self._quoted:
            phrase = f" {folded(attributed_to)} "
            by_name = next((QUOTED + own for n, own in self._names if f" {n} " in phrase), "")
            self._quoted[attributed_to] = _listed_in(phrase) or by_name or _body_in(phrase)
        return self._quoted[attributed_to]

    def of_claim(self, account: JoinedAccount, claim: Claim) -> str:
        """The origin one claim traces to. Two accounts that quote unnamed witnesses keep two origins."""
        return self.quoted(claim.attributed_to) or self._own(account)

    def of_account(self, account: JoinedAccount) -> str:
        """Where the account's telling as a whole traces to: its one quoted source where every figure is that
        source's, else its own origin."""
        told = {
            self.quoted(claim.attributed_to)
            for _, claim in account.claims
            if claim.kind in COUNT_KINDS and claim.event in (Event.THIS, Event.UPDATE)
        }
        return told.pop() or self._own(account) if len(told) == 1 else self._own(account)

    def by_claim(self, accounts: Sequence[JoinedAccount]) -> Mapping[str, str]:
        """Claim id to origin id, for every claim of every account."""
        return {i: self.of_claim(account, claim) for account in accounts for i, claim in account.claims}

    def _own(self, account: JoinedAccount) -> str:
        return self._groups.get(account.origin_id, account.origin_id)


def claim_origins(accounts: Sequence[JoinedAccount]) -> Mapping[str, str]:
    """Claim id to origin id, for every claim of every account."""
    return Origins(accounts).by_claim(accounts)


@lru_cache(maxsize=100_000)
def _listed_in(phrase: str) -> str:
    """The origin of the longest listed name in a folded phrase that stands between spaces."""
    return next((QUOTED + source for name, source in _named().items() if f" {name} " in phrase), "")


@lru_cache(maxsize=100_000)
def _in_two_scripts(text: str) -> Mapping[str, str]:
    """A name written as "X (Y)" in two scripts: it and both its folded spellings, each to the Latin one."""
    told = _BOTH.fullmatch(text)
    if not told or is_arabic(told[1]) == is_arabic(told[2]):
        return {}
    parts = [folded(told[1]), folded(told[2])]
    latin = parts[is_arabic(told[1])]
    return dict.fromkeys([*parts, folded(text)], latin) if min(map(len, parts)) >= _SHORTEST else {}


def _body_in(phrase: str) -> str:
    """The phrase as an origin where it is short, holds the word of a body ("observatory", "team") and a word
    beside it, and no word for nobody in particular."""
    words = phrase.split()
    body = 2 <= len(words) <= _longest() and not _words("bodies").isdisjoint(words)
    return QUOTED + " ".join(words) if body and _words("nobody").isdisjoint(words) else ""


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
