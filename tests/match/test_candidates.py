"""Which accounts meet: a question of what they share, never of the order they came in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.match import candidates
from cairn.match.candidates import drawn, keys, kind_of, may_meet, pairs
from cairn.match.facts import Facts, prepared
from cairn.match.surroundings import Surroundings
from match.invented import DAY, account, place

DULMAK = place("Dulmak", 35.40, 36.10)
ANSUR = place("Tell Ansur", 35.90, 36.70)
CAP = 3


@st.composite
def some_facts(draw: st.DrawFn) -> list[Facts]:
    days = [None, *(DAY + timedelta(days=d) for d in (0, 1, 2, 6))]
    return [
        prepared(
            account(
                f"a{n}",
                on=draw(st.sampled_from(days)),
                at=draw(st.sampled_from((None, DULMAK, DULMAK, ANSUR))),
                victims=draw(st.sampled_from(((), ("Samir Odeh Nakkash",)))),
                text=draw(st.sampled_from(("", "the mill", "the ferry burnt"))),
            )
        )
        for n in range(draw(st.integers(2, 14)))
    ]


@contextmanager
def small_blocks() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "CAPS", dict.fromkeys(candidates.CAPS, CAP))
        yield


def met(facts: list[Facts], around: Surroundings) -> set[frozenset[str]]:
    return {frozenset((facts[a].id, facts[b].id)) for a, b in pairs(facts, around)}


def by_definition(facts: list[Facts], around: Surroundings) -> set[frozenset[str]]:
    """Two accounts meet where they share a block in which one of them is among the first CAP by the number drawn."""
    blocks: dict[str, list[Facts]] = {}
    for f in facts:
        for key in keys(f, around):
            blocks.setdefault(key, []).append(f)
    found = set()
    for key, members in blocks.items():
        ranked = sorted(members, key=lambda f: drawn(f.id))
        for (i, a), (_, b) in combinations(enumerate(ranked), 2):
            if i < CAP and may_meet(kind_of(key), a, b):
                found.add(frozenset((a.id, b.id)))
    return found


@given(some_facts(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=150)
def test_who_meets_is_a_matter_of_what_is_shared_and_not_of_order(facts: list[Facts], rng: object) -> None:
    around = Surroundings(facts)
    shuffled = list(facts)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    with small_blocks():
        assert met(facts, around) == met(shuffled, around) == by_definition(facts, around)


def test_accounts_up_to_three_days_apart_at_one_place_meet() -> None:
    for start in range(4):  # wherever blocks of days begin
        first = DAY + timedelta(days=start)
        for gap in range(4):
            facts = [
                prepared(account("a", on=first, at=DULMAK, text="the mill burnt")),
                prepared(account("b", on=first + timedelta(days=gap), at=DULMAK, text="no such words")),
            ]
            assert pairs(facts, Surroundings(facts)) == [(0, 1)]


def test_two_accounts_that_share_nothing_do_not_meet() -> None:
    facts = [
        prepared(account("a", on=DAY, at=DULMAK, text="the mill burnt")),
        prepared(account("b", on=DAY + timedelta(days=30), at=ANSUR, text="a ferry sank")),
    ]
    assert pairs(facts, Surroundings(facts)) == []


def test_what_is_shared_brings_no_accounts_together_that_lie_months_apart() -> None:
    victim = ("Samir Odeh Nakkash",)
    facts = [
        prepared(account("a", on=DAY, victims=victim)),
        prepared(account("b", on=DAY + timedelta(days=90), victims=victim)),
    ]
    assert pairs(facts, Surroundings(facts)) == []
