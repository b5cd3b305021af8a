"""Doubts are plain facts of an account's words and claims. All sentences are invented."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.extract import read as reader
from cairn.extract.doubts import signs
from cairn.extract.read import extract
from cairn.sources.report import Report

DAY = date(2025, 5, 9)


def signs_of(text: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """The signs a text's only account is weighed by."""
    seen: list[dict[str, float]] = []

    def keep(reading, claims, **rest):
        seen.append(signs(claims, reading.killed, reading.injured, **rest))
        return reading

    monkeypatch.setattr(reader, "weighed", keep)
    extract(Report(id="r", text=text), None, published=DAY)
    (only,) = seen
    return only


def test_a_plain_count_raises_no_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    found = signs_of("Three civilians were killed when shells struck Kafr Dalia.", monkeypatch)
    assert found["doubts, at most 0"] == 1.0


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (
            "Two farmers were injured near Kafr Dalia on their way to a funeral.",
            "killed missed",
        ),
        ("Four residents and two soldiers were killed by shells in Kafr Dalia.", "armed near"),
        (
            "Nine people were killed in Kafr Dalia. Later the clinic said that 12 residents were killed.",
            "disagree",
        ),
        ("Two residents were killed in Kafr Dalia. In March, six others were killed in Deir Sola.", "others"),
    ],
)
def test_what_the_figures_do_not_account_for_is_a_doubt(
    text: str, doubt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert signs_of(text, monkeypatch)[doubt] == 1.0


def test_words_broken_to_slip_past_a_filter_are_words_of_harm_too(monkeypatch: pytest.MonkeyPatch) -> None:
    found = signs_of("سيارة إسعاف تنقل جـ.ـرحى القرية إلى مشفى كفر دالية مساء", monkeypatch)
    assert found["injured silent"] == 0.0


def test_a_figure_told_twice_speaks_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Five residents were killed in Kafr Dalia. The mayor said that five residents were killed."
    assert signs_of(text, monkeypatch)["told again"] == 1.0
