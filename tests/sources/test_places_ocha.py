"""OCHA's units in the three ways their columns are named, as boundaries and as tables, in invented rows."""

import json

import pytest

from cairn.errors import FileRefused
from cairn.places.model import Place
from cairn.sources.places_files import read_places
from cairn.values import Precision

RING = [[38.0, 35.0], [40.0, 35.0], [40.0, 37.0], [38.0, 37.0], [38.0, 35.0]]


def features(properties: dict[str, object], geometry: dict[str, object] | None = None) -> bytes:
    shape = geometry or {"type": "Polygon", "coordinates": [RING]}
    feature = {"type": "Feature", "properties": properties, "geometry": shape}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}, ensure_ascii=False).encode()


def one(data: bytes) -> Place:
    (place,), aside = read_places("units", data)
    assert aside == []
    return place


OLDER = {
    "ADM2_EN": "Wadi",
    "ADM2_AR": "الوادي",
    "ADM2_PCODE": "SY9901",
    "ADM1_EN": "Zahr",
    "ADM1_PCODE": "SY99",
    "ADM0_PCODE": "SY",
}
NEWER = {
    "adm2_name": "Wadi",
    "adm2_name1": "الوادي",
    "adm2_pcode": "SY9901",
    "adm1_name": "Zahr",
    "adm1_pcode": "SY99",
    "adm0_pcode": "SY",
    "center_lat": 36.1,
    "center_lon": 39.2,
}


@pytest.mark.parametrize(("properties", "lat"), [(OLDER, 36.0), (NEWER, 36.1)])
def test_a_district_is_read_however_its_columns_are_named(properties: dict[str, object], lat: float) -> None:
    unit = one(features(properties))
    assert (unit.id, unit.name_en, unit.name_ar, unit.kind) == (
        "SY9901",
        "Wadi",
        "الوادي",
        Precision.DISTRICT,
    )
    assert (unit.admin1, unit.admin1_pcode, unit.admin2_pcode) == ("Zahr", "SY99", "SY9901")
    assert (unit.country, unit.lat) == ("SY", lat)


def test_a_name_in_another_language_is_a_further_spelling() -> None:
    unit = one(features({"ADM1_EN": "Stepova", "ADM1_UA": "Степова", "ADM1_PCODE": "UA99"}))
    assert (unit.kind, unit.country, unit.name_ar, unit.names) == (Precision.PROVINCE, "UA", "", ("Степова",))


def test_a_place_with_a_p_code_lies_at_its_point() -> None:
    properties = {
        **OLDER,
        "ADM3_PCODE": "SY990101",
        "ADM4_PCODE": "C9999",
        "ADM4_EN": "Tall Ward",
        "ADM4_AR": "تل ورد",
    }
    place = one(features(properties, {"type": "Point", "coordinates": [38.6, 35.6]}))
    assert (place.id, place.kind, place.lat, place.lon) == ("C9999", Precision.NEIGHBOURHOOD, 35.6, 38.6)
    assert place.admin3_pcode == "SY990101"


TABLE = """admin2Name,ADM2_EN,ADM2_AR,ADM2_PCODE,ADM1_EN,ADM1_PCODE,LATITUDE,LONGITUDE
x,Wadi,الوادي,SY9901,Zahr,SY99,36.1,39.2
x,Sahel,الساحل,SY9902,Zahr,SY99,,
x,,السهل,SY9903,Zahr,SY99,36.1,39.2
"""


def test_a_table_of_units_is_read_and_a_row_without_a_point_or_name_is_set_aside() -> None:
    (unit,), aside = read_places("tabular.csv", TABLE.encode())
    assert (unit.id, unit.name_ar, unit.kind, unit.lon) == ("SY9901", "الوادي", Precision.DISTRICT, 39.2)
    assert [(f.code, f.field, f.message[:6]) for f in aside] == [
        ("places-no-point", "lat", "row 3:"),
        ("places-no-name", "ADM2_EN", "row 4:"),
    ]


def test_a_line_is_no_area_to_lie_in() -> None:
    line = {"type": "LineString", "coordinates": RING}
    _, (fault,) = read_places("units", features(OLDER, line))
    assert (fault.code, fault.value) == ("places-no-shape", "LineString")


def test_features_without_p_codes_are_refused() -> None:
    with pytest.raises(FileRefused) as caught:
        read_places("units", features({"name": "Wadi"}))
    assert caught.value.code == "places-unknown-form"
