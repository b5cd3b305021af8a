"""The place words of `vocab/data/place_words.toml`, folded once, as sets to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cairn.places.names import key, word_key
from cairn.vocab.load import load_toml, of_words


@dataclass(frozen=True)
class PlaceWords:
    """Every list by its use, each word as compared (`word_key`)."""

    features: Mapping[str, str]  # word -> province ... area
    streets: frozenset[str]
    country_names: frozenset[str]  # as names are compared (`key`)
    evidence: frozenset[str]
    around: frozenset[str]
    near: frozenset[str]
    origin: frozenset[str]
    people_of: frozenset[str]
    named_landmarks: frozenset[str]
    movement: frozenset[str]
    launched: frozenset[str]
    measured: frozenset[str]
    aimed: frozenset[str]
    outlets: frozenset[str]
    outlets_behind: frozenset[str]
    days_behind: frozenset[str]
    actors_before: frozenset[str]
    actors_behind: frozenset[str]
    titles: frozenset[str]
    family_behind: frozenset[str]
    heads: frozenset[str]
    not_names: frozenset[str]
    directions: frozenset[str]
    never: frozenset[str]
    weak: frozenset[str]
    harm: frozenset[str]
    countries: Mapping[str, str]  # word -> ISO 3166 code
    bearings: Mapping[str, float]  # word -> degrees clockwise from north
    rural: frozenset[str]
    kilometres: frozenset[str]
    skipped: frozenset[str]
    denied: frozenset[str]
    between: frozenset[str]
    joining: frozenset[str]


@of_words()
def place_words() -> PlaceWords:
    """The lists, read once. Raises `CairnError` where the file is missing or a list is empty."""
    lists = load_toml("place_words")
    evidence, other, no_place = lists["evidence"], lists["not_the_event"], lists["no_place"]
    return PlaceWords(
        features=_by_word({k: v for k, v in lists["features"].items() if k != "named_landmarks"}),
        streets=_folded(no_place["streets"]),
        country_names=frozenset(map(key, (*no_place["countries_latin"], *no_place["countries_arabic"]))),
        evidence=_folded(evidence["in_arabic"]) | _folded(evidence["in_latin"]),
        around=_folded(evidence["around"]),
        near=_folded(evidence["near"]),
        origin=_folded(other["origin"]),
        people_of=_folded(other["people_of"]),
        named_landmarks=_folded(lists["features"]["named_landmarks"]),
        movement=_folded(other["movement"]),
        launched=_folded(other["launched"]),
        measured=_folded(other["measured"]),
        aimed=_folded(other["aimed"]),
        outlets=_folded(other["outlets"]),
        outlets_behind=_folded(other["outlets_behind"]),
        days_behind=_folded(other["days_behind"]),
        actors_before=_folded(other["actors_before"]),
        actors_behind=_folded(other["actors_behind"]),
        family_behind=_folded(lists["people"]["behind"]),
        titles=_folded(lists["people"]["titles"]),
        heads=_folded(lists["unknown_names"]["heads"]),
        not_names=_folded(lists["unknown_names"]["not_names"]),
        directions=_folded(lists["never"]["directions"]),
        never=_folded(lists["never"]["directions"]) | _folded(lists["never"]["words"]),
        weak=_folded(lists["weak"]["arabic"]) | _folded(lists["weak"]["latin"]),
        harm=_folded(lists["harm"]["arabic"]) | _folded(lists["harm"]["latin"]),
        countries=_by_word(lists["countries"]),
        bearings={word: float(way) for word, way in _by_word(lists["bearings"]).items()},
        rural=_folded(lists["relations"]["rural"]),
        kilometres=_folded(lists["relations"]["kilometres"]),
        skipped=_folded(lists["relations"]["skipped"]),
        denied=_folded(lists["relations"]["denied"]),
        between=_folded(lists["relations"]["between"]),
        joining=_folded(lists["relations"]["joining"]),
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word_key(w) for w in words)


def _by_word(table: Mapping[str, list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for use, words in table.items():
        for word in words:
            found.setdefault(word_key(word), use)
    return found
