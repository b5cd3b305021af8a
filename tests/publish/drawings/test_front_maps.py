"""Small maps of a front line: a pattern for each state, a title for each piece, a few days out of many."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.control.model import Area, AreaState
from cairn.publish.drawings.front_maps import (
    MOST_FRAMES,
    Day,
    days_of_most_change,
    frame_days,
    front_map,
    plan,
    swatch,
)
from cairn.publish.rows.held_place import DrawnGround
from cairn.publish.wording.ground_words import HOLDERS, state_class, state_words
from publish.sample_control import AREAS, GUARD, PACT, held

DAY = date(2017, 4, 10)


def state(status: str, area: str = "XQ1", **holders: tuple[float, float]) -> AreaState:
    return AreaState(area, DAY, status, {k.replace("_", "-"): v for k, v in holders.items()}, last_word=DAY)  # type: ignore[arg-type]


def test_every_area_has_its_pattern_and_its_title() -> None:
    base = plan(held().areas, (), held().holders)
    svg = front_map("en", base, Day(DAY, held().on(DAY)), str)
    assert svg.count("<use ") == 4
    assert len(re.findall(r"<title>", svg)) == 5
    assert "Old Quarter: held by northern-pact" in svg
    for used in set(re.findall(r"url\(#([^)]+)\)", svg)):
        assert f'<pattern id="{used}"' in base.outlines


def test_an_outline_is_drawn_once_for_all_days() -> None:
    base = plan(held().areas, (), held().holders)
    assert base.outlines.count("<path id=") == 4
    maps = [front_map("en", base, Day(day, held().on(day)), str) for day in held().all_days]
    assert all(" d=" not in svg for svg in maps)


def test_states_differ_in_pattern_and_not_in_colour_alone() -> None:
    kinds = [
        state_class(one, (GUARD, PACT))
        for one in (
            state("held", northern_pact=(1, 1)),
            state("held", river_guard=(1, 1)),
            state("partly_held", northern_pact=(0.4, 0.6)),
            state("contested", northern_pact=(0, 1)),
            state("disputed", northern_pact=(0, 1)),
            state("unknown"),
        )
    ]
    assert len(set(kinds)) == 6
    drawings = plan(held().areas, (), (GUARD, PACT)).outlines
    inside = [re.search(rf'<pattern id="{k}".*?</pattern>', drawings).group() for k in kinds]  # type: ignore[union-attr]
    without_names = {re.sub(r'(id|class)="[^"]*"', "", one) for one in inside}
    assert len(without_names) == 6


def test_holders_beyond_the_patterns_share_the_last() -> None:
    many = [f"party {n}" for n in range(HOLDERS + 3)]
    last = AreaState("x", DAY, "held", {many[-1]: (1.0, 1.0)})
    assert state_class(last, many) == f"f-h{HOLDERS - 1}"


def test_a_place_known_by_a_point_is_a_dot_and_one_without_any_is_in_words_alone() -> None:
    areas = (*AREAS[1:], Area("dot", {"en": "Dot"}, lat=36.01, lon=38.51), Area("none", {"en": "None"}))
    svg = front_map("en", plan(areas, (), ()), Day(DAY, {}), str)
    assert svg.count("<circle") == 1
    assert "None" not in svg


def test_ground_without_any_geometry_gives_no_map() -> None:
    assert front_map("en", plan((Area("none", {"en": "None"}),), (), ()), Day(DAY, {}), str) == ""


def test_drawn_ground_is_drawn_with_its_state() -> None:
    drawn = DrawnGround(AREAS[1].polygons, state("held", area="", northern_pact=(1, 1)))
    svg = front_map("en", plan((), (drawn,), (PACT,)), Day(DAY, {}, (drawn,)), str)
    assert 'fill="url(#f-h0)"' in svg
    assert "held by northern-pact" in svg


def test_links_lead_from_an_area_to_its_words_and_make_a_group_of_the_picture() -> None:
    base = plan(held().areas, (), held().holders)
    linked = front_map("en", base, Day(DAY, held().on(DAY)), str, links={"XQ1": "#words"})
    assert linked.count("<a ") == 1
    assert 'role="group"' in linked
    assert 'role="img"' in front_map("en", base, Day(DAY, {}), str)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_an_area_without_a_word_is_not_known_and_never_nobodys(lang: str) -> None:
    told = state_words(lang, None, str)
    assert told == {"en": "not known: no word on it", "ar": "غير معروف: لا كلمة عنها"}[lang]


@given(st.integers(1, 400), st.integers(3, 20))
def test_a_few_days_hold_the_first_and_the_last_and_are_no_more_than_asked(n: int, most: int) -> None:
    days = [date(2017, 1, 1) + timedelta(days=k) for k in range(n)]
    found = frame_days(days, most)
    assert len(found) == min(n, most)
    assert found == tuple(sorted(set(found)))
    assert (found[0], found[-1]) == (days[0], days[-1])


def _held_on(n: int, *holders: str) -> tuple[AreaState, ...]:
    day = DAY + timedelta(days=n)
    return tuple(AreaState(f"A{k}", day, "held", {who: (1.0, 1.0)}) for k, who in enumerate(holders))


def test_maps_are_of_the_days_on_which_most_changed_hands_and_always_of_the_last_change() -> None:
    told = ["rrr", "rrg", "ggg", "ggr", "rrr", "rrr", "rrg", "rrg"]
    states = {DAY + timedelta(days=n): _held_on(n, *holders) for n, holders in enumerate(told)}
    areas = [Area(f"A{k}", {"en": f"A{k}"}) for k in range(3)]
    found = days_of_most_change(states, areas, 4)
    assert [(day - DAY).days for day in found] == [0, 2, 4, 6]
    assert [(day - DAY).days for day in days_of_most_change(states, areas)] == [0, 1, 2, 3, 4, 6]
    assert days_of_most_change({}, areas) == ()


def test_ground_that_changed_hands_counts_by_its_size() -> None:
    def area(key: str, side: float) -> Area:
        ring = (
            (38.0, 35.0),
            (38.0 + side, 35.0),
            (38.0 + side, 35.0 + side),
            (38.0, 35.0 + side),
            (38.0, 35.0),
        )
        return Area(key, {"en": key}, polygons=((ring,),))

    told = ["rrr", "ggr", "ggg", "ggr"]
    states = {DAY + timedelta(days=n): _held_on(n, *holders) for n, holders in enumerate(told)}
    found = days_of_most_change(states, [area("A0", 0.01), area("A1", 0.01), area("A2", 0.1)], 3)
    assert [(day - DAY).days for day in found] == [0, 2, 3]


def test_a_campaign_is_shown_in_a_dozen_days_at_most() -> None:
    assert len(frame_days([DAY + timedelta(days=n) for n in range(90)])) == MOST_FRAMES


def test_a_swatch_carries_the_pattern_it_explains() -> None:
    assert 'fill="url(#f-contested)"' in swatch("f-contested")
