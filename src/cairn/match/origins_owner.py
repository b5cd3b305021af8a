"""Who stands behind an account of a report: an organisation under any of its names, a site, a page, a source.

An account's address and names enter, a key leaves that is the same for all that one owner publishes. The address is
believed before the name, for names are typed by those who collect.
"""

from __future__ import annotations

import re

from cairn.incident.origins import QUOTED
from cairn.match.model import AccountFacts
from cairn.sources.kinds import live_address
from cairn.values import folded
from cairn.vocab.outlets import is_platform, outlet_at, outlet_named, site_and_account

_NOT_LETTER = re.compile(r"[\W_]+")
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "gob", "edu", "ac"))
_SHORT_NAME = 8


def owner_of(account: AccountFacts) -> str:
    """The key of who publishes: a listed organisation (its key is the origin of a claim that quotes it), else the
    site or page, else the source; "" where nobody is known.

    A page and a site of one name (`x.com/valleydesk`, `valleydesk.example`) have one owner.
    """
    host, page = site_and_account(live_address(account.url))
    if host and (listed := outlet_at(host, page)):
        return QUOTED + listed
    social = host and not page and is_platform(host)
    if host and not social and (bare := _NOT_LETTER.sub("", page or _label(host))):
        return f"owner:{bare}"
    name = account.source_name or account.source
    if listed := _organisation(name):
        return QUOTED + listed
    if social and len(_NOT_LETTER.sub("", name)) < _SHORT_NAME:
        return ""  # a film or a post in no one's page, by "Omar": there are many
    known = folded(name.lstrip("@"))
    return f"owner:{_NOT_LETTER.sub('', known)}" if known else ""


def owner_in_words(account: AccountFacts) -> str:
    """The owner as a reviewer reads it: the name given, and the site."""
    host, page = site_and_account(live_address(account.url))
    where = f"{host}/{page}" if page else host
    name = account.source_name or account.source
    return f"{name} ({where})" if name and where else name or where or "an unknown source"


def _organisation(name: str) -> str:
    """The listed organisation of a name that is no more than its name and a word or two ("SOHR news")."""
    found = outlet_named(name)
    return found if found and len(folded(name).split()) <= 6 else ""


def _label(host: str) -> str:
    """The name in a host: `valley` of news.valley.co.uk."""
    parts = host.split(".")
    if len(parts) > 2 and parts[-2] in _SECOND_LEVEL:
        return parts[-3]
    return parts[-2] if len(parts) > 1 else host
