"""Reports from JSON Lines and CSV: what goes in, what is set aside, and that no row is lost."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import FileRefused
from cairn.sources.tables import ReportTable, read_reports
from cairn.vocab.closed import SourceKind


def jsonl(*rows: object) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def codes(table: ReportTable) -> list[str]:
    return [bad.error.code for bad in table.rejected]


def test_it_reads_a_report_with_every_known_column() -> None:
    row = {
        "id": "r1", "text": "  قصف على السوق\nصباحاً ", "url": "https://a.example",
        "publisher": "Valley Press", "author": "A. Writer", "platform": "web", "source_kind": "news",
        "published": "2021-03-04T05:06+03:00",
        "published_basis": "page_metadata", "language": "ar", "quality": "ok", "desk": "north",
    }  # fmt: skip
    (good,) = read_reports("a.jsonl", jsonl(row)).rows
    report = good.report
    assert good.row == 1
    assert report.text == "  قصف على السوق\nصباحاً "
    assert report.source_kind is SourceKind.NEWS
    assert report.published == datetime(2021, 3, 4, 2, 6, tzinfo=UTC)
    assert report.published_basis == "page_metadata"
    assert dict(report.extra) == {"desk": "north"}


def test_only_id_and_text_are_required() -> None:
    (good,) = read_reports("a.jsonl", jsonl({"id": "r1", "text": "Two shells fell."})).rows
    assert (good.report.published, good.report.published_basis, good.report.url) == (None, "", "")


def test_a_number_may_be_an_id() -> None:
    (good,) = read_reports("a.jsonl", jsonl({"id": 12, "text": "x"})).rows
    assert good.report.id == "12"


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    data = b"\xef\xbb\xbfid,text\nr1,hello\n"
    assert [g.report.id for g in read_reports("a.csv", data).rows] == ["r1"]


def test_a_quoted_cell_may_hold_new_lines_and_the_separator() -> None:
    data = b'id,text\nr1,"first, line\nsecond ""line"""\nr2,plain\n'
    table = read_reports("a.csv", data)
    assert [(g.row, g.report.text) for g in table.rows] == [(2, 'first, line\nsecond "line"'), (4, "plain")]


@pytest.mark.parametrize(("sign", "name"), [(";", "a.csv"), ("\t", "a.tsv"), ("\t", "a.txt")])
def test_semicolons_and_tabs_part_cells_too(sign: str, name: str) -> None:
    data = sign.join(["id", "text"]) + "\n" + sign.join(["r1", "a, b"])
    assert [g.report.text for g in read_reports(name, data.encode()).rows] == ["a, b"]


def test_in_tsv_a_quote_is_a_sign_of_the_words_and_only_tabs_part_cells() -> None:
    data = b'id\ttext\turl\r\nr1\t"Two, they said\t\r\nr2\the said ""no""\thttps://a.example\r\n'
    told = [(g.row, g.report.text, g.report.url) for g in read_reports("a.tsv", data).rows]
    assert told == [(2, '"Two, they said', ""), (3, 'he said ""no""', "https://a.example")]


def test_a_tsv_row_with_a_tab_too_many_is_set_aside_verbatim() -> None:
    table = read_reports("a.tsv", b"id\ttext\nr1\ta\tb\nr2\tfine\n")
    assert [(b.row, b.raw, b.error.code) for b in table.rejected] == [(2, "r1\ta\tb", "row-cell-count")]
    assert [g.report.id for g in table.rows] == ["r2"]


def test_a_csv_of_tabs_keeps_its_quotes_as_csv_does() -> None:
    (good,) = read_reports("a.csv", b'id\ttext\nr1\t"a\tb"\n').rows
    assert good.report.text == "a\tb"


