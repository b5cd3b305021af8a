"""Who held what in a workspace: bytes kept first, each file one act, twice is once, what changes shows its difference."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from cairn.control.areas import shipped_areas
from cairn.errors import FileRefused, NotFound, WorkspaceFault
from cairn.shell.acts.add_control import Asked, add_control
from cairn.shell.records import control
from cairn.shell.records.models import (
    Act,
    Capture,
    ControlArea,
    ControlAssertion,
    ControlLayer,
    Rejected,
)
from cairn.shell.records.moment import Moment
from cairn.shell.records.named import named_objects
from cairn.shell.store.sweep import sweep
from cairn.sources.control_model import Defaults
from control_rows import collection, feature, square

ROW = {
    "id": "w1", "area": "N0461", "holding": "held", "actor": "sdf", "from": "2017-08-04",
    "asserted_by": "Example Monitor", "source": "https://example.org/1",
}  # fmt: skip
MAPPER = Defaults(holder="sdf", asserted_by="Example Mapper", source="https://example.org/map")


def put(folder, name, *rows):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def draw(folder, name, *features):
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(collection(*(features or (feature(),))))
    return path


def drawn(ws, path, **asked):
    return add_control(ws, path, Asked(MAPPER, **asked))


def counts():
    return [m.objects.count() for m in (Act, Capture, ControlArea, ControlAssertion, ControlLayer, Rejected)]


def test_rows_are_kept_with_the_bytes_they_came_in(ws, tmp_path):
    path = put(tmp_path, "held.jsonl", ROW, {**ROW, "id": "w2", "area": "nowhere"})
    added = add_control(ws, path, Asked())
    assert (added.new, len(added.rejected)) == (1, 1)
    row = ControlAssertion.objects.get()
    assert (row.id, row.area, row.start, row.capture_row) == ("w1", "N0461", date(2017, 8, 4), 1)
    assert ws.objects.get(row.capture_id) == path.read_bytes()
    aside = Rejected.objects.get()
    assert (aside.code, aside.row, aside.capture_id) == ("control-area-unknown", 2, row.capture_id)
    told = control.assertions()[0]
    assert (told.actors, told.asserted_by, told.start) == (("sdf",), "Example Monitor", date(2017, 8, 4))


def test_the_same_twice_changes_nothing(ws, tmp_path):
    path = put(tmp_path, "held.jsonl", ROW, {**ROW, "id": "w2", "area": "nowhere"})
    add_control(ws, path, Asked())
    before = counts()
    again = add_control(ws, path, Asked())
    assert (again.new, again.same, dict(again.changed)) == (0, 1, {})
    assert counts() == before


def test_a_changed_row_shows_its_difference_and_keeps_what_it_told(ws, tmp_path):
    add_control(ws, put(tmp_path, "held.jsonl", ROW), Asked())
    then = Moment(Act.objects.latest("id").id, "")
    changed = add_control(ws, put(tmp_path, "held.jsonl", {**ROW, "holding": "not_held"}), Asked())
    assert changed.changed == {"w1": ["holding: held -> not_held"]}
    assert ControlAssertion.objects.get().version == 2
    assert [a.holding for a in control.assertions()] == ["not_held"]
    assert [a.holding for a in control.assertions(then)] == ["held"]


def test_a_row_that_says_withdrawn_takes_its_word_back_and_a_later_one_gives_it_again(ws, tmp_path):
    add_control(ws, put(tmp_path, "held.jsonl", ROW), Asked())
    then = Moment(Act.objects.latest("id").id, "")
    gone = add_control(ws, put(tmp_path, "held.jsonl", {**ROW, "withdrawn": "yes"}), Asked())
    assert gone.changed == {"w1": ["taken back"]}
    assert control.assertions() == []
    assert len(control.assertions(then)) == 1
    back = add_control(ws, put(tmp_path, "held.jsonl", ROW), Asked())
    assert back.changed == {"w1": ["stands again"]}
    assert len(control.assertions()) == 1


def test_what_was_never_told_is_not_taken_back(ws, tmp_path):
    added = add_control(ws, put(tmp_path, "held.jsonl", {**ROW, "withdrawn": "yes"}), Asked())
    assert (added.new, added.same, ControlAssertion.objects.count()) == (0, 1, 0)


def test_an_area_of_the_teams_own_is_known_to_the_next_file(ws, tmp_path):
    area = {"id": "N-WEIR", "name_en": "Weir Street", "parent": "C5710", "lat": 35.95, "lon": 39.0}
    add_control(ws, put(tmp_path, "areas.jsonl", area), Asked())
    add_control(ws, put(tmp_path, "held.jsonl", {**ROW, "area": "Weir Street"}), Asked())
    assert [a.area for a in control.assertions()] == ["N-WEIR"]
    assert "N-WEIR" in control.areas_of(ws).parts("C5710")
    assert ControlArea.objects.get().parent == "C5710"


def test_dry_run_changes_nothing_and_says_what_would_happen(ws, tmp_path):
    path = put(tmp_path, "held.jsonl", ROW)
    assert add_control(ws, path, Asked(dry_run=True)).new == 1
    assert drawn(ws, draw(tmp_path, "2017-08-04.geojson"), dry_run=True).new == 1
    assert counts() == [0, 0, 0, 0, 0, 0]


def test_strict_refuses_the_file_for_one_faulty_row(ws, tmp_path):
    path = put(tmp_path, "held.jsonl", ROW, {**ROW, "id": "w2", "area": "nowhere"})
    with pytest.raises(FileRefused) as caught:
        add_control(ws, path, Asked(strict=True))
    assert (caught.value.code, caught.value.row) == ("rows-rejected", 2)
    crossed = feature([[39.0, 35.92], [39.01, 35.93], [39.01, 35.92], [39.0, 35.93], [39.0, 35.92]])
    with pytest.raises(FileRefused, match="rows-rejected"):
        drawn(ws, draw(tmp_path, "2017-08-04.geojson", feature(), crossed), strict=True)
    assert counts() == [0, 0, 0, 0, 0, 0]


def test_a_drawing_is_one_row_and_what_it_draws_one_object(ws, tmp_path):
    path = draw(tmp_path, "2017-08-04.geojson", feature(), feature(square(39.0), holder="islamic_state"))
    assert drawn(ws, path).new == 1
    row = ControlLayer.objects.get()
    assert (row.id, row.day, row.features) == ("Example Mapper:2017-08-04", date(2017, 8, 4), 2)
    assert ws.objects.get(row.capture_id) == path.read_bytes()
    layer = control.layers()[0]
    told = list(control.drawn(ws, layer))
    assert [a.id for a in told] == ["Example Mapper:2017-08-04#1", "Example Mapper:2017-08-04#2"]
    assert [a.layer for a in told] == [row.id, row.id]
    assert told[0].polygons[0][0][0] == (38.95, 35.92)
    assert told[0].actors == ("sdf",)


def test_a_folder_and_its_zip_are_the_same_drawings(ws, tmp_path):
    folder = tmp_path / "front"
    for day in ("2017-08-04", "2017-08-05"):
        draw(folder, f"{day}.geojson")
    draw(folder, ".hidden/2017-08-06.geojson")
    (folder / "notes.txt").write_text("not a map", "utf-8")
    assert drawn(ws, folder).new == 2
    before = counts()
    packed = tmp_path / "front.zip"
    with zipfile.ZipFile(packed, "w") as out:
        for path in sorted(folder.glob("*.geojson")):
            out.write(path, f"front/{path.name}")
    again = drawn(ws, packed)
    assert (again.new, again.same) == (0, 2)
    assert counts() == before


def test_each_drawing_of_a_folder_is_an_act_and_progress_is_told(ws, tmp_path):
    told = []
    for day in ("04", "05", "06"):
        draw(tmp_path / "front", f"2017-08-{day}.geojson")
    drawn(ws, tmp_path / "front", progress=lambda *at: told.append(at))
    assert Act.objects.filter(kind="add-control").count() == 3
    assert told == [("drawings", 1, 3), ("drawings", 2, 3), ("drawings", 3, 3)]


def test_what_went_in_before_a_fault_stands_and_the_same_command_goes_on(ws, tmp_path):
    draw(tmp_path / "front", "2017-08-04.geojson")
    bad = tmp_path / "front/2017-08-05.geojson"
    bad.write_text("no map", "utf-8")
    with pytest.raises(FileRefused, match="control-not-geojson"):
        drawn(ws, tmp_path / "front")
    assert ControlLayer.objects.count() == 1
    draw(tmp_path / "front", "2017-08-05.geojson")
    done = drawn(ws, tmp_path / "front")
    assert (done.new, done.same) == (1, 1)


def test_two_files_of_one_day_and_author_do_not_replace_one_another(ws, tmp_path):
    draw(tmp_path / "front/north", "2017-08-04.geojson")
    draw(tmp_path / "front/south", "2017-08-04.geojson")
    with pytest.raises(FileRefused) as caught:
        drawn(ws, tmp_path / "front")
    assert caught.value.code == "control-layer-twice"
    draw(tmp_path / "named", "north_2017-08-05.geojson")
    draw(tmp_path / "named", "south_2017-08-05.geojson")
    assert drawn(ws, tmp_path / "named").new == 2


def test_a_folder_without_drawings_is_refused(ws, tmp_path):
    (tmp_path / "front").mkdir()
    with pytest.raises(FileRefused) as caught:
        drawn(ws, tmp_path / "front")
    assert caught.value.code == "control-folder-empty"


def test_a_drawing_drawn_anew_stands_beside_the_one_before(ws, tmp_path):
    drawn(ws, draw(tmp_path, "2017-08-04.geojson", feature(), feature(square(39.0))))
    then = Moment(Act.objects.latest("id").id, "")
    changed = drawn(
        ws, draw(tmp_path, "2017-08-04.geojson", feature(), feature(square(39.05)), feature(square(38.9)))
    )
    assert changed.changed == {"Example Mapper:2017-08-04": ["drawn anew: 1 of 2 polygons gone, 2 new"]}
    assert [x.id for x in control.layers()] == ["Example Mapper:2017-08-04~2"]
    assert [x.id for x in control.layers(then)] == ["Example Mapper:2017-08-04"]
    assert len(list(control.drawn(ws, control.layers()[0]))) == 3
    assert len(list(control.drawn(ws, control.layers(then)[0]))) == 2


def test_a_drawing_whose_source_is_told_otherwise_shows_it(ws, tmp_path):
    path = draw(tmp_path, "2017-08-04.geojson")
    drawn(ws, path)
    other = Defaults(holder="sdf", asserted_by="Example Mapper", source="https://example.org/other")
    changed = add_control(ws, path, Asked(other))
    told = changed.changed["Example Mapper:2017-08-04"]
    assert told[0] == "source: https://example.org/map -> https://example.org/other"


def test_features_set_aside_are_kept_once_with_their_number(ws, tmp_path):
    crossed = feature([[39.0, 35.92], [39.01, 35.93], [39.01, 35.92], [39.0, 35.93], [39.0, 35.92]])
    path = draw(tmp_path, "2017-08-04.geojson", feature(), crossed)
    for _ in range(2):
        assert [r["code"] for r in drawn(ws, path).rejected] == ["control-polygon-crosses"]
    assert [(r.row, r.code) for r in Rejected.objects.all()] == [(2, "control-polygon-crosses")]


def test_a_shipped_case_comes_in_by_its_name(ws, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = control.cases()[0]
    added = add_control(ws, Path(name), Asked())
    assert added.new == len(control.case(name).assertions) + len(control.case(name).areas)
    assert not added.rejected
    assert ws.objects.get(Capture.objects.get().sha256) == control.case_bytes(name)
    assert {a.id for a in control.assertions()} == {a.id for a in control.case(name).assertions}
    with pytest.raises(NotFound) as caught:
        add_control(ws, Path("no-such-case"), Asked())
    assert caught.value.code == "control-case-unknown"


def test_every_shipped_case_stands_and_every_word_of_it_is_on_an_area_that_ships():
    for name in control.cases():
        case = control.case(name)
        assert case.assertions
        own = {area.id for area in case.areas}
        assert all(a.area in own or a.area in shipped_areas() for a in case.assertions)


def test_a_team_may_set_the_first_day_it_records(ws, tmp_path):
    old = put(tmp_path, "held.jsonl", {**ROW, "from": "2009-08-04"}, {**ROW, "id": "w2"})
    assert [r["code"] for r in add_control(ws, old, Asked()).rejected] == ["control-day-before-war"]
    config = ws.root / "cairn.toml"
    text = config.read_text("utf-8")
    config.write_text(f"{text}\n[control]\nfirst_day = 2000-01-01\n", "utf-8")
    assert add_control(ws, old, Asked()).new == 1
    config.write_text(f'{text}\n[control]\nfirst_day = "long ago"\n', "utf-8")
    with pytest.raises(WorkspaceFault) as caught:
        add_control(ws, old, Asked())
    assert caught.value.code == "control-first-day"


def test_what_drawings_rest_on_is_swept_by_nobody(ws, tmp_path):
    drawn(ws, draw(tmp_path, "2017-08-04.geojson"))
    drawn(ws, draw(tmp_path, "2017-08-04.geojson", feature(square(39.0))))
    sweep(ws.root, named_objects)
    for row in ControlLayer.objects.all():
        assert ws.objects.get(row.rows_sha256)
        assert ws.objects.get(row.capture_id)
