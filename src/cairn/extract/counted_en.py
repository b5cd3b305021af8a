"""People counted by a quantity in English: "at least five civilians", "four others", "seven", "one of the drivers".

A sentence's tokens and a quantity enter, a mention or nothing leaves. Stands below people_en. A number before a thing
counts no people, and a family is an unknown number of them, never one (rule 12).
"""

from __future__ import annotations

from collections.abc import Sequence

from cairn.extract.clauses_en import of_them
from cairn.extract.mention_en import Mention
from cairn.extract.names_en import people_words
from cairn.extract.numbers_en import AGE, NUMBER, PUNCT, WORD, Quantity, Token, quantity_at
from cairn.extract.who_en import who
from cairn.vocab.closed import Basis, Group, Status

_MAX_MODIFIERS = 6
_STATUS_IS = 6  # words of "whose civilian status is still contested"


def counted(tokens: Sequence[Token], q: Quantity) -> Mention | None:
    """People counted by a quantity: "at least five Palestinian civilians", "four others", "seven"."""
    opened = q.first > 0 and tokens[q.first - 1].text == "(" and noun_next(tokens, q.last + 1)
    if _is_aside(tokens, q) and not opened:
        return None
    lex = people_words()
    head = _head(tokens, q.last + 1)
    if head is None and (harmed := _of_the_harmed(tokens, q)):
        return harmed
    if head is None and (said := _said_to_be(tokens, q)):
        return said
    basis = Basis.VAGUE if q.vague else Basis.STATED
    if head is None:
        if not _stands_alone(tokens, q) and not of_them(tokens, q.last + 1):
            return None
        return Mention(q.first, q.last, q.min, q.max, basis, further=q.further, over=q.over)
    word = tokens[head].low
    if word in lex.families:
        family = Mention(q.first, head, None, None, Basis.VAGUE, head=word, family=True)
        return None if is_numbered(tokens, head) else family
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


def _said_to_be(tokens: Sequence[Token], q: Quantity) -> Mention | None:
    """ "four of them children", "18 of whom were fighters", "five were soldiers": who some of the people are."""
    at = q.last + 1
    some = of_them(tokens, at)
    at += 2 if some else 0
    if some and any(t.low in people_words().contested for t in tokens[at : at + _STATUS_IS]):
        return Mention(q.first, q.last, q.min, q.max, status=Status.CONTESTED)
    linked = at < len(tokens) and tokens[at].low in ("were", "was", "are", "being")
    at += 1 if linked else 0
    if not (some or linked) or q.vague or at >= len(tokens) or quantity_at(tokens, at):
        return None
    head = _head(tokens, at)
    if head is None or head - at > 2 or any(t.low in ("a", "an", "the") for t in tokens[at + 1 : head]):
        return None
    group, status = who(tokens, at, head)
    if group is Group.ALL and status is Status.UNKNOWN:
        return None
    return Mention(q.first, head, q.min, q.max, Basis.STATED, group, status, tokens[head].low, over=q.over)


def one_of(tokens: Sequence[Token], i: int) -> Mention | None:
    """ "one of the injured paramedics" is one person."""
    if i + 2 >= len(tokens) or tokens[i + 1].low != "of" or tokens[i + 2].low in ("them", "whom"):
        return None
    lex = people_words()
    for at in range(i + 2, min(len(tokens), i + 8)):
        if tokens[at].low in lex.plural:
            return Mention(i, at, 1, 1, Basis.IMPLIED, *who(tokens, i, at), tokens[at].low)
        passed = tokens[at].low in lex.harmed or tokens[at].low == "and"  # "one of the injured medics"
        stops = tokens[at].low in lex.stops and not passed
        number = quantity_at(tokens, at)  # but "one of the few drivers"
        if tokens[at].kind != WORD or stops or tokens[at].low in lex.things or (number and not number.vague):
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
        open_head = best is None or tokens[best].low in lex.peoples
        if token.low in lex.things and open_head and _plural_next(tokens, at + 1):
            continue  # "12 hospital patients"
        if token.low in lex.harmed and best is None and noun_next(tokens, at + 1):
            continue  # "three injured children"
        if token.low == "forces" and open_head and _ends_group(tokens, at + 1):
            return at  # "four regime forces were killed"
        if token.low in lex.stops or token.low in lex.things or token.kind not in (WORD, AGE):
            initial = (
                token.text == "."
                and at > i
                and len(tokens[at - 1].text) <= 3
                and tokens[at - 1].text.isupper()
            )
            if token.text in ("-", "–", "/") or initial or (token.text in "“”‘’\"'" and best is None):
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


