"""The file of a backup: its keys, its encryption, and a reader that takes nothing but what the writer makes."""

from __future__ import annotations

import errno
import io
import json
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.errors import FileRefused, NotAllowed, WorkspaceFault
from cairn.shell.backup import keys, members, sealed
from cairn.shell.backup.folder import of_no_place, with_database, with_log
from cairn.shell.backup.members import FIRST, LAST, Reader, Tally
from cairn.shell.store import files

OBJECT = "objects/sha256/ab/cd/abcd" + "0" * 60
LATER = "objects/sha256/ab/cd/abcd" + "1" * 60
WHEN = datetime(2026, 11, 23, tzinfo=UTC)
GOOD = {
    FIRST: b"{}", "cairn.toml": b"format = 2\n", "log/checkpoint": b"", "log/tile/0/000.p/5": b"t" * 160,
    "records/act/00000000.jsonl.gz": b"z" * 511, OBJECT: b"o" * 512, LATER: b"p" * 300_000, LAST: b"{}",
}  # fmt: skip


class Kept:
    """Keeps every member it is given."""

    def __init__(self) -> None:
        self.found: dict[str, bytes] = {}

    def begin(self, name: str, size: int) -> _Sink:
        return _Sink(self.found, name)


class _Sink:
    def __init__(self, found: dict[str, bytes], name: str) -> None:
        self.found, self.name, self.data = found, name, b""

    def write(self, data: bytes) -> None:
        self.data += data

    def close(self, sha256: str) -> None:
        self.found[self.name] = self.data


def written(parts: dict[str, bytes]) -> bytes:
    def pieces() -> Iterator[bytes]:
        for name, data in parts.items():
            yield from members.member(name, len(data), [data], Tally(), 0)
        yield members.END_OF_TAR

    return b"".join(pieces())


def read(tar: bytes, step: int = 100_000) -> dict[str, bytes]:
    kept = Kept()
    reader = Reader(kept)
    for at in range(0, len(tar), step):
        reader.write(tar[at : at + step])
    if not reader.ended:
        raise ValueError("its end is missing")
    return kept.found


