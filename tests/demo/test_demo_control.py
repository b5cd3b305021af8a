"""The demo's invented words on who is who and who held what show every state, and its real case is marked as real."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib.resources import files
from io import StringIO

import pytest

from cairn.actors.groups import members_of
from cairn.actors.viewpoint import NEUTRAL, Viewpoint, standing
from cairn.control.areas import area_of, shipped_areas
from cairn.control.beside import beside
from cairn.control.ground import Ground, held_within
from cairn.control.model import Policy
from cairn.control.share import series
from cairn.control.told import area_json, assertion_of, told_json
from cairn.control.words import Words
from cairn.sources.actors_files import read_table
from cairn.sources.control_model import Known, Read
from cairn.sources.control_rows import read_control_rows
from cairn.vocab.actors import own_actors
from cairn.vocab.relations import Relation

DEMO = files("cairn.demo")
NOTE = "invented for demonstration"
STEPPE, VALLEY = "demo-lahqa", "demo-lahqa-wadi"
ACTORS = {a.id: a for a in own_actors(DEMO.joinpath("actors.toml").read_text("utf-8"))}


@cache
def read() -> Read:
    known = Known(
        actor=lambda told: told if told in ACTORS else "",
        areas=lambda told: tuple(area.id for area in shipped_areas().find(told)),
        today=date(2027, 1, 1),
    )
    return read_control_rows("control.toml", DEMO.joinpath("control.toml").read_bytes(), known)


@cache
def words() -> Words:
    areas = shipped_areas().with_areas(area_of(area_json(a)) for a in read().areas.values())
    return Words([assertion_of(told_json(t)) for t in read().told.values()], areas, Policy())


def relations() -> list[Relation]:
    table = read_table("relations.csv", DEMO.joinpath("relations.csv").read_bytes(), ACTORS)
    assert table.rejected == ()
    return [said.told for said in table.said if isinstance(said.told, Relation)]


def within(whole: str, view: Viewpoint) -> set[str]:
    return {m.actor for m in members_of((whole,), standing(relations(), view).counts)}


def ground(place: tuple[float, float], day: date, radius_m: float = 3_000) -> Ground:
    return held_within(*place, radius_m, day, words())


TELL_MARSUN, BIR_QANDAL, GHADRAN = (34.062, 39.318), (34.15, 39.42), (33.985, 39.40)


def test_every_word_says_that_it_is_invented() -> None:
    assert read().rejected == ()
    assert read().told
    assert [t.id for t in read().told.values() if not t.note.startswith(NOTE)] == []
    assert {a.source for a in read().areas.values()} == {NOTE}


@pytest.mark.parametrize("name", ["relations.csv", "designations.csv"])
def test_every_row_of_who_is_who_says_that_it_is_invented(name: str) -> None:
    rows = list(csv.DictReader(StringIO(DEMO.joinpath(name).read_text("utf-8"))))
    assert rows
    assert [row for row in rows if not row["note"].startswith(NOTE)] == []
    assert read_table(name, DEMO.joinpath(name).read_bytes(), ACTORS).rejected == ()


def test_neutral_groups_nobody_and_a_viewpoint_does() -> None:
    assert within("northern_pact", NEUTRAL) == set()
    assert within("amber_banner", NEUTRAL) == set()
    assert within("northern_pact", Viewpoint("amber_banner")) == {"river_guard"}
    assert within("amber_banner", Viewpoint("northern_pact")) == {"steppe_brigades"}


def test_a_partner_and_a_supplier_are_told_and_group_nobody() -> None:
    told = {(r.subject, r.relation, r.object) for r in standing(relations()).counts}
    assert {
        ("northern_pact", "partner_of", "river_guard"),
        ("northern_pact", "supplies", "river_guard"),
    } <= told
    assert within("river_guard", NEUTRAL) == set()


def test_the_market_was_struck_on_ground_that_one_side_held() -> None:
    held = ground(TELL_MARSUN, date(2025, 5, 8), 20_000)
    assert (held.answer, held.holder, held.authors) == ("held", "steppe_brigades", ("Wadi Record Centre",))


@pytest.mark.parametrize(
    ("place", "day", "status"),
    [
        (BIR_QANDAL, date(2025, 6, 19), "contested"),
        (BIR_QANDAL, date(2025, 8, 16), "disputed"),
        (BIR_QANDAL, date(2025, 8, 27), "unknown"),
        (BIR_QANDAL, date(2025, 9, 5), "held"),
        (GHADRAN, date(2025, 12, 31), "held"),
        (GHADRAN, date(2026, 1, 14), "unknown"),
    ],
)
def test_every_state_of_ground_is_there(place: tuple[float, float], day: date, status: str) -> None:
    assert [t.status for t in ground(place, day, 1_000).touched] == [status]


def test_half_of_the_town_is_held_and_the_rest_is_nobodys_that_we_know() -> None:
    (half,) = ground(TELL_MARSUN, date(2026, 5, 12), 1_000).touched
    assert half.status == "partly_held"
    assert half.holders == {"river_guard": (0.5, 0.5)}


def test_one_claim_lies_above_what_is_computed_and_one_in_it() -> None:
    assert [beside(claim, words()).verdict for claim in words().claims(STEPPE)] == ["above", "in"]


def test_two_authors_of_one_day_leave_the_share_a_range() -> None:
    shares = series(VALLEY, "river_guard", "land_area", words(), days=(date(2025, 8, 1), date(2025, 9, 3)))
    assert [(s.low, s.high) for s in shares] == [(0, 1), (1, 1)]


def test_nothing_invented_lies_on_real_ground_that_is_drawn() -> None:
    areas = words().areas
    invented = areas.shape(STEPPE)
    real = [a.id for a in shipped_areas() if a.polygons and areas.shape(a.id).intersects(invented)]
    assert real == []


def test_the_readme_says_what_is_real() -> None:
    readme = DEMO.joinpath("README.md").read_text("utf-8")
    assert "adds one thing that is **real**: the shipped case `raqqa-2017`" in readme
