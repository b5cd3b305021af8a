"""People's names that may not be shown, found however they are written, and blotted out of every text (rule 4).

A handle or an address writes no spaces in a name, and percent signs for letters; an Arabic name may carry vowel signs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from urllib.parse import unquote_plus

from cairn.publish.rows.record import Record

from .parties import MASK

_BETWEEN = r"(?:[\s._+\-\u200c-\u200f]|%(?:2[0BDE]|5F))"
BETWEEN = f"{_BETWEEN}+"
"""What may stand between the parts of a name."""
_MARKS = "[\u0640\u064b-\u0652\u0670]*"
"""Vowel signs and lengthening strokes, which may stand after any Arabic letter."""
_ONE_WORD = 9
"""A name of so many letters or more is one also where its parts are written as one word, as a handle has it."""


def pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the names, longest first, however its parts are joined; None where there is none."""
    wanted = sorted({n.strip() for n in names if n.strip()}, key=lambda n: (-len(n), n))
    return re.compile("|".join(map(_spelt, wanted)), re.IGNORECASE) if wanted else None


def _spelt(name: str) -> str:
    joint = f"{_BETWEEN}*" if sum(map(len, name.split())) >= _ONE_WORD else BETWEEN
    return joint.join(
        "".join(re.escape(c) + (_MARKS if c >= "\u0600" else "") for c in word) for word in name.split()
    )


def address_without(address: str, names: re.Pattern[str] | None) -> str:
    """The address, or "" where a name stands in it: with its letters blotted out it would still lead to the person."""
    if names and (names.search(address) or names.search(unquote_plus(address))):
        return ""
    return address


def withheld_names(record: Record, incidents: Collection[str]) -> dict[str, re.Pattern[str]]:
    """By incident of these, the names of its people that nobody released, as one pattern."""
    names: dict[str, set[str]] = {}
    freed: dict[str, set[str]] = {}
    for claim in record.claims:
        if claim.get("kind") == "victim":
            target = freed if claim.get("released") is True else names
            told = (claim.get("value", ""), claim.get("quote", ""))
            target.setdefault(claim.get("incident_id") or "", set()).update(told)
    for victim in record.victims:
        incident = victim.get("incident_id", "")
        target = freed if victim.get("released") is True else names
        target.setdefault(incident, set()).update((victim.get("name", ""), victim.get("name_ar", "")))
    found = {k: _withheld(told - freed.get(k, set())) for k, told in names.items() if k in incidents}
    return {key: pattern for key, pattern in found.items() if pattern is not None}


def _withheld(names: Iterable[str]) -> re.Pattern[str] | None:
    """Two letters are no name, and what was blotted out already tells none."""
    return pattern_of(n for n in names if len(n.strip()) > 2 and MASK not in n)


def masked(text: str, names: re.Pattern[str] | None) -> str:
    """The text with each name blotted out, letter for letter, so that passages keep their places."""
    return names.sub(lambda m: MASK * len(m.group()), text) if names else text
