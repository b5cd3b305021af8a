"""Entries of parties linked to incidents: what a run makes of them, and what a person decides stays. All invented."""

from __future__ import annotations

import json

import pytest

from cairn.errors import CairnError, NotAllowed, NotFound
from cairn.shell.acts.add_official import add_official
from cairn.shell.acts.add_places import add_places
from cairn.shell.acts.add_register import add_register
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.link_by_hand import decide_link
from cairn.shell.acts.merge_incidents import merge
from cairn.shell.acts.run import run
from cairn.shell.acts.undo import undo
from cairn.shell.export.links import shared_rows, unlinked_entries, unlinked_incidents
from cairn.shell.export.write import table_rows
from cairn.shell.records import official
from cairn.shell.records.models import Act, EntryLinkRow, Incident, IncidentProjection
from cairn.shell.records.projected import projected_at
from cairn.values import Range
from conftest import jsonl, report
from shell.desk import FAR, Desk

NOOR, SAM = "Noor Example", "Sam Example"
MILL = "Two civilians were killed in a Coalition air strike on Old Mill on 3 May 2031."
PLACE = {"id": "p-mill", "place_en": "Old Mill", "place_ar": "الطاحونة القديمة", "lat": 35.9, "lon": 39.1,
         "location_precision": "village", "country_code": "SY", "admin_en": "Raqqa"}  # fmt: skip
RELEASE = """1. On May 3, 2031, near Old Mill, Raqqa, Syria, via media report. A strike unintentionally killed two civilians.

2. On May 3, 2031, near Salt Crossing, Syria, via self-report. No strikes were conducted in the geographical area.
"""
TRIO = """1. On May 3, 2031, near Wadha, via media report. A strike unintentionally killed ten civilians.

2. On May 3, 2031, near Wadha, via self-report. A strike unintentionally killed two civilians.

3. On May 3, 2031, near Wadha, via Airwars report. No strikes were conducted in the geographical area.
"""


def silent(what: str, done: int, total: int) -> None:
    """Nobody watches."""


def incident(key: str, day: str, place: str, killed: int | None, **more: object) -> dict[str, object]:
    parties = [{"belligerent": "us_led_coalition", "role": "suspected"}]
    figure = None if killed is None else [killed, killed]
    base = {
        "id": key,
        "code": f"M{key}",
        "date": day,
        "place_en": place,
        "killed": figure,
        "harm_reported": "Yes",
    }
    return {
        **base,
        "governorate_en": "Raqqa",
        "attributions": parties,
        "belligerents": ["us_led_coalition"],
        **more,
    }


def register(ws, tmp_path, *rows):
    path = tmp_path / "marsh.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    add_register(ws, path.name, path.read_bytes())


