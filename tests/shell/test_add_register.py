"""Another recorder's register in a workspace: in as it is, once, apart from our own incidents."""

from __future__ import annotations

import json

import pytest

from cairn.errors import FileRefused, NotAllowed, NotFound
from cairn.shell.acts.add_register import add_register
from cairn.shell.records import find, registers
from cairn.shell.records.models import (
    Act,
    Capture,
    Code,
    Incident,
    Register,
    RegisterCode,
    RegisterEntry,
    RegisterVersion,
    Rejected,
)
from shell.answers import SIGN, error_of, told
from shell.register_rows import MARSH, entry, lines


@pytest.fixture
def marsh(ws):
    add_register(ws, "marsh.jsonl", lines(*MARSH))
    return ws


def cells_of(entry_id):
    row = RegisterEntry.objects.get(id=entry_id)
    return json.loads(RegisterVersion.objects.get(entry=row, n=row.version).cells)


def test_every_row_is_kept_as_written_and_apart_from_our_incidents(marsh):
    assert list(Register.objects.values_list("name", flat=True)) == ["marsh"]
    assert [cells_of(f"marsh:{row['id']}") for row in MARSH] == list(MARSH)
    assert (Incident.objects.count(), Code.objects.count()) == (0, 0)
    assert Act.objects.get(kind="add-register").detail["new"] == len(MARSH)
    assert Capture.objects.get().name == "marsh.jsonl"


def test_the_same_file_twice_changes_nothing(marsh):
    again = add_register(marsh, "marsh.jsonl", lines(*MARSH))
    assert (again.new, again.same, dict(again.changed)) == (0, len(MARSH), {})
    assert (Act.objects.count(), RegisterVersion.objects.count()) == (1, len(MARSH))


def test_a_changed_row_shows_its_difference_and_makes_a_version(marsh):
    changed = MARSH[0] | {"killed": [2, 4], "code": "MR1b", "note": "seen again"}
    done = add_register(marsh, "marsh.jsonl", lines(changed))
    assert dict(done.changed) == {
        "marsh:m-1": [
            'code: "MR1" -> "MR1b"', "killed: [2, 3] -> [2, 4]", 'note: no such column -> "seen again"'
        ]
    }  # fmt: skip
    assert cells_of("marsh:m-1") == changed
    first = RegisterVersion.objects.get(entry_id="marsh:m-1", n=1)
    assert json.loads(first.cells) == MARSH[0]
    assert {n.entry_id: n.how for n in registers.named("MR1")} == {
        "marsh:m-1": "previous",
        "marsh:m-2": "previous",
    }
    assert registers.entry("mr1B").id == "marsh:m-1"


def test_a_row_that_left_the_file_stays(marsh):
    add_register(marsh, "marsh.jsonl", lines(MARSH[3]))
    assert RegisterEntry.objects.count() == len(MARSH)


def test_a_dry_run_tells_and_writes_nothing(ws):
    done = add_register(ws, "marsh.jsonl", lines(*MARSH), dry_run=True)
    assert (done.new, done.flagged["grade-several"]) == (len(MARSH), 1)
    assert (Register.objects.count(), Act.objects.count(), Capture.objects.count()) == (0, 0, 0)


def test_rows_that_cannot_be_an_entry_are_set_aside_and_strict_refuses_the_file(ws):
    data = lines(entry("a", "A1"), {"place_en": "nowhere"}, entry("a", "A2")) + b"{broken\n"
    with pytest.raises(FileRefused, match="rows-rejected"):
        add_register(ws, "r.jsonl", data, strict=True)
    assert RegisterEntry.objects.count() == 0
    done = add_register(ws, "r.jsonl", data)
    assert (done.new, [r["code"] for r in done.rejected]) == (
        1,
        ["register-no-id", "register-id-twice", "row-not-json"],
    )
    assert Rejected.objects.get(code="row-not-json").raw == "{broken"
    assert add_register(ws, "r.jsonl", lines(entry("b", "B"), entry("b2", "B")), strict=True).new == 2


