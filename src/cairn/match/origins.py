"""Which accounts go back to one first-hand source: copies, reposts, and one outlet quoted by many (rule 8).

Accounts enter; an origin id and a sentence for each leave. Four signs give accounts one origin: the same
owner, the same outlet quoted, a repost, the same words over 30 words long. Likeness alone never joins
shorter texts. The result does not depend on the order the accounts come in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from cairn.match.likeness import SHORT, near_copies, shingles, words_of
from cairn.match.model import AccountFacts
from cairn.values import folded
from cairn.vocab.load import load_toml

_OPENING = 3000  # a quoted outlet is named near the start, and the search is bounded by it


def origins(accounts: Sequence[AccountFacts]) -> tuple[dict[str, str], dict[str, str]]:
    """Origin id by account id, and by account id the sentence that says why.

    A copy has the origin of the text it copies; any other account that of the outlet it quotes, or of its
    own source. Ties do not chain: an outlet that copied a monitor once is not that monitor ever after.
    An origin is named after its first account (by publication, then id).
    """
    ordered = sorted(accounts, key=lambda a: (a.published is None, str(a.published), a.account_id))
    copies = _copies(ordered)
    owners = _owners(ordered)
    voices = {a.account_id: _voice(a, owners) for a in ordered}
    first: dict[str, AccountFacts] = {}
    of: dict[str, str] = {}
    why: dict[str, str] = {}
    for account in ordered:
        original, likeness = copies.get(account.account_id, (account.account_id, 1.0))
        voice, reason = voices[original]
        leader = first.setdefault(voice, account)
        of[account.account_id] = f"origin:{leader.account_id}"
        if original != account.account_id and voices[account.account_id][0] != voice:
            reason = f"A near copy of an earlier text ({likeness:.0%} of the wording), counted once with it."
        elif leader is account and reason == _SAME_SOURCE:
            reason = "A source of its own: it copies and quotes no other outlet known to us."
        why[account.account_id] = reason
    return of, why


_SAME_SOURCE = "Published by a source that gave other reports too: they are one voice."


def _voice(account: AccountFacts, owners: Mapping[str, str]) -> tuple[str, str]:
    """Whose words the account gives, as a key, and the reason in words."""
    if quoted := quoted_outlet(account.text):
        voice = _known_owner(quoted, owners)
        return voice, f"Repeats what {quoted} reported, which is one voice however often it is repeated."
    return owner_of(account) or f"account:{account.account_id}", _SAME_SOURCE


def _owners(accounts: Sequence[AccountFacts]) -> dict[str, str]:
    """Owner by name, so that a text that quotes a source known here shares its voice."""
    named: dict[str, str] = {}
    for account in accounts:
        name, owner = _rules().alias(folded(account.source_name)), owner_of(account)
        if name and owner:
            named[name] = min(owner, named.get(name, owner))
    return named


def _known_owner(quoted: str, owners: Mapping[str, str]) -> str:
    """The owner whose name the quoted words begin with; the words themselves where none is known."""
    words = quoted.split()
    names = (" ".join(words[:n]) for n in range(len(words), 0, -1))
    return next((owners[name] for name in names if name in owners), quoted)


def _copies(ordered: Sequence[AccountFacts]) -> dict[str, tuple[str, float]]:
    """For each near copy over 30 words long the first text like it, and how alike they are."""
    rank = {a.account_id: n for n, a in enumerate(ordered)}
    long: dict[str, frozenset[int]] = {}
    for account in ordered:
        words = words_of(account.text)
        if len(words) >= SHORT:
            long[account.account_id] = shingles(words)
    original: dict[str, tuple[str, float]] = {}
    pairs: list[tuple[int, int, float]] = []
    for (a, b), likeness in near_copies(long).items():
        pairs.append((max(rank[a], rank[b]), min(rank[a], rank[b]), likeness))
    for late, early, likeness in sorted(pairs):
        first, later = ordered[early].account_id, ordered[late].account_id
        if later not in original:
            original[later] = (original.get(first, (first, 1.0))[0], likeness)
    return original


def owner_of(account: AccountFacts) -> str:
    """Who stands behind the account: the source's folded name, else the handle or host of the address."""
    if name := folded(account.source.lstrip("@")):
        return _rules().alias(name)
    address = urlsplit(account.url)
    host = address.netloc.lower().removeprefix("www.")
    path = address.path.strip("/").split("/")
    if host in _SHARED_HOSTS:
        return f"{host}/{path[0].lower()}" if path and path[0] not in ("", "watch", "permalink.php") else ""
    return host


_SHARED_HOSTS = frozenset(
    {"x.com", "twitter.com", "facebook.com", "m.facebook.com", "t.me", "youtube.com", "instagram.com"}
)


def quoted_outlet(text: str) -> str:
    """The outlet whose words the text says it repeats, folded; empty where it names none, or witnesses."""
    rules = _rules()
    opening = text[:_OPENING]
    if found := rules.repost.match(opening):
        return _rules().alias(folded(found["name"]))
    for found in rules.quoted.finditer(opening):
        words = found["name"].split()
        kept: list[str] = []
        for word in words:
            bare = folded(word)
            if kept and bare in rules.stops:
                break
            if bare and bare not in rules.stops:
                kept.append(bare)
        if kept and kept[0] not in rules.first_hand:
            return _rules().alias(" ".join(kept[:4]))
    return ""


class _Rules:
    def __init__(self, tables: Mapping[str, Any]) -> None:
        quoted = tables["quoted"]
        phrases = "|".join(re.escape(p) for p in sorted(quoted["phrases"], key=len, reverse=True))
        name = r"(?P<name>[^\W\d_][^\n.,،:;؛()\[\]\"«»|!?؟]{1,60})"
        self.quoted = re.compile(rf"(?<!\w)(?:{phrases})\s{{0,3}}[\"«“]?{name}", re.IGNORECASE)
        self.repost = re.compile(tables["repost"]["pattern"])
        self.stops = frozenset(map(folded, quoted["stops"]))
        self.first_hand = frozenset(map(folded, quoted["first_hand"]))
        self._aliases: dict[str, str] = {
            folded(a): name for name, spellings in tables["aliases"].items() for a in (name, *spellings)
        }

    def alias(self, name: str) -> str:
        """The one name of an outlet known by several, found at the start of the folded name given."""
        words = name.split()
        for n in range(len(words), 0, -1):
            if known := self._aliases.get(" ".join(words[:n])):
                return known
        return name


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    return _Rules(load_toml("origins", "cairn.match"))
