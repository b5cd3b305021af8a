"""A language told by a word list alone: `language_xx` enters, a checked `Lexicon` leaves.

The list says which words count, whom they count, what harm is, and how the language puts them in order; the engine
(lexicon_words, lexicon_quantity, lexicon_people, lexicon_link) knows none of it. docs/guide/adding-words.md tells
what each table means. A word may be several words, and any of them may end in `*`: a stem, for endings that change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from cairn.errors import CairnError
from cairn.vocab.closed import COUNT_KINDS, Group, Kind, Status
from cairn.vocab.load import added_words, load_toml, of_words

SAFE = "safe"
"""In place of a kind of harm: whoever it is said of is unhurt."""

VERB_LAST, FREE = "verb last", "free"
_START = "language_"
_WORDS = (
    "and",
    "with",
    "more",
    "among_them",
    "before_whole",
    "out_of",
    "no",
    "there_is",
    "rise",
    "period",
    "earlier",
    "by",
    "of_wounds",
    "names",
    "age_before",
    "age_after",
    "things",
    "stops",
    "ignore",
)
_QUANTITY = ("at_least", "up_to", "more_than", "about", "between", "to")
_NUMBERS = ("words", "times", "people", "article", "of_them")
_HARM = ("verbs", "one", "active", "nouns", "noun_one", "toll")
_PEOPLE = ("one", "two", "many", "any")
_LETTERS = ("same", "prefixes", "and", "about", "to", "of_them_endings", "own")
_MEASURED = ("sentences", "precision", "recall")
_TOP = ("name", "measured", "order", "letters", "numbers", "quantity", "people", "harm", "words")

Entry = tuple[str, Any]
"""A word's part and what it stands for there: ("harm", ("killed", "verbs")), ("word", 5)."""


@dataclass(frozen=True, slots=True)
class People:
    """What a word for people says of them: the group, the status, and `one`, `two`, `many` or `any`."""

    group: Group
    status: Status
    number: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, ready for its engine. `phrases` pairs each with its part.

    `measured` is its score on labelled sentences: how many, precision and recall of the figures, 0 to 1.
    """

    code: str
    name: str
    verb_last: bool
    same: Mapping[str, str]
    prefixes: frozenset[str]
    and_prefixes: frozenset[str]
    about_prefixes: frozenset[str]
    to_prefixes: frozenset[str]
    of_them_endings: frozenset[str]
    own_letters: frozenset[str]
    measured: Mapping[str, float]
    phrases: tuple[tuple[str, Entry], ...] = field(repr=False)


def languages() -> frozenset[str]:
    """The codes of the languages told by a list: those that ship, and a team's own."""
    shipped = (p.name.removesuffix(".toml") for p in files("cairn.vocab").joinpath("data").iterdir())
    return frozenset(
        n.removeprefix(_START) for n in (*shipped, *added_words()) if n.startswith(_START) and len(n) > 10
    )


@of_words(maxsize=64)
def lexicon(code: str) -> Lexicon:
    """The words of a language. Raises `CairnError` (vocab-unknown; language-unknown-table, language-bad-value)."""
    listed = _START + code
    tables = load_toml(listed)
    _check_keys(tables, _TOP, listed)
    letters = _table(tables, "letters", listed)
    _check_keys(letters, _LETTERS, f"{listed}.letters")
    order = tables.get("order", FREE)
    if order not in (VERB_LAST, FREE):
        raise _bad(listed, "order", order, f'Write "{VERB_LAST}" or "{FREE}".')
    return Lexicon(
        code,
        str(tables.get("name", code)),
        order == VERB_LAST,
        same={str(k): str(v) for k, v in _table(letters, "same", listed).items()},
        prefixes=frozenset(_texts(letters, "prefixes", listed)),
        and_prefixes=frozenset(_texts(letters, "and", listed)),
        about_prefixes=frozenset(_texts(letters, "about", listed)),
        to_prefixes=frozenset(_texts(letters, "to", listed)),
        of_them_endings=frozenset(_texts(letters, "of_them_endings", listed)),
        own_letters=frozenset(_texts(letters, "own", listed)),
        measured=_measured(tables, listed),
        phrases=tuple(_phrases(tables, listed)),
    )


