"""Which language a report says it is in: what a cell or a page tells enters, a tag of BCP 47 leaves, or a refusal.

A tag is well formed and begins with a code of ISO 639 (vocab/data/languages.toml). Its letters are written in the
usual case, which changes no meaning: `AR-sy` is `ar-SY`. What it says is kept as a label; the reader of texts finds
the language by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from cairn.errors import RowRejected
from cairn.values import folded
from cairn.vocab.load import load_toml

_LIST = "languages"
_FIRST = re.compile(r"[\s(,;/]{1,3}")
_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-(?:[a-z]{2}|\d{3}))?(-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3})){0,4}"
    r"(-[a-wy-z0-9](-[a-z0-9]{2,8}){1,6}){0,3}(-x(-[a-z0-9]{1,8}){1,6})?",
    re.IGNORECASE,
)


def language_tag(told: str) -> str:
    """The tag, in the usual case; empty where nothing is told.

    Raises `RowRejected` (report-language-unknown), naming the code where a language is told by its name.
    """
    cell = told.strip()
    if not cell:
        return ""
    if _TAG.fullmatch(cell) and cell[:3].rstrip("-").lower() in _codes():
        return _cased(cell)
    raise RowRejected(
        "report-language-unknown",
        "the language is told by no tag of a language that is known",
        field="language",
        value=told,
        remedy=_remedy(cell),
    )


def language_or_none(told: str) -> str:
    """The tag of what a page says of itself, `en_US` too; empty where it is none."""
    try:
        return language_tag(told.partition(",")[0].partition(".")[0].strip().replace("_", "-"))
    except RowRejected:
        return ""


def _remedy(cell: str) -> str:
    code = _names().get(folded(cell)) or _names().get(folded(_FIRST.split(cell)[0]), "")
    other = language_or_none(cell) if "_" in cell else ""
    if code or other:
        return f"Write `{code or other}`."
    return "Write its code, as `ar`, `en` or `ku`, or leave it empty: it is found from the text."


def _cased(tag: str) -> str:
    first, *parts = tag.split("-")
    done = [first.lower()]
    for part in parts:
        single = any(len(p) == 1 for p in done[1:])
        if single or len(part) not in (2, 4) or part[0].isdigit():
            done.append(part.lower())
        else:
            done.append(part.upper() if len(part) == 2 else part.title())
    return "-".join(done)


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    lists = load_toml(_LIST)["codes"]
    return frozenset(code for listed in lists.values() for code in listed.split())


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    return {folded(name): code for code, listed in load_toml(_LIST)["names"].items() for name in listed}
