"""What a party accepts stands beside the range, never in it."""

import pytest

from cairn.errors import NotAllowed
from cairn.shell.acts.act import person
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.join_by_hand import join_by_hand
from cairn.shell.acts.run import run
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.export.conceded import conceded
from cairn.shell.export.incidents import Incidents
from cairn.shell.records.models import AssignmentRow
from conftest import jsonl, report, silent

STATEMENT = report(
    "ministry-1",
    "Statement of 2 June 2025. On 8 May 2025 in Maarrat Misrin the Russian military acknowledges that it conducted a strike "
    "in which two civilians were killed and one was injured.",
    publisher="Ministry press office (invented)",
    source_kind="official",
    party="russia",
    published="2025-06-02T09:00:00Z",
)


def stated(ws):
    add_reports(ws, "statement.jsonl", jsonl(STATEMENT))
    run(ws, silent, preview=False)
    join_by_hand("ministry-1", "wire-1", "yes", who="Noor Example", why="same place and day")
    return conceded()


def test_a_partys_concession_is_an_entry_linked_to_the_incident(three):
    entries, links = stated(three)
    assert [(e["actor"], e["killed_min"], e["injured_min"]) for e in entries] == [("russia", 2, 1)]
    assert len(links) == 1


def test_a_concession_moves_no_range(three):
    stated(three)
    row = next(iter(Incidents().incidents()))
    assert (row["killed_min"], row["killed_max"]) == (7, 9)


def test_nothing_is_conceded_where_no_party_speaks(three):
    assert conceded() == ([], [])


def test_a_concession_that_a_rule_joined_waits_for_a_person(three):
    add_reports(three, "statement.jsonl", jsonl(STATEMENT))
    run(three, silent, preview=False)
    row = AssignmentRow.objects.get(account_id="ministry-1#1", live=True, decision="joined")
    assert row.decided_by == "rule"
    (link,) = conceded()[1]
    assert link["decision"] == "auto"
    set_assessment(
        Decision(str(row.incident_id), "Noor Example", "read", {"killed_min": 2}, {"russia": "confirmed"})
    )
    (link,) = conceded()[1]
    assert link["decision"] == "accepted"


def test_nobody_signs_as_a_rule_or_a_register(ws):
    for name in ("rule", "The  Register"):
        with pytest.raises(NotAllowed) as refused:
            person(name)
        assert refused.value.code == "person-unusable"