def other_tar(*changed: tuple[str, dict[str, object]]) -> bytes:
    """A tar by another hand: some member is not as we would write it."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for name, fields in ((FIRST, {}), *changed, (LAST, {})):
            info = tarfile.TarInfo(name)
            for field, value in fields.items():
                setattr(info, field, value)
            data = b"x" * info.size
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


@given(st.integers(300, 70_000))
@settings(max_examples=10, deadline=None)
def test_what_is_written_is_read_however_it_is_cut_up(step):
    assert read(written(GOOD), step) == GOOD


def test_any_other_program_reads_it_as_a_tar():
    with tarfile.open(fileobj=io.BytesIO(written(GOOD))) as tar:
        assert {m.name: tar.extractfile(m).read() for m in tar.getmembers()} == GOOD


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd", "../cairn.toml", "log/../../x", "log/./x", "log//x", "log/.lock", "log/", "log", "objects/x",
        "objects/sha256/ab/ce/abcd" + "0" * 60, "objects/sha256/ab/cd/ABCD" + "0" * 60, OBJECT + "/x", OBJECT + "\n",
        "records/act/1.jsonl", "records/../00000000.jsonl.gz", "site/index.html", "C:\\x", "log\\x", "log/a\x00b",
        "records.sqlite3", "log/" + "a" * 200, "", ".", "manifest.json ",
    ],
)  # fmt: skip
def test_no_member_has_a_name_of_its_own_choice(name):
    with pytest.raises(ValueError, match="no backup has a member of this name"):
        members.part_of(name)


@pytest.mark.parametrize(
    "fields",
    [
        {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}, {"type": tarfile.LNKTYPE, "linkname": "cairn.toml"},
        {"type": tarfile.CHRTYPE}, {"type": tarfile.BLKTYPE}, {"type": tarfile.FIFOTYPE}, {"type": tarfile.DIRTYPE},
        {"type": tarfile.CONTTYPE}, {"type": tarfile.GNUTYPE_SPARSE}, {"linkname": "elsewhere"},
    ],
)  # fmt: skip
def test_only_plain_files_are_taken(fields):
    with pytest.raises(ValueError, match="not a plain file"):
        read(other_tar(("cairn.toml", fields)))


@pytest.mark.parametrize(
    "names",
    [
        [FIRST, OBJECT, OBJECT, LAST], [FIRST, LATER, OBJECT, LAST], [FIRST, "cairn.toml", FIRST, LAST],
        [FIRST, OBJECT, "cairn.toml", LAST], ["cairn.toml", LAST], [FIRST, LAST, LAST], [FIRST, LAST, OBJECT],
    ],
)  # fmt: skip
def test_each_member_stands_once_and_in_its_place(names):
    pieces = [b"".join(members.member(name, 1, [b"x"], Tally(), 0)) for name in names]
    with pytest.raises(ValueError, match=r"stands where|missing"):
        read(b"".join([*pieces, members.END_OF_TAR]))


def test_nothing_hides_behind_a_member_or_behind_the_end():
    tar = bytearray(written(GOOD))
    tar[512 + 100] = 1  # the padding of the first manifest
    with pytest.raises(ValueError, match="behind a member"):
        read(bytes(tar))
    with pytest.raises(ValueError, match="behind the end"):
        read(written(GOOD) + b"\0" * 512 + b"x" * 512)


def test_a_tar_cut_off_anywhere_has_no_end():
    tar = written({**GOOD, LATER: b"p"})
    for cut in range(0, len(tar) - 1024, 512):
        with pytest.raises(ValueError, match="its end is missing"):
            read(tar[:cut])


def test_a_file_that_ends_early_is_filled_up_and_its_hash_tells():
    tally = Tally()
    short = b"".join(members.member(OBJECT, 20_000, iter([b"abc"]), tally, 0))
    assert len(short) == 512 + 20_480
    assert read(written({FIRST: b""})[:-1024] + short + written({LAST: b""}))[OBJECT] == b"abc".ljust(
        20_000, b"\0"
    )


# encryption


@pytest.fixture
def key(tmp_path):
    public = keys.new_key(tmp_path / "key", WHEN)
    return tmp_path / "key", keys.recipients([public])


def encrypted(path: Path, to: list[keys.Recipient], data: bytes) -> Path:
    with sealed.new_file(path) as out:
        sealed.encrypt(iter([data[:7], b"", data[7:]]), out.write, to)
    return path


def opened(path: Path, key: Path) -> bytes:
    out = bytearray()
    sealed.decrypt(path, out.extend, keys.identities(key))
    return bytes(out)


DATA = bytes(range(256)) * 300


def test_what_was_encrypted_opens_with_its_key_and_with_no_other(tmp_path, key):
    secret, to = key
    path = encrypted(tmp_path / "a.age", to, DATA)
    assert opened(path, secret) == DATA
    assert path.stat().st_mode & 0o777 == 0o600
    keys.new_key(tmp_path / "other", WHEN)
    with pytest.raises(FileRefused, match="backup-key-wrong"):
        opened(path, tmp_path / "other")


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_no_flipped_bit_and_no_cut_passes(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("flip")
    to = keys.recipients([keys.new_key(folder / "key", WHEN)])
    good = encrypted(folder / "a.age", to, DATA).read_bytes()
    at = data.draw(st.integers(0, 10**6)) % len(good)  # its length varies: age pads its head at random
    flipped = bytearray(good)
    flipped[at] ^= 1 << data.draw(st.integers(0, 7))
    for n, bad in enumerate((bytes(flipped), good[:at], good + b"x")):
        (folder / str(n)).write_bytes(bad)
        with pytest.raises(FileRefused, match=r"backup-(damaged|not-one|key-wrong)"):
            opened(folder / str(n), folder / "key")


def test_a_file_that_is_not_there_or_no_such_file_says_so(tmp_path, key):
    with pytest.raises(FileRefused, match="backup-unreadable"):
        opened(tmp_path / "none.age", key[0])
    (tmp_path / "letter").write_text("Dear Noor,\n")
    with pytest.raises(FileRefused, match="backup-not-one"):
        opened(tmp_path / "letter", key[0])


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "disk-full"), (errno.EROFS, "disk-read-only"), (errno.EIO, "disk-fault")],
)
@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace", "fsync_folder"])
def test_where_the_disk_refuses_nothing_half_written_stays(tmp_path, key, monkeypatch, call, number, code):
    def refuse(*_: object) -> None:
        raise OSError(number, "refused")

    with monkeypatch.context() as patch:
        patch.setattr(files.disk, call, refuse)
        with pytest.raises(WorkspaceFault, match=code):
            encrypted(tmp_path / "a.age", key[1], DATA)
    assert {p.name for p in tmp_path.iterdir()} <= {"key", "a.age"}
    if (tmp_path / "a.age").exists():
        assert opened(tmp_path / "a.age", key[0]) == DATA


def test_a_fault_of_ours_while_encrypting_is_told_as_itself(tmp_path, key):
    def pieces() -> Iterator[bytes]:
        yield b"x"
        raise KeyError("ours")

    with pytest.raises(KeyError, match="ours"), sealed.new_file(tmp_path / "a.age") as out:
        sealed.encrypt(pieces(), out.write, key[1])
    assert {p.name for p in tmp_path.iterdir()} == {"key"}


# keys


def test_a_key_is_for_its_owner_alone_and_never_written_over(tmp_path):
    public = keys.new_key(tmp_path / "key", WHEN)
    text = (tmp_path / "key").read_text()
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert public.startswith("age1")
    assert f"# public key: {public}" in text
    with pytest.raises(NotAllowed, match="backup-key-exists"):
        keys.new_key(tmp_path / "key", WHEN)
    assert (tmp_path / "key").read_text() == text


def test_a_file_may_hold_several_public_keys_age_and_ssh(tmp_path):
    owner = Ed25519PrivateKey.generate()
    ssh = owner.public_key().public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
    private = owner.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
    )
    (tmp_path / "id_ed25519").write_bytes(private)
    public = keys.new_key(tmp_path / "key", WHEN)
    (tmp_path / "to").write_text(f"# who may open our backups\n{public}\n\n{ssh.decode()} noor@desk\n")
    path = encrypted(tmp_path / "a.age", keys.recipients([str(tmp_path / "to")]), DATA)
    assert opened(path, tmp_path / "key") == opened(path, tmp_path / "id_ed25519") == DATA


@pytest.mark.parametrize(
    "text",
    [
        "age1nonsense",
        "ssh-ed25519 AAAA",
        "age1pq1xyz",
        "no such file",
        "{secret}",
        "{empty}",
        "{folder}",
        "{binary}",
    ],
)
def test_what_is_no_public_key_is_refused(tmp_path, text):
    keys.new_key(tmp_path / "secret", WHEN)
    (tmp_path / "empty").write_text("# nobody\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    named = text.format(**{n: str(tmp_path / n) for n in ("secret", "empty", "binary")}, folder=tmp_path)
    with pytest.raises(NotAllowed, match="backup-key-unusable") as refused:
        keys.recipients([named])
    assert "AGE-SECRET-KEY" not in str(refused.value)


def test_without_a_key_nothing_is_written():
    with pytest.raises(NotAllowed, match=r"backup-key-missing.*--new-key"):
        keys.recipients([])


def test_a_public_key_opens_nothing(tmp_path):
    (tmp_path / "pub").write_text(str(pyrage.x25519.Identity.generate().to_public()))
    with pytest.raises(NotAllowed, match="backup-key-unusable"):
        keys.identities(tmp_path / "pub")


# cairn.toml


def test_the_address_of_a_database_stays_where_it_is():
    toml = (
        'format = 2\ndatabase = "postgresql://noor:s3cret@db/cairn"   # ours\nsalt = "s"\n# database = "x"\n'
    )
    rest = of_no_place(toml)
    assert "s3cret" not in rest
    assert rest == 'format = 2\nsalt = "s"\n# database = "x"\n'
    assert with_database(rest, 'a"b\\c').startswith('database = "a\\"b\\\\c"\n')


def test_an_unusual_cairn_toml_is_refused_rather_than_misread():
    with pytest.raises(WorkspaceFault, match="workspace-unreadable"):
        of_no_place('format = 2\n"database" = "postgresql://noor:s3cret@db/cairn"\n')


@pytest.mark.parametrize("toml", ['format = 2\nlog = "old"  # its name\n[x]\nlog = "y"\n', "format = 2\n"])
def test_a_log_gets_another_name_and_all_else_stays(toml):
    import tomllib

    assert tomllib.loads(with_log(toml, "new")) == {**tomllib.loads(toml), "log": "new"}
    assert json.dumps(with_log(toml, "new")).count('\\"new\\"') == 1
