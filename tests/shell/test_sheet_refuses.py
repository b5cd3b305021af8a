"""What a desk sheet may not do: rows set aside by field with a remedy, files refused, conflicts told."""

import io

import pytest
from openpyxl import Workbook

from cairn.errors import FileRefused
from cairn.shell.acts.add_judgements import add_judgements
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.export.sources import rejected
from cairn.shell.records.models import Release
from shell.desk import (
    GRADE,
    LET_OUT,
    LINA,
    NOOR,
    Desk,
    code,
    counted,
    incident,
    killed,
    only_rejection,
    with_far,
)


def book(**pages):
    """A workbook of these pages, each a list of rows."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in pages.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("missing", "told"), [("why", "why-missing"), ("set_by", "person-missing")])
def test_a_row_without_reason_or_name_is_set_aside_and_the_rest_goes_in(three, missing, told):
    with_far(three)
    desk = Desk(three)
    desk.fill("incidents", {"incident": code()}, **{k: v for k, v in GRADE.items() if k != missing})
    desk.fill("incidents", {"incident": code("far-1")}, killed_min=2, set_by=NOOR, why="read")
    added = desk.add()
    row = only_rejection(added)
    assert (added.new, row["code"], row["field"]) == (1, told, {"why": "why", "set_by": "as"}[missing])
    assert row["remedy"]
    assert row["row"] == f"incidents {desk.row('incidents', incident=code())['row']}"
    assert "grade=fair" in row["raw"]
    assert (incident()["state"], incident("far-1")["state"]) == ("suggested", "set")


def test_a_row_that_is_set_aside_is_kept_verbatim_with_its_page_and_once(three):
    desk = Desk(three)
    desk.fill("incidents", {"incident": code()}, **{**GRADE, "why": ""})
    data = desk.data()
    add_judgements(three, "desk.xlsx", data)
    again = add_judgements(three, "desk.xlsx", data)
    (row,) = rejected()
    assert (row["page"], row["code"], row["field"]) == ("incidents", "why-missing", "why")
    assert row["row"] == desk.row("incidents", incident=code())["row"]
    assert "grade=fair" in row["raw"]
    assert len(again.rejected) == 1


def test_strict_refuses_all_and_rolls_everything_back(three):
    with_far(three)
    before = counted()
    desk = Desk(three).fill("incidents", {"incident": code()}, **{**GRADE, "why": ""})
    desk.fill("incidents", {"incident": code("far-1")}, killed_min=2, set_by=LINA, why="read")
    with pytest.raises(FileRefused) as refused:
        desk.add(strict=True)
    assert (refused.value.code, refused.value.field) == ("rows-rejected", "why")
    assert counted() == before


def test_a_dry_run_tells_and_changes_nothing(three):
    before = counted()
    told = Desk(three).fill("incidents", {"incident": code()}, **GRADE, **LET_OUT).add(dry_run=True)
    assert told.new == 2
    assert counted() == before
    assert incident()["state"] == "suggested"


def test_a_newer_version_by_another_person_is_a_conflict_that_shows_both_figures(three):
    desk = Desk(three).fill(
        "incidents", {"incident": code()}, killed_min=8, killed_max=8, set_by=NOOR, why="a"
    )
    set_assessment(Decision("wire-1", LINA, "b", fields={"killed_min": 4, "killed_max": 6}))
    row = only_rejection(desk.add())
    assert row["code"] == "desk-conflict"
    assert LINA in row["message"]
    assert "killed 4 to 6" in row["message"]
    assert "killed 8 to 8" in row["message"]
    assert killed() == (4, 6)


def test_ones_own_newer_version_is_no_conflict(three):
    desk = Desk(three).fill(
        "incidents", {"incident": code()}, killed_min=8, killed_max=8, set_by=LINA, why="a"
    )
    set_assessment(Decision("wire-1", LINA, "b", fields={"killed_min": 4, "killed_max": 6}))
    assert desk.add().rejected == []
    assert killed() == (8, 8)


def test_nobody_releases_by_a_sheet_what_was_set_after_it_was_written(three):
    desk = Desk(three).fill("incidents", {"incident": code()}, **LET_OUT)
    set_assessment(Decision("wire-1", NOOR, "b", fields={"killed_min": 4, "killed_max": 6}))
    row = only_rejection(desk.add())
    assert (row["code"], "killed 4 to 6" in row["message"]) == ("desk-conflict", True)
    assert not Release.objects.exists()


def test_a_release_does_not_fall_back_to_an_older_version_when_setting_failed(three):
    set_assessment(Decision("wire-1", NOOR, "b", fields={"killed_min": 4, "killed_max": 6}))
    told = Desk(three).fill("incidents", {"incident": code()}, **{**GRADE, "why": ""}, **LET_OUT).add()
    assert "why-missing" in {r["code"] for r in told.rejected}
    assert not Release.objects.exists()


def test_a_sheet_set_by_one_releases_when_the_second_signs_the_same_file_later(three):
    desk = Desk(three).fill("incidents", {"incident": code()}, **GRADE)
    desk.add()
    told = desk.fill("incidents", {"incident": code()}, **LET_OUT).add()
    assert (told.new, told.same, told.rejected) == (1, 1, [])
    assert incident()["state"] == "released"


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"killed_min": "about ten"}, "killed_min"),
        ({"killed_min": -3}, "killed"),
        ({"killed_min": 99_999_999_999}, "killed_min"),
        ({"date_start": "last spring"}, "date_start"),
        ({"date_start": "2025-05-09", "date_end": "2025-05-08"}, "date_end"),
        ({"lat": "north"}, "lat"),
        ({"lat": 91, "lon": 36, "place_precision": "village"}, "lat"),
        ({"lat": 35.9, "lon": 36.6, "place_precision": "somewhere"}, "place_precision"),
        ({"actor": "russia", "grade": "proven"}, "grade"),
        ({"actor": "rusia", "grade": "fair"}, "actor"),
        ({"actor": "russia", "grade": "fair", "role": "guilty"}, "role"),
        ({"actor": "russia", "strike_status": "sure"}, "strike_status"),
        ({"version_seen": "new", "killed_min": 8}, "version_seen"),
        ({"merge_into": "C-NONE"}, "incident"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_is_set_aside_by_field_with_a_remedy(three, cells, field):
    before = counted()
    row = only_rejection(
        Desk(three).fill("incidents", {"incident": code()}, set_by=NOOR, why="x", **cells).add()
    )
    assert (row["field"], bool(row["code"]), bool(row["remedy"])) == (field, True, True)
    assert counted()[:-2] == before[:-2]


def test_a_file_that_is_no_workbook_is_refused(ws):
    with pytest.raises(FileRefused) as refused:
        add_judgements(ws, "desk.xlsx", b"incident,grade\n")
    assert (refused.value.code, refused.value.value) == ("sheet-unreadable", "desk.xlsx")


def test_a_zip_that_is_no_workbook_is_refused(ws):
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("a.txt", "nothing")
    with pytest.raises(FileRefused, match="sheet-unreadable"):
        add_judgements(ws, "desk.xlsx", out.getvalue())


def test_a_workbook_without_our_pages_is_refused(ws):
    with pytest.raises(FileRefused) as refused:
        add_judgements(ws, "budget.xlsx", book(budget=[["salaries", 3]]))
    assert (refused.value.code, refused.value.value) == ("sheet-pages", "budget")


@pytest.mark.parametrize("rows", [[], [["incident", "killed_min"]]])
def test_a_page_that_lacks_columns_is_refused(ws, rows):
    with pytest.raises(FileRefused) as refused:
        add_judgements(ws, "desk.xlsx", book(incidents=rows))
    assert refused.value.code == "sheet-columns"
    assert "set_by" in str(refused.value.value)
