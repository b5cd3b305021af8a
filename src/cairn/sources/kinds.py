"""What kind of source stands behind a report, and whose voice it is: a few columns enter, a kind leaves.

The list in vocab/data/source_kinds.toml decides. Anything unsure stays unknown, and an account on a social
platform that is not listed is a private person, for only an organisation may be named in public (rule 4).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from cairn.errors import CairnError
from cairn.values import folded
from cairn.vocab.closed import SourceKind
from cairn.vocab.load import load_toml, load_words

from .report import Report

_LIST = "source_kinds"
_ARCHIVED = re.compile(
    r"https?://[^/]{1,80}/(?:web/)?\d{4,14}[a-z_]{0,4}/(https?://.*)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class SourceIdentity:
    """Who stands behind a report: a stable id, the name as given, the kind, whose voice it is."""

    id: str
    name: str
    kind: SourceKind
    party: str


@dataclass(frozen=True, slots=True)
class ListedSource:
    """One entry of the list: its kind, the actor whose voice it is ("" for none), and from when to when."""

    kind: SourceKind
    party: str = ""
    start: date | None = None
    end: date | None = None

    def holds_on(self, day: date | None) -> bool:
        """Whether the entry speaks of this day; with no day known, only entries without a beginning do."""
        if day is None:
            return self.start is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class _Index:
    names: Mapping[str, tuple[ListedSource, ...]]
    accounts: Mapping[str, tuple[ListedSource, ...]]
    domains: Mapping[str, tuple[ListedSource, ...]]


def source_of(report: Report) -> SourceIdentity:
    """The source of a report. One publisher, or one account of a platform, is one source.

    An outlet that changed hands is two: its id holds the party. A kind given with the report stands.
    """
    kind = report.source_kind
    if kind is SourceKind.UNKNOWN:
        kind = source_kind(report.platform, report.publisher, report.url, "")
    stated = str(report.extra.get("party") or "")  # a row that names the side wins over our list
    day = report.published.date() if report.published else None
    party = stated or party_of(report.publisher, report.url, day)
    host, account = _host(report.url), _account(report.url)
    if _is_social_host(host):
        place = next((t for t in _tails(host) if t in _social_hosts()), host)
        who = folded(report.publisher) or account
    else:
        place, who = "", folded(report.publisher) or host.removeprefix("www.")
    digest = hashlib.sha256("\x1f".join((place, who, party)).encode()).hexdigest()
    return SourceIdentity("s" + digest[:20], report.publisher or account or host, kind, party)


def source_kind(platform: str, publisher: str, url: str, source_type: str) -> SourceKind:
    """The kind of a source by its address or account, then its name, then what another tool called it.

    An unlisted account on a social platform is INDIVIDUAL; an unlisted site without a told type is UNKNOWN.
    """
    listed = _listed(publisher, url)
    if listed:
        return listed[0].kind
    told = _types().get(source_type.strip().lower().replace(" ", "_"))
    if _is_social(platform, url):
        return SourceKind.OFFICIAL if told is SourceKind.OFFICIAL else SourceKind.INDIVIDUAL
    return told or SourceKind.UNKNOWN


def party_of(publisher: str, url: str, published: date | None = None) -> str:
    """The id of the actor whose own voice the source is, "" for none; by the day where it changed hands."""
    entries = _listed(publisher, url)
    return next((e.party for e in entries if e.party and e.holds_on(published)), "")


def _listed(publisher: str, url: str) -> tuple[ListedSource, ...]:
    host = _host(url)
    return _listed_at(publisher, host, _account(url) if _is_social_host(host) else "")


@lru_cache(maxsize=4096)
def _listed_at(publisher: str, host: str, account: str) -> tuple[ListedSource, ...]:
    """An outlet has many addresses and few hosts."""
    index = _index()
    if _is_social_host(host):
        by_account = index.accounts.get(account) if account else None
        handle = publisher.strip().lstrip("@").casefold()
        return by_account or index.accounts.get(handle, ()) or index.names.get(folded(publisher), ())
    for domain in _tails(host):
        if domain in index.domains:
            return index.domains[domain]
    handle = publisher[1:].casefold() if publisher.startswith("@") else ""
    return index.names.get(folded(publisher), ()) or index.accounts.get(handle, ())


def _is_social(platform: str, url: str) -> bool:
    named = platform.strip().casefold() in load_words(_LIST, "social.platforms")
    return named or _is_social_host(_host(url))


@lru_cache(maxsize=4096)
def _is_social_host(host: str) -> bool:
    return _ends_with(host, _social_hosts())


def _social_hosts() -> tuple[str, ...]:
    return load_words(_LIST, "social.hosts")


def _host(url: str) -> str:
    try:
        return (urlsplit(live_address(url)).hostname or "").casefold()
    except ValueError:
        return ""


def live_address(url: str) -> str:
    """The address itself where it is wrapped in a web archive's."""
    hit = _ARCHIVED.match(url.strip())
    return hit[1] if hit else url.strip()


def _account(url: str) -> str:
    try:
        parts = [p for p in urlsplit(live_address(url)).path.split("/") if p]
    except ValueError:
        return ""
    if parts and parts[0] in ("s", "c", "user", "channel") and len(parts) > 1:
        parts = parts[1:]
    return parts[0].lstrip("@").casefold() if parts else ""


def _tails(host: str) -> Iterator[str]:
    parts = host.split(".")
    return (".".join(parts[i:]) for i in range(len(parts) - 1))


def _ends_with(host: str, domains: tuple[str, ...]) -> bool:
    return any(tail in domains for tail in _tails(host))


@lru_cache(maxsize=1)
def _types() -> Mapping[str, SourceKind]:
    table = load_toml(_LIST)["types"]
    return MappingProxyType({word: SourceKind(kind) for kind, listed in table.items() for word in listed})


@lru_cache(maxsize=1)
def _index() -> _Index:
    names: dict[str, tuple[ListedSource, ...]] = {}
    accounts: dict[str, tuple[ListedSource, ...]] = {}
    domains: dict[str, tuple[ListedSource, ...]] = {}
    for row in load_toml(_LIST)["source"]:
        entry = _entry(row)
        for spelling in row.get("names", ()):
            key = folded(spelling)
            names[key] = (*names.get(key, ()), entry)
        for spelling in row.get("accounts", ()):
            accounts[spelling.casefold()] = (*accounts.get(spelling.casefold(), ()), entry)
        for spelling in row.get("domains", ()):
            domains[spelling.casefold()] = (*domains.get(spelling.casefold(), ()), entry)
    return _Index(names, accounts, domains)


def _entry(row: Mapping[str, Any]) -> ListedSource:
    try:
        kind = SourceKind(row.get("kind", ""))
        days = [date.fromisoformat(str(row[key])) if key in row else None for key in ("from", "until")]
    except ValueError as fault:
        raise CairnError(
            "source-list-invalid",
            f"an entry of the list of sources cannot be read: {fault}",
            field="source",
            value=row.get("names", row.get("domains", "")),
            remedy="Correct vocab/data/source_kinds.toml.",
        ) from fault
    return ListedSource(kind, str(row.get("party", "")), days[0], days[1])
