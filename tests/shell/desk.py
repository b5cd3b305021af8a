"""A desk sheet in a test: written by the workspace, filled like a person would, handed back as bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from cairn.shell.acts.add_judgements import add_judgements
from cairn.shell.acts.add_reports import Added, add_reports
from cairn.shell.acts.run import run
from cairn.shell.export.incidents import Incidents
from cairn.shell.records import find
from cairn.shell.records.models import (
    Act,
    Assessment,
    AssignmentRow,
    ClaimRow,
    Incident,
    Judgement,
    Person,
    Release,
)
from cairn.shell.sheets.write import write_sheet
from cairn.shell.workspace import Workspace
from conftest import jsonl, report, silent

GRADE = {"actor": "russia", "grade": "fair", "set_by": "Noor Example", "why": "two origins"}
LET_OUT = {"release_by": "Sam Example", "release_why": "checked against the texts"}
NOOR, SAM, LINA = "Noor Example", "Sam Example", "Lina Example"
FAR = report(
    "far-1",
    "Shelling killed 2 civilians in Kafr Nabl on 3 March 2021.",
    publisher="Far Wire (invented)",
    published="2021-03-03T10:00:00Z",
)


class Desk:
    """The workbook `cairn queue` writes, open for filling."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        path = Path(ws.root) / "desk.xlsx"
        self.counts = write_sheet(ws, path, limit=500)
        self.book = load_workbook(path)

    def rows(self, page: str) -> list[dict[str, Any]]:
        """The rows of a page by column name, with `row`, the number in the sheet."""
        lines = list(self.book[page].iter_rows(values_only=True))
        return [
            {**dict(zip(lines[0], line, strict=True)), "row": n} for n, line in enumerate(lines[1:], start=2)
        ]

    def row(self, page: str, **wanted: Any) -> dict[str, Any]:
        """The one row that holds these values."""
        found = [r for r in self.rows(page) if all(r[k] == v for k, v in wanted.items())]
        assert found, (page, wanted, self.rows(page))
        return found[0]

    def fill(self, page: str, wanted: dict[str, Any], **cells: Any) -> Desk:
        """Write cells into the first row that holds `wanted`."""
        return self._put(page, self.row(page, **wanted)["row"], cells)

    def append(self, page: str, **cells: Any) -> Desk:
        """A row of one's own below the others."""
        return self._put(page, self.book[page].max_row + 1, cells)

    def _put(self, page: str, row: int, cells: dict[str, Any]) -> Desk:
        heads = [cell.value for cell in self.book[page][1]]
        for name, value in cells.items():
            self.book[page].cell(row=row, column=heads.index(name) + 1, value=value)
        return self

    def data(self) -> bytes:
        """The workbook as its bytes."""
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def add(self, **how: Any) -> Added:
        """Bring it back."""
        return add_judgements(self.ws, "desk.xlsx", self.data(), **how)


def with_far(ws: Workspace) -> Workspace:
    """A second incident beside the first: other year, other town."""
    add_reports(ws, "far.jsonl", jsonl(FAR))
    run(ws, silent, preview=False)
    return ws


def incident(name: str = "wire-1") -> dict[str, Any]:
    """The incident's exported row, by a report that belongs to it."""
    key = str(find.incident(name).id)
    return next(r for r in Incidents().incidents() if r["id"] == key)


def killed(name: str = "wire-1") -> tuple[int | None, int | None]:
    """Its range."""
    row = incident(name)
    return row["killed_min"], row["killed_max"]


def code(name: str = "wire-1") -> str:
    """Its current code."""
    return find.code(find.incident(name).id)


def counted() -> list[int]:
    """Everything a decision could leave behind; people and identities last. That a sheet came in is no decision."""
    tables = (Judgement, Assessment, Release, AssignmentRow, ClaimRow, Person, Incident)
    decided = Act.objects.exclude(kind="add-judgements").count()
    return [decided, *(t.objects.count() for t in tables)]


def only_rejection(told: Added) -> Mapping[str, str]:
    """The one row that was set aside."""
    assert len(told.rejected) == 1, told.rejected
    return told.rejected[0]
