"""Which of theirs may be which of ours: what speaks for a pair, what against it, what keeps it out. All invented."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.crosswalk.pairs import likenesses
from cairn.values import UNKNOWN, DateSpan, Precision, Range
from crosswalk.recorded import DAY, at, ours, theirs


def points(one, entry):
    found = likenesses([one], [entry])
    return found[0].score if found else 0.0


def codes(one, entry):
    [found] = likenesses([one], [entry])
    return {reason.code for reason in found.why}


def test_the_same_incident_is_well_above_what_a_suggestion_needs():
    assert points(ours(), theirs()) > 6


@pytest.mark.parametrize(
    "worse",
    [
        {"day": date(2019, 3, 3)},
        {"places": ("Far Hill",)},
        {"point": at(34.9, 36.9)},
        {"actors": frozenset({"turkey"})},
        {"killed": Range(20, 30)},
        {"days": DateSpan.between(date(2019, 2, 27), date(2019, 3, 6))},
    ],
    ids=["day", "name", "point", "party", "figure", "span"],
)
def test_each_thing_that_differs_costs_points(worse):
    assert points(ours(), theirs(**worse)) < points(ours(), theirs())


def test_a_name_is_heard_across_scripts():
    arabic = theirs(places=("معبر الملح",), point=None)
    assert points(ours(places=("Maabar al-Milh",), point=None), arabic) > points(ours(point=None), arabic)


def test_days_further_off_than_the_reach_are_not_compared():
    assert likenesses([ours()], [theirs(day=date(2019, 3, 7))]) == []


def test_another_country_is_never_the_same():
    assert likenesses([ours()], [theirs(country="IQ")]) == []


def test_points_further_apart_than_their_radii_allow_are_not_compared_and_wide_ones_are():
    far = at(35.6, 36.72)
    assert likenesses([ours()], [theirs(point=far)]) == []
    assert likenesses([ours()], [theirs(point=at(35.2, 36.72, Precision.PROVINCE))])


def test_a_span_told_over_months_is_paired_only_by_what_it_names():
    wide = DateSpan.between(date(2019, 1, 1), date(2019, 6, 30))
    assert likenesses([ours()], [theirs(days=wide)]) == []
    assert "address-shared" in codes(
        ours(addresses=frozenset({"a.example/1"})), theirs(days=wide, addresses=frozenset({"a.example/1"}))
    )


def test_a_code_one_names_of_the_other_is_worth_more_than_all_else_against():
    named = theirs(named=frozenset({"o1"}), day=date(2019, 3, 4), places=("Far Hill",), killed=Range(9, 9))
    assert "code-named" in codes(ours(), named)
    assert points(ours(), named) > 5


def test_all_the_dead_below_our_civilians_speak_against_and_above_say_little():
    many, few = (theirs(killed=UNKNOWN, all_killed=Range(n, n)) for n in (9, 1))
    assert points(ours(), many) > points(ours(), few)
    assert "killed-of-all" in codes(ours(), many)


def test_what_nobody_tells_says_nothing():
    bare = theirs(places=(), areas=(), point=None, actors=frozenset(), killed=UNKNOWN)
    assert likenesses([ours()], [bare]) == []


def test_an_actor_not_known_is_no_other_party():
    assert points(ours(), theirs(actors=frozenset({"unknown"}))) > points(
        ours(), theirs(actors=frozenset({"turkey"}))
    )


def test_the_order_of_either_side_changes_nothing():
    mine = [ours(f"o{n}", day=date(2019, 3, 1 + n % 3)) for n in range(6)]
    yours = [theirs(f"x:{n}", day=date(2019, 3, 1 + n % 3), killed=Range(n, n)) for n in range(6)]
    assert likenesses(mine, yours) == likenesses(mine[::-1], yours[::-1])


def test_the_first_and_last_days_of_the_calendar_do_no_harm():
    assert likenesses([ours(day=date.max)], [theirs(day=date.max)])
    assert likenesses([ours(day=date.min)], [theirs(day=date.min)])
    assert DAY.year == 2019
