"""Who is counted in a sentence: units enter, mentions of people leave, each with its number, group and status.

"Three civilians", "a girl", "dozens of people", "five wounded", "17": a number and a word for people, a word for one
person, a counted word for the dead or hurt, or a bare number that stands where people are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cairn.vocab.closed import Basis, Group, Kind, Status

from .lexicon_file import SAFE, People
from .lexicon_quantity import Quantity
from .lexicon_words import Unit

_ADULT = 18
_FILLERS = 2  # words between a number and whom it counts: "three local young men"


@dataclass(frozen=True, slots=True)
class Mention:
    """People mentioned: the units from `first` to `last`, how many, and whom. `kinds` are those its own noun says.

    `bare`: a number without a word for people. `loose`: bare, before a word that is not known. `plural`: a plural
    without a number. `part`: said to be of those before.
    """

    first: int
    last: int
    low: int | None
    high: int | None
    basis: Basis = Basis.STATED
    group: Group = Group.ALL
    status: Status = Status.UNKNOWN
    kinds: tuple[Kind, ...] = ()
    bare: bool = False
    loose: bool = False
    plural: bool = False
    part: bool = False
    more: bool = False
    over: bool = False
    year_like: bool = False
    up_to: bool = False
    noun: bool = False


def mentions(units: Sequence[Unit]) -> list[Mention]:
    """Everybody mentioned, in order; none overlaps another."""
    found: list[Mention] = []
    i = 0
    while i < len(units):
        mention = _at(units, i)
        if mention is None:
            i += 1
            continue
        found.append(_aged(units, mention, found))
        i = mention.last + 1
    return found


def _at(units: Sequence[Unit], i: int) -> Mention | None:
    unit = units[i]
    if unit.plays("quantity"):
        return _counted(units, i)
    if unit.plays("people") and not unit.plays("age"):
        return _one_or_more(units, i)
    if unit.plays("age"):
        return _of_age(units, i)
    if unit.plays("noun") and unit.parts["noun"][1] == "noun_one" and unit.parts["noun"][0] != SAFE:
        kinds = (unit.parts["noun"][0],)
        return Mention(i, i, 1, 1, Basis.IMPLIED, kinds=kinds, noun=True)
    return None


def _counted(units: Sequence[Unit], i: int) -> Mention | None:
    """A number and whom it counts; None where it counts things."""
    quantity: Quantity = units[i].parts["quantity"]
    mention = Mention(
        i,
        i,
        quantity.low,
        quantity.high,
        quantity.basis,
        bare=True,
        over=quantity.over,
        year_like=quantity.year_like,
        up_to=units[i].parts.get("bound") == "up_to",
        part=quantity.how == "of_them",
    )
    j = i + 1
    passed = 0
    while j < len(units) and passed <= _FILLERS:
        unit = units[j]
        if unit.plays("things"):
            return None
        if unit.plays("stops") or (unit.joined and j > i + 1):
            break
        if unit.plays("people", "noun") and not unit.plays("age"):
            return _with_nouns(units, mention, j)
        if unit.plays("more"):
            mention = replace(mention, more=True, last=j)
        elif unit.plays("among_them"):
            mention = replace(mention, part=True, last=j)
        elif not (
            unit.unknown or unit.plays("age", "verb", "ignore") or (mention.part and unit.mark in ("—", "-"))
        ) or (unit.plays("verb") and not _is_before_noun(units, j)):
            break
        else:
            passed += 1
        j += 1
    after = units[i + 1] if i + 1 < len(units) else None
    how = quantity.how
    loose = after is not None and after.unknown and how not in ("people", "vague")
    return replace(mention, loose=loose)


def _is_before_noun(units: Sequence[Unit], j: int) -> bool:
    """ "Three killed civilians": a word of harm between a number and whom it counts."""
    after = units[j + 1] if j + 1 < len(units) else None
    return after is not None and after.plays("people") and not after.plays("verb")


def _with_nouns(units: Sequence[Unit], mention: Mention, j: int) -> Mention:
    """The mention with the words for people that stand together from unit `j` on."""
    group, status, kinds = mention.group, mention.status, mention.kinds
    last = first = j
    while j < len(units) and units[j].plays("people", "noun") and not units[j].plays("quantity", "age"):
        if j > first and (units[j].joined or _other_number(units[j - 1], units[j])):
            break
        unit = units[j]
        people: People | None = unit.parts.get("people")
        if people is not None:
            group = people.group if people.group is not Group.ALL else group
            status = people.status if people.status is not Status.UNKNOWN else status
        if unit.plays("noun") and unit.parts["noun"][0] != SAFE and not (people and kinds):
            kinds = kinds or (unit.parts["noun"][0],)
        last = j
        j += 1
    if kinds and len(kinds) == 1:
        last, kinds = _lumped(units, last, kinds)
    if mention.low is not None and _is_one(units, last + 1) and not _is_counting(units, last + 1):
        last += 1  # "four of one family"
    mention = replace(mention, last=last, group=group, status=status, kinds=kinds, bare=False, noun=True)
    if mention.low is not None and last + 1 < len(units) and units[last + 1].plays("at_least"):
        return replace(mention, last=last + 1, high=None)  # "ten dead at least"
    return mention


def _other_number(a: Unit, b: Unit) -> bool:
    """One of them a plural, the other a single person: they are not the same people."""
    numbers = {u.parts["people"].number for u in (a, b) if u.plays("people")}
    return {"one", "many"} <= numbers


def _lumped(units: Sequence[Unit], last: int, kinds: tuple[Kind, ...]) -> tuple[int, tuple[Kind, ...]]:
    """ "Ten dead and wounded": the number counts both."""
    tied = last + 1 < len(units) and (units[last + 1].plays("and") or units[last + 1].mark in ("-", "/"))
    at = last + 2 if tied else last + 1
    joined = tied or (at < len(units) and units[at].joined)
    if joined and at < len(units) and units[at].plays("noun") and units[at].parts["noun"][1] == "nouns":
        other = units[at].parts["noun"][0]
        if other != kinds[0] and other != SAFE:
            return at, (*kinds, other)
    return last, kinds


def _is_one(units: Sequence[Unit], k: int) -> bool:
    """The word "one", behind what it goes with."""
    quantity = units[k].parts.get("quantity") if k < len(units) else None
    return quantity is not None and quantity.low == 1 and quantity.how == "words" and not units[k].joined


def _is_counting(units: Sequence[Unit], k: int) -> bool:
    return k + 1 < len(units) and units[k + 1].plays("people", "noun", "more")


def _one_or_more(units: Sequence[Unit], i: int) -> Mention | None:
    """Words for people without a number before them."""
    mention = _with_nouns(units, Mention(i, i, None, None), i)
    numbers = [
        units[k].parts["people"].number for k in range(i, mention.last + 1) if units[k].plays("people")
    ]
    after = units[mention.last + 1].parts.get("quantity") if mention.last + 1 < len(units) else None
    if after is not None and after.low == 1 and after.how in ("words", "digits", "article"):
        return replace(mention, last=mention.last + 1, low=1, high=1, basis=after.basis)
    if "one" in numbers and "many" not in numbers:
        more = mention.last + 1 < len(units) and units[mention.last + 1].plays("more")
        return replace(mention, low=1, high=1, basis=Basis.IMPLIED, more=more)
    if "two" in numbers:
        return replace(mention, low=2, high=2, basis=Basis.IMPLIED)
    if "many" in numbers:
        return replace(mention, low=2, basis=Basis.VAGUE, plural=True)
    return None


def _of_age(units: Sequence[Unit], i: int) -> Mention | None:
    """Somebody told by age, with the word for people behind it or without one."""
    years = units[i].parts["age"]
    j = i + 1
    while j < len(units) and j <= i + _FILLERS and units[j].unknown:
        j += 1
    if j < len(units) and units[j].plays("people") and not units[j].plays("age"):
        mention = _one_or_more(units, j)
        if mention is not None and mention.low == 1:
            return replace(mention, first=i)
    if i and _describes(units, i):
        return None
    if len(years) != 1:
        return None
    people: People | None = units[i].parts.get("people")
    group = people.group if people is not None else Group.ALL
    return Mention(i, i, 1, 1, Basis.IMPLIED, group, noun=True)


def _describes(units: Sequence[Unit], i: int) -> bool:
    """Whether somebody stands before the age, who is of that age."""
    before = units[max(0, i - 4) : i]
    return any(u.plays("people", "noun") for u in before)


def _aged(units: Sequence[Unit], mention: Mention, before: Sequence[Mention]) -> Mention:
    """A child, where the ages beside a mention are under 18 and as many as it counts."""
    end = min(len(units), mention.last + 8)
    years: list[int] = []
    for k in range(mention.first, end):
        if k > mention.last and units[k].plays("quantity") and not _each(units, k):
            break
        if k > mention.last and units[k].plays("people", "verb") and not units[k].plays("age"):
            break
        if units[k].plays("age"):
            years.extend(units[k].parts["age"])
    young = [y for y in years if y < _ADULT]
    grown = mention.group is not Group.CHILDREN and years and len(young) == len(years)
    if grown and mention.noun and (mention.low == len(years) or len(years) > 1):
        return replace(mention, group=Group.CHILDREN)
    if mention.group is Group.CHILDREN and years and not young and len(years) == mention.low:
        return replace(mention, group=Group.ALL)
    return mention


def _each(units: Sequence[Unit], k: int) -> bool:
    """ "One 16": the number of those who are of the age that follows."""
    return units[k].parts["quantity"].low == 1 and k + 1 < len(units) and units[k + 1].plays("age")
