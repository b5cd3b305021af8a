"""Links of one entry to incidents that became one: rows as they stand enter, one link for each pair leaves.

What persons said is before what a rule did, and of what they said the last word decides. Shares are added only where
both were allotted while the incidents were two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cairn.official.model import ACCEPTED, AUTO, OFFERED, REJECTED, EntryLink

from .models import Judgement

RULE, REGISTER = "rule", "the register"
BY_MACHINE = (RULE, REGISTER)
_FIRST = (ACCEPTED, REJECTED, AUTO, OFFERED)


@dataclass(frozen=True, slots=True)
class Standing:
    """A link that leads to `link.incident_id`; its row names `named`, and `act` wrote it."""

    link: EntryLink
    named: str
    act: int


@dataclass(frozen=True, slots=True)
class _Word:
    """What a person said; `over` are the other incidents that were one with the named one by then."""

    standing: Standing
    n: int
    over: frozenset[str]


def each_once(found: Iterable[Standing]) -> list[EntryLink]:
    """One link for each entry and incident, by entry and rank."""
    pairs: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for one in found:
        pairs[one.link.entry_id, one.link.incident_id].append(one)
    links = [group[0].link if len(group) == 1 else _one(group) for group in pairs.values()]
    return sorted(links, key=lambda x: (x.entry_id, x.rank))


def _one(group: Sequence[Standing]) -> EntryLink:
    words = sorted((_word(x) for x in group if x.link.decided_by not in BY_MACHINE), key=lambda w: w.n)
    if not words:
        return min((x.link for x in group), key=lambda x: (_FIRST.index(x.decision), x.rank))
    link = words[-1].standing.link
    if link.decision != ACCEPTED:
        return link
    killed = link.killed
    for at, word in enumerate(words[:-1]):
        spoken_over = any(word.standing.named in later.over for later in words[at + 1 :])
        if word.standing.link.decision == ACCEPTED and not spoken_over:
            killed = killed + word.standing.link.killed
    return replace(link, killed=killed)


def _word(standing: Standing) -> _Word:
    """The judgement behind a row; an undo may have brought the row back long after."""
    link = standing.link
    said = Judgement.objects.filter(
        kind="link",
        subject=link.entry_id,
        other=standing.named,
        person__name=link.decided_by,
        act_id__lte=standing.act,
    )
    for judged in said.order_by("-id"):
        if judged.value.get("decision") == link.decision:
            return _Word(standing, judged.id, frozenset(judged.value.get("over", ())))
    return _Word(standing, 0, frozenset())
