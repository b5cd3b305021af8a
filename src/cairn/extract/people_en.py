"""People in an English sentence: its tokens enter, the people it mentions leave, each with how many they are.

Stands between numbers_en (words and quantities) and counts_en (what happened to whom). A mention is a counted
group ("five civilians"), one person described ("a 59-year-old engineer"), kin ("his wife"), a name, a plural
without a number, or a family. A family is an unknown number of people, never one (rule 12).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from cairn.extract.numbers_en import AGE, NUMBER, PUNCT, WORD, Quantity, Token, quantity_at
from cairn.vocab.closed import Basis, Group, Status
from cairn.vocab.load import load_toml

_MAX_MODIFIERS = 6
_MAX_NAME = 8
_NO_KIN = frozenset(["bodies", "lives", "names", "more", "generations"])


@dataclass(frozen=True, slots=True)
class Mention:
    """People at tokens `first` to `last`. `head` is the noun that counts them, "" for a bare number or a name.

    `generic` says that the noun does not tell which people ("civilians", "members"), so that what follows it may
    be its parts. `name` is the passage of a person's name, for one person. `further` is "a further three".
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
    anaphor: bool = False


@dataclass(frozen=True, slots=True)
class _Lexicon:
    singular: frozenset[str]
    plural: frozenset[str]
    groups: dict[str, Group]
    generic: frozenset[str]
    civilian: frozenset[str]
    belligerent: frozenset[str]
    forces: frozenset[str]
    of_forces: frozenset[str]
    kin_singular: frozenset[str]
    kin_plural: frozenset[str]
    twos: frozenset[str]
    families: frozenset[str]
    determiners: frozenset[str]
    owners: frozenset[str]
    none: frozenset[str]
    pronouns: frozenset[str]
    stops: frozenset[str]
    things: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]
    never: frozenset[str]
    alone: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    d: Any = load_toml("en_people")
    ageless = frozenset(d["kin"]["ageless"])
    groups: dict[str, Group] = {}
    for group in (Group.CHILDREN, Group.WOMEN, Group.MEN):
        groups |= {
            w: group for form in ("singular", "plural") for w in d[group.value][form] if w not in ageless
        }
    belligerent = frozenset(d["belligerents"]["words"])
    civilian = frozenset(d["generic"]["civilian"])
    singular = {w for g in ("generic", "children", "women", "men") for w in d[g]["singular"]} | set(
        d["kin"]["singular"]
    )
    plural = {w for g in ("generic", "children", "women", "men") for w in d[g]["plural"]} | set(
        d["kin"]["plural"]
    )
    return _Lexicon(
        singular=frozenset(singular)
        | {w for w in civilian | belligerent if not w.endswith("s") and not w.endswith("men")},
        plural=frozenset(plural)
        | {w for w in civilian | belligerent if w.endswith(("s", "men", "mujahideen"))}
        | {"troops"},
        groups=groups,
        generic=frozenset(d["generic"]["plural"]) | civilian,
        civilian=civilian,
        belligerent=belligerent,
        forces=frozenset(d["belligerents"]["forces"]),
        of_forces=frozenset(d["belligerents"]["of_forces"]),
        kin_singular=frozenset(d["kin"]["singular"]),
        kin_plural=frozenset(d["kin"]["plural"]),
        twos=frozenset(d["kin"]["twos"]),
        families=frozenset(d["families"]["words"]),
        determiners=frozenset(d["determiners"]["single"]),
        owners=frozenset(d["determiners"]["owners"]),
        none=frozenset(d["determiners"]["none"]),
        pronouns=frozenset(d["determiners"]["pronouns"]),
        stops=frozenset(d["stops"]["words"]),
        things=frozenset(d["stops"]["things"]),
        particles=frozenset(d["names"]["particles"]),
        titles=frozenset(d["names"]["titles"]),
        alone=frozenset(d["names"]["alone"]),
        never=frozenset(d["names"]["never"]) | frozenset(d["determiners"]["single"]),
    )


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
        found.append(mention)
        at = mention.last + 1
    return found


def _mention_at(tokens: Sequence[Token], i: int) -> Mention | None:
    token = tokens[i]
    if token.kind == PUNCT:
        return None
    lex = _lexicon()
    negated = i > 0 and tokens[i - 1].low in lex.none
    if token.low == "one" and (member := _one_of(tokens, i)):
        return member
    quantity = quantity_at(tokens, i)
    if quantity:
        counted = _counted(tokens, quantity)
        if counted:
            return replace(counted, negated=negated)
    if token.low in lex.determiners or token.kind == AGE:
        single = _single(tokens, i)
        if single:
            return single
    if token.low in lex.pronouns:
        return Mention(i, i, 1, 1, Basis.IMPLIED, head=token.low, anaphor=True)
    if token.capital or token.low in lex.titles:
        named = _name(tokens, i)
        if named:
            return named
    return _bare_noun(tokens, i, negated)


