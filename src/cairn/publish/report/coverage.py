"""How each day of a period was monitored, told before any figure (rule 19): a period nobody watched says so.

Coverage and a definition enter. A day whose monitorings differ, by party or country, was monitored in part; a day of
which nobody said anything is `untold`, which is no level at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from cairn.publish.wording.figures import span_words
from cairn.tally.model import Coverage, Definition
from cairn.vocab.labels import label

from .model import Watch, Watched
from .words import words

LEVELS = ("full", "partial", "none", "untold")


def watched(
    coverage: Sequence[Coverage], definition: Definition, lang: str, names: Mapping[str, str]
) -> Watched:
    """The period's monitoring in words, and the level of every day. Raises `ValueError` without both days."""
    first, last = definition.from_day, definition.to_day
    if first is None or last is None:
        raise ValueError("a period has a first and a last day")
    by_day = levels(coverage, first, last)
    counts = Counter(by_day.values())
    told = {level: counts[level] for level in LEVELS}
    verdict = ""
    if counts["untold"] == len(by_day):
        verdict = words(lang, "text.untold")
    elif counts["none"] and counts["none"] + counts["untold"] == len(by_day):
        verdict = words(lang, "text.unwatched")
    return Watched(
        verdict=verdict,
        days=words(lang, "text.watch_days", days=len(by_day), **told),
        stretches=tuple(_stretch(c, first, last, lang, names) for c in coverage),
        by_day=by_day,
    )


def levels(coverage: Sequence[Coverage], first: date, last: date) -> dict[date, str]:
    """Each day of the period with how it was monitored, all that is told of it taken together."""
    told: dict[date, set[str]] = {first + timedelta(days=n): set() for n in range((last - first).days + 1)}
    for row in coverage:
        day = max(row.from_day, first)
        while day <= min(row.to_day, last):
            told[day].add(_level(row))
            day += timedelta(days=1)
    return {day: _together(found) for day, found in told.items()}


def _together(found: set[str]) -> str:
    known = found - {"untold"}
    if not known:
        return "untold"
    return known.pop() if len(known) == 1 else "partial"


def _level(row: Coverage) -> str:
    return row.level if row.level in LEVELS else "untold"


def _stretch(row: Coverage, first: date, last: date, lang: str, names: Mapping[str, str]) -> Watch:
    start, end = max(row.from_day, first), min(row.to_day, last)
    return Watch(
        days=span_words(lang, start.isoformat(), end.isoformat()),
        actor=names.get(row.actor, row.actor) or words(lang, "label.any_actor"),
        country=names.get(row.country, row.country) or words(lang, "label.any_country"),
        level=_level(row),
        level_label=label(lang, "coverage", _level(row)),
    )
