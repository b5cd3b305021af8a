"""Parties' documents and sheets in a workspace: in once, with every word's place, changed rows as versions."""

from __future__ import annotations

import json

import pytest
from openpyxl import Workbook

from cairn.errors import FileRefused, NotFound
from cairn.shell.acts.add_official import add_official
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.records import official
from cairn.shell.records.models import (
    Act,
    Capture,
    OfficialDocument,
    OfficialEntry,
    OfficialOutcome,
    Rejected,
)
from cairn.vocab.closed import Outcome
from conftest import jsonl, report

RELEASE = """Monthly report of the Pact, published 4 July 2031.

The Pact carried over 4 open reports and received 2 new reports. It completed the assessment of 2 reports.

1. On May 1, 2031, near Salt Crossing, Syria, via media report. A strike unintentionally killed two civilians. 4410/PX77

2. On May 3, 2031, near Old Mill, Syria, via self-report. No strikes were conducted in the geographical area. 4411/PX78
"""
ROW = {
    "incident": "marsh-7", "code": "MC7", "belligerent": "coalition", "role": "suspected", "verdict": "credible",
    "killed_conceded": [0, 0], "injured_conceded": [2, 2], "stated_location": "near Salt Crossing", "mgrs": "37SFV040116",
    "mgrs_accuracy": "100 m", "strike_report": "Near Salt Crossing, one strike hit a truck.", "strike_report_url": "",
    "statements": [{"date": "20310504", "url": "https://pact.example/1", "text": "On May 1, 2031, near Salt Crossing. Closed."}],
}  # fmt: skip


