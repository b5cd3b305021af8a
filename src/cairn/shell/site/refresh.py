"""Write a site out of the workspace, and write again those that stand when something is withdrawn."""

from __future__ import annotations

from pathlib import Path

from django.db.models import Max

from cairn.shell.acts.act import recorded
from cairn.shell.acts.freeze import settle
from cairn.shell.export.media import copy_reader
from cairn.shell.export.record import site_record
from cairn.shell.records.models import Act
from cairn.shell.releases.shelf import shelf
from cairn.shell.workspace import Workspace

from .folder import interrupted, one_writer
from .render import Progress, SiteSummary, write_site


def write(
    ws: Workspace, out: Path | None, *, preview: bool, progress: Progress | None = None
) -> tuple[SiteSummary, Path]:
    """The preview or the public site, at `out` or its usual folder. Publishing is an act; previewing is not."""
    target = out or (ws.preview if preview else ws.site)
    settle(ws)  # no frozen release holds what is withdrawn by now
    with one_writer(target):
        record = site_record(ws, basis="best" if preview else "released")
        summary = write_site(
            record,
            target,
            preview=preview,
            progress=progress,
            pictures=copy_reader(ws),
            releases=() if preview else shelf(ws),
        )
        if not preview:
            with recorded("publish", detail={"incidents": summary.incidents, "files": summary.files}):
                pass  # a fact about files outside the records
    return summary, target


def is_behind(ws: Workspace) -> bool:
    """Whether the writing of the public site that stands was interrupted: half of its files are of before, or all of
    them are of before the last withdrawal."""
    seqs = dict(
        Act.objects.filter(kind__in=("withdraw", "publish"))
        .values("kind")
        .annotate(last=Max("seq"))
        .values_list("kind", "last")
    )
    before = seqs.get("withdraw", -1) > seqs.get("publish", -1)
    return ws.site.exists() and (before or interrupted(ws.site))


def refresh(ws: Workspace) -> list[str]:
    """Write again each site that stands; returns their names. A withdrawal is gone when this returns."""
    settle(ws)  # where no site stands, too
    done = []
    for name, folder, preview in (("public site", ws.site, False), ("preview", ws.preview, True)):
        if folder.exists():
            write(ws, None, preview=preview)
            done.append(name)
    return done
