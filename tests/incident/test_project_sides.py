"""Whose dead and whose word: belligerents, contested status, attackers, and the origins that count."""

from dataclasses import replace

import pytest

from cairn.incident import project
from incident.told import (
    UNKNOWN,
    Basis,
    Claim,
    Group,
    Kind,
    Range,
    Reading,
    Status,
    account,
    by,
    injured,
    killed,
)  # fmt: skip


def test_one_article_that_quotes_two_sources_carries_two_origins() -> None:
    one = account(
        "a", killed(4, attributed_to="Hill Observatory"), killed(6, attributed_to="North Rescue Team")
    )
    assert project([one]).figures.killed == Range(4, 6)


def test_outlets_that_quote_one_team_are_one_origin_with_the_team_itself() -> None:
    said = {"attributed_to": "North Rescue Team"}
    outlets = [account(n, killed(4, **said), published="2031-05-02") for n in "abc"]
    team = account("t", killed(6), source="North Rescue Team", published="2031-05-04")
    found = project([*outlets, team])
    assert found.figures.killed == Range.exactly(6)
    assert len(found.origins) == 1


def test_a_source_is_known_by_its_name_inside_a_longer_phrase() -> None:
    vests = account("v", killed(5), source="Orange Vests", published="2031-05-04")
    outlet = account("a", killed(3, attributed_to="the spokesman of Orange Vests said"))
    assert project([outlet, vests]).figures.killed == Range.exactly(5)


def test_an_article_that_only_quotes_two_sources_is_no_origin_itself() -> None:
    both = account("a", killed(4, attributed_to="Hill Clinic"), injured(6, attributed_to="North Rescue Team"))
    assert set(project([both]).origins) == {"quoted:hill clinic", "quoted:north rescue team"}


def test_words_of_a_party_are_no_origin_of_the_harm() -> None:
    told = account("a", killed(4), by("atlas"))
    denial = account("b", Claim(Kind.DENIAL, 0, 1, value="atlas"), by("atlas"), party="atlas")
    enemy = account("c", killed(9), by("atlas"), party="boreas")
    copy = account("d", killed(9), by("atlas"), origin="origin-c", published="2031-05-03")
    assert project([told, denial, enemy, copy]).origins == ("origin-a",)


def test_a_party_that_concedes_harm_is_an_origin_of_it_and_one_that_declares_a_strike_is_not() -> None:
    told = account("a", killed(4), by("atlas"))
    own = account("b", Claim(Kind.CONCESSION, 0, 1, value="atlas"), by("atlas"), party="atlas")
    assert project([told, own]).origins == ("origin-a",)
    conceding = replace(own, reading=replace(own.reading, harm=True))
    assert project([told, conceding]).origins == ("origin-a", "origin-b")


def test_where_nobody_tells_of_harm_the_origins_are_those_of_the_event() -> None:
    found = project([account("a", by("atlas"), killed(0)), account("b", by("atlas"), party="atlas")])
    assert found.origins == ("origin-a",)


def test_a_name_given_in_two_scripts_is_one_origin_in_both() -> None:
    team = account("t", killed(6), source="Orange Vests (السترات البرتقالية)")
    arabic = account("a", killed(6, attributed_to="السترات البرتقالية"))
    latin = account("b", killed(6, attributed_to="Orange Vests"))
    assert project([team, arabic, latin]).origins == ("quoted:orange vests",)
    assert len(project([replace(team, source="Orange Vests"), arabic, latin]).origins) == 2


def test_witnesses_of_two_reports_stay_two_origins() -> None:
    found = project([account(n, killed(2, attributed_to="eyewitnesses")) for n in "ab"])
    assert len(found.origins) == 2


def test_belligerents_told_apart_are_counted_apart() -> None:
    found = project([account("a", killed(5, status=Status.CIVILIAN), killed(2, status=Status.BELLIGERENT))])
    assert found.figures.killed == Range.exactly(5)
    assert found.figures.belligerents_killed == Range.exactly(2)


def test_belligerents_inside_a_total_of_unknown_status_are_taken_out_of_it() -> None:
    found = project([account("a", killed(7), killed(2, group=Group.BELLIGERENTS))])
    assert found.figures.killed == Range.exactly(5)
    assert any("taken out" in flag for flag in found.flags)


