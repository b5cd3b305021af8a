"""A moment of the record: what stood then, told from the acts, for no row is ever erased.

A row that lives until an act retires it carries that act as the last one that wrote it (`sealed_in`), so what
stood after act N is what was written by then and not retired by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from cairn.errors import NotFound

from .convert import moment_text
from .models import Act

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Moment:
    """The last act that counts, and what was asked for, as an ISO moment in UTC."""

    act: int
    at: str


def moment(asked: str) -> Moment:
    """A day (its end, UTC), an ISO moment, or `act N`. Raises `NotFound` for anything else."""
    text = asked.strip()
    number = text.lower().removeprefix("act").strip()
    if number.isdigit():
        row = Act.objects.filter(id=int(number)).first()
        if row is not None:
            return Moment(row.id, moment_text(row.at))
    else:
        try:
            at = _parsed(text)
        except ValueError:
            at = None
        if at is not None:
            last = Act.objects.filter(at__lte=at).order_by("-id").values_list("id", flat=True).first()
            return Moment(last or 0, moment_text(at))
    raise NotFound(
        "moment-unknown",
        "this is no moment of the record",
        field="as-of",
        value=asked,
        remedy="A day such as 2031-05-04 (its end, UTC), a moment such as 2031-05-04T12:00Z, or `act 17`.",
    )


def _parsed(text: str) -> datetime:
    if len(text) == len("2031-05-04"):
        return datetime.combine(date.fromisoformat(text), time.max, UTC)
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def standing_at(rows: QuerySet[_Row], then: Moment | None, act: str = "act") -> QuerySet[_Row]:
    """The rows that lived at that moment; those that live now where no moment is given. `act` is the path to
    the act that wrote a row first."""
    if then is None:
        return rows.filter(live=True)
    asked: dict[str, Any] = {f"{act}_id__lte": then.act}
    return rows.filter(Q(live=True) | Q(sealed_in_id__gt=then.act), **asked)
