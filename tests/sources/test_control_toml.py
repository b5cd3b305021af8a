"""The TOML form: defaults, areas of a team's own, assertions; and areas as rows of a table."""

from __future__ import annotations

import json

import pytest

from cairn.errors import FileRefused
from cairn.sources.control_model import Defaults, Read
from cairn.sources.control_rows import read_control_rows
from control_rows import known, square

FILE = """
[defaults]
asserted_by = "Example Monitor"
source = "https://example.org/map"

[[area]]
id = "N-MILL"
name_en = "Weir Street"
name_ar = "شارع السد"
parent = "CITY"
lat = 35.95
lon = 39.0

[[assertion]]
id = "weir-1"
area = "Weir Street"
holding = "held"
actor = "blue"
from = 2017-08-04
from_latest = 2017-08-06

[[assertion]]
area = "CITY"
actor = "blue"
share = "45 %"
from = 2017-08-04
denominator = "land area"
asserted_by = "Another Monitor"
"""


def toml(text: str, beside: Defaults | None = None) -> Read:
    return read_control_rows("case.toml", text.encode(), known(), beside or Defaults())


def area(**cells: object) -> Read:
    row = {"id": "N-MILL", "name_en": "Weir Street", "parent": "CITY", **cells}
    return read_control_rows("areas.jsonl", json.dumps(row).encode(), known())


def test_a_file_tells_its_areas_and_what_is_said_of_them():
    found = toml(FILE)
    assert [a.names for a in found.areas.values()] == [{"en": "Weir Street", "ar": "شارع السد"}]
    first, second = found.told.values()
    assert (first.area, first.asserted_by) == ("N-MILL", "Example Monitor")
    assert (second.share, second.denominator, second.asserted_by) == (
        (0.45, 0.45),
        "land_area",
        "Another Monitor",
    )
    assert not found.rejected


def test_a_row_set_aside_is_told_by_its_line_and_in_its_words():
    found = toml(FILE.replace('actor = "blue"\nshare', 'actor = "purple"\nshare'))
    assert [(bad.row, bad.error.code) for bad in found.rejected] == [(22, "control-actor-unknown")]
    assert found.rejected[0].raw.startswith("[[assertion]]")
    assert "purple" in found.rejected[0].raw


def test_what_the_file_says_for_every_row_comes_before_what_is_said_beside_it():
    found = toml(FILE, Defaults(asserted_by="Somebody Else"))
    assert next(iter(found.told.values())).asserted_by == "Example Monitor"


def test_an_area_of_a_file_is_in_the_country_of_what_it_is_a_part_of():
    found = toml(FILE.replace("from = 2017-08-04\nfrom_latest = 2017-08-06", "from = 2009-08-04"))
    assert [bad.error.code for bad in found.rejected] == ["control-day-before-war"]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("[[assertion]\n", "file"),
        ("[[assertions]]\narea = 'A1'\n", "table"),
        ("[assertion]\narea = 'A1'\n", "table"),
        ("[defaults]\nholder = 'blue'\n", "defaults"),
    ],
)
def test_another_form_is_refused(text: str, field: str):
    with pytest.raises(FileRefused) as caught:
        toml(text)
    assert (caught.value.code, caught.value.field) == ("control-toml", field)


def test_a_toml_file_that_holds_nothing_is_refused():
    with pytest.raises(FileRefused) as caught:
        toml("# nothing\n")
    assert caught.value.code == "control-empty"


def test_an_area_may_be_drawn():
    found = area(geometry=json.dumps({"type": "Polygon", "coordinates": [square()]}))
    assert len(found.areas[1].polygons[0][0]) == 5


def test_an_area_may_tell_how_much_of_it_is_built_up():
    assert area(built_up_km2="1.25").areas[1].built_up_km2 == 1.25


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({"id": ""}, "control-id-missing", "id"),
        ({"name_en": "", "name_ar": "", "names": {"en": ""}}, "control-name-missing", "name_en"),
        ({"parent": "Z9"}, "control-area-unknown", "parent"),
        ({"parent": "Old Town"}, "control-area-ambiguous", "parent"),
        ({"lat": 35.95}, "control-degrees", "lon"),
        ({"lat": "north", "lon": 39.0}, "control-degrees", "lat"),
        ({"lat": 95, "lon": 39.0}, "control-degrees", "lat"),
        ({"lat": 39.0, "lon": 35.95}, "control-axis-order", "lat"),
        ({"built_up_km2": -1}, "control-built-up", "built_up_km2"),
        ({"geometry": {"type": "Point", "coordinates": [39, 35.9]}}, "control-geometry-kind", "geometry"),
    ],
)
def test_an_area_that_cannot_stand_is_set_aside(cells: dict[str, object], code: str, field: str):
    found = area(**cells)
    assert [(bad.error.code, bad.error.field) for bad in found.rejected] == [(code, field)]
    assert found.rejected[0].error.remedy
