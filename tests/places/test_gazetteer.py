"""The gazetteer: found by name in both scripts, in texts, and the shipped one as it is."""

import gzip
from dataclasses import replace
from importlib.resources import files

from cairn.places.gazetteer import Gazetteer, shipped
from cairn.places.model import Place
from cairn.places.table import COLUMNS, places_of, row_of
from cairn.values import Precision


def place(id: str, en: str, ar: str = "", lat: float = 35.0, lon: float = 38.0, **more: object) -> Place:
    return Place(id, en, ar, lat, lon, more.pop("kind", Precision.VILLAGE), more.pop("country", "SY"), **more)  # type: ignore[arg-type]


ZAHRABAD = place("t:1", "Zahrabad", "زهراباد")
TALL = place("t:2", "Tall az-Zahr", "تل الزهر")
HARBOUR = place("t:3", "Port Selma")


def test_a_name_is_found_in_both_scripts() -> None:
    gazetteer = Gazetteer([ZAHRABAD, TALL])
    assert gazetteer.candidates("zahrabad") == (ZAHRABAD,)
    assert gazetteer.candidates("تلّ الزهر") == (TALL,)
    assert gazetteer.candidates("elsewhere") == ()


def test_a_sound_alike_is_likely_and_not_a_candidate() -> None:
    gazetteer = Gazetteer([ZAHRABAD])
    assert gazetteer.candidates("Zuhrabed") == ()
    assert gazetteer.likely("Zuhrabed") == (ZAHRABAD,)


def test_an_arabic_name_finds_a_place_without_arabic_spelling_by_sound() -> None:
    assert Gazetteer([HARBOUR, place("t:4", "Maghniyat")]).likely("المغنيات")[0].id == "t:4"


def test_the_longest_name_is_taken() -> None:
    gazetteer = Gazetteer([place("t:5", "", "تل"), TALL])
    text = "قصف على #تل_الزهر وبزهراباد"
    assert [m.name for m in gazetteer.mentions(text)] == ["تل_الزهر"]


def test_a_prefixed_name_is_found_without_its_prefix() -> None:
    text = "انفجار بزهراباد صباحا"
    (mention,) = Gazetteer([ZAHRABAD]).mentions(text)
    assert (text[mention.start : mention.end], mention.name) == ("زهراباد", "زهراباد")


def test_a_direction_before_the_next_place_is_no_end_of_a_name() -> None:
    gazetteer = Gazetteer([place("t:6", "", "وردة شرقي"), place("t:7", "", "وردة"), ZAHRABAD])
    names = [m.name for m in gazetteer.mentions("قصف وردة شرقي زهراباد")]
    assert names == ["وردة", "زهراباد"]


def test_lower_case_latin_words_are_no_names() -> None:
    assert Gazetteer([HARBOUR]).mentions("the port selma said") == []


def test_places_of_a_user_take_country_and_province_from_their_neighbours() -> None:
    unit = place(
        "SY99", "Zahr Province", "الزهر", kind=Precision.PROVINCE, admin1="Zahr Province", admin1_pcode="SY99"
    )
    own = place("register:1", "Newfield", country="", admin1="الزهر")
    assert Gazetteer([unit]).with_places([own]).get("register:1").admin1_pcode == "SY99"  # type: ignore[union-attr]


def test_the_table_gives_back_what_was_put_in() -> None:
    full = place(
        "t:8", "A", "ا", admin1="P", admin1_pcode="SY99", population=7, names=("B", "ج"), source="geonames"
    )
    header = ",".join(COLUMNS)
    assert list(places_of(header + "\n" + ",".join(row_of(full)))) == [full]


def test_the_shipped_gazetteer_knows_units_cities_and_quarters_in_both_scripts() -> None:
    gazetteer = shipped()
    kinds = {p.kind for p in gazetteer.candidates("حلب")}
    assert {Precision.PROVINCE, Precision.CITY} <= kinds
    assert {p.id for p in gazetteer.candidates("Aleppo")} & {p.id for p in gazetteer.candidates("حلب")}
    assert any(p.kind is Precision.NEIGHBOURHOOD for p in gazetteer)


def test_every_shipped_place_is_on_the_globe_has_a_name_and_says_its_source() -> None:
    for entry in shipped():
        assert entry.spellings
        assert entry.point.radius_m > 0
        assert entry.source in ("geonames", "ocha")


def test_syrian_places_stand_in_their_province() -> None:
    inside = [p for p in shipped() if p.country == "SY" and p.source == "geonames"]
    assert sum(bool(p.admin1_pcode.startswith("SY")) for p in inside) > 0.95 * len(inside)


def test_the_shipped_table_has_no_time_stamp() -> None:
    packed = files("cairn.places").joinpath("data", "places.csv.gz").read_bytes()
    assert packed[4:8] == b"\0\0\0\0"
    assert gzip.decompress(packed).startswith(b"id,")


def test_a_dump_of_a_known_place_keeps_the_units_and_names_that_only_we_had() -> None:
    ours = Place(
        "geonames:1",
        "Zahrabad",
        "زهراباد",
        35.5,
        38.5,
        Precision.TOWN,
        "SY",
        admin1="Zahr",
        admin1_pcode="SY99",
    )
    ours = replace(ours, admin2="Wadi", admin2_pcode="SY9901", names=("Zuhrabad",))
    dump = Place(
        "geonames:1", "Zahrabad", "", 35.51, 38.5, Precision.CITY, "SY", admin1_pcode="geonames:SY.09"
    )
    joined = Gazetteer([ours]).with_places([dump]).get("geonames:1")
    assert joined is not None
    assert (joined.kind, joined.lat, joined.admin1_pcode, joined.admin2_pcode) == (
        Precision.CITY,
        35.51,
        "SY99",
        "SY9901",
    )
    assert set(joined.spellings) == {"Zahrabad", "زهراباد", "Zuhrabad"}


def test_a_place_in_a_province_that_nothing_here_is_of_takes_its_neighbours() -> None:
    ours = Place(
        "SY99", "Zahr", "الزهر", 35.5, 38.5, Precision.PROVINCE, "SY", admin1="Zahr", admin1_pcode="SY99"
    )
    dump = Place("geonames:2", "Selma", "", 35.6, 38.5, Precision.TOWN, "SY", admin1_pcode="geonames:SY.09")
    settled = Gazetteer([ours]).with_places([dump]).get("geonames:2")
    assert settled is not None
    assert (settled.admin1, settled.admin1_pcode) == ("Zahr", "SY99")


def test_a_unit_that_another_list_has_already_only_adds_its_spellings() -> None:
    ours = Place(
        "SY99", "Zahr", "الزهر", 35.5, 38.5, Precision.PROVINCE, "SY", admin1_pcode="SY99", source="ocha"
    )
    dump = Place("geonames:3", "Zahr", "ازهر", 35.6, 38.6, Precision.PROVINCE, "SY", source="geonames")
    both = Gazetteer([ours]).with_places([dump])
    assert [p.id for p in both] == ["SY99"]
    assert [p.id for p in both.candidates("ازهر")] == ["SY99"]
