"""Numbers among units: number words put together, ages told apart, ranges and "at least" joined to their figure.

Units enter, units leave: a `quantity` unit holds a `Quantity`, an `age` unit the years. Nothing else changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cairn.vocab.closed import Basis

from .lexicon_words import Unit

_HYPHENS = frozenset("-—")
_BOUNDS = ("at_least", "up_to", "more_than", "about")
_HOW = {"vague": 5, "of_them": 4, "people": 3, "article": 2, "words": 1, "times": 1, "digits": 0}
_OLDEST = 120
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many: both ends, and how it is put (`how` as the tables of `numbers` are named, or digits, vague)."""

    low: int | None
    high: int | None
    how: str
    over: bool = False

    @property
    def basis(self) -> Basis:
        """Stated, vague, or implied by an article."""
        return {"vague": Basis.VAGUE, "article": Basis.IMPLIED}.get(self.how, Basis.STATED)

    @property
    def year_like(self) -> bool:
        """Digits that may well be a year."""
        return self.how == "digits" and self.low in _YEARS


def quantities(units: Sequence[Unit]) -> list[Unit]:
    """The units with their numbers read."""
    return _bounded(_ranges(_ages(_ages_before(_numbers(_unhyphened(units))))))


def _unhyphened(units: Sequence[Unit]) -> list[Unit]:
    """Without the hyphen between a word and the number written on to it."""
    kept: list[Unit] = []
    for i, unit in enumerate(units):
        after = units[i + 1] if i + 1 < len(units) else None
        tied = unit.mark in _HYPHENS and unit.mark and kept and after is not None
        is_number = tied and after is not None and after.plays("num") and not kept[-1].plays("num")
        close = after is not None and kept and unit.end == after.start and kept[-1].end == unit.start
        if not (is_number and close):
            kept.append(unit)
    return kept


def _numbers(units: Sequence[Unit]) -> list[Unit]:
    found: list[Unit] = []
    i = 0
    while i < len(units):
        if units[i].plays("num"):
            unit, i = _number(units, i)
            found.append(unit)
        else:
            found.append(units[i])
            i += 1
    return found


def _number(units: Sequence[Unit], i: int) -> tuple[Unit, int]:
    """The number that starts at a unit, and the unit after it."""
    first = units[i]
    how, value = first.parts["num"]
    j = i + 1
    if how == "vague":
        return _made(first, first, Quantity(value, None, how)), j
    total, now, kinds = 0, value, [how]
    if how == "times" and value >= 1000:
        total, now = value, 0
    while True:
        step = j + 1 if j < len(units) and _joins(units, j) else j
        more = units[step].parts.get("num") if step < len(units) else None
        if more is None or more[0] in ("vague", "digits") or (step > j and more[0] == "times"):
            break
        new = _with(total, now, more, how)
        if new is None:
            break
        total, now = new
        kinds.append(more[0])
        j = step + 1
    told = max(kinds, key=lambda k: _HOW[k])
    told = "words" if told == "article" and len(kinds) > 1 else told
    return _made(first, units[j - 1], Quantity(total + now, total + now, told)), j


def _joins(units: Sequence[Unit], j: int) -> bool:
    return units[j].plays("and") and not units[j].plays("num")


def _with(total: int, now: int, more: tuple[str, int], first: str) -> tuple[int, int] | None:
    """A number with the next number word in it; None where that begins another number."""
    how, value = more
    if how == "times":
        if not now or now >= value:
            return None
        return (total + now * value, 0) if value >= 1000 else (total, now * value)
    if first == "digits" and not total:
        return None
    place = _place(now) if now else _place(total)
    return (total, now + value) if value < place else None


def _place(value: int) -> int:
    """The lowest place a number fills: 1000, 100, 10 or 1; what is added must be below it."""
    return next((p for p in (1_000_000, 1000, 100, 10) if value % p == 0 and value >= p), 1)


def _made(first: Unit, last: Unit, quantity: Quantity) -> Unit:
    parts = {k: v for k, v in first.parts.items() if k in ("about", "upward", *_BOUNDS)}
    if "about" in parts and quantity.low is not None:
        parts.pop("about")
    return replace(first, end=last.end, parts={**parts, "quantity": quantity}, mark="")