def test_signs_no_database_keeps_are_kept_all_the_same(ws):
    odd = entry("a", "A1") | {"note": "nul \0, half a pair \ud83d, العربية"}
    add_register(ws, "r.jsonl", json.dumps(odd).encode())
    assert cells_of("r:a") == odd


def test_every_code_it_goes_by_leads_to_an_entry_and_none_is_lost(marsh):
    assert registers.entry("MC3").id == "marsh:m-3"
    assert registers.entry("mr3  mc3").id == registers.entry("m-3").id == registers.entry("marsh:m-3").id
    assert [(n.entry_id, n.how) for n in registers.named("MR1")] == [
        ("marsh:m-1", "code"), ("marsh:m-2", "previous")
    ]  # fmt: skip
    assert registers.entry("MR1").id == "marsh:m-1"
    with pytest.raises(NotAllowed, match=r"register-entry-ambiguous.*marsh:m-1, marsh:m-2"):
        registers.entry("OLD1")
    with pytest.raises(NotFound, match="register-entry-unknown"):
        registers.entry("XX99")


def test_many_names_at_once_lead_where_each_alone_does(marsh):
    names = ["MR1", "OLD1", "mc3", "m-4", "marsh:m-5", "XX99"]
    assert registers.named_in_bulk(names) == {name: registers.named(name) for name in names}


def test_a_code_of_a_register_is_told_where_an_incident_of_ours_is_asked_for(marsh):
    with pytest.raises(NotFound) as refused:
        find.incident("MC4")
    assert refused.value.code == "incident-of-register"
    assert "marsh:m-4" in str(refused.value)


def test_one_register_under_two_file_names_is_not_counted_twice(marsh):
    with pytest.raises(FileRefused) as refused:
        add_register(marsh, "marsh-new.jsonl", lines(*MARSH[:3]))
    assert (refused.value.code, "'marsh'" in refused.value.remedy) == ("register-there-already", False)
    assert '"marsh"' in refused.value.remedy
    assert add_register(marsh, "marsh-new.jsonl", lines(*MARSH[:3]), register="MARSH").same == 3
    assert add_register(marsh, "marsh-new.jsonl", lines(*MARSH[:3]), register="Other Recorder").new == 3
    assert add_register(marsh, "marsh.jsonl", lines(*MARSH)).same == len(MARSH)
    with pytest.raises(NotAllowed, match="register-entry-ambiguous"):
        registers.entry("MC3")
    assert registers.entry("MC3", "Other Recorder").id == "Other Recorder:m-3"


@pytest.mark.parametrize("name", ["a:b", "x" * 61, "two\nlines\0"])
def test_a_name_that_cannot_be_one_is_refused(ws, name):
    with pytest.raises(FileRefused, match="register-name-unusable"):
        add_register(ws, "r.jsonl", lines(entry("a", "A1")), register=name)


def test_the_command_line_counts_the_flags_with_examples_and_gives_all_as_json(cli, ws):
    (ws.root / "marsh.jsonl").write_bytes(lines(*MARSH))
    shown = cli("add", ws.root / "marsh.jsonl", "--as", "register", "--dry-run").stdout
    assert "10 new entries would go in" in shown
    assert "1 figure-reversed: the lowest figure is above the highest." in shown
    assert "MR5 killed='[9, 4]'" in shown
    value = told(cli("add", ws.root / "marsh.jsonl", "--as", "register", "--json"))["files"][0]
    assert (value["register"], value["new"], value["flag_counts"]["harm-no-with-dead"]) == ("marsh", 10, 1)
    assert {"entry": "marsh:m-6", "code": "grade-several", "field": "grade", "value": "Contested, Discounted"}.items() <= next(
        f for f in value["flags"] if f["code"] == "grade-several"
    ).items()  # fmt: skip
    assert sum(value["flag_counts"].values()) == len(value["flags"])


