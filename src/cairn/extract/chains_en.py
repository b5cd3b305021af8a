"""Which people an English trigger takes: tokens, mentions and triggers enter, chains of mentions leave.

Stands between clauses_en and counts_en. A chain is a list such as "his wife Huda, their two sons and a
neighbour"; parts told after "including" or "of whom" are subsets and never stand in a chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cairn.extract.clauses_en import Sentence, is_passive, of_them
from cairn.extract.cues_en import cues, phrase_at
from cairn.extract.governed_en import DETERMINERS, describes, is_governed
from cairn.extract.mention_en import Mention
from cairn.extract.numbers_en import PUNCT
from cairn.extract.trigger_en import Side, Trigger
from cairn.vocab.closed import Basis

_LONGEST_GAP = 14
_REACH_AFTER = 7
_ADJECTIVES = 3


def chain_before(s: Sentence, low: int, trigger: Trigger) -> list[Mention]:
    """The people before a trigger, from token `low` on: the nearest, and those listed with them."""
    candidates = s.between(max(low, _last_speech(s, low, trigger.first)), trigger.first)
    if _speaks_of_them(s, trigger):
        return []
    antecedent = _antecedent(s, candidates, trigger)
    if antecedent:
        return [antecedent]
    main = [m for m in candidates if m.first not in s.parts and not is_governed(s, m)]
    cut = max((b for b in s.breaks if b < trigger.first and any(m.first > b for m in main)), default=-1)
    main = [m for m in main if m.first > cut]
    if not main and candidates and of_them(s.tokens, candidates[-1].last + 1):
        return (
            [candidates[-1]] if trigger.first - candidates[-1].last <= 5 else []
        )  # "three of whom later died"
    main = _of_the_number(s, main, trigger)
    if not main:
        return _last_after_and(s, candidates)
    chain = [main[-1]]
    for m in reversed(main[:-1]):
        if not _joined(s, m.last + 1, chain[0].first):
            break
        chain.insert(0, m)
    return chain


def _of_the_number(s: Sentence, main: list[Mention], trigger: Trigger) -> list[Mention]:
    """ "Omar Tal, who wrote for painters, was killed": "was" is said of one, and the painters are many."""
    if trigger.first == 0 or s.tokens[trigger.first - 1].low != "was":
        return main
    ones = [k for k, m in enumerate(main) if m.min == m.max == 1]
    many = (
        bool(main)
        and main[-1].basis is Basis.VAGUE
        and not main[-1].family
        and main[-1].first == main[-1].last
    )
    return main[: ones[-1] + 1] if ones and many else main


def _last_speech(s: Sentence, low: int, high: int) -> int:
    """Where the last speaker's verb stands: who "provided a roll of villagers killed" is none of them."""
    lex = cues()
    for k in range(high - 1, low, -1):
        token = s.tokens[k]
        follows = s.tokens[k + 1] if k + 1 < len(s.tokens) else token
        adjective = token.low == "identified" and not (follows.capital or follows.low in DETERMINERS)
        if (
            token.low in lex.speech_verbs
            and follows.text != ","
            and not adjective
            and not is_passive(s.tokens, k)
        ):
            return k
    return low


def _speaks_of_them(s: Sentence, trigger: Trigger) -> bool:
    """ "wrote that they were killed": people told elsewhere."""
    before = [t.low for t in s.tokens[max(0, trigger.first - 5) : trigger.first]]
    anybody = any(pair == ("those", "who") for pair in pairwise(before))
    return ("they" in before or anybody) and trigger.side is Side.BEFORE


def _antecedent(s: Sentence, candidates: Sequence[Mention], trigger: Trigger) -> Mention | None:
    """Whom a "who" before the verb takes up: "a list of the ten villagers of that family who were killed"."""
    if not candidates or trigger.side is not Side.BEFORE:
        return None
    last = candidates[-1]
    who = [k for k in range(last.last + 1, trigger.first) if s.tokens[k].low == "who"]
    counted = [m for m in candidates if m.basis is Basis.STATED and m.last >= last.last - 8]
    if not who or trigger.first - who[-1] > 4 or not counted or not is_governed(s, counted[-1]):
        return None
    return counted[-1]


def between_verbs(s: Sentence, before: Trigger, after: Trigger) -> list[Mention]:
    """The people of `after` in "the deaths of three men, and four others were wounded": those behind the last "and"."""
    found = chain_before(s, before.last + 1, after)
    told_again = found and any(t.low in ("who", "whom") for t in s.tokens[found[-1].last + 1 : after.first])
    if len(found) < 2 or told_again:
        return found  # "the bodies of Karim and Nader, both of whom were killed"
    joined = [k for k in range(1, len(found)) if _links(s, found[k - 1], found[k])]
    return found[joined[-1] if joined else -1 :]


def _links(s: Sentence, one: Mention, other: Mention) -> bool:
    return any(t.low in ("and", "while", "with") for t in s.tokens[one.last + 1 : other.first])


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
            of_some = m.first == start and not chain and of_them(s.tokens, m.last + 1)
            return [m] if of_some else chain  # "a strike killed four of them"
        if not chain:
            if m.first - start > reach or _has_break(s, start, m.first):
                break
            if (
                m.first > start
                and is_governed(s, m)
                and not (
                    m.first - start <= 2 and {s.tokens[start].low, s.tokens[start - 1].low} & {"of", "to"}
                )
            ):
                break
            chain.append(m)
        elif is_governed(s, m) or _is_detail(s, chain[-1], m):
            continue
        elif speaks(s, m):
            break
        elif _joined(s, chain[-1].last + 1, m.first):
            chain.append(m)
        else:
            break
    return chain


