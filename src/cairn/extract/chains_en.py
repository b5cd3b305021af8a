"""Which people an English trigger takes: tokens, mentions and triggers enter, chains of mentions leave.

Stands between triggers_en and counts_en. A chain is a list such as "his wife Huda, their two sons and a
neighbour"; parts told after "including" or "of whom" are subsets and never stand in a chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cairn.extract.cues_en import cues, phrase_at
from cairn.extract.mention_en import Mention
from cairn.extract.names_en import people_words
from cairn.extract.numbers_en import PUNCT, Token
from cairn.extract.trigger_en import Side, Trigger
from cairn.vocab.closed import Basis

_LONGEST_GAP = 14
_REACH_AFTER = 7
_CLOSERS = {"–": "–", "—": "—", "(": ")"}
_RELATIVE = frozenset(["where", "as", "when", "who"])
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
    listed = {k for t in triggers if t.listed for k in range(t.first, t.last + 1)}
    return Sentence(tokens, mentions, triggers, _parts(tokens, mentions, at_trigger, listed), breaks)


def _opens_clause(tokens: Sequence[Token], k: int) -> bool:
    lex = cues()
    if tokens[k].low == "as" and "well" in (t.low for t in tokens[max(0, k - 1) : k + 2]):
        return False  # "as well as" lists, it opens nothing
    return tokens[k].low in lex.boundaries or (tokens[k].low in lex.reporting and not _is_passive(tokens, k))


def _is_passive(tokens: Sequence[Token], k: int) -> bool:
    lex = cues()
    return any(tokens[b].low in lex.auxiliaries for b in range(max(0, k - 3), k))


def _parts(
    tokens: Sequence[Token], mentions: Sequence[Mention], at_trigger: set[int], listed: set[int]
) -> frozenset[int]:
    """First tokens of the mentions that are told as parts of others; `listed` are the words that open a list."""
    lex = cues()
    starts = {m.first: m for m in mentions}
    inside, closer = False, ""
    found = {m.first for m in mentions if not m.head and not m.named and _of_them(tokens, m.last + 1)}
    for k, token in enumerate(tokens):
        if k in listed:
            inside = False
        elif token.low in lex.subset_words or _opens_parts(tokens, k):
            inside = True
            closer = _CLOSERS.get(
                next((t.text for t in reversed(tokens[max(0, k - 3) : k]) if t.text in _CLOSERS), ""), ""
            )
        elif inside and _opens_clause(tokens, k) and token.low not in _RELATIVE:
            inside = False  # "sources, including the clinic, said that three people died"
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


def _opens_parts(tokens: Sequence[Token], k: int) -> bool:
    """ "among them", "of which"; but "as a result of which" opens no parts."""
    cause = k > 0 and tokens[k - 1].low in ("result", "consequence", "because", "course")
    return not cause and phrase_at(tokens, k, cues().subset_phrases) > 0


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
    after = [t.low for t in s.tokens[m.last + 1 : m.last + 3]]
    if "who" in after and after[0] in ("who", ","):
        return False  # "mourning Karim Badri, who was killed"
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
    if word == "of" and at and s.tokens[at - 1].low in cues().speech:
        return False  # "rumours of a tailor being killed"
    household = word == "of" and at > 0 and s.tokens[at - 1].low in people_words().families
    if household and s.tokens[m.first].low in ("a", "an"):
        return False  # "a family of a father and six daughters"
    where = word == "where" and any(
        m.last < t.first <= m.last + 3 for t in s.triggers if t.side is Side.BEFORE
    )
    if where:
        return False  # "in the town, where four people were killed"
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
    candidates = s.between(max(low, _last_speech(s, low, trigger.first)), trigger.first)
    if _speaks_of_them(s, trigger):
        return []
    antecedent = _antecedent(s, candidates, trigger)
    if antecedent:
        return [antecedent]
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


def _last_speech(s: Sentence, low: int, high: int) -> int:
    """Where the last speaker's verb stands: who "provided a roll of villagers killed" is none of them."""
    lex = cues()
    for k in range(high - 1, low, -1):
        token = s.tokens[k]
        follows = s.tokens[k + 1] if k + 1 < len(s.tokens) else token
        adjective = token.low == "identified" and not (follows.capital or follows.low in _DETERMINERS)
        if (
            token.low in lex.speech_verbs
            and follows.text != ","
            and not adjective
            and not _is_passive(s.tokens, k)
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
        elif _speaks(s, m):
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


def _speaks(s: Sentence, m: Mention) -> bool:
    """ "killed nine people, activists and rescuers said": the activists are those who say it."""
    if m.basis is Basis.STATED or s.tokens[m.first - 1].low not in (",", "and"):
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
            return _unless_next(s, chain_after(s, at + size, high, reach=8), high)
        if at < len(s.tokens) and s.tokens[at].text not in (",", "instantly", "together", "immediately"):
            break
    return []
