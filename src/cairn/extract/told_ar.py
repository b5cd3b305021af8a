"""Puts what an Arabic sentence tells of people into claims: counted people and their harm enter, claims leave.

Read by extract/harm_ar.py, which walks the words. Offsets are of the folded text. A claim that only speaks
again of people already told ("القتلى") is marked, for extract/story_ar.py to keep or to drop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cairn.extract.model import LUMPED, Claim
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Basis, Event, Group, Kind, Status

from .chains_ar import HARMED, Chain, status_of
from .context_ar import Context
from .cues_ar import Cues
from .names_ar import age_in
from .people_ar import Word, people_at
from .people_forms_ar import Noun

_TWO = Range(2)
_GROWN = 18
_WOUNDS_WITHIN = 4
_AGE_WITHIN = 12
"""How many words may stand between somebody and their age."""


class Teller:
    """The claims of one sentence as they are told, and what the last of them was about."""

    def __init__(self, words: Sequence[Word], around: Context, cues: Cues) -> None:
        self.words = words
        self.texts = [w.text for w in words]
        self.around = around
        self.cues = cues
        self.claims: list[Claim] = []
        self.again: dict[int, int] = {}  # claims that may only tell again, and the first of their phrase
        self.last_kind: Kind | None = None
        self.told_to = -1  # where the last figure ends
        self.side = Status.UNKNOWN  # of the people last told
        self.whole = Basis.STATED  # how their figure stands in the words
        self.total = UNKNOWN  # their figure
        self.last_whole = -1  # index of their claim
        self.harm_noun = False  # the last figure's noun says the harm itself
        self.lumped = False  # killed and injured stood in one figure

    def say(
        self, kind: Kind, chain: Chain, at: int, *, gap: int = 0, both: bool = False, armed: bool = False
    ) -> None:
        """The claims of one chain: the whole figure, and beside it its children, women, men. `armed` says that the
        words behind a name call its bearer so."""
        first = min(at, chain.people[0].first)
        status = Status.BELLIGERENT if armed and len(chain.people) == 1 else self._status(chain)
        self._joins_side(kind, chain, first, status)
        self.last_kind, self.told_to = kind, chain.last
        if self.around.is_unreal(first) or (chain.basis is not Basis.STATED and self.around.denies(first)):
            return
        self.side, self.whole, self.total = status, chain.basis, chain.total
        group = Group.BELLIGERENTS if status is Status.BELLIGERENT else Group.ALL
        unsaid = chain.basis is Basis.VAGUE and any(
            p.noun is not None and p.noun.unsaid for p in chain.people
        )
        self.lumped = both or unsaid
        if both:
            self._lumped(chain, first, group, status)
            return
        again = self._tells_again(chain)
        moved = first > 0 and self.texts[first - 1] in self.cues.moved  # "نقل 5 مصابين إلى المشفى"
        grave = kind is Kind.INJURED and any(
            w in self.cues.grave for w in self.texts[chain.last : chain.last + 1]
        )
        figure = _TWO if again and chain.total.is_unknown and _harmed(chain) else chain.total
        if unsaid:
            figure = UNKNOWN
        sure = chain.sure - 0.04 * gap
        self.last_whole = len(self.claims)
        start = len(self.claims)
        self.claim(kind, first, chain.last, figure, chain.basis, group=group, status=status, sure=sure)
        if status is not Status.BELLIGERENT:
            self.groups(kind, chain, status)
            self._by_age(kind, chain, status)
        if again or moved or grave:
            self.again.update(dict.fromkeys(range(start, len(self.claims)), start + 1))

    def _by_age(self, kind: Kind, chain: Chain, status: Status) -> None:
        """A child beside one person whose age says so: "الشاب سالم البالغ من العمر 16 عاما"."""
        one = chain.people[0]
        if len(chain.people) > 1 or one.figure.max != 1 or (one.noun and one.noun.group is Group.CHILDREN):
            return
        behind = self.texts[chain.last : chain.last + _AGE_WITHIN]
        others = (n for n, w in enumerate(behind) if self.cues.trigger(w) or w in self.cues.subset)
        age = age_in(behind[: next(others, len(behind))])
        if age is not None and age < _GROWN:
            last, figure = chain.last, Range.exactly(1)
            self.claim(
                kind, one.first, last, figure, Basis.IMPLIED, group=Group.CHILDREN, status=status, sure=0.6
            )

    def _lumped(self, chain: Chain, first: int, group: Group, status: Status) -> None:
        """One figure for killed and injured: its highest bounds both, a bare plural is some of each."""
        total = chain.total
        if chain.basis is Basis.VAGUE and any(p.noun is not None and p.noun.unsaid for p in chain.people):
            total = UNKNOWN
        some = chain.basis is Basis.VAGUE and total.min == _TWO.min
        figure = _TWO if some else Range(None, total.max)
        basis = Basis.VAGUE if total.max is None else Basis.STATED
        for each in HARMED:
            for whom in (group, *self._all_of(chain, figure)):
                self.claim(
                    each, first, chain.last, figure, basis, group=whom, status=status, sure=0.6, scope=LUMPED
                )

    def _all_of(self, chain: Chain, figure: Range) -> tuple[Group, ...]:
        """The group that all of a chain are: "6 أطفال بين قتيل وجريح"; none where others may be joined behind."""
        told = {p.noun.group for p in chain.people if p.noun is not None}
        joined = chain.last < len(self.texts) and self.texts[chain.last].startswith("و")
        one = len(told) == 1 and told <= {Group.CHILDREN, Group.WOMEN}
        return tuple(told) if one and not joined and figure.max is not None else ()

    def groups(self, kind: Kind, chain: Chain, status: Status, *, part: bool = False) -> None:
        """One claim per group named: children, women, men, belligerents; `part` where told of a whole before."""
        if part and self.lumped:
            return
        figures: dict[Group, Range] = {}
        spans: dict[Group, tuple[int, int, float, Basis]] = {}
        for people in chain.people:
            if people.noun is None or people.noun.group is Group.ALL:
                continue
            if people.noun.group is Group.BELLIGERENTS and (not part or status is Status.BELLIGERENT):
                continue  # "9 من العسكريين والمدنيين", "3 عناصر بينهم ضابط": no group of them
            figure, basis = people.figure, people.basis
            group: Group = people.noun.group
            if figure.is_unknown and people.noun.number in "pa" and (part or chain.total.min is not None):
                figure = _TWO
            if basis is Basis.VAGUE and part and self.whole is not Basis.VAGUE:
                basis = Basis.IMPLIED
            elif basis is Basis.IMPLIED and part and self.whole is Basis.VAGUE:
                figure, basis = Range(figure.min), Basis.VAGUE  # of "several" at least that one is a child
            if group in figures:
                figure, basis = _added(figures[group], figure), Basis.SUM
                first = spans[group][0]
            else:
                first = people.first
            figures[group] = figure
            spans[group] = (first, people.last, people.sure, basis)
        for group, figure in figures.items():
            own = Status.BELLIGERENT if group is Group.BELLIGERENTS else status
            first, last, sure, basis = spans[group]
            self.claim(kind, first, last, figure, basis, group=group, status=own, sure=sure)

    def _joins_side(self, kind: Kind, chain: Chain, first: int, status: Status) -> None:
        """Calls those told a word before civilians too: "شهيد وعدة جرحى مدنيون"."""
        noun = chain.people[0].noun
        harm = noun is not None and noun.kind is not None
        near = harm and self.harm_noun and 0 <= first - self.told_to <= 1 and kind is not self.last_kind
        if near and status is Status.CIVILIAN and self.side is Status.UNKNOWN:
            for n, claim in enumerate(self.claims):
                if claim.kind is self.last_kind and claim.status is Status.UNKNOWN:
                    self.claims[n] = replace(claim, status=Status.CIVILIAN)
        self.harm_noun = harm

    def has_told(self, kind: Kind, part: Range) -> bool:
        """Whether the sentence gave a higher figure of the same harm, of which this may be a part."""
        return any(c.kind is kind and (c.min or 0) > (part.min or 0) for c in self.claims)

    def is_armed(self, noun: Noun) -> bool:
        """Takes the one person last told for armed where "who is" says so; whether it did."""
        at = self.last_whole
        one = 0 <= at < len(self.claims) and self.claims[at].min == self.claims[at].max == 1
        if one and noun.status is Status.BELLIGERENT and self.claims[at].status is Status.UNKNOWN:
            self.claims[at] = replace(self.claims[at], group=Group.BELLIGERENTS, status=Status.BELLIGERENT)
            return True
        return False

    def two(self) -> None:
        """Gives the figure last told, "مواطنين" or so, as two: "وهما" follows."""
        at = self.last_whole
        if 0 <= at < len(self.claims) and self.claims[at].figure == _TWO:
            self.claims[at] = replace(self.claims[at], max=2, basis=Basis.IMPLIED, confidence=0.75)
            self.whole = Basis.IMPLIED

    def claim(
        self,
        kind: Kind,
        first: int,
        last: int,
        figure: Range,
        basis: Basis,
        *,
        sure: float,
        group: Group = Group.ALL,
        status: Status = Status.UNKNOWN,
        scope: str = "",
    ) -> None:
        """One claim over `words[first:last]`; none of people brought out alive."""
        event, period = self.around.event(first, self.words)
        after = self._up_to_harm(last)
        if kind is Kind.RECOVERED and "قيد" in after:
            return
        if kind is Kind.KILLED and any(w in self.cues.of_wounds for w in after):
            kind = Kind.DIED_OF_WOUNDS
            if self.around.frame is not None and event is self.around.frame[0] is Event.OTHER:
                event = Event.THIS  # the day told is that of the wound
        doubt = 0.05 if event is Event.OTHER else 0.0
        self.claims.append(
            Claim(
                kind,
                self.words[first].start,
                self.words[last - 1].end,
                figure.min,
                figure.max,
                basis,
                group,
                status,
                event,
                scope=scope or period,
                confidence=round(max(0.05, sure - doubt), 3),
            )
        )

    def _up_to_harm(self, last: int) -> Sequence[str]:
        """The words behind a figure, up to those that tell of more harm: "4 قتلى بعد وفاة مصاب متأثرا بجراحه"."""
        after = self.texts[last : last + _WOUNDS_WITHIN]
        more = (n for n, w in enumerate(after) if self.cues.trigger(w) is not None)
        return after[: next(more, len(after))]

    def _status(self, chain: Chain) -> Status:
        """Civil or armed by the words; "others" are what those before them were."""
        status = status_of(self.texts, chain, self.cues)
        others = all(p.noun is not None and p.noun.other for p in chain.people)
        others = others or self.texts[chain.last : chain.last + 1] == ["منهم"]
        if status is not Status.UNKNOWN or not others:
            return status
        mixed = self.side is Status.BELLIGERENT and self._are_some_civil(chain.last)
        return Status.UNKNOWN if mixed else self.side

    def _are_some_civil(self, at: int) -> bool:
        """Whether "among them civilians" follows: no side holds them all."""
        more = people_at(self.texts, at + 1) if at + 1 < len(self.texts) else None
        told = self.texts[at : at + 1] and self.texts[at] in self.cues.subset
        return (
            bool(told) and more is not None and more.noun is not None and more.noun.status is Status.CIVILIAN
        )

    @staticmethod
    def _tells_again(chain: Chain) -> bool:
        """Whether the phrase is a definite one without a number: "القتلى", "الشهداء", "القتيل"."""
        noun = chain.people[0].noun
        told = chain.people[0].figure.is_unknown or chain.people[0].basis is Basis.IMPLIED
        told = told or (_harmed(chain) and chain.basis is Basis.STATED)  # "الإصابات الثلاثة"
        return len(chain.people) == 1 and told and noun is not None and noun.definite


def _harmed(chain: Chain) -> bool:
    """Whether the noun itself says harm."""
    noun = chain.people[0].noun
    return noun is not None and noun.kind is not None


def _added(a: Range, b: Range) -> Range:
    low = None if a.min is None and b.min is None else (a.min or 0) + (b.min or 0)
    return Range(low, None if a.max is None or b.max is None else a.max + b.max)
