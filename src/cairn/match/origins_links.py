"""Which accounts lead to another by what they share: the address of its report, or the same picture or film.

Accounts in order of time enter; by account the earlier one it leads to, and what they share, leave. A link counts where
it leads to one item, in a post that is about little else; a picture that many reports show is a stock image.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import parse_qs, urlsplit

from cairn.match.model import AccountFacts
from cairn.sources.kinds import live_address
from cairn.vocab.load import load_toml, load_words
from cairn.vocab.outlets import site_and_account

_LINK = re.compile(r"https?://[^\s<>\"'()\[\]؛،]{4,400}")
_ITEM = re.compile(r"\d{3}|[-_/%][^/]{8}")  # what an address of one item holds: a number, or a title
_NAMED_IN_QUERY = ("v", "story_fbid", "fbid", "id", "p")


def shared_links(ordered: Sequence[AccountFacts]) -> dict[str, tuple[str, str]]:
    """Account id to the account whose report it links to, which is not of a later day, and the link.

    Two posts that link to one item that is no report here lead to one another, the later to the earlier.
    """
    at: dict[str, AccountFacts] = {}
    for account in ordered:
        if address := item_address(account.url):
            at.setdefault(address, account)
    linked: dict[str, AccountFacts] = {}
    found: dict[str, tuple[str, str]] = {}
    for account in ordered:
        for link in _links_of(account):
            target = at.get(link) or linked.setdefault(link, account)
            if target.report_id != account.report_id and not _is_later(target, account):
                found.setdefault(account.account_id, (target.account_id, link))
    return found


def shared_media(ordered: Sequence[AccountFacts]) -> dict[str, tuple[str, str]]:
    """Account id to the first account that shows the same picture or film, and its hash."""
    rules = load_toml("origins", "cairn.match")["links"]
    showing: dict[str, list[AccountFacts]] = {}
    for account in ordered:
        for media in account.media:
            showing.setdefault(media, []).append(account)
    found: dict[str, tuple[str, str]] = {}
    for media, accounts in sorted(showing.items()):
        days = [a.published for a in accounts if a.published]
        stock = len({a.report_id for a in accounts}) > rules["crowd"]
        if stock or (days and (max(days) - min(days)).days > rules["days"]):
            continue
        for account in accounts[1:]:
            if account.report_id != accounts[0].report_id:
                found.setdefault(account.account_id, (accounts[0].account_id, media))
    return found


def media_hashes(extra: Mapping[str, object]) -> tuple[str, ...]:
    """The hashes of a report's pictures and films: its column `media`, a list of texts or one text with spaces between.

    Any hash that is equal for equal bytes, or for pictures that look alike, will do; the letter case is not read.
    """
    given = extra.get("media")
    parts = given.split() if isinstance(given, str) else given if isinstance(given, list | tuple) else ()
    return tuple(dict.fromkeys(p.strip().casefold() for p in parts if isinstance(p, str) and p.strip()))


def item_address(url: str) -> str:
    """An address as compared: without scheme, `www`, fragment and tracking; "" where it leads to no one item."""
    try:
        parts = urlsplit(live_address(url))
        host = (parts.hostname or "").casefold().removeprefix("www.").removeprefix("m.").removeprefix("web.")
    except ValueError:
        return ""
    if not host or host in load_words("origins", "links.shorteners", "cairn.match"):
        return ""
    path = parts.path.rstrip("/")
    query = parse_qs(parts.query)
    named = "&".join(f"{name}={query[name][0]}" for name in _NAMED_IN_QUERY if name in query)
    _, page = site_and_account(f"https://{host}{path}")
    depth = path.count("/")
    if not named and (not _ITEM.search(path) or (page and depth < 2)):
        return ""
    host = "x.com" if host == "twitter.com" else host
    return f"{host}{path.casefold()}{'?' if named else ''}{named}"


def _links_of(account: AccountFacts) -> Iterable[str]:
    """The items a post links to, but for itself; none for a long text, whose links may be to background."""
    if len(account.text.split()) > load_toml("origins", "cairn.match")["links"]["longest"]:
        return ()
    own = item_address(account.url)
    links = (item_address(link) for link in _LINK.findall(account.text))
    return dict.fromkeys(link for link in links if link and link != own)


def _is_later(one: AccountFacts, other: AccountFacts) -> bool:
    return bool(one.published and other.published and one.published > other.published)
