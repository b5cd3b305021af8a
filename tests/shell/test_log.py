"""The folder of the log: it grows, survives being cut off anywhere, and says when it was changed."""

import random
import shutil
import threading

import pytest

from cairn.archive.note import opened_checkpoint
from cairn.archive.tree import consistency_holds, leaf_hash, root_of
from cairn.errors import NotAllowed, WorkspaceFault
from cairn.shell.store import files, turn
from cairn.shell.store.log import Log
from cairn.shell.store.signer import Signer, verify_signature

ORIGIN = "log.example/steppe"


@pytest.fixture
def signer(tmp_path):
    return Signer(tmp_path / "key")


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path / "workspace" / "log", ORIGIN)


@pytest.fixture(autouse=True)
def _workspace(tmp_path, monkeypatch):
    """Nothing waits for the disk here: what a flush is worth is tried with the disk's own faults."""
    (tmp_path / "workspace").mkdir()
    monkeypatch.setattr(files.disk, "fsync", lambda handle: None)
    monkeypatch.setattr(files.disk, "fsync_folder", lambda folder: None)


def some(start: int, end: int) -> list[bytes]:
    return [b"record %d" % n for n in range(start, end)]


def root(size: int) -> bytes:
    return root_of(map(leaf_hash, some(0, size)))


def stands(log: Log) -> set[str]:
    return {
        str(p.relative_to(log.folder)) for p in log.folder.rglob("*") if p.is_file() and p.name != ".lock"
    }


def test_a_new_log_is_empty_and_bound_to_no_key(log):
    assert (log.size, log.vkey, log.checkpoint, list(log.entries())) == (0, None, None, [])


def test_records_come_back_in_order_however_they_went_in(log, signer):
    for start, end in [(0, 1), (1, 256), (256, 257), (257, 900), (900, 900), (900, 1300)]:
        assert log.append(some(start, end), signer).size == end
        assert (log.size, log.root()) == (end, root(end))
    assert list(log.entries()) == some(0, 1300)
    assert list(log.entries(250, 520)) == some(250, 520)
    assert log.root(700) == root(700)


def test_the_checkpoint_is_signed_with_the_pinned_key(log, signer):
    head = log.append(some(0, 3), signer)
    assert opened_checkpoint(log.checkpoint, log.vkey, verify_signature) == head == log.head
    assert log.vkey == signer.key(ORIGIN)


def test_a_log_of_300_records_is_these_files(log, signer):
    log.append(some(0, 10), signer)
    log.append(some(10, 300), signer)
    assert stands(log) == {
        "vkey", "checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1",
        "tile/entries/000", "tile/entries/001.p/44",
    }  # fmt: skip


def test_every_record_is_proven_and_every_size_consistent(log, signer):
    log.append(some(0, 600), signer)
    for index in (0, 1, 255, 256, 511, 512, 599):
        shown = log.proof(index).shows(b"record %d" % index, log.vkey, verify_signature)
        assert shown.size == 600
    for old in (0, 1, 256, 300, 512, 600):
        assert consistency_holds(old, root(old), 600, log.root(), log.consistency(old))
    assert consistency_holds(256, root(256), 400, root(400), log.consistency(256, 400))


def test_the_same_records_twice_are_once_where_their_place_is_said(log, signer):
    log.append(some(0, 10), signer, first=0)
    assert log.append(some(4, 13), signer, first=4).size == 13
    assert log.append(some(4, 13), signer, first=4).size == 13
    assert list(log.entries()) == some(0, 13)


def test_other_contents_at_a_place_that_was_logged_are_refused(log, signer):
    log.append(some(0, 10), signer)
    with pytest.raises(WorkspaceFault, match="log-changed"):
        log.append([b"another"], signer, first=9)


def test_a_gap_is_refused(log, signer):
    log.append(some(0, 10), signer)
    with pytest.raises(WorkspaceFault, match="log-gap"):
        log.append(some(12, 13), signer, first=12)
    assert log.size == 10


