"""Cleaning drops furniture, folding gives one shape to each letter, and every character is traced."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.clean import clean, fold_char, fold_for_reading

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةئؤء"
_TEXTS = st.text(alphabet=_LETTERS + "ـًُّ .،:*/•\n\u200f0123٤٥abLl#_-", max_size=120)


@given(_TEXTS)
def test_every_folded_character_is_the_shape_of_the_stored_one(text: str) -> None:
    folded = fold_for_reading(text)
    assert len(folded.text) == len(folded.offsets)
    for shape, at in zip(folded.text, folded.offsets, strict=True):
        stands_for = fold_char(text[at])
        assert (
            shape in stands_for
            or (shape == " " and text[at] == "ة")
            or (shape in "اه" and text[at] in "lLIoOaA")
        )


@given(_TEXTS)
def test_offsets_never_fall(text: str) -> None:
    offsets = fold_for_reading(text).offsets
    assert list(offsets) == sorted(offsets)


@given(_TEXTS)
def test_cleaned_characters_are_the_stored_ones(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.text == "".join(text[at] for at in cleaned.offsets)


@given(_TEXTS, st.data())
def test_a_span_reaches_from_its_first_to_its_last_character(text: str, data: st.DataObject) -> None:
    folded = fold_for_reading(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    passage = folded.span(start, end)
    assert 0 <= passage.start <= passage.end <= len(text)
    if start < end:
        assert (passage.start, passage.end) == (folded.offsets[start], folded.offsets[end - 1] + 1)


def test_a_span_past_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="not within"):
        fold_for_reading("خبر").span(1, 9)


@given(_TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold_for_reading(text).text
    assert all(fold_char(char) == char for char in once)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("مقـ ـتل", "مقتل"),
        ("استـ.شـ.هاد", "استشهاد"),
        ("ق*صف", "قصف"),
        ("ش.هيد", "شهيد"),
        ("قصـــ,ـف", "قصف"),
        ("م ق ت ل طفل", "مقتل طفل"),
        ("شهlدة", "شهاده"),
        ("٣ أطفالٍ", "3 اطفال"),
        ("المدينةمقتل", "المدينه مقتل"),
    ],
)
def test_it_closes_words_broken_on_purpose(written: str, read: str) -> None:
    assert fold_for_reading(written).text == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("عاجلـ شهيد", "عاجل شهيد"),
        ("في الحي.وقال", "في الحي.وقال"),
        ("د.سالم", "د.سالم"),
        ("قرية. مقتل", "قريه. مقتل"),
        ("#ريف_الساحل", "#ريف_الساحل"),
    ],
)
def test_it_leaves_whole_words_apart(written: str, read: str) -> None:
    assert fold_for_reading(written).text == read


def test_furniture_lines_go_and_the_rest_stays_as_written() -> None:
    text = "الرئيسية\nسقط شهيد في بلدة النور.\n12 مشاهدة\nRead more\nوأصيب آخر.\n"
    assert clean(text).text == "سقط شهيد في بلدة النور.\nوأصيب آخر.\n"


def test_other_articles_below_the_post_go() -> None:
    story = "قصف على بلدة النور أوقع شهيدا وجريحين. " * 5
    assert clean(f"{story}\nاقرأ أيضا\nمقتل عشرة في بلدة أخرى\n").text == f"{story}\n"


def test_a_short_text_above_a_related_line_keeps_what_follows() -> None:
    assert "بلدة أخرى" in clean("عنوان\nاقرأ أيضا\nمقتل عشرة في بلدة أخرى\n").text


@pytest.mark.parametrize(
    "wall",
    [
        "Log into Facebook to start sharing and connecting with your friends.",
        "This content isn't available right now",
        "404 Not Found",
        "يجب تسجيل الدخول للمتابعة",
        "Facebook\n\n",
    ],
)
def test_walls_and_error_pages_leave_nothing(wall: str) -> None:
    assert clean(wall).text == ""


def test_a_long_text_that_mentions_a_wall_is_kept() -> None:
    text = "The page said access denied when we called. " + "Three people were hurt in the market. " * 30
    assert clean(text).text == text
