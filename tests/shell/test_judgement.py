"""Judgements that contradict each other are refused by name; merge, split and umbrellas can all be taken back."""

import pytest

from cairn.errors import NotAllowed
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.join_by_hand import join_by_hand, split
from cairn.shell.acts.merge_incidents import merge, say_of_two, set_parent
from cairn.shell.acts.run import run
from cairn.shell.acts.undo import undo
from cairn.shell.export.incidents import Incidents
from cairn.shell.records import find
from cairn.shell.records.judged import closed
from cairn.shell.records.models import Act, AssignmentRow, Judgement
from cairn.shell.verify.verify import verify
from conftest import jsonl, report, silent
from shell.answers import SECOND, SIGN, error_of, told

NOOR = {"who": "Noor Example", "why": "read both"}
SAM = {"who": "Sam Example", "why": "I was there"}
FAR = [
    report("far-1", "Shelling killed 2 civilians in Kafr Nabl on 3 March 2021.", published="2021-03-03T10:00:00Z"),
    report("far-2", "Two civilians died under shelling of Kafr Nabl on 3 March 2021.",
           publisher="Far Wire (invented)", published="2021-03-03T12:00:00Z"),
    report("mine-1", "A mine killed 3 people in Deir ez-Zor city on 1 June 2019.", published="2019-06-01T10:00:00Z"),
]  # fmt: skip


@pytest.fixture
def desk(three):
    add_reports(three, "far.jsonl", jsonl(*FAR))
    run(three, silent, preview=False)
    return three


def joined(account):
    rows = AssignmentRow.objects.filter(account_id=f"{account}#1", live=True, decision="joined")
    return [str(i) for i in rows.values_list("incident_id", flat=True)]


def key(name):
    return str(find.incident(name).id)


def last_act(kind):
    return Act.objects.filter(kind=kind).latest("id").id


def rerun(ws):
    run(ws, silent, preview=False)


def test_a_yes_after_the_no_of_another_is_refused_and_names_the_act(desk):
    no = join_by_hand("far-1", "wire-1", "no", **NOOR)
    with pytest.raises(
        NotAllowed, match=rf"judged-no.*Noor Example.*act {no.act_id}.*cairn undo {no.act_id}"
    ):
        join_by_hand("far-1", "wire-1", "yes", **SAM)
    undo(desk, no.act_id, **SAM)
    join_by_hand("far-1", "wire-1", "yes", **SAM)
    assert joined("far-1") == [key("wire-1")]


def test_a_yes_said_again_in_spite_of_a_later_no_is_refused_too(desk):
    join_by_hand("far-1", "wire-1", "yes", **SAM)
    no = join_by_hand("far-1", "wire-1", "no", **NOOR)
    assert joined("far-1") != [key("wire-1")]
    with pytest.raises(NotAllowed, match=rf"judged-no.*cairn undo {no.act_id}"):
        join_by_hand("far-1", "wire-1", "yes", **SAM)
    undo(desk, no.act_id, **NOOR)
    assert joined("far-1") == [key("wire-1")]


def test_a_person_may_change_their_own_answer(desk):
    join_by_hand("far-1", "wire-1", "no", **NOOR)
    join_by_hand("far-1", "wire-1", "yes", **NOOR)
    assert joined("far-1") == [key("wire-1")]
    assert Judgement.objects.filter(kind="join", subject="far-1#1", live=True).count() >= 2


def test_what_was_said_to_be_different_is_not_merged_until_that_is_taken_back(desk):
    said = say_of_two("far-1", "mine-1", "different", **NOOR)
    assert say_of_two("mine-1", "far-1", "different", **NOOR).id == said.id
    with pytest.raises(NotAllowed, match=rf"judged-different.*cairn undo {said.act_id}"):
        merge("mine-1", "far-1", **SAM)
    undo(desk, said.act_id, **SAM)
    assert merge("mine-1", "far-1", **SAM).id == find.incident("mine-1").id


def test_two_that_were_merged_are_not_said_to_be_different(desk):
    merge("mine-1", "far-1", **NOOR)
    with pytest.raises(NotAllowed, match=r"incidents-are-one.*cairn undo"):
        say_of_two("mine-1", "far-1", "different", **SAM)
    with pytest.raises(NotAllowed, match="pair-answer"):
        say_of_two("mine-1", "wire-1", "perhaps", **SAM)


def test_a_merge_that_would_bring_an_account_where_it_is_not_is_refused(desk):
    join_by_hand("mine-1", "far-1", "no", **NOOR)
    with pytest.raises(NotAllowed, match=r"merge-barred.*mine-1"):
        merge("mine-1", "far-1", **SAM)


