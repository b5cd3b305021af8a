"""Phrases that put the event beside a name and not at it: "25 km west of X", "the eastern countryside of X".

A run of words and the span of a name enter; a `Relation` leaves: which way, how far, rural, on the way to the
next name. Where that is on the map is in `places.areas`. The words are in `vocab/data/place_words.toml`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cairn.extract.numbers_ar import number_at as number_ar
from cairn.extract.numbers_en import number_at as number_en
from cairn.extract.numbers_en import tokens_en
from cairn.places.areas import Area, area, shifted
from cairn.places.gazetteer import Gazetteer
from cairn.places.geocode import UNITS
from cairn.places.model import Place
from cairn.places.names import LATIN_ARTICLES, Word, without_prefix
from cairn.places.words import PlaceWords, place_words
from cairn.values import Precision, distance_m

_PARTED = re.compile(r"[.!?؟\n،؛;:|]|,\s")
_NUMBER = re.compile(r"(?<![\d.,٫])\d{1,3}(?:[.,٫]\d)?$")
_FARTHEST_KM = 200.0
REACH = 7
"""Words before a name in which a phrase may stand."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How the event lies to the name. `bearing` in degrees clockwise from north; `km` as stated."""

    bearing: float | None = None
    km: float | None = None
    rural: bool = False
    between: bool = False
    joined: bool = False  # right behind another name, with "and" or a dash between

    @property
    def is_wide(self) -> bool:
        """Whether the event is not at the place itself."""
        return self.rural or self.bearing is not None or self.km is not None


def relation(text: str, run: Sequence[Word], first: int, last: int) -> Relation:
    """How the event lies to the name that spans `run[first]` to `run[last]`."""
    lists = place_words()
    ways: list[float] = []
    km: float | None = None
    rural = between = False
    joined = _is_joined(text, run, first, lists)
    edge = run[first].start
    for at in range(first - 1, max(-1, first - 1 - REACH), -1):
        word = run[at]
        if _PARTED.search(text, word.end, edge):
            break
        edge = word.start
        forms = (word.key, *without_prefix(word.key)) if word.is_arabic else (word.key,)
        if (way := _of(forms, lists)) is not None:
            ways.append(way)
        elif any(f in lists.rural for f in forms):
            rural = True
        elif any(f in lists.between for f in forms):
            between = True
        elif any(f in lists.kilometres for f in forms):
            km = _number(text, run[at - 1]) if at else None
        elif not (word.key in LATIN_ARTICLES or _is_small(forms, lists) or _number(text, word) is not None):
            break
    behind = _behind(text, run, last, lists, rural)
    if behind.km is not None and (ways or km is None):
        km = behind.km
    if behind.bearing is not None and not ways:
        ways = [behind.bearing]
    return Relation(_mean(ways), km, rural or behind.rural, between, joined)


def _behind(text: str, run: Sequence[Word], last: int, lists: PlaceWords, rural: bool) -> Relation:
    """What stands right behind the name: "الشرقي" of a countryside, "countryside", "بـ 25 كم"."""
    ways: list[float] = []
    km = None
    land = False
    edge = run[last].end
    for at in range(last + 1, min(last + 5, len(run))):
        word = run[at]
        if _PARTED.search(text, edge, word.start) or word.start - edge > 3:
            break
        edge = word.end
        forms = (word.key, *without_prefix(word.key)) if word.is_arabic else (word.key,)
        if (way := _of(forms, lists)) is not None and (rural or not word.is_arabic) and km is None:
            ways.append(way)
        elif not word.is_arabic and word.key in lists.rural:
            land = True
        elif any(f in lists.kilometres for f in forms):
            km = _number(text, run[at - 1])
        elif word.key != "s" and not _is_small(forms, lists) and _number(text, word) is None:
            break
    return Relation(_mean(ways) if land or rural else None, km, land)


