"""Sums of another recorder's register: by its own grades, each register by itself, nothing chosen for it."""

from __future__ import annotations

import pytest

from cairn.shell.acts.add_register import add_register
from shell.answers import error_of, told
from shell.register_rows import MARSH, entry, lines


@pytest.fixture
def marsh(ws):
    add_register(ws, "marsh.jsonl", lines(*MARSH))
    return ws


@pytest.fixture
def ask(cli, marsh):
    return lambda *options: told(cli("tally", "--grade-of", "incident", *options, "--json"))


def test_likely_sums_count_each_incident_once_by_its_recorders_grade(ask):
    value = ask("--actor", "Russian Military")
    assert value["definition"]["actors"] == ["russia"]
    assert (value["definition"]["grade_of"], value["definition"]["register"]) == ("incident", "marsh")
    assert value["members"] == ["marsh:m-1", "marsh:m-10", "marsh:m-2", "marsh:m-5"]
    assert value["killed"] == {"min": 2 + 1 + 9, "max_of_known": 3 + 1 + 4}
    assert any(
        "written above the highest, each added up as written: 1" in line for line in value["lines"]["en"]
    )
    assert (value["incidents_without_figure"], value["undated"], value["jointly_attributed"]) == (1, 1, 0)
    assert value["incidents_without_injured_figure"] == 3
    assert value["beside"]["contested"]["killed"] == {"min": 2, "max_of_known": 3}
    assert value["beside"]["discounted"]["incidents"] == 1
    assert value["left_out"] == [
        ["contested", 1], ["discounted", 1], ["no civilian harm reported to us", 1], ["two grades at once", 1]
    ]  # fmt: skip


def test_a_half_open_pair_adds_the_end_it_has(ask):
    value = ask("--actor", "coalition")
    assert (value["members"], value["killed"]) == (["marsh:m-4"], {"min": 5, "max_of_known": 0})
    assert ": at least 5 civilians likely killed in 1 incident" in value["lines"]["en"][2]
    assert "1 gives no highest figure" in value["lines"]["en"][2]


def test_a_joint_incident_counts_under_each_and_once_for_any(ask):
    alone = [ask("--actor", actor, "--grades", "contested") for actor in ("russia", "us_led_coalition")]
    any_actor = ask("--grades", "contested")
    for value in (*alone, any_actor):
        assert (value["members"], value["jointly_attributed"]) == (["marsh:m-3"], 1)
        assert value["killed"] == {"min": 2, "max_of_known": 3}


def test_all_grades_leave_discounted_and_doubly_graded_outside(ask):
    value = ask("--grades", "all")
    assert value["incidents"] == 7
    assert "marsh:m-6" not in value["members"]
    assert "marsh:m-8" not in value["members"]
    assert not [line for line in value["lines"]["en"] if "beside this figure and not in it" in line]
    assert [line for line in value["lines"]["en"] if line.startswith("Discounted, in no total")]
    assert "discounted" not in value["lines"]["en"][1]


def test_discounted_alone_is_a_row_of_its_own(ask):
    assert ask("--grades", "discounted")["killed"] == {"min": 30, "max_of_known": 30}


def test_who_is_named_and_not_filed_is_told_beside_the_figure(ask):
    value = ask("--actor", "russia")
    assert value["named_only"] == 1
    assert (
        "Incidents that name them and are not filed under them, in no figure here: 1." in value["lines"]["en"]
    )


def test_a_belligerent_we_do_not_know_is_asked_for_by_the_name_as_told(ask, cli):
    assert ask("--actor", "marsh riders")["members"] == ["marsh:m-9"]
    assert (
        error_of(cli("tally", "--grade-of", "incident", "--actor", "no such riders", "--json"))["code"]
        == "actor-unknown"
    )


def test_what_is_filed_under_nobody_counts_for_any_actor_and_is_told_beside_the_sum_for_one(ask, marsh):
    nobody = [{"belligerent": "unknown", "role": "suspected"}]
    add_register(marsh, "marsh.jsonl", lines(entry("m-20", "MR20", belligerents=[], attributions=nobody)))
    assert "marsh:m-20" in ask()["members"]
    assert ask()["filed_under_nobody"] == 0
    one = ask("--actor", "turkey")
    assert (one["incidents"], one["filed_under_nobody"]) == (0, 1)
    assert "Incidents filed under nobody, in no figure for an actor: 1." in one["lines"]["en"]


def test_unknown_is_whoever_is_filed_under_that_word_and_no_second_side(ask, marsh):
    filed = entry("m-21", "MR21", belligerents=["Iranian Military", "Unknown"], killed=[6, 6])
    add_register(marsh, "marsh.jsonl", lines(filed))
    for actor in ("Unknown", "iran"):
        value = ask("--actor", actor)
        assert (value["members"], value["jointly_attributed"]) == (["marsh:m-21"], 0)


def test_a_body_within_a_larger_one_is_counted_by_its_own_name_and_rolled_up_where_asked_for(ask, marsh):
    rows = [
        entry("m-30", "M30", belligerents=["YPG"], killed=[1, 1]),
        entry("m-31", "M31", belligerents=["Syrian Democratic Forces"], killed=[2, 2]),
        entry("m-32", "M32", belligerents=["YPG"], killed=[4, 4], date="2014-03-02"),
        entry("m-33", "M33", belligerents=["YPG", "Syrian Democratic Forces"], killed=[8, 8]),
    ]
    add_register(marsh, "marsh.jsonl", lines(*rows))
    for name in ("YPG", "ypg", "People's Protection Units", "وحدات حماية الشعب"):
        assert ask("--actor", name)["members"] == ["marsh:m-30", "marsh:m-32", "marsh:m-33"]
    for name in ("Syrian Democratic Forces", "sdf", "قسد"):
        assert ask("--actor", name)["members"] == ["marsh:m-31", "marsh:m-33"]
    rolled = ask("--actor", "sdf", "--roll-up")
    assert (rolled["members"], rolled["killed"]["min"]) == (["marsh:m-30", "marsh:m-31", "marsh:m-33"], 11)
    assert [(m["actor"], m["of"], m["incidents"]) for m in rolled["rolled_up"]] == [("ypg", "sdf", 1)]
    assert rolled["jointly_attributed"] == 0


