"""Choosing between namesakes, and not choosing."""

from cairn.places.geocode import APART_M, Context, choose
from cairn.places.model import Place
from cairn.values import Precision, distance_m


def place(
    id: str,
    lat: float,
    lon: float,
    kind: Precision = Precision.VILLAGE,
    province: str = "SY91",
    people: int = 0,
) -> Place:
    return Place(
        id,
        "Karama",
        "الكرامة",
        lat,
        lon,
        kind,
        "SY",
        admin1=province,
        admin1_pcode=province,
        population=people,
    )


EAST, WEST = place("east", 35.0, 40.0, province="SY92"), place("west", 35.0, 36.0)


def test_namesakes_far_apart_without_context_are_not_decided_between() -> None:
    choice = choose([EAST, WEST], Context())
    assert choice.tied
    assert choice.place is None
    assert choice.point is None
    assert {p.id for p in choice.alternatives} == {"east", "west"}
    assert "equally likely" in choice.why


def test_the_province_named_with_it_decides() -> None:
    choice = choose([EAST, WEST], Context(provinces={"SY92": 1.0}))
    assert choice.place is EAST
    assert choice.alternatives == (WEST,)
    assert "named" in choice.why


def test_places_named_near_decide() -> None:
    assert choose([EAST, WEST], Context(anchors=[(35.1, 36.1, 1.0)])).place is WEST


def test_the_country_the_text_speaks_of_decides() -> None:
    abroad = Place("abroad", "Karama", "", 31.0, 45.0, Precision.VILLAGE, "IQ")
    assert choose([abroad, WEST], Context(countries={"IQ": 1.0})).place is abroad


def test_the_kind_it_is_called_decides() -> None:
    town = place("town", 35.0, 38.0, Precision.NEIGHBOURHOOD)
    assert choose([town, WEST], Context(), called="village").place is WEST


def test_two_entries_of_one_spot_are_one_place() -> None:
    twin = place("twin", 35.01, 36.01, people=3000)
    choice = choose([WEST, twin], Context())
    assert choice.place is twin
    assert not choice.tied


def test_equal_candidates_nearer_than_the_limit_are_chosen_between() -> None:
    near = place("near", 35.1, 36.0)
    assert distance_m(near.lat, near.lon, WEST.lat, WEST.lon) < APART_M
    assert choose([WEST, near], Context()).place is not None


def test_a_place_that_lies_far_from_the_town_named_beside_it_is_refused() -> None:
    beside = Place("b", "Selma", "", 37.0, 42.0, Precision.TOWN, "SY", admin1_pcode="SY93")
    choice = choose([WEST], Context(beside=[beside]))
    assert choice.place is None
    assert not choice.tied
    assert "Selma" in choice.why


def test_a_province_and_its_seat_share_a_name_and_only_city_means_the_seat() -> None:
    province = place("p", 35.5, 38.0, Precision.PROVINCE)
    seat = place("s", 35.0, 38.0, Precision.CITY, people=200_000)
    named, around = choose([province, seat], Context()), choose([province, seat], Context(), wide=True)
    assert named.place is not None
    assert (named.place.id, named.place.lat) == ("p", 35.0)  # where its people live
    assert around.place is province
    assert choose([province, seat], Context(), called="city").place is seat


def test_no_candidate_gives_no_place() -> None:
    assert choose([], Context()).why == "the name is in no gazetteer"