def release(ws, tmp_path, text=RELEASE, name="2031-07-04.txt"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    add_official(ws, path, party="us_led_coalition")


def decisions():
    return {(x.entry_id, x.incident_id): x.decision for x in official.links()}


def linked(ws):
    run(ws, silent, preview=False)
    return decisions()


def entry(n=0):
    return official.answered()[n].id


def two_events(ws, tmp_path):
    register(
        ws,
        tmp_path,
        incident("1", "2031-05-03", "Old Mill", 2),
        incident("2", "2031-05-03", "Long Bridge", 5),
    )
    release(ws, tmp_path)
    return linked(ws)


def test_a_run_links_the_only_incident_of_a_day_and_place_and_offers_the_rest(ws, tmp_path):
    found = two_events(ws, tmp_path)
    assert found[entry(), "marsh:1"] == "auto"
    assert found[entry(), "marsh:2"] == "offered"


def test_a_member_speaks_for_the_coalition_that_an_incident_names(ws, tmp_path):
    register(ws, tmp_path, incident("1", "2017-05-03", "Old Mill", 2))
    path = tmp_path / "2017-07-04.txt"
    path.write_text(
        "On May 3, 2017, near Old Mill, Syria. A strike unintentionally killed two civilians.\n", "utf-8"
    )
    add_official(ws, path, party="united_kingdom")
    run(ws, silent, preview=False)
    (link,) = official.links()
    assert (link.incident_id, link.decision) == ("marsh:1", "auto")
    assert "The incident names the party that speaks" in link.why


def test_the_same_run_twice_writes_nothing(ws, tmp_path):
    two_events(ws, tmp_path)
    before = (Act.objects.count(), EntryLinkRow.objects.count())
    assert not run(ws, silent, preview=False).changed
    assert before == (Act.objects.count(), EntryLinkRow.objects.count())


def test_three_entries_of_one_day_near_one_city_are_offered_and_never_decided(ws, tmp_path):
    register(ws, tmp_path, incident("1", "2031-05-03", "Wadha", 10))
    release(ws, tmp_path, TRIO)
    assert sorted(linked(ws).values()) == ["offered", "offered", "offered"]


def test_what_a_person_rejected_is_not_offered_again_and_what_was_accepted_stays(ws, tmp_path):
    two_events(ws, tmp_path)
    decide_link(entry(), "M1", "reject", who=NOOR, why="Another mill.")
    decide_link(entry(), "marsh:2", "accept", who=NOOR, why="The bridge, by its words.")
    register(
        ws, tmp_path, incident("3", "2031-05-03", "Old Mill", 2), incident("1", "2031-05-03", "Old Mill", 2)
    )
    found = linked(ws)
    assert found[entry(), "marsh:1"] == "rejected"
    assert found[entry(), "marsh:2"] == "accepted"
    assert found[entry(), "marsh:3"] == "offered"  # a machine adds nothing automatic to what a person linked


def test_the_same_answer_twice_is_once_and_a_second_person_is_another(ws, tmp_path):
    two_events(ws, tmp_path)
    first = decide_link(entry(), "marsh:1", "accept", who=NOOR, why="Same mill.")
    assert decide_link(entry(), "marsh:1", "accept", who="noor example", why="Same mill.").pk == first.pk
    assert decide_link(entry(), "marsh:1", "accept", who=SAM, why="Same mill.").pk != first.pk


def test_undo_brings_back_what_stood(ws, tmp_path):
    two_events(ws, tmp_path)
    row = decide_link(entry(), "marsh:1", "reject", who=NOOR, why="Another mill.")
    undo(ws, row.act_id, who=NOOR, why="It is the same mill.")
    assert decisions()[entry(), "marsh:1"] == "auto"
    assert EntryLinkRow.objects.filter(entry_id=entry(), register_entry_id="marsh:1").count() == 3


def test_one_accepted_link_takes_all_the_dead_and_over_several_nothing_is_split(ws, tmp_path):
    two_events(ws, tmp_path)
    decide_link(entry(), "marsh:1", "accept", who=NOOR, why="Same mill.")
    assert _shares() == {"marsh:1": (2, 2)}
    decide_link(entry(), "marsh:2", "accept", who=NOOR, why="And the bridge.")
    assert _shares() == {"marsh:1": (None, None), "marsh:2": (None, None)}
    decide_link(entry(), "marsh:2", "accept", who=NOOR, why="One of them there.", killed=Range.exactly(1))
    assert _shares() == {"marsh:1": (None, None), "marsh:2": (1, 1)}


def _shares():
    rows = [row for row in shared_rows() if row["entry_id"] == entry() and row["decision"] == "accepted"]
    return {row["incident_id"]: (row["allocation_min"], row["allocation_max"]) for row in rows}


def test_shares_may_not_exceed_what_is_conceded(ws, tmp_path):
    two_events(ws, tmp_path)
    decide_link(entry(), "marsh:1", "accept", who=NOOR, why="Same mill.", killed=Range.exactly(2))
    with pytest.raises(CairnError, match="not allotted yet") as refused:
        decide_link(entry(), "marsh:2", "accept", who=NOOR, why="And the bridge.", killed=Range.exactly(1))
    assert refused.value.code == "share-above-conceded"
    with pytest.raises(CairnError) as refused:
        decide_link(entry(), "marsh:2", "reject", who=NOOR, why="No.", killed=Range.exactly(1))
    assert refused.value.code == "share-of-no-link"
    with pytest.raises(CairnError) as refused:
        decide_link(entry(1), "marsh:2", "accept", who=NOOR, why="Denied.", killed=Range.exactly(1))
    assert refused.value.code == "share-of-unknown"


def test_unknown_entries_incidents_and_answers_are_refused(ws, tmp_path):
    two_events(ws, tmp_path)
    with pytest.raises(NotFound, match="no entry of a party"):
        decide_link("nothing", "marsh:1", "accept", who=NOOR, why="?")
    with pytest.raises(NotFound):
        decide_link(entry(), "marsh:99", "accept", who=NOOR, why="?")
    with pytest.raises(NotAllowed, match="none we know"):
        decide_link(entry(), "marsh:1", "perhaps", who=NOOR, why="?")
    with pytest.raises(NotAllowed, match="reason"):
        decide_link(entry(), "marsh:1", "accept", who=NOOR, why=" ")


def test_a_sheet_that_files_its_row_under_an_incident_decides_by_itself(ws, tmp_path):
    register(ws, tmp_path, incident("7", "2031-05-01", "Salt Crossing", 1))
    row = {
        "incident": "7", "code": "M7", "belligerent": "us_led_coalition", "verdict": "credible", "killed_conceded": [1, 1],
        "injured_conceded": [None, None], "stated_location": "near Old Mill", "statements": [
            {"date": "20310704", "text": "On May 1, 2031, near Old Mill. One civilian was unintentionally killed."}],
    }  # fmt: skip
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row) + "\n", "utf-8")
    add_official(ws, path)
    run(ws, silent, preview=False)
    (link,) = official.links()
    assert (link.incident_id, link.decision, link.decided_by) == ("marsh:7", "accepted", "the register")
    assert "files it under" in link.why


def ours(ws, tmp_path):
    add_places(ws, "places.jsonl", jsonl(PLACE))
    add_reports(ws, "reports.jsonl", jsonl(report("r1", MILL, published="2031-05-04T09:00:00Z")))
    release(ws, tmp_path)
    run(ws, silent, preview=False)
    return str(Incident.objects.get().id)


