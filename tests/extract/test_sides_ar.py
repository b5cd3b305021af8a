"""Who is counted beside whom in Arabic: families of fighters, who shot and who was shot, labels and parts."""

from __future__ import annotations

import pytest

from cairn.extract.counts_ar import claims_ar
from cairn.vocab.closed import Group, Kind


def _dead(text: str, group: Group = Group.ALL) -> list[tuple[int | None, int | None]]:
    return [(c.min, c.max) for c in claims_ar(text) if c.kind is Kind.KILLED and c.group is group]


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("استشهاد ضابط في لواء الصقور برفقة زوجته وابنتيه", 3),
        ("مقتل قيادي من كتيبة السهم مع أولاده الأربعة", 4),
    ],
)
def test_the_family_of_an_armed_man_is_counted_beside_him(sentence: str, count: int) -> None:
    assert _dead(sentence) == [(count, count)]
    assert _dead(sentence, Group.BELLIGERENTS) == [(1, 1)]


def test_the_escort_of_an_armed_man_is_no_family() -> None:
    assert _dead("مقتل قيادي من كتيبة السهم مع مرافقيه الأربعة") == []


@pytest.mark.parametrize("sentence", ["قتل أربعة مسلحين بائعا", "قتل جندي طفلة", "مقاتلون يقتلون بائعا"])
def test_armed_people_before_an_object_did_it(sentence: str) -> None:
    assert _dead(sentence) == [(1, 1)]
    assert _dead(sentence, Group.BELLIGERENTS) == []


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("القتلى: 6 (أربع نساء وطفلان)", 6),
        ("عدد الشهداء: 6، والجرحى: 13", 6),
        ("القتلى ستة فلاحين", 6),
        ("نصف القتلى الثمانين نساء وأطفال", 80),
        ("قتلت عائلة كاملة من ستة أفراد", 6),
        ("استشهاد أم وجنينها وزوجها وأولادهما الخمسة", 7),
        ("قتل خمسة بقذيفة", 5),
    ],
)
def test_a_total_is_told_once(sentence: str, count: int) -> None:
    assert _dead(sentence) == [(count, count)]


@pytest.mark.parametrize(
    "sentence",
    [
        "سقط في السوق أحد عناصر الكتيبة قتيلا",
        "مقتل سالم حامد، وهو مسؤول في التنظيم",
    ],
)
def test_what_somebody_was_or_how_they_fell_makes_them_one_of_the_armed(sentence: str) -> None:
    assert _dead(sentence) == []
    assert _dead(sentence, Group.BELLIGERENTS) == [(1, 1)]


def test_a_figure_is_of_the_armed_where_as_many_armed_are_told_and_no_civilian() -> None:
    assert _dead("12 قتيلا في الوادي. مقتل 12 مسلحا بكمين") == []
    assert _dead("12 قتيلا في الوادي. مقتل 5 جنود بكمين، ومقتل 7 مسلحين") == []
    assert (12, 12) in _dead("12 قتيلا في الوادي. مقتل 12 مسلحا بكمين ومقتل 4 مدنيين بقذيفة")
