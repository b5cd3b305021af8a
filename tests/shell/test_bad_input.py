"""Bad input of every kind, through the command line: a code, a row, a field and a remedy each, and nothing half in."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from cairn.shell.records.models import Act, Capture, CoverageRow, PlaceRow, Rejected, ReportRow
from conftest import jsonl, report

GOOD = jsonl(report("good", "Shelling hit the old mill of Tell Sahra; two people were killed."))
HTML = "<html><head><title>{}</title></head><body><p>{}</p></body></html>"
PAGE = HTML.format("At the mill", "Two people were killed when shells fell on the mill on Friday.").encode()
COVERAGE = "actor,country,from,to,level\n"
GOOD_COVERAGE = "russia,SY,2031-01-01,2031-02-01,full\n"
PLACES = '{"id": "p-1", "place_en": "Tell Sahra", "place_ar": "تل صحرا", "lat": 35.1, "lon": 39.2}\n'


def line(**cells: object) -> bytes:
    return json.dumps(cells, ensure_ascii=False).encode() + b"\n"


def xlsx(*rows: tuple[object, ...], **parts: tuple[bytes, bytes]) -> bytes:
    """A workbook; `parts` exchange words in its first sheet before it is handed over."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    kept, out = io.BytesIO(), io.BytesIO()
    made.save(kept)
    with zipfile.ZipFile(kept) as was, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as now:
        for name in was.namelist():
            data = was.read(name)
            for old, new in parts.values() if name.endswith("sheet1.xml") else ():
                assert old in data
                data = data.replace(old, new)
            now.writestr(name, data)
    return out.getvalue()


