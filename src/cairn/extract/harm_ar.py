"""Walks one Arabic sentence for harm to people: the folded words enter, claims leave.

A word of harm ("مقتل", "أصيب") takes the people behind it, or a verb those in front; a noun that says its own
harm ("ثلاثة شهداء") stands alone; a person named and not counted is one. Offsets are of the folded text.
"""

from __future__ import annotations

from collections.abc import Sequence

from cairn.extract.model import Claim
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Basis, Event, Group, Kind, Status

from .chains_ar import HARMED, Chain, chain_at, injured_joined, is_agent, lumped_end, other_side, status_of
from .context_ar import Context
from .cues_ar import Cues
from .names_ar import names_at
from .people_ar import Noun, People, Word, people_at

_LOOK_BACK = 7
"""How many words may stand between people and the verb behind them."""
_LIST = 2
"""So many names in a row behind a plural are a list of its people."""
_AGENT = 5
"""How many words may name who did it, between a verb and those it befell."""
_FAR = 12
_PARTING = frozenset({".", ":", "،", ",", "هل"})
_LIST_OPENS = frozenset({"كل", "هم", "وهم"})
_OPENING = frozenset("\"(:'")


class HarmReader:
    """One sentence being read from its first word to its last; each word is used once."""

    def __init__(self, words: Sequence[Word], around: Context, cues: Cues) -> None:
        self.words = words
        self.texts = [w.text for w in words]
        self.around = around
        self.cues = cues
        self.claims: list[Claim] = []
        self.waiting: Chain | None = None  # people not yet told what befell them
        self.last_kind: Kind | None = None
        self.told_to = -1  # where the last figure ends

    def read(self) -> list[Claim]:
        """The sentence's claims, in order."""
        at = 0
        while at < len(self.texts):
            at = max(at + 1, self._step(at))
        return self.claims

    def _step(self, at: int) -> int:
        """Reads what begins at `at`; returns where to go on, or `at` where nothing began."""
        text = self.texts[at]
        if text in self.cues.subset or text in self.cues.breakdown or (text == "(" and self.told_to == at):
            return self._parts(at)
        trigger = self.cues.trigger(text)
        if trigger is not None:
            return self._harm(at, trigger[0], is_verb=trigger[1])
        if text in self.cues.own_death:
            if not any(c.kind is Kind.KILLED for c in self.claims):
                self._claim(Kind.KILLED, at, at + 1, Range.exactly(1), Basis.IMPLIED, sure=0.4)
            return at + 1
        people = people_at(self.texts, at)
        if people is None:
            return at
        if people.noun is None:
            return self._risen(at, people)
        return self._counted(at, people, people.noun)

    def _counted(self, at: int, people: People, noun: Noun) -> int:
        """People whose noun says what befell them, or who wait for a verb that does."""
        if (noun.number == "f" and at and self.texts[at - 1] == "من") or (noun.kind and noun.owned):
            return people.last  # "of one family" counts nobody, nor does "its victims"
        if noun.kind and at and self.texts[at - 1] in self.cues.named_after:
            return people.last
        if self._describes(at, noun):
            return people.last
        if noun.kind is Kind.KILLED and (listed := self._listed(at, people)):
            return listed
        chain = chain_at(self.texts, people, noun.kind, self.cues)
        if (end := lumped_end(self.texts, chain.last)) is not None:
            self._say(Kind.KILLED, Chain(chain.people, end), at, both=True)
            self.waiting = None
            return end
        if noun.kind is not None:
            return self._tell(noun.kind, chain, at)
        if self._risen_to(at):
            return self._tell(self.last_kind or Kind.KILLED, chain, at)
        if not (noun.other and noun.number == "s"):  # "في سياق آخر": no person
            self.waiting = chain
        return chain.last

    def _describes(self, at: int, noun: Noun) -> bool:
        """Whether a word like "الفلسطيني" describes what people waiting for their verb belong to."""
        near = self.waiting is not None and at - self.waiting.last <= _LOOK_BACK
        return near and noun.definite and noun.number == "s" and noun.group is Group.ALL and noun.kind is None

    def _tell(self, kind: Kind, chain: Chain, at: int, *, gap: int = 0, both: bool = False) -> int:
        """The claims of a chain and of the other side behind it; returns the word behind them."""
        if injured_joined(self.texts, chain):
            both, chain = True, Chain(chain.people, chain.last + 1)
        self._say(kind, chain, at, gap=gap, both=both)
        other = other_side(self.texts, chain, kind)
        if other is None:
            return chain.last
        more = chain_at(self.texts, other, kind, self.cues)
        self._say(kind, more, other.first, both=both)
        return more.last

    def _risen(self, at: int, people: People) -> int:
        """A number alone counts people where a toll rose to it: "ارتفع عدد القتلى إلى أربعة"."""
        if self.last_kind is not None and self._risen_to(at) and self._bare_number(people):
            self._say(self.last_kind, Chain((people,), people.last), at)
        return people.last

    def _risen_to(self, at: int) -> bool:
        """Whether the figure at `at` is what a toll of one kind is said to have reached."""
        start = self.around.update_from
        if start is None or at < start or self.texts[at - 1] != "الي" or self.last_kind is None:
            return False
        return all(c.kind is self.last_kind for c in self.claims if c.start >= self.words[start].start)

    def _harm(self, at: int, kind: Kind, *, is_verb: bool) -> int:
        """A word of harm: its people in front of a verb, or behind it, or a name."""
        behind = at + 1
        if kind is Kind.MISSING and any(t.lstrip("ل").startswith("حيات") for t in self.texts[at : at + 10]):
            kind = Kind.KILLED  # they lost their lives
        elif kind is Kind.MISSING and not self._surely_missing(behind):
            return behind
        if is_verb and self.texts[behind : behind + 1] == ["علي"]:
            return behind  # "قضى على": whom somebody claims to have finished off
        waiting = self._waiting_before(at) if is_verb else None
        both = waiting is None and behind < len(self.texts) and self._second_kind(behind, kind)
        behind += both
        found = self._object(behind, is_verb=is_verb)
        if waiting and (
            found is None or found.figure.is_unknown or not self._all_passed(behind, found.first)
        ):
            self._say(kind, Chain(waiting.people, at + 1), waiting.people[0].first)
            self.waiting = None
            return at + 1
        if found is None:
            return self._named(at, behind) if kind is Kind.KILLED else at + 1
        if kind is Kind.KILLED and (listed := self._listed(at, found)):
            return listed
        chain = chain_at(self.texts, found, kind, self.cues)
        return self._tell(_own_harm(kind, found.noun), chain, at, gap=found.first - behind, both=both)

    def _surely_missing(self, behind: int) -> bool:
        """Whether "فقد" tells of missing people: they follow at once, and are nobody's own dead."""
        people = people_at(self.texts, behind) if behind < len(self.texts) else None
        return people is not None and people.noun is not None and not people.noun.owned

    def _all_passed(self, start: int, end: int) -> bool:
        return all(text in self.cues.passed for text in self.texts[start:end])

    def _second_kind(self, at: int, kind: Kind) -> bool:
        """ "قتل وجرح": whether a second word of harm is joined to the first before anybody is named."""
        other = self.cues.trigger(self.texts[at])
        if other is None or other[0] is kind or kind not in HARMED or not self.texts[at].startswith("و"):
            return False
        return at + 1 < len(self.texts) and people_at(self.texts, at + 1) is not None

    def _object(self, at: int, *, is_verb: bool) -> People | None:
        """The people behind a word of harm: at once, or behind words of time, or behind an agent."""
        patience = _AGENT if is_verb else 0
        step, end = at, min(at + _FAR, len(self.texts))
        while step < end:
            text = self.texts[step]
            if step > at and (self.cues.trigger(text) or text in self.cues.subset or not text[0].isalnum()):
                return None
            if text in self.cues.passed or (step == at and text in _OPENING):
                step += 1
                continue
            people = people_at(self.texts, step)
            agent = people is not None and is_verb and is_agent(people)
            if people is not None and not agent and self._counts(people, first=step == at):
                return people
            patience -= 1
            if patience < 0 or text in self.cues.halts:
                return None
            step = people.last if people is not None and agent else step + 1
        return None

    def _counts(self, people: People, *, first: bool) -> bool:
        """Whether a phrase counts people: it names them, or it is a bare number right behind the harm."""
        return people.noun is not None or (first and self._bare_number(people))

    def _bare_number(self, people: People) -> bool:
        """Whether a number without a noun may count people: nothing that is measured follows it."""
        after = self.texts[people.last] if people.last < len(self.texts) else ""
        if after in ("/", "-", ":", "%"):
            return False
        ends = not after or not after.isalpha() or after.startswith("و")
        return ends or after in self.cues.halts or after in self.cues.subset

    def _waiting_before(self, at: int) -> Chain | None:
        """The people in front of a verb; a verb with و opens a clause of its own, and so does a comma."""
        waiting = self.waiting
        if waiting is None or at - waiting.last > _LOOK_BACK or self.texts[at].startswith("و"):
            return None
        between = self.texts[waiting.last : at]
        if any(t in self.cues.halts for t in between[:-1]) or any(
            t in (".", ":", "،", ",", "هل") for t in between
        ):
            return None
        return None if is_agent(waiting.people[0]) else waiting

    def _listed(self, at: int, people: People) -> int | None:
        """Where the names end that follow a plural without a number and so give it; None where none do."""
        behind = people.last
        if not people.figure.is_unknown or behind >= len(self.texts):
            return None
        if self.texts[behind].isalpha() and self.texts[behind] not in _LIST_OPENS:
            return None
        if len(names_at(self.texts, behind, self.cues)) < _LIST:
            return None
        return self._named(at, behind)

    def _named(self, at: int, behind: int) -> int:
        """People killed who are named and not counted: "استشهاد" and a name, or a list of names."""
        names = names_at(self.texts, behind, self.cues)
        if not names or self.around.denies(at):
            return at + 1
        basis = Basis.LIST if len(names) > 1 else Basis.IMPLIED
        named = People(behind, names[-1][1], Range.exactly(len(names)), basis, None, 0.55)
        chain = chain_at(self.texts, named, Kind.KILLED, self.cues)
        self._say(Kind.KILLED, chain, at)
        for first, end in names:
            self._claim(Kind.VICTIM, first, end, UNKNOWN, Basis.STATED, sure=0.5)
        return chain.last

    def _parts(self, at: int) -> int:
        """What follows بينهم or هم: groups of the figure before, each for itself, never added to it."""
        people = people_at(self.texts, at + 1) if at + 1 < len(self.texts) else None
        if people is None or people.noun is None or self.last_kind is None:
            return at + 1
        chain = chain_at(self.texts, people, self.last_kind, self.cues)
        if people.noun.kind in (None, self.last_kind) and not self.around.denies(at):
            self._groups(self.last_kind, chain, Status.UNKNOWN)
        return chain.last

    def _say(self, kind: Kind, chain: Chain, at: int, *, gap: int = 0, both: bool = False) -> None:
        """The claims of one chain: the whole figure, and beside it its children, women, men."""
        self.last_kind, self.told_to = kind, chain.last
        first = min(at, chain.people[0].first)
        if self.around.denies(first) and chain.people[0].basis is not Basis.STATED:
            return
        status = status_of(self.texts, chain, self.cues)
        group = Group.BELLIGERENTS if status is Status.BELLIGERENT else Group.ALL
        total, last = chain.total, chain.last
        if both:
            stated = chain.basis is not Basis.VAGUE
            top = Range(None, total.max if total.max is not None or not stated else total.min)
            for each in HARMED:
                self._claim(each, first, last, top, Basis.VAGUE, group=group, status=status, sure=0.3)
            return
        sure = chain.sure - 0.04 * gap
        self._claim(kind, first, last, total, chain.basis, group=group, status=status, sure=sure)
        if status is not Status.BELLIGERENT:
            self._groups(kind, chain, status)

    def _groups(self, kind: Kind, chain: Chain, status: Status) -> None:
        """One claim per group named: children, women, men, belligerents."""
        for part in chain.people:
            if part.noun is None or part.noun.group is Group.ALL:
                continue
            group = part.noun.group
            own = Status.BELLIGERENT if group is Group.BELLIGERENTS else status
            self._claim(
                kind, part.first, part.last, part.figure, part.basis, group=group, status=own, sure=part.sure
            )

    def _claim(
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
    ) -> None:
        event, scope = self.around.event(first, self.words)
        if kind is Kind.RECOVERED and "قيد" in self.texts[last : last + 4]:
            return  # brought out alive
        if kind is Kind.KILLED and any(w in self.cues.of_wounds for w in self.texts[last : last + 4]):
            kind = Kind.DIED_OF_WOUNDS
        start, end = self.words[first].start, self.words[last - 1].end
        self.claims.append(
            Claim(
                kind,
                start,
                end,
                figure.min,
                figure.max,
                basis,
                group,
                status,
                event,
                scope=scope,
                confidence=round(max(0.05, sure - (0.15 if event is Event.OTHER else 0.0)), 3),
            )
        )


def _own_harm(kind: Kind, noun: Noun | None) -> Kind:
    """The noun's own harm wins over "إصابة" and the like; a wounded man who died is dead."""
    return noun.kind if noun is not None and noun.kind and kind is not Kind.KILLED else kind
