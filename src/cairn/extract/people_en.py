"""People in an English sentence: its tokens enter, the people it mentions leave, each with how many they are.

Stands between numbers_en (words and quantities) and counts_en (what happened to whom). A mention is a counted
group ("five civilians"), one person described ("a 59-year-old engineer"), kin ("his wife"), a name, a plural
without a number, or a family. A family is an unknown number of people, never one (rule 12).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cairn.extract.names_en import name_at, people_words
from cairn.extract.numbers_en import AGE, PUNCT, WORD, Quantity, Token, is_aside, quantity_at
from cairn.extract.who_en import CHILD_UNDER, age_of, who
from cairn.vocab.closed import Basis, Group, Status

_MAX_MODIFIERS = 6
_NO_KIN = frozenset(["bodies", "lives", "names", "more", "generations"])


@dataclass(frozen=True, slots=True)
class Mention:
    """People at tokens `first` to `last`.

    `head` is the noun that counts them, "" for a bare number or a name. `generic` says that the noun does not
    tell which people ("civilians"), so that what follows may be its parts. `named` is one person by name, and
    `names` the passages of names. `further` is "a further three", `over` "more than three".
    """

    first: int
    last: int
    min: int | None
    max: int | None
    basis: Basis = Basis.STATED
    group: Group = Group.ALL
    status: Status = Status.UNKNOWN
    head: str = ""
    generic: bool = False
    named: bool = False
    names: tuple[tuple[int, int], ...] = ()
    family: bool = False
    negated: bool = False
    further: bool = False
    over: bool = False
    anaphor: bool = False
    age: int | None = None


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
        if token.text in ("–", "—", "-") and at and _is_dateline(tokens[:at]):
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
    bent = before.basis is Basis.STATED and before.min is not None and before.max is None
    plain = m.basis is Basis.STATED and m.min == m.max and m.first < m.last
    plain = plain and m.min != 1  # "at least five nuns and one boy"
    joined = gap in (["and"], [","], [",", "and"]) and bool(before.head)
    return replace(m, max=None) if bent and plain and joined else m


def _mention_at(tokens: Sequence[Token], i: int) -> Mention | None:
    token = tokens[i]
    if token.kind == PUNCT:
        return None
    lex = people_words()
    negated = _is_denied(tokens, i)
    if token.low in ("one", "1") and (member := _one_of(tokens, i)):
        return member
    quantity = quantity_at(tokens, i)
    if quantity:
        counted = _counted(tokens, quantity)
        if counted:
            return replace(counted, negated=negated)
    if token.low in lex.determiners or token.kind == AGE:
        single = _single(tokens, i)
        if single:
            return replace(single, negated=negated)
    if token.low in lex.pronouns:
        return Mention(i, i, 1, 1, Basis.IMPLIED, head=token.low, anaphor=True)
    if token.capital or token.low in lex.titles:
        named = _name(tokens, i, i)
        if named:
            return named
    return _bare_noun(tokens, i, negated)


def _is_denied(tokens: Sequence[Token], i: int) -> bool:
    """ "no civilians", "none of the passengers", "neither of the two"."""
    none = people_words().none
    back = [t.low for t in tokens[max(0, i - 3) : i]]
    return bool(back) and (back[-1] in none or (len(back) > 1 and back[-1] == "of" and back[-2] in none))


def _counted(tokens: Sequence[Token], q: Quantity) -> Mention | None:
    """People counted by a quantity: "at least five Palestinian civilians", "four others", "seven"."""
    if is_aside(tokens, q):
        return None
    lex = people_words()
    head = _head(tokens, q.last + 1)
    if head is None and (harmed := _of_the_harmed(tokens, q)):
        return harmed
    basis = Basis.VAGUE if q.vague else Basis.STATED
    if head is None:
        if not _stands_alone(tokens, q) and not _of_them(tokens, q.last + 1):
            return None
        return Mention(q.first, q.last, q.min, q.max, basis, further=q.further, over=q.over)
    word = tokens[head].low
    if word in lex.families:
        family = Mention(q.first, head, None, None, Basis.VAGUE, head=word, family=True)
        return None if _is_numbered(tokens, head) else family
    return Mention(
        q.first,
        head,
        *_ends(q, word),
        basis,
        *who(tokens, q.last + 1, head),
        word,
        word in lex.generic,
        further=q.further or word == "more",
        over=q.over,
    )


def _of_the_harmed(tokens: Sequence[Token], q: Quantity) -> Mention | None:
    """ "three of the wounded": people told by an earlier harm."""
    at = q.last + 3
    after = [t.low for t in tokens[q.last + 1 : at + 1]]
    if after[:2] == ["of", "the"] and after[2:] in (["wounded"], ["injured"]):
        return Mention(q.first, at, q.min, q.max, head=tokens[at].low)
    return None


def _of_them(tokens: Sequence[Token], i: int) -> bool:
    return (
        i + 1 < len(tokens)
        and tokens[i].low == "of"
        and tokens[i + 1].low.startswith(("them", "whom", "those", "these"))
    )


def _one_of(tokens: Sequence[Token], i: int) -> Mention | None:
    """ "one of the injured paramedics" is one person."""
    if i + 2 >= len(tokens) or tokens[i + 1].low != "of" or tokens[i + 2].low in ("them", "whom"):
        return None
    lex = people_words()
    for at in range(i + 2, min(len(tokens), i + 8)):
        if tokens[at].low in lex.plural:
            return Mention(i, at, 1, 1, Basis.IMPLIED, *who(tokens, i, at), tokens[at].low)
        if tokens[at].kind != WORD:
            break
    return None


def _ends(q: Quantity, head: str) -> tuple[int | None, int | None]:
    if head not in ("couple", "pair") or q.vague:
        return q.min, q.max
    return (q.min * 2 if q.min else q.min), (q.max * 2 if q.max else q.max)


def _head(tokens: Sequence[Token], i: int) -> int | None:
    """The person noun of a counted group that goes on at token `i`; of "crew members" it is the later."""
    lex = people_words()
    best: int | None = None
    last = min(len(tokens), i + _MAX_MODIFIERS)
    for at in range(i, last):
        token = tokens[at]
        if token.low in ("of", "the", "other", "another", "more", "these", "those") and best is None:
            if token.low == "more" and _ends_group(tokens, at + 1):
                return at
            continue
        if token.low.startswith(("them", "whom")):
            break
        if token.low in lex.things and best is None and _plural_next(tokens, at + 1):
            continue  # "12 hospital patients"
        if token.low in lex.harmed and best is None and _noun_next(tokens, at + 1):
            continue  # "three injured children"
        if token.low == "forces" and best is None and _ends_group(tokens, at + 1):
            return at  # "four regime forces were killed"
        if token.low in lex.stops or token.low in lex.things or token.kind not in (WORD, AGE):
            if token.text in ("-", "–") or (token.text in "“”‘’\"'" and best is None):
                continue
            if (
                token.text == ","
                and best is None
                and at + 1 < last
                and not _ends_group(tokens, at + 1)
                and at == i
            ):
                continue  # "at least 64, and up to 130, people"
            break
        if token.low in lex.plural or token.low in lex.singular or token.low in lex.families:
            if best is not None and (tokens[best].low in lex.families or token.low in lex.families):
                best = at if token.low not in lex.families else best
                continue
            best = at
            if (
                token.low in lex.plural
                and token.low not in ("crew", "staff", "more")
                and not _plural_next(tokens, at + 1)
            ):
                break
        elif best is not None:
            break
    return best


def _plural_next(tokens: Sequence[Token], i: int) -> bool:
    if i >= len(tokens) or tokens[i].low == "more":
        return False
    return tokens[i].low in people_words().plural or tokens[i].low == "forces"


def _noun_next(tokens: Sequence[Token], i: int) -> bool:
    lex = people_words()
    return i < len(tokens) and (tokens[i].low in lex.plural or tokens[i].low in lex.singular)


def _ends_group(tokens: Sequence[Token], i: int) -> bool:
    if i >= len(tokens):
        return True
    lex = people_words()
    return tokens[i].low in lex.stops or tokens[i].kind == PUNCT or tokens[i].low.endswith("ly")


def _stands_alone(tokens: Sequence[Token], q: Quantity) -> bool:
    """Whether no noun follows, so that people are meant: "killing four and", "at least seven were"."""
    after = tokens[q.last + 1] if q.last + 1 < len(tokens) else None
    if after is None or after.low == "of" or after.text in ("’", "'"):
        return False
    if q.first == q.last and tokens[q.first].low == "one" and after.low in ("of", "day", "side"):
        return False
    if tokens[q.first].low in ("some", "many", "various", "few") and after.low not in ("were", "was"):
        return False
    return _ends_group(tokens, q.last + 1)


def _single(tokens: Sequence[Token], i: int) -> Mention | None:
    """One person or some kin described: "a 59-year-old engineer", "his wife", "her two sons"."""
    lex = people_words()
    owner = tokens[i].low in lex.owners
    at = i + (tokens[i].kind != AGE)
    if at < len(tokens) and at > i and (q := quantity_at(tokens, at)) and q.last + 1 < len(tokens):
        counted = _counted(tokens, q)
        return replace(counted, first=i) if counted and counted.head and not counted.family else None
    best: int | None = None
    for here in range(at, min(len(tokens), at + _MAX_MODIFIERS + 1)):
        token = tokens[here]
        if token.low in lex.families or token.low in lex.things or (token.low == "of" and best is None):
            return None  # "the death of a woman": the woman stands further on
        if token.low in lex.singular:
            best = here
            continue
        if token.low in lex.plural and best is None:
            if token.low in _NO_KIN:
                return None
            return _owned_plural(tokens, i, here) if owner or token.low in lex.twos else None
        if best is not None or token.low in lex.stops or token.kind not in (WORD, AGE):
            break
        if token.capital and token.low in lex.particles:
            break
    if best is None:
        alone = tokens[i].low == "another" and i + 1 < len(tokens) and tokens[i + 1].low in lex.stops
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


def _owned_plural(tokens: Sequence[Token], i: int, here: int) -> Mention:
    lex = people_words()
    word = tokens[here].low
    group, status = who(tokens, i, here)
    if word in lex.twos:
        return Mention(i, here, 2, 2, Basis.STATED, group, status, word)
    return Mention(i, here, 2, None, Basis.VAGUE, group, status, word)


def _is_numbered(tokens: Sequence[Token], i: int) -> bool:
    """ "a family of six": the number is told."""
    return i + 2 < len(tokens) and tokens[i + 1].low == "of" and quantity_at(tokens, i + 2) is not None


def _bare_noun(tokens: Sequence[Token], i: int, negated: bool) -> Mention | None:
    """A noun without number or article: "civilians", "mother and sister", a headline's "Child"."""
    lex = people_words()
    word = tokens[i].low
    if word not in lex.plural and word not in lex.singular and word not in lex.families:
        return None
    before = tokens[i - 1].low if i else ""
    if before == "of" and i > 2 and [t.low for t in tokens[i - 3 : i - 1]] == ["the", "number"]:
        return None  # "the number of shepherds who were killed" counts nobody by itself
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    whose = word in lex.families and after is not None and after.low == "of"  # "the family of Karim Badri"
    if before in ("the", "these", "those") and word not in lex.twos and not whose:
        return None
    group, status = who(tokens, i, i)
    if word in lex.families:
        family = Mention(i, i, None, None, Basis.VAGUE, head=word, family=True)
        return None if _is_numbered(tokens, i) else family
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
    joined = before in ("and", ",", "or", "–", "&", ":", "") or tokens[i].capital or i == 0
    if (
        word in lex.singular
        and joined
        and (after is None or (after.low not in lex.things and after.text != "’"))
    ):
        return Mention(i, i, 1, 1, Basis.IMPLIED, group, status, word, negated=negated)
    return None


def _name(tokens: Sequence[Token], i: int, first: int) -> Mention | None:
    """One person by name; `first` is where the title or noun before the name begins."""
    found = name_at(tokens, i)
    if found is None:
        return None
    start, last = found
    return Mention(
        first, last, 1, 1, Basis.LIST, named=True, names=((tokens[start].start, tokens[last].end),)
    )
