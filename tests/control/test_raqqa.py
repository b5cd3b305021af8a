"""The shipped case Raqqa 2017 goes from none to all, rests on words with author, source and day, and bends to no claim."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from cairn.control.areas import shipped_areas
from cairn.control.beside import beside
from cairn.control.model import Assertion, Policy, Share
from cairn.control.share import HELD, series
from cairn.control.told import assertion_of, told_json
from cairn.control.words import Words
from cairn.sources.control_model import Known
from cairn.sources.control_rows import read_control_rows
from cairn.vocab.actors import actors

DATA = files("cairn.control").joinpath("data")
RAQQA = "C5710"
ASSAULT, THE_DAY, STADIUM, VICTORY = (
    date(2017, 6, 6),
    date(2017, 8, 4),
    date(2017, 10, 17),
    date(2017, 10, 20),
)


@cache
def case() -> tuple[Assertion, ...]:
    """Every word of the case, as the reader of tables reads it."""
    ids = set(actors())
    known = Known(
        actor=lambda told: told if told in ids else "",
        areas=lambda told: tuple(area.id for area in shipped_areas().find(told)),
        today=date(2018, 1, 1),
        country=lambda area: "SY",
    )
    read = read_control_rows("raqqa-2017.toml", DATA.joinpath("raqqa-2017.toml").read_bytes(), known)
    assert read.rejected == ()
    assert read.not_read == ()
    return tuple(assertion_of(told_json(told)) for told in read.told.values())


def words(said: Sequence[Assertion] | None = None) -> Words:
    return Words(case() if said is None else said, shipped_areas(), Policy())


def computed(day: date, actor: str = "sdf", said: Sequence[Assertion] | None = None) -> Share:
    return next(series(RAQQA, actor, "land_area", words(said), days=(day,)))


def claims() -> list[Assertion]:
    return [a for a in case() if a.area == RAQQA and a.holding == "share"]


def test_the_sdf_goes_from_none_before_the_assault_to_all_after_victory() -> None:
    before, after = computed(date(2017, 6, 5)), computed(VICTORY)
    assert (before.low, before.high) == (0, 0)
    assert (after.low, after.high) == pytest.approx((1, 1))
    assert set(before.amounts) == {f"{HELD}isis"}
    assert set(after.amounts) == {f"{HELD}sdf"}


def test_on_the_day_of_the_seed_the_share_is_a_range_and_says_why() -> None:
    on_the_day = computed(THE_DAY)
    assert 0.2 < on_the_day.low < on_the_day.high < 0.9
    assert on_the_day.areas("contested")
    assert on_the_day.areas("partly_held")
    assert sum(on_the_day.amounts.values()) == pytest.approx(on_the_day.total)


def test_what_one_side_surely_held_is_all_that_the_other_may_not_have_held() -> None:
    days = tuple(date.fromordinal(n) for n in range(ASSAULT.toordinal(), VICTORY.toordinal()))
    ours, theirs = (list(series(RAQQA, side, "land_area", words(), days=days)) for side in ("sdf", "isis"))
    for sdf, isis in zip(ours, theirs, strict=True):
        assert sdf.low + isis.high == pytest.approx(1)
        assert sdf.high + isis.low <= 1 + 1e-9
        assert sum(sdf.amounts.values()) == pytest.approx(sdf.total)


def test_the_city_is_its_23_neighbourhoods() -> None:
    assert len(shipped_areas().parts(RAQQA)) == 23
    assert computed(THE_DAY).total == pytest.approx(24.94, abs=0.01)
    assert {len(computed(day).states) for day in (ASSAULT, THE_DAY, VICTORY)} == {23}


def test_every_word_has_an_author_a_source_an_area_of_the_city_and_known_actors() -> None:
    inside = {RAQQA, *shipped_areas().parts(RAQQA)}
    for said in case():
        assert said.asserted_by, said.id
        assert said.source, said.id
        assert said.area in inside, said.id
        assert set(said.actors) <= {"sdf", "isis"}, said.id
        assert said.id.startswith("raqqa-2017-"), said.id


def test_the_days_lie_within_the_battle() -> None:
    first = date(2017, 6, 1)
    for said in case():
        assert said.start is not None, said.id
        assert first <= said.start <= (said.start_latest or said.start) <= VICTORY, said.id
        assert said.end is None, said.id


def test_a_word_of_the_encyclopaedia_names_article_section_and_licence() -> None:
    for said in case():
        if said.asserted_by == "Wikipedia":
            assert said.source.startswith("Wikipedia, "), said.id
            assert ", section " in said.source, said.id
            assert "CC BY-SA 4.0" in said.source, said.id


def test_claims_have_several_authors_and_the_one_of_4_august_is_among_them() -> None:
    on_the_day = [c for c in claims() if c.start == THE_DAY]
    assert [(c.asserted_by, c.share) for c in on_the_day] == [("united_states", (0.45, 0.45))]
    assert len({c.asserted_by for c in claims()}) >= 5
    assert {c.denominator for c in claims()} == {"land_area", "not_stated"}


def test_claims_are_compared_and_never_enter() -> None:
    without = [a for a in case() if a not in claims()]
    for claim in claims():
        found = beside(claim, words())
        alone = computed(found.computed.day, claim.actors[0], without)
        assert (found.computed.low, found.computed.high) == (alone.low, alone.high)
        assert found.verdict in ("in", "above", "below", "overlaps")


def test_a_claim_that_the_words_on_quarters_do_not_bear_out_is_said_so() -> None:
    late = next(c for c in claims() if c.start == STADIUM)
    assert beside(late, words()).verdict == "below"


def test_two_authors_may_tell_one_day_otherwise_and_both_stand() -> None:
    told = [c for c in claims() if c.start == date(2017, 9, 20)]
    assert {(c.asserted_by, c.actors, c.share) for c in told} == {
        ("sdf", ("sdf",), (0.8, 0.8)),
        ("Syrian Observatory for Human Rights", ("isis",), (0.05, 0.05)),
    }


def test_a_quarter_taken_lost_and_taken_again_is_followed() -> None:
    days = (date(2017, 6, 20), date(2017, 7, 1), date(2017, 7, 5))
    held_by = []
    for share in series("N0477", "sdf", "land_area", words(), days=days):
        (state,) = share.states
        assert state.status == "held"
        held_by += [actor for actor, (low, _) in state.holders.items() if low == 1]
    assert held_by == ["sdf", "isis", "sdf"]


def quarters() -> list[dict[str, object]]:
    listed: list[dict[str, object]] = tomllib.loads(DATA.joinpath("raqqa-quarters.toml").read_text("utf-8"))[
        "quarter"
    ]
    return listed


def test_each_quarter_stands_on_areas_of_the_city_with_a_reason_or_on_none() -> None:
    inside = set(shipped_areas().parts(RAQQA))
    for quarter in quarters():
        areas = quarter["areas"]
        assert isinstance(areas, list)
        assert set(areas) <= inside
        assert quarter["why"]
        assert quarter["names"]
        least = {"is": 1, "in": 1, "between": 2, "none": 0}[str(quarter["ground"])]
        assert len(areas) >= least
        assert bool(areas) == (quarter["ground"] != "none")


def test_a_quarter_that_is_only_a_part_of_an_area_gives_it_no_name() -> None:
    for quarter in quarters():
        if quarter["ground"] != "is":
            names = quarter["names"]
            assert isinstance(names, list)
            inside = {RAQQA, *shipped_areas().parts(RAQQA)}
            own = [a for n in names for a in shipped_areas().find(n) if a.id in inside]
            assert [a.id for a in own if not set(names) & {*a.names.values(), *a.aliases}] == []


def test_the_areas_are_whole_and_their_parents_are_among_them() -> None:
    listed = list(shipped_areas())
    assert len(listed) == 775
    ids = {area.id for area in listed}
    assert {area.parent for area in listed} - {""} <= ids
    drawn = [area for area in listed if area.polygons]
    assert {area.kind for area in drawn} == {"neighbourhood"}
    assert len(drawn) == 414
    assert all(shipped_areas().shape(area.id).is_valid for area in drawn)


def runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    told = re.findall(r"\w+", text.lower())
    return {tuple(told[n : n + length]) for n in range(len(told) - length + 1)}


@pytest.mark.parametrize("name", ["raqqa-2017.toml", "raqqa-quarters.toml"])
def test_no_sentence_of_the_articles_is_copied(name: str, shared_data_once: Path) -> None:
    lines = DATA.joinpath(name).read_text("utf-8").splitlines()
    ours = "\n".join(
        line for line in lines if not line.startswith("source = ")
    )  # titles are cited as they are
    articles = (shared_data_once / "control").glob("*raqqa*.md")
    theirs: set[tuple[str, ...]] = set().union(*(runs(path.read_text("utf-8")) for path in articles))
    assert theirs
    assert runs(ours) & theirs == set()


def test_the_list_of_areas_bears_no_time_so_that_building_it_again_gives_the_same_bytes() -> None:
    assert DATA.joinpath("areas.jsonl.gz").read_bytes()[4:8] == bytes(4)
