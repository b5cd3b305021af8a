"""Reads when a report came out: what a table holds enters, a UTC time leaves, or a clear refusal.

Every form is one that can be read in one way only: "3/4/2021" is refused, for it is two days.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from cairn.errors import RowRejected

EARLIEST, LATEST = 1900, 2100
_FRACTION = re.compile(r"(\.\d{6})\d+")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(.*)", re.DOTALL)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T,]+(.*))?", re.DOTALL)
_WORDED = (
    "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%a %b %d %H:%M:%S %z %Y", "%d %B %Y %H:%M",
    "%d %b %Y %H:%M", "%b %d, %Y %H:%M", "%I:%M %p · %b %d, %Y",
)  # fmt: skip


def read_published(value: object) -> datetime | None:
    """The time in UTC; a time without a zone is taken as UTC, a day as its midnight; None for null or blank.

    Reads ISO 8601, mail dates, seconds or milliseconds since 1970, day-month-year where the day is above 12,
    and English month names. Raises `RowRejected` (report-published-unreadable) for anything else.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    found: datetime | None = None
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            found = _since_1970(float(value))
        elif isinstance(value, str):
            found = _written(value.strip())
    except (ValueError, OverflowError, TypeError, IndexError):
        found = None
    if found is None or not EARLIEST <= found.year <= LATEST:
        raise RowRejected(
            "report-published-unreadable",
            "the time of publication cannot be read in one way only",
            field="published",
            value=value,
            remedy="Write it as 2021-10-31T14:05:00Z or 2021-10-31, or leave it empty.",
        )
    return found


def _written(text: str) -> datetime | None:
    if text.isascii() and text.isdigit() and len(text) in (10, 13):
        return _since_1970(float(text))
    ascii_digits = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    return _iso(ascii_digits) or _numeric(ascii_digits) or _worded(ascii_digits)


def _iso(text: str) -> datetime | None:
    plain = _FRACTION.sub(r"\1", text.removesuffix(" UTC").removesuffix(" GMT"))
    hit = _YEAR_FIRST.fullmatch(plain)
    if hit:
        plain = f"{hit[1]}-{int(hit[2]):02}-{int(hit[3]):02}{hit[4]}"
    try:
        return _utc(datetime.fromisoformat(plain))
    except ValueError:
        return None


def _numeric(text: str) -> datetime | None:
    """Day, month, year where the day cannot be a month, or is the same number."""
    hit = _DAY_FIRST.fullmatch(text)
    if not hit:
        return None
    first, second = int(hit[1]), int(hit[2])
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if second <= 12 else (second, first)
    return _iso(f"{hit[3]}-{month:02}-{day:02}" + (f"T{hit[4]}" if hit[4] else ""))


def _worded(text: str) -> datetime | None:
    for form in _WORDED:
        try:
            return _utc(datetime.strptime(text, form))
        except ValueError:
            continue
    return _utc(parsedate_to_datetime(text)) if "," in text and ":" in text else None


def _since_1970(seconds: float) -> datetime:
    if seconds >= 100_000_000_000:
        seconds /= 1000
    if seconds < 100_000_000:
        raise ValueError("too small a number for a time since 1970")
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
