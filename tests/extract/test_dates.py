"""When a text says its event happened, in English and Arabic. Every sentence is invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.date_grammar import dates_in
from cairn.extract.dates import claims_dates, span_of, time_of
from cairn.extract.telling import Telling, resolved
from cairn.values import DatePrecision, DateSpan
from cairn.vocab.closed import Basis, Kind
from extract.dated import THURSDAY, day, read


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Shelling on 14 June 2022 hit the mill.", "2022-06-14"),
        ("Shelling on June 14th, 2022, hit the mill.", "2022-06-14"),
        ("Shelling on Jun 14 hit the mill.", "2022-06-14"),
        ("The 14th of June: shelling hit the mill.", "2022-06-14"),
        ("قصف مدفعي على الطاحونة في 14 حزيران 2022", "2022-06-14"),
        ("قصف مدفعي على الطاحونة في ١٤ من حزيران/يونيو", "2022-06-14"),
        ("قصف مدفعي على الطاحونة 14 يونيو / حزيران 2022", "2022-06-14"),
        ("قصف مدفعي على الطاحونة يوم 14 جوان 2022", "2022-06-14"),
        ("قصف على الطاحونة 3 كانون الأول 2021", "2021-12-03"),
        ("قصف على الطاحونة 3 تشرين الثاني عام 2021", "2021-11-03"),
        ("قصف على الطاحونة 3 آذار", "2022-03-03"),
        ("قصف على الطاحونة بتاريخ 14-6-2022", "2022-06-14"),
        ("قصف على الطاحونة ١٤/٦/٢٠٢٢", "2022-06-14"),
        ("قصف على الطاحونة 2022/06/14", "2022-06-14"),
        ("قصف على الطاحونة 14.06.2022", "2022-06-14"),
    ],
)
def test_it_reads_a_written_date(text: str, meant: str) -> None:
    assert day(text) == meant
    assert read(text)[1] == "stated"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Two were killed in shelling today.", "2022-06-16"),
        ("Two were killed in shelling yesterday.", "2022-06-15"),
        ("Two were killed in shelling the day before yesterday.", "2022-06-14"),
        ("Two were killed in shelling on Tuesday.", "2022-06-14"),
        ("Two were killed in shelling on Thursday.", "2022-06-16"),
        ("مقتل شخصين بقصف على الطاحونة فجر اليوم", "2022-06-16"),
        ("مقتل شخصين بقصف على الطاحونة مساء أمس", "2022-06-15"),
        ("مقتل شخصين بقصف على الطاحونة أول أمس", "2022-06-14"),
        ("مقتل شخصين بقصف على الطاحونة، الثلاثاء، بحسب السكان", "2022-06-14"),
        ("مقتل شخصين بقصف على الطاحونة صباح يوم الاثنين", "2022-06-13"),
        ("مقتل شخصين بقصف على الطاحونة وأمس الأربعاء", "2022-06-15"),
    ],
)
def test_it_counts_words_of_the_day_from_the_publication(text: str, meant: str) -> None:
    assert day(text) == meant
    assert read(text)[1] == "relative"


def test_a_weekday_beside_today_corrects_the_clock_of_a_capture() -> None:
    assert day("قصف على الطاحونة اليوم الأربعاء") == "2022-06-15"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Shelling from 9 to 11 June destroyed the mill.", "2022-06-09/2022-06-11"),
        ("Shelling on June 9-11, 2022 destroyed the mill.", "2022-06-09/2022-06-11"),
        ("قصف الطاحونة من 9 إلى 11 حزيران", "2022-06-09/2022-06-11"),
        ("قصف الطاحونة ليلة الثلاثاء - الأربعاء", "2022-06-14/2022-06-15"),
        ("Shelling overnight destroyed the mill.", "2022-06-15/2022-06-16"),
        ("قصف الطاحونة الليلة الماضية", "2022-06-15/2022-06-16"),
    ],
)
def test_spans_and_nights_hold_every_day_they_may_be(text: str, meant: str) -> None:
    span, _ = read(text)
    assert day(text) == meant
    assert span is not None
    assert span.precision is DatePrecision.DAYS


def test_a_date_without_a_year_takes_the_one_nearest_to_the_publication() -> None:
    assert day("Shelling on 30 December hit the mill.", date(2023, 1, 2)) == "2022-12-30"


def test_without_any_year_or_publication_there_is_no_claim() -> None:
    assert claims_dates("Shelling on 30 December hit the mill.", "en", None) == []
    assert claims_dates("قصف على الطاحونة اليوم", "ar", None) == []


def test_a_numeric_date_is_day_first_unless_only_the_other_order_is_near() -> None:
    assert day("قصف على الطاحونة 5/6/2022") == "2022-06-05"
    assert day("Shelling of the mill, 6/14/2022") == "2022-06-14"
    assert day("Shelling of the mill on 6/12/2022", date(2022, 6, 13)) == "2022-06-12"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("قصف على الطاحونة في 17 رمضان 1443", "2022-04-18"),
        ("قصف على الطاحونة في 17 ذو القعدة", "2022-06-17"),
        ("قصف على الطاحونة 17/11/1443 هـ", "2022-06-17"),
        ("Shelling hit the mill on 10 Muharram 1444", "2022-08-08"),
    ],
)
def test_hijri_dates_are_days_of_ours_give_or_take_one(text: str, about: str) -> None:
    (claim,) = claims_dates(text, "", THURSDAY)
    span = span_of(claim.value)
    assert span is not None
    assert abs((span.start - date.fromisoformat(about)).days) <= 1


def test_the_calendar_of_ours_beside_a_hijri_date_decides() -> None:
    assert day("قصف على الطاحونة الخميس 17 ذو القعدة 1443 الموافق 16 حزيران 2022") == "2022-06-16"


def test_a_month_alone_never_beats_the_publication() -> None:
    text = "Shelling in June 2022 hit the mill."
    assert read(text) == (DateSpan.on(THURSDAY), "published")
    (claim,) = claims_dates(text, "en", THURSDAY)
    assert claim.value == "2022-06-01/2022-06-30"
    span = span_of(claim.value)
    assert span is not None
    assert span.precision is DatePrecision.MONTH


def test_the_two_is_no_monday_and_an_outlet_is_no_today() -> None:
    assert claims_dates("قصف قتل الأخوين الاثنين قرب الطاحونة", "ar", THURSDAY) == []
    assert claims_dates("قال مراسل حلب اليوم إن قصفاً طال الطاحونة", "ar", THURSDAY) == []


def test_a_date_after_the_publication_is_not_the_events() -> None:
    assert read("A vigil for those killed by shelling is planned on 20 June.") == (
        DateSpan.on(THURSDAY),
        "published",
    )


def test_with_nothing_known_there_is_no_date() -> None:
    assert read("Shelling hit the mill.", None) == (None, "")


def test_claims_carry_kind_and_basis() -> None:
    stated, implied = claims_dates("Shelling on 14 June 2022 and today.", "en", THURSDAY)
    assert (stated.kind, stated.basis, implied.basis) == (Kind.DATE, Basis.STATED, Basis.IMPLIED)


@pytest.mark.parametrize("value", ["", "soon", "2022-13-01", "2022-06-14/2022-06-13"])
def test_a_value_that_is_no_date_has_no_span(value: str) -> None:
    assert span_of(value) is None


words = st.sampled_from(
    [
        "اليوم",
        "أمس",
        "الجمعة",
        "14",
        "١٤",
        "/",
        "-",
        "حزيران",
        "June",
        "2022",
        "منذ",
        "قصف",
        "(",
        "\n",
        "of",
        "to",
        "99",
        "Monday",
        "هـ",
    ]
)


@given(st.lists(st.one_of(words, st.text(max_size=6)), max_size=25), st.none() | st.dates())
def test_every_claim_points_at_its_words_and_holds_a_date(parts: list[str], published: date | None) -> None:
    text = " ".join(parts)
    for claim in claims_dates(text, "ar", published):
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end].strip()
        assert span_of(claim.value) is not None


@pytest.mark.parametrize("unit", ["June ", "10 June 2020 ", "11/11/", "ـ ", "اليوم ", "9 to "])
def test_a_long_page_of_one_thing_is_read_to_its_end(unit: str) -> None:
    claims = claims_dates(unit * 4000, "en", THURSDAY)
    assert all(c.end <= len(unit) * 4000 for c in claims)


@pytest.mark.parametrize(
    "text",
    [
        "Between 9 and 11 June 2022 shelling hit the mill.",
        "Shelling hit the mill between 9 and 11 June.",
    ],
)
def test_between_two_days_is_when_it_happened(text: str) -> None:
    assert day(text) == "2022-06-09/2022-06-11"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("قصف على الطاحونة، الثلاثاء 14 حزيران", "2022-06-14"),
        ("قصف على الطاحونة اليوم السبت 11 أيار", "2024-05-11"),
        ("Shelling hit the mill on Tuesday, June 14.", "2022-06-14"),
        ("Shelling hit the mill on Tuesday, 14 June. It rained in May 2021.", "2022-06-14"),
    ],
)
def test_a_weekday_tells_the_year_where_nothing_else_does(text: str, meant: str) -> None:
    assert day(text, None) == meant


def test_a_weekday_fits_no_year_after_the_text_was_captured() -> None:
    found = dates_in("الثلاثاء 14 حزيران")[0]
    assert resolved(found, Telling(latest=date(2022, 6, 13))) is None
    assert resolved(found, Telling(latest=date(2022, 6, 14))) == DateSpan.on(date(2022, 6, 14))
    assert (
        resolved(found, Telling(latest=date(2032, 1, 1))) is None
    )  # the next one is of 2033, the last too long ago


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("قصف على الطاحونة في 14 من الشهر الجاري", "2022-06-14"),
        ("قصف على الطاحونة في 30 من الشهر الماضي", "2022-05-30"),
        ("قصف على الطاحونة في الخامس من حزيران", "2022-06-05"),
        ("قصف على الطاحونة في الحادي والعشرين من أيار", "2022-05-21"),
        ("Shelling hit the mill on the fifth of June", "2022-06-05"),
        ("Shelling hit the mill three days ago", "2022-06-13"),
        ("قصف على الطاحونة قبل 4 أيام", "2022-06-12"),
        ("Shelling hit the mill last Thursday", "2022-06-09"),
        ("قصف على الطاحونة الخميس الماضي", "2022-06-09"),
        ("Shelling hit the mill on June 14th, 17 people were killed", "2022-06-14"),
        ("قصف على الطاحونة، حزيران 14, 2022", "2022-06-14"),
        ("Topa li êş ket 14 Hezîran 2022 bombing", "2022-06-14"),
        ("قصف على الطاحونة 14ی حوزەیران 2022", "2022-06-14"),
        ("Değirmen 14 Haziran'da vuruldu.", "2022-06-14"),
        ("Удар по мельнице 14 июня 2022 года.", "2022-06-14"),
        ("Мельницу обстреляли вчера, в среду.", "2022-06-15"),
        ("Удар по млину в понеділок, 13 червня.", "2022-06-13"),
        ("הטחנה הופצצה ב-14 ביוני 2022.", "2022-06-14"),
        ("הטחנה הופצצה אתמול.", "2022-06-15"),
    ],
)
def test_it_reads_further_ways_to_name_a_day(text: str, meant: str) -> None:
    assert day(text) == meant


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("قصف على الطاحونة فجر اليوم", "dawn"),
        ("قصف على الطاحونة مساء أمس", "evening"),
        ("قصف على الطاحونة بعد منتصف ليل أمس", "night"),
        ("قصف على الطاحونة عصر يوم الثلاثاء", "afternoon"),
        ("قصف على الطاحونة ظهر اليوم", "noon"),
        ("قصف على الطاحونة ليلاً", "night"),
        ("Shelling hit the mill last night.", "night"),
        ("On Tuesday morning shelling hit the mill.", "morning"),
        ("Shelling hit the mill at dawn.", "dawn"),
        ("قصف على الطاحونة بعد ظهر اليوم", "afternoon"),
        ("On Tuesday, at around 10:30 AM, shelling hit the mill.", "morning"),
        ("On Tuesday at 15:30 shelling hit the mill.", "afternoon"),
        ("In the early hours of Tuesday shelling hit the mill.", "dawn"),
        ("Shelling hit the mill.", ""),
    ],
)
def test_it_reads_the_part_of_the_day(text: str, part: str) -> None:
    assert time_of(text, claims_dates(text, "", THURSDAY), THURSDAY) == part
