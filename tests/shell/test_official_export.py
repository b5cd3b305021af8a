"""Parties' statements as tables: what stands, its words, every dated outcome, and no concession told twice."""

from __future__ import annotations

import json

import pytest

from cairn.publish.tables.specification import columns
from cairn.shell.acts.add_official import add_official
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.join_by_hand import join_by_hand
from cairn.shell.acts.release import withdraw
from cairn.shell.acts.run import run
from cairn.shell.export.explain_official import explain_official
from cairn.shell.export.write import table_rows
from cairn.shell.records.models import Act, OfficialDocument
from cairn.shell.records.moment import moment
from cairn.shell.verify.verify import verify
from conftest import jsonl, report, silent

EARLY = "On 8 May 2025, in Maarrat Misrin, Syria, via media report. No strikes were conducted in the area. 4410/PX77"
LATE = (
    "Statement of 2 June 2025. On 8 May 2025, in Maarrat Misrin, the Russian military acknowledges that it conducted a strike "
    "in which two civilians were unintentionally killed and one was injured. 4410/PX77"
)
TABLES = ("official_documents", "official_entries", "official_outcomes")


def first_act():
    return moment(f"act {Act.objects.order_by('id').first().id}")


def rows(ws, table, **asked):
    return list(table_rows(ws, table, is_public=False, **asked))


@pytest.fixture
def stated(ws, tmp_path):
    for name, text in (("2025-05-20.txt", EARLY), ("2025-06-02.txt", LATE)):
        (tmp_path / name).write_text(text, "utf-8")
        add_official(ws, tmp_path / name, party="russia")
    sheet = {
        "id": "e-1",
        "actor": "coalition",
        "outcome": "credible",
        "killed_min": 0,
        "killed_max": 0,
        "incident": "marsh-7",
    }
    (tmp_path / "s.jsonl").write_text(json.dumps(sheet) + "\n")
    add_official(ws, tmp_path / "s.jsonl")
    return ws


@pytest.mark.parametrize("table", TABLES)
def test_every_table_holds_just_its_columns(stated, table):
    assert all(tuple(row) == columns(table) for row in rows(stated, table))


@pytest.mark.parametrize("table", TABLES[1:])
def test_the_text_between_start_and_end_is_the_quote(stated, table):
    texts = {row["id"]: row["text"] for row in rows(stated, TABLES[0])}
    quoted = [row for row in rows(stated, table) if row["quote"]]
    assert quoted
    for row in quoted:
        document = row.get("quoted_document_id") or row["document_id"]
        assert texts[document][row["start"] : row["end"]] == row["quote"]


def test_what_stands_is_told_with_the_words_that_say_so(stated):
    entry = next(row for row in rows(stated, "official_entries") if row["actor"] == "russia")
    assert (entry["outcome"], entry["killed_min"], entry["injured_max"], entry["said"]) == (
        "credible",
        2,
        1,
        "2025-06-02",
    )
    assert (entry["quote"], entry["files"], entry["coded"]) == (
        LATE[LATE.index("On 8 May") :],
        ("4410/PX77",),
        False,
    )


def test_zero_conceded_is_a_figure_and_unknown_is_none(stated):
    entry = next(row for row in rows(stated, "official_entries") if row["id"] == "e-1")
    assert (entry["killed_max"], entry["injured_min"], entry["coded"]) == (0, None, True)
    assert (entry["filed_incident"], entry["quote"], entry["start"]) == ("marsh-7", None, None)


def test_every_dated_word_is_a_row(stated):
    said = [row for row in rows(stated, "official_outcomes") if row["actor"] == "russia"]
    assert [(row["n"], row["day"], row["outcome"]) for row in said] == [
        (1, "2025-05-20", "non_credible"), (2, "2025-06-02", "credible"),
    ]  # fmt: skip


def test_an_earlier_moment_shows_what_stood_then(stated):
    entry, = rows(stated, "official_entries", then=first_act())  # fmt: skip
    assert (entry["outcome"], entry["killed_min"]) == ("non_credible", None)


def test_a_withdrawn_name_is_blotted_out_of_words_and_text_alike(stated):
    withdraw("name", "Maarrat Misrin", who="Noor Example", why="asked for")
    entry = next(row for row in rows(stated, "official_entries") if row["actor"] == "russia")
    text = next(row["text"] for row in rows(stated, TABLES[0]) if row["id"] == entry["quoted_document_id"])
    assert "Maarrat" not in text + entry["quote"] + entry["place_text"]
    assert text[entry["start"] : entry["end"]] == entry["quote"]


def test_a_concession_in_a_report_that_is_kept_as_official_is_not_told_twice(three, tmp_path):
    said = report("ministry-1", LATE, publisher="Ministry (invented)", source_kind="official", party="russia")
    add_reports(three, "statement.jsonl", jsonl(said))
    run(three, silent, preview=False)
    join_by_hand("ministry-1", "wire-1", "yes", who="Noor Example", why="same place and day")
    first, = rows(three, "official_entries")  # fmt: skip
    assert (first["document_id"], first["killed_min"], first["outcome"]) == ("ministry-1", 2, "credible")
    (tmp_path / "2025-06-02.txt").write_text(LATE, "utf-8")
    add_official(three, tmp_path / "2025-06-02.txt", party="russia")
    second, = rows(three, "official_entries")  # fmt: skip
    assert second["id"] != first["id"]
    assert OfficialDocument.objects.get().report_id == "ministry-1"


