"""Two at work in one workspace: one is refused with a code, and nothing is half-done."""

import json

import pytest
from django.db.utils import OperationalError

from cairn.errors import WorkspaceFault
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.run import run
from cairn.shell.records.models import AccountRow, Act, ReportRow
from cairn.shell.workspace import alone
from conftest import jsonl, report, silent

OLD = report("x-1", "2 people were killed by a mine in Kafr Nabl on 2 June 2020.")
NEW = report("x-1", "3 people were killed by a mine in Kafr Nabl on 2 June 2020.")


def test_a_second_run_is_refused_while_one_is_at_work(three):
    add_reports(three, "x.jsonl", jsonl(OLD))
    acts = Act.objects.count()
    with alone(three), pytest.raises(WorkspaceFault, match="workspace-busy"):
        run(three, silent, preview=False)
    assert Act.objects.count() == acts
    assert run(three, silent, preview=False).read == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [(OperationalError("database is locked"), "workspace-busy"), (KeyboardInterrupt(), "stopped")],
)
def test_a_locked_database_and_a_stop_by_hand_are_told_with_a_code(three, cli, monkeypatch, fault, code):
    def broken(*args, **more):
        raise fault

    monkeypatch.setattr("cairn.shell.acts.run.read_reports", broken)
    add_reports(three, "x.jsonl", jsonl(OLD))
    answer = cli("run", "--no-preview", "--json")
    assert (answer.exit_code, json.loads(answer.stdout)["error"]["code"]) == (1, code)


def test_a_report_replaced_while_it_is_read_is_read_again(ws, monkeypatch):
    import cairn.shell.acts.read_reports as stage

    add_reports(ws, "x.jsonl", jsonl(OLD))
    real = stage._read_all

    def meanwhile(*args):
        chunks = list(real(*args))
        add_reports(ws, "y.jsonl", jsonl(NEW))
        yield from chunks

    monkeypatch.setattr(stage, "_read_all", meanwhile)
    stage.read_reports(ws, silent)
    assert ReportRow.objects.get(id="x-1").read_by == ""
    assert not AccountRow.objects.filter(report_version=1, live=True).exists()


@pytest.mark.parametrize("command", [("export", "reports"), ("publish",), ("queue",)])
def test_a_file_that_cannot_be_written_is_told_with_a_code(three, cli, tmp_path, command):
    (tmp_path / "file").write_text("in the way")
    answer = cli(*command, "--out", tmp_path / "file" / "x.xlsx", "--json")
    assert (answer.exit_code, json.loads(answer.stdout)["error"]["code"]) == (1, "disk-refuses")


@pytest.mark.parametrize("is_preview", [True, False])
def test_a_site_is_held_from_the_reading_of_its_record_so_that_nothing_withdrawn_comes_back(
    three, monkeypatch, is_preview
):
    """A slower writer that read before a withdrawal would put back what a faster one had taken out."""
    from cairn.shell.site import refresh
    from cairn.shell.store import lock

    read, held = refresh.site_record, []

    def reading(ws, basis):
        folder = ws.preview if is_preview else ws.site
        with lock.held(folder.with_name(f".{folder.name}.lock")) as free:
            held.append(not free)
        return read(ws, basis=basis)

    monkeypatch.setattr(refresh, "site_record", reading)
    refresh.write(three, None, preview=is_preview)
    assert held == [True]
