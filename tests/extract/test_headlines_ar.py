"""Headlines of other news on an Arabic page, numbers too large, and words of kin; all sentences invented."""

from __future__ import annotations

import pytest

from cairn.extract.counts_ar import claims_ar
from cairn.vocab.closed import Event, Group, Kind

_TITLE = "مقتل 4 أشخاص في بلدة النور\n"
_STORY = (
    "قال مصدر في الدفاع المدني إن 4 أشخاص قتلوا اليوم بقصف على السوق الكبير في بلدة النور غرب الوادي.\n",
    "وأضاف المصدر نفسه أن فرق الإسعاف وصلت إلى المكان بعد ساعة وأخمدت النار التي اشتعلت في المحال كلها.\n",
)


def _killed(text: str) -> list[tuple[int | None, int | None, Event]]:
    return [
        (c.min, c.max, c.event) for c in claims_ar(text) if c.kind is Kind.KILLED and c.group is Group.ALL
    ]


def test_a_headline_of_other_news_between_paragraphs_is_no_figure_of_the_text() -> None:
    text = _TITLE + _STORY[0] + "مقتل رجلين بانفجار في سوق الغدير\n" + _STORY[1]
    assert {low for low, *_ in _killed(text)} == {4}


def test_a_headline_that_tells_the_figure_again_is_of_the_event() -> None:
    text = _TITLE + _STORY[0] + "بلدة النور.. 4 قتلى بالقصف وحداد\n" + _STORY[1]
    assert {event for *_, event in _killed(text)} == {Event.THIS}


def test_the_title_and_the_lines_of_a_post_are_no_other_news() -> None:
    assert _killed(_TITLE + "".join(_STORY))[0] == (4, 4, Event.THIS)
    assert _killed("بلدة النور\nمقتل رجلين بانفجار\nفي السوق القديم")[0] == (2, 2, Event.THIS)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("تحييد 6 آلاف و370 مسلحا", [6370]),
        ("وقتل أكثر من نصف مليون شخص في الحرب", []),
        ("مقتل 3 ملايين شخص في الحرب", []),
        ("ارتفاع حصيلة القصف إلى 4 قتلى بعد وفاة مصاب متأثرا بجراحه", [4]),
    ],
)
def test_it_reads_large_numbers_whole_or_not_at_all(text: str, killed: list[int]) -> None:
    assert [c.min for c in claims_ar(text) if c.kind is Kind.KILLED] == killed


def test_both_parents_are_two_of_no_group_and_his_brother_is_one() -> None:
    assert [(c.min, c.group) for c in claims_ar("إصابة والديه بحروق")] == [(2, Group.ALL)]
    assert [(c.min, c.group) for c in claims_ar("قال إن أخاه استشهد بالقصف")] == [(1, Group.ALL)]


def test_the_age_of_somebody_else_makes_nobody_a_child() -> None:
    text = "مقتل سيدة وجرح رضيعة بعمر 5 أشهر في السوق القديم"
    assert [c.kind for c in claims_ar(text) if c.group is Group.CHILDREN] == [Kind.INJURED]


def test_as_for_is_no_mother() -> None:
    assert not [c for c in claims_ar("أما شمالا فقد قتل عدد من الأهالي") if c.group is Group.WOMEN]


def test_once_it_has_looked_back_another_toll_is_of_another_event() -> None:
    text = (
        "قتل 4 أشخاص بقصف على بلدة النور.\nوسبق أن قصفت بلدة الغدير في حزيران الماضي.\n"
        "وأسفر القصف على الغدير عن مقتل رجلين وإصابة 3 أطفال.\nوذكر المشفى أن 4 أشخاص قتلوا"
    )
    events = [(c.min, c.event) for c in claims_ar(text) if c.group is Group.ALL]
    assert events == [(4, Event.THIS), (2, Event.OTHER), (3, Event.OTHER), (4, Event.THIS)]


def test_a_note_on_the_toll_is_no_look_back() -> None:
    text = "قتل 4 أشخاص بقصف على بلدة النور.\nيذكر أن الحصيلة أولية.\nوفي السوق قتل رجلان أيضا بالقصف نفسه"
    assert _killed(text)[-1] == (2, 2, Event.THIS)


_SENTENCES = [
    (
        "إصابة 5 بينهم طفل وامرأة",
        [(Kind.INJURED, Group.ALL, 5), (Kind.INJURED, Group.CHILDREN, 1), (Kind.INJURED, Group.WOMEN, 1)],
    ),
    ("وقضى في الهجوم 8 عمال", [(Kind.KILLED, Group.ALL, 8)]),
    ("بلغ عدد القتلى 12 وعدد الجرحى 30 شخصا", [(Kind.KILLED, Group.ALL, 12), (Kind.INJURED, Group.ALL, 30)]),
    ("وفارق الحياة ثلاثة من المصابين", [(Kind.KILLED, Group.ALL, 3)]),
    ("قتل 3 من عناصر الدفاع المدني", [(Kind.KILLED, Group.ALL, 3)]),
    ("أصيب جراء القصف الأخير أربعة عمال", [(Kind.INJURED, Group.ALL, 4)]),
    ("وأصابوا 5 آخرين بالرصاص", [(Kind.INJURED, Group.ALL, 5)]),
    ("مقتل عائلة كاملة مؤلفة من 6 أشخاص", [(Kind.KILLED, Group.ALL, 6)]),
    ("مقتل جميع ركاب السيارة وعددهم أربعة", []),
    ("مقتل سالم حمدان أحد عناصر الفوج", [(Kind.KILLED, Group.BELLIGERENTS, 1)]),
    ("مقتل سالم حمدان على يد عناصر الحاجز", [(Kind.KILLED, Group.ALL, 1)]),
    ("على أحد عملاء الأمن العسكري ما أدى لمقتله", [(Kind.KILLED, Group.ALL, 1)]),
]


@pytest.mark.parametrize(("text", "told"), _SENTENCES)
def test_it_reads_what_the_sentence_counts(text: str, told: list[tuple[Kind, Group, int]]) -> None:
    assert [(c.kind, c.group, c.min) for c in claims_ar(text) if c.min is not None] == told


def test_the_day_told_of_a_death_of_wounds_is_that_of_the_wound() -> None:
    died = claims_ar("وفاة طفلة متأثرة بجراح أصيبت بها قبل أسبوع")[0]
    assert (died.kind, died.event) == (Kind.DIED_OF_WOUNDS, Event.THIS)
