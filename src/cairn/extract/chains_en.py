"""Which people an English trigger takes: tokens, mentions and triggers enter, chains of mentions leave.

Stands between triggers_en and counts_en. A chain is a list such as "his wife Huda, their two sons and a
neighbour"; parts told after "including" or "of whom" are subsets and never stand in a chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cairn.extract.cues_en import cues, phrase_at
from cairn.extract.numbers_en import PUNCT, Token
from cairn.extract.people_en import Mention
from cairn.extract.triggers_en import Side, Trigger
from cairn.vocab.closed import Basis

_LONGEST_GAP = 12
_REACH_AFTER = 7
_CLOSERS = {"–": "–", "—": "—", "(": ")"}
_DETERMINERS = frozenset(["the", "a", "an", "his", "her", "their", "its", "dr", "mr", "mrs"])


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence taken apart."""

    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    triggers: Sequence[Trigger]
    parts: frozenset[int]  # first tokens of mentions told after "including" and the like
    breaks: tuple[int, ...]  # tokens where a clause begins

    def between(self, low: int, high: int) -> list[Mention]:
        """Mentions that lie wholly in tokens `low` to `high`, the last not included."""
        return [m for m in self.mentions if m.first >= low and m.last < high]


def sentence_of(
    tokens: Sequence[Token], mentions: Sequence[Mention], triggers: Sequence[Trigger]
) -> Sentence:
    """The sentence with its subsets and clause breaks found."""
    at_trigger = {k for t in triggers for k in range(t.first, t.last + 1)}
    taken = at_trigger | {k for m in mentions for k in range(m.first, m.last + 1)}
    breaks = tuple(k for k in range(len(tokens)) if k not in taken and _opens_clause(tokens, k))
    return Sentence(tokens, mentions, triggers, _parts(tokens, mentions, at_trigger), breaks)


def _opens_clause(tokens: Sequence[Token], k: int) -> bool:
    lex = cues()
    if tokens[k].low == "as" and "well" in (t.low for t in tokens[max(0, k - 1) : k + 2]):
        return False  # "as well as" lists, it opens nothing
    return tokens[k].low in lex.boundaries or (tokens[k].low in lex.reporting and not _is_passive(tokens, k))


def _is_passive(tokens: Sequence[Token], k: int) -> bool:
    lex = cues()
    return any(tokens[b].low in lex.auxiliaries for b in range(max(0, k - 3), k))


def _parts(tokens: Sequence[Token], mentions: Sequence[Mention], at_trigger: set[int]) -> frozenset[int]:
    lex = cues()
    starts = {m.first: m for m in mentions}
    inside, closer = False, ""
    found = {m.first for m in mentions if not m.head and not m.named and _of_them(tokens, m.last + 1)}
    for k, token in enumerate(tokens):
        if token.low in lex.subset_words or phrase_at(tokens, k, lex.subset_phrases):
            inside = True
            closer = _CLOSERS.get(
                next((t.text for t in reversed(tokens[max(0, k - 3) : k]) if t.text in _CLOSERS), ""), ""
            )
        elif inside and (k in at_trigger or token.low in ("was", "were", "had", ";") or token.text == closer):
            inside = token.low in ("was", "were") and tokens[k - 1].low in ("who", "whom")
        elif token.low in ("all", "mostly") and k and tokens[k - 1].text in (",", *_CLOSERS):
            inside, closer = (
                True,
                _CLOSERS.get(tokens[k - 1].text, ""),
            )  # "five people, all women and children"
        elif inside and k in starts and starts[k].head not in ("others", "other"):
            found.add(k)
    return frozenset(found)


def _of_them(tokens: Sequence[Token], i: int) -> bool:
    """ "four of them", "19 of whom": part of people already counted."""
    return (
        i + 1 < len(tokens)
        and tokens[i].low == "of"
        and tokens[i + 1].low.startswith(("them", "whom", "those", "these"))
    )


def is_governed(s: Sentence, m: Mention) -> bool:
    """Whether a preposition takes the mention: "the home of Salah", "in front of 20 people"."""
    if m.family:
        return _family_governed(s, m)
    at = m.first - 1
    steps = 0
    while at >= 0 and steps < 8:
        token = s.tokens[at]
        plain = token.low in _DETERMINERS or token.text in "“”‘’\"'(." or token.kind == "age"
        if not plain and not (token.capital and at and m.named):
            break
        at, steps = at - 1, steps + 1
    if at < 0:
        return False
    word = s.tokens[at].low
    if word == "of" and at and s.tokens[at - 1].low in cues().needs:
        return False  # "the bodies of Karim and Nader"
    counted = not m.named and m.basis in (Basis.STATED, Basis.IMPLIED)
    if counted and word == "to" and at and s.tokens[at - 1].low in ("led", "leading", "due"):
        return False
    return word in (
        cues().governs_all if counted and m.basis is Basis.STATED else cues().governs_one | cues().governs_all
    )


