"""What the words around a place name say of it: is it a place at all, which kind, and is it the event's.

A run of words with offsets and the span of a name enter; `Cues` leave. The words are in
`vocab/data/place_words.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cairn.places.names import LATIN_ARTICLES, Word, key, without_prefix, words
from cairn.places.words import PlaceWords, place_words
from cairn.vocab.load import of_words

SURE = frozenset({"province", "district", "subdistrict", "city", "town", "village", "camp", "neighbourhood"})
"""Kinds of feature word that make a name a place's beyond doubt."""
UNITS_CALLED = frozenset({"province", "district", "subdistrict"})
"""Of these the units of administration."""

_ARTICLE_FIRST = re.compile(r"^[وفبكل]{0,2}ال")
HARM_WORDS = 12
"""A word of harm farther off than this says nothing of a name."""
_SENTENCE_END = re.compile(r"[.!?؟\n،؛;:|]")


@dataclass(frozen=True, slots=True)
class Cues:
    """`called`: the feature word's kind; `feature_start`: where it begins, or -1; the rest are yes or no."""

    called: str = ""
    feature_start: int = -1
    feature_end: int = -1
    placed: bool = False  # a preposition or a direction stands before
    wide: bool = False  # the area around it is meant
    near: bool = False
    hashtag: bool = False
    quoted: bool = False
    person: bool = False
    speaker: bool = False  # an outlet or an actor that bears the name
    street: bool = False  # a street's name, which does not tell where the street is
    origin: bool = False  # where somebody is from
    moved: bool = False  # where somebody was brought, or what struck set out from
    harm: int = 99  # words to the nearest word of the event in the same sentence


@of_words(maxsize=4)
def _kept(text: str) -> dict[tuple[int, int], Cues]:
    """The cues of this text found so far: they are asked for when names are found and when one is chosen."""
    return {}


def cues(text: str, run: Sequence[Word], first: int, last: int) -> Cues:
    """The cues of the name that spans `run[first]` to `run[last]`; `run` is `words(text)`."""
    kept = _kept(text)
    found = kept.get((first, last))
    if found is None:
        found = kept[first, last] = _cues(text, run, first, last)
    return found


def _cues(text: str, run: Sequence[Word], first: int, last: int) -> Cues:
    lists = place_words()
    before = list(run[max(0, first - 4) : first])
    back = _same_clause(text, before, run[first].start)
    called, feature_start = _feature_before(back)
    feature_end = -1
    behind = _behind(text, run, last)
    if not called and behind and not run[first].is_arabic and behind[0].key == "refugee":
        behind = list(run[last + 2 : last + 3])
    if not called and behind and not run[first].is_arabic and behind[0].key in lists.features:
        called, feature_end = lists.features[behind[0].key], behind[0].end
    rest = back[:-1] if feature_start >= 0 else back
    keys = [_bare(w, lists) for w in rest]
    near_key = next((k for k in reversed(keys) if k not in LATIN_ARTICLES and k != "the"), "")
    own = _written_on(run[first]) or _tagged(text, run, first, lists)
    return Cues(
        called=called,
        feature_start=feature_start,
        feature_end=feature_end,
        placed=near_key in lists.evidence or own or (bool(called) and any(k in lists.evidence for k in keys)),
        wide=near_key in lists.around or (near_key == "of" and any(k in lists.around for k in keys[-3:])),
        near=any(k in lists.near for k in keys[-2:]),
        hashtag=text[max(0, run[first].start - 1) : run[first].start] in ("#", "_"),
        quoted=text[max(0, run[first].start - 1) : run[first].start] in ('"', "«", "“", "'"),
        person=_is_person(near_key, behind, lists) and not called,
        speaker=_is_speaker(near_key, behind, lists, bool(called) or own),
        street=_is_street(back, behind, run[first].is_arabic, lists),
        origin=any(k in lists.origin for k in keys[-3:]) or _of_people(back, lists),
        moved=any(k in lists.movement for k in keys[-3:]) or _is_start(keys, near_key, lists),
        harm=_harm_distance(text, run, first, last),
    )


def _same_clause(text: str, before: Sequence[Word], start: int) -> list[Word]:
    """The words before that no mark of punctuation parts from the name."""
    kept: list[Word] = []
    edge = start
    for word in reversed(before):
        if _SENTENCE_END.search(text, word.end, edge):
            break
        kept.insert(0, word)
        edge = word.start
    return kept


def _behind(text: str, run: Sequence[Word], last: int) -> list[Word]:
    words = run[last + 1 : last + 3]
    return [w for w in words[:1] if not _SENTENCE_END.search(text, run[last].end, w.start)]


def _feature_before(back: Sequence[Word]) -> tuple[str, int]:
    """Kind and start of the feature word right before the name, `of` and articles between them allowed."""
    for word in reversed(back[-3:]):
        if word.key in LATIN_ARTICLES or word.key in ("of", "the"):
            continue
        street = not word.is_arabic and word.key in place_words().streets  # "X Street, Y" calls Y nothing
        called = "" if street else feature_of(word)
        return (called, word.start) if called else ("", -1)
    return "", -1


