"""Places that bear one name: which a phrase can mean, and what the text says for or against each."""

from cairn.places.geocode import (
    Context,
    fits,
    grouped,
    is_contradicted,
    is_quarter,
    is_recorded,
    of_the_level,
)
from cairn.places.model import Place
from cairn.values import Precision


def place(
    id: str,
    lat: float,
    lon: float,
    kind: Precision = Precision.VILLAGE,
    province: str = "SY91",
    people: int = 0,
) -> Place:
    return Place(
        id, "Karama", "", lat, lon, kind, "SY", admin1=province, admin1_pcode=province, population=people
    )


PROVINCE = place("p", 35.5, 38.0, Precision.PROVINCE)
SEAT = place("s", 35.0, 38.0, Precision.CITY, people=200_000)
TOWN = place("t", 35.0, 36.0, Precision.TOWN)


def test_a_bare_province_lies_at_its_seat_and_its_land_at_its_middle() -> None:
    (named,), (around,) = of_the_level([PROVINCE, SEAT], "", False), of_the_level([PROVINCE, SEAT], "", True)
    assert (named.id, named.lat) == ("p", 35.0)  # where its people live
    assert around is PROVINCE


def test_only_city_means_the_seat() -> None:
    assert of_the_level([PROVINCE, SEAT], "city", False) == [SEAT]


def test_the_area_of_a_name_may_be_a_unit_or_the_town() -> None:
    district = place("d", 35.2, 36.2, Precision.DISTRICT)
    assert of_the_level([district, TOWN], "district", False) == [district, TOWN]
    assert of_the_level([district, TOWN], "", False) == [TOWN]
    assert of_the_level([district], "", False) == [district]


def test_two_entries_of_one_spot_are_one_place_and_the_larger_stands_for_both() -> None:
    twin = place("twin", 35.01, 36.01, Precision.TOWN, people=3_000)
    far = place("far", 36.5, 40.0)
    assert grouped([TOWN, twin, far], "") == [twin, far]


def test_the_kind_it_is_called_stands_for_the_group() -> None:
    quarter = place("q", 35.0, 36.0, Precision.NEIGHBOURHOOD)
    assert grouped([TOWN, quarter], "neighbourhood") == [quarter]
    assert fits(quarter, "neighbourhood")
    assert not fits(quarter, "village")


def test_a_village_far_from_the_town_named_beside_it_is_another_one() -> None:
    beside = Place("b", "Selma", "", 37.0, 42.0, Precision.TOWN, "SY", admin1_pcode="SY93")
    assert is_contradicted(TOWN, Context(beside=[beside]))
    assert not is_contradicted(TOWN, Context(beside=[TOWN]))
    assert not is_contradicted(TOWN, Context())
    assert not is_contradicted(SEAT, Context(beside=[beside]))  # nobody means another one


def test_a_village_in_the_province_named_beside_it_is_not_contradicted() -> None:
    far_middle = place("p2", 30.0, 30.0, Precision.PROVINCE)
    assert not is_contradicted(TOWN, Context(beside=[far_middle]))


def test_a_register_tells_that_a_place_of_the_name_was_recorded() -> None:
    seen = Place("register:1", "Karama", "", 35.01, 36.0, Precision.VILLAGE, "SY", source="register")
    assert is_recorded(TOWN, [TOWN, seen])
    assert not is_recorded(SEAT, [SEAT, seen])


def test_a_quarter_is_one_that_a_citys_list_has() -> None:
    listed = Place("N1", "Nur", "", 35, 36, Precision.NEIGHBOURHOOD, "SY", admin3_pcode="SY910101")
    assert is_quarter(listed)
    assert not is_quarter(place("n", 35, 36, Precision.NEIGHBOURHOOD))
