"""Each claimed share beside the computed one of its day: claims and words enter, verdicts and sentences leave.

A share told of a place that has parts ("about 45 percent of the city") is somebody's claim. It never enters what is
computed; it is held against it. Claims are told in whole per cents, so half a point decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from cairn.control.model import Assertion, Beside, Denominator, Share
from cairn.control.share import series
from cairn.control.telling import Side
from cairn.control.words import Words, day_of
from cairn.errors import CairnError

Verdict = Literal["in", "above", "below", "overlaps", "not_comparable"]
SLACK = 0.005
WINDOW_DAYS = 14
_SAYS_NOTHING = 0.999
_EPSILON = 1e-9


def claims_around(
    place: str, day: date, words: Words, window: int = WINDOW_DAYS, *, drawn: bool = False
) -> tuple[Assertion, ...]:
    """The shares claimed of a place within so many days of a day, nearest first; `drawn` as in `Words.claims`."""
    near = [
        (abs((told - day).days), told, a) for a in words.claims(place, drawn=drawn) if (told := day_of(a))
    ]
    return tuple(a for days, _, a in sorted(near, key=lambda n: (n[0], n[1], n[2].id)) if days <= window)


def beside(claim: Assertion, words: Words) -> Beside:
    """A claim beside what the words give on its day, in the denominator it names, else by land area.

    Several actors of one claim count together. Where its denominator cannot be computed, land area stands beside it and
    the two are not comparable; nor are they where nothing is known. Raises `ValueError` for a claim without a day.
    """
    day = day_of(claim)
    if day is None or not claim.actors:
        raise ValueError(f"{claim.id} is no claim of a share on a day")
    joint = words.seen_by(counted_together(claim, words.side_of))
    told: Denominator = "land_area" if claim.denominator == "not_stated" else claim.denominator
    try:
        computed, comparable = _computed(claim, joint, told, day), True
    except CairnError as error:
        if error.code != "denominator-not-known" or told == "land_area":
            raise
        computed, comparable = _computed(claim, joint, "land_area", day), False
    return set_beside(claim, computed, comparable=comparable)


def set_beside(claim: Assertion, computed: Share, *, comparable: bool = True) -> Beside:
    """A claim beside a share that was computed for it: `beside` for drawn ground, where `Drawings.share` gives it.

    Raises `ValueError` for what claims no share.
    """
    if claim.share is None:
        raise ValueError(f"{claim.id} is no claim of a share")
    low, high = claim.share
    lies: Verdict = verdict(claim.share, computed) if comparable else "not_comparable"
    return Beside(claim, computed, lies, (low - computed.high, high - computed.low))


def verdict(claimed: tuple[float, float], computed: Share) -> Verdict:
    """Where a claimed range lies to the computed one."""
    low, high = claimed
    slack = SLACK + _EPSILON
    if computed.high - computed.low >= _SAYS_NOTHING:
        return "not_comparable"
    if computed.low - slack <= low and high <= computed.high + slack:
        return "in"
    if low > computed.high + slack:
        return "above"
    return "below" if high < computed.low - slack else "overlaps"


def _computed(claim: Assertion, words: Words, denominator: Denominator, day: date) -> Share:
    return next(series(claim.area, claim.actors[0], denominator, words, days=(day,)))


def counted_together(claim: Assertion, side_of: Side) -> Side:
    """The grouping under which the actors of one claim are one, and else as given."""
    sides = {side_of(actor) for actor in claim.actors}
    one = side_of(claim.actors[0])
    return lambda actor: one if side_of(actor) in sides else side_of(actor)


def percent(low: float, high: float) -> str:
    """A range of fractions in whole per cents, "45–61%"; one figure where both are the same. All of it and none of it
    are said only where they are so."""
    least, most = _whole(low), _whole(high)
    return f"{least}%" if least == most else f"{least}–{most}%"


def as_claimed(low: float, high: float) -> str:
    """A claimed range as it was said: a decimal that was told stays, "60.1%"."""
    least, most = _told(low), _told(high)
    return f"{least}%" if least == most else f"{least}–{most}%"


def _told(fraction: float) -> str:
    near = round(fraction * 100, 1)
    return f"{near:g}" if 0 < near < 100 else str(_whole(fraction))


def _whole(fraction: float) -> int:
    near = round(fraction * 100)
    if near == 100 and fraction < 1 - _EPSILON:
        return 99
    return 1 if near == 0 and fraction > _EPSILON else near


_ENGLISH = {
    "in": "The claimed {claim} lies in the computed range, {computed}.",
    "above": "The claimed {claim} lies above the computed range, {computed}, by {points}.",
    "below": "The claimed {claim} lies below the computed range, {computed}, by {points}.",
    "overlaps": "The claimed {claim} lies partly in the computed range, {computed}.",
    "not_comparable": "The claimed {claim} cannot be compared with what is computed here, {computed}.",
}
_ARABIC = {
    "in": "النسبة المذكورة {claim} تقع ضمن النطاق المحسوب {computed}.",
    "above": "النسبة المذكورة {claim} تقع فوق النطاق المحسوب {computed} بفارق {points}.",
    "below": "النسبة المذكورة {claim} تقع تحت النطاق المحسوب {computed} بفارق {points}.",
    "overlaps": "النسبة المذكورة {claim} تقع جزئيا ضمن النطاق المحسوب {computed}.",
    "not_comparable": "النسبة المذكورة {claim} لا يمكن مقارنتها بما هو محسوب هنا {computed}.",
}
_POINTS = {"en": "{range} percentage points", "ar": "{range} نقطة مئوية"}
Isolate = Callable[[str], str]


def sentence(found: Beside, language: str = "en", isolate: Isolate | None = None) -> str:
    """The verdict in words, English or Arabic. `isolate` wraps each range, to keep its order in right-to-left text;
    in Arabic plain text the marks LRI and PDI do."""
    keep = isolate or (_marked if language == "ar" else _as_is)
    low, high = found.claim.share or (0.0, 1.0)
    away = sorted(abs(d) for d in found.difference)
    points = _POINTS[language].format(range=keep(percent(*away).removesuffix("%")))
    template = (_ARABIC if language == "ar" else _ENGLISH)[found.verdict]
    return template.format(
        claim=keep(as_claimed(low, high)),
        computed=keep(percent(found.computed.low, found.computed.high)),
        points=points,
    )


def _as_is(told: str) -> str:
    return told


def _marked(told: str) -> str:
    return f"\u2066{told}\u2069"
