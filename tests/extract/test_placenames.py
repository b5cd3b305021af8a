"""Place names in invented reports: found with exact passages, and the event's place picked and placed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.extract.model import LANDMARK, PlaceRead
from cairn.extract.placenames import claims_places, read_place
from cairn.places.gazetteer import Gazetteer, shipped
from cairn.places.model import Place
from cairn.values import Precision
from cairn.vocab.closed import Event, Kind


def place(
    id: str, en: str, ar: str, lat: float, lon: float, kind: Precision, province: str, people: int = 0
) -> Place:
    return Place(id, en, ar, lat, lon, kind, "SY", admin1=province, admin1_pcode=province, population=people)


GAZETTEER = Gazetteer(
    [
        place("P1", "Zahr", "الزهر", 36.0, 38.0, Precision.PROVINCE, "P1"),
        place("P2", "Safa", "الصفا", 33.0, 36.5, Precision.PROVINCE, "P2"),
        place("zahr", "Zahr", "الزهر", 36.1, 38.1, Precision.CITY, "P1", 300_000),
        place("selma", "Selmabad", "سلماباد", 36.2, 38.3, Precision.TOWN, "P1", 9_000),
        place("ward1", "Tall Ward", "تل ورد", 36.25, 38.2, Precision.VILLAGE, "P1"),
        place("ward2", "Tall Ward", "تل ورد", 33.1, 36.6, Precision.VILLAGE, "P2"),
        place("jadid", "Jadida", "الجديدة", 36.3, 38.4, Precision.VILLAGE, "P1"),
        place("karm", "Karm", "الكرم", 36.11, 38.11, Precision.NEIGHBOURHOOD, "P1"),
    ]
)


def read(text: str, language: str = "ar") -> PlaceRead | None:
    return read_place(claims_places(text, language, GAZETTEER), text, GAZETTEER)


def names(text: str) -> list[str]:
    return [c.value for c in claims_places(text, "", GAZETTEER)]


def test_the_finest_place_beside_the_harm_is_the_events() -> None:
    found = read("قتل ثلاثة مدنيين بقصف على قرية تل ورد بريف الزهر الشمالي")
    assert found is not None
    assert (found.place_id, found.admin1_pcode) == ("ward1", "P1")
    assert found.point is not None
    assert found.point.precision is Precision.VILLAGE
    assert found.alternatives == ("ward2",)
    assert found.why


def test_namesakes_without_context_leave_the_place_open() -> None:
    found = read("إصابة طفل بقصف على قرية تل ورد")
    assert found is not None
    assert found.name == "تل ورد"
    assert found.point is None
    assert set(found.alternatives) == {"ward1", "ward2"}


def test_the_passage_holds_the_feature_word_and_the_value_does_not() -> None:
    text = "قصف استهدف بلدة #سلماباد صباح اليوم"
    (claim,) = claims_places(text, "ar", GAZETTEER)
    assert claim.kind is Kind.PLACE
    assert text[claim.start : claim.end] == "بلدة #سلماباد"
    assert claim.value == "سلماباد"


def test_a_hashtag_of_two_words_and_a_written_on_prefix_are_read() -> None:
    assert names("غارة على #تل_ورد") == ["تل ورد"]
    assert names("انفجار لغم بسلماباد") == ["سلماباد"]


def test_a_name_in_no_gazetteer_is_kept_and_set_in_the_unit_beside_it() -> None:
    found = read("استشهد مدني بقصف مدفعي على قرية مرجونة بريف الزهر")
    assert found is not None
    assert (found.name, found.place_id, found.admin1_pcode) == ("مرجونة", "", "P1")
    assert found.point is not None
    assert not found.point.precision.is_mappable


def test_a_name_in_no_gazetteer_alone_has_no_point() -> None:
    found = read("استشهد مدني بقصف على قرية مرجونة")
    assert found is not None
    assert (found.name, found.point) == ("مرجونة", None)


def test_a_quoted_name_is_taken_whole() -> None:
    assert "ربيع الأمل" in names("قصف على مخيم “ربيع الأمل” بريف الزهر")


def test_where_somebody_comes_from_is_not_the_event() -> None:
    text = "استشهد شاب من أبناء بلدة سلماباد بقصف على مدينة الزهر"
    claims = claims_places(text, "ar", GAZETTEER)
    assert [(c.value, c.event) for c in claims] == [("سلماباد", Event.OTHER), ("الزهر", Event.THIS)]
    found = read_place(claims, text, GAZETTEER)
    assert found is not None
    assert found.place_id == "zahr"


@pytest.mark.parametrize(
    "text",
    [
        "شبكة سلماباد: قتل مدنيان بغارة",
        "سلماباد اليوم | قتل مدنيان بغارة",
        "Selmabad Media Center reported two deaths",
        "Selmabad government rejected the claim",
    ],
)
def test_outlets_and_actors_are_no_places(text: str) -> None:
    assert claims_places(text, "", GAZETTEER) == []


def test_an_everyday_word_is_a_place_only_behind_a_feature_word() -> None:
    assert names("أقرت الحكومة الخطة الجديدة أمس") == []
    assert names("قصف على قرية الجديدة في الزهر") == ["الجديدة", "الزهر"]


def test_the_province_and_its_seat_are_told_apart() -> None:
    province, city = read("غارات على الزهر"), read("غارات على مدينة الزهر")
    assert province is not None
    assert city is not None
    assert (province.place_id, city.place_id) == ("P1", "zahr")


def test_near_a_city_is_a_wider_circle_around_the_city() -> None:
    at, near = read("Two were killed in Zahr city.", "en"), read("Two were killed near Zahr.", "en")
    assert at is not None
    assert near is not None
    assert at.place_id == near.place_id == "zahr"
    assert at.point is not None
    assert near.point is not None
    assert near.point.radius_m > at.point.radius_m


def test_a_name_of_a_country_the_text_does_not_speak_of_is_not_taken() -> None:
    abroad = Place("abroad", "Marjuna", "مرجونة", 16.0, 44.0, Precision.VILLAGE, "YE")
    gazetteer = Gazetteer([*GAZETTEER, abroad])
    text = "قصف على قرية مرجونة بريف الزهر في سوريا"
    found = read_place(claims_places(text, "ar", gazetteer), text, gazetteer)
    assert found is not None
    assert (found.name, found.place_id, found.country) == ("مرجونة", "", "SY")


def test_an_unknown_name_of_two_words_is_taken_whole_and_no_joining_word_with_it() -> None:
    assert "مرج صافي" in names("قصف على قرية مرج صافي بريف الزهر")
    assert "مرجونة" in names("قصف على قرية مرجونة ومحيطها بريف الزهر")


def test_a_family_and_half_of_a_longer_name_are_no_places() -> None:
    assert names("Three of the Selmabad family were killed in Zahr.") == ["Zahr"]
    assert "Selmabad" not in names("Three were killed in Selmabad Heights, Zahr.")


def test_the_town_wins_over_the_province_it_lies_in_though_only_its_side_is_named() -> None:
    found = read("A house east of Selmabad in Zahr was hit, killing two.", "en")
    assert found is not None
    assert found.place_id == "selma"


def test_a_dam_is_named_with_its_feature_word() -> None:
    assert names("قصف على سد مرجونة شرق الزهر")[0] == "سد مرجونة"


def test_english_names_are_read_before_and_behind_the_feature_word() -> None:
    found = read("Two children were killed in shelling on Selmabad town in northern Zahr.", "en")
    assert found is not None
    assert found.place_id == "selma"
    assert "Marjuna" in names("A strike hit the village of Marjuna near Selmabad.")
    assert "Marjuna" in names("A strike hit Marjuna village near Selmabad.")


def test_a_transliteration_is_found_near_what_is_named_with_it() -> None:
    found = read("One man was killed in Silmabed town, near Karm, Zahr city.", "en")
    assert found is not None
    assert found.place_id == "selma"


def test_the_first_places_win_over_a_later_digest() -> None:
    text = (
        "قتل مدني بقصف على بلدة سلماباد بريف الزهر.\n"
        + "خبر آخر لا صلة له بما سبق. " * 60
        + "\nقصف على بلدة الجديدة."
    )
    found = read(text)
    assert found is not None
    assert found.place_id == "selma"


def test_no_place_gives_none() -> None:
    assert read("رحم الله الشهداء") is None
    assert read("") is None


WORDS = [
    "قصف",
    "على",
    "قرية",
    "تل",
    "ورد",
    "#سلماباد",
    "بالزهر",
    "“",
    "”",
    "\n",
    ".",
    "Zahr",
    "village",
    "of",
    "al-",
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_every_claim_holds_its_name(parts: list[str]) -> None:
    text = " ".join(parts)
    for claim in claims_places(text, "", GAZETTEER):
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.value.split()[0] in text[claim.start : claim.end]
    read_place(claims_places(text, "", GAZETTEER), text, GAZETTEER)


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for claim in claims_places(text, "", GAZETTEER):
        assert 0 <= claim.start < claim.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "قُتل ثلاثة مدنيين في تل ورد اليوم جراء غارة",
        "قصف مدفعي على بلدة سلماباد الآن",
        "Shelling in Tall Ward today killed three civilians",
        "An air strike hit the town of Selmabad now",
    ],
)
def test_a_word_of_the_day_behind_a_place_does_not_make_it_a_paper(text: str) -> None:
    assert len(names(text)) == 1


@pytest.mark.parametrize("text", ["بحسب سلماباد اليوم قتل ثلاثة", "Selmabad Today reports three killed"])
def test_a_paper_named_after_a_place_is_none(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "قصف مدفعي على قرية بنش، شرقي بلدة سرمين بنحو أربعة كيلومترات",
        "قصف على قرية بنش مو سرمين",
        "Shells fell on Binnish, four kilometres east of Sarmin.",
    ],
)
def test_a_place_that_says_where_it_was_not_is_a_landmark(text: str) -> None:
    roles = {c.value: c.role for c in claims_places(text, "", shipped())}
    assert LANDMARK in roles.values()
    assert roles.get("بنش", roles.get("Binnish")) == ""
