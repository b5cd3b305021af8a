"""Freeze the public record as a release; take what is withdrawn out of every release; withdraw a whole one (rule 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.db.models import Max

from cairn import __version__
from cairn.archive import sha256_hex
from cairn.errors import NotAllowed, NotFound
from cairn.publish.allow import public
from cairn.publish.formats import tables_of
from cairn.publish.outside.recount import compare, graded
from cairn.publish.releases.diff import difference
from cairn.publish.releases.files import (
    SIGNATURE,
    SUMS,
    Content,
    as_read,
    checksums,
    read_release,
    release_files,
)
from cairn.publish.releases.model import Release, Row
from cairn.publish.releases.redact import redacted
from cairn.publish.releases.words import method_version
from cairn.publish.rows.index import Index, index
from cairn.shell.export.gone import gone
from cairn.shell.export.record import site_record
from cairn.shell.records.convert import moment_text
from cairn.shell.records.models import Withdrawal
from cairn.shell.releases import folder
from cairn.shell.store.signer import Signer
from cairn.shell.workspace import Workspace
from cairn.vocab.labels import say

from .act import demand_why, person, recorded
from .log import record_count

VERSION = re.compile(r"(?:\d{4}(?:-\d\d){0,2}|v?\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)(?:[.-][a-z][a-z0-9]{0,11})?")
"""A year, month or day, or a number of two or three parts; with a short word behind it, as `2026-03-corrected`."""
HEADLINE = ("actor_id", "bucket", "definition", "incidents", "killed", "injured", "incidents_without_figure",
            "jointly_attributed", "coverage", "lines")  # fmt: skip


def freeze(ws: Workspace, version: str, *, who: str, note: str = "") -> folder.Frozen:
    """Write `releases/VERSION/` from the public record, and record its digest. One person does it: all that it holds was
    released by two.

    Raises `NotAllowed`: release-version, release-exists, release-withdrawn, nothing-released, release-uncounted.
    """
    _free(ws, version)
    upto = record_count()
    content = _content(ws, version, note)
    with folder.alone(ws), transaction.atomic():
        folder.clear(ws)
        by = person(who)
        with recorded("freeze", who=by, detail={"version": version}) as act:
            _free(ws, version)
            files = _signed(
                ws, replace(content, release=replace(content.release, frozen_at=moment_text(act.at)))
            )
            act.detail = {"version": version, "sums": sha256_hex(files[SUMS]), "upto": upto}
            folder.put(ws, version, files)
    settle(ws)
    return folder.frozen(ws)[version]


def settle(ws: Workspace) -> list[str]:
    """Take what is withdrawn by now out of every release that stands; returns the versions it was in.

    What an interrupted command left is brought to its end. A folder that is not as the log says is left alone:
    `cairn verify` tells of it."""
    if not (ws.root / "releases").is_dir():
        return []
    with folder.alone(ws):
        return _settled(ws)


def _settled(ws: Workspace) -> list[str]:
    done = []
    folder.clear(ws)
    standing = [one for one in folder.frozen(ws).values() if not one.withdrawn_at]
    upto, last = record_count(), _last_withdrawal()
    behind = [
        o for o in standing if last >= o.upto or not folder.has_sums(folder.home(ws, o.version), o.sums)
    ]
    taken = gone(ws) if behind else []  # of the others nothing was withdrawn since they were read
    for one in behind:
        there = folder.home(ws, one.version)
        if not any(folder.is_sound(there, digest) for digest in (one.sums, *one.before)):
            continue
        before = folder.read(there)
        old = read_release(before, one.version)
        new = redacted(old, taken)
        if new is old:
            continue
        files = _signed(ws, new)
        sums = sha256_hex(files[SUMS])
        if sums == one.sums:  # an act tells of it already, and the files did not reach their place
            folder.put(ws, one.version, files)
        else:
            detail = {"version": one.version, "sums": sums, "before": sha256_hex(before[SUMS]), "upto": upto}
            with recorded("redact-release", why="what was withdrawn leaves", detail=detail):
                pass  # a fact about files outside the records
            folder.put(ws, one.version, files)
        done.append(one.version)
    return done


def _last_withdrawal() -> int:
    """The place in the log of the last withdrawal that counts; -1 where there is none."""
    last = Withdrawal.objects.filter(live=True).aggregate(last=Max("act__seq"))["last"]
    return -1 if last is None else int(last)


def withdraw_release(ws: Workspace, version: str, *, who: str, why: str, note: str = "") -> folder.Frozen:
    """Take a whole release away; its tombstone stays at its address, and the version is never used again.

    Raises `NotFound` (release-unknown).
    """
    why = demand_why(why)
    known = folder.frozen(ws).get(version)
    if known is None:
        raise NotFound(
            "release-unknown",
            "there is no such release",
            field="release",
            value=version,
            remedy=f"One of {', '.join(folder.frozen(ws)) or 'none was frozen yet'}.",
        )
    if not known.withdrawn_at:
        with transaction.atomic():
            by = person(who)
            with recorded("withdraw-release", who=by, why=why, detail={"version": version, "note": note}):
                pass  # a fact about files outside the records
    with folder.alone(ws):
        folder.clear(ws)
    return folder.frozen(ws)[version]


def _free(ws: Workspace, version: str) -> None:
    if not VERSION.fullmatch(version):
        raise NotAllowed(
            "release-version",
            "this is no name of a release",
            field="version",
            value=version,
            remedy="A day, month or year (2026-03-31, 2026-03), or a number (1.0, 2.1.3); a word may follow: 1.0-draft.",
        )
    known = folder.frozen(ws).get(version)
    if known is None:
        return
    if known.withdrawn_at:
        raise NotAllowed(
            "release-withdrawn",
            "a release of this name was withdrawn, and its name is never used again",
            field="version",
            value=version,
            remedy="Freeze under another name.",
        )
    raise NotAllowed(
        "release-exists",
        "a release of this name is frozen, and what is frozen never changes",
        field="version",
        value=version,
        remedy="Freeze under another name; `cairn diff-release` shows how two of them differ.",
    )


def _content(ws: Workspace, version: str, note: str) -> Content:
    found = index(public(site_record(ws, basis="released")))
    if not found.incidents:
        raise NotAllowed(
            "nothing-released",
            "no incident is released, so there is nothing to freeze",
            field="version",
            value=version,
            remedy="Release an assessment first: `cairn release INCIDENT`.",
        )
    sums: list[Row] = [found.tallies[key] for key in sorted(found.tallies)]
    content = as_read(Content(_facts(ws, found, version, note), tables_of(found, is_public=True), sums))
    _count_again(content)
    return _since_the_last(ws, content)


def _count_again(content: Content) -> None:
    """A release whose sums cannot be made again from its tables is none."""
    rows = {name: [dict(r) for r in content.tables[name].rows] for name in ("incidents", "attributions")}
    by_id, grades = {r["id"]: r for r in rows["incidents"]}, graded(rows["incidents"], rows["attributions"])
    wrong = [line for one in content.tallies for line in compare(dict(one), by_id, grades)]
    if wrong:
        raise NotAllowed(
            "release-uncounted",
            "the sums cannot be counted again from the tables of this release",
            field="tallies",
            value=wrong[0],
            remedy="Nothing is written. It is a fault of Cairn or of a changed record: cairn verify, and report it.",
        )


def _facts(ws: Workspace, found: Index, version: str, note: str) -> Release:
    told: Mapping[str, object] = found.record.release
    return Release(
        version=version,
        frozen_at="",
        record_at=found.record.generated_at,
        program=f"Cairn {__version__}",
        method_version=method_version(),
        title_en=str(told.get("title_en") or say("en", "site_title")),
        title_ar=str(told.get("title_ar") or say("ar", "site_title")),
        log_key=str(Signer().key(ws.origin)),
        note=note,
        licence=str(told.get("licence") or ""),
        contact=str(told.get("contact") or ""),
        address=str(told.get("address") or ""),
        counts={
            "incidents": len(found.incidents),
            "reports": len(found.reports),
            "claims": sum(map(len, found.claims.values())),
            "awaiting": found.record.awaiting,
        },
        headline=[
            {name: row.get(name) for name in HEADLINE}
            for (_, bucket), row in sorted(found.tallies.items())
            if bucket == "likely"
        ],
    )


def _since_the_last(ws: Workspace, content: Content) -> Content:
    """With what changed since the release before, where one stands."""
    standing = [one for one in folder.frozen(ws).values() if not one.withdrawn_at]
    for one in reversed(standing):
        there = folder.home(ws, one.version)
        if folder.is_sound(there, one.sums):
            counts = difference(read_release(folder.read(there), one.version), content).counts()
            return replace(
                content, release=replace(content.release, previous=one.version, since_previous=counts)
            )
    return content


def _signed(ws: Workspace, content: Content) -> dict[str, bytes]:
    """All files, with checksums and the signature of the key that signs the log now."""
    release = replace(content.release, log_key=str(Signer().key(ws.origin)))
    files = dict(release_files(replace(content, release=release)))
    sums = checksums(files)
    return {**files, SUMS: sums, SIGNATURE: Signer().sign_sums(ws.origin, sums)}
