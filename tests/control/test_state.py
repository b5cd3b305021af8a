"""The last word on an area stands, and what nobody can know is not decided."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.control.model import AreaState, Assertion, Policy
from cairn.control.state import state
from tilings import TOWN, day, said, town

AREAS = town(["Q1", "Q2", "Q3", "Q4"])
EVER = Policy(stale_after_days=None)


def of(words: Iterable[Assertion], on: int, area: str = "Q1", policy: Policy = EVER) -> AreaState:
    return state(area, words, day(on), policy, AREAS)


def test_without_a_word_nothing_is_known() -> None:
    found = of([], 5)
    assert (found.status, found.of("RED"), found.last_word, found.because) == ("unknown", (0, 1), None, ())


def test_a_word_holds_from_its_day() -> None:
    words = [said("1", "held", "RED", "Q1", 5)]
    assert of(words, 4).status == "unknown"
    assert of(words, 5).of("RED") == (1, 1)
    assert of(words, 5).of("BLUE") == (0, 0)


def test_the_last_word_stands_whoever_said_it() -> None:
    words = [said("1", "held", "RED", "Q1", 5), said("2", "held", "BLUE", "Q1", 7, asserted_by="CHRONICLE")]
    assert of(words, 6).of("RED") == (1, 1)
    assert of(words, 7).of("RED") == (0, 0)
    assert [a.id for a in of(words, 7).because] == ["2"]


def test_a_word_on_the_town_covers_its_quarters_until_one_of_them_has_a_newer() -> None:
    words = [said("1", "held", "RED", TOWN, 1), said("2", "held", "BLUE", "Q1", 3)]
    assert of(words, 3, "Q1").of("BLUE") == (1, 1)
    assert of(words, 3, "Q2").of("RED") == (1, 1)


def test_a_newer_word_on_the_town_replaces_an_older_on_a_quarter() -> None:
    words = [said("2", "held", "BLUE", "Q1", 3), said("3", "held", "RED", TOWN, 9)]
    assert of(words, 9, "Q1").of("RED") == (1, 1)


def test_of_one_day_the_word_on_the_smaller_area_goes_before() -> None:
    words = [said("1", "held", "RED", TOWN, 3), said("2", "held", "BLUE", "Q1", 3, asserted_by="CHRONICLE")]
    assert of(words, 3, "Q1").of("BLUE") == (1, 1)
    assert of(words, 3, "Q2").of("RED") == (1, 1)


def test_taken_by_a_day_leaves_the_days_before_it_open() -> None:
    words = [said("1", "held", "RED", "Q1", 0), said("2", "held", "BLUE", "Q1", 5, start_latest=day(8))]
    assert of(words, 4).of("RED") == (1, 1)
    for between in (5, 7):
        found = of(words, between)
        assert (found.status, found.of("RED"), found.of("BLUE"), found.rest) == ("unknown", (0, 1), (0, 1), 0)
        assert found.last_word == day(5)
    assert of(words, 8).of("BLUE") == (1, 1)


def test_an_open_span_between_words_that_agree_opens_nothing() -> None:
    words = [said("1", "held", "RED", "Q1", 0), said("2", "held", "RED", "Q1", 5, start_latest=day(8))]
    assert of(words, 6).status == "held"


def test_by_a_day_without_a_first_may_hold_since_whatever_was_said_before() -> None:
    words = [
        said("1", "held", "RED", "Q1", 0),
        said("2", "held", "BLUE", "Q1", 0, start=None, start_latest=day(8)),
    ]
    assert of(words, 3).status == "unknown"
    assert of(words, 8).of("BLUE") == (1, 1)


def test_a_word_without_a_start_holds_from_the_day_it_was_said() -> None:
    words = [said("1", "held", "RED", "Q1", 0, start=None, said=day(4))]
    assert (of(words, 3).status, of(words, 4).status) == ("unknown", "held")


def test_after_its_end_a_word_is_spent_and_brings_nothing_back() -> None:
    words = [said("1", "held", "RED", "Q1", 0), said("2", "held", "BLUE", "Q1", 5, end=day(7))]
    assert of(words, 7).of("BLUE") == (1, 1)
    found = of(words, 8)
    assert (found.status, found.rest, found.last_word) == ("unknown", 1, day(5))


def test_another_word_of_the_day_stands_on_when_one_is_spent() -> None:
    words = [said("1", "held", "RED", TOWN, 5), said("2", "held", "BLUE", "Q1", 5, end=day(7))]
    assert of(words, 7).of("BLUE") == (1, 1)
    assert of(words, 8).of("RED") == (1, 1)


def test_a_word_grows_old() -> None:
    words = [said("1", "held", "RED", "Q1", 0)]
    policy = Policy(stale_after_days=10)
    assert of(words, 10, policy=policy).status == "held"
    assert of(words, 11, policy=policy).status == "unknown"
    assert of(words, 11, policy=policy).last_word == day(0)


def test_a_word_with_a_told_end_does_not_grow_old_before_it() -> None:
    words = [said("1", "held", "RED", "Q1", 0, end=day(40))]
    assert of(words, 40, policy=Policy(stale_after_days=10)).status == "held"


def test_ground_fought_over_may_be_either_sides_and_nobody_elses() -> None:
    found = of([said("1", "contested", "RED BLUE", "Q1", 0)], 1)
    assert (found.status, found.of("RED"), found.of("BLUE"), found.of("GREEN")) == (
        "contested",
        (0, 1),
        (0, 1),
        (0, 0),
    )


def test_a_fight_of_which_one_side_is_told_may_be_anybodys() -> None:
    assert of([said("1", "contested", "RED", "Q1", 0)], 1).of("GREEN") == (0, 1)
    assert of([said("1", "contested", "", "Q1", 0)], 1).status == "contested"


def test_authors_who_name_different_holders_on_one_day_dispute_it() -> None:
    words = [said("1", "held", "RED", "Q1", 0), said("2", "held", "BLUE", "Q1", 0, asserted_by="CHRONICLE")]
    found = of(words, 1)
    assert (found.status, found.of("RED"), found.of("BLUE"), found.of("GREEN")) == (
        "disputed",
        (0, 1),
        (0, 1),
        (0, 0),
    )
    assert len(found.because) == 2


def test_authors_who_agree_are_one() -> None:
    words = [said("1", "held", "RED", "Q1", 0), said("2", "held", "RED", "Q1", 0, asserted_by="CHRONICLE")]
    assert (of(words, 1).status, of(words, 1).of("RED")) == ("held", (1, 1))


def test_authors_who_differ_on_how_much_one_holds_do_not_dispute_who_holds_it() -> None:
    words = [
        said("1", "share", "RED", "Q1", 0, share=(0.4, 0.4)),
        said("2", "share", "RED", "Q1", 0, share=(0.5, 0.6), asserted_by="CHRONICLE"),
    ]
    found = of(words, 1)
    assert (found.status, found.of("RED"), found.of("BLUE")) == ("partly_held", (0.4, 0.6), (0, 0.6))


def test_who_says_that_it_is_fought_over_is_not_outvoted() -> None:
    words = [
        said("1", "held", "RED", "Q1", 0),
        said("2", "contested", "RED BLUE", "Q1", 0, asserted_by="CHRONICLE"),
    ]
    assert (of(words, 1).status, of(words, 1).of("RED")) == ("contested", (0, 1))


def test_one_author_with_two_holders_of_one_day_leaves_it_contested() -> None:
    words = [said("1", "held", "RED", "Q1", 0), said("2", "held", "BLUE", "Q1", 0)]
    assert of(words, 1).status == "contested"


def test_that_the_holder_has_gone_leaves_it_to_anybody_else() -> None:
    words = [said("1", "held", "RED", "Q1", 0), said("2", "not_held", "RED", "Q1", 4)]
    found = of(words, 4)
    assert (found.status, found.of("RED"), found.of("BLUE")) == ("unknown", (0, 0), (0, 1))
    assert [a.id for a in found.because] == ["1", "2"]


def test_that_another_does_not_hold_it_takes_nothing_from_the_holder() -> None:
    words = [said("1", "held", "RED", "Q1", 0), said("2", "not_held", "BLUE", "Q1", 4)]
    assert (of(words, 4).status, of(words, 4).of("RED")) == ("held", (1, 1))


def test_a_denial_on_the_same_day_by_another_disputes_it() -> None:
    words = [
        said("1", "held", "RED", "Q1", 0),
        said("2", "not_held", "RED", "Q1", 0, asserted_by="CHRONICLE"),
    ]
    found = of(words, 1)
    assert (found.status, found.of("RED"), found.of("BLUE")) == ("disputed", (0, 1), (0, 1))


def test_a_denial_alone_bounds_one_actor() -> None:
    found = of([said("1", "not_held", "RED", TOWN, 0)], 1)
    assert (found.status, found.of("RED"), found.of("BLUE")) == ("unknown", (0, 0), (0, 1))


def test_a_denial_before_a_newer_holder_is_spent_on_it() -> None:
    words = [said("1", "not_held", "RED", "Q1", 0), said("2", "held", "RED", "Q1", 3)]
    assert of(words, 3).of("RED") == (1, 1)


def test_a_share_of_a_quarter_leaves_the_rest_to_others() -> None:
    found = of([said("1", "share", "RED", "Q1", 0, share=(0.4, 0.5))], 1)
    assert (found.status, found.of("RED"), found.of("BLUE")) == ("partly_held", (0.4, 0.5), (0, 0.6))


def test_shares_of_one_author_bound_each_other() -> None:
    words = [
        said("1", "share", "RED", "Q1", 0, share=(0.4, 0.4)),
        said("2", "share", "BLUE", "Q1", 0, share=(0.5, 0.9)),
    ]
    found = of(words, 1)
    assert found.of("BLUE") == (0.5, pytest.approx(0.6))
    assert found.of("GREEN") == (0, pytest.approx(0.1))


def test_shares_beyond_the_whole_are_a_contradiction_and_nobodys_surely() -> None:
    words = [
        said("1", "share", "RED", "Q1", 0, share=(0.7, 0.8)),
        said("2", "share", "BLUE", "Q1", 0, share=(0.7, 0.7)),
    ]
    assert (of(words, 1).status, of(words, 1).of("RED")) == ("contested", (0, 1))


def test_all_of_it_is_held_and_none_of_it_is_not() -> None:
    assert of([said("1", "share", "RED", "Q1", 0, share=(1, 1))], 1).status == "held"
    assert of([said("1", "share", "RED", "Q1", 0, share=(0, 0))], 1).of("RED") == (0, 0)


def test_a_share_of_a_place_with_parts_is_a_claim_and_no_word() -> None:
    words = [said("1", "held", "RED", TOWN, 0), said("2", "share", "BLUE", TOWN, 4, share=(0.5, 0.5))]
    assert of(words, 5, TOWN).of("RED") == (1, 1)


def test_several_who_hold_together_hold_none_of_it_surely_alone() -> None:
    found = of([said("1", "held", "RED BLUE", "Q1", 0)], 1)
    assert (found.status, found.of("RED"), found.of("GREEN")) == ("held", (0, 1), (0, 0))


def test_under_one_side_they_hold_it_surely() -> None:
    side = {"RED": "RED", "BLUE": "RED"}
    words = [said("1", "held", "RED BLUE", "Q1", 0)]
    found = state("Q1", words, day(1), EVER, AREAS, lambda actor: side.get(actor, actor))
    assert (found.of("RED"), found.because[0].actors) == ((1, 1), ("RED", "BLUE"))


def test_authors_who_differ_only_within_one_side_agree() -> None:
    words = [said("1", "held", "RED", "Q1", 0), said("2", "held", "BLUE", "Q1", 0, asserted_by="CHRONICLE")]
    assert state("Q1", words, day(1), EVER, AREAS, lambda _: "RED").status == "held"


def allied(words: Iterable[Assertion], on: int = 9, head: str = "RED") -> AreaState:
    return state("Q1", words, day(on), EVER, AREAS, lambda actor: head if actor in ("RED", "BLUE") else actor)


def test_that_a_member_has_gone_says_nothing_of_its_side() -> None:
    words = [said("1", "held", "RED", "Q1", 0), said("2", "not_held", "BLUE", "Q1", 4)]
    assert allied(words).of("RED") == (1, 1)


def test_where_the_member_that_held_it_has_gone_its_side_may_be_there_through_others() -> None:
    words = [said("1", "held", "BLUE", "Q1", 0), said("2", "not_held", "BLUE", "Q1", 4)]
    assert (allied(words).status, allied(words).of("RED"), allied(words).of("GREEN")) == (
        "unknown",
        (0, 1),
        (0, 1),
    )


def test_that_a_whole_side_has_gone_is_said_of_its_members_too() -> None:
    words = [said("1", "held", "BLUE", "Q1", 0), said("2", "not_held", "RED", "Q1", 4)]
    assert (allied(words).of("RED"), allied(words).of("GREEN")) == ((0, 0), (0, 1))


def test_a_members_share_does_not_bound_its_side_and_the_sides_own_does() -> None:
    assert allied([said("1", "share", "BLUE", "Q1", 0, share=(0.3, 0.4))]).of("RED") == (0.3, 1)
    assert allied([said("1", "share", "RED", "Q1", 0, share=(0.3, 0.4))]).of("RED") == (0.3, 0.4)


def test_shares_of_members_add_up() -> None:
    words = [
        said("1", "share", "RED", "Q1", 0, share=(0.3, 0.3)),
        said("2", "share", "BLUE", "Q1", 0, share=(0.7, 0.7)),
    ]
    assert (allied(words, head="ALLIES").status, allied(words, head="ALLIES").of("ALLIES")) == (
        "held",
        (1, 1),
    )


def test_a_fight_within_a_side_stays_contested_and_is_the_sides_ground() -> None:
    found = allied([said("1", "contested", "RED BLUE", "Q1", 0)])
    assert (found.status, found.of("RED"), found.of("GREEN")) == ("contested", (1, 1), (0, 0))


def test_ground_that_passed_between_members_was_their_sides_throughout() -> None:
    words = [said("1", "held", "RED", "Q1", 0), said("2", "held", "BLUE", "Q1", 5, start_latest=day(12))]
    assert (of(words, 9).status, allied(words).status, allied(words).of("RED")) == ("unknown", "held", (1, 1))


def test_a_policy_may_take_one_authors_word_alone() -> None:
    words = [said("1", "held", "RED", "Q1", 0), said("2", "held", "BLUE", "Q1", 0, asserted_by="CHRONICLE")]
    assert of(words, 1, policy=Policy(authors=("CHRONICLE",))).of("BLUE") == (1, 1)


def test_a_place_with_parts_is_what_its_parts_come_to() -> None:
    words = [said("1", "held", "RED", TOWN, 0), said("2", "held", "BLUE", "Q1", 4)]
    found = of(words, 5, TOWN)
    assert found.status == "partly_held"
    assert found.of("BLUE")[0] == pytest.approx(0.25, abs=0.001)
    assert found.last_word == day(4)
    assert of([], 5, TOWN).status == "unknown"


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from("RGB"), st.sampled_from([TOWN, "Q1", "Q2"])), max_size=9
    )
)
def test_of_one_author_with_certain_days_the_newest_on_the_smallest_area_is_the_answer(
    told: list[tuple[int, str, str]],
) -> None:
    words = [said(f"W{n}", "held", actor, area, on) for n, (on, actor, area) in enumerate(told)]
    about = sorted((on, area == "Q1", actor) for on, actor, area in told if area != "Q2" and on <= 6)
    newest = {actor for on, near, actor in about if (on, near) == about[-1][:2]}
    found = of(words, 6)
    assert {a for a, (_, high) in found.holders.items() if high} == newest
    assert found.status == ("unknown" if not newest else "held" if len(newest) == 1 else "contested")
