"""Totals that papers print, through the command line. The figures are those of method.md 0, all words invented."""

from __future__ import annotations

import pytest

from conftest import jsonl, report
from shell.answers import error_of, told
from shell.register_rows import entry
from shell.register_rows import lines as register_lines

STORY = report(
    "courier-1",
    "From August 2014 to July 2017 at least 19,663 civilians were killed in Syria and Iraq by Russian forces and the "
    "US-led Coalition, the Harbour Monitor says. In the whole campaign so far 7,337 civilians were killed by the US-led "
    "Coalition. The Coalition itself says that it has killed at least 624 civilians since 2014.",
    publisher="Harbour Courier (invented)",
    published="2017-08-05T09:00:00Z",
)
BULLETIN = (
    '{"id": "b-1", "actor": "Coalition", "published": "2017-08-04", "text": "To date it finds that at least 624 '
    'civilians have been unintentionally killed."}\n'
)


@pytest.fixture
def printed(cli, ws):
    """A workspace with the story and nothing to hold it against."""
    (ws.root / "story.jsonl").write_bytes(jsonl(STORY))
    cli("run", ws.root / "story.jsonl", "--no-preview")
    return ws


def rows_of(cli, *args):
    return {row["min"] or row["max"]: row for row in told(cli("reported", *args, "--json"))["reported"]}


def register(cli, ws):
    """Another recorder's register whose two sums are those that the story adds up."""
    rows = [
        entry("h-1", "H1", belligerents=["U.S.-led Coalition"], killed=[4734, 7337], date="2017-03-01"),
        entry("h-2", "H2", grade="Contested", killed=[8702, 12453], date="2017-03-02"),
    ]
    (ws.root / "harbour.jsonl").write_bytes(register_lines(*rows))
    cli("add", ws.root / "harbour.jsonl", "--as", "register")


def test_a_printed_total_is_the_sources_claim_and_enters_no_figure_of_ours(cli, printed):
    found = rows_of(cli)
    assert set(found) == {19663, 7337, 624}
    assert found[19663]["who"] == "Harbour Courier (invented)"
    assert found[19663]["attributed_to"] == "the Harbour Monitor"
    assert (found[19663]["bound"], found[19663]["actors"]) == ("lowest", ["russia", "us_led_coalition"])
    tally = told(cli("tally", "--grades", "all", "--json"))
    assert (tally["killed"]["min"], tally["killed"]["max_of_known"]) == (0, 0)


def test_its_words_stand_in_the_report_where_it_says(cli, printed):
    for row in rows_of(cli).values():
        assert STORY["text"][row["start"] : row["end"]] == row["quote"] != ""


def test_with_nothing_beside_it_what_it_is_made_of_cannot_be_told(cli, printed):
    row = rows_of(cli)[19663]
    assert row["can_be_told"] is False
    assert row["critique_en"][-1] == "What it is made of cannot be told from what is kept here."


def test_beside_a_register_its_two_parts_are_named_with_their_bounds_and_grades(cli, printed):
    register(cli, printed)
    said = rows_of(cli, "courier-1")[19663]["critique_en"]
    assert "19,663 = 7,337 + 12,326." in said
    assert any(line.startswith("7,337 equals the highest sum of people killed, of all graded confirmed or fair, for US-led")
               for line in said)  # fmt: skip
    assert any(line.startswith("12,326 is 127 (1.0 %) below 12,453: the highest sum") for line in said)
    assert any("and is made of highest figures" in line for line in said)
    assert any(line.startswith("Two sets of grades are added") for line in said)


def test_a_partys_own_total_is_found_in_its_bulletin(cli, printed):
    (printed.root / "b.jsonl").write_text(BULLETIN)
    cli("add", printed.root / "b.jsonl", "--as", "official")
    said = rows_of(cli)[624]["critique_en"]
    assert any(line.startswith("624 equals the figure given") and "2017-08-04" in line for line in said)


def test_the_command_shows_the_words_and_the_critique(cli, printed):
    shown = cli("reported", "courier-1").stdout
    assert "courier-1: “at least 19,663 civilians were killed" in shown
    assert "a claim of this source, and no figure of this record" in shown


def test_a_report_that_is_not_here_is_refused(cli, printed):
    assert error_of(cli("reported", "nowhere", "--json"))["code"] == "report-unknown"


def test_a_withdrawn_report_prints_nothing_any_more(cli, printed):
    cli(
        "withdraw", "courier-1", "--kind", "report", "--as", "Noor Example", "--why", "asked for by the paper"
    )
    assert told(cli("reported", "--json"))["reported"] == []


def test_where_no_report_prints_a_total_it_says_so(cli, ws):
    assert "No report here prints a total" in cli("reported").stdout


def test_no_reported_figure_leaves_in_public(cli, printed):
    assert told(cli("export", "reported_figures", "--public", "--json"))["rows"] == []
