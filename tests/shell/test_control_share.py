"""The share of a place from the command line: a range, what is open, claims beside it, and whose words it rests on."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from cairn.shell.acts.add_actors import add_actors
from cairn.shell.acts.add_control import Asked, add_control
from cairn.shell.records.models import Act
from control_rows import collection, feature, square
from shell.answers import error_of, told

FILE = """
[defaults]
asserted_by = "Example Monitor"
source = "https://example.org/map"

[[area]]
id = "MILLTOWN"
name_en = "Milltown"
name_ar = "بلدة الطاحونة"
parent = "SY1101"

[[area]]
id = "MT-1"
name_en = "Weir Street"
parent = "MILLTOWN"
geometry = '{WEST}'

[[area]]
id = "MT-2"
name_en = "Tanners"
parent = "MILLTOWN"
geometry = '{EAST}'

[[assertion]]
id = "m-1"
area = "MILLTOWN"
holding = "held"
actor = "isis"
from = 2017-05-01

[[assertion]]
id = "m-2"
area = "MT-1"
holding = "held"
actor = "sdf"
from = 2017-06-01

[[assertion]]
id = "m-3"
area = "MT-2"
holding = "contested"
actors = ["sdf", "isis"]
from = 2017-06-10

[[assertion]]
id = "c-1"
area = "MILLTOWN"
holding = "share"
actor = "sdf"
share = "60 %"
from = 2017-06-12
asserted_by = "sdf"
denominator = "land_area"

