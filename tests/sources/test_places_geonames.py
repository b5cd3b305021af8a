"""GeoNames as it is given out, in invented rows: a country's dump, its alternate names, and faulty rows."""

import pytest

from cairn.errors import FileRefused
from cairn.places.model import Place
from cairn.sources.places_files import read_places
from cairn.values import Precision


def row(
    id: int, name: str, names: str, lat: str, lon: str, kind: str, people: int = 0, admin1: str = "09"
) -> str:
    letter, code = kind.split(".")
    cells = [str(id), name, name, names, lat, lon, letter, code, "SY", "", admin1, "", "", "", str(people)]
    return "\t".join([*cells, "", "300", "Asia/Damascus", "2031-01-01"])


DUMP = "\n".join(
    [
        row(
            1,
            "Zahrabad",
            "Zuhrabad,زهراباد,zhrabad,http://x.example/Zahrabad",
            "35.50",
            "38.50",
            "P.PPL",
            60_000,
        ),
        row(2, "Tall Ward", "تل ورد,Тель-Вард", "35.60", "38.60", "P.PPL"),
        row(3, "Zahr", "محافظة الزهر", "35.90", "38.90", "A.ADM1"),
        row(4, "Nahr Zahr", "نهر الزهر", "35.95", "38.95", "H.STM"),
        row(5, "Sadd Ward", "سد ورد", "35.65", "38.65", "S.DAM"),
        row(6, "Old Selma", "", "35.70", "38.70", "P.PPLH"),
        row(7, "Karm", "", "35.51", "38.51", "P.PPLX", 9_000),
        row(8, "Selma", "", "35.80", "38.80", "P.PPLA", 4_000, "00"),
    ]
)


def test_a_dump_gives_settlements_units_and_landmarks_and_leaves_the_rest() -> None:
    places, aside = read_places("SY.txt", DUMP.encode())
    assert [(p.id, p.kind) for p in places] == [
        ("geonames:1", Precision.CITY),
        ("geonames:2", Precision.VILLAGE),
        ("geonames:3", Precision.PROVINCE),
        ("geonames:5", Precision.NEARBY_LANDMARK),
        ("geonames:7", Precision.NEIGHBOURHOOD),
        ("geonames:8", Precision.CITY),
    ]
    assert aside == []


def test_a_dump_names_places_in_every_script_and_in_what_province_they_lie() -> None:
    places = {p.id: p for p in read_places("any name", DUMP.encode())[0]}
    assert (places["geonames:1"].name_ar, places["geonames:1"].names) == ("زهراباد", ("Zuhrabad",))
    assert places["geonames:2"].names == ("Тель-Вард",)
    assert [places[f"geonames:{n}"].admin1_pcode for n in (1, 8)] == ["geonames:SY.09", ""]
    assert (places["geonames:3"].admin1, places["geonames:1"].country) == ("Zahr", "SY")


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        (row(9, "Newfield", "", "north", "38.0", "P.PPL"), "places-bad-point", "lat"),
        (row(9, "Newfield", "", "35.0", "", "P.PPL"), "places-no-point", "lon"),
        (row(9, "Newfield", "", "95.0", "38.0", "P.PPL"), "places-off-the-globe", "lat"),
        (row(9, "", "", "35.0", "38.0", "P.PPL"), "places-no-name", "name"),
        (
            row(9, "Newfield", "", "35.0", "38.0", "P.PPL").replace("\t0\t", "\tmany\t"),
            "places-not-a-number",
            "population",
        ),
        ("9\tNewfield\t35.0\t38.0", "places-short-row", "columns"),
        ("9\tNewfield\tNewfield\t\t35.0\t38.0\tP\tPPL\tSY", "places-short-row", "columns"),
    ],
)
def test_a_faulty_row_of_a_dump_is_set_aside_and_the_rest_is_read(line: str, code: str, field: str) -> None:
    places, (fault,) = read_places("SY.txt", f"{DUMP}\n{line}\n".encode())
    assert len(places) == 6
    assert (fault.code, fault.field) == (code, field)
    assert fault.message.startswith("row 9: ")
    assert fault.remedy


NAMES = """11\t1\tar\tالزهراباد\t1\t\t\t
12\t1\tlink\thttps://x.example/1\t\t\t\t
13\t1\tpost\t12345\t\t\t\t
14\t1\tku\tZehrawa\t\t\t\t
15\t99\tar\tمجهول\t\t\t\t
"""


def known(id: str) -> Place | None:
    places = {p.id: p for p in read_places("SY.txt", DUMP.encode())[0]}
    return places.get(id)


def test_alternate_names_join_the_places_that_are_known() -> None:
    (place,), aside = read_places("alternateNames.txt", NAMES.encode(), known)
    assert (place.id, place.name_ar) == ("geonames:1", "زهراباد")
    assert place.names == ("Zuhrabad", "الزهراباد", "Zehrawa")
    assert aside == []


def test_alternate_names_before_their_places_are_refused() -> None:
    with pytest.raises(FileRefused) as caught:
        read_places("alternateNames.txt", NAMES.encode())
    assert caught.value.code == "places-names-first"
    assert "dump" in (caught.value.remedy or "")


def test_a_short_row_of_alternate_names_is_set_aside() -> None:
    _, (fault,) = read_places("alternateNames.txt", f"{NAMES}16\t1\n".encode(), known)
    assert (fault.code, fault.message[:6]) == ("places-short-row", "row 6:")
