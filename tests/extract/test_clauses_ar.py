"""What an Arabic sentence denies, imagines or recalls; every sentence here is invented."""

from __future__ import annotations

import pytest

from cairn.extract.counts_ar import claims_ar
from cairn.vocab.closed import Event, Group, Kind


def _killed(text: str) -> list[tuple[int | None, int | None, Event]]:
    wanted = [c for c in claims_ar(text) if c.kind is Kind.KILLED and c.group is Group.ALL]
    return [(c.min, c.max, c.event) for c in wanted if not c.figure.is_unknown]


@pytest.mark.parametrize(
    "sentence",
    [
        "نفت قيادة الحامية مقتل 19 راعيا في الوادي",
        "ينفي الناطق سقوط 22 شهيدا قرب الطاحونة",
        "لا صحة لاستشهاد 13 عاملا في المصنع",
        "نفى المختار الأنباء عن سقوط 9 شهداء",
        "لو انهار الجسر لقتل أربعون طفلا",
        "لو سقطت القذيفة في الملعب لسقط 30 شهيدا",
        "هدد قائد الحامية بقتل 12 راعيا",
        "كادت القذيفة أن تقتل سبعة أطفال",
    ],
)
def test_deaths_that_are_denied_threatened_or_imagined_are_none(sentence: str) -> None:
    assert _killed(sentence) == []


def test_who_denies_the_guilt_does_not_deny_the_dead() -> None:
    assert _killed("نفى قائد الحامية مسؤوليته عن مقتل 19 راعيا") == [(19, 19, Event.THIS)]


def test_a_denial_ends_with_its_clause() -> None:
    text = "نفت الحامية مقتل 19 راعيا، وأكد الطبيب استشهاد 6 رعاة"
    assert _killed(text) == [(6, 6, Event.THIS)]


@pytest.mark.parametrize(
    "sentence",
    [
        "الحصيلة الأولى وهي 14 شهيدا كانت خاطئة، والصحيح 11 شهيدا",
        "استشهد 14 راعيا، ثم عدلت الحصيلة إلى 11 شهيدا",
    ],
)
def test_a_toll_called_wrong_gives_way_to_the_right_one(sentence: str) -> None:
    assert [(low, high) for low, high, _ in _killed(sentence)] == [(11, 11)]


def test_a_wrong_map_leaves_the_dead_alone() -> None:
    assert _killed("مقتل 6 رعاة بقصف اعتمد على خرائط خاطئة") == [(6, 6, Event.THIS)]


@pytest.mark.parametrize(
    "sentence",
    [
        "في ذكرى مجزرة الطاحونة التي أعدم فيها 70 فلاحا تجمع الناس",
        "الذكرى الخامسة لمجزرة الطاحونة: 70 شهيدا في القلب",
        "قبل نحو تسع سنوات أعدم 70 فلاحا هنا",
        "اعتقال حارس متهم بقتل 70 فلاحا",
    ],
)
def test_the_dead_of_long_ago_are_of_another_event(sentence: str) -> None:
    assert _killed(sentence) == [(70, 70, Event.OTHER)]


def test_the_dead_of_today_beside_those_of_long_ago_are_of_this_event() -> None:
    text = "قبل تسع سنوات أعدم 70 فلاحا هنا، واليوم قتل راعيان بقذيفة"
    assert _killed(text) == [(70, 70, Event.OTHER), (2, 2, Event.THIS)]


@pytest.mark.parametrize(
    "sentence",
    [
        "وصول 52 شهيدا إلى المشفى خلال الساعات الـ48 الماضية",
        "قتل 52 فلاحا بين 4 و11 أيار في التلال",
        "استشهاد 52 فلاحا منذ حزيران",
        "52 شهيدا منذ الفجر بغارات على مناطق متفرقة",
    ],
)
def test_the_dead_of_a_counted_time_are_a_sum(sentence: str) -> None:
    assert _killed(sentence) == [(52, 52, Event.CUMULATIVE)]


def test_who_fell_before_a_sum_is_told_is_of_this_event() -> None:
    text = "استشهاد الطبيب ماهر الزين بقذيفة، ليرتفع عدد الأطباء الشهداء منذ حزيران إلى 17"
    assert _killed(text) == [(1, 1, Event.THIS), (17, 17, Event.CUMULATIVE)]


@pytest.mark.parametrize(
    "sentence",
    ["مجزرة في قصر الزيتون", "قذائف على حي الشهداء وشارع الشهداء", "إصابة حارس قرب مفرق الشهيد ماهر"],
)
def test_a_place_named_after_the_dead_counts_none(sentence: str) -> None:
    assert _killed(sentence) == []


def test_minors_among_the_dead_are_children() -> None:
    claims = claims_ar("مقتل 9 رعاة بينهم قصر")
    assert [(c.min, c.max) for c in claims if c.group is Group.CHILDREN] == [(2, None)]


def test_a_verb_is_no_name() -> None:
    claims = claims_ar("تقبل الله الشهداء الخمسة الذين ارتقوا وهم يحصدون حقول القمح")
    assert not [c for c in claims if c.kind is Kind.VICTIM]


def test_a_clause_of_another_year_is_not_of_today() -> None:
    assert _killed("قتل شقيقه عام 2011، وأصيب هو اليوم بشظية") == [(1, 1, Event.OTHER)]


@pytest.mark.parametrize(
    "sentence",
    [
        "في ذكرى عيد الشجرة قتل 8 فلاحين بقذيفة",
        "قذيفة على مدرسة بنيت قبل تسع سنوات أدت إلى مقتل 8 فلاحين",
        "في الذكرى الثانية لمجزرة الطاحونة، استشهد 8 فلاحين اليوم",
    ],
)
def test_a_feast_or_an_old_house_leaves_the_dead_in_this_event(sentence: str) -> None:
    assert _killed(sentence) == [(8, 8, Event.THIS)]
