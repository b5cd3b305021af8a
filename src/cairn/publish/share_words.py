"""Shares in words and as markup: a fraction of a place, a range of it, a difference of two.

A share is shown in tenths of a hundredth, and never rounded to nothing or to the whole: what is above none is
"under 0.1 %", and what is below all is "over 99.9 %".
"""

from __future__ import annotations

from cairn.control.model import Beside
from cairn.vocab.labels import label, say

from .markup import Html, element

_STEP = 0.001


def percent(fraction: float) -> str:
    """A fraction in per cent, without the sign: "45", "0.4"; at the ends "<0.1" and ">99.9"."""
    if 0 < fraction < _STEP:
        return "<0.1"
    if 1 - _STEP < fraction < 1:
        return ">99.9"
    return f"{100 * fraction:.1f}".removesuffix(".0")


def percent_words(lang: str, low: float, high: float) -> str:
    """A share as it is read aloud: "45 per cent", "41.2 to 52 per cent"."""
    first, last = percent(low), percent(high)
    told = first if first == last else say(lang, "a_to_b", a=_spoken(lang, first), b=_spoken(lang, last))
    return say(lang, "per_cent", n=_spoken(lang, told))


def percent_html(lang: str, low: float, high: float) -> Html:
    """A share for the eye, its ends in their order in either direction, with its words for the ear."""
    first, last = percent(low), percent(high)
    seen = first if first == last else f"{first}–{last}"
    shown = element("bdi", {"dir": "ltr", "aria-hidden": "true", "class": "whole"}, f"{seen}%")
    return Html(shown + element("span", {"class": "vh"}, percent_words(lang, low, high)))


def points_html(lang: str, low: float, high: float) -> Html:
    """A difference of two shares in points of a hundredth: "+3 to +7", "0", "−4.5"."""
    first, last = _signed(low), _signed(high)
    told = first if first == last else say(lang, "a_to_b", a=first, b=last)
    if first == last:
        return element("bdi", {"dir": "ltr"}, first)
    seen = element("bdi", {"dir": "ltr", "aria-hidden": "true", "class": "whole"}, f"{first} … {last}")
    return Html(seen + element("span", {"class": "vh"}, told))


def verdict_words(lang: str, beside: Beside) -> str:
    """Where a claim lies to the computed range of its day."""
    return label(lang, "beside", beside.verdict)


def _spoken(lang: str, told: str) -> str:
    """The figure with its sign in words, for those who hear it."""
    if told.startswith("<"):
        return say(lang, "under_n", n=told[1:])
    return say(lang, "over_n", n=told[1:]) if told.startswith(">") else told


def _signed(fraction: float) -> str:
    told = f"{abs(100 * fraction):.1f}".removesuffix(".0")
    if told == "0":
        return "0"
    return f"+{told}" if fraction > 0 else f"\u2212{told}"
