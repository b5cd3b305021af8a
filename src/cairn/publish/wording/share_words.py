"""Shares in words and as markup: a fraction of a place, a range of it, a difference of two.

What is computed is told in whole per cents, and never rounded to none or to all of a place (`control.beside.percent`);
what is claimed as it was said.
"""

from __future__ import annotations

from cairn.control.beside import as_claimed, percent
from cairn.control.model import Beside
from cairn.vocab.labels import label, say

from .markup import Html, element


def percent_words(lang: str, low: float, high: float) -> str:
    """A share as it is read aloud: "45 per cent", "41 to 52 per cent"."""
    return _in_words(lang, percent(low, high))


def claimed_words(lang: str, low: float, high: float) -> str:
    """A claimed share as it is read aloud: "60.1 per cent"."""
    return _in_words(lang, as_claimed(low, high))


def _in_words(lang: str, shown: str) -> str:
    ends = shown.removesuffix("%").split("–")
    told = ends[0] if len(ends) == 1 else say(lang, "a_to_b", a=ends[0], b=ends[1])
    return say(lang, "per_cent", n=told)


def percent_html(lang: str, low: float, high: float) -> Html:
    """A share for the eye, its ends in their order in either direction, with its words for the ear."""
    return _markup(lang, percent(low, high))


def claimed_html(lang: str, low: float, high: float) -> Html:
    """The same of a claimed share."""
    return _markup(lang, as_claimed(low, high))


def _markup(lang: str, shown: str) -> Html:
    seen = element("bdi", {"dir": "ltr", "aria-hidden": "true", "class": "whole"}, shown)
    return Html(seen + element("span", {"class": "vh"}, _in_words(lang, shown)))


def points_html(lang: str, low: float, high: float) -> Html:
    """A difference of two shares in points of a hundredth: "+3 to +7", "0", "−4"."""
    first, last = _signed(low), _signed(high)
    if first == last:
        return element("bdi", {"dir": "ltr"}, first)
    seen = element("bdi", {"dir": "ltr", "aria-hidden": "true", "class": "whole"}, f"{first} … {last}")
    return Html(seen + element("span", {"class": "vh"}, say(lang, "a_to_b", a=first, b=last)))


def verdict_words(lang: str, beside: Beside) -> str:
    """Where a claim lies to the computed range of its day."""
    return label(lang, "beside", beside.verdict)


def _signed(fraction: float) -> str:
    points = round(100 * fraction)
    return "0" if points == 0 else f"+{points}" if points > 0 else f"\u2212{-points}"
