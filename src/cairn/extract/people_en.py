"""People in an English sentence: its tokens enter, the people it mentions leave, each with how many they are.

Stands between numbers_en (words and quantities) and counts_en (what happened to whom). A mention is a counted
group ("five civilians"), one person described ("a 59-year-old engineer"), kin ("his wife"), a name, a plural
without a number, or a family. A family is an unknown number of people, never one (rule 12).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cairn.extract.counted_en import counted, is_numbered, noun_next, one_of
from cairn.extract.cues_en import cues
from cairn.extract.mention_en import Mention
from cairn.extract.names_en import name_at, people_words
from cairn.extract.numbers_en import AGE, PUNCT, WORD, Token, quantity_at
from cairn.extract.who_en import CHILD_UNDER, age_of, who
from cairn.vocab.closed import Basis, Group, Status

_MAX_MODIFIERS = 6
_NO_KIN = frozenset(["bodies", "lives", "names", "more", "generations"])


def mentions_en(tokens: Sequence[Token]) -> list[Mention]:
    """Every mention of people in one sentence, left to right, none overlapping another."""
    found: list[Mention] = []
    at, bracket = 0, False
    while at < len(tokens):
        bracket = (bracket or tokens[at].text == "(") and tokens[at].text != ")"
        mention = _mention_at(tokens, at)
        if mention is None or (bracket and mention.named):  # "(Abu Omar)" is the same person's other name
            at += 1
            continue
        mention = _with_age(tokens, mention)
        found.append(_as_open_as(tokens, found[-1], mention) if found else mention)
        at = mention.last + 1
    return found


def after_dateline(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without those in a line's head: "NAHRIN (Radio 24) – ", "Tell Ansur, NNA- ", "#Nahrin: "."""
    for at, token in enumerate(tokens[:14]):
        if token.text == ":" and at:
            return [m for m in mentions if not (m.named and m.last < at)]
        tight = (
            0 < at < len(tokens) - 1
            and tokens[at - 1].end == token.start
            and token.end == tokens[at + 1].start
        )
        if token.text in ("–", "—", "-") and at and not tight and _is_dateline(tokens[:at]):
            return [m for m in mentions if m.first > at]
        if token.kind == WORD and not token.capital and token.low not in ("of", "in"):
            break
    return list(mentions)


def _is_dateline(head: Sequence[Token]) -> bool:
    """Capital words, one of them an agency or a place all in capitals, or brackets at the end."""
    shouted = any(t.kind == WORD and len(t.text) > 2 and t.text.isupper() for t in head)
    return head[0].capital and (shouted or head[-1].text == ")") and not any(t.kind == AGE for t in head)


def _with_age(tokens: Sequence[Token], m: Mention) -> Mention:
    """One person with the age told of them; under 18 is a child, whatever the noun."""
    if not m.min == m.max == 1 or m.anaphor:
        return m
    age = age_of(tokens, m.first, m.last)
    young = age is not None and age < CHILD_UNDER and not m.named and m.status is not Status.BELLIGERENT
    return replace(m, age=age, group=Group.CHILDREN if young else m.group)


def _as_open_as(tokens: Sequence[Token], before: Mention, m: Mention) -> Mention:
    """ "at least six women and nine boys": "at least" is said of both."""
    gap = [t.low for t in tokens[before.last + 1 : m.first]]
    bent = before.basis is Basis.STATED and before.min is not None and before.max is None and not before.over
    plain = m.basis is Basis.STATED and m.min == m.max and m.first < m.last
    plain = plain and m.min != 1  # "at least five nuns and one boy"
    joined = gap in (["and"], [","], [",", "and"]) and bool(before.head)
    return replace(m, max=None) if bent and plain and joined else m


