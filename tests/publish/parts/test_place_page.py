"""Places: towns of one name are two, what is known by its province alone stands there, and addresses stay."""

from __future__ import annotations

from typing import Any

from cairn.publish.parts.place_page import Named, known_by_town, places
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record


def incident(key: str, name: str = "Tell Sarab", area: str = "Fens", **more: Any) -> Any:
    base = {"id": key, "place_name": name, "place_name_ar": "تل سراب", "admin1": area, "admin1_pcode": f"XX-{area}",
            "country": "SY", "place_precision": "town", "state": "released"}  # fmt: skip
    return base | more


def of(*rows: Any) -> Any:
    return places(index(Record("", incidents=rows)))


def paths(some: Any) -> list[str]:
    return [place.path for place in some]


def test_towns_of_one_name_in_two_provinces_are_two_and_know_of_each_other() -> None:
    found = of(incident("a"), incident("b", area="Hills"))
    here: Named = found.towns["places/Fens"][0]
    assert here.ids == ("a",)
    assert paths(found.namesakes(here)) == ["places/Hills/Tell-Sarab"]
    assert here.scope.within == "XX-Fens"


def test_a_namesake_by_the_arabic_name_alone_is_one() -> None:
    found = of(incident("a", "Tall Sarab"), incident("b", "Tell Sarab", "Hills"))
    assert paths(found.namesakes(found.towns["places/Fens"][0])) == ["places/Hills/Tell-Sarab"]


def test_what_is_known_by_its_province_alone_is_of_no_town() -> None:
    wide = incident("w", "Fens", place_precision="province")
    assert not known_by_town(wide)
    found = of(wide, incident("a"))
    (province,) = found.provinces
    assert set(province.ids) == {"a", "w"}
    assert [town.name for town in found.towns["places/Fens"]] == ["Tell Sarab"]


def test_a_province_is_asked_for_by_its_code_or_else_by_name_within_itself() -> None:
    (coded,) = of(incident("a")).provinces
    assert (coded.scope.place, coded.scope.within, coded.scope.country) == ("XX-Fens", "", "SY")
    (named,) = of(incident("a", admin1_pcode=None)).provinces
    assert (named.scope.place, named.scope.within) == ("Fens", "Fens")


def test_the_address_of_a_town_stays_when_another_comes_in() -> None:
    one = incident("a", "تل سراب")
    (alone,) = of(one).towns["places/Fens"]
    beside = of(one, incident("b", "تل آخر"), incident("c", "Other")).towns["places/Fens"]
    assert alone.path in paths(beside)
    assert len(set(paths(beside))) == 3


def test_a_town_of_no_known_province_has_a_page_too() -> None:
    found = of(incident("a", area=""))
    assert paths(found.towns["places/no-province"]) == ["places/no-province/Tell-Sarab"]


def test_a_place_is_called_by_the_name_of_the_language_where_it_has_one() -> None:
    place = of(incident("a", place_name_ar="")).towns["places/Fens"][0]
    assert place.called("ar") == place.called("en") == "Tell Sarab"
