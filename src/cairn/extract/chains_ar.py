"""Joins the people of an Arabic phrase: "طفل وامرأة ورجلان", "سالم وهو معلم بالإضافة إلى اثنين من أبنائه".

Folded words and a first `People` enter, a `Chain` leaves: who is added up, where the phrase ends, what the
words behind it say of their side, and whether one figure lumps killed and injured. What is told again in a
bracket or behind بينهم is not added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.values import Range
from cairn.vocab.closed import Basis, Kind, Status

from .cues_ar import Cues
from .names_ar import is_ali, names_at
from .people_ar import People, people_at
from .people_forms_ar import Noun, noun_of

HARMED = (Kind.KILLED, Kind.INJURED)
_REACH = 9
"""How many words of name or age may stand between people and those joined to them."""
_KIN_REACH = 18
"""How many before "and his wife" or "along with"."""
_AMONG = frozenset({"في", "بين"})


@dataclass(frozen=True, slots=True)
class Chain:
    """People counted together, and the word behind the last of them."""

    people: tuple[People, ...]
    last: int

    @property
    def total(self) -> Range:
        """One phrase's figure or the sum of several; an unknown part leaves the sum a minimum."""
        if len(self.people) == 1 or self.basis is Basis.VAGUE:
            return self.people[0].figure
        lows = [p.figure.min for p in self.people if p.figure.min is not None]
        highs = [p.figure.max for p in self.people if p.figure.max is not None]
        return Range(sum(lows) if lows else None, sum(highs) if len(highs) == len(self.people) else None)

    @property
    def basis(self) -> Basis:
        """How the figure stands in the words."""
        if all(p.basis is Basis.VAGUE for p in self.people):
            return Basis.VAGUE
        return self.people[0].basis if len(self.people) == 1 else Basis.SUM

    @property
    def sure(self) -> float:
        """As sure as the least sure part, a sum less than that."""
        return min(p.sure for p in self.people) - (0.02 if len(self.people) > 1 else 0.0)


def chain_at(texts: Sequence[str], first: People, kind: Kind | None, cues: Cues) -> Chain:
    """The people joined to `first` by و or by words like "along with", where the same befell them."""
    first = _spelled_out(texts, first)
    chain, last = [first], _past_its_feminine(texts, first)
    while (joined := _joined(texts, last, first, kind, cues)) is not None:
        chain.append(joined)
        last = joined.last
    return Chain(tuple(chain), last)


def _past_its_feminine(texts: Sequence[str], counted: People) -> int:
    """Where a counted phrase ends: "86 طفلا وطفلة" counts both in one number."""
    last = counted.last
    after = noun_of(texts[last]) if last < len(texts) else None
    if after is None or counted.noun is None or not after.conjoined or after.owned or after.definite:
        return last
    many = counted.basis is Basis.STATED and (counted.figure.min or 0) > 10
    same = after.number == "s" and after.group is counted.noun.group and after.kind is counted.noun.kind
    return last + 1 if many and same else last


def other_side(texts: Sequence[str], chain: Chain, kind: Kind, cues: Cues) -> People | None:
    """The people of the other side told in the same breath: "مقتل عنصرين ومدني", "قيادي في الكتائب مع زوجته".

    They are in no sum."""
    return _of_other_side(texts, chain, kind, cues) or _kin_of_armed(texts, chain, cues)


def _kin_of_armed(texts: Sequence[str], chain: Chain, cues: Cues) -> People | None:
    """The family that one armed man was killed with, behind words of his name and side; not his escort."""
    noun = chain.people[0].noun
    if noun is None or noun.status is not Status.BELLIGERENT or chain.people[0].figure.max != 1:
        return None
    for step in range(chain.last, min(chain.last + _KIN_REACH, len(texts) - 1)):
        text, follows = texts[step], _behind_joint(texts, step, cues)
        people = people_at(texts, follows) if follows is not None else None
        if people is not None and _is_family(texts, people, cues):
            return people
        parts = follows is not None and text.startswith("و")
        if parts or not text.isalpha() or cues.trigger(text) is not None or text in cues.own_injury:
            return None
    return None


