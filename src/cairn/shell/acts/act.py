"""Write an act: inside the transaction of the change it records, or not at all."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.db import connection

from cairn.archive import act_record, sha256_hex
from cairn.archive.canonical import Plain
from cairn.errors import NotAllowed
from cairn.shell.records.models import Act, Person

LONGEST_NAME = 200
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
    wanted = unicodedata.normalize("NFKC", name).casefold()
    for row in Person.objects.order_by("id"):
        if unicodedata.normalize("NFKC", row.name).casefold() == wanted:
            return row
    return None


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


def write_act(kind: str, *, detail: Plain, who: Person | None = None, why: str = "") -> Act:
    """Record one act. Raises `RuntimeError` outside a transaction: an act without its change is a lie."""
    if not connection.in_atomic_block:
        raise RuntimeError("an act is written in the transaction of its change")
    at, salt = now(), secrets.token_bytes(32)
    record = act_record(
        kind=kind, at=at.isoformat(), person=who.name if who else "", why=why, detail=detail, salt=salt
    )
    return Act.objects.create(
        kind=kind,
        person=who,
        at=at,
        why=why,
        detail=detail,
        salt=salt,
        record=record,
        sha256=sha256_hex(record),
    )