def test_a_register_is_named_only_where_one_is_added(cli, ws):
    (ws.root / "r.jsonl").write_bytes(lines(entry("a", "A1")))
    assert cli("add", ws.root / "r.jsonl", "--register", "Marsh").exit_code == 2


def test_explain_shows_an_entry_its_flags_its_versions_and_whom_else_the_name_leads_to(cli, marsh):
    add_register(marsh, "marsh.jsonl", lines(MARSH[0] | {"killed": [4, 1]}))
    value = told(cli("explain", "mr1", "--json"))
    assert (value["entry"]["id"], value["entry"]["as_written"]["killed"]) == ("marsh:m-1", [4, 1])
    assert value["also"] == [{"entry": "marsh:m-2", "how": "previous"}]
    assert [v["version"] for v in value["versions"]] == [1, 2]
    words = cli("explain", "MR1").stdout
    assert "and no incident of ours" in words
    assert "figure-reversed [killed='[4, 1]']" in words
    assert "killed 4 to 1" in words
    assert error_of(cli("explain", "OLD1", "--json"))["code"] == "register-entry-ambiguous"


def test_the_exported_table_holds_what_is_read_what_is_flagged_and_the_row(cli, marsh):
    rows = {r["ref"]: r for r in told(cli("export", "register", "--json"))["rows"]}
    assert [rows[e["id"]]["as_written"] for e in MARSH] == list(MARSH)
    five = rows["m-5"]
    assert (five["killed_min"], five["killed_max"], five["as_written"]["killed"]) == (9, 4, [9, 4])
    assert five["flags"] == [
        {"code": "figure-reversed", "kind": "fault", "field": "killed", "value": "[9, 4]"}
    ]
    assert (rows["m-6"]["grade"], rows["m-6"]["grade_told"]) == (None, "Contested, Discounted")
    assert rows["m-9"]["filed_under"] == [{"told": "Marsh Riders", "actor_id": None, "role": None}]
    assert len(json.loads(cli("export", "register", "--format", "geojson").stdout)["features"]) == len(MARSH)


def test_nothing_of_a_register_is_in_a_public_export_or_a_site(cli, three):
    add_register(three, "marsh.jsonl", lines(*MARSH))
    assert told(cli("export", "register", "--public", "--json"))["rows"] == []
    cli("publish", "--preview")
    cli("publish", "--out", three.root / "out")
    pages = [
        p
        for p in three.root.rglob("*")
        if p.suffix in (".html", ".json", ".jsonl", ".csv", ".xml", ".geojson")
    ]
    assert len(pages) > 5
    assert not [p for p in pages if "Salt Crossing" in p.read_text("utf-8")]
    assert "Salt Crossing" not in cli("export", "incidents").stdout


def test_a_withdrawn_name_is_covered_in_the_table_too(cli, three):
    add_register(three, "marsh.jsonl", lines(entry("a", "A1", note="told by Sahar Zintani")))
    cli("withdraw", "Sahar Zintani", "--kind", "name", *SIGN)
    shown = cli("export", "register").stdout
    assert "told by" in shown
    assert "Zintani" not in shown


def test_an_unknown_register_is_refused_with_those_there_are(cli, marsh):
    error = error_of(cli("tally", "--register", "other", "--json"))
    assert (error["code"], "marsh" in error["remedy"]) == ("register-unknown", True)


def test_a_code_an_entry_takes_up_again_is_its_code_again(marsh):
    add_register(marsh, "marsh.jsonl", lines(MARSH[0] | {"code": "MR1b"}))
    add_register(marsh, "marsh.jsonl", lines(MARSH[0]))
    assert RegisterCode.objects.get(entry_id="marsh:m-1", code="MR1").how == "code"
    assert RegisterCode.objects.get(entry_id="marsh:m-1", code="MR1b").how == "previous"
