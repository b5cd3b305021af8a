from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.incident import project
from cairn.incident.model import JoinedAccount
from incident.told import (
    UNKNOWN,
    Basis,
    Claim,
    DateSpan,
    Event,
    Group,
    Kind,
    Precision,
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


def test_one_article_that_quotes_two_sources_carries_two_origins() -> None:
    one = account(
        "a", killed(4, attributed_to="Hill Observatory"), killed(6, attributed_to="North Rescue Team")
    )
    assert project([one]).figures.killed == Range(4, 6)


def test_outlets_that_quote_one_team_are_one_origin_with_the_team_itself() -> None:
    said = {"attributed_to": "North Rescue Team"}
    outlets = [account(n, killed(4, **said), published="2031-05-02") for n in "abc"]
    team = account("t", killed(6), source="North Rescue Team", published="2031-05-04")
    found = project([*outlets, team])
    assert found.figures.killed == Range.exactly(6)
    assert len(found.origins) == 1


def test_a_source_is_known_by_its_name_inside_a_longer_phrase() -> None:
    vests = account("v", killed(5), source="Orange Vests", published="2031-05-04")
    outlet = account("a", killed(3, attributed_to="the spokesman of Orange Vests said"))
    assert project([outlet, vests]).figures.killed == Range.exactly(5)


def test_an_article_that_only_quotes_two_sources_is_no_origin_itself() -> None:
    both = account("a", killed(4, attributed_to="Hill Clinic"), injured(6, attributed_to="North Rescue Team"))
    assert set(project([both]).origins) == {"quoted:hill clinic", "quoted:north rescue team"}


def test_words_of_a_party_are_no_origin_of_the_harm() -> None:
    told = account("a", killed(4), by("atlas"))
    denial = account("b", Claim(Kind.DENIAL, 0, 1, value="atlas"), by("atlas"), party="atlas")
    enemy = account("c", killed(9), by("atlas"), party="boreas")
    copy = account("d", killed(9), by("atlas"), origin="origin-c", published="2031-05-03")
    assert project([told, denial, enemy, copy]).origins == ("origin-a",)


def test_a_party_that_concedes_harm_is_an_origin_of_it_and_one_that_declares_a_strike_is_not() -> None:
    told = account("a", killed(4), by("atlas"))
    own = account("b", Claim(Kind.CONCESSION, 0, 1, value="atlas"), by("atlas"), party="atlas")
    assert project([told, own]).origins == ("origin-a",)
    conceding = replace(own, reading=replace(own.reading, harm=True))
    assert project([told, conceding]).origins == ("origin-a", "origin-b")


def test_where_nobody_tells_of_harm_the_origins_are_those_of_the_event() -> None:
    found = project([account("a", by("atlas"), killed(0)), account("b", by("atlas"), party="atlas")])
    assert found.origins == ("origin-a",)


def test_a_name_given_in_two_scripts_is_one_origin_in_both() -> None:
    team = account("t", killed(6), source="Orange Vests (السترات البرتقالية)")
    arabic = account("a", killed(6, attributed_to="السترات البرتقالية"))
    latin = account("b", killed(6, attributed_to="Orange Vests"))
    assert project([team, arabic, latin]).origins == ("quoted:orange vests",)
    assert len(project([replace(team, source="Orange Vests"), arabic, latin]).origins) == 2


def test_witnesses_of_two_reports_stay_two_origins() -> None:
    found = project([account(n, killed(2, attributed_to="eyewitnesses")) for n in "ab"])
    assert len(found.origins) == 2


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


def test_belligerents_told_apart_are_counted_apart() -> None:
    found = project([account("a", killed(5, status=Status.CIVILIAN), killed(2, status=Status.BELLIGERENT))])
    assert found.figures.killed == Range.exactly(5)
    assert found.figures.belligerents_killed == Range.exactly(2)


def test_belligerents_inside_a_total_of_unknown_status_are_taken_out_of_it() -> None:
    found = project([account("a", killed(7), killed(2, group=Group.BELLIGERENTS))])
    assert found.figures.killed == Range.exactly(5)
    assert any("taken out" in flag for flag in found.flags)


@pytest.mark.parametrize(
    "armed", [killed(7, group=Group.BELLIGERENTS), killed(1, group=Group.BELLIGERENTS, basis=Basis.IMPLIED)]
)
def test_as_many_belligerents_as_the_total_or_one_merely_described_are_not_taken_out(armed: Claim) -> None:
    assert project([account("a", killed(7), armed)]).figures.killed == Range.exactly(7)


def test_the_dead_of_unknown_status_count_as_civilians() -> None:
    assert project([account("a", killed(4, status=Status.UNKNOWN))]).figures.killed == Range.exactly(4)


@pytest.mark.parametrize(("status", "expected"), [(Status.CIVILIAN, (5, 7)), (Status.UNKNOWN, (3, 5))])
def test_contested_dead_are_in_the_maximum_and_not_in_the_minimum(
    status: Status, expected: tuple[int, int]
) -> None:
    found = project([account("a", killed(5, status=status), killed(2, status=Status.CONTESTED))])
    assert found.figures.killed == Range(*expected)


def test_one_contested_dead_alone_gives_nought_to_one() -> None:
    assert project([account("a", killed(1, status=Status.CONTESTED))]).figures.killed == Range(0, 1)


def test_the_attackers_own_word_moves_neither_range_nor_status() -> None:
    locals_ = account("a", killed(6), by("atlas"))
    attacker = account("p", killed(12, status=Status.BELLIGERENT), by("atlas"), party="atlas")
    found = project([locals_, attacker])
    assert found.figures == project([locals_]).figures
    assert "own word" in found.excluded["p.1"]


def test_an_attacker_quoted_by_an_outlet_moves_nothing_either() -> None:
    quoted = killed(12, status=Status.BELLIGERENT, attributed_to="Atlas")
    found = project([account("a", killed(6), by("atlas")), account("b", quoted)])
    assert found.figures.belligerents_killed == UNKNOWN


def test_what_an_attacker_concedes_stands_in_its_own_column() -> None:
    found = project([
        account("a", killed(6), by("atlas")),
        account("p", Claim(Kind.CONCESSION, 0, 1), killed(2), by("atlas"), party="atlas"),
    ])  # fmt: skip
    assert found.figures.killed == Range.exactly(6)
    assert "concession" in found.excluded["p.1"]
    assert "own column" in found.excluded["p.2"]


def test_a_partys_figure_for_its_enemys_strike_is_kept_as_an_allegation() -> None:
    found = project(
        [account("a", killed(6), by("atlas")), account("p", killed(9), by("atlas"), party="borea")]
    )
    assert found.figures.killed == Range(6, 9)
    assert "killed_max rests on the word of a party to the conflict alone" in found.flags
    assert not any("killed_min rests" in flag for flag in found.flags)


def test_a_denial_moves_nothing() -> None:
    told = account("a", killed(6), by("atlas"))
    denial = account("p", Claim(Kind.DENIAL, 0, 1), party="atlas")
    found, without = project([told, denial]), project([told])
    assert (found.figures, found.harm_reported, found.actors) == (
        without.figures, without.harm_reported, without.actors,
    )  # fmt: skip
    assert "denial" in found.excluded["p.1"]


def test_a_concession_alone_says_that_harm_is_reported() -> None:
    found = project([account("p", Claim(Kind.CONCESSION, 0, 1), by("atlas"), party="atlas")])
    assert found.harm_reported == "yes"


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


def test_the_date_most_origins_support_stands() -> None:
    told = [account("a", day=on(3)), account("b", day=on(4)), account("c", day=on(4))]
    found = project(told)
    assert found.date == on(4)


def test_copies_of_one_origin_do_not_outvote_two_origins() -> None:
    copies = [account(n, day=on(3), origin="copied") for n in "abc"]
    assert project([*copies, account("x", day=on(4)), account("y", day=on(4))]).date == on(4)


def test_a_month_supports_a_day_in_it() -> None:
    told = [account("a", day=on(3)), account("b", day=DateSpan.month(2031, 5)), account("c", day=on(1, 6))]
    found = project(told)
    assert found.date == on(3)
    assert any("another date" in flag for flag in found.flags)


def test_a_stated_date_stands_over_days_of_publication() -> None:
    told = [account(n, day=on(6), day_basis="published") for n in "abc"]
    assert project([*told, account("x", day=on(5))]).date == on(5)


def test_the_earliest_stands_among_equals() -> None:
    assert project([account("a", day=on(9)), account("b", day=on(8))]).date == on(8)


def test_the_date_cites_the_claims_that_tell_it() -> None:
    told = account("a", Claim(Kind.DATE, 0, 1, value="2031-05-03"), day=on(3))
    assert project([told]).receipts["date"] == ("a.1",)


def test_a_village_in_the_province_others_name_is_the_place() -> None:
    village = place("Little Ford", 35.1, 38.1)
    province = place("Ford Province", 35.3, 38.3, Precision.PROVINCE)
    found = project([account("a", place=province), account("b", place=village), account("c", place=province)])
    assert found.place is not None
    assert found.place.name == "Little Ford"


def test_places_far_apart_are_flagged() -> None:
    told = [account("a", place=place("Ford", 35, 38)), account("b", place=place("Ford", 36, 38))]
    assert any("lie apart" in flag for flag in project(told).flags)


def test_an_actor_counts_where_a_live_claim_names_it() -> None:
    found = project(
        [
            account("a", by("atlas")),
            account("b", by("atlas")),
            account("c", reading=Reading(belligerents=("borea",))),
        ]
    )
    assert found.actors == {"atlas": ("origin-a", "origin-b")}
    assert found.receipts["actor:atlas"] == ("a.1", "b.1")


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


def test_the_part_of_day_that_most_origins_tell_is_the_incidents() -> None:
    def told(name: str, part: str) -> JoinedAccount:
        return account(name, killed(2), reading=Reading(time=part))

    assert project([told("a", "dawn"), told("b", "dawn"), told("c", "evening"), told("d", "")]).time == "dawn"
    assert project([told("a", "dawn"), told("b", "evening")]).time == ""
    assert project([told("a", "")]).time == ""


def test_the_armed_are_taken_out_of_the_figure_that_the_reading_rests_on() -> None:
    whole, armed, later = killed(6), killed(2, status=Status.BELLIGERENT), killed(9)
    said = [replace(c, start=n * 10, end=n * 10 + 5) for n, c in enumerate((whole, armed, later))]
    reading = Reading(killed=Range.exactly(4), killed_from=((0, 5), (10, 15)))
    told = account("a", *said, reading=reading)
    assert project([told]).figures.killed == Range.exactly(4)
    elsewhere = replace(reading, killed=Range.exactly(6), killed_from=((0, 5),))
    assert project([account("a", *said, reading=elsewhere)]).figures.killed == Range.exactly(6)
