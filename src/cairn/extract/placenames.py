"""Place names in a text: claims of kind PLACE out of words.

`claims_places` finds names the gazetteer knows, and names that follow a feature word ("the village of")
though no gazetteer knows them. `read_place`, from `eventplace`, picks the event's place out of the claims.
Stands above `places`; the words are in `vocab/data/place_words.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cairn.extract.eventplace import read_place
from cairn.extract.model import LANDMARK, Claim
from cairn.extract.placecues import SURE, Cues, cues, feature_of, is_no_place
from cairn.extract.placenamed import HOME_SHARE, countries_of
from cairn.extract.placephrases import relation
from cairn.places.gazetteer import Gazetteer, Mention
from cairn.places.geocode import UNITS
from cairn.places.names import LATIN_ARTICLES, Word, bones, key, without_prefix, words
from cairn.places.words import place_words
from cairn.values import Precision
from cairn.vocab.closed import Event, Kind

__all__ = ["claims_places", "read_place"]

_CLOSES = {'"': '"', "“": "”", "«": "»", "‘": "’", "'": "'", "”": "“", "(": ")"}
_BARE_HEADS = frozenset(
    {"باب", "جسر", "دير", "عين", "رأس", "راس", "تل", "كفر", "بيت", "معرة", "خان", "قصر", "خربة"}
)
"""Written without the article these begin a longer name (`باب` before another word), they are none."""
_ARTICLES = LATIN_ARTICLES - {"as", "at", "an", "es", "et", "ed"}
_ARTICLE = re.compile("ال|لل")
_NAMING = ("village", "town", "camp", "neighbourhood", "city")


def claims_places(text: str, language: str, gazetteer: Gazetteer) -> list[Claim]:
    """Every place name of the text as a claim, in order; `language` is a hint and may be empty.

    `value` is the name as written, without its feature word; the passage holds the feature word too. A
    name that says where somebody comes from is a claim of another event. Outlets and actors give none.
    """
    run = words(text)
    known = [m for m in gazetteer.mentions(text, run) if not _is_common(m)]
    known = [m for m in known if not _begins_a_longer_name(m, text, run)]
    taken = {i for m in known for i in range(m.first, m.last + 1)}
    more = [*_unknown_names(text, run, taken), *_sounding(text, run, taken, gazetteer)]
    named = sorted([*known, *more], key=lambda m: m.start)
    seen = [(m, cues(text, run, m.first, m.last)) for m in named]
    seen = [(m, c) for m, c in seen if not is_no_place(m.name, c)]
    countries = countries_of(text, [(m.places, c) for m, c in seen if key(m.name) not in place_words().weak])
    return [_claim(m, c, _lies_off(text, run, m)) for m, c in seen if _is_place(m, c, countries)]


def _is_common(mention: Mention) -> bool:
    """A word of the language that is also somewhere's name is not a name."""
    lists = place_words()
    name = key(mention.name)
    alone = mention.first == mention.last
    return name in lists.never or (alone and (name in lists.features or mention.name in _BARE_HEADS))


def _begins_a_longer_name(mention: Mention, text: str, run: Sequence[Word]) -> bool:
    """Whether a known name is but half of one that no gazetteer knows (`الشيخ ناصر`)."""
    lists = place_words()
    if not run[mention.first].is_arabic:
        return _is_half_a_latin_name(mention, text, run)
    if mention.first != mention.last:
        return False
    name = key(mention.name)
    if mention.first and run[mention.first - 1].key in lists.named_landmarks and name in lists.weak:
        return not _parted(text, run, mention.first - 1, mention.first)
    called = mention.first > 0 and feature_of(run[mention.first - 1]) in _NAMING
    return called and _goes_on(text, run, mention.first) > 0


def _is_half_a_latin_name(mention: Mention, text: str, run: Sequence[Word]) -> bool:
    """Whether another capitalised word, no kind of place, stands right beside a small place's name."""
    if any(p.kind is Precision.PROVINCE or p.population >= 100_000 for p in mention.places):
        return False
    lists = place_words()
    known = lists.features.keys() | lists.countries.keys() | lists.around | lists.near | lists.evidence
    beside = []
    if mention.first:
        before = run[mention.first - 1]
        beside.append((before, text[before.end : mention.start]))
    if mention.last + 1 < len(run):
        behind = run[mention.last + 1]
        beside.append((behind, text[mention.end : behind.start]))
    return any(
        gap == " " and word.is_capitalised and word.key not in known and word.key not in lists.not_names
        for word, gap in beside
    )


