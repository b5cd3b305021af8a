"""What answers on who held what say in words: whose share a claim is of, which days words reach, who is meant by a name."""

from __future__ import annotations

import json

import pytest

from control_rows import collection, feature, square
from shell.answers import error_of, told

RAQQA = ("control", "share", "--place", "Raqqa")


def region(cli, tmp_path, **claimed: object) -> None:
    """A region without parts of which a quarter is drawn as the SDF's, and a share of it that somebody claims."""
    outline = {"type": "Polygon", "coordinates": [square(38.0, 35.5, 0.04)]}
    claim = {
        "area": "REGION", "actor": "sdf", "from": "2017-06-05", "asserted_by": "Example Monitor", "source": "x", **claimed,
    }  # fmt: skip
    rows = [{"id": "REGION", "name_en": "Region", "geometry": outline}, claim]
    (tmp_path / "region.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert cli("add", tmp_path / "region.jsonl", "--as", "control").exit_code == 0
    (tmp_path / "2017-06-01.geojson").write_bytes(collection(feature(square(38.0, 35.5))))
    beside = ("--as", "control", "--holder", "sdf", "--asserted-by", "Example Mapper", "--source", "x")
    frame = ("--frame", "Region", "--complete")
    assert cli("add", tmp_path / "2017-06-01.geojson", *beside, *frame).exit_code == 0


@pytest.mark.parametrize(("share", "lies"), [("60.5 %", "above"), ("25 %", "in")])
def test_a_claim_on_drawn_ground_stands_beside_what_the_drawings_show(ws, cli, tmp_path, share, lies):
    region(cli, tmp_path, share=share)
    asked = ("control", "share", "--place", "Region", "--on", "2017-06-05", "--basis", "drawings", "--json")
    value = told(cli(*asked))
    assert value["share_max"] == pytest.approx(0.25, abs=1e-3)
    assert [claim["verdict"] for claim in value["claims"]] == [lies]
    assert value["claims"][0]["computed"]["share_max"] == pytest.approx(0.25, abs=1e-3)
    assert share.replace(" ", "") in value["words"]


def test_a_claim_of_built_up_ground_is_not_compared_with_what_is_drawn(ws, cli, tmp_path):
    region(cli, tmp_path, share="60 %", denominator="built_up")
    asked = ("control", "share", "--place", "Region", "--on", "2017-06-05", "--basis", "drawings", "--json")
    assert [claim["verdict"] for claim in told(cli(*asked))["claims"]] == ["not_comparable"]


def test_a_day_that_no_word_reaches_is_told_with_the_days_that_words_do_reach(ws, cli):
    refused = error_of(cli(*RAQQA, "--on", "2010-01-01", "--json"))
    assert refused["code"] == "control-no-word"
    assert "2017-06-01" in refused["message"]
    value = told(cli(*RAQQA, "--on", "2010-01-01", "--actor", "sdf", "--json"))
    assert (value["share_min"], value["share_max"]) == (0.0, 1.0)


def test_a_series_that_ends_after_the_last_word_is_of_who_held_the_most_before(ws, cli):
    asked = ("control", "share", "--place", "N0466", "--from", "2017-06-01", "--to", "2019-06-01", "--json")
    assert told(cli(*asked))["actor"] == "sdf"


def test_a_body_within_a_larger_one_is_asked_for_by_its_own_name(ws, cli):
    asked = (*RAQQA, "--on", "2017-08-04", "--actor", "YPG", "--json")
    assert told(cli(*asked))["actor"] == "ypg"


def test_show_names_authors_and_actors_and_says_whose_share_a_claim_is_of(ws, cli):
    shown = cli("control", "show", "--place", "Raqqa").stdout
    assert "held by Islamic State, says " in shown
    assert "claim of 2017-08-04 by United States, on what Syrian Democratic Forces held" in shown
    assert "held by sdf" not in shown


def test_a_subdistrict_has_no_size_where_only_its_town_is_outlined(ws, cli):
    listed = told(cli("control", "areas", "الرقة", "--json"))["areas"]
    sizes = {area["id"]: area["km2"] for area in listed}
    assert sizes["C5710"] == pytest.approx(24.94, abs=0.01)
    assert sizes["SY110100"] is None
