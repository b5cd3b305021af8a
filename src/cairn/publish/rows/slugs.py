"""Names fit for an address and for a file on every disk, made from any id or code, however hostile.

Enters: what is to be named, by its key. Leaves: key -> letters, figures, dots, dashes; no two that a disk takes for one,
none that a system keeps for its devices, none that is a page of our own beside them, none too long for a file.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping

_ANCHOR = re.compile(r"[A-Za-z0-9._:-]{1,100}")
LONGEST = 100
"""Letters of a name; one that would be longer is cut and carries a mark of its key."""

_NOT_SLUG = re.compile(r"[^A-Za-z0-9._-]+")
_KEPT = re.compile(r"(?i)index|(con|prn|aux|nul|com\d|lpt\d|conin|conout)(\..*)?|desktop\.ini|thumbs\.db")
"""Names that stand for something else: the page of a list, and devices of Windows, whatever their ending."""

_PAGE = re.compile(r"(?i)\.(html|json|csv|atom)$")
"""A folder of such a name could stand where a page does, its twin or its feed."""


def slugs(names: Mapping[str, str]) -> dict[str, str]:
    """key -> a name fit for an address; two that some disk takes for one carry a mark of their key."""
    plain = {key: _plain(name) for key, name in names.items()}
    seen = Counter(slug.casefold() for slug in plain.values())
    made = {
        key: slug if seen[slug.casefold()] == 1 and len(slug) <= LONGEST else _marked(slug, key)
        for key, slug in plain.items()
    }
    if len({slug.casefold() for slug in made.values()}) == len(made):
        return made
    # somebody chose a name that is another's mark: a mark that is longer than any name can be
    return {key: slug if slug == plain[key] else _marked(slug, key, 128) for key, slug in made.items()}


def slug_of(name: str) -> str:
    """One name as it would stand alone."""
    return slugs({name: name})[name]


def anchored(key: str) -> str:
    """An id as a part of the id of a place in a page: itself, or a mark of it where a page could not hold it."""
    if _ANCHOR.fullmatch(key):
        return key
    return "x" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _plain(name: str) -> str:
    slug = _NOT_SLUG.sub("-", name).strip("-.") or "x"
    slug = _PAGE.sub(r"-\1", slug)
    return f"x-{slug}" if _KEPT.fullmatch(slug) else slug


def _marked(slug: str, key: str, length: int = 8) -> str:
    mark = hashlib.sha512(key.encode("utf-8", "surrogatepass")).hexdigest()
    if length == 8:  # as addresses have been since the first release
        mark = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{slug[: LONGEST - 9]}-{mark[:length]}"
