"""What a decision would change in the totals, and that asking changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from cairn.assess import suggest
from cairn.incident import project
from cairn.incident.model import JoinedAccount
from cairn.tally.model import Row
from cairn.tally.stakes import Change, Stakes
from cairn.vocab.closed import State
from incident.told import Status, account, by, killed, on
from tally.rows import row


def two_origins(name: str, n: int, **more: object) -> list[JoinedAccount]:
    """Two first-hand sources that tell of one strike by one actor: enough for the likely ones."""
    return [account(f"{name}-{k}", killed(n), by("atlas"), day=on(2), **more) for k in (1, 2)]  # type: ignore[arg-type]


def told(name: str, accounts: Sequence[JoinedAccount], **more: object) -> Row:
    """The row that these accounts make."""
    shown = project(accounts)
    grades = {s.actor_id: s.grade for s in suggest(shown, accounts) if s.grade}
    return row(
        name, shown.figures.killed, grades, state=State.SUGGESTED, harm_reported=shown.harm_reported, **more
    )


def stakes(**members: Sequence[JoinedAccount]) -> Stakes:
    return Stakes([told(name, accounts) for name, accounts in members.items()], members)


def test_an_account_with_a_higher_figure_lifts_the_maximum_by_what_it_adds() -> None:
    here = stakes(a=two_origins("a", 3))
    assert here.if_joined(account("c", killed(8), by("atlas"), day=on(2)), "a") == Change(0, 5)


def test_an_account_that_leaves_another_incident_takes_its_dead_along() -> None:
    lone = account("c", killed(8), by("atlas"), day=on(2))
    here = stakes(a=two_origins("a", 3), b=[*two_origins("b", 8), lone])
    assert here.if_joined(lone, "a", leaves=["b"]) == Change(0, 5)


def test_merging_two_records_of_one_event_takes_the_dead_counted_twice_out() -> None:
    here = stakes(a=two_origins("a", 5), b=two_origins("b", 5))
    assert here.if_merged("a", "b") == Change(-5, -5)


def test_setting_a_grade_adds_the_incident_to_what_is_set() -> None:
    here = stakes(a=two_origins("a", 5))
    assert here.if_graded("a") == Change(5, 5)


def test_a_weak_incident_set_as_weak_adds_nothing_likely() -> None:
    here = stakes(a=two_origins("a", 5)[:1])
    assert here.if_graded("a").weight == 0


def test_contested_dead_who_are_civilians_enter_the_minimum() -> None:
    accounts = [account(f"a-{k}", killed(4, status=Status.CONTESTED), by("atlas"), day=on(2)) for k in (1, 2)]
    here = stakes(a=accounts)
    assert here.has_contested("a")
    assert here.if_civilian("a") == Change(4, 0)


def test_a_persons_figure_is_not_moved_by_another_account() -> None:
    accounts = two_origins("a", 3)
    here = Stakes([told("a", accounts)], {"a": accounts}, {"a": {"killed_min": 3, "killed_max": 3}})
    assert here.if_joined(account("c", killed(9), by("atlas"), day=on(2)), "a") == Change()


def test_what_an_umbrella_counts_through_its_parts_is_not_counted_again() -> None:
    parts, over = two_origins("p", 4), two_origins("u", 9)
    rows = [replace(told("p", parts), parent_id="u"), told("u", over)]
    here = Stakes(rows, {"p": parts, "u": over})
    assert here.if_joined(account("c", killed(20), by("atlas"), day=on(2)), "u") == Change()


@pytest.mark.parametrize(
    ("change", "words"), [(Change(), "nothing"), (Change(3, 8), "+3 to +8"), (Change(-5, 0), "-5 to +0")]
)
def test_a_change_is_told_with_its_sign(change: Change, words: str) -> None:
    assert str(change) == words
