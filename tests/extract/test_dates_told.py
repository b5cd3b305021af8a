"""Which of a text's days is the event's: of background, datelines, captions and headings. Sentences are invented."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.extract.dates import claims_dates, event_date
from cairn.extract.telling import telling_of
from cairn.values import DateSpan
from cairn.vocab.closed import Event
from extract.dated import THURSDAY, day, read


@pytest.mark.parametrize(
    "text",
    [
        "The mill has been shelled since 11 June 2022.",
        "الطاحونة تحت القصف منذ 11 حزيران 2022",
        "في ذكرى 11 حزيران 2022 وقف الناس أمام الطاحونة",
        "حتى اليوم لم يصل أحد إلى الطاحونة",
    ],
)
def test_background_dates_are_another_events(text: str) -> None:
    (claim,) = claims_dates(text, "", THURSDAY)
    assert claim.event is Event.OTHER
    assert read(text)[1] == "published"


def test_an_old_date_beside_a_near_one_is_background() -> None:
    text = "Shelling hit the mill on Tuesday. On 3 March 2021 shelling had hit its roof."
    claims = claims_dates(text, "en", THURSDAY)
    assert [c.event for c in claims] == [Event.THIS, Event.OTHER]


def test_an_old_date_alone_is_the_events_own() -> None:
    assert day("We remember how shelling killed five at the mill on 3 March 2021.") == "2021-03-03"


def test_a_dateline_serves_where_the_publication_is_not_known() -> None:
    text = "Mill hit\n16 June 2022, 14:20\nShelling hit the mill yesterday, residents said."
    span, basis = read(text, None)
    assert (span, basis) == (DateSpan.on(date(2022, 6, 15)), "relative")
    assert read("Mill hit\n16 June 2022, 14:20\nThe roof is gone.", None) == (DateSpan.on(THURSDAY), "stated")


def test_today_with_its_date_dates_the_other_words_of_the_text() -> None:
    text = "قصف على الطاحونة اليوم الخميس 16 حزيران 2022، وكان القصف قد طال الجسر مساء أمس."
    assert [c.value for c in claims_dates(text, "ar", None)] == ["2022-06-16", "2022-06-15"]


def test_a_date_repeated_on_lines_of_its_own_is_page_furniture() -> None:
    text = "Mill hit\n" + "\n1 May 2025\n".join(["Shelling hit the mill."] + ["Headline"] * 4)
    assert claims_dates(text, "en", None) == []


def test_a_caption_yields_to_the_news() -> None:
    text = "الطاحونة بعد قصفها 9 حزيران 2022 (وكالة الوادي)\nقتل رجل بقصف على الطاحونة اليوم الخميس"
    assert day(text) == "2022-06-16"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The mayor said on Wednesday that shelling on Monday had hit the mill.", "2022-06-13"),
        ("أعلن مجلس الوادي، الأربعاء، مقتل رجل بقصف على الطاحونة", "2022-06-15"),
        ("أعلن مجلس الوادي، الأربعاء، مقتل رجل بقصف على الطاحونة يوم الاثنين", "2022-06-13"),
        ("قصف على الطاحونة يوم الثلاثاء، وتشييع القتيل أمس", "2022-06-14"),
    ],
)
def test_the_day_of_saying_or_of_burial_yields_to_the_day_of_the_strike(text: str, meant: str) -> None:
    assert day(text) == meant


def test_later_follow_ups_do_not_make_the_event_background() -> None:
    text = "On Friday, March 4th, 2022, shelling killed two at the mill.\nIn July 2022 the mill was rebuilt."
    assert day(text, None) == "2022-03-04"


def test_the_heading_of_a_digest_dates_the_accounts_below_it() -> None:
    telling = telling_of("حصاد أحداث الوادي ليوم الثلاثاء 14-06-2022\nالوادي: قصف على الطاحونة", None)
    assert event_date(claims_dates("الوادي: قصف على الطاحونة", "ar", None, telling), None, telling) == (
        DateSpan.on(date(2022, 6, 14)),
        "stated",
    )
    (yesterday,) = claims_dates("الوادي: قصف على الطاحونة أمس", "ar", None, telling)
    assert yesterday.value == "2022-06-13"


def test_a_dateline_anywhere_in_the_text_stands_for_the_publication_of_each_account() -> None:
    telling = telling_of("Mill hit\n16 June 2022, 14:20\nShelling hit the mill.", None)
    assert telling.day == THURSDAY
    assert event_date([], None, telling) == (DateSpan.on(THURSDAY), "published")


def test_a_place_beside_the_clock_is_still_a_dateline() -> None:
    text = "Mill hit\n2022.06.16 | 14:32 Wadi Town\nShelling hit the mill yesterday."
    assert day(text, None) == "2022-06-15"


def test_a_picture_with_its_whole_date_tells_the_day_of_the_text() -> None:
    text = (
        "The mill on the morning of Tuesday, June 14, 2022 (Photo: Wadi)\nShelling hit the mill on Tuesday."
    )
    assert day(text, None) == "2022-06-14"
