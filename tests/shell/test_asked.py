"""What a tally is asked for is known, or refused with what was meant."""

import json

import pytest


def told(cli, *args):
    return json.loads(cli("tally", "--json", *args).stdout)


@pytest.mark.parametrize(
    ("args", "code", "field"),
    [
        (("--actor", "nonexistent"), "actor-unknown", "actor"),
        (("--country", "ZZ"), "country-unknown", "country"),
        (("--place", "Qqxxvv"), "place-unknown", "place"),
        (("--from", "2025-02-01", "--to", "2025-01-01"), "days-out-of-order", "to"),
    ],
)
def test_it_refuses_what_nobody_knows(three, cli, args, code, field):
    answer = cli("tally", "--json", *args)
    error = json.loads(answer.stdout)["error"]
    assert (answer.exit_code, error["code"], error["field"], bool(error["remedy"])) == (1, code, field, True)


def test_it_offers_the_actor_that_was_meant(three, cli):
    assert "russia" in told(cli, "--actor", "rusia")["error"]["remedy"]


@pytest.mark.parametrize("spelling", ["russia", "Russia", "روسيا"])
def test_an_actor_is_known_by_each_of_its_names(three, cli, spelling):
    found = told(cli, "--actor", spelling, "--grades", "all")
    assert (found["definition"]["actors"], found["incidents"]) == (["russia"], 1)


@pytest.mark.parametrize("place", ["Maarrat Misrin", "معرة مصرين", "Idlib", "SY07", "sy07"])
def test_a_place_is_known_by_name_in_two_scripts_by_its_province_and_its_code(three, cli, place):
    assert told(cli, "--place", place, "--grades", "all")["incidents"] == 1


def test_a_known_place_with_nothing_on_record_is_an_answer_and_no_fault(three, cli):
    assert told(cli, "--place", "Damascus", "--grades", "all")["incidents"] == 0
