"""Relations and designations: one row checked, and what ships."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cairn.errors import CairnError, RowRejected
from cairn.vocab.actors import registry
from cairn.vocab.load import use_words
from cairn.vocab.relations import (
    RELATIONS,
    Designation,
    Relation,
    designation_from,
    designations,
    designations_from,
    relation_from,
    relations,
    relations_from,
)

KNOWN = {"reed_guard", "marsh_league", "hill_republic"}
WING = {
    "subject": "reed_guard",
    "relation": "armed_wing_of",
    "object": "marsh_league",
    "asserted_by": "hill_republic",
    "source": "Gazette of the Hill Republic, No. 4 of 2 May 2031",
}
LISTED = {
    "actor": "reed_guard",
    "authority": "hill_republic",
    "list": "Forbidden bodies",
    "act": "Act No. 9 of 3 June 2031",
    "source": "Gazette of the Hill Republic, No. 6",
}


def test_a_row_becomes_a_relation_with_its_author_days_and_countries() -> None:
    told = relation_from(
        {**WING, "from": "2031-05-02", "to": date(2032, 1, 1), "said": "2031-05-02", "countries": "HR, MA"},
        KNOWN,
    )
    assert (told.id, told.about) == ("reed_guard:armed_wing_of:marsh_league:hill_republic:1", "armed_wing_of")
    assert (told.start, told.end, told.said) == (date(2031, 5, 2), date(2032, 1, 1), date(2031, 5, 2))
    assert told.countries == ("HR", "MA")
    assert told.holds(date(2031, 5, 2), "HR")
    assert not told.holds(date(2031, 5, 1), "HR")
    assert not told.holds(None, "HR")


def test_what_is_told_for_countries_holds_in_none_that_is_not_known_whatever_the_day() -> None:
    told = relation_from({**WING, "countries": "HR"}, KNOWN)
    assert [told.holds(day, where) for day in (None, date(2031, 5, 2)) for where in ("HR", "", "MA")] == [
        True, False, False, True, False, False
    ]  # fmt: skip


def test_a_denial_speaks_of_what_it_denies() -> None:
    told = relation_from(
        {**WING, "relation": "denies", "denied": "part_of", "asserted_by": "reed_guard"}, KNOWN
    )
    assert (told.relation, told.about, told.asserted_by) == ("denies", "part_of", "reed_guard")


def test_an_author_who_is_no_actor_goes_by_a_name() -> None:
    told = relation_from({**WING, "asserted_by": "Observatory of the Fens"}, KNOWN)
    assert told.asserted_by == "Observatory of the Fens"
    assert told.id == "reed_guard:armed_wing_of:marsh_league:observatory_of_the_fens:1"


def test_an_id_that_is_given_is_kept_and_rows_alike_are_numbered_in_their_order() -> None:
    later = {**WING, "from": "2033-01-01"}
    ids = [r.id for r in relations_from([WING, {**WING, "id": "w7"}, later], KNOWN)]
    assert ids == [
        "reed_guard:armed_wing_of:marsh_league:hill_republic:1",
        "w7",
        "reed_guard:armed_wing_of:marsh_league:hill_republic:2",
    ]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"object": "reed_guard"}, "relation-to-itself", "object"),
        ({"relation": "cousin_of"}, "relation-unknown-kind", "relation"),
        ({"relation": ""}, "relation-unknown-kind", "relation"),
        ({"subject": "moon_guard"}, "relation-actor-unknown", "subject"),
        ({"object": None}, "relation-actor-unknown", "object"),
        ({"asserted_by": "hill_repulbic"}, "relation-actor-unknown", "asserted_by"),
        ({"asserted_by": "  "}, "relation-without-author", "asserted_by"),
        ({"source": ""}, "relation-without-source", "source"),
        ({"from": "2031-05-02", "to": "2031-05-01"}, "relation-days-reversed", "to"),
        ({"from": "May 2031"}, "relation-day-unreadable", "from"),
        ({"said": "2031-02-30"}, "relation-day-unreadable", "said"),
        ({"relation": "denies"}, "relation-denial-of-nothing", "denied"),
        ({"relation": "denies", "denied": "denies"}, "relation-denial-of-nothing", "denied"),
        ({"denied": "part_of"}, "relation-denial-of-nothing", "denied"),
        ({"countries": ["Hills"]}, "relation-country", "countries"),
    ],
)
def test_a_faulty_relation_is_refused_with_field_and_remedy(
    change: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(RowRejected) as refused:
        relation_from({**WING, **change}, KNOWN)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.remedy


def test_a_row_becomes_a_designation_by_an_authority() -> None:
    told = designation_from({**LISTED, "from": "2031-06-03", "to": ""}, KNOWN)
    assert told == Designation(
        "reed_guard:designated:hill_republic:1",
        "reed_guard",
        "hill_republic",
        "Forbidden bodies",
        "Act No. 9 of 3 June 2031",
        "Gazette of the Hill Republic, No. 6",
        date(2031, 6, 3),
        None,
    )


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"authority": ""}, "designation-without-authority", "authority"),
        ({"authority": "hill_repulbic"}, "designation-actor-unknown", "authority"),
        ({"authority": "reed_guard"}, "designation-of-itself", "authority"),
        ({"actor": "moon_guard"}, "designation-actor-unknown", "actor"),
        ({"source": None}, "designation-without-source", "source"),
        ({"from": "3 June"}, "designation-day-unreadable", "from"),
        ({"from": "2031-06-03", "to": "2031-06-02"}, "designation-days-reversed", "to"),
    ],
)
def test_a_faulty_designation_is_refused_with_field_and_remedy(
    change: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(RowRejected) as refused:
        designation_from({**LISTED, **change}, KNOWN)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.remedy


def test_two_rows_with_one_given_id_are_refused() -> None:
    with pytest.raises(CairnError) as refused:
        designations_from([{**LISTED, "id": "x"}, {**LISTED, "id": "x"}], KNOWN)
    assert refused.value.code == "relation-id-twice"


def test_a_teams_word_list_adds_relations_that_are_checked_too() -> None:
    row = 'relation = [{{ subject = "sdf", relation = "partner_of", object = "{0}", asserted_by = "A", source = "s" }}]'
    try:
        use_words({"relations": row.format("jordan")})
        assert any(r.object == "jordan" and r.subject == "sdf" for r in relations())
        use_words({"relations": row.format("sdf")})
        with pytest.raises(CairnError) as refused:
            relations()
        assert refused.value.code == "relation-to-itself"
    finally:
        use_words({})


# What ships.


def test_every_row_that_ships_names_its_source_and_knows_its_actors() -> None:
    listed = registry()
    for told in relations():
        assert told.source, told.id
        assert {told.subject, told.object} <= set(listed), told.id
        assert told.subject != told.object, told.id
        assert told.relation in RELATIONS, told.id
    for listing in designations():
        assert listing.source, listing.id
        assert listing.list, listing.id
        assert listing.act, listing.id
        assert listing.actor in listed, listing.id


def test_ids_that_ship_are_unique_across_a_table() -> None:
    for table in (relations(), designations()):
        ids = [told.id for told in table]
        assert len(set(ids)) == len(ids)


def test_nobody_denies_a_relation_that_nobody_asserts_of_these_two() -> None:
    """A denial of what nobody said would stand on a page alone; the article of a split is the exception."""
    asserted = {(r.subject, r.object) for r in relations() if not r.denied}
    lonely = {(r.subject, r.object) for r in relations() if r.denied} - asserted
    assert lonely <= {("hts", "al_qaeda"), ("isis", "al_qaeda")}


def told_by(author: str, subject: str, relation: str, other: str) -> Relation:
    (found, *_) = (
        r
        for r in relations()
        if (r.asserted_by, r.subject, r.about, r.object) == (author, subject, relation, other)
    )
    return found


def test_the_seed_articles_words_ship_with_it_as_their_author() -> None:
    assert told_by("TRT World", "sdf", "dominated_by", "ypg").said == date(2017, 8, 5)
    assert told_by("TRT World", "ypg", "armed_wing_of", "pyd").said == date(2017, 8, 5)


def test_turkey_the_united_states_and_the_bodies_themselves_contradict_each_other_and_all_stand() -> None:
    assert not told_by("turkey", "ypg", "part_of", "pkk").denied
    assert not told_by("turkey", "pyd", "same_as", "pkk").denied
    assert not told_by("turkey", "pkk", "controls", "sdf").denied
    for author in ("ypg", "united_states"):
        assert told_by(author, "ypg", "part_of", "pkk").denied
    assert told_by("pyd", "pyd", "part_of", "pkk").denied
    assert told_by("united_states", "ypg", "partner_of", "pkk").said == date(2016, 4, 28)
    assert told_by("united_states", "united_states", "supplies", "ypg").start == date(2017, 5, 30)


def listed_by(authority: str, actor: str) -> tuple[Designation, ...]:
    return tuple(d for d in designations() if (d.authority, d.actor) == (authority, actor))


def test_the_pkk_is_listed_by_three_and_the_ypg_by_turkey_alone() -> None:
    assert date(1997, 10, 8) in {d.start for d in listed_by("united_states", "pkk")}
    (of_union,) = listed_by("european_union", "pkk")
    assert (of_union.start, "2002/340/CFSP" in of_union.act) == (date(2002, 5, 2), True)
    assert {d.authority for d in designations() if d.actor == "pkk"} >= {"turkey", "united_kingdom"}
    assert {d.authority for d in designations() if d.actor in ("ypg", "pyd", "sdf")} == {"turkey"}


def test_a_whole_and_its_wing_are_told_apart_and_a_listing_that_was_lifted_has_an_end() -> None:
    assert not listed_by("european_union", "hezbollah")
    assert listed_by("european_union", "hezbollah_military_wing")[0].start == date(2013, 7, 25)
    assert listed_by("united_kingdom", "hezbollah")[0].start == date(2019, 3, 1)
    assert {d.end for d in listed_by("united_states", "hts")} == {date(2025, 7, 7)}