def _measured(tables: Mapping[str, Any], listed: str) -> Mapping[str, float]:
    told = _table(tables, "measured", listed)
    _check_keys(told, _MEASURED, f"{listed}.measured")
    for key, value in told.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _bad(f"{listed}.measured", key, value, "Write a number.")
    return {key: float(value) for key, value in told.items()}


def _phrases(tables: Mapping[str, Any], listed: str) -> Iterator[tuple[str, Entry]]:
    yield from _counted(_table(tables, "numbers", listed), _NUMBERS, "num", f"{listed}.numbers")
    quantity = dict(_table(tables, "quantity", listed))
    vague = quantity.pop("vague", {})
    yield from _counted({"vague": vague}, ("vague",), "num", f"{listed}.quantity")
    yield from _plain(quantity, _QUANTITY, f"{listed}.quantity")
    yield from _plain(_table(tables, "words", listed), _WORDS, f"{listed}.words")
    yield from _of_people(_table(tables, "people", listed), f"{listed}.people")
    yield from _of_harm(_table(tables, "harm", listed), f"{listed}.harm")


def _counted(
    tables: Mapping[str, Any], known: tuple[str, ...], part: str, where: str
) -> Iterator[tuple[str, Entry]]:
    """Number words: tables of lists under the number each stands for."""
    _check_keys(tables, known, where)
    for name in tables:
        for number, words in _table(tables, name, where).items():
            if not str(number).isdecimal():
                raise _bad(where, name, number, "Write the number in digits, with its words in a list.")
            yield from ((word, (part, (name, int(number)))) for word in _list(words, where, name))


def _plain(tables: Mapping[str, Any], known: tuple[str, ...], where: str) -> Iterator[tuple[str, Entry]]:
    _check_keys(tables, known, where)
    for name, words in tables.items():
        yield from ((word, (name, True)) for word in _list(words, where, name))


def _of_people(tables: Mapping[str, Any], where: str) -> Iterator[tuple[str, Entry]]:
    for name in tables:
        told = dict(_table(tables, name, where))
        group, status = told.pop("group", Group.ALL), told.pop("status", Status.UNKNOWN)
        if group not in set(Group) or status not in set(Status):
            raise _bad(where, name, f"{group}, {status}", "Take group and status from the closed lists.")
        _check_keys(told, _PEOPLE, f"{where}.{name}")
        for number, words in told.items():
            of = People(Group(group), Status(status), number)
            yield from ((word, ("people", of)) for word in _list(words, where, name))


def _of_harm(tables: Mapping[str, Any], where: str) -> Iterator[tuple[str, Entry]]:
    _check_keys(tables, (*(str(kind) for kind in COUNT_KINDS), SAFE), where)
    for kind in tables:
        told = _table(tables, kind, where)
        _check_keys(told, _HARM, f"{where}.{kind}")
        for how, words in told.items():
            meant = SAFE if kind == SAFE else Kind(kind)
            part = "toll" if how == "toll" else "noun" if how in ("nouns", "noun_one") else "verb"
            yield from ((word, (part, (meant, how))) for word in _list(words, where, kind))


def _table(tables: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    found = tables.get(key, {})
    if not isinstance(found, Mapping):
        raise _bad(where, key, found, "This is a table: its own lists stand in it.")
    return found


def _texts(tables: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    return _list(tables.get(key, []), where, key)


def _list(words: object, where: str, key: str) -> tuple[str, ...]:
    if not isinstance(words, list) or not all(isinstance(w, str) and w.strip(" *") for w in words):
        raise _bad(where, key, words, "Write a list of words, each in quotes.")
    return tuple(words)


def _check_keys(tables: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    """A misspelled table would be left unread in silence."""
    among = tuple(known)
    for key in tables:
        if key not in among:
            raise CairnError(
                "language-unknown-table",
                f"the word list {where} has a table {key} that no reader knows",
                field="table",
                value=key,
                remedy=f"The tables here are {', '.join(among)}.",
            )


def _bad(where: str, key: str, value: object, remedy: str) -> CairnError:
    message = f"{key} in the word list {where} cannot be used"
    return CairnError("language-bad-value", message, field=key, value=value, remedy=remedy)
