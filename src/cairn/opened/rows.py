"""A table as it was opened: rows one after another, some of them by what their cells hold, and other forms of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from html import escape
from itertools import islice
from typing import Any, Generic, TypeVar, overload

from cairn.errors import NotFound
from cairn.publish.tables.fields import Field, Kind, kind_of

from .columns import value
from .content import Content, spans
from .days import day_of
from .row import Row, shown
from .shelf import parsed, unreadable

R = TypeVar("R", bound=Row)
Spans = list[tuple[int, int]]
KEYS = frozenset({"id", "incident_id", "report_id", "actor_id", "entry_id", "document_id"})
"""Columns by which rows are looked up again and again: where they stand is noted the first time."""
_SEEN = 10
"""Rows that a notebook shows of a table."""


class Rows(Generic[R]):
    """The rows of one table, in the order in which they were published. Nothing is read before the first is asked for;
    each is made when its turn comes and none is kept."""

    def __init__(
        self,
        name: str,
        columns: tuple[Field, ...],
        made: type[R],
        content: Callable[[], Content],
        about: Callable[[], Mapping[str, str]],
    ) -> None:
        self.name, self.columns = name, columns
        self._made, self._content, self._about = made, content, about
        self._wanted: Callable[[R], bool] | None = None
        self._only: Spans | None = None
        self._keyed: dict[str, dict[str, Spans]] = {}

    def __iter__(self) -> Iterator[R]:
        """Raises `FileRefused` (checksum-differs, opened-incomplete, opened-unreadable) before the first row or at a row
        that is not of its columns."""
        for told in self.plain():
            row = self._row(told)
            if self._wanted is None or self._wanted(row):
                yield row

    def __len__(self) -> int:
        return self._count

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> list[R]: ...
    def __getitem__(self, at: int | slice) -> R | list[R]:
        """A row by its place, from the end where it is negative, or several. Raises `IndexError`."""
        if isinstance(at, slice):
            return list(islice(self, *at.indices(len(self)))) if (at.step or 1) > 0 else list(self)[at]
        found = next(islice(self, at if at >= 0 else max(at + len(self), 0), None), None)
        if found is None or at < -len(self):
            raise IndexError(f"{self.name} has {len(self)} rows")
        return found

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self)} rows of {len(self.columns)} columns>"

    def where(self, **cells: object) -> Rows[R]:
        """The rows whose cells hold just this; of a list, one of its texts; None is what is unknown. A day is given as a
        date or as it is written. It chooses rows and adds nothing up: for a sum ask for a tally.

        Raises `NotFound` (column-unknown).
        """
        kinds = {f.name: kind_of(f) for f in self.columns}
        if odd := next((name for name in cells if name not in kinds), None):
            raise self._no_column(odd)
        asked = {name: _asked(kinds[name], cell) for name, cell in cells.items()}

        def wanted(row: R) -> bool:
            if self._wanted is not None and not self._wanted(row):
                return False
            return all(_is(row[name], cell) for name, cell in asked.items())

        keys = [
            self._lying(name).get(c, []) for name, c in asked.items() if name in KEYS and isinstance(c, str)
        ]
        return self._with(
            wanted, min([*keys, *([] if self._only is None else [self._only])], key=len, default=None)
        )

    def among(self, column: str, cells: frozenset[str]) -> Rows[R]:
        """The rows whose cell in a column is one of these. Raises `NotFound` (column-unknown)."""
        if column not in {f.name for f in self.columns}:
            raise self._no_column(column)
        before = self._wanted
        return self._with(lambda row: row[column] in cells and (before is None or before(row)), self._only)

    def to_arrow(self) -> Any:
        """A table of Arrow. Raises `MissingExtra` (extra-missing) where pyarrow is not installed."""
        from .frames import to_arrow

        return to_arrow(self)

    def to_pandas(self) -> Any:
        """A frame of pandas, every kind of cell with a type that can be unknown. Raises as `to_arrow`."""
        from .frames import to_pandas

        return to_pandas(self)

    def to_polars(self) -> Any:
        """A frame of Polars. Raises as `to_arrow`."""
        from .frames import to_polars

        return to_polars(self)

    def plain(self) -> Iterator[dict[str, Any]]:
        """The rows as they stand in the file, chosen or not. Raises as iterating does."""
        content = self._content()
        for at, end in spans(content) if self._only is None else self._only:
            yield self._told(content, at, end)

    def about(self) -> Mapping[str, str]:
        """What goes with the rows wherever they go: the moment they are of, licence and citation."""
        return self._about()

    def _told(self, content: Content, at: int, end: int) -> dict[str, Any]:
        told = parsed(content[at:end], f"the line at byte {at} of {self.name}")
        if not isinstance(told, dict):
            raise unreadable(f"the line at byte {at} of {self.name}", "it is no row")
        return told

    def _lying(self, column: str) -> Mapping[str, Spans]:
        """Where the rows of each key lie."""
        if column not in self._keyed:
            found: dict[str, Spans] = {}
            content = self._content()
            for at, end in spans(content):
                if isinstance(cell := self._told(content, at, end).get(column), str):
                    found.setdefault(cell, []).append((at, end))
            self._keyed[column] = found
        return self._keyed[column]

    def _row(self, told: Mapping[str, Any]) -> R:
        cells: dict[str, Any] = {}
        for name, kind in self._kinds:
            try:
                cells[name] = value(kind, told.get(name))
            except ValueError as e:
                raise unreadable(
                    self.name, f"{name} of a row holds {str(told.get(name))[:80]!r}, which is {e}"
                ) from e
        return self._made(cells)

    @cached_property
    def _kinds(self) -> list[tuple[str, Kind]]:
        return [(f.name, kind_of(f)) for f in self.columns]

    @cached_property
    def _count(self) -> int:
        return sum(1 for _ in (spans(self._content()) if self._wanted is None else self))

    def _with(self, wanted: Callable[[R], bool], only: Spans | None) -> Rows[R]:
        chosen = Rows(self.name, self.columns, self._made, self._content, self._about)
        chosen._wanted, chosen._only, chosen._keyed = wanted, only, self._keyed
        return chosen

    def _no_column(self, name: str) -> NotFound:
        return NotFound(
            "column-unknown",
            f"{self.name} has no column {name}",
            field="column",
            value=name,
            remedy=f"It has {', '.join(f.name for f in self.columns)}. A grade is in attributions, by actor; for the "
            "sum of an actor, of days or grades ask for a tally: tally(actor=..., year=..., grades=...).",
        )

    def _repr_html_(self) -> str:
        names = [f.name for f in self.columns]
        head = "".join(
            f'<th scope="col" title="{escape(f.meaning)}">{escape(f.name)}</th>' for f in self.columns
        )
        body = "".join(f"<tr>{_cells(row[name] for name in names)}</tr>" for row in self[:_SEEN])
        told = f"{self.name}: {len(self):,} rows" + (f", the first {_SEEN}" if len(self) > _SEEN else "")
        return f"<table><caption>{escape(told)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cells(cells: Iterable[object]) -> str:
    return "".join(f'<td dir="auto">{shown(cell)}</td>' for cell in cells)


def _asked(kind: Kind, cell: object) -> object:
    return day_of(cell) if kind is Kind.DAY and isinstance(cell, str) else cell


def _is(cell: object, asked: object) -> bool:
    return asked in cell if isinstance(cell, tuple) and isinstance(asked, str) else cell == asked
