"""The event's place in invented reports: moved points, wide radii, names no list has, namesakes, abstention."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.extract.model import Claim, PlaceRead
from cairn.extract.placenames import claims_places, read_place
from cairn.places.gazetteer import Gazetteer
from cairn.places.model import Place
from cairn.values import Point, Precision, distance_m
from cairn.vocab.closed import Event, Kind


def place(
    id: str,
    en: str,
    ar: str,
    lat: float,
    lon: float,
    kind: Precision,
    province: str = "P1",
    people: int = 0,
    country: str = "SY",
) -> Place:
    return Place(
        id, en, ar, lat, lon, kind, country, admin1=province, admin1_pcode=province, population=people
    )


NORTHERN = [place(f"n{k}", f"Nord{k}abad", "", 36.5 + k / 50, 38.1, Precision.VILLAGE) for k in range(4)]
GAZETTEER = Gazetteer(
    [
        place("P1", "Zahr", "الزهر", 36.0, 38.0, Precision.PROVINCE),
        place("P2", "Safa", "الصفا", 33.0, 36.5, Precision.PROVINCE, "P2"),
        place("zahr", "Zahr", "الزهر", 36.1, 38.1, Precision.CITY, people=300_000),
        place("selma", "Selmabad", "سلماباد", 36.2, 38.3, Precision.TOWN, people=30_000),
        place("wardiya", "Wardiya", "الوردانية", 36.2, 38.5, Precision.TOWN, people=30_000),
        place("tall1", "Tall Ward", "تل ورد", 36.25, 38.2, Precision.VILLAGE),
        place("tall2", "Tall Ward", "تل ورد", 33.1, 36.6, Precision.VILLAGE, "P2"),
        place("abroad", "Tall Ward", "تل ورد", 31.0, 45.0, Precision.VILLAGE, "P3", country="IQ"),
        *NORTHERN,
    ]
)


def read(text: str, language: str = "en", home: tuple[str, ...] = ()) -> PlaceRead:
    found = read_place(claims_places(text, language, GAZETTEER), text, GAZETTEER, home)
    assert found is not None
    return found


def point(found: PlaceRead) -> Point:
    assert found.point is not None
    return found.point


def test_the_town_named_plainly_is_dared_and_its_land_is_not() -> None:
    town = point(
        read("Three civilians were killed in an airstrike on the town of Selmabad in Zahr province.")
    )
    land = point(read("Three civilians were killed in an airstrike on the countryside of Selmabad."))
    assert town.radius_m <= 5_000
    assert town.precision is Precision.TOWN
    assert land.radius_m > 5_000
    assert land.precision is not Precision.TOWN


def test_a_stated_distance_moves_the_point() -> None:
    found = point(read("Two were killed in a raid 12 km east of Selmabad."))
    assert found.lon > 38.3
    assert distance_m(36.2, 38.3, found.lat, found.lon) == pytest.approx(12_000, rel=0.02)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Two were killed in a raid 10 km east of Zahr.", "en"),
        ("قتل اثنان بغارة على بعد 10 كم شرق الزهر", "ar"),
    ],
)
def test_a_distance_is_counted_from_the_city_and_not_from_the_province_of_its_name(
    text: str, language: str
) -> None:
    found = point(read(text, language))
    assert distance_m(36.1, 38.1, found.lat, found.lon) == pytest.approx(10_000, rel=0.02)
    assert found.lon > 38.1


def test_a_distance_from_a_province_with_no_town_of_its_name_moves_nothing() -> None:
    found = read("Two were killed in a raid 40 km east of Safa.")
    assert found.admin1_pcode == "P2"
    assert found.point is None or distance_m(33.0, 36.5, found.point.lat, found.point.lon) < 1_000


@pytest.mark.parametrize(
    "text",
    [
        "Two were killed in a raid in Iraq.",
        "Two were killed in Selmabad Street.",
        "قتل اثنان بقصف في العراق",
        "قتل اثنان بقصف على شارع سلماباد",
    ],
)
def test_a_country_or_a_street_is_no_town_of_that_name(text: str) -> None:
    bearing = Gazetteer(
        [*GAZETTEER, place("arak", "Arak", "'Iraq", 34.1, 49.7, Precision.CITY, people=500_000)]
    )
    language = "en" if text.isascii() else "ar"
    assert read_place(claims_places(text, language, bearing), text, bearing) is None


def test_a_country_that_somebody_else_took_for_a_place_is_no_town_either() -> None:
    text = "Two were killed in a raid in Iraq."
    bearing = Gazetteer(
        [*GAZETTEER, place("arak", "Arak", "'Iraq", 34.1, 49.7, Precision.CITY, people=500_000)]
    )
    assert read_place([Claim(kind=Kind.PLACE, start=29, end=33, value="Iraq")], text, bearing) is None


def test_a_street_lies_in_the_town_named_with_it_and_a_towns_street_in_the_town() -> None:
    assert read("Two were killed in Wardiya Street, Zahr.").place_id in ("zahr", "P1")
    assert read("Two were killed in a Wardiya street.").name == "Wardiya"


def test_a_village_called_as_a_country_is_a_village() -> None:
    named = Gazetteer([*GAZETTEER, place("little", "Iraq", "", 36.3, 38.4, Precision.VILLAGE)])
    text = "Two were killed in the village of Iraq."
    found = read_place(claims_places(text, "en", named), text, named, ("SY",))
    assert found is not None
    assert found.name == "Iraq"


def test_the_northern_countryside_of_a_province_lies_north_of_its_seat() -> None:
    found = read("مقتل مدنيين اثنين بقصف على ريف الزهر الشمالي", "ar")
    assert point(found).lat > 36.4
    assert point(found).radius_m >= 20_000
    assert found.admin1_pcode == "P1"


def test_between_two_towns_is_half_way() -> None:
    found = point(read("Two were killed on the road between Selmabad and Wardiya."))
    assert (round(found.lat, 2), round(found.lon, 2)) == (36.2, 38.4)


def test_a_village_no_list_has_is_kept_as_written_and_set_in_the_unit_beside_it() -> None:
    found = read("قتل ثلاثة مدنيين بقصف على قرية مرجانة بريف سلماباد", "ar")
    assert (found.name, found.place_id, found.admin1_pcode) == ("مرجانة", "", "P1")
    assert point(found).radius_m > 5_000
    assert "no gazetteer" in found.why
    assert "selma" in found.alternatives


def test_a_name_no_list_has_with_nothing_beside_it_has_no_point() -> None:
    found = read("قتل ثلاثة مدنيين بقصف على قرية مرجانة", "ar")
    assert (found.name, found.point) == ("مرجانة", None)


def test_namesakes_are_told_apart_by_the_province_said_and_left_open_without() -> None:
    assert read("Two were killed in the village of Tall Ward in Safa province, Syria.").place_id == "tall2"
    assert read("Two were killed in the village of Tall Ward in Zahr province, Syria.").place_id == "tall1"
    open_ = read("Two were killed in the village of Tall Ward in Syria.")
    assert open_.point is None
    assert {"tall1", "tall2"} <= set(open_.alternatives)


def test_the_country_a_text_speaks_of_decides_and_else_the_sources_own() -> None:
    text = "Two were killed in the village of Tall Ward."
    assert read(f"{text} Iraqi police came.").place_id == "abroad"
    assert read(text, home=("IQ",)).place_id == "abroad"
    assert read(f"{text} Syria mourns. In Safa they wept.", home=("IQ",)).place_id == "tall2"


def test_the_reason_says_how_often_such_a_choice_is_near() -> None:
    why = read("Three civilians were killed in an airstrike on the town of Selmabad.").why
    assert "within 5 km" in why
    assert "%" in why


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Selmabad",
                "Zahr",
                "north of",
                "in",
                "killed two",
                "village of",
                "Unknownia",
                "and",
                ".",
                "25 km",
                "between",
                "تل ورد",
                "بريف",
                "الزهر",
                "قرية",
                "#",
                "\n",
            ]
        ),
        max_size=40,
    )
)
def test_any_run_of_words_gives_a_place_on_the_globe_or_none(parts: list[str]) -> None:
    text = " ".join(parts)
    found = read_place(claims_places(text, "", GAZETTEER), text, GAZETTEER)
    if found is not None:
        assert text[found.start : found.end]
        assert found.point is None or found.point.radius_m in (5_000, 20_000, 50_000, 100_000)


LOOSE = Gazetteer(
    [
        *GAZETTEER,
        place("qamar", "Zubaqamar", "", 36.3, 38.4, Precision.TOWN, people=40_000),
        place("urfa", "'Urfamar", "", 36.3, 38.4, Precision.TOWN, people=40_000),
        place("masir", "", "مصیربان", 36.25, 38.35, Precision.TOWN, people=40_000),
    ]
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Two were killed in an airstrike on the town of Zubaqmir.", "en"),
        ("مقتل اثنين بغارة على بلدة مصيربان", "ar"),
    ],
)
def test_a_name_met_only_by_sound_or_folding_gives_no_point_where_nothing_else_lies_near(
    text: str, language: str
) -> None:
    found = read_place(claims_places(text, language, LOOSE), text, LOOSE)
    assert found is not None
    assert (found.point, found.place_id) == (None, "")


def test_beside_its_province_such_a_name_is_placed_within_no_less_than_50_km() -> None:
    text = "Two were killed in an airstrike on the town of Zubaqmir in Zahr province, near Selmabad."
    found = read_place(claims_places(text, "en", LOOSE), text, LOOSE)
    assert found is not None
    assert found.name == "Zubaqmir"
    assert point(found).radius_m >= 50_000


@pytest.mark.parametrize("name", ["Zubaqamar", "Urfamar"])
def test_a_name_spelt_as_its_place_but_for_an_apostrophe_may_be_placed_closer(name: str) -> None:
    text = f"Two were killed in an airstrike on the town of {name} in Zahr province, near Selmabad."
    found = read_place(claims_places(text, "en", LOOSE), text, LOOSE)
    assert found is not None
    assert point(found).radius_m < 50_000


def test_a_place_said_to_be_near_a_village_is_not_where_somebody_is_from() -> None:
    claims = claims_places("قصف على مزرعة بالقرب من قرية تل ورد", "ar", GAZETTEER)
    assert [c.event for c in claims] == [Event.THIS]
    assert [c.event for c in claims_places("رجل من قرية تل ورد", "ar", GAZETTEER)] == [Event.OTHER]


def test_what_is_fired_at_a_town_did_not_set_out_from_it() -> None:
    (claim,) = claims_places("They fired two rockets at Selmabad.", "en", GAZETTEER)
    assert claim.event is Event.THIS


def test_a_village_whose_only_namesake_lies_in_another_province_is_set_in_the_province_said_behind_it() -> (
    None
):
    other = Gazetteer([*GAZETTEER, place("far", "Halwabad", "حلوباد", 33.2, 36.4, Precision.VILLAGE, "P2")])
    text = "قتل ثلاثة بقصف على بلدة حلوباد بريف الزهر"
    found = read_place(claims_places(text, "ar", other), text, other)
    assert found is not None
    assert (found.name, found.place_id, found.admin1_pcode) == ("حلوباد", "", "P1")


def test_a_name_no_other_word_explains_lies_where_the_gazetteer_knows_districts() -> None:
    units = [place(f"d{k}", f"Qada{k}", "", 36.0 + k / 40, 38.0, Precision.DISTRICT) for k in range(20)]
    twins = [
        place("here", "Narbad", "نارباد", 36.3, 38.4, Precision.VILLAGE),
        place("there", "Narbad", "نارباد", 31.1, 45.1, Precision.TOWN, "P3", people=15_000, country="IQ"),
    ]
    known = Gazetteer([*GAZETTEER, *units, *twins])
    assert known.home == {"SY"}
    text = "قصف على قرية نارباد"
    found = read_place(claims_places(text, "ar", known), text, known)
    assert found is not None
    assert found.place_id == "here"


def test_the_side_of_a_province_named_at_the_head_places_an_unknown_village() -> None:
    text = "الزهر: جرح طفلان بقصف على قرية شمسين بالريف الشمالي"
    found = read_place(claims_places(text, "ar", GAZETTEER), text, GAZETTEER)
    assert found is not None
    assert (found.name, found.admin1_pcode) == ("شمسين", "P1")
