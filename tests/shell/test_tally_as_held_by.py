"""Sums under a viewpoint: whose word says who is whose part, and what contested words would add."""

from __future__ import annotations

import pytest

from cairn.shell.acts.add_actors import add_actors
from cairn.shell.acts.add_register import add_register
from shell.answers import error_of, told
from shell.register_rows import entry, lines

FILED = (
    entry("k-1", "K1", belligerents=["PKK"], killed=[1, 1]),
    entry("k-2", "K2", belligerents=["YPG"], killed=[10, 10]),
    entry("k-3", "K3", belligerents=["YPG", "PKK"], killed=[100, 100]),
    entry("k-4", "K4", belligerents=["Russian Military"], killed=[1000, 1000]),
    entry("k-5", "K5", belligerents=["YPG"], killed=[5, 5], lat=36.34, lon=43.13, admin_en="Nineveh"),
)
"""Filed under the PKK, the YPG in Syria, both, neither, and the YPG in Iraq, for which nobody tells a relation."""

CUT = b"""subject,relation,denied,object,asserted_by,source
International Freedom Battalion,denies,part_of,SDF,Reed Valley Monitor,an invented statement
"""


@pytest.fixture
def ask(cli, ws):
    add_register(ws, "marsh.jsonl", lines(*FILED))
    return lambda *options: told(cli("tally", "--grade-of", "incident", *options, "--json"))


def test_as_turkey_holds_the_ypgs_strikes_count_for_the_pkk_each_once(ask):
    value = ask("--actor", "PKK", "--as-held-by", "Turkey")
    assert (value["definition"]["as_held_by"], value["incidents"]) == ("turkey", 3)
    assert value["killed"]["min"] == 111
    assert value["grouped"]["en"] == "grouped as Turkey designates it"
    assert "grouped as Turkey designates it" in " ".join(value["lines"]["en"])
    assert "بحسب تصنيف تركيا" in " ".join(value["lines"]["ar"])
    assert [(m["actor"], m["incidents"]) for m in value["rolled_up"]] == [("ypg", 1)]
    assert value["jointly_attributed"] == 0


def test_as_the_united_states_hold_they_do_not(ask):
    value = ask("--actor", "PKK", "--as-held-by", "United States")
    assert (value["incidents"], value["killed"]["min"], value["jointly_attributed"]) == (2, 101, 1)
    assert value["contested_left_out"] == []
    assert "grouped as the United States designates it" in " ".join(value["lines"]["en"])


def test_neutral_counts_neither_and_says_who_says_it_who_denies_it_and_how_many_more_there_would_be(ask):
    value = ask("--actor", "PKK", "--roll-up")
    assert (value["definition"]["as_held_by"], value["incidents"]) == (None, 2)
    assert value["grouped"]["en"] == "grouped by uncontested relations only"
    steps = {(a["subject"], a["relation"], a["object"]): a for a in value["contested_left_out"]}
    step = steps["ypg", "part_of", "pkk"]
    assert step["incidents"] == value["contested_incidents"] == 1
    assert "turkey" in {w["asserted_by"] for w in step["said"]}
    assert {w["asserted_by"] for w in step["against"]} >= {"ypg", "united_states"}
    told_so = [line for line in value["lines"]["en"] if line.startswith("Contested, so not followed here: ")]
    assert any(
        "Turkey (days not told, in SY)" in line and "denied by" in line and line.endswith(": 1 more.")
        for line in told_so
    )
    assert "grouped" not in value["lines"]["en"][1]


def test_by_default_a_registers_filing_wins_and_nothing_is_grouped(ask):
    value = ask("--actor", "PKK")
    assert (value["incidents"], value["contested_left_out"], value["definition"]["members"]) == (2, [], [])


def test_a_viewpoint_without_a_roll_up_or_of_nobody_is_refused(cli, ask):
    words = ("tally", "--actor", "PKK", "--as-held-by", "Turkey", "--no-roll-up", "--json")
    assert error_of(cli(*words))["code"] == "viewpoint-without-roll-up"
    unknown = error_of(cli("tally", "--actor", "PKK", "--as-held-by", "Reedland", "--json"))
    assert (unknown["code"], unknown["value"]) == ("viewpoint-unknown", "Reedland")


def test_our_own_record_and_a_comparison_follow_the_viewpoint_too(cli, three):
    value = told(cli("tally", "--actor", "PKK", "--as-held-by", "Turkey", "--json"))
    assert {m["actor"] for m in value["definition"]["members"]} >= {"ypg"}
    neutral = told(cli("tally", "--actor", "PKK", "--json"))
    assert "ypg" not in {m["actor"] for m in neutral["definition"]["members"]}
    done = told(cli("compare", "--actor", "PKK", "--as-held-by", "Turkey", "--json"))
    assert done["local"]["definition"]["as_held_by"] == "turkey"
    assert "grouped as Turkey designates it" in " ".join(done["lines"]["en"]["totals"])


def test_a_denial_that_cuts_a_chain_of_other_words_stands_beside_the_sum_with_what_it_leaves_out(cli, ws):
    add_actors(ws, "said.csv", CUT)
    battalion = entry("k-9", "K9", belligerents=["International Freedom Battalion"])
    add_register(ws, "fens.jsonl", lines(battalion))
    asked = ("tally", "--actor", "SDF", "--grade-of", "incident", "--roll-up", "--json")
    value = told(cli(*asked))
    step = {
        k: value["contested_left_out"][0][k] for k in ("subject", "relation", "object", "said", "incidents")
    }
    assert step == {
        "subject": "international_freedom_battalion", "relation": "part_of", "object": "sdf", "said": [], "incidents": 1
    }  # fmt: skip
    assert value["incidents"] == 0
    assert told(cli(*asked, "--as-held-by", "SDF"))["incidents"] == 1