def _counted(tokens: Sequence[Token], q: Quantity) -> Mention | None:
    """People counted by a quantity: "at least five Palestinian civilians", "four others", "seven"."""
    if _is_aside(tokens, q):
        return None
    lex = _lexicon()
    head = _head(tokens, q.last + 1)
    basis = Basis.VAGUE if q.vague else Basis.STATED
    if head is None:
        if not _stands_alone(tokens, q) and not _of_them(tokens, q.last + 1):
            return None
        return Mention(q.first, q.last, q.min, q.max, basis, further=q.further)
    word = tokens[head].low
    if word in lex.families and _is_numbered(tokens, head):
        return None
    if word in lex.families:
        return Mention(q.first, head, None, None, Basis.VAGUE, head=word, family=True)
    return Mention(
        q.first,
        head,
        *_ends(q, word),
        basis,
        *_who(tokens, q.last + 1, head),
        word,
        word in lex.generic,
        further=q.further,
    )


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
    lex = _lexicon()
    for at in range(i + 2, min(len(tokens), i + 8)):
        if tokens[at].low in lex.plural:
            return Mention(i, at, 1, 1, Basis.IMPLIED, *_who(tokens, i, at), tokens[at].low)
        if tokens[at].kind != WORD:
            break
    return None


def _ends(q: Quantity, head: str) -> tuple[int | None, int | None]:
    if head not in ("couple", "pair") or q.vague:
        return q.min, q.max
    return (q.min * 2 if q.min else q.min), (q.max * 2 if q.max else q.max)


def _is_aside(tokens: Sequence[Token], q: Quantity) -> bool:
    """An age or a list number: `(41)`, `, 61,` or `3.` at the head of a line."""
    if q.first != q.last or tokens[q.first].kind != NUMBER:
        return False
    before = tokens[q.first - 1].text if q.first else ""
    after = tokens[q.last + 1].text if q.last + 1 < len(tokens) else ""
    if before in ("(", "#", "№", "/", "+", "&") or after in ("/", ":", "%", "*", "=", "&"):
        return True
    if before == "-" and q.first >= 2 and tokens[q.first - 2].end == tokens[q.first - 1].start:
        return True
    return before == "," and after in (",", ")")


def _head(tokens: Sequence[Token], i: int) -> int | None:
    """The person noun of a counted group that goes on at token `i`; a later noun of the same group wins: "crew members"."""
    lex = _lexicon()
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
                continue  # "at least 78, and up to 175, people"
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
    return i < len(tokens) and tokens[i].low in _lexicon().plural and tokens[i].low != "more"


def _ends_group(tokens: Sequence[Token], i: int) -> bool:
    if i >= len(tokens):
        return True
    lex = _lexicon()
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


def _who(tokens: Sequence[Token], first: int, head: int) -> tuple[Group, Status]:
    """Group and status as the noun and its modifiers tell them; silence is unknown, never civilian."""
    lex = _lexicon()
    words = [t.low for t in tokens[first : head + 1]]
    if any(w in lex.belligerent for w in words) or _serves(tokens, first, head):
        return Group.BELLIGERENTS, Status.BELLIGERENT
    status = Status.CIVILIAN if any(w in lex.civilian for w in words) else Status.UNKNOWN
    group = lex.groups.get(words[-1], Group.ALL)
    if group is Group.ALL and words[:-1]:
        adjective = {"male": Group.MEN, "female": Group.WOMEN}
        group = next((adjective[w] for w in words if w in adjective), Group.ALL)
    return group, status


def _serves(tokens: Sequence[Token], first: int, head: int) -> bool:
    """ "three members of the regime army", "two SDF members": the force says that they are armed."""
    lex = _lexicon()
    if tokens[head].low not in lex.of_forces:
        return False
    if any(t.low in lex.forces for t in tokens[first:head]):
        return True
    after = [t.low for t in tokens[head + 1 : head + 7]]
    if after[:1] != ["of"]:
        return False
    end = next((k for k, w in enumerate(after) if k and (w in lex.stops or not w[:1].isalpha())), len(after))
    return any(w in lex.forces for w in after[:end])


def _single(tokens: Sequence[Token], i: int) -> Mention | None:
    """One person or some kin described: "a 59-year-old engineer", "his wife", "her two sons", "their children"."""
    lex = _lexicon()
    owner = tokens[i].low in lex.owners
    at = i + (tokens[i].kind != AGE)
    if at < len(tokens) and at > i and (q := quantity_at(tokens, at)) and q.last + 1 < len(tokens):
        counted = _counted(tokens, q)
        return replace(counted, first=i) if counted and counted.head and not counted.family else None
    best: int | None = None
    for here in range(at, min(len(tokens), at + _MAX_MODIFIERS + 1)):
        token = tokens[here]
        if token.low in lex.families or token.low in lex.things:
            return None
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
        return None
    if tokens[i].low == "the" and tokens[best].low not in lex.kin_singular:
        return None
    if best + 1 < len(tokens) and tokens[best + 1].text in ("’", "'"):
        return None
    group, status = _who(tokens, at, best)
    return Mention(i, best, 1, 1, Basis.IMPLIED, group, status, tokens[best].low)


