"""An act: opened before the change it records, sealed over the rows it wrote, or not there at all."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.db import connection, transaction

from cairn.archive import act_record, sha256_hex
from cairn.archive.canonical import Plain
from cairn.archive.seal import rows_part, seal_lines
from cairn.errors import NotAllowed
from cairn.shell.records.linked import BY_MACHINE
from cairn.shell.records.models import Act, Outbox, Person, Seal
from cairn.shell.records.models.recorded import open_act
from cairn.shell.records.seals import lines_of, recorded_tables

from .log import catch_up, may_extend, record_count

LONGEST_NAME = 200
WRITERS_LOCK = 0x6361_6972_6E  # any number that every writer agrees on
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The clock of the shell, in UTC, to the second."""
    return _told.get() or datetime.now(UTC).replace(microsecond=0)


@contextmanager
def at_moment(moment: datetime) -> Iterator[None]:
    """Acts inside are dated `moment`: for the invented case, whose people decided on invented days."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


@contextmanager
def recorded(
    kind: str, *, who: Person | None = None, why: str = "", detail: Mapping[str, Plain] | None = None
) -> Iterator[Act]:
    """Open an act, let its change be written, seal it: one transaction, all of it or nothing.

    Rows of evidence can be written inside only. `act.detail` may be completed inside. An act opened within
    another is sealed first and stands before it in the log. Raises `NotAllowed` where this machine may not
    extend the log.
    """
    if open_act.get() is None:
        may_extend()
    with transaction.atomic():
        _one_writer()
        act = Act.objects.create(
            kind=kind,
            person=who,
            at=_moment(),
            why=why,
            detail=dict(detail or {}),
            salt=secrets.token_bytes(32),
        )
        token = open_act.set(act.id)
        try:
            yield act
        finally:
            open_act.reset(token)
        _seal(act)
        if open_act.get() is None:
            transaction.on_commit(catch_up)


def _one_writer() -> None:
    """One act at a time, so that the order of the log is the order of commits. SQLite holds to that itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK])


def _moment() -> datetime:
    """Now, and never before the act before: time in the log does not run backwards, whatever the clock does.
    Acts within one transaction share its moment."""
    outer = open_act.get()
    if outer is not None:
        return Act.objects.get(id=outer).at
    last = Act.objects.filter(seq__isnull=False).order_by("-seq").values_list("at", flat=True).first()
    return max(now(), last) if last else now()


def _seal(act: Act) -> None:
    """Hash the rows it wrote, give it its place, write its record, and leave word for the log."""
    tables = []
    for table, model in recorded_tables().items():
        lines = list(lines_of(model.objects.filter(sealed_in_id=act.id)))
        if lines:
            tables.append((table, len(lines), seal_lines(lines)))
    Seal.objects.bulk_create([Seal(act=act, table=t, rows=n, lines=lines) for t, n, lines in tables])
    act.seq = record_count()
    parts = {
        "person": act.person.name if act.person else "",
        "why": act.why,
        "detail": act.detail,
        "rows": rows_part(tables),
    }
    act.record = act_record(
        seq=act.seq, kind=act.kind, at=act.at.isoformat(), parts=parts, salt=bytes(act.salt)
    )
    act.sha256 = sha256_hex(act.record)
    act.save()
    Outbox.objects.create(act=act, seq=act.seq)


def person(name: str) -> Person:
    """The person who signs with this name, made on first use. Raises `NotAllowed` without a name."""
    name = " ".join(name.split())
    if not name:
        raise NotAllowed(
            "person-missing",
            "a decision needs the name of the person who takes it",
            field="as",
            remedy='Add --as "YOUR NAME", or fill the column "decided by".',
        )
    if same_name(name) in BY_MACHINE:
        raise NotAllowed(
            "person-unusable",
            "what a machine or a register decides is signed so",
            field="as",
            value=name,
            remedy="Sign with the name you go by.",
        )
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise NotAllowed(
            "person-unusable",
            f"a name has at most {LONGEST_NAME} letters, on one line",
            field="as",
            value=name,
            remedy="Sign with the name you go by.",
        )
    return _known(name) or Person.objects.get_or_create(name=name)[0]


def _known(name: str) -> Person | None:
    """Who signed before with the same name: case, spacing and composed letters make no second person."""
    wanted = same_name(name)
    for row in Person.objects.order_by("id"):
        if same_name(row.name) == wanted:
            return row
    return None


def same_name(name: str) -> str:
    """What two signatures share that are one person's."""
    return unicodedata.normalize("NFKC", name).casefold()


def demand_why(why: str) -> str:
    """The reason, trimmed. Raises `NotAllowed` where there is none."""
    if not why.strip():
        raise NotAllowed(
            "why-missing",
            "a decision needs a reason",
            field="why",
            remedy='Add --why "...", or fill the column "why".',
        )
    return why.strip()
