"""A workspace as it was at one moment, for a check that must not see what others write meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cairn.archive.findings import Findings
from cairn.shell.store.log import Log
from cairn.shell.store.signer import Signer
from cairn.shell.verify.verify import Progress, verify
from cairn.shell.workspace import Workspace


class _LogThen(Log):
    """The log up to the checkpoint of that moment. Tiles only ever grow, so what it needs is still there."""

    def __init__(self, folder: Path, origin: str, note: str | None) -> None:
        super().__init__(folder, origin)
        self._note = note

    @property
    def checkpoint(self) -> str | None:
        """The signed note of that moment."""
        return self._note


@dataclass(frozen=True, slots=True)
class WorkspaceThen(Workspace):
    """The workspace under the `note` that was its log's checkpoint then."""

    note: str | None = None

    @property
    def log(self) -> Log:
        """The log as it was."""
        return _LogThen(self.root / "log", self.origin, self.note)


def faults(ws: Workspace, note: str | None, progress: Progress) -> list[str]:
    """What `cairn verify` finds in the records that are open now under that checkpoint, each in words.

    That more was signed since is no fault while the log itself has grown: somebody goes on working.
    """
    found = verify(WorkspaceThen(ws.root, note), progress).findings
    grown = "log-rolled-back" in found.counts and _signed_no_more_than(ws)
    return in_words(found, without="log-rolled-back" if grown else "")


def in_words(found: Findings, without: str = "") -> list[str]:
    """Each finding that was kept, and how many more there are; without those of one code."""
    told = [f"{f.code}: {f.what}" for f in found.sorted() if f.code != without]
    left = sum(found.counts.values()) - len(found.kept)
    return [*told, f"and {left} more"] if left else told


def _signed_no_more_than(ws: Workspace) -> bool:
    last = Signer().state(ws.origin)
    return last is not None and last.size <= ws.log.size
