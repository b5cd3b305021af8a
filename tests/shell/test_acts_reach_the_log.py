"""From an act's commit to the signed checkpoint: nothing forgotten, nothing twice, nobody else's log extended."""

from __future__ import annotations

import shutil

import pytest

from cairn.errors import NotAllowed, WorkspaceFault
from cairn.shell.acts import log
from cairn.shell.acts.act import recorded
from cairn.shell.acts.log import catch_up, may_extend
from cairn.shell.records.models import Act, Outbox
from cairn.shell.store import files

pytestmark = pytest.mark.django_db(transaction=True)


def act(kind="x"):
    with recorded(kind) as made:
        pass
    return made


def test_an_act_stands_in_the_signed_log_when_it_returns(ws):
    first, second = act(), act()
    assert ws.log.size == 2
    assert list(ws.log.entries()) == [bytes(first.record), bytes(second.record)]
    assert not Outbox.objects.exists()


def test_what_is_rolled_back_leaves_nothing_in_database_or_log(ws):
    with pytest.raises(ZeroDivisionError), recorded("x"):
        raise ZeroDivisionError
    assert (Act.objects.count(), ws.log.size) == (0, 0)


def test_an_act_within_an_act_stands_before_it(ws):
    with recorded("outer"), recorded("inner"):
        pass
    assert list(Act.objects.order_by("seq").values_list("kind", flat=True)) == ["inner", "outer"]
    assert ws.log.size == 2


def test_acts_that_a_crash_kept_from_the_log_are_appended_by_the_next(ws, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(log, "_append", lambda ws: None)
        act()
        act()
    assert ws.log.size == 0
    act()
    assert ws.log.size == 3
    assert not Outbox.objects.exists()


def test_an_outbox_that_a_crash_left_full_is_compared_and_emptied(ws):
    made = act()
    Outbox.objects.create(act=made, seq=made.seq)
    catch_up()
    assert ws.log.size == 1
    assert not Outbox.objects.exists()


def test_an_act_whose_log_could_not_be_written_is_kept_and_the_error_says_so(ws, monkeypatch):
    act()

    class Full(files.Disk):
        def write(self, handle, data):
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, "disk", Full())
        with pytest.raises(WorkspaceFault, match="log-behind: what you did is saved"):
            act("the second")
    assert Act.objects.count() == 2
    assert ws.log.size == 1
    catch_up()
    assert ws.log.size == 2


def test_a_copy_on_another_machine_cannot_extend_the_log(ws, monkeypatch, tmp_path):
    act()
    monkeypatch.setenv("CAIRN_KEY", str(tmp_path / "another"))
    with pytest.raises(NotAllowed, match="log-key-other"):
        act()
    assert Act.objects.count() == 1


def test_an_older_copy_cannot_grow_a_second_history(ws, tmp_path):
    act()
    shutil.copytree(ws.root / "log", tmp_path / "old")
    act()
    shutil.rmtree(ws.root / "log")
    shutil.copytree(tmp_path / "old", ws.root / "log")
    Act.objects.filter(seq=1).delete()
    with pytest.raises(NotAllowed, match="log-rolled-back"):
        act()
    assert Act.objects.count() == 1


def test_an_act_of_another_command_in_between_is_no_roll_back(ws, monkeypatch):
    act()
    counts = iter([0, 1])
    monkeypatch.setattr(log, "record_count", lambda: next(counts))
    may_extend()


def test_a_folder_whose_log_knows_nothing_of_the_records_is_refused_before_anything_is_saved(ws):
    act()
    text = (ws.root / "cairn.toml").read_text("utf-8")
    (ws.root / "cairn.toml").write_text(text.replace("cairn-record/", "another-team/"), "utf-8")
    shutil.rmtree(ws.root / "log")
    with pytest.raises(
        NotAllowed, match="log-of-others: the database holds 1 records, and the log in this folder 0"
    ):
        act()
    assert Act.objects.count() == 1