def _is_family(texts: Sequence[str], people: People, cues: Cues) -> bool:
    noun = people.noun
    if noun is None or noun.kind is not None or noun.status is Status.BELLIGERENT or not noun.owned:
        return False
    return not any(word.startswith(cues.escorts) for word in texts[people.first : people.last])


def _of_other_side(texts: Sequence[str], chain: Chain, kind: Kind, cues: Cues) -> People | None:
    """The other side joined by و within three words."""
    armed = {p.noun.status is Status.BELLIGERENT for p in chain.people if p.noun is not None}
    for at in range(chain.last, min(chain.last + 3, len(texts))):
        if texts[at].startswith("و"):
            joint = at + 1 if texts[at] == "و" and at + 1 < len(texts) else at
            people = people_at(texts, joint)
            if people is None or people.noun is None or people.noun.kind not in (None, kind):
                return None
            if people.basis is Basis.VAGUE and (at > chain.last or people.noun.status is Status.UNKNOWN):
                return None
            return people if (people.noun.status is Status.BELLIGERENT) not in armed else None
        if not texts[at].isalpha() or texts[at] in cues.subset:
            return None
    return None


def lumped_end(texts: Sequence[str], at: int) -> int | None:
    """Where "بين قتيل وجريح" ends, if it stands behind a figure: one figure for killed and injured."""
    for start in range(at, min(at + 3, len(texts))):
        if texts[start] in ("بين", "مابين"):
            nouns = [noun for word in texts[start + 1 : start + 3] if (noun := noun_of(word))]
            counted = any(noun.number == "d" for noun in nouns)  # "بين شهيد وإصابتين" gives each its number
            return start + 3 if {noun.kind for noun in nouns} == set(HARMED) and not counted else None
    return None


def injured_joined(texts: Sequence[str], chain: Chain) -> int:
    """How many words join the injured to a figure of the killed that governs their form: "13 قتيلا وجريحا"."""
    people, noun = chain.people[-1], chain.people[-1].noun
    if noun is None or noun.kind not in HARMED or chain.last >= len(texts):
        return 0
    apart = texts[chain.last] == "و" and chain.last + 1 < len(texts)
    other = noun_of(texts[chain.last + apart])
    if other is None or not (other.conjoined or apart) or other.kind not in HARMED or other.kind is noun.kind:
        return 0
    if people.basis is Basis.VAGUE:  # "عشرات القتلى والجرحى"
        governs = people.figure.min is not None
    else:
        many = (people.figure.min or people.figure.max or 0) > 2
        governs = many and people.basis is Basis.STATED and other.number == "s"
    return (1 + apart) if governs else 0


def status_of(texts: Sequence[str], chain: Chain, cues: Cues) -> Status:
    """Civil or armed, as the words say: by the noun, or by "من عناصر" and the like behind it."""
    if _are_of_both(texts, chain) or tuple(texts[chain.last : chain.last + 2]) in cues.unarmed:
        return Status.UNKNOWN
    told = {p.noun.status for p in chain.people if p.noun is not None}
    for status in (Status.BELLIGERENT, Status.CIVILIAN):
        if status in told:
            return status
    if texts[chain.last : chain.last + 1] and texts[chain.last] in cues.civil:
        return Status.CIVILIAN
    side = _side(texts[chain.last : chain.last + 5])
    if any(word in cues.civil for word in side):
        return Status.CIVILIAN
    return Status.BELLIGERENT if any(word in cues.armed for word in side) else Status.UNKNOWN


def _are_of_both(texts: Sequence[str], chain: Chain) -> bool:
    """Whether one figure counts both sides: "9 من العسكريين والمدنيين"."""
    last = chain.people[-1].noun
    more = noun_of(texts[chain.last]) if chain.last < len(texts) else None
    both = last and more and {last.status, more.status} == {Status.BELLIGERENT, Status.CIVILIAN}
    return bool(both and last and more and last.definite and more.definite and more.conjoined)


