"""Who is within whom: chains, rings, days and countries, held against a slow walk day by day."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.words_of import COUNTRIES, LONG, day, denied, tangle, told, within_on
from cairn.actors.groups import Member, members_of, wholes_of
from cairn.actors.spans import ALWAYS, Span, both, cover_with, days_of, span_of, uncovered
from cairn.actors.viewpoint import NEUTRAL, Viewpoint, standing
from cairn.vocab.relations import RELATIONS, Relation

GRAPHS = 10_000


def names(found: tuple[Member, ...]) -> list[str]:
    return [m.actor for m in found]


def test_parts_members_armed_wings_and_the_same_are_within_and_nobody_else_is() -> None:
    words = [told(kind, kind, "pact") for kind in RELATIONS if kind != "denies"]
    assert names(members_of(["pact"], words)) == ["armed_wing_of", "member_of", "part_of", "same_as"]
    assert members_of(["pact"], [told("a", "denies", "pact", denied="part_of")]) == ()


def test_who_is_the_same_is_within_the_other_whichever_is_named_first() -> None:
    words = [told("reed", "same_as", "sedge"), told("wing", "part_of", "sedge")]
    assert names(members_of(["reed"], words)) == ["sedge", "wing"]
    assert names(members_of(["sedge"], words)) == ["reed", "wing"]


def test_along_a_chain_only_the_days_and_countries_remain_that_every_step_allows() -> None:
    words = [
        told("atlas", "member_of", "pact", first=0, last=9, countries=("XA",)),
        told("wing", "armed_wing_of", "atlas", first=4, countries=("XA", "XB")),
        told("late", "part_of", "atlas", first=10),
    ]
    assert members_of(["pact"], words) == (
        Member("atlas", "pact", day(0), day(9), ("XA",)),
        Member("wing", "pact", day(4), day(9), ("XA",)),
    )


def test_days_that_meet_or_follow_each_other_are_one_stretch_and_those_apart_are_two() -> None:
    words = [
        told("atlas", "member_of", "pact", first=0, last=3),
        told("atlas", "part_of", "pact", first=4, last=6),
        told("atlas", "member_of", "pact", first=8),
    ]
    assert members_of(["pact"], words) == (
        Member("atlas", "pact", day(0), day(6)),
        Member("atlas", "pact", day(8), None),
    )
    ever = [told("atlas", "part_of", "pact", last=3), told("atlas", "part_of", "pact", first=4)]
    (member,) = members_of(["pact"], ever)
    assert member.holds(None, "")


def test_what_holds_anywhere_is_not_told_again_for_a_country() -> None:
    words = [
        told("atlas", "member_of", "pact", first=2, last=8),
        told("atlas", "part_of", "pact", first=3, last=5, countries=("XA",)),
        told("atlas", "part_of", "pact", first=7, last=9, countries=("XA", "XB")),
    ]
    assert members_of(["pact"], words) == (
        Member("atlas", "pact", day(2), day(8)),
        Member("atlas", "pact", day(2), day(9), ("XA", "XB")),
    )


def test_one_that_is_asked_for_is_no_member_and_its_own_are_told_as_its() -> None:
    words = [told("atlas", "member_of", "pact"), told("wing", "part_of", "atlas", first=1)]
    assert members_of(["pact", "atlas", "pact"], words) == (Member("wing", "atlas", day(1)),)


def test_rings_come_to_an_end_and_nobody_is_a_member_of_itself() -> None:
    ring = [told("one", "part_of", "two"), told("two", "part_of", "three"), told("three", "member_of", "one")]
    assert names(members_of(["one"], ring)) == ["three", "two"]
    assert names(members_of(["one"], [*ring, told("one", "same_as", "three")])) == ["three", "two"]


def test_what_one_is_within_is_the_same_seen_from_below() -> None:
    words = [
        told("wing", "armed_wing_of", "party", first=1),
        told("party", "part_of", "front", last=5, countries=("XA",)),
        told("wing", "partner_of", "pact"),
    ]
    assert wholes_of("wing", words) == (
        Member("wing", "front", day(1), day(5), ("XA",)),
        Member("wing", "party", day(1), None),
    )


CHAIN = [
    told("wing", "part_of", "party", "reed"),
    told("party", "part_of", "front", "reed"),
    told("squad", "part_of", "wing", "reed"),
]


def test_whom_somebody_denies_to_be_a_part_no_chain_of_other_words_puts_there_in_nobodys_eyes() -> None:
    words = [*CHAIN, denied("wing", "part_of", "front", "wing")]
    assert names(members_of(["front"], standing(words).rolls)) == ["party"]
    assert [m.of for m in wholes_of("squad", standing(words).rolls)] == ["party", "wing"]
    told_too = [*words, told("wing", "part_of", "front", "sedge")]
    assert names(members_of(["front"], standing(told_too).rolls)) == ["party"]


def test_in_a_holders_eyes_its_own_denial_cuts_a_chain_and_anothers_does_not() -> None:
    words = [*CHAIN, denied("wing", "part_of", "front", "wing", first=3)]
    assert names(members_of(["front"], standing(words, Viewpoint("reed")).rolls)) == [
        "party",
        "squad",
        "wing",
    ]
    (_, squad, wing) = members_of(["front"], standing(words, Viewpoint("wing")).rolls)
    assert (squad.end, wing.end) == (day(2), day(2))


def test_a_chain_that_is_denied_in_one_country_holds_in_those_that_its_words_name() -> None:
    first, *rest = CHAIN
    words = [
        replace(first, countries=("XA", "XB")),
        *rest,
        denied("wing", "part_of", "front", countries=("XA",)),
    ]
    (wing,) = [m for m in members_of(["front"], standing(words).rolls) if m.actor == "wing"]
    assert wing.countries == ("XB",)


@pytest.mark.parametrize("part", range(10))
def test_of_ten_thousand_random_tangles_membership_is_what_a_walk_day_by_day_finds(part: int) -> None:
    for seed in range(part * GRAPHS // 10, (part + 1) * GRAPHS // 10):
        words = tangle(seed)
        counting = standing(words, Viewpoint("b0") if seed % 3 else NEUTRAL).rolls
        found = members_of(["b0"], counting)
        for at in (day(n) for n in range(-1, LONG + 1)):
            for country in COUNTRIES:
                held = {m.actor for m in found if m.holds(at, country)}
                assert held == within_on("b0", counting, at, country), (seed, at, country)


def test_seen_from_below_random_tangles_say_the_same() -> None:
    for seed in range(300):
        words = standing(tangle(seed)).rolls
        below = {(m.actor, m.of) for whole in ("b0", "b1", "b2") for m in members_of([whole], words)}
        above = {(m.actor, m.of) for n in range(6) for m in wholes_of(f"b{n}", words)}
        assert below == {pair for pair in above if pair[1] in ("b0", "b1", "b2")}, seed


def dense(bodies: int, seed: int) -> list[Relation]:
    """Every body part of every other, both ways round, each for days of its own."""
    chance = random.Random(seed)
    pairs = [(a, b) for a in range(bodies) for b in range(bodies) if a != b]
    days = [sorted(chance.randrange(5000) for _ in range(2)) for _ in pairs]
    return [
        told(f"b{a}", chance.choice(["part_of", "same_as"]), f"b{b}", first=first, last=last, countries=where)
        for (a, b), (first, last) in zip(pairs, days, strict=True)
        for where in [tuple(chance.sample(["XA", "XB", "XC", "XD"], chance.randint(0, 3)))]
    ]


def test_a_dense_tangle_is_told_in_a_few_stretches_a_body() -> None:
    """Followed chain by chain there would be more of them than can be counted."""
    words = dense(30, seed=4)
    found = members_of(["b0"], words)
    assert len(found) < 2 * len(words)
    for at in (day(n) for n in range(0, 5000, 499)):
        assert {m.actor for m in found if m.holds(at, "XA")} == within_on("b0", words, at, "XA")


SPANS = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(lambda ends: (min(ends), max(ends)))


@given(st.lists(SPANS, max_size=8), SPANS)
def test_a_cover_holds_the_days_of_its_spans_in_order_and_apart(spans: list[Span], asked: Span) -> None:
    cover: list[Span] = []
    for span in spans:
        cover_with(cover, span)
    days = {n for start, end in spans for n in range(start, end + 1)}
    assert {n for start, end in cover for n in range(start, end + 1)} == days
    assert all(before[1] + 1 < after[0] for before, after in pairwise(cover))
    rest = {n for start, end in uncovered(asked, cover) for n in range(start, end + 1)}
    assert rest == {*range(asked[0], asked[1] + 1)} - days


def test_an_end_that_is_not_told_is_open_and_days_come_back_as_they_went_in() -> None:
    assert span_of(None, None) == ALWAYS
    assert days_of(ALWAYS) == (None, None)
    assert days_of(span_of(day(0), date.max)) == (day(0), date.max)
    assert both(span_of(day(0), None), span_of(None, day(3))) == span_of(day(0), day(3))
    assert both(span_of(day(4), None), span_of(None, day(3))) is None
