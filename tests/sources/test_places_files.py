"""Files of places: three forms told apart, and faults that name field, value and remedy."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import FileRefused
from cairn.sources.places_files import read_places
from cairn.values import Precision

GEONAMES = """geonameid,name,names_arabic,names_other,lat,lon,country,admin1,population,timezone
1,Zahrabad,زهراباد|زهرآباد,Zuhrabad|zhrabad,35.5,38.5,SY,09,60000,Asia/Damascus
2,Selma,,,north,38.0,SY,09,0,Asia/Damascus
3,Newfield,,,95.0,38.0,SY,09,0,Asia/Damascus
"""


def register(*rows: dict[str, object]) -> bytes:
    return "\n".join(json.dumps(r, ensure_ascii=False) for r in rows).encode()


def ocha(**more: object) -> bytes:
    properties = {"NAME_EN": "Zahr", "NAME_AR": "الزهر", "PCODE": "SY99", "ADM0_PCODE": "SY"} | more
    ring = [[38.0, 35.0], [40.0, 35.0], [40.0, 37.0], [38.0, 37.0], [38.0, 35.0]]
    feature = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]}, ensure_ascii=False).encode()


def test_a_geonames_table_is_read_and_its_faulty_rows_are_set_aside() -> None:
    places, aside = read_places("towns.csv", GEONAMES.encode())
    assert [(p.id, p.kind, p.names) for p in places] == [
        ("geonames:1", Precision.CITY, ("زهرآباد", "Zuhrabad"))
    ]
    assert [(f.code, f.field, f.value) for f in aside] == [
        ("places-bad-point", "lat", "north"),
        ("places-off-the-globe", "lat", "95.0"),
    ]
    assert all(f.remedy and f.message.startswith("row ") for f in aside)
    assert aside[1].message.endswith("95 is no degree of latitude")
    assert aside[1].remedy == "Write degrees from -90 to 90; see whether lat and lon are swapped."


def test_an_ocha_unit_is_placed_at_its_middle() -> None:
    (unit,), aside = read_places("a.geojson", ocha())
    assert (unit.id, unit.kind, unit.lat, unit.lon, unit.admin1_pcode) == (
        "SY99",
        Precision.PROVINCE,
        36.0,
        39.0,
        "SY99",
    )
    assert aside == []


def test_a_subdistrict_with_its_country_names_swapped_is_read_all_the_same() -> None:
    swapped = {"ADM0_EN": "الجمهورية", "ADM0_AR": "Republic", "ADM1_EN": "Zahr", "ADM1_PCODE": "SY99"}
    (unit,), _ = read_places(
        "a.geojson", ocha(PCODE="SY990101", ADM2_EN="Wadi", ADM2_PCODE="SY9901", **swapped)
    )
    assert (unit.kind, unit.country, unit.admin1, unit.admin2) == (
        Precision.SUBDISTRICT,
        "SY",
        "Zahr",
        "Wadi",
    )


def test_a_neighbourhood_takes_the_point_it_states() -> None:
    more = {
        "ADM4_PCODE": "C1",
        "ADM2_PCODE": "SY9901",
        "ADM1_PCODE": "SY99",
        "LATITUDE": 35.25,
        "LONGITUDE": 38.75,
    }
    (unit,), _ = read_places("a.geojson", ocha(**more))
    assert (unit.kind, unit.lat, unit.lon) == (Precision.NEIGHBOURHOOD, 35.25, 38.75)


def test_rows_of_one_name_and_spot_are_one_place_at_their_median() -> None:
    rows = [
        {"id": "r1", "place_en": "Zahrabad town", "place_ar": "بلدة زهراباد", "lat": 35.50, "lon": 38.50},
        {
            "id": "r2",
            "place_en": "Zuhrabad",
            "place_ar": "زهراباد",
            "lat": 35.51,
            "lon": 38.50,
            "location_precision": "town",
        },
        {
            "id": "r3",
            "place_en": "Zahrabad",
            "place_ar": "زهراباد",
            "lat": 36.90,
            "lon": 41.00,
            "location_precision": "village",
        },
    ]
    (first, second), aside = read_places("register.jsonl", register(*rows))
    assert (first.id, first.name_en, first.name_ar, first.names) == (
        "register:r1",
        "Zahrabad",
        "زهراباد",
        ("Zuhrabad",),
    )
    assert (first.lat, second.lat, second.kind) == (35.505, 36.9, Precision.VILLAGE)
    assert aside == []


def test_a_row_without_a_point_or_of_several_places_is_set_aside() -> None:
    rows = [
        {"id": "r1", "place_en": "Zahrabad", "lat": None, "lon": None},
        {"id": "r2", "place_en": "Road between Zahrabad and Selma", "lat": 35.0, "lon": 38.0},
    ]
    places, aside = read_places("register.jsonl", register(*rows))
    assert places == []
    assert [f.code for f in aside] == ["places-no-point", "places-no-name"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "places-empty"),
        (b"\xff\xfe\x00", "places-not-text"),
        (b"colour,shape\nred,round\n", "places-unknown-form"),
        (b'{"colour": "red"}\n', "places-unknown-form"),
        (b'{"type": "FeatureCollection", "features": []}', "places-empty"),
        (
            b'{"type": "FeatureCollection", "features": [{"properties": {"name": "x"}}]}',
            "places-unknown-form",
        ),
    ],
)
def test_an_unknown_form_is_refused_with_a_remedy(data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_places("some.file", data)
    assert caught.value.code == code
    assert caught.value.field
    assert caught.value.remedy


@given(st.binary(max_size=300))
def test_any_bytes_give_places_or_a_refusal(data: bytes) -> None:
    try:
        places, aside = read_places("any", data)
    except FileRefused as refusal:
        code = refusal.code
    else:
        code = "places-read" if places or aside else ""
    assert code.startswith("places-") or data.strip().startswith(b"geonameid")


def test_a_village_known_to_its_province_only_gives_no_point_but_a_province_does() -> None:
    rows = [
        {
            "id": "a1",
            "place_en": "Halwabad",
            "lat": 36.0,
            "lon": 38.0,
            "location_precision": "province_governorate",
        },
        {
            "id": "a2",
            "place_en": "Zahr",
            "lat": 36.0,
            "lon": 38.0,
            "location_precision": "province_governorate",
        },
    ]
    data = "\n".join(json.dumps({**row, "governorate_en": "Zahr"}) for row in rows).encode()
    (place,), (fault,) = read_places("register.jsonl", data)
    assert (place.name_en, place.kind) == ("Zahr", Precision.PROVINCE)
    assert (fault.code, fault.field) == ("places-no-point", "location_precision")
