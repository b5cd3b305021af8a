"""How many people a chain of mentions adds up to, in English: the chain enters, one count leaves.

Stands between chains_en and counts_en. A name beside its description is one person, names after "two sons"
are those sons, and parts told after their total add nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cairn.extract.chains_en import Sentence
from cairn.extract.people_en import Mention
from cairn.vocab.closed import Basis


@dataclass(frozen=True, slots=True)
class Count:
    """What a chain adds up to: `items` are the mentions that count, `names` the passages of those named."""

    min: int | None
    max: int | None
    basis: Basis
    items: tuple[Mention, ...]
    names: tuple[tuple[int, int], ...]


def count_of(s: Sentence, chain: Sequence[Mention]) -> Count | None:
    """The number of people in a chain; a name with its description is one, parts of a total add nothing."""
    items, names, named = _without_appositions(s, chain)
    items = _without_parts(items, named)
    if not items:
        return None
    lows = [m.min for m in items if m.min is not None]
    highs = [m.max for m in items]
    total_max = None if any(h is None for h in highs) else sum(h for h in highs if h is not None)
    total_min = sum(lows) if lows else None
    if total_min is None and total_max is None and not any(m.family for m in items):
        return None
    return Count(total_min, total_max, _basis(items), tuple(items), tuple(names))


def _basis(items: Sequence[Mention]) -> Basis:
    if len(items) == 1:
        return Basis.IMPLIED if items[0].named else items[0].basis
    if all(m.named for m in items):
        return Basis.LIST
    return Basis.VAGUE if all(m.basis is Basis.VAGUE for m in items) else Basis.SUM


def _without_appositions(
    s: Sentence, chain: Sequence[Mention]
) -> tuple[list[Mention], list[tuple[int, int]], int]:
    """The mentions that add people, the names told, and how many names fell to the first mention.

    A name beside its description is one person; names after "two sons" are those sons, and names after
    "his brothers" tell how many brothers there are.
    """
    items: list[Mention] = []
    names: list[tuple[int, int]] = []
    budget, taken, first_taken = 0, 0, 0
    for n, m in enumerate(chain):
        before = chain[n - 1] if n else None
        gap = [t.low for t in s.tokens[before.last + 1 : m.first]] if before else []
        names += m.names
        if before and items and _is_same_person(s, m, before, gap, items[-1]):
            if before is chain[0] and len(items) == 1 and m.named:
                first_taken = taken = 1
                budget -= 1
            continue
        if items and budget > 0 and (taken or "and" not in gap) and _names_one_of(s, m):
            budget, taken = budget - 1, taken + 1
            first_taken = taken if len(items) == 1 else first_taken
            if items[-1].basis is Basis.VAGUE and taken > (items[-1].min or 0):
                items[-1] = replace(items[-1], min=taken, max=None)
            continue
        if items and _shares_number(m, items[-1], gap):
            continue
        if items and "or" in gap and not items[-1].named:
            items[-1] = _either(items[-1], m)
            continue
        items.append(m)
        open_kin = m.basis is Basis.VAGUE and not m.family and not m.generic
        budget, taken = (0 if m.named else 99 if open_kin else (m.max or m.min or 0)), 0
    return items, names, first_taken


def _names_one_of(s: Sentence, m: Mention) -> bool:
    """Whether a mention names one of the people just counted: a name, or "the eldest son"."""
    return m.named or (m.basis is Basis.IMPLIED and s.tokens[m.first].low == "the")


def _is_same_person(s: Sentence, m: Mention, before: Mention, gap: list[str], last: Mention) -> bool:
    """ "Omar Badri, a nurse" and "a nurse named Omar Badri": the second mention tells of the first again."""
    if m.named and before.named and gap[:1] == ["("] and gap[-1:] == [")"]:
        return True  # "Karim (Kareem) Badri"
    if m.named and not before.named and before.basis is Basis.IMPLIED:
        return all(g in ("named", "called", "identified", "as", "“", ",", ":", "–") for g in gap)
    if m.basis is not Basis.IMPLIED or "and" in gap or not gap:
        return False
    article = s.tokens[m.first].low in ("a", "an", "the") or s.tokens[m.first].kind == "age"
    return article and (before.named or last.min == 1) and all(g in (",", "–", "(", ")", "-") for g in gap)


def _either(one: Mention, other: Mention) -> Mention:
    """ "hundreds or dozens": the lower least, the higher most."""
    lows = [m.min for m in (one, other) if m.min is not None]
    highs = [m.max for m in (one, other) if m.max is not None]
    return replace(one, min=min(lows, default=None), max=max(highs) if len(highs) == 2 else None)


def _shares_number(m: Mention, last: Mention, gap: list[str]) -> bool:
    """ "three medics and rescuers": one number for both nouns."""
    bare = m.basis is Basis.VAGUE and m.first == m.last and not m.family
    return (
        bare
        and last.basis is Basis.STATED
        and bool(last.head)
        and gap[:1] in (["and"], [","])
        and len(gap) <= 3
    )


def _without_parts(items: Sequence[Mention], named: int) -> list[Mention]:
    """Drops parts that follow their total: "five civilians, two women and three men" counts five.

    `named` is how many of the first mention's people were named beside it.
    """
    first = items[0] if items else None
    if first is None or len(items) < 2 or first.min is None or first.min < 2 or not first.head:
        return list(items)
    if any(m.head in ("others", "other", "more") or m.further for m in items[1:]):
        return list(items)
    rest = sum(m.min or 0 for m in items[1:])
    ends = {first.min, first.max}
    return [first] if rest in ends or rest + named in ends else list(items)