class PowerCut(Exception):
    """Stands for the end of the process."""


@pytest.mark.parametrize("start", [0, 3, 250, 255, 256, 511])
def test_cut_off_at_any_touch_of_the_disk_it_goes_on_by_doing_the_same_again(log, signer, monkeypatch, start):
    """Each call that reaches the disk fails once, the records are handed in again with more, and the log is whole."""
    if start:
        log.append(some(0, start), signer, first=0)
    size, broken_off = start, 0
    for nth in range(200):
        left = nth

        def failing(name, real):
            def call(*args):
                nonlocal left
                left -= 1
                if left < 0 and name != "replace":
                    raise PowerCut
                real_result = real(*args)
                if left < 0:
                    raise PowerCut
                return real_result

            return call

        with monkeypatch.context() as cut:
            for name in ("open", "write", "fsync", "replace", "mkdir", "fsync_folder"):
                cut.setattr(files.disk, name, failing(name, getattr(files.disk, name)))
            try:
                log.append(some(size, size + 3), signer, first=size)
            except PowerCut:
                broken_off += 1
            else:
                break
        assert log.size in (size, size + 3)
        assert (log.append(some(size, size + 4), signer, first=size).size, log.root()) == (
            size + 4,
            root(size + 4),
        )
        size += 4
    assert broken_off > 10
    assert list(log.entries()) == some(0, log.size)