def test_unknown_columns_are_kept_and_named_as_they_were() -> None:
    data = b"id,text,Desk Note,\nr1,hello,late,x\n"
    (good,) = read_reports("a.csv", data).rows
    assert dict(good.report.extra) == {"Desk Note": "late", "column_4": "x"}


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ({"text": "x"}, "report-id-missing", "id"),
        ({"id": "  ", "text": "x"}, "report-id-missing", "id"),
        ({"id": True, "text": "x"}, "report-field-not-text", "id"),
        ({"id": "a\nb", "text": "x"}, "report-id-unusable", "id"),
        ({"id": "a" * 201, "text": "x"}, "report-id-unusable", "id"),
        ({"id": "a"}, "report-text-missing", "text"),
        ({"id": "a", "text": " \n"}, "report-text-missing", "text"),
        ({"id": "a", "text": 5}, "report-field-not-text", "text"),
        ({"id": "a", "text": "x" * 1_000_001}, "report-text-too-long", "text"),
        ({"id": "a", "text": "x", "url": ["u"]}, "report-field-not-text", "url"),
        ({"id": "a", "text": "nul \u0000 here"}, "report-field-unusable", "text"),
        ({"id": "a", "text": "x", "published": "half \u0000"}, "report-field-unusable", "published"),
        ({"id": "a", "text": "x", "published": "2024-02-30"}, "report-published-impossible", "published"),
        ({"id": "a", "text": "x", "published": "0000-00-00"}, "report-published-impossible", "published"),
        ({"id": "a", "text": "x", "language": "Arabic"}, "report-language-unknown", "language"),
    ],
)
def test_a_faulty_row_is_set_aside_with_a_code_and_the_rest_goes_in(
    row: dict[str, object], code: str, field: str
) -> None:
    table = read_reports("a.jsonl", jsonl(row, {"id": "fine", "text": "x"}))
    assert [g.report.id for g in table.rows] == ["fine"]
    (bad,) = table.rejected
    assert (bad.row, bad.raw) == (1, json.dumps(row, ensure_ascii=False))
    assert (bad.error.code, bad.error.field) == (code, field)
    assert bad.error.remedy


@pytest.mark.parametrize("cell", ["3/4/2021", "last week", "2031-05-04 PT2M PT1M", ["2031-05-04"]])
def test_a_time_that_cannot_be_read_stays_unknown_with_a_note_and_its_words(cell: object) -> None:
    row = {"id": "a", "text": "x", "published": cell, "url": "https://wire.example/2031/05/04/x"}
    table = read_reports("a.jsonl", jsonl({"id": "fine", "text": "x"}, row))
    told = table.rows[1].report
    assert (table.rejected, told.published, told.published_basis) == ((), None, "")
    assert told.extra == {"published": cell}
    (note,) = table.notes
    assert (note.row, note.error.code, note.error.field) == (2, "report-published-unreadable", "published")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{not json", "row-not-json"),
        ('["r1", "x"]', "row-not-object"),
        ("17", "row-not-object"),
        ('{"id": "a", "text": NaN}', "row-not-json"),
        ('{"id": "a", "id": "b", "text": "x"}', "row-column-twice"),
        ("[" * 100_000, "row-not-json"),
        ('{"id": "a", "text": "half \\ud800"}', "report-field-unusable"),
    ],
)
def test_a_line_that_is_no_object_is_set_aside_verbatim(line: str, code: str) -> None:
    table = read_reports("a.jsonl", (json.dumps({"id": "r1", "text": "x"}) + "\n" + line + "\r\n").encode())
    assert codes(table) == [code]
    assert (table.rejected[0].row, table.rejected[0].raw) == (2, line)


def test_the_second_row_with_an_id_is_set_aside() -> None:
    table = read_reports("a.jsonl", jsonl({"id": "r1", "text": "x"}, {"id": "r1", "text": "y"}))
    assert codes(table) == ["report-id-twice"]
    assert table.rows[0].report.text == "x"
    assert "line 1" in table.rejected[0].error.message


def test_a_csv_row_with_too_few_or_too_many_cells_is_set_aside_verbatim() -> None:
    table = read_reports("a.csv", b"id,text,url\nr1,x\nr2,a,b,c\nr3,fine,\n")
    assert [(b.row, b.raw, b.error.code) for b in table.rejected] == [
        (2, "r1,x", "row-cell-count"),
        (3, "r2,a,b,c", "row-cell-count"),
    ]
    assert [g.report.id for g in table.rows] == ["r3"]


def test_an_open_quote_sets_aside_all_that_it_swallows() -> None:
    table = read_reports("a.csv", b'id,text\nr1,fine\nr2,"open\nr3,lost?\n')
    assert codes(table) == ["row-not-csv"]
    assert table.rejected[0].raw == 'r2,"open\nr3,lost?'


