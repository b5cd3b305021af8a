"""What a place answer can be: ours, what anybody could do with a gazetteer and no reader, and what was possible.

A text with its reading and the gazetteer enter; a guess or None leaves. Three guesses are no methods but upper
bounds, for they are shown the answer: the nearest place whose name stands literally in the text (the measure that
ours is held to), the nearest of those and of all that names may sound like or stand beside (the most that choosing
could reach), and the nearest place of the true name (the most that the gazetteer could reach).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cairn.extract.clean import clean
from cairn.extract.model import PlaceRead
from cairn.places.gazetteer import Gazetteer, Mention
from cairn.places.geocode import UNITS
from cairn.places.model import Place
from cairn.places.names import key, words
from cairn.places.words import place_words
from cairn.values import Precision, distance_m
from cairn.vocab.closed import Kind

from .pairs import Pair, Row

LITERAL = "oracle: literal name"


@dataclass(frozen=True, slots=True)
class Guess:
    """A point with its radius in metres, the names it goes by as compared, and its province's P-code."""

    lat: float
    lon: float
    radius_m: float
    mapped: bool
    names: frozenset[str]
    admin1_pcode: str

    def metres_to(self, lat: float, lon: float) -> float:
        """Great-circle distance."""
        return distance_m(self.lat, self.lon, lat, lon)


def guesses(pair: Pair, gazetteer: Gazetteer) -> dict[str, Guess | None]:
    """Every method's answer to one text. The oracles are the last three."""
    cleaned = clean(pair.item.text).text
    mentions = gazetteer.mentions(cleaned)
    ours = read_guess(pair.main.reading.place if pair.main else None)
    lat, lon = float(pair.row["lat"]), float(pair.row["lon"])
    literal = [_of(p) for m in mentions for p in m.places]
    named = [*literal, *(_of(p) for p in _all_claimed(pair, gazetteer)), *(g for g in (ours,) if g)]
    return {
        "cairn": ours,
        "first name": _usual(mentions[0].places if mentions else ()),
        "most named": _usual(_most_named(mentions)),
        "province": _province(mentions),
        LITERAL: _nearest(literal, lat, lon),
        "oracle: best named": _nearest(named, lat, lon),
        "oracle: true name": _nearest([_of(p) for p in true_places(pair.row, gazetteer)], lat, lon),
    }


def read_guess(read: PlaceRead | None) -> Guess | None:
    """What was read; None where nothing was, and where it abstains from a point."""
    if read is None or read.point is None:
        return None
    at = read.point
    names = frozenset(k for n in (read.name, read.name_en, read.name_ar) if (k := key(n)))
    return Guess(at.lat, at.lon, at.radius_m, at.precision.is_mappable, names, read.admin1_pcode)


def true_names(row: Row) -> tuple[str, ...]:
    """The coded names of the place, each also without its feature word ("village of", "camp")."""
    found: list[str] = []
    for column in ("place", "place_local"):
        name = str(row.get(column) or "").partition(",")[0].partition("،")[0].strip()
        bare = " ".join(w.text for w in words(name) if w.key not in place_words().features)
        found += [n for n in (name, bare) if n]
    return tuple(dict.fromkeys(found))


def true_places(row: Row, gazetteer: Gazetteer) -> list[Place]:
    """Every place that bears the coded name, wherever it lies."""
    return [p for name in true_names(row) for p in gazetteer.candidates(name)]


def _all_claimed(pair: Pair, gazetteer: Gazetteer) -> Iterable[Place]:
    """Every place that a name we read can mean or sound like, in whichever account it stands."""
    accounts = pair.read.extraction.accounts if pair.read else ()
    for name in {c.value for a in accounts for c in a.claims if c.kind is Kind.PLACE}:
        yield from gazetteer.candidates(name) or gazetteer.likely(name)


def _most_named(mentions: Sequence[Mention]) -> Sequence[Place]:
    times = Counter(key(m.name) for m in mentions)
    return max(mentions, key=lambda m: times[key(m.name)]).places if mentions else ()


def _usual(places: Sequence[Place]) -> Guess | None:
    """The place most people would mean by a name: a settlement, and the largest."""
    best = max(places, key=lambda p: (p.kind not in UNITS, p.population), default=None)
    return _of(best) if best else None


def _province(mentions: Sequence[Mention]) -> Guess | None:
    """The middle of the province named most often."""
    units = {p.admin1_pcode: p for m in mentions for p in m.places if p.kind is Precision.PROVINCE}
    times = Counter(
        code for m in mentions for code in {p.admin1_pcode for p in m.places if p.kind is Precision.PROVINCE}
    )
    return _of(units[times.most_common(1)[0][0]]) if times else None


def _nearest(named: Iterable[Guess], lat: float, lon: float) -> Guess | None:
    return min(named, key=lambda g: g.metres_to(lat, lon), default=None)


def _of(place: Place) -> Guess:
    names = frozenset(k for n in place.spellings if (k := key(n)))
    at = place.point
    return Guess(place.lat, place.lon, at.radius_m, at.precision.is_mappable, names, place.admin1_pcode)


def provinces_by_name(rows: Iterable[Row], gazetteer: Gazetteer) -> Mapping[str, str]:
    """The P-code of each coded province that the gazetteer has as one; names it does not have are missing."""
    found: dict[str, str] = {}
    for name in {str(row.get("admin1") or "") for row in rows} - {""}:
        units = [p for p in gazetteer.candidates(name) if p.kind is Precision.PROVINCE]
        if len({p.admin1_pcode for p in units}) == 1:
            found[name] = units[0].admin1_pcode
    return found
