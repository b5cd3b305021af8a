"""What was public of an incident: every version that two persons let out, and none that was only set."""

import json

import pytest

from cairn.publish.allow import public
from cairn.shell.acts.release import release, withdraw
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.acts.undo import undo
from cairn.shell.export.record import site_record
from cairn.shell.site.refresh import write
from shell.desk import LINA, NOOR, SAM, code


def out(ws, low, high, *, why="two origins", grade="weak", let_out=True, **fields):
    """One more version, released unless told otherwise."""
    set_assessment(
        Decision("wire-1", NOOR, why, fields={"killed_min": low, "killed_max": high, **fields},
                 grades={"russia": grade}, summary_en=f"{low} to {high}.")
    )  # fmt: skip
    return release("wire-1", who=SAM, why="checked") if let_out else None


def told(ws):
    return list(site_record(ws, basis="released").versions)


def figures(ws):
    return [
        (v["version"], v["fields"]["killed_min"], v["fields"]["killed_max"], v["grades"]) for v in told(ws)
    ]


@pytest.fixture
def twice(three):
    """Released, corrected, released again; then set once more and not released."""
    out(three, 5, 9)
    out(three, 6, 7, grade="fair", why="the family corrects it")
    out(three, 1, 1, let_out=False)
    return three


def test_each_released_version_is_kept_with_its_figures_grades_and_moment(twice):
    assert figures(twice) == [(1, 5, 9, {"russia": "weak"}), (2, 6, 7, {"russia": "fair"})]
    first, second = told(twice)
    assert first["at"] <= second["at"]
    assert (first["fields"]["wording"], second["fields"]["wording"]) == (1, 2)


def test_a_release_that_was_taken_back_is_no_public_version(twice):
    last = release("wire-1", who=SAM, why="and again")
    assert len(told(twice)) == 3
    undo(twice, last.act_id, who=SAM, why="too early")
    assert [v[0] for v in figures(twice)] == [1, 2]


def test_a_withdrawn_incident_takes_its_versions_along(twice):
    withdraw("incident", code(), who=LINA, why="a hoax")
    assert told(twice) == []


def test_a_withdrawn_name_is_blotted_out_of_place_and_reason(three):
    out(three, 1, 2, why="Sahar Zintani told us", place_name="House of Sahar Zintani")
    assert "Sahar" in str(told(three))
    withdraw("name", "Sahar Zintani", who=LINA, why="she asks")
    assert "Sahar" not in str(told(three))


def test_who_and_why_may_be_shown_only_where_deciders_may_be_named(twice):
    assert [(v["public"], v["who"]) for v in told(twice)] == [(False, NOOR)] * 2
    write(twice, None, preview=False)
    twin = json.loads((twice.site / f"incidents/{code()}.json").read_text("utf-8"))
    assert [v["version"] for v in twin["versions"]] == [1, 2]
    assert NOOR not in str(twin)
    config = twice.root / "cairn.toml"
    config.write_text("name_deciders = true\n" + config.read_text("utf-8"), "utf-8")
    again = type(twice)(twice.root)
    write(again, None, preview=False)
    twin = json.loads((twice.site / f"incidents/{code()}.json").read_text("utf-8"))
    assert [v["who"] for v in twin["versions"]] == [NOOR, NOOR]


def test_what_a_range_rests_on_leaves_with_its_claims_and_without_the_words_of_sources(three):
    set_assessment(Decision("wire-1", NOOR, "as projected", grades={"russia": "weak"}))
    release("wire-1", who=SAM, why="checked")
    record = site_record(three, basis="released")
    (inside,) = record.weighed
    assert inside["receipts"]["killed_min"]
    shown = public(record)
    (outside,) = shown.weighed
    here = {c["id"] for c in shown.claims}
    assert set(outside["receipts"]["killed_min"]) == set(inside["receipts"]["killed_min"]) & here
    assert set(outside["excluded"]) <= here


def test_the_author_of_a_summary_is_who_first_set_its_words(three):
    set_assessment(Decision("wire-1", LINA, "a first one", grades={"russia": "weak"}, summary_ar="غارة."))
    set_assessment(Decision("wire-1", NOOR, "translated", summary_en="A strike."))
    set_assessment(Decision("wire-1", NOOR, "another figure", fields={"killed_max": 9}))
    release("wire-1", who=SAM, why="checked")
    (told,) = site_record(three, basis="released").summaries
    assert (told["first"], told["by_ar"], told["by_en"]) == ("ar", LINA, NOOR)
    assert told["public"] is False
    assert set(public(site_record(three, basis="released")).summaries[0]) == {"incident_id", "first"}


def test_where_one_decision_brought_both_languages_neither_is_called_first(three):
    out(three, 5, 9)
    set_assessment(Decision("wire-1", NOOR, "both anew", summary_en="A strike.", summary_ar="غارة."))
    release("wire-1", who=SAM, why="checked")
    (told,) = site_record(three, basis="released").summaries
    assert told["first"] == "both"
