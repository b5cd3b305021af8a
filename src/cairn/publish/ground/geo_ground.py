"""Who held what for the moving map: the outlines of each place once, and on each day of change the state of each piece.

Enters: an index of a record, already as the public may have it. Leaves: one object for both languages. A state carries
its words and its authors as the pages of control have them; ground of which nobody says anything is told as that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cairn.control.model import AreaState, Rings
from cairn.publish.drawings.front_maps import thinned
from cairn.publish.rows.held_place import HeldPlace
from cairn.publish.rows.index import Index
from cairn.publish.wording.ground_words import area_name, state_class, state_words
from cairn.vocab.labels import LANGUAGES, say

from .control_names import ControlNames

_DECIMALS = 4


class _Told:
    """Lines in every language, each once, known by number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}

    def number(self, words: Sequence[str]) -> int:
        return self._numbers.setdefault(tuple(words), len(self._numbers))

    def all(self) -> list[dict[str, str]]:
        return [dict(zip(LANGUAGES, words, strict=True)) for words in self._numbers]


def map_ground(found: Index) -> dict[str, object]:
    """`places`, each with its `areas` (names and outline), its `days` of change as (day, rows of (number of the area,
    class, words, authors)), and the ground that authors `drawn` as (day, rows of (outline, class, words, authors)).

    `told` and `authors` hold the words by number; `no_word` what is told of ground before its first day.
    """
    told, authors = _Told(), _Told()
    # one order for all places, since one map shows them together: no two holders share a pattern for being first twice
    holders = sorted({actor for held in found.record.control.values() for actor in held.holders})
    names = [ControlNames(found, lang, "") for lang in LANGUAGES]
    places = []
    for key, held in found.record.control.items():
        writer = _Writer(held, holders, names, told, authors)
        places.append({"slug": found.control_slugs[key], **writer.place()})
    return {
        "places": places,
        "told": told.all(),
        "authors": authors.all(),
        "no_word": {lang: say(lang, "ground_no_word") for lang in LANGUAGES},
    }


class _Writer:
    def __init__(
        self,
        held: HeldPlace,
        holders: Sequence[str],
        names: Sequence[ControlNames],
        told: _Told,
        authors: _Told,
    ) -> None:
        self._held, self._holders, self._names = held, holders, names
        self._told, self._authors = told, authors

    def place(self) -> dict[str, object]:
        held = self._held
        return {
            "names": {lang: area_name(held.place, lang) for lang in LANGUAGES},
            "real": held.real,
            "areas": [
                {"names": {lang: area_name(a, lang) for lang in LANGUAGES}, "outline": _outline(a.polygons)}
                for a in held.areas
            ],
            "days": list(self._days()),
            "drawn": [
                [day.isoformat(), [[_outline(p.polygons), *self._state(p.state)] for p in held.drawn[day]]]
                for day in sorted(held.drawn)
            ],
        }

    def _days(self) -> Iterable[list[object]]:
        """Each day on which a state is another than before, with those states alone."""
        place = {area.id: n for n, area in enumerate(self._held.areas)}
        last: dict[int, object] = {}
        for day in sorted(self._held.states):
            now = {place[s.area]: self._state(s) for s in self._held.states[day] if s.area in place}
            changed = [[n, *row] for n, row in now.items() if last.get(n) != row]
            last |= now
            if changed:
                yield [day.isoformat(), changed]

    def _state(self, state: AreaState) -> list[object]:
        said = [{n.author(w.asserted_by) for w in state.because} for n in self._names]
        lines = [n.list(sorted(who, key=str.casefold)) for n, who in zip(self._names, said, strict=True)]
        words = [state_words(n.lang, state, n.actor) for n in self._names]
        by = self._authors.number(lines) if state.because else None
        return [state_class(state, self._holders), self._told.number(words), by]


def _outline(polygons: Sequence[Rings]) -> list[list[list[list[float]]]]:
    """The coordinates of a GeoJSON MultiPolygon, without corners that no map shows; empty where nothing is drawn."""
    return [
        [[[round(lon, _DECIMALS), round(lat, _DECIMALS)] for lon, lat in ring] for ring in rings]
        for rings in thinned(polygons, 400)
    ]
