"""Whoever knows a public key can write a backup. What is in it is held against itself, and against its log."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cairn.shell.backup import keys, members, sealed
from cairn.shell.backup.members import FIRST, LAST, Tally
from shell.backups import Machine

Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    machine = Machine(tmp_path_factory.mktemp("forged"))
    machine.filled("ws")
    machine.backup(machine.folder / "ws", "good.age")
    return machine


def parts_of(machine: Machine) -> Parts:
    out = io.BytesIO()
    sealed.decrypt(machine.folder / "good.age", out.write, keys.identities(machine.folder / "backup.key"))
    out.seek(0)
    with tarfile.open(fileobj=out) as tar:
        return {m.name: tar.extractfile(m).read() for m in tar.getmembers()}


def forged(machine: Machine, parts: Parts, **stated: object) -> Path:
    """A backup by somebody who knows how they are made; its last manifest fits what is in it unless told otherwise."""
    tally = Tally()
    body = [b"".join(members.member(n, len(d), [d], tally, 0)) for n, d in parts.items() if n != LAST]
    end = {**json.loads(parts[LAST]), **tally.as_dict(), **stated}
    data = json.dumps(end).encode()
    last = b"".join(members.member(LAST, len(data), [data], Tally(), 0))
    path = machine.folder / "forged.age"
    path.unlink(missing_ok=True)
    with sealed.new_file(path) as out:
        whole = iter([*body, last, members.END_OF_TAR])
        sealed.encrypt(whole, out.write, keys.recipients([machine.new_key()]))
    return path


def edited(parts: Parts, table: str, change: Callable[[dict[str, object]], None]) -> Parts:
    """The first row of a table, changed."""
    name = f"records/{table}/00000000.jsonl.gz"
    columns = json.loads(parts[FIRST])["columns"][table]
    first, *others = gzip.decompress(parts[name]).splitlines(keepends=True)
    row = dict(zip(columns, json.loads(first), strict=True))
    change(row)
    line = json.dumps(list(row.values())).encode() + b"\n"
    return {**parts, name: gzip.compress(b"".join([line, *others]))}


def stated(parts: Parts, **values: object) -> Parts:
    """The first manifest, changed."""
    return {**parts, FIRST: json.dumps({**json.loads(parts[FIRST]), **values}).encode()}


def without(parts: Parts, *names: str) -> Parts:
    return {n: d for n, d in parts.items() if not n.startswith(names)}


def object_of(parts: Parts) -> str:
    return next(n for n in parts if n.startswith("objects/"))


def other_record(row: dict[str, object]) -> None:
    row["record"] = "e30="


def odd_moment(row: dict[str, object]) -> None:
    row["at"] = "yesterday"


CASES = {
    "an act changed": ("backup-not-equal", lambda p: (edited(p, "act", other_record), {})),
    "another root": ("backup-not-equal", lambda p: (stated(p, root="0" * 64), {})),
    "a shorter log": ("backup-not-equal", lambda p: (stated(p, size=1), {})),
    "no checkpoint": ("backup-not-equal", lambda p: (without(p, "log/checkpoint"), {})),
    "an object exchanged": ("backup-not-equal", lambda p: ({**p, object_of(p): b"other"}, {})),
    "an object less": ("backup-damaged", lambda p: (without(p, object_of(p)), {})),
    "a table less": ("backup-damaged", lambda p: (without(p, "records/claimrow"), {})),
    "another count": ("backup-damaged", lambda p: (p, {"members": 1})),
    "another list": ("backup-damaged", lambda p: (p, {"sha256": "0" * 64})),
    "no figure": ("backup-damaged", lambda p: (p, {"rows": None})),
    "no manifest": ("backup-damaged", lambda p: ({**p, FIRST: b"[]"}, {})),
    "no JSON": ("backup-damaged", lambda p: ({**p, FIRST: b"\xff"}, {})),
    "no moment": ("backup-damaged", lambda p: (edited(p, "act", odd_moment), {})),
    "no rows": ("backup-damaged", lambda p: ({**p, "records/act/00000000.jsonl.gz": b"x"}, {})),
    "rows of no table": ("backup-damaged", lambda p: (_with_table(p), {})),
    "of another format": ("backup-version", lambda p: (stated(p, format=9), {})),
    "of other tables": ("backup-version", lambda p: (stated(p, migration="0099_later"), {})),
    "of other columns": ("backup-version", lambda p: (stated(p, columns={"act": ["id"]}), {})),
}


def _with_table(parts: Parts) -> Parts:
    found = {**parts, "records/zzz/00000000.jsonl.gz": gzip.compress(b"[]\n")}
    return dict(sorted(found.items(), key=lambda item: (members.part_of(item[0]), item[0])))


CHECKED = """
import json, sys
from pathlib import Path
from cairn.errors import CairnError
from cairn.shell.backup import keys
from cairn.shell.backup.place import know_tables
know_tables()
from cairn.shell.backup.restore import check
told = {}
for name in sys.argv[1:]:
    try:
        check(Path(name), keys.identities(Path("backup.key")), lambda *said: None)
        told[name] = "sound"
    except CairnError as e:
        told[name] = e.code
print(json.dumps(told))
"""
SEEN_BY_THE_DATABASE = "no moment"


def test_what_does_not_fit_itself_is_refused_by_a_check(made):
    names = {}
    for number, (case, (_, change)) in enumerate(CASES.items()):
        parts, more = change(parts_of(made))
        names[case] = forged(made, parts, **more).rename(made.folder / f"{number}.age").name
    done = made.python(CHECKED, *names.values())
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {case: told[name] for case, name in names.items()} == {
        case: "sound" if case == SEEN_BY_THE_DATABASE else code for case, (code, _) in CASES.items()
    }


@pytest.mark.parametrize(
    "case", ["an act changed", "no checkpoint", "an object exchanged", SEEN_BY_THE_DATABASE]
)
def test_what_does_not_fit_itself_is_never_restored(made, case):
    code, change = CASES[case]
    parts, more = change(parts_of(made))
    path = forged(made, parts, **more)
    before = made.names()
    assert made.refused("restore", path, "back", "--key", "backup.key") == code
    assert made.names() == before


def test_a_row_that_no_seal_fits_is_restored_and_told(made):
    def fewer(row: dict[str, object]) -> None:
        row["name"] = "Another Wire"

    path = forged(made, edited(parts_of(made), "source", fewer))
    told = made.restore(path, "edited", exit_code=1)
    assert {line.split(":")[0] for line in told["findings"]} >= {"row-edited"}


def test_a_sound_one_made_by_hand_is_taken(made):
    path = forged(made, parts_of(made))
    assert "findings" not in made.restore(path, "by-hand")
    assert made.exported("by-hand") == made.exported("ws")
