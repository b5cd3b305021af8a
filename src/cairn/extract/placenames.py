"""Place names in a text: claims of kind PLACE out of words, and the event's place out of the claims.

`claims_places` finds names the gazetteer knows and names that follow a feature word ("the village of");
`read_place` picks the one where the event happened and has it placed on the map. Stands above `places`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cairn.extract.model import Claim, PlaceRead
from cairn.extract.placecues import Cues, cues
from cairn.places.gazetteer import Gazetteer, Mention
from cairn.places.geocode import UNITS, Choice, Context, choose
from cairn.places.model import Place
from cairn.places.names import LATIN_ARTICLES, Word, key, word_key, words
from cairn.places.words import place_words
from cairn.values import Precision
from cairn.vocab.closed import COUNT_KINDS, Event, Kind

_SURE_NAMES = frozenset(
    {"province", "district", "subdistrict", "city", "town", "village", "camp", "neighbourhood"}
)
_FINE = {"camp": 3.0, "neighbourhood": 3.0, "village": 3.0, "town": 2.6, "city": 2.0, "landmark": 1.0, "area": 1.2,
         "subdistrict": 0.5, "district": 0.3, "province": 0.0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Named:
    """One claim with what is needed to weigh it."""

    claim: Claim
    cues: Cues
    places: tuple[Place, ...]
    sentence: int


def claims_places(text: str, language: str, gazetteer: Gazetteer) -> list[Claim]:
    """Every place name of the text as a claim, in order; `language` is a hint and may be empty.

    `value` is the name as written, without its feature word; the passage holds the feature word too. A
    name that says where somebody comes from is a claim of another event. Outlets and actors give none.
    """
    run = words(text)
    known = [m for m in gazetteer.mentions(text, run) if not _is_common(m)]
    taken = {i for m in known for i in range(m.first, m.last + 1)}
    named = sorted([*known, *_after_feature_words(text, run, taken, gazetteer)], key=lambda m: m.start)
    seen = [(m, cues(text, run, m.first, m.last)) for m in named]
    countries = _countries(run, seen)
    return [_claim(m, c, text) for m, c in seen if _is_place(m, c, countries)]


def read_place(claims: Sequence[Claim], text: str, gazetteer: Gazetteer) -> PlaceRead | None:
    """The place of the event the claims speak of, or None where no place is named.

    `claims` are one account's, of any kind: counts tell which sentences speak of harm. The finest unit
    beside the words of harm wins, the first lines before the later ones.
    """
    named = _named(claims, text, gazetteer)
    here = [n for n in named if n.claim.event is Event.THIS]
    if not here:
        return None
    harmed = [c.start for c in claims if c.kind in COUNT_KINDS and c.event is Event.THIS]
    times = Counter(key(n.claim.value) for n in here)
    begin = min(c.start for c in claims)
    best = max(here, key=lambda n: (_weight(n, times[key(n.claim.value)], begin, harmed), -n.claim.start))
    choice = _place_of(best, named, text)
    return _read(best, choice)


def _is_common(mention: Mention) -> bool:
    """A feature word that is also somewhere's name is not a name."""
    return mention.first == mention.last and key(mention.name) in place_words().features


def _after_feature_words(
    text: str, run: Sequence[Word], taken: set[int], gazetteer: Gazetteer
) -> list[Mention]:
    """Names that no gazetteer knows, behind (or in English before) a feature word."""
    lists = place_words()
    found = []
    for at, word in enumerate(run):
        kind = lists.features.get(word.key)
        if kind is None and word.is_arabic:
            kind = next((lists.features[f] for f in _stripped(word) if f in lists.features), None)
        if kind not in ("village", "town", "camp", "neighbourhood", "city"):
            continue
        span = _arabic_name(text, run, at + 1) if word.is_arabic else _latin_name(text, run, at)
        if span and not any(i in taken for i in range(span[0], span[1] + 1)):
            start, end = run[span[0]].start, run[span[1]].end
            name = text[start:end]
            places = () if word.is_arabic else gazetteer.by_consonants(name)
            found.append(Mention(start, end, span[0], span[1], name, places, by_consonants=bool(places)))
            taken.update(range(span[0], span[1] + 1))
    return found


def _stripped(word: Word) -> tuple[str, ...]:
    from cairn.places.names import without_prefix

    return without_prefix(word.key)