def feature_of(word: Word) -> str:
    """The kind of place a feature word names, or nothing. With the article it points back and names none."""
    return _feature(word.text, word.key, word.is_arabic)


@of_words(maxsize=50_000)
def _feature(text: str, key: str, is_arabic: bool) -> str:
    features = place_words().features
    if not is_arabic:
        return features.get(key, "")
    if _ARTICLE_FIRST.match(text):
        return ""
    return next((features[f] for f in (key, *without_prefix(key)) if f in features), "")


def _bare(word: Word, lists: PlaceWords) -> str:
    """The word, or what is left without its written-on prefix where only that is a known cue."""
    known = (
        lists.evidence,
        lists.around,
        lists.near,
        lists.origin,
        lists.movement,
        lists.launched,
        lists.titles,
    )
    if word.is_arabic and not any(word.key in s for s in known):
        return next((f for f in without_prefix(word.key) if any(f in s for s in known)), word.key)
    return word.key


def _written_on(word: Word) -> bool:
    """Whether the name carries `ب` or `ل`, "in" or "to", as its first letter."""
    return word.is_arabic and word.text[0] in "بل" and bool(without_prefix(word.key))


def _tagged(text: str, run: Sequence[Word], first: int, lists: PlaceWords) -> bool:
    """Whether the name is tied by `_` to a word of harm before it, as hashtags are: `#..._X`."""
    return (
        first > 0 and text[run[first - 1].end : run[first].start] == "_" and _is_harm(run[first - 1], lists)
    )


def is_no_place(name: str, found: Cues) -> bool:
    """Whether the name is a street's or a country's: neither is a town, unless the text calls the latter one."""
    if found.street:
        return True
    called = found.called in SURE - UNITS_CALLED and found.feature_start >= 0
    return key(name) in place_words().country_names and not called


def _is_street(back: Sequence[Word], behind: Sequence[Word], is_arabic: bool, lists: PlaceWords) -> bool:
    """Whether "شارع" stands right before the name, or "Street" right behind; "a Homs street" is a street in Homs."""
    if not is_arabic:
        return bool(behind) and behind[0].is_capitalised and behind[0].key in lists.streets
    if not back or _ARTICLE_FIRST.match(back[-1].text):
        return False
    return any(f in lists.streets for f in (back[-1].key, *without_prefix(back[-1].key)))


def _of_people(back: Sequence[Word], lists: PlaceWords) -> bool:
    """Whether the name stands behind "from the people of" or "from the village of", and not "near to the village"."""
    measured = lists.measured | lists.directions | lists.around | lists.kilometres
    for at, (one, two) in enumerate(pairwise(back)):
        if one.key in ("من", "from") and two.key in lists.people_of:
            before = back[at - 1] if at else None
            return before is None or not any(f in measured for f in (before.key, *without_prefix(before.key)))
    return False


def _is_start(keys: Sequence[str], before: str, lists: PlaceWords) -> bool:
    """Whether what struck set out from the name; what is fired at it did not."""
    return before not in lists.aimed and any(k in lists.launched for k in keys[-3:])


def _is_person(before: str, behind: Sequence[Word], lists: PlaceWords) -> bool:
    return before in lists.titles or (bool(behind) and behind[0].key in lists.family_behind)


def _is_speaker(before: str, behind: Sequence[Word], lists: PlaceWords, called: bool) -> bool:
    after = behind[0].key if behind else ""
    if after in lists.days_behind and (called or before in lists.evidence) and not behind[0].is_capitalised:
        return False  # "in X today" against the paper "X Today"
    if after in lists.outlets_behind or after in lists.actors_behind:
        return True
    return not called and (before in lists.outlets or before in lists.actors_before)


def _harm_distance(text: str, run: Sequence[Word], first: int, last: int) -> int:
    """Words between the name and the nearest word of the event in the sentence; 99 where there is none."""
    harmed = _harmed(text)
    at = bisect_left(harmed, first - HARM_WORDS)
    found = []
    while at < len(harmed) and harmed[at] <= last + HARM_WORDS:
        near = harmed[at]
        if not first <= near <= last:
            found.append((first - near if near < first else near - last, near))
        at += 1
    for step, near in sorted(found):
        low, high = (run[near].end, run[first].start) if near < first else (run[last].end, run[near].start)
        if "\n" not in text[low:high] and ". " not in text[low:high]:
            return step
    return 99


@of_words(maxsize=4)
def _harmed(text: str) -> list[int]:
    """Where the words of harm stand, as numbers of words."""
    lists = place_words()
    return [n for n, word in enumerate(words(text)) if _is_harm(word, lists)]


def _is_harm(word: Word, lists: PlaceWords) -> bool:
    return word.key in lists.harm or (
        word.is_arabic and any(f in lists.harm for f in without_prefix(word.key))
    )
