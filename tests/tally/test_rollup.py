"""Whose strikes count for whom: invented coalitions, members for a time, and partners who never count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.tally import tally
from cairn.tally.model import Definition, Member, Row, Tally
from cairn.tally.rollup import members_of
from cairn.tally.words import lines
from cairn.values import Range
from cairn.vocab.actors import Actor, Membership
from cairn.vocab.closed import Grade, State
from tally.rows import DAY, row

JOINED, LEFT = date(2031, 1, 1), date(2031, 12, 31)


def actor(name: str, *member_of: Membership, partner_of: tuple[Membership, ...] = ()) -> Actor:
    return Actor(name, "state", {"en": name.title(), "ar": name}, member_of=member_of, partner_of=partner_of)


LISTED = {
    a.id: a
    for a in (
        actor("pact"),
        actor("atlas", Membership("pact", JOINED, LEFT, ("XA",))),
        actor("wing", Membership("atlas", date(2031, 5, 1), None, ("XA", "XB"))),
        actor("boreas", Membership("pact")),
        actor("helper", partner_of=(Membership("pact", JOINED),)),
    )
}
PACT = Definition(actors=("pact",), members=members_of(["pact"], LISTED))


def summed(*rows: Row, definition: Definition = PACT) -> Tally:
    return tally(list(rows), definition)


def test_members_count_and_members_of_members_on_the_days_and_in_the_countries_both_allow() -> None:
    assert members_of(["pact"], LISTED) == (
        Member("atlas", "pact", JOINED, LEFT, ("XA",)),
        Member("boreas", "pact"),
        Member("wing", "pact", date(2031, 5, 1), LEFT, ("XA",)),
    )
    assert members_of(["pact", "atlas"], LISTED) == (
        Member("wing", "atlas", date(2031, 5, 1), None, ("XA", "XB")),
        Member("boreas", "pact"),
    )
    assert members_of(["wing"], LISTED) == ()


def test_a_chain_whose_days_never_meet_makes_no_member_and_a_ring_comes_to_an_end() -> None:
    late = actor("late", Membership("atlas", date(2040, 1, 1)))
    assert members_of(["pact"], {**LISTED, "late": late}) == PACT.members
    ring = {a.id: a for a in (actor("one", Membership("two")), actor("two", Membership("one")))}
    assert [m.actor for m in members_of(["one"], ring)] == ["two"]


def test_a_members_strike_counts_for_the_whole_and_the_whole_never_for_the_member() -> None:
    rows = [row("a"), row("b", grades={"pact": Grade.FAIR})]
    assert summed(*rows).members == ("a", "b")
    assert summed(*rows, definition=Definition(actors=("atlas",))).members == ("a",)


def test_an_incident_of_a_coalition_and_its_member_counts_once_and_is_of_one_side() -> None:
    both = row("a", grades={"pact": Grade.FAIR, "atlas": Grade.FAIR})
    done = summed(both)
    assert (done.incidents, done.killed.min, done.jointly_attributed, done.rolled_up) == (1, 2, 0, ())
    assert summed(both, definition=Definition(actors=("pact",))).jointly_attributed == 1
    other = row("a", grades={"pact": Grade.FAIR, "atlas": Grade.FAIR, "rival": Grade.FAIR})
    assert summed(other).jointly_attributed == 1


@pytest.mark.parametrize(
    ("day", "country", "counts"),
    [
        (JOINED, "XA", True),
        (LEFT, "XA", True),
        (date(2030, 12, 31), "XA", False),
        (date(2032, 1, 1), "XA", False),
        (DAY, "XB", False),
        (DAY, "", False),
        (None, "XA", False),
    ],
)
def test_a_strike_counts_only_where_the_membership_is_known_to_hold(
    day: date | None, country: str, counts: bool
) -> None:
    assert summed(row("a", start=day, end=day, country=country)).incidents == counts


def test_a_membership_without_days_holds_on_a_day_that_is_not_known() -> None:
    assert summed(row("a", grades={"boreas": Grade.FAIR}, start=None, end=None)).incidents == 1


def test_a_partners_strikes_are_not_the_coalitions() -> None:
    assert summed(row("a", grades={"helper": Grade.FAIR})).incidents == 0


def test_the_members_own_grade_decides_whether_it_counts() -> None:
    weak = row("a", grades={"atlas": Grade.WEAK})
    assert summed(weak).incidents == 0
    assert summed(weak, definition=replace(PACT, grades=(Grade.WEAK,))).incidents == 1


def test_it_says_which_members_were_counted_and_not_those_named_beside_the_whole() -> None:
    both = row("c", grades={"pact": Grade.FAIR, "boreas": Grade.FAIR})
    done = summed(row("a"), row("b"), both)
    assert [(m.actor, n) for m, n in done.rolled_up] == [("atlas", 2)]
    for language in ("en", "ar"):
        assert any("Atlas" in line and "2" in line for line in lines(done, language, {"atlas": "Atlas"}))


def test_coverage_of_a_member_is_told_beside_the_sum_of_the_whole() -> None:
    from cairn.tally.model import Coverage

    told = [Coverage("atlas", "XA", JOINED, LEFT, "full"), Coverage("rival", "XA", JOINED, LEFT, "full")]
    assert [c.actor for c in tally([row("a")], PACT, told).coverage] == ["atlas"]


GRADES = st.dictionaries(
    st.sampled_from(["pact", "atlas", "wing", "boreas", "helper"]), st.sampled_from([Grade.FAIR, Grade.WEAK])
)


@given(st.lists(st.tuples(GRADES, st.integers(0, 9)), max_size=8))
def test_rolled_up_it_counts_each_incident_of_the_side_once_and_is_never_less_than_the_whole_alone(
    told: list[tuple[dict[str, Grade], int]],
) -> None:
    rows = [row(f"i{n}", Range(k, k), grades, State.SET) for n, (grades, k) in enumerate(told)]
    done, alone = summed(*rows), summed(*rows, definition=Definition(actors=("pact",)))
    side = {"pact", "atlas", "wing", "boreas"}
    fair = [r for r in rows if any(a in side and g is Grade.FAIR for a, g, _ in r.grades)]
    assert done.members == tuple(sorted(r.incident_id for r in fair))
    assert done.killed.min == sum(r.killed.min or 0 for r in fair) >= alone.killed.min