def noun_next(tokens: Sequence[Token], i: int) -> bool:
    """Whether a noun for people stands at token `i`."""
    lex = people_words()
    return i < len(tokens) and (tokens[i].low in lex.plural or tokens[i].low in lex.singular)


def _ends_group(tokens: Sequence[Token], i: int) -> bool:
    if i >= len(tokens):
        return True
    lex = people_words()
    return tokens[i].low in lex.stops or tokens[i].kind == PUNCT or tokens[i].low.endswith("ly")


def is_offspring(tokens: Sequence[Token], i: int) -> bool:
    """Whether the number at token `i` only tells of children: "a father of four"."""
    return i > 1 and tokens[i - 1].low == "of" and tokens[i - 2].low in people_words().kin_singular


def _stands_alone(tokens: Sequence[Token], q: Quantity) -> bool:
    """Whether no noun follows, so that people are meant: "killing four and", "at least seven were"."""
    after = tokens[q.last + 1] if q.last + 1 < len(tokens) else None
    if is_offspring(tokens, q.first):
        return False
    if after is None:
        return True  # a headline's end
    if after.low == "of" or after.text in ("’", "'"):
        return False
    if q.first == q.last and tokens[q.first].low == "one" and after.low in ("of", "day", "side"):
        return False
    if tokens[q.first].low in ("some", "many", "various", "few") and after.low not in ("were", "was"):
        return False
    return _ends_group(tokens, q.last + 1)


def is_numbered(tokens: Sequence[Token], i: int) -> bool:
    """ "a family of six", "a family of a father and six daughters": the number is told."""
    if i + 2 >= len(tokens) or tokens[i + 1].low != "of":
        return False
    lex = people_words()
    told = [t.low for t in tokens[i + 2 : i + 5]]
    kin = told[0] in ("a", "an", "the") and any(w in lex.kin_singular for w in told[1:])
    return kin or quantity_at(tokens, i + 2) is not None


def _is_aside(tokens: Sequence[Token], q: Quantity) -> bool:
    """An age or a list number: `(41)`, `, 61,` or `3.` at the head of a line."""
    if q.first != q.last or tokens[q.first].kind != NUMBER:
        return False
    before = tokens[q.first - 1].text if q.first else ""
    after = tokens[q.last + 1].text if q.last + 1 < len(tokens) else ""
    tight = q.first > 0 and tokens[q.first - 1].end == tokens[q.first].start
    if before in ("(", "#", "№", "/") or (before in ("+", "&") and tight) or after in ("/", "%", "*", "="):
        return True  # but "2 children + 1 woman"
    if after == ":" and (q.first == 0 or tokens[q.first - 1].kind == PUNCT):
        return True  # but "strike kills 42: monitor"
    if before == "-" and q.first >= 2 and tokens[q.first - 2].end == tokens[q.first - 1].start:
        return tokens[q.first - 2].kind != PUNCT
    if before == "," and after in ("", ".") and q.first > 1 and tokens[q.first - 2].capital:
        return True  # "a boy named Karim Badri, 8."
    return (before == "," and after in (",", ")")) or _is_one_of_two_ages(tokens, q.first)


def _is_one_of_two_ages(tokens: Sequence[Token], i: int) -> bool:
    """ "two sisters, 10 and 12, ": set off by commas, two numbers are ages."""
    for first in (i, i - 2):
        told = tokens[first - 1 : first + 4] if first > 1 else ()
        if [t.kind if t.kind == NUMBER else t.low for t in told] == [",", NUMBER, "and", NUMBER, ","]:
            return tokens[first - 2].kind == WORD
    return False
