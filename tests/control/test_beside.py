"""A claimed share stands beside the computed one of its day and never enters it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.control.beside import as_claimed, beside, claims_around, percent, sentence, set_beside, verdict
from cairn.control.model import Assertion, Beside, Policy, Share
from cairn.control.words import Words
from tilings import TOWN, day, said, town

AREAS = town(["Q1", "Q2", "Q3", "Q4"])
GROUND = [
    said("1", "held", "BLUE", TOWN, 0),
    said("2", "held", "RED", "Q1", 2),
    said("3", "contested", "RED BLUE", "Q2", 2),
]


def claim(id: str, low: float, high: float, on: int = 5, **more: object) -> Assertion:
    return said(id, "share", "RED", TOWN, on, share=(low, high), **more)


def found(told: Assertion, *more: Assertion) -> Beside:
    return beside(told, Words([*GROUND, told, *more], AREAS, Policy()))


@pytest.mark.parametrize(
    ("low", "high", "lies"),
    [
        (0.3, 0.3, "in"),
        (0.25, 0.5, "in"),
        (0.6, 0.6, "above"),
        (0.1, 0.2, "below"),
        (0.2, 0.3, "overlaps"),
        (0.1, 0.9, "overlaps"),
    ],
)
def test_a_claim_lies_in_above_below_or_across_the_computed_range(low: float, high: float, lies: str) -> None:
    one = found(claim("4", low, high))
    assert (one.computed.low, one.computed.high) == (
        pytest.approx(0.25, abs=1e-3),
        pytest.approx(0.5, abs=1e-3),
    )
    assert one.verdict == lies


def test_half_a_point_decides_nothing_since_claims_are_told_in_whole_per_cents() -> None:
    assert found(claim("4", 0.246, 0.246)).verdict == "in"
    assert found(claim("4", 0.24, 0.24)).verdict == "below"


def test_the_difference_is_claimed_less_computed() -> None:
    low, high = found(claim("4", 0.6, 0.7)).difference
    assert (low, high) == (pytest.approx(0.1, abs=1e-3), pytest.approx(0.45, abs=1e-3))


def test_a_claim_never_enters_what_is_computed() -> None:
    assert found(claim("4", 0.9, 0.9)).computed.low == found(claim("4", 0.1, 0.1)).computed.low


def test_a_claim_counts_by_the_denominator_it_names() -> None:
    one = found(claim("4", 0.25, 0.25, denominator="neighbourhoods"))
    assert (one.computed.denominator, one.computed.total) == ("neighbourhoods", 4)


def test_a_claim_of_built_up_ground_is_not_compared_with_land() -> None:
    one = found(claim("4", 0.3, 0.3, denominator="built_up"))
    assert (one.verdict, one.computed.denominator) == ("not_comparable", "land_area")


def test_where_nothing_is_known_no_claim_lies_in_it() -> None:
    told = claim("4", 0.3, 0.3)
    assert beside(told, Words([told], AREAS, Policy())).verdict == "not_comparable"


def test_several_actors_of_a_claim_count_together() -> None:
    told = said("4", "share", "RED GREEN", TOWN, 5, share=(0.5, 0.5))
    one = found(told, said("5", "held", "GREEN", "Q3", 3))
    assert one.computed.low == pytest.approx(0.5, abs=1e-3)


def test_drawn_ground_has_its_claims_beside_it_too() -> None:
    told = said("4", "share", "RED", "Q1", 5, share=(0.6, 0.6))
    gathered = Words([told], AREAS, Policy())
    assert claims_around("Q1", day(5), gathered) == ()
    assert claims_around("Q1", day(5), gathered, drawn=True) == (told,)
    share = Share("Q1", day(5), "RED", "land_area", 0.5, 0.7, 1.0, {"held:RED": 1.0}, Policy())
    assert set_beside(told, share).verdict == "in"
    with pytest.raises(ValueError, match="no claim"):
        set_beside(GROUND[0], share)


def test_a_claim_without_a_day_cannot_be_set_beside_anything() -> None:
    with pytest.raises(ValueError, match="no claim"):
        found(claim("4", 0.5, 0.5, start=None))


def test_claims_around_a_day_come_nearest_first_and_not_from_afar() -> None:
    told = [
        claim("a", 0.4, 0.4, 3),
        claim("b", 0.5, 0.5, 11),
        claim("c", 0.6, 0.6, 30),
        claim("d", 0.5, 0.5, 9),
    ]
    gathered = Words([*GROUND, *told, said("e", "share", "RED", "Q1", 9, share=(0.1, 0.1))], AREAS, Policy())
    assert [a.id for a in claims_around(TOWN, day(10), gathered)] == ["d", "b", "a"]
    assert [a.id for a in claims_around(TOWN, day(10), gathered, window=1)] == ["d", "b"]


def test_the_sentence_says_where_the_claim_lies_and_by_how_much() -> None:
    assert sentence(found(claim("4", 0.3, 0.3))) == "The claimed 30% lies in the computed range, 25–50%."
    assert sentence(found(claim("4", 0.6, 0.6))) == (
        "The claimed 60% lies above the computed range, 25–50%, by 10–35 percentage points."
    )
    assert "below" in sentence(found(claim("4", 0.1, 0.1)))


def test_the_arabic_sentence_keeps_ranges_in_their_order() -> None:
    told = sentence(found(claim("4", 0.6, 0.6)), "ar")
    assert "\u206625–50%\u2069" in told
    assert "فوق النطاق المحسوب" in told
    assert "<bdi>25–50%</bdi>" in sentence(found(claim("4", 0.6, 0.6)), "ar", lambda t: f"<bdi>{t}</bdi>")


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(0, 0, "0%"), (1, 1, "100%"), (0.004, 0.5, "1–50%"), (0.5, 0.997, "50–99%"), (0.45, 0.45, "45%")],
)
def test_none_and_all_are_said_only_where_they_are_so(low: float, high: float, told: str) -> None:
    assert percent(low, high) == told


RANGES = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda r: (min(r) / 100, max(r) / 100))


@given(RANGES, RANGES)
def test_every_claim_has_one_verdict_that_its_difference_bears_out(
    claimed: tuple[float, float], computed: tuple[float, float]
) -> None:
    share = Share(TOWN, day(0), "RED", "land_area", *computed, 1.0, {"unknown": 1.0}, Policy())
    lies = verdict(claimed, share)
    low, high = claimed[0] - computed[1], claimed[1] - computed[0]
    if lies == "above":
        assert low > 0
    if lies == "below":
        assert high < 0
    if lies == "in":
        assert computed[0] - 0.006 <= claimed[0]
        assert claimed[1] <= computed[1] + 0.006
    if lies == "overlaps":
        assert low <= 0.006
        assert high >= -0.006


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0.601, 0.601, "60.1%"),
        (0.45, 0.45, "45%"),
        (0.2, 0.255, "20–25.5%"),
        (0.9999, 1, "99–100%"),
        (0, 0.0004, "0–1%"),
    ],
)
def test_a_claim_is_shown_as_it_was_said(low: float, high: float, told: str) -> None:
    assert as_claimed(low, high) == told
