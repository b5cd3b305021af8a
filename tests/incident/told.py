"""Builders of invented accounts for the tests of what stands on joined accounts."""

from __future__ import annotations

from datetime import date
from typing import Any

from cairn.extract.model import Claim, PlaceRead, Reading
from cairn.incident.model import JoinedAccount
from cairn.values import UNKNOWN, DateSpan, Point, Precision, Range
from cairn.vocab.closed import Basis, Event, Group, Kind, SourceKind, Status


def count(n: int | None, most: int | None = -1, kind: Kind = Kind.KILLED, **more: Any) -> Claim:
    """A count claim: `count(3)` is exactly three, `count(3, None)` at least three."""
    return Claim(kind, 0, 1, n, n if most == -1 else most, **more)


def killed(n: int | None, most: int | None = -1, **more: Any) -> Claim:
    return count(n, most, **more)


def injured(n: int | None, most: int | None = -1, **more: Any) -> Claim:
    return count(n, most, Kind.INJURED, **more)


def by(actor: str, **more: Any) -> Claim:
    return Claim(Kind.ACTOR, 0, 1, value=actor, **more)


def account(
    name: str,
    *claims: Claim,
    origin: str = "",
    party: str = "",
    source: str = "",
    published: str = "2031-05-02",
    reading: Reading | None = None,
    day: DateSpan | None = None,
    day_basis: str = "stated",
    place: PlaceRead | None = None,
) -> JoinedAccount:
    """One account; its claims get the ids NAME.1, NAME.2, ... and its origin is its own unless given."""
    blamed = tuple(c.value for c in claims if c.kind is Kind.ACTOR and c.event is Event.THIS)
    told = reading or Reading(belligerents=blamed, date=day, date_basis=day_basis if day else "", place=place)
    return JoinedAccount(
        account_id=name,
        report_id=f"report-{name}",
        origin_id=origin or f"origin-{name}",
        source=source or f"outlet {name}",
        source_kind=SourceKind.OFFICIAL if party else SourceKind.NEWS,
        party=party,
        published_iso=published,
        claims=tuple((f"{name}.{n}", claim) for n, claim in enumerate(claims, start=1)),
        reading=told,
    )


def place(name: str, lat: float, lon: float, precision: Precision = Precision.VILLAGE) -> PlaceRead:
    return PlaceRead(name, f"invented:{name}", point=Point(lat, lon, precision.radius_m, precision))


def on(day: int, month: int = 5) -> DateSpan:
    return DateSpan.on(date(2031, month, day))


__all__ = [
    "UNKNOWN", "Basis", "Claim", "DateSpan", "Event", "Group", "Kind", "Point", "Precision", "Range",
    "Reading", "Status", "account", "by", "count", "injured", "killed", "on", "place",
]  # fmt: skip
