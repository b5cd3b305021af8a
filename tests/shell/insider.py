"""Somebody with the database and the folder in their hands: raw SQL, file bytes, forged acts, a stolen key.

The workspace of invented reports is played once per file of tests, through the acts; each tampering then works
inside a transaction that is rolled back, on a copy of the folder and of the signer's.
"""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from cairn.archive import act_record, sha256_hex
from cairn.archive.seal import rows_part, seal_lines
from cairn.shell.acts.act import recorded
from cairn.shell.acts.add_actors import add_actors
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.correct_claim import correct_claim
from cairn.shell.acts.join_by_hand import join_by_hand
from cairn.shell.acts.merge_incidents import merge
from cairn.shell.acts.release import release, withdraw
from cairn.shell.acts.run import run
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.acts.undo import undo
from cairn.shell.records.models import Act, ClaimRow, Outbox, Seal
from cairn.shell.records.seals import lines_of, recorded_tables
from cairn.shell.store.signer import Signer
from cairn.shell.verify.verify import Verified
from cairn.shell.verify.verify import verify as check
from cairn.shell.workspace import Workspace
from conftest import PRIVATE, STRIKE_AR, STRIKE_EN, jsonl, silent
from shell.desk import FAR, LINA, NOOR, SAM
from support import config_text

ACTOR = b"""[[actor]]
id = "mill_guard"
kind = "group"
names = { en = "Mill Guard", ar = "x" }
aliases = ["Mill Guard"]
note = "invented for a test"
"""


def play(ws: Workspace) -> None:
    """Every kind of act once or more, and enough of them for a full tile and one above it."""
    add_actors(ws, "actors.toml", ACTOR)
    add_reports(ws, "reports.jsonl", jsonl(STRIKE_EN, STRIKE_AR, PRIVATE, FAR))
    run(ws, silent, preview=False)
    with transaction.atomic():
        for n in range(250):
            with recorded("note", why=f"a day's work {n}"):
                pass
    claim = ClaimRow.objects.filter(account_id="wire-1#1", kind="killed", live=True)[0]
    correct_claim(claim.id, {"min": 6, "max": 6}, who=LINA, why="the words say so")
    set_assessment(Decision("wire-1", NOOR, "two origins", {"killed_min": 6}, {"russia": "fair"}))
    release("wire-1", who=SAM, why="checked")
    set_assessment(Decision("far-1", SAM, "one origin", {"killed_max": 2}, {"russia": "weak"}))
    release("far-1", who=NOOR, why="checked too")
    withdraw("report", "resident-1", who=LINA, why="asked to", note="withdrawn")
    merge("far-1", "far-1", who=NOOR, why="nothing to do")
    join_by_hand("rescue-1#1", "new", "unsure", who=SAM, why="is it another?")
    again = set_assessment(Decision("wire-1", LINA, "a third look", {"killed_min": 5}))
    undo(ws, again.act_id, who=NOOR, why="a slip")
    changed = {**FAR, "text": FAR["text"].replace("2 civilians", "3 civilians")}
    add_reports(ws, "far.jsonl", jsonl(changed))
    run(ws, silent, preview=False)


