"""Reports from a workbook: cells as they were written; what is no sound workbook is refused unopened."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from cairn.errors import FileRefused
from cairn.sources import packed, workbook
from cairn.sources.tables import read_reports
from cairn.sources.workbook import written

HEADER = ("ID", "Text", "published", "number")


def book(*rows: tuple[object, ...], before: str = "") -> bytes:
    made = Workbook()
    sheet = made.active
    if before:
        sheet.title = before
        sheet.append(["words of a cover page"])
        sheet = made.create_sheet("reports")
    for row in rows:
        sheet.append(row)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with one of its parts written otherwise."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as was, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as now:
        for name in was.namelist():
            now.writestr(name, was.read(name).replace(old, new) if name == part else was.read(name))
    return kept.getvalue()


def refusal(data: bytes, name: str = "a.xlsx") -> FileRefused:
    with pytest.raises(FileRefused) as told:
        list(read_reports(name, data).rows)
    return told.value


def test_cells_come_as_they_were_written() -> None:
    data = book(HEADER, (12.0, "ضربة on the bridge\nat dawn", datetime(2021, 10, 31), 3.5))
    (good,) = read_reports("a.xlsx", data).rows
    assert (good.row, good.report.id, good.report.text) == (2, "12", "ضربة on the bridge\nat dawn")
    assert good.report.published == datetime(2021, 10, 31, tzinfo=UTC)
    assert dict(good.report.extra) == {"number": "3.5"}


@pytest.mark.parametrize(
    ("cell", "words"),
    [(None, ""), (7, "7"), (7.0, "7"), (0.1, "0.1"), (True, "TRUE"), (date(2021, 3, 4), "2021-03-04"),
     (datetime(2021, 3, 4, 5, 6), "2021-03-04T05:06:00"), (time(5, 6), "05:06:00"), (" x ", " x "),
     ("one_x000D_\ntwo", "one\r\ntwo")],
)  # fmt: skip
def test_every_kind_of_cell_is_text(cell: object, words: str) -> None:
    assert written(cell) == words


def test_the_first_sheet_with_the_columns_is_read_and_blank_rows_are_none() -> None:
    data = book(HEADER, (), ("a", "one"), (None, None), ("b", "two"), before="cover")
    assert [(g.row, g.report.id) for g in read_reports("a.xlsx", data).rows] == [(3, "a"), (5, "b")]


def test_a_formula_gives_the_value_that_was_saved_with_it() -> None:
    data = book(HEADER, ("a", "seven", None, "=3+4"))
    for empty in (b"<v></v>", b"<v />", b"<v/>"):
        data = changed(data, "xl/worksheets/sheet1.xml", empty, b"<v>7</v>")
    assert [g.report.extra for g in read_reports("a.xlsx", data).rows] == [{"number": "7"}]


def test_a_row_set_aside_keeps_its_cells() -> None:
    table = read_reports("a.xlsx", book(HEADER, (None, "no id", None, 3), ("a", "x", None, None, "over")))
    assert [(b.row, b.error.code) for b in table.rejected] == [
        (2, "report-id-missing"),
        (3, "row-cell-count"),
    ]
    assert table.rejected[0].raw == '{"ID": "", "Text": "no id", "published": "", "number": "3"}'
    assert table.rejected[1].raw == '["a", "x", "", "", "over"]'


def test_a_workbook_without_the_columns_says_what_its_sheets_hold() -> None:
    told = refusal(book(("key", "words"), ("a", "x")))
    assert (told.code, told.value) == ("column-missing", "key, words")


def test_a_sheet_that_says_it_covers_everything_is_refused_unopened() -> None:
    data = changed(
        book(HEADER, ("a", "x")), "xl/worksheets/sheet1.xml", b'ref="A1:D2"', b'ref="A1:XFD1048576"'
    )
    assert refusal(data).code == "sheet-too-large"


def test_a_sheet_whose_cells_stand_far_out_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_CELLS", 1000)
    data = changed(book(HEADER, ("a", "x", None, 3)), "xl/worksheets/sheet1.xml", b'r="D2"', b'r="XFD2"')
    assert refusal(data).code == "sheet-too-large"


def test_one_text_told_by_many_cells_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbook, "MOST_LETTERS", 10_000)
    assert refusal(book(HEADER, *((f"r{n}", "word " * 200) for n in range(20)))).code == "sheet-too-large"


def test_a_workbook_that_unpacks_a_thousandfold_is_refused_unopened() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"\0" * 5_000_000)
    assert refusal(kept.getvalue()).code == "zip-bomb"


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "WORKBOOK", packed.Limits(members=3, one=10**8, all=10**8))
    assert refusal(book(HEADER, ("a", "x"))).code == "zip-bomb"


DECLARED = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "before",
    [DECLARED.encode(), b"<!--" + b" " * 70_000 + b"-->" + DECLARED.encode(), DECLARED.encode("utf-16")],
    ids=["plain", "after a long comment", "in other letters"],
)
def test_declared_entities_are_refused(before: bytes) -> None:
    data = changed(
        book(HEADER, ("a", "x")), "xl/worksheets/sheet1.xml", b"<worksheet", before + b"<worksheet"
    )
    assert refusal(data).code == "sheet-unreadable"


SOUND = book(HEADER, ("a", "words", date(2031, 5, 4), 4.5))
PARTS = sorted(zipfile.ZipFile(io.BytesIO(SOUND)).namelist())


def test_a_sheet_that_would_be_left_out_unseen_refuses_the_workbook() -> None:
    with zipfile.ZipFile(io.BytesIO(SOUND)) as sound:
        words = sound.read("xl/workbook.xml")
    damaged = re.sub(rb' r:id="[^"]*"', b"", words)
    assert damaged != words
    refused = refusal(changed(SOUND, "xl/workbook.xml", words, damaged))
    assert (refused.code, "left out" in refused.message) == ("sheet-unreadable", True)


@given(st.sampled_from(PARTS), st.integers(0, 3000), st.text("<>\"'=/A0:9 &;", max_size=4))
def test_a_damaged_part_is_read_or_refused_with_a_code(part: str, at: int, change: str) -> None:
    with zipfile.ZipFile(io.BytesIO(SOUND)) as sound:
        words = sound.read(part)
    damaged = words[:at] + change.encode() + words[at + len(change) :]
    with suppress(FileRefused):
        read_reports("a.xlsx", changed(SOUND, part, words, damaged))


@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=3))
def test_a_damaged_workbook_is_read_or_refused_with_a_code(at: int, change: bytes) -> None:
    with suppress(FileRefused):
        read_reports("a.xlsx", SOUND[:at] + change + SOUND[at + len(change) :])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"PK\x03\x04 and nothing more"),
        ("a.xlsx", b"id,text\na,x"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"),
        ("a.xlsx", b""),
        ("a.csv", book(HEADER, ("a", "x"))[:900]),
    ],
)
def test_what_is_no_workbook_is_refused(name: str, data: bytes) -> None:
    assert refusal(data, name).code == "sheet-unreadable"


def test_a_zip_without_a_workbook_in_it_is_refused() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as other:
        other.writestr("hello.txt", "hello")
    assert refusal(kept.getvalue()).code == "sheet-unreadable"