def _arabic_name(text: str, run: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The word behind a feature word, and the next where the first only begins a name (`كفر`, `تل`)."""
    lists = place_words()
    if at >= len(run) or not run[at].is_arabic or _parted(text, run, at - 1, at) or len(run[at].key) < 3:
        if at >= len(run) or run[at].key not in lists.heads:
            return None
    if run[at].key in lists.features or run[at].key in lists.evidence or run[at].key in lists.not_names:
        return None
    last = at
    while last - at < 2 and run[last].key in lists.heads and last + 1 < len(run) and run[last + 1].is_arabic:
        if _parted(text, run, last, last + 1):
            break
        last += 1
    return at, last


def _latin_name(text: str, run: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The capitalised words before `village`, or behind `village of`."""
    lists = place_words()
    first = at
    while (
        first > 0
        and at - first < 3
        and _is_latin_part(run[first - 1])
        and not _parted(text, run, first - 1, first)
    ):
        first -= 1
    while first < at and (run[first].key in lists.evidence or run[first].key in lists.not_names):
        first += 1
    if first < at:
        return first, at - 1
    begin = at + 1
    while begin < len(run) and run[begin].key in ("of", "the", "called", "named"):
        begin += 1
    last = begin
    while (
        last < len(run)
        and last - begin < 3
        and _is_latin_part(run[last])
        and not _parted(text, run, last - 1, last)
    ):
        last += 1
    return (begin, last - 1) if last > begin and not _parted(text, run, at, begin) else None


def _is_latin_part(word: Word) -> bool:
    return not word.is_arabic and (word.is_capitalised or word.key in LATIN_ARTICLES)


def _parted(text: str, run: Sequence[Word], one: int, two: int) -> bool:
    gap = text[run[one].end : run[two].start]
    return len(gap) > 3 or any(c not in " _-#\"'«“’‘(" for c in gap)


def _countries(run: Iterable[Word], seen: Sequence[tuple[Mention, Cues]]) -> dict[str, float]:
    """How much the text speaks of each country, 0 to 1, from country names, provinces, cities and plain names."""
    lists = place_words()
    tally: Counter[str] = Counter()
    for word in run:
        code = lists.countries.get(word.key)
        if code:
            tally[code] += 1
    for mention, found in seen:
        countries = {p.country for p in mention.places}
        if len(countries) == 1 and not found.person and not found.speaker:
            strong = any(p.kind is Precision.PROVINCE or p.population > 100_000 for p in mention.places)
            tally[countries.pop()] += 2 if strong or found.called in _SURE_NAMES else 1
    total = sum(tally.values())
    return {code: n / total for code, n in tally.items()} if total else {}


def _is_place(mention: Mention, found: Cues, countries: dict[str, float]) -> bool:
    """Whether the words around bear out that the name is a place's here."""
    if found.speaker or found.person:
        return False
    sure = found.called in _SURE_NAMES
    if not mention.places:
        return sure
    home = not countries or any(countries.get(p.country, 0.0) >= 0.15 for p in mention.places)
    if not home:
        return sure and found.placed
    name = key(mention.name)
    big = any(p.kind is Precision.PROVINCE or p.population >= 100_000 for p in mention.places)
    if (
        name in place_words().weak
        or (len(name) <= 3 and not big)
        or word_key(mention.name) in place_words().titles
    ):
        return sure or (found.hashtag and found.placed)
    return (
        sure
        or found.placed
        or found.hashtag
        or big
        or mention.last > mention.first
        or found.quoted
        or len(name) >= 5
    )


def _claim(mention: Mention, found: Cues, text: str) -> Claim:
    start = found.feature_start if found.feature_start >= 0 else mention.start
    end = found.feature_end if found.feature_end >= 0 else mention.end
    known = 0.35 if mention.places else 0.1
    sure = (
        known
        + 0.25 * bool(found.called in _SURE_NAMES)
        + 0.15 * found.placed
        + 0.1 * (found.harm < 8)
        + 0.05 * found.hashtag
    )
    return Claim(
        kind=Kind.PLACE,
        start=start,
        end=end,
        value=" ".join(mention.name.replace("_", " ").split()),
        event=Event.OTHER if found.origin or found.moved else Event.THIS,
        confidence=round(min(sure, 0.95), 2),
    )


def _named(claims: Sequence[Claim], text: str, gazetteer: Gazetteer) -> list[_Named]:
    """The place claims with their cues and candidates, read again from the text."""
    run = words(text)
    starts = [w.start for w in run]
    found = []
    for claim in claims:
        if claim.kind is not Kind.PLACE:
            continue
        first, last = _span_of(claim, run, starts)
        read = cues(text, run, first, last)
        places = gazetteer.candidates(claim.value)
        found.append(_Named(claim, read, places, text.count("\n", 0, claim.start)))
    return found


def _span_of(claim: Claim, run: Sequence[Word], starts: Sequence[int]) -> tuple[int, int]:
    """The words of the name itself within the claim's passage."""
    first = max(0, bisect_left(starts, claim.start + 1) - 1)
    last = max(first, bisect_left(starts, claim.end) - 1)
    lists = place_words()
    wanted = key(claim.value)
    for low in range(first, last + 1):
        for high in range(last, low - 1, -1):
            joined = "".join(w.key for w in run[low : high + 1] if w.key not in LATIN_ARTICLES)
            if joined == wanted or (
                joined.endswith(wanted) and len(joined) - len(wanted) <= 3 and low == high
            ):
                return low, high
    while first < last and run[first].key in lists.features:
        first += 1
    return first, last


def _weight(named: _Named, times: int, begin: int, harmed: Sequence[int]) -> float:
    """How likely this name is the event's place; each part is explained in `read_place`."""
    found = named.cues
    finest = max((_fineness(p) for p in named.places), default=1.5)
    fine = _FINE.get(found.called, finest)
    if named.places and found.called not in ("village", "camp", "neighbourhood"):
        fine = min(fine, finest)
    total = 0.0 if found.wide else fine
    total += 1.0 * found.placed + 0.6 * (found.called in _SURE_NAMES) + 0.4 * bool(named.places)
    total += max(0.0, 1.6 - 0.15 * found.harm)
    total += 0.3 * min(times - 1, 4)
    total -= min((named.claim.start - begin) / 400, 3.0)
    if harmed:
        total += 0.8 if min(abs(h - named.claim.start) for h in harmed) < 120 else 0.0
    return total - 0.5 * found.near


def _fineness(place: Place) -> float:
    return {Precision.PROVINCE: 0.2, Precision.DISTRICT: 0.4, Precision.SUBDISTRICT: 0.8, Precision.CITY: 2.0,
            Precision.TOWN: 2.6}.get(place.kind, 3.0)  # fmt: skip


def _place_of(best: _Named, named: Sequence[_Named], text: str) -> Choice:
    wide = best.cues.wide
    return choose(best.places, _context(best, named, text), best.cues.called, wide)


def _context(best: _Named, named: Sequence[_Named], text: str) -> Context:
    """What the other names of the text say of where this one lies."""
    lists = place_words()
    provinces: dict[str, float] = {}
    anchors: list[tuple[float, float, float]] = []
    tally: Counter[str] = Counter()
    for word in words(text):
        code = lists.countries.get(word.key)
        if code:
            tally[code] += 1
    own = key(best.claim.value)
    for other in named:
        if key(other.claim.value) == own:
            continue
        weight = 1.0 if other.sentence == best.sentence else 0.6
        weight *= 1.0 if abs(other.claim.start - best.claim.start) < 200 else 0.7
        units = [p for p in other.places if p.kind is Precision.PROVINCE]
        for unit in units:
            provinces[unit.admin1_pcode] = max(provinces.get(unit.admin1_pcode, 0.0), weight)
        spots = [p for p in other.places if p.kind not in UNITS] or [
            p for p in other.places if p not in units
        ]
        if spots and len({p.country for p in spots}) == 1:
            tally[spots[0].country] += 1
        if spots and len({(round(p.lat * 4), round(p.lon * 4)) for p in spots}) <= 2 and not other.cues.wide:
            anchors += [(p.lat, p.lon, weight) for p in spots]
    total = sum(tally.values())
    return Context(provinces, anchors, {c: n / total for c, n in tally.items()} if total else {})


def _read(best: _Named, choice: Choice) -> PlaceRead:
    place = choice.place
    claim = best.claim
    point = choice.point
    if place is None:
        return PlaceRead(claim.value, alternatives=tuple(p.id for p in choice.alternatives), why=choice.why,
                         start=claim.start, end=claim.end)  # fmt: skip
    return PlaceRead(
        name=claim.value,
        place_id=place.id,
        name_en=place.name_en,
        name_ar=place.name_ar,
        admin1=place.admin1,
        admin1_pcode=place.admin1_pcode,
        country=place.country,
        point=point,
        alternatives=tuple(p.id for p in choice.alternatives),
        why=choice.why,
        start=claim.start,
        end=claim.end,
    )
