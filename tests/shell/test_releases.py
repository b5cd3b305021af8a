"""Releases in a workspace: frozen once, signed, committed to in the log, and without what is withdrawn (rule 3)."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile

import pytest

from cairn.archive.findings import Findings
from cairn.errors import NotAllowed
from cairn.shell.acts import freeze as acts
from cairn.shell.acts.freeze import VERSION, freeze, settle, withdraw_release
from cairn.shell.acts.release import release, withdraw
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.acts.undo import undo
from cairn.shell.records import find
from cairn.shell.records.models import Act
from cairn.shell.releases.folder import frozen, home
from cairn.shell.store.signer import Signer
from cairn.shell.verify.releases import check_releases

NOOR, SAM = "Noor Example", "Sam Example"


@pytest.fixture
def let_out(three):
    set_assessment(
        Decision(
            "wire-1", NOOR, "three origins", grades={"russia": "fair"}, summary_en="Kamal Zintani told us."
        )
    )
    release("wire-1", who=SAM, why="checked")
    return three


def codes(ws):
    findings = Findings()
    check_releases(ws, findings)
    return set(findings.counts)


def rows(ws, version, table="incidents"):
    return [
        json.loads(line)
        for line in (home(ws, version) / f"data/{table}.jsonl").read_text("utf-8").splitlines()
    ]


def test_it_refuses_to_freeze_when_nothing_is_released(three):
    with pytest.raises(NotAllowed, match="nothing-released"):
        freeze(three, "1.0", who=SAM)
    assert not home(three, "1.0").exists()


@pytest.mark.parametrize(
    "version", ["", "x", "../1.0", "1", "1.0/2", ".1.0", "2026-1", "1.0-", "1.0\n", "ONE", "1.0-Draft"]
)
def test_it_refuses_a_name_that_is_no_version(three, version):
    with pytest.raises(NotAllowed, match="release-version"):
        freeze(three, version, who=SAM)


@pytest.mark.parametrize(
    "version", ["2026", "2026-03", "2026-03-31", "1.0", "v2.1.3", "2026-03-corrected", "1.0.0-rc1"]
)
def test_days_and_numbers_are_versions(version):
    assert VERSION.fullmatch(version)


def test_a_release_is_frozen_once(let_out):
    made = freeze(let_out, "1.0", who=SAM)
    sums = (home(let_out, "1.0") / "SHA256SUMS").read_bytes()
    assert made.sums == hashlib.sha256(sums).hexdigest()
    act = Act.objects.get(kind="freeze")
    assert act.detail == {"version": "1.0", "sums": made.sums, "upto": act.seq}
    with pytest.raises(NotAllowed, match="release-exists"):
        freeze(let_out, "1.0", who=NOOR)
    assert (home(let_out, "1.0") / "SHA256SUMS").read_bytes() == sums
    assert codes(let_out) == set()


def test_it_needs_a_person(let_out):
    with pytest.raises(NotAllowed, match="person-missing"):
        freeze(let_out, "1.0", who=" ")
    assert not home(let_out, "1.0").exists()


def test_a_stranger_checks_it_with_nothing_but_python(let_out):
    freeze(let_out, "1.0", who=SAM)
    check = [sys.executable, home(let_out, "1.0") / "check.py", "--key", str(Signer().key(let_out.origin))]
    assert subprocess.run(check, check=False).returncode == 0
    assert subprocess.run([*check[:-1], f"x+00000000+{'A' * 44}"], check=False).returncode == 1


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is absent")
def test_the_command_printed_in_the_readme_holds(let_out):
    freeze(let_out, "1.0", who=SAM)
    there = home(let_out, "1.0")
    (command,) = [
        line for line in (there / "README.md").read_text().splitlines() if line.startswith("openssl ")
    ]
    assert subprocess.run(command.split(), cwd=there, check=False, capture_output=True).returncode == 0
    with (there / "SHA256SUMS").open("ab") as sums:
        sums.write(b"0" * 64 + b"  more\n")
    assert subprocess.run(command.split(), cwd=there, check=False, capture_output=True).returncode != 0


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is absent")
def test_a_flipped_bit_in_any_file_is_found_by_sha256sum_and_by_verify(let_out):
    freeze(let_out, "1.0", who=SAM)
    there = home(let_out, "1.0")
    names = sorted(p for p in there.rglob("*") if p.is_file())
    for path in names:
        data = path.read_bytes()
        path.write_bytes(bytes([data[0] ^ 1]) + data[1:] if data else b"x")
        if not path.name.startswith("SHA256SUMS"):
            told = subprocess.run(
                ["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=there, check=False, capture_output=True
            )
            assert told.returncode == 1, path
        assert codes(let_out) & {"release-changed", "release-signature"}, path
        path.write_bytes(data)
    assert (codes(let_out), len(names) > 40) == (set(), True)


def test_what_is_missing_added_or_unknown_is_found(let_out):
    freeze(let_out, "1.0", who=SAM)
    (home(let_out, "1.0") / "more.txt").write_text("x")
    home(let_out, "9.9").mkdir()
    assert codes(let_out) == {"release-changed", "release-unknown"}
    shutil.rmtree(home(let_out, "1.0"))
    assert codes(let_out) == {"release-missing", "release-unknown"}


WITHDRAWN = {"incident": "wire-1", "report": "wire-1", "name": "Kamal Zintani"}


@pytest.mark.parametrize("kind", WITHDRAWN)
def test_what_is_withdrawn_leaves_every_release_lawfully(let_out, kind):
    freeze(let_out, "1.0", who=SAM)
    first = frozen(let_out)["1.0"].sums
    withdraw(kind, WITHDRAWN[kind], who=SAM, why="asked to", note="asked to")
    assert settle(let_out) == ["1.0"]
    assert settle(let_out) == []
    told = frozen(let_out)["1.0"]
    assert (told.before, codes(let_out)) == ((first,), set())
    assert [s["kind"] for s in json.loads((home(let_out, "1.0") / "tombstones.json").read_text())] == [kind]
    held = b"".join(p.read_bytes() for p in home(let_out, "1.0").rglob("*") if p.is_file())
    secret = {"incident": "Kamal Zintani", "report": "Steppe Wire", "name": "Kamal Zintani"}[kind]
    assert secret.encode() not in held
    assert len(rows(let_out, "1.0")) == (0 if kind == "incident" else 1)


def test_a_withdrawal_taken_back_brings_nothing_back_into_frozen_bytes(let_out):
    freeze(let_out, "1.0", who=SAM)
    act = withdraw("name", "Kamal Zintani", who=SAM, why="asked to").act_id
    settle(let_out)
    undo(let_out, act, who=SAM, why="asked back")
    assert settle(let_out) == []
    assert "Kamal" not in (home(let_out, "1.0") / "data/incidents.jsonl").read_text("utf-8")
    freeze(let_out, "1.1", who=SAM)
    assert "Kamal" in (home(let_out, "1.1") / "data/incidents.jsonl").read_text("utf-8")


def test_a_redaction_that_was_interrupted_is_found_and_finished_with_one_act(let_out, monkeypatch):
    freeze(let_out, "1.0", who=SAM)
    withdraw("name", "Kamal Zintani", who=SAM, why="asked to")
    with monkeypatch.context() as armed:
        armed.setattr(acts.folder, "put", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            settle(let_out)
    assert codes(let_out) == {"release-not-gone"}
    assert settle(let_out) == ["1.0"]
    assert (codes(let_out), Act.objects.filter(kind="redact-release").count()) == (set(), 1)


def test_a_freezing_that_was_interrupted_leaves_nothing(let_out, monkeypatch):
    with monkeypatch.context() as armed:
        armed.setattr(acts.folder.files.disk, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            freeze(let_out, "1.0", who=SAM)
    assert not any((let_out.root / "releases").iterdir())
    assert "1.0" not in frozen(let_out)
    freeze(let_out, "1.0", who=SAM)
    assert codes(let_out) == set()


def test_a_changed_release_is_not_signed_anew(let_out):
    freeze(let_out, "1.0", who=SAM)
    (home(let_out, "1.0") / "data/incidents.jsonl").write_text("{}\n")
    withdraw("name", "Kamal Zintani", who=SAM, why="asked to")
    assert settle(let_out) == []
    assert codes(let_out) == {"release-changed"}


def test_a_withdrawn_release_is_gone_and_its_name_is_never_used_again(let_out):
    freeze(let_out, "1.0", who=SAM)
    withdraw_release(let_out, "1.0", who=SAM, why="wrong file", note="a wrong file")
    assert not home(let_out, "1.0").exists()
    assert (codes(let_out), frozen(let_out)["1.0"].note) == (set(), "a wrong file")
    with pytest.raises(NotAllowed, match="release-withdrawn"):
        freeze(let_out, "1.0", who=SAM)
    home(let_out, "1.0").mkdir(parents=True)
    assert codes(let_out) == {"release-not-gone"}


def test_the_same_record_version_and_moment_give_the_same_bytes(let_out):
    one = acts._content(let_out, "1.0", "")
    other = acts._content(let_out, "1.0", "")
    assert acts._signed(let_out, one) == acts._signed(let_out, other)


def test_the_site_carries_releases_and_leaves_a_tombstone(let_out, cli):
    assert cli("freeze", "1.0", "--as", SAM).exit_code == 0
    assert cli("freeze", "1.1", "--as", SAM, "--note", "Second.").exit_code == 0
    assert cli("publish").exit_code == 0
    site = let_out.site
    for path in home(let_out, "1.0").rglob("*"):
        if path.is_file():
            assert (
                site / "releases/1.0" / path.relative_to(home(let_out, "1.0"))
            ).read_bytes() == path.read_bytes()
    assert [r["version"] for r in json.loads((site / "releases/index.json").read_text())["releases"]] == [
        "1.0",
        "1.1",
    ]
    for lang in ("en", "ar"):
        assert "Second." in (site / lang / "releases/index.html").read_text("utf-8")
        assert "releases/index.html" in (site / lang / "downloads/index.html").read_text("utf-8")
    done = cli(
        "withdraw", "1.0", "--kind", "release", "--as", SAM, "--why", "wrong", "--note", "A wrong file."
    )
    assert done.exit_code == 0
    assert sorted(p.name for p in (site / "releases/1.0").iterdir()) == ["index.html", "tombstone.json"]
    assert json.loads((site / "releases/1.0/tombstone.json").read_text())["withdrawn"] is True
    assert "A wrong file." in (site / "ar/releases/1.0/index.html").read_text("utf-8")


def test_a_withdrawal_leaves_release_and_site_in_that_command(let_out, cli):
    for args in (("freeze", "1.0", "--as", SAM), ("publish",)):
        assert cli(*args).exit_code == 0
    code = find.code(find.incident("wire-1").id)
    assert code in (let_out.site / "releases/1.0/data/incidents.csv").read_text("utf-8")
    done = cli("withdraw", "wire-1", "--as", SAM, "--why", "asked to", "--json")
    assert json.loads(done.stdout)["releases"] == ["1.0"]
    for top in (home(let_out, "1.0"), let_out.site / "releases/1.0"):
        assert code.encode() not in b"".join(p.read_bytes() for p in top.rglob("*") if p.is_file())


def test_two_releases_are_compared_by_version_folder_or_zip_without_a_workspace(let_out, cli, tmp_path):
    cli("freeze", "1.0", "--as", SAM)
    set_assessment(
        Decision(
            "wire-1", NOOR, "again", fields={"killed_min": 7, "killed_max": 20}, grades={"russia": "fair"}
        )
    )
    release("wire-1", who=SAM, why="checked")
    cli("freeze", "1.1", "--as", SAM)
    with zipfile.ZipFile(tmp_path / "new.zip", "w") as packed:
        for path in home(let_out, "1.1").rglob("*"):
            packed.write(path, f"top/{path.relative_to(home(let_out, '1.1'))}")
    for one, other in (("1.0", "1.1"), (home(let_out, "1.0"), tmp_path / "new.zip")):
        told = json.loads(
            cli(
                "diff-release",
                one,
                other,
                "--json",
                "--workspace",
                tmp_path if one != "1.0" else let_out.root,
            ).stdout
        )
        assert (told["closes"], told["counts"]["incidents_changed"]) == (True, 1)
        assert {c["field"] for c in told["changed"]} >= {"killed_max"}
    done = cli("diff-release", "1.0", "1.1", "--out", tmp_path / "d.csv")
    assert "part of a sum" in (tmp_path / "d.csv").read_text("utf-8"), done.output
    assert "release-unreadable" in cli("diff-release", "1.0", tmp_path / "none").stderr


def test_a_withdrawal_by_sheet_leaves_a_release_where_no_site_stands(let_out, cli):
    from cairn.shell.site.refresh import refresh

    freeze(let_out, "1.0", who=SAM)
    withdraw("incident", "wire-1", who=SAM, why="asked to")
    assert refresh(let_out) == []
    assert rows(let_out, "1.0") == []


def test_what_is_withdrawn_while_a_release_is_made_is_not_in_it(let_out, monkeypatch):
    made = acts._content

    def meanwhile(*given):
        content = made(*given)
        withdraw("name", "Kamal Zintani", who=SAM, why="asked to")
        return content

    monkeypatch.setattr(acts, "_content", meanwhile)
    freeze(let_out, "1.0", who=SAM)
    assert "Kamal" not in (home(let_out, "1.0") / "data/incidents.jsonl").read_text("utf-8")
    assert codes(let_out) == set()
