"""Whose file it is, by its columns: the names of a row's columns enter, the form another recorder exports leaves.

A file's name says nothing. One that has nearly the columns of a form is refused by the column it lacks, for read as any
other table it would lose its figures in silence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from math import isfinite
from typing import Any

from cairn.errors import FileRefused, RowRejected
from cairn.vocab.load import load_toml

from .raw_row import BadRow, RawRow
from .rows import rows_of
from .workbook import is_workbook

REGISTER, REPORTS = "register", "reports"
_OURS = frozenset({"id", "text"})
"""What a table of reports has that needs no other form, whatever other columns it has."""
_HEAD = 1 << 20
"""Bytes looked at to know a file by; its header is on the first line."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of file: the columns it must have, and those that give away a file that nearly is one."""

    key: str
    name: str
    kind: str  # REGISTER or REPORTS
    needed: tuple[str, ...]
    telling: frozenset[str]
    near: int
    spellings: Mapping[str, str]  # another spelling -> the column

    def columns(self, names: Iterable[str]) -> frozenset[str]:
        """The columns of this form among these."""
        return frozenset(self.column(name) for name in names)

    def is_of(self, columns: frozenset[str]) -> bool:
        """Whether a file with these columns is of this form."""
        return columns.issuperset(self.needed) and len(self.telling & columns) >= self.near

    def column(self, name: str) -> str:
        """The column of this form that the name spells, or the name as compared."""
        key = as_column(name)
        return self.spellings.get(key, key)


def as_column(name: str) -> str:
    """A column's name as compared: small letters, one underscore for spaces."""
    return "_".join(name.replace("_", " ").split()).lower()


@cache
def tables() -> Mapping[str, Any]:
    """The file data/recorders.toml as it is."""
    return load_toml("recorders", "cairn.sources")


@cache
def forms() -> tuple[Form, ...]:
    """Every form that is known, in the order of the file."""
    return tuple(_form(key, told) for key, told in tables().items() if "needed" in told)


def _form(key: str, told: Mapping[str, Any]) -> Form:
    spellings = {other: column for column, others in told.get("spellings", {}).items() for other in others}
    needed, telling = tuple(told["needed"]), frozenset(told["telling"])
    return Form(key, told["name"], told["kind"], needed, telling, told["near"], spellings)


@lru_cache(maxsize=1000)
def _of(names: tuple[str, ...]) -> Form | None:
    return next((form for form in forms() if form.is_of(form.columns(names))), None)


def form_of(names: Iterable[str]) -> Form | None:
    """The form whose needed columns are all among these names; None where they are of none."""
    return _of(tuple(names))


def refuse_near(name: str, names: Sequence[str]) -> None:
    """Raises `FileRefused` (recorder-column-missing) where the columns are nearly those of a form."""
    for form in forms():
        given = form.columns(names) | set(map(as_column, names))
        lacking = [column for column in form.needed if column not in given]
        if lacking and len(form.telling & given) >= form.near:
            raise FileRefused(
                "recorder-column-missing",
                f"{name} looks like {form.name} and lacks {', '.join(lacking)}",
                field="header",
                value=", ".join(names)[:200],
                remedy="Export it again with all its columns, or name the columns as docs/guide tells.",
            )


def form_of_file(name: str, data: bytes, wanted: str) -> Form | None:
    """The form of a file that is to be read as `wanted`; None where it is of no recorder's own form.

    Raises `FileRefused`: recorder-other-kind where it holds the other kind, recorder-column-missing.
    """
    first = next((row for row in _head(name, data) if isinstance(row, RawRow)), None)
    if first is None or (wanted == REPORTS and _OURS.issubset(map(as_column, first.cells))):
        return None
    found = form_of(first.cells)
    if found is None:
        refuse_near(name, list(first.cells))
    elif found.kind != wanted:
        raise FileRefused(
            "recorder-other-kind",
            f"{name} is a file of {found.name}, which holds {_HOLDS[found.kind]}",
            field="as",
            value=wanted,
            remedy=f"Add it with --as {found.kind}.",
        )
    return found


_HOLDS = {REGISTER: "incidents as another recorder counts them", REPORTS: "what sources said"}


def _head(name: str, data: bytes) -> Iterator[RawRow | BadRow]:
    """The first rows of a file, without reading all of it."""
    if is_workbook(name, data) or len(data) <= _HEAD or data[:1] in b"[{":
        yield from rows_in(name, data)
        return
    end = data.rfind(b"\n", 0, _HEAD)
    yield from rows_of(name, data[: end + 1] if end > 0 else data)


def rows_in(name: str, data: bytes) -> Iterator[RawRow | BadRow]:
    """The rows of a file of any form: as `rows_of`, and the items of one page of an interface (`results`).

    Raises `FileRefused` with the codes of `rows_of`.
    """
    items = None if is_workbook(name, data) else _page(data)
    return rows_of(name, data) if items is None else _rows(items)


def _page(data: bytes) -> list[Any] | None:
    """The items of a JSON list, or of the list `results` of one object; None for anything else."""
    bare = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare[:1] not in (b"[", b"{") or _is_row(bare.split(b"\n", 1)[0]):
        return None
    try:
        told = json.loads(bare, parse_float=_number, parse_constant=_number)
    except (ValueError, RecursionError):
        return None  # JSON Lines, or nothing that can be read: `rows_of` tells which
    items = told.get("results") if isinstance(told, dict) else told
    return items if isinstance(items, list) else None


def _is_row(line: bytes) -> bool:
    """Whether the first line is an object by itself, as in JSON Lines, and no page of them."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and not isinstance(told.get("results"), list)


def _number(digits: str) -> float:
    """A number as it is kept. Raises `ValueError` for one that no JSON holds."""
    number = float(digits)
    if not isfinite(number):
        raise ValueError(digits)
    return number


def _rows(items: Sequence[Any]) -> Iterator[RawRow | BadRow]:
    for n, item in enumerate(items, start=1):
        raw = json.dumps(item, ensure_ascii=False)
        if isinstance(item, dict):
            yield RawRow(n, raw, item)
        else:
            yield BadRow(n, raw, _no_object(raw))


def _no_object(raw: str) -> RowRejected:
    return RowRejected(
        "row-not-object",
        "the item of the list is no object with columns",
        field="row",
        value=raw,
        remedy="Export it again.",
    )


def by_column(form: Form, cells: Mapping[str, Any]) -> dict[str, Any]:
    """The cells under the columns of a form; of two spellings the first that holds anything."""
    found: dict[str, Any] = {}
    plain = (
        (as_column(name), value) for name, value in cells.items() if as_column(name) not in form.spellings
    )
    spelt = ((form.column(name), value) for name, value in cells.items())
    for column, value in chain(plain, spelt):
        if found.get(column) in (None, ""):
            found[column] = value
    return found
