"""What the joining says of each account: the incident it is in or is offered, how likely, and why.

A joiner enters, assignments leave. "An incident of its own" is an alternative like any other: every join says
how likely that is, and an account that stands alone says what it was held against.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from cairn.match.cluster import WHOLE
from cairn.match.compare import levels
from cairn.match.describe import because, features
from cairn.match.model import Assignment, Feature
from cairn.vocab.closed import AssignmentDecision

if TYPE_CHECKING:
    from cairn.match.joiner import Joiner


@dataclass(frozen=True, slots=True)
class _Link:
    """One account beside one group: the calibrated probability, and the member most like it."""

    probability: float
    nearest: int


def told(joiner: Joiner) -> Iterator[Assignment]:
    """Every account's joins, what it is offered, and what persons said, in the order of the stream."""
    for n in sorted(range(len(joiner.facts)), key=lambda n: joiner.facts[n].order):
        yield from told_of(joiner, n)


def told_of(joiner: Joiner, n: int) -> tuple[Assignment, ...]:
    """The same of one account by position: joins first, then what it waits for, then what was rejected."""
    account = joiner.facts[n].id
    answers = joiner.spoken.answers_of(account)
    rows = [_by_person(account, incident, answer) for incident, answer in answers.items()]
    rows += [row for row in _by_rule(joiner, n) if row.incident_id not in answers]
    return tuple(sorted(rows, key=lambda r: (_RANK[r.decision], -r.probability, r.incident_id)))


def _by_rule(joiner: Joiner, n: int) -> Iterator[Assignment]:
    """What the rule makes of one account."""
    links = _links(joiner, n)
    named = joiner.names.of
    mine = [key for key in joiner.of[n] if key in named]
    for key in mine:
        yield _joined(joiner, n, key, links)
    floor = joiner.weights.also_at if mine else joiner.weights.offer_at
    offers = [(link.probability, named[k], link) for k, link in links.items() if k not in mine]
    likely = sorted((o for o in offers if o[0] >= floor), key=lambda o: (-o[0], o[1]))
    for p, incident, link in likely[: joiner.weights.offers]:
        yield _offered(joiner, n, incident, p, link, bool(mine))


def _links(joiner: Joiner, n: int) -> dict[int, _Link]:
    """The incidents it is like: mean likelihood over the members other than itself."""
    sums: dict[int, int] = {}
    best: dict[int, tuple[int, int]] = {}
    for m, kept in joiner.judged[n].items():
        likely = abs(kept)
        for key in joiner.of[m]:
            if key in joiner.names.of:
                sums[key] = sums.get(key, 0) + likely
                so_far, nearest = best.get(key, (0, m))
                if likely > so_far or (likely == so_far and joiner.is_before(m, nearest)):
                    best[key] = likely, m
    found = {}
    for key, total in sums.items():
        others = len(joiner.groups[key].members) - (key in joiner.of[n])
        found[key] = _Link(joiner.weights.calibrated(total / (others * WHOLE)), best[key][1])
    return found


def _joined(joiner: Joiner, n: int, key: int, links: dict[int, _Link]) -> Assignment:
    members, link = joiner.groups[key].members, links.get(key)
    rows: tuple[Feature, ...] = ()
    others = [other.probability for k, other in links.items() if k != key]
    if len(members) == 1:
        p = max(0.5, 1.0 - max(others, default=0.05))
        why = "No other account known so far tells of this event, so it stands as an incident of its own."
    elif link is None:
        p, why = 0.5, "It was joined before, and nothing known now is like the other accounts here."
    else:
        p, rows = link.probability, _features(joiner, n, link.nearest)
        first = "It is the first account of this incident, and others joined it"
        is_first = not any(joiner.is_before(m, n) for m in members)
        why = because(first if is_first else "Joined", rows) + _alternative(p, others)
    account = joiner.facts[n].id
    return Assignment(
        account, joiner.names.of[key], round(p, 4), AssignmentDecision.JOINED, why, features=rows
    )


def _alternative(joined: float, others: list[float]) -> str:
    """How likely it is that the account tells of an event of its own, in words: a number would waver."""
    alone = prod((1.0 - p for p in others), start=1.0 - joined)
    how = next(word for at, word in _ALONE if alone < at)
    return f" That it tells of an event of its own is {how}."


_ALONE = ((0.1, "hardly likely"), (0.3, "less likely"), (0.5, "possible"), (1.1, "as likely"))


def _offered(joiner: Joiner, n: int, incident: str, p: float, link: _Link, elsewhere: bool) -> Assignment:
    rows = _features(joiner, n, link.nearest)
    anchored = joiner.anchored(n)
    waits = "It waits for a person" if anchored else "Its day or place is not known well enough to join"
    lead = "Joined elsewhere, it may belong here too" if elsewhere else f"{waits}; it may belong here"
    account, why = joiner.facts[n].id, because(lead, rows)
    return Assignment(account, incident, round(p, 4), AssignmentDecision.QUEUED, why, features=rows)


def _features(joiner: Joiner, a: int, b: int) -> tuple[Feature, ...]:
    one, two = joiner.facts[a], joiner.facts[b]
    return features(one, two, levels(one, two, joiner.around), joiner.weights, joiner.around)


def _by_person(account: str, incident: str, answer: str) -> Assignment:
    """A person's word as an assignment."""
    p, decision, why = _WORDS[answer]
    return Assignment(account, incident, p, decision, why, decided_by="person")


_WORDS = {
    "yes": (1.0, AssignmentDecision.JOINED, "A person decided that it belongs here."),
    "no": (0.0, AssignmentDecision.REJECTED, "A person decided that it does not belong here."),
    "unsure": (0.5, AssignmentDecision.QUEUED, "A person looked and could not tell."),
}
_RANK = {AssignmentDecision.JOINED: 0, AssignmentDecision.QUEUED: 1, AssignmentDecision.REJECTED: 2}
