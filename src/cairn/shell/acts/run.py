"""`cairn run`: every stage in order, each kept before the next; a run with nothing new says so and stops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from django.db.models import Count, Max

from cairn import __version__
from cairn.archive import canonical, sha256_hex
from cairn.extract.model import EXTRACTOR
from cairn.incident.model import POLICY
from cairn.shell.export.media import copy_reader
from cairn.shell.export.record import site_record
from cairn.shell.records.models import (
    Act,
    CoverageRow,
    Judgement,
    OfficialEntry,
    OfficialOutcome,
    RegisterVersion,
    ReportRow,
    Withdrawal,
)
from cairn.shell.site.folder import one_writer
from cairn.shell.site.render import write_site
from cairn.shell.store.files import write_whole
from cairn.shell.workspace import Workspace, alone

from .act import recorded
from .join_accounts import join_accounts
from .link_entries import link_entries
from .log import catch_up, may_extend
from .project_incidents import project_incidents, silent
from .read_reports import Progress, read_reports, reader_version

MARK = ".inputs"


@dataclass(slots=True)
class Ran:
    """What a run did. `seconds` per stage; nothing changed where `changed` is false."""

    changed: bool = False
    read: int = 0
    decisions: int = 0
    incidents: int = 0
    links: int = 0
    preview: str = ""
    seconds: dict[str, float] = field(default_factory=dict)


def inputs_digest(ws: Workspace) -> str:
    """A hash of everything a run depends on: rows, decisions, readers, policies, this version."""
    judged = list(Judgement.objects.filter(live=True).order_by("id").values_list("id", flat=True))
    gone = list(Withdrawal.objects.filter(live=True).order_by("id").values_list("id", flat=True))
    rows = [list(r) for r in ReportRow.objects.order_by("id").values_list("id", "version", "row_sha256")]
    columns = ("actor", "country", "from_day", "to_day", "level")
    watched = [[str(v) for v in c] for c in CoverageRow.objects.order_by("id").values_list(*columns)]
    config = {k: str(v) for k, v in ws.config.items()}
    parts = [__version__, EXTRACTOR, POLICY, reader_version(ws), rows, judged, gone, watched, config, _said()]
    return sha256_hex(canonical(parts))


def _said() -> list[Any]:
    """What parties said and other recorders hold, as far as it tells whether either changed."""
    entries = OfficialEntry.objects.order_by("id").values_list("id", "version", "live")
    outcomes = OfficialOutcome.objects.filter(live=True).aggregate(n=Count("id"), last=Max("id"))
    registered = RegisterVersion.objects.aggregate(n=Count("id"), last=Max("id"))
    told = sha256_hex(canonical([list(row) for row in entries]))
    return [told, *(outcomes[k] or 0 for k in ("n", "last")), *(registered[k] or 0 for k in ("n", "last"))]


def run(ws: Workspace, progress: Progress, *, preview: bool = True) -> Ran:
    """Read, join, project, suggest; then write the preview. The same inputs twice change nothing.

    Raises `WorkspaceFault` where another run is at work here.
    """
    with alone(ws):
        return _run(ws, progress, preview=preview)


def _run(ws: Workspace, progress: Progress, *, preview: bool) -> Ran:
    done = Ran()
    catch_up()  # what an interrupted command left for the log
    digest = inputs_digest(ws)
    last = Act.objects.filter(kind="run").order_by("-id").values_list("detail", flat=True).first()
    if not last or last.get("inputs") != digest:
        done.changed = True
        may_extend()  # before any text is read: the records may be those of another folder
        done.read = _timed(done, "read", lambda: read_reports(ws, progress))
        progress("Joining accounts to incidents", 0, 1)
        done.decisions = _timed(done, "join", lambda: join_accounts(ws))
        progress("Joining accounts to incidents", 1, 1)
        done.incidents = _timed(done, "project", lambda: project_incidents(progress))
        done.links = _timed(done, "link", lambda: _link(ws))
        with recorded("run", detail={"inputs": digest, "read": done.read, "decisions": done.decisions}):
            pass  # the mark of a whole run: nothing else is written
    if preview and not _is_fresh(ws, digest):
        done.changed = True
        done.preview = str(ws.preview)
        _timed(done, "preview", lambda: _preview(ws, progress, digest))
    return done


def _link(ws: Workspace) -> int:
    """Link what parties say to the incidents as they came out; what that says of a strike or a grade follows."""
    linked = link_entries(ws)
    if linked.incidents:
        project_incidents(silent, only=linked.incidents)
    return linked.changed


def _is_fresh(ws: Workspace, digest: str) -> bool:
    try:
        return (ws.preview / MARK).read_text("ascii") == digest
    except OSError:
        return False


def _preview(ws: Workspace, progress: Progress, digest: str) -> int:
    with one_writer(ws.preview):
        summary = write_site(
            site_record(ws, basis="best"),
            ws.preview,
            preview=True,
            progress=progress,
            pictures=copy_reader(ws),
        )
        write_whole(ws.preview / MARK, digest.encode())
    return summary.pages


def _timed(done: Ran, stage: str, work: Callable[[], int]) -> int:
    began = perf_counter()
    try:
        return work()
    finally:
        done.seconds[stage] = round(perf_counter() - began, 1)
