"""Phrases that put the event beside a name, in invented sentences of both languages."""

import pytest

from cairn.extract.placephrases import Relation, midway, related, relation
from cairn.places.gazetteer import Gazetteer
from cairn.places.model import Place
from cairn.places.names import words
from cairn.values import Precision, distance_m


def said(text: str, name: str) -> Relation:
    run = words(text)
    at = next(n for n, word in enumerate(run) if name in word.text)
    return relation(text, run, at, at)


@pytest.mark.parametrize(
    ("text", "name", "bearing", "km", "rural"),
    [
        ("قصف على ريف زهر الشرقي", "زهر", 90, None, True),
        ("بريف زهر الشمالي الغربي", "زهر", 315, None, True),
        ("بالريف الشمالي لمدينة زهر", "زهر", 0, None, True),
        ("على بعد 25 كم غرب مدينة زهر", "زهر", 270, 25, False),
        ("غرب زهر بـ 25 كم", "زهر", 270, 25, False),
        ("قصف شمال غرب زهر", "زهر", 315, None, False),
        ("قصف على مدينة زهر", "زهر", None, None, False),
        ("a raid 25 km west of Zahr", "Zahr", 270, 25, False),
        ("about 3.5 kilometres south-east of the town of Zahr", "Zahr", 135, 3.5, False),
        ("in the northwestern countryside of Zahr", "Zahr", 315, None, True),
        ("in Zahr's northern countryside", "Zahr", 0, None, True),
        ("in rural Zahr", "Zahr", None, None, True),
        ("in the north, and Zahr was hit", "Zahr", None, None, False),
        ("900 km west of Zahr", "Zahr", 270, None, False),
    ],
)
def test_a_phrase_tells_which_way_how_far_and_whether_the_land_is_meant(
    text: str, name: str, bearing: float | None, km: float | None, rural: bool
) -> None:
    found = said(text, name)
    assert (found.bearing, found.km, found.rural) == (bearing, km, rural)
    assert found.is_wide == (rural or bearing is not None or km is not None)


def test_opposite_directions_tell_none() -> None:
    assert said("شمال جنوب زهر", "زهر").bearing is None


@pytest.mark.parametrize(
    "text",
    [
        "على طريق زهر - سلمى",
        "بين بلدتي زهر و سلمى",
        "on the road from Zahr to Selma",
        "between Zahr and Selma",
    ],
)
def test_a_road_runs_from_one_name_to_the_next(text: str) -> None:
    one, other = ("زهر", "سلم") if "زهر" in text else ("Zahr", "Selma")
    assert said(text, one).between
    assert said(text, other).joined


TOWN = Place("t", "Zahr", "", 36.0, 38.0, Precision.TOWN, "SY")
OTHER = Place("o", "Selma", "", 36.0, 38.2, Precision.TOWN, "SY")
LAND = Gazetteer([TOWN, OTHER])


def test_kilometres_and_a_way_move_the_point_by_as_much() -> None:
    spot = related(TOWN, Relation(bearing=270.0, km=25.0), LAND)
    assert spot.lon < 38.0
    assert distance_m(36.0, 38.0, spot.lat, spot.lon) == pytest.approx(25_000, rel=0.01)
    assert spot.reach_m == 6_250


def test_kilometres_without_a_way_widen_the_circle() -> None:
    spot = related(TOWN, Relation(km=10.0), LAND)
    assert (spot.lat, spot.lon, spot.reach_m) == (36.0, 38.0, 12_500)


def test_half_way_is_the_middle_and_reaches_to_both_ends() -> None:
    spot = midway(TOWN, OTHER)
    assert (spot.lat, round(spot.lon, 3)) == (36.0, 38.1)
    assert spot.reach_m == pytest.approx(9_000, rel=0.01)


def test_nothing_is_counted_in_kilometres_from_the_middle_of_a_unit() -> None:
    unit = Place("u", "Zahr", "", 36.0, 38.0, Precision.DISTRICT, "SY")
    spot = related(unit, Relation(bearing=90.0, km=30.0), LAND)
    assert (spot.lat, spot.lon, spot.reach_m) == (36.0, 38.0, 25_000)
