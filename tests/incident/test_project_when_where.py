"""The day, the place, the actors and the part of day of an incident."""

from cairn.incident import project
from cairn.incident.model import JoinedAccount
from incident.told import (
    Claim,
    DateSpan,
    Kind,
    Precision,
    Reading,
    account,
    by,
    killed,
    on,
    place,
)  # fmt: skip


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


def test_the_part_of_day_that_most_origins_tell_is_the_incidents() -> None:
    def told(name: str, part: str) -> JoinedAccount:
        return account(name, killed(2), reading=Reading(time=part))

    assert project([told("a", "dawn"), told("b", "dawn"), told("c", "evening"), told("d", "")]).time == "dawn"
    assert project([told("a", "dawn"), told("b", "evening")]).time == ""
    assert project([told("a", "")]).time == ""
