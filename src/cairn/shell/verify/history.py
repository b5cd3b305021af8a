"""Acts and log side by side, in spans: every record made anew from its columns, hashed, held against the log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from cairn.archive.check import OpenedAct, check_act, told
from cairn.archive.findings import Finding, Findings
from cairn.archive.tiles import WIDTH, Tile, decode_bundle, decode_tile, tile_at
from cairn.archive.tree import leaf_hash, root_of
from cairn.errors import WorkspaceFault
from cairn.shell.records.models import Act, Outbox, Seal
from cairn.shell.store.log import Log

SPAN = 64 * WIDTH
"""Records in one part of the work: a whole number of tiles."""
READ_AT_ONCE = 1000

_ACTS = """
SELECT a.seq, a.kind, {at}, p.name, a.why, a.detail, a.salt, a.record, a.sha256
FROM records_act a LEFT JOIN records_person p ON p.id = a.person_id
WHERE a.seq >= %s AND a.seq < %s ORDER BY a.seq
"""
"""Raw, because what the ORM makes of a moment costs more than hashing the record does."""


@dataclass(frozen=True, slots=True)
class Part:
    """Records `start` to `end`, of which the log's checkpoint covers those below `logged`."""

    log: Log
    start: int
    end: int
    logged: int
    last: int  # one past the last act there is


@dataclass(slots=True)
class Witness:
    """What the log's files say of one tile: hashes of its records, and the hashes that its tile holds."""

    number: int
    records: list[bytes] | None  # leaf hashes; none where the bundle cannot be read
    hashes: list[bytes] | None


@dataclass(slots=True)
class Checked:
    """What a part came to. `roots` has the root of each tile twice: from its records, and from its hash tile."""

    findings: Findings = field(default_factory=Findings)
    acts: int = 0
    waiting: int = 0
    records: int = 0
    roots: list[tuple[bytes | None, bytes | None]] = field(default_factory=list)
    odd: list[Witness] = field(default_factory=list)
    edge: Witness | None = None  # the last tile, where it is not full


def parts(log: Log, logged: int) -> list[Part]:
    """The work, divided."""
    newest = Act.objects.filter(seq__isnull=False).order_by("-seq").values_list("seq", flat=True)
    last = 1 + next(
        (seq for seq in newest.iterator() if isinstance(seq, int)), -1
    )  # SQLite may hold a word there
    end = max(last, logged)
    return [Part(log, at, min(at + SPAN, end), logged, last) for at in range(0, end, SPAN)]


