"""The list of releases: what each holds, how it is cited and checked, what changed since the one before, its files.

Enters: facts of releases with their files. Leaves: finished words for a template, and the list for programs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from cairn.publish.wording.figures import day_words
from cairn.publish.wording.page_words import words

from .model import Release
from .words import cite, told_in

CHANGES = (
    "incidents_added", "incidents_withdrawn", "incidents_changed", "grades_changed", "claims_added", "claims_superseded",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """One version that was frozen: its facts and files (name, bytes) and the digest of its SHA256SUMS; or, without
    facts, that it was withdrawn, when, and what its tombstone may say."""

    version: str
    at: str
    release: Release | None = None
    files: Sequence[tuple[str, int]] = field(default=())
    sums: str = ""
    note: str = ""


def release_rows(shown: Iterable[Shown], lang: str) -> list[dict[str, Any]]:
    """What the page shows of each, the latest first."""
    return [_row(one, lang) for one in reversed(list(shown))]


def _row(one: Shown, lang: str) -> dict[str, Any]:
    release = one.release
    if release is None:
        gone = told_in(lang, "gone", version=one.version, day=one.at[:10])
        return {"version": one.version, "gone": gone, "note": one.note}
    counts = release.counts or {}
    since = release.since_previous or {}
    return {
        "version": one.version,
        "day": day_words(lang, release.frozen_at),
        "record": day_words(lang, release.record_at),
        "incidents": counts.get("incidents", 0),
        "reports": counts.get("reports", 0),
        "note": release.note,
        "cite": cite(release, lang),
        "sums": one.sums,
        "before": told_in(lang, "since_before", previous=release.previous) if release.previous else "",
        "changes": [(words(lang, f"releases.{name}"), since[name]) for name in CHANGES if name in since],
        "withdrawn": words(lang, "releases.since_words", n=len(release.withdrawn))
        if release.withdrawn
        else "",
        "files": [{"name": name, "size": f"{max(1, round(size / 1000)):,} kB"} for name, size in one.files],
    }


def release_list(shown: Iterable[Shown]) -> str:
    """`releases/index.json`: every version that ever was, the first first."""
    return json.dumps({"releases": [_told(one) for one in shown]}, ensure_ascii=False, indent=1) + "\n"


def tombstone(one: Shown) -> str:
    """What stands at the address of a withdrawn release, for programs."""
    return json.dumps(_told(one), ensure_ascii=False, indent=1) + "\n"


def _told(one: Shown) -> dict[str, Any]:
    release = one.release
    if release is None:
        return {"version": one.version, "withdrawn": True, "withdrawn_at": one.at, "note": one.note}
    return {
        "version": one.version,
        "withdrawn": False,
        "frozen_at": release.frozen_at,
        "record_at": release.record_at,
        "folder": f"releases/{one.version}/",
        "sha256sums": one.sums,
        "method_version": release.method_version,
        "program": release.program,
        "previous": release.previous or None,
        "counts": release.counts,
        "since_previous": release.since_previous,
        "withdrawn_since": list(release.withdrawn),
        "citation": cite(release, "en"),
        "files": [{"name": name, "bytes": size} for name, size in one.files],
    }
