"""Findings in words: what was compared, what each side says, and the one sentence that gives the reason.

Two prepared accounts and the levels they compare at enter; `Feature`s and a sentence leave.
"""

from __future__ import annotations

from collections.abc import Sequence

from cairn.match.compare import shared_person
from cairn.match.facts import Facts
from cairn.match.judge import Weights
from cairn.match.model import Feature
from cairn.match.spelled import as_spelled, families
from cairn.match.stems import as_written
from cairn.match.surroundings import Surroundings
from cairn.values import Range

_SETTLES = 0.25  # a finding that moves the log-odds less than this is left out of the reason
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SAID = 3  # reasons named on either side


def features(
    a: Facts, b: Facts, found: tuple[str, ...], weights: Weights, around: Surroundings
) -> tuple[Feature, ...]:
    """One feature per level that weighs anything, heaviest first; `left` is a's value, `right` is b's."""
    rows = []
    for level in found:
        left, right = _values(level, a, b, around)
        sentence = weights.sentences[level].format(left=left, right=right)
        rows.append(Feature(level, weights.weights[level], sentence, left, right))
    return tuple(sorted((r for r in rows if r.weight), key=lambda r: (-abs(r.weight), r.name)))


def because(lead: str, rows: Sequence[Feature]) -> str:
    """One sentence: `lead`, what speaks for it, and what against, three findings of each at most."""
    speaks_for = [_clause(r) for r in rows if r.weight >= _SETTLES][:_SAID]
    against = [_clause(r) for r in rows if r.weight <= -_SETTLES][:_SAID]
    sentence = (
        f"{lead} because {'; '.join(speaks_for)}" if speaks_for else f"{lead} on all that is known together"
    )
    return f"{sentence}, although {'; '.join(against)}." if against else f"{sentence}."


def _clause(feature: Feature) -> str:
    sentence = feature.sentence.rstrip(".")
    return sentence[0].lower() + sentence[1:]


def _values(level: str, a: Facts, b: Facts, around: Surroundings) -> tuple[str, str]:
    thing = level.split("_", 1)[0]
    if thing == "date":
        return _day(a), _day(b)
    if thing in ("place", "area", "mention"):
        return _place(a), _place(b)
    if thing == "killed":
        return _count(a.reading.killed), _count(b.reading.killed)
    if thing == "injured":
        return _count(a.reading.injured), _count(b.reading.injured)
    if thing == "people":
        return _people(a, b)
    if thing == "named":
        return _named(a, b, around)
    if thing == "actors":
        return _both(a.reading.belligerents, b.reading.belligerents)
    if thing == "weapons":
        return _both(a.reading.strike_types, b.reading.strike_types)
    if thing == "families":
        return _families(a, b)
    if thing == "hit":
        return _both(a.reading.infrastructure, b.reading.infrastructure)
    if thing == "time":
        return a.reading.time or "not told", b.reading.time or "not told"
    if thing in ("words", "rare"):
        stems = around.shared_rare(a, b)
        return _as_written(a, stems), _as_written(b, stems)
    return "", ""


def _people(a: Facts, b: Facts) -> tuple[str, str]:
    """The victim both name, as each writes the name; else the victims each names."""
    if shared := shared_person(a, b):
        return a.victims[shared[0]], b.victims[shared[1]]
    return _listed(a.reading.victims), _listed(b.reading.victims)


def _named(a: Facts, b: Facts, around: Surroundings) -> tuple[str, str]:
    """The place named by both of which the fewest days are told, as each writes it."""
    shared = sorted(a.names & b.names, key=lambda name: (around.days_at([name]), name))
    if not shared:
        return _place(a), _place(b)
    return as_spelled(shared[0], _places(a)), as_spelled(shared[0], _places(b))


def _places(f: Facts) -> tuple[str, ...]:
    place = f.reading.place
    return (*f.account.places, *((place.name, place.name_en, place.name_ar) if place else ()))


def _families(a: Facts, b: Facts) -> tuple[str, str]:
    one, two = families(a.account.text), families(b.account.text)
    shared = sorted(one.keys() & two.keys())
    if shared:
        return one[shared[0]], two[shared[0]]
    return _listed(tuple(one.values())), _listed(tuple(two.values()))


def _day(f: Facts) -> str:
    if f.day is None:
        if f.month_day:
            return f"day {f.month_day[1]} of month {f.month_day[0]}, year not told"
        return f"a {_WEEKDAYS[f.weekday - 1]}, date not told" if f.weekday else "not known"
    told = f.day.start.isoformat()
    if f.day.days > 1:
        told = f"{told} to {f.day.end.isoformat()}"
    return f"{told}, inferred" if f.inferred else told


def _place(f: Facts) -> str:
    place = f.reading.place
    if place is None or not (place.name or place.name_en):
        return "not known"
    return (
        place.name if not place.name_en or place.name_en == place.name else f"{place.name} ({place.name_en})"
    )


def _count(figure: Range) -> str:
    if figure.is_unknown:
        return "no number"
    if figure.is_exact:
        return str(figure.min)
    if figure.min is None:
        return f"up to {figure.max}"
    return f"at least {figure.min}" if figure.max is None else f"{figure.min} to {figure.max}"


def _both(a: Sequence[str], b: Sequence[str]) -> tuple[str, str]:
    """What both name where they share something, else what each names."""
    shared = [x for x in a if x in b]
    return (_listed(shared), _listed(shared)) if shared else (_listed(a), _listed(b))


def _listed(values: Sequence[str]) -> str:
    shown = ", ".join(values[:3]) or "none named"
    return f"{shown} and {len(values) - 3} more" if len(values) > 3 else shown


def _as_written(f: Facts, stems: Sequence[str]) -> str:
    return ", ".join(as_written(f.account.text, stem) for stem in stems) or "none"