def _ages_before(units: Sequence[Unit]) -> list[Unit]:
    """ "Aged 14": the word, then the number."""
    found: list[Unit] = []
    for unit in units:
        if found and found[-1].plays("age_before") and _is_age(unit):
            word = found.pop()
            parts = {k: v for k, v in word.parts.items() if k == "people"}
            years = unit.parts["quantity"].low
            found.append(
                replace(unit, start=word.start, parts={**parts, "age": (years,)}, joined=word.joined)
            )
        else:
            found.append(unit)
    return found


def _ages(units: Sequence[Unit]) -> list[Unit]:
    """ "14 years old", "14-year-old", "5 and 9 years old": the number, then the word."""
    found: list[Unit] = []
    for unit in units:
        if not unit.plays("age_after") or not _last_number(found, 2):
            found.append(unit)
            continue
        if found[-1].mark:
            found.pop()
        number = found.pop()
        years = [number.parts["quantity"].low]
        start = number.start
        while (back := _other_age(found)) is not None:
            years.insert(0, found[back].parts["quantity"].low)
            start = found[back].start
            del found[back:]
        parts = {k: v for k, v in unit.parts.items() if k == "people"}
        found.append(replace(unit, start=start, parts={**parts, "age": tuple(years)}))
    return found


def _other_age(found: Sequence[Unit]) -> int | None:
    """Where "5" stands in "5 and", "one 5 and the other": before the last age, with small words between."""
    for back in range(1, min(4, len(found)) + 1):
        unit = found[-back]
        if back > 1 and _is_age(unit):
            return len(found) - back
        if not (unit.plays("and", "to", "more") or unit.mark == "," or (unit.unknown and back > 1)):
            return None
    return None


def _last_number(found: Sequence[Unit], within: int) -> bool:
    """Whether the last unit is a number that can be an age, or the one before a short word or sign."""
    if found and _is_age(found[-1]):
        return True
    between = len(found) >= within and (found[-1].mark in ("-", ",") or found[-1].plays("and", "to"))
    return between and _is_age(found[-2])


def _is_age(unit: Unit) -> bool:
    quantity = unit.parts.get("quantity")
    return quantity is not None and quantity.low is not None and quantity.low <= _OLDEST


def _ranges(units: Sequence[Unit]) -> list[Unit]:
    found: list[Unit] = []
    i = 0
    while i < len(units):
        unit = units[i]
        if i + 1 < len(units) and found and found[-1].plays("between") and units[i + 1].plays("upward"):
            units = [*units[: i + 1], replace(unit, parts={"to": True}), *units[i + 1 :]]
        joined = i + 2 < len(units) and (units[i + 1].plays("to") or units[i + 1].mark in _HYPHENS)
        if joined and units[i + 1].mark and units[i + 1].start != unit.end:
            joined = False
        low, high = unit.parts.get("quantity"), units[i + 2].parts.get("quantity") if joined else None
        if joined and low and high and _spans(low, high):
            if found and found[-1].plays("between"):
                unit = replace(unit, start=found.pop().start)
            span = Quantity(low.low, high.low, high.how)
            found.append(replace(unit, end=units[i + 2].end, parts={**unit.parts, "quantity": span}))
            i += 3
        else:
            found.append(unit)
            i += 1
    return found


def _spans(low: Quantity, high: Quantity) -> bool:
    return low.low is not None and high.low is not None and low.low < high.low and high.how != "vague"


def _bounded(units: Sequence[Unit]) -> list[Unit]:
    """Each number with the "at least" or "fewer than" before or behind it."""
    found: list[Unit] = []
    i = 0
    while i < len(units):
        unit = units[i]
        quantity = unit.parts.get("quantity")
        if quantity is None:
            found.append(unit)
            i += 1
            continue
        bound = next(
            (b for b in _BOUNDS if found and b in found[-1].parts and not found[-1].plays("quantity")), None
        )
        if bound is not None:
            unit = replace(unit, start=found.pop().start)
        elif i + 1 < len(units) and not units[i + 1].plays("quantity"):
            bound = next((b for b in ("more_than", "at_least") if b in units[i + 1].parts), None)
            if bound is not None:
                i += 1
                unit = replace(unit, end=units[i].end)
        found.append(replace(unit, parts={**unit.parts, "quantity": _bound(quantity, bound), "bound": bound}))
        i += 1
    return found


def _bound(quantity: Quantity, bound: str | None) -> Quantity:
    if bound is None or bound == "about" or quantity.low is None:
        return quantity
    if bound == "up_to":
        return replace(quantity, low=None, high=quantity.high or quantity.low)
    return replace(quantity, high=None, over=bound == "more_than")
