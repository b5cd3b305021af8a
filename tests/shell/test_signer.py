"""The signer signs one history of a log and no second one, with a key that nobody else can read."""

import os
import random
import stat
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.archive.note import Checkpoint, VerifierKey, opened_checkpoint
from cairn.archive.tree import EMPTY_ROOT, consistency_proof, root_of
from cairn.errors import NotAllowed, WorkspaceFault
from cairn.shell.store import turn
from cairn.shell.store.signer import Signer, key_folder, verify_signature
from merkle import flipped, grown, node_of

ORIGIN = "log.example/steppe"
names = count()


@pytest.fixture
def signer(tmp_path):
    return Signer(tmp_path / "key")


def tree(seed: int, size: int):
    leaves = grown(random.Random(seed), size)[1]
    return root_of(leaves), lambda old: consistency_proof(old, size, node_of(leaves))


def sign(signer: Signer, seed: int, size: int, origin: str = ORIGIN) -> str:
    root, consistency = tree(seed, size)
    return signer.sign(origin, size, root, consistency)


def code_of(error: pytest.ExceptionInfo[NotAllowed]) -> str:
    return error.value.code


def test_what_it_signs_opens_with_its_public_key(signer):
    note = sign(signer, 1, 5)
    assert opened_checkpoint(note, signer.key(ORIGIN), verify_signature) == Checkpoint(
        ORIGIN, 5, tree(1, 5)[0]
    )


def test_it_remembers_what_it_signed_and_a_new_signer_reads_it(signer):
    note = sign(signer, 1, 5)
    again = Signer(signer.folder)
    assert again.note(ORIGIN) == note
    assert again.state(ORIGIN) == Checkpoint(ORIGIN, 5, tree(1, 5)[0])
    assert again.state("log.example/other") is None


def test_the_same_tree_is_signed_alike_and_a_grown_one_anew(signer):
    assert sign(signer, 1, 5) == sign(signer, 1, 5)
    assert sign(signer, 1, 9) != sign(signer, 1, 5 + 4 + 1)


def test_another_log_has_a_history_of_its_own(signer):
    sign(signer, 1, 9)
    sign(signer, 2, 3, "log.example/other")
    assert signer.state(ORIGIN).size == 9


@pytest.mark.parametrize(("seed", "size", "code"), [(1, 8, "log-rolled-back"), (1, 0, "log-rolled-back"), (2, 9, "log-forked"), (2, 12, "log-forked")])  # fmt: skip
def test_a_smaller_or_another_tree_is_refused(signer, seed, size, code):
    sign(signer, 1, 9)
    with pytest.raises(NotAllowed) as error:
        sign(signer, seed, size)
    assert code_of(error) == code
    assert signer.state(ORIGIN).size == 9


SPOILT = settings(
    max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SPOILT
@given(st.integers(1, 40), st.integers(0, 60), st.integers(0, 2**32), st.data())
def test_no_tree_is_signed_that_does_not_begin_with_the_last(tmp_path, monkeypatch, held, size, seed, data):
    """A thousand attempts: rolled back, forked at any record, with a proof spoilt, made up, or of another tree."""
    monkeypatch.setattr("cairn.shell.store.files.disk.fsync", lambda handle: None)
    monkeypatch.setattr("cairn.shell.store.files.disk.fsync_folder", lambda folder: None)
    rng, signer, origin = random.Random(seed), Signer(tmp_path / "key"), f"log.example/{next(names)}"
    leaves = grown(rng, max(held, size, 1))[1]
    signer.sign(origin, held, root_of(leaves[:held]), lambda old: [])
    kind = data.draw(st.sampled_from(["smaller", "same size", "forked", "bad proof"]))
    told, proof = list(leaves), None
    if kind == "smaller":
        size = min(size, held - 1)
    elif kind == "same size":
        size, told[rng.randrange(held)] = held, rng.randbytes(32)
    elif kind == "forked":
        size = max(held, size)
        told[rng.randrange(held)] = rng.randbytes(32)
    else:
        size = max(held + 1, size)
        told += [rng.randbytes(32)] * (size - len(told))
        proof = consistency_proof(held, size, node_of(told))
        at = rng.randrange(len(proof))
        proof[at] = flipped(rng, proof[at])
    with pytest.raises(NotAllowed, match=r"log-rolled-back|log-forked"):
        signer.sign(
            origin,
            size,
            root_of(told[:size]),
            lambda old: proof or consistency_proof(old, size, node_of(told)),
        )
    assert signer.state(origin) == Checkpoint(origin, held, root_of(leaves[:held]))


def test_a_proof_of_no_shape_at_all_is_refused_with_the_same_code(signer):
    sign(signer, 1, 9)
    for proof in ([], ["x"], [b"short"], [b"x" * 32] * 200):
        with pytest.raises(NotAllowed, match="log-forked"):
            signer.sign(ORIGIN, 12, tree(1, 12)[0], lambda old, proof=proof: proof)


def test_an_empty_log_can_be_signed_and_grown(signer):
    signer.sign(ORIGIN, 0, EMPTY_ROOT, lambda old: [])
    assert sign(signer, 1, 5)


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name != "posix", reason="rights of this kind are POSIX's")
def test_key_and_memory_are_readable_for_the_user_alone(signer):
    sign(signer, 1, 5)
    assert mode(signer.folder) == 0o700
    assert mode(signer.folder / "logs") == 0o700
    assert mode(signer.folder / "key") == 0o600
    assert [mode(path) for path in (signer.folder / "logs").iterdir()] == [0o600]


