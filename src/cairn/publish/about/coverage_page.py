"""The page of what was monitored: a strip per party and country, hatched where nobody watched, its table and its gaps.

Enters: an index and a language. Leaves: a drawing and rows. Days of which nobody said anything are `untold`, which is
no level: it is neither monitored nor not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from cairn.publish.drawings.charts import drawing
from cairn.publish.rows.index import Index
from cairn.publish.wording.figures import day_words, span_words
from cairn.publish.wording.markup import Html, element
from cairn.publish.wording.page_words import words
from cairn.vocab.labels import label

STRIP = 40
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` to `last`, both counted, at one level."""

    first: date
    last: date
    level: str

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Line:
    """One stretch in words, a row of the table."""

    actor: str
    country: str
    first: str
    last: str
    days: int
    level: str
    level_label: str
    span: str


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """The drawing, its table, the gaps, and parties of which nobody said how they were monitored."""

    drawing: Html
    lines: tuple[Line, ...]
    gaps: tuple[Line, ...]
    unstated: tuple[str, ...]
    beyond: str


def coverage_page(found: Index, lang: str) -> CoveragePage:
    """All of it in one language, parties A to Z."""
    strips = stretches(found)
    named = sorted(strips, key=lambda k: (*(n.casefold() for n in _names(found, k, lang)), k))
    lines = [(key, s, _line(found, key, s, lang)) for key in named for s in strips[key]]
    told = {actor for actor, _ in strips}
    spoken = [] if "" in told else [a for a in found.actors(lang) if a not in told]
    return CoveragePage(
        _drawing(found, named, strips, lang),
        tuple(line for _, _, line in lines),
        tuple(line for _, s, line in lines if s.level in ("none", "untold")),
        tuple(found.name("actor", actor, lang) for actor in spoken),
        _beyond([s for some in strips.values() for s in some], lang),
    )


def _beyond(told: Sequence[Stretch], lang: str) -> str:
    """That before the first and after the last day nobody has said anything, which the drawing cannot show."""
    if not told:
        return ""
    first, last = min(s.first for s in told).isoformat(), max(s.last for s in told).isoformat()
    return words(lang, "coverage.beyond", a=day_words(lang, first), b=day_words(lang, last))


def stretches(found: Index) -> dict[tuple[str, str], list[Stretch]]:
    """By party and country: every day between the first and the last day that anything is told of, in stretches."""
    rows: dict[tuple[str, str], list[Stretch]] = defaultdict(list)
    for row in found.record.coverage:
        held = _stretch(row.get("from_day"), row.get("to_day"), row.get("level", ""))
        if held:
            rows[row.get("actor", ""), row.get("country", "")].append(held)
    if not rows:
        return {}
    first = min(s.first for some in rows.values() for s in some)
    last = max(s.last for some in rows.values() for s in some)
    return {key: _whole(some, first, last) for key, some in rows.items()}


def _stretch(start: str | None, end: str | None, level: str) -> Stretch | None:
    try:
        first, last = date.fromisoformat((start or "")[:10]), date.fromisoformat((end or "")[:10])
    except ValueError:
        return None
    known = level if level in ("full", "partial", "none") else "untold"
    return Stretch(first, last, known) if first <= last else None


def _whole(told: Sequence[Stretch], first: date, last: date) -> list[Stretch]:
    """The days from `first` to `last`; where two words on a day differ, it was monitored in part."""
    edges = sorted({first, last + _DAY, *(s.first for s in told), *(s.last + _DAY for s in told)})
    found: list[Stretch] = []
    for start, end in pairwise(edges):
        levels = {s.level for s in told if s.first <= start <= s.last} - {"untold"}
        level = "untold" if not levels else levels.pop() if len(levels) == 1 else "partial"
        if found and found[-1].level == level:
            found[-1] = Stretch(found[-1].first, end - _DAY, level)
        else:
            found.append(Stretch(start, end - _DAY, level))
    return found


def _names(found: Index, key: tuple[str, str], lang: str) -> tuple[str, str]:
    actor, country = key
    who = found.name("actor", actor, lang) if actor else words(lang, "coverage.any_actor")
    return who, label(lang, "country", country) if country else words(lang, "coverage.any_country")


def _line(found: Index, key: tuple[str, str], s: Stretch, lang: str) -> Line:
    days = (day_words(lang, s.first.isoformat()), day_words(lang, s.last.isoformat()))
    span = span_words(lang, s.first.isoformat(), s.last.isoformat())
    return Line(*_names(found, key, lang), *days, s.days, s.level, label(lang, "coverage", s.level), span)


def _drawing(
    found: Index,
    keys: Sequence[tuple[str, str]],
    strips: Mapping[tuple[str, str], Sequence[Stretch]],
    lang: str,
) -> Html:
    if not keys:
        return Html("")
    first, last = strips[keys[0]][0].first, strips[keys[0]][-1].last
    whole = (last - first).days + 1
    near = "100%" if lang == "ar" else "0"
    drawn: list[Html] = []
    for n, key in enumerate(keys):
        y = n * STRIP
        who, country = _names(found, key, lang)
        name = words(lang, "coverage.strip", actor=who, country=country)
        drawn.append(element("text", {"class": "c-strip", "x": near, "y": y + 12}, name))
        drawn += [_rect(s, first, whole, y + 18, lang) for s in strips[key]]
    drawn += _years(first, last, whole, len(keys) * STRIP)
    ends = {"a": day_words(lang, first.isoformat()), "b": day_words(lang, last.isoformat())}
    title, told = words(lang, "coverage.drawing"), words(lang, "coverage.desc", **ends)
    return drawing(title, told, len(keys) * STRIP + 22, drawn)


def _rect(s: Stretch, first: date, whole: int, y: int, lang: str) -> Html:
    ends = span_words(lang, s.first.isoformat(), s.last.isoformat())
    place = {
        "class": f"c-{s.level}",
        "x": f"{100 * (s.first - first).days / whole:.3f}%",
        "y": y,
        "width": f"{100 * s.days / whole:.3f}%",
        "height": 12,
    }
    return element("rect", place, element("title", None, f"{ends}: {label(lang, 'coverage', s.level)}"))


def _years(first: date, last: date, whole: int, y: int) -> list[Html]:
    """Each first of January, fewer where they stand close; the first day's year where there is none."""
    days = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    days = days[:: max(1, len(days) // 8)]
    drawn = []
    for day in days or [first]:
        x = f"{100 * (day - first).days / whole:.3f}%"
        drawn.append(element("line", {"class": "c-axis", "x1": x, "x2": x, "y1": 16, "y2": y + 4}))
        drawn.append(
            element("text", {"class": "c-tick", "x": x, "y": y + 16, "direction": "ltr"}, str(day.year))
        )
    return drawn
