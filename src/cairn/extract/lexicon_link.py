"""Ties the people of a sentence to what befell them: units and mentions enter, pairs of mention and kind leave.

A mention goes with the nearest word of harm: behind it where the language puts the verb last, on either side where
order is free; commas, other words of harm and other people between make it less near. A denied word takes nobody.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from cairn.vocab.closed import Basis, Group, Kind, Status

from .lexicon_file import SAFE
from .lexicon_people import Mention
from .lexicon_words import Unit

_FAR = 22.0
_FAR_FOR_ONE = 14.0
_NEAR = 8.0  # a word of harm already said of others
_OF_PLURALS = (Kind.KILLED, Kind.INJURED, Kind.MISSING, SAFE)
_BREAKS = frozenset(',;:—–()"«»“”')
_STRONG = frozenset(";:—")
_BEFORE_VERB_LAST = 8.0


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of harm at unit `at`: its kind (or `safe`), the table it stands in, and whether it may mean people."""

    at: int
    kind: str
    how: str
    denied: bool = False
    people: bool = False


@dataclass(frozen=True, slots=True)
class Harmed:
    """People and what befell them; `cue` is the unit of the word that says so, -1 where the noun says it."""

    mention: Mention
    kinds: tuple[Kind, ...]
    cue: int = -1
    toll: bool = False
    parts: tuple[Mention, ...] = ()


def cues_in(units: Sequence[Unit], people: Sequence[Mention]) -> list[Cue]:
    """The words of harm that stand outside the mentions, in order."""
    taken = {k for m in people for k in range(m.first, m.last + 1)}
    found = []
    for at, unit in enumerate(units):
        if at in taken:
            continue
        part = next((p for p in ("toll", "verb", "noun") if p in unit.parts), None)
        if part is not None:
            kind, how = unit.parts[part]
            found.append(Cue(at, str(kind), how, _is_denied(units, at), _means_people(unit)))
    return found


def _means_people(unit: Unit) -> bool:
    return bool(unit.parts.get("noun", ("", ""))[1] == "nouns")


def _is_denied(units: Sequence[Unit], at: int) -> bool:
    """Whether a word of denial stands in the same clause."""
    if units[at].plays("no"):
        return True
    for step, most in ((-1, 6), (1, 4)):
        k = at + step
        for _ in range(most):
            if not 0 <= k < len(units) or (units[k].mark in _BREAKS and units[k].mark):
                break
            if units[k].plays("quantity") and step < 0 and units[k].parts["quantity"].low != 0:
                break
            if units[k].plays("no"):
                return True
            k += step
    return False


def tolls(units: Sequence[Unit], people: Sequence[Mention], cues: Sequence[Cue]) -> list[Harmed]:
    """ "The number of the dead rose from 3 to 5": each toll with the last number of its clause."""
    found = []
    for cue in cues:
        if cue.how != "toll" or cue.kind == SAFE:
            continue
        ends = min((c.at for c in cues if c.at > cue.at), default=len(units))
        number: Mention | None = None
        for m in people:
            near = cue.at < m.first < min(ends, cue.at + 14)
            if near and (m.bare or m.kinds or m.noun) and not m.part and m.basis is not Basis.IMPLIED:
                if number is not None and _broken(units, number.last, m.first):
                    break
                number = m
        if number is not None and not number.year_like:
            number = replace(number, low=number.high) if number.up_to else number
            found.append(Harmed(number, (Kind(cue.kind),), cue.at, toll=True))
    return found


def _broken(units: Sequence[Unit], first: int, last: int) -> bool:
    return any(unit.mark in _BREAKS and unit.mark for unit in units[first + 1 : last])


def chained(
    units: Sequence[Unit], people: Sequence[Mention]
) -> Iterator[tuple[Mention, tuple[Mention, ...]]]:
    """The mentions, those listed side by side added up: "a woman and her two children"; with the parts of each."""
    i = 0
    while i < len(people):
        j = i
        while j + 1 < len(people) and _listed(units, people[j], people[j + 1]):
            j += 1
        while j > i and not _tied(units, people[j - 1], people[j]):
            j -= 1
        yield (_sum(people[i : j + 1]), tuple(people[i : j + 1])) if j > i else (people[i], ())
        i = j + 1


def _listed(units: Sequence[Unit], a: Mention, b: Mention) -> bool:
    plain = all(m.noun and not m.kinds and not m.part and not m.plural and m.low is not None for m in (a, b))
    between = units[a.last + 1 : b.first]
    strange = sum(not (u.plays("and", "with", "more") or u.mark == ",") for u in between)
    tied = bool(between) or units[b.first].joined
    return (
        plain
        and tied
        and strange <= 2
        and not any(u.plays("verb", "noun", "among_them") for u in between)
        and not (any(u.mark and u.mark != "," for u in between))
    )


def _tied(units: Sequence[Unit], a: Mention, b: Mention) -> bool:
    """Whether "and" or "with" stands between, not a comma alone."""
    between = units[a.last + 1 : b.first]
    return units[b.first].joined or any(u.plays("and", "with") or u.joined for u in between)


def _sum(listed: Sequence[Mention]) -> Mention:
    highs = [m.high for m in listed]
    statuses = {m.status for m in listed}
    return replace(
        listed[0],
        last=listed[-1].last,
        low=sum(m.low or 0 for m in listed),
        high=None if None in highs else sum(h or 0 for h in highs),
        basis=Basis.SUM,
        group=Group.ALL,
        status=statuses.pop() if len(statuses) == 1 else Status.UNKNOWN,
        over=any(m.over for m in listed),
        year_like=False,
    )


