"""What the site shows of who held what: each place with its words and what is computed, and the ground of each incident.

A place is an area with parts of which something is said, or the area round a part; words on towns of one district stand
on one page. For an incident the ground is asked for within the circle that its page shows, or round the place whose
name it gives, and no closer (rule 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from cairn.control.areas import Areas
from cairn.control.beside import beside
from cairn.control.ground import Ground, held_in, held_within
from cairn.control.model import Area, Assertion, Beside, Denominator, Policy, Share
from cairn.control.share import days_of_change, series, weights
from cairn.control.state import state_at
from cairn.control.words import Words, day_of
from cairn.errors import CairnError
from cairn.places.gazetteer import Gazetteer
from cairn.places.model import Place
from cairn.publish.allow import dotted
from cairn.publish.held_place import GroundThen, HeldPlace
from cairn.publish.record import IncidentRow
from cairn.shell.demo import MARK
from cairn.shell.records import control, load
from cairn.shell.workspace import Workspace

from .masking import NameMask

POLICY = Policy()
_AFTER_DAYS = 10


def site_control(ws: Workspace, incidents: Sequence[IncidentRow], mask: NameMask) -> dict[str, Any]:
    """The fields `control` and `ground` of the site's record; names that were withdrawn are masked."""
    told = [_masked(word, mask) for word in control.assertions()]
    if not told:
        return {}
    areas = control.areas_of(ws)
    words = Words(told, areas, POLICY)
    places = _places(told, areas)
    held = {key: _held(key, words, told) for key in places}
    if _is_demo(ws):
        shipped = shipped_words()
        held = {key: replace(one, real=any(w.id in shipped for w in one.words)) for key, one in held.items()}
    return {"control": held, "ground": _ground(incidents, words, places)}


def _is_demo(ws: Workspace) -> bool:
    return (ws.root / "cairn.toml").read_text("utf-8").startswith(MARK)


def shipped_words() -> Mapping[str, str]:
    """The words of the cases that ship, by id, with their authors."""
    return {word.id: word.asserted_by for name in control.cases() for word in control.case(name).assertions}


def _masked(word: Assertion, mask: NameMask) -> Assertion:
    return replace(word, asserted_by=mask(word.asserted_by), source=mask(word.source), note=mask(word.note))


def _places(told: Iterable[Assertion], areas: Areas) -> tuple[str, ...]:
    """The areas with a page of their own: those with parts that a word is about, and those round the others."""
    found = set()
    for key in {word.area for word in told if word.area in areas}:
        above = areas.above(key)
        found.add(key if areas.parts(key) or not above else above[0])
    return tuple(sorted(found))


def _held(key: str, words: Words, told: Sequence[Assertion]) -> HeldPlace:
    areas = words.areas
    place = _area(areas, key)
    pieces = [piece.area for piece in areas.pieces(key)]
    bearing = {w.assertion.id: w.assertion for piece in pieces for w in words.about(piece)}
    bearing |= {w.id: w for w in told if w.area == key or key in areas.above(w.area)}
    mine = tuple(bearing[i] for i in sorted(bearing))
    first, until = _bounds(mine)
    days = [d for d in days_of_change(key, words, last=until) if first and d >= first]
    states = {day: tuple(state_at(p, words.about(p), day, words.policy) for p in pieces) for day in days}
    claims = _claims(key, words)
    named = {a for told in states.values() for s in told for a in s.holders} | set(claims)
    return HeldPlace(
        place=place,
        areas=tuple(_area(areas, p) for p in sorted(pieces, key=lambda p: p != key)),
        beyond=tuple(_area(areas, i) for i in sorted({w.area for w in mine} - {*pieces, key}) if i in areas),
        words=mine,
        policy=words.policy,
        states=states,
        series=_series(key, words, days, sorted(named)),
        claims=claims,
        until=until,
    )


def _area(areas: Areas, key: str) -> Area:
    return areas.get(key) or Area(key, {})


def _bounds(words: Iterable[Assertion]) -> tuple[date | None, date | None]:
    """The first day told, and some days after the last: the chart ends there and not when the last word grows old."""
    days = [
        d for w in words for d in (w.start, w.start_latest, w.end, day_of(w)) if d and date.min < d < date.max
    ]
    return (min(days), max(days) + timedelta(days=_AFTER_DAYS)) if days else (None, None)


