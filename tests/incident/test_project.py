"""The figures of an incident: the range over its origins, what stands beside it, groups, and a person's word."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.incident import project
from incident.told import (
    UNKNOWN,
    Basis,
    Claim,
    DateSpan,
    Event,
    Group,
    Kind,
    Range,
    Reading,
    Status,
    account,
    by,
    count,
    injured,
    killed,
    on,
    place,
)  # fmt: skip


def test_nothing_is_known_of_no_accounts() -> None:
    found = project([])
    assert found.figures.killed == UNKNOWN
    assert found.harm_reported == "unknown"
    assert found.date is None
    assert found.place is None


def test_the_range_runs_from_the_lowest_to_the_highest_origin() -> None:
    found = project([account("a", killed(3)), account("b", killed(8)), account("c", killed(5))])
    assert found.figures.killed == Range(3, 8)
    assert found.receipts["killed_min"] == ("a.1",)
    assert found.receipts["killed_max"] == ("b.1",)


def test_the_latest_figure_of_an_origin_stands_though_it_is_lower() -> None:
    early = account("a", killed(9), origin="rescue", published="2031-05-01")
    late = account("b", killed(7), origin="rescue", published="2031-05-03")
    found = project([late, early])
    assert found.figures.killed == Range.exactly(7)
    assert "superseded" in found.excluded["a.1"]


def test_figures_of_unknown_moment_neither_supersede_nor_are_superseded() -> None:
    found = project([account("a", killed(9), origin="o", published=""), account("b", killed(7), origin="o")])
    assert found.figures.killed == Range(7, 9)


def test_a_figure_of_another_scope_supersedes_nothing() -> None:
    early = account("a", killed(9), origin="o", published="2031-05-01")
    late = account("b", killed(2, scope="first phase"), origin="o", published="2031-05-03")
    assert project([early, late]).figures.killed == Range(2, 9)


def test_a_stated_number_stands_over_a_vague_one_in_the_same_account() -> None:
    found = project([account("a", killed(24, None, basis=Basis.VAGUE), killed(31))])
    assert found.figures.killed == Range.exactly(31)


def test_one_person_told_of_later_is_no_newer_toll_of_the_same_origin() -> None:
    toll = account("a", killed(5), origin="rescue", published="2031-05-01")
    person = account("b", killed(1, basis=Basis.IMPLIED), origin="rescue", published="2031-05-03")
    found = project([toll, person])
    assert found.figures.killed == Range.exactly(5)
    assert found.excluded == {"b.1": "tells of one person, gives no toll: the same source states one"}


def test_a_party_that_mourns_one_of_its_own_sets_no_lowest_figure_where_others_state_totals() -> None:
    notice = account("p", killed(1, basis=Basis.IMPLIED), by("atlas"), party="boreas")
    found = project([account("a", killed(9), by("atlas")), account("b", killed(11)), notice])
    assert found.figures.killed == Range(9, 11)
    assert found.excluded["p.1"].startswith("tells of one person, gives no toll")
    assert project([notice, account("c", killed(None))]).figures.killed == Range.exactly(1)


def test_one_person_told_of_by_an_independent_origin_stays_the_lowest_figure() -> None:
    alone = account("a", killed(1, basis=Basis.IMPLIED))
    assert project([alone, account("b", killed(5))]).figures.killed == Range(1, 5)


def test_a_vague_word_gives_a_minimum_only() -> None:
    found = project([account("a", killed(24, 99, basis=Basis.VAGUE))])
    assert found.figures.killed == Range(24, None)


@pytest.mark.parametrize("event", [Event.OTHER, Event.CUMULATIVE])
def test_a_figure_of_something_else_is_excluded_with_the_reason(event: Event) -> None:
    found = project([account("a", killed(3), killed(120, event=event, scope="the province in May"))])
    assert found.figures.killed == Range.exactly(3)
    assert found.excluded["a.2"]


def test_a_family_is_an_unknown_number_and_harm_all_the_same() -> None:
    found = project([account("a", killed(None))])
    assert found.figures.killed == UNKNOWN
    assert found.harm_reported == "yes"
    assert any("family" in flag for flag in found.flags)


@pytest.mark.parametrize("kind", [Kind.MISSING, Kind.TRAPPED, Kind.RECOVERED])
def test_missing_trapped_and_recovered_stand_beside_the_range(kind: Kind) -> None:
    found = project([account("a", killed(3), count(2, kind=kind))])
    assert found.figures.killed == Range.exactly(3)
    assert found.beside[kind.value] == Range.exactly(2)


def test_a_death_of_wounds_moves_a_person_from_injured_to_killed() -> None:
    toll = account("a", killed(3), injured(4), origin="clinic", published="2031-05-01")
    death = account("b", count(1, kind=Kind.DIED_OF_WOUNDS), origin="clinic", published="2031-05-10")
    found = project([toll, death])
    assert found.figures.killed == Range.exactly(4)
    assert found.figures.injured == Range.exactly(3)
    assert "b.1" in found.receipts["killed_min"]


def test_more_deaths_of_wounds_than_injured_leave_the_injured_as_told() -> None:
    toll = account("a", killed(9), injured(5), origin="clinic", published="2031-05-01")
    death = account("b", count(6, kind=Kind.DIED_OF_WOUNDS), origin="clinic", published="2031-05-10")
    assert project([toll, death]).figures.injured == Range.exactly(5)


def test_a_death_of_wounds_told_by_another_origin_raises_the_maximum_only() -> None:
    toll = account("a", killed(3), published="2031-05-01")
    death = account("b", count(1, kind=Kind.DIED_OF_WOUNDS), published="2031-05-10")
    assert project([toll, death]).figures.killed == Range(3, 4)


def test_a_death_of_wounds_that_may_be_the_whole_toll_raises_nothing() -> None:
    toll = account("a", killed(1), published="2031-05-01")
    death = account("b", count(1, kind=Kind.DIED_OF_WOUNDS), published="2031-05-10")
    assert project([toll, death]).figures.killed == Range.exactly(1)


def test_a_toll_of_unknown_moment_may_hold_a_death_of_wounds_already() -> None:
    toll = account("a", killed(3), published="")
    death = account("b", count(1, kind=Kind.DIED_OF_WOUNDS), published="2031-05-10")
    assert project([toll, death]).figures.killed == Range.exactly(3)


def test_a_death_of_wounds_alone_is_a_death() -> None:
    assert project([account("a", count(1, kind=Kind.DIED_OF_WOUNDS))]).figures.killed == Range.exactly(1)


def test_children_women_and_men_have_their_own_ranges() -> None:
    found = project([
        account("a", killed(6), killed(2, group=Group.CHILDREN), killed(1, group=Group.WOMEN)),
        account("b", killed(6), killed(3, group=Group.CHILDREN)),
    ])  # fmt: skip
    assert found.figures.children_killed == Range(2, 3)
    assert found.figures.women_killed == Range.exactly(1)
    assert found.figures.men_killed == UNKNOWN
    assert found.figures.killed == Range.exactly(6)


def test_groups_are_added_up_where_no_total_is_told() -> None:
    found = project([account("a", killed(2, group=Group.CHILDREN), killed(1, group=Group.WOMEN))])
    assert found.figures.killed == Range.exactly(3)


def test_groups_above_the_total_are_a_warning_and_no_refusal() -> None:
    found = project([account("a", killed(3), killed(3, group=Group.CHILDREN), killed(1, group=Group.WOMEN))])
    assert found.figures.killed == Range.exactly(3)
    assert any("add up to 4" in flag for flag in found.flags)


def test_named_dead_above_the_range_are_flagged_and_raise_no_minimum() -> None:
    names = [Claim(Kind.VICTIM, 0, 1, value=f"Invented Person {n}") for n in "ABC"]
    found = project([account("a", killed(2), *names)])
    assert found.figures.killed == Range.exactly(2)
    assert any("3 people are named" in flag for flag in found.flags)


def test_a_person_named_twice_is_one_person() -> None:
    names = [Claim(Kind.VICTIM, 0, 1, value=v) for v in ("سلمى الوهمية", "سَلمى الوهميه")]
    assert not project([account("a", killed(1), *names)]).flags


def test_a_reading_that_no_live_claim_carries_does_not_count() -> None:
    stale = Reading(killed=Range.exactly(40))
    assert project([account("a", killed(4), reading=stale)]).figures.killed == Range.exactly(4)


def test_among_figures_of_one_account_the_one_the_reading_chose_stands() -> None:
    chosen = Reading(killed=Range.exactly(4))
    found = project([account("a", killed(4), killed(9), reading=chosen)])
    assert found.figures.killed == Range.exactly(4)


def test_the_last_update_in_an_account_stands() -> None:
    update = replace(killed(9, event=Event.UPDATE), start=40, end=44)
    assert project([account("a", killed(3), update)]).figures.killed == Range.exactly(9)


def test_no_harm_is_reported_where_only_nought_is_counted() -> None:
    assert project([account("a", killed(0), injured(0))]).harm_reported == "no"
    assert project([account("a", killed(0), injured(2))]).harm_reported == "yes"


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({"killed_min": 5}, Range(5, 8)),
        ({"killed_min": "9"}, Range(9, 9)),
        ({"killed_max": None}, Range(3, None)),
        ({"killed_max": 2}, Range(2, 2)),
        ({"killed_min": 1, "killed_max": 20}, Range(1, 20)),
    ],
)
def test_a_persons_figure_wins(overrides: dict[str, object], expected: Range) -> None:
    found = project([account("a", killed(3)), account("b", killed(8))], overrides)
    assert found.figures.killed == expected
    assert all(found.receipts[key] == ("person",) for key in overrides)


def test_a_persons_date_and_place_win() -> None:
    overrides = {"date_start": "2031-05-09", "place_name": "Far Ford", "lat": "35.5", "lon": 38.5}
    found = project([account("a", day=on(3), place=place("Ford", 35, 38))], overrides)
    assert found.date == on(9)
    assert found.place is not None
    assert found.place.name == "Far Ford"
    assert found.place.point is not None
    assert found.place.point.lat == 35.5
    assert found.receipts["date"] == found.receipts["place"] == ("person",)


@pytest.mark.parametrize("bad", [{"killed": 3}, {"killed_min": "many"}, {"killed_min": 5, "killed_max": 3}])
def test_it_refuses_what_a_person_cannot_set(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        project([account("a", killed(3))], bad)


figures = st.builds(
    lambda low, more, **rest: count(low, None if more is None else low + more, **rest),
    st.integers(0, 9), st.none() | st.integers(0, 5),
    kind=st.sampled_from([Kind.KILLED, Kind.INJURED, Kind.MISSING, Kind.DIED_OF_WOUNDS]),
    basis=st.sampled_from(Basis), group=st.sampled_from(Group), status=st.sampled_from(Status),
    event=st.sampled_from(Event),
    attributed_to=st.sampled_from(["", "witnesses", "Hill Observatory", "atlas"]),
)  # fmt: skip
claims = figures | st.sampled_from([by("atlas"), by("borea"), killed(None), Claim(Kind.DENIAL, 0, 1)])


@st.composite
def cases(draw: st.DrawFn) -> list:
    return [
        account(
            f"a{n}", *draw(st.lists(claims, max_size=4)),
            origin=draw(st.sampled_from(["", "o1", "o2"])), party=draw(st.sampled_from(["", "atlas"])),
            published=draw(st.sampled_from(["", "2031-05-01", "2031-05-02"])),
            day=draw(st.none() | st.sampled_from([on(1), on(2), DateSpan.month(2031, 5)])),
            place=draw(st.none() | st.sampled_from([place("Ford", 35, 38), place("Mill", 35.2, 38)])),
        )
        for n in range(draw(st.integers(0, 5)))
    ]  # fmt: skip


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_accounts_does_not_matter(told: list, random) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)
    assert project(shuffled) == project(told)


@given(cases())
def test_a_silent_report_changes_nothing_but_the_number_of_reports(told: list) -> None:
    silent = account("zz", reading=Reading())
    before = project(told)
    assert project([*told, silent]) == replace(before, reports=before.reports + 1)


@given(cases())
def test_every_known_end_has_a_receipt_and_no_receipt_is_excluded(told: list) -> None:
    found = project(told)
    ids = {i for a in told for i, _ in a.claims}
    for name in type(found.figures).__dataclass_fields__:
        known = getattr(found.figures, name)
        for end in ("min", "max"):
            assert (getattr(known, end) is not None) == (f"{name}_{end}" in found.receipts)
    cited = {i for receipts in found.receipts.values() for i in receipts}
    assert cited <= ids
    assert not cited & set(found.excluded)
    assert set(found.excluded) <= ids
    assert all(found.excluded.values())