def _owned_plural(tokens: Sequence[Token], i: int, here: int) -> Mention:
    lex = _lexicon()
    word = tokens[here].low
    group, status = _who(tokens, i, here)
    if word in lex.twos:
        return Mention(i, here, 2, 2, Basis.STATED, group, status, word)
    return Mention(i, here, 2, None, Basis.VAGUE, group, status, word)


def _is_numbered(tokens: Sequence[Token], i: int) -> bool:
    """ "a family of six": the number is told."""
    return i + 2 < len(tokens) and tokens[i + 1].low == "of" and quantity_at(tokens, i + 2) is not None


def _bare_noun(tokens: Sequence[Token], i: int, negated: bool) -> Mention | None:
    """A noun without number or article: "civilians", "mother and sister", a headline's "Child"."""
    lex = _lexicon()
    word = tokens[i].low
    before = tokens[i - 1].low if i else ""
    if before in ("the", "these", "those") and word not in lex.twos:
        return None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    group, status = _who(tokens, i, i)
    if word in lex.families and _is_numbered(tokens, i):
        return None
    if word in lex.families:
        return Mention(i, i, None, None, Basis.VAGUE, head=word, family=True)
    if word in lex.plural and word not in _NO_KIN | {"elderly", "staff"}:
        if after is not None and (after.text in ("’", "'") or after.low in lex.things):
            return None
        if word in lex.twos:
            return Mention(i, i, 2, 2, Basis.STATED, group, status, word, negated=negated)
        return Mention(i, i, 2, None, Basis.VAGUE, group, status, word, word in lex.generic, negated=negated)
    if word == "other":
        return None
    if word in lex.singular and after is not None and after.capital and (named := _name(tokens, i + 1)):
        return replace(named, first=i)
    joined = before in ("and", ",", "or", "–", "&", "") or tokens[i].capital or i == 0
    if (
        word in lex.singular
        and joined
        and (after is None or (after.low not in lex.things and after.text != "’"))
    ):
        return Mention(i, i, 1, 1, Basis.IMPLIED, group, status, word, negated=negated)
    return None


def _name(tokens: Sequence[Token], i: int) -> Mention | None:
    """A person's name: a run of capitalised words none of which names a place, an organisation or a day."""
    lex = _lexicon()
    at = i
    while at < len(tokens) and tokens[at].low in lex.titles:
        at += 1
        if at < len(tokens) and tokens[at].text == "." and tokens[at - 1].low in lex.titles:
            at += 1
    start = at
    while at < len(tokens) and at - start < _MAX_NAME and _is_name_part(tokens, at):
        at += 1
    if at == start or tokens[at - 1].low in lex.particles:
        return None
    run = tokens[start:at]
    if len(run) == 1 and (i == 0 or tokens[i - 1].kind == PUNCT) and not _may_follow_name(tokens, at):
        return None  # the first word of a sentence is capital whatever it is
    if len(run) == 1 and run[0].low in lex.alone:
        return None
    if any(t.low in lex.never or t.low.endswith(("’s", "'s")) for t in run):
        return None
    if at < len(tokens) and _denies_name(tokens, at):
        return None
    return Mention(i, at - 1, 1, 1, Basis.LIST, named=True, names=((run[0].start, run[-1].end),))


def _may_follow_name(tokens: Sequence[Token], at: int) -> bool:
    return at >= len(tokens) or tokens[at].low in (
        "was",
        "were",
        "and",
        ",",
        "(",
        "who",
        ".",
        "died",
        "–",
        ";",
        ":",
    )


def _is_name_part(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    lex = _lexicon()
    if (
        token.text == "/"
        and at + 1 < len(tokens)
        and tokens[at + 1].capital
        and tokens[at - 1].end == token.start
    ):
        return True
    if token.text in ("-", "–") and at + 1 < len(tokens) and tokens[at - 1].low in lex.particles:
        return True
    if token.kind != WORD or token.low in lex.titles:
        return False
    if token.low in lex.particles:
        return at + 1 < len(tokens)
    return token.text[0].isupper() or (
        token.low.startswith(("al-", "el-", "an-", "ash-", "as-", "ar-")) and len(token.low) > 4
    )


def _denies_name(tokens: Sequence[Token], at: int) -> bool:
    """What follows shows that the words name a thing: "X family home", "X's house", "X News"."""
    lex = _lexicon()
    after = tokens[at].low
    return (
        after in lex.families
        or after in lex.things
        or after in ("’", "'", "residence", "clan", "neighborhood", "tribe", "intersection")
    )
