"""One engine for all at once and one by one: whatever order accounts come in, the same groups and reasons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.match import AccountFacts, Assignment, Decided, Standing, candidates, match
from cairn.match.background import Background, background
from cairn.match.facts import prepared, tells_of_an_event
from cairn.match.joiner import Joiner
from cairn.match.told import told
from cairn.vocab.closed import AssignmentDecision
from match.invented import DAY, account, place

DULMAK = place("Dulmak", 35.40, 36.10)
UPPER = place("Upper Dulmak", 35.42, 36.12)
ANSUR = place("Tell Ansur", 35.90, 36.70)
VICTIMS = ((), (), ("Samir Odeh Nakkash",), ("Huda Fares Zaydan",))
WORDS = (
    "",
    "a shell fell on the mill of the potters",
    "a shell fell on the school by the river",
    "the planes came back at dusk over the orchards and struck the pump house " * 4,
)

Groups = set[frozenset[str]]


@st.composite
def some_accounts(draw: st.DrawFn, most: int = 14) -> list[AccountFacts]:
    n = draw(st.integers(2, most))
    days = [None, *(DAY + timedelta(days=d) for d in (0, 0, 1, 1, 2, 3, 5, 40))]
    return [
        account(
            f"a{i}",
            on=draw(st.sampled_from(days)),
            told=draw(st.booleans()),
            at=draw(st.sampled_from((None, DULMAK, DULMAK, UPPER, ANSUR))),
            killed=draw(st.sampled_from((None, 1, 4, 5, 20))),
            victims=draw(st.sampled_from(VICTIMS)),
            harm=draw(st.sampled_from((True, True, True, True, False))),
            text=draw(st.sampled_from(WORDS)),
        )
        for i in range(n)
    ]


@st.composite
def words_on(draw: st.DrawFn, accounts: list[AccountFacts]) -> list[Decided]:
    incidents = sorted({a.incident_id for a in match(accounts).assignments}) or ["incident-by-hand"]
    ids = [a.account_id for a in accounts]
    word = st.builds(
        Decided,
        st.sampled_from(ids),
        st.sampled_from([*incidents, "by-hand"]),
        st.sampled_from(("yes", "no", "unsure")),
    )
    return draw(st.lists(word, max_size=4, unique_by=lambda w: (w.account_id, w.incident_id)))


def counted(accounts: Iterable[AccountFacts]) -> Background:
    return background(prepared(a) for a in accounts if tells_of_an_event(a))


def groups(rows: Iterable[Assignment]) -> Groups:
    found: dict[str, set[str]] = {}
    for row in rows:
        if row.decision is AssignmentDecision.JOINED:
            found.setdefault(row.incident_id, set()).add(row.account_id)
    return set(map(frozenset, found.values()))


def one_by_one(accounts: Iterable[AccountFacts], frozen: Background, *rest: object) -> Joiner:
    joiner = Joiner(frozen, *rest)  # type: ignore[arg-type]
    for one in accounts:
        joiner.add(one)
    return joiner


@given(some_accounts(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=150)
def test_accounts_one_by_one_in_any_order_make_the_groups_of_all_at_once(
    accounts: list[AccountFacts], rng: object
) -> None:
    shuffled = list(accounts)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    joiner = one_by_one(shuffled, counted(accounts))
    assert groups(told(joiner)) == groups(match(accounts).assignments)


@given(st.data())
@settings(deadline=None, max_examples=100)
def test_what_persons_said_holds_alike_one_by_one_and_all_at_once(data: st.DataObject) -> None:
    accounts = data.draw(some_accounts(9))
    decided = data.draw(words_on(accounts))
    shuffled = data.draw(st.permutations(accounts))
    joiner = one_by_one(shuffled, counted(accounts), (), decided)
    assert groups(told(joiner)) == groups(match(accounts, decided=decided).assignments)


@given(some_accounts(12), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=80)
def test_an_overfull_block_is_cut_the_same_in_any_order(accounts: list[AccountFacts], rng: object) -> None:
    shuffled = list(accounts)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "CAPS", dict.fromkeys(candidates.CAPS, 2))
        joiner = one_by_one(shuffled, counted(accounts))
        whole = match(accounts)
        assert groups(told(joiner)) == groups(whole.assignments)
        assert joiner.overfull() == whole.overfull


@given(some_accounts(10), st.integers(1, 9))
@settings(deadline=None, max_examples=60)
def test_reasons_and_probabilities_are_the_same_one_by_one(accounts: list[AccountFacts], cut: int) -> None:
    joiner = Joiner(counted(accounts))
    joiner.take(accounts[:cut])
    joiner.take(accounts[cut:])
    said = {(r.account_id, r.decision, r.probability, r.why) for r in told(joiner)}
    assert said == {(r.account_id, r.decision, r.probability, r.why) for r in match(accounts).assignments}


def test_an_overfull_block_is_told_and_its_event_still_is_one_incident() -> None:
    crowd = [account(f"a{n}", at=DULMAK, killed=7, text=f"shells on the mill {n}") for n in range(12)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "CAPS", dict.fromkeys(candidates.CAPS, 8))
        whole = match(crowd)
    assert len(whole.new_incident_ids) == 1
    assert {(o.accounts, o.first) for o in whole.overfull} == {(12, 8)}
    assert any(o.block.startswith("name|") and o.block.endswith("dulmak") for o in whole.overfull)


def test_one_more_account_tells_what_it_changed() -> None:
    joiner = Joiner(counted([]))
    first, rows = joiner.add(account("a", at=DULMAK, killed=2))
    (incident,) = first.new
    assert first.moved == {"a": incident} == {r.account_id: r.incident_id for r in rows}
    second, rows = joiner.add(account("b", at=DULMAK, killed=2))
    assert (second.new, second.moved) == ((), {"b": incident})
    assert rows[0].incident_id == incident
    assert "an event of its own" in rows[0].why


def test_an_account_known_already_changes_nothing() -> None:
    joiner = Joiner(counted([]))
    joiner.add(account("a", at=DULMAK, killed=2))
    change, rows = joiner.add(account("a", at=DULMAK, killed=2))
    assert not change.moved
    assert [r.account_id for r in rows] == ["a"]


def test_an_account_of_no_event_is_set_aside() -> None:
    joiner = Joiner(counted([]))
    assert joiner.add(account("quiet", harm=False))[1] == ()


def test_ids_stay_with_most_of_the_accounts_of_an_incident_that_a_rule_made() -> None:
    accounts = [account(f"a{n}", at=DULMAK, killed=2) for n in range(3)]
    earlier = [Standing("old-one", ("a0", "a1"), held=False), Standing("old-two", ("a2",), held=False)]
    result = match(accounts, earlier)
    assert {r.incident_id for r in result.assignments} == {"old-one"}
    assert result.dissolved == {"old-two": "old-one"}
    assert result.new_incident_ids == ()


def test_of_two_incidents_with_as_many_accounts_the_lesser_id_stays() -> None:
    accounts = [account("a", at=DULMAK, killed=2), account("b", at=DULMAK, killed=2)]
    earlier = [Standing("two", ("a",), held=False), Standing("one", ("b",), held=False)]
    result = match(accounts, earlier)
    assert {r.incident_id for r in result.assignments} == {"one"}
    assert result.dissolved == {"two": "one"}


def test_an_incident_that_falls_apart_leaves_its_id_to_the_greater_part() -> None:
    accounts = [account("a", at=DULMAK), account("b", at=DULMAK), account("c", at=ANSUR)]
    result = match(accounts, [Standing("old", ("a", "b", "c"), held=False)])
    found = {r.account_id: r.incident_id for r in result.assignments}
    assert found["a"] == found["b"] == "old"
    assert found["c"] in result.new_incident_ids
    assert result.dissolved == {}


def test_an_id_that_leads_nowhere_is_told_as_such() -> None:
    gone = match([account("a", at=DULMAK)], [Standing("old", ("withdrawn",), held=False)])
    assert gone.dissolved == {"old": ""}
    waits = match([account("a", on=None)], [Standing("old", ("a",), held=False)])
    assert waits.dissolved == {"old": ""}


def test_a_persons_word_on_an_incident_holds_all_its_accounts() -> None:
    accounts = [account("a", at=DULMAK), account("b", at=ANSUR), account("c", at=UPPER)]
    earlier = [Standing("old", ("a", "b"), held=False)]
    result = match(accounts, earlier, [Decided("c", "old", "no")])
    assert {r.account_id for r in result.assignments if r.incident_id == "old" and r.probability} == {
        "a",
        "b",
    }


@given(some_accounts(), st.integers(0, 10))
@settings(deadline=None, max_examples=80)
def test_earlier_incidents_of_rules_change_no_group(accounts: list[AccountFacts], n: int) -> None:
    first = match(accounts[:n])
    earlier = [
        Standing(i, tuple(r.account_id for r in first.assignments if r.incident_id == i), held=False)
        for i in first.new_incident_ids
    ]
    later = match(accounts, earlier)
    assert groups(later.assignments) == groups(match(accounts).assignments)
    there = {r.incident_id for r in later.assignments if r.decision is AssignmentDecision.JOINED}
    assert {s.incident_id for s in earlier} <= there | later.dissolved.keys()
    assert not there & later.dissolved.keys()


@given(some_accounts())
@settings(deadline=None, max_examples=60)
def test_a_second_run_over_what_rules_made_changes_nothing(accounts: list[AccountFacts]) -> None:
    first = match(accounts)
    members: dict[str, list[str]] = {}
    for row in first.assignments:
        if row.decision is AssignmentDecision.JOINED:
            members.setdefault(row.incident_id, []).append(row.account_id)
    again = match(accounts, [Standing(i, tuple(m), held=False) for i, m in members.items()])
    assert (again.assignments, again.new_incident_ids, again.dissolved) == (first.assignments, (), {})
