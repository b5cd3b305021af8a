"""Invented accounts for the tests of the joiner: no place, person or event in them is real."""

from __future__ import annotations

from datetime import date

from cairn.extract.model import PlaceRead, Reading
from cairn.match import AccountFacts
from cairn.values import DateSpan, Point, Precision, Range

DAY = date(2031, 5, 4)


def place(
    name: str, lat: float, lon: float, precision: Precision = Precision.VILLAGE, name_en: str = ""
) -> PlaceRead:
    """A place as read: its name as written and its point."""
    return PlaceRead(name=name, name_en=name_en, point=Point(lat, lon, precision.radius_m, precision))


def account(
    id: str,
    *,
    on: date | None = DAY,
    told: bool = True,
    at: PlaceRead | None = None,
    killed: int | None = None,
    injured: int | None = None,
    victims: tuple[str, ...] = (),
    actors: tuple[str, ...] = (),
    means: tuple[str, ...] = (),
    harm: bool = True,
    text: str = "",
    source: str = "",
    report: str = "",
) -> AccountFacts:
    """One account; `told` says whether the text tells the day or it is the day of publication."""
    reading = Reading(
        killed=Range() if killed is None else Range.exactly(killed),
        injured=Range() if injured is None else Range.exactly(injured),
        date=DateSpan.on(on) if on else None,
        date_basis="" if on is None else "stated" if told else "published",
        place=at,
        belligerents=actors,
        strike_types=means,
        victims=victims,
        harm=harm,
    )
    return AccountFacts(
        account_id=id,
        report_id=report or f"report-of-{id}",
        main=True,
        reading=reading,
        text=text or " ".join(f"{id}{word}" for word in ("speaks", "tells", "writes")),
        source=source or f"Source of {id}",
        published=on,
    )
