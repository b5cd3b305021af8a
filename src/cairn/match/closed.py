"""What persons said of accounts and incidents, closed: one place that knows what follows from their words.

The live words of persons enter in the order they were said; `Closed` leaves: where each incident id leads
through merges, which accounts are surely in which incident, which never may be, and which two incidents
are not one. The joiner and the acts of the shell both ask here, so that no two of them answer differently.

What follows from a word:
- a merge makes every id of the one lead to the other, and every word on either a word on both;
- a no to an incident holds for whatever that incident is merged into, and for every incident it consisted
  of when the no was said, so that taking a merge back brings no account where a person said no;
- an account that is surely in one incident and not in another shows that the two are not one, and bars
  every other account that is surely in the first from the second;
- among the words of several persons on one pair a no outweighs; each person's last word is the one that counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Word:
    """One live judgement of a person.

    `kind` join: does account `subject` belong to incident `other`? merge: `subject` is part of `other` from
    now on. different: are the incidents `subject` and `other` one event? (no or unsure; a yes is a merge).
    parent: `other` is the umbrella record of `subject`. `answer` is yes, no, unsure, or moved: a join that
    ended because the person placed the account elsewhere, which bars a rule and says no more than that.
    `subject_parts` and `other_parts` are the ids that the incidents consisted of when it was said.
    `id` and `act` tell where it is kept.
    """

    kind: str
    subject: str
    other: str
    answer: str = "yes"
    person: str = ""
    id: int = 0
    act: int = 0
    subject_parts: tuple[str, ...] = ()
    other_parts: tuple[str, ...] = ()

    @property
    def of_subject(self) -> tuple[str, ...]:
        """Every id the word is about on its first side."""
        return self.subject_parts or (self.subject,)

    @property
    def of_other(self) -> tuple[str, ...]:
        """Every id the word is about on its second side: a yes places an account in one incident only."""
        return self.other_parts if self.other_parts and self.answer == "no" else (self.other,)


class Closed:
    """All that follows from the words of persons. Incidents are named by the id that theirs leads to.

    `answers` holds the word that counts for each (account, incident); `members` the accounts that are surely
    in an incident; `barred` the pairs that no rule may join; `parents` the umbrella record of an incident.
    """

    def __init__(self, words: Iterable[Word] = ()) -> None:
        self.words = tuple(words)
        self._into = {w.subject: w.other for w in self.words if w.kind == "merge"}
        self._parts = self._consists_of()
        self.parents = self._umbrellas()
        self._by_person = self._words_by_person()
        self.answers = self._that_count()
        self.members = _grouped((i, a) for (a, i), w in self.answers.items() if w.answer == "yes")
        self._placed = _grouped(pair for pair, w in self.answers.items() if w.answer == "yes")
        self._said_of_two = self._words_on_two()
        self._apart = self._are_apart()
        self.barred = frozenset(self._bars())

    def resolve(self, incident: str) -> str:
        """Where this id leads, through every merge that stands."""
        while incident in self._into:
            incident = self._into[incident]
        return incident

    def parts(self, incident: str) -> tuple[str, ...]:
        """Every id that leads where this one leads, sorted."""
        root = self.resolve(incident)
        return tuple(sorted({root, *self._parts.get(root, ())}))

    def answer(self, account: str, incident: str) -> Word | None:
        """The word that counts for this account and this incident."""
        return self.answers.get((account, self.resolve(incident)))

    def said_by(self, person: str, account: str, incident: str) -> Word | None:
        """This person's last word on the two."""
        return self._by_person.get((account, self.resolve(incident)), {}).get(person)

    def why_barred(self, account: str, incident: str) -> tuple[Word, ...]:
        """The words for which no rule may join the two; none where nothing is in the way."""
        root = self.resolve(incident)
        word = self.answers.get((account, root))
        if word is not None:
            return () if word.answer == "yes" else (word,)
        return self.apart_from(account, root)

    def why_apart(self, one: str, two: str) -> tuple[Word, ...]:
        """The words for which two incidents are not one: a person's, or an account that is in one and not in two."""
        return self._apart.get(self.resolve(one), {}).get(self.resolve(two), ())

    def said_of_two(self, person: str, one: str, two: str) -> Word | None:
        """This person's last word on whether the two are one event."""
        pair = _ordered(self.resolve(one), self.resolve(two))
        return self._said_of_two.get(pair, {}).get(person)

    def settled(self, one: str, two: str) -> bool:
        """Whether nobody need be asked whether the two are one: they are, they are not, or somebody looked in vain."""
        a, b = self.resolve(one), self.resolve(two)
        return a == b or bool(self.why_apart(a, b)) or _ordered(a, b) in self._said_of_two

    def against_yes(self, account: str, incident: str, person: str) -> tuple[Word, ...]:
        """The words in the way of this person's yes: a no of somebody else, or what bars the account.

        One's own no is no hindrance (a person may think again), nor is a place that one only took it from.
        """
        root = self.resolve(incident)
        then = self.with_word(Word("join", account, root, "yes", person))
        counts = then.answers[account, root]
        return (counts,) if counts.answer == "no" else then.apart_from(account, root)

    def apart_from(self, account: str, incident: str) -> tuple[Word, ...]:
        """The words by which an incident is none of those that the account is surely in."""
        root = self.resolve(incident)
        for place in sorted(self._placed.get(account, set()) - {root}):
            if root in self._apart.get(place, {}) and not self.are_kin(place, root):
                return (*self._apart[place][root], self.answers[account, place])
        return ()

    def against_merge(self, gone: str, kept: str, held: Mapping[str, Collection[str]]) -> tuple[Word, ...]:
        """The words in the way of making `gone` a part of `kept`; `held` are the accounts joined to each root."""
        one, two = self.resolve(gone), self.resolve(kept)
        if words := self.why_apart(one, two):
            return words
        for here, there in ((one, two), (two, one)):
            for account in sorted({*held.get(here, ()), *self.members.get(here, ())}):
                word = self.answers.get((account, there))
                if word is not None and word.answer == "no":
                    return (word,)
        return ()

    def umbrellas_of(self, incident: str) -> Iterator[str]:
        """Every umbrella record above an incident, the nearest first; ends where a ring closes."""
        seen, at = set[str](), self.parents.get(self.resolve(incident))
        while at is not None and at not in seen:
            yield at
            seen.add(at)
            at = self.parents.get(at)

    def in_ring(self) -> tuple[str, ...]:
        """Incidents that are umbrella records of themselves: a state that no act may bring about."""
        return tuple(sorted(i for i in self.parents if i in self.umbrellas_of(i)))

    def are_kin(self, one: str, two: str) -> bool:
        """Whether one is an umbrella record of the other: the two may share accounts."""
        a, b = self.resolve(one), self.resolve(two)
        return a in self.umbrellas_of(b) or b in self.umbrellas_of(a)

    def with_word(self, word: Word) -> Closed:
        """What would follow if this were said too."""
        return Closed((*self.words, word))

    def without(self, ids: Collection[int]) -> Closed:
        """What would follow if the words of these ids were taken back."""
        return Closed(w for w in self.words if w.id not in ids)

    def stands_again(
        self, were: Iterable[Pair], made: Collection[Pair], since: Mapping[str, Collection[str]]
    ) -> tuple[list[Pair], list[Pair]]:
        """Which joins come back when what ended them is taken back, and which end for it.

        `were` are the (account, incident) that the act ended, `made` those it joined instead, `since` the incidents
        each account came to be joined to by this act or later. A join comes back unless it is barred, a person has
        placed the account elsewhere since, or the account is no longer where the act brought it; what the act or a rule
        made of the account gives way, or its dead would count twice.
        """
        brought = {(a, self.resolve(i)) for a, i in made}
        left = {a for a, _ in brought} - {a for a, i in brought if i in since.get(a, ())}
        back = sorted({(a, self.resolve(i)) for a, i in were if a not in left})
        back = [p for p in back if p not in self.barred and not self._is_elsewhere(*p, since.get(p[0], ()))]
        ends = {
            (a, other)
            for a, i in back
            for other in since.get(a, ())
            if (a, other) not in back
            and other not in self._placed.get(a, ())
            and ((a, other) in brought or not self.are_kin(i, other))
        }
        return back, sorted(ends)

    def _is_elsewhere(self, account: str, incident: str, since: Collection[str]) -> bool:
        places = self._placed.get(account, set()).intersection(since) - {incident}
        return any(not self.are_kin(place, incident) for place in places)

    def _consists_of(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for part in self._into:
            found[self.resolve(part)].add(part)
        return dict(found)

    def _umbrellas(self) -> dict[str, str]:
        """By root: its own umbrella, else that of what was merged into it, so that no sum takes both."""
        own = {w.subject: w.other for w in self.words if w.kind == "parent"}
        found: dict[str, str] = {}
        for subject, above in reversed(own.items()):
            root, umbrella = self.resolve(subject), self.resolve(above)
            if umbrella != root and (subject == root or root not in found):
                found[root] = umbrella
        return found

    def _words_by_person(self) -> dict[Pair, dict[str, Word]]:
        """Each person's last word on each (account, incident), the latest person last."""
        found: dict[Pair, dict[str, Word]] = defaultdict(dict)
        for word in self.words:
            if word.kind == "join":
                for incident in {self.resolve(i) for i in word.of_other}:
                    by = found[word.subject, incident]
                    if word.answer != "moved" or word.person not in by:
                        by.pop(word.person, None)
                        by[word.person] = word
        return dict(found)

    def _that_count(self) -> dict[Pair, Word]:
        """A no outweighs; else the latest; a place one was moved from counts while one is placed elsewhere."""
        found: dict[Pair, Word] = {}
        for pair, by in self._by_person.items():
            words = [w for w in by.values() if w.answer != "moved"] or list(by.values())
            found[pair] = ([w for w in words if w.answer == "no"] or words)[-1]
        placed = {account for (account, _), w in found.items() if w.answer == "yes"}
        return {p: w for p, w in found.items() if w.answer != "moved" or p[0] in placed}

    def _words_on_two(self) -> dict[Pair, dict[str, Word]]:
        """Each person's last word on whether two incidents are one."""
        found: dict[Pair, dict[str, Word]] = defaultdict(dict)
        for word in self.words:
            if word.kind == "different":
                ones = {self.resolve(i) for i in word.of_subject}
                twos = {self.resolve(i) for i in (word.other_parts or (word.other,))}
                for one in ones:
                    for two in twos - {one}:
                        found[_ordered(one, two)][word.person] = word
        return dict(found)

    def _are_apart(self) -> dict[str, dict[str, tuple[Word, ...]]]:
        found: dict[str, dict[str, tuple[Word, ...]]] = defaultdict(dict)
        ruled_out = _grouped(pair for pair, w in self.answers.items() if w.answer == "no")
        for account, places in self._placed.items():
            for here in places:
                for there in ruled_out.get(account, ()):
                    words = (self.answers[account, there], self.answers[account, here])
                    found[here][there] = found[there][here] = words
        for (one, two), by in self._said_of_two.items():
            if said := [w for w in by.values() if w.answer == "no"]:
                found[one][two] = found[two][one] = (said[-1],)
        return dict(found)

    def _bars(self) -> Iterator[Pair]:
        for pair, word in self.answers.items():
            if word.answer != "yes":
                yield pair
        for account, places in self._placed.items():
            for here in places:
                for there in self._apart.get(here, ()):
                    if (account, there) not in self.answers and not self.are_kin(here, there):
                        yield account, there


def _grouped(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return dict(found)


def _ordered(one: str, two: str) -> Pair:
    return (one, two) if one <= two else (two, one)
