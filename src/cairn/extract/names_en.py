"""The lists of people words for English, and the reading of personal names.

en_people.toml enters, its words leave, sorted for reading; and from a sentence's tokens, where a name stands.
Stands below people_en.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cairn.extract.numbers_en import PUNCT, WORD, Token, quantity_at
from cairn.vocab.closed import Group
from cairn.vocab.load import load_toml, of_words

_MAX_NAME = 8


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """The lists of en_people.toml, by word."""

    singular: frozenset[str]
    plural: frozenset[str]
    groups: dict[str, Group]
    generic: frozenset[str]
    civilian: frozenset[str]
    trades: frozenset[str]
    contested: frozenset[str]
    belligerent: frozenset[str]
    forces: frozenset[str]
    of_forces: frozenset[str]
    kin_singular: frozenset[str]
    kin_plural: frozenset[str]
    twos: frozenset[str]
    harmed: frozenset[str]
    unarmed_before: frozenset[str]
    soft: frozenset[str]
    peoples: frozenset[str]
    ordinals: frozenset[str]
    pairs: frozenset[tuple[str, ...]]
    whole_kin: frozenset[str]
    part_kin: frozenset[str]
    families: frozenset[str]
    determiners: frozenset[str]
    owners: frozenset[str]
    none: frozenset[str]
    pronouns: frozenset[str]
    stops: frozenset[str]
    things: frozenset[str]
    places: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]
    never: frozenset[str]
    after_age: frozenset[str]
    alone: frozenset[str]


@of_words()
def people_words() -> PeopleWords:
    """The lists, read once. Raises `CairnError` where the file is missing or a list is empty."""
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
    return PeopleWords(
        singular=frozenset(singular)
        | {w for w in civilian | belligerent if not w.endswith("s") and not w.endswith("men")},
        plural=frozenset(plural)
        | {w for w in civilian | belligerent if w.endswith(("s", "men", "mujahideen"))}
        | {"troops"},
        groups=groups,
        generic=frozenset(d["generic"]["plural"]) | civilian,
        civilian=civilian,
        trades=frozenset(d["generic"]["trades"]),
        contested=frozenset(d["belligerents"]["contested"]),
        belligerent=belligerent,
        forces=frozenset(d["belligerents"]["forces"]),
        of_forces=frozenset(d["belligerents"]["of_forces"]),
        kin_singular=frozenset(d["kin"]["singular"]),
        kin_plural=frozenset(d["kin"]["plural"]),
        twos=frozenset(d["kin"]["twos"]),
        harmed=frozenset(d["stops"]["harmed"]),
        unarmed_before=frozenset(d["belligerents"]["unarmed_before"]),
        soft=frozenset(d["kin"]["soft"]),
        peoples=frozenset(d["generic"]["peoples"]),
        ordinals=frozenset(d["kin"]["ordinals"]),
        pairs=frozenset(tuple(pair.split()) for pair in d["kin"]["pairs"]),
        whole_kin=frozenset(d["kin"]["whole"]),
        part_kin=frozenset(d["kin"]["part"]),
        families=frozenset(d["families"]["words"]),
        determiners=frozenset(d["determiners"]["single"]),
        owners=frozenset(d["determiners"]["owners"]),
        none=frozenset(d["determiners"]["none"]),
        pronouns=frozenset(d["determiners"]["pronouns"]),
        stops=frozenset(d["stops"]["words"]),
        things=frozenset(d["stops"]["things"]),
        places=frozenset(d["stops"]["places"]),
        particles=frozenset(d["names"]["particles"]),
        titles=frozenset(d["names"]["titles"]),
        after_age=frozenset(d["names"]["after_age"]),
        alone=frozenset(d["names"]["alone"]),
        never=frozenset(d["names"]["never"]) | frozenset(d["determiners"]["single"]) | _countries(),
    )


def _countries() -> frozenset[str]:
    """Countries of one word: "in Tripoli, Libya" names nobody. Those that are also given names stay names."""
    names: Any = load_toml("place_words")["no_place"]["countries_latin"]
    return frozenset(name.lower() for name in names if " " not in name) - {"jordan", "chad", "georgia"}


def name_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """First and last token of the person's name that stands at token `i`, a title before it passed over.

    A run of capitalised words is a name where none of them names a place, an organisation or a day.
    """
    lex = people_words()
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
    if len(run) == 1 and start == 0 and at < len(tokens) and tokens[at].text == ",":
        return None  # "Moreover, a soldier was injured"
    if len(run) == 1 and run[0].low in lex.alone:
        return None
    if any(t.low in lex.never or t.low.endswith(("’s", "'s")) for t in run):
        return None
    if at < len(tokens) and (_denies_name(tokens, at) or _heads_a_count(tokens, start, at)):
        return None
    return start, at - 1


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
    lex = people_words()
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


def _heads_a_count(tokens: Sequence[Token], start: int, at: int) -> bool:
    """ "Tell Ansur: 8 people killed": what opens a sentence before a colon and a count of people is no victim."""
    if tokens[at].text != ":" or not all(t.capital for t in tokens[:start]):
        return False
    lex = people_words()
    counted = quantity_at(tokens, at + 1) if at + 1 < len(tokens) else None
    after = tokens[counted.last + 1 : counted.last + 4] if counted else ()
    return any(t.low in lex.plural or t.low in ("killed", "dead", "wounded", "injured") for t in after)


def _denies_name(tokens: Sequence[Token], at: int) -> bool:
    """What follows shows that the words name a thing: "X family home", "X's house", "X News"."""
    lex = people_words()
    after = tokens[at].low
    return after in lex.families or after in lex.things or after in ("’", "'") or after in lex.places
