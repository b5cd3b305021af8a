"""Organisations that report, by name, account or site: words or an address enter, an organisation's id leaves.

The list is vocab/data/outlets.toml. One organisation has many names and pages, and is one voice under all of them
(recording rule 8); whoever is not listed has no id here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cairn.errors import CairnError
from cairn.values import folded

from .load import load_toml, load_words, of_words

_LIST = "outlets"
_PAGE = 8  # letters of a listed account or name from which a longer handle that begins so is a page of it
_CLITIC = r"(?:و?(?:[بلفك](?:ال)?|لل|ال)|و)?"  # "and", "by", "to" are written onto an Arabic word
_NOT_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A listed name in folded text: the organisation, and where the name begins and ends."""

    outlet: str
    start: int
    end: int


def outlets_in(text: str) -> Iterator[Found]:
    """Every listed name that stands between spaces in a folded text, first to last, the longest of each place."""
    for hit in _index().names.finditer(text):
        yield Found(_index().by_name[hit["name"]], hit.start("name"), hit.end())


def outlet_named(phrase: str) -> str:
    """The organisation with the longest listed name that the phrase holds, whatever its letters' shapes; "" for none."""
    found = sorted(outlets_in(folded(phrase)), key=lambda f: (f.start - f.end, f.start))
    return found[0].outlet if found else ""


def outlet_at(host: str, account: str = "") -> str:
    """The organisation of a site, or of an account of a social platform; "" for none."""
    index = _index()
    if account:
        bare = _NOT_LETTER.sub("", account.casefold())
        whole = index.accounts.get(bare)
        longest = (bare[:n] for n in range(len(bare) - 1, _PAGE - 1, -1))
        return whole or next((index.accounts[part] for part in longest if part in index.accounts), "")
    parts = host.casefold().split(".")
    tails = (".".join(parts[n:]) for n in range(len(parts)))
    return next((index.domains[tail] for tail in tails if tail in index.domains), "")


def general_of(outlet: str) -> str:
    """The id under which the name stands that this organisation shares with others of its kind; "" for none."""
    return _index().general.get(outlet, "")


def names_of(outlet: str) -> tuple[str, ...]:
    """The names an organisation goes by, as listed; none for an id that is not listed."""
    rows: Mapping[str, Mapping[str, Sequence[str]]] = load_toml(_LIST)["outlet"]
    return tuple(rows.get(outlet, {}).get("names", ()))


def writes(outlet: str) -> str:
    """`first hand` where it tells what its own people saw or counted, `for others` where others print it whole under
    its name, as a news agency; "" for others and for whoever is not listed."""
    return _index().writes.get(outlet, "")


@dataclass(frozen=True, slots=True)
class _Index:
    names: re.Pattern[str]
    by_name: Mapping[str, str]
    accounts: Mapping[str, str]
    domains: Mapping[str, str]
    general: Mapping[str, str]
    writes: Mapping[str, str]


@of_words()
def _index() -> _Index:
    rows: Mapping[str, Mapping[str, Sequence[str]]] = load_toml(_LIST)["outlet"]
    by_name: dict[str, str] = {}
    accounts: dict[str, str] = {}
    for outlet, row in rows.items():
        for name in row.get("names", ()):
            _once(by_name, folded(name), outlet, name)
            if name.isascii() and len(bare := _NOT_LETTER.sub("", name.casefold())) >= _PAGE:
                accounts.setdefault(bare, outlet)
        for account in row.get("accounts", ()):
            accounts[_NOT_LETTER.sub("", account.casefold())] = outlet
    longest = sorted(by_name, key=lambda name: (-len(name), name))
    return _Index(
        names=re.compile(rf"(?<!\S){_CLITIC}(?P<name>{'|'.join(map(re.escape, longest))})(?!\S)"),
        by_name=by_name,
        accounts=accounts,
        domains={
            domain.casefold(): outlet for outlet, row in rows.items() for domain in row.get("domains", ())
        },
        general={outlet: str(row["general"]) for outlet, row in rows.items() if "general" in row},
        writes={outlet: str(row["writes"]) for outlet, row in rows.items() if "writes" in row},
    )


def _once(known: dict[str, str], name: str, outlet: str, written: str) -> None:
    if known.setdefault(name, outlet) != outlet:
        raise CairnError(
            "outlet-named-twice",
            f"two organisations go by one name: {known[name]} and {outlet}",
            field="names",
            value=written,
            remedy="Give the name to one of them, or to an id of its own that both name as `general`.",
        )


def site_and_account(address: str) -> tuple[str, str]:
    """The host of a live address and, on a platform where anybody may have one, the account's name ("" for none)."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").casefold().removeprefix("www.")
    except ValueError:
        return "", ""
    if not is_platform(host):
        return host, ""
    path = [p for p in parts.path.split("/") if p]
    if path and path[0] in ("s", "c", "user", "channel", "people") and len(path) > 1:
        path = path[1:]
    account = path[0].lstrip("@").casefold() if path else ""
    return host, "" if account in _NO_ACCOUNT else account


@of_words(maxsize=100_000)
def is_platform(host: str) -> bool:
    """Whether anybody may open an account there: a listed host, or one that is called as a platform is."""
    parts = host.split(".")
    tails = (".".join(parts[n:]) for n in range(len(parts)))
    hosts, platforms = (
        load_words("source_kinds", "social.hosts"),
        load_words("source_kinds", "social.platforms"),
    )
    return any(tail in hosts for tail in tails) or (len(parts) > 1 and parts[-2] in platforms)


_NO_ACCOUNT = frozenset(
    ("watch", "permalink.php", "story.php", "photo", "photo.php", "photos", "groups", "reel", "reels", "share", "i",
     "status", "videos", "video.php", "p", "shorts", "embed", "hashtag", "search", "profile.php", "events", "url")
)  # fmt: skip
