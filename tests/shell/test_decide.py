"""Persons decide: set, release, withdraw, undo; the rules of two persons and of reasons."""

import pytest
from django.db import IntegrityError, transaction

from cairn.errors import NotAllowed, NotFound
from cairn.shell.acts.act import recorded
from cairn.shell.acts.correct_claim import add_claim, correct_claim
from cairn.shell.acts.merge_incidents import merge, set_parent
from cairn.shell.acts.release import release, withdraw
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.acts.undo import undo
from cairn.shell.export.incidents import Incidents
from cairn.shell.records import find
from cairn.shell.records.models import Act, ClaimRow, Judgement, Release

NOOR, SAM = "Noor Example", "Sam Example"


def fair(**more):
    return Decision("wire-1", NOOR, "three origins", grades={"russia": "fair"}, **more)


def killed():
    row = next(iter(Incidents().incidents()))
    return row["killed_min"], row["killed_max"]


def test_a_person_sets_and_a_second_releases(three):
    set_assessment(fair())
    assert next(iter(Incidents().incidents()))["state"] == "set"
    release("wire-1", who=SAM, why="checked")
    assert next(iter(Incidents().incidents()))["state"] == "released"


def test_who_sets_may_not_release(three):
    set_assessment(fair())
    with pytest.raises(NotAllowed, match="same-person"):
        release("wire-1", who=NOOR, why="in a hurry")
    assert not Release.objects.exists()


def test_the_database_itself_refuses_one_person_for_both(three):
    made = set_assessment(fair())
    with pytest.raises(IntegrityError), transaction.atomic(), recorded("x"):
        Release.objects.create(
            assessment=made, proposer=made.person, approver=made.person, at=made.at, why="x", act=made.act
        )


def test_the_database_itself_refuses_a_minimum_above_a_maximum(three):
    made = set_assessment(fair())
    made.killed_min, made.killed_max = 9, 3
    with pytest.raises(IntegrityError), transaction.atomic(), recorded("x"):
        made.save()


def test_it_refuses_min_above_max(three):
    with pytest.raises(NotAllowed, match="range-out-of-order"):
        set_assessment(fair(fields={"killed_min": 9, "killed_max": 3}))


def test_a_decision_needs_a_reason_and_a_name(three):
    with pytest.raises(NotAllowed, match="why-missing"):
        set_assessment(Decision("wire-1", NOOR, " ", grades={"russia": "fair"}))
    with pytest.raises(NotAllowed, match="person-missing"):
        set_assessment(Decision("wire-1", "", "because", grades={"russia": "fair"}))
    assert not Judgement.objects.exists()


def test_it_refuses_a_grade_that_does_not_exist(three):
    with pytest.raises(NotAllowed, match="grade-unknown"):
        set_assessment(Decision("wire-1", NOOR, "because", grades={"russia": "proven"}))


def test_the_same_decision_twice_is_once(three):
    first = set_assessment(fair())
    acts = Act.objects.count()
    assert set_assessment(fair()).id == first.id
    assert Act.objects.count() == acts


def test_a_persons_figure_wins_over_the_claims(three):
    set_assessment(fair(fields={"killed_min": 8, "killed_max": 8}))
    assert killed() == (8, 8)


def test_unknown_set_by_a_person_is_not_zero(three):
    made = set_assessment(fair(fields={"killed_min": None, "killed_max": None}))
    assert (made.killed_min, made.killed_max) == (None, None)
    assert killed() == (None, None)


def test_a_released_figure_stands_while_a_newer_version_waits(three):
    set_assessment(fair(fields={"killed_min": 8, "killed_max": 8}))
    release("wire-1", who=SAM, why="checked")
    set_assessment(fair(fields={"killed_min": 9, "killed_max": 9}))
    assert killed() == (8, 8)


def test_withdrawing_a_report_moves_the_range_and_undo_brings_it_back(three):
    assert killed() == (7, 9)
    gone = withdraw("report", "wire-1", who=NOOR, why="the agency took it down")
    assert killed() == (8, 9)
    undo(three, gone.act_id, who=NOOR, why="it was another item")
    assert killed() == (7, 9)


def test_undo_takes_back_a_release_and_keeps_that_it_was(three):
    set_assessment(fair())
    row = release("wire-1", who=SAM, why="checked")
    undo(three, row.act_id, who=SAM, why="too early")
    assert next(iter(Incidents().incidents()))["state"] == "set"
    assert Judgement.objects.filter(kind="release", live=False).count() == 1


