"""A share is a range of a whole whose parts are all accounted for, however the town is cut and told of."""

from __future__ import annotations

from dataclasses import replace
from math import fsum
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.control.areas import Areas
from cairn.control.model import Area, Assertion, Policy, Share
from cairn.control.share import HELD, days_of_change, everybody, series, share
from cairn.control.words import Words
from cairn.errors import CairnError, NotFound
from tilings import ACTORS, TOWN, day, said, square, town, towns, words

POLICIES = [
    Policy(),
    Policy(stale_after_days=15),
    Policy(stale_after_days=None, authors=("ANNALS", "BULLETIN")),
]


@st.composite
def cases(draw: st.DrawFn) -> tuple[Areas, list[Assertion], Policy]:
    areas = draw(towns())
    return areas, draw(words(areas)), draw(st.sampled_from(POLICIES))


def shares(areas: Areas, told: list[Assertion], policy: Policy, on: int) -> dict[str, Share]:
    return {a: share(TOWN, day(on), a, "land_area", areas, told, policy) for a in (*ACTORS, "NOBODY_NAMED")}


@given(cases(), st.integers(0, 45))
def test_every_square_metre_stands_under_one_state(
    case: tuple[Areas, list[Assertion], Policy], on: int
) -> None:
    areas, told, policy = case
    found = share(TOWN, day(on), "RED", "land_area", areas, told, policy)
    assert fsum(found.amounts.values()) == pytest.approx(found.total)
    assert found.total == pytest.approx(areas.km2(TOWN))
    statuses = {"partly_held", "contested", "disputed", "unknown"}
    assert all(kind in statuses or kind.startswith(HELD) for kind in found.amounts)
    for status in statuses:
        assert found.amounts.get(status, 0) == pytest.approx(
            fsum(areas.km2(a) or 0 for a in found.areas(status))
        )


@given(cases(), st.integers(0, 45))
def test_the_lowest_is_no_more_than_the_highest_and_all_lowest_are_no_more_than_the_whole(
    case: tuple[Areas, list[Assertion], Policy], on: int
) -> None:
    found = shares(*case, on)
    assert all(0 <= s.low <= s.high <= 1 for s in found.values())
    assert fsum(s.low for s in found.values()) <= 1 + 1e-9
    held = {a: s.amounts.get(HELD + a, 0) / s.total for a, s in found.items()}
    assert all(s.low >= held[a] - 1e-9 for a, s in found.items())


@given(cases(), st.integers(0, 45))
def test_what_others_surely_hold_nobody_else_may_hold(
    case: tuple[Areas, list[Assertion], Policy], on: int
) -> None:
    found = shares(*case, on)
    for actor, one in found.items():
        others = fsum(s.amounts.get(HELD + a, 0) for a, s in found.items() if a != actor)
        assert one.high <= 1 - others / one.total + 1e-9


@given(cases(), st.integers(0, 45), st.randoms(use_true_random=False))
def test_the_order_of_words_does_not_matter(
    case: tuple[Areas, list[Assertion], Policy], on: int, random: Random
) -> None:
    areas, told, policy = case
    mixed = list(told)
    random.shuffle(mixed)
    assert shares(areas, mixed, policy, on) == shares(areas, told, policy, on)


@given(cases(), st.integers(0, 45))
def test_cutting_a_quarter_into_parts_changes_no_share(
    case: tuple[Areas, list[Assertion], Policy], on: int
) -> None:
    areas, told, policy = case
    quarter = next(a for a in areas if a.id != TOWN)
    whole = [a for a in told if not (a.holding == "share" and a.area == quarter.id)]
    parts = [
        Area(f"{quarter.id}-{n}", {"en": "part"}, parent=quarter.id, polygons=(polygon,))
        for n, polygon in enumerate(quarter.polygons)
    ]
    finer = areas.with_areas(parts)
    for actor, coarse in shares(areas, whole, policy, on).items():
        fine = share(TOWN, day(on), actor, "land_area", finer, whole, policy)
        assert (fine.low, fine.high) == (pytest.approx(coarse.low), pytest.approx(coarse.high))
        assert fine.amounts == pytest.approx(coarse.amounts)


