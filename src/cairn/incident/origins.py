"""Who first said a thing: from joined accounts to the origin of every claim (recording rules 8 and 9).

An account comes with the origin that text comparison found for it. A claim that the text itself
credits to a named source traces to that source instead, so that one article quoting a hospital and an
observatory carries two origins, and five outlets quoting one rescue team carry one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from cairn.extract.model import Claim
from cairn.values import folded, is_arabic
from cairn.vocab.closed import COUNT_KINDS, Event
from cairn.vocab.load import load_toml
from cairn.vocab.outlets import general_of, names_of, outlet_named

from .model import JoinedAccount

QUOTED = "quoted:"
"""What the id of an origin begins with that is known by its name and not by an account's text."""
BY_HAND = "by-hand:"
"""What the origin of an account begins with that a person decided on: all its claims have that origin, whomever
they quote. The rest of it is the origin's id."""

_BOTH = re.compile(r"\s*([^()\n]{2,60}?)\s*\(([^()\n]{2,60})\)\s*")
_SHORTEST = 4  # letters of a source's name below which a phrase that holds it may hold it by chance


class Origins:
    """Origins of the claims of one incident's accounts; the order of accounts does not matter.

    A quoted source is known where vocab/data/outlets.toml lists it, where it is the source of another account here,
    or where the phrase names a body. A figure that an account gives once with a source and once without, in its
    headline, is that source's. All accounts of a quoted source, and all copies of them, are one
    origin with those that quote it; of several such sources in one group of copies the first to publish is
    taken, and by name among equals. One name in two scripts is tied where a source or a quote gives both,
    "Hill Clinic (مستوصف التل)"; likeness of sound ties nothing. `credited` are further origins that the accounts
    name, which may tell who is meant by a name that several go by.
    """

    def __init__(self, accounts: Sequence[JoinedAccount], credited: Iterable[str] = ()) -> None:
        names = {n for a in accounts if len(n := folded(a.source)) >= _SHORTEST and not n.isdigit()}
        written = {a.source for a in accounts} | {c.attributed_to for a in accounts for _, c in a.claims}
        both = {part: whole for text in sorted(written) for part, whole in _in_two_scripts(text).items()}
        known = {name: name for name in names} | both
        self._names = tuple(sorted(known.items(), key=lambda n: (-len(n[0]), n[0])))
        self._quoted: dict[str, str] = {}
        self._figures: dict[str, Mapping[_Figure, str]] = {}
        self._special: Mapping[str, str] = {}
        said = {self.quoted(claim.attributed_to) for a in accounts for _, claim in a.claims} - {""}
        found: dict[str, tuple[str, str]] = {}
        for account in accounts:
            own = self.quoted(account.source)
            if own in said and not outlet_named(
                account.source
            ):  # of a listed one the account's own origin tells
                rank = (account.published_iso or "9999", own)
                found[account.origin_id] = min(found.get(account.origin_id, rank), rank)
        self._groups = {origin: own for origin, (_, own) in found.items() if not origin.startswith(QUOTED)}
        self._special = _special({*said, *self._groups.values(), *(a.origin_id for a in accounts), *credited})
        self._quoted.clear()

    def quoted(self, attributed_to: str) -> str:
        """The origin id of the source a phrase names, or "" where nobody in particular is quoted."""
        if not attributed_to:
            return ""
        if attributed_to not in self._quoted:
            phrase = f" {folded(attributed_to)} "
            by_name = next((QUOTED + own for n, own in self._names if f" {n} " in phrase), "")
            listed = _listed_in(attributed_to)
            self._quoted[attributed_to] = self._special.get(listed, listed) or by_name or _body_in(phrase)
        return self._quoted[attributed_to]

    def of_claim(self, account: JoinedAccount, claim: Claim) -> str:
        """The origin one claim traces to. Two accounts that quote unnamed witnesses keep two origins."""
        if account.origin_id.startswith(BY_HAND):
            return self._own(account)
        if claim.attributed_to:
            named = self.quoted(claim.attributed_to) or self._meant(account, claim.attributed_to)
            return named or self._own(account)
        return self._sourced(account).get(_figure(claim)) or self._own(account)

    def of_account(self, account: JoinedAccount) -> str:
        """Where the account's telling as a whole traces to: its one quoted source where every figure is that
        source's, else its own origin."""
        told = {
            self.of_claim(account, claim)
            for _, claim in account.claims
            if claim.kind in COUNT_KINDS and claim.event in (Event.THIS, Event.UPDATE)
        }
        return told.pop() if len(told) == 1 else self._own(account)

    def called_here(self, origins: Iterable[str]) -> frozenset[str]:
        """These origins, with those that stand for several of one name as the one of them that is spoken of here."""
        return frozenset(self._special.get(origin, origin) for origin in origins)

    def by_claim(self, accounts: Sequence[JoinedAccount]) -> Mapping[str, str]:
        """Claim id to origin id, for every claim of every account."""
        return {i: self.of_claim(account, claim) for account in accounts for i, claim in account.claims}

    def _own(self, account: JoinedAccount) -> str:
        origin = account.origin_id.removeprefix(BY_HAND)
        found = self._groups.get(account.origin_id, origin)
        return self._special.get(found, found)

    def _meant(self, account: JoinedAccount, phrase: str) -> str:
        """The one listed organisation quoted in the account that "the observatory" alone means; "" for none or two."""
        words = _name_in(folded(phrase))
        if len(words) != 1 or words[0] not in _words("bodies"):
            return ""
        told = {self.quoted(claim.attributed_to) for _, claim in account.claims} | {self._own(account)}
        meant = [origin for origin in told if _is_called(origin, words[0])]
        return meant[0] if len(meant) == 1 else ""

    def _sourced(self, account: JoinedAccount) -> Mapping[_Figure, str]:
        """The figures that the account credits to just one source, each with that source's origin."""
        if account.account_id not in self._figures:
            told: dict[_Figure, set[str]] = {}
            for _, claim in account.claims:
                if claim.attributed_to and claim.kind in COUNT_KINDS:
                    told.setdefault(_figure(claim), set()).add(self.quoted(claim.attributed_to))
            self._figures[account.account_id] = {f: who.pop() for f, who in told.items() if len(who) == 1}
        return self._figures[account.account_id]


