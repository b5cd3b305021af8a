"""The desk sheet there and back: every decision by a named person, twice is once, conflicts are told."""

import io

import pytest
from openpyxl import load_workbook

from cairn.shell.acts.add_judgements import add_judgements
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.run import run
from cairn.shell.export.incidents import Incidents
from cairn.shell.export.sources import Said
from cairn.shell.records import find
from cairn.shell.records.models import (
    Act,
    AssignmentRow,
    ClaimRow,
    Release,
)
from cairn.shell.sheets.layout import PAGES
from cairn.shell.sheets.read import read_sheet
from conftest import STRIKE_EN, jsonl, report, silent
from shell.desk import (
    GRADE,
    LET_OUT,
    NOOR,
    SAM,
    Desk,
    code,
    counted,
    incident,
    killed,
    only_rejection,
    with_far,
)


def test_the_sheet_holds_the_work_and_every_column_of_its_pages(three):
    desk = Desk(three)
    assert desk.counts == {
        "incidents": 1,
        "accounts": 3,
        "claims": len(desk.rows("claims")),
        "duplicates": 0,
        "links": 0,
    }
    for page in PAGES:
        assert tuple(c.value for c in desk.book[page.title][1]) == page.columns
        assert not any(r[c] for r in desk.rows(page.title) for c in page.filled)
    assert desk.row("incidents", actor_machine="russia")["killed_machine"] == "7 to 9"


def test_an_untouched_sheet_decides_nothing(three):
    before = counted()
    told = Desk(three).add()
    assert (told.new, told.same, told.rejected) == (0, 0, [])
    assert counted() == before


def test_one_person_sets_and_another_releases_in_one_sheet(three):
    told = Desk(three).fill("incidents", {"actor_machine": "russia"}, **GRADE, **LET_OUT).add()
    assert (told.new, told.rejected) == (2, [])
    assert incident()["state"] == "released"
    release = Release.objects.get()
    assert (release.proposer.name, release.approver.name) == (NOOR, SAM)
    assert release.assessment.attributions.get().grade == "fair"


def test_one_person_for_both_in_one_sheet_sets_but_does_not_release(three):
    desk = Desk(three).fill(
        "incidents", {"actor_machine": "russia"}, **GRADE, **{**LET_OUT, "release_by": NOOR}
    )
    assert only_rejection(desk.add())["code"] == "same-person"
    assert incident()["state"] == "set"


def test_the_same_sheet_twice_changes_nothing(three):
    with_far(three)
    desk = Desk(three)
    claim = desk.row("claims", report="wire-1", kind="killed")["claim"]
    desk.fill("incidents", {"incident": code()}, **GRADE, **LET_OUT, killed_min=8, summary_en="A market.")
    desk.fill("incidents", {"incident": code("far-1")}, parent=code(), set_by=NOOR, why="the same campaign")
    desk.fill("claims", {"claim": claim}, min=6, max=6, decided_by=NOOR, why="misread")
    desk.append(
        "claims", report="wire-1", kind="cause", words="local reporter", decided_by=NOOR, why="missed"
    )
    desk.fill("accounts", {"report": "resident-1"}, join="no", decided_by=NOOR, why="another street")
    first = desk.add()
    assert (first.new, first.same, first.rejected) == (6, 0, [])
    before = counted()
    again = desk.add()
    assert (again.new, again.same, again.rejected) == (0, 6, [])
    assert counted() == before


def test_a_figure_set_in_the_sheet_wins(three):
    Desk(three).fill(
        "incidents", {"incident": code()}, killed_min=8, killed_max=8, set_by=NOOR, why="lists agree"
    ).add()
    assert killed() == (8, 8)


def test_a_figure_set_anew_shows_its_difference(three):
    cells = {"set_by": NOOR, "why": "lists agree"}
    Desk(three).fill("incidents", {"incident": code()}, killed_min=8, killed_max=8, **cells).add()
    told = Desk(three).fill("incidents", {"incident": code()}, killed_max=9, **cells).add()
    assert list(told.changed.values()) == [["killed_max: 8 -> 9"]]


def test_unknown_as_a_figure_is_unknown_and_not_zero(three):
    Desk(three).fill(
        "incidents",
        {"incident": code()},
        killed_min="unknown",
        killed_max="Unknown",
        set_by=NOOR,
        why="vague",
    ).add()
    assert killed() == (None, None)


def test_zero_as_a_figure_is_zero_and_not_an_empty_cell(three):
    Desk(three).fill(
        "incidents", {"incident": code()}, injured_min=0, injured_max=0, set_by=NOOR, why="nobody was"
    ).add()
    assert (incident()["injured_min"], incident()["injured_max"]) == (0, 0)


def test_a_claim_corrected_moves_the_range_and_keeps_the_machines(three):
    desk = Desk(three)
    claim = desk.row("claims", report="wire-1", kind="killed")["claim"]
    desk.fill("claims", {"claim": claim}, min=5, max=5, decided_by=NOOR, why="five, the text says").add()
    assert killed() == (5, 9)
    assert not ClaimRow.objects.get(id=claim).live


def test_a_claim_marked_as_another_event_leaves_the_sum(three):
    desk = Desk(three)
    claim = desk.row("claims", report="wire-1", kind="killed")["claim"]
    desk.fill("claims", {"claim": claim}, event="other", decided_by=NOOR, why="last year's strike").add()
    assert killed() == (8, 9)


def test_a_claim_added_by_hand_rests_on_words_of_the_report(three):
    desk = Desk(three).append(
        "claims", report="wire-1", kind="missing", min=2, max=2, words="killing 7 civilians",
        decided_by=NOOR, why="the machine missed it",
    )  # fmt: skip
    assert desk.add().new == 1
    made = next(c for c in Said(three).claims() if c["kind"] == "missing")
    assert (made["quote"], made["extractor"], made["min"]) == ("killing 7 civilians", "by-hand/1", 2)
    assert STRIKE_EN["text"][made["start"] : made["end"]] == made["quote"]


