"""The odds of places: likelihoods, radii and abstention, with weights made up for the test and those that ship."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.eventplace import named_in, weighed
from cairn.extract.placenames import claims_places
from cairn.extract.placeodds import Odds, Outlook, Weights, likelihoods, outlook, weights
from cairn.places.gazetteer import Gazetteer
from cairn.places.model import Place
from cairn.values import Precision

TOWN = Place("t", "Selmabad", "", 36.0, 38.0, Precision.TOWN, "SY", population=30_000)
AWAY = Place("a", "Wardiya", "", 36.0, 40.0, Precision.TOWN, "SY", population=30_000)
LAND = Gazetteer([TOWN, AWAY])


def seen(
    near: float, far: float, *, dares: float = 0.8, holds: float = 0.9, abstains: float = 0.2
) -> Outlook:
    """An outlook that is within 5 km with the likelihood `near`, within 20 with `far`, whatever it is of."""
    odds = (Odds(5.0, _logit(near), {}), Odds(20.0, _logit(far), {}), Odds(50.0, _logit(0.95), {}))
    text = "Two were killed in the town of Selmabad."
    claims = claims_places(text, "en", LAND)
    uses = weighed(named_in(claims, text, LAND), claims, text, LAND, lambda f: likelihoods(f, {}))
    return outlook(uses, 0, Weights({}, {}, odds, dares, holds, abstains))


def _logit(p: float) -> float:
    return math.log(p / (1 - p))


def test_the_radius_is_the_smallest_that_holds_often_enough() -> None:
    assert seen(0.85, 0.95).radius_m == 5_000
    assert seen(0.75, 0.95).radius_m == 20_000
    assert seen(0.75, 0.85).radius_m == 50_000
    assert replace(seen(0.75, 0.85, holds=0.99)).radius_m == 100_000


def test_where_twenty_kilometres_are_hardly_likely_no_point_is_given() -> None:
    assert seen(0.05, 0.15).radius_m is None


def test_what_is_likely_near_is_no_less_likely_farther_off() -> None:
    assert list(seen(0.7, 0.5).within.values()) == pytest.approx([0.7, 0.7, 0.95])


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30))
def test_likelihoods_sum_to_one_however_large_the_sums(values: list[float]) -> None:
    found = likelihoods([{"x": v} for v in values], {"x": 1.0})
    assert sum(found) == pytest.approx(1.0)
    assert found[values.index(max(values))] == pytest.approx(max(found))


def test_the_weights_that_ship_know_every_feature_they_ask_for() -> None:
    text = "Two were killed in the town of Selmabad, on the road to Wardiya."
    claims = claims_places(text, "en", LAND)
    uses = weighed(
        named_in(claims, text, LAND), claims, text, LAND, lambda f: likelihoods(f, weights().place)
    )
    assert set(weights().use) <= set(uses[0].features)
    assert set(weights().place) <= set(uses[0].candidates[0].features)
    looked = outlook(uses, 0, weights())
    assert all(set(odds.weights) <= set(looked.features) for odds in weights().odds)


def test_the_bounds_that_ship_are_in_order() -> None:
    assert 0 < weights().abstains < weights().dares < 1
    assert weights().holds >= 0.8
    assert [o.km for o in weights().odds] == sorted(o.km for o in weights().odds)
