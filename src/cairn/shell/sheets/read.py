"""Read a workbook back: only rows in which a person filled something, each with its page and row number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cairn.errors import FileRefused
from cairn.sources.workbook import lines_of, open_workbook

from .layout import PAGES, Page


@dataclass(frozen=True, slots=True)
class Filled:
    """One row that holds a decision: `cells` by column name, empty ones left out, text trimmed."""

    page: str
    row: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def read_sheet(name: str, data: bytes) -> list[Filled]:
    """Rows with a decision, in the order of the workbook. Raises `FileRefused` for what is no desk sheet."""
    book = open_workbook(name, data)
    pages = [p for p in PAGES if p.title in book.sheetnames]
    if not pages:
        raise FileRefused(
            "sheet-pages",
            "the workbook has none of the pages of a desk sheet",
            field="pages",
            value=", ".join(book.sheetnames),
            remedy="Start from `cairn queue --out FILE.xlsx`.",
        )
    return [row for page in pages for row in _rows(name, page, book[page.title])]


def _rows(name: str, page: Page, sheet: Any) -> Iterator[Filled]:
    lines = lines_of(name, sheet)
    heads = [str(h or "").strip() for h in next(lines, ())]
    missing = [c for c in (page.shown[0], *page.filled) if c not in heads]
    if missing:
        raise FileRefused(
            "sheet-columns",
            f"the page {page.title} lacks columns",
            field="columns",
            value=", ".join(missing),
            remedy="Keep the first row as it was written.",
        )
    for n, line in enumerate(lines, start=2):
        cells = {h: text for h, value in zip(heads, line, strict=False) if (text := _text(value))}
        if any(cells.get(c) for c in page.filled):
            yield Filled(page.title, n, cells)


def _text(value: object) -> str:
    """A cell as text: whole numbers without a point, days as ISO, the quote before a formula gone."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    text = str(value).strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
