"""Arabic harm sentences, all invented: who was killed or injured, how many, of which event."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.counts_ar import claims_ar
from cairn.extract.model import Claim
from cairn.values import Range
from cairn.vocab.closed import Basis, Event, Group, Kind, Status


def _of(text: str, kind: Kind, group: Group = Group.ALL) -> list[Claim]:
    return [c for c in claims_ar(text) if c.kind is kind and c.group is group]


def _figures(
    text: str, kind: Kind = Kind.KILLED, group: Group = Group.ALL
) -> list[tuple[int | None, int | None]]:
    return [(c.min, c.max) for c in _of(text, kind, group)]


@pytest.mark.parametrize(
    ("sentence", "low", "high", "basis"),
    [
        ("مقتل 3 مدنيين بقصف على بلدة النور", 3, 3, Basis.STATED),
        ("مقتل ثلاثة مدنيين بقصف على بلدة النور", 3, 3, Basis.STATED),
        ("استشهاد خمسة وعشرين شخصا في السوق", 25, 25, Basis.STATED),
        ("سقوط ٤ شهداء في الحي", 4, 4, Basis.STATED),
        ("قُتل مدنيان بقصف مدفعي", 2, 2, Basis.IMPLIED),
        ("مقتل طفلين في القرية", 2, 2, Basis.IMPLIED),
        ("سقط قتيلان في القرية", 2, 2, Basis.IMPLIED),
        ("مقتل مدنيين اثنين", 2, 2, Basis.STATED),
        ("استشهاد مدنيين بقصف", 2, None, Basis.VAGUE),
        ("وفاة طفل في القصف", 1, 1, Basis.IMPLIED),
        ("أن امرأة استشهدت صباح اليوم", 1, 1, Basis.IMPLIED),
        ("قال المراسل إن 9 مدنيين قتلوا في السوق", 9, 9, Basis.STATED),
        ("مقتل ما لا يقل عن 9 أشخاص", 9, None, Basis.STATED),
        ("مقتل أربعة أشخاص على الأقل", 4, None, Basis.STATED),
        ("أكثر من 15 شهيدا في القصف", 15, None, Basis.STATED),
        ("مقتل ما يصل إلى 20 شخصا", None, 20, Basis.STATED),
        ("مقتل 3-5 مدنيين", 3, 5, Basis.STATED),
        ("مقتل من 3 إلى 5 مدنيين", 3, 5, Basis.STATED),
        ("مقتل طفل وامرأة ورجلين", 4, 4, Basis.SUM),
        ("استشهاد سيدة وطفلتها وإصابة زوجها", 2, 2, Basis.SUM),
        ("استشهدت ليلا أسرة (امرأة وزوجها و6 من بناتها)", 8, 8, Basis.SUM),
        ("مقتل سالم العابد وهو معلم بالإضافة إلى اثنين من أبنائه", 3, 3, Basis.SUM),
        ("استشهاد سالم حامد العابد جراء القصف", 1, 1, Basis.IMPLIED),
        ("استشهاد كل من\nسالم حامد العابد\nنادر زيد القاسم\nودفنوا مساء", 2, 2, Basis.LIST),
        ("الشهداء:\n1- سالم حامد 28 سنة\n2- نادر زيد القاسم\nرحمهم الله", 2, 2, Basis.LIST),
        ("تشييع 4 مسعفين من طاقم الهلال الفلسطيني استشهدوا بقصف", 4, 4, Basis.STATED),
        ("فقد مدنيان حياتهما في القصف", 2, 2, Basis.IMPLIED),
        ("توفي اليوم الأحد 3 آذار 2019 الشاب سالم حامد", 1, 1, Basis.IMPLIED),
        ("قتلت ميليشيا مسلحة ثلاثة مزارعين", 3, 3, Basis.STATED),
        ("مقتل رجل وزوجته وأطفالهما الثلاثة", 5, 5, Basis.SUM),
        ("استشهاد الأشقاء الـ4", 4, 4, Basis.STATED),
        ("استهداف سيارة سالم ما أدى إلى مقتله", 1, 1, Basis.IMPLIED),
        ("لقي شاب مصرعه", 1, 1, Basis.IMPLIED),
        ("عشرات القتلى في السوق", 20, None, Basis.VAGUE),
        ("عشرات القتلى والجرحى في السوق", None, None, Basis.VAGUE),
        ("مقتل عدد من المدنيين", 2, None, Basis.VAGUE),
        ("استشهاد عائلة العابد", None, None, Basis.VAGUE),
        ("أبيدت عائلة بأكملها بحسب الأهالي", None, None, Basis.VAGUE),
        ("شهداء وجرحى بقصف على السوق", 2, None, Basis.VAGUE),
        ("مقـ ـتل ثـ.ـلاثة مدنيين", 3, 3, Basis.STATED),
    ],
)
def test_it_reads_the_killed(sentence: str, low: int | None, high: int | None, basis: Basis) -> None:
    (claim,) = _of(sentence, Kind.KILLED)
    assert (claim.min, claim.max, claim.basis) == (low, high, basis)


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("وإصابة 10 آخرين", 10, 10),
        ("أصيب طفلان بجروح", 2, 2),
        ("وجرح حوالي 20 شخصا", 20, 20),
        ("وعدة جرحى", 2, None),
        ("جُرح عدد آخر", 2, None),
    ],
)
def test_it_reads_the_injured(sentence: str, low: int | None, high: int | None) -> None:
    assert _figures(sentence, Kind.INJURED) == [(low, high)]


def test_killed_and_injured_of_one_sentence_are_two_claims() -> None:
    text = "مقتل ثلاثة مدنيين وإصابة سبعة آخرين"
    assert _figures(text) == [(3, 3)]
    assert _figures(text, Kind.INJURED) == [(7, 7)]


@pytest.mark.parametrize(
    "sentence",
    ["مقتل وإصابة 30 شخصا", "ضحاياها 30 مدنيا بين قتيل وجريح", "30 قتيلا وجريحا في السوق"],
)
def test_one_figure_for_killed_and_injured_bounds_both_from_above(sentence: str) -> None:
    assert _figures(sentence) == [(None, 30)]
    assert _figures(sentence, Kind.INJURED) == [(None, 30)]


def test_a_part_is_never_added_to_the_total() -> None:
    text = "مقتل 8 مدنيين بينهم 3 أطفال وامرأتان"
    assert _figures(text) == [(8, 8)]
    assert _figures(text, group=Group.CHILDREN) == [(3, 3)]
    assert _figures(text, group=Group.WOMEN) == [(2, 2)]


def test_a_bracket_tells_again_who_they_were() -> None:
    text = "مقتل 3 مدنيين (طفلان وامرأة)"
    assert _figures(text) == [(3, 3)]
    assert _figures(text, group=Group.CHILDREN) == [(2, 2)]


def test_sons_and_youths_are_no_children_by_that_word() -> None:
    assert _figures("مقتل شاب وابنه", group=Group.CHILDREN) == []


@pytest.mark.parametrize(
    "sentence", ["مقتل خمسة من عناصر الجيش", "مقتل ضابط وجندي", "قتلى في صفوف قوات النظام"]
)
def test_the_armed_are_counted_apart(sentence: str) -> None:
    claims = _of(sentence, Kind.KILLED, Group.BELLIGERENTS)
    assert claims
    assert {c.status for c in claims} == {Status.BELLIGERENT}
    assert _of(sentence, Kind.KILLED) == []


def test_both_sides_of_one_breath_are_two_claims() -> None:
    text = "مقتل عنصرين ومدني"
    assert _figures(text, group=Group.BELLIGERENTS) == [(2, 2)]
    assert _figures(text) == [(1, 1)]


def test_a_martyr_is_not_a_belligerent_by_that_word() -> None:
    assert {c.status for c in claims_ar("سقوط ثلاثة شهداء")} == {Status.UNKNOWN}


def test_civilians_are_told_by_the_word() -> None:
    assert {c.status for c in _of("مقتل 3 مدنيين", Kind.KILLED)} == {Status.CIVILIAN}


def test_a_risen_toll_is_an_update() -> None:
    (risen,) = _of("ارتفاع عدد القتلى في بلدة النور إلى أربعة", Kind.KILLED)
    assert (risen.min, risen.event) == (4, Event.UPDATE)


def test_figures_over_a_time_carry_their_scope() -> None:
    (claim,) = _of("منذ بداية العام قتل 124 مدنيا في المنطقة", Kind.KILLED)
    assert claim.event is Event.CUMULATIVE
    assert claim.scope.startswith("منذ")


def test_another_event_is_told_apart() -> None:
    claims = _of("مقتل طفل في بلدة النور.\nوفي سياق متصل، قتل خمسة مدنيين في بلدة الغدير", Kind.KILLED)
    assert [c.event for c in claims] == [Event.THIS, Event.OTHER]


def test_a_day_of_a_month_gone_by_is_another_event() -> None:
    (claim,) = _of("في 12 من حزيران الماضي قتل سبعة مدنيين في بلدة النور", Kind.KILLED)
    assert claim.event is Event.OTHER


@pytest.mark.parametrize(
    "sentence",
    [
        "دون وقوع إصابات",
        "لم يسفر القصف عن قتلى",
        "نجاة عائلة من القصف",
        "نقل إلى مشفى الشهيدة سعاد",
        "قصف على أطراف سورية",
        "فقد استهدفت الغارات منزل سالم",
        "قصف على السوق",
    ],
)
def test_no_harm_is_no_claim(sentence: str) -> None:
    assert claims_ar(sentence) == []


def test_who_says_so_is_kept_in_their_words() -> None:
    (claim,) = _of("وقال الدفاع المدني إن ثلاثة أشخاص قتلوا", Kind.KILLED)
    assert claim.attributed_to == "الدفاع المدني"


def test_names_are_claims_of_their_own() -> None:
    text = "استشهاد سالم حامد العابد جراء القصف"
    assert [c.value for c in claims_ar(text) if c.kind is Kind.VICTIM] == ["سالم حامد العابد"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("انتشال ثلاث جثث من تحت الركام", Kind.RECOVERED),
        ("فقدان أربعة صيادين في البحر", Kind.MISSING),
        ("ما زال خمسة عالقين تحت الركام", Kind.TRAPPED),
        ("استشهاد طفل متأثرا بجراحه", Kind.DIED_OF_WOUNDS),
    ],
)
def test_other_kinds_of_harm_are_told_apart(sentence: str, kind: Kind) -> None:
    assert [c.kind for c in claims_ar(sentence) if c.group is Group.ALL] == [kind]


def test_one_brought_out_alive_is_no_body() -> None:
    assert claims_ar("انتشال طفلة على قيد الحياة") == []


def test_the_passage_holds_the_words_to_their_last_letter() -> None:
    text = "عاجل: ثلاثةُ شُهداءَ وجرحى"
    (claim,) = [c for c in _of(text, Kind.KILLED) if c.min]
    assert text[claim.start : claim.end] == "ثلاثةُ شُهداءَ"


_PARTS = """
    مقتل استشهاد وإصابة قتل طفل طفلين 3 ٤ ثلاثة مدنيين وامرأة شهداء بينهم على الأقل أكثر من عناصر إلى بين
    قتيل وجريح سالم حامد القصف ، . ( ) - ارتفع عدد عائلة وهو مع كل ق.صف و ةم آخرين منذ بداية العام قال إن
    2021 عام فقد حياتهم انتشال