def test_a_split_is_one_act_and_undoing_it_puts_every_account_back(desk):
    before = key("far-1")
    made = split("far-1", ["far-2"], **NOOR)
    assert split(before, ["far-2"], **NOOR).id == made.id
    assert (joined("far-1"), joined("far-2")) == ([before], [str(made.id)])
    with pytest.raises(NotAllowed, match="merge-barred"):
        merge(str(made.id), before, **SAM)
    rerun(desk)
    undo(desk, last_act("split"), **SAM)
    assert joined("far-1") == joined("far-2") == [before]


def test_a_no_said_after_a_merge_holds_for_both_when_the_merge_is_taken_back(desk):
    mine, far = key("mine-1"), key("far-1")
    merge("mine-1", "far-1", **NOOR)
    assert joined("mine-1") == [far]
    join_by_hand("mine-1", "far-1", "no", **SAM)
    rerun(desk)
    undo(desk, last_act("merge"), **NOOR)
    assert not {mine, far} & set(joined("mine-1"))
    assert joined("far-1") == joined("far-2") == [far]


def test_undoing_a_merge_after_later_decisions_keeps_them(desk):
    mine, far, wire = key("mine-1"), key("far-1"), key("wire-1")
    merge("mine-1", "far-1", **NOOR)
    merged = last_act("merge")
    merge("far-1", "wire-1", **NOOR)
    join_by_hand("resident-1", "wire-1", "yes", **SAM)
    rerun(desk)
    assert joined("mine-1") == joined("far-2") == [wire]
    undo(desk, merged, **SAM)
    assert (joined("mine-1"), joined("far-1"), joined("resident-1")) == ([mine], [wire], [wire])
    undo(desk, last_act("merge"), **SAM)
    assert (joined("mine-1"), joined("far-2"), joined("resident-1")) == ([mine], [far], [wire])


def test_the_record_verifies_after_merge_split_and_undo(desk):
    join_by_hand("far-2", "far-1", "yes", **SAM)
    merge("far-1", "wire-1", **NOOR)
    split("wire-1", ["resident-1"], **NOOR)
    say_of_two("mine-1", "wire-1", "unsure", **NOOR)
    rerun(desk)
    undo(desk, last_act("merge"), **SAM)
    assert not verify(desk, silent).findings


def test_an_umbrella_counts_no_part_twice_when_it_is_merged(desk):
    set_parent("far-1", "mine-1", **NOOR)
    merge("mine-1", "wire-1", **NOOR)
    rows = {row["id"]: row["parent_id"] for row in Incidents().incidents()}
    assert rows == {key("wire-1"): None, key("far-1"): key("wire-1")}
    with pytest.raises(NotAllowed, match="parent-loop"):
        set_parent("wire-1", "far-1", **SAM)


def test_undoing_an_umbrella_that_another_rests_on_is_refused(desk):
    set_parent("far-1", "mine-1", **NOOR)
    set_parent("far-1", "wire-1", **NOOR)
    second = last_act("parent")
    set_parent("mine-1", "far-1", **NOOR)
    with pytest.raises(NotAllowed, match=rf"act-built-upon.*cairn undo {last_act('parent')}"):
        undo(desk, second, **SAM)


def test_a_move_is_no_word_against_a_later_merge(desk):
    far = key("far-1")
    join_by_hand("far-2", "wire-1", "yes", **NOOR)
    assert joined("far-2") == [key("wire-1")]
    merge(far, "wire-1", **SAM)
    assert joined("far-1") == joined("far-2") == [key("wire-1")]


def test_the_command_line_tells_two_apart_and_gives_the_act_that_takes_a_merge_back(cli, desk):
    two = told(cli("judge", "far-1", "--different", "mine-1", *SIGN, "--json"))
    assert two["incident"] == "far-1"
    refused = error_of(cli("merge", "far-1", "mine-1", *SECOND, "--json"))
    assert refused["code"] == "judged-different"
    undo(desk, last_act("different"), **SAM)
    act = told(cli("merge", "far-1", "mine-1", *SECOND, "--json"))["act"]
    assert told(cli("undo", act, *SIGN, "--json"))["undoes"] == act
    assert joined("mine-1") != joined("far-1")


def test_who_could_not_tell_says_so_on_the_command_line(cli, desk):
    told(cli("judge", "far-1", "--unsure-same", "mine-1", *SIGN, "--json"))
    assert closed().settled(key("far-1"), key("mine-1"))
