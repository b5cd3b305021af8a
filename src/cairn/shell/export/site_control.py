"""What the site shows of who held what: each place with its words and what is computed, and the ground of each incident.

A place is an area with parts of which something is said, or the area round a part; words on towns of one district stand
on one page. For an incident the ground is asked for within the circle that its page shows, or round the place whose
name it gives, and no closer (rule 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from cairn.control.areas import Areas
from cairn.control.beside import beside
from cairn.control.cases import case, cases
from cairn.control.ground import Ground, held_in, held_on_drawings, held_within
from cairn.control.layers import Drawings
from cairn.control.model import Area, Assertion, Beside, Denominator, Policy, Share
from cairn.control.share import days_of_change, series, weights
from cairn.control.state import state_at
from cairn.control.words import Words, day_of
from cairn.errors import CairnError
from cairn.places.gazetteer import Gazetteer
from cairn.places.model import Place
from cairn.publish.allow import dotted
from cairn.publish.rows.held_place import GroundThen, HeldPlace
from cairn.publish.rows.record import IncidentRow
from cairn.shell.demo import MARK
from cairn.shell.records import load
from cairn.shell.workspace import Workspace

from .control_held import held_in as held_of_workspace
from .site_drawings import UNFRAMED, drawn_places

POLICY = Policy()
_AFTER_DAYS = 10


def site_control(ws: Workspace, incidents: Sequence[IncidentRow]) -> dict[str, Any]:
    """The fields `control` and `ground` of the site's record; names that were withdrawn are masked."""
    told = held_of_workspace(ws)
    if not told.assertions and not told.layers:
        return {}
    words, drawings = told.words(POLICY), told.drawings(POLICY)
    places = _places(told.assertions, told.areas)
    held = {key: _held(key, words, told.assertions) for key in places}
    if _is_demo(ws):
        shipped = shipped_words()
        held = {key: replace(one, real=any(w.id in shipped for w in one.words)) for key, one in held.items()}
    held |= drawn_places(told, POLICY, words)
    asking = _Asking(words, drawings if told.layers else None, places, load.gazetteer())
    return {"control": held, "ground": asking.about(incidents)}


def _is_demo(ws: Workspace) -> bool:
    return (ws.root / "cairn.toml").read_text("utf-8").startswith(MARK)


def shipped_words() -> Mapping[str, str]:
    """The words of the cases that ship, by id, with their authors."""
    return {word.id: word.asserted_by for name in cases() for word in case(name).assertions}


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
    states = {
        day: tuple(state_at(p, words.about(p), day, words.policy, words.side_of) for p in pieces)
        for day in days
    }
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


@dataclass(frozen=True, slots=True)
class _Asking:
    """What is asked for each incident: the words, the drawings where there are any, the places with a page, and the
    gazetteer for places that are known by their name."""

    words: Words
    drawings: Drawings | None
    places: Sequence[str]
    known: Gazetteer

    def about(self, incidents: Iterable[IncidentRow]) -> dict[str, GroundThen]:
        """Of each incident of a known day, who held the ground that its page says it happened on."""
        dated = ((row, row.get("date_start")) for row in incidents)
        rows = sorted(((day[:10], row["id"], row) for row, day in dated if day), key=lambda r: r[:2])
        return {key: self._then(row, date.fromisoformat(day)) for day, key, row in rows}

    def _then(self, row: IncidentRow, day: date) -> GroundThen:
        """Within the circle shown. Where none is, the ground of the name that the page gives: the area of that name,
        or so far round the place of that name as the page says. Else, for no public page, within the circle unshown."""
        shown = dotted(row)
        if shown is not None:
            at = shown.snapped()
            return self._told(row, self._within(at.lat, at.lon, at.radius_m, day))
        lat, lon, radius = row.get("lat"), row.get("lon"), row.get("place_radius_m")
        if lat is None or lon is None or radius is None:
            return GroundThen(row["id"], day, None)
        named = _area_named(row, self.words.areas.within(lat, lon, radius), self.words.areas)
        if named:
            return self._told(row, held_in(named, day, self.words))
        town = _place_named(row, self.known)
        if town:
            return self._told(row, self._within(town.lat, town.lon, radius, day))
        return replace(self._told(row, self._within(lat, lon, radius, day)), inside=True)

    def _within(self, lat: float, lon: float, radius_m: float, day: date) -> Ground:
        """By words on named areas; where there is none, as drawings show it."""
        answer = held_within(lat, lon, radius_m, day, self.words)
        if answer.answer == "no_word" and self.drawings:
            return held_on_drawings(lat, lon, radius_m, day, self.drawings)
        return answer

    def _told(self, row: IncidentRow, answer: Ground) -> GroundThen:
        areas = self.words.areas
        touched = [t.area for t in answer.touched if t.area]
        names = {key: dict(area.names) for key in touched if (area := areas.get(key))}
        within = {up for key in touched for up in (key, *areas.above(key))}
        within |= {f"{layer.frame}-{UNFRAMED}" if layer.frame else UNFRAMED for layer in answer.layers}
        pages = (*self.places, *sorted(key for key in within if key.endswith(UNFRAMED)))
        return GroundThen(row["id"], answer.day, answer, names, tuple(p for p in pages if p in within))


def _area_named(row: IncidentRow, near: Iterable[Area], areas: Areas) -> str:
    """The one area near it that has the name of its place, of several that of its kind; "" where none or more do."""
    close = {area.id for area in near}
    found = {area.id: area for name in _names(row) for area in areas.find(name) if area.id in close}
    alike = [key for key, area in found.items() if len(found) == 1 or area.kind == row.get("place_precision")]
    return alike[0] if len(alike) == 1 else ""


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
