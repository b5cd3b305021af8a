"""One actor under a viewpoint: its words, its listings, what it is within and through whose words."""

from __future__ import annotations

from datetime import date

from actors.words_of import day, denied, told
from cairn.actors.about import CONTESTED, GROUP, ITSELF, About, about
from cairn.actors.viewpoint import Viewpoint, standing
from cairn.vocab.relations import Designation

PARTY = told("party", "part_of", "front", by="delta")
WING = told("wing", "armed_wing_of", "party", by="reed", first=3)
DENIAL = denied("party", "part_of", "front", by="party")
PARTNER = told("wing", "partner_of", "ems", by="ems")
WORDS = (PARTY, WING, DENIAL, PARTNER)


def listed(actor: str, authority: str, start: date | None = None, end: date | None = None) -> Designation:
    return Designation(f"{actor}:{authority}", actor, authority, "a list", "an act", "a gazette", start, end)


LISTINGS = (
    listed("front", "ems", day(0)),
    listed("front", "delta"),
    listed("wing", "delta"),
    listed("marsh", "ems"),
)


def of_wing(holder: str = "", on: date | None = None) -> About:
    return about("wing", standing(WORDS, Viewpoint(holder), on), LISTINGS)


def bearing(found: About) -> set[tuple[str, str, str, bool]]:
    return {(x.designation.actor, x.designation.authority, x.bears, x.counts) for x in found.listings}


def test_neutral_it_is_within_what_nobody_denies_and_all_listings_count() -> None:
    found = of_wing()
    assert [g.member.of for g in found.groups_into] == ["party"]
    assert found.relations == (WING, PARTNER)
    assert [(c.relation, c.against) for c in found.contested] == [(PARTY, (DENIAL,))]
    assert bearing(found) == {
        ("wing", "delta", ITSELF, True),
        ("front", "delta", CONTESTED, True),
        ("front", "ems", CONTESTED, True),
    }


def test_as_one_holds_it_is_within_more_and_that_ones_listings_are_told_first_and_count() -> None:
    found = of_wing("delta")
    assert [(g.member.of, g.through) for g in found.groups_into] == [
        ("front", (WING, PARTY)),
        ("party", (WING,)),
    ]
    assert [(x.designation.actor, x.designation.authority, x.counts) for x in found.listings] == [
        ("wing", "delta", True),
        ("front", "delta", True),
        ("front", "ems", False),
    ]
    assert {x.bears for x in found.listings if x.designation.actor == "front"} == {GROUP}


def test_what_the_holder_denies_on_the_way_up_is_told_with_its_denial() -> None:
    found = of_wing("party")
    assert found.contested == ()
    assert [(c.relation, c.against) for c in found.left_out] == [(PARTY, (DENIAL,))]
    assert {x.bears for x in found.listings if x.designation.actor == "front"} == {CONTESTED}


def test_from_above_it_tells_who_counts_for_it_and_through_whose_words() -> None:
    found = about("front", standing(WORDS, Viewpoint("delta")))
    assert [(g.member.actor, g.through) for g in found.grouped_into_it] == [
        ("party", (PARTY,)),
        ("wing", (WING, PARTY)),
    ]


def test_on_a_day_only_words_and_listings_of_that_day_are_told() -> None:
    before = of_wing("delta", day(-1))
    assert (before.groups_into, before.relations) == ((), (PARTNER,))
    assert [(x.designation.actor, x.designation.authority) for x in before.listings] == [("wing", "delta")]
    assert [g.member.of for g in of_wing("delta", day(3)).groups_into] == ["front", "party"]
    ended = about("front", standing(WORDS, day=day(9)), [listed("front", "ems", day(0), day(8))])
    assert ended.listings == ()


def test_a_stretch_is_told_through_the_fewest_steps_with_everyone_who_says_each() -> None:
    ring = (
        *WORDS,
        told("wing", "part_of", "front", by="delta", first=5),
        told("wing", "part_of", "front", by="ems"),
        told("front", "same_as", "fen", by="reed"),
    )
    found = {g.member.of: g.through for g in about("wing", standing(ring, Viewpoint("delta"))).groups_into}
    assert [r.asserted_by for r in found["front"]] == ["ems"]  # on its first day, which is not told
    assert [(r.subject, r.object) for r in found["fen"]] == [("wing", "front"), ("front", "fen")]