@given(cases(), st.integers(0, 45))
def test_ground_of_which_nothing_is_known_never_raises_what_is_sure(
    case: tuple[Areas, list[Assertion], Policy], on: int
) -> None:
    areas, told, policy = case
    told = [a for a in told if a.area != TOWN]
    more = areas.with_areas([Area("Q99", {"en": "Q99"}, "neighbourhood", TOWN, polygons=(square(0, 9),))])
    before, after = shares(areas, told, policy, on), shares(more, told, policy, on)
    for actor, was in before.items():
        assert after[actor].low <= was.low + 1e-9
        assert after[actor].high >= was.high - 1e-9
        assert after[actor].amounts["unknown"] > was.amounts.get("unknown", 0)


@given(cases(), st.integers(0, 45))
def test_a_side_surely_holds_what_its_members_do_and_changes_nothing_for_others(
    case: tuple[Areas, list[Assertion], Policy], on: int
) -> None:
    areas, told, policy = case
    told = [a for a in told if a.holding != "not_held"]
    alone = shares(areas, told, policy, on)

    def joint(actor: str) -> Share:
        return share(TOWN, day(on), actor, "land_area", areas, told, policy, _allied)

    allies = joint("RED")
    assert allies.low >= alone["RED"].low + alone["BLUE"].low - 1e-9
    assert joint("GREEN").low >= alone["GREEN"].low - 1e-9
    assert joint("GREEN").high <= alone["GREEN"].high + 1e-9
    assert allies.low + joint("GREEN").low <= 1 + 1e-9
    assert allies.low <= allies.high <= 1
    assert fsum(allies.amounts.values()) == pytest.approx(allies.total)


def _allied(actor: str) -> str:
    return "ALLIES" if actor in ("RED", "BLUE") else actor


@given(cases())
def test_a_series_says_on_each_day_what_is_said_of_the_day_alone(
    case: tuple[Areas, list[Assertion], Policy],
) -> None:
    areas, told, policy = case
    gathered = Words(told, areas, policy)
    for found in series(TOWN, "RED", "land_area", gathered):
        assert found == share(TOWN, found.day, "RED", "land_area", areas, told, policy)


@given(cases(), st.integers(0, 60))
def test_between_the_days_of_change_nothing_changes(
    case: tuple[Areas, list[Assertion], Policy], on: int
) -> None:
    areas, told, policy = case
    turns = days_of_change(TOWN, Words(told, areas, policy), first=day(0))
    last = max(turn for turn in turns if turn <= day(on))
    now, then = (
        shares(areas, told, policy, on),
        {a: share(TOWN, last, a, "land_area", areas, told, policy) for a in ACTORS},
    )
    assert all(
        (now[a].low, now[a].high, now[a].amounts) == (s.low, s.high, s.amounts) for a, s in then.items()
    )


@given(cases(), st.integers(0, 45))
def test_everybody_is_read_off_one_share(case: tuple[Areas, list[Assertion], Policy], on: int) -> None:
    areas, told, policy = case
    each = shares(areas, told, policy, on)
    listed = everybody(each["RED"], areas)
    assert set(listed) <= set(ACTORS)
    assert all(bounds == (each[a].low, each[a].high) for a, bounds in listed.items())


def test_neighbourhoods_are_counted_and_one_held_in_part_only_may_count() -> None:
    areas = town(["Q1", "Q2", "Q3", "Q4", "Q4", "Q4"])
    told = [
        said("1", "held", "RED", "Q1", 0),
        said("2", "share", "RED", "Q2", 0, share=(0.3, 0.4)),
        said("3", "held", "BLUE", "Q4", 0),
    ]
    found = share(TOWN, day(1), "RED", "neighbourhoods", areas, told, Policy())
    assert (found.total, found.low, found.high) == (4, 0.25, 0.75)
    assert found.amounts == {"held:RED": 1, "partly_held": 1, "unknown": 1, "held:BLUE": 1}


def test_a_place_without_parts_has_no_neighbourhoods_to_count() -> None:
    with pytest.raises(CairnError) as refused:
        share("Q1", day(1), "RED", "neighbourhoods", town(["Q1"]), [], Policy())
    assert (refused.value.code, refused.value.field) == ("denominator-not-known", "denominator")


def test_built_up_ground_is_refused_where_nobody_measured_it() -> None:
    with pytest.raises(CairnError) as refused:
        share(TOWN, day(1), "RED", "built_up", town(["Q1", "Q2"]), [], Policy())
    assert refused.value.code == "denominator-not-known"
    assert "Q1, Q2" in str(refused.value)


