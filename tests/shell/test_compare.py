"""`cairn compare`: both totals in their sentences, one outcome each, and every step from one to the other."""

from __future__ import annotations

import pytest

from cairn.shell.acts.act import recorded
from cairn.shell.acts.add_official import add_official
from cairn.shell.acts.add_register import add_register
from cairn.shell.records.models import EntryLinkRow, OfficialEntry, RegisterEntry
from conftest import jsonl
from shell.answers import error_of, told
from shell.register_rows import entry, lines

COALITION = {
    "belligerents": ["U.S.-led Coalition"],
    "attributions": [{"belligerent": "coalition", "role": "known"}],
}
RIVER = (
    entry("r-1", "RC1", killed=[6, 9], **COALITION),
    entry("r-2", "RC2", killed=[4, 5], date="2018-05-01", **COALITION),
    entry("r-3", "RC3", killed=[8, 8], **COALITION),
    entry("r-4", "RC4", killed=None, harm_reported="Yes", **COALITION),
    entry("r-5", "RC5", killed=[7, 7], grade="Weak", **COALITION),
)
SAID = (
    {"id": "e-1", "actor": "coalition", "outcome": "credible", "killed": 2, "date": "2019-03-02", "place": "Salt Crossing",
     "statements": [{"date": "2019-04-05", "text": ""}]},
    {"id": "e-2", "actor": "coalition", "outcome": "credible", "killed": 4, "date": "2018-05-01", "place": "Salt Crossing"},
    {"id": "e-3", "actor": "coalition", "outcome": "non_credible", "date": "2019-03-02", "place": "Salt Crossing"},
    {"id": "e-9", "actor": "coalition", "outcome": "credible", "killed": 1, "date": "2019-03-04", "place": "Nowhere Mill"},
)  # fmt: skip
LINKS = {"e-1": "r-1", "e-2": "r-2", "e-3": "r-3"}


@pytest.fixture
def river(ws, tmp_path):
    add_register(ws, "river.jsonl", lines(*RIVER))
    sheet = tmp_path / "said.jsonl"
    sheet.write_bytes(jsonl(*SAID))
    add_official(ws, sheet)
    with recorded("link") as act:
        for told_of, incident in LINKS.items():
            row = OfficialEntry.objects.get(id__startswith=told_of)
            entry_of = RegisterEntry.objects.get(ref=incident)
            EntryLinkRow.objects.create(
                entry=row, register_entry=entry_of, decision="accepted", decided_by="desk", act=act
            )
    return ws


@pytest.fixture
def ask(cli, river):
    return lambda *options: told(
        cli("compare", "--actor", "coalition", "--grade-of", "incident", *options, "--draws", "20", "--json")
    )


def rows_of(value):
    return {row["outcome"]: row for row in value["rows"] if row["incidents"] or row["entries"]}


def test_both_totals_stand_in_their_sentences_and_close(ask):
    value = ask()
    totals = value["lines"]["en"]["totals"]
    assert (
        "The register river, by its own grades: 18 to 22 civilians likely killed in 4 incidents" in totals[3]
    )
    assert totals[4] == (
        "US-led Coalition has assessed 6 deaths in 2 of these as more likely than not caused by it. "
        "The two use different evidence and standards."
    )
    assert totals[-1].startswith("“Non-credible”: not enough information at this time")
    assert value["conceded"]["killed"]["min"] == 7
    for fall in value["waterfall"].values():
        assert fall["start"] + sum(step["change"] for step in fall["steps"]) == fall["end"] == 7


def test_every_incident_has_one_outcome_and_every_row_its_members(ask):
    found = rows_of(ask())
    assert {key: row["incidents"] for key, row in found.items()} == {
        "conceded": ["river:r-1", "river:r-2"],
        "non_credible": ["river:r-3"],
        "never_assessed": ["river:r-4"],
        "not_alleged": [],
    }
    assert len(found["conceded"]["entries"]) == 2
    assert found["never_assessed"]["killed"] == {"min": 0, "max_of_known": 0, "without_figure": 1}


def test_breakdowns_add_up_to_the_rows(ask):
    value = ask("--by", "year", "--by", "place", "--by", "partner", "--by", "month", "--by", "grade")
    assert [g["key"] for g in value["breakdowns"]["year"]] == ["2018", "2019"]
    for groups in value["breakdowns"].values():
        for outcome, row in rows_of(value).items():
            parts = [r for g in groups for r in g["rows"] if r["outcome"] == outcome]
            assert sorted(i for p in parts for i in p["incidents"]) == sorted(row["incidents"])
            assert sum(p["conceded_killed"]["min"] for p in parts) == row["conceded_killed"]["min"]


def test_the_ratio_is_two_factors_with_the_uncertainty_of_our_matching_only(ask):
    value = ask()["ratio"]
    lowest = value["bounds"]["lowest"]
    assert (lowest["alleged"], lowest["conceded"]) == (18, 7)
    assert lowest["same_events"] == {"alleged": 10, "conceded": 6, "clusters": 2}
    assert lowest["factor_same_events"]["value"] == pytest.approx(10 / 6, abs=1e-4)
    assert value["spread"] == "uncertainty of our matching only"
    assert ask()["ratio"] == value


def test_what_was_known_on_a_day_is_what_had_been_said_by_then(ask):
    early = ask("--known-on", "2019-04-04")
    assert "river:r-1" in rows_of(early)["never_assessed"]["incidents"]
    assert early["known_on"] == "2019-04-04"


def test_a_period_takes_what_happened_in_it(ask):
    value = ask("--from", "2018-01-01", "--to", "2018-12-31")
    assert (value["local"]["members"], value["conceded"]["killed"]["min"]) == (["river:r-2"], 4)


def test_on_a_terminal_no_number_stands_without_its_words(cli, river):
    done = cli("compare", "--actor", "coalition", "--register", "river", "--by", "place", "--draws", "0")
    lines_ = done.output.splitlines()
    assert not [line for line in lines_ if line.strip() and not any(c.isalpha() for c in line)]
    assert "times more" not in done.output
    assert "assessed “non-credible”" in done.output
    assert "Homs" in done.output
    assert "= 7 civilians killed, conceded" in done.output


def test_our_own_record_is_compared_where_no_register_is_asked_for(cli, river):
    value = told(cli("compare", "--actor", "coalition", "--json"))
    assert (value["local"]["incidents"], value["conceded"]["killed"]["min"]) == (0, 7)
    assert value["lines"]["en"]["totals"][3].startswith("No civilian harm is reported to us")


def test_which_register_must_be_said_where_there_are_several(cli, river):
    add_register(river, "delta.jsonl", lines(entry("d-1", "DC1", **COALITION)))
    fault = error_of(cli("compare", "--actor", "coalition", "--grade-of", "incident", "--json"))
    assert (fault["code"], fault["field"]) == ("register-which", "register")
    assert "delta, river" in fault["remedy"]


def test_a_register_must_be_there(cli, ws):
    fault = error_of(cli("compare", "--actor", "coalition", "--grade-of", "incident", "--json"))
    assert fault["code"] == "register-none"