def _unknown_names(text: str, run: Sequence[Word], taken: set[int]) -> list[Mention]:
    """Names that no gazetteer knows, behind (or in English before) a feature word."""
    found = []
    for at, word in enumerate(run):
        landmark = word.key in place_words().named_landmarks
        if feature_of(word) not in _NAMING and not landmark:
            continue
        span = _arabic_name(text, run, at + 1) if word.is_arabic else _latin_name(text, run, at)
        if span and landmark:
            span = (min(at, span[0]), max(at, span[1]))
        if span and (_quoted(text, run, span[0]) or not any(i in taken for i in range(span[0], span[1] + 1))):
            start, end = run[span[0]].start, run[span[1]].end
            found.append(Mention(start, end, span[0], span[1], text[start:end], ()))
            taken.update(range(span[0], span[1] + 1))
    return found


def _sounding(text: str, run: Sequence[Word], taken: set[int], gazetteer: Gazetteer) -> list[Mention]:
    """Latin names behind a preposition that no list spells so, but some place's consonants agree with."""
    lists = place_words()
    found = []
    for at in range(1, len(run)):
        before = run[at - 1]
        if at in taken or before.is_arabic or before.key not in lists.evidence or not _is_name_part(run[at]):
            continue
        for last in range(min(at + 3, len(run)) - 1, at - 1, -1):
            span = range(at, last + 1)
            if any(i in taken or not _is_name_part(run[i]) for i in span) or _parted(text, run, at, last):
                continue
            name = text[run[at].start : run[last].end]
            if len(bones(name)) < 4 or not (places := gazetteer.likely(name)):
                continue
            mention = Mention(run[at].start, run[last].end, at, last, name, places)
            if not _is_half_a_latin_name(mention, text, run):
                found.append(mention)
                taken.update(span)
                break
    return found


def _quoted(text: str, run: Sequence[Word], at: int) -> int:
    """Index of the last word of the quotation that opens right before `run[at]`; 0 where none closes soon."""
    closing = _CLOSES.get(text[max(0, run[at].start - 1) : run[at].start])
    for last in range(at, min(at + 4, len(run))):
        if closing and text[run[last].end : run[last].end + 1] == closing:
            return last
        if last > at and _parted(text, run, last - 1, last):
            break
    return 0


