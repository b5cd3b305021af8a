"""Counts of people harmed in English: every sentence here is invented."""

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five civilians were killed in the market.", (5, 5)),
        ("At least five civilians were killed in the market.", (5, None)),
        ("A raid on the mill killed as many as 14 people.", (None, 14)),
        ("Between six and nine villagers were reportedly killed.", (6, 9)),
        ("At least 30, and possibly up to 44, people were killed at the port.", (30, 44)),
        ("Shells hit the bakery, killing 10-12 residents.", (10, 12)),
        ("More than 20 people were killed.", (20, None)),
        ("At least nine killed in strikes on the port", (9, None)),
        ("Up to ten deaths were reported.", (None, 10)),
        ("The strike left three dead.", (3, 3)),
        ("The raid resulted in the deaths of four farmers.", (4, 4)),
        ("The mortar fire resulted in two civilian deaths.", (2, 2)),
        ("A dozen people lost their lives.", (12, 12)),
        ("Twenty-five people were martyred at the spring.", (25, 25)),
        ("Four kil*led in the valley", (4, 4)),
        ("2 residents killed, 6 soldiers wounded", (2, 2)),
    ],
)
def test_it_reads_a_stated_number_with_the_words_that_bend_it(
    text: str, expected: tuple[int | None, int | None]
) -> None:
    assert totals(text) == [expected]


def test_an_age_is_no_count() -> None:
    claim = only("A 59-year-old engineer was killed by shelling.")
    assert (claim.min, claim.max, claim.basis) == (1, 1, Basis.IMPLIED)


def test_people_listed_by_name_are_counted() -> None:
    claim = only("Karim Badri (16), Nader Salloum (40) and his nephew Rami were killed near the well.")
    assert (claim.min, claim.max) == (3, 3)
    names = [
        c.value
        for c in claims_en("Karim Badri (16) and Nader Salloum (40) were killed near the well.")
        if c.kind is Kind.VICTIM
    ]
    assert names == ["Karim Badri", "Nader Salloum"]


def test_a_list_of_names_alone_has_the_basis_list() -> None:
    assert only("Karim Badri and Nader Salloum were killed near the well.").basis is Basis.LIST


def test_kin_are_added_up() -> None:
    claim = only("The shell killed a father, his wife and their two sons.")
    assert (claim.min, claim.max, claim.basis) == (4, 4, Basis.SUM)


def test_those_killed_alongside_count_too() -> None:
    assert totals("Karim Badri was killed alongside his wife Salma and their three children.") == [(5, 5)]


def test_a_family_is_an_unknown_number_and_never_one() -> None:
    claim = only("The Badri family was killed in the night.")
    assert (claim.min, claim.max, claim.basis) == (None, None, Basis.VAGUE)


@pytest.mark.parametrize(
    "text",
    [
        "An air strike hit a house: a family was wiped out, residents said.",
        "The strike wiped out an entire family.",
        "The family of Karim Badri was killed in the night.",
    ],
)
def test_a_family_wiped_out_is_a_death_without_a_number(text: str) -> None:
    claim = only(text)
    assert (claim.min, claim.max, claim.basis) == (None, None, Basis.VAGUE)


def test_a_thing_wiped_out_and_a_family_that_speaks_are_no_harm() -> None:
    assert claims_en("The strike wiped out the village market.") == []
    assert totals("The family of Karim Badri said five people were killed.") == [(5, 5)]


def test_parts_stand_beside_the_total_and_are_not_added() -> None:
    text = "At least 12 civilians, including six women and three children, were killed."
    assert totals(text) == [(12, None)]
    assert only(text, group=Group.WOMEN).min == 6
    assert only(text, group=Group.CHILDREN).min == 3


def test_parts_told_after_the_verb_do_not_swallow_the_injured() -> None:
    text = "Nine people were killed, including two children, and 12 were injured."
    assert totals(text) == [(9, 9)]
    assert totals(text, Kind.INJURED) == [(12, 12)]


def test_parts_that_make_up_the_total_are_not_added_again() -> None:
    assert totals("Five children, two boys, two girls and an infant, were killed.") == [(5, 5)]


