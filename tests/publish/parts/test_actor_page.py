"""Who is who on a site: each word with its author, contested ones apart, and each viewpoint called what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cairn.actors.viewpoint import Viewpoint, standing
from cairn.publish.allow import public
from cairn.publish.formats import encode, public_tables, tables_of
from cairn.publish.parts.actor_page import ActorPage, ActorPages, holders_of, slug_of_view, tells_else
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from cairn.publish.rows.who_is_who import concerned, speakers
from publish.sample import sample
from publish.sample_control import GUARD, HOSTILE, PACT, PERSON, SECRET_SOURCE


def page(actor: str, holder: str = "", lang: str = "en", record: Record | None = None) -> ActorPage:
    found = index(record or public(sample()))
    who = found.record.who
    slugs = {key: key for key in who.shown(concerned(found.record), speakers(found.record))}
    return ActorPages(found, slugs, lang).page(
        actor, standing(who.relations, Viewpoint(holder)), [PACT], "../"
    )


def test_what_is_contested_stands_apart_with_who_says_it_and_who_denies_it() -> None:
    found = page(GUARD)
    assert "armed wing" not in str(found.relations)
    (apart,) = found.contested
    assert apart.told == "River Guard is an armed wing of Reed Banner"
    assert apart.author == "Northern Pact"
    assert apart.against == (("denied by River Guard, 9 January 2017", f"{GUARD}, a statement"),)
    assert apart.why == "contested: nothing chooses between the two"


def test_as_the_one_who_says_it_holds_it_counts_and_is_called_so() -> None:
    found = page(GUARD, PACT)
    assert found.grouped == "grouped as Northern Pact designates it"
    assert found.held == "as Northern Pact holds"
    assert [g.name for g in found.groups_into] == ["Reed Banner"]
    counted = next(r for r in found.relations if "armed wing" in r.told)
    assert counted.against[0][0].startswith("denied by River Guard")


def test_what_is_contested_is_drawn_dashed_and_firm_as_the_one_who_says_it_holds() -> None:
    neutral, held = page(GUARD).drawing, page(GUARD, PACT).drawing
    assert ("s-days" in neutral, "s-range" in neutral) == (True, False)
    assert ("s-days" in held, "s-range" in held) == (False, True)
    assert "Reed Banner" in page(GUARD, lang="ar").drawing or "banner" in page(GUARD, lang="ar").drawing


def test_for_whom_it_counts_tells_the_countries_as_well_as_the_days() -> None:
    record = public(sample())
    words = [replace(w, countries=("SY",)) for w in record.who.relations]
    record = replace(record, who=replace(record.who, relations=tuple(words)))
    (group,) = page(GUARD, PACT, record=record).groups_into
    assert group.days == "days not told; Syria"


def test_as_the_one_who_denies_it_holds_it_does_not_count() -> None:
    found = page(GUARD, GUARD)
    assert found.groups_into == ()
    (apart,) = found.contested
    assert apart.why == "contradicted by the author whose viewpoint this is"


def test_neutral_is_the_default_and_says_so() -> None:
    found = page(GUARD)
    assert found.neutral
    assert found.held == "uncontested relations only"


def test_a_body_counts_for_its_whole_and_a_partner_does_not() -> None:
    assert [g.name for g in page("azure-command").groups_into] == ["Northern Pact"]
    assert [g.name for g in page(PACT).grouped_into_it] == ["Azure Command"]
    assert page(PACT).grouped_into_it[0].days == "1 January 2016 to 1 January 2018"


def test_a_listing_has_its_authority_list_act_and_days() -> None:
    (listing,) = page("reed-banner").listings
    assert (listing.authority, listing.list, listing.act) == ("Northern Pact", HOSTILE, "Order 7 of 2016")
    assert listing.days == "from 1 May 2016"


def test_a_listing_of_what_contested_words_put_it_within_is_called_so() -> None:
    listing = next(x for x in page(GUARD).listings if x.list == HOSTILE)
    assert listing.bears == "lists Reed Banner, which contested words put it within"


@pytest.mark.parametrize(("lang", "first"), [("en", "الحلف الشمالي"), ("ar", "Northern Pact")])
def test_names_stand_in_every_script_and_other_spellings_in_none(lang: str, first: str) -> None:
    found = page(PACT, lang=lang)
    assert [n.words for n in found.names] == [first, "Kuzey Paktı"]
    assert "spelt otherwise" not in str(found)


def test_a_private_person_is_no_named_author_of_a_relation_or_a_listing() -> None:
    found = page(GUARD)
    assert any(r.author == "local resident (name withheld)" for r in found.relations)
    assert any(x.authority == "local resident (name withheld)" for x in found.listings)
    told = str(found) + str(public(sample()).who)
    for secret in (PERSON, SECRET_SOURCE, "umm-invented"):
        assert secret not in told


def test_the_countries_a_word_is_told_for_are_named() -> None:
    assert next(r for r in page(PACT).relations if "supplies" in r.told).days == "days not told; Syria"


def test_a_site_shows_whom_it_speaks_of_and_those_one_step_away() -> None:
    record = public(sample())
    shown = record.who.shown(concerned(record), speakers(record))
    assert {PACT, GUARD, "azure-command", "reed-banner"} == shown
    assert "far-away" in record.who.actors


def test_one_who_only_speaks_of_a_place_has_a_page_and_draws_nobody_in() -> None:
    record = sample()
    alone = replace(
        record.who, relations=(replace(record.who.relations[2], subject="reed-banner", object="far-away"),)
    )
    assert alone.shown(frozenset(), frozenset({"reed-banner"})) == {"reed-banner"}


def test_a_viewpoint_has_a_page_where_it_tells_anything_else() -> None:
    from cairn.actors.about import about

    who = sample().who
    neutral = about(GUARD, standing(who.relations), who.designations)
    assert PACT in holders_of(GUARD, neutral)
    as_pact = about(GUARD, standing(who.relations, Viewpoint(PACT)), who.designations)
    assert tells_else(as_pact, neutral)
    assert not tells_else(neutral, neutral)
    assert slug_of_view(PACT) == "as-held-by-northern-pact"


def test_the_downloads_hold_those_shown_by_their_names_alone() -> None:
    def told(tables: Any) -> dict[str, str]:
        return {
            name: encode(tables[name], "jsonl").decode() for name in ("actors", "relations", "designations")
        }

    files = told(public_tables(sample()))
    assert "far-away" not in files["actors"]
    assert "spelt otherwise" not in "".join(files.values())
    assert PERSON not in "".join(files.values())
    assert files["relations"].count("\n") == 5
    assert "spelt otherwise" not in "".join(told(tables_of(index(sample()), is_public=False)).values())