def _side(after: Sequence[str]) -> Sequence[str]:
    """The words behind "of" or "for" that name a side: "من قوات", "للنظام"."""
    after = [word for word in after if word != '"']
    if not after:
        return ()
    if after[0] in ("من", "بين"):
        return after[1:3]
    if after[0] in _AMONG:
        return after[1:3] if after[1:2] == ["صفوف"] else after[1:2]
    word = after[0][1:] if after[0][0] in "لب" else ""
    return (word, "ال" + word[1:]) if word else ()


def _spelled_out(texts: Sequence[str], family: People) -> People:
    """The first of the people a family is spelled out into: "عائلة (رجل وزوجته وطفلاهما)"."""
    at = family.last
    if family.noun is not None and family.noun.kind in HARMED and family.noun.definite:
        return _told_who(texts, family)
    if family.noun is None or family.noun.number != "f" or texts[at : at + 1] not in (["("], [":"]):
        return family
    inside = people_at(texts, at + 1) if at + 1 < len(texts) else None
    return inside if inside is not None and inside.noun is not None else family


def _told_who(texts: Sequence[str], dead: People) -> People:
    """The counted people right behind "the dead": "القتلى ثلاثة مزارعين"."""
    if not dead.figure.is_unknown or dead.basis is not Basis.VAGUE or dead.last >= len(texts):
        return dead
    who = people_at(texts, dead.last)
    if who is None or who.noun is None or who.noun.kind is not None or texts[dead.last].startswith("و"):
        return dead
    return who if who.basis is Basis.STATED else dead


def _joined(texts: Sequence[str], at: int, first: People, kind: Kind | None, cues: Cues) -> People | None:
    """The people that و or "along with" adds behind `at`, up to eight words of name or age further on."""
    if _are_named(texts, at, first, cues):
        return None
    described = False  # "وهو معلم": only "along with" adds to a person who is being described
    step = at
    while step < min(at + _KIN_REACH, len(texts)):
        text = texts[step]
        far = step >= at + _REACH and not (_is_kin(text) or text in cues.companions)
        follows = None if far else _behind_joint(texts, step, cues)
        if text in cues.unborn:
            step += 1
            continue
        if text in ("وهو", "وهي"):
            described = True
        elif follows is not None and not (described and follows == step):
            people, goes_on = _at_joint(texts, step, follows, first, kind, cues)
            if not goes_on:
                return people
        elif not far and (behind := _past_aside(texts, step)) > step:
            step = behind - 1
        elif not far and _ends_chain(texts, step, at, first, cues):
            return None
        step += 1
    return None


def _at_joint(
    texts: Sequence[str], step: int, follows: int, first: People, kind: Kind | None, cues: Cues
) -> tuple[People | None, bool]:
    """The people behind a joint; and whether none stand there and the search goes on: "مع جهة محلية"."""
    if cues.trigger(texts[step]) or cues.trigger(texts[follows]):
        return None, False
    people = people_at(texts, follows)
    if people is None and first.figure.max == 1 and tuple(texts[step:follows]) in cues.along_with:
        return _someone(texts, follows, cues), False
    if people is None and follows > step and texts[step] != "و":
        return None, True
    return (people, False) if people is not None and _adds(first, people, kind) else (None, False)


def _is_counted(texts: Sequence[str], at: int) -> bool:
    """Whether a number with a noun of people begins here."""
    return bool((people := people_at(texts, at)) and people.noun and people.basis is Basis.STATED)


def _past_aside(texts: Sequence[str], at: int) -> int:
    """The word behind "of the age" or "of one family", at `at`; `at` itself where neither stands there."""
    if texts[at] != "من":
        return at
    return at + 2 if texts[at + 1 : at + 2] == ["العمر"] else _past_family(texts, at)