def test_verify_finds_documents_sound_and_a_missing_text_of_one(stated):
    assert verify(stated, silent).findings.sorted() == []
    lost = OfficialDocument.objects.exclude(text_sha256="").order_by("id").first()
    path = stated.objects.path(lost.text_sha256)
    path.chmod(0o600)
    path.unlink()
    found = verify(stated, silent).findings.sorted()
    assert {(f.code, lost.id in f.rests) for f in found} == {("object-missing", True)}


def test_an_entry_is_explained_with_its_words_day_by_day(stated):
    key = next(row["id"] for row in rows(stated, "official_entries") if row["actor"] == "russia")
    value, words = explain_official(stated, key)
    assert [said["outcome"] for said in value["history"]] == ["non_credible", "credible"]
    assert "2025-06-02  credible, killed 2, injured 1" in words
    assert "acknowledges that it conducted a strike" in words
    then, _ = explain_official(stated, key, first_act())
    assert (len(then["history"]), explain_official(stated, "nothing")) == (1, None)


def test_a_withdrawn_entry_leaves_every_table_and_its_document_stays(stated):
    gone, *_ = rows(stated, "official_entries")
    withdraw("entry", gone["id"], who="Noor Example", why="the party asked, a person is named")
    assert gone["id"] not in {row["id"] for row in rows(stated, "official_entries")}
    assert gone["id"] not in {row["entry_id"] for row in rows(stated, "official_outcomes")}
    assert gone["document_id"] in {row["id"] for row in rows(stated, "official_documents")}


def test_a_withdrawn_document_leaves_every_table_with_what_stands_in_it_alone(stated):
    sheet = OfficialDocument.objects.get(kind="sheet").id
    assert sheet in {row["id"] for row in rows(stated, "official_documents")}
    withdraw("document", sheet, who="Noor Example", why="not ours to keep")
    assert sheet not in {row["id"] for row in rows(stated, "official_documents")}
    assert sheet not in {row["document_id"] for row in rows(stated, "official_entries")}


def everything(ws):
    return json.dumps([rows(ws, table) for table in TABLES], default=str)


def test_a_withdrawn_document_goes_with_every_wording_it_had_and_will_have(ws, tmp_path):
    path = tmp_path / "release-1.txt"
    for text in (EARLY, f"{EARLY} First change.", f"{EARLY} Second change."):
        path.write_text(text, "utf-8")
        add_official(ws, path, party="russia")
    assert "Maarrat Misrin" in everything(ws)
    first = OfficialDocument.objects.order_by("version").first()
    withdraw("document", first.id, who="Noor Example", why="a person is named")
    assert everything(ws) == "[[], [], []]"
    path.write_text(f"{EARLY} Third change.", "utf-8")
    add_official(ws, path, party="russia")
    assert everything(ws) == "[[], [], []]"


def row_of(key, words, **more):
    told = {"id": key, "actor": "coalition", "outcome": "credible", "text": words}
    return json.dumps({**told, **more}) + "\n"


@pytest.fixture
def sheets(ws, tmp_path):
    shared, own = "Two people of the mill house were killed.", "One person of the ferry house was killed."
    report = "A house by the ferry was struck."
    for name, lines in (
        ("one", (row_of("e-1", shared), row_of("e-2", own, strike_report=report))),
        ("two", (row_of("e-3", shared),)),
    ):
        (tmp_path / f"{name}.jsonl").write_text("".join(lines))
        add_official(ws, tmp_path / f"{name}.jsonl")
    return ws


def test_a_withdrawn_entry_takes_the_text_along_that_was_kept_for_it_alone(sheets, tmp_path):
    assert "mill house" in everything(sheets)
    assert "ferry house" in everything(sheets)
    withdraw("entry", "e-2", who="Noor Example", why="a person is named")
    assert "ferry" not in everything(sheets)
    (tmp_path / "one.jsonl").write_text(
        row_of("e-2", "One person of the ferry house was killed, it is said now.")
    )
    add_official(sheets, tmp_path / "one.jsonl")
    assert "ferry" not in everything(sheets)
    withdraw("entry", "e-1", who="Noor Example", why="a person is named")
    assert "mill house" in everything(sheets)  # another entry speaks in the same words
    withdraw("entry", "e-3", who="Noor Example", why="a person is named")
    assert "mill house" not in everything(sheets)


def test_a_withdrawn_sheet_takes_the_texts_of_its_rows_along(sheets):
    sheet = OfficialDocument.objects.filter(kind="sheet").get(title="one.jsonl")
    withdraw("document", sheet.id, who="Noor Example", why="it was not theirs to give")
    told = everything(sheets)
    assert "ferry" not in told
    assert "mill house" in told
    assert [row["id"] for row in rows(sheets, "official_entries")] == ["e-3"]
