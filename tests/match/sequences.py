"""A record in miniature over the real core: accounts come, persons judge, everything is rebuilt and compared.

`Record` does what the acts of the shell do, with the same core functions and no database: `closed` says what
is in the way and what follows, `match` joins, `project` and `suggest` read an incident, `tally` adds up.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from cairn.assess import suggest
from cairn.extract.model import Claim
from cairn.incident import project
from cairn.incident.model import JoinedAccount, Projection
from cairn.match import AccountFacts, Standing, match
from cairn.match.closed import Closed, Pair, Word
from cairn.tally import tally
from cairn.tally.model import Definition, Row, Tally
from cairn.vocab.closed import AssignmentDecision, Grade, Kind, SourceKind, State
from match.invented import DAY, account, place

TOWNS = (
    None,
    place("Dulmak", 35.40, 36.10),
    place("Tell Ansur", 35.90, 36.70),
    place("Wadi Harim", 36.20, 37.10),
)
PERSONS = ("Noor", "Sam", "Lina")
MOST_ACCOUNTS = 9


@dataclass(slots=True)
class Act:
    """One act of a person: its words, what stood before it, the joins it ended and those it made."""

    n: int
    words: list[Word] = field(default_factory=list)
    stood: set[Pair] = field(default_factory=set)
    ended: set[Pair] = field(default_factory=set)
    made: set[Pair] = field(default_factory=set)


class Refused(Exception):
    """The words of others are in the way."""


class Record:
    """All that was said, and what follows: `joined` are the pairs that count, `shown` what is kept of each incident."""

    def __init__(self) -> None:
        self.facts: dict[str, AccountFacts] = {}
        self.told: dict[str, JoinedAccount] = {}
        self.acts: list[Act] = []
        self.said: list[Word] = []
        self.dead: set[int] = set()
        self.undone: set[int] = set()
        self.joined: set[Pair] = set()
        self.incidents: set[str] = set()
        self.shown: dict[str, Row] = {}

    def closed(self) -> Closed:
        return Closed(w for w in self.said if w.id not in self.dead)

    def add(self, facts: AccountFacts, killed: int | None, actor: str) -> None:
        self.facts[facts.account_id] = facts
        self.told[facts.account_id] = told(facts, killed, actor)
        self.rerun()

    def rerun(self) -> None:
        """Match everything again on what stands."""
        words = self.closed()
        found = match(list(self.facts.values()), self.standing(), words)
        pairs = {
            (a.account_id, a.incident_id)
            for a in found.assignments
            if a.decision is AssignmentDecision.JOINED
        }
        self._now(pairs, words)

    def standing(self) -> list[Standing]:
        by: dict[str, list[str]] = {}
        for account_id, incident in sorted(self.joined):
            by.setdefault(incident, []).append(account_id)
        return [Standing(incident, tuple(accounts), held=False) for incident, accounts in by.items()]

    def judge(self, account_id: str, incident: str, answer: str, person: str) -> None:
        before, act = self.closed(), self._act()
        root = before.resolve(incident)
        if answer == "yes":
            self._leave(act, account_id, root, person, before)
            if self.closed().against_yes(account_id, root, person):
                raise self._nothing_of(act)
        self._say(act, "join", account_id, root, answer, person, before)
        self._follow(act, before)

    def merge(self, one: str, two: str, person: str) -> None:
        before, act = self.closed(), self._act()
        gone, kept = before.resolve(one), before.resolve(two)
        word = Word("merge", gone, kept, "yes", person)
        held = {i: {a for a, at in self.joined if at == i} for i in (gone, kept)}
        if gone == kept or before.against_merge(gone, kept, held) or before.with_word(word).in_ring():
            raise self._nothing_of(act)
        self._say(act, "merge", gone, kept, "yes", person, before)
        after = self.closed()
        moved = {(a, i) for a, i in self.joined if i == gone}
        act.ended |= moved
        act.made |= {(a, kept) for a, _ in moved} - after.barred - self.joined
        self._follow(act, before, (self.joined - moved) | act.made)

    def split(self, incident: str, accounts: list[str], person: str) -> None:
        before, act = self.closed(), self._act()
        here, fresh = before.resolve(incident), f"by-hand-{act.n}"
        for account_id in accounts:
            self._say(act, "join", account_id, here, "no", person, before)
        for account_id in accounts:
            self._leave(act, account_id, fresh, person, self.closed())
            if self.closed().against_yes(account_id, fresh, person):
                raise self._nothing_of(act)
            self._say(act, "join", account_id, fresh, "yes", person, before)
        self._follow(act, before)

    def tell_apart(self, one: str, two: str, answer: str, person: str) -> None:
        before, act = self.closed(), self._act()
        if before.resolve(one) == before.resolve(two):
            raise self._nothing_of(act)
        self._say(act, "different", before.resolve(one), before.resolve(two), answer, person, before)
        self._follow(act, before)

    def set_parent(self, child: str, parent: str, person: str) -> None:
        before, act = self.closed(), self._act()
        one, two = before.resolve(child), before.resolve(parent)
        if one == two or before.with_word(Word("parent", one, two, "yes", person)).in_ring():
            raise self._nothing_of(act)
        self._say(act, "parent", one, two, "yes", person, before)
        self._follow(act, before)

    def undo(self, n: int) -> None:
        target, before = self.acts[n], self.closed()
        if n in self.undone or before.without({w.id for w in target.words}).in_ring():
            raise Refused
        self.undone.add(n)
        self.dead |= {w.id for w in target.words}
        after = self.closed()
        since: dict[str, set[str]] = {}
        for account_id, incident in self.joined - (target.stood - target.ended):
            since.setdefault(account_id, set()).add(incident)
        back, ends = after.stands_again(target.ended, target.made, since)
        self._now((obeyed(self.joined, before, after) - set(ends)) | set(back), after)
        self.rerun()

    def totals(self) -> Tally:
        """The sum over what is kept of each incident."""
        return tally(self._with_parents(self.shown), Definition())

    def totals_from_scratch(self) -> Tally:
        """The same, every incident projected anew from the accounts and words alone."""
        rows = {i: self._row(i) for i in {incident for _, incident in self.joined}}
        return tally(self._with_parents(rows), Definition())

    def _with_parents(self, rows: dict[str, Row]) -> list[Row]:
        parents = self.closed().parents
        return [
            replace(r, parent_id=parents.get(i, "") if parents.get(i) in rows else "")
            for i, r in rows.items()
        ]

    def _act(self) -> Act:
        self.acts.append(Act(len(self.acts), stood=set(self.joined)))
        return self.acts[-1]

    def _nothing_of(self, act: Act) -> Refused:
        self.acts.remove(act)
        self.said = [w for w in self.said if w not in act.words]
        return Refused()

    def _say(self, act: Act, kind: str, one: str, two: str, answer: str, person: str, before: Closed) -> None:
        last = self.said[-1].id + 1 if self.said else 1
        sides = {"other_parts": before.parts(two)} if kind == "different" or answer == "no" else {}
        if kind == "different":
            sides["subject_parts"] = before.parts(one)
        word = Word(kind, one, two, answer, person, last, act.n, **sides)
        act.words.append(word)
        self.said.append(word)

    def _leave(self, act: Act, account_id: str, target: str, person: str, before: Closed) -> None:
        for a, other in sorted(self.joined):
            word = before.answer(a, other)
            if a == account_id and other != target and word is None and not before.are_kin(other, target):
                self._say(act, "join", a, other, "moved", person, before)

    def _follow(self, act: Act, before: Closed, pairs: set[Pair] | None = None) -> None:
        stood, after = set(self.joined), self.closed()
        self._now(obeyed(stood if pairs is None else pairs, before, after), after)
        signed = {p for p in stood if p in after.answers and p not in before.answers}
        act.ended |= signed | (stood - self.joined)
        act.made |= (signed & self.joined) | (self.joined - stood)

    def _now(self, pairs: set[Pair], words: Closed) -> None:
        """These pairs count from now on; only the incidents they touch are projected anew."""
        touched = {incident for _, incident in pairs ^ self.joined}
        self.joined = pairs
        self.incidents |= {incident for _, incident in pairs} | {w.other for w in words.words}
        held = {incident for _, incident in pairs}
        for incident in touched:
            if incident in held:
                self.shown[incident] = self._row(incident)
            else:
                self.shown.pop(incident, None)

    def _row(self, incident: str) -> Row:
        accounts = [self.told[a] for a, i in sorted(self.joined) if i == incident]
        return row_of(incident, project(accounts), accounts)


def obeyed(pairs: Iterable[Pair], before: Closed, after: Closed) -> set[Pair]:
    """The pairs as new and gone words leave them."""
    found = {p for p in pairs if p not in after.barred}
    gone = {p for p, w in before.answers.items() if w.answer == "yes" and p not in after.answers}
    return (found - gone) | {p for p, w in after.answers.items() if w.answer == "yes"}


def told(facts: AccountFacts, killed: int | None, actor: str) -> JoinedAccount:
    claims = [Claim(Kind.KILLED, 0, 1, killed, killed)] if killed is not None else []
    claims += [Claim(Kind.ACTOR, 1, 2, value=actor)] if actor else []
    return JoinedAccount(
        account_id=facts.account_id,
        report_id=facts.report_id,
        origin_id=f"origin of {facts.account_id}",
        source=facts.source,
        source_kind=SourceKind.NEWS,
        party="",
        published_iso=facts.published.isoformat() if facts.published else "",
        claims=tuple((f"{facts.account_id}.{n}", c) for n, c in enumerate(claims)),
        reading=replace(facts.reading, belligerents=(actor,) if actor else ()),
    )


def row_of(incident: str, projection: Projection, accounts: list[JoinedAccount]) -> Row:
    grades = [(s.actor_id, s.grade, State.SUGGESTED) for s in suggest(projection, accounts) if s.grade]
    return Row(
        incident_id=incident,
        code=incident,
        grades=tuple(grades) or (("unknown", Grade.WEAK, State.SUGGESTED),),
        incident_grade=None,
        country="XA",
        admin1_pcode="",
        place_names=(),
        start=projection.date.start if projection.date else None,
        end=projection.date.end if projection.date else None,
        killed=projection.figures.killed,
        injured=projection.figures.injured,
        harm_reported=projection.harm_reported,
    )


class Hand:
    """A seeded hand that does now this, now that; what is refused is refused."""

    def __init__(self, seed: int) -> None:
        self.rng, self.record = random.Random(seed), Record()
        for _ in range(3):
            self.add()

    def step(self) -> None:
        acts = (self.add, self.rerun, self.judge, self.judge, self.judge, self.merge, self.merge, self.split,
                self.tell_apart, self.parent, self.undo, self.undo)  # fmt: skip
        try:
            self.rng.choice(acts)()
        except Refused:
            return

    def add(self) -> None:
        n, r = len(self.record.facts), self.rng
        if n >= MOST_ACCOUNTS:
            return
        day = r.choice((None, DAY, DAY, DAY + timedelta(days=1), DAY + timedelta(days=40)))
        killed = r.choice((None, 1, 4, 5, 20))
        victims = r.choice(((), ("Samir Odeh Nakkash",)))
        facts = account(f"a{n}", on=day, at=r.choice(TOWNS), killed=killed, victims=victims)
        self.record.add(facts, killed, r.choice(("", "atlas", "borea")))

    def rerun(self) -> None:
        self.record.rerun()

    def judge(self) -> None:
        answer = self.rng.choice(("yes", "yes", "no", "no", "unsure"))
        self.record.judge(self.account(), self.incident(), answer, self.person())

    def merge(self) -> None:
        self.record.merge(self.incident(), self.incident(), self.person())

    def split(self) -> None:
        incident = self.record.closed().resolve(self.incident())
        held = sorted(a for a, i in self.record.joined if i == incident)
        if held:
            self.record.split(incident, self.rng.sample(held, self.rng.randint(1, len(held))), self.person())

    def tell_apart(self) -> None:
        self.record.tell_apart(
            self.incident(), self.incident(), self.rng.choice(("no", "unsure")), self.person()
        )

    def parent(self) -> None:
        self.record.set_parent(self.incident(), self.incident(), self.person())

    def undo(self) -> None:
        if self.record.acts:
            self.record.undo(self.rng.randrange(len(self.record.acts)))

    def person(self) -> str:
        return self.rng.choice(PERSONS)

    def account(self) -> str:
        return self.rng.choice(sorted(self.record.facts))

    def incident(self) -> str:
        """Any id that ever was, merged ones too; now and then one that nobody has seen."""
        return self.rng.choice([*sorted(self.record.incidents), f"by-hand-{self.rng.randrange(50)}"])
