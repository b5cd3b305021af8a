"""A party's bulletins through the command line. Texts and party are invented, the figures those of method.md 3.1."""

from __future__ import annotations

import json

import pytest

from official.invented_bulletins import BULLETINS, HOLD, JUNE_2017
from shell.answers import error_of, told

ENTRIES = """

1. On May 12, 2017, near Maarrat Misrin, Syria, via self-report: during a strike on a fuel depot ten civilians were \
unintentionally killed.

2. On May 13, 2017, near Kafr Nabl, Syria, via social media report: after a review of the strike two civilians were \
unintentionally killed.

3. On May 14, 2017, near Kafr Nabl, Syria, via social media report: no Coalition strikes were conducted in that area.
"""


def documents(*rows: dict[str, str]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def months(cli, ws):
    """A workspace with every invented bulletin in it."""
    rows = [
        {"id": f"b-{day}", "text": text, "actor": "Coalition", "published": day.isoformat()}
        for day, text in BULLETINS.items()
    ]
    path = ws.root / "bulletins.jsonl"
    path.write_text(documents(*rows), "utf-8")
    assert cli("add", path, "--as", "official").exit_code == 0
    return ws


def of_party(cli, *more):
    (one,) = told(cli("bulletins", *more, "--json"))["bulletins"]
    return one


def test_months_that_hold_are_silent_one_contradicts_itself_and_one_follows_a_gap(cli, months):
    one = of_party(cli)
    by_day = {month["published"]: month for month in one["bulletins"]}
    assert one["actor"] == "us_led_coalition"
    assert {day: m["sums"] for day, m in by_day.items() if m["findings"]} == {
        "2017-08-04": "differ", "2017-09-29": "gap", "2017-12-28": "differ",
    }  # fmt: skip
    assert [by_day[day.isoformat()]["sums"] for day in HOLD] == ["hold"] * len(HOLD)


def test_the_contradiction_is_told_with_both_figures_and_stays_as_stated(cli, months):
    june = next(m for m in of_party(cli)["bulletins"] if m["published"] == "2017-08-04")
    (finding,) = june["findings"]
    assert (finding["rule"], finding["stated"], finding["reckoned"]) == ("stock", 424, 524)
    assert june["figures"]["open_at_end"] == 424
    shown = cli("bulletins").stdout
    assert "180 + 72 + 404 - 132 = 524, and 424 reports are stated to be open at the end" in shown


def test_every_figure_shown_is_its_own_words_in_the_bulletin(cli, months):
    for month in of_party(cli)["bulletins"]:
        assert month["passages"]
        for place in month["passages"].values():
            assert place["quote"] in BULLETINS[type(HOLD[0]).fromisoformat(month["published"])]
    june = next(m for m in of_party(cli)["bulletins"] if m["published"] == "2017-08-04")
    assert june["passages"]["open_at_end"]["quote"].startswith("424")
    assert JUNE_2017[june["passages"]["killed"]["start"] :].startswith("resulted in 21")


def test_a_figure_that_is_not_given_is_null_and_a_question_mark(cli, months):
    november = next(m for m in of_party(cli)["bulletins"] if m["published"] == "2017-11-30")
    assert november["figures"]["killed"] is None
    line = next(row for row in cli("bulletins").stdout.splitlines() if row.startswith("2017-11-30"))
    assert "0" not in line.split("2017-11-30")[1].replace("801", "")


def test_the_total_stated_stands_beside_what_the_entries_come_to(cli, ws):
    path = ws.root / "june.jsonl"
    path.write_text(
        documents({"id": "b", "text": JUNE_2017 + ENTRIES, "actor": "Coalition", "published": "2017-08-04"})
    )
    cli("add", path, "--as", "official")
    (month,) = of_party(cli)["bulletins"]
    beside = month["conceded"]
    assert (beside["stated"], beside["entries"], beside["killed_min"], beside["apart"]) == (624, 2, 12, 612)
    assert beside["unlinked"] == 2
    shown = cli("bulletins").stdout
    assert "624 deaths are stated to date; the entries kept here that it had found credible" in shown


def test_one_party_is_asked_for_by_any_of_its_names(cli, months):
    path = months.root / "theirs.jsonl"
    path.write_text(documents({"id": "r-1", "text": JUNE_2017, "actor": "Russia", "published": "2017-08-04"}))
    cli("add", path, "--as", "official")
    assert len(told(cli("bulletins", "--json"))["bulletins"]) == 2
    assert of_party(cli, "--actor", "CJTF-OIR")["actor"] == "us_led_coalition"
    assert len(of_party(cli, "--actor", "Russian forces")["bulletins"]) == 1


def test_a_party_of_the_teams_own_list_is_asked_for_by_its_alias(cli, months):
    own = '[[actor]]\nid = "reed_guard"\nkind = "group"\naliases = ["Guards of the Reed"]\n'
    (months.root / "own.toml").write_text(own + 'names = { en = "Reed Guard", ar = "حرس القصب" }\n', "utf-8")
    assert cli("add", months.root / "own.toml", "--as", "actors").exit_code == 0
    path = months.root / "theirs.jsonl"
    path.write_text(
        documents({"id": "g-1", "text": JUNE_2017, "actor": "Reed Guard", "published": "2017-08-04"})
    )
    assert cli("add", path, "--as", "official").exit_code == 0
    assert of_party(cli, "--actor", "guards of the reed")["actor"] == "reed_guard"


def test_a_party_of_no_list_is_asked_for_by_the_name_it_came_under_and_others_are_not_known(cli, months):
    path = months.root / "theirs.jsonl"
    path.write_text(
        documents({"id": "m-1", "text": JUNE_2017, "actor": "Moon Host", "published": "2017-08-04"})
    )
    assert cli("add", path, "--as", "official").exit_code == 0
    assert of_party(cli, "--actor", "Moon Host")["actor"] == "Moon Host"
    assert error_of(cli("bulletins", "--actor", "xqzzy", "--json"))["code"] == "actor-unknown"


def test_a_party_without_bulletins_is_refused_with_those_that_have_some(cli, months):
    error = error_of(cli("bulletins", "--actor", "turkey", "--json"))
    assert (error["code"], error["value"]) == ("bulletins-none", "turkey")
    assert "us_led_coalition" in error["remedy"]


def test_without_any_bulletin_it_says_how_to_add_one(cli, ws):
    assert told(cli("bulletins", "--json"))["bulletins"] == []
    assert "cairn add FILE --as official" in cli("bulletins").stdout


def test_a_bulletin_that_came_again_in_other_words_stands_once_as_it_reads_now(cli, ws):
    for n, text in enumerate(
        (JUNE_2017, JUNE_2017.replace("424 reports are still", "524 reports are still"))
    ):
        path = ws.root / f"june-{n}.jsonl"
        path.write_text(documents({"id": "b", "text": text, "actor": "Coalition", "published": "2017-08-04"}))
        assert cli("add", path, "--as", "official").exit_code == 0
    (month,) = of_party(cli)["bulletins"]
    assert (month["sums"], month["figures"]["open_at_end"]) == ("hold", 524)


def test_a_release_that_answers_one_allegation_is_no_month(cli, ws):
    path = ws.root / "one.jsonl"
    words = ENTRIES.strip().split("\n\n")[0]
    path.write_text(documents({"id": "one", "text": words, "actor": "Coalition", "published": "2017-08-04"}))
    cli("add", path, "--as", "official")
    assert told(cli("bulletins", "--json"))["bulletins"] == []