def test_the_memory_is_on_the_disk_before_the_signature_is_given_out(signer, monkeypatch):
    signer.key(ORIGIN)

    def refuse(*args, **kwargs):
        raise WorkspaceFault("disk-full", "full")

    with monkeypatch.context() as broken:
        broken.setattr("cairn.shell.store.files.write_whole", refuse)
        with pytest.raises(WorkspaceFault):
            sign(signer, 1, 5)
    assert signer.state(ORIGIN) is None


@pytest.mark.skipif(os.name != "posix", reason="rights of this kind are POSIX's")
def test_a_key_that_others_can_read_is_not_used(signer):
    signer.key(ORIGIN)
    (signer.folder / "key").chmod(0o640)
    with pytest.raises(NotAllowed, match=r"log-key-unusable.*chmod 600"):
        sign(signer, 1, 5)


@pytest.mark.parametrize("text", ["", "ed25519\n", "ed25519 AAAA\n", "rsa " + "A" * 43 + "=\n", "ed25519 x y\n", "# only this\n", "\udcff"])  # fmt: skip
def test_a_file_that_holds_no_key_is_not_used(signer, text):
    signer.key(ORIGIN)
    (signer.folder / "key").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(NotAllowed, match="log-key-unusable"):
        signer.check(ORIGIN, None)


def test_the_key_is_made_once(signer):
    assert signer.key(ORIGIN) == Signer(signer.folder).key(ORIGIN)


def test_a_log_bound_to_another_key_cannot_be_extended_here(signer, tmp_path):
    pinned = Signer(tmp_path / "others").key(ORIGIN)
    with pytest.raises(NotAllowed, match=r"log-key-other.*not on this machine"):
        signer.check(ORIGIN, pinned)
    assert not (signer.folder / "key").exists()
    signer.key(ORIGIN)
    with pytest.raises(NotAllowed, match=r"log-key-other.*another key"):
        signer.check(ORIGIN, pinned)
    signer.check(ORIGIN, signer.key(ORIGIN))
    signer.check("log.example/new", None)


def test_a_workspace_with_fewer_records_than_were_signed_is_seen_before_anything_is_written(signer):
    sign(signer, 1, 5)
    signer.check(ORIGIN, signer.key(ORIGIN), records=5)
    with pytest.raises(NotAllowed, match="log-rolled-back"):
        signer.check(ORIGIN, signer.key(ORIGIN), records=4)


def test_a_memory_that_was_changed_is_not_passed_over(signer):
    sign(signer, 1, 5)
    (memory,) = (signer.folder / "logs").iterdir()
    memory.write_text(memory.read_text("utf-8").replace("\n5\n", "\n4\n"), "utf-8")
    with pytest.raises(NotAllowed, match="log-state-unreadable"):
        sign(signer, 1, 9)


def test_a_memory_that_is_no_text_is_not_passed_over(signer):
    sign(signer, 1, 5)
    (memory,) = (signer.folder / "logs").iterdir()
    memory.write_bytes(b"\xff\xfe")
    with pytest.raises(NotAllowed, match="log-state-unreadable"):
        sign(signer, 1, 9)


def test_a_folder_that_is_there_already_gets_its_key(signer):
    signer.folder.mkdir()
    assert signer.key(ORIGIN) == Signer(signer.folder).key(ORIGIN)


def test_the_folder_is_named_by_cairn_key_or_stands_in_the_configuration(monkeypatch, tmp_path):
    monkeypatch.setenv("CAIRN_KEY", str(tmp_path / "a"))
    assert key_folder() == tmp_path / "a"
    monkeypatch.delenv("CAIRN_KEY")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    assert key_folder() == tmp_path / "c" / "cairn"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "h"))
    assert key_folder() == tmp_path / "h" / ".config" / "cairn"


def test_two_processes_do_not_sign_at_once(signer, monkeypatch):
    signer.key(ORIGIN)
    monkeypatch.setattr(turn, "PATIENCE", 0.0)
    with turn.turn(signer.folder / ".lock"), pytest.raises(WorkspaceFault, match="log-busy"):
        sign(signer, 1, 5)


def test_a_public_key_says_which_log_it_is_for(signer):
    assert VerifierKey.parse(str(signer.key(ORIGIN))).name == ORIGIN
