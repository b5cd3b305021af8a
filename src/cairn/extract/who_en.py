"""Who the people of an English mention are, as its words tell: women, men or children, armed or civil, how old.

A sentence's tokens and the place of a mention enter; group, status and age leave. Stands below people_en.
Silence is unknown, never civilian (rule 13); a stated age under 18 makes a child (rule 14).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cairn.extract.names_en import people_words
from cairn.extract.numbers_en import AGE, NUMBER, Token, number_at, tokens_en
from cairn.vocab.closed import Group, Status

CHILD_UNDER = 18
_OLDEST = 120
_YEARS = re.compile(r"\d{1,3}")
_YOUNGER = re.compile(r"month|week|day")


def who(tokens: Sequence[Token], first: int, head: int) -> tuple[Group, Status]:
    """Group and status as the noun at token `head` and its modifiers from `first` on tell them."""
    lex = people_words()
    words = [t.low for t in tokens[first : head + 1]]
    officer = words[-1] in ("officer", "officers") and not any(w in lex.unarmed_before for w in words)
    if (
        officer
        or (words[-1] == "forces" and _is_armed(tokens, head))
        or any(w in lex.belligerent for w in words)
        or _serves(tokens, first, head)
    ):
        return Group.BELLIGERENTS, Status.BELLIGERENT
    status = Status.CIVILIAN if any(w in lex.civilian or w in lex.trades for w in words) else Status.UNKNOWN
    group = lex.groups.get(words[-1], Group.ALL)
    if group is Group.ALL and words[:-1]:
        adjective = {"male": Group.MEN, "female": Group.WOMEN}
        group = next((adjective[w] for w in words if w in adjective), Group.ALL)
    return group, status


def _serves(tokens: Sequence[Token], first: int, head: int) -> bool:
    """ "three members of the regime army", "two SDF members": the force says that they are armed."""
    lex = people_words()
    if tokens[head].low not in lex.of_forces:
        return False
    if any(_is_armed(tokens, k) for k in range(first, head)):
        return True
    after = [t.low for t in tokens[head + 1 : head + 9]]
    if after[:1] != ["of"]:
        return False
    quoted = ("“", "”", '"', "-", "–")
    end = next(
        (k for k, w in enumerate(after) if k and (w in lex.stops or not (w[:1].isalpha() or w in quoted))),
        len(after),
    )
    return any(_is_armed(tokens, head + 1 + k) for k in range(end))


def _is_armed(tokens: Sequence[Token], k: int) -> bool:
    """Whether a word names an armed force; security forces and a civil defence are no evidence (rule 13)."""
    before = tokens[k - 1].low if k else ""
    return tokens[k].low in people_words().forces and before not in (
        "security",
        "police",
        "defence",
        "defense",
        "civil",
        "medical",
        "rescue",
        "care",
        "health",
        "housing",
    )


def age_of(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """The age in years told of one person at tokens `first` to `last`: before, inside, or right behind."""
    for token in tokens[max(0, first - 1) : last + 1]:
        if token.kind == AGE:
            return _years(token.low)
    behind = tokens[last + 1 : last + 4]
    if len(behind) > 1 and behind[0].text in ("(", ","):
        if behind[1].kind == AGE:
            return _years(behind[1].low)
        closed = (len(behind) > 2 and behind[2].text in (")", ",")) or (
            behind[0].text == "," and len(behind) == 2
        )
        if behind[1].kind == NUMBER and closed and int(behind[1].low.replace(",", "")) <= _OLDEST:
            return int(behind[1].low)
    return _years(behind[0].low) if behind and behind[0].kind == AGE else None


def _years(age: str) -> int | None:
    if _YOUNGER.search(age) and "year" not in age:
        return 0
    digits = _YEARS.search(age)
    if digits:
        return int(digits.group())
    for k, _ in enumerate(words := tokens_en(re.sub(r"[-–]", " ", age))):
        if found := number_at(words, k):
            return found[0]
    return None
