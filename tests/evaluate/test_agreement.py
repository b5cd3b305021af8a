"""Agreement of labels: figures worked out by hand, and what must hold of any labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.shell.evaluate.agreement import (
    accuracy,
    confusion,
    confusion_table,
    macro_f1,
    quadratic_kappa,
    set_f1,
)

ORDER = ("weak", "fair", "confirmed")


def test_a_class_that_is_rare_weighs_as_much_as_any_other() -> None:
    always = [("fair", "fair")] * 9 + [("weak", "fair")]
    assert accuracy(always) == 0.9
    assert macro_f1(always) == pytest.approx((18 / 19 + 0) / 2)


def test_no_answer_is_wrong_and_of_no_class() -> None:
    assert accuracy([("fair", None), ("fair", "fair")]) == 0.5
    assert confusion([("fair", None)]) == {"fair": {"none": 1}}


def test_kappa_agrees_with_one_worked_out_by_hand() -> None:
    labels = [("weak", "weak"), ("weak", "fair"), ("fair", "fair"), ("confirmed", "fair")]
    # squared distances seen: (0 + 1 + 0 + 1) / 4; by chance: (2*1*0 + 2*3*1 + 1*1*1 + 1*3*0 + 1*1*4 + 1*3*1) / 16
    assert quadratic_kappa(labels, ORDER) == (pytest.approx(1 - (2 / 4) / (14 / 16)), 4)


def test_labels_outside_the_order_and_missing_answers_stay_out_of_kappa() -> None:
    labels = [
        ("weak", "weak"),
        ("fair", "fair"),
        ("contested", "weak"),
        ("weak", None),
        ("fair", "contested"),
    ]
    assert quadratic_kappa(labels, ORDER) == (1.0, 2)


def test_one_class_on_both_sides_has_no_kappa() -> None:
    assert quadratic_kappa([("fair", "fair")] * 3, ORDER) == (None, 3)
    assert quadratic_kappa([], ORDER) == (None, 0)


def test_nothing_to_compare_is_refused() -> None:
    for score in (accuracy, macro_f1):
        with pytest.raises(ValueError, match="no labels"):
            score([])


def test_the_confusion_table_has_the_truth_down_the_side() -> None:
    lines = confusion_table([("fair", "weak"), ("fair", None)], ORDER).splitlines()
    assert lines[0].split() == ["truth", "\\", "guess", "weak", "fair", "confirmed", "none"]
    assert lines[1].split() == ["fair", "1", "0", "0", "1"]


def test_two_empty_sets_agree_and_half_a_set_counts_by_both_sides() -> None:
    assert set_f1(frozenset(), frozenset()) == 1.0
    assert set_f1(frozenset("ab"), frozenset("a")) == pytest.approx(2 / 3)


@given(st.lists(st.tuples(st.sampled_from(ORDER), st.sampled_from(ORDER)), min_size=1, max_size=30))
def test_kappa_is_at_most_one_and_the_same_from_both_sides(labels: list[tuple[str, str]]) -> None:
    kappa, n = quadratic_kappa(labels, ORDER)
    back, _ = quadratic_kappa([(g, t) for t, g in labels], ORDER)
    assert n == len(labels)
    assert kappa is None or kappa <= 1
    assert kappa == (back if back is None else pytest.approx(back))
