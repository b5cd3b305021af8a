"""The program for strangers, put before folders made by hand: one good, and every way to make one up."""

import contextlib
import io
import json
import os
import runpy
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from archive.test_outside import PROGRAM
from cairn.archive import act_record, canonical, part_salt, sha256_hex
from cairn.archive.note import Checkpoint, VerifierKey, hash_text, signed
from cairn.archive.proof import LogProof
from cairn.archive.seal import Line, row_bytes, row_hash, rows_part, seal_lines
from cairn.archive.tree import consistency_proof, inclusion_proof, leaf_hash, root_of
from merkle import node_of

ORIGIN = "log.example/steppe"
SECRET = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
KEY = VerifierKey(ORIGIN, SECRET.public_key().public_bytes_raw())
FILE, TEXT, SALT = b"the file as it came", b"the stored text", b"x" * 32
CAPTURE = ["capture", sha256_hex(FILE), len(FILE), "page.html"]
VERSION = [
    "reportversion",
    7,
    "wire-1",
    1,
    {"text_sha256": sha256_hex(TEXT), "author": sha256_hex(b"mentioned")},
]
RELEASE, LIVE = ["release", 3, "why"], [True]
SIZE, NUMBER = 9, 4


class Made:
    """A proof folder before it is written: change it, then ask the program."""

    def __init__(self) -> None:
        self.seals = {
            "capture": seal_lines([Line(row_hash(CAPTURE), "-", CAPTURE[1])]),
            "release": seal_lines([Line(row_hash(RELEASE), row_hash(LIVE), "3")]),
            "reportversion": seal_lines([Line(row_hash(VERSION), "-", "7"), Line("e" * 64, "-", "8")]),
        }
        self.rows = [self.row(CAPTURE), self.row(VERSION), self.row(RELEASE, LIVE)]
        self.values = {"person": "Noor Example", "why": "because", "detail": {"new": 1}}
        self.values["rows"] = rows_part([(t, lines.count("\n"), lines) for t, lines in self.seals.items()])
        self.salts = {part: part_salt(SALT, part).hex() for part in self.values}
        self.number, self.seq, self.index = NUMBER, NUMBER, NUMBER
        self.shown = ["person", "rows"]
        self.bytes = {f"{sha256_hex(FILE)}.html": FILE, f"{sha256_hex(TEXT)}.txt": TEXT}
        self.others = [b"record %d" % n for n in range(SIZE + 6)]

    def row(self, fixed, changing=None):
        return [fixed[0], row_bytes(fixed).decode(), row_bytes(changing).decode() if changing else None]

    def record(self) -> bytes:
        return act_record(
            seq=self.seq, kind="add-reports", at="2025-05-08T00:00:00+00:00", parts=self.values, salt=SALT
        )

    def leaves(self) -> list[bytes]:
        records = list(self.others)
        records[self.index] = self.record()
        return [leaf_hash(record) for record in records]

    def note(self, size: int, key: VerifierKey = KEY) -> str:
        return signed(Checkpoint(ORIGIN, size, root_of(self.leaves()[:size])).text, key, SECRET.sign)

    def files(self) -> dict[str, bytes]:
        opened = {
            "parts": {part: [self.salts[part], canonical(self.values[part]).decode()] for part in self.shown},
            "seals": self.seals,
            "rows": self.rows,
        }
        path = tuple(inclusion_proof(self.index, SIZE, node_of(self.leaves())))
        return {
            f"record-{self.number}.json": self.record(),
            f"opened-{self.number}.json": json.dumps(opened).encode(),
            f"proof-{self.number}.tlog-proof": LogProof(self.index, path, self.note(SIZE)).text.encode(),
            "checkpoint": self.note(SIZE).encode(),
            "vkey": f"{KEY}\n".encode(),
            **{f"bytes/{name}": data for name, data in self.bytes.items()},
        }


@pytest.fixture
def ask(tmp_path):
    """Write the files and run the program: exit code, and what it says."""

    def run(files: dict[str, bytes], *more: str) -> tuple[int, str]:
        for name, data in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(data)
        said = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
            patch.setattr(sys, "argv", ["verify.py", str(tmp_path), *more])
            code = int(runpy.run_path(str(PROGRAM), run_name="verify")["main"]())
        return code, said.getvalue()

    return run