def test_what_was_undone_cannot_be_undone_again(three):
    act = set_assessment(fair()).act_id
    undo(three, act, who=NOOR, why="slip")
    with pytest.raises(NotAllowed, match="act-undone-already"):
        undo(three, act, who=NOOR, why="slip")


def test_a_withdrawn_incident_is_in_no_row(three):
    withdraw("incident", "wire-1", who=NOOR, why="the family asks")
    assert not list(Incidents().incidents())


def test_a_corrected_claim_replaces_the_machines_and_keeps_it(three):
    claim = ClaimRow.objects.get(account__report_id="wire-1", kind="killed", live=True)
    correct_claim(claim.id, {"min": 5, "max": 5}, who=NOOR, why="misread")
    assert killed() == (5, 9)
    claim.refresh_from_db()
    assert not claim.live


def test_correcting_a_claim_twice_is_once(three):
    claim = ClaimRow.objects.get(account__report_id="wire-1", kind="killed", live=True)
    correct_claim(claim.id, {"min": 5, "max": 5}, who=NOOR, why="misread")
    acts = Act.objects.count()
    correct_claim(claim.id, {"min": 5, "max": 5}, who=NOOR, why="misread")
    assert Act.objects.count() == acts


def test_a_claim_by_hand_must_quote_words_that_stand_there(three):
    with pytest.raises(NotFound, match="quote-not-found"):
        add_claim(three, "wire-1", "no such words", {"kind": "killed", "min": 3, "max": 3}, who=NOOR, why="x")
    made = add_claim(
        three, "wire-1", "a local reporter said", {"kind": "cause", "value": "x"}, who=NOOR, why="x"
    )
    assert three.objects.text(made.text_sha256)[made.start : made.end] == "a local reporter said"


def test_both_codes_of_a_merged_incident_resolve(three):
    from cairn.shell.acts.add_reports import add_reports
    from cairn.shell.acts.run import run
    from conftest import jsonl, report, silent

    add_reports(three, "b.jsonl", jsonl(report("far-1", "Shelling killed 2 civilians in Kafr Nabl on 3 March 2021.",
                                               published="2021-03-03T10:00:00Z")))  # fmt: skip
    run(three, silent, preview=False)
    gone, kept = find.incident("far-1"), find.incident("wire-1")
    code = find.code(gone.id)
    merge(code, find.code(kept.id), who=NOOR, why="one event")
    act = Act.objects.get(kind="merge")
    assert find.incident(code).id == kept.id
    assert len(list(Incidents().incidents())) == 1
    undo(three, act.id, who=NOOR, why="no, two")
    assert find.incident(code).id == gone.id


def test_an_incident_cannot_hold_itself(three):
    with pytest.raises(NotAllowed, match="parent-loop"):
        set_parent("wire-1", "rescue-1", who=NOOR, why="x")


def far_incident(ws, key="far-1"):
    from cairn.shell.acts.add_reports import add_reports
    from cairn.shell.acts.run import run
    from conftest import jsonl, report, silent

    text = "Shelling killed 2 civilians in Kafr Nabl on 3 March 2021."
    add_reports(ws, f"{key}.jsonl", jsonl(report(key, text, published="2021-03-03T10:00:00Z")))
    run(ws, silent, preview=False)
    return find.incident(key)


def test_a_released_incident_does_not_leave_the_sums_by_one_persons_merge(three):
    far_incident(three)
    set_assessment(fair())
    release("wire-1", who=SAM, why="checked")
    with pytest.raises(NotAllowed, match="incident-released"):
        merge("wire-1", "far-1", who=NOOR, why="one event")


def test_a_persons_yes_ends_what_a_rule_joined_elsewhere(three):
    from cairn.shell.acts.join_by_hand import join_by_hand
    from cairn.shell.records.models import AssignmentRow

    far_incident(three)
    judged = join_by_hand("far-1", "wire-1", "yes", who=NOOR, why="the date was a slip")
    live = AssignmentRow.objects.filter(account_id="far-1#1", live=True, decision="joined")
    assert [str(a.incident_id) for a in live] == [judged.other]
    assert len(list(Incidents().incidents())) == 1
    undo(three, judged.act_id, who=NOOR, why="it was not")
    assert len(list(Incidents().incidents())) == 2


def test_a_parent_set_after_release_waits_for_the_next_release(three):
    far_incident(three)
    set_assessment(fair())
    release("wire-1", who=SAM, why="checked")
    set_parent("wire-1", "far-1", who=NOOR, why="part of it")
    assert find.incident("wire-1").parent is not None
    assert all(row["parent_id"] is None for row in Incidents().incidents())
    set_assessment(fair(summary_en="again"))
    release("wire-1", who=SAM, why="checked again")
    parents = {row["parent_id"] for row in Incidents().incidents()}
    assert parents == {None, str(find.incident("far-1").id)}


