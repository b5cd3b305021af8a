"""What a party accepts stands beside the range, never in it."""

from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.join_by_hand import join_by_hand
from cairn.shell.acts.run import run
from cairn.shell.export.conceded import conceded
from cairn.shell.export.incidents import Incidents
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
