"""Read what has not been read yet: texts into accounts and claims, in chunks, on one core or several."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from cairn.archive import canonical, sha256_hex
from cairn.extract.model import EXTRACTOR, Account
from cairn.flow import Read, account_id, read
from cairn.places.gazetteer import Gazetteer
from cairn.shell.records import load
from cairn.shell.records.convert import claim_row, reading_json
from cairn.shell.records.models import AccountRow, ClaimRow, Judgement, PlaceRow, ReadingRow, ReportRow
from cairn.shell.workers import end_with
from cairn.shell.workspace import Workspace
from cairn.sources.report import Report
from cairn.vocab.actors import Actor
from cairn.vocab.load import use_words

from .act import recorded
from .add_words import words_in_force

CHUNK = 200
WORTH_A_SECOND_CORE = 300
Progress = Callable[[str, int, int], None]

Lookups = tuple[Gazetteer, tuple[Actor, ...]]
_lookups: Lookups | None = None  # one per worker process, handed over by the fork


def reader_version(ws: Workspace) -> str:
    """What a reading depends on besides the text: the extractor, and the team's own places, actors and words."""
    places = [[i, v] for i, v in sorted(PlaceRow.objects.values_list("id", "version"))]
    words = words_in_force(ws)
    if not places and not ws.actors_toml and not words:
        return EXTRACTOR
    parts = [places, ws.actors_toml, *([words] if words else [])]
    return f"{EXTRACTOR}+{sha256_hex(canonical(parts))[:12]}"


def read_reports(ws: Workspace, progress: Progress) -> int:
    """Read every report this reader has not read; returns how many. Each chunk is saved whole or not at all."""
    version = reader_version(ws)
    rows = list(ReportRow.objects.exclude(read_by=version).select_related("source").order_by("id"))
    if not rows:
        return 0
    words = words_in_force(ws)
    use_words(words)
    lookups = (load.gazetteer(), ws.own_actors)
    done = 0
    chunks = [rows[i : i + CHUNK] for i in range(0, len(rows), CHUNK)]
    for chunk, reads in zip(chunks, _read_all(ws, chunks, lookups, words), strict=True):
        with recorded("read-reports", detail={"reader": version, "reports": len(chunk)}):
            _save(chunk, reads, version)
        done += len(chunk)
        progress("Reading reports", done, len(rows))
    return len(rows)


def _read_all(
    ws: Workspace, chunks: Sequence[Sequence[ReportRow]], lookups: Lookups, words: Mapping[str, str]
) -> Iterator[list[Read]]:
    def values() -> Iterator[list[Report]]:
        for chunk in chunks:
            yield [load.report(row, ws.objects.text(row.text_sha256)) for row in chunk]

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if sum(map(len, chunks)) < WORTH_A_SECOND_CORE or cores < 2:
        for reports in values():
            yield [read(report, *lookups) for report in reports]
        return
    context = get_context("fork" if os.name == "posix" else "spawn")
    with ProcessPoolExecutor(
        cores, mp_context=context, initializer=_begin, initargs=(lookups, words, os.getpid())
    ) as pool:
        yield from pool.map(_read_chunk, values())


def _begin(lookups: Lookups, words: Mapping[str, str], parent: int) -> None:
    global _lookups
    use_words(words)
    end_with(parent)
    _lookups = lookups


def _read_chunk(reports: list[Report]) -> list[Read]:
    if _lookups is None:
        raise RuntimeError("a worker was not given its gazetteer")
    return [read(report, *_lookups) for report in reports]


def _save(rows: Sequence[ReportRow], reads: Sequence[Read], version: str) -> None:
    """Accounts, claims and readings of a chunk; what an earlier reader said stays, no longer live.

    A report that was replaced while it was being read is left for the next run.
    """
    now = dict(ReportRow.objects.filter(id__in=[r.id for r in rows]).values_list("id", "version"))
    still = [(row, done) for row, done in zip(rows, reads, strict=True) if now.get(row.id) == row.version]
    ids = [row.id for row, _ in still]
    AccountRow.objects.filter(report_id__in=ids).update(live=False)
    ClaimRow.objects.filter(account__report_id__in=ids, by="").update(live=False)
    _mark_read(still, version)
    told = [
        (row, account, account_id(row.id, account, row.text_version))
        for row, done in still
        for account in done.extraction.accounts
    ]
    _save_accounts([_account_row(row, account, key) for row, account, key in told])
    _save_readings([_reading_row(account, key) for _, account, key in told])
    _save_claims([claim_row(c, key, row.text_sha256, EXTRACTOR) for row, a, key in told for c in a.claims])
    _keep_corrections([key for _, _, key in told])


def _mark_read(still: Sequence[tuple[ReportRow, Read]], version: str) -> None:
    """Note on each report which reader read it, how far, and in what language."""
    for row, done in still:
        row.read_by, row.refused, row.read_to = version, done.extraction.refused, done.extraction.read_to
        row.language = row.language or done.extraction.language
    rows = [row for row, _ in still]
    ReportRow.objects.bulk_update(rows, ["read_by", "refused", "read_to", "language"], batch_size=CHUNK)


def _save_accounts(accounts: Sequence[AccountRow]) -> None:
    AccountRow.objects.bulk_create(
        accounts,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["main", "start", "end", "extractor", "live", "report_version"],
    )


def _save_readings(readings: Sequence[ReadingRow]) -> None:
    ReadingRow.objects.bulk_create(
        readings,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["account"],
        update_fields=["harm", "decision", "value"],
    )


def _save_claims(claims: Sequence[ClaimRow]) -> None:
    ClaimRow.objects.bulk_create(
        _distinct(claims),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["id", "account"],
        update_fields=["live"],
    )


def _keep_corrections(accounts: Sequence[str]) -> None:
    """A person's reading of some words stands: what a reader makes of the same words is not live beside it."""
    told = Judgement.objects.filter(kind="claim", live=True, other__in=accounts)
    replaced = {(j.subject, j.other) for j in told if j.value.get("made") != j.subject}
    for old in ClaimRow.objects.filter(id__in={claim for claim, _ in replaced}):
        if (old.id, old.account_id) in replaced:
            ClaimRow.objects.filter(
                account_id=old.account_id, kind=old.kind, start=old.start, end=old.end, by="", live=True
            ).update(live=False)


def _account_row(row: ReportRow, account: Account, key: str) -> AccountRow:
    return AccountRow(
        id=key,
        report_id=row.id,
        report_version=row.version,
        n=account.n,
        main=account.main,
        start=account.start,
        end=account.end,
        extractor=EXTRACTOR,
    )


def _reading_row(account: Account, key: str) -> ReadingRow:
    reading = account.reading
    return ReadingRow(
        account_id=key, harm=reading.harm, decision=reading.decision.value, value=reading_json(reading)
    )


def _distinct(claims: Sequence[ClaimRow]) -> list[ClaimRow]:
    return list({(c.id, c.account_id): c for c in claims}.values())