def test_undoing_a_parent_brings_the_earlier_one_back(three):
    first, second = far_incident(three), None
    from cairn.shell.acts.add_reports import add_reports
    from cairn.shell.acts.run import run
    from conftest import jsonl, report, silent

    add_reports(
        three,
        "x.jsonl",
        jsonl(
            report(
                "east-1",
                "A mine killed 3 people in Deir ez-Zor city on 1 June 2019.",
                published="2019-06-01T10:00:00Z",
            )
        ),
    )
    run(three, silent, preview=False)
    second = find.incident("east-1")
    set_parent("wire-1", "far-1", who=NOOR, why="part of it")
    set_parent("wire-1", "east-1", who=NOOR, why="no, of this")
    undo(three, Act.objects.filter(kind="parent").latest("id").id, who=NOOR, why="the first was right")
    assert find.incident("wire-1").parent_id == first.id != second.id


def test_a_changed_address_leaves_joins_and_corrections_alone(three):
    from cairn.shell.acts.add_reports import add_reports
    from cairn.shell.acts.run import run
    from conftest import STRIKE_EN, jsonl, silent

    claim = ClaimRow.objects.get(account__report_id="wire-1", kind="killed", live=True)
    correct_claim(claim.id, {"min": 5, "max": 5}, who=NOOR, why="misread")
    add_reports(three, "b.jsonl", jsonl({**STRIKE_EN, "url": "https://wire.example/1"}))
    run(three, silent, preview=False)
    assert killed() == (5, 9)


def test_a_source_first_filed_as_an_outlet_can_become_a_person(three):
    from cairn.shell.acts.add_reports import add_reports
    from cairn.shell.records.models import Source
    from conftest import STRIKE_EN, jsonl

    add_reports(
        three, "b.jsonl", jsonl({**STRIKE_EN, "source_kind": "individual", "url": "https://wire.example/2"})
    )
    assert Source.objects.get(reports__id="wire-1").kind == "individual"


def test_a_split_makes_an_incident_of_its_own_and_counts_nobody_twice(three):
    from cairn.shell.acts.join_by_hand import split

    made = split("wire-1", ["rescue-1"], who=NOOR, why="the second strike, an hour later")
    assert find.incident("rescue-1").id == made.id != find.incident("wire-1").id
    assert sorted((r["killed_min"], r["killed_max"]) for r in Incidents().incidents()) == [(7, 8), (9, 9)]


def test_a_released_incident_comes_back_to_the_desk_when_its_claims_move(three, tmp_path):
    from cairn.shell.sheets.write import write_sheet

    set_assessment(fair())
    release("wire-1", who=SAM, why="checked")
    assert write_sheet(three, tmp_path / "a.xlsx", limit=9)["incidents"] == 0
    withdraw("report", "wire-1", who=NOOR, why="taken down")
    assert write_sheet(three, tmp_path / "b.xlsx", limit=9)["incidents"] == 1


def test_parts_named_after_the_assessment_must_be_assessed_before_release(three):
    far_incident(three)
    set_assessment(fair())
    set_parent("far-1", "wire-1", who=NOOR, why="part of it")
    with pytest.raises(NotAllowed, match="parts-changed"):
        release("wire-1", who=SAM, why="checked")
    set_assessment(fair(summary_en="with its part"))
    assert release("wire-1", who=SAM, why="checked").live


def test_a_correction_that_was_corrected_again_is_taken_back_last(three):
    row = ClaimRow.objects.filter(live=True, kind="killed", account__report_id="wire-1").first()
    first = correct_claim(row.id, {"min": 8, "max": 8}, who=NOOR, why="a slip")
    correct_claim(first.id, {"min": 9, "max": 9}, who=SAM, why="another slip")
    earlier, later = Act.objects.filter(kind="correct-claim").order_by("seq").values_list("id", flat=True)
    with pytest.raises(NotAllowed, match=f"act-built-upon.*cairn undo {later}"):
        undo(three, earlier, who=NOOR, why="as it was")
    undo(three, later, who=NOOR, why="as it was")
    undo(three, earlier, who=NOOR, why="as it was")
    live = ClaimRow.objects.filter(live=True, account=row.account, start=row.start, kind="killed")
    assert [(c.id, c.min) for c in live] == [(row.id, row.min)]
