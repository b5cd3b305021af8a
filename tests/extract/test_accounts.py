"""A digest is split where it plainly is one, and any other text is left whole."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.accounts import heading, split_accounts

_DIGEST = (
    "حصاد اليوم الأحد 3 آذار\n"
    "الساحل:: قصف مدفعي على بلدة النور أوقع قتيلا.\n"
    "الجبل:: أصيب طفلان بانفجار لغم في قرية الغدير.\n"
    "السهل:: غارة على أطراف مدينة الرحاب.\n"
)


def test_a_plain_post_is_one_account() -> None:
    text = "مقتل ثلاثة مدنيين بقصف على بلدة النور\nوإصابة خمسة آخرين"
    (whole,) = split_accounts(text)
    assert (whole.start, whole.end, whole.main) == (0, len(text), True)


def test_a_digest_holds_an_account_per_item_and_the_first_is_main() -> None:
    stretches = split_accounts(_DIGEST)
    assert [s.main for s in stretches] == [True, False, False]
    assert [_DIGEST[s.start : s.end].split("::")[0] for s in stretches] == ["الساحل", "الجبل", "السهل"]


def test_the_heading_of_a_digest_is_in_no_account() -> None:
    start, end = heading(_DIGEST, split_accounts(_DIGEST))
    assert _DIGEST[start:end] == "حصاد اليوم الأحد 3 آذار\n"


def test_an_opening_that_tells_of_an_event_is_an_account() -> None:
    text = "مقتل خمسة مدنيين في يوم واحد\n" + _DIGEST
    assert [s.main for s in split_accounts(text)] == [True, False, False, False]


def test_a_list_of_names_is_no_digest() -> None:
    text = "شهداء القصف على بلدة النور:\n- سالم حامد\n- نادر زيد\n- سعاد حامد\n- رباب زيد\n"
    assert len(split_accounts(text)) == 1


def test_two_items_are_too_few() -> None:
    assert len(split_accounts("- قصف على بلدة النور\n- غارة على قرية الغدير\n")) == 1


def test_bullets_in_english_split_too() -> None:
    items = (
        "Daily brief",
        "- Shelling killed two people in Nour.",
        "- A mine wounded a child.",
        "- Airstrike on Rihab.",
    )
    text = "\n".join(items)
    assert len(split_accounts(text)) == 3


@given(st.text(alphabet="-•: \nابقصفمقتلab1.", max_size=200))
def test_stretches_stand_in_order_and_one_is_main(text: str) -> None:
    stretches = split_accounts(text)
    assert sum(s.main for s in stretches) == 1
    assert all(a.end <= b.start for a, b in pairwise(stretches))
    assert all(0 <= s.start <= s.end <= len(text) for s in stretches)


_STORY = (
    "مقتل ثلاثة مدنيين بقصف على بلدة النور\n"
    "قتل ثلاثة مدنيين وأصيب خمسة آخرون اليوم جراء قصف مدفعي استهدف بلدة النور.\n"
    "وقال الدفاع المدني إن القصف استهدف سوقا في البلدة.\n"
)


def _split(text: str) -> list[str]:
    return [text[s.start : s.end].strip() for s in split_accounts(text)]


def test_a_story_that_goes_over_to_another_place_is_split_there() -> None:
    first, second = _split(_STORY + "كما أصيب طفل بقصف على قرية الغدير.\n")
    assert (first, second) == (_STORY.strip(), "كما أصيب طفل بقصف على قرية الغدير.")


def test_the_words_that_go_over_to_another_event_are_in_neither_as_its_own() -> None:
    _, second = _split(_STORY + "وفي سياق متصل، قصفت المدفعية قرية الغدير.\n")
    assert second == "قصفت المدفعية قرية الغدير."


def test_more_on_the_same_place_stays_with_its_event() -> None:
    assert len(_split(_STORY + "كما أصيب مسعفان بقصف ثان على بلدة النور.\n")) == 1


def test_a_toll_without_a_place_stays_with_its_event() -> None:
    assert len(_split(_STORY + "كما أصيب عشرة مدنيين في القصف.\n")) == 1


def test_what_looks_back_is_no_account_of_its_own() -> None:
    assert len(_split(_STORY + "وكانت طائرات قصفت قرية الغدير الأسبوع الماضي.\n")) == 1
    assert len(_split(_STORY + "وقتل مدنيان في قرية الغدير يوم الأحد 4 آب.\n")) == 1


def test_two_clauses_of_one_toll_are_not_parted() -> None:
    assert len(_split("خبر\nقتل ثلاثة مدنيين، وأصيب خمسة آخرون بقصف على قرية الغدير.\n")) == 1


def test_a_headline_gives_the_event_no_place_to_be_left() -> None:
    text = "قصف على مدينة الرحاب\nأصيب طفلان بقصف على قرية الغدير اليوم.\n"
    assert len(_split(text)) == 1


def test_an_english_story_is_split_where_it_says_so() -> None:
    text = "Market hit\nThree people were killed in shelling on Nour town.\nIn another incident, a child was wounded in Ghadir village.\n"
    assert len(_split(text)) == 2
    assert len(_split(text.replace("In another incident, a", "A"))) == 1


def test_a_clause_of_a_bulletin_that_strikes_elsewhere_is_an_account() -> None:
    text = "حصاد اليوم\nالساحل:: قصف على بلدة النور، كما تعرضت قرية الغدير لقصف.\nالجبل:: أصيب طفل في قرية الرحاب.\n"
    assert len(_split(text)) == 3


def test_the_first_item_that_tells_of_harm_is_the_main_one() -> None:
    text = _DIGEST.replace("أوقع قتيلا", "دون وقوع إصابات")
    assert [s.main for s in split_accounts(text)] == [False, True, False]


def test_months_in_a_list_are_sums_and_no_events() -> None:
    text = (
        "Attacks this year\n- January: three people killed.\n- February: two killed.\n- March: one killed.\n"
    )
    assert len(_split(text)) == 1


def test_signs_within_a_line_open_items_too() -> None:
    text = "إصابة طفل بقصف على قرية الغدير - غارتان على محيط بلدة النور - غارة على بلدة الرحاب"
    assert len(_split(text)) == 3


def test_a_dash_within_a_name_opens_nothing() -> None:
    assert len(_split('أصيب مدني بقصف على قرية الغدير، على طريق "النور - الرحاب" بالريف.\n')) == 1


def test_the_headline_of_the_next_event_is_not_in_the_one_before() -> None:
    text = _STORY + "إصابة أربعة بقصف آخر\nكما أصيب أربعة مدنيين بقصف على قرية الغدير.\n"
    first, second = _split(text)
    assert "أربعة" not in first
    assert second.startswith("كما")


def test_and_to_another_place_goes_over_to_it() -> None:
    assert len(_split(_STORY + "وإلى الرحاب، حيث أصيب شابان بإطلاق نار.\n")) == 2
    assert len(_split(_STORY + "وفي الرحاب، أصيب شابان بإطلاق نار.\n")) == 2
    assert len(_split(_STORY + "وفي التفاصيل، أصيب شابان بإطلاق نار.\n")) == 1


def test_places_that_a_lead_sums_up_are_told_again_below_it() -> None:
    text = (
        "ليلة دامية\nقتل وجرح مدنيون بقصف استهدف بلدة النور وقرية الغدير.\n"
        "وقال الدفاع المدني إن أربعة قتلوا بقصف على بلدة النور.\nكما أصيبت سيدة بقصف على قرية الغدير.\n"
    )
    assert len(_split(text)) == 2


def test_two_items_that_each_tell_of_harm_in_a_place_are_enough() -> None:
    text = "• مقتل أربعة مدنيين في قرية الغدير.\n• إصابة طفلين بقصف على بلدة النور.\n"
    assert len(_split(text)) == 2
    assert len(_split("• مقتل أربعة مدنيين.\n• إصابة طفلين.\n")) == 1


def test_and_a_raid_opens_a_clause_without_a_comma() -> None:
    assert len(_split("غارة على محيط بلدة النور وغارتان على محيط قرية الغدير")) == 2
    assert len(_split("غارة على محيط بلدة النور وغارتان على محيط البلدة")) == 1