def suggested(key):
    found = {hint.actor_id: hint for hint in projected_at(None)[key].suggestions}
    return found["us_led_coalition"]


def test_only_a_link_that_a_person_accepted_confirms(ws, tmp_path):
    key = ours(ws, tmp_path)
    assert decisions()[entry(), key] == "auto"
    waiting = suggested(key)
    assert waiting.grade != "confirmed"
    assert any("waits for review" in line and entry() in line for line in waiting.trace)
    before = IncidentProjection.objects.get().value["figures"]
    row = decide_link(entry(), key, "accept", who=NOOR, why="Same mill, same day.")
    assert (suggested(key).grade, suggested(key).strike_status) == ("confirmed", "declared")
    assert IncidentProjection.objects.get().value["figures"] == before
    undo(ws, row.act_id, who=NOOR, why="Too early.")
    assert suggested(key).grade != "confirmed"


def test_a_declared_strike_of_that_day_and_place_makes_it_likely_and_accepted_declared(ws, tmp_path):
    key = ours(ws, tmp_path)
    path = tmp_path / "2031-05-04-strikes.txt"
    path.write_text("On May 3, 2031:\nNear Old Mill, one strike destroyed a tunnel.\n", "utf-8")
    add_official(ws, path, party="us_led_coalition", strikes=True)
    run(ws, silent, preview=False)
    strike = official.answered("strike")[0].id
    assert decisions()[strike, key] == "auto"
    assert suggested(key).strike_status == "likely"
    decide_link(strike, key, "accept", who=NOOR, why="Day and place.")
    assert suggested(key).strike_status == "declared"
    assert suggested(key).grade != "confirmed"


def test_a_link_follows_the_incident_it_led_to_into_the_one_that_took_it_up(ws, tmp_path):
    first = ours(ws, tmp_path)
    add_reports(ws, "far.jsonl", jsonl(FAR))
    run(ws, silent, preview=False)
    second = next(str(i) for i in Incident.objects.values_list("id", flat=True) if str(i) != first)
    for key, share in ((first, Range(1, 1)), (second, Range(1, 1))):
        decide_link(entry(), key, "accept", who=NOOR, why="Both, it seems.", killed=share)
    merge(first, second, who=SAM, why="One strike, told twice.")
    act = Act.objects.filter(kind="merge").latest("id").id
    assert decisions()[entry(), second] == "accepted"
    assert (entry(), first) not in decisions()
    assert [x.killed for x in official.links() if x.decision == "accepted"] == [Range(2, 2)]
    undo(ws, act, who=SAM, why="Two after all.")
    assert [x.killed for x in official.links() if x.decision == "accepted"] == [Range(1, 1)] * 2


def test_what_stands_alone_is_listed_on_both_sides_with_its_best_offer(ws, tmp_path):
    key = ours(ws, tmp_path)
    assert [row["entry_id"] for row in unlinked_entries()] == [entry(1)]
    assert unlinked_incidents(ws) == []
    decide_link(entry(), key, "unsure", who=NOOR, why="There are two mills.")
    assert {row["entry_id"] for row in unlinked_entries()} == {entry(), entry(1)}
    (row,) = unlinked_incidents(ws)
    assert (row["incident_id"], row["actor"], row["offered_entry_id"]) == (key, "us_led_coalition", entry())


def test_links_are_exported_with_just_the_columns_of_the_contract(ws, tmp_path):
    two_events(ws, tmp_path)
    row = next(iter(table_rows(ws, "entry_links", is_public=False)))
    assert list(row)[:8] == [
        "entry_id", "incident_id", "score", "rank", "decision", "allocation_min", "allocation_max", "why",
    ]  # fmt: skip
    assert {r["decision"] for r in table_rows(ws, "entry_links", is_public=False)} == {"auto", "offered"}


def test_the_desk_sheet_carries_links_there_and_back(ws, tmp_path):
    key = ours(ws, tmp_path)
    sheet = Desk(ws)
    row = sheet.row("links", entry=entry(), decision_machine="auto")
    assert "unintentionally killed two civilians" in row["words"]
    assert "conceded: killed 2" in row["figures"]
    assert row["why_machine"]
    filled = {"answer": "accept", "killed_min": 1, "killed_max": 2, "decided_by": NOOR, "why": "Same mill."}
    sheet.fill("links", {"entry": entry()}, **filled)
    assert (sheet.add().new, sheet.add().same) == (1, 1)
    (kept,) = [x for x in official.links() if x.entry_id == entry()]
    assert (kept.incident_id, kept.decision, kept.killed) == (key, "accepted", Range(1, 2))
    assert not [r for r in Desk(ws).rows("links") if r["entry"] == entry()]


def test_a_share_that_is_none_is_set_aside_with_its_row(ws, tmp_path):
    ours(ws, tmp_path)
    sheet = Desk(ws)
    sheet.fill(
        "links", {"entry": entry()}, answer="accept", killed_min=9, killed_max=9, decided_by=NOOR, why="Nine."
    )
    (rejected,) = sheet.add().rejected
    assert (rejected["code"], rejected["field"]) == ("share-above-conceded", "killed")
