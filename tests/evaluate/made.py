"""Invented incidents, texts and readings for the scores: a valley with three places of two names."""

from __future__ import annotations

from datetime import date
from typing import Any

from cairn.extract.model import Account, Claim, Extraction, PlaceRead, Reading
from cairn.flow import Read
from cairn.places.gazetteer import Gazetteer
from cairn.places.model import Place
from cairn.shell.evaluate.pairs import Pair, single_reports, with_reads
from cairn.sources.report import Report
from cairn.values import DateSpan, Point, Precision

NORTH = Place("p1", "Zahrin", "زهرين", 36.0, 37.0, Precision.VILLAGE, "SY", "Northern", "N1", population=900)
SOUTH = Place("p2", "Zahrin", "زهرين", 34.0, 37.0, Precision.TOWN, "SY", "Southern", "S1", population=9_000)
MILL = Place(
    "p3", "Tell Qalam", "تل قلم", 36.1, 37.1, Precision.VILLAGE, "SY", "Northern", "N1", population=50
)
UNIT = Place("p4", "Northern", "الشمال", 36.2, 37.2, Precision.PROVINCE, "SY", "Northern", "N1")
GAZETTEER = Gazetteer([NORTH, SOUTH, MILL, UNIT])


def incident(id: str, **more: Any) -> dict[str, Any]:
    base = {"id": id, "date": "2031-05-04", "date_end": None, "conflict": "invented"}
    return {
        **base,
        "place": "Zahrin",
        "admin1": "Northern",
        "lat": 36.0,
        "lon": 37.0,
        "location_precision": "village",
        **more,
    }


def report(
    id: str, *incidents: str, text: str = "A raid hit Zahrin.", published: str | None = "2031-05-05"
) -> dict[str, Any]:
    return {
        "id": id,
        "incident_ids": list(incidents),
        "text": text,
        "published": published,
        "language": "en",
        "platform": "web",
    }


def at(place: Place, radius_m: int | None = None) -> PlaceRead:
    point = Point(place.lat, place.lon, radius_m or place.kind.radius_m, place.kind)
    return PlaceRead(
        place.name_en, place.id, place.name_en, place.name_ar, place.admin1, place.admin1_pcode, "SY", point
    )


def on(year: int, month: int, day: int) -> DateSpan:
    return DateSpan.on(date(year, month, day))


def read(row: dict[str, Any], reading: Reading, *claims: Claim) -> Read:
    account = Account(1, True, 0, len(row["text"]), claims, reading)
    made = Report(id=row["id"], text=row["text"], publisher=row.get("publisher", ""))
    return Read(made, "0" * 64, Extraction("en", (account,)))


def paired(
    truth: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    readings: dict[str, Reading],
    **claims: tuple[Claim, ...],
) -> list[Pair]:
    reads = {
        r["id"]: read(r, readings[r["id"]], *claims.get(r["id"], ())) for r in rows if r["id"] in readings
    }
    return with_reads(single_reports(rows, {t["id"]: t for t in truth})[0], reads)
