"""Files for eyes are opened by LibreOffice itself, which calculates all it takes for a formula, and nothing happens."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

from cairn.publish.formats import About, Table, bundle, encode
from cairn.publish.tables.fields import fields
from publish.formats.formulas import FORMULAS, HARMLESS
from support import needed

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
COLUMNS = fields(
    "id | text | x",
    "n | number or null | x",
    "d | day or null | x",
    "t_ar | text or null | x",
    "t | text | x",
)
TEXTS = (*FORMULAS, *HARMLESS)
COMMA, SEMICOLON = "44,34,76,1", "59,34,76,1"
"""How LibreOffice is told to read CSV: the sign between cells, the quote, UTF-8, from the first line."""


def table() -> Table:
    rows = [{"id": f"r{n}", "n": -n, "d": "2025-05-08", "t_ar": t, "t": t} for n, t in enumerate(TEXTS)]
    return Table("small", COLUMNS, rows)


def opened(path: Path, filter_: str, out: Path, sheet: str = "") -> list[list[str]]:
    """The cells that LibreOffice holds after it has opened and calculated a file, its formulas as what they give."""
    needed(
        "libreoffice", OFFICE is not None, "LibreOffice Calc is not installed: it opens the files for eyes"
    )
    out.mkdir()
    said = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false," + (sheet or "0")
    command = [
        str(OFFICE),
        f"-env:UserInstallation={(out / 'profile').as_uri()}",
        "--headless",
        "--norestore",
    ]
    command += [
        *([f"--infilter={filter_}"] if filter_ else []),
        "--convert-to",
        said,
        "--outdir",
        str(out),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (made,) = out.glob("*.csv")
    return list(csv.reader(io.StringIO(made.read_text("utf-8-sig"), newline="")))


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_sheet_opens_and_shows_every_text_as_text(tmp_path: Path) -> None:
    path = written(tmp_path, "small-spreadsheet.csv", encode(table(), "spreadsheet"))
    rows = opened(path, f"Text - txt - csv (StarCalc):{COMMA}", tmp_path / "out")
    assert len(rows) == len(TEXTS) + 1
    for told, row in zip(TEXTS, rows[1:], strict=True):
        assert bare(row[4]) == bare(told), told
    assert [float(row[1]) for row in rows[1:4]] == [0, -1, -2]


def test_the_same_sheet_read_with_semicolons_runs_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "small-spreadsheet.csv", encode(table(), "spreadsheet"))
    rows = opened(path, f"Text - txt - csv (StarCalc):{SEMICOLON}", tmp_path / "out")
    cells = [cell for row in rows for cell in row]
    assert [
        c for c in cells if c in ("2", "0", "1", "#NAME?", "#DIV/0!", "Err:508", "Err:509", "#REF!")
    ] == []


def test_a_workbook_opens_and_shows_every_text_as_text(tmp_path: Path) -> None:
    path = written(tmp_path, "cairn.xlsx", bundle({"small": table()}, "xlsx", About(title="=1+1")))
    rows = opened(path, "", tmp_path / "out", sheet="2")
    assert len(rows) == len(TEXTS) + 1
    for told, row in zip(TEXTS, rows[1:], strict=True):
        assert bare(row[4]) == bare(told), told
        assert row[2] == "2025-05-08"
    assert [float(row[1]) for row in rows[1:4]] == [0, -1, -2]


def test_this_test_is_not_blind(tmp_path: Path) -> None:
    """The file for machines is the one not to open: there LibreOffice does calculate."""
    path = written(tmp_path, "small.csv", encode(table(), "csv"))
    rows = opened(
        path, f"Text - txt - csv (StarCalc):{COMMA},,0,false,true,false,false,false,0,true", tmp_path / "out"
    )
    assert any(row[4:5] == ["2"] for row in rows)


def bare(text: str) -> str:
    """A text but for apostrophes, blanks and what no cell shows."""
    return "".join(c for c in text if c.isprintable() and not c.isspace()).replace("'", "")
