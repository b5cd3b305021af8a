"""The one engine of joining: it holds the accounts taken in so far, and takes in one more, or many at once.

Accounts enter, what changed leaves. An account is compared with those it shares a block with, and only the
groups that it pulls at are grouped anew; everything else stays as it is. The groups are the same whatever order
the accounts came in, and whether they came one by one or all together (docs/decisions/0038): which pairs meet,
how alike they are and how pairs make groups depends on the accounts, on what persons said and on a background
that is counted once and held still.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from operator import xor

from cairn.match.background import Background
from cairn.match.candidates import Blocks, drawn
from cairn.match.closed import Closed
from cairn.match.cluster import BEGIN, NOBODY, WHOLE, Group, Sums, Wish, agglomerate, least
from cairn.match.facts import Facts, prepared, tells_of_an_event
from cairn.match.judge import weights
from cairn.match.model import AccountFacts, Assignment, Decided, Overfull, Standing
from cairn.match.naming import Change, Names, Unnamed
from cairn.match.scored import anchored, scored
from cairn.match.spoken import Spoken
from cairn.match.surroundings import Surroundings
from cairn.match.told import told_of

NONE_READY: Mapping[str, Facts] = {}


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
        self._made = 0
        self._silent: set[str] = set()
        self._aside: dict[str, AccountFacts] = {}

    def take(self, accounts: Iterable[AccountFacts], ready: Mapping[str, Facts] = NONE_READY) -> Change:
        """Takes accounts in; one known already, and one that tells of no event, changes nothing. `ready` are those
        that are made ready to be compared already, by id."""
        fresh = {a.account_id: a for a in accounts}
        fresh = {key: a for key, a in fresh.items() if key not in self.at and key not in self._aside}
        ruled = self.spoken.hear(fresh, lambda: {*self.at, *self._aside, *fresh})
        if ruled:
            fresh = self._aside | fresh
            self._aside = {}
        begun, lost = len(self.facts), list[tuple[int, int]]()
        for key, account in fresh.items():
            tells = tells_of_an_event(account)
            if tells or key in self.spoken.settled:
                lost += self._know(ready.get(key) or prepared(account))
            else:
                self._aside[key] = account
            if not tells:
                self._silent.add(key)
        come = range(0 if ruled else begun, len(self.facts))
        return self._settle(come, lost) if come else Change()

    def take_scored(self, facts: Iterable[Facts], pairs: Iterable[tuple[int, int, int]]) -> Change:
        """Takes in accounts that were compared elsewhere, with the pairs kept (positions, and as `scored` gives it).

        For a joiner that holds nothing yet, and nobody's word: the accounts tell of an event, each one.
        """
        for f in facts:
            self.at[f.id] = len(self.facts)
            self.facts.append(f)
            self.judged.append({})
            self.of.append(())
        for a, b, likely in pairs:
            self.judged[a][b] = self.judged[b][a] = likely
        return self._settle(range(len(self.facts)), ())

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
        return anchored(self.facts[n])

    def is_before(self, a: int, b: int) -> bool:
        """Whether account `a` stands before `b` in the stream: dated first and by day, then by id."""
        return self.facts[a].order < self.facts[b].order

    def _know(self, f: Facts) -> list[tuple[int, int]]:
        """Compares one more account with those it meets; returns pairs of one group that no longer are any."""
        n = self.at[f.id] = len(self.facts)
        self.facts.append(f)
        self.judged.append({})
        self.of.append(())
        met, lost = self._blocks.add(f, self.judged.__getitem__)
        for m in met:
            if likely := scored(self.facts[m], f, self.around, self.weights):
                self.judged[m][n] = self.judged[n][m] = likely
        for a, b in lost:
            del self.judged[a][b], self.judged[b][a]
        return [(a, b) for a, b in lost if not set(self.of[a]).isdisjoint(self.of[b])]

    def _settle(self, come: Sequence[int], lost: Sequence[tuple[int, int]]) -> Change:
        """Groups what has come, with all that is another by that or by pairs that are none any more."""
        gone = self._groups_of(come)
        fresh = [self._single(n) for n in come if not self.of[n] and self._stands_free(n)]
        held = {i for n in come for i in self.spoken.incidents_of(self.facts[n].id)}
        if gone or held or len(fresh) != 1:
            gone.update(key for a, _ in lost for key in self.of[a])
            return self._grow(gone, [*fresh, *map(self._held, held)], BEGIN)
        since, key = self._first_wish(fresh[0])
        gone = set() if key is None else {key}
        for a, b in lost:
            for key in set(self.of[a]).intersection(self.of[b]):
                gone.add(key)
                since = min(since, _met(self.groups[key], a, b))
        return self._grow(gone, fresh, since)

    def _grow(self, gone: set[int], fresh: list[Group], since: Wish) -> Change:
        """Merges what is fresh with the groups in whose place it comes, and with every other in which something that
        changes is preferred. What was merged before `since`, the first merge that is another now, stays as it is."""
        begun, more, gone = {g.mark: g for g in fresh}, gone, set[int]()
        before: dict[int, Wish] = {}
        while True:
            for key in more:
                top = self.groups[key]
                before.update((g.mark, g.next) for g in top.since(since))
                begun |= {g.mark: g for g in self._parts(top, since) if g.mark not in begun}
            gone |= more
            made = list(agglomerate(*self._paired(begun.values()), self.weights.join_at))
            more = self._rivals(made, before, gone, since)
            if not more:
                return self._replace(gone, made)

    def _parts(self, top: Group, since: Wish) -> Iterator[Group]:
        """What the group was in when it came to that merge; at the beginning, its accounts as persons keep them."""
        if since > BEGIN:
            yield from top.there_at(since)
            return
        if top.held in self.spoken.members:
            yield self._held(top.held)
        yield from (self._single(n) for n in top.members if self._stands_free(n))

    def _first_wish(self, one: Group) -> tuple[Wish, int | None]:
        """The first merge that an account makes, and the group in which it makes it, if any."""
        one.next = least(self.weights.join_at)
        best: tuple[Wish, int | None] = one.next, None
        shared = {m: likely for m, likely in self.judged[one.members[0]].items() if likely > 0}
        enough = self.weights.join_at * WHOLE
        for key in {key for m, likely in shared.items() if likely >= enough for key in self.of[m]}:
            for step, likely in _added_up(self.groups[key], shared, BEGIN):
                if likely and (wish := one.wish(step, likely)) < best[0] and one.prefers(step, wish):
                    best = wish, key
        return best

    def _rivals(
        self, made: Sequence[Group], before: Mapping[int, Wish], gone: set[int], since: Wish
    ) -> set[int]:
        """Groups elsewhere that would have merged otherwise beside one of these, where that is not as before, by key."""
        found: set[int] = set()
        changed = [t for t in made if any(before.get(g.mark) != g.next for g in t.since(since))]
        outward = self._outward({n for top in changed for n in top.members}, gone)
        for top in changed if outward else ():
            for group, shared in _shared(top, outward, since):
                if before.get(group.mark) == group.next:
                    continue
                enough = -group.next[0] * WHOLE * len(group.members)
                near = {key for m, likely in shared.items() if likely >= enough for key in self.of[m]}
                for key in near - gone - found:
                    steps = _added_up(self.groups[key], shared, since)
                    if any(likely and group.prefers(g, group.wish(g, likely)) for g, likely in steps):
                        found.add(key)
        return found

    def _outward(self, accounts: set[int], gone: set[int]) -> dict[int, list[tuple[int, int]]]:
        """Their pairs with groups elsewhere, of those alone that one of them could merge with."""
        enough = self.weights.join_at * WHOLE
        strong = {m for n in accounts for m, likely in self.judged[n].items() if likely >= enough}
        near = {key for m in strong for key in self.of[m]} - gone
        found: dict[int, list[tuple[int, int]]] = {}
        there = {m for key in near for m in self.groups[key].members}
        for n in accounts if there else ():
            if pairs := [(m, likely) for m, likely in self.judged[n].items() if m in there and likely > 0]:
                found[n] = pairs
        return found

    def _groups_of(self, accounts: Iterable[int]) -> set[int]:
        """The groups of these accounts, and of the others that persons keep in one incident with them."""
        found: set[int] = set()
        incidents: set[str] = set()
        for n in accounts:
            found.update(self.of[n])
            incidents.update(self.spoken.incidents_of(self.facts[n].id))
        for incident in incidents:
            others = [self.at[a] for a in self.spoken.members[incident] if a in self.at]
            found |= {key for n in others for key in self.of[n] if self.groups[key].held == incident}
        return found

    def _paired(self, groups: Iterable[Group]) -> tuple[list[Group], Sums]:
        """The groups in the order by which ties go, and their pairs."""
        begun = sorted(groups, key=lambda g: g.first)
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

    def _held(self, incident: str) -> Group:
        """Those that persons keep in one incident."""
        members = sorted(self.at[a] for a in self.spoken.members[incident] if a in self.at)
        singles = [self._single(n) for n in members]
        starts = [g.starts for g in singles if g.starts is not None]
        ends = [g.ends for g in singles if g.ends is not None]
        return Group(
            members,
            (min(g.first for g in singles)[0], incident),
            reduce(xor, (g.mark for g in singles), drawn(incident)),
            incident,
            max(starts, default=None),
            min(ends, default=None),
            frozenset((incident,)).union(*(g.names for g in singles)),
            NOBODY.union(*(g.bars for g in singles)),
        )

    def _single(self, n: int) -> Group:
        f = self.facts[n]
        dated = f.day if f.dated else None
        bars = self.spoken.bars.get(f.id, NOBODY)
        return Group(
            [n],
            (f.order, ""),
            drawn(f.id),
            starts=dated.start.toordinal() if dated else None,
            ends=dated.end.toordinal() if dated else None,
            names=frozenset((f.id,)) if bars else NOBODY,
            bars=frozenset(bars),
        )

    def _replace(self, gone: Collection[int], made: Iterable[Group]) -> Change:
        """Puts the groups made in the place of those they are made of, and names those that are new."""
        there = {self.groups[key].mark: key for key in gone}
        fresh: list[Group] = []
        for group in made:
            if group.mark in there:
                self.groups[there.pop(group.mark)] = group
            else:
                fresh.append(group)
        ended = set(there.values())
        for key in ended:
            for n in self.groups.pop(key).members:
                self.of[n] = tuple(k for k in self.of[n] if k != key)
        unnamed: dict[int, Unnamed] = {}
        for key, group in enumerate(sorted(fresh, key=lambda g: g.first), start=self._made):
            self.groups[key] = group
            for n in group.members:
                self.of[n] = (*self.of[n], key)
            ids = [f.id for f in sorted((self.facts[n] for n in group.members), key=lambda f: f.order)]
            unnamed[key] = Unnamed(ids, group.held, len(ids) > 1 or self._may_found(group.members[0]))
        self._made += len(unnamed)
        return self.names.rename(ended, unnamed)

    def _may_found(self, n: int) -> bool:
        return self.anchored(n) and self.facts[n].id not in self.spoken.unsure


def _added_up(top: Group, shared: dict[int, int], since: Wish) -> Iterator[tuple[Group, int]]:
    """The likelihoods of its accounts, added up for the group and for every step it was merged by since then."""
    steps = list(top.since(since))
    sums: dict[int, int] = {}
    for step in reversed(steps):
        parts = [sums[p.mark] for p in step.parts if p.mark in sums]
        found = sum(parts) if parts else sum(shared.get(m, 0) for m in step.members)
        sums[step.mark] = found
        yield step, found


def _shared(
    top: Group, outward: Mapping[int, Sequence[tuple[int, int]]], since: Wish
) -> Iterator[tuple[Group, dict[int, int]]]:
    """For the group and every step it was merged by since then, its pairs added up by the account elsewhere."""
    sums: dict[int, dict[int, int]] = {}
    for step in reversed(list(top.since(since))):
        parts = sorted((sums.pop(p.mark) for p in step.parts if p.mark in sums), key=len)
        if parts:
            found = parts.pop()
            pairs: Iterable[tuple[int, int]] = (pair for part in parts for pair in part.items())
        else:
            found, pairs = {}, (pair for n in step.members for pair in outward.get(n, ()))
        for m, likely in pairs:
            found[m] = found.get(m, 0) + likely
        sums[step.mark] = found
        yield step, found


def _met(top: Group, a: int, b: int) -> Wish:
    """The merge that brought two accounts of a group together."""
    wish, left = top.made, [top]
    while left:
        step = left.pop()
        if a in step.members and b in step.members:
            wish = step.made
            left = list(step.parts)
    return wish