def check_part(part: Part) -> Checked:
    """Check the acts and the log's records of a part."""
    done = Checked()
    acts, before = _acts(part.start, part.end, done.findings), _moment_before(part.start)
    waiting = set(Outbox.objects.filter(seq__gte=part.start, seq__lt=part.end).values_list("seq", flat=True))
    act = next(acts, None)
    for number in range(part.start // WIDTH, -(-part.end // WIDTH)):
        entries = _tile(part, number, done)
        for seq in range(max(part.start, number * WIDTH), min(part.end, (number + 1) * WIDTH)):
            entry = entries[seq - number * WIDTH] if entries and seq < part.logged else None
            if act is None or act.seq != seq:
                _missing(seq, entry, done)
                continue
            done.acts += 1
            for finding in check_act(act, before):
                done.findings.add(finding)
            _held_against_log(act, entry, part, waiting, done)
            before = max(before, act.at)
            act = next(acts, None)
    return done


def _acts(start: int, end: int, findings: Findings) -> Iterator[OpenedAct]:
    """Acts in the order of their places, each with its seals. Memory is flat."""
    seals = groupby(
        Seal.objects.filter(act__seq__gte=start, act__seq__lt=end)
        .order_by("act__seq")
        .values_list("act__seq", "table", "rows", "lines")
        .iterator(chunk_size=200),
        key=itemgetter(0),
    )
    sealed, group = next(seals, (None, None))
    for seq, kind, at, person, why, detail, salt, record, sha in _rows(start, end, findings):
        tables: list[tuple[str, int, str]] = []
        while sealed is not None and sealed < seq:  # of an act that cannot be read
            sealed, group = next(seals, (None, None))
        if sealed == seq and group is not None:
            tables = [(table, count, lines) for _, table, count, lines in group]
            sealed, group = next(seals, (None, None))
        yield OpenedAct(seq, kind, at, person or "", why, detail, tables, salt, record, sha)


def _rows(start: int, end: int, findings: Findings) -> Iterator[tuple[Any, ...]]:
    """The columns of acts, in order. One that cannot be read is told, and the others are read all the same."""
    for at in range(start, end, READ_AT_ONCE):
        yield from _readable(at, min(at + READ_AT_ONCE, end), findings)


def _readable(start: int, end: int, findings: Findings) -> list[tuple[Any, ...]]:
    try:
        with connection.cursor() as cursor:
            at = "CAST(a.at AS text)" if connection.vendor == "sqlite" else "a.at"
            cursor.execute(_ACTS.format(at=at), [start, end])
            return [_plain(row) for row in cursor.fetchall()]
    except (ValueError, TypeError):
        if end - start == 1:
            what = f"Act {start} cannot be read: a column holds what none can."
            findings.add(Finding("act-edited", what, f"act {start}", start))
            return []
    middle = (start + end) // 2
    return _readable(start, middle, findings) + _readable(middle, end, findings)


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The columns of an act as they were when it was sealed. Raises `ValueError`, `TypeError`."""
    seq, kind, at, person, why, detail, salt, record, sha = row
    value = json.loads(detail) if isinstance(detail, str) else detail
    return seq, kind, _iso(at), person, why, value, bytes(salt), bytes(record), sha


def _iso(at: object) -> str:
    if isinstance(at, str) and len(at) == 19:  # SQLite keeps a moment in UTC as text, without saying so
        return f"{at[:10]}T{at[11:]}+00:00"
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def _moment_before(start: int) -> str:
    at = Act.objects.filter(seq__lt=start).order_by("-seq").values_list("at", flat=True).first()
    return at.isoformat() if at else ""


def _missing(seq: int, entry: bytes | None, done: Checked) -> None:
    what, at = "", ""
    if entry is not None:
        try:
            record = told(entry)
            what, at = (
                f" It was of the kind {record['kind']}, at {record['at']}: the log holds it.",
                record["at"],
            )
        except (ValueError, TypeError, KeyError):
            what = " The log holds something at its place."
    done.findings.add(
        Finding("act-missing", f"Act {seq} is not in the database.{what}", f"act {seq}", seq, at)
    )


def _held_against_log(
    act: OpenedAct, entry: bytes | None, part: Part, waiting: set[int], done: Checked
) -> None:
    if act.seq >= part.logged:
        if act.seq in waiting or _logged_since(part.log, act.seq):
            done.waiting += 1
        else:
            what = f"Act {act.seq} ({act.kind}) is not in the log, and nothing says that it is to come there."
            done.findings.add(Finding("act-not-logged", what, f"act {act.seq}", act.seq, act.at))
    elif entry is not None and entry != act.record:
        what = f"Act {act.seq} ({act.kind}) has another record than the log holds{_how(act, entry)}."
        done.findings.add(Finding("act-differs-from-log", what, f"act {act.seq}", act.seq, act.at))


def _logged_since(log: Log, seq: int) -> bool:
    """Whether another command has appended it while we were reading."""
    try:
        return log.size > seq
    except WorkspaceFault:
        return False


def _how(act: OpenedAct, entry: bytes) -> str:
    try:
        was, now = told(entry), told(act.record)
    except (ValueError, TypeError, KeyError):
        return ""
    open_ = [
        f"{name} {now[name]} where the log says {was[name]}"
        for name in ("kind", "at")
        if was[name] != now[name]
    ]
    shut = [name for name in ("person", "why", "detail", "rows") if was[name] != now[name]]
    said = open_ + ([f"another {', '.join(shut)}"] if shut else [])
    return f": {'; '.join(said)}" if said else ""


def _tile(part: Part, number: int, done: Checked) -> list[bytes] | None:
    """Read one tile and its bundle; returns the records. What they say of each other waits for the root."""
    if number * WIDTH >= part.logged:
        return None
    tile = tile_at(0, number, part.logged)
    records = _bundle(part.log, tile, done.findings)
    hashes = _hashes(part.log, tile, done.findings)
    leaves = [leaf_hash(record) for record in records] if records is not None else None
    done.records += len(records or ())
    seen = Witness(number, leaves, hashes)
    done.roots.append((root_of(leaves) if leaves else None, root_of(hashes) if hashes else None))
    if leaves != hashes:
        done.odd.append(seen)
    if tile.width < WIDTH:
        done.edge = seen
    return records


def _bundle(log: Log, tile: Tile, findings: Findings) -> list[bytes] | None:
    return _read(log, tile.bundle, tile, decode_bundle, findings)


def _hashes(log: Log, tile: Tile, findings: Findings) -> list[bytes] | None:
    return _read(log, tile.path, tile, decode_tile, findings)


def _read(log: Log, name: str, tile: Tile, decode: Any, findings: Findings) -> list[bytes] | None:
    try:
        found: list[bytes] = decode(log.file(name))
        if len(found) < tile.width:
            raise ValueError("it is cut off")
    except (ValueError, WorkspaceFault) as e:
        why = e.message if isinstance(e, WorkspaceFault) else str(e)
        findings.add(Finding("log-unreadable", f"The file {name} of the log cannot be used: {why}.", name))
        return None
    return found[: tile.width]