def linked(
    units: Sequence[Unit],
    people: Sequence[tuple[Mention, tuple[Mention, ...]]],
    cues: Sequence[Cue],
    verb_last: bool,
) -> list[Harmed]:
    """Each mention with the nearest word of harm that can be said of it."""
    passed = [0.0, *accumulate(_weight(unit) for unit in units)]
    pairs = sorted(
        (
            (_distance(units, passed, m, cue, verb_last), n, k)
            for n, (m, _) in enumerate(people)
            for k, cue in _near(cues, m.first - _FAR + 1, m.last + _FAR)
            if cue.how != "toll"
        ),
        key=lambda p: p[0],
    )
    tied: dict[int, int] = {}
    used: set[int] = set()
    for distance, n, k in pairs:
        mention = people[n][0]
        if n in tied or not _can(units, mention, cues[k], distance, verb_last):
            continue
        taken = mention.basis is Basis.IMPLIED or (mention.bare and not mention.more) or distance > _NEAR
        if k in used and taken:
            continue
        tied[n] = k
        used.add(k)
    return [
        _harmed(*people[n], cues[k], _beside(units, cues[k], cues, used))
        for n, k in sorted(tied.items())
        if not cues[k].denied
    ]


def _near(cues: Sequence[Cue], first: float, end: float) -> Iterator[tuple[int, Cue]]:
    """The words of harm from unit `first` to before `end`, each with its number: they stand in order."""
    for k in range(bisect_left(cues, first, key=lambda c: c.at), len(cues)):
        if cues[k].at >= end:
            break
        yield k, cues[k]


def _harmed(mention: Mention, parts: tuple[Mention, ...], cue: Cue, other: Cue | None) -> Harmed:
    """`other` is a second word of harm tied to the first: "killed or injured"."""
    kinds: tuple[Kind, ...] = () if cue.kind == SAFE else (Kind(cue.kind),)
    kinds = (*kinds, Kind(other.kind)) if other is not None and kinds else kinds
    return Harmed(mention, kinds, cue.at, parts=parts)


def _beside(units: Sequence[Unit], cue: Cue, cues: Sequence[Cue], used: set[int]) -> Cue | None:
    """A word of another harm joined to this one by "and" or "or" alone, and said of nobody else."""
    for k, other in _near(cues, cue.at - 2, cue.at + 3):
        first, last = sorted((cue.at, other.at))
        between = units[first + 1 : last]
        tied = len(between) == 1 and between[0].plays("and", "to")
        joined = not between and units[last].joined
        is_harm = {cue.kind, other.kind} == {Kind.KILLED, Kind.INJURED} and other.how != "toll"
        if is_harm and (tied or joined) and k not in used and not other.denied:
            return other
    return None


def _distance(
    units: Sequence[Unit], passed: Sequence[float], mention: Mention, cue: Cue, verb_last: bool
) -> float:
    """How far apart they stand; `passed` sums up the weights of the units before each."""
    if cue.at > mention.last:
        return 2.0 * units[cue.at].joined + passed[cue.at] - passed[mention.last + 1]
    of_bodies = cue.kind == Kind.RECOVERED and cue.at == mention.first - 1
    more = _BEFORE_VERB_LAST if verb_last and not of_bodies else 0.5
    return more + 2.0 * units[mention.first].joined + passed[mention.first] - passed[cue.at + 1]


def _weight(unit: Unit) -> float:
    if unit.mark:
        return 10.0 if unit.mark in _STRONG else 4.0 if unit.mark == "," else 1.0
    if unit.plays("verb", "noun", "toll"):
        return 10.0
    return 3.0 if unit.plays("quantity") else 1.0


def _can(units: Sequence[Unit], mention: Mention, cue: Cue, distance: float, verb_last: bool) -> bool:
    """Whether a word of harm so far away can be said of these people."""
    before = cue.at < mention.first
    armed = mention.status is Status.BELLIGERENT
    if cue.how == "one" and (mention.low or 0) % 10 != 1 and mention.basis is not Basis.SUM:
        return False  # "he was killed" is not said of six; of 21 it is in some languages
    if mention.bare and cue.how == "nouns" and distance > 0.5:
        return False
    if mention.plural:
        told = cue.kind in _OF_PLURALS and cue.how not in ("active", "one")
        return distance <= 2.5 and told and not armed
    if mention.basis is Basis.IMPLIED and not mention.bare:
        struck = cue.how == "active" and armed
        return distance <= _FAR_FOR_ONE and not struck
    if mention.bare:
        reach = 1.5 + (8.0 if before and verb_last else 0.0)
        reach += 4.0 if mention.more or _collective(units, mention) else 0.0
        if mention.year_like:
            return False
        if mention.loose:
            return distance <= _reach_of_loose(cue, before, verb_last)
        return distance <= reach
    return distance <= _FAR


def _reach_of_loose(cue: Cue, before: bool, verb_last: bool) -> float:
    """How near a word of harm must be to a number whose noun is not known: it may count things."""
    if before:
        return -1.0 if verb_last else 0.5
    return 1.0 if verb_last or cue.kind == Kind.KILLED else -1.0


def _collective(units: Sequence[Unit], mention: Mention) -> bool:
    quantity = units[mention.first].parts.get("quantity")
    return quantity is not None and quantity.how == "people"
