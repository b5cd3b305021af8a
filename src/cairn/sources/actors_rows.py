"""Reads what is said of actors: a table or a TOML of relations and designations enters, checked rows leave.

Each row is one author's word, by the rules of `cairn.vocab.relations`; an actor may be named by its id, its name or an
alias. Columns: data/actors_tables.toml. A row that cannot be taken is set aside verbatim, and the rest goes in. A row
that says `withdrawn` takes the word back; a row that is merely gone from a later file stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from cairn.errors import FileRefused, RowRejected
from cairn.vocab.relations import Designation, Relation, designation_from, relation_from, slug

from .actors_words import cells_of, is_yes, relation_word
from .raw_row import BadRow, RawRow
from .register_words import NOBODY

LONGEST_ID = 200
LONGEST_NAME = 200
_ACTORS = ("subject", "object", "actor", "asserted_by", "authority")
_JOINERS = re.compile("[\u200c\u200d]")  # which Persian and other names are written with
_MARKS = re.compile("[\u200e\u200f\u061c\ufeff]")  # of direction, which come along where a name is copied
_WRAPS = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"  # round a name, and nowhere within it
_SIGNS = re.compile(r'[\s,;|"\[\]]+')
Word = Relation | Designation
"""What an author says: how two actors stand, or that one is listed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table is read by: the ids of all actors, and a function from a name to the id behind it, "" for none."""

    known: Collection[str]
    find: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Said:
    """One row: where it stands in the file, what it says, and whether that is taken back."""

    row: str
    told: Word
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class ActorsTable:
    """A whole file: what is said, the rows set aside, and notes on what is none of ours; as they are kept and told."""

    said: tuple[Said, ...]
    rejected: tuple[Mapping[str, str], ...] = ()
    notes: tuple[Mapping[str, str], ...] = ()


def read_rows(name: str, rows: Iterable[RawRow | BadRow], by: Reading) -> ActorsTable:
    """Every row of a table as a relation or a designation, told by its columns, or set aside.

    Raises `FileRefused` (actors-columns-unknown) where the first row has the columns of neither.
    """
    listed = list(rows)
    first = next((r for r in listed if isinstance(r, RawRow)), None)
    if first is not None and not _kind(cells_of(first.cells)):
        raise FileRefused(
            "actors-columns-unknown",
            f"{name} tells neither relations nor designations",
            field="header",
            value=", ".join(map(str, first.cells))[:200],
            remedy="Name the columns: subject, relation, object, asserted_by, source for relations; "
            "actor, authority, source for designations.",
        )
    found = _Found(by)
    for row in listed:
        if isinstance(row, BadRow):
            found.rejected.append(row.as_dict())
        else:
            found.take(str(row.row), row.raw, row.cells)
    return found.table()


def read_tables(toml: Mapping[str, Any], by: Reading) -> ActorsTable:
    """The tables `relation` and `designation` of a TOML file; a row is named by its table and its number there."""
    found = _Found(by)
    for kind in ("relation", "designation"):
        for n, row in enumerate(toml.get(kind, ()), 1):
            told = row if isinstance(row, Mapping) else {}
            found.take(f"{kind} {n}", json.dumps(row, ensure_ascii=False, default=str), told, kind)
    return found.table()


class _Found:
    """Rows as they are read, each word once."""

    def __init__(self, by: Reading) -> None:
        self.by = by
        self.said: dict[str, Said] = {}
        self.rejected: list[Mapping[str, str]] = []

    def take(self, row: str, raw: str, cells: Mapping[str, Any], kind: str = "") -> None:
        try:
            said = _said(row, cells, kind, self.by)
            before = self.said.setdefault(said.told.id, said)
            if (before.told, before.withdrawn) != (said.told, said.withdrawn):
                raise _twice(said, before)
        except RowRejected as error:
            self.rejected.append({"row": row, "raw": raw, **error.as_dict()})

    def table(self) -> ActorsTable:
        return ActorsTable(tuple(self.said.values()), tuple(self.rejected))


def _said(row: str, raw_cells: Mapping[str, Any], kind: str, by: Reading) -> Said:
    _refuse_unusable(raw_cells)
    cells = {name: _plain(value) for name, value in cells_of(raw_cells).items()}
    kind = kind or _kind(cells)
    if not kind:
        raise RowRejected(
            "actors-row-unknown",
            "the row tells neither a relation nor a designation",
            field="row",
            value=", ".join(map(str, raw_cells))[:200],
            remedy="Give it subject, relation and object, or actor and authority.",
        )
    for name in _ACTORS:
        cells[name] = _actor(str(cells.get(name) or ""), by)
    told = _relation(cells, by) if kind == "relation" else _designation(cells, by)
    return Said(row, told, is_yes(cells.get("withdrawn"), "withdrawn"))


def _kind(cells: Mapping[str, Any]) -> str:
    """What a row is, by the columns it has: a relation, a designation, or neither."""
    if {"relation", "object"} <= set(cells):
        return "relation"
    return "designation" if {"actor", "authority"} <= set(cells) else ""


def _relation(cells: Mapping[str, Any], by: Reading) -> Relation:
    row = {
        **cells,
        "relation": relation_word(cells.get("relation")),
        "denied": relation_word(cells.get("denied")),
        "countries": [code.upper() for code in _list(cells.get("countries"))],
        "one_side": "yes" if is_yes(cells.get("one_side"), "one_side") else "",
    }
    told = relation_from(row, by.known)
    parts = (told.subject, told.relation, told.denied, told.object, slug(told.asserted_by), told.start)
    return replace(told, id=_id(cells, parts))


def _designation(cells: Mapping[str, Any], by: Reading) -> Designation:
    told = designation_from(cells, by.known)
    parts = (told.actor, "designated", slug(told.authority), slug(told.list), told.start)
    return replace(told, id=_id(cells, parts))


def _actor(told: str, by: Reading) -> str:
    """The id of whoever is named; the name itself where we know none of it, nothing where nobody is named.
    Raises `RowRejected` (actors-name-unusable)."""
    told = " ".join(_MARKS.sub("", told).strip(_WRAPS + " ").split())
    if told in by.known:
        return told
    if len(told) > LONGEST_NAME or not _JOINERS.sub("", told).isprintable():
        raise RowRejected(
            "actors-name-unusable",
            f"a name has at most {LONGEST_NAME} letters, and no signs that cannot be printed",
            field="name",
            value=told,
            remedy="Write the name by which they go; what they said belongs in the source.",
        )
    found = by.find(told) if told else ""
    return "" if found == NOBODY else found or told


def _plain(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _list(told: object) -> list[str]:
    """The parts of a cell that holds several: a list, a list written as JSON, or words parted by any sign."""
    parts = (
        map(str, told) if isinstance(told, list | tuple) else _SIGNS.split("" if told is None else str(told))
    )
    return [part for p in parts if (part := p.strip())]


def _id(cells: Mapping[str, Any], parts: Iterable[object]) -> str:
    """The id that the row gives, else one made of who says what of whom from when: a row that comes again with
    another end, day or source is the same row, changed."""
    given = " ".join(str(cells.get("id") or "").split())
    key = given or ":".join(str(part) for part in parts if part not in (None, ""))
    if given and (len(given) > LONGEST_ID or not given.isprintable()):
        raise RowRejected(
            "actors-id-unusable",
            f"the id is longer than {LONGEST_ID} characters or holds signs that cannot be printed",
            field="id",
            value=given,
            remedy="Use a short id, or none.",
        )
    return key if len(key) <= LONGEST_ID else f"{key[:180]}:{sha256(key.encode()).hexdigest()[:16]}"


def _twice(said: Said, before: Said) -> RowRejected:
    return RowRejected(
        "relation-id-twice",
        f"row {before.row} says the same of the same from the same day, otherwise",
        field="id",
        value=said.told.id,
        remedy="Keep one of the two rows, or give each an id of its own in a column `id`.",
    )


def _refuse_unusable(cells: Mapping[str, Any]) -> None:
    """NUL and half characters cannot be kept as text everywhere. Raises `RowRejected`."""
    for column, value in cells.items():
        text = json.dumps([column, value], ensure_ascii=False, default=str)
        if "\\u0000" in text or any("\ud800" <= c <= "\udfff" for c in text):
            raise RowRejected(
                "actors-cell-unusable",
                "the cell holds a NUL or half a character",
                field=ascii(column)[1:-1],
                value=ascii(value),
                remedy="Export it again as UTF-8 text; such signs come from a broken export.",
            )
