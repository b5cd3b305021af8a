"""Joins accounts to incidents: candidates, judgement, groups, and each decision with its reason.

Accounts, standing incidents and what persons decided enter; `Matched` leaves. What stands keeps its id and
its members; accounts that tell of an event either join an incident, found one, or wait in the queue with
their best candidates. The result depends on the values given, not on their order, and running it again on
its own result changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from cairn.match.candidates import pairs
from cairn.match.closed import Closed
from cairn.match.cluster import Groups, agglomerate
from cairn.match.compare import FAR_DAYS, levels
from cairn.match.decisions import Rulings
from cairn.match.describe import because, features
from cairn.match.facts import Facts, prepared, tells_of_an_event
from cairn.match.judge import Weights, probability, weights
from cairn.match.model import AccountFacts, Assignment, Decided, Feature, Matched, Standing
from cairn.match.origins import origins
from cairn.match.surroundings import Surroundings
from cairn.vocab.closed import AssignmentDecision

_KEPT = 0.02  # pairs less likely than this are not kept: they can join nothing and are offered to nobody


def match(
    accounts: Sequence[AccountFacts],
    standing: Sequence[Standing] = (),
    decided: Sequence[Decided] | Closed = (),
) -> Matched:
    """Joins accounts to incidents, many to many, each join with a probability from 0 to 1 and its reason.

    An account that tells of no event joins nothing unless a person says so. A person's yes joins, no
    bars for ever, unsure waits. One whose day and place are both unknown waits too, unless it shares a
    victim or is a near copy. Raises `CairnError` (match-answer) for an answer outside yes, no, unsure.
    """
    run = _Run(accounts, standing, decided)
    agglomerate(run.groups, run.joining, run.weights.join_at, run.may_merge)
    of, why = origins(accounts)
    incidents, new = run.named()
    return Matched(run.assignments(incidents), of, why, new)


@dataclass(frozen=True, slots=True)
class _Link:
    """One account beside one group: the calibrated probability, and the member most like it."""

    probability: float
    nearest: int


class _Run:
    """One run: the prepared accounts by position in the stream, the judged pairs, and the groups."""

    def __init__(
        self,
        accounts: Sequence[AccountFacts],
        standing: Sequence[Standing],
        decided: Sequence[Decided] | Closed,
    ) -> None:
        self.weights: Weights = weights()
        self.rulings = Rulings({a.account_id for a in accounts}, standing, decided)
        self.apart = self.rulings.bars_by_account({a.account_id for a in accounts})
        settled = {a for members in self.rulings.members.values() for a in members}
        settled |= {account for account, _ in self.rulings.answers}
        kept = (a for a in accounts if a.account_id in settled or tells_of_an_event(a))
        self.facts: list[Facts] = sorted(map(prepared, kept), key=lambda f: f.order)
        self.at = {f.id: n for n, f in enumerate(self.facts)}
        self.around = Surroundings(self.facts)
        self.judged, self.joining = self._judge()
        fixed = [[self.at[a] for a in members] for members in self.rulings.members.values()]
        inside = {n for group in fixed for n in group}
        silent = {n for n, f in enumerate(self.facts) if not tells_of_an_event(f.account)}
        self.groups = Groups((n for n in range(len(self.facts)) if n not in inside | silent), fixed)
        self.incident_of_group = dict(enumerate(self.rulings.members))

    def _judge(self) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], float]]:
        """Probability by pair: all worth keeping, and those that may join (the rest may only be offered)."""
        judged: dict[tuple[int, int], float] = {}
        joining: dict[tuple[int, int], float] = {}
        for a, b in pairs(self.facts, self.around):
            found = levels(self.facts[a], self.facts[b], self.around)
            p = probability(self.weights.log_odds(found))
            if p < _KEPT:
                continue
            judged[a, b] = p
            if all(map(self._may_join, (a, b))) or "people_shared" in found or "words_copy" in found:
                joining[a, b] = p
        return judged, joining

    def _may_join(self, n: int) -> bool:
        """Whether anything is known of its day or place, be it a province only."""
        return self._anchored(n) or self.facts[n].area is not None

    def _anchored(self, n: int) -> bool:
        """Whether its day is known, or a place finer than an area: such an account may found an incident."""
        return self.facts[n].dated or self.facts[n].placed

    def may_merge(self, one: list[int], two: list[int]) -> bool:
        """Whether no bar and no stretch of more than FAR_DAYS keeps the two groups apart."""
        days = [d for n in (*one, *two) if (f := self.facts[n]).dated and (d := f.day)]
        if days and max(d.start for d in days) - min(d.end for d in days) > timedelta(days=FAR_DAYS):
            return False
        if self._barred(one, two) or self._barred(two, one):
            return False
        ids = {self.facts[n].id for n in two}
        return not any(self.apart.get(self.facts[n].id, set()) & ids for n in one)

    def _barred(self, one: list[int], two: list[int]) -> bool:
        """Whether some account of `two` was barred from the standing incident that `one` is."""
        for key in {g for n in one for g in self.groups.of[n]} & self.groups.fixed:
            if self.groups.members[key] is one:
                incident = self.incident_of_group[key]
                return any((self.facts[n].id, incident) in self.rulings.barred for n in two)
        return False

    def named(self) -> tuple[dict[int, str], tuple[str, ...]]:
        """Incident id by group, and the ids that are new; groups that wait in the queue get none."""
        named = {
            key: incident for key, incident in self.incident_of_group.items() if key in self.groups.members
        }
        new = []
        founders = sorted(
            (min(members), key) for key, members in self.groups.members.items() if key not in named
        )
        for first, key in founders:
            members = self.groups.members[key]
            if len(members) > 1 or (
                self._anchored(first) and self.facts[first].id not in self.rulings.unsure
            ):
                named[key] = self.rulings.new_id([self.facts[n].id for n in sorted(members)])
                new.append(named[key])
        return named, tuple(new)

    def assignments(self, incidents: dict[int, str]) -> tuple[Assignment, ...]:
        """Every account's joins, what it is offered, and what persons said, in the order of the stream."""
        links = self._links(incidents)
        told = [self._told(*pair) for pair in sorted(self.rulings.answers) if pair[0] in self.at]
        rows = told + [row for n in range(len(self.facts)) for row in self._rows(n, incidents, links[n])]
        rank = {AssignmentDecision.JOINED: 0, AssignmentDecision.QUEUED: 1, AssignmentDecision.REJECTED: 2}
        key = lambda r: (self.at[r.account_id], rank[r.decision], -r.probability, r.incident_id)  # noqa: E731
        return tuple(sorted(rows, key=key))

    def _links(self, incidents: dict[int, str]) -> list[dict[int, _Link]]:
        """For each account the groups it is like: mean probability over the members other than itself."""
        sums: list[dict[int, float]] = [{} for _ in self.facts]
        best: list[dict[int, tuple[float, int]]] = [{} for _ in self.facts]
        for (a, b), p in self.judged.items():
            for one, two in ((a, b), (b, a)):
                for key in self.groups.of.get(two, ()):
                    if key in incidents:
                        sums[one][key] = sums[one].get(key, 0.0) + p
                        best[one][key] = max(best[one].get(key, (0.0, -1)), (p, -two))
        links: list[dict[int, _Link]] = []
        for n, found in enumerate(sums):
            others = {key: len(self.groups.members[key]) - (n in self.groups.members[key]) for key in found}
            links.append(
                {
                    k: _Link(self.weights.calibrated(total / others[k]), -best[n][k][1])
                    for k, total in found.items()
                }
            )
        return links

    def _rows(self, n: int, incidents: dict[int, str], links: dict[int, _Link]) -> list[Assignment]:
        """What the rule makes of one account; where a person spoke of a pair the rule is silent on it."""
        account = self.facts[n].id
        mine = [key for key in self.groups.of.get(n, ()) if key in incidents]
        rows = [self._joined(n, key, incidents[key], links) for key in mine]
        offers = [(link.probability, incidents[k], link) for k, link in links.items() if k not in mine]
        floor = self.weights.also_at if mine else self.weights.offer_at
        offers = [o for o in offers if o[0] >= floor]
        for p, incident, link in sorted(offers, key=lambda o: (-o[0], o[1]))[: self.weights.offers]:
            rows.append(self._offered(n, incident, p, link, bool(mine)))
        return [r for r in rows if (account, r.incident_id) not in self.rulings.answers]

    def _joined(self, n: int, key: int, incident: str, links: dict[int, _Link]) -> Assignment:
        members, link = self.groups.members[key], links.get(key)
        rows: tuple[Feature, ...] = ()
        if len(members) == 1:
            p = max(
                0.5, 1.0 - max((other.probability for k, other in links.items() if k != key), default=0.05)
            )
            why = "No other account known so far tells of this event, so it stands as an incident of its own."
        elif link is None:
            p, why = 0.5, "It was joined before, and nothing known now is like the other accounts here."
        else:
            p, rows = link.probability, self._features(n, link.nearest)
            first = "It is the first account of this incident, and others joined it"
            why = because(first if min(members) == n else "Joined", rows)
        account = self.facts[n].id
        return Assignment(account, incident, round(p, 4), AssignmentDecision.JOINED, why, features=rows)

    def _offered(self, n: int, incident: str, p: float, link: _Link, elsewhere: bool) -> Assignment:
        rows = self._features(n, link.nearest)
        waits = (
            "It waits for a person"
            if self._anchored(n)
            else "Its day or place is not known well enough to join"
        )
        lead = "Joined elsewhere, it may belong here too" if elsewhere else f"{waits}; it may belong here"
        account, why = self.facts[n].id, because(lead, rows)
        return Assignment(account, incident, round(p, 4), AssignmentDecision.QUEUED, why, features=rows)

    def _features(self, a: int, b: int) -> tuple[Feature, ...]:
        one, two = self.facts[a], self.facts[b]
        return features(one, two, levels(one, two, self.around), self.weights, self.around)

    def _told(self, account: str, incident: str) -> Assignment:
        """A person's word as an assignment."""
        answer = self.rulings.answers[account, incident]
        p, decision, why = _WORDS[answer]
        return Assignment(account, incident, p, decision, why, decided_by="person")


_WORDS = {
    "yes": (1.0, AssignmentDecision.JOINED, "A person decided that it belongs here."),
    "no": (0.0, AssignmentDecision.REJECTED, "A person decided that it does not belong here."),
    "unsure": (0.5, AssignmentDecision.QUEUED, "A person looked and could not tell."),
}
