"""Areas are found by id, by a name in any script and by a point, and a place is made of its parts and what they leave."""

from __future__ import annotations

import json

import pytest

from cairn.control.areas import Areas, area_of, shipped_areas
from cairn.control.model import Area
from cairn.errors import NotFound
from tilings import SIDE, SOUTH, TOWN, WEST, square, town


def test_an_area_is_found_by_its_code_in_capitals_or_not() -> None:
    areas = town(["Q1", "Q2"])
    assert [a.id for a in areas.find("q1")] == ["Q1"]
    assert areas.get("Q9") is None


@pytest.mark.parametrize("told", ["Tellmarsh", "tellmarsh", "Al-Tellmarsh", "تل مرش", "تلّ مرش", "Old Marsh"])
def test_a_name_is_found_in_any_script_and_spelling(told: str) -> None:
    areas = town(["Q1"]).with_areas([Area(TOWN, {}, aliases=("Old Marsh",))])
    assert areas.one(told).id == TOWN


def test_the_arabic_article_makes_no_other_name() -> None:
    areas = Areas([Area("X1", {"ar": "الدرعية"})])
    assert areas.one("درعية").id == "X1"


def test_a_name_of_two_areas_gives_both_and_the_one_is_refused() -> None:
    areas = Areas([Area("X1", {"en": "Mill Gate"}), Area("X2", {"en": "Mill Gate"})])
    assert [a.id for a in areas.find("mill gate")] == ["X1", "X2"]
    with pytest.raises(NotFound) as refused:
        areas.one("Mill Gate")
    assert refused.value.code == "area-ambiguous"
    assert "X1, X2" in refused.value.remedy


def test_an_unknown_area_is_refused_with_its_field() -> None:
    with pytest.raises(NotFound) as refused:
        town(["Q1"]).one("N9999", "place")
    assert (refused.value.code, refused.value.field, refused.value.value) == (
        "area-unknown",
        "place",
        "N9999",
    )


def test_of_two_lists_the_later_stands_and_fills_only_what_it_says() -> None:
    areas = town(["Q1"]).with_areas([Area("Q1", {"ar": "الحي"}, lat=1.0, lon=2.0)])
    known = areas.get("Q1")
    assert known
    assert known.names == {"en": "Quarter Q1", "ar": "الحي"}
    assert (known.parent, known.lat, len(known.polygons)) == (TOWN, 1.0, 1)


def test_leaves_are_the_parts_of_parts() -> None:
    areas = town(["Q1", "Q2"]).with_areas(
        [Area("Q1a", {"en": "a"}, parent="Q1"), Area("Q1b", {"en": "b"}, parent="Q1")]
    )
    assert areas.leaves(TOWN) == ("Q1a", "Q1b", "Q2")
    assert areas.above("Q1a") == ("Q1", TOWN)
    assert areas.leaves("Q2") == ("Q2",)


def test_areas_that_are_parts_of_each_other_end() -> None:
    areas = Areas(
        [
            Area("A", {"en": "A"}, parent="B"),
            Area("B", {"en": "B"}, parent="A"),
            Area("C", {"en": "C"}, parent="C"),
        ]
    )
    assert areas.above("A") == ("B",)
    assert areas.leaves("A") == ("A",)
    assert areas.leaves("C") == ("C",)


def test_a_radius_touches_what_it_reaches() -> None:
    areas = town(["Q1", "Q2", "Q3", "Q4"])
    middle = (SOUTH + SIDE / 2, WEST + SIDE / 2)
    assert [a.id for a in areas.within(*middle, 100)] == ["Q1", TOWN]
    assert {a.id for a in areas.within(*middle, 600)} == {"Q1", "Q2", TOWN}


def test_what_the_parts_leave_of_a_place_is_a_piece_of_its_own() -> None:
    whole = Area(TOWN, {"en": "Tellmarsh"}, polygons=(square(0, 0, across=4),))
    areas = town(["Q1", "Q2", "Q3"]).with_areas([whole])
    pieces = {p.area: p for p in areas.pieces(TOWN)}
    assert pieces[TOWN].rest
    assert pieces[TOWN].km2 == pytest.approx(pieces["Q1"].km2, rel=1e-3)
    assert sum(p.km2 or 0 for p in pieces.values()) == pytest.approx(areas.km2(TOWN))


def test_a_hair_between_two_drawings_is_no_piece() -> None:
    whole = Area(TOWN, {"en": "Tellmarsh"}, polygons=(square(0, 0, SIDE * 1.0001, across=4),))
    areas = town(["Q1", "Q2", "Q3", "Q4"]).with_areas([whole])
    assert {p.area for p in areas.pieces(TOWN)} == {"Q1", "Q2", "Q3", "Q4"}


def test_a_line_of_the_shipped_list_becomes_an_area() -> None:
    line = {
        "id": "Z1",
        "names": {"en": "Weir"},
        "parent": "Z",
        "polygons": [[[[0, 0], [1, 0], [1, 1], [0, 0]]]],
        "lat": None,
    }
    area = area_of(json.loads(json.dumps(line)))
    assert area.polygons == ((((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)),),)
    assert (area.parent, area.lat, area.kind, area.aliases, area.built_up_km2) == ("Z", None, "", (), None)


def test_every_shipped_area_can_be_measured_or_has_parts_or_a_point() -> None:
    areas = shipped_areas()
    assert len(areas) > 20
    assert all(areas.km2(a.id) or (a.lat is not None and a.lon is not None) for a in areas)
    assert all(a.parent in areas or not a.parent for a in areas)


def test_ground_that_two_parts_draw_is_told_as_an_overlap() -> None:
    two = [Area("T", {"en": "T"}), Area("T1", {"en": "T1"}, parent="T", polygons=(square(0, 0),))]
    assert Areas([*two, Area("T2", {"en": "T2"}, parent="T", polygons=(square(1, 0),))]).overlap(
        "T"
    ) == pytest.approx(0)
    over = Areas([*two, Area("T2", {"en": "T2"}, parent="T", polygons=(square(0, 0, across=2),))])
    assert over.overlap("T") == pytest.approx(0.5)
    assert Areas(two[:1]).overlap("T") == 0


def test_names_of_an_area_stand_in_one_order_however_they_were_told():
    told = area_of({"id": "x", "names": {"ku": "Reqa", "ar": "الرقة", "en": "Raqqa"}})
    assert list(told.names) == ["en", "ar", "ku"]
