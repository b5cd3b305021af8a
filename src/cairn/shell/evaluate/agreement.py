"""How two sets of labels agree: pairs of truth and guess enter; accuracy, macro-F1, kappa, a table leave.

A guess of None is no answer: never right, and of no class. Kappa is asked for only where labels have an order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .score import text_table

Labels = Sequence[tuple[str, str | None]]


def accuracy(labels: Labels) -> float:
    """The share of guesses that are the truth. Raises `ValueError` where there are none."""
    if not labels:
        raise ValueError("no labels to compare")
    return sum(true == guess for true, guess in labels) / len(labels)


def macro_f1(labels: Labels) -> float:
    """The mean of F1 over the classes the truth has, each weighing the same however rare."""
    if not labels:
        raise ValueError("no labels to compare")
    true, guessed = Counter(t for t, _ in labels), Counter(g for _, g in labels)
    right = Counter(t for t, g in labels if t == g)
    return sum(2 * right[c] / (true[c] + guessed[c]) for c in true) / len(true)


def quadratic_kappa(labels: Labels, order: Sequence[str]) -> tuple[float | None, int]:
    """Cohen's kappa with squared distances over the labels whose truth and guess both stand in `order`
    (Cohen 1968), and how many these are. None where chance explains everything: one class on both sides."""
    place = {name: n for n, name in enumerate(order)}
    both = [(place[t], place[g]) for t, g in labels if t in place and g is not None and g in place]
    if not both:
        return None, 0
    rows, columns = Counter(t for t, _ in both), Counter(g for _, g in both)
    observed = sum((t - g) ** 2 for t, g in both) / len(both)
    expected = sum(rows[t] * columns[g] * (t - g) ** 2 for t in rows for g in columns) / len(both) ** 2
    return (1 - observed / expected if expected else None), len(both)


def confusion(labels: Labels) -> dict[str, dict[str, int]]:
    """How often each guess was made of each true label; no answer is `none`."""
    found: dict[str, dict[str, int]] = {}
    for (true, guess), times in sorted(Counter((t, g or "none") for t, g in labels).items()):
        found.setdefault(true, {})[guess] = times
    return found


def confusion_table(labels: Labels, order: Sequence[str]) -> str:
    """The confusion as text: the truth down the side, the guesses along the top."""
    counts = confusion(labels)
    columns = [*order, "none"]
    rows = [(t, *(counts[t].get(g, 0) for g in columns)) for t in (*order, *counts) if t in counts]
    return text_table(("truth \\ guess", *columns), dict.fromkeys(rows))


def set_f1(true: frozenset[str], guess: frozenset[str]) -> float:
    """F1 of one set against another; two empty sets agree."""
    if not true and not guess:
        return 1.0
    return 2 * len(true & guess) / (len(true) + len(guess))
