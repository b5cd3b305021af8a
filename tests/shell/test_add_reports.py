"""Taking reports in: nothing lost, nothing twice."""

import pytest

from cairn.errors import FileRefused
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.records.models import Act, Rejected, ReportRow, ReportVersion
from conftest import STRIKE_AR, STRIKE_EN, jsonl, report


def test_the_same_file_twice_changes_nothing(ws):
    data = jsonl(STRIKE_EN, STRIKE_AR)
    assert add_reports(ws, "a.jsonl", data).new == 2
    acts = Act.objects.count()
    again = add_reports(ws, "a.jsonl", data)
    assert (again.new, again.same, dict(again.changed)) == (0, 2, {})
    assert Act.objects.count() == acts


def test_a_changed_row_shows_its_difference_and_makes_a_version(ws):
    add_reports(ws, "a.jsonl", jsonl(STRIKE_EN))
    told = add_reports(ws, "b.jsonl", jsonl({**STRIKE_EN, "url": "https://wire.example/1"}))
    assert told.changed == {"wire-1": ["url: none -> https://wire.example/1"]}
    assert ReportRow.objects.get(id="wire-1").version == 2
    assert [v.row["url"] for v in ReportVersion.objects.order_by("n")] == ["", "https://wire.example/1"]


def test_a_dry_run_tells_and_changes_nothing(ws):
    assert add_reports(ws, "a.jsonl", jsonl(STRIKE_EN), dry_run=True).new == 1
    assert not ReportRow.objects.exists()
    assert not (ws.root / "objects").exists()


def test_an_unreadable_time_is_a_note_and_no_refusal(ws, cli, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl({**STRIKE_EN, "published": "one Monday or another"}))
    done = cli("add", path)
    assert done.exit_code == 0
    assert "note on row 1: report-published-unreadable" in done.output
    kept = ReportRow.objects.get()
    assert (kept.published, kept.extra["published"]) == (None, "one Monday or another")
    again = add_reports(ws, "a.jsonl", path.read_bytes())
    assert (again.same, again.as_dict()["notes"][0]["code"]) == (1, "report-published-unreadable")


def test_a_faulty_row_is_set_aside_verbatim_and_the_rest_goes_in(ws):
    faulty = b'{"id": "x-1", "nothing": "here"}\n'
    told = add_reports(ws, "a.jsonl", jsonl(STRIKE_EN) + faulty)
    assert (told.new, len(told.rejected)) == (1, 1)
    kept = Rejected.objects.get()
    assert kept.raw == faulty.decode().strip()
    assert kept.code
    assert kept.remedy


def test_strict_refuses_the_whole_file_for_one_row(ws):
    with pytest.raises(FileRefused, match="rows-rejected"):
        add_reports(ws, "a.jsonl", jsonl(STRIKE_EN) + b'{"id": "x-1"}\n', strict=True)
    assert not ReportRow.objects.exists()


def test_unknown_columns_are_kept(ws):
    add_reports(ws, "a.jsonl", jsonl(report("r", "A text.", colour="red")))
    assert ReportRow.objects.get().extra["colour"] == "red"


def test_the_stored_text_is_the_text_that_came(ws):
    add_reports(ws, "a.jsonl", jsonl(STRIKE_AR))
    assert ws.objects.text(ReportRow.objects.get().text_sha256) == STRIKE_AR["text"]


def test_an_act_holds_no_words_of_a_report(ws):
    add_reports(ws, "a.jsonl", jsonl(STRIKE_AR))
    record = bytes(Act.objects.get().record).decode()
    assert "Orange" not in record
    assert "غارة" not in record


def test_a_faulty_place_is_set_aside_verbatim_and_one_without_a_point_is_a_note(ws):
    from cairn.shell.acts.add_places import add_places

    lines = [
        '{"id": "p-1", "place_en": "Tell Sahra", "place_ar": "تل صحرا", "lat": 35.1, "lon": 39.2, "location_precision": "village"}',
        '{"id": "p-2", "place_en": "Tell Ghad", "place_ar": "تل غاد", "lat": 35.1, "lon": 3920.0, "location_precision": "village"}',
        '{"id": "p-3", "place_en": "Tell Nowhere", "place_ar": "تل لا مكان", "lat": null, "lon": null}',
    ]
    told = add_places(ws, "register.jsonl", "\n".join(lines).encode())
    assert (told.new, len(told.rejected), len(told.notes)) == (1, 1, 1)
    assert Rejected.objects.get().raw == lines[1]
    assert add_places(ws, "register.jsonl", "\n".join(lines).encode()).same == 1


def test_own_places_are_put_among_those_that_ship_once_and_again_when_they_change(ws):
    from cairn.shell.acts.add_places import add_places
    from cairn.shell.records.load import gazetteer

    line = '{"id": "p-1", "place_en": "Tell Sahra", "lat": %s, "lon": 39.2, "location_precision": "village"}'
    add_places(ws, "places.jsonl", (line % 35.1).encode())
    first = gazetteer()
    assert gazetteer() is first
    add_places(ws, "places.jsonl", (line % 35.2).encode())
    assert [place.lat for found in (first, gazetteer()) for place in found.candidates("Tell Sahra")] == [
        35.1,
        35.2,
    ]