@contextmanager
def played(folder: Path) -> Iterator[Workspace]:
    """The workspace, in the test database, committed; everything is gone afterwards."""
    from django.core.management import call_command

    root, key = folder / "workspace", folder / "key"
    root.mkdir()
    (root / "cairn.toml").write_text(config_text(root), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAIRN_WORKSPACE", str(root))
        patch.setenv("CAIRN_KEY", str(key))
        try:
            play(Workspace(root))
            yield Workspace(root)
        finally:
            call_command("flush", verbosity=0, interactive=False)


@dataclass
class Insider:
    """Who tampers, and with what."""

    ws: Workspace
    key: Path

    @property
    def log(self) -> Path:
        """The folder of the log."""
        return self.ws.root / "log"

    def sql(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement as it is; `%s` stands for a value."""
        with connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    def one(self, query: str, *values: object) -> Any:
        """The first column of the first row."""
        return self.sql(query, *values)[0][0]

    def write(self, path: Path, data: bytes) -> None:
        """Put bytes where a file stands, write-once or not."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.chmod(0o644)
        path.write_bytes(data)

    def flip(self, path: Path, at: int = -1) -> None:
        """Change one bit of a file."""
        data = bytearray(path.read_bytes())
        data[at] ^= 1
        self.write(path, bytes(data))

    def text(self, report: str) -> Path:
        """The object that holds a report's text."""
        return self.ws.objects.path(
            self.one("SELECT text_sha256 FROM records_reportrow WHERE id = %s", report)
        )

    def act(self, kind: str) -> int:
        """The id of the first act of a kind."""
        return int(self.one("SELECT min(id) FROM records_act WHERE kind = %s", kind))

    @contextmanager
    def without_checks(self) -> Iterator[None]:
        """Constraints of a release switched off, as who owns the database can."""
        if connection.vendor == "sqlite":
            self.sql("PRAGMA ignore_check_constraints = ON")
            try:
                yield
            finally:
                self.sql("PRAGMA ignore_check_constraints = OFF")
        else:
            self.sql("ALTER TABLE records_release DROP CONSTRAINT approver_is_not_proposer")
            yield

    def reseal(self, act_id: int) -> None:
        """Make the seals and the record of an act anew from what stands in the database."""
        act = Act.objects.get(id=act_id)
        for seal in Seal.objects.filter(act=act):
            old = {line.split(" ", 2)[2]: line for line in seal.lines.splitlines()}
            rows = lines_of(recorded_tables()[seal.table].objects.filter(sealed_in_id=act_id))
            fresh = {line.key: " ".join(line) for line in rows}
            lines = "".join(f"{line}\n" for _, line in sorted({**old, **fresh}.items()))
            self.sql("UPDATE records_seal SET lines = %s WHERE id = %s", lines, seal.pk)
        self.rerecord(act_id)

    def rerecord(self, act_id: int) -> None:
        """Make the record of an act anew from its columns."""
        act = Act.objects.select_related("person").get(id=act_id)
        tables = [(s.table, s.rows, s.lines) for s in act.seals.all()]
        parts = {
            "person": act.person.name if act.person else "",
            "why": act.why,
            "detail": act.detail,
            "rows": rows_part(tables),
        }
        assert act.seq is not None
        record = act_record(
            seq=act.seq, kind=act.kind, at=act.at.isoformat(), parts=parts, salt=bytes(act.salt)
        )
        Act.objects.filter(id=act_id).update(record=record, sha256=sha256_hex(record))

    def forge(self, kind: str, who: int | None, why: str, detail: dict[str, Any], at: datetime) -> int:
        """A new act at the end, with its word for the log; its rows are sealed by `seal`."""
        seq = int(self.one("SELECT max(seq) FROM records_act")) + 1
        act = Act.objects.create(
            seq=seq, kind=kind, person_id=who, at=at, why=why, detail=detail, salt=b"s" * 32
        )
        Outbox.objects.create(act=act, seq=seq)
        self.rerecord(act.id)
        return act.id

    def seal(self, act_id: int) -> None:
        """Seal whatever names that act."""
        for table, model in recorded_tables().items():
            lines = list(lines_of(model.objects.filter(sealed_in_id=act_id)))
            if lines:
                Seal.objects.create(act_id=act_id, table=table, rows=len(lines), lines=seal_lines(lines))
        self.rerecord(act_id)

    def sign_anew(self, key: Path | None = None) -> None:
        """Make the whole log anew over the acts as they stand now, with a key, and remember it."""
        shutil.rmtree(self.log)
        signer = Signer(key or self.key)
        shutil.rmtree(signer.folder / "logs", ignore_errors=True)
        records = Act.objects.order_by("seq").values_list("record", flat=True)
        self.ws.log.append((bytes(r) for r in records), signer)

    def verified(self, checkpoint: str | None = None) -> Verified:
        """What `cairn verify` finds."""
        return check(self.ws, silent, checkpoint=checkpoint)

    def found(self, checkpoint: str | None = None) -> set[str]:
        """The codes of what it finds."""
        return set(self.verified(checkpoint).findings.counts)


@contextmanager
def at_work(ws: Workspace, folder: Path) -> Iterator[Insider]:
    """An insider on a copy, whose database falls back to what it was."""
    root, key = folder / "workspace", folder / "key"
    shutil.copytree(ws.root, root)
    shutil.copytree(os.environ["CAIRN_KEY"], key)
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setenv("CAIRN_WORKSPACE", str(root))
        patch.setenv("CAIRN_KEY", str(key))
        try:
            yield Insider(Workspace(root), key)
        finally:
            transaction.set_rollback(True)


def other_key(folder: Path) -> Path:
    """A key of the insider's own."""
    folder.mkdir()
    (folder / "key").write_text(f"ed25519 {base64.b64encode(b'k' * 32).decode()}\n")
    (folder / "key").chmod(0o600)
    return folder
