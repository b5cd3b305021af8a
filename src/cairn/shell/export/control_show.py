"""What is told of a place, word by word, and the state of its areas from day to day; and areas by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cairn.control.beside import as_claimed, percent
from cairn.control.model import Assertion
from cairn.control.share import kind_of
from cairn.control.words import day_of
from cairn.shell.workspace import Workspace

from .control_held import Held, held_in
from .control_share import DRAWINGS, Asked, Found, claim_json, find, origin_json, policy_json
from .control_told import claim_words, who

Json = dict[str, Any]
_HOLDING = {"held": "held by", "contested": "contested between", "not_held": "not held by"}


def show_json(ws: Workspace | None, asked: Asked) -> Json:
    """Every word on the place and its areas by day, and from each day of change on what state each area is in.

    Raises as `find` does.
    """
    found = find(ws, asked)
    told = sorted(_about(found), key=lambda a: (day_of(a) or date.min, a.area, a.id))
    within = [word for word in told if _touches(word, asked)]
    value = {
        "place": found.held.area_name(found.place.id),
        "place_id": found.place.id,
        "first": asked.first.isoformat() if asked.first else None,
        "last": asked.last.isoformat() if asked.last else None,
        "policy": policy_json(found),
        "assertions": [assertion_json(found.held, word) for word in within],
        "drawings": [
            {"id": x.id, "day": x.day.isoformat(), "asserted_by": x.asserted_by, "source": x.source,
             "frame": x.frame, "complete": x.complete}
            for x in (found.held.layers if found.basis == DRAWINGS else ())
        ],
        "states": list(_states(found, asked)) if found.basis != DRAWINGS else [],
        "claims": [claim_json(found, found.beside(a)) for a in found.claims() if _touches(a, asked)],
        "names": {id: found.held.name_of(id) for id in sorted(_named(found))},
        **origin_json(found),
    }  # fmt: skip
    return {**value, "words": "\n".join(_lines(value))}


def _named(found: Found) -> set[str]:
    """Every actor and author of whom words or drawings here speak."""
    return {a for word in found.held.assertions for a in (*word.actors, word.asserted_by)} | {
        layer.asserted_by for layer in found.held.layers
    }


def areas_json(ws: Workspace | None, name: str) -> Json:
    """The areas of a name or P-code. Raises `NotFound` (area-unknown)."""
    held = held_in(ws)
    found = held.areas.find(name)
    if not found:
        held.areas.one(name)
    listed = [
        {
            "id": area.id,
            "names": dict(area.names),
            "kind": area.kind,
            "parent": area.parent,
            "above": [{"id": up, "name": held.area_name(up)} for up in held.areas.above(area.id)],
            "parts": len(held.areas.parts(area.id)),
            "km2": _km2(held, area.id),
        }
        for area in found
    ]
    lines = [
        f"{a['id']}  {held.area_name(str(a['id']))}  {a['kind']}{_in(a)}, {a['parts']} parts" for a in listed
    ]
    return {"areas": listed, "words": "\n".join(lines)}


def _km2(held: Held, id: str) -> float | None:
    """The area of what is outlined whole; None where any of it is not."""
    sizes = [piece.km2 for piece in held.areas.pieces(id)]
    known = [km2 for km2 in sizes if km2 is not None]
    return round(sum(known), 4) if len(known) == len(sizes) else None


def _in(area: Mapping[str, Any]) -> str:
    return f" in {', '.join(up['name'] for up in area['above'][:3])}" if area["above"] else ""


def _about(found: Found) -> list[Assertion]:
    """The words on the place, its parts, and what it is a part of."""
    areas, place = found.held.areas, found.place.id
    around = set(areas.above(place))
    return [
        a
        for a in found.held.assertions
        if a.area == place or a.area in around or place in areas.above(a.area)
        if not found.policy.authors or a.asserted_by in found.policy.authors
    ]


def _touches(word: Assertion, asked: Asked) -> bool:
    day, end = day_of(word) or date.min, word.end or word.start_latest or day_of(word) or date.max
    return (asked.first is None or end >= asked.first) and (asked.last is None or day <= asked.last)


def assertion_json(held: Held, word: Assertion) -> Json:
    """One word with its author, its days and its source."""
    return {
        "id": word.id,
        "area": word.area,
        "area_name": held.area_name(word.area) if word.area else "",
        "holding": word.holding,
        "actors": list(word.actors),
        "share_min": word.share[0] if word.share else None,
        "share_max": word.share[1] if word.share else None,
        "from": _iso(word.start),
        "from_latest": _iso(word.start_latest),
        "to": _iso(word.end),
        "said": _iso(word.said),
        "asserted_by": word.asserted_by,
        "denominator": word.denominator,
        "source": word.source,
        "note": word.note,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _states(found: Found, asked: Asked) -> Iterator[Json]:
    """Each area whose state changed, from the day on which it did."""
    before: dict[str, tuple[str, tuple[Any, ...]]] = {}
    for share in found.shares(found.days_of_change(asked.first, asked.last)):
        for state in share.states:
            now = (kind_of(state), tuple(sorted(state.holders.items())))
            if before.get(state.area) != now:
                before[state.area] = now
                yield {
                    "on": share.day.isoformat(),
                    "area": state.area,
                    "area_name": found.held.area_name(state.area),
                    "status": state.status,
                    "holders": {actor: list(bounds) for actor, bounds in state.holders.items()},
                    "because": [a.id for a in state.because],
                }


def _lines(value: Json) -> Iterator[str]:
    yield f"{value['place']} ({value['place_id']}): words on who held what: {len(value['assertions'])}"
    for word in value["assertions"]:
        author = who(value, [word["asserted_by"]])
        yield f"  {_days(word)}  {word['area_name']} ({word['area']}): {_said(value, word)}, says {author}"
        yield f"      {word['source']}"
    for drawing in value["drawings"]:
        yield f"  {drawing['day']}  drawing by {who(value, [drawing['asserted_by']])}: {drawing['source']}"
    if value["states"]:
        yield f"States, {value['policy']['grouped']}:"
    for state in value["states"]:
        held = ", ".join(
            f"{who(value, [actor])} {percent(*bounds)}"
            for actor, bounds in state["holders"].items()
            if bounds[1]
        )
        status = state["status"].replace("_", " ")
        yield f"  {state['on']}  {state['area_name']} ({state['area']}): {status}  {held}".rstrip()
    for claim in value["claims"]:
        yield claim_words(value, claim)
    if value["from"] == "shipped":
        yield f"From the shipped case {value['case']}." if value["case"] else "From the cases that ship."


def _days(word: Json) -> str:
    first = word["from"] or word["said"] or "?"
    latest = f" (by {word['from_latest']})" if word["from_latest"] else ""
    return f"{first}{latest}" + (f" to {word['to']}" if word["to"] else "")


def _said(value: Json, word: Json) -> str:
    actors = who(value, word["actors"])
    if word["holding"] == "share":
        return f"{as_claimed(word['share_min'], word['share_max'])} held by {actors}"
    return f"{_HOLDING[word['holding']]} {actors}"
