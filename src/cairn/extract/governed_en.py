"""Whom a preposition or an owner takes away from a verb, in English: "the home of Salah", "in front of 20 people".

A sentence taken apart and one of its mentions enter, yes or no leaves. Stands below chains_en.
"""

from __future__ import annotations

from cairn.extract.clauses_en import Sentence
from cairn.extract.cues_en import cues
from cairn.extract.mention_en import Mention
from cairn.extract.names_en import people_words
from cairn.extract.numbers_en import PUNCT, WORD, Token
from cairn.extract.trigger_en import Side
from cairn.vocab.closed import Basis

_BODIES = frozenset(
    ["team", "network", "committee", "panel", "union", "association", "organisation", "organization"]
)
DETERMINERS = frozenset(["the", "a", "an", "his", "her", "their", "its", "dr", "mr", "mrs"])


def is_governed(s: Sentence, m: Mention) -> bool:
    """Whether a preposition takes the mention: "the home of Salah", "in front of 20 people"."""
    if m.family:
        return _family_governed(s, m)
    if m.named and (_owns(s, m) or _shares_preposition(s, m) or _is_told_of(s, m)):
        return True
    after = [t.low for t in s.tokens[m.last + 1 : m.last + 3]]
    if "who" in after and after[0] in ("who", ","):
        return False  # "mourning Karim Badri, who was killed"
    if _of_a_body(s, m):
        return True
    at = m.first - 1
    steps = 0
    while at >= 0 and steps < 8:
        token = s.tokens[at]
        plain = token.low in DETERMINERS or token.text in "“”‘’\"'(." or token.kind == "age"
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
    if (
        counted
        and word == "in"
        and at
        and s.tokens[at - 1].low in ("resulted", "resulting", "results", "result")
    ):
        return False  # "which resulted in 19 fighters being killed"
    if counted and word == "to" and at and s.tokens[at - 1].low in ("led", "leading", "due"):
        return False
    return word in (
        cues().governs_all if counted and m.basis is Basis.STATED else cues().governs_one | cues().governs_all
    )


def _of_a_body(s: Sentence, m: Mention) -> bool:
    """ "a team of independent journalists": the journalists only say which team."""
    at = m.first - 2
    if m.basis is not Basis.VAGUE or at < 1 or s.tokens[at].low != "of":
        return False
    return s.tokens[at - 1].low in _BODIES and describes(s.tokens[at + 1])


def describes(token: Token) -> bool:
    """Whether a word before people may only describe them: "independent" journalists, "Kurdish" officials."""
    lex = cues()
    if token.kind != WORD or token.low in DETERMINERS or token.low in people_words().stops:
        return False
    links = (lex.boundaries, lex.reporting, lex.governs_one, lex.governs_all, lex.auxiliaries, lex.joiners)
    return not any(token.low in words for words in (*links, lex.subset_words, lex.single))


def _owns(s: Sentence, m: Mention) -> bool:
    """ "Pavlo and Zelda's nephew": Pavlo only says whose nephew."""
    after = s.tokens[m.last + 1 : m.last + 5]
    if len(after) < 2 or after[0].low != "and" or not after[1].capital:
        return False
    return any(t.low.endswith(("’s", "'s")) for t in after[1:] if t.capital)


def _is_told_of(s: Sentence, m: Mention) -> bool:
    """ "the son of her sister Zelda": what takes the sister takes her name too."""
    kin = next(
        (o for o in s.mentions if o.last == m.first - 1 and o.basis is Basis.IMPLIED and not o.named), None
    )
    return kin is not None and kin.head in people_words().kin_singular and is_governed(s, kin)


def _shares_preposition(s: Sentence, m: Mention) -> bool:
    """ "three sons of Pavlo and Zelda": what takes Pavlo takes Zelda too."""
    if m.first < 2 or s.tokens[m.first - 1].low != "and":
        return False
    before = next((o for o in s.mentions if o.named and o.last == m.first - 2), None)
    return (
        before is not None
        and before.first > 0
        and s.tokens[before.first - 1].low in ("of", "by", "from")
        and not any(t.last + 1 == before.first for t in s.triggers)
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