def _mention_at(tokens: Sequence[Token], i: int) -> Mention | None:
    token = tokens[i]
    if token.kind == PUNCT:
        return None
    lex = people_words()
    if token.low in ("one", "1") and (member := one_of(tokens, i)):
        return member
    quantity = quantity_at(tokens, i)
    if quantity and not (quantity.vague and _is_a_couple(tokens, i)):
        people = counted(tokens, quantity)
        if people:
            return replace(people, negated=_is_denied(tokens, i))
    if token.low in lex.determiners or token.kind == AGE:
        single = _single(tokens, i)
        if single:
            return replace(single, negated=_is_denied(tokens, i))
    if token.low in lex.pronouns:
        return Mention(i, i, 1, 1, Basis.IMPLIED, head=token.low, anaphor=True)
    if token.capital or token.low in lex.titles:
        named = _name(tokens, i, i)
        if named:
            return named
    return _bare_noun(tokens, i)


def _is_a_couple(tokens: Sequence[Token], i: int) -> bool:
    """ "a couple and their son": two people, and not some of a plural that follows."""
    if i + 2 >= len(tokens) or tokens[i + 1].low != "couple":
        return False
    after = tokens[i + 2]
    return after.low != "of" and (after.kind == PUNCT or after.low in people_words().stops)


def _is_denied(tokens: Sequence[Token], i: int) -> bool:
    """ "no civilians", "none of the passengers", "neither of the two"."""
    none = people_words().none
    back = [t.low for t in tokens[max(0, i - 3) : i]]
    if not back:
        return False
    if tokens[i - 1].capital and len(back) > 1 and back[-2] == "no":
        return True  # "no US troops"
    return back[-1] in none or (len(back) > 1 and back[-1] == "of" and back[-2] in none)


def _single(tokens: Sequence[Token], i: int) -> Mention | None:
    """One person or some kin described: "a 59-year-old engineer", "his wife", "her two sons"."""
    lex = people_words()
    owner = tokens[i].low in lex.owners
    at = i + (tokens[i].kind != AGE)
    if at < len(tokens) and at > i and (q := quantity_at(tokens, at)) and q.last + 1 < len(tokens):
        kin = counted(tokens, q)
        return replace(kin, first=i) if kin and kin.head and not kin.family else None
    best: int | None = None
    for here in range(at, min(len(tokens), at + _MAX_MODIFIERS + 1)):
        token = tokens[here]
        if token.low in lex.families or token.low in lex.things or (token.low == "of" and best is None):
            return None  # "the death of a woman": the woman stands further on
        if token.low in lex.singular:
            best = here
            continue
        old = best is not None and tokens[best].low == "elderly"  # "an elderly couple"
        if token.low in lex.plural and (best is None or (old and token.low in lex.twos)):
            if token.low in _NO_KIN:
                return None
            return _owned_plural(tokens, i, here) if owner or token.low in lex.twos else None
        if token.low in lex.harmed and best is None and noun_next(tokens, here + 1):
            continue  # "an injured man died"
        if best is not None or token.low in lex.stops or token.kind not in (WORD, AGE):
            break
        if token.capital and token.low in lex.particles:
            break
    if best is None:
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if _is_aged(tokens, at):
            return Mention(i, at, 1, 1, Basis.IMPLIED)
        alone = (
            tokens[i].low == "another"
            and after is not None
            and (after.low in lex.stops or after.text in ",.;")
        )
        return Mention(i, i, 1, 1, Basis.IMPLIED, head="other") if alone else None
    if any(t.low == "unborn" for t in tokens[i:best]):
        return None  # told with the mother, never added (rule 14)
    if best + 1 < len(tokens) and tokens[best + 1].text in ("’", "'"):
        return None
    group, status = who(tokens, at, best)
    known = tokens[i].low == "the" and tokens[best].low not in lex.kin_singular
    if known and name_at(tokens, best + 1):
        return None  # "the journalist Karim Badri": the name is the mention
    return Mention(i, best, 1, 1, Basis.IMPLIED, group, status, tokens[best].low, anaphor=known)


def _is_aged(tokens: Sequence[Token], i: int) -> bool:
    """ "an 11-year-old was killed": an age alone is somebody, where a verb of harm or being follows it."""
    if i + 1 >= len(tokens) or tokens[i].kind != AGE or tokens[i].low.endswith(("s", "old’s", "old's")):
        return False
    return tokens[i + 1].low in people_words().after_age