"""
_WORDS = st.sampled_from([*_PARTS.split(), "\n", "\u200f", "مقـ ـتل"])


@given(st.lists(_WORDS, max_size=25).map(" ".join))
def test_every_passage_lies_in_the_text_and_every_figure_is_a_range(text: str) -> None:
    for claim in claims_ar(text):
        quote = text[claim.start : claim.end]
        assert quote.strip()
        assert claim.figure == Range(claim.min, claim.max)
        assert 0 < claim.confidence <= 1
        assert claim.attributed_to in text
        if claim.kind is Kind.VICTIM:
            assert claim.value == quote


@given(st.text(max_size=80))
def test_any_text_is_read_without_fault(text: str) -> None:
    assert all(0 <= c.start < c.end <= len(text) for c in claims_ar(text))


@pytest.mark.parametrize("kin", ["وابنه", "ووالده", "وشقيقه"])
def test_and_his_son_is_a_person_and_no_woman(kin: str) -> None:
    sentence = f"مقتل رجل {kin} بقصف على البلدة"
    assert _figures(sentence) == [(2, 2)]
    assert _figures(sentence, group=Group.WOMEN) == []


def test_his_daughter_is_counted_among_women() -> None:
    assert _figures("مقتل رجل وابنته بقصف على البلدة", group=Group.WOMEN) == [(1, 1)]


def test_people_trapped_without_a_number_are_two_or_more() -> None:
    assert _figures("هناك عالقين تحت الأنقاض بعد القصف", Kind.TRAPPED) == [(2, None)]


def test_an_unborn_child_is_not_added_to_its_mother() -> None:
    assert _figures("مقتل امرأة حامل وجنينها في القصف") == [(1, 1)]
    assert _figures("مقتل امرأة وطفلها في القصف") == [(2, 2)]
