"""Who held the ground of an incident on its day: its row enters, the answer as an object and in lines leaves.

Words on named areas answer where any reaches the day, else the drawings. Asked for within the whole radius to which the
place is known: whoever held any of that may have held the place. Internal; the pages ask within the circle they show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from cairn.control.ground import Ground, Touched, held_on_drawings, held_within
from cairn.control.model import Policy
from cairn.shell.records.moment import Moment
from cairn.shell.workspace import Workspace

from .control_held import Held, held_in
from .control_share import DRAWINGS, WORDS

Json = dict[str, Any]
_WIDEST_M = 12_000
"""What is known no nearer than a subdistrict lies on no ground in particular."""


def ground_json(ws: Workspace, row: Mapping[str, Any], then: Moment | None = None) -> list[Json]:
    """Who held the ground on the first and the last possible day of an incident; none where nothing is told here, or
    where day or place are not known."""
    days = sorted({date.fromisoformat(row[c][:10]) for c in ("date_start", "date_end") if row.get(c)})
    lat, lon, radius = (row.get(c) for c in ("lat", "lon", "place_radius_m"))
    if not days or lat is None or lon is None or not radius or radius > _WIDEST_M:
        return []
    held = held_in(ws, then)
    if not held.assertions and not held.layers:
        return []
    return [_json(held, *_answer(held, float(lat), float(lon), float(radius), day)) for day in days]


def _answer(held: Held, lat: float, lon: float, radius: float, day: date) -> tuple[Ground, str]:
    policy = Policy()
    told = held_within(lat, lon, radius, day, held.words(policy))
    if told.answer != "no_word" or not held.layers:
        return told, WORDS
    return held_on_drawings(lat, lon, radius, day, held.drawings(policy)), DRAWINGS


def _json(held: Held, ground: Ground, basis: str) -> Json:
    return {
        "on": ground.day.isoformat(),
        "answer": ground.answer,
        "holder": ground.holder or None,
        "holder_name": held.name_of(ground.holder) if ground.holder else None,
        "may_have_held": list(ground.may_have_held),
        "touched": [_touched(held, one) for one in ground.touched],
        "asserted_by": list(ground.authors),
        "because": [a.id for a in ground.because],
        "days_since": ground.days_since,
        "basis": basis,
        "names": {id: held.name_of(id) for id in sorted({*ground.may_have_held, *ground.authors})},
    }


def _touched(held: Held, one: Touched) -> Json:
    return {
        "area": one.area or None,
        "area_name": held.area_name(one.area) if one.area else None,
        "part": None if one.part is None else round(one.part, 4),
        "status": one.status,
        "holders": {actor: list(bounds) for actor, bounds in one.holders.items()},
        "last_word": one.last_word.isoformat() if one.last_word else None,
    }


def ground_words(answers: Iterable[Json]) -> Iterator[str]:
    """The answers in lines."""
    for value in answers:
        yield f"ground on {value['on']}: {_in_words(value)}"
        if value["answer"] == "not_clear":
            yield from (f"  {line}" for line in map(_piece, value["touched"]))


def _in_words(value: Json) -> str:
    by = " and ".join(value["names"].get(a, a) for a in value["asserted_by"])
    since = value["days_since"]
    old = (
        ""
        if since is None
        else f", last word {since} day{'' if since == 1 else 's'} before"
        if since
        else ", that day"
    )
    if value["answer"] == "held":
        return f"held by {value['holder_name']}, says {by}{old}"
    if value["answer"] == "no_word":
        return "no word on who held it"
    names = ", ".join(value["names"].get(a, a) for a in value["may_have_held"])
    return f"not clear; may have been held by {names or 'anybody'} ({by}{old})"


def _piece(one: Json) -> str:
    where = f"{one['area_name']} ({one['area']})" if one["area"] else "ground of no named area"
    part = "" if one["part"] is None else f", {max(1, round(100 * one['part']))}% of the circle"
    who = " and ".join(actor for actor, (_, high) in one["holders"].items() if high)
    return f"{where}{part}: {one['status'].replace('_', ' ')} {who}".rstrip()