def test_a_very_long_cell_is_read() -> None:
    long = "word " * 60_000
    table = read_reports("a.csv", f'id,text\nr1,"{long}"\n'.encode())
    assert table.rows[0].report.text == long


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.csv", b"", "file-empty"),
        ("a.jsonl", b"\xef\xbb\xbf \n", "file-empty"),
        ("a.csv", "id,text\nr1,مرحبا".encode("cp1256"), "file-not-utf8"),
        ("a.csv", "id,text\nr1,x".encode("utf-16"), "file-not-utf8"),
        ("a.csv", b"id,text\rr1,x\rr2,y", "file-line-ends"),
        ("a.jsonl", b'{"id": "a", "text": "x"}\r{"id": "b", "text": "y"}\r', "file-line-ends"),
        ("a.jsonl", b'{"id": "a", "text": "' + b"x" * 10_000_000 + b'"}', "file-line-too-long"),
        ("a.json", b'[{"id": "r1", "text": "x"}]', "file-json-array"),
        ("a.bin", b"just a sentence", "file-kind-unknown"),
        ("a.csv", b"id,words\nr1,x", "column-missing"),
        ("a.csv", b"text\nx", "column-missing"),
        ("a.csv", b"id,text,id\n1,x,2", "column-twice"),
    ],
)
def test_a_faulty_file_is_refused_whole(name: str, data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_reports(name, data)
    assert refused.value.code == code
    assert refused.value.remedy


def test_the_time_of_a_post_of_x_is_taken_from_its_id_where_none_is_told() -> None:
    row = {"id": "r1", "text": "x", "url": "https://x.com/someone/status/1212092628029698048"}
    (good,) = read_reports("a.jsonl", jsonl(row)).rows
    assert good.report.published == datetime(2019, 12, 31, 19, 26, 16, 771000, tzinfo=UTC)
    assert good.report.published_basis == "platform_id"


def test_the_day_of_an_article_is_taken_from_its_address_where_none_is_told() -> None:
    row = {"id": "r1", "text": "x", "url": "https://news.example/2021/03/04/shelling"}
    (good,) = read_reports("a.jsonl", jsonl(row)).rows
    assert (good.report.published, good.report.published_basis) == (datetime(2021, 3, 4, tzinfo=UTC), "url")


def test_a_told_time_wins_over_the_address() -> None:
    row = {
        "id": "r1",
        "text": "x",
        "published": "2020-01-02",
        "url": "https://news.example/2021/03/04/shelling",
    }
    (good,) = read_reports("a.jsonl", jsonl(row)).rows
    assert (good.report.published, good.report.published_basis) == (
        datetime(2020, 1, 2, tzinfo=UTC),
        "stated",
    )


cell = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.lists(st.tuples(cell, cell), min_size=1, max_size=8))
def test_no_row_of_a_csv_is_ever_lost(rows: list[tuple[str, str]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["id", "text"])
    writer.writerows(rows)
    table = read_reports("a.csv", out.getvalue().encode())
    assert len(table.rows) + len(table.rejected) == len(rows)
    for good in table.rows:
        assert (good.report.id, good.report.text) in [(i.strip(), t) for i, t in rows]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=40), max_size=10))
def test_every_line_is_a_report_or_is_kept_verbatim(lines: list[str]) -> None:
    data = "\n".join(['{"id": "r", "text": "t"}', *lines]).encode()
    table = read_reports("a.jsonl", data)
    kept = {bad.row: bad.raw for bad in table.rejected} | {good.row: "" for good in table.rows}
    for n, line in enumerate(lines, start=2):
        if line.strip():
            assert kept[n] in (line, "")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "a"}more', "the line is not JSON, from its sign 12 on: Extra data"),
        ('{"a": ' + "[" * 100_000, "the line is not JSON: it is nested too deep"),
    ],
)
def test_a_line_that_is_not_json_is_told_by_the_sign_from_which_it_is_none(line: str, message: str) -> None:
    table = read_reports(
        "a.jsonl",
        line.encode() + b"\n",
    )
    assert [row.error.message for row in table.rejected] == [message]
