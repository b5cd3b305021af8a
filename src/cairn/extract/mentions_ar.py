"""Tells the nouns that count somebody from those that only speak of people: "of one family", "مشفى الشهيد"; and
those who did it from those it befell.

Folded words enter, a yes or no leaves. Read by extract/harm_ar.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from cairn.vocab.closed import Basis, Group, Kind, Status

from .cues_ar import Cues
from .people_ar import People, people_at
from .people_forms_ar import Noun, among_people, noun_of

ACTIVE = frozenset({Kind.RECOVERED, Kind.DETAINED})
"""Who stands before a verb of these did it; definite, their nouns speak of people or bodies told before."""
_CALLED = 10
"""So many words behind a name may say what its bearer is."""
_BY = frozenset({"قبل", "يد", "ايدي", "استهدف", "استهدفت"})
_ASIDE = 4
"""So many words may stand between somebody and how they fell."""
_WITHIN = frozenset({"في", "ضمن", "لدي"})
_POSTS = frozenset({"مسوول", "قايد", "قيادي", "عضو", "مقاتل", "ضابط", "امير"})
_OUT_OF = frozenset({"من", "بين", "ضمن", "ومن"})


def tells_nobody(texts: Sequence[str], at: int, noun: Noun, cues: Cues) -> bool:
    """Whether the noun at `texts[at]` describes, belongs to somebody, or speaks of people told before."""
    before = texts[at - 1] if at else ""
    if noun.number == "f":
        return before == "من"  # "of one family"
    if _is_building(texts[at], before, cues):
        return True
    if noun.kind is None:
        return _is_adjective(before, noun)
    if noun_of(texts[at]) is None and texts[at].startswith("و"):
        return False  # "12 شخصا وعدد الجرحى 30"
    return _is_one_spoken_of(texts[at], before, noun, cues) or _belongs(before, noun, cues)


def is_called_armed(texts: Sequence[str], behind: int, cues: Cues) -> bool:
    """Whether the words behind a name say that its bearer is one of the armed: "سالم حمدان، أحد عناصر الفوج"."""
    for at in range(behind, min(behind + _CALLED, len(texts))):
        text = texts[at]
        if (
            text in _WITHIN
            and texts[at - 1] in _POSTS
            and texts[at + 1 : at + 2]
            and texts[at + 1] in cues.armed
        ):
            return True  # "وهو مسؤول في التنظيم"
        if text in _BY or text in cues.halts or cues.trigger(text) is not None:
            return False
        noun = noun_of(text)
        if (
            noun is not None
            and noun.status is Status.BELLIGERENT
            and not noun.conjoined
            and noun.kind is None
        ):
            return noun.number != "s" and texts[at - 1].removeprefix("و") == "احد"
    return False


def says_how(texts: Sequence[str], at: int, noun: Noun, before: People) -> bool:
    """Whether a noun in the accusative says how the one person before it fell: "سقط أحد عناصر الفوج قتيلا"."""
    between = texts[before.last : at]
    one = noun.number == "s" and before.figure.min == before.figure.max == 1
    return one and len(between) <= _ASIDE and texts[at].endswith("ا") and all(map(str.isalpha, between))


def is_part_of_them(texts: Sequence[str], at: int) -> bool:
    """Whether "of them" makes a figure a part of one told before: "نقل 6 شهداء منهم إلى المشفى"."""
    if texts[at : at + 1] not in (["منهم"], ["منهن"]) or at + 1 >= len(texts):
        return False
    return people_at(texts, at + 1) is None


def is_agent(texts: Sequence[str], people: People) -> bool:
    """Whether people behind a verb did the killing: an armed group without a number or "several" before it, or
    armed people with somebody in the accusative right behind: "قتل ثلاثة مسلحين راعيا"."""
    noun = people.noun
    if noun is None or noun.status is not Status.BELLIGERENT:
        return False
    if people.basis is Basis.VAGUE:
        return noun_of(texts[people.first]) is not None
    return people.last < len(texts) and _is_acted_on(texts[people.last])


def _is_acted_on(word: str) -> bool:
    """Whether a word can only be the object of a verb that has its subject: "راعيا", "طفلة"."""
    noun = noun_of(word)
    if noun is None or noun.conjoined or noun.definite or noun.owned or noun.number != "s":
        return False
    civil = noun.kind is None and noun.status is not Status.BELLIGERENT
    return civil and (word.endswith("ا") or noun.group is Group.CHILDREN or noun.group is Group.WOMEN)


def _is_building(word: str, before: str, cues: Cues) -> bool:
    """Whether "قصر" is a castle and no minors: those stand behind بينهم or beside other people."""
    return word.lstrip("وبل").removeprefix("ال") in among_people() and not (
        before in cues.subset or noun_of(before) is not None
    )


def _is_adjective(before: str, noun: Noun) -> bool:
    """Whether a word like "السوري" behind a definite noun only describes that: "الجيش السوري"."""
    plain = noun.group in (Group.ALL, Group.BELLIGERENTS) and noun.number == "s" and not noun.other
    return plain and noun.definite and before.startswith("ال")


def _is_one_spoken_of(word: str, before: str, noun: Noun, cues: Cues) -> bool:
    """Whether it is one of people told before: "one of the dead is", "the wounded man", "bodies" with no count."""
    if noun_of(word) is None and noun.number in "pa" and word.endswith(("احد", "احدي")):
        return True
    if noun.number == "s":
        alone = noun.unsaid or noun.kind is Kind.DETAINED
        return (alone and before not in cues.fell) or (noun.definite and noun.kind is Kind.INJURED)
    return noun.definite and noun.kind in ACTIVE


def _belongs(before: str, noun: Noun, cues: Cues) -> bool:
    """Whether the noun says whose somebody is, or out of whom: "ابن أحد القتلى", "من القتلى", "its victims"."""
    if noun.owned or before in cues.named_after:
        return True
    owner = noun_of(before) if before and noun.definite else None
    of_person = owner is not None and owner.kind is None and owner.number in "sdp" and not owner.definite
    return of_person or (noun.definite and before in _OUT_OF)
