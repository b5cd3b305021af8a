"""People's names that no person released, blotted out of every text that goes out (rule 4)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .allow_parties import MASK
from .record import Record


def withheld_names(record: Record, incidents: frozenset[str]) -> dict[str, re.Pattern[str]]:
    """By incident, the names of its people that nobody released, as one pattern."""
    names: dict[str, set[str]] = {}
    freed: dict[str, set[str]] = {}
    for claim in record.claims:
        incident = claim.get("incident_id") or ""
        if claim.get("kind") == "victim" and incident in incidents:
            target = freed if claim.get("released") is True else names
            target.setdefault(incident, set()).update((claim.get("value", ""), claim.get("quote", "")))
    for victim in record.victims:
        incident = victim.get("incident_id", "")
        target = freed if victim.get("released") is True else names
        target.setdefault(incident, set()).update((victim.get("name", ""), victim.get("name_ar", "")))
    return {key: _pattern(found - freed.get(key, set())) for key, found in names.items() if key in incidents}


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names, longest first; the empty set matches nothing."""
    parts = sorted({n.strip() for n in names if len(n.strip()) > 2}, key=lambda n: (-len(n), n))
    return re.compile("|".join(map(re.escape, parts)) if parts else r"(?!)", re.IGNORECASE)


def masked(text: str, names: re.Pattern[str] | None) -> str:
    """The text with each name blotted out, letter for letter, so that passages keep their places."""
    return names.sub(lambda m: MASK * len(m.group()), text) if names else text