[[assertion]]
id = "c-2"
area = "MILLTOWN"
holding = "share"
actor = "sdf"
share = "20 %"
from = 2017-06-05
asserted_by = "Another Monitor"
"""


def polygon(*ring: list[list[float]]) -> str:
    return json.dumps({"type": "Polygon", "coordinates": list(ring)})


@pytest.fixture
def milltown(ws, tmp_path):
    """A town of two quarters of equal ground, of which a monitor tells."""
    west, east = polygon(square(38.0, 35.5)), polygon(square(38.02, 35.5))
    path = tmp_path / "milltown.toml"
    path.write_text(FILE.replace("{WEST}", west).replace("{EAST}", east), "utf-8")
    assert not add_control(ws, path, Asked()).rejected
    return ws


def share(cli, *more: object, place="Milltown", exit_code=0):
    return told(cli("control", "share", "--place", place, *more, "--json"), exit_code)


def test_ground_that_is_fought_over_may_go_either_way(milltown, cli):
    value = share(cli, "--on", "2017-06-12")
    assert (value["place_id"], value["actor"]) == ("MILLTOWN", "sdf")
    assert (value["share_min"], value["share_max"]) == (pytest.approx(0.5), pytest.approx(1.0))
    assert [area["id"] for area in value["contested"]] == ["MT-2"]
    assert value["held"] == {"sdf": [{"id": "MT-1", "name": "Weir Street", "last_word": "2017-06-01"}]}
    assert value["holders"]["isis"] == {"share_min": 0.0, "share_max": pytest.approx(0.5)}
    assert sum(value["amounts"].values()) == pytest.approx(value["total"])
    assert value["unit"] == "km2"
    assert value["from"] == "workspace"


def test_a_claim_stands_beside_the_share_of_its_own_day_and_never_enters_it(milltown, cli):
    value = share(cli, "--on", "2017-06-12")
    near, far = value["claims"]
    assert (near["id"], near["verdict"], near["asserted_by"]) == ("c-1", "in", "sdf")
    assert (far["id"], far["verdict"]) == ("c-2", "below")
    assert far["computed"] == {"share_min": pytest.approx(0.5), "share_max": pytest.approx(0.5)}
    assert far["difference"] == {"min": pytest.approx(-0.3), "max": pytest.approx(-0.3)}
    assert "below the computed range" in far["words"]
    assert share(cli, "--on", "2017-06-12", "--window", "3")["claims"] == [near]


def test_who_is_shown_is_whom_claims_speak_of_else_who_held_the_most(milltown, cli):
    value = share(cli, "--on", "2017-06-12")
    assert (value["actor"], value["actor_chosen"]) == ("sdf", "claims around that day speak of it")
    value = share(cli, "--on", "2017-05-02")
    assert value["actor"] == "isis"
    assert value["actor_chosen"].startswith("it held the most")
    assert share(cli, "--on", "2017-06-12", "--actor", "Islamic State")["actor_chosen"] == ""


def test_one_authors_word_may_be_taken_alone_and_claims_of_others_still_show(milltown, cli):
    value = share(cli, "--on", "2017-06-12", "--author", "another monitor", "--actor", "sdf")
    assert (value["share_min"], value["share_max"]) == (0.0, 1.0)
    assert value["policy"]["authors"] == ["Another Monitor"]
    assert [c["id"] for c in value["claims"]] == ["c-1", "c-2"]
    error = error_of(
        cli("control", "share", "--place", "Milltown", "--on", "2017-06-12", "--author", "X", "--json")
    )
    assert error["code"] == "control-author-unknown"


def test_a_word_that_is_too_old_says_nothing(milltown, cli):
    value = share(cli, "--on", "2019-01-01", "--actor", "sdf")
    assert [area["id"] for area in value["unknown"]] == ["MT-1", "MT-2"]
    assert (value["share_min"], value["share_max"]) == (0.0, 1.0)
    value = share(cli, "--on", "2019-01-01", "--actor", "sdf", "--stale-after", "never")
    assert value["unknown"] == []
    assert (
        cli(
            "control", "share", "--place", "Milltown", "--on", "2019-01-01", "--stale-after", "soon"
        ).exit_code
        == 2
    )


def test_a_series_tells_each_day_of_change_and_draws_itself(milltown, cli, tmp_path):
    value = share(cli, "--from", "2017-05-01", "--to", "2017-06-30", "--chart", tmp_path / "c.svg")
    assert [(p["on"], round(p["share_min"], 3), round(p["share_max"], 3)) for p in value["series"]] == [
        ("2017-05-01", 0.0, 0.0),
        ("2017-06-01", 0.5, 0.5),
        ("2017-06-05", 0.5, 0.5),
        ("2017-06-10", 0.5, 1.0),
        ("2017-06-12", 0.5, 1.0),
        ("2017-06-30", 0.5, 1.0),
    ]
    assert [c["id"] for c in value["claims"]] == ["c-2", "c-1"]
    drawing = (tmp_path / "c.svg").read_text("utf-8")
    assert drawing.startswith("<?xml")
    assert "Milltown" in drawing
    assert "<script" not in drawing
    cli("control", "share", "--place", "Milltown", "--chart", tmp_path / "a.svg", "--lang", "ar")
    assert "بلدة الطاحونة" in (tmp_path / "a.svg").read_text("utf-8")


def test_a_day_and_a_series_are_asked_for_apart(milltown, cli):
    done = cli("control", "share", "--place", "Milltown", "--on", "2017-06-12", "--from", "2017-06-01")
    assert done.exit_code == 2


def test_a_member_holds_ground_for_whom_it_is_grouped_into_and_the_answer_says_so(milltown, cli, tmp_path):
    ours = "[[actor]]\nid = 'mill_guard'\nkind = 'unit'\nnames = { en = 'Mill Guard', ar = 'حرس الطاحونة' }\nsource = 'x'\n"
    add_actors(milltown, "actors.toml", ours.encode())
    row = '{"subject": "mill_guard", "relation": "part_of", "object": "sdf", "asserted_by": "turkey", "source": "x"'
    add_actors(milltown, "r.jsonl", (row + ', "from": "2016-01-01"}\n').encode())
    deny = (
        row.replace("part_of", "denies").replace("turkey", "sdf")
        + ', "denied": "part_of", "from": "2016-01-01"}\n'
    )
    path = tmp_path / "guard.jsonl"
    path.write_text(
        '{"id": "g", "area": "MT-2", "holding": "held", "actor": "Mill Guard", "from": "2017-06-11",'
        ' "asserted_by": "Example Monitor", "source": "x"}\n',
        "utf-8",
    )
    add_control(milltown, path, Asked())
    on = ("--on", "2017-06-20", "--actor", "sdf")
    value = share(cli, *on)
    assert (round(value["share_min"], 3), value["grouped_in"]) == (1.0, ["mill_guard"])
    add_actors(milltown, "d.jsonl", deny.encode())
    assert round(share(cli, *on)["share_max"], 3) == 0.5
    value = share(cli, *on, "--as-held-by", "Turkey")
    assert (round(value["share_min"], 3), value["policy"]["as_held_by"]) == (1.0, "turkey")
    assert "Turkey" in value["policy"]["grouped"]
    assert error_of(cli("control", "share", "--place", "Milltown", *on, "--as-held-by", "X", "--json"))[
        "code"
    ] == ("viewpoint-unknown")


def test_neighbourhoods_may_be_counted_and_what_is_not_known_is_refused(milltown, cli):
    value = share(cli, "--on", "2017-06-12", "--denominator", "neighbourhoods")
    assert (value["total"], value["unit"], value["share_min"]) == (2, "neighbourhoods", 0.5)
    refused = cli(
        "control", "share", "--place", "Milltown", "--on", "2017-06-12", "--denominator", "built_up", "--json"
    )
    assert error_of(refused)["code"] == "denominator-not-known"


def test_an_earlier_moment_of_the_record_is_asked_for(milltown, cli):
    then = Act.objects.latest("id").id
    cli(
        "control", "say", "--area", "MT-2", "--holding", "held", "--actor", "isis", "--from", "2017-06-11",
        "--asserted-by", "Third Monitor", "--source", "x", "--as", "Noor",
    )  # fmt: skip
    assert share(cli, "--on", "2017-06-12", "--actor", "sdf")["share_max"] == pytest.approx(0.5)
    before = share(cli, "--on", "2017-06-12", "--actor", "sdf", "--as-of", f"act {then}")
    assert before["share_max"] == pytest.approx(1.0)


def test_where_nothing_is_told_the_shipped_case_answers_and_says_so(ws, cli):
    value = share(cli, "--on", "2017-08-04", place="Raqqa")
    assert (value["place_id"], value["from"]) == ("C5710", "shipped")
    assert 0 < value["share_min"] < value["share_max"] < 1
    assert len(value["claims"]) >= 3
    assert all(claim["asserted_by"] and claim["source"] and claim["words"] for claim in value["claims"])
    assert "cairn add raqqa-2017 --as control" in value["words"]


def test_a_workspace_that_holds_the_case_answers_alike_and_from_itself(ws, cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shipped = share(cli, "--on", "2017-08-04", place="Raqqa")
    assert cli("add", "raqqa-2017", "--as", "control").exit_code == 0
    value = share(cli, "--on", "2017-08-04", place="Raqqa")
    assert value["from"] == "workspace"
    assert {**value, "from": "", "case": "", "words": ""} == {**shipped, "from": "", "case": "", "words": ""}


def test_no_workspace_is_needed_to_ask_the_shipped_case(tmp_path):
    """In a process of its own: here the records are set up already, and what needs them would not show."""
    asked = ("control", "share", "--place", "الرقة", "--on", "2017-08-04", "--as-held-by", "Turkey", "--json")
    command = [sys.executable, "-c", "from cairn.shell.cli import main; main()", *asked]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["from"] == "shipped"


def test_the_case_goes_from_none_to_all_and_every_claim_is_judged(ws, cli):
    value = share(cli, "--from", "2017-06-01", "--to", "2017-10-31", place="Raqqa")
    first, last = value["series"][0], value["series"][-1]
    assert (first["share_min"], first["share_max"]) == (0.0, 0.0)
    assert (last["share_min"], last["share_max"]) == (1.0, 1.0)
    assert {c["verdict"] for c in value["claims"]} <= {"in", "above", "below", "overlaps", "not_comparable"}


def test_a_place_of_which_nobody_tells_and_one_that_is_none(ws, cli):
    refused = error_of(cli("control", "share", "--place", "N0017", "--on", "2017-08-04", "--json"))
    assert refused["code"] == "control-no-word"
    value = share(cli, "--on", "2017-08-04", "--actor", "sdf", place="N0017")
    assert (value["share_min"], value["share_max"]) == (0.0, 1.0)
    refused = error_of(cli("control", "share", "--place", "Atlantis", "--on", "2017-08-04", "--json"))
    assert refused["code"] == "area-unknown"


def test_drawings_answer_where_no_word_is_told(ws, cli, tmp_path):
    area = {"id": "REGION", "name_en": "Region", "geometry": json.loads(polygon(square(38.0, 35.5, 0.04)))}
    (tmp_path / "area.jsonl").write_text(json.dumps(area), "utf-8")
    assert cli("add", tmp_path / "area.jsonl", "--as", "control").exit_code == 0
    west = feature(square(38.0, 35.5))
    (tmp_path / "2017-06-01.geojson").write_bytes(collection(west))
    beside = ("--as", "control", "--holder", "sdf", "--asserted-by", "Example Mapper", "--source", "x")
    assert cli("add", tmp_path / "2017-06-01.geojson", *beside).exit_code == 0
    value = share(cli, "--on", "2017-06-05", place="Region")
    assert (value["basis"], value["actor"]) == ("drawings", "sdf")
    assert (value["share_min"], value["share_max"]) == (pytest.approx(0.25, abs=1e-4), 1.0)
    assert value["amounts"]["unknown"] == pytest.approx(0.75 * value["total"], rel=1e-3)
    frame = ("--frame", "Region", "--complete")
    assert cli("add", tmp_path / "2017-06-01.geojson", *beside, *frame).exit_code == 0
    assert share(cli, "--on", "2017-06-05", place="Region")["share_max"] == pytest.approx(0.25, abs=1e-4)
    refused = cli(
        "control", "share", "--place", "Region", "--on", "2017-06-05", "--denominator", "built_up", "--json"
    )
    assert error_of(refused)["code"] == "control-drawings-land-area"


def test_a_place_only_parts_of_which_are_outlined_is_not_measured_by_drawings(ws, cli, tmp_path):
    (tmp_path / "2017-06-01.geojson").write_bytes(collection(feature(square(39.0, 35.94))))
    beside = ("--as", "control", "--holder", "sdf", "--asserted-by", "Example Mapper", "--source", "x")
    assert cli("add", tmp_path / "2017-06-01.geojson", *beside).exit_code == 0
    refused = cli(
        "control", "share", "--place", "SY11", "--on", "2017-06-05", "--basis", "drawings", "--json"
    )
    assert error_of(refused)["code"] == "denominator-not-known"


def test_nothing_is_no_drawing(ws, cli, tmp_path):
    chart = ("--actor", "sdf", "--chart", tmp_path / "n.svg", "--json")
    assert error_of(cli("control", "share", "--place", "N0017", *chart))["code"] == "control-nothing-to-draw"
    assert not (tmp_path / "n.svg").exists()


def test_show_tells_every_word_with_its_author_and_each_change_of_state(milltown, cli):
    value = told(cli("control", "show", "--place", "Milltown", "--to", "2017-06-30", "--json"))
    assert [w["id"] for w in value["assertions"]] == ["m-1", "m-2", "c-2", "m-3", "c-1"]
    assert all(w["asserted_by"] and w["source"] for w in value["assertions"])
    changes = [(s["on"], s["area"], s["status"]) for s in value["states"]]
    assert changes == [
        ("2017-05-01", "MT-1", "held"),
        ("2017-05-01", "MT-2", "held"),
        ("2017-06-01", "MT-1", "held"),
        ("2017-06-10", "MT-2", "contested"),
    ]
    assert value["states"][-1]["because"] == ["m-3"]


def test_areas_are_looked_up_in_any_script(ws, cli):
    value = told(cli("control", "areas", "الرقة", "--json"))
    assert "C5710" in [area["id"] for area in value["areas"]]
    assert error_of(cli("control", "areas", "Atlantis", "--json"))["code"] == "area-unknown"


def test_options_of_control_go_with_control_alone_and_only_a_case_is_no_file(ws, cli, tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_text("{}", "utf-8")
    assert cli("add", path, "--holder", "sdf").exit_code == 2
    missing = cli("add", tmp_path / "none.jsonl")
    assert missing.exit_code == 2
    assert "does not exist" in missing.output
    assert cli("add", "raqqa-2017").exit_code == 2
