"""Reads harm to people in a language told by a word list: a text enters, claims leave with offsets into it.

The same policy as in Arabic and English (docs/method.md): a vague word gives the least it can mean, killed and
injured in one figure bound both from above, a list is added up, denied harm is no claim, what is said to be "among
them" is a part and never added. Words and order are the list's (lexicon_file); nothing here knows a language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cairn.extract.model import LUMPED, OVER, Claim
from cairn.vocab.closed import Basis, Event, Group, Kind, Status

from .lexicon_file import Lexicon, lexicon
from .lexicon_link import Cue, Harmed, chained, cues_in, linked, tolls
from .lexicon_people import Mention, mentions
from .lexicon_quantity import quantities
from .lexicon_words import Unit, sentences

_SURE = {Basis.STATED: 0.7, Basis.SUM: 0.6, Basis.LIST: 0.5, Basis.IMPLIED: 0.55, Basis.VAGUE: 0.4}
_PARTS = (Group.CHILDREN, Group.WOMEN, Group.MEN, Group.BELLIGERENTS)
_LONGEST_PASSAGE = 160
_DEAD = (Kind.KILLED, Kind.DIED_OF_WOUNDS)


@dataclass(frozen=True, slots=True)
class _Whole:
    """The figure last told, for parts that come after it."""

    mention: Mention
    kinds: tuple[Kind, ...]
    event: Event


def claims_by_lexicon(text: str, language: str) -> list[Claim]:
    """Every claim about harm to people in the text, `text[claim.start:claim.end]` its words.

    Raises `CairnError` (vocab-unknown) for a language without a list, and as `lexicon` for one that is faulty.
    """
    words = lexicon(language)
    found: list[Claim] = []
    whole: _Whole | None = None
    for units in sentences(text, words):
        if not _may_tell(units, told_before=whole is not None):
            continue
        sentence = _Sentence(quantities(units), words)
        found.extend(sentence.claims(whole))
        whole = sentence.whole or whole
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in sorted(found, key=lambda c: (c.start, c.end)):
        key = (claim.kind, claim.group, claim.min, claim.max, claim.event, claim.start, claim.end)
        kept.setdefault(key, claim)
    return list(kept.values())


def _may_tell(units: Sequence[Unit], *, told_before: bool) -> bool:
    """Whether a sentence has a word of harm, or may count some of those told before."""
    if any(u.plays("verb", "noun", "toll") for u in units):
        return True
    return told_before and any(
        u.plays("among_them") or u.parts.get("num", ("",))[0] == "of_them" for u in units
    )


class _Sentence:
    """One sentence, read from its units."""

    def __init__(self, units: list[Unit], words: Lexicon) -> None:
        self.units = units
        self.words = words
        self.whole: _Whole | None = None
        self._people = [m for m in mentions(units) if not self._is_agent(m)]
        self._cues = cues_in(units, self._people)
        self._event = self._event_of_all()
        self._of_wounds = any(u.plays("of_wounds") for u in units)

    def claims(self, before: _Whole | None) -> Iterator[Claim]:
        """The claims, wholes first; `before` is the figure last told in the text."""
        if not (self._cues or any(m.kinds for m in self._people) or before):
            return
        parts, rest = self._parted()
        told = [*tolls(self.units, rest, self._cues)]
        taken = {h.mention.first for h in told}
        rest = [m for m in rest if m.first not in taken]
        told += self._by_noun(rest)
        others = [m for m in rest if not m.kinds]
        told += linked(self.units, list(chained(self.units, others)), self._cues, self.words.verb_last)
        told = [self._settled(h) for h in sorted(told, key=lambda h: h.mention.first)]
        told += self._unsaid(told)
        told = self._heirs([h for h in told if h.kinds])
        for harmed in told:
            yield from self._of(harmed)
        for part in parts:
            yield from self._part(part, told, before)

    def _is_agent(self, mention: Mention) -> bool:
        """ "By soldiers": who did it, not whom it befell."""
        after = self.units[mention.last + 1 : mention.last + 2]
        ahead = self.units[max(0, mention.first - 1) : mention.first]
        last_word = self.words.verb_last
        return any(u.plays("by") for u in (after if last_word else ahead))

    def _event_of_all(self) -> Event:
        if any(u.plays("period") for u in self.units):
            return Event.CUMULATIVE
        return Event.OTHER if any(u.plays("earlier") for u in self.units) else Event.THIS

    def _parted(self) -> tuple[list[Mention], list[Mention]]:
        """The mentions said to be of others, and the rest."""
        opened = next((k for k, u in enumerate(self.units) if u.plays("among_them")), None)
        closed = next((k for k, u in enumerate(self.units) if u.plays("before_whole")), None)
        first = self._people[0].first if self._people else 0
        pool = any(u.plays("out_of") for u in self.units[max(0, first - 2) : first])
        parts, rest = [], []
        seen = False
        for m in self._people:
            group = m.group in _PARTS or m.status is Status.BELLIGERENT
            inside = opened is not None and m.first > opened and (closed is None or m.last < closed)
            ahead = closed is not None and m.last < closed and (opened is None or m.first > opened)
            if (inside or ahead or m.part or (pool and seen)) and group and not m.plural:
                parts.append(m)
            elif (
                ahead
                or (m.part and m.bare and not self._by_a_cue(m))
                or (inside and m.bare and not self._by_a_cue(m))
            ):
                continue
            else:
                rest.append(m)
                seen = True
        return parts, rest

    def _by_a_cue(self, m: Mention) -> bool:
        near = [c for c in self._cues if 0 < c.at - m.last <= 2 or 0 < m.first - c.at <= 1]
        return any(c.kind in _DEAD for c in near)

    def _by_noun(self, people: Sequence[Mention]) -> Iterator[Harmed]:
        """Those whose own noun says what befell them: "five wounded"."""
        for m in people:
            if not m.kinds or (m.plural and not self._there_is()):
                continue
            if m.basis is Basis.IMPLIED and m.low == 1 and self._is_denied(m):
                continue
            kinds = m.kinds
            near = self._next_cue(m)
            if near is not None and near.kind in ("safe", Kind.RECOVERED) and m.kinds != (Kind.INJURED,):
                kinds = (Kind.RECOVERED,) if near.kind == Kind.RECOVERED else ()
            elif near is not None and m.kinds == (Kind.INJURED,) and near.kind in _DEAD:
                kinds = (Kind.DIED_OF_WOUNDS,)
            if not self._is_denied(m):
                yield Harmed(m, kinds)

    def _next_cue(self, m: Mention) -> Cue | None:
        near = [
            c
            for c in self._cues
            if c.how != "toll"
            and not c.denied
            and (c.at > m.last or not self.words.verb_last)
            and abs(c.at - (m.last if c.at > m.last else m.first)) <= 4
            and not any(u.mark for u in self.units[min(c.at, m.last) + 1 : max(c.at, m.first)])
        ]
        return min(near, key=lambda c: abs(c.at - m.last), default=None)

    def _is_denied(self, m: Mention) -> bool:
        after = self.units[m.last + 1 : m.last + 3]
        ahead = self.units[max(0, m.first - 2) : m.first]
        return any(u.plays("no") for u in (*ahead, *after)) and not any(u.mark for u in after[:1])

    def _there_is(self) -> bool:
        return any(u.plays("there_is") for u in self.units)

    def _settled(self, harmed: Harmed) -> Harmed:
        """A death that the sentence lays to wounds is one of wounds."""
        if harmed.kinds == (Kind.KILLED,) and not harmed.toll and self._of_wounds:
            return replace(harmed, kinds=(Kind.DIED_OF_WOUNDS,))
        return harmed

    def _unsaid(self, told: Sequence[Harmed]) -> list[Harmed]:
        """Those told by the verb alone ("he was killed"), by their names, or only as "there are dead and wounded"."""
        firm = {k for h in told for k in h.kinds if not h.toll}
        firm |= {*_DEAD} if firm & {*_DEAD} else set()
        known = firm if self._of_wounds else firm | {k for h in told for k in h.kinds}
        used = {h.cue for h in told}
        found: list[Harmed] = []
        for cue in self._cues:
            if cue.at in used or cue.denied or cue.kind == "safe":
                continue
            if Kind(cue.kind) in (firm if cue.kind == Kind.DIED_OF_WOUNDS else known):
                continue
            mention = self._named(cue) or self._vague(cue) or self._alone(cue)
            if mention is not None:
                found.append(Harmed(mention, (Kind(cue.kind),), cue.at))
                known = known | {Kind(cue.kind)}
        return [self._settled(h) for h in found]

    def _alone(self, cue: Cue) -> Mention | None:
        """One, where the verb is said of one; or where a name of two words stands before it."""
        wounds = cue.kind == Kind.DIED_OF_WOUNDS or self._of_wounds
        hurt = wounds and cue.kind in _DEAD
        one = (
            cue.how == "one"
            or (hurt and cue.how == "verbs")
            or (cue.how in ("verbs", "active") and self._has_name(cue))
        )
        more = cue.how == "one" and cue.at > 0 and self.units[cue.at - 1].plays("more")
        return Mention(cue.at, cue.at, 1, 1, Basis.IMPLIED, bare=more, more=more) if one else None

    def _has_name(self, cue: Cue) -> bool:
        """Two unknown words with capitals side by side, in the clause of a verb."""
        if any(u.plays("quantity") for u in self.units[max(0, cue.at - 3) : cue.at]):
            return False
        near = self.units[max(0, cue.at - 10) : cue.at]
        pairs = pairwise(near)
        return any(a.capital and b.capital and a.unknown and b.unknown for a, b in pairs)

    def _vague(self, cue: Cue) -> Mention | None:
        """A plural of harmed people and no number: said to be there, or at the head beside another."""
        if not cue.people:
            return None
        beside = any(
            c is not cue and c.people and c.kind != cue.kind and abs(c.at - cue.at) <= 2 for c in self._cues
        )
        if self._there_is() or (beside and cue.at <= 2):
            return Mention(cue.at, cue.at, 2, None, Basis.VAGUE, plural=True)
        return None

    def _named(self, cue: Cue) -> Mention | None:
        """Names listed behind "the names of the dead:"."""
        colon = next((k for k in range(cue.at, len(self.units)) if self.units[k].mark == ":"), None)
        if colon is None or not any(u.plays("names") for u in self.units[:colon]):
            return None
        count, open_ = 0, False
        for unit in self.units[colon + 1 :]:
            cut = unit.mark == "," or (unit.plays("and") and not unit.capital)
            tied = unit.unknown and open_ and unit.text[:1] in self.words.and_prefixes
            if unit.joined or tied or (not cut and not open_):
                count += 1
            open_ = not cut
        return Mention(cue.at, len(self.units) - 1, count, count, Basis.LIST) if count >= 2 else None

    def _heirs(self, told: Sequence[Harmed]) -> list[Harmed]:
        """ "Two more": of those told before, where no word says of whom."""
        found: list[Harmed] = []
        before: Mention | None = None
        for harmed in sorted(told, key=lambda h: h.mention.first):
            m = harmed.mention
            if m.bare and before is not None and not harmed.toll and not self._names_others(m):
                kept = m.more or before.group is Group.CHILDREN or before.status is Status.BELLIGERENT
                if kept:
                    harmed = replace(harmed, mention=replace(m, group=before.group, status=before.status))
            else:
                before = m
            found.append(harmed)
        return found

    def _names_others(self, m: Mention) -> bool:
        """Whether a word that is not known follows the number: it may say of whom."""
        after = self.units[m.last + 1 : m.last + 3]
        adverb = len(after) == 2 and after[1].plays("verb")
        return bool(after) and after[0].unknown and not adverb and not m.more

    def _of(self, harmed: Harmed) -> Iterator[Claim]:
        """The claims of one figure: the whole, then the groups it names."""
        m = harmed.mention
        event = self._event
        if event is Event.THIS and harmed.toll and any(u.plays("rise") for u in self.units):
            event = Event.UPDATE
        lumped = len(harmed.kinds) > 1 and m.basis is not Basis.VAGUE
        if lumped:
            m = replace(m, low=None, high=m.high if m.high is not None else m.low)
        for kind in harmed.kinds:
            armed = m.status is Status.BELLIGERENT
            group = Group.BELLIGERENTS if armed else Group.ALL
            scope = LUMPED if lumped else OVER if m.over else ""
            yield self._claim(m, kind, group, event, scope, harmed.cue)
            for part in _by_group(harmed.parts or (m,)) if not lumped else ():
                named = replace(part, basis=m.basis, status=m.status)
                yield self._claim(named, kind, part.group, event, scope, harmed.cue)
        if not (self.whole and self.whole.mention.first >= m.first):
            self.whole = _Whole(m, harmed.kinds, event)

    def _part(self, part: Mention, told: Sequence[Harmed], before: _Whole | None) -> Iterator[Claim]:
        """Children, women or men among those told before, or in a sentence before."""
        later = [h for h in told if h.mention.first > part.last]
        earlier = [h for h in told if h.mention.first < part.first] or later[:1]
        if later and self._leads(part, later[0].mention):
            earlier = later[:1]
        whole = _Whole(earlier[-1].mention, earlier[-1].kinds, self._event) if earlier else before
        if whole is None or (part.low or 0) > (whole.mention.high or whole.mention.low or 0) > 0:
            return
        event = whole.event if not earlier else (self.whole.event if self.whole else whole.event)
        armed = part.status is Status.BELLIGERENT
        status = part.status if armed else whole.mention.status
        basis = whole.mention.basis if part.basis is Basis.IMPLIED else part.basis
        group = Group.BELLIGERENTS if armed else part.group
        for kind in whole.kinds:
            yield self._claim(replace(part, status=status, basis=basis), kind, group, event, "", -1)

    def _leads(self, part: Mention, whole: Mention) -> bool:
        """ "One of them a child, three people": the whole follows at once."""
        between = self.units[part.last + 1 : whole.first]
        return len(between) <= 2 and not any(u.mark for u in between)

    def _claim(self, m: Mention, kind: Kind, group: Group, event: Event, scope: str, cue: int) -> Claim:
        start, end = self.units[m.first].start, self.units[m.last].end
        if cue >= 0:
            wide = min(start, self.units[cue].start), max(end, self.units[cue].end)
            start, end = wide if wide[1] - wide[0] <= _LONGEST_PASSAGE else (start, end)
        return Claim(
            kind,
            start,
            end,
            m.low,
            m.high,
            m.basis,
            group,
            m.status,
            event,
            scope,
            confidence=_SURE[m.basis],
        )


def _by_group(listed: Sequence[Mention]) -> Iterator[Mention]:
    """The children, women and men of a list, each group added up."""
    for group in (Group.CHILDREN, Group.WOMEN, Group.MEN):
        those = [m for m in listed if m.group is group]
        if those:
            highs = [m.high for m in those]
            high = None if None in highs else sum(h or 0 for h in highs)
            low = None if any(m.low is None for m in those) else sum(m.low or 0 for m in those)
            yield replace(those[0], last=those[-1].last, low=low, high=high)
