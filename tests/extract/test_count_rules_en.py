"""More counts in English, one rule each: every sentence here is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.counts_en import claims_en
from cairn.extract.model import LUMPED, Claim
from cairn.vocab.closed import Basis, Event, Group, Kind, Status


def totals(text: str, kind: Kind = Kind.KILLED) -> list[tuple[int | None, int | None]]:
    return [(c.min, c.max) for c in claims_en(text) if c.kind is kind and c.group is Group.ALL]


def only(text: str, kind: Kind = Kind.KILLED, group: Group = Group.ALL) -> Claim:
    (claim,) = [c for c in claims_en(text) if c.kind is kind and c.group is group]
    return claim


def test_a_further_three_makes_a_new_total_beside_both_figures() -> None:
    claims = claims_en("Five people were killed at the mill. A further three died in hospital.")
    figures = [(c.min, c.basis, c.event) for c in claims if c.kind is Kind.KILLED]
    assert figures == [
        (5, Basis.STATED, Event.THIS),
        (8, Basis.SUM, Event.UPDATE),
        (3, Basis.STATED, Event.THIS),
    ]


def test_bodies_recovered_are_not_added_to_the_killed() -> None:
    text = "Rescuers pulled the bodies of six people from under the rubble."
    assert totals(text) == []
    assert totals(text, Kind.TRAPPED) == []
    assert totals(text, Kind.RECOVERED) == [(6, 6)]


def test_an_unborn_child_is_told_with_the_mother_and_not_added() -> None:
    assert totals("A pregnant woman and her unborn child were killed.") == [(1, 1)]


def test_the_one_who_kills_is_not_the_one_killed() -> None:
    text = "Unknown gunmen murdered the mayor at dawn."
    assert totals(text) == [(1, 1)]
    assert not [c for c in claims_en(text) if c.group is Group.BELLIGERENTS]


def test_the_wounded_who_die_are_dead_of_wounds() -> None:
    assert totals("Three of the wounded later died.", Kind.DIED_OF_WOUNDS) == [(3, 3)]


def test_a_toll_of_the_injured_is_no_toll_of_the_dead() -> None:
    text = "The clinic put the injury toll at 40."
    assert totals(text) == []
    assert totals(text, Kind.INJURED) == [(40, 40)]


def test_a_figure_too_high_for_one_moment_is_left_to_the_sum_of_a_period() -> None:
    assert only("Some 4,000 people were killed.").event is Event.CUMULATIVE


def test_whether_somebody_died_is_no_claim() -> None:
    assert totals("It is not known whether the two drivers were killed.") == []


def test_a_bare_plural_of_harm_tells_of_two_or_more() -> None:
    claim = only("The raid resulted in deaths.")
    assert (claim.min, claim.max, claim.basis) == (2, None, Basis.VAGUE)
    assert totals("The deaths were mourned.") == []


@pytest.mark.parametrize("text", ["Tell Ansur: 8 people killed.", "Ansur: eight dead and 3 wounded."])
def test_a_place_before_a_colon_and_a_count_is_no_victim(text: str) -> None:
    assert totals(text) == [(8, 8)]
    assert [c for c in claims_en(text) if c.kind is Kind.VICTIM] == []


def test_those_neutralised_are_killed_and_belligerents_in_the_words_of_who_says_so() -> None:
    claim = only("The ministry said its aircraft neutralised six terrorists.", group=Group.BELLIGERENTS)
    assert (claim.min, claim.max, claim.basis) == (6, 6, Basis.STATED)
    assert (claim.status, claim.attributed_to) == (Status.BELLIGERENT, "The ministry")
    assert totals("A device was neutralised near the mill.") == []


def test_injuries_and_casualties_in_one_breath_are_read_without_a_fault() -> None:
    assert totals("Two sources told of a number of injuries and casualties at the mill.") == []


@given(
    st.lists(
        st.sampled_from(
            [
                *[
                    "including",
                    "killed",
                    "and",
                    "injured",
                    ",",
                    ":",
                    "–",
                    "(",
                    ")",
                    "12",
                    "two",
                    "children",
                    "women",
                    "a",
                    "man",
                    "his",
                    "wife",
                    "Karim",
                    "Badri",
                    "was",
                    "were",
                ]
            ]
        ),
        max_size=40,
    )
)
def test_every_claim_has_a_passage_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    assert all(0 <= c.start < c.end <= len(text) for c in claims_en(text))


@pytest.mark.parametrize(
    "text", ["Drones killed and injured seven persons.", "A raid killing and injuring seven persons."]
)
def test_one_number_behind_two_verbs_is_of_both(text: str) -> None:
    assert totals(text) == totals(text, Kind.INJURED) == [(None, 7)]
    assert {c.scope for c in claims_en(text)} == {LUMPED}


def test_a_word_before_a_colon_is_no_month() -> None:
    assert only("Update: five killed in the valley.").event is Event.THIS
    assert only("March: five killed in the valley.").event is Event.CUMULATIVE