def own_origin(account: JoinedAccount) -> str:
    """The id of an account's own origin, without the mark of a person's decision."""
    return account.origin_id.removeprefix(BY_HAND)


def claim_origins(accounts: Sequence[JoinedAccount]) -> Mapping[str, str]:
    """Claim id to origin id, for every claim of every account."""
    return Origins(accounts).by_claim(accounts)


_Figure = tuple[str, str, int | None, int | None]


def _figure(claim: Claim) -> _Figure:
    return claim.kind, claim.group, claim.min, claim.max


def _special(origins: set[str]) -> Mapping[str, str]:
    """For a name that several organisations go by, "Civil Defence", the one of them that is spoken of here."""
    found: dict[str, set[str]] = {}
    for origin in origins:
        if general := general_of(origin.removeprefix(QUOTED)):
            found.setdefault(QUOTED + general, set()).add(origin)
    return {general: special.pop() for general, special in found.items() if len(special) == 1}


@lru_cache(maxsize=100_000)
def _listed_in(phrase: str) -> str:
    """The origin of the listed organisation that a phrase names; "" where it names none."""
    listed = outlet_named(phrase)
    return QUOTED + listed if listed else ""


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
    words = _name_in(phrase)
    body = 2 <= len(words) <= _longest() and not _words("bodies").isdisjoint(words)
    return QUOTED + " ".join(words) if body and _words("nobody").isdisjoint(words) else ""


def _is_called(origin: str, word: str) -> bool:
    """Whether an origin is a listed organisation with a name that holds the folded word."""
    names = names_of(origin.removeprefix(QUOTED)) if origin.startswith(QUOTED) else ()
    return any(word in folded(name).split() for name in names)


def _name_in(phrase: str) -> list[str]:
    """The folded words of a phrase up to where its name ends."""
    words = phrase.split()
    return words[: next((n for n, word in enumerate(words) if word in _words("ends")), len(words))]


@cache
def _words(key: str) -> frozenset[str]:
    words: Sequence[str] = load_toml("quoted", __package__ or "")[key]
    return frozenset(map(folded, words))


@cache
def _longest() -> int:
    return int(load_toml("quoted", __package__ or "")["longest"])
