"""What the site is told of who held what: places, drawings, and the ground of incidents no nearer than they are shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cairn.publish.allow import public
from cairn.shell.acts.add_control import Asked, add_control
from cairn.shell.export.record import site_record
from cairn.shell.export.site_control import POLICY, site_control
from cairn.sources.control_model import Defaults
from control_rows import collection, feature, square

ROWS = (
    {"id": "w1", "area": "C5710", "holding": "held", "actor": "isis", "from": "2017-06-01"},
    {"id": "w2", "area": "N0461", "holding": "held", "actor": "sdf", "from": "2017-08-04", "note": "kept inside"},
    {"id": "w3", "area": "N0462", "holding": "contested", "actors": "sdf; isis", "from": "2017-08-05"},
    {"id": "c1", "area": "C5710", "holding": "share", "actor": "sdf", "share": "45 %", "from": "2017-08-06"},
)  # fmt: skip
BESIDE = Defaults(asserted_by="Umm Example", source="https://example.org/umm-example")
MAPPER = Defaults(holder="sdf", asserted_by="turkey", source="https://example.org/map")
DAY = "2017-08-10"


@pytest.fixture
def held(ws, tmp_path):
    """Words on Raqqa by somebody who may be a person."""
    path = tmp_path / "held.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    assert not add_control(ws, path, Asked(BESIDE)).rejected
    return ws


def row(key="i", **more):
    """An incident in the middle of the city."""
    place = {"lat": 35.953, "lon": 39.008, "place_precision": "neighbourhood", "place_radius_m": 300}
    return {"id": key, "date_start": DAY, "place_name": "an unnamed spot", **place, **more}


def ground(ws, **more):
    return site_control(ws, [row(**more)])["ground"]["i"]


def test_a_workspace_without_a_word_has_neither_places_nor_ground(ws):
    assert site_control(ws, [row()]) == {}


def test_a_place_has_its_areas_words_states_shares_and_claims(held):
    place = site_control(held, [])["control"]["C5710"]
    assert len(place.areas) == 23
    assert {w.id for w in place.words} == {"w1", "w2", "w3", "c1"}
    assert set(place.series) == {"isis", "sdf"}
    assert [b.claim.id for b in place.claims["sdf"]] == ["c1"]
    assert place.policy == POLICY
    assert not place.real
    last = place.states[max(place.states)]
    assert {s.area for s in last if s.holders.get("sdf") == (1.0, 1.0)} == {"N0461"}


def test_the_public_record_holds_no_name_source_or_note_of_somebody_who_may_be_a_person(held):
    shown = public(site_record(held, basis="released")).control["C5710"]
    assert {w.asserted_by for w in shown.words} == {""}
    told = str(shown)
    for secret in ("Umm Example", "umm-example", "kept inside", "'w2'"):
        assert secret not in told
    assert "Umm Example" in str(site_record(held, basis="best").control)


def test_an_incident_is_asked_for_within_the_circle_that_is_shown(held):
    answer = ground(held).answer
    exact = ground(held, lat=35.95312, lon=39.00817).answer
    assert answer.touched
    assert exact.touched == answer.touched  # what the circle does not show moves nothing


def test_a_place_known_by_its_name_alone_is_its_area(held):
    then = ground(held, place_name="Ar-Raqqa", place_precision="province", place_radius_m=60_000)
    assert then.answer.answer == "not_clear"
    assert then.places == ("C5710",)
    assert not then.inside


def test_a_wide_circle_round_a_place_of_no_known_name_stays_inside(held):
    then = ground(held, place_precision="town", place_radius_m=20_000)
    assert then.inside
    shown = public(site_record(held, basis="released"))
    assert all(not t.inside for t in shown.ground.values())


def test_an_incident_without_a_point_has_no_answer_and_one_without_a_day_is_not_asked_for(held):
    assert ground(held, lat=None).answer is None
    assert site_control(held, [row(date_start=None)])["ground"] == {}


def test_a_day_before_every_word_has_no_word(held):
    assert ground(held, date_start="2017-01-01").answer.answer == "no_word"


def test_drawings_have_a_page_of_their_own_and_answer_where_words_do_not(held, tmp_path):
    (tmp_path / "2017-08-04.geojson").write_bytes(collection(feature(square(39.5, 35.9))))
    add_control(held, tmp_path / "2017-08-04.geojson", Asked(MAPPER))
    told = site_control(held, [row(lat=35.92, lon=39.52, place_radius_m=100)])
    assert set(told["control"]) == {"C5710", "drawn"}
    drawn = told["control"]["drawn"]
    assert [x.asserted_by for x in drawn.layers] == ["turkey"]
    assert sum(map(len, drawn.drawn.values())) == 1
    assert told["ground"]["i"].places in (("drawn",), ("C5710", "drawn"))


def test_a_frame_with_drawings_has_a_computed_share(held, tmp_path):
    (tmp_path / "2017-08-04.geojson").write_bytes(collection(feature(square(39.0, 35.94))))
    add_control(held, tmp_path / "2017-08-04.geojson", Asked(replace(MAPPER, frame="C5710", complete=True)))
    place = site_control(held, [])["control"]["C5710-drawn"]
    (share,) = place.series["sdf"]
    assert 0 < share.low <= share.high < 1
    assert [b.claim.id for b in place.claims["sdf"]] == ["c1"]
    assert place.drawn[place.days[0]]


def test_a_shipped_case_in_a_teams_own_workspace_is_not_called_a_demonstration(ws):
    from cairn.control.cases import case

    add_control(ws, Path("raqqa-2017"), Asked(Defaults()))
    place = site_control(ws, [])["control"]["C5710"]
    assert len(place.words) >= len(case("raqqa-2017").assertions)
    assert not place.real
