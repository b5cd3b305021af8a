"""The guides to the data and to the API: their lines of Python and their cells of a spreadsheet give what the site prints."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from support import needed

PAGE = (Path(__file__).resolve().parents[2] / "docs/guide/data.md").read_text("utf-8")
API = (Path(__file__).resolve().parents[2] / "docs/guide/api.md").read_text("utf-8")
LINES = re.compile(r"<!-- python -->\n```python\n(.*?)```", re.DOTALL)
PYTHON = LINES.search(PAGE)
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def cells(mark: str) -> list[tuple[str, str]]:
    part = PAGE.partition(f"<!-- {mark} -->\n")[2].partition("\n\n")[0]
    return re.findall(r"^\| `([A-Z]+\d+)` \| `(=.+?)` \|", part, re.MULTILINE)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_address[1]}"
        listening.shutdown()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public site of the demo."""
    root = tmp_path_factory.mktemp("demo") / "ws"
    command = [str(Path(sys.executable).with_name("cairn")), "demo", "--no-serve", "--workspace", str(root)]
    subprocess.run(command, check=True, capture_output=True)
    return root / "site"


@pytest.fixture
def printed(site: Path) -> tuple[int, int, int]:
    told = json.loads((site / "figures/northern_pact-2025-likely.json").read_text("utf-8"))
    assert told["incidents"] > 1
    return (told["incidents"], told["killed"]["min"], told["killed"]["max_of_known"])


def test_the_lines_of_python_give_what_the_site_prints(site: Path, printed: tuple[int, int, int]) -> None:
    assert PYTHON is not None
    assert len(PYTHON[1].splitlines()) == 6, "five lines beneath the import"
    done = subprocess.run(
        [sys.executable, "-I", "-c", PYTHON[1]], cwd=site / "data", capture_output=True, text=True, check=True
    )
    assert tuple(map(int, done.stdout.split())) == printed


def test_the_lines_that_follow_the_api_read_every_incident_and_no_other(site: Path) -> None:
    lines = LINES.search(API)
    assert lines is not None
    with served(site) as address:
        told = lines[1].replace("https://record.example", address)
        assert told != lines[1]
        done = subprocess.run([sys.executable, "-I", "-c", told], capture_output=True, text=True, check=True)
    assert int(done.stdout) == (site / "data/incidents.jsonl").read_text("utf-8").count("\n") > 10


def test_every_address_that_the_guide_to_the_api_names_is_there(site: Path) -> None:
    root = site / "api/v1"
    code = json.loads((site / "data/incidents.jsonl").read_text("utf-8").splitlines()[0])["code"]
    named = re.findall(r"^\| `(.+?)`(?:, `(\.csv)`)? \|", API, re.MULTILINE)
    assert len(named) == 8
    for name, as_csv in named:
        path = root / name.replace("CODE", code)
        assert path.is_file(), name
        assert not as_csv or path.with_suffix(as_csv).is_file(), name


def test_the_cells_of_the_spreadsheet_give_what_the_site_prints(
    site: Path, tmp_path: Path, printed: tuple[int, int, int]
) -> None:
    needed(
        "libreoffice",
        OFFICE is not None,
        "LibreOffice Calc is not installed: it calculates the cells of the guide",
    )
    book = load_workbook(site / "data/cairn.xlsx")
    sheet = book["incidents"]
    assert isinstance(sheet, Worksheet)
    for at, formula in cells("cells"):
        for row in range(2, sheet.max_row + 1):
            sheet[f"{at[:-1]}{row}"] = re.sub(r"\b([A-Z]{1,2})2\b", rf"\g<1>{row}", formula)
    for at, formula in cells("sums"):
        sheet[at] = formula
    book.active = book.index(sheet)
    book.save(tmp_path / "mine.xlsx")
    said = (
        f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{book.index(sheet) + 1}"
    )
    command = [
        str(OFFICE),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--norestore",
    ]
    command += ["--convert-to", said, "--outdir", str(tmp_path), str(tmp_path / "mine.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (made,) = tmp_path.glob("*.csv")
    rows = list(csv.reader(io.StringIO(made.read_text("utf-8-sig"), newline="")))
    assert tuple(int(rows[n][46]) for n in range(3)) == printed  # column AU
