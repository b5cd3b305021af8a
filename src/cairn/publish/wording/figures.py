"""Counts and days in words and as markup, in both languages and both directions.

A range keeps its order in right-to-left text (`<bdi dir="ltr">10–20</bdi>`) and is read aloud as
"10 to 20" (rule 25). Unknown is said as such; it is never zero.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

from cairn.vocab.labels import label, say, sections

from .markup import Html, element, joined, text


def range_words(lang: str, low: int | None, high: int | None) -> str:
    """The count as it is read aloud: "5 to 8", "5", "at least 5", "up to 8", "no figure given"."""
    if low is None and high is None:
        return say(lang, "no_figure")
    if high is None:
        return say(lang, "at_least", n=low)
    if low is None:
        return say(lang, "up_to", n=high)
    return str(low) if low == high else say(lang, "a_to_b", a=low, b=high)


def say_html(lang: str, key: str, **values: object) -> Html:
    """A sentence of the section `ui` whose gaps hold markup, such as a range; what is no markup is escaped."""
    return Html(text(sections(lang)["ui"][key]).format(**{k: _markup(v) for k, v in values.items()}))


def _markup(value: object) -> Html:
    return value if isinstance(value, Html) else text(value)


@lru_cache(maxsize=4096)
def range_html(lang: str, low: int | None, high: int | None) -> Html:
    """The count for the eye, with its words for the ear."""
    if low is None and high is None:
        return element("span", {"class": "nofig"}, say(lang, "no_figure"))
    if low is None or high is None or low == high:
        return element("bdi", None, range_words(lang, low, high))
    seen = element("bdi", {"dir": "ltr", "aria-hidden": "true"}, f"{low}–{high}")
    return Html(seen + element("span", {"class": "vh"}, range_words(lang, low, high)))


_ISOLATED = re.compile("\u2066([^\u2066\u2069]*)\u2069")
_SPAN = re.compile(r"([\d,]+)–([\d,]+)")


def spoken_html(lang: str, words: str) -> Html:
    """A finished sentence whose numbers are isolated for writing from right to left, as markup (rule 25)."""
    parts: list[Html] = []
    at = 0
    for match in _ISOLATED.finditer(words):
        span = _SPAN.fullmatch(match.group(1))
        parts.append(text(words[at : match.start()]))
        if span:
            seen = element("bdi", {"dir": "ltr", "aria-hidden": "true"}, span.group())
            heard = say(lang, "a_to_b", a=span.group(1), b=span.group(2))
            parts.append(Html(seen + element("span", {"class": "vh"}, heard)))
        else:
            parts.append(element("bdi", {"dir": "ltr"}, match.group(1)))
        at = match.end()
    return joined([*parts, text(words[at:])])


def day_words(lang: str, iso: str | None) -> str:
    """A day, month or moment in words; what is not a date is given as it stands."""
    if not iso:
        return say(lang, "date_unknown")
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    month = label(lang, "month", str(day.month))
    return f"{day.day} {month} {day.year}"


def month_words(lang: str, month: str) -> str:
    """A month given as `2017-06`."""
    return f"{label(lang, 'month', str(int(month[5:7])))} {month[:4]}"


def period_words(lang: str, period: str) -> str:
    """A year, a month or a day, as long as the ISO string is."""
    return (
        period
        if len(period) == 4
        else month_words(lang, period)
        if len(period) == 7
        else day_words(lang, period)
    )


def span_words(lang: str, start: str | None, end: str | None) -> str:
    """A day, a whole month or year, or "from to"."""
    if not start or not end or start == end:
        return day_words(lang, start or end)
    try:
        first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    except ValueError:
        return say(lang, "a_to_b", a=start, b=end)
    if first == last:
        return day_words(lang, start)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"{label(lang, 'month', str(first.month))} {first.year}"
    return say(lang, "a_to_b", a=day_words(lang, start), b=day_words(lang, end))


def span_html(lang: str, start: str | None, end: str | None) -> Html:
    """The same, with the machine-readable day where it is one."""
    words = span_words(lang, start, end)
    if start and (not end or start == end):
        return element("time", {"datetime": start[:10]}, words)
    return text(words)


def distance_words(lang: str, metres: int) -> str:
    """A radius: metres below one kilometre, whole kilometres from ten on."""
    if metres < 1_000:
        return say(lang, "metres", n=metres)
    kilometres = metres / 1_000
    return say(
        lang,
        "kilometres",
        n=f"{kilometres:.0f}" if kilometres >= 10 else f"{kilometres:.1f}".rstrip("0").rstrip("."),
    )
