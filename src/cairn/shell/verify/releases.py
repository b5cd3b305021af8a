"""Frozen releases against the log: what was changed, is missing, or should be gone. A lawful tombstone is no finding."""

from __future__ import annotations

import json
from pathlib import Path

from cairn.archive.findings import Finding, Findings
from cairn.archive.note import VerifierKey
from cairn.publish.releases.files import SIGNATURE, SUMS
from cairn.shell.releases import folder
from cairn.shell.store.files import PASSING
from cairn.shell.store.signer import verify_signature
from cairn.shell.workspace import Workspace


def check_releases(ws: Workspace, findings: Findings) -> int:
    """Every release and every folder of one; returns how many releases stand."""
    known, top = folder.frozen(ws), ws.root / "releases"
    for one in known.values():
        _check(ws, one, findings)
    for path in sorted(top.iterdir()) if top.is_dir() else []:
        if path.name not in known and not path.name.startswith(PASSING):
            what = f"releases/{path.name} stands there, and no act froze it."
            findings.add(Finding("release-unknown", what, path.name))
    return sum(not one.withdrawn_at for one in known.values())


def _check(ws: Workspace, one: folder.Frozen, findings: Findings) -> None:
    there = folder.home(ws, one.version)

    def tell(code: str, what: str) -> None:
        findings.add(Finding(code, what, f"release {one.version}", at=one.withdrawn_at or one.at))

    if one.withdrawn_at:
        if there.exists():
            tell("release-not-gone", f"Release {one.version} was withdrawn, and its files are still there.")
        return
    if not there.is_dir():
        tell("release-missing", f"Release {one.version} was frozen, and its folder is missing.")
        return
    if any(folder.is_sound(there, digest) for digest in one.before):
        tell(
            "release-not-gone",
            f"Release {one.version} still holds what was withdrawn: an interruption left it.",
        )
        return
    for fault in folder.faults(there, one.sums):
        tell("release-changed", f"Release {one.version}: {fault}.")
    if not _is_signed(there):
        tell("release-signature", f"Release {one.version} is not signed with the key that it names.")


def _is_signed(there: Path) -> bool:
    """By the key that it names, to which the log commits with all its files: a log that goes on under another key leaves
    older releases as they are."""
    try:
        key = VerifierKey.parse(json.loads((there / "release.json").read_bytes())["log_key"])
        return verify_signature(key.public, (there / SIGNATURE).read_bytes(), (there / SUMS).read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return False
