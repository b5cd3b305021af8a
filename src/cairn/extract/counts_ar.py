"""Reads Arabic sentences for harm to people: killed, injured, missing, trapped, recovered, the named dead.

A text enters as it stands, claims leave with offsets into it. The reader walks each sentence over folded
words. A word of harm ("مقتل", "أصيب") takes the people behind it, or a verb those in front; a noun that says
its own harm ("ثلاثة شهداء") stands alone. People joined by و are added up; what follows بينهم is a part of
the figure and never added. Words and bounds stand in vocab/data/ar_casualties.toml.

Policy: a vague word gives no number, or the least it can mean ("dozens" is at least twenty); killed and
injured in one figure bound both from above only; a family is an unknown number; a denied harm is no claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cairn.extract.clean import fold_for_reading
from cairn.extract.model import Claim
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Basis, Event, Group, Kind, Status

from .context_ar import Context, context_of
from .cues_ar import Cues, cues
from .names_ar import is_list_break, names_at
from .people_ar import Noun, People, Word, noun_of, people_at, words_of

_SENTENCE_ENDS = frozenset(".!?؟؛\n|…")
_HARMED = (Kind.KILLED, Kind.INJURED)
_LIST_OPENS = frozenset({"كل", "هم", "وهم"})
_OF = frozenset({"من", "في", "بين", "ب"})
_LIST = 2
"""So many names in a row behind a plural are a list of its people."""
_OPENING = frozenset("\"(:'")
_LOOK_BACK = 7
"""How many words may stand between people and the verb behind them."""


def claims_ar(text: str) -> list[Claim]:
    """Every claim about harm to people in an Arabic text, `text[claim.start:claim.end]` its words."""
    folded = fold_for_reading(text)
    found: list[Claim] = []
    background = False
    for sentence in _sentences(words_of(folded.text)):
        around = context_of(sentence, background=background)
        background = around.background_stays
        for claim in _Sentence(sentence, around, cues()).read():
            passage = folded.span(claim.start, claim.end)
            value = text[passage.start : passage.end] if claim.kind is Kind.VICTIM else claim.value
            by = around.attributed
            quoted = folded.span(*by).of(text) if by else ""
            found.append(
                replace(
                    claim, start=passage.start, end=passage.end, value=value, attributed_to=quoted.strip()
                )
            )
    return found


def _sentences(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words between two marks that end a sentence; a line break ends one unless names are listed."""
    texts = [word.text for word in words]
    now: list[Word] = []
    for at, word in enumerate(words):
        listed = word.text == "\n" and now and is_list_break(texts, at, cues())
        if word.text not in _SENTENCE_ENDS or listed:
            now.append(word)
        elif now:
            yield now
            now = []
    if now:
        yield now


