"""The gazetteer: places in, lookups by name, id and text out.

A name is looked up as compared (`places.names.key`), so spelling marks, articles and spaces do not
matter; a Latin name that is not found so is looked up by its consonants. Places a user loads (a register,
a list) stand beside the shipped ones.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib.resources import files

from cairn.places.model import Place
from cairn.places.names import LATIN_ARTICLES, Word, bones, key, sounds, without_prefix, word_key, words
from cairn.places.table import places_of
from cairn.places.words import place_words
from cairn.values import Precision, distance_m, is_arabic

_UNITS = frozenset({Precision.PROVINCE, Precision.DISTRICT, Precision.SUBDISTRICT})
_FINE_UNITS = _UNITS - {Precision.PROVINCE}
HOME_PLACES = 20
"""So many districts or a recorder's places make a country one the gazetteer knows best."""
_SAME_UNIT_M = 100_000.0
"""Two lists put the middle of one unit this near to each other at least."""
MOST_KEPT = 50_000
"""Words that are remembered with whether a name begins so."""
LONGEST_NAME = 4
"""Words a name may have to be found in running text."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: `text[start:end]`, the first and last word's index, and what it may be."""

    start: int
    end: int
    first: int
    last: int
    name: str
    places: tuple[Place, ...]


class Gazetteer:
    """Places by id and by name. Later entries of one id replace earlier ones; order is kept."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_id = {p.id: p for p in places}
        self._by_key: dict[str, list[str]] = {}
        self._openers: dict[str, bool] = {}
        for place in self._by_id.values():
            for spelling in dict.fromkeys(map(key, place.spellings)):
                if len(spelling) > 1:
                    self._by_key.setdefault(spelling, []).append(place.id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._by_id.values())

    def with_places(self, more: Iterable[Place]) -> Gazetteer:
        """A gazetteer that holds these too. One of a known id takes its place and keeps the units and names that
        only the known one has; one without country, or in a province nothing here is of, gets its neighbours'."""
        return Gazetteer([*self, *(self._settled(self._joined_to_known(p)) for p in more)])

    def _joined_to_known(self, place: Place) -> Place:
        old = self._by_id.get(place.id)
        if old is None:
            unit = self._same_unit(place)
            return replace(unit, names=_spelt(unit, place)) if unit else place
        joined = replace(place, name_ar=place.name_ar or old.name_ar, names=_spelt(place, old))
        if not old.admin2_pcode or joined.admin2_pcode:
            return joined
        units = ("admin1", "admin1_pcode", "admin2", "admin2_pcode", "admin3", "admin3_pcode")
        return replace(joined, **{u: getattr(old, u) for u in units})

    def get(self, id: str) -> Place | None:
        """The place of that id, or None."""
        return self._by_id.get(id)

    @cached_property
    def home(self) -> frozenset[str]:
        """The countries it knows best: those whose districts it has, or of which a recorder's places were loaded.

        Whoever loads the villages of a country works there: a name that no other word explains is read so.
        """
        known = Counter(p.country for p in self if p.kind in _FINE_UNITS or p.source == "register")
        return frozenset(country for country, times in known.items() if country and times >= HOME_PLACES)

    def candidates(self, name: str) -> tuple[Place, ...]:
        """Every place that bears the name as compared; none where the gazetteer has no such name."""
        return tuple(self._by_id[i] for i in self._by_key.get(key(name), ()))

    def likely(self, name: str) -> tuple[Place, ...]:
        """Places whose name sounds alike, for names that `candidates` does not know.

        A Latin name by its consonants (`Dabis` finds `Dabes`), an Arabic one among places that have no Arabic
        spelling. Three consonants must agree at least; callers check that the place lies near others named.
        """
        arabic = is_arabic(name)
        wanted, heard = "" if arabic else bones(name), sounds(name)
        found = list(self._by_bones.get(wanted, ())) if len(wanted) >= 3 else []
        if len(heard) >= 3:
            found += self._by_sound.get((arabic, heard), ())
        if not found and len(heard) >= 4:
            found += self._by_sound.get((not arabic, heard), ())
        return tuple(self._by_id[i] for i in dict.fromkeys(found))

    def mentions(self, text: str, read: Sequence[Word] | None = None) -> list[Mention]:
        """The longest known names of the text, in order, none overlapping; `read` is `words(text)`."""
        run = words(text) if read is None else read
        found: list[Mention] = []
        at = 0
        while at < len(run):
            mention = self._longest_at(text, run, at) if self._opens(run[at]) else None
            if mention is None:
                at += 1
            else:
                found.append(mention)
                at = mention.last + 1
        return found

    def _longest_at(self, text: str, run: Sequence[Word], at: int) -> Mention | None:
        """The longest name that begins with this word."""
        first = run[at]
        head = "" if first.key in LATIN_ARTICLES else first.key
        best: tuple[int, str, str] | None = None
        for form in (head, *without_prefix(head)) if first.is_arabic else (head,):
            if form and not self._begins(form):
                continue
            longest = self._last_of(text, run, at, form)
            if longest is not None and (best is None or longest[0] > best[0]):
                best = (*longest, form)
        if best is None:
            return None
        end, found, form = best
        start = first.start + (_cut(first.text, form) if form != head else 0)
        places = tuple(self._by_id[i] for i in self._by_key[found])
        return Mention(start, run[end].end, at, end, text[start : run[end].end], places)

    def _last_of(self, text: str, run: Sequence[Word], at: int, form: str) -> tuple[int, str] | None:
        """The last word and the key of the longest name that begins with `form` for the word there."""
        found = None
        joined = form
        for last in range(at, min(at + LONGEST_NAME, len(run))):
            word = run[last]
            if last > at and not _joined(text, run, last - 1, last):
                break
            if word.key in LATIN_ARTICLES:
                continue
            if last > at:
                joined += word.key
                if not self._begins(joined):
                    break
            known = len(joined) >= 3 and joined in self._by_key
            if known and not (last > at and self._is_direction_to(text, run, last)):
                found = last, joined
        return found

    def _opens(self, word: Word) -> bool:
        """Whether a name may begin with this word; asked for every word of every text, so the answers are kept."""
        known = self._openers.get(word.text)
        if known is None:
            if len(self._openers) >= MOST_KEPT:
                self._openers.clear()
            article = word.key in LATIN_ARTICLES
            forms = (word.key, *without_prefix(word.key)) if word.is_arabic else (word.key,)
            lettered = word.is_arabic or word.is_capitalised
            known = lettered and (article or any(f and self._begins(f) for f in forms))
            self._openers[word.text] = known
        return known

    def _begins(self, start: str) -> bool:
        """Whether any name as compared begins so."""
        at = bisect_left(self._sorted_keys, start)
        return at < len(self._sorted_keys) and self._sorted_keys[at].startswith(start)

    @cached_property
    def _sorted_keys(self) -> list[str]:
        return sorted(self._by_key)

    def _is_direction_to(self, text: str, run: Sequence[Word], last: int) -> bool:
        """Whether the word says which side of the next place ("الباب شرقي حلب"), not the end of a name."""
        if last + 1 >= len(run) or run[last].key not in place_words().directions:
            return False
        return run[last + 1].key in self._by_key and _joined(text, run, last, last + 1)

    @cached_property
    def _by_bones(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for place in self:
            for spelling in dict.fromkeys(bones(s) for s in place.spellings if s[0] < "\u0370"):
                if len(spelling) >= 3:
                    index.setdefault(spelling, []).append(place.id)
        return index

    @cached_property
    def _by_sound(self) -> dict[tuple[bool, str], list[str]]:
        """Ids by (asked for in Arabic, sounds): an Arabic name finds only places without Arabic spelling."""
        index: dict[tuple[bool, str], list[str]] = {}
        for place in self:
            arabic = [is_arabic(s) for s in place.spellings]
            for heard in dict.fromkeys(map(sounds, place.spellings)):
                if not any(arabic):
                    index.setdefault((True, heard), []).append(place.id)
                index.setdefault((False, heard), []).append(place.id)
        return index

    def _same_unit(self, place: Place) -> Place | None:
        """The unit of that kind, name and country which another list has already."""
        if place.kind not in _UNITS:
            return None
        bearing = (u for name in place.spellings for u in self.candidates(name))
        return next(
            (
                u
                for u in bearing
                if (u.kind, u.country) == (place.kind, place.country) and u.source != place.source
                if distance_m(u.lat, u.lon, place.lat, place.lon) < _SAME_UNIT_M
            ),
            None,
        )

    @cached_property
    def _provinces(self) -> frozenset[str]:
        """P-codes of every province that places lie in."""
        return frozenset(p.admin1_pcode for p in self if p.admin1_pcode)

    @cached_property
    def _cells(self) -> dict[tuple[int, int], list[Place]]:
        grid: dict[tuple[int, int], list[Place]] = {}
        for place in self:
            grid.setdefault((int(place.lat * 2), int(place.lon * 2)), []).append(place)
        return grid

    @cached_property
    def _by_unit(self) -> dict[str, list[Place]]:
        """Settlements and smaller units by the P-codes of the units they lie in."""
        index: dict[str, list[Place]] = {}
        for place in self:
            for code in {place.admin1_pcode, place.admin2_pcode, place.admin3_pcode} - {"", place.id}:
                index.setdefault(code, []).append(place)
        return index

    def within(self, pcode: str) -> Sequence[Place]:
        """Every place that lies in the unit of that P-code; none where the gazetteer knows of none."""
        return self._by_unit.get(pcode, ())

    def nearest(self, lat: float, lon: float) -> Place | None:
        """The nearest place within half a degree or so, or None."""
        row, column = int(lat * 2), int(lon * 2)
        around = [
            p for r in (-1, 0, 1) for c in (-1, 0, 1) for p in self._cells.get((row + r, column + c), ())
        ]
        return min(around, key=lambda p: distance_m(lat, lon, p.lat, p.lon), default=None)

    def _settled(self, place: Place) -> Place:
        """The place with country and province: from the unit it names, else from its nearest neighbour."""
        own = place.id if place.kind is Precision.PROVINCE else place.admin1_pcode
        if place.country and (own == place.id or own in self._provinces):
            return place
        for unit in self.candidates(place.admin1) if place.admin1 else ():
            if (
                unit.kind is Precision.PROVINCE
                and distance_m(place.lat, place.lon, unit.lat, unit.lon) < 250_000
            ):
                return replace(
                    place, country=unit.country, admin1=unit.name_en, admin1_pcode=unit.admin1_pcode
                )
        near = self.nearest(place.lat, place.lon)
        if near is None or place.country not in ("", near.country):
            return place
        return replace(place, country=near.country, admin1=near.admin1, admin1_pcode=near.admin1_pcode)


@lru_cache(maxsize=1)
def shipped() -> Gazetteer:
    """The gazetteer that comes with the package (see places/data/ATTRIBUTION.md), read once."""
    packed = files("cairn.places").joinpath("data", "places.csv.gz").read_bytes()
    return Gazetteer(places_of(gzip.decompress(packed).decode("utf-8")))


@lru_cache(maxsize=1)
def shipped_units() -> Gazetteer:
    """The provinces, districts and subdistricts of `shipped` alone, in a tenth of the time: for who needs no more."""
    packed = files("cairn.places").joinpath("data", "places.csv.gz").read_bytes()
    return Gazetteer(p for p in places_of(gzip.decompress(packed).decode("utf-8")) if p.kind in _UNITS)


def shipped_towns(least: int) -> list[Place]:
    """The places of `shipped` with at least so many people, to be named on maps: no look-up is built for them."""
    packed = files("cairn.places").joinpath("data", "places.csv.gz").read_bytes()
    rows = places_of(gzip.decompress(packed).decode("utf-8"), least=least)
    return list({place.id: place for place in rows}.values())


def _spelt(place: Place, other: Place) -> tuple[str, ...]:
    """The further spellings of one place with those of another entry of it."""
    own = (place.name_en, place.name_ar)
    return tuple(dict.fromkeys(n for n in (*place.names, *other.spellings) if n not in own))


def _joined(text: str, run: Sequence[Word], one: int, two: int) -> bool:
    """Whether two neighbouring words stand in one name: only spaces, `_`, `-` or an apostrophe between them."""
    gap = text[run[one].end : run[two].start]
    return gap == " " or (len(gap) <= 2 and all(c in " _-'’‘" for c in gap))


def _cut(word: str, form: str) -> int:
    """How many letters of a written word stand before the name in it."""
    return next((n for n in range(1, len(word)) if word_key(word[n:]) == form), 0)
