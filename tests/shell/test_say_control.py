"""One statement by hand: signed by who recorded it, said by its author, kept as it was typed."""

from __future__ import annotations

import json

import pytest

from cairn.shell.records import control
from cairn.shell.records.models import Act, Capture, ControlAssertion
from shell.answers import error_of, told

SAY = (
    "control", "say", "--area", "N0461", "--holding", "held", "--actor", "SDF", "--from", "2017-08-04",
    "--asserted-by", "Jane of the Mill Street", "--source", "call of 5 August 2017",
)  # fmt: skip


def test_a_statement_is_an_act_of_the_person_and_the_word_of_its_author(ws, cli):
    value = told(cli(*SAY, "--as", "Noor", "--json"))
    assert value["done"] == "recorded"
    row = ControlAssertion.objects.get()
    act = Act.objects.get(kind="say-control")
    assert (act.person.name, row.value["asserted_by"]) == ("Noor", "Jane of the Mill Street")
    kept = json.loads(ws.objects.get(row.capture_id))
    assert (kept["area"], kept["recorded_by"]) == ("N0461", "Noor")
    assert "cairn control say" in Capture.objects.get().how
    assert [a.actors for a in control.assertions()] == [("sdf",)]


def test_said_twice_it_is_there_once_and_mended_it_shows_its_difference(ws, cli):
    told(cli(*SAY, "--id", "s1", "--as", "Noor", "--json"))
    assert told(cli(*SAY, "--id", "s1", "--as", "Noor", "--json"))["done"] == "unchanged"
    value = told(cli(*SAY, "--id", "s1", "--to", "2017-08-09", "--as", "Noor", "--json"))
    assert value["changed"] == {"s1": ["end: not told -> 2017-08-09"]}
    assert Act.objects.filter(kind="say-control").count() == 2


def test_a_statement_is_taken_back_by_its_id(ws, cli):
    told(cli(*SAY, "--id", "s1", "--as", "Noor", "--json"))
    value = told(cli(*SAY, "--id", "s1", "--withdraw", "--as", "Noor", "--json"))
    assert value["done"] == "withdrawn"
    assert control.assertions() == []
    refused = error_of(cli(*SAY, "--id", "s1", "--withdraw", "--as", "Noor", "--json"))
    assert refused["code"] == "control-none-to-withdraw"


def test_an_id_is_enough_to_take_a_statement_back_or_all_that_was_said(ws, cli):
    for id in (("--id", "s1"), ()):
        told(cli(*SAY, *id, "--as", "Noor", "--json"))
        again = (
            ("control", "say", *id, "--withdraw", "--as", "Noor", "--json")
            if id
            else (*SAY, "--withdraw", "--as", "Noor", "--json")
        )
        assert told(cli(*again))["done"] == "withdrawn"
        assert control.assertions() == []
    words = (
        "control",
        "say",
        "--holding",
        "held",
        "--actor",
        "sdf",
        "--from",
        "2017-08-04",
        "--as",
        "Noor",
        "--json",
    )
    assert error_of(cli(*words))["code"] == "control-area-missing"


def test_a_share_is_said_with_its_denominator(ws, cli):
    more = ("--share", "45 %", "--denominator", "land area", "--as", "Noor", "--json")
    without = [word for word in SAY if word not in ("--holding", "held")]
    told(cli(*without, *more))
    word = control.assertions()[0]
    assert (word.holding, word.share, word.denominator) == ("share", (0.45, 0.45), "land_area")


def test_who_fought_over_it_is_said_by_several_actors(ws, cli):
    words = ["contested" if word == "held" else word for word in SAY]
    told(cli(*words, "--actor", "ISIS", "--as", "Noor", "--json"))
    assert control.assertions()[0].actors == ("sdf", "isis")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"--area": "Atlantis"}, "control-area-unknown"),
        ({"--actor": "The Purples"}, "control-actor-unknown"),
        ({"--from": "4 August"}, "control-day-unreadable"),
        ({"--from": "2007-08-04"}, "control-day-before-war"),
        ({"--from": "2999-08-04"}, "control-day-future"),
        ({"--holding": "visited"}, "control-holding-unknown"),
        ({"--source": " "}, "control-source-missing"),
        ({"--asserted-by": " "}, "control-author-missing"),
    ],
)
def test_what_cannot_stand_is_refused_as_in_a_file(ws, cli, change, code):
    words = list(SAY)
    for option, value in change.items():
        words[words.index(option) + 1] = value
    refused = error_of(cli(*words, "--as", "Noor", "--json"))
    assert refused["code"] == code
    assert ControlAssertion.objects.count() == 0


def test_nobody_records_without_a_name_and_a_dry_run_changes_nothing(ws, cli):
    assert error_of(cli(*SAY, "--json"))["code"] == "person-missing"
    assert told(cli(*SAY, "--as", "Noor", "--dry-run", "--json"))["dry_run"] is True
    assert ControlAssertion.objects.count() == 0