def packed(**members: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return kept.getvalue()


def zipped(path: str, data: bytes = PAGE, mode: int = 0) -> bytes:
    """A zip of one member of any name, a link where `mode` says so, beside a good page."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("saved/good.html", PAGE)
        member = zipfile.ZipInfo(path)
        member.external_attr = mode << 16
        made.writestr(member, data)
    return kept.getvalue()


def locked() -> bytes:
    """A zip whose member says it is enciphered."""
    data = bytearray(packed(**{"saved/a.html": PAGE}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


@dataclass(frozen=True)
class Refusal:
    """A file that is refused whole: what is said of it."""

    name: str
    data: bytes | dict[str, bytes]
    code: str
    field: str
    row: str = ""
    kind: str = "reports"


REFUSED = [
    Refusal("latin.csv", b"id,text\nr1,fine\nr2,caf\xe9\n", "file-not-utf8", "file", "3"),
    Refusal("broken.jsonl", GOOD + b'{"id": "x", "text": "\xd8"}\n', "file-not-utf8", "file", "2"),
    Refusal("wide.csv", "id,text\nr1,x\n".encode("utf-16"), "file-not-utf8", "file", "1"),
    Refusal("old-mac.csv", b"id,text\rr1,x\rr2,y\r", "file-line-ends", "file", "1"),
    Refusal(
        "endless.jsonl",
        GOOD + b'{"id": "x", "text": "' + b"x" * 10_000_001,
        "file-line-too-long",
        "file",
        "2",
    ),
    Refusal("nothing.csv", b"", "file-empty", "file"),
    Refusal("blank.jsonl", b"\xef\xbb\xbf \r\n\n", "file-empty", "file"),
    Refusal("list.json", b'[{"id": "x", "text": "y"}]', "file-json-array", "file"),
    Refusal("words.bin", b"just a sentence", "file-kind-unknown", "file"),
    Refusal("no-id.csv", b"text\nwords\n", "column-missing", "header"),
    Refusal("twice.tsv", b"id\ttext\tid\na\tb\tc\n", "column-twice", "header"),
    Refusal("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", "sheet-unreadable", "file"),
    Refusal("half.xlsx", xlsx(("id", "text"), ("a", "b"))[:700], "sheet-unreadable", "file"),
    Refusal("bomb.xlsx", packed(**{"xl/worksheets/sheet1.xml": b"\0" * 9_000_000}), "zip-bomb", "member"),
    Refusal(
        "vast.xlsx",
        xlsx(("id", "text"), ("a", "b"), area=(b'ref="A1:B2"', b'ref="A1:XFD1048576"')),
        "sheet-too-large",
        "sheet",
    ),
    Refusal(
        "entities.xlsx",
        xlsx(("id", "text"), ("a", "b"), lol=(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet')),
        "sheet-unreadable",
        "file",
    ),
    Refusal("slip.zip", zipped("../../evil.html"), "zip-leads-out", "member"),
    Refusal("rooted.zip", zipped("/etc/evil.html"), "zip-leads-out", "member"),
    Refusal("drive.zip", zipped("C:\\evil.html"), "zip-leads-out", "member"),
    Refusal("back.zip", zipped("saved\\..\\..\\evil.html"), "zip-leads-out", "member"),
    Refusal(
        "link.zip", zipped("saved/link.html", b"/etc/passwd", stat.S_IFLNK | 0o777), "zip-leads-out", "member"
    ),
    Refusal("bomb.zip", packed(**{"saved/a.html": b" " * 9_000_000}), "zip-bomb", "member"),
    Refusal("locked.zip", locked(), "zip-locked", "member"),
    Refusal("half.zip", packed(**{"saved/a.html": PAGE})[:100], "zip-unreadable", "file"),
    Refusal("nothing.zip", packed(), "folder-empty", "folder"),
    Refusal("folder", {}, "folder-empty", "folder"),
    Refusal("pictures", {"a.jpg": b"\xff\xd8", "b.csv": b"id,text\n"}, "folder-without-pages", "folder"),
    Refusal("coverage.csv", b"actor,from,to,level\n", "column-missing", "header", kind="coverage"),
    Refusal("coverage.csv", COVERAGE.encode() + b"r\xff,SY\n", "file-not-utf8", "file", "2", "coverage"),
    Refusal("places.csv", b"\xff\xfe", "places-not-text", "file", kind="places"),
    Refusal("sheet.xlsx", b"no workbook", "sheet-unreadable", "file", kind="judgements"),
    Refusal("sheet.xlsx", packed(**{"a.xml": b"\0" * 9_000_000}), "zip-bomb", "member", kind="judgements"),
    Refusal("sheet.xlsx", xlsx(("a",)), "sheet-pages", "pages", kind="judgements"),
    Refusal("actors.toml", b"\xff", "file-not-utf8", "file", kind="actors"),
]


@dataclass(frozen=True)
class Aside:
    """A file of which one row stays out: where it stands, its words, and what is said of it."""

    name: str
    data: bytes | dict[str, bytes]
    code: str
    field: str
    row: str
    raw: str
    kind: str = "reports"
    stays: type = ReportRow


def bad_line(code: str, field: str, **cells: object) -> Aside:
    """A good report, and a bad one on the second line."""
    data = line(**cells)
    return Aside("a.jsonl", GOOD + data, code, field, "2", data.decode().rstrip("\n"))


def bad_page(name: str, code: str, field: str, data: bytes) -> Aside:
    """A folder of a good page and a bad one."""
    return Aside("saved", {"good.html": PAGE, name: data}, code, field, "1", f"saved/{name}")


def bad_stretch(code: str, field: str, row: str) -> Aside:
    """A good stretch of coverage, and a bad one on the third line."""
    data = (COVERAGE + GOOD_COVERAGE + row + "\n").encode()
    return Aside("c.csv", data, code, field, "3", row, "coverage", CoverageRow)


ASIDE = [
    bad_line("report-id-missing", "id", text="no id"),
    bad_line("report-id-missing", "id", id="  ", text="a blank id"),
    bad_line("report-id-twice", "id", id="good", text="the same id, other words"),
    bad_line("report-id-unusable", "id", id="a\nb", text="two lines"),
    bad_line("report-text-missing", "text", id="x"),
    bad_line("report-field-not-text", "url", id="x", text="y", url=["u"]),
    bad_line("report-field-unusable", "text", id="x", text="a NUL \0 in it"),
    bad_line("report-published-impossible", "published", id="x", text="y", published="2024-02-30"),
    bad_line("report-published-impossible", "published", id="x", text="y", published="0000-01-01"),
    bad_line("report-published-impossible", "published", id="x", text="y", published="31 June 2031"),
    bad_line("report-language-unknown", "language", id="x", text="y", language="klingon!!"),
    bad_line("report-language-unknown", "language", id="x", text="y", language="Arabic"),
    Aside("a.jsonl", GOOD + b"{broken\n", "row-not-json", "row", "2", "{broken"),
    Aside("a.jsonl", GOOD + b"[1]\n", "row-not-object", "row", "2", "[1]"),
    Aside("a.jsonl", GOOD + b'{"id": "a", "id": "b"}\n', "row-column-twice", "id", "2", '{"id": "a", "id": "b"}'),
    Aside("a.csv", b"id,text\ngood,words\nx,a,b\n", "row-cell-count", "row", "3", "x,a,b"),
    Aside("a.csv", b'id,text\ngood,words\nx,"open\n', "row-not-csv", "row", "3", 'x,"open'),
    Aside("a.tsv", b"id\ttext\ngood\twords\n\twords\n", "report-id-missing", "id", "3", "\twords"),
    Aside(
        "a.xlsx", xlsx(("id", "text"), ("good", "words"), (None, "no id")), "report-id-missing", "id", "3",
        '{"id": "", "text": "no id"}',
    ),
    bad_page("wall.html", "page-without-content", "page", HTML.format("Log in to Facebook", "").encode()),
    bad_page("gone.html", "page-without-content", "page", HTML.format("404 Not Found", "nginx").encode()),
    bad_page("empty.html", "page-without-content", "page", b""),
    bad_page("blank.txt", "page-without-content", "page", b" \n"),
    bad_page("deep.html", "page-too-heavy", "page", b"<html><body>" + b"<div>" * 100_000 + b"words"),
    bad_page("letters.html", "page-charset", "charset", HTML.format("x", "قصف على السوق").encode("cp1256")),
    bad_page(
        "other.html", "page-charset", "charset",
        HTML.format("x", "قصف على السوق").encode("cp1256").replace(b"<head>", b"<head><meta charset=utf-8>"),
    ),
    bad_stretch("coverage-row", "to", "russia,SY,2031-05-01,2031-04-01,full"),
    bad_stretch("coverage-row", "level", "russia,SY,2031-05-01,2031-06-01,much"),
    bad_stretch("coverage-row", "country", "russia,Syria,2031-05-01,2031-06-01,full"),
    bad_stretch("coverage-row", "actor", ",SY,2031-05-01,2031-06-01,full"),
    bad_stretch("coverage-date", "to", "russia,SY,2031-02-01,2031-02-30,full"),
    bad_stretch("coverage-date", "from", "russia,SY,0000-01-01,2031-02-03,full"),
    bad_stretch("coverage-twice", "level", "russia,SY,2031-01-01,2031-02-01,none"),
    bad_stretch("row-cell-count", "row", "russia,SY"),
    Aside(
        "p.jsonl", (PLACES + PLACES.replace("p-1", "p-2").replace("35.1", "91")).encode(), "places-off-the-globe", "lat",
        "2", PLACES.replace("p-1", "p-2").replace("35.1", "91").rstrip("\n"), "places", PlaceRow,
    ),
]  # fmt: skip


def put(folder: Path, name: str, data: bytes | dict[str, bytes]) -> Path:
    path = folder / name
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        path.mkdir()
        for inner, words in data.items():
            (path / inner).write_bytes(words)
    return path


@pytest.mark.parametrize("case", REFUSED, ids=lambda c: f"{c.kind}-{c.name}-{c.code}")
def test_a_faulty_file_is_refused_whole(case: Refusal, cli: Callable[..., Any], tmp_path: Path) -> None:
    done = cli("add", put(tmp_path, case.name, case.data), "--as", case.kind, "--json")
    assert done.exit_code == 1
    error = json.loads(done.stdout)["error"]
    assert (error["code"], error.get("row", ""), error["field"]) == (case.code, case.row, case.field)
    assert error["remedy"]
    assert error["value"]
    assert not Act.objects.exists()
    assert not Capture.objects.exists()


@pytest.mark.parametrize("case", ASIDE, ids=lambda c: f"{c.kind}-{c.code}-{c.field}-{c.raw[-12:]!r}")
def test_a_faulty_row_stays_out_verbatim_and_the_rest_goes_in(
    case: Aside, cli: Callable[..., Any], tmp_path: Path
) -> None:
    path = put(tmp_path, case.name, case.data)
    done = cli("add", path, "--as", case.kind, "--json")
    assert done.exit_code == 1
    (told,) = json.loads(done.stdout)["rejected"]
    assert (told["code"], told["row"], told["field"], told["raw"]) == (
        case.code,
        case.row,
        case.field,
        case.raw,
    )
    assert told["remedy"]
    assert case.stays.objects.count() == 1
    (kept,) = map(json.loads, cli("export", "rejected").stdout.splitlines())
    assert (kept["code"], kept["row"], kept["raw"]) == (case.code, int(case.row), case.raw)
    acts = Act.objects.count()
    assert cli("add", path, "--as", case.kind).exit_code == 1
    assert (Act.objects.count(), Rejected.objects.count()) == (acts, 1)


@pytest.mark.parametrize("case", [ASIDE[0], ASIDE[19]], ids=["a row", "a page"])
def test_strict_refuses_a_file_for_one_faulty_row(
    case: Aside, cli: Callable[..., Any], tmp_path: Path
) -> None:
    done = cli("add", put(tmp_path, case.name, case.data), "--strict", "--json")
    error = json.loads(done.stdout)["error"]
    assert (done.exit_code, error["code"], error["row"]) == (1, "rows-rejected", case.row)
    assert not Act.objects.exists()


def test_a_cell_that_is_no_date_at_all_is_forgiven_with_a_note(
    cli: Callable[..., Any], tmp_path: Path
) -> None:
    for n, cell in enumerate((["2031-05-04"], "last week", "3/4/2031")):
        path = put(tmp_path, f"{n}.jsonl", line(id=f"r{n}", text="Two were hurt.", published=cell))
        done = cli("add", path, "--json")
        assert done.exit_code == 0
        (file,) = json.loads(done.stdout)["files"]
        assert [note["code"] for note in file["notes"]] == ["report-published-unreadable"]
    assert set(ReportRow.objects.values_list("published", flat=True)) == {None}


def test_a_figure_lowest_above_highest_in_a_sheet_stays_out(
    three: Any, cli: Callable[..., Any], tmp_path: Path
) -> None:
    from shell.desk import Desk

    desk = Desk(three).fill(
        "incidents", {}, killed_min=9, killed_max=3, set_by="Noor Example", why="mistyped"
    )
    done = cli("add", put(tmp_path, "desk.xlsx", desk.data()), "--as", "judgements", "--json")
    (told,) = json.loads(done.stdout)["rejected"]
    assert (done.exit_code, told["code"], told["row"]) == (1, "range-out-of-order", "incidents 2")
    assert told["remedy"]


def test_a_line_of_200_million_bytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    from cairn.errors import FileRefused
    from cairn.shell.incoming import bytes_of

    path = tmp_path / "endless.jsonl"
    with path.open("wb") as file:
        file.write(b'{"id": "x", "text": "')
        file.truncate(200_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FileRefused, match="file-line-too-long"):
        bytes_of(path, "reports")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < 20_000_000
