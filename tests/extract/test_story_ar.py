"""Which event an Arabic sentence tells of, all invented: dates, looks back, sums over a time."""

from __future__ import annotations

import pytest

from cairn.extract.counts_ar import claims_ar
from cairn.extract.story_ar import days_in
from cairn.vocab.closed import Event, Group, Kind

_FIRST = "مقتل طفل بقصف على بلدة النور.\n"


def _events(text: str) -> list[tuple[int | None, Event]]:
    return [(c.min, c.event) for c in claims_ar(text) if c.kind is Kind.KILLED and c.group is Group.ALL]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("22 من كانون الاول", [(22, 12)]),
        ("السادس من تموز", [(6, 7)]),
        ("الثاني والعشرين من اب", [(22, 8)]),
        ("5/10/2023", [(5, 10)]),
        ("2024-11-30", [(30, 11)]),
        ("3 من الجرحي", []),
    ],
)
def test_it_finds_the_days_named(words: str, days: list[tuple[int, int]]) -> None:
    assert days_in([words] if "/" in words or "-" in words else words.split()) == days


@pytest.mark.parametrize(
    "sentence",
    [
        "وكانت امرأة قد قتلت في بلدة الغدير",
        "وقبل يومين قتل رجل في بلدة الغدير",
        "وسبق أن قتل رجل في البلدة",
        "يأتي ذلك بعد أيام من مقتل رجل في البلدة",
        "وفي سياق منفصل قتل رجل في بلدة الغدير",
        "قتل رجل الأسبوع الماضي في البلدة",
    ],
)
def test_a_look_back_is_another_event(sentence: str) -> None:
    assert _events("مقتل 5 مدنيين بقصف على بلدة النور.\n" + sentence)[-1] == (1, Event.OTHER)


def test_another_day_is_another_event_and_today_leads_back() -> None:
    text = (
        "في 5 آب قتل 4 أشخاص في بلدة النور.\nوفي 12 تموز قتل رجل في بلدة الغدير.\nواليوم 12 تموز توفي 6 منهم"
    )
    assert _events(text)[:2] == [(4, Event.THIS), (1, Event.OTHER)]


@pytest.mark.parametrize(
    "text", ["وكانت امرأة قد قتلت أمس في بلدة الغدير", "وفي 18 من آب الحالي، قتلت امرأة في بلدة الغدير"]
)
def test_what_looks_back_is_another_event_wherever_it_stands(text: str) -> None:
    assert _events(text) == [(1, Event.OTHER)]


def test_what_opens_a_text_is_its_own_event() -> None:
    assert _events("وفي سياق متصل، قتل خمسة مدنيين في بلدة الغدير") == [(5, Event.THIS)]


def test_earlier_today_is_the_same_event() -> None:
    assert _events("وذكر المختار في وقت سابق اليوم أن 14 راعيا استشهدوا") == [(14, Event.THIS)]


@pytest.mark.parametrize(
    "sentence",
    [
        "منذ بداية العام قتل 37 راعيا في التلال",
        "ومنذ بداية العام قتل 37 راعيا في التلال",
        "وتسببت هذه الهجمات باستشهاد 37 راعيا",
        "خلال الـ 80 يوما الأخيرة قتل 37 راعيا",
    ],
)
def test_sums_over_a_time_are_cumulative(sentence: str) -> None:
    assert _events(_FIRST + sentence)[-1] == (37, Event.CUMULATIVE)


def test_a_period_far_behind_a_figure_is_not_its_own() -> None:
    text = "قتل 4 مدنيين بقصف على السوق في بلدة النور قرب الطريق الواصل بين البلدة وبلدة الغدير وعدد كبير من القرى التي تتعرض للقصف منذ بداية العام"
    assert _events(text) == [(4, Event.THIS)]