def _family_governed(s: Sentence, m: Mention) -> bool:
    """ "members of the extended Badri family": the family only says whose members."""
    for at in range(m.first, max(-1, m.first - 9), -1):
        token = s.tokens[at]
        if token.low in cues().governs_one | cues().governs_all and token.low != "to":
            return True
        if token.kind == PUNCT and token.text not in "“”‘’\"'-.":
            return False
    return False


def chain_before(s: Sentence, low: int, trigger: Trigger) -> list[Mention]:
    """The people before a trigger, from token `low` on: the nearest, and those listed with them."""
    candidates = s.between(low, trigger.first)
    main = [m for m in candidates if m.first not in s.parts and not is_governed(s, m)]
    cut = max((b for b in s.breaks if b < trigger.first and any(m.first > b for m in main)), default=-1)
    main = [m for m in main if m.first > cut]
    if not main:
        return _last_after_and(s, candidates)
    chain = [main[-1]]
    for m in reversed(main[:-1]):
        if not _joined(s, m.last + 1, chain[0].first):
            break
        chain.insert(0, m)
    return chain


def _last_after_and(s: Sentence, candidates: Sequence[Mention]) -> list[Mention]:
    """ "..., including two children, and 12 were injured": the last number is no part of the dead."""
    if (
        not candidates
        or s.tokens[candidates[-1].first - 1].low not in ("and", "while")
        or is_governed(s, candidates[-1])
    ):
        return []
    return [candidates[-1]]


def chain_after(s: Sentence, start: int, high: int, reach: int = _REACH_AFTER) -> list[Mention]:
    """The people from token `start` to `high`: the first within reach, and those listed with it."""
    chain: list[Mention] = []
    for m in s.between(start, high):
        if m.first in s.parts:
            break
        if not chain:
            if m.first - start > reach or _has_break(s, start, m.first):
                break
            if (
                m.first > start
                and is_governed(s, m)
                and not (m.first - start <= 2 and s.tokens[start].low in ("of", "to"))
            ):
                break
            chain.append(m)
        elif is_governed(s, m) or _is_detail(s, chain[-1], m):
            continue
        elif _joined(s, chain[-1].last + 1, m.first):
            chain.append(m)
        else:
            break
    return chain


def _is_detail(s: Sentence, before: Mention, m: Mention) -> bool:
    """ "three members of a rescue crew": the crew says who the members are."""
    gap = [t.low for t in s.tokens[before.last + 1 : m.first]]
    return "of" in gap and len(gap) <= 4 and not any(g in cues().joiners for g in gap)


def _has_break(s: Sentence, low: int, high: int) -> bool:
    return any(low <= b < high for b in s.breaks)


def _joined(s: Sentence, low: int, high: int) -> bool:
    """Whether tokens `low` to `high` go on with a list: commas, "and", short phrases, no verb, no clause."""
    lex = cues()
    gap = s.tokens[low:high]
    if len(gap) > _LONGEST_GAP or _has_break(s, low, high):
        return False
    if any(
        t.low in lex.auxiliaries or t.low in ("had", "has", "have", "hit", "struck", "targeted", "bombed")
        for t in gap
    ):
        return False
    return (
        not gap
        or any(t.low in cues().joiners for t in gap)
        or all(t.kind in (PUNCT, "age") or t.low in ("named", "called") for t in gap)
    )


def _unless_next(s: Sentence, chain: list[Mention], high: int) -> list[Mention]:
    """Nobody where the next verb takes them: "77 were killed, with 54 others wounded"."""
    return [] if chain and high < len(s.tokens) and high - chain[-1].last <= 3 else chain


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
        if items and "or" in gap and items[-1].head and m.head:
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


def comitative(s: Sentence, trigger: Trigger, high: int) -> list[Mention]:
    """ "was killed alongside his wife and two sons": the people after the trigger that share its fate."""
    if trigger.side is not Side.BEFORE:
        return []
    lex = cues()
    for at in (trigger.last + 1, trigger.last + 2):
        size = phrase_at(s.tokens, at, lex.together) if at < len(s.tokens) else 0
        if size and s.tokens[at].low != "and":
            return _unless_next(s, chain_after(s, at + size, high, reach=8), high)
        if at < len(s.tokens) and s.tokens[at].text not in (",", "instantly", "together", "immediately"):
            break
    return []
