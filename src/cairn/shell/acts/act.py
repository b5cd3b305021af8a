"""Write an act: inside the transaction of the change it records, or not at all."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from django.db import connection

from cairn.archive import act_record, sha256_hex
from cairn.archive.canonical import Plain
from cairn.errors import NotAllowed
from cairn.shell.records.models import Act, Person


def now() -> datetime:
    """The clock of the shell, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


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
    return Person.objects.get_or_create(name=name)[0]


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
