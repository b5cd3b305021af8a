"""The page of a party's entry: its words, its outcome with its meaning, and what was known when."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast

import pytest

from cairn.publish.allow import public
from cairn.publish.parties.entry_page import EntryPage, command, entry_page
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from cairn.publish.wording.entry_words import accepts_html, day_told, square_told
from publish.sample import sample

WHOLE = sample(basis="best")


def page(key: str, lang: str = "en", record: Record = WHOLE) -> EntryPage:
    return entry_page(index(record), key, lang)


def plain(html: str) -> str:
    """As a screen reader has it."""
    return re.sub(r"<[^>]+>", "", re.sub(r'<bdi[^>]*aria-hidden="true">[^<]*</bdi>', "", html))


def entry(**told: Any) -> Any:
    return {"id": "one", "outcome": "credible", "killed_min": None, "killed_max": None, **told}


def test_nobody_killed_is_a_figure_and_no_figure_is_not_nobody() -> None:
    none_killed = accepts_html(entry(killed_min=0, killed_max=0, injured_min=2, injured_max=2), "en")
    assert plain(none_killed) == "accepts 0 killed; accepts 2 injured"
    untold = plain(accepts_html(entry(), "en"))
    assert untold == "gives no figure of the killed; gives no figure of the injured"
    assert "0" not in untold


def test_a_range_is_heard_in_words_and_keeps_its_order_in_arabic() -> None:
    told = accepts_html(entry(killed_min=4, killed_max=6), "ar")
    assert '<bdi dir="ltr" aria-hidden="true">4–6</bdi>' in told
    assert "من 4 إلى 6" in plain(told)


def test_what_is_not_accepted_shows_no_figure() -> None:
    told = accepts_html(entry(outcome="non_credible"), "en")
    assert "accepts no figure" in told
    assert not re.search(r"\d", told)


def test_non_credible_stands_in_quotes_with_its_meaning() -> None:
    shown = page("x1")
    assert shown.outcome == "“non-credible”"
    assert "not a finding that no harm occurred" in shown.meaning
    assert page("x1", "ar").outcome == "«غير ذات مصداقية»"


def test_an_outcome_that_was_reversed_keeps_both_words_with_their_days() -> None:
    first, last = page("e7").known
    assert (first.since, first.until) == ("12 January 2018", "until 30 December 2018")
    assert (last.since, last.until) == ("30 December 2018", "to this day")
    assert first.outcome == "“non-credible”"
    assert last.outcome.startswith("credible")
    assert (first.lag, last.lag) == ("520", "872")
    assert "not enough information" in first.quote
    assert "After new footage" in last.quote
    assert "before 12 January 2018" in page("e7").nothing_before


def test_each_word_leads_to_its_passage_in_the_page_of_its_document() -> None:
    first, last = page("e7").known
    assert first.href == "../pact-2018-01.html#e-e7"
    assert last.href == "../pact-2018-12.html#e-e7-1"


def test_a_code_of_a_sheet_is_not_shown_as_the_partys_words() -> None:
    (only,) = page("coded").known
    assert only.coded
    assert not only.quote
    assert only.href.endswith("#entries")


def test_a_night_is_told_as_a_night() -> None:
    assert page("road").when.startswith("night of ")
    assert day_told({"id": "n", "night": True, "date": None}, "en") == "date not known"


@pytest.mark.parametrize(
    ("square", "told"),
    [
        ("37SFV040116", "37SFV040116, a square of 100 m a side"),
        ("37SFV0401211634", "37SFV0401211634, a square of 1 m a side"),
        ("somewhere", "somewhere"),
        ("", ""),
    ],
)
def test_a_grid_square_is_told_with_its_side(square: str, told: str) -> None:
    assert plain(square_told({"id": "s", "mgrs": square}, "en")) == told


def test_a_square_that_the_party_calls_less_exact_says_so() -> None:
    told = plain(square_told({"id": "s", "mgrs": "37SFV040116", "radius_m": 2_000}, "en"))
    assert told.endswith("taken as within 2 km")


def test_deaths_allotted_to_several_incidents_are_told_as_shares() -> None:
    shares = {one.title: plain(one.share) for one in page("many").incidents}
    assert shares == {"NP007": "5 of 8", "NP013": "3 of 8"}


def test_deaths_allotted_by_nobody_are_told_together_with_the_other_incidents() -> None:
    links = [x | {"allocation_min": None, "allocation_max": None} for x in WHOLE.entry_links]
    found = page("many", record=replace(WHOLE, entry_links=cast(Any, links))).incidents
    assert {plain(one.share) for one in found} == {"8 together with other incidents (1)"}


def test_a_share_of_which_another_part_is_not_public_still_tells_of_it() -> None:
    record = sample(25, released=10)
    links = [
        x | {"allocation_min": None, "allocation_max": None} if x["entry_id"] == "many" else x
        for x in record.entry_links
    ]
    shown = public(replace(record, entry_links=cast(Any, links)))
    (only,) = page("many", record=shown).incidents
    assert only.title == "NP007"
    assert plain(only.share) == "8 together with other incidents (1)"


def test_a_machines_link_is_marked_and_an_offer_is_no_link() -> None:
    (only,) = page("looking").incidents
    assert only.machine
    assert "machine" in only.decision
    road = page("road")
    assert not road.incidents
    assert [one.title for one in road.offers] == ["NP002", "NP008"]


def test_what_a_machine_offers_comes_with_the_command_that_decides_it() -> None:
    first = page("road").offers[0]
    assert first.command[:4] == ("cairn", "link", "road", "NP002")
    assert not page("e1").incidents[0].command
    assert command("a sheet:4", "NP002")[2] == "'a sheet:4'"


def test_an_entry_without_an_outcome_says_so_and_accepts_nothing() -> None:
    assert not accepts_html(entry(outcome=""), "en")


def test_a_strike_says_nothing_of_harm() -> None:
    shown = page("tunnel")
    assert shown.is_strike
    assert not shown.accepts
    assert not shown.outcome
    assert {"2", "a tactical unit; a tunnel"} <= {plain(t.html) for t in shown.told}
