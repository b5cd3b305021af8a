"""Walks one Arabic sentence for harm to people: the folded words enter, claims leave.

A word of harm ("مقتل", "أصيب") takes the people behind it, or a verb those in front; a noun that says its own
harm ("ثلاثة شهداء") stands alone; a person named and not counted is one. Offsets are of the folded text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cairn.extract.model import Claim
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Basis, Group, Kind

from .chains_ar import HARMED, Chain, chain_at, injured_joined, lumped_end, other_side
from .context_ar import Context
from .cues_ar import Cues
from .mentions_ar import ACTIVE, is_agent, is_called_armed, is_part_of_them, says_how, tells_nobody
from .names_ar import names_at
from .objects_ar import (
    befallen,
    counted_bodies,
    is_bare_number,
    is_done_away,
    is_life_lost,
    is_missing,
    is_outcome,
    is_second_kind,
    own_harm,
)
from .people_ar import People, Word, people_at
from .people_forms_ar import Noun, noun_of
from .told_ar import Teller

_LOOK_BACK = 7
"""How many words may stand between people and the verb behind them."""
_LIST = 2
"""So many names in a row behind a plural are a list of its people."""
_ASIDE = 4
"""How many words may stand between a figure and the bracket that breaks it down."""
_PARTING = frozenset({".", ":", "،", ",", "هل"})
_LIST_OPENS = frozenset({"كل", "هم", "وهم"})
_TWO = frozenset({"هما", "وهما"})
_WHO = frozenset({"هو", "وهو", "وهي"})
_TOLL_AHEAD = 14
_OF = frozenset({"من", "الي", "عن"})
_MOSTLY = frozenset({"معظمهم", "غالبيتهم", "اغلبهم", "اغلبهن", "جلهم", "اغلبيتهم", "جميعهم", "كلهم"})


class HarmReader:
    """One sentence being read from its first word to its last; each word is used once."""

    def __init__(self, words: Sequence[Word], around: Context, cues: Cues) -> None:
        self.texts = [w.text for w in words]
        self.words = words
        self.around = around
        self.cues = cues
        self.teller = Teller(words, around, cues)
        self.waiting: Chain | None = None  # people not yet told what befell them
        self.also: Chain | None = None  # those of the other side, joined before them
        self.parts: Chain | None = None  # a breakdown of those
        self.subject: People | None = None  # the person last spoken of

    def read(self) -> list[Claim]:
        """The sentence's claims, in order."""
        at = 0
        while at < len(self.texts):
            at = max(at + 1, self._step(at))
        return self.teller.claims

    @property
    def again(self) -> dict[int, int]:
        """Which of the claims may only tell again of people told before, with the first claim of their phrase."""
        return self.teller.again

    def _step(self, at: int) -> int:
        """Reads what begins at `at`; returns where to go on, or `at` where nothing began."""
        text = self.texts[at]
        if text in self.cues.subset or text in self.cues.breakdown or self._opens_aside(at):
            return self._parts(at)
        trigger = self.cues.trigger(text)
        if trigger is not None:
            return self._harm(at, trigger[0], is_verb=trigger[1])
        if text in self.cues.own_death:
            return self._own(at, Kind.KILLED)
        if text in self.cues.own_injury:
            return self._own(at, Kind.INJURED)
        if text in self.cues.rescue:
            self.teller.last_kind = None
            return at + 1
        people = people_at(self.texts, at)
        if people is None:
            return at
        if people.noun is None:
            if lumped_end(self.texts, people.last) is not None:
                return self._tell(Kind.KILLED, Chain((people,), people.last), at)
            return self._risen(at, people)
        return self._counted(at, people, people.noun)

    def _opens_aside(self, at: int) -> bool:
        """Whether a bracket or a quote opens right behind a figure, or a few words on: "5 مدنيين من عائلة (رجل و"."""
        text, behind = self.texts[at], at - self.teller.told_to
        return (text == "(" and 0 <= behind <= _ASIDE) or (text == '"' and behind == 0)

    def _counted(self, at: int, people: People, noun: Noun) -> int:
        """People whose noun says what befell them, or who wait for a verb that does."""
        bodies = noun.kind is Kind.RECOVERED and people.basis is Basis.VAGUE  # nobody says they were found
        if bodies or tells_nobody(self.texts, at, noun, self.cues) or self._describes(at, noun):
            return people.last
        if noun.kind in HARMED and (before := self._fell_so(at, noun)):
            return self._befell(noun.kind, before, at)
        if noun.kind in HARMED and (listed := self._listed(at, people, noun.kind)):
            return listed
        if self._spells_out(at, people):
            return self._parts(at - 1)
        chain = chain_at(self.texts, people, noun.kind, self.cues)
        if is_part_of_them(self.texts, chain.last):
            return chain.last
        if self._retells(at, chain):
            self.teller.groups(self.teller.last_kind or Kind.KILLED, chain, self.teller.side, part=True)
            return chain.last
        if noun.kind is not None or lumped_end(self.texts, chain.last) is not None:
            return self._tell(noun.kind or Kind.KILLED, chain, at)
        if self._risen_to(at, self.teller.last_kind):
            return self._tell(self.teller.last_kind or Kind.KILLED, chain, at)
        if not (noun.other and noun.number == "s"):  # "في سياق آخر": no person
            joined = self.waiting is not None and self.waiting.last == at and self.texts[at].startswith("و")
            self.also = self.waiting if joined else None
            self.waiting, self.parts = chain, None
            self.subject = chain.people[-1]
        return chain.last

    def _fell_so(self, at: int, noun: Noun) -> Chain | None:
        """The one person before a noun that says how they fell; None where it stands for another."""
        before = self.waiting
        near = before is not None and self.teller.told_to <= before.people[0].first
        return before if before and near and says_how(self.texts, at, noun, before.people[-1]) else None

    def _retells(self, at: int, chain: Chain) -> bool:
        """Whether people right behind a figure add up to it: "13 آخرون، تسعة أطفال وأربع نساء"."""
        total = self.teller.total
        near = 0 <= at - self.teller.told_to <= 1
        return near and len(chain.people) > 1 and total.is_exact and chain.total == total

    def _spells_out(self, at: int, people: People) -> bool:
        """Whether the people right behind a counted figure are those people again: "3 مدنيين طفلان وامرأة"."""
        teller = self.teller
        if teller.told_to != at or teller.whole is not Basis.STATED or people.basis is not Basis.IMPLIED:
            return False
        noun = people.noun
        return noun is not None and not noun.conjoined and not noun.definite and noun.kind is None

    def _describes(self, at: int, noun: Noun) -> bool:
        """Whether a word like "الفلسطيني" describes what people waiting for their verb belong to."""
        near = self.waiting is not None and at - self.waiting.last <= _LOOK_BACK
        return near and noun.definite and noun.number == "s" and noun.group is Group.ALL and noun.kind is None

    def _tell(self, kind: Kind, chain: Chain, at: int, *, gap: int = 0, both: bool = False) -> int:
        """The claims of a chain and of the other side behind it; returns the word behind them."""
        if joined := injured_joined(self.texts, chain):
            both, chain = True, Chain(chain.people, chain.last + joined)
        lumped = lumped_end(self.texts, chain.last)
        if lumped is not None:
            kind, both, chain = Kind.KILLED, True, Chain(chain.people, lumped)
            self.waiting = None
        self.teller.say(kind, chain, at, gap=gap, both=both)
        self.subject = chain.people[-1]
        other = other_side(self.texts, chain, kind, self.cues)
        if other is None:
            return chain.last
        more = chain_at(self.texts, other, kind, self.cues)
        self.teller.say(kind, more, other.first, both=both)
        return more.last

    def _risen(self, at: int, people: People) -> int:
        """A number alone counts people where a toll rose to it: "ارتفع عدد القتلى إلى أربعة"."""
        kind = self.teller.last_kind or self._toll_ahead(people.last)
        after = self.texts[people.last : people.last + 1]
        ends = is_bare_number(self.texts, people, self.cues) or (after and after[0] in self.cues.tolls)
        if kind is not None and ends and self._risen_to(at, kind):
            self.teller.say(kind, Chain((people,), people.last), at)
        return people.last

    def _toll_ahead(self, at: int) -> Kind | None:
        """Of whom a toll is said behind its figure: "يرتفع إلى 124 تعداد الذين قتلوا"."""
        ahead = self.texts[at : at + _TOLL_AHEAD]
        if self.around.update_from is None or not any(text in self.cues.tolls for text in ahead):
            return None
        for text in ahead:
            noun, trigger = noun_of(text), self.cues.trigger(text)
            kind = noun.kind if noun is not None else trigger[0] if trigger is not None else None
            if kind in HARMED:
                return kind
        return None

    def _risen_to(self, at: int, kind: Kind | None) -> bool:
        """Whether the figure at `at` is what a toll of one kind is said to have reached."""
        start = self.around.update_from
        if start is None or at < start or self.texts[at - 1] != "الي" or kind is None:
            return False
        return all(c.kind is kind for c in self.teller.claims if c.start >= self.words[start].start)

    def _own(self, at: int, kind: Kind) -> int:
        """ "ما أدى إلى مقتله مع طفليه": the person spoken of before, and who was with them."""
        if any(c.kind is kind for c in self.teller.claims) or self.around.denies(at):
            return at + 1
        if kind is Kind.INJURED and self.texts[at - 1] in self.cues.of_own:
            return at + 1
        one = self._same_as_before(at)
        chain = chain_at(self.texts, one, kind, self.cues)
        self.teller.say(kind, chain, at)
        return chain.last

    def _same_as_before(self, at: int) -> People:
        """The people that "his death" or "their death" speaks of."""
        subject = self.subject
        noun = subject.noun if subject is not None else None
        if not self.texts[at].endswith(("هم", "هما")):
            return People(at, at + 1, Range.exactly(1), Basis.IMPLIED, noun, 0.55)
        if self.texts[at].endswith("هما"):
            return People(at, at + 1, Range.exactly(2), Basis.IMPLIED, noun, 0.55)
        if subject is None or (subject.figure.min or 0) < _LIST:
            return People(at, at + 1, Range(_LIST), Basis.VAGUE, noun, 0.45)
        return People(at, at + 1, subject.figure, subject.basis, noun, 0.55)

    def _harm(self, at: int, kind: Kind, *, is_verb: bool) -> int:
        """A word of harm: its people in front of a verb, or behind it, or a name."""
        behind = at + 1
        if kind is Kind.MISSING and (is_life_lost(self.texts, at) or is_outcome(self.texts, at, self.cues)):
            kind = Kind.KILLED
        elif kind is Kind.MISSING and not is_missing(self.texts, behind):
            return behind
        if is_verb and is_done_away(self.texts, behind):
            return behind  # "قضى على": whom somebody claims to have finished off
        behind_it = kind not in ACTIVE and self.texts[at] not in self.cues.always_active
        waiting = self._waiting_before(at) if is_verb and behind_it else None
        both = (
            waiting is None
            and behind < len(self.texts)
            and is_second_kind(self.texts, behind, kind, self.cues)
        )
        behind += both
        found = befallen(self.texts, behind, self.cues, is_verb=is_verb, by=self._may_be_active(at))
        if waiting and (
            found is None
            or found.basis is Basis.VAGUE
            or any(text not in self.cues.passed for text in self.texts[behind : found.first])
        ):
            return self._befell(kind, waiting, at)
        if found is None:
            may_name = kind is Kind.KILLED or (kind is Kind.INJURED and is_verb and behind_it)
            may_name = may_name and self.texts[at] not in self.cues.of_many
            return self._named(at, behind, kind) if may_name else at + 1
        if kind in HARMED and (listed := self._listed(at, found, kind)):
            return listed
        if kind is Kind.RECOVERED:
            found = counted_bodies(self.texts, found)
        chain = chain_at(self.texts, found, kind, self.cues)
        if is_part_of_them(self.texts, chain.last) and self.teller.has_told(kind, chain.total):
            return chain.last
        return self._tell(own_harm(kind, found.noun), chain, at, gap=found.first - behind, both=both)

    def _may_be_active(self, at: int) -> bool:
        """Whether who did it may stand behind the verb: "قتلت", not "استشهد"."""
        return self.texts[at].lstrip("وف") in self.cues.active or self.texts[at] in self.cues.active

    def _befell(self, kind: Kind, waiting: Chain, at: int) -> int:
        """What a verb tells of the people in front of it, and of the parts they were broken down into."""
        if self.also is not None:
            self.teller.say(kind, self.also, self.also.people[0].first)
        chain = Chain(waiting.people, at + 1)
        if self.texts[at] in self.cues.of_two and chain.total == Range.exactly(1):
            chain = Chain((replace(waiting.people[0], figure=Range.exactly(2)),), at + 1)
        self.teller.say(kind, chain, waiting.people[0].first)
        if self.parts is not None:
            self.teller.groups(kind, self.parts, self.teller.side, part=True)
        self.waiting = self.parts = self.also = None
        return at + 1

    def _waiting_before(self, at: int) -> Chain | None:
        """The people in front of a verb; a verb with و opens a clause of its own, and so does a comma."""
        waiting = self.waiting
        behind = max(c.last for c in (waiting, self.parts) if c is not None) if waiting is not None else 0
        if waiting is None or at - behind > _LOOK_BACK or self.texts[at].startswith("و"):
            return None
        if self.texts[at - 1] in _OF:
            return None  # "من قتل": no verb
        between = self.texts[behind:at]
        if any(t in self.cues.halts for t in between[:-1]):
            return None
        apposed = (
            between[-1:] == ["،"] and waiting.people[0].noun is not None and waiting.people[0].noun.definite
        )
        if any(t in _PARTING for t in between[: -1 if apposed else None]) and self.parts is None:
            return None
        return None if is_agent(self.texts, waiting.people[0]) else waiting

    def _listed(self, at: int, people: People, kind: Kind) -> int | None:
        """Where the names end that follow a plural without a number and so give it; None where none do."""
        behind = people.last
        if people.basis is not Basis.VAGUE or behind >= len(self.texts):
            return None
        if self.texts[behind].isalpha() and self.texts[behind] not in _LIST_OPENS:
            return None
        if len(names_at(self.texts, behind, self.cues)) < _LIST:
            return None
        return self._named(at, behind, kind)

    def _named(self, at: int, behind: int, kind: Kind) -> int:
        """People who are named and not counted: "استشهاد" and a name, or a list of names."""
        names = names_at(self.texts, behind, self.cues)
        if not names or self.around.denies(at):
            return at + 1
        basis = Basis.LIST if len(names) > 1 else Basis.IMPLIED
        named = People(behind, names[-1][1], Range.exactly(len(names)), basis, None, 0.55)
        chain = chain_at(self.texts, named, kind, self.cues)
        self.teller.say(
            kind, chain, at, armed=len(names) == 1 and is_called_armed(self.texts, names[0][1], self.cues)
        )
        for first, end in names if kind is Kind.KILLED else ():
            self.teller.claim(Kind.VICTIM, first, end, UNKNOWN, Basis.STATED, sure=0.5)
        return chain.last

    def _parts(self, at: int) -> int:
        """What follows بينهم or هم: groups of the figure before, each for itself, never added to it."""
        people = people_at(self.texts, at + 1) if at + 1 < len(self.texts) else None
        if people is None or people.noun is None:
            return at + 1
        waiting = self.waiting
        teller = self.teller
        before = waiting is not None and waiting.last > teller.told_to and at - waiting.last <= _ASIDE
        if not before and teller.last_kind is None:
            return at + 1
        if self.texts[at] in _TWO:
            teller.two()
        if self.texts[at] in _WHO and teller.is_armed(people.noun):
            return people.last
        chain = chain_at(self.texts, people, teller.last_kind, self.cues)
        if before:
            self.parts = chain
        elif people.noun.kind in (None, teller.last_kind) and not self._tells_no_part(at, people):
            teller.groups(teller.last_kind or Kind.KILLED, chain, teller.side, part=True)
        return chain.last

    def _tells_no_part(self, at: int, people: People) -> bool:
        """Whether the words deny, or "most of them" gives no figure of a group."""
        return self.around.denies(at) or (self.texts[at] in _MOSTLY and people.basis is Basis.VAGUE)