def test_what_a_crash_left_beyond_the_checkpoint_is_not_trusted(log, signer):
    log.append(some(0, 10), signer)
    for name in (
        "tile/0/000.p/12",
        "tile/entries/000.p/12",
        "tile/0/000",
        "tile/0/001.p/1",
        "tile/1/000.p/1",
    ):
        (log.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (log.folder / name).write_bytes(b"rubbish")
    assert log.root() == root(10)
    assert log.append(some(10, 12), signer).root == root(12)
    assert log.append(some(12, 300), signer).root == root(300)
    assert list(log.entries()) == some(0, 300)


def test_a_copy_of_an_older_state_cannot_be_extended(log, signer, tmp_path):
    log.append(some(0, 10), signer)
    shutil.copytree(log.folder, tmp_path / "old" / "log")
    log.append(some(10, 20), signer)
    old = Log(tmp_path / "old" / "log", ORIGIN)
    with pytest.raises(NotAllowed, match="log-rolled-back"):
        old.append([b"another"], signer)
    with pytest.raises(NotAllowed, match="log-forked"):
        old.append([b"another"] * 30, signer)
    with pytest.raises(NotAllowed, match="log-rolled-back"):
        old.may_extend(signer, records=10)
    assert old.append(some(10, 25), signer).root == root(25), "the same history may go on from the copy"


def test_a_copy_in_other_hands_verifies_and_cannot_be_extended(log, signer, tmp_path):
    log.append(some(0, 10), signer)
    stranger = Signer(tmp_path / "stranger")
    with pytest.raises(NotAllowed, match="log-key-other"):
        log.append(some(10, 11), stranger)
    with pytest.raises(NotAllowed, match="log-key-other"):
        log.may_extend(stranger)
    assert log.root() == root(10)


@pytest.mark.parametrize("name", ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"])
def test_no_record_is_added_where_the_edge_of_the_log_was_changed(log, signer, name):
    log.append(some(0, 300), signer)
    path = log.folder / name
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    if name == "tile/0/000":  # a full tile lower down: its own root stands above it
        assert root_of([bytes(data[at : at + 32]) for at in range(0, len(data), 32)]) != log.node(8, 0)
        return
    with pytest.raises(WorkspaceFault, match="log-changed"):
        log.append(some(300, 301), signer)
    assert log.size == 300


@pytest.mark.parametrize("spoil", [lambda p: p.unlink(), lambda p: p.write_bytes(p.read_bytes()[:-1]),
                                   lambda p: p.write_bytes(p.read_bytes()[:-32]), lambda p: p.write_bytes(b"")])  # fmt: skip
@pytest.mark.parametrize("name", ["tile/0/000.p/10", "tile/entries/000.p/10"])
def test_a_file_that_is_missing_or_cut_off_is_named(log, signer, name, spoil):
    log.append(some(0, 10), signer)
    spoil(log.folder / name)
    with pytest.raises(WorkspaceFault, match="log-unreadable"):
        list(log.entries()), log.root()


@pytest.mark.parametrize("name", ["checkpoint", "vkey"])
def test_a_checkpoint_or_key_that_was_changed_is_refused(log, signer, name):
    log.append(some(0, 10), signer)
    path = log.folder / name
    rng, good = random.Random(1), path.read_bytes()
    for _ in range(60):
        at = rng.randrange(len(good))
        path.write_bytes(good[:at] + bytes([good[at] ^ 1 << rng.randrange(8)]) + good[at + 1 :])
        with pytest.raises(WorkspaceFault, match="log-unreadable"):
            _ = log.head


def test_a_missing_key_does_not_open_the_log_to_another(log, signer, tmp_path):
    log.append(some(0, 10), signer)
    (log.folder / "vkey").unlink()
    with pytest.raises(WorkspaceFault, match="log-unreadable"):
        log.append(some(10, 11), Signer(tmp_path / "stranger"))


def test_a_log_taken_away_is_not_begun_anew(log, signer):
    log.append(some(0, 10), signer)
    shutil.rmtree(log.folder)
    with pytest.raises(NotAllowed, match="log-rolled-back"):
        log.append(some(0, 1), signer)
    assert log.append(some(0, 12), signer, first=0).root == root(12), "the same records make the same log"


def test_a_record_too_long_leaves_the_log_as_it_was(log, signer):
    log.append(some(0, 10), signer)
    with pytest.raises(ValueError, match="longer than a log"):
        log.append([b"x" * 65_536], signer)
    assert log.append(some(10, 11), signer).root == root(11)


def test_only_one_appends_at_a_time(log, signer, monkeypatch):
    log.append(some(0, 1), signer)
    monkeypatch.setattr(turn, "PATIENCE", 0.0)
    with turn.turn(log.folder / ".lock"), pytest.raises(WorkspaceFault, match="log-busy"):
        log.append(some(1, 2), signer)


def test_many_who_append_at_once_come_one_after_another(log, signer):
    signer.key(ORIGIN)
    errors = []

    def some_appends(who: int) -> None:
        try:
            for n in range(12):
                Log(log.folder, ORIGIN).append([b"%d %d" % (who, n)], Signer(signer.folder))
        except Exception as e:  # noqa: BLE001 - told to the test, a thread's own would be lost
            errors.append(e)

    threads = [threading.Thread(target=some_appends, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    records = list(log.entries())
    assert errors == []
    assert sorted(records) == sorted(b"%d %d" % (who, n) for who in range(4) for n in range(12))
    assert log.root() == root_of(map(leaf_hash, records)) == signer.state(ORIGIN).root


def test_nothing_beyond_the_log_can_be_asked_for(log, signer):
    log.append(some(0, 10), signer)
    for ask in (lambda: log.node(0, 10), lambda: log.node(4, 0), lambda: log.root(11), lambda: log.proof(10),
                lambda: log.consistency(3, 11), lambda: log.consistency(11), lambda: list(log.entries(0, 11))):  # fmt: skip
        with pytest.raises(ValueError, match=r"log of 10|no leaf|cannot begin"):
            ask()


def test_a_reader_meets_a_wider_tile_where_its_own_was_taken_away(log, signer):
    log.append(some(0, 10), signer)
    note = (log.folder / "checkpoint").read_bytes()
    log.append(some(10, 20), signer)
    (log.folder / "checkpoint").write_bytes(note)
    assert (Log(log.folder, ORIGIN).root(), list(log.entries())) == (root(10), some(0, 10))
