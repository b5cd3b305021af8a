"""The reviewed words of data/actors_tables.toml: columns, relations, yes and no, sanctions lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from cairn.errors import RowRejected
from cairn.vocab.load import load_toml
from cairn.vocab.relations import RELATIONS


@cache
def tables() -> Mapping[str, Any]:
    """The file as it is."""
    return load_toml("actors_tables", "cairn.sources")


def plain(word: str) -> str:
    """A word as spellings are compared: no case, and any run of spaces, hyphens and underscores is one space."""
    return " ".join(word.replace("_", " ").replace("-", " ").casefold().split())


@cache
def _columns() -> Mapping[str, str]:
    return {plain(s): ours for ours, spellings in tables()["columns"].items() for s in spellings}


@cache
def _relations() -> Mapping[str, str]:
    theirs = {plain(w): ours for ours, words in tables()["relations"].items() for w in words}
    return {**theirs, **{plain(ours): ours for ours in RELATIONS}}


def cells_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of a row by our names of the columns; of several spellings of one the first that is filled counts."""
    found: dict[str, Any] = {}
    for column, value in told.items():
        ours = _columns().get(plain(str(column)))
        if ours and found.get(ours) in (None, ""):
            found[ours] = value
    return found


def relation_word(told: object) -> str:
    """Our name of a relation; the words as they are where it is none."""
    word = "" if told is None else str(told).strip()
    return _relations().get(plain(word), word)


def is_yes(told: object, field: str) -> bool:
    """Whether a cell says yes; an empty one says no. Raises `RowRejected` (actors-yes-or-no) for another word."""
    word = "" if told is None else plain(str(told))
    if word in tables()["words"]["yes"]:
        return True
    if not word or word in tables()["words"]["no"]:
        return False
    raise RowRejected(
        "actors-yes-or-no",
        f"{word} is neither yes nor no",
        field=field,
        value=told,
        remedy="Write yes or no.",
    )
