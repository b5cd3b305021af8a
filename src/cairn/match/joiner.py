"""The one engine of joining: it holds the accounts taken in so far, and takes in one more, or many at once.

Accounts enter, what changed leaves. An account is compared with those it shares a block with, and only the
groups that it pulls at are grouped anew; everything else stays as it is. The groups are the same whatever order
the accounts came in, and whether they came one by one or all together (docs/decisions/0038): which pairs meet,
how alike they are and how pairs make groups depends on the accounts, on what persons said and on a background
that is counted once and held still.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import product

from cairn.match.background import Background
from cairn.match.candidates import Blocks
from cairn.match.closed import Closed
from cairn.match.cluster import WHOLE, Group, Sums, agglomerate
from cairn.match.compare import levels
from cairn.match.facts import Facts, prepared, tells_of_an_event
from cairn.match.judge import probability, weights
from cairn.match.model import AccountFacts, Assignment, Decided, Overfull, Standing
from cairn.match.naming import Change, Names, Unnamed
from cairn.match.spoken import Spoken
from cairn.match.surroundings import Surroundings
from cairn.match.told import told_of

KEPT = 0.02
"""Pairs less likely than this are not kept: they can join nothing and are offered to nobody."""


class Joiner:
    """All accounts so far by the position they came in at, their judged pairs, and the groups they make.

    `judged[n]` holds, by position of the other, how likely the two are of one event, in parts of `WHOLE`; below
    nought where the pair may be offered to a person but may not join by rule. `of[n]` are the keys of the groups
    an account is in: one, or several where persons said so.
    """

    def __init__(
        self,
        frozen: Background,
        standing: Sequence[Standing] = (),
        decided: Sequence[Decided] | Closed = (),
    ) -> None:
        self.weights = weights()
        self.around = Surroundings(frozen=frozen)
        self.spoken = Spoken(standing, decided)
        self.names = Names(self.spoken)
        self.facts: list[Facts] = []
        self.at: dict[str, int] = {}
        self.judged: list[dict[int, int]] = []
        self.groups: dict[int, Group] = {}
        self.of: list[tuple[int, ...]] = []
        self._blocks = Blocks(self.around)
        self._strong = self.weights.join_at * WHOLE
        self._made = 0
        self._silent: set[str] = set()
        self._aside: dict[str, AccountFacts] = {}

    def take(self, accounts: Iterable[AccountFacts]) -> Change:
        """Takes accounts in; one known already, and one that tells of no event, changes nothing."""
        fresh = {a.account_id: a for a in accounts}
        fresh = {key: a for key, a in fresh.items() if key not in self.at and key not in self._aside}
        dirty: set[int] = set()
        if self.spoken.hear(fresh, {*self.at, *self._aside, *fresh}):
            dirty.update(range(len(self.facts)))
            fresh = self._aside | fresh
            self._aside = {}
        for key, account in fresh.items():
            tells = tells_of_an_event(account)
            if tells or key in self.spoken.settled:
                dirty |= self._know(prepared(account))
            else:
                self._aside[key] = account
            if not tells:
                self._silent.add(key)
        return self._settle(dirty) if dirty else Change()

    def add(self, account: AccountFacts) -> tuple[Change, tuple[Assignment, ...]]:
        """Takes one account in: what changed by it, and what the joining says of it, with the reasons."""
        change = self.take([account])
        at = self.at.get(account.account_id)
        return change, told_of(self, at) if at is not None else ()

    def overfull(self) -> tuple[Overfull, ...]:
        """Where not every pair was compared, because too many accounts share one thing."""
        return self._blocks.overfull()

    def anchored(self, n: int) -> bool:
        """Whether its day is known, or a place finer than an area: such an account may found an incident."""
        return self.facts[n].dated or self.facts[n].placed

    def is_before(self, a: int, b: int) -> bool:
        """Whether account `a` stands before `b` in the stream: dated first and by day, then by id."""
        return self.facts[a].order < self.facts[b].order

    def _know(self, f: Facts) -> set[int]:
        """Compares one more account with those it meets; returns the positions whose pairs changed."""
        n = self.at[f.id] = len(self.facts)
        self.facts.append(f)
        self.judged.append({})
        self.of.append(())
        met, lost = self._blocks.add(f)
        for m in met:
            if likely := self._judge(m, n):
                self.judged[m][n] = self.judged[n][m] = likely
        changed = {n}
        for a, b in lost:
            if self.judged[a].pop(b, None) is not None:
                del self.judged[b][a]
                changed |= {a, b}
        return changed

    def _judge(self, a: int, b: int) -> int:
        """How likely the two are of one event, as `judged` holds it; 0 where it is not worth keeping."""
        found = levels(self.facts[a], self.facts[b], self.around)
        p = probability(self.weights.log_odds(found))
        if p < KEPT:
            return 0
        joins = (self._may_join(a) and self._may_join(b)) or "people_shared" in found or "words_copy" in found
        return round(p * WHOLE) if joins else -round(p * WHOLE)

    def _may_join(self, n: int) -> bool:
        """Whether anything is known of its day or place, be it a province only."""
        return self.anchored(n) or self.facts[n].area is not None

    def _settle(self, dirty: set[int]) -> Change:
        """Groups these accounts anew, with every group that they or those that change pull at."""
        gone = self._pulled_at(dirty) | self._groups_of(dirty)
        held = {i for n in dirty for i in self.spoken.incidents_of(self.facts[n].id)}
        while True:
            held |= {self.groups[key].held for key in gone} & self.spoken.members.keys()
            there = dirty.union(*(self.groups[key].members for key in gone))
            made = {_as_set(g): g for g in agglomerate(*self._begun(there, held), self.weights.join_at)}
            ended = [key for key in gone if _as_set(self.groups[key]) not in made]
            for key in gone.difference(ended):
                del made[_as_set(self.groups[key])]
            more = self._pulled_at(n for g in made.values() for n in g.members) - gone
            if not more:
                return self._replace(ended, made.values())
            gone |= more

    def _groups_of(self, accounts: set[int]) -> set[int]:
        """The groups of these accounts, and of the others that persons keep in one incident with them."""
        found = {key for n in accounts for key in self.of[n]}
        for incident in {i for n in accounts for i in self.spoken.incidents_of(self.facts[n].id)}:
            others = [self.at[a] for a in self.spoken.members[incident] if a in self.at]
            found |= {key for n in others for key in self.of[n] if self.groups[key].held == incident}
        return found

    def _pulled_at(self, accounts: Iterable[int]) -> set[int]:
        """Groups that hold an account likely enough of one event with one of these: no other could merge."""
        return {
            key
            for n in accounts
            for m, likely in self.judged[n].items()
            if likely >= self._strong
            for key in self.of[m]
        }

    def _begun(self, accounts: set[int], held: set[str]) -> tuple[list[Group], Sums]:
        """The groups to begin with, in the order by which ties go, and their pairs: what persons keep together is
        one group, any other account that tells of an event is one by itself."""
        begun = [self._held(incident) for incident in held]
        begun += [self._single(n) for n in accounts if self._stands_free(n)]
        begun.sort(key=lambda g: (self._first(g), g.held))
        stands: dict[int, list[int]] = {}
        for key, group in enumerate(begun):
            for n in group.members:
                stands.setdefault(n, []).append(key)
        sums: Sums = [{} for _ in begun]
        for n, mine in stands.items():
            for m, likely in self.judged[n].items():
                if n < m and likely > 0 and m in stands:
                    for a, b in product(mine, stands[m]):
                        if a != b:
                            sums[a][b] = sums[b][a] = sums[a].get(b, 0) + likely
        return begun, sums

    def _stands_free(self, n: int) -> bool:
        account = self.facts[n].id
        return account not in self._silent and not self.spoken.incidents_of(account)

    def _first(self, group: Group) -> tuple[int, date, str]:
        return min(self.facts[n].order for n in group.members)

    def _held(self, incident: str) -> Group:
        members = [self.at[a] for a in self.spoken.members[incident] if a in self.at]
        group = self._single(members[0])
        for n in members[1:]:
            group.take(self._single(n))
        group.held = incident
        group.names.add(incident)
        return group

    def _single(self, n: int) -> Group:
        f = self.facts[n]
        bars = self.spoken.bars.get(f.id, set[str]())
        names = {f.id} if bars else set()
        if not f.dated or f.day is None:
            return Group([n], names=names, bars=set(bars))
        return Group([n], "", f.day.start.toordinal(), f.day.end.toordinal(), names, set(bars))

    def _replace(self, ended: Collection[int], fresh: Iterable[Group]) -> Change:
        """Puts the new groups in the place of those they are made of, and names them."""
        for key in ended:
            for n in self.groups.pop(key).members:
                self.of[n] = tuple(k for k in self.of[n] if k != key)
        unnamed: dict[int, Unnamed] = {}
        for key, group in enumerate(sorted(fresh, key=self._first), start=self._made):
            group.members.sort(key=lambda n: self.facts[n].order)
            self.groups[key] = group
            for n in group.members:
                self.of[n] = (*self.of[n], key)
            ids = [self.facts[n].id for n in group.members]
            unnamed[key] = Unnamed(ids, group.held, len(ids) > 1 or self._may_found(group.members[0]))
        self._made += len(unnamed)
        return self.names.rename(ended, unnamed)

    def _may_found(self, n: int) -> bool:
        return self.anchored(n) and self.facts[n].id not in self.spoken.unsure


def _as_set(group: Group) -> tuple[str, frozenset[int]]:
    return group.held, frozenset(group.members)