def _is_detail(s: Sentence, before: Mention, m: Mention) -> bool:
    """ "three members of a rescue crew": the crew says who the members are."""
    gap = [t.low for t in s.tokens[before.last + 1 : m.first]]
    return "of" in gap and len(gap) <= 4 and not any(g in cues().joiners for g in gap)


def speaks(s: Sentence, m: Mention) -> bool:
    """ "killed nine people, activists and rescuers said": the activists are those who say it."""
    first = m.first
    while first > max(1, m.first - _ADJECTIVES) and describes(s.tokens[first - 1]):
        first -= 1  # "local security officials said"
    if m.basis is Basis.STATED or s.tokens[first - 1].low not in (",", "and"):
        return False
    for token in s.tokens[m.last + 1 : m.last + 8]:
        if token.low in cues().reporting:
            return True
        if token.text in (",", ";") or token.low in cues().auxiliaries:
            return False
    return False


def _has_break(s: Sentence, low: int, high: int) -> bool:
    return any(low <= b < high for b in s.breaks)


def _joined(s: Sentence, low: int, high: int) -> bool:
    """Whether tokens `low` to `high` go on with a list: commas, "and", short phrases, no verb, no clause."""
    lex = cues()
    gap = s.tokens[low:high]
    if len(gap) > _LONGEST_GAP or _has_break(s, low, high):
        return False
    if any(one.text == ":" and other.text in '“"‘' for one, other in pairwise(gap)):
        return False  # "spoke of her son: “My son was killed”"
    opens = [k for k in range(low, high) if s.tokens[k].text in '“"‘' and k + 1 < len(s.tokens)]
    if any(s.tokens[k + 1].low in ("my", "our", "i", "we") for k in opens):
        return False
    if any(t.low in lex.auxiliaries or t.low in ("had", "has", "have") for t in gap):
        return False
    if any(_is_deed(s, k) for k in range(low, high)):
        return False
    return (
        not gap
        or any(t.low in cues().joiners for t in gap)
        or all(t.kind in (PUNCT, "age") or t.low in ("named", "called") for t in gap)
    )


def _is_deed(s: Sentence, k: int) -> bool:
    """Whether a word is another verb: "killed 20 fighters and captured 13", "allowed rebels to enter"."""
    lex = cues()
    token = s.tokens[k]
    if token.low in lex.deeds:
        return True
    past = token.low.endswith("ed") and not token.capital and "-" not in token.text and len(token.low) > 4
    return past and token.low not in lex.adjectives and token.low not in lex.single


def _unless_next(s: Sentence, chain: list[Mention], high: int) -> list[Mention]:
    """Without those whom the next verb takes: "77 were killed, with 54 others wounded"."""
    if not chain or high >= len(s.tokens) or high - chain[-1].last > 3:
        return chain
    joined = [k for k in range(1, len(chain)) if _links(s, chain[k - 1], chain[k])]
    return chain[: joined[-1]] if joined else []


def _past_place(s: Sentence, start: int) -> int:
    """Behind "in the attack" in "was killed in the shelling together with five nephews"; 0 where it is not plain."""
    if start >= len(s.tokens) or s.tokens[start].low not in ("in", "by", "during"):
        return 0
    for at in range(start + 1, min(len(s.tokens), start + 8)):
        token = s.tokens[at]
        if token.low in ("along", "alongside", "together"):
            return at
        follows = s.tokens[at + 1].low if at + 1 < len(s.tokens) else ""
        if token.text == "," and follows in ("along", "alongside", "together"):
            continue
        if token.low in cues().events and follows == "with":
            return at + 1
        if token.kind == PUNCT or token.low in cues().boundaries or token.low in cues().single:
            return 0
    return 0


def comitative(s: Sentence, trigger: Trigger, high: int) -> list[Mention]:
    """ "was killed alongside his wife and two sons": the people after the trigger that share its fate."""
    if trigger.side is not Side.BEFORE:
        return []
    lex = cues()
    places = _past_place(s, trigger.last + 1)
    for at in (*((places,) if places else ()), trigger.last + 1, trigger.last + 2):
        size = phrase_at(s.tokens, at, lex.together) if at < len(s.tokens) else 0
        if size and s.tokens[at].low != "and":
            with_them = [m for m in chain_after(s, at + size, high, reach=8) if m.first not in s.parts]
            return _unless_next(s, with_them, high)
        if at < len(s.tokens) and s.tokens[at].text not in (",", "instantly", "together", "immediately"):
            break
    return []


def is_apart(s: Sentence, n: int, items: Sequence[Mention]) -> bool:
    """ "Two died at once, three died later": people besides those the verb before counts, and none of them."""
    t, first = s.triggers[n], items[0]
    before = next((b for b in reversed(s.triggers[:n]) if b.kind is t.kind), None)
    if before is None or before.side in (Side.ITSELF, Side.TOLL) or first.basis is not Basis.STATED:
        return False
    if first.first < before.first or first.first in s.parts:
        return False
    gap = [x.text for x in s.tokens[before.last + 1 : max(t.first, first.first)]]
    if ":" in gap or not any(g in (",", ";", "and", "then") for g in gap):
        return False
    told = [m for m in s.mentions if m.last < first.first and m.basis is Basis.STATED]
    bare = bool(told) and not told[-1].head and not first.head
    return bare or first.head == "others"