class _Sentence:
    """One sentence being read from its first word to its last; each word is used once."""

    def __init__(self, words: Sequence[Word], around: Context, cues: Cues) -> None:
        self.words = words
        self.texts = [w.text for w in words]
        self.around = around
        self.cues = cues
        self.claims: list[Claim] = []
        self.waiting: tuple[list[People], int] | None = None  # people not yet told what befell them
        self.last_kind: Kind | None = None
        self.told_to = -1  # where the last figure ends

    def read(self) -> list[Claim]:
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
        people = people_at(self.texts, at)
        if people is None:
            return at
        if people.noun is None:
            return self._risen(at, people)
        return self._counted(at, people, people.noun)

    def _counted(self, at: int, people: People, noun: Noun) -> int:
        """People whose noun says what befell them, or who wait for a verb that does."""
        if (noun.number == "f" and self.texts[at - 1] == "من" and at) or (noun.kind and noun.owned):
            return people.last  # "of one family" counts nobody, nor does "its victims"
        if (
            noun.kind is Kind.KILLED
            and people.figure.is_unknown
            and (listed := self._listed(at, people.last))
        ):
            return listed
        chain, last = self._chain(people, noun.kind)
        if (end := self._lumped(last)) is not None:
            self._say(Kind.KILLED, chain, at, end, both=True)
            self.waiting = None
            return end
        if noun.kind is not None:
            self._say(noun.kind, chain, at, last)
        else:
            self.waiting = (chain, last)
        return last

    def _risen(self, at: int, people: People) -> int:
        """A number alone counts people where a toll is said to have risen to it: "ارتفع عدد القتلى إلى أربعة"."""
        start = self.around.update_from
        if start is None or at < start or self.texts[at - 1] != "الي" or self.last_kind is None:
            return people.last
        if any(c.kind is not self.last_kind for c in self.claims if c.start >= self.words[start].start):
            return people.last
        if self._bare_number(people, 0):
            self._say(self.last_kind, [people], at, people.last)
        return people.last

    def _harm(self, at: int, kind: Kind, *, is_verb: bool) -> int:
        """A word of harm: its people in front of a verb, or behind it, or a name."""
        if kind is Kind.MISSING and any(t.lstrip("ل").startswith("حيات") for t in self.texts[at : at + 10]):
            kind = Kind.KILLED  # they lost their lives
        behind = at + 1
        if is_verb and self.texts[behind : behind + 1] == ["علي"]:
            return at + 1  # "قضى على": whom somebody claims to have finished off
        waiting = self._waiting_before(at) if is_verb else None
        both = waiting is None and behind < len(self.texts) and self._second_kind(behind, kind)
        behind += both
        object_at = self._object(behind, is_verb=is_verb)
        people = people_at(self.texts, object_at) if object_at is not None else None
        passed = all(text in self.cues.passed for text in self.texts[behind:object_at])
        if waiting and (people is None or not passed or people.figure.is_unknown):
            self._say(kind, waiting[0], waiting[0][0].first, at + 1)
            self.waiting = None
            return at + 1
        if people is not None and object_at is not None:
            if kind is Kind.KILLED and people.figure.is_unknown and (last := self._listed(at, people.last)):
                return last
            chain, last = self._chain(people, kind)
            self._say(self._kind(kind, people.noun), chain, at, last, gap=object_at - behind, both=both)
            return last
        return self._named(at, behind) if kind is Kind.KILLED else at + 1

    def _listed(self, at: int, behind: int) -> int | None:
        """Where the names end that follow a plural without a number and so give it; None where none do."""
        if (
            behind >= len(self.texts)
            or (self.texts[behind].isalpha()
            and self.texts[behind] not in _LIST_OPENS)
        ):
            return None
        if len(names_at(self.texts, behind, self.cues)) < _LIST:
            return None
        return self._named(at, behind)

    def _second_kind(self, at: int, kind: Kind) -> bool:
        """ "قتل وجرح": whether a second word of harm is joined to the first before anybody is named."""
        text = self.texts[at]
        other = self.cues.trigger(text)
        follows = at + 1 < len(self.texts) and people_at(self.texts, at + 1) is not None
        return (
            text.startswith("و")
            and other is not None
            and other[0] is not kind
            and kind in _HARMED
            and follows
        )

    def _object(self, at: int, *, is_verb: bool) -> int | None:
        """Where the people behind a word of harm begin: at once, or behind words of time, or an agent."""
        patience = 5 if is_verb else 0
        for step in range(12):
            if at + step >= len(self.texts):
                return None
            text = self.texts[at + step]
            if step and (self.cues.trigger(text) or text in self.cues.subset or not text[0].isalnum()):
                return None
            if text in self.cues.passed or (step == 0 and text in _OPENING):
                continue
            people = people_at(self.texts, at + step)
            counted = people is not None and (people.noun is not None or self._bare_number(people, step))
            if people is not None and counted and not (is_verb and self._is_agent(people)):
                return at + step
            patience -= 1
            if patience < 0 or text in self.cues.halts:
                return None
        return None

    @staticmethod
    def _is_agent(people: People) -> bool:
        """Whether the people behind a verb did the killing: an armed group without a number."""
        noun = people.noun
        return noun is not None and noun.status is Status.BELLIGERENT and people.figure.is_unknown

    def _bare_number(self, people: People, step: int) -> bool:
        """Whether a number without a noun counts people: right behind the word of harm, nothing measured."""
        after = self.texts[people.last] if people.last < len(self.texts) else ""
        return (
            step == 0
            and people.figure.max != 0
            and (
                not after
                or not after.isalpha()
                or after in self.cues.halts
                or after.startswith("و")
                or after in self.cues.subset
            )
            and after not in ("/", "-", ":", "%")
        )

    def _kind(self, kind: Kind, noun: Noun | None) -> Kind:
        """The noun's own harm wins over "إصابة" and the like; a wounded man who died is dead."""
        return noun.kind if noun is not None and noun.kind and kind is not Kind.KILLED else kind

    def _chain(self, first: People, kind: Kind | None) -> tuple[list[People], int]:
        """People joined by و, names and ages between them passed over: "طفل وامرأة ورجلان"."""
        first = self._spelled_out(first)
        chain, last = [first], first.last
        while (joined := self._joined(last, first, kind)) is not None:
            chain.append(joined)
            last = joined.last
        return chain, last

    def _spelled_out(self, family: People) -> People:
        """The first of the people a family is spelled out into: "عائلة (رجل وزوجته وطفلاهما)"."""
        at = family.last
        if family.noun is None or family.noun.number != "f" or self.texts[at : at + 1] not in (["("], [":"]):
            return family
        inside = people_at(self.texts, at + 1) if at + 1 < len(self.texts) else None
        return inside if inside is not None and inside.noun is not None else family

    def _joined(self, at: int, first: People, kind: Kind | None) -> People | None:
        """The people that و or "along with" adds behind `at`, up to eight words of name or age further on."""
        described = False  # "وهو معلم": only "along with" adds to a person who is being described
        for step in range(at, min(at + 9, len(self.texts))):
            text = self.texts[step]
            follows = self._behind_joint(step)
            if text in ("وهو", "وهي"):
                described = True
            elif follows is not None and not (described and follows == step):
                if self.cues.trigger(text) or self.cues.trigger(self.texts[follows]):
                    return None
                people = people_at(self.texts, follows)
                return people if people is not None and self._adds(first, people, kind) else None
            elif text in self.cues.never_names or text in self.cues.subset or text in self.cues.breakdown or self.cues.trigger(text) or text in ".:!;" or (text == "(" and self._people_inside(step)):
                return None
        return None

    def _people_inside(self, at: int) -> bool:
        """Whether a bracket tells again who the people before it are."""
        people = people_at(self.texts, at + 1) if at + 1 < len(self.texts) else None
        return people is not None and people.noun is not None

    def _behind_joint(self, at: int) -> int | None:
        """Where joined people would begin, where `at` holds a joint: at a word with و, or behind a phrase."""
        text = self.texts[at]
        for phrase in self.cues.joining:
            if text == phrase[0] and tuple(self.texts[at : at + len(phrase)]) == phrase:
                return at + len(phrase) if at + len(phrase) < len(self.texts) else None
        if text == "و":
            return at + 1 if at + 1 < len(self.texts) else None
        return at if text.startswith("و") else None

    @staticmethod
    def _adds(first: People, more: People, kind: Kind | None) -> bool:
        """Whether a joined phrase counts further people of the same harm."""
        noun = more.noun
        if noun is None or noun.kind not in (None, kind):
            return False
        if noun.definite and noun.number in "pa":
            return False
        armed = first.noun is not None and first.noun.status is Status.BELLIGERENT
        return armed == (noun.status is Status.BELLIGERENT)

    def _waiting_before(self, at: int) -> tuple[list[People], int] | None:
        """The people in front of a verb; a verb with و opens a clause of its own, and so does a comma."""
        if self.waiting is None or at - self.waiting[1] > _LOOK_BACK or self.texts[at].startswith("و"):
            return None
        between = self.texts[self.waiting[1] : at]
        if any(t in self.cues.halts for t in between[:-1]) or any(t in ".:،,هل" for t in between):
            return None
        return None if self._is_agent(self.waiting[0][0]) else self.waiting

    def _named(self, at: int, behind: int) -> int:
        """People killed who are named and not counted: "استشهاد" and a name, or a list of names."""
        names = names_at(self.texts, behind, self.cues)
        if not names or self.around.denies(at):
            return at + 1
        basis = Basis.LIST if len(names) > 1 else Basis.IMPLIED
        named = People(behind, names[-1][1], Range.exactly(len(names)), basis, None, 0.55)
        chain, last = self._chain(named, Kind.KILLED)
        self._say(Kind.KILLED, chain, at, last)
        for first, end in names:
            self._claim(Kind.VICTIM, first, end, UNKNOWN, Basis.STATED, sure=0.5)
        return last

    def _lumped(self, at: int) -> int | None:
        """Where "بين قتيل وجريح" ends, if it stands behind a figure: one figure for killed and injured."""
        for start in range(at, min(at + 3, len(self.texts))):
            if self.texts[start] in ("بين", "مابين"):
                nouns = [noun_of(word) for word in self.texts[start + 1 : start + 3]]
                kinds = {noun.kind for noun in nouns if noun}
                return start + 3 if kinds == set(_HARMED) else None
        return None

    def _say(
        self, kind: Kind, chain: list[People], at: int, last: int, *, gap: int = 0, both: bool = False
    ) -> None:
        """The claims of one chain: the whole figure, and beside it its children, women, men."""
        self.last_kind, self.told_to = kind, last
        first = min(at, chain[0].first)
        if self.around.denies(first) and chain[0].basis is not Basis.STATED:
            return
        if self._figure_joined(chain, last):
            both = True
        total, basis = _sum(chain)
        status = self._status(chain, last)
        armed = status is Status.BELLIGERENT
        sure = min(p.sure for p in chain) - 0.04 * gap - (0.1 if len(chain) > 1 else 0.0)
        group = Group.BELLIGERENTS if armed else Group.ALL
        if both:
            top = Range(None, total.max if total.max is not None else total.min)
            for each in _HARMED:
                self._claim(each, first, last, top, Basis.VAGUE, group=group, status=status, sure=0.3)
            return
        self._claim(kind, first, last, total, basis, group=group, status=status, sure=sure)
        if not armed:
            self._groups(kind, chain, status)

    def _figure_joined(self, chain: list[People], last: int) -> bool:
        """ "13 قتيلا وجريحا": the injured joined to a figure in the form that figure governs."""
        people = chain[-1]
        noun = people.noun
        if noun is None or noun.kind is None or people.basis is not Basis.STATED or last >= len(self.texts):
            return False
        other = noun_of(self.texts[last])
        low = people.figure.min or people.figure.max or 0
        return (
            bool(other and other.conjoined and other.kind not in (None, noun.kind) and other.number == "s")
            and low > 2
        )

    def _parts(self, at: int) -> int:
        """What follows بينهم or هم: groups of the figure before, each for itself, never added to it."""
        last, kind = at + 1, self.last_kind
        breakdown = self.texts[at] in self.cues.breakdown
        start = at + 1 if at + 1 < len(self.texts) else at
        people = people_at(self.texts, start)
        if people is None or people.noun is None or kind is None:
            return last if breakdown or people is None else people.last
        chain, last = self._chain(people, kind)
        if people.noun.kind in (None, kind) and not self.around.denies(at):
            self._groups(kind, chain, Status.UNKNOWN)
        return last

    def _groups(self, kind: Kind, chain: list[People], status: Status) -> None:
        """One claim per group named: children, women, men, belligerents."""
        for people in chain:
            noun = people.noun
            if noun is None or noun.group is Group.ALL:
                continue
            own = Status.BELLIGERENT if noun.group is Group.BELLIGERENTS else status
            self._claim(
                kind,
                people.first,
                people.last,
                people.figure,
                people.basis,
                group=noun.group,
                status=own,
                sure=people.sure,
            )

    def _status(self, chain: list[People], last: int) -> Status:
        """Civil or armed, as the words say: by the noun, or by "من عناصر ..." behind it."""
        told = {p.noun.status for p in chain if p.noun is not None}
        if Status.BELLIGERENT in told:
            return Status.BELLIGERENT
        after = self.texts[last : last + 4]
        if after and Status.CIVILIAN not in told:
            word = after[0].removeprefix("ل")
            side = after[1:4] if after[0] in _OF else [word, "ال" + word[1:]] if after[0] != word else []
            if any(w.startswith(("المدني", "مدني")) for w in side):
                return Status.CIVILIAN
            if any(w in self.cues.armed for w in side):
                return Status.BELLIGERENT
        return Status.CIVILIAN if Status.CIVILIAN in told else Status.UNKNOWN

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


def _sum(chain: list[People]) -> tuple[Range, Basis]:
    """One phrase's figure, or the sum of several; an unknown part leaves the sum a minimum."""
    if len(chain) == 1:
        return chain[0].figure, chain[0].basis
    lows = [p.figure.min for p in chain if p.figure.min is not None]
    highs = [p.figure.max for p in chain]
    known = [h for h in highs if h is not None]
    low = sum(lows) if lows else None
    return Range(low, sum(known) if len(known) == len(highs) else None), Basis.SUM
