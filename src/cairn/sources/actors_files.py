"""Reads a file of what is said of actors, whatever its form: name and bytes enter, an `ActorsTable` leaves.

Three forms: a TOML with tables `relation` and `designation` (its actors are read by `cairn.vocab.actors`); a table of
relations or of designations, told by its columns; a sanctions list as others publish it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from itertools import chain
from typing import Any

from cairn.errors import FileRefused
from cairn.vocab.actors import Actor

from .actors_rows import ActorsTable, Reading, read_rows, read_tables
from .actors_sanctions import is_sanctions, read_sanctions
from .raw_row import RawRow
from .register_words import actor_finder
from .rows import rows_of

_TABLES = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".json", ".xlsx", ".xlsm", ".xls")
OF_TOML = ("actor", "relation", "designation")


def is_table(name: str) -> bool:
    """Whether to read it as a table, by its name; all else is TOML."""
    return name.lower().endswith(_TABLES)


def toml_of(name: str, data: bytes) -> dict[str, Any]:
    """The tables of a TOML file. Raises `FileRefused` (file-not-utf8, actors-file-unreadable)."""
    try:
        found = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as e:
        raise FileRefused(
            "file-not-utf8", "the file is not UTF-8", field="file", value=name, remedy="Save it as UTF-8."
        ) from e
    except tomllib.TOMLDecodeError as e:
        raise _unreadable(name, f"cannot be read: {e}") from e
    for key, rows in found.items():
        if key in OF_TOML and not isinstance(rows, list):
            raise _unreadable(name, f"has one `{key}` and no list of them")
    return found


def read_toml(toml: Mapping[str, Any], actors: Mapping[str, Actor]) -> ActorsTable:
    """What a TOML file says of these actors; each faulty row is set aside."""
    return read_tables(toml, _reading(actors))


def read_table(name: str, data: bytes, actors: Mapping[str, Actor]) -> ActorsTable:
    """What a table says of these actors. Raises `FileRefused` (actors-columns-unknown, and the codes of `rows_of`)."""
    rows = rows_of(name, data)
    held = []
    for row in rows:
        held.append(row)
        if isinstance(row, RawRow):
            break
    whole = chain(held, rows)
    by = _reading(actors)
    if held and isinstance(held[-1], RawRow) and is_sanctions(held[-1].cells):
        return read_sanctions(whole, actors, by.find)
    return read_rows(name, whole, by)


def _reading(actors: Mapping[str, Actor]) -> Reading:
    return Reading(frozenset(actors), actor_finder(actors.values()))


def _unreadable(name: str, why: str) -> FileRefused:
    return FileRefused(
        "actors-file-unreadable",
        f"{name} {why}",
        field="file",
        value=name,
        remedy="Correct the file of actors.",
    )
