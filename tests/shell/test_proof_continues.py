"""A proof goes on from a checkpoint somebody held before, and makes up nothing where the record was changed."""

import pytest
from django.db import connection

from cairn.archive.note import Checkpoint, signed
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.log import catch_up
from cairn.shell.records.models import ReportVersion
from cairn.shell.store.signer import Signer
from conftest import jsonl, report
from shell import proofs
from shell.answers import error_of, told
from shell.proofs import judged, stranger

NOOR, SAM = "Noor Example", "Sam Example"
strike, released = proofs.strike, proofs.released


def test_a_checkpoint_from_an_earlier_day_is_continued(strike, cli, tmp_path):
    held = tmp_path / "held"
    held.write_text(strike.log.checkpoint, "utf-8")
    add_reports(strike, "later.jsonl", jsonl(report("later-1", "Nothing new was told on 9 May 2025.")))
    catch_up()
    out = tmp_path / "p"
    told(cli("proof", "wire-1", "--checkpoint", held, "--out", out, "--json"))
    code, said = stranger(out, "--checkpoint", str(held), "--key", str(strike.log.vkey))
    assert code == 0, said
    assert "nothing before it was changed or taken out" in said
    now = tmp_path / "now"
    now.write_text(strike.log.checkpoint, "utf-8")
    assert stranger(out, "--checkpoint", str(now))[0] == 0


def test_a_checkpoint_of_another_history_is_told(strike, cli, tmp_path):
    key, held = strike.log.vkey, tmp_path / "held"
    other = Checkpoint(strike.origin, 2, b"r" * 32)
    held.write_text(signed(other.text, key, Signer()._secret().sign), "utf-8")
    ask = ("proof", "wire-1", "--out", tmp_path / "p", "--json")
    assert error_of(cli(*ask, "--checkpoint", held))["code"] == "checkpoint-other"
    told(cli(*ask))
    (tmp_path / "p" / f"consistency-2-{strike.log.size}").write_text("", "utf-8")
    code, said = stranger(tmp_path / "p", "--checkpoint", str(held))
    assert (code, "DOES NOT HOLD" in said) == (1, True)


@pytest.mark.parametrize("text", ["", "no checkpoint\n", "\udcff"])
def test_a_file_that_is_no_checkpoint_is_refused(strike, cli, tmp_path, text):
    (tmp_path / "held").write_bytes(text.encode("utf-8", "surrogateescape"))
    answer = cli("proof", "wire-1", "--checkpoint", tmp_path / "held", "--out", tmp_path / "p", "--json")
    assert error_of(answer)["code"] == "checkpoint-unreadable"


def test_another_key_than_the_logs_is_told(strike, cli, tmp_path):
    told(cli("proof", "wire-1", "--out", tmp_path / "p", "--json"))
    other = Signer(tmp_path / "other").key(strike.origin)
    assert stranger(tmp_path / "p", "--key", str(other))[0] == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE records_reportversion SET capture_row = 9",
        "UPDATE records_capture SET name = 'other.jsonl'",
        "UPDATE records_seal SET rows = rows + 1",
        "UPDATE records_act SET salt = %s",
    ],
)
def test_where_the_record_was_changed_no_proof_is_made_up(strike, cli, tmp_path, change):
    with connection.cursor() as cursor:
        cursor.execute(change, [b"x" * 32] if "%s" in change else [])
    error = error_of(cli("proof", "wire-1", "--out", tmp_path / "p", "--json"))
    assert error["code"] == "proof-does-not-hold"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".new", "p"))] == []


def test_what_was_erased_cannot_be_opened_but_its_place_is_still_shown(strike, cli, tmp_path):
    act = ReportVersion.objects.get(report_id="wire-1").act
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_act SET salt = %s, detail = '{}' WHERE id = %s", [b"", act.id])
    assert error_of(cli("proof", "wire-1", "--out", tmp_path / "p", "--json"))["code"] == "proof-erased"
    told(cli("proof", act.id, "--out", tmp_path / "q", "--json"))
    assert judged(tmp_path / "q")


def test_an_act_that_the_log_does_not_hold_yet_has_no_proof(strike, cli, tmp_path):
    add_reports(strike, "later.jsonl", jsonl(report("later-1", "Nothing new was told on 9 May 2025.")))
    ask = ("proof", "later-1", "--out", tmp_path / "p", "--json")
    assert error_of(cli(*ask))["code"] == "proof-not-logged"
    catch_up()
    told(cli(*ask))


def test_a_folder_that_holds_something_is_left_alone(strike, cli, tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "mine.txt").write_text("mine", "utf-8")
    assert error_of(cli("proof", "wire-1", "--out", tmp_path / "p", "--json"))["code"] == "folder-not-empty"
    assert [path.name for path in (tmp_path / "p").iterdir()] == ["mine.txt"]
    (tmp_path / "empty").mkdir()
    told(cli("proof", "wire-1", "--out", tmp_path / "empty", "--json"))
