"""The page of a comparison: coverage first, two sentences, one outcome each, steps that close, no bare number."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast

import pytest

from cairn.publish.drawings.waterfall_chart import Bar, waterfall_chart
from cairn.publish.parties.compare_page import ComparePage, compare_page
from cairn.publish.parties.compare_twin import COLUMNS, comparison_json, comparison_rows
from cairn.publish.parties.party_lists import parties, unanswered, unlinked
from cairn.publish.parts.front_page import actor_card
from cairn.publish.rows.index import index
from publish.sample import sample
from publish.sample_parties import AZURE, GUARD, PACT

WHOLE = sample(basis="best")
FOUND = index(WHOLE)


def page(actor: str, lang: str = "en") -> ComparePage:
    return compare_page(FOUND, actor, lang)


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", re.sub(r'<bdi[^>]*aria-hidden="true">[^<]*</bdi>', "", html))


def test_both_totals_stand_in_two_sentences_with_their_incidents() -> None:
    local, party = (plain(words) for words in page(PACT).sentences)
    assert local == "Local sources: 12 to 20 civilians likely killed in 4 incidents."
    assert "Northern Pact has assessed 8 deaths in 4 of these" in party
    assert party.endswith("The two use different evidence and standards.")


def test_a_range_in_an_arabic_sentence_keeps_its_order_and_is_heard_in_words() -> None:
    local = page(PACT, "ar").sentences[0]
    assert '<bdi dir="ltr" aria-hidden="true">12–20</bdi>' in local
    assert "من 12 إلى 20" in plain(local)
    assert "\u2066" not in local


def test_a_party_that_accepts_none_of_them_is_not_given_a_zero() -> None:
    told = plain(page(GUARD).sentences[1])
    assert not re.search(r"\b0\b", told)


def test_every_incident_and_every_entry_is_in_one_row() -> None:
    for actor in (PACT, GUARD):
        shown = page(actor)
        assert sum(s.incidents for s in shown.standings) == shown.totals.incidents
        rows = comparison_rows(WHOLE.comparisons[actor].comparison)
        assert sum(cast(int, r["entries"]) for r in rows) == shown.totals.entries
        assert set(COLUMNS) == set(rows[0])


def test_a_row_without_members_has_no_list_and_no_sum() -> None:
    for shown in page(GUARD).standings:
        assert bool(shown.incidents_href) == bool(shown.incidents)
        assert bool(shown.killed) == bool(shown.incidents)
        assert bool(shown.entries_href) == bool(shown.entries)


def test_non_credible_has_its_meaning_in_the_table() -> None:
    row = next(s for s in page(GUARD).standings if s.key == "non_credible")
    assert "“non-credible”" in row.label
    assert "not a finding that no harm occurred" in row.meaning


@pytest.mark.parametrize("actor", [PACT, GUARD])
@pytest.mark.parametrize("at", [0, 1])
def test_the_steps_of_the_table_lead_from_one_total_to_the_other(actor: str, at: int) -> None:
    rows = page(actor).steps[at].rows
    changes = [int(r.change.replace("\u2212", "-")) for r in rows[1:-1]]
    assert rows[0].after + sum(changes) == rows[-1].after
    assert rows[-2].after == rows[-1].after


def test_a_step_leads_to_a_list_that_holds_its_members() -> None:
    hrefs = {r.href for s in page(GUARD).steps for r in s.rows if r.href}
    assert "river-guard/never_assessed.html" in hrefs
    assert "river-guard/not_alleged-entries.html" in hrefs


def test_a_year_without_an_incident_is_a_gap_with_its_coverage_and_no_zero() -> None:
    gapped = [replace(a, day=a.day.replace(year=2019)) for a in _incidents(PACT)[:1]]
    done = WHOLE.comparisons[PACT].comparison
    cells = tuple(
        replace(c, incidents=tuple(gapped + list(c.incidents[1:]))) if c.standing == "conceded" else c
        for c in done.cells
    )
    moved = replace(WHOLE.comparisons[PACT], comparison=replace(done, cells=cells))
    shown = compare_page(index(replace(WHOLE, comparisons={PACT: moved})), PACT, "en")
    years = {y.label: y for y in shown.years}
    assert years["2018"].is_gap
    assert years["2018"].coverage == "not monitored"
    assert not years["2018"].killed
    assert years["2019"].incidents == 1
    assert years["2019"].coverage == "monitoring not stated"


def _incidents(actor: str) -> list[Any]:
    return list(WHOLE.comparisons[actor].comparison.incidents)


def test_the_ratio_is_told_in_its_factors_and_has_no_value_where_nothing_is_matched() -> None:
    low, _ = page(PACT).ratios
    assert (low.alleged, low.conceded, low.total) == (12, 8, "1.50")
    unmatched = page(GUARD).ratios[0]
    assert unmatched.same_events == "no value"
    assert not unmatched.same_spread


def test_a_waterfall_says_for_the_ear_what_it_draws() -> None:
    bars = [Bar("all", 0, 12, "start"), Bar("less", 12, 5, "fall"), Bar("left", 0, 5, "end")]
    drawn = waterfall_chart("en", "From one to the other", bars)
    assert "<title>From one to the other</title>" in drawn
    assert "<desc>" in drawn
    assert "\u22127" in drawn
    assert drawn.count("<rect") == 3


def test_the_twin_names_the_members_of_every_outcome() -> None:
    twin = cast(dict[str, Any], comparison_json(GUARD, WHOLE.comparisons[GUARD].comparison))
    outcomes = {o["outcome"]: o for o in twin["outcomes"]}
    assert outcomes["open"]["members"] == ["incident-005"]
    assert outcomes["not_alleged"]["entry_members"] == ["road"]
    low = twin["steps"]["lowest"]
    assert low["local"] + sum(s["change"] for s in low["steps"]) == low["accepted"]


WAITING = replace(WHOLE, not_linked=[{"actor": PACT, "entries": 3, "accepting": 2}])


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_entries_that_nobody_linked_are_told_beside_what_is_conceded_and_in_no_figure(lang: str) -> None:
    shown, before = compare_page(index(WAITING), PACT, lang), page(PACT, lang)
    assert re.findall(r"\d+", shown.not_linked) == ["3", "2"]
    row = next(s for s in shown.standings if s.key == "not_alleged")
    assert row.meaning == shown.not_linked
    assert (shown.totals, shown.sentences) == (before.totals, before.sentences)
    assert not before.not_linked


def test_what_is_conceded_is_told_of_the_entries_counted_and_never_of_all_there_are() -> None:
    told = " ".join(plain(line) for line in page(PACT).beside)
    assert "In the entries counted here it concedes" in told
    assert "in all" not in told.casefold()


def test_the_twin_counts_entries_that_nobody_linked() -> None:
    twin = comparison_json(PACT, WHOLE.comparisons[PACT].comparison, WAITING.not_linked)
    assert (twin["entries_not_linked"], twin["entries_not_linked_accepting"]) == (3, 2)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_card_of_a_party_and_the_list_of_parties_tell_of_them_too(lang: str) -> None:
    found = index(WAITING)
    told = compare_page(found, PACT, lang).not_linked
    assert told in actor_card(found, PACT, lang, {}).conceded
    assert {p.not_linked for p in parties(found, lang) if p.id == PACT} == {told}
    assert told not in actor_card(found, GUARD, lang, {}).conceded


def test_entries_without_an_incident_are_listed_and_strikes_are_not_among_them() -> None:
    assert [e["id"] for e in unlinked(FOUND, GUARD)] == ["road"]
    assert not unlinked(FOUND, PACT)
    links = [x for x in WHOLE.entry_links if x["entry_id"] != "tunnel"]
    assert not unlinked(index(replace(WHOLE, entry_links=links)), AZURE)


def test_incidents_without_an_entry_are_those_alleged_against_the_party_that_it_does_not_answer() -> None:
    listed = {r["code"] for r in unanswered(FOUND, GUARD)}
    assert {"NP005", "NP011"}.isdisjoint(listed)
    assert {"NP002", "NP008", "NP017", "NP023"} <= listed
    assert "NP003" in {r["code"] for r in unanswered(FOUND, AZURE)}  # a strike of its own answers nothing


def test_parties_stand_in_the_order_of_their_names_in_each_language() -> None:
    english = [p.name for p in parties(FOUND, "en")]
    arabic = [p.name for p in parties(FOUND, "ar")]
    assert english == ["Azure Command", "Northern Pact", "River Guard"]
    assert arabic == sorted(arabic)
