"""Random sequences of add, judge, merge, split, parent, undo and re-run: what must hold after every one of them.

300 sequences by default; `CAIRN_SEQUENCES=10000` runs as many as `make torture` does.
"""

from __future__ import annotations

import os
from contextlib import suppress

import pytest

from cairn.match import match
from cairn.match.closed import Word
from cairn.vocab.closed import AssignmentDecision
from match.sequences import Hand, Record, Refused

SEQUENCES = int(os.environ.get("CAIRN_SEQUENCES", "300"))
BATCHES = 10
STEPS = 14


@pytest.mark.parametrize("batch", range(BATCHES))
def test_whatever_is_decided_in_whatever_order_the_record_holds(batch: int) -> None:
    for seed in range(batch, SEQUENCES, BATCHES):
        hand = Hand(seed)
        for n in range(STEPS):
            said = list(hand.record.said)
            hand.step()
            where = f"sequence {seed}, step {n}"
            assert hand.record.said[: len(said)] == said, f"a word is lost: {where}"
            holds(hand.record, where)
        settles(hand.record, f"sequence {seed}")


def holds(record: Record, where: str) -> None:
    """What no act may break, told without asking `Closed`."""
    live = [w for w in record.said if w.id not in record.dead]
    into = {w.subject: w.other for w in live if w.kind == "merge"}

    def leads(incident: str) -> str:
        for _ in range(len(into) + 1):
            incident = into.get(incident, incident)
        return incident

    dangling = [i for i in record.incidents if leads(i) in into]
    assert not dangling, f"an id leads nowhere: {where}: {dangling}"
    assert not [p for p in record.joined if leads(p[1]) != p[1]], f"a merged incident holds accounts: {where}"
    for word in live:
        if word.kind == "join" and word.answer == "no" and stands(word, live, leads):
            for incident in {leads(i) for i in word.other_parts}:
                assert (word.subject, incident) not in record.joined, f"in spite of a no: {where}: {word}"
    for account, incident in yes_pairs(live, leads):
        assert (account, incident) in record.joined, f"a yes without effect: {where}: {account} {incident}"
    assert record.totals() == record.totals_from_scratch(), f"the totals differ: {where}"


def stands(no: Word, live: list[Word], leads: object) -> bool:
    """Whether this person has not thought again since, of the same incident."""
    places = {leads(i) for i in no.other_parts}  # type: ignore[operator]
    return not any(
        w.id > no.id and w.kind == "join" and (w.subject, w.person) == (no.subject, no.person)
        and w.answer != "moved" and leads(w.other) in places  # type: ignore[operator]
        for w in live
    )  # fmt: skip


def yes_pairs(live: list[Word], leads: object) -> set[tuple[str, str]]:
    """Pairs on which a yes is the only kind of word there is."""
    said: dict[tuple[str, str], set[str]] = {}
    for word in live:
        if word.kind == "join" and word.answer != "moved":
            for incident in word.other_parts or (word.other,):
                said.setdefault((word.subject, leads(incident)), set()).add(word.answer)  # type: ignore[operator]
    return {pair for pair, answers in said.items() if answers == {"yes"}}


def settles(record: Record, where: str) -> None:
    """A re-run changes nothing the second time, and when every act is taken back only rules are left."""
    record.rerun()
    once = set(record.joined)
    record.rerun()
    assert record.joined == once, f"a second run differs: {where}"
    again = match(list(record.facts.values()), record.standing(), record.closed())
    rows = {
        (a.account_id, a.incident_id) for a in again.assignments if a.decision is AssignmentDecision.JOINED
    }
    assert rows == once, f"the joiner says otherwise: {where}"


@pytest.mark.parametrize("batch", range(BATCHES))
def test_what_is_taken_back_at_once_leaves_every_account_where_it_was(batch: int) -> None:
    for seed in range(batch, SEQUENCES, BATCHES):
        hand = Hand(seed)
        for _ in range(STEPS // 2):
            hand.step()
        hand.record.rerun()
        stood, n = set(hand.record.joined), len(hand.record.acts)
        for act in (hand.judge, hand.merge, hand.split, hand.tell_apart, hand.parent):
            with suppress(Refused):
                act()
                if len(hand.record.acts) > n:
                    hand.record.undo(n)
                assert hand.record.joined == stood, f"sequence {seed}, {act.__name__}"
            n = len(hand.record.acts)