def put(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def sheet(tmp_path, *rows, name="rows.jsonl"):
    return put(tmp_path, name, "".join(json.dumps(row) + "\n" for row in rows))


def release(ws, tmp_path, text=RELEASE, name="2031-07-04.txt"):
    return add_official(ws, put(tmp_path, name, text), party="coalition")


def counts():
    models = (Act, Capture, OfficialDocument, OfficialEntry, OfficialOutcome)
    return [model.objects.count() for model in models]


def test_a_release_is_kept_and_cut_into_entries_with_their_words(ws, tmp_path):
    done = release(ws, tmp_path)
    assert (done.new, done.documents, dict(done.changed)) == (2, 1, {})
    document, = official.documents()  # fmt: skip
    text = official.text_of(ws.objects, document)
    assert (text, document.kind, document.actor, str(document.published)) == (
        RELEASE, "release", "us_led_coalition", "2031-07-04",
    )  # fmt: skip
    first, second = official.answered()
    assert first.history[0].passage.of(text).startswith("On May 1, 2031, near Salt Crossing")
    assert (first.known_on().killed.min, second.known_on().outcome) == (2, Outcome.NON_CREDIBLE)
    assert first.passages["place"].of(text) == "near Salt Crossing, Syria"


def test_a_bulletins_figures_are_kept_with_their_passages(ws, tmp_path):
    release(ws, tmp_path)
    document, = official.documents()  # fmt: skip
    told = official.bulletin(document)
    assert dict(told.figures) == {"open_at_start": 4, "received": 2, "completed": 2}
    assert told.passages["received"].of(RELEASE) == "received 2 new report"


def test_the_same_release_twice_changes_nothing(ws, tmp_path):
    release(ws, tmp_path)
    before = counts()
    again = release(ws, tmp_path)
    assert (again.new, again.documents, counts()) == (0, 0, before)


def test_the_same_words_under_another_name_are_there_once(ws, tmp_path):
    release(ws, tmp_path)
    release(ws, tmp_path, name="copy of 2031-07-04.txt")
    assert (OfficialDocument.objects.count(), len(official.answered())) == (1, 2)


def test_a_changed_release_stands_beside_the_one_before_and_its_entries_keep_their_ids(ws, tmp_path):
    release(ws, tmp_path)
    before = [entry.id for entry in official.answered()]
    done = release(ws, tmp_path, RELEASE.replace("killed two civilians", "killed three civilians"))
    first, _ = official.answered()
    now, = official.documents()  # fmt: skip
    assert [entry.id for entry in official.answered()] == before
    assert (first.known_on().killed.min, first.document_id, now.version) == (3, now.id, 2)
    assert OfficialDocument.objects.count() == 2
    assert any("said 2031-07-04: credible, killed 3" in words for words in done.changed[first.id])
    assert OfficialOutcome.objects.filter(live=False).count() == 2


def test_texts_need_their_party_and_one_that_is_known(ws, tmp_path):
    path = put(tmp_path, "a.txt", RELEASE)
    with pytest.raises(FileRefused) as missing:
        add_official(ws, path)
    with pytest.raises(NotFound) as unknown:
        add_official(ws, path, party="Marsh Riders")
    assert [e.value.code for e in (missing, unknown)] == ["official-party-missing", "official-party-unknown"]
    assert counts() == [0] * 5


def test_a_dry_run_tells_and_writes_nothing(ws, tmp_path):
    done = add_official(ws, put(tmp_path, "a.txt", RELEASE), party="coalition", dry_run=True)
    assert (done.new, done.documents, counts()) == (2, 1, [0] * 5)


def test_a_row_of_a_sheet_keeps_its_statement_its_code_and_where_it_is_filed(ws, tmp_path):
    done = add_official(ws, sheet(tmp_path, ROW))
    entry, = official.answered()  # fmt: skip
    said = entry.known_on()
    assert (done.new, entry.id, entry.mgrs) == (1, "marsh-7:us_led_coalition", "37SFV040116")
    assert (said.killed.min, said.injured.min, said.coded, str(said.day)) == (0, 2, True, "2031-05-04")
    assert official.text_of(ws.objects, said.document_id) == ROW["statements"][0]["text"]
    assert official.filed_with()[entry.id] == official.Filed("marsh-7", "MC7")
    assert json.loads(OfficialEntry.objects.get().cells) == ROW


def test_a_strike_report_of_a_row_is_a_document_of_its_own(ws, tmp_path):
    add_official(ws, sheet(tmp_path, ROW))
    key = OfficialEntry.objects.get().value["strike_report"]
    assert official.text_of(ws.objects, key) == ROW["strike_report"]


def test_the_same_sheet_twice_changes_nothing(ws, tmp_path):
    add_official(ws, sheet(tmp_path, ROW))
    before = counts()
    again = add_official(ws, sheet(tmp_path, ROW))
    assert (again.new, again.same, dict(again.changed), counts()) == (0, 1, {}, before)


def test_a_changed_row_shows_its_difference_and_makes_a_version(ws, tmp_path):
    add_official(ws, sheet(tmp_path, ROW))
    changed = ROW | {"killed_conceded": [3, 3], "stated_location": "near Old Mill"}
    done = add_official(ws, sheet(tmp_path, changed))
    assert done.changed["marsh-7:us_led_coalition"][:2] == [
        "killed_conceded: [0, 0] -> [3, 3]", 'stated_location: "near Salt Crossing" -> "near Old Mill"',
    ]  # fmt: skip
    entry, = official.answered()  # fmt: skip
    assert (entry.place, entry.known_on().killed.min, len(entry.history)) == ("near Old Mill", 3, 1)
    row = OfficialEntry.objects.get()
    assert (row.version, row.value["before"][0]["value"]["place"]) == (2, "near Salt Crossing")


NORTH = {
    "actor": "coalition",
    "incident": "marsh-9",
    "outcome": "credible",
    "killed": 2,
    "place": "North Quay",
}
SOUTH = NORTH | {"killed": 5, "place": "South Quay"}


def deaths():
    return {entry.id: entry.known_on().killed.min for entry in official.answered()}


@pytest.mark.parametrize("rows", [(SOUTH,), (SOUTH, NORTH), (NORTH,)])
def test_rows_without_an_id_stay_the_entries_they_are_when_a_sheet_is_sorted_or_cut(ws, tmp_path, rows):
    add_official(ws, sheet(tmp_path, NORTH, SOUTH))
    before = deaths()
    done = add_official(ws, sheet(tmp_path, *rows))
    assert (done.new, done.same, dict(done.changed), deaths()) == (0, len(rows), {}, before)


def test_a_second_row_of_an_incident_leaves_the_first_its_key(ws, tmp_path):
    add_official(ws, sheet(tmp_path, SOUTH))
    assert add_official(ws, sheet(tmp_path, NORTH, SOUTH)).new == 1
    assert sorted(deaths().values()) == [2, 5]
    assert deaths()["marsh-9:us_led_coalition"] == 5


def test_a_changed_row_among_several_changes_its_own_entry_and_a_new_one_no_other(ws, tmp_path):
    add_official(ws, sheet(tmp_path, NORTH, SOUTH))
    add_official(ws, sheet(tmp_path, SOUTH | {"killed": 6}))
    assert list(deaths().values()) == [2, 6]
    add_official(ws, sheet(tmp_path, SOUTH | {"killed": 9, "place": "West Quay"}))
    assert list(deaths().values()) == [2, 6, 9]


def test_the_same_words_on_another_day_are_another_document(ws, tmp_path):
    daily = "Strikes in Syria:\n* Near Old Mill, two strikes struck a fighting position."
    rows = [
        {"id": f"day-{n}", "party": "coalition", "published": f"2031-05-0{n}", "text": daily} for n in (4, 5)
    ]
    done = add_official(ws, sheet(tmp_path, *rows), strikes=True)
    assert (done.new, [str(e.day.start) for e in official.answered("strike")]) == (
        2,
        ["2031-05-04", "2031-05-05"],
    )
    assert add_official(ws, sheet(tmp_path, *rows), strikes=True).new == 0
    copy = sheet(tmp_path, rows[1] | {"id": "copy of day-5"}, name="copy.jsonl")
    assert add_official(ws, copy, strikes=True).new == 0


def test_ids_that_differ_by_case_are_two_documents(ws, tmp_path):
    words = "Strikes in Syria:\n* Near {}, {} strikes struck a fighting position."
    for key, place, number in (
        ("SR-A", "Old Mill", "three"),
        ("sr-a", "Reed Bank", "four"),
        ("SR-A", "Old Mill", "five"),
    ):
        row = {
            "id": key,
            "party": "coalition",
            "published": "2031-05-04",
            "text": words.format(place, number),
        }
        add_official(ws, sheet(tmp_path, row), strikes=True)
    assert {e.id: e.number for e in official.answered("strike")} == {"SR-A@1": 5, "sr-a@1": 4}


def test_a_document_does_not_become_one_of_another_kind(ws, tmp_path):
    row = {"id": "mix-1", "party": "coalition", "published": "2031-05-09", "text": RELEASE}
    add_official(ws, sheet(tmp_path, row))
    before = counts()[2:]
    done = add_official(ws, sheet(tmp_path, row), strikes=True)
    assert ([r["code"] for r in done.rejected], counts()[2:]) == (["official-kind-differs"], before)


def test_a_text_that_was_kept_before_is_the_same_and_not_the_latest(ws, tmp_path):
    release(ws, tmp_path)
    release(ws, tmp_path, RELEASE.replace("killed two civilians", "killed three civilians"))
    before = counts()
    assert (release(ws, tmp_path).same, counts()) == (1, before)
    assert official.answered()[0].known_on().killed.min == 3


def dated(day, outcome, killed=""):
    return {
        "id": "e-1",
        "actor": "coalition",
        "published": day,
        "outcome": outcome,
        "killed": killed,
        "place": "near Old Mill",
    }


def test_a_corrected_day_in_the_same_sheet_takes_the_place_of_the_row(ws, tmp_path):
    add_official(ws, sheet(tmp_path, dated("2031-07-01", "credible", 2)))
    done = add_official(ws, sheet(tmp_path, dated("2031-06-01", "non_credible")))
    entry, = official.answered()  # fmt: skip
    assert [(str(s.day), s.outcome) for s in entry.history] == [("2031-06-01", Outcome.NON_CREDIBLE)]
    assert 'published: "2031-07-01" -> "2031-06-01"' in done.changed["e-1"]


def test_an_earlier_word_of_another_sheet_is_told_as_added_and_not_as_a_change(ws, tmp_path):
    add_official(ws, sheet(tmp_path, dated("2031-07-01", "credible", 2)))
    done = add_official(ws, sheet(tmp_path, dated("2031-06-01", "non_credible"), name="b.jsonl"))
    assert done.changed["e-1"] == ["another row tells of it too", "said 2031-06-01: non_credible"]
    assert official.answered()[0].known_on().outcome is Outcome.CREDIBLE


def test_a_row_that_left_the_sheet_stays(ws, tmp_path):
    add_official(ws, sheet(tmp_path, ROW, ROW | {"incident": "marsh-8"}))
    add_official(ws, sheet(tmp_path, ROW))
    assert len(official.answered()) == 2


def test_a_faulty_row_is_set_aside_word_for_word_and_the_rest_goes_in(ws, tmp_path):
    done = add_official(ws, sheet(tmp_path, ROW | {"verdict": "credibel"}, ROW))
    assert (done.new, [r["code"] for r in done.rejected]) == (1, ["official-outcome-unknown"])
    assert json.loads(Rejected.objects.get().raw)["verdict"] == "credibel"
    add_official(ws, sheet(tmp_path, ROW | {"verdict": "credibel"}, ROW))
    assert Rejected.objects.count() == 1


def test_strict_refuses_the_whole_file(ws, tmp_path):
    with pytest.raises(FileRefused):
        add_official(ws, sheet(tmp_path, ROW | {"verdict": "credibel"}, ROW), strict=True)
    assert counts() == [0] * 5


def test_an_id_of_another_partys_entry_sets_the_row_aside(ws, tmp_path):
    add_official(ws, sheet(tmp_path, {"id": "e-1", "actor": "russia", "outcome": "open"}))
    done = add_official(
        ws, sheet(tmp_path, {"id": "e-1", "actor": "coalition", "outcome": "open"}, name="b.jsonl")
    )
    assert [r["code"] for r in done.rejected] == ["official-id-taken"]


def test_documents_come_as_a_table_of_texts_too(ws, tmp_path):
    rows = [
        {
            "id": "july",
            "party": "Coalition forces",
            "published": "2031-07-04",
            "title": "July",
            "text": RELEASE,
        }
    ]
    assert add_official(ws, sheet(tmp_path, *rows)).new == 2
    assert [(d.id, d.title) for d in official.documents()] == [("july", "July")]
    assert [e.id for e in official.answered()] == ["july@1", "july@2"]


def test_a_sheet_finds_its_words_in_the_report_that_it_names(ws, tmp_path):
    said = report("rel-9", RELEASE, publisher="Pact press", source_kind="official", party="us_led_coalition")
    add_reports(ws, "r.jsonl", jsonl(said))
    rows = [
        {"id": "e-1", "document_id": "rel-9", "actor": "coalition", "date": "2031-05-01", "outcome": "credible", "killed_min": 2,
         "killed_max": 2},
        {"id": "e-2", "document_id": "rel-9", "actor": "coalition", "date": "2031-05-03", "outcome": "non_credible"},
    ]  # fmt: skip
    add_official(ws, sheet(tmp_path, *rows))
    one, two = official.answered()
    assert (one.id, two.id, one.document_id) == ("e-1", "e-2", "rel-9")
    assert (one.history[0].coded, one.history[0].passage.of(RELEASE)[:6]) == (False, "On May")
    assert OfficialDocument.objects.get(id="rel-9").report_id == "rel-9"


def test_strike_lines_of_a_text_and_of_a_sheet_are_entries_of_their_own_kind(ws, tmp_path):
    text = "On May 20, 2031, in Syria:\nNear Old Mill, two strikes destroyed a bridge.\n"
    add_official(ws, put(tmp_path, "s.txt", text), strikes=True, party="coalition")
    lines = "date,country,location,number,description\n5/21/2031,Iraq,Reed Bank,3,strikes hit a boat\n"
    path = put(tmp_path, "s.csv", lines)
    done = add_official(ws, path, strikes=True, party="coalition")
    found = official.answered("strike")
    assert sorted((e.place, e.number, str(e.day.start)) for e in found) == [
        ("Old Mill", 2, "2031-05-20"), ("Reed Bank", 3, "2031-05-21"),
    ]  # fmt: skip
    assert (done.new, done.what, official.answered("allegation")) == (1, "strikes", [])
    assert add_official(ws, path, strikes=True, party="coalition").same == 1


def test_a_folder_of_pages_and_texts_is_a_folder_of_documents(ws, tmp_path):
    folder = tmp_path / "releases"
    folder.mkdir()
    put(folder, "2031-07-04.txt", RELEASE)
    body = "".join(
        f"<p>{line}</p>" for line in RELEASE.replace("May", "June").replace("/PX", "/QX").splitlines() if line
    )
    put(
        folder,
        "2031-08-04.html",
        f"<html><head><title>August</title></head><body><article>{body}</article></body></html>",
    )
    done = add_official(ws, folder, party="coalition")
    assert (done.new, done.documents, list(done.rejected)) == (4, 2, [])
    for entry in official.answered():
        text = official.text_of(ws.objects, entry.document_id)
        assert entry.history[0].passage.of(text).startswith("On ")
    assert add_official(ws, folder, party="coalition").new == 0


def test_a_page_without_words_is_set_aside_with_its_bytes(ws, tmp_path):
    done = add_official(ws, put(tmp_path, "empty.html", "<html></html>"), party="coalition")
    assert (done.new, [r["code"] for r in done.rejected]) == (0, ["page-without-content"])
    assert (Rejected.objects.count(), Capture.objects.count()) == (1, 1)


def test_a_workbook_is_a_sheet_too(ws, tmp_path):
    book = Workbook()
    book.active.append(["id", "actor", "date", "place", "verdict", "killed_min", "killed_max"])
    book.active.append(["e-1", "coalition", "2031-05-01", "near Old Mill", "credible", 0, 0])
    book.active.append(["e-2", "coalition", "2031-05-02", "near Old Mill", "open", None, None])
    book.save(tmp_path / "s.xlsx")
    assert add_official(ws, tmp_path / "s.xlsx").new == 2
    one, two = official.answered()
    assert (one.known_on().killed.max, two.known_on().killed.max, str(two.day.start)) == (
        0,
        None,
        "2031-05-02",
    )
