"""Arabic numbers in digits and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.clean import fold_for_reading
from cairn.extract.numbers_ar import LARGEST, number_at

_ONES = ["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
_TENS = ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]


def _read(text: str) -> tuple[int, int] | None:
    return number_at(fold_for_reading(text).text.split(), 0)


@pytest.mark.parametrize(
    ("words", "value", "taken"),
    [
        ("٢٥", 25, 1),
        ("1,200", 1200, 1),
        ("ثلاث", 3, 1),
        ("أحد عشر", 11, 2),
        ("اثني عشر قتيلا", 12, 2),
        ("ثلاثة عشر", 13, 2),
        ("ثلاثةعشر", 13, 2),
        ("مئة وعشرين", 120, 2),
        ("مائتين وخمسة وأربعين", 245, 3),
        ("ثلاثمئة", 300, 1),
        ("ثلاثة آلاف", 3000, 2),
        ("15 ألف", 15000, 2),
        ("7 آلاف", 7000, 2),
        ("ألف ومئتان", 1200, 2),
        ("خمسة وعشرون شخصا", 25, 2),
    ],
)
def test_it_reads_numbers(words: str, value: int, taken: int) -> None:
    assert _read(words) == (value, taken)


@given(st.integers(0, 7), st.integers(0, 8))
def test_it_reads_every_number_from_21_to_99(ten: int, one: int) -> None:
    assert _read(f"{_ONES[one]} و{_TENS[ten]}") == ((ten + 2) * 10 + one + 1, 2)


@pytest.mark.parametrize("words", ["قصف", "12/3/2021", "وخبر", str(LARGEST + 1)])
def test_it_leaves_what_is_no_count(words: str) -> None:
    assert _read(words) is None


def test_two_counts_joined_by_and_are_not_one_number() -> None:
    assert _read("خمسة وثلاثة") == (5, 1)


@pytest.mark.parametrize("word", ["", "፩", "²", "و"])
def test_what_is_no_digit_of_ours_is_no_number(word: str) -> None:
    assert number_at([word], 0) is None
