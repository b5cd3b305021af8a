"""Our record beside another recorder's, through the workspace and the command line; nothing of theirs goes out. Invented."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from openpyxl import load_workbook

from cairn.errors import FileRefused, NotAllowed
from cairn.shell.acts.add_register import add_register
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.merge_incidents import merge
from cairn.shell.acts.pair_by_hand import decide_pair
from cairn.shell.acts.run import run
from cairn.shell.acts.undo import undo
from cairn.shell.export.write import table_rows
from cairn.shell.records import paired
from cairn.shell.records.models import Act, Incident, Judgement, ReportRow
from conftest import jsonl, report, silent
from shell.answers import SIGN, error_of, told
from shell.desk import NOOR, SAM
from sources.recorder_files import ACLED, MATERIAL, RECORD, UCDP, as_csv, as_lines

TEXT = "Shelling by Russian forces killed 2 civilians in Kafr Nabl, Idlib, on 3 March 2021."
FAR = "Shelling by Russian forces killed 7 civilians in Ariha, Idlib, on 20 March 2021."
THERE = {
    "location": "Kafr Nabl", "admin1": "Idleb", "event_date": "2021-03-03", "latitude": "35.61", "longitude": "36.56",
}  # fmt: skip
SECRET = "a-word-nobody-may-see"


@pytest.fixture
def walked(ws):
    """Two of ours, and three events of theirs: one of ours, one of nobody's, one with a formula for a name."""
    rows = [
        report("r1", TEXT, published="2021-03-03T10:00:00Z"),
        report("r2", FAR, published="2021-03-20T10:00:00Z"),
    ]
    add_reports(ws, "r.jsonl", jsonl(*rows))
    run(ws, silent, preview=False)
    entries: list[dict[str, Any]] = [
        ACLED | THERE | {"notes": SECRET},
        ACLED
        | THERE
        | {"event_id_cnty": "SYR2", "event_date": "2021-03-12", "location": "=1+1", "latitude": "36.9"},
        ACLED
        | THERE
        | {"event_id_cnty": "SYR3", "event_date": "2021-03-12", "fatalities": "0", "latitude": "36.9"},
    ]
    add_register(ws, "acled.csv", as_csv(*entries), register="ACLED")
    return ws


def ours(day):
    [key] = [str(i["id"]) for i in _incidents() if i["date_start"] == day]
    return key


def _incidents():
    from cairn.shell.export.incidents import Incidents

    return Incidents().incidents()


def test_it_tells_what_is_in_both_what_only_ours_and_what_only_theirs(walked, cli):
    value = told(cli("crosswalk", "acled", "--json"))
    [pair] = value["pairs"]
    assert (pair["our"]["id"], pair["their"]["id"], pair["set_by"]) == (
        ours("2021-03-03"), "ACLED:SYR70001", "machine",
    )  # fmt: skip
    assert {r["code"] for r in pair["differs"]} >= {"counts-all", "ours-suggested"}
    assert {row["id"]: (row["class"], [r["code"] for r in row["why"]]) for row in value["theirs"]} == {
        "ACLED:SYR2": ("only", []), "ACLED:SYR3": ("outside", ["no-harm-told"]),
    }  # fmt: skip
    assert [(row["id"], row["class"]) for row in value["ours"]] == [(ours("2021-03-20"), "outside")]


def test_the_sums_of_their_side_close_and_a_nought_is_no_figure(walked, cli):
    theirs = told(cli("crosswalk", "ACLED", "--json"))["summary"]["theirs"]
    whole = theirs.pop("whole")
    assert whole["incidents"] == 3
    for end in ("min", "max_of_known", "without_figure"):
        assert sum(part["all_killed"][end] for part in theirs.values()) == whole["all_killed"][end]
    assert whole["all_killed"]["without_figure"] == 1
    assert (whole["killed"]["min"], whole["killed"]["without_figure"]) == (0, 3)


def test_that_no_coverage_is_told_stands_before_any_figure_in_both_languages(walked, cli):
    value = told(cli("crosswalk", "ACLED", "--json"))
    assert value["notes"]["en"][0].startswith("No coverage of ours is told.")
    assert len(value["notes"]["en"]) == len(value["notes"]["ar"])
    words = cli("crosswalk", "ACLED").stdout
    assert words.index("No coverage of ours is told.") < words.index("incidents;")


def test_a_period_and_a_party_bound_it(walked, cli):
    value = told(cli("crosswalk", "ACLED", "--from", "2021-03-10", "--actor", "Russia", "--json"))
    assert value["pairs"] == []
    assert value["asked"]["actors"] == ["russia"]
    assert (
        error_of(cli("crosswalk", "ACLED", "--actor", "Nobody At All", "--json"))["code"] == "actor-unknown"
    )
    assert error_of(cli("crosswalk", "other", "--json"))["code"] == "register-unknown"