def _arabic_name(text: str, run: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The word behind a feature word, and the next where the first only begins a name (`كفر`, `تل`)."""
    lists = place_words()
    if at >= len(run) or not run[at].is_arabic or _parted(text, run, at - 1, at):
        return None
    first = run[at].key
    common = first in lists.evidence or first in lists.not_names or first in lists.never - lists.heads
    stripped = without_prefix(first)
    if common or any(f in lists.features or f in lists.not_names for f in (first, *stripped)):
        return None
    if run[at].text[0] == "ل" and len(first) > 4:  # "for ...": what a farm or a camp is for is not its name
        return None
    last = _quoted(text, run, at) or at
    if last > at:
        return at, last
    while last - at < 2 and run[last].key in lists.heads and last + 1 < len(run) and run[last + 1].is_arabic:
        if _parted(text, run, last, last + 1):
            break
        last += 1
    if last == at:
        last += _goes_on(text, run, at)
    return (at, last) if last > at or len(first) >= 3 else None


def _goes_on(text: str, run: Sequence[Word], at: int) -> int:
    """How many of the next words belong to a name: those tied by `_`, or one or two before "in rural Y"."""
    lists = place_words()
    cue = lists.around | lists.near | lists.evidence | lists.not_names | lists.harm | lists.features.keys()
    tied = 0
    for following in range(at + 1, min(at + 3, len(run))):
        if text[run[following - 1].end : run[following].start] != "_" or run[following].key in cue:
            break
        tied += 1
    if tied:
        return tied
    for more in (0, 1, 2):
        following = at + more + 1
        if following >= len(run) or text[run[following - 1].end : run[following].start] != " ":
            return 0
        word = run[following]
        forms = (word.key, *without_prefix(word.key))
        if not word.is_arabic or any(f in lists.around for f in forms):
            return more if word.is_arabic else 0
        other = word.text.startswith(("ال", "و")) and run[at].key not in lists.heads
        if other or any(f in cue for f in forms):
            return 0
    return 0


def _latin_name(text: str, run: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The capitalised words before `village`, or behind `village of`."""
    lists = place_words()
    first = at
    while (
        first > 0
        and at - first < 4
        and _is_name_part(run[first - 1])
        and not _parted(text, run, first - 1, first)
    ):
        first -= 1
    skip = lists.evidence | lists.not_names | lists.never
    while first < at and run[first].key in skip and run[first].key not in LATIN_ARTICLES:
        first += 1
    if first < at and any(w.is_capitalised and w.key not in skip for w in run[first:at]):
        return first, at - 1
    begin = at + 1
    while begin < len(run) and run[begin].key in ("of", "the", "called", "named"):
        begin += 1
    last = begin
    while (
        last < len(run)
        and last - begin < 3
        and _is_name_part(run[last])
        and not _parted(text, run, last - 1, last)
    ):
        last += 1
    if last == begin or _parted(text, run, at, begin) or run[begin].key in skip - LATIN_ARTICLES:
        return None
    return begin, last - 1


def _is_name_part(word: Word) -> bool:
    """Whether a Latin word may belong to a name; of the articles those that are no English word."""
    return not word.is_arabic and (word.is_capitalised or word.key in _ARTICLES)


def _parted(text: str, run: Sequence[Word], one: int, two: int) -> bool:
    """Whether more than a space, a hash or an opening mark stands between two neighbouring words."""
    gap = "".join(text[run[n].end : run[n + 1].start] for n in range(one, two))
    return len(gap) > 4 or any(c not in " _-#\"'«“’‘(" for c in gap)


def _is_place(mention: Mention, found: Cues, countries: dict[str, float]) -> bool:
    """Whether the words around bear out that the name is a place's here."""
    if found.speaker or found.person:
        return False
    sure = found.called in SURE
    if not mention.places:
        return sure or found.placed or found.harm < 6
    if countries and not any(countries.get(p.country, 0.0) >= HOME_SHARE for p in mention.places):
        return sure
    name, lists = key(mention.name), place_words()
    large = any(p.kind is Precision.PROVINCE or p.population >= 100_000 for p in mention.places)
    if large and name not in lists.weak:
        return True
    if name in lists.weak or len(name) <= 3:
        own = name not in lists.weak and found.placed and _ARTICLE.match(mention.name) is not None
        return sure or own or (found.hashtag and found.placed)
    if "\u0600" <= mention.name[0] <= "\u06ff":
        return (
            sure
            or found.placed
            or found.hashtag
            or mention.last > mention.first
            or found.quoted
            or len(name) >= 5
        )
    known = any(p.kind in UNITS or p.population >= 20_000 for p in mention.places)
    return sure or known or found.placed or found.hashtag or mention.last > mention.first


def _lies_off(text: str, run: Sequence[Word], mention: Mention) -> bool:
    """Whether the name says where the event is not: "four kilometres east of X", "not in X"."""
    before = mention.first - 1
    while before > 0 and (run[before].key in place_words().features or run[before].key == "in"):
        before -= 1
    denied = before >= 0 and run[before].key in place_words().denied
    return denied or relation(text, run, mention.first, mention.last).km is not None


def _claim(mention: Mention, found: Cues, lies_off: bool) -> Claim:
    known = 0.35 if mention.places else 0.1
    sure = (
        known
        + 0.25 * (found.called in SURE)
        + 0.15 * found.placed
        + 0.1 * (found.harm < 8)
        + 0.05 * found.hashtag
    )
    return Claim(
        kind=Kind.PLACE,
        start=found.feature_start if found.feature_start >= 0 else mention.start,
        end=found.feature_end if found.feature_end >= 0 else mention.end,
        value=" ".join(mention.name.replace("_", " ").split()),
        event=Event.OTHER if found.origin or found.moved else Event.THIS,
        role=LANDMARK if lies_off else "",
        confidence=round(min(sure, 0.95), 2),
    )
