"""What persons say of links holds through merges, undo, sheets that come twice and releases re-worded. All invented."""

from __future__ import annotations

import pytest

from cairn.errors import NotFound
from cairn.official.link_shares import shares
from cairn.official.model import ACCEPTED, EntryLink
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.link_by_hand import decide_link
from cairn.shell.acts.merge_incidents import merge
from cairn.shell.acts.release import withdraw
from cairn.shell.acts.run import run
from cairn.shell.acts.undo import undo
from cairn.shell.records import official
from cairn.shell.records.models import Act, EntryLinkRow, Incident
from cairn.values import UNKNOWN, Range
from conftest import jsonl
from shell.desk import FAR, LINA, NOOR, SAM, Desk, only_rejection
from shell.test_links import decisions, entry, linked, ours, release, silent, suggested, two_events

REWORDED = """1. On May 3, 2031, near Salt Crossing, Syria, via self-report. No strikes were conducted in the geographical area.

2. On May 3, 2031, near Old Mill, Raqqa, Syria, via media report. A strike unintentionally killed one civilian.
"""


def two_of_ours(ws, tmp_path):
    first = ours(ws, tmp_path)
    add_reports(ws, "far.jsonl", jsonl(FAR))
    run(ws, silent, preview=False)
    return first, next(str(i) for i in Incident.objects.values_list("id", flat=True) if str(i) != first)


def said(key, answer, who=NOOR, why="By its words.", **more):
    return decide_link(entry(), key, answer, who=who, why=why, **more)


def stands(key):
    (link,) = [x for x in official.links() if (x.entry_id, x.incident_id) == (entry(), key)]
    return link.decision, link.decided_by


def last(kind):
    return Act.objects.filter(kind=kind).latest("id").id


@pytest.mark.parametrize("name", ["the old id", "the new id"])
def test_after_a_merge_a_link_is_rejected_by_either_id_and_stays_so(ws, tmp_path, name):
    first, second = two_of_ours(ws, tmp_path)
    said(first, "accept")
    merge(first, second, who=SAM, why="One strike.")
    said(first if name == "the old id" else second, "reject", who=LINA)
    assert stands(second) == ("rejected", LINA)
    assert suggested(second).grade != "confirmed"
    undo(ws, last("merge"), who=SAM, why="Two after all.")
    assert (stands(first), stands(second)) == (("accepted", NOOR), ("rejected", LINA))


def test_of_two_words_on_what_became_one_the_later_stands(ws, tmp_path):
    first, second = two_of_ours(ws, tmp_path)
    said(second, "reject")
    said(first, "accept", who=SAM)
    merge(first, second, who=LINA, why="One strike.")
    assert stands(second) == ("accepted", SAM)
    said(second, "reject")
    assert stands(second) == ("rejected", NOOR)


def test_a_share_that_is_given_again_after_a_merge_is_not_added(ws, tmp_path):
    first, second = two_of_ours(ws, tmp_path)
    said(first, "accept", killed=Range(2, 2))
    merge(first, second, who=SAM, why="One strike.")
    said(second, "accept", killed=Range(2, 2))
    assert [x.killed for x in official.links() if x.decision == "accepted"] == [Range(2, 2)]


def test_when_every_word_was_taken_back_the_rule_stands_again(ws, tmp_path):
    two_events(ws, tmp_path)
    one = said("marsh:1", "accept")
    two = said("marsh:1", "reject", who=SAM)
    undo(ws, two.act_id, who=SAM, why="Sorry.")
    assert stands("marsh:1") == ("accepted", NOOR)
    undo(ws, one.act_id, who=NOOR, why="Sorry.")
    assert stands("marsh:1") == ("auto", "rule")


def test_a_word_that_was_not_taken_back_outlives_every_undo_of_others(ws, tmp_path):
    two_events(ws, tmp_path)
    said("marsh:1", "accept")
    for who in (SAM, LINA):
        undo(ws, said("marsh:1", "reject", who=who).act_id, who=who, why="Sorry.")
        assert stands("marsh:1") == ("accepted", NOOR)


def sheets(ws, *told):
    made = []
    for answer, who in told:
        desk = Desk(ws)
        desk.fill("links", {"entry": entry()}, answer=answer, decided_by=who, why="By its words.")
        made.append(desk)
    return made


def test_a_sheet_that_comes_in_twice_decides_once_and_two_sheets_that_differ_conflict(ws, tmp_path):
    key = ours(ws, tmp_path)
    one, two = sheets(ws, ("accept", NOOR), ("reject", SAM))
    assert one.add().new == 1
    assert only_rejection(two.add())["code"] == "desk-conflict"
    assert (one.add().same, stands(key)) == (1, ("accepted", NOOR))
    said(key, "reject", who=SAM)
    assert (one.add().same, stands(key)) == (1, ("rejected", SAM))


def test_a_sheet_does_not_bring_back_what_was_taken_back(ws, tmp_path):
    key = ours(ws, tmp_path)
    (one,) = sheets(ws, ("accept", NOOR))
    one.add()
    undo(ws, last("link"), who=SAM, why="Too early.")
    assert (one.add().same, decisions()[entry(), key]) == (1, "auto")


def test_a_link_whose_entry_tells_another_place_by_now_waits_for_a_person_again(ws, tmp_path):
    key = ours(ws, tmp_path)
    said(key, "accept", killed=Range(2, 2))
    release(ws, tmp_path, REWORDED)
    run(ws, silent, preview=False)
    (link,) = [x for x in official.links() if "changed" in x.why]
    assert (link.decision, link.killed) == ("offered", UNKNOWN)
    assert link.why == f"The entry changed since {NOOR} accepted it."
    assert suggested(key).grade != "confirmed"
    before = EntryLinkRow.objects.count()
    linked(ws)
    assert EntryLinkRow.objects.count() == before
    decide_link(link.entry_id, key, "accept", who=NOOR, why="By its words.")
    assert linked(ws)[link.entry_id, key] == "accepted"


def test_a_link_accepted_elsewhere_takes_the_waiting_note_from_the_others(ws, tmp_path):
    first, second = two_of_ours(ws, tmp_path)
    assert any("waits for review" in line for line in suggested(first).trace)
    said(second, "accept")
    assert not any("waits for review" in line for line in suggested(first).trace)


def test_nothing_is_decided_of_an_entry_that_was_withdrawn(ws, tmp_path):
    key, name = ours(ws, tmp_path), entry()
    withdraw("entry", name, who=SAM, why="Not for the record.")
    with pytest.raises(NotFound) as refused:
        decide_link(name, key, "reject", who=NOOR, why="Another mill.")
    assert refused.value.code == "official-entry-unknown"


def test_what_nobody_could_tell_stays_on_the_sheet(ws, tmp_path):
    key = ours(ws, tmp_path)
    said(key, "unsure", why="There are two mills.")
    row = Desk(ws).row("links", entry=entry())
    assert (row["decision_machine"], row["why_machine"]) == ("offered", f"{NOOR}: There are two mills.")


def test_a_share_above_what_is_conceded_by_now_is_unknown():
    link = EntryLink("e", "i", ACCEPTED, killed=Range(2, 2))
    assert shares([link, EntryLink("e", "j", ACCEPTED, killed=Range(1, 1))], Range(1, 1)) == {
        "i": UNKNOWN,
        "j": Range(1, 1),
    }