def _ends_chain(texts: Sequence[str], step: int, at: int, first: People, cues: Cues) -> bool:
    """Whether nobody is added behind `step`: other words begin, or who they are is told again."""
    if step == at and first.noun is not None and _spells(first, noun_of(texts[step])):
        return True  # "3 مدنيين طفلان وامرأة"
    if step > at and texts[step - 1] == "،" and _is_counted(texts, step):
        return True  # "13 آخرون، تسعة أطفال وأربع نساء"
    text = texts[step]
    if step > at and is_ali(texts, step):
        return False
    return text in cues.chain_ends or cues.trigger(text) is not None or _opens_aside(texts, step, at)


def _are_named(texts: Sequence[str], at: int, first: People, cues: Cues) -> bool:
    """Whether names follow a counted noun of harm, so that "and his son" is one of them."""
    noun = first.noun
    if noun is None or (first.figure.min or 0) < 2 or at >= len(texts):
        return False
    if noun.kind is None and not (noun.definite and noun.number == "d"):
        return False
    return bool(names_at(texts, at, cues)) or (noun.definite and names_at(texts, at - 1, cues) != [])


def _past_family(texts: Sequence[str], at: int) -> int:
    """The word behind "of one family", at `at`; `at` itself where no family is told of."""
    for step in range(at + 1, min(at + 3, len(texts))):
        noun = noun_of(texts[step])
        if noun is not None and noun.number == "f":
            return step + 1 + (texts[step + 1 : step + 2] == ["واحده"])
    return at


def _is_kin(word: str) -> bool:
    return (noun := noun_of(word)) is not None and noun.owned and noun.conjoined


def _spells(first: People, noun: Noun | None) -> bool:
    """Whether a noun right behind a counted figure begins to tell again who they are."""
    many = first.basis in (Basis.STATED, Basis.IMPLIED) and (first.figure.min or 0) > 1
    return many and noun is not None and noun.number in "sdp" and not noun.definite and not noun.conjoined


def _someone(texts: Sequence[str], at: int, cues: Cues) -> People | None:
    """One person named behind "along with"."""
    names = names_at(texts, at, cues)
    return People(at, names[0][1], Range.exactly(1), Basis.IMPLIED, None, 0.55) if names else None


def _opens_aside(texts: Sequence[str], step: int, at: int) -> bool:
    """Whether a bracket, or a quote right behind a figure, tells again who the people before it are."""
    opens = texts[step] == "(" or (texts[step] == '"' and step == at and texts[:step].count('"') % 2 == 0)
    return opens and _people_inside(texts, step)


def _people_inside(texts: Sequence[str], at: int) -> bool:
    """Whether a bracket tells again who the people before it are."""
    people = people_at(texts, at + 1) if at + 1 < len(texts) else None
    return people is not None and people.noun is not None


def _behind_joint(texts: Sequence[str], at: int, cues: Cues) -> int | None:
    """Where joined people would begin, where `at` holds a joint: at a word with و, or behind a phrase."""
    text = texts[at]
    for phrase in cues.joining:
        if text == phrase[0] and tuple(texts[at : at + len(phrase)]) == phrase:
            return at + len(phrase) if at + len(phrase) < len(texts) else None
    if text == "و":
        return at + 1 if at + 1 < len(texts) else None
    return at if text.startswith("و") else None


def _adds(first: People, more: People, kind: Kind | None) -> bool:
    """Whether a joined phrase counts further people of the same harm."""
    noun = more.noun
    if noun is None or noun.kind not in (None, kind):
        return False
    loose = more.basis is Basis.VAGUE and not noun.owned
    if loose and first.basis is not Basis.VAGUE:
        return False  # "13 شهيدا مدنيين ونساء"
    if (
        noun.definite
        and noun.number in "pa"
        and not (loose and first.noun is not None and first.noun.definite)
    ):
        return False
    armed = first.noun is not None and first.noun.status is Status.BELLIGERENT
    return armed == (noun.status is Status.BELLIGERENT)