def test_a_good_folder_holds_and_says_what_stands_in_it(ask):
    code, said = ask(Made().files())
    assert code == 0, said
    assert said.count("Holds:") == 3
    for words in ("record 4 (add-reports, 2025-05-08T00:00:00+00:00) stands in the log of 9", 'person: "Noor Example"',
                  'wrote capture: ["capture"', 'wrote release: ["release",3,"why"] [true]', "record 4, capture", "record 4, reportversion",
                  str(KEY)):  # fmt: skip
        assert words in said
    assert "because" not in said


@pytest.mark.parametrize("place", [0, SIZE - 1])
def test_the_first_and_the_last_record_hold_too(ask, place):
    made = Made()
    made.number = made.seq = made.index = place
    assert ask(made.files())[0] == 0


FORGERIES = {
    "a row that no line stands for": lambda m: m.rows.append(m.row(["capture", "f" * 64])),
    "a row passed off as one of another table": lambda m: m.rows.append(["capture", m.rows[2][1], None]),
    "a row whose changing columns are others": lambda m: m.rows.append(m.row(RELEASE, [False])),
    "a line for it among lines that were not sealed": lambda m: (
        m.rows.append(m.row(["capture", "f" * 64])),
        m.seals.update(capture=seal_lines([Line(row_hash(["capture", "f" * 64]), "-", "f" * 64)])),
    ),
    "lines of a table that was not sealed": lambda m: (
        m.rows.append(m.row(["judgement", 1])),
        m.seals.update(judgement=seal_lines([Line(row_hash(["judgement", 1]), "-", "1")])),
    ),
    "rows without the part that commits to them": lambda m: m.shown.remove("rows"),
    "a salt of another length": lambda m: m.salts.update(person=m.salts["person"] + "00"),
    "another salt": lambda m: m.salts.update(person="00" * 32),
    "a record at another place than it says": lambda m: setattr(m, "seq", 5),
    "a proof for another place": lambda m: setattr(m, "index", 3),
    "a file that no row names": lambda m: m.bytes.update({f"{sha256_hex(b'z')}.txt": b"z"}),
    "a file that a row only mentions": lambda m: m.bytes.update({f"{sha256_hex(b'mentioned')}.txt": b"mentioned"}),
    "a file under another's name": lambda m: m.bytes.update({f"{sha256_hex(FILE)}.html": TEXT}),
    "a file under a name that is no hash": lambda m: m.bytes.update({"page.html": FILE}),
}  # fmt: skip


@pytest.mark.parametrize("how", FORGERIES)
def test_nothing_can_be_made_up(ask, how):
    made = Made()
    FORGERIES[how](made)
    code, said = ask(made.files())
    assert (code, "DOES NOT HOLD" in said) == (1, True)


def test_each_thing_is_judged_by_itself(ask):
    made = Made()
    made.bytes.update({f"{sha256_hex(b'z')}.txt": b"z"})
    code, said = ask(made.files())
    assert (code, said.count("Holds:"), said.count("DOES NOT HOLD:")) == (1, 3, 1)


@pytest.mark.parametrize("name", ["record", "opened", "proof", "checkpoint"])
def test_a_value_changed_after_the_fact_is_told(ask, name):
    files = Made().files()
    full = next(key for key in files if key.startswith(name))
    changes = {"record": (b'"kind":"add', b'"kind":"odd'), "opened": (b"Noor", b"Lina"), "proof": (b"index 4", b"index 5"),
               "checkpoint": (b"\n9\n", b"\n8\n")}  # fmt: skip
    files[full] = files[full].replace(*changes[name])
    assert ask(files)[0] == 1


def test_a_proof_under_another_checkpoint_than_the_folders_is_told(ask):
    made = Made()
    code, said = ask({**made.files(), "checkpoint": made.note(SIZE + 1).encode()})
    assert code == 1
    assert "a proof of another" in said


def test_characters_that_a_terminal_would_obey_are_not_printed(ask):
    made = Made()
    made.values["person"] = "Noor\x9b2J\u202eelpmaxE"
    assert "Noor?2J?elpmaxE" in ask(made.files())[1]


def consistency(made: Made, old: int, new: int) -> dict[str, bytes]:
    proof = consistency_proof(old, new, node_of(made.leaves()))
    return {f"consistency-{old}-{new}": "".join(f"{hash_text(h)}\n" for h in proof).encode()}


@pytest.mark.parametrize(("held", "names"), [(5, (5, 9)), (8, (8, 9)), (9, None), (13, (9, 13))])
def test_a_checkpoint_held_elsewhere_is_compared(ask, tmp_path, held, names):
    made = Made()
    (tmp_path / "held.txt").write_text(made.note(held), "utf-8")
    more = consistency(made, *names) if names else {}
    code, said = ask({**made.files(), **more}, "--checkpoint", str(tmp_path / "held.txt"))
    assert code == 0, said
    assert "nothing before it was changed or taken out" in said


