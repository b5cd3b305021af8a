"""The whole check of a workspace, part by part; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from cairn.archive.findings import Finding, Findings
from cairn.archive.note import Checkpoint
from cairn.errors import CairnError
from cairn.shell.records.models import Act, ClaimRow, RegisterVersion
from cairn.shell.workspace import Workspace

from . import database, decisions, history, log, objects, releases, reports, rows, texts
from .spread import spread

Progress = Callable[[str, int, int], None]
WORTH_FORKING = 20_000
"""Rows or acts in the workspace below which one process is as quick."""


@dataclass(slots=True)
class Verified:
    """What the check came to. `vouched` is how many records from the first stand under the signed checkpoint
    without a finding."""

    findings: Findings = field(default_factory=Findings)
    acts: int = 0
    waiting: int = 0
    logged: int = 0
    rows: int = 0
    tables: int = 0
    decisions: int = 0
    objects: int = 0
    bytes: int = 0
    named: int = 0
    releases: int = 0
    texts: int | None = None  # how many were made again; None where that was not asked for
    log: str = ""
    vkey: str = ""
    checkpoint: str = ""
    outside: str = ""
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def vouched(self) -> int:
        """How many records, counted from the first, are signed and without a finding."""
        first = self.findings.first_seq
        return self.logged if first is None else min(first, self.logged)

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "clean": not self.findings,
            "vouched_to": self.vouched - 1 if self.vouched else None,
            "records": self.acts,
            "logged": self.logged,
            "waiting": self.waiting,
            "rows": self.rows,
            "tables": self.tables,
            "decisions": self.decisions,
            "releases": self.releases,
            "texts_made_again": self.texts,
            "objects": {"count": self.objects, "named": self.named, "bytes": self.bytes},
            "log": {
                "name": self.log,
                "key": self.vkey,
                "checkpoint": self.checkpoint,
                "outside": self.outside,
            },
            "counts": dict(self.findings.counts),
            "findings": [f.as_dict() for f in self.findings.sorted()],
            "notes": list(self.findings.notes),
            "speeds": self.speeds(),
        }

    def speeds(self) -> dict[str, float]:
        """Records and rows a second, and megabytes of objects a second; what took no time has none."""
        done = {"records": self.acts, "rows": self.rows, "objects": self.bytes / 1e6}
        units = {
            "records": "records_per_second",
            "rows": "rows_per_second",
            "objects": "megabytes_per_second",
        }
        return {
            **{units[k]: round(v / self.seconds[k], 1) for k, v in done.items() if self.seconds.get(k)},
            "seconds": round(sum(self.seconds.values()), 2),
        }


def verify(
    ws: Workspace, progress: Progress, *, checkpoint: str | None = None, with_texts: bool = False
) -> Verified:
    """Check everything, against a `checkpoint` kept elsewhere where one is handed in; `with_texts` also makes
    every stored text again from its bytes, which takes as long as reading the files did.

    Raises `FileRefused` where that is none.
    """
    if checkpoint is not None:
        log.parsed(checkpoint)
    done = Verified(log=ws.origin)
    stages: tuple[tuple[str, Callable[[], None]], ...] = (
        ("database", lambda: database.check_database(done.findings)),
        ("records", lambda: _records(ws, done, progress, checkpoint)),
        ("rows", lambda: _rows(done, progress)),
        ("objects", lambda: _objects(ws, done, progress)),
        ("decisions", lambda: _meaning(ws, done, progress)),
        ("releases", lambda: _releases(ws, done)),
    )
    if with_texts:
        stages += (("texts", lambda: _texts(ws, done, progress)),)
    for name, stage in stages:
        began = perf_counter()
        try:
            stage()
        except (
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
        ) as e:  # a column holds what none of ours wrote
            what = f"The check of {name} could not be brought to its end: {type(e).__name__}: {e}."
            done.findings.add(Finding("records-unreadable", what, name))
        done.seconds[name] = perf_counter() - began
    return done


def _records(ws: Workspace, done: Verified, progress: Progress, checkpoint: str | None) -> None:
    findings = done.findings
    head = log.head_of(ws.log, findings)
    work = history.parts(ws.log, head.size)
    checked = []
    for part in spread(history.check_part, work, worth_it=len(work) > 1):
        checked.append(part)
        findings.take(part.findings)
        done.acts += part.acts
        done.waiting += part.waiting
        progress("Checking records and log", min(done.acts, work[-1].end), work[-1].end)
    for kind, at in Act.objects.filter(seq__isnull=True).values_list("kind", "at"):
        findings.add(
            Finding(
                "act-unfinished", f"An act of the kind {kind} was never sealed.", "", None, at.isoformat()
            )
        )
    for seq, kind, at in Act.objects.filter(seq__lt=0).values_list("seq", "kind", "at"):
        what = f"An act of the kind {kind} has the number {seq}, for which no log has a place."
        findings.add(Finding("act-not-logged", what, f"act {seq}", None, at.isoformat()))
    if done.waiting:
        findings.note(
            f"{done.waiting} records wait for the log: the next command that records something writes them."
        )
    tree = log.check_tree(ws.log, head, checked, findings)
    log.check_signer(ws.log, head, tree, findings)
    if checkpoint is not None:
        done.outside = log.check_outside(ws.log, checkpoint, head, tree, findings)
    _told_of_log(ws, done, head, is_whole=tree is not None)


def _told_of_log(ws: Workspace, done: Verified, head: Checkpoint, *, is_whole: bool) -> None:
    believed = is_whole and not done.findings.counts.keys() & {
        "log-root",
        "log-signature",
        "log-key-replaced",
    }
    done.logged = head.size if believed else 0
    done.checkpoint = head.text if head.size else ""
    try:
        done.vkey = str(ws.log.vkey or "")
    except CairnError:
        done.vkey = ""


def _rows(done: Verified, progress: Progress) -> None:
    work = rows.parts()
    done.tables = len({part.table for part in work})
    for n, part in enumerate(spread(rows.check_part, work, worth_it=_is_large()), start=1):
        done.rows += part.rows
        done.findings.take(part.findings)
        progress("Checking rows against the seals of acts", n, len(work))
    done.findings.take(rows.check_strays())


def _is_large() -> bool:
    return any(model.objects.count() > WORTH_FORKING for model in (Act, ClaimRow, RegisterVersion))


def _objects(ws: Workspace, done: Verified, progress: Progress) -> None:
    found, work = objects.Hashed(), objects.folders(ws.objects)
    for n, part in enumerate(spread(objects.check_folder, work, worth_it=len(work) > 200), start=1):
        found.count += part.count
        found.size += part.size
        found.bad += part.bad
        found.strange += part.strange
        progress("Hashing objects", n, len(work))
    done.named = objects.judge(ws.objects, found, done.findings)
    done.objects, done.bytes = found.count, found.size
    objects.check_actors_file(ws.root, ws.objects, done.findings)


def _releases(ws: Workspace, done: Verified) -> None:
    done.releases = releases.check_releases(ws, done.findings)


def _texts(ws: Workspace, done: Verified, progress: Progress) -> None:
    done.texts = texts.check_texts(ws.objects, done.findings, progress)


def _meaning(ws: Workspace, done: Verified, progress: Progress) -> None:
    progress("Checking what persons decided", 0, 1)
    done.decisions = decisions.check_decisions(done.findings)
    reports.check_reports(ws.objects, done.findings)
    progress("Checking what persons decided", 1, 1)
