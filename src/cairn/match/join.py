"""Joins accounts to incidents, all at once: the door to the joiner for a run over everything there is.

Accounts, standing incidents and what persons decided enter; `Matched` leaves. Accounts that tell of an event
either join an incident, found one, or wait in the queue with their best candidates. The result depends on the
values given, not on their order, and running it again on its own result changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from cairn.match.background import Background, background
from cairn.match.closed import Closed
from cairn.match.facts import prepared, tells_of_an_event
from cairn.match.joiner import Joiner
from cairn.match.model import AccountFacts, Decided, Matched, Standing
from cairn.match.origins import origins
from cairn.match.surroundings import Surroundings
from cairn.match.told import told
from cairn.match.windows import with_windows


def match(
    accounts: Sequence[AccountFacts],
    standing: Sequence[Standing] = (),
    decided: Sequence[Decided] | Closed = (),
    frozen: Background | None = None,
) -> Matched:
    """Joins accounts to incidents, many to many, each join with a probability from 0 to 1 and its reason.

    An account that tells of no event joins nothing unless a person says so. A person's yes joins, no
    bars for ever, unsure waits. One whose day and place are both unknown waits too, unless it shares a
    victim or is a near copy. Undated reports are given the windows
    that their numbers tell (windows.py). What is rare is counted from `frozen`, or from these accounts.
    Raises `CairnError` (match-answer) for an answer outside yes, no, unsure.
    """
    ready = {a.account_id: prepared(a) for a in accounts if tells_of_an_event(a)}
    held = background(ready.values()) if frozen is None else frozen
    accounts, ready = with_windows(accounts, ready, Surroundings(frozen=held))
    joiner = Joiner(held, standing, decided)
    change = joiner.take(accounts, ready)
    of, why = origins(accounts)
    dissolved = {s.incident_id: "" for s in joiner.spoken.loose if s.incident_id not in joiner.names.in_use}
    return Matched(
        tuple(told(joiner)), of, why, change.new, dissolved | dict(change.dissolved), joiner.overfull()
    )