def test_it_is_written_as_a_sheet_in_which_nothing_is_a_formula(walked, cli, tmp_path):
    for ending in ("csv", "xlsx", "json"):
        assert cli("crosswalk", "ACLED", "--out", tmp_path / f"x.{ending}").exit_code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "x.csv").read_text("utf-8-sig"))))
    assert len(rows) == 1 + 1 + 2
    assert next(r for r in rows if r["their_id"] == "ACLED:SYR2")["their_place"] == "'=1+1"
    sheet = load_workbook(tmp_path / "x.xlsx").active
    assert sheet is not None
    assert "f" not in {c.data_type for line in sheet.iter_rows() for c in line}
    assert json.loads((tmp_path / "x.json").read_text("utf-8"))["register"] == "ACLED"
    refused = error_of(cli("crosswalk", "ACLED", "--out", tmp_path / "x.pdf", "--json"))
    assert refused["code"] == "crosswalk-form-unknown"


def test_a_persons_word_stands_and_is_taken_back(walked, cli):
    mine = ours("2021-03-03")
    done = told(cli("pair", "SYR70001", mine, "--answer", "different", *SIGN, "--json"))
    assert told(cli("crosswalk", "ACLED", "--json"))["pairs"] == []
    undo(walked, done["act"], who=SAM, why="It is one.")
    assert len(told(cli("crosswalk", "ACLED", "--json"))["pairs"]) == 1
    assert told(cli("verify", "--json"))["findings"] == []


def test_a_pair_that_a_person_set_is_signed_and_the_same_word_twice_is_once(walked, cli):
    for _ in range(2):
        decide_pair("SYR2", ours("2021-03-20"), "same", who=NOOR, why="Same names.")
    assert Judgement.objects.filter(kind=paired.KIND).count() == 1
    pairs = told(cli("crosswalk", "ACLED", "--json"))["pairs"]
    assert [p["set_by"] for p in pairs if p["their"]["id"] == "ACLED:SYR2"] == [NOOR]


def test_a_word_on_a_pair_follows_a_merge(walked):
    first, second = ours("2021-03-03"), ours("2021-03-20")
    decide_pair("SYR70001", first, "same", who=NOOR, why="Same names.")
    merge(first, second, who=SAM, why="One event.")
    [word] = paired.words("ACLED")
    left = str(Incident.objects.get(merged_into=None).id)
    assert (word.ours, word.theirs, word.answer) == (left, "ACLED:SYR70001", "same")


def test_an_answer_that_is_none_and_one_without_a_name_or_a_reason_are_refused(walked):
    mine = ours("2021-03-03")
    for answer, who, why, code in (
        ("maybe", NOOR, "x", "pair-answer-unknown"),
        ("same", "", "x", "person-missing"),
        ("same", NOOR, " ", "why-missing"),
    ):
        with pytest.raises(NotAllowed, match=code):
            decide_pair("SYR70001", mine, answer, who=who, why=why)


def test_nothing_of_a_register_is_public(walked, cli, tmp_path):
    decide_pair("SYR70001", ours("2021-03-03"), "same", who=NOOR, why=SECRET)
    run(walked, silent, preview=True)
    assert cli("publish").exit_code == 0
    out = [p for folder in (walked.root / "site", walked.preview) for p in folder.rglob("*") if p.is_file()]
    assert out
    for path in out:
        data = path.read_bytes()
        assert SECRET.encode() not in data, path
        assert b"SYR70001" not in data, path
    assert list(table_rows(walked, "register", is_public=True)) == []


def test_what_auto_archiver_and_atlos_kept_is_read_and_what_they_tell_of_it_stays_inside(ws, cli):
    add_reports(ws, "records.jsonl", as_lines(RECORD))
    add_reports(ws, "material.jsonl", as_lines(MATERIAL))
    assert add_reports(ws, "records.jsonl", as_lines(RECORD)).same == 1
    rows = ReportRow.objects.order_by("id")
    assert [row.author for row in rows] == ["marsh_man", "marsh_man"]
    run(ws, silent, preview=False)
    assert told(cli("verify", "--json"))["findings"] == []
    public = json.dumps([dict(r) for r in table_rows(ws, "reports", is_public=True)])
    for inside in ("marsh_man", "cd" * 32, "ef" * 32):
        assert inside not in public


def test_a_register_handed_in_as_reports_changes_nothing(ws):
    with pytest.raises(FileRefused, match=r"recorder-other-kind.*--as register"):
        add_reports(ws, "ged.csv", as_csv(UCDP))
    assert not Act.objects.exists()


def test_an_entry_is_explained_with_what_it_counts(walked, cli):
    entry = told(cli("explain", "SYR70001", "--json"))["entry"]
    assert (entry["all_killed_min"], entry["killed_min"]) == (5, None)
    assert {"status-any", "killed-unknown"} <= {flag["code"] for flag in entry["flags"]}
