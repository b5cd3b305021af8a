"""Finds whom an Arabic word of harm befell: the people behind it, past words of time and who did it.

Folded words enter, a `People` or a yes leaves. Read by extract/harm_ar.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from cairn.vocab.closed import Basis, Kind

from .chains_ar import HARMED
from .cues_ar import Cues
from .mentions_ar import is_agent
from .people_ar import People, people_at
from .people_forms_ar import Noun, noun_of

_AGENT = 5
"""How many words may name who did it, between a verb and those it befell."""
_FAR = 12
_SHORT = 3
_LIFE = 25
"""How far behind "فقد" the life may stand that was lost."""
_CAUSES = frozenset({"جرا", "اثر", "نتيجه", "بسبب", "بفعل"})
_ON = frozenset({"علي", "عليه", "عليها", "عليهم"})
_OPENING = frozenset("\"(:'")


def befallen(texts: Sequence[str], at: int, cues: Cues, *, is_verb: bool, by: bool) -> People | None:
    """The people behind a word of harm: at once, or behind words of time, or, with `by`, behind who did it."""
    patience = _AGENT if is_verb else 0
    step, end = at, min(at + _FAR, len(texts))
    while step < end:
        text = texts[step]
        if step > at and (cues.trigger(text) or text in cues.subset):
            return None
        if not text[0].isalnum() and (step > at or text not in _OPENING):
            return None
        if text == "علي" and texts[step + 1 : step + 2] in (["اثر"], ["اثرها"], ["اثره"]):
            step += 2
            continue
        if text == "في" and step + 1 < end and texts[step + 1] in cues.events:
            step += 2 + (people_at(texts, step + 2) is None if step + 2 < end else 0)
            continue
        if is_verb and step == at and text in _CAUSES and (past := _past_cause(texts, step + 1)) > step + 1:
            step = past
            continue
        if text in cues.passed or (step == at and text in _OPENING):
            step += 1
            continue
        people = people_at(texts, step)
        agent = people is not None and by and is_agent(texts, people)
        if people is not None and not agent and _counts(texts, people, cues, first=step == at):
            return people
        patience -= 1
        if patience < 0 or text in cues.halts:
            return None
        step = people.last if people is not None and agent else step + 1
    return None


def _past_cause(texts: Sequence[str], at: int) -> int:
    """The word behind "the shelling" that a verb names as its cause: "أصيب جراء القصف الأخير أربعة"; `at` where none."""
    step = at
    while step < len(texts) and texts[step].startswith("ال") and noun_of(texts[step]) is None:
        step += 1
    return step


def _counts(texts: Sequence[str], people: People, cues: Cues, *, first: bool) -> bool:
    """Whether a phrase counts people: it names them, or it is a bare number right behind the harm."""
    if people.noun is not None:
        return True
    many = (people.figure.min or 0) > 2
    some = people.basis is Basis.VAGUE and (many or texts[people.last : people.last + 1] == ["من"])
    return first and (some or is_bare_number(texts, people, cues))


def is_bare_number(texts: Sequence[str], people: People, cues: Cues) -> bool:
    """Whether a number without a noun may count people: nothing that is measured follows it."""
    after = texts[people.last] if people.last < len(texts) else ""
    if after in ("/", "-", ":", "%"):
        return False
    ends = not after or not after.isalpha() or after.startswith("و")
    by_means = after.startswith("ب") and len(after) > _SHORT and not after.startswith("بالم")  # "بالمئة"
    return ends or by_means or after in cues.halts or after in cues.subset


def is_second_kind(texts: Sequence[str], at: int, kind: Kind, cues: Cues) -> bool:
    """ "قتل وجرح": whether a second word of harm is joined to the first before anybody is named."""
    other = cues.trigger(texts[at])
    if other is None or other[0] is kind or kind not in HARMED or not texts[at].startswith("و"):
        return False
    return at + 1 < len(texts) and people_at(texts, at + 1) is not None


def is_done_away(texts: Sequence[str], behind: int) -> bool:
    """Whether "قضى على" follows; "على إثر" is another matter."""
    after = texts[behind : behind + 2]
    return bool(after) and after[0] in _ON and not after[-1].startswith("اثر")


def is_life_lost(texts: Sequence[str], at: int) -> bool:
    """Whether "فقد" is said of a life: "فقد خمسة أشخاص حياتهم"."""
    return any(t == "الحياه" or t.lstrip("ل").startswith(("حيات", "ارواح")) for t in texts[at : at + _LIFE])


def counted_bodies(texts: Sequence[str], found: People) -> People:
    """The count behind "جثث": "انتشال جثث ثلاثة قتلى"."""
    more = people_at(texts, found.last) if found.last < len(texts) else None
    bodies = found.noun is not None and found.noun.kind is Kind.RECOVERED and found.basis is Basis.VAGUE
    if more is None or more.noun is None or more.noun.conjoined or more.figure.is_unknown:
        return found
    return more if bodies else found


def is_outcome(texts: Sequence[str], at: int, cues: Cues) -> bool:
    """Whether the loss is what an attack led to: "أسفر عن فقدان 5 مدنيين"."""
    return any(text in cues.outcome for text in texts[max(0, at - 3) : at])


def is_missing(texts: Sequence[str], behind: int) -> bool:
    """Whether "فقد" tells of missing people: they follow at once, and are nobody's own dead."""
    people = people_at(texts, behind) if behind < len(texts) else None
    return people is not None and people.noun is not None and not people.noun.owned


def own_harm(kind: Kind, noun: Noun | None) -> Kind:
    """The noun's own harm wins over "إصابة" and the like; a wounded man who died is dead."""
    return noun.kind if noun and noun.kind and kind not in (Kind.KILLED, Kind.RECOVERED) else kind