def side_behind(text: str, run: Sequence[Word], last: int) -> Relation | None:
    """The side of a unit said before, right behind a name: "بالريف الغربي", "in its western countryside"."""
    lists = place_words()
    for at in range(last + 1, min(last + 3, len(run))):
        word = run[at]
        if _PARTED.search(text, run[at - 1].end, word.start) or not word.is_arabic:
            return None
        if any(f in lists.rural for f in without_prefix(word.key)) and "ال" in word.text[:3]:
            turn = run[at + 1] if at + 1 < len(run) else word
            way = _of((turn.key, *without_prefix(turn.key)), lists)
            return Relation(way, rural=True)
        if not _is_small((word.key,), lists) and word.key not in lists.evidence:
            return None
    return None


def _is_joined(text: str, run: Sequence[Word], first: int, lists: PlaceWords) -> bool:
    """Whether "and", a dash or the like stands right before the name."""
    if not first:
        return False
    before = run[first - 1]
    if before.key in lists.features and first > 1:
        before = run[first - 2]
    dash = set(text[before.end : run[first].start]) & set("-–—_/")
    return bool(dash) or before.key in lists.joining or run[first].text[0] == "و"


def _of(forms: Iterable[str], lists: PlaceWords) -> float | None:
    return next((lists.bearings[f] for f in forms if f in lists.bearings and len(f) > 1), None)


def _is_small(forms: Iterable[str], lists: PlaceWords) -> bool:
    return any(f in lists.skipped or f in lists.features for f in forms)


def _number(text: str, word: Word) -> float | None:
    """The kilometres said by the digits that end with this word, or by the word; None for none or too many."""
    if not word.text[-1].isdigit():
        told = number_ar([word.key], 0) if word.is_arabic else None
        return float(told[0]) if told and 0 < told[0] <= _FARTHEST_KM else _in_english(word)
    found = _NUMBER.search(text[max(0, word.start - 5) : word.end])
    value = float(found.group().replace(",", ".").replace("٫", ".")) if found else 0.0
    return value if 0 < value <= _FARTHEST_KM else None


def _in_english(word: Word) -> float | None:
    """ "four" kilometres, up to "twenty"."""
    tokens = [] if word.is_arabic else tokens_en(word.text.lower())
    told = number_en(tokens, 0) if len(tokens) == 1 else None
    return float(told[0]) if told and 0 < told[0] <= _FARTHEST_KM else None


def _mean(ways: Sequence[float]) -> float | None:
    """The middle of the first two directions said; of two that oppose each other none."""
    if not ways:
        return None
    east = sum(math.sin(math.radians(w)) for w in ways[:2])
    north = sum(math.cos(math.radians(w)) for w in ways[:2])
    return round(math.degrees(math.atan2(east, north)) % 360, 1) if abs(east) + abs(north) > 0.1 else None


def related(place: Place, said: Relation, gazetteer: Gazetteer) -> Area:
    """Where the event lies that stands so to the place. Nothing is counted in kilometres from a unit's middle: a unit
    stays whole.
    """
    if said.km is not None and place.kind in UNITS:
        whole = place.kind is Precision.PROVINCE
        return area(place, gazetteer) if whole else Area(place.lat, place.lon, float(place.kind.radius_m))
    if said.km is not None:
        metres = 1000 * said.km
        if said.bearing is None:
            return Area(place.lat, place.lon, metres + place.kind.radius_m)
        lat, lon = shifted(place.lat, place.lon, said.bearing, metres)
        return Area(lat, lon, max(2_500.0, metres / 4))
    if said.rural or said.bearing is not None:
        return area(place, gazetteer, said.bearing, rural=said.rural)
    if place.kind is Precision.PROVINCE and gazetteer.get(place.id) is place:  # no seat of its name is known
        return area(place, gazetteer)
    return Area(place.lat, place.lon, float(place.kind.radius_m))


def midway(one: Place, other: Place) -> Area:
    """The middle of the way from one place to another, as the crow flies."""
    apart = distance_m(one.lat, one.lon, other.lat, other.lon)
    lon = (one.lon + other.lon) / 2 if abs(one.lon - other.lon) <= 180 else one.lon
    return Area((one.lat + other.lat) / 2, lon, max(2_500.0, apart / 2))
