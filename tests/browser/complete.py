"""The sample with what no record has by itself: pictures and films that were let out, and releases, one of them withdrawn."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from cairn.publish.releases.files import SUMS, Content, checksums, release_files
from cairn.publish.releases.page import Shown
from cairn.publish.rows.record import Record
from cairn.shell.site.releases import OnShelf
from cairn.shell.site.render import write_site
from publish.releases.sample_release import content, graded_row, incident
from publish.sample import sample
from shell.pictures import picture

COPY = f"{7:064x}.jpg"
SINCE = {"incidents_added": 1, "incidents_changed": 1, "grades_changed": 1}


def complete_site(out: Path) -> None:
    """Write it at `out`; the releases lie beside it."""
    record = with_pictures(sample())
    shelf = [*frozen(out.parent / "shelf"), OnShelf(Shown("3.0", "2026-04-02T00:00:00Z", note="Asked for."))]
    write_site(
        record, out, preview=False, pictures=lambda _: picture(size=(640, 480), kind="JPEG"), releases=shelf
    )


def with_pictures(record: Record) -> Record:
    """A picture behind a warning, one without, and a film, of one incident."""
    shared: dict[str, Any] = {
        "incident_id": "incident-001",
        "report_id": "n1",
        "released": True,
        "first": "en",
    }
    told: dict[str, Any] = {"told_en": "A bread queue after the strike.", "told_ar": "طابور خبز بعد الغارة."}
    rows: list[Any] = [
        {**shared, **told, "id": "m1", "kind": "image", "file": COPY, "warning": "dead"},
        {**shared, "told_en": told["told_en"], "id": "m2", "kind": "image", "file": COPY, "warning": ""},
        {**shared, **told, "id": "m3", "kind": "video", "file": "", "warning": "injured"},
    ]
    for report in record.reports:
        if report["id"] == shared["report_id"]:
            report["released_fields"] = ("media",)
    return replace(record, media=rows)


def frozen(folder: Path) -> list[OnShelf]:
    """Two releases, of which the second tells what changed since the first."""
    first = content([incident("a")], [graded_row("a", "x", "fair")], note="The first.")
    more = [incident("a", (2, 3)), incident("b")]
    second = content(more, [graded_row("a", "x", "weak"), graded_row("b", "x", "fair")], version="2.0")
    gone = [{"kind": "incident", "id": "c", "at": "2026-03-01", "note": ""}]
    facts = replace(second.release, previous="1.0", since_previous=SINCE, withdrawn=gone)
    return [_kept(folder, one) for one in (first, replace(second, release=facts))]


def _kept(folder: Path, one: Content) -> OnShelf:
    files = dict(release_files(one))
    files[SUMS] = checksums(files)
    there = folder / one.release.version
    for name, data in files.items():
        (there / name).parent.mkdir(parents=True, exist_ok=True)
        (there / name).write_bytes(data)
    sizes = [(name, len(data)) for name, data in sorted(files.items())]
    sums = hashlib.sha256(files[SUMS]).hexdigest()
    return OnShelf(Shown(one.release.version, one.release.frozen_at, one.release, sizes, sums), there)