def test_belligerents_stand_apart_from_everyone_else() -> None:
    text = "The strike killed three civilians and two militants."
    assert totals(text) == [(3, 3)]
    armed = only(text, group=Group.BELLIGERENTS)
    assert (armed.min, armed.status) == (2, Status.BELLIGERENT)


def test_vague_words_give_a_minimum_and_an_open_end() -> None:
    claim = only("Dozens of people were killed.")
    assert (claim.min, claim.max, claim.basis) == (12, None, Basis.VAGUE)


@pytest.mark.parametrize(
    "text",
    [
        "No one was killed in the shelling.",
        "No civilians were killed.",
        "There were no casualties.",
        "The driver could have been killed.",
        "They were not killed that day.",
        "The shell landed without killing anyone.",
        "Three missiles hit 12 houses.",
        "The 40-hour battle ended on 12 March 2021.",
    ],
)
def test_it_invents_no_dead(text: str) -> None:
    assert totals(text) == []


def test_one_number_for_dead_and_wounded_is_the_most_of_each() -> None:
    for kind in (Kind.KILLED, Kind.INJURED):
        claim = only("35 people were killed and wounded in the market.", kind)
        assert (claim.min, claim.max, claim.scope) == (None, 35, LUMPED)


def test_a_risen_toll_is_an_update() -> None:
    claim = only(
        "Two more died in hospital, raising the death toll to nine.".replace(
            "Two more died in hospital, ", ""
        )
    )
    assert (claim.min, claim.max, claim.event) == (9, 9, Event.UPDATE)


def test_the_sum_of_a_war_is_cumulative_with_its_scope() -> None:
    claim = only("More than 9,000 people have been killed since the start of the war.")
    assert claim.event is Event.CUMULATIVE
    assert claim.scope.startswith("since the start")


def test_another_day_is_another_event() -> None:
    assert only("Two weeks earlier, four people were killed in the same street.").event is Event.OTHER


def test_it_says_whom_the_text_quotes() -> None:
    assert (
        only("According to the Valley Hospital, three people were killed.").attributed_to
        == "the Valley Hospital"
    )
    assert (
        only("The Hill Observer reported that three people were killed.").attributed_to == "The Hill Observer"
    )


def test_death_from_wounds_is_its_own_kind() -> None:
    assert only("An elderly man died of his wounds on Friday.", Kind.DIED_OF_WOUNDS).min == 1


def test_missing_and_trapped_are_not_killed() -> None:
    text = "Six people were trapped under the rubble and two children were reported missing."
    assert totals(text) == []
    assert totals(text, Kind.TRAPPED) == [(6, 6)]
    assert totals(text, Kind.MISSING) == [(2, 2)]


def test_the_passage_holds_the_words_that_carry_the_number() -> None:
    text = "On Monday, at least five civilians were killed at the ford."
    claim = only(text)
    assert text[claim.start : claim.end] == "at least five civilians were killed"


_PHRASES = (
    (
        "five",
        "12",
        "31",
        "dozens",
        "civilians",
        "Karim",
        "Badri",
        "his",
        "wife",
        "two",
        "sons",
        "the",
        "family",
    ),
    (
        "were",
        "killed",
        "and",
        "injured",
        "including",
        "a",
        "59-year-old",
        "man",
        "of",
        "no",
        "up",
        "to",
        "at",
    ),
    ("least", "between", "death", "toll", "(", ")", "–", ",", ".", "whom", "them", "others", "further", "\n"),
)
_WORDS = st.sampled_from([word for row in _PHRASES for word in row])


@given(st.lists(_WORDS, max_size=40).map(" ".join))
def test_every_claim_stands_in_the_text_and_has_its_ends_in_order(text: str) -> None:
    for claim in claims_en(text):
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.min is None or claim.max is None or claim.min <= claim.max
        assert claim.min is None or claim.min >= 0
        if claim.kind is Kind.VICTIM:
            assert claim.value


@given(st.text(max_size=300))
def test_it_reads_any_text_without_failing(text: str) -> None:
    claims_en(text)
