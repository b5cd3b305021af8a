"""Check what a tally is asked for: a name nobody knows is refused, for a silent zero would read as peace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from cairn.errors import NotAllowed, NotFound
from cairn.places.gazetteer import Gazetteer
from cairn.tally.model import Definition, Row
from cairn.values import folded
from cairn.vocab.actors import Actor


def checked(
    definition: Definition, rows: Sequence[Row], actors: Mapping[str, Actor], gazetteer: Gazetteer
) -> Definition:
    """The definition with actors by id, and its place by the name the record has for it.

    Raises `NotFound` for an actor, country or place that is unknown, `NotAllowed` for days out of order.
    """
    if definition.from_day and definition.to_day and definition.to_day < definition.from_day:
        raise NotAllowed(
            "days-out-of-order",
            "the last day is before the first, so no day is asked for",
            field="to",
            value=definition.to_day,
            remedy=f"Name a day from {definition.from_day} on.",
        )
    told = {folded(a): a for row in rows for a in (*row.actors, *row.named)}  # a register's own names
    names = told | _actor_names(actors)
    return replace(
        definition,
        actors=tuple(dict.fromkeys(_actor(a, names) for a in definition.actors)),
        country=_country(definition.country, rows, gazetteer),
        place=_place(definition.place, rows, gazetteer),
    )


def _actor_names(actors: Mapping[str, Actor]) -> dict[str, str]:
    """Every spelling of every actor, folded, and the id behind it."""
    found = {folded("unknown"): "unknown"}
    for actor in actors.values():
        for spelling in (actor.id, actor.id.replace("_", " "), *actor.names.values(), *actor.aliases):
            found.setdefault(folded(spelling), actor.id)
    return found


def _actor(asked: str, names: Mapping[str, str]) -> str:
    if known := names.get(folded(asked)):
        return known
    near = [names[n] for n in get_close_matches(folded(asked), names, n=5, cutoff=0.6)]
    raise _unknown("actor", asked, near or sorted(set(names.values())), "`cairn export actors` lists all.")


def _country(asked: str, rows: Sequence[Row], gazetteer: Gazetteer) -> str:
    code = asked.strip().upper()
    if not code:
        return ""
    known = {r.country for r in rows if r.country} | {p.country for p in gazetteer if p.country}
    if code in known:
        return code
    raise _unknown("country", asked, sorted(known), "Countries go by their two letters.")


def _place(asked: str, rows: Sequence[Row], gazetteer: Gazetteer) -> str:
    """As asked where the record has it so; else by the gazetteer's name for it."""
    wanted = folded(asked)
    if not wanted:
        return ""
    names = {folded(n) for r in rows for n in (*r.place_names, r.admin1_pcode) if n}
    if wanted in names or gazetteer.get(asked.strip().upper()):
        return asked
    meant = gazetteer.candidates(asked)
    for place in meant:
        for name in (place.name_en, place.name_ar, *place.names):
            if folded(name) in names:
                return name
    if meant:
        return asked
    near = get_close_matches(wanted, names, n=5, cutoff=0.6)
    shown = {folded(n): n for r in rows for n in (*r.place_names, r.admin1_pcode) if n}
    raise _unknown("place", asked, [shown[n] for n in near], "Give a name or a P-code of the gazetteer.")


def _unknown(what: str, asked: str, near: Iterable[str], remedy: str) -> NotFound:
    listed = ", ".join(list(dict.fromkeys(near))[:12])
    return NotFound(
        f"{what}-unknown",
        f"no {what} goes by this name",
        field=what,
        value=asked,
        remedy=f"Near it: {listed}. {remedy}" if listed else remedy,
    )
