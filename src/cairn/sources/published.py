"""Reads when a report came out: what a table holds enters, a UTC time leaves, or a clear refusal.

Every form is one that can be read in one way only: "3/4/2021" is refused, for it is two days. A cell that is
written as a date and names no day that ever was, as 2024-02-30, is refused under a code of its own: it is a slip of
somebody who knew the day, where "last week" is a day nobody wrote down.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from cairn.errors import RowRejected

EARLIEST, LATEST = 1900, 2100
_FRACTION = re.compile(r"(\.\d{6})\d+")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(.*)", re.DOTALL)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T,]+(.*))?", re.DOTALL)
_CLOCK = r"(?:[T ,]\s{0,3}\d{1,2}:\d{2}.{0,40})?"
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_CALENDAR = tuple(
    re.compile(form + _CLOCK, re.IGNORECASE | re.DOTALL)
    for form in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
        r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<w>{_MONTH}),?[ -](?P<y>\d{{4}})",
        rf"(?P<w>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})",
    )
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDED = (
    "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%a %b %d %H:%M:%S %z %Y", "%d %B %Y %H:%M",
    "%d %b %Y %H:%M", "%b %d, %Y %H:%M", "%I:%M %p · %b %d, %Y",
)  # fmt: skip


def read_published(value: object) -> datetime | None:
    """The time in UTC; a time without a zone is taken as UTC, a day as its midnight; None for null or blank.

    Reads ISO 8601, mail dates, seconds or milliseconds since 1970, day-month-year where the day is above 12,
    and English month names. Raises `RowRejected`: report-published-impossible for a date that names no day,
    report-published-unreadable for anything else.
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
    if found is None and isinstance(value, str) and names_no_day(value):
        raise RowRejected(
            "report-published-impossible",
            "the time of publication is written as a date, and there is no such day",
            field="published",
            value=value,
            remedy="Write the day it came out, as 2021-10-31, or leave it empty.",
        )
    if found is None or not EARLIEST <= found.year <= LATEST:
        raise RowRejected(
            "report-published-unreadable",
            "the time of publication cannot be read in one way only",
            field="published",
            value=value,
            remedy="Write it as 2021-10-31T14:05:00Z or 2021-10-31, or leave it empty.",
        )
    return found


def names_no_day(cell: str) -> bool:
    """Whether a cell is written as a date of the calendar, and the calendar holds no such day."""
    text = _ascii_digits(cell.strip())
    hit = next((h for form in _CALENDAR if (h := form.fullmatch(text))), None)
    if hit is None:
        return False
    told = hit.groupdict()
    month = _MONTHS.index(told["w"][:3].lower()) + 1 if told.get("w") else int(told["m"])
    year, day = int(told["y"]), int(told["d"])
    orders = [(month, day)] if told.get("w") or text[:4].isdigit() else [(month, day), (day, month)]
    return not any(_is_day(year, *order) for order in orders)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _ascii_digits(text: str) -> str:
    return "".join(str(int(c)) if c.isdecimal() else c for c in text)


def _written(text: str) -> datetime | None:
    if text.isascii() and text.isdigit() and len(text) in (10, 13):
        return _since_1970(float(text))
    ascii_digits = _ascii_digits(text)
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