def _owned_plural(tokens: Sequence[Token], i: int, here: int) -> Mention:
    lex = people_words()
    word = tokens[here].low
    group, status = who(tokens, i, here)
    if word in lex.twos:
        return Mention(i, here, 2, 2, Basis.STATED, group, status, word)
    return Mention(i, here, 2, None, Basis.VAGUE, group, status, word)


def _bare_noun(tokens: Sequence[Token], i: int) -> Mention | None:
    """A noun without number or article: "civilians", "mother and sister", a headline's "Child"."""
    lex = people_words()
    word = tokens[i].low
    if word not in lex.plural and word not in lex.singular and word not in lex.families:
        return None
    if word in lex.peoples and noun_next(tokens, i + 1):
        return None  # "Palestinian journalist": the journalist is the noun
    before = tokens[i - 1].low if i else ""
    if before == "of" and i > 2 and [t.low for t in tokens[i - 3 : i - 1]] == ["the", "number"]:
        return None  # "the number of shepherds who were killed" counts nobody by itself
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    whose = word in lex.families and after is not None and after.low == "of"  # "the family of Karim Badri"
    if before in ("the", "these", "those") and word not in lex.twos and not whose:
        return None
    group, status = who(tokens, i, i)
    negated = _is_denied(tokens, i)
    if word in lex.families:
        family = Mention(i, i, None, None, Basis.VAGUE, head=word, family=True)
        return None if is_numbered(tokens, i) else family
    if word in lex.plural and word not in _NO_KIN | {"elderly", "staff"}:
        if after is not None and (after.text in ("’", "'") or after.low in lex.things):
            return None
        if word in lex.twos:
            return Mention(i, i, 2, 2, Basis.STATED, group, status, word, negated=negated)
        return Mention(i, i, 2, None, Basis.VAGUE, group, status, word, word in lex.generic, negated=negated)
    if word == "other":
        return None
    if word in lex.singular and after is not None and after.capital and (named := _name(tokens, i + 1, i)):
        return named
    if (two := _pair(tokens, i)) is not None:
        return replace(two, negated=negated)
    joined = (
        before in ("and", ",", "or", "–", "&", ":", "")
        or (
            before.endswith(("’s", "'s")) and word in lex.kin_singular  # "Karim's wife"
        )
        or tokens[i].capital
        or i == 0
        or cues().single.get(before, ("", ""))[1] in ("finite", "gerunds")  # "mine kills child"
        or before in ("leaves", "leaving", "left")
    )
    if (
        word in lex.singular
        and joined
        and (after is None or (after.low not in lex.things and after.text != "’"))
    ):
        return Mention(i, i, 1, 1, Basis.IMPLIED, group, status, word, negated=negated)
    return None


def _pair(tokens: Sequence[Token], i: int) -> Mention | None:
    """ "husband and wife": two people, whom names may follow."""
    after = tokens[i + 1 : i + 3]
    if len(after) < 2 or after[0].low != "and" or (tokens[i].low, after[1].low) not in people_words().pairs:
        return None
    return Mention(i, i + 2, 2, 2, Basis.STATED, head=after[1].low)


def _name(tokens: Sequence[Token], i: int, first: int) -> Mention | None:
    """One person by name; `first` is where the title or noun before the name begins."""
    found = name_at(tokens, i)
    if found is None:
        return None
    start, last = found
    group, status = _armed_by_rank(tokens, first, start)
    return Mention(
        first, last, 1, 1, Basis.LIST, group, status, named=True,
        names=((tokens[start].start, tokens[last].end),),
    )  # fmt: skip


def _armed_by_rank(tokens: Sequence[Token], first: int, start: int) -> tuple[Group, Status]:
    """ "the SDF commander Karim Badri", "ISIS leader Abu Omar": armed as told right before the name."""
    head = start - 1
    if head < 0 or tokens[head].low not in people_words().singular:
        return Group.ALL, Status.UNKNOWN
    told = who(tokens, max(0, min(first, head - 1)), head)
    return told if told[1] is Status.BELLIGERENT else (Group.ALL, Status.UNKNOWN)