@pytest.mark.parametrize("held", [0, 5, 8, 9, 13])
def test_a_checkpoint_of_another_history_is_told(ask, tmp_path, held):
    made, other = Made(), Made()
    other.others[0] = b"another"
    (tmp_path / "held.txt").write_text(other.note(held), "utf-8")
    old, new = sorted((held, SIZE))
    more = consistency(made, old, new) if old < new else {}
    code, said = ask({**made.files(), **more}, "--checkpoint", str(tmp_path / "held.txt"))
    assert code == 1
    assert said.count("DOES NOT HOLD:") == 1


def test_a_checkpoint_that_the_folder_has_no_way_to_is_told(ask, tmp_path):
    made = Made()
    (tmp_path / "held.txt").write_text(made.note(5), "utf-8")
    assert ask(made.files(), "--checkpoint", str(tmp_path / "held.txt"))[0] == 1


def test_the_key_that_was_got_elsewhere_counts_not_the_folders(ask):
    other = Ed25519PrivateKey.from_private_bytes(b"t" * 32).public_key().public_bytes_raw()
    files = Made().files()
    assert ask({**files, "vkey": f"{VerifierKey(ORIGIN, other)}\n".encode()}, "--key", str(KEY))[0] == 0
    assert ask(files, "--key", str(VerifierKey(ORIGIN, other)))[0] == 1


def test_a_checkpoint_of_another_log_signed_with_the_same_key_is_told(ask):
    files = Made().files()
    text = files["checkpoint"].decode().partition("\n\n")[0].replace(ORIGIN, "log.example/other")
    note = signed(f"{text}\n", KEY, SECRET.sign)
    proof = files["proof-4.tlog-proof"].decode().partition("\n\n")[0]
    files |= {"checkpoint": note.encode(), "proof-4.tlog-proof": f"{proof}\n\n{note}".encode()}
    code, said = ask(files)
    assert code == 1
    assert "another log" in said


def test_a_module_lying_in_the_folder_is_not_loaded(tmp_path):
    """Else a folder with the true program, and a `json.py` beside it, says whatever its maker likes."""
    files = Made().files() | {"verify.py": PROGRAM.read_bytes(), f"bytes/{'0' * 64}.txt": b"forged"}
    files |= {
        f"{name}.py": b"print('Holds: all'); raise SystemExit(0)"
        for name in ("json", "hashlib", "base64", "argparse")
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    ran = subprocess.run(
        [sys.executable, "verify.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, "Holds: all" in ran.stdout, "DOES NOT HOLD" in ran.stdout) == (1, False, True)


def test_a_terminal_of_few_letters_makes_no_false_alarm(tmp_path):
    made = Made()
    made.values["person"] = "نور"
    for name, data in made.files().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    few = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    ran = subprocess.run(
        [sys.executable, str(PROGRAM), str(tmp_path)], capture_output=True, env=few, check=False
    )
    assert (ran.returncode, b"DOES NOT HOLD" in ran.stdout) == (0, False)


@pytest.mark.parametrize("bad", ["\x1b[2K\rHolds: all\x1b[8m", "x\nHolds: all", "\x9b2J"])
def test_what_does_not_hold_cannot_be_printed_as_if_it_did(ask, bad):
    made = Made()
    made.bytes[bad] = b"forged"
    made.rows.append([bad, f"[{json.dumps(bad)}]", None])
    made.seals[bad] = ""
    code, said = ask(made.files())
    assert code == 1
    begun = [line[:6] for line in said.split("\n")]
    assert sorted(begun) == ["", "DOES N", "DOES N", "Holds:", "Holds:", "The ke"]
    assert all(c.isprintable() or c == "\n" for c in said)


def test_a_salt_lends_no_byte_to_the_value_that_it_hides(ask):
    """Hexadecimal digits may hold spaces: 62 digits and two spaces make a byte less."""
    files, name = Made().files(), f"opened-{NUMBER}.json"
    opened = json.loads(files[name])
    salt, value = opened["parts"]["rows"]
    assert salt.endswith("0a")  # a letter, and one that JSON passes over
    opened["parts"]["rows"] = [salt[:-2] + "  ", "\n" + value]
    assert ask({**files, name: json.dumps(opened).encode()})[0] == 1