def test_built_up_ground_is_computed_where_areas_carry_it() -> None:
    bare = town(["Q1", "Q2"])
    areas = Areas([replace(a, built_up_km2={"Q1": 0.1, "Q2": 0.3}.get(a.id)) for a in bare])
    found = share(TOWN, day(1), "RED", "built_up", areas, [said("1", "held", "RED", "Q1", 0)], Policy())
    assert (found.low, found.total) == (pytest.approx(0.25), pytest.approx(0.4))


def test_ground_that_nobody_drew_cannot_be_measured_but_counted() -> None:
    areas = town(["Q1"]).with_areas([Area("Q2", {"en": "Quarter Q2"}, parent=TOWN, lat=35.0, lon=40.0)])
    with pytest.raises(CairnError) as refused:
        share(TOWN, day(1), "RED", "land_area", areas, [], Policy())
    assert "Q2" in str(refused.value)
    assert share(TOWN, day(1), "RED", "neighbourhoods", areas, [], Policy()).total == 2


def test_what_parts_leave_of_their_place_follows_the_words_on_the_place() -> None:
    whole = Area(TOWN, {"en": "Tellmarsh"}, polygons=(square(0, 0, across=4),))
    areas = town(["Q1", "Q2", "Q3"]).with_areas([whole])
    told = [said("1", "held", "RED", TOWN, 0), *(said(q, "held", "BLUE", q, 2) for q in ("Q1", "Q2", "Q3"))]
    found = share(TOWN, day(3), "RED", "land_area", areas, told, Policy())
    assert found.low == pytest.approx(0.25, abs=0.001)
    assert share(TOWN, day(3), "RED", "neighbourhoods", areas, told, Policy()).high == 0


def test_a_place_that_is_not_known_is_refused() -> None:
    with pytest.raises(NotFound) as refused:
        share("Nowhere", day(1), "RED", "land_area", town(["Q1"]), [], Policy())
    assert (refused.value.code, refused.value.field) == ("area-unknown", "place")


def test_a_claimed_share_of_the_town_changes_nothing_and_its_day_is_told() -> None:
    areas = town(["Q1", "Q2"])
    told = [said("1", "held", "RED", "Q1", 0), said("2", "share", "RED", TOWN, 7, share=(0.9, 0.9))]
    found = list(series(TOWN, "RED", "land_area", Words(told, areas, Policy()), last=day(20)))
    assert [s.day for s in found] == [day(0), day(7), day(20)]
    assert found[1].low == found[0].low


def test_parts_that_overlap_are_not_summed_for_their_ground_would_count_twice() -> None:
    over = town(["Q1", "Q2"]).with_areas(
        [Area("Q2", {"en": "Q2"}, parent=TOWN, polygons=(square(0, 0, across=2),))]
    )
    with pytest.raises(CairnError) as refused:
        share(TOWN, day(1), "RED", "land_area", over, [said("1", "held", "RED", TOWN, 0)], Policy())
    assert refused.value.code == "denominator-not-known"
    assert "overlap" in refused.value.message


@pytest.mark.parametrize("kind", ["subdistrict", "city"])
def test_what_is_larger_than_a_neighbourhood_is_not_counted_as_one(kind: str) -> None:
    areas = town(["Q1", "Q2"]).with_areas([Area("Q2", {"en": "Q2"}, kind=kind, parent=TOWN)])
    with pytest.raises(CairnError) as refused:
        share(TOWN, day(1), "RED", "neighbourhoods", areas, [said("1", "held", "RED", TOWN, 0)], Policy())
    assert refused.value.code == "denominator-not-known"
    assert "Q2 is larger" in refused.value.message


def test_a_subdistrict_is_not_measured_as_the_one_town_of_it_that_is_outlined() -> None:
    county = Area("R1", {"en": "Marshland"}, kind="subdistrict")
    areas = Areas([county, *(replace(a, parent="R1") if a.id == TOWN else a for a in town(["Q1", "Q2"]))])
    told = [said("1", "held", "RED", TOWN, 0)]
    assert share(TOWN, day(1), "RED", "land_area", areas, told, Policy()).low == 1
    with pytest.raises(CairnError) as refused:
        share("R1", day(1), "RED", "land_area", areas, told, Policy())
    assert refused.value.code == "denominator-not-known"
