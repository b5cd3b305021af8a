"""Which claims set the ends of an incident's range, which entered it, and which did not and why.

Enters: an index and an incident's id. Leaves: a `Standing` for each claim, and the ends and reasons in a language.
Where a person set an end, the claims that give the same figure are told as such, and not as what it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cairn.publish.rows.index import Index
from cairn.publish.rows.record import ClaimRow
from cairn.publish.wording.out_of_range import out_words
from cairn.vocab.labels import say

RANGED = ("killed", "injured")
_PERSON = "person"
_TAKEN = ("date", "place")
_EVENTS = ("this", "update", "")


@dataclass(frozen=True, slots=True)
class Standing:
    """How one claim stands to the range: `end` is min, max, both, taken (its day or place is the incident's), out,
    overruled (a person set the range so that its figure lies outside), or ""; `why` is the core's reason where it is
    out; `by_person` where a person set the end to the figure it gives."""

    end: str = ""
    why: str = ""
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """One end of a range: what it is, and the claims that set it or, where a person did, that give the same figure."""

    words: str
    by_person: bool
    claims: tuple[str, ...]


IN = Standing()


def standings(found: Index, incident_id: str) -> dict[str, Standing]:
    """Claim id -> how it stands; a claim that is not named is within the range or has none."""
    weighed = found.weighed.get(incident_id)
    if weighed is None:
        return {}
    told = {key: Standing("out", why) for key, why in weighed.get("excluded", {}).items()}
    for name in RANGED:
        low, high = (_claims(found, incident_id, name, end) for end in ("min", "max"))
        for key in {*low, *high}:
            end = "both" if key in low and key in high else "min" if key in low else "max"
            told[key] = Standing(end, by_person=(low if key in low else high)[key])
        for key in _outside(found, incident_id, name):
            told.setdefault(key, Standing("overruled"))
    for name in _TAKEN:
        for key in weighed.get("receipts", {}).get(name, ()):
            told.setdefault(key, Standing("taken"))
    return told


def _claims(found: Index, incident_id: str, name: str, end: str) -> dict[str, bool]:
    """The claims at one end of a range; the value says that a person set it."""
    weighed, row = found.weighed[incident_id], dict(found.incidents[incident_id])
    rests = weighed.get("receipts", {}).get(f"{name}_{end}", ())
    if _PERSON not in rests:
        return dict.fromkeys(rests, False)
    value, excluded = row.get(f"{name}_{end}"), weighed.get("excluded", {})
    return {
        c["id"]: True
        for c in found.claims.get(incident_id, ())
        if value is not None and c["id"] not in excluded and _gives(c, name, end) == value
    }


def _outside(found: Index, incident_id: str, name: str) -> list[str]:
    """The claims of all people whose last word lies outside a range that a person set: the core gives them no reason."""
    weighed, row = found.weighed[incident_id], dict(found.incidents[incident_id])
    if not any(_PERSON in weighed.get("receipts", {}).get(f"{name}_{end}", ()) for end in ("min", "max")):
        return []
    lowest, highest = row.get(f"{name}_min"), row.get(f"{name}_max")
    outside = []
    for claim in found.claims.get(incident_id, ()):
        low, high = _gives(claim, name, "min"), claim.get("max")
        if not isinstance(low, int) or claim.get("status") == "belligerent":
            continue
        below = isinstance(high, int) and isinstance(lowest, int) and high < lowest
        if below or (isinstance(highest, int) and low > highest):
            outside.append(claim["id"])
    return outside


def _gives(claim: ClaimRow, name: str, end: str) -> object:
    """The figure of a claim of all people at one end, or None."""
    if (
        claim.get("kind") != name
        or claim.get("group", "all") != "all"
        or claim.get("event", "") not in _EVENTS
    ):
        return None
    low, high = claim.get("min"), claim.get("max")
    return low if end == "min" else high if high is not None else low


def ends(found: Index, incident_id: str, lang: str) -> list[End]:
    """Both ends of what is known of the killed and the injured."""
    weighed, row = found.weighed.get(incident_id), dict(found.incidents[incident_id])
    if weighed is None:
        return []
    shown = []
    for name in RANGED:
        for end in ("min", "max"):
            value = row.get(f"{name}_{end}")
            if not isinstance(value, int):
                continue
            words = say(lang, f"rests_{end}", what=say(lang, f"civilians_{name}"), n=value)
            rests = weighed.get("receipts", {}).get(f"{name}_{end}", ())
            claims = tuple(_claims(found, incident_id, name, end))
            shown.append(End(words, _PERSON in rests, claims))
    return shown


def reasons(found: Index, told: Mapping[str, Standing], lang: str) -> dict[str, list[str]]:
    """Reason in words -> the claims that entered no range for it, in the order of the reasons' words."""
    grouped: dict[str, list[str]] = {}
    for key, standing in told.items():
        if standing.end == "out":
            grouped.setdefault(out_words(found, standing.why, lang), []).append(key)
        elif standing.end == "overruled":
            grouped.setdefault(say(lang, "out_overruled"), []).append(key)
    return dict(sorted(grouped.items()))
