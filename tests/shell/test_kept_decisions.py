"""What a person decided survives files added again, new readers, and other spellings of a name."""

import pytest

from cairn.errors import NotAllowed
from cairn.shell.acts.add_places import add_coverage
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.correct_claim import add_claim, correct_claim
from cairn.shell.acts.join_by_hand import join_by_hand
from cairn.shell.acts.merge_incidents import merge, set_parent
from cairn.shell.acts.release import release, withdraw
from cairn.shell.acts.run import inputs_digest, run
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.export.history import history
from cairn.shell.export.incidents import Incidents
from cairn.shell.records import find
from cairn.shell.records.models import Assessment, AssignmentRow, ClaimRow, Person
from conftest import jsonl, report, silent

NOOR = {"who": "Noor Example", "why": "read it again"}


def told(**fields):
    return Decision("wire-1", "Noor Example", "checked", fields=fields)


def test_a_report_without_a_language_is_the_same_report_when_it_comes_again(ws):
    data = jsonl(report("x-1", "2 people were killed by a mine in Kafr Nabl on 2 June 2020."))
    add_reports(ws, "x.jsonl", data)
    run(ws, silent, preview=False)
    again = add_reports(ws, "x.jsonl", data)
    assert (again.new, again.same, dict(again.changed)) == (0, 1, {})


def test_another_reader_does_not_bring_a_corrected_claim_back(three, monkeypatch):
    old = ClaimRow.objects.get(account_id="wire-1#1", kind="killed", live=True)
    made = correct_claim(old.id, {"min": 6, "max": 6}, **NOOR)
    monkeypatch.setattr("cairn.shell.acts.read_reports.reader_version", lambda ws: "another reader")
    run(three, silent, preview=False)
    live = ClaimRow.objects.filter(account_id="wire-1#1", kind="killed", live=True)
    assert [c.id for c in live] == [made.id]


@pytest.mark.parametrize("name", ["noor example", "  NOOR  Example "])
def test_another_spelling_of_a_name_is_no_second_person(three, name):
    set_assessment(Decision("wire-1", "Noor Example", "x", grades={"russia": "fair"}))
    with pytest.raises(NotAllowed, match="same-person"):
        release("wire-1", who=name, why="let it out")
    assert Person.objects.count() == 1


def test_the_same_decision_under_another_spelling_of_the_name_is_once(three):
    set_assessment(told(killed_min=7))
    set_assessment(Decision("wire-1", " noor EXAMPLE", "checked", fields={"killed_min": 7}))
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"date_start": "2025-13-44"},
        {"date_start": "2025-05-09", "date_end": "2025-05-01"},
        {"lat": 999.0},
        {"place_precision": "roughly"},
        {"harm_reported": "perhaps"},
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_set(three, fields):
    with pytest.raises(NotAllowed, match="value-unreadable"):
        set_assessment(told(**fields))
    assert not Assessment.objects.exists()


def test_a_strike_status_without_a_grade_is_refused_not_dropped(three):
    with pytest.raises(NotAllowed, match="grade-missing"):
        set_assessment(Decision("wire-1", "Noor Example", "x", statuses={"russia": "declared"}))
    assert not Assessment.objects.exists()


def test_a_role_and_a_kind_nobody_knows_are_refused(three):
    with pytest.raises(NotAllowed, match="role-unknown"):
        set_assessment(
            Decision("wire-1", "Noor Example", "x", grades={"russia": "fair"}, roles={"russia": "guilty"})
        )
    with pytest.raises(NotAllowed, match="claim-value"):
        add_claim(three, "wire-1", "killing 7", {"kind": "murdered"}, **NOOR)


def test_umbrella_records_never_hold_each_other_in_a_ring(three):
    rows = [
        report(f"m-{n}", f"{n + 1} people were killed by a mine in Kafr Nabl on 2 June 202{n}.")
        for n in range(3)
    ]
    add_reports(three, "m.jsonl", jsonl(*rows))
    run(three, silent, preview=False)
    set_parent("m-0", "m-1", **NOOR)
    set_parent("m-1", "m-2", **NOOR)
    with pytest.raises(NotAllowed, match="parent-loop"):
        set_parent("m-2", "m-0", **NOOR)


def test_a_changed_level_of_monitoring_is_something_new_to_a_run(ws):
    head = "actor,country,from,to,level\n"
    add_coverage(ws, "c.csv", f"{head}russia,SY,2025-01-01,2025-02-01,full\n".encode())
    before = inputs_digest(ws)
    add_coverage(ws, "c.csv", f"{head}russia,SY,2025-01-01,2025-02-01,none\n".encode())
    assert inputs_digest(ws) != before


def test_a_short_row_of_coverage_is_set_aside(ws):
    added = add_coverage(ws, "c.csv", b"actor,country,from,to,level\nrussia,SY\n")
    assert [r["code"] for r in added.rejected] == ["row-cell-count"]


def test_a_persons_reason_outlives_every_run(three):
    join_by_hand("resident-1", "wire-1", "no", who="Noor Example", why="another street")
    before = list(AssignmentRow.objects.values_list("id", "live"))
    add_reports(three, "x.jsonl", jsonl(report("x-1", "A quiet day.")))
    run(three, silent, preview=False)
    row = AssignmentRow.objects.get(account_id="resident-1#1", incident=find.incident("wire-1"), live=True)
    assert (row.why, row.decided_by, (row.id, True) in before) == ("another street", "Noor Example", True)


def test_codes_lead_through_two_merges(three):
    rows = [
        report(f"m-{n}", f"{n + 1} people were killed by a mine in Kafr Nabl on 2 June 202{n}.")
        for n in range(2)
    ]
    add_reports(three, "m.jsonl", jsonl(*rows))
    run(three, silent, preview=False)
    first, second = (find.code(find.incident(name).id) for name in ("m-0", "m-1"))
    merge("m-0", "m-1", **NOOR)
    merge("m-1", "wire-1", **NOOR)
    (kept,) = Incidents().incidents()
    assert (kept["codes"][0], set(kept["codes"][1:])) == (kept["code"], {first, second})


def test_a_withdrawn_name_leaves_the_reasons_that_are_shown(three):
    set_assessment(Decision("wire-1", "Noor Example", "Hana Olabi told us", grades={"russia": "fair"}))
    withdraw("name", "Hana Olabi", who="Sam Example", why="her family asked")
    shown = [a["why"] for a in Incidents().attributions({})] + [h["why"] for h in history(named=True)]
    assert not [why for why in shown if "Olabi" in why]
    assert [why for why in shown if "told us" in why]
