"""Tolls that an Arabic text breaks down line by line, and tolls told in parts; all sentences invented."""

from __future__ import annotations

from cairn.extract.bulletins import items_of
from cairn.extract.counts_ar import claims_ar
from cairn.extract.model import LUMPED
from cairn.vocab.closed import Basis, Event, Group, Kind

_SUM = "وبلغ عدد القتلى منذ مطلع العام 60 شخصا، والقتلى هم:\n"


def _told(text: str) -> list[tuple[Group, int | None, int | None, Event]]:
    return [(c.group, c.min, c.max, c.event) for c in claims_ar(text) if c.kind is Kind.KILLED]


def test_the_lines_below_a_sum_are_of_that_sum() -> None:
    text = (
        _SUM
        + "- 12 من الأهالي بينهم 3 نساء بقصف على السوق.\n- 40 من فصيل الوادي\n- عنصر من الحرس\nوعاد الهدوء"
    )
    assert _told(text)[1:] == [
        (Group.ALL, 12, 12, Event.CUMULATIVE),
        (Group.WOMEN, 3, 3, Event.CUMULATIVE),
        (Group.BELLIGERENTS, 40, 40, Event.CUMULATIVE),
        (Group.BELLIGERENTS, 1, 1, Event.CUMULATIVE),
    ]


def test_the_first_line_of_a_sum_may_go_on_in_its_heading() -> None:
    text = "سقط منذ مطلع العام 20 قتيلا والقتلى هم: – 18 مدنيا.– 2 من فصيل الوادي"
    assert _told(text)[1:] == [
        (Group.ALL, 18, 18, Event.CUMULATIVE),
        (Group.BELLIGERENTS, 2, 2, Event.CUMULATIVE),
    ]


def test_lines_below_one_attack_are_not_counted_as_sums_nor_again() -> None:
    text = "قتل 4 أشخاص بقصف على بلدة النور، والقتلى هم:\n- رجل من بلدة الغدير\n- 3 من أبناء القرية"
    assert _told(text) == [(Group.ALL, 4, 4, Event.THIS)]


def test_a_sum_ends_with_its_lines() -> None:
    text = _SUM + "- 12 من الأهالي\nقتل رجل بقصف على بلدة الغدير"
    assert _told(text)[-2:] == [(Group.ALL, 1, 1, Event.THIS), (Group.MEN, 1, 1, Event.THIS)]


def test_lines_that_break_a_sum_down_are_no_events_of_a_bulletin() -> None:
    lines = "".join(f"- {n} غارات على بلدة الغدير أسفرت عن قتل رجل\n" for n in (3, 4, 5))
    assert len(items_of("نشرة اليوم\n" + lines)) == 3
    assert items_of("وتوزعت الغارات على النحو الآتي:\n" + lines) == []


def test_two_figures_that_make_the_toll_up_are_of_the_event() -> None:
    text = "قتل 5 أشخاص في بلدة النور.\nقتل 3 منهم رجال بقصف على السوق.\nوفي وقت سابق قتل 2 بقصف على الفرن"
    assert {event for *_, event in _told(text)} == {Event.THIS}


def test_a_toll_drawn_of_attacks_is_a_sum_and_one_of_the_attack_is_not() -> None:
    first = "قتل رجل بقصف على بلدة النور.\nوبذلك ارتفع عدد القتلى "
    assert _told(first + "منذ أمس إلى 30 شخصا")[-1] == (Group.ALL, 30, 30, Event.CUMULATIVE)
    assert _told(first + "في الهجوم إلى 30 شخصا")[-1] == (Group.ALL, 30, 30, Event.UPDATE)


def test_of_several_at_least_one_is_a_child() -> None:
    child = [
        c for c in claims_ar("إصابة عدد من الأهالي بينهم طفل بقصف على البلدة") if c.group is Group.CHILDREN
    ]
    assert [(c.min, c.max, c.basis) for c in child] == [(1, None, Basis.VAGUE)]


def test_children_killed_and_hurt_in_one_figure_are_children_of_each() -> None:
    children = [c for c in claims_ar("6 أطفال بين قتيل وجريح في البلدة") if c.group is Group.CHILDREN]
    assert [(c.kind, c.min, c.max, c.scope) for c in children] == [
        (Kind.KILLED, None, 6, LUMPED),
        (Kind.INJURED, None, 6, LUMPED),
    ]


def test_one_dead_and_two_hurt_are_not_lumped() -> None:
    told = {(c.kind, c.min, c.max) for c in claims_ar("3 أشخاص بين شهيد وإصابتين في البلدة")}
    assert told == {(Kind.KILLED, 1, 1), (Kind.INJURED, 2, 2)}


def test_a_part_of_the_hurt_is_not_told_as_more_of_them() -> None:
    for text in (
        "إصابة 7 أشخاص بقصف على البلدة، إصابة اثنين منهم خطيرة",
        "إصابة 7 أشخاص بقصف على البلدة. وهناك إصابتان خطيرتان بحسب المشفى",
        "إصابة 7 أشخاص بقصف على البلدة. أما الإصابات الثلاث فنقلت إلى المشفى",
    ):
        assert [c.min for c in claims_ar(text)] == [7]


def test_others_with_civilians_among_them_are_not_of_the_armed_side() -> None:
    told = {c.kind: c.group for c in claims_ar("مقتل جندي وإصابة سبعة آخرين بينهم مدنيان")}
    assert told[Kind.INJURED] is Group.ALL


def test_her_son_the_youth_is_a_man() -> None:
    men = [c for c in claims_ar("مقتل امرأة وابنها الشاب بقصف على البلدة") if c.group is Group.MEN]
    assert [c.min for c in men] == [1]


def test_plurals_without_a_number_are_not_added_up() -> None:
    told = [(c.min, c.max) for c in claims_ar("سقوط 13 شهيدا مدنيين ونساء") if c.group is Group.ALL]
    assert told == [(13, 13)]
    both = {c.group: c.basis for c in claims_ar("وأصيب عدد من النساء والأطفال بقصف على البلدة")}
    assert both == {Group.ALL: Basis.VAGUE, Group.WOMEN: Basis.VAGUE, Group.CHILDREN: Basis.VAGUE}


def test_a_figure_of_both_sides_is_of_neither() -> None:
    assert [c.group for c in claims_ar("مقتل 7 من الجنود والمزارعين خلال تبادل النار")] == [Group.ALL]


def test_those_along_with_the_hurt_are_added() -> None:
    assert [c.min for c in claims_ar("إصابة 10 عمال بجروح مع أربعة مزارعين")] == [14]


def test_no_hurt_of_whatever_number_are_none() -> None:
    assert [c.min for c in claims_ar("وتأكدت الفرق من وجود أي مصابين في البناء")] == [None]


def test_two_women_are_hurt_in_the_dual() -> None:
    told = [(c.group, c.min) for c in claims_ar("وأضاف أن امرأتين أصيبتا بجروح")]
    assert told == [(Group.ALL, 2), (Group.WOMEN, 2)]


def test_many_lost_their_lives() -> None:
    told = [(c.kind, c.min) for c in claims_ar("7 من جنود الفوج فقدوا حياتهم")]
    assert told == [(Kind.KILLED, 7)]