def test_words_that_do_not_stand_in_the_report_are_no_claim(three):
    desk = Desk(three).append(
        "claims", report="wire-1", kind="killed", min=2, words="never said", decided_by=NOOR, why="x"
    )
    assert only_rejection(desk.add())["code"] == "quote-not-found"


def test_a_kind_of_claim_that_does_not_exist_is_set_aside(three):
    desk = Desk(three).append(
        "claims", report="wire-1", kind="hurt", min=2, words="killing 7", decided_by=NOOR, why="x"
    )
    assert (only_rejection(desk.add())["code"], ClaimRow.objects.exclude(by="").count()) == ("claim-value", 0)


def test_a_no_takes_an_account_out_of_its_incident(three):
    Desk(three).fill("accounts", {"report": "wire-1"}, join="no", decided_by=NOOR, why="another market").add()
    assert killed("rescue-1") == (8, 9)
    row = AssignmentRow.objects.get(account__report_id="wire-1", live=True)
    assert (row.decision, row.decided_by) == ("rejected", NOOR)


def test_a_row_of_accounts_without_an_answer_is_not_taken_for_a_yes(three):
    desk = Desk(three).fill("accounts", {"report": "wire-1"}, decided_by=NOOR, why="must look again")
    assert only_rejection(desk.add())["code"] == "answer-unknown"


@pytest.mark.parametrize("target", ["code", "new"])
def test_an_account_that_belongs_elsewhere_counts_there_and_only_there(three, target):
    with_far(three)
    Desk(three).fill(
        "accounts", {"report": "wire-1"}, belongs_to=code("far-1") if target == "code" else "new",
        decided_by=NOOR, why="another place",
    ).add()  # fmt: skip
    run(three, silent, preview=False)
    joined = AssignmentRow.objects.filter(account__report_id="wire-1", live=True, decision="joined")
    assert joined.count() == 1
    assert killed("rescue-1") == (8, 9)
    assert (find.incident("wire-1") == find.incident("far-1")) == (target == "code")
    assert find.incident("wire-1") != find.incident("rescue-1")


def test_a_merge_makes_two_one_and_both_codes_resolve(three):
    with_far(three)
    gone, kept = code("far-1"), code()
    Desk(three).fill("incidents", {"incident": gone}, merge_into=kept, set_by=NOOR, why="one event").add()
    assert len(list(Incidents().incidents())) == 1
    assert find.incident(gone) == find.incident(kept)


def test_a_parent_holds_the_incident(three):
    with_far(three)
    Desk(three).fill(
        "incidents", {"incident": code("far-1")}, parent=code(), set_by=NOOR, why="one siege"
    ).add()
    assert incident("far-1")["parent_id"] == incident()["id"]


def test_a_summary_in_arabic_comes_back_letter_for_letter(three):
    words = "غارة على السوق أدت إلى مقتل ٨ مدنيين، بحسب «السكان»"
    Desk(three).fill("incidents", {"incident": code()}, summary_ar=words, set_by=NOOR, why="written").add()
    assert incident()["summary_ar"] == words


def test_a_day_typed_as_a_date_of_the_spreadsheet_is_that_day(three):
    from datetime import datetime

    Desk(three).fill(
        "incidents", {"incident": code()}, date_start=datetime(2025, 5, 7), set_by=NOOR, why="x"
    ).add()
    assert (incident()["date_start"], incident()["date_end"]) == ("2025-05-07", "2025-05-07")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_words_that_begin_like_a_formula_are_text_there_and_back(three, sign):
    words = f"{sign}SUM(A1:A9) was painted on the wall"
    add_reports(three, "more.jsonl", jsonl(report(f"{sign}x", words + ". Shelling killed 3 civilians in Kafr Nabl on 3 March 2021.")))  # fmt: skip
    run(three, silent, preview=False)
    desk = Desk(three)
    shown = desk.row("accounts", report=f"'{sign}x")
    assert shown["words"].startswith("'" + sign)
    cell = next(c for c in desk.book["accounts"][shown["row"]] if c.value == shown["words"])
    assert cell.data_type == "s"
    desk.append("claims", report=f"'{sign}x", kind="cause", words="'" + words, decided_by=NOOR, why="x")
    filled = read_sheet("desk.xlsx", desk.data())
    assert [(r["report"], r["words"]) for r in filled] == [(f"{sign}x", words)]
    assert desk.add().rejected == []


def test_a_text_with_signs_no_spreadsheet_can_hold_is_still_written(three):
    add_reports(three, "more.jsonl", jsonl(report("odd", "\x0bShelling killed 3 civilians\x1f in Kafr Nabl on 3 March 2021.")))  # fmt: skip
    run(three, silent, preview=False)
    assert "Shelling killed 3 civilians" in Desk(three).row("accounts", report="odd")["words"]


def test_the_sheet_that_was_brought_back_is_kept_as_bytes(three):
    from cairn.archive import sha256_hex

    desk = Desk(three).fill("incidents", {"incident": code()}, **GRADE)
    data = desk.data()
    add_judgements(three, "desk.xlsx", data)
    assert three.objects.get(sha256_hex(data)) == data
    assert Act.objects.get(kind="add-judgements").detail["capture"] == sha256_hex(data)


def test_the_help_page_of_the_sheet_is_in_both_languages(three):
    said = [c.value for row in load_workbook(io.BytesIO(Desk(three).data()))["how to"].rows for c in row]
    assert any("do not cite" in s for s in said)
    assert any("لا تُستشهد بها" in s for s in said)
