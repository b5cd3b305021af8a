"""Check what a tally is asked for: a name nobody knows is refused, for a silent zero would read as peace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache

from cairn.errors import NotAllowed, NotFound
from cairn.places.gazetteer import Gazetteer
from cairn.places.model import Place
from cairn.sources.register_words import forces_words, province_words
from cairn.tally.model import Definition, Row
from cairn.values import Precision, folded
from cairn.vocab.actors import Actor

Whole = Callable[[], Gazetteer]


def checked(
    definition: Definition,
    rows: Sequence[Row],
    actors: Mapping[str, Actor],
    gazetteer: Gazetteer | Callable[[], Gazetteer],
    units: Gazetteer | None = None,
) -> Definition:
    """The definition with actors by id, and its place by the name the record has for it: a province by its P-code,
    whatever it is called. `units` is a smaller gazetteer to find provinces in before the whole is read.

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
    whole = cache(gazetteer if callable(gazetteer) else lambda: gazetteer)
    place, pcode = _place(definition.place, rows, whole, units)
    told = {folded(a): a for row in rows for a in (*row.actors, *row.named)}  # a register's own names
    names = told | actor_names(actors)
    return replace(
        definition,
        actors=tuple(dict.fromkeys(_actor(a, names) for a in definition.actors)),
        country=_country(definition.country, rows, whole),
        place=place,
        place_pcode=pcode,
    )


def actor_asked(asked: str, actors: Mapping[str, Actor], *, nobody: bool = True) -> str:
    """The id of the actor of this id, name or alias; also of `nobody` known, where that is asked for. Raises `NotFound`
    (actor-unknown) where there is none."""
    names = actor_names(actors)
    return _actor(asked, names if nobody else {key: a for key, a in names.items() if a in actors})


def actor_names(actors: Mapping[str, Actor]) -> dict[str, str]:
    """Every spelling of every actor, folded, and the id behind it."""
    found = {folded("unknown"): "unknown"}
    for actor in actors.values():
        forces = (f"{adjective} {force}" for adjective in actor.adjectives for force in forces_words())
        for spelling in (
            actor.id,
            actor.id.replace("_", " "),
            *actor.names.values(),
            *actor.aliases,
            *forces,
        ):
            found.setdefault(folded(spelling), actor.id)
    return found


def named(asked: str, names: Mapping[str, str]) -> str:
    """What goes by this name among names as folded, with or without its article; empty where nothing does."""
    wanted = folded(asked)
    return names.get(wanted) or names.get(wanted.removeprefix("the "), "")


def _actor(asked: str, names: Mapping[str, str]) -> str:
    if known := named(asked, names):
        return known
    near = [names[n] for n in get_close_matches(folded(asked), names, n=5, cutoff=0.6)]
    raise _unknown("actor", asked, near, "`cairn export actors` lists all.")


def _country(asked: str, rows: Sequence[Row], whole: Whole) -> str:
    code = asked.strip().upper()
    if not code:
        return ""
    known = {r.country for r in rows if r.country}
    if code in known:
        return code
    known |= {p.country for p in whole() if p.country}
    if code in known:
        return code
    raise _unknown("country", asked, sorted(known), "Countries go by their two letters.")


def _place(asked: str, rows: Sequence[Row], whole: Whole, units: Gazetteer | None) -> tuple[str, str]:
    """The place as the record or the gazetteer has it, and the P-code where a province goes by that name."""
    if not folded(asked):
        return "", ""
    if province := _province(asked, units or whole()):
        return asked, province.admin1_pcode
    return _name_of_place(asked, rows, whole()), ""


def _province(asked: str, gazetteer: Gazetteer) -> Place | None:
    """The one province of this name or P-code, with or without a word for what it is."""
    listed = gazetteer.get(asked.strip().upper())
    if listed and listed.kind is Precision.PROVINCE:
        return listed
    bare = " ".join(w for w in asked.split() if folded(w) not in province_words())
    found = {p.admin1_pcode: p for p in gazetteer.candidates(bare) if p.kind is Precision.PROVINCE}
    return next(iter(found.values())) if len(found) == 1 else None


def _name_of_place(asked: str, rows: Sequence[Row], gazetteer: Gazetteer) -> str:
    """As asked where the record has it so; else by the gazetteer's name for it."""
    wanted = folded(asked)
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