@pytest.mark.parametrize(
    "armed", [killed(7, group=Group.BELLIGERENTS), killed(1, group=Group.BELLIGERENTS, basis=Basis.IMPLIED)]
)
def test_as_many_belligerents_as_the_total_or_one_merely_described_are_not_taken_out(armed: Claim) -> None:
    assert project([account("a", killed(7), armed)]).figures.killed == Range.exactly(7)


def test_the_dead_of_unknown_status_count_as_civilians() -> None:
    assert project([account("a", killed(4, status=Status.UNKNOWN))]).figures.killed == Range.exactly(4)


@pytest.mark.parametrize(("status", "expected"), [(Status.CIVILIAN, (5, 7)), (Status.UNKNOWN, (3, 5))])
def test_contested_dead_are_in_the_maximum_and_not_in_the_minimum(
    status: Status, expected: tuple[int, int]
) -> None:
    found = project([account("a", killed(5, status=status), killed(2, status=Status.CONTESTED))])
    assert found.figures.killed == Range(*expected)


def test_one_contested_dead_alone_gives_nought_to_one() -> None:
    assert project([account("a", killed(1, status=Status.CONTESTED))]).figures.killed == Range(0, 1)


def test_the_attackers_own_word_moves_neither_range_nor_status() -> None:
    locals_ = account("a", killed(6), by("atlas"))
    attacker = account("p", killed(12, status=Status.BELLIGERENT), by("atlas"), party="atlas")
    found = project([locals_, attacker])
    assert found.figures == project([locals_]).figures
    assert "own word" in found.excluded["p.1"]


def test_an_attacker_quoted_by_an_outlet_moves_nothing_either() -> None:
    quoted = killed(12, status=Status.BELLIGERENT, attributed_to="Atlas")
    found = project([account("a", killed(6), by("atlas")), account("b", quoted)])
    assert found.figures.belligerents_killed == UNKNOWN


def test_what_an_attacker_concedes_stands_in_its_own_column() -> None:
    found = project([
        account("a", killed(6), by("atlas")),
        account("p", Claim(Kind.CONCESSION, 0, 1), killed(2), by("atlas"), party="atlas"),
    ])  # fmt: skip
    assert found.figures.killed == Range.exactly(6)
    assert "concession" in found.excluded["p.1"]
    assert "own column" in found.excluded["p.2"]


def test_a_partys_figure_for_its_enemys_strike_is_kept_as_an_allegation() -> None:
    found = project(
        [account("a", killed(6), by("atlas")), account("p", killed(9), by("atlas"), party="borea")]
    )
    assert found.figures.killed == Range(6, 9)
    assert "killed_max rests on the word of a party to the conflict alone" in found.flags
    assert not any("killed_min rests" in flag for flag in found.flags)


def test_a_denial_moves_nothing() -> None:
    told = account("a", killed(6), by("atlas"))
    denial = account("p", Claim(Kind.DENIAL, 0, 1), party="atlas")
    found, without = project([told, denial]), project([told])
    assert (found.figures, found.harm_reported, found.actors) == (
        without.figures, without.harm_reported, without.actors,
    )  # fmt: skip
    assert "denial" in found.excluded["p.1"]


def test_a_concession_alone_says_that_harm_is_reported() -> None:
    found = project([account("p", Claim(Kind.CONCESSION, 0, 1), by("atlas"), party="atlas")])
    assert found.harm_reported == "yes"


def test_the_armed_are_taken_out_of_the_figure_that_the_reading_rests_on() -> None:
    whole, armed, later = killed(6), killed(2, status=Status.BELLIGERENT), killed(9)
    said = [replace(c, start=n * 10, end=n * 10 + 5) for n, c in enumerate((whole, armed, later))]
    reading = Reading(killed=Range.exactly(4), killed_from=((0, 5), (10, 15)))
    told = account("a", *said, reading=reading)
    assert project([told]).figures.killed == Range.exactly(4)
    elsewhere = replace(reading, killed=Range.exactly(6), killed_from=((0, 5),))
    assert project([account("a", *said, reading=elsewhere)]).figures.killed == Range.exactly(6)
