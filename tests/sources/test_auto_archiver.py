"""auto-archiver's sheet, CSV and records as reports: its hashes are told, never ours. Every row is invented."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import FileRefused
from cairn.sources.tables import read_reports
from sources.recorder_files import RECORD, SHEET, as_csv, as_lines, as_workbook


def test_a_row_of_its_sheet_is_a_report():
    [row] = read_reports("sheet.csv", as_csv(SHEET, bom=True)).rows
    report = row.report
    assert report.url == "https://marsh.example/posts/1"
    assert report.text == "Strike on the mill\n\nقصف على الطاحونة، وقتل مدنيان"
    assert (report.published, report.published_basis) == (
        datetime(2019, 3, 2, 9, 30, tzinfo=UTC),
        "page_metadata",
    )


def test_what_it_tells_of_its_captures_is_kept_as_told_beside_the_report():
    [row] = read_reports("sheet.csv", as_csv(SHEET)).rows
    assert row.report.extra["archive_hash"] == "ab" * 32
    assert row.report.extra["archive_wacz"] == "https://store.example/w.wacz"
    assert row.report.extra["archived_by"] == "auto-archiver"


def test_a_title_that_the_words_repeat_is_not_said_twice():
    [row] = read_reports(
        "s.csv", as_csv(SHEET | {"Upload title": "x  Y", "Text content": "X y and more"})
    ).rows
    assert row.report.text == "X y and more"
    [row] = read_reports("s.csv", as_csv(SHEET | {"Text content": ""})).rows
    assert (row.report.text, row.report.quality) == ("Strike on the mill", "title_only")


def test_what_was_not_archived_is_set_aside_with_its_status():
    gone = SHEET | {"Text content": "", "Upload title": "", "Archive status": "Archive failed"}
    table = read_reports("s.csv", as_csv(gone, SHEET | {"Link": ""}))
    assert [row.error.code for row in table.rejected] == ["export-not-archived", "export-no-link"]
    assert "Archive failed" in str(table.rejected[0].error)


def test_the_same_address_has_the_same_id_in_every_form():
    words = {"Link": RECORD["metadata"]["url"]}
    ids = {
        read_reports(name, data).rows[0].report.id
        for name, data in (
            ("s.csv", as_csv(SHEET | words)),
            ("s.xlsx", as_workbook(SHEET | words)),
            ("r.jsonl", as_lines(RECORD)),
            ("r.json", json.dumps([RECORD], indent=1).encode()),
        )
    }
    assert len(ids) == 1


def test_its_short_names_of_columns_are_read():
    row = {
        "url": "https://marsh.example/9", "status": "ok: success", "text": "Two dead.", "title": "", "hash": "1" * 64,
        "timestamp": "2020-01-02", "folder": "f", "wacz": "w", "pdq_hash": "", "replaywebpage": "r", "screenshot": "s",
    }  # fmt: skip
    [found] = read_reports("s.csv", as_csv(row)).rows
    assert (found.report.text, found.report.extra["archive_hash"]) == ("Two dead.", "1" * 64)


def test_a_record_keeps_who_wrote_it_and_the_hash_it_tells_of_a_file():
    [row] = read_reports("r.jsonl", as_lines(RECORD)).rows
    assert row.report.text == "A post\n\nTwo people died in Salt Crossing."
    assert row.report.author == "marsh_man"
    [media] = row.report.extra["archive_media"]
    assert (media["hash"], media["urls"]) == ("SHA-256:" + "cd" * 32, ["https://store.example/v.mp4"])


def test_its_csv_of_records_in_pythons_words_reads_as_the_records():
    shown = str(RECORD["metadata"]).replace(
        "'2019-03-02T09:30:00+00:00'", "datetime.datetime(2019, 3, 2, 9, 30, tzinfo=datetime.timezone.utc)"
    )
    row = {"status": RECORD["status"], "metadata": shown, "media": str(RECORD["media"])}
    [one], [two] = read_reports("db.csv", as_csv(row)).rows, read_reports("r.jsonl", as_lines(RECORD)).rows
    assert (one.report.text, one.report.published) == (two.report.text, two.report.published)
    assert one.report.extra["archive_media"] == two.report.extra["archive_media"]


def test_a_table_of_our_own_is_read_as_one_whatever_else_it_holds():
    row = {"id": "r1", "text": "Two dead.", "url": "https://marsh.example/1", "status": "x", "wacz": "w", "hash": "h",
           "pdq_hash": "", "replaywebpage": ""}  # fmt: skip
    [found] = read_reports("r.csv", as_csv(row)).rows
    assert (found.report.id, found.report.extra["status"]) == ("r1", "x")


def test_a_file_that_is_nearly_one_is_refused_by_what_it_lacks():
    row = {name: value for name, value in SHEET.items() if name != "Text content"}
    with pytest.raises(FileRefused, match=r"recorder-column-missing.*text_content"):
        read_reports("s.csv", as_csv(row))


@given(st.fixed_dictionaries({}, optional={name: st.text(max_size=20) for name in SHEET}))
def test_every_row_is_a_report_or_set_aside(told):
    table = read_reports("s.jsonl", as_lines(SHEET | told))
    assert len(table.rows) + len(table.rejected) == 1
