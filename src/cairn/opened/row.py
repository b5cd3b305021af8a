"""A row that nobody can change: its cells by name, as attributes or in brackets. None is unknown, never nought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, NoReturn


class Row(Mapping[str, Any]):
    """The cells of one row. A column whose name is a word of Python is reached in brackets: `row["from"]`."""

    __slots__ = ("_cells",)
    _cells: Mapping[str, Any]

    def __init__(self, cells: Mapping[str, Any]) -> None:
        object.__setattr__(self, "_cells", dict(cells))

    def __getitem__(self, name: str) -> Any:
        """Raises `KeyError` for a column that the table does not have."""
        return self._cells[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __getattr__(self, name: str) -> Any:
        """Raises `AttributeError` for a column that the table does not have."""
        if name in self._cells:
            return self._cells[name]
        raise AttributeError(f"there is no column {name!r}; there are {', '.join(self._cells)}")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a published row cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a published row cannot be changed")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._cells})

    def __hash__(self) -> int:
        return hash(tuple(self._cells.items()))

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self._cells,))

    def __repr__(self) -> str:
        known = (f"{name}={cell!r}" for name, cell in self._cells.items() if cell is not None)
        return f"{type(self).__name__}({', '.join(known)})"

    def _repr_html_(self) -> str:
        return cells_html((name, cell) for name, cell in self._cells.items() if cell is not None)


def cells_html(cells: Iterator[tuple[str, Any]]) -> str:
    """Names with their values as a table, each text in its own direction."""
    rows = (f'<tr><th scope="row">{escape(n)}</th><td dir="auto">{shown(c)}</td></tr>' for n, c in cells)
    return f"<table>{''.join(rows)}</table>"


def shown(cell: Any) -> str:
    """A value as it is read, escaped; what is unknown is said to be."""
    if cell is None:
        return "<i>unknown</i>"
    if isinstance(cell, tuple) and all(isinstance(one, str) for one in cell):
        return escape(", ".join(cell))
    return escape(
        cell if isinstance(cell, str) else repr(cell) if isinstance(cell, Row | tuple) else str(cell)
    )