def test_a_headline_of_a_sum_is_of_its_period() -> None:
    text = "مقتل 24 مدنيا وإصابة كثيرين\nمنذ بداية العام قتل 24 مدنيا في المنطقة"
    assert {event for _, event in _events(text)} == {Event.CUMULATIVE}


def test_an_equal_figure_of_another_day_is_told_again() -> None:
    text = "مقتل 14 مدنيا بقصف على السوق.\nوفي وقت سابق قتل 14 مدنيا في السوق"
    assert _events(text) == [(14, Event.THIS)]


def test_the_attack_told_of_is_no_other_event() -> None:
    assert _events(_FIRST + "وكان القصف قد أسفر عن مقتل 4 أشخاص آخرين")[-1] == (4, Event.THIS)
    assert _events(_FIRST + "وفي وقت سابق الخميس قتل رجل في البلدة")[-1] == (1, Event.THIS)


def test_words_come_after_the_event_they_are_about() -> None:
    assert _events("جاء البيان بعد ساعات من مقتل 4 أشخاص في البلدة") == [(4, Event.THIS)]


def test_a_date_told_long_behind_somebody_is_not_that_of_their_death() -> None:
    text = (
        "أدى القصف إلى مقتل معلم من أبناء البلدة كان يسكن مع أسرته في بيت قديم قرب السوق "
        "وبقي في المعتقل حتى 8 نيسان الماضي"
    )
    assert _events(text) == [(1, Event.THIS)]


def test_a_year_recalled_between_does_not_lead_on() -> None:
    text = "وكان أخوه قد خرج من السجن العام الماضي. وأسفر القصف عن مقتل 4 أشخاص"
    assert _events(text) == [(4, Event.THIS)]


@pytest.mark.parametrize(
    "sentence",
    [
        "قتل رجل الاثنين الماضي في بلدة الغدير",
        "وقتل رجل قبل نحو أسبوع في بلدة الغدير",
        "وقبل ذلك بيومين قتل رجل في بلدة الغدير",
        "وأول أمس قتل رجل في بلدة الغدير",
        "وذلك غداة مقتل رجل في بلدة الغدير",
        "وجاء القصف ردا على هجوم قتل فيه رجل",
        "وكان القصف السابق قد أسفر عن مقتل رجل",
    ],
)
def test_what_is_said_of_a_time_before_is_another_event_once_harm_is_told(sentence: str) -> None:
    assert _events("مقتل 5 عمال بقصف على بلدة النور.\n" + sentence)[-1] == (1, Event.OTHER)


@pytest.mark.parametrize(
    "sentence",
    [
        "11 شهيدا حتى الآن في الوادي وريفها",
        "لتكون حصيلة ضحايا الغارات على الوادي ومحيطها اليوم 11 قتيلا",
        "مقتل 11 شخصا في مناطق متفرقة حتى اللحظة",
    ],
)
def test_the_dead_so_far_in_a_city_and_around_it_are_a_sum(sentence: str) -> None:
    assert _events(sentence)[-1] == (11, Event.CUMULATIVE)


def test_the_dead_so_far_in_one_place_are_those_of_the_event() -> None:
    assert _events("11 شهيدا حتى الآن في بلدة النور") == [(11, Event.THIS)]


def test_a_source_that_told_of_it_before_tells_of_the_event() -> None:
    assert _events(_FIRST + "وكانت مصادر طبية قد قالت إن رجلين قتلا في البلدة")[-1] == (2, Event.THIS)
    assert _events(_FIRST + "وكانت مصادر طبية قد قالت أمس إن رجلين قتلا في البلدة")[-1] == (2, Event.OTHER)


def test_what_a_source_told_at_another_time_is_another_event() -> None:
    assert _events(_FIRST + "مركز الوادي أشار صباح أمس إلى مقتل رجلين بقصف")[-1] == (2, Event.OTHER)
    assert _events(_FIRST + "مركز الوادي أشار إلى مقتل رجلين بقصف صباح اليوم")[-1] == (2, Event.THIS)