def _denominator(key: str, areas: Areas) -> Denominator | None:
    """Land area where the ground is drawn, else the number of neighbourhoods, where there are any to count."""
    tried: tuple[Denominator, ...] = ("land_area", "neighbourhoods")
    for denominator in tried:
        with suppress(CairnError):
            weights(key, denominator, areas)
            return denominator
    return None


def _series(
    key: str, words: Words, days: Sequence[date], actors: Iterable[str]
) -> dict[str, tuple[Share, ...]]:
    """The shares of each actor without their states, which the place holds by day."""
    denominator = _denominator(key, words.areas)
    if denominator is None or not days:
        return {}
    return {
        actor: tuple(replace(s, states=()) for s in series(key, actor, denominator, words, days=days))
        for actor in actors
    }


def _claims(key: str, words: Words) -> dict[str, tuple[Beside, ...]]:
    """The claims that can be set beside a computed share, by the actor they speak of, by day."""
    found: dict[str, list[Beside]] = {}
    for claim in words.claims(key):
        try:
            one = beside(claim, words)
        except (CairnError, ValueError):  # no share of this place can be computed: it stands among the words
            continue
        found.setdefault(words.side_of(claim.actors[0]), []).append(
            replace(one, computed=replace(one.computed, states=()))
        )
    return {actor: tuple(told) for actor, told in found.items()}


def _ground(incidents: Iterable[IncidentRow], words: Words, places: Sequence[str]) -> dict[str, GroundThen]:
    """Of each incident of a known day, who held the ground that its page says it happened on."""
    known = load.gazetteer()
    found = {}
    for row in incidents:
        day = row.get("date_start")
        if day:
            found[row["id"]] = _then(row, date.fromisoformat(day[:10]), words, places, known)
    return found


def _then(row: IncidentRow, day: date, words: Words, places: Sequence[str], known: Gazetteer) -> GroundThen:
    """Within the circle shown. Where none is, the ground of the name that the page gives: the area of that name, or so
    far round the place of that name as the page says. Else, for no public page, within the circle that is not shown."""
    shown = dotted(row)
    if shown is not None:
        at = shown.snapped()
        return _told(row, held_within(at.lat, at.lon, at.radius_m, day, words), words, places)
    lat, lon, radius = row.get("lat"), row.get("lon"), row.get("place_radius_m")
    if lat is None or lon is None or radius is None:
        return GroundThen(row["id"], day, None)
    named = _area_named(row, words.areas.within(lat, lon, radius), words.areas)
    if named:
        return _told(row, held_in(named, day, words), words, places)
    town = _place_named(row, known)
    if town:
        return _told(row, held_within(town.lat, town.lon, radius, day, words), words, places)
    inside = _told(row, held_within(lat, lon, radius, day, words), words, places)
    return replace(inside, inside=True)


def _area_named(row: IncidentRow, near: Iterable[Area], areas: Areas) -> str:
    """The one area near it that has the name of its place; "" where there is none, or several."""
    close = {area.id for area in near}
    found = {area.id for name in _names(row) for area in areas.find(name)} & close
    return found.pop() if len(found) == 1 else ""


def _place_named(row: IncidentRow, known: Gazetteer) -> Place | None:
    """The one place of the gazetteer that has the name of its place, in its province where that is told."""
    found = {place.id: place for name in _names(row) for place in known.candidates(name)}
    province, country = row.get("admin1_pcode"), row.get("country")
    bearing = [
        place
        for place in found.values()
        if (not province or place.admin1_pcode in ("", province))
        and (not country or place.country == country)
    ]
    return bearing[0] if len(bearing) == 1 else None


def _names(row: IncidentRow) -> list[str]:
    return [name for name in (row.get("place_name"), row.get("place_name_ar")) if name]


def _told(row: IncidentRow, answer: Ground, words: Words, places: Sequence[str]) -> GroundThen:
    touched = [t.area for t in answer.touched if t.area]
    names = {key: dict(area.names) for key in touched if (area := words.areas.get(key))}
    within = {up for key in touched for up in (key, *words.areas.above(key))}
    return GroundThen(row["id"], answer.day, answer, names, tuple(p for p in places if p in within))
