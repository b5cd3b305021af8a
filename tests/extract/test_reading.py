"""One account's claims become one reading by the stated policy."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.model import LUMPED, OVER, Claim, PlaceRead
from cairn.extract.policies import POLICIES, STANDING
from cairn.extract.reading import read_account
from cairn.values import UNKNOWN, DateSpan, Range
from cairn.vocab.closed import Basis, Event, Group, Kind, Status

_DAY = DateSpan.on(date(2019, 3, 3))
_PLACE = PlaceRead("النور")


def _claim(
    start: int,
    low: int | None,
    high: int | None,
    *,
    kind: Kind = Kind.KILLED,
    basis: Basis = Basis.STATED,
    group: Group = Group.ALL,
    status: Status = Status.UNKNOWN,
    event: Event = Event.THIS,
    sure: float = 0.8,
    scope: str = "",
    by: str = "",
) -> Claim:
    return Claim(
        kind,
        start,
        start + 5,
        low,
        high,
        basis,
        group,
        status,
        event,
        scope,
        attributed_to=by,
        confidence=sure,
    )


def test_the_first_figure_gives_both_ends() -> None:
    assert read_account([_claim(0, 4, 4)]).killed == Range(4, 4)


def test_a_later_larger_figure_raises_the_highest_only() -> None:
    assert read_account([_claim(0, 4, None), _claim(90, 7, 7)]).killed == Range(4, 7)
    assert read_account([_claim(0, 4, 4), _claim(90, 7, 7, by="the clinic")]).killed == Range(4, 7)


def test_an_exact_figure_is_not_raised_by_another_in_the_same_voice() -> None:
    assert read_account([_claim(0, 4, 4), _claim(90, 7, 7)]).killed == Range(4, 4)


def test_a_later_smaller_figure_changes_nothing() -> None:
    assert read_account([_claim(0, 4, 4), _claim(90, 2, 2)]).killed == Range(4, 4)


def test_an_updated_toll_leads() -> None:
    assert read_account([_claim(0, 4, 4), _claim(90, 6, 6, event=Event.UPDATE)]).killed == Range(6, 6)


def test_a_part_is_never_a_total() -> None:
    assert read_account([_claim(0, 3, 3, group=Group.CHILDREN)]).killed == UNKNOWN
    claims = [_claim(0, 8, 8), _claim(20, 3, 3, group=Group.CHILDREN), _claim(30, 9, 9, group=Group.WOMEN)]
    assert read_account(claims).killed == Range(8, 8)


@pytest.mark.parametrize("event", [Event.OTHER, Event.CUMULATIVE])
def test_other_events_never_enter(event: Event) -> None:
    reading = read_account([_claim(0, 50, 50, event=event)])
    assert reading.killed == UNKNOWN
    assert not reading.harm


def test_the_armed_do_not_enter_the_killed() -> None:
    armed = _claim(0, 5, 5, group=Group.BELLIGERENTS, status=Status.BELLIGERENT)
    reading = read_account([armed])
    assert reading.killed == UNKNOWN
    assert reading.status is Status.BELLIGERENT
    assert not reading.harm
    assert read_account([armed, _claim(30, 2, 2)]).killed == Range(2, 2)


def test_at_least_leaves_the_highest_unknown() -> None:
    assert read_account([_claim(0, 9, None)]).killed == Range(9, None)


def test_a_vague_word_gives_its_least_when_nothing_better_is_said() -> None:
    vague = _claim(0, 20, None, basis=Basis.VAGUE)
    assert read_account([vague]).killed == Range(20, None)
    assert read_account([vague, _claim(40, 24, 24)]).killed == Range(24, 24)


def test_no_figure_is_unknown_and_still_harm() -> None:
    reading = read_account([_claim(0, None, None, basis=Basis.VAGUE, sure=0.3)])
    assert reading.killed == UNKNOWN
    assert reading.harm


def test_death_of_wounds_counts_where_no_other_death_is_told() -> None:
    died = _claim(0, 1, 1, kind=Kind.DIED_OF_WOUNDS)
    assert read_account([died]).killed == Range(1, 1)
    assert read_account([died, _claim(30, 4, 4)]).killed == Range(4, 4)


@pytest.mark.parametrize("kind", [Kind.MISSING, Kind.TRAPPED, Kind.RECOVERED])
def test_the_missing_and_the_found_enter_neither_end(kind: Kind) -> None:
    reading = read_account([_claim(0, 3, 3, kind=kind)])
    assert (reading.killed, reading.injured, reading.harm) == (UNKNOWN, UNKNOWN, True)


def test_the_injured_are_read_alike() -> None:
    assert read_account([_claim(0, 7, 7, kind=Kind.INJURED)]).injured == Range(7, 7)


_CLAIMS = st.lists(
    st.builds(
        lambda start, pair, kind, basis, group, event, sure: _claim(
            start,
            None if pair[0] is None or pair[1] is None else min(pair),
            None if pair[0] is None or pair[1] is None else max(pair),
            kind=kind,
            basis=basis,
            group=group,
            event=event,
            sure=sure,
        ),
        st.integers(0, 500),
        st.tuples(st.none() | st.integers(0, 90), st.none() | st.integers(0, 90)),
        st.sampled_from([Kind.KILLED, Kind.INJURED, Kind.DIED_OF_WOUNDS, Kind.MISSING]),
        st.sampled_from(Basis),
        st.sampled_from(Group),
        st.sampled_from(Event),
        st.floats(0.05, 1),
    ),
    max_size=8,
)


@given(_CLAIMS)
def test_every_end_was_claimed_and_order_does_not_matter(claims: list[Claim]) -> None:
    reading = read_account(claims)
    named = {end for c in claims for end in (c.min, c.max)}
    assert {reading.killed.min, reading.killed.max, reading.injured.min, reading.injured.max} <= named | {
        None
    }
    assert 0 <= reading.confidence <= 1
    starts = [c.start for c in claims]
    if len(set(starts)) == len(starts):
        assert read_account(claims[::-1]) == reading


def test_an_account_of_cumulative_totals_only_tells_of_no_event_of_its_own() -> None:
    total = _claim(0, 43, 43, event=Event.CUMULATIVE)
    assert read_account([total], date_basis="published").cumulative_only
    assert not read_account([total], date_basis="stated").cumulative_only
    assert not read_account([total, _claim(9, 2, 2)], date_basis="published").cumulative_only
    assert not read_account([], date_basis="published").cumulative_only


def test_more_than_twenty_is_twenty_one_at_least() -> None:
    assert read_account([_claim(0, 20, None, scope=OVER)]).killed == Range(21, None)
    assert read_account([_claim(0, 30, 40, scope=OVER)]).killed == Range(30, 41)


def test_killed_and_injured_in_one_number_give_no_number_of_either() -> None:
    reading = read_account([_claim(0, None, 35, scope=LUMPED)])
    assert reading.killed == UNKNOWN
    assert reading.harm


def test_up_to_takes_the_highest_figure_below_it_for_the_lowest() -> None:
    claims = [_claim(0, None, 9), _claim(20, 3, 3), _claim(40, 8, 8), _claim(60, 9, 9)]
    assert read_account(claims).killed == Range(8, 9)


@pytest.mark.parametrize(
    ("policy", "killed"),
    [
        ("leading figure", Range(6, 9)),
        ("first figure", Range(4, 4)),
        ("lowest and highest", Range(2, 9)),
    ],
)
def test_the_policy_chooses_among_the_figures_and_is_named(policy: str, killed: Range) -> None:
    claims = [
        _claim(0, 4, 4),
        _claim(20, 6, 6, event=Event.UPDATE),
        _claim(40, 2, 2),
        _claim(60, 9, 9, by="a clinic"),
    ]
    reading = read_account(claims, policy=policy)
    assert (reading.killed, reading.policy) == (killed, policy)


def test_every_policy_reads_one_plain_figure_alike() -> None:
    readings = [read_account([_claim(0, 4, 4)], policy=name) for name in POLICIES]
    assert {r.killed for r in readings} == {Range(4, 4)}
    assert read_account([_claim(0, 4, 4)]).policy == STANDING


@pytest.mark.parametrize("policy", POLICIES)
def test_no_policy_makes_a_figure_of_nothing(policy: str) -> None:
    claims = [_claim(0, 3, 3, group=Group.CHILDREN), _claim(20, 50, 50, event=Event.CUMULATIVE)]
    assert read_account(claims, policy=policy).killed == UNKNOWN


def test_a_vague_word_is_read_by_every_policy_where_nothing_else_is_told() -> None:
    vague = _claim(0, 12, None, basis=Basis.VAGUE)
    assert {read_account([vague], policy=name).killed for name in POLICIES} == {Range(12, None)}


def test_a_policy_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        read_account([], policy="the middle")


def test_a_vague_word_gives_way_to_the_risen_toll_told_in_the_same_breath() -> None:
    vague = _claim(0, 2, None, basis=Basis.VAGUE)
    assert read_account([vague, _claim(20, 10, 10, event=Event.UPDATE, by="a clinic")]).killed == Range(
        10, 10
    )