def test_a_province_gives_one_figure_by_whatever_name_and_a_district_is_not_the_province(ask, marsh):
    told = ("Raqqa", "Ar Raqqah", "Raqqa Governorate", "Raqqa District")
    rows = [entry(f"m-4{n}", f"M4{n}", admin_en=name, place_en="Reed") for n, name in enumerate(told)]
    rows.append(entry("m-49", "M49", admin_en=None, place_en="near Raqqa"))
    add_register(marsh, "marsh.jsonl", lines(*rows))
    for name in ("SY11", "Raqqa", "Ar-Raqqa", "الرقة", "Ar Raqqah", "raqqa governorate"):
        value = ask("--place", name)
        assert value["members"] == [f"marsh:m-4{n}" for n in range(4)]
        assert ["no province known", 1] in value["left_out"]
        assert value["told_as"] == dict.fromkeys(sorted(told), 1)
        assert any("Ar Raqqah 1, Raqqa 1" in line for line in value["lines"]["en"])


def test_what_is_counted_may_be_one_outcome_and_sub_groups_have_their_own_gaps(ask, marsh):
    row = entry(
        "m-50", "M50", belligerents=["Reed Guard"], killed=[9, 9], children_killed=[2, None], injured=[1, 1]
    )
    add_register(marsh, "marsh.jsonl", lines(row, entry("m-51", "M51", belligerents=["Reed Guard"])))
    value = ask("--actor", "reed guard", "--count", "killed")
    assert value["definition"]["count"] == ["killed"]
    assert value["definition"]["unit"].startswith("civilians killed as the register has them")
    assert value["subgroups"] == {
        "children": {"killed": {"min": 2, "max_of_known": 0, "incidents_without_figure": 1}}
    }
    assert not any("injured" in line for line in value["lines"]["en"][2:])
    assert any(line.startswith("Children among the killed: at least 2") for line in value["lines"]["en"])


def test_days_places_and_countries_bound_the_sum(ask):
    assert ask("--actor", "russia", "--from", "2020-01-01", "--to", "2020-12-31")["members"] == ["marsh:m-5"]
    assert ask("--actor", "russia", "--from", "2019-01-01")["left_out"][-2][0] == "no date known"
    assert ask("--place", "SY02")["members"] == ask("--place", "Aleppo")["members"] == ["marsh:m-4"]
    assert ask("--place", "old mill")["members"] == ["marsh:m-4"]
    assert ask("--place", "معبر الملح", "--actor", "russia")["incidents"] == 4
    assert ask("--country", "SY")["incidents"] == ask()["incidents"]
    assert ask("--country", "IQ")["incidents"] == 0


def test_its_words_say_whose_register_and_grades_these_are_in_both_languages(ask):
    for language, phrase in (
        ("en", "The register marsh, by its own grades"),
        ("ar", "سجل \u2066marsh\u2069، وفق تصنيفه هو"),
    ):
        assert any(phrase in line for line in ask("--actor", "russia")["lines"][language]), language
    counted = ask("--actor", "russia")["lines"]["en"][1]
    assert "incidents of the register marsh, as it records them" in counted
    assert "and not ours" in counted
    assert "assessment" not in counted
    assert not any("Local sources" in line for line in ask("--actor", "russia")["lines"]["en"])


def test_nothing_under_a_definition_is_not_said_to_be_no_harm(ask):
    said = ask("--actor", "turkey")["lines"]["en"][2]
    assert "no incident under this definition" in said
    assert "not known" in said


def test_our_own_coverage_is_not_given_out_as_theirs(cli, ask, marsh):
    (marsh.root / "c.csv").write_text("actor,country,from,to,level\nrussia,SY,2019-01-01,2019-12-31,full\n")
    cli("add", marsh.root / "c.csv", "--as", "coverage")
    assert ask("--actor", "russia")["coverage"] == []


def test_two_registers_are_told_apart_and_never_added(cli, marsh):
    add_register(marsh, "reed.jsonl", lines(entry("r-1", "RD1", killed=[7, 7])))
    value = told(cli("tally", "--grade-of", "incident", "--json"))
    assert [(t["definition"]["register"], t["incidents"]) for t in value["registers"]] == [
        ("marsh", 6),
        ("reed", 1),
    ]
    shown = cli("tally", "--grade-of", "incident").stdout
    assert "their sums cannot be added up" in shown
    one = told(cli("tally", "--register", "REED", "--json"))
    assert (one["definition"]["register"], one["killed"]) == ("reed", {"min": 7, "max_of_known": 7})


def test_our_own_sums_know_nothing_of_a_register(cli, three):
    before = told(cli("tally", "--grades", "all", "--json"))
    add_register(three, "marsh.jsonl", lines(*MARSH))
    assert told(cli("tally", "--grades", "all", "--json")) == before


def test_without_a_register_the_grade_of_incidents_is_nobodys(cli, ws):
    assert error_of(cli("tally", "--grade-of", "incident", "--json"))["code"] == "register-none"


def test_a_basis_of_ours_is_none_of_theirs(cli, marsh):
    error = error_of(cli("tally", "--grade-of", "incident", "--basis", "released", "--json"))
    assert error["code"] == "basis-not-theirs"
