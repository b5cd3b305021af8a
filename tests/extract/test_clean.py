"""Cleaning drops furniture, folding gives one shape to each letter, and every character is traced."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.clean import clean, fold_char, fold_for_reading

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةئؤء"
_PARAGRAPH = (
    "قصف على بلدة النور أوقع شهيدا وجريحين ودمر منزلين، بحسب ما قال سكان البلدة. وهرعت فرق الإسعاف إلى المكان "
    "ونقلت المصابين إلى مشفى قريب، فيما قال شهود إن القذائف سقطت على السوق قبل الظهر بقليل."
)
_ANOTHER = "وبعد ساعة " + _PARAGRAPH.replace("النور", "الغدير")
_TEXTS = st.text(alphabet=_LETTERS + "ـًُّ .،:*/•\n\u200f0123٤٥abLl#_-", max_size=120)


@given(_TEXTS)
def test_every_folded_character_is_the_shape_of_the_stored_one(text: str) -> None:
    folded = fold_for_reading(text)
    assert len(folded.text) == len(folded.offsets)
    for shape, at in zip(folded.text, folded.offsets, strict=True):
        stands_for = fold_char(text[at])
        assert (
            shape in stands_for
            or (shape == " " and text[at] in "ةإ")
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
    story = _PARAGRAPH
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


def test_a_menu_goes_with_its_unknown_entries() -> None:
    menu = "الرئيسية\nأخبار القرية\nسياسة\nأحوال الناس\nمقالات\nمن دفاترنا\nرياضة\nمن نحن\n"
    assert clean(f"{menu}{_PARAGRAPH}\n").text == f"{_PARAGRAPH}\n"


def test_a_list_of_names_is_no_menu() -> None:
    names = "".join(f"{name}\n" for name in ("سالم حامد", "نادر زيد", "سعاد حامد", "رباب زيد") * 3)
    assert clean(f"{_PARAGRAPH}\n{names}مشاركة\n").text == f"{_PARAGRAPH}\n{names}"


def test_related_headlines_above_the_article_do_not_cut_it_off() -> None:
    text = f"قصف على بلدة النور يوقع شهيدا وجريحين بحسب سكان البلدة\nمقالات مشابهة\nمقتل عشرة في بلدة أخرى\n{_PARAGRAPH}\n"
    assert "بلدة أخرى" not in clean(text).text
    assert _PARAGRAPH in clean(text).text


def test_a_pointer_in_the_middle_takes_only_the_headlines_behind_it() -> None:
    text = f"{_PARAGRAPH}\nاقرأ أيضا\nمقتل عشرة في بلدة أخرى\n{_ANOTHER}\n"
    assert clean(text).text == f"{_PARAGRAPH}\n{_ANOTHER}\n"


def test_cut_off_headlines_below_the_article_go_and_a_cut_off_post_stays() -> None:
    text = f"{_PARAGRAPH}\nTwo killed in another town by…\nThree hurt elsewhere as…\n"
    assert clean(text).text == f"{_PARAGRAPH}\n"
    assert clean("Two people were killed in the town of Nour and…\n").text != ""


def test_the_same_line_is_read_once() -> None:
    post = "مقتل خمسة مدنيين بقصف على بلدة النور"
    assert clean(f"{post}\nتفاصيل\n{post}\n").text == f"{post}\nتفاصيل\n"
    assert clean(f"وكالة | {post} {post} {post}\n").text == f"وكالة | {post} \n"


def test_a_post_and_its_translation_are_read_once() -> None:
    arabic = "مقتل خمسة مدنيين وإصابة عشرة آخرين بقصف استهدف سوق بلدة النور صباح اليوم"
    english = "Five civilians were killed and ten wounded in shelling on the market of Nour this morning"
    assert clean(f"{english}\n{arabic}\n").text == f"{arabic}\n"
    assert clean(f"{arabic}\n{english}\n").text == f"{arabic}\n"


def test_an_english_article_with_an_arabic_quote_in_it_stays_whole() -> None:
    english = "Five civilians were killed and ten wounded in shelling on the market of Nour this morning\n"
    quote = "وقال أحد سكان البلدة إن القصف أصاب السوق في ساعة يزدحم فيها الناس صباح اليوم\n"
    text = english + quote + english.replace("Five", "Seven")
    assert clean(text).text == text


def test_a_line_that_dates_the_page_stays() -> None:
    assert clean(f"آخر تحديث: 2023.05.09\n{_PARAGRAPH}\n").text.startswith("آخر تحديث")


_PAGES = st.lists(
    st.sampled_from(
        [
            "الرئيسية",
            "12 مشاهدة",
            "اقرأ أيضا",
            "مقالات مشابهة",
            "Prev Post",
            _PARAGRAPH,
            "مقتل عشرة…",
            "",
            "سياسة",
            "Two killed…",
        ]
    )
    | _TEXTS,
    max_size=30,
)


@given(_PAGES)
def test_what_is_read_of_a_page_is_the_stored_text_in_its_order(page: list[str]) -> None:
    text = "\n".join(page)
    cleaned = clean(text)
    assert cleaned.text == "".join(text[at] for at in cleaned.offsets)
    assert all(a < b for a, b in pairwise(cleaned.offsets))
    assert len(cleaned.text) == len(cleaned.offsets)


def test_words_run_together_before_a_hamza_below_are_parted() -> None:
    assert fold_for_reading("#النورإصابة رجل").text == "#النور اصابه رجل"
    assert fold_for_reading("والإصابة بالإضافة للإسعاف").text == "والاصابه بالاضافه للاسعاف"


def test_points_before_a_letter_that_opens_no_word_break_words_all_over_the_post() -> None:
    assert fold_for_reading("إصا..بات في عدوان إسرا..ئيلي").text == "اصابات في عدوان اسراييلي"
    assert fold_for_reading("وصلت إصا..بات إلى المشفى").text == "وصلت اصا..بات الي المشفي"
