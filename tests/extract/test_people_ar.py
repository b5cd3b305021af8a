"""Arabic phrases that count people, all invented: numbers, duals, plurals, kin, bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.clean import fold_for_reading
from cairn.extract.people_ar import People, people_at, words_of
from cairn.vocab.closed import Basis, Group, Status


def _read(text: str) -> People | None:
    return people_at([w.text for w in words_of(fold_for_reading(text).text)], 0)


@pytest.mark.parametrize(
    ("phrase", "low", "high", "basis"),
    [
        ("ثلاثة أطفال", 3, 3, Basis.STATED),
        ("١٢ مواطناً", 12, 12, Basis.STATED),
        ("خمسة من مقاتليه", 5, 5, Basis.STATED),
        ("طفلين", 2, 2, Basis.IMPLIED),
        ("زميليه", 2, 2, Basis.IMPLIED),
        ("امرأة", 1, 1, Basis.IMPLIED),
        ("أحد المزارعين", 1, 1, Basis.IMPLIED),
        ("وأحد أبنائها", 1, 1, Basis.IMPLIED),
        ("مدنيين", 2, None, Basis.VAGUE),
        ("آخرين", 2, None, Basis.VAGUE),
        ("عدة جرحى", 2, None, Basis.VAGUE),
        ("عدد كبير من القتلى", 2, None, Basis.VAGUE),
        ("العشرات من المدنيين", 20, None, Basis.VAGUE),
        ("مئات الأشخاص", 200, None, Basis.VAGUE),
        ("أكثر من عشرة أشخاص", 10, None, Basis.STATED),
        ("أكثر 30 شخصا", 30, None, Basis.STATED),
        ("ما لا يقل عن 7 نساء", 7, None, Basis.STATED),
        ("ما يصل إلى 7 أشخاص", None, 7, Basis.STATED),
        ("نحو 20 شخصا", 20, 20, Basis.STATED),
        ("بين 5 و7 أشخاص", 5, 7, Basis.STATED),
        ("أطفاله الستة", 6, 6, Basis.STATED),
        ("المدنيين", None, None, Basis.VAGUE),
        ("جميع السكان", None, None, Basis.VAGUE),
        ("عائلة", None, None, Basis.VAGUE),
    ],
)
def test_it_reads_how_many(phrase: str, low: int | None, high: int | None, basis: Basis) -> None:
    people = _read(phrase)
    assert people is not None
    assert (people.figure.min, people.figure.max, people.basis) == (low, high, basis)


@pytest.mark.parametrize(
    ("phrase", "status"),
    [
        ("مواطنين اثنين", Status.CIVILIAN),
        ("نازحة", Status.CIVILIAN),
        ("راعي", Status.CIVILIAN),
        ("سائق", Status.CIVILIAN),
        ("ثلاثة طلاب", Status.CIVILIAN),
        ("صحفيان", Status.CIVILIAN),
        ("شخص مدني", Status.CIVILIAN),
        ("مسعفين", Status.UNKNOWN),
        ("شرطي", Status.UNKNOWN),
        ("رجل", Status.UNKNOWN),
        ("شهيد", Status.UNKNOWN),
        ("خمسة عناصر", Status.BELLIGERENT),
        ("قيادي", Status.BELLIGERENT),
    ],
)
def test_a_civil_trade_is_civil_and_a_martyr_or_a_medic_is_nothing(phrase: str, status: Status) -> None:
    people = _read(phrase)
    assert (people.noun.status if people and people.noun else Status.UNKNOWN) is status


@pytest.mark.parametrize(
    ("phrase", "group"),
    [
        ("رضيع", Group.CHILDREN),
        ("أمهم", Group.WOMEN),
        ("إحدى العاملات", Group.WOMEN),
        ("شهيدة", Group.WOMEN),
        ("شابان", Group.MEN),
        ("والده", Group.ALL),
        ("شقيقه", Group.ALL),
        ("بنات", Group.ALL),
    ],
)
def test_it_reads_of_which_group(phrase: str, group: Group) -> None:
    people = _read(phrase)
    assert people is not None
    assert people.noun is not None
    assert people.noun.group is group


@pytest.mark.parametrize("word", ["قصف", "سورية", "في", "سوق", "12/3/2021"])
def test_what_is_no_phrase_of_people_counts_nobody(word: str) -> None:
    assert _read(word) is None


def test_the_words_of_a_hashtag_are_read_apart() -> None:
    assert [w.text for w in words_of("#استشهاد_طفلين")] == ["استشهاد", "طفلين"]


@given(st.lists(st.text(max_size=6), min_size=1, max_size=8))
def test_any_words_can_be_asked(words: list[str]) -> None:
    folded = [w for word in words if (w := fold_for_reading(word).text)]
    for at in range(len(folded)):
        people = people_at(folded, at)
        assert people is None or at < people.last <= len(folded)
