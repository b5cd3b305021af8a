"""When to look in a strike log: days and a part of the day enter, a window in local time and in UTC leaves."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from cairn.errors import NotAllowed
from cairn.values import DatePrecision, DateSpan

from .model import When, Window

LONGEST_DAYS = 7
"""A span longer than a week is no day to look in a strike log for."""
SLACK_HOURS = 6
"""Beside the window: a strike of the night is told under either day, and a log keeps UTC (decision 0050)."""

_HOURS = {
    "dawn": (4, 6),
    "morning": (6, 12),
    "noon": (12, 13),
    "afternoon": (13, 17),
    "evening": (17, 22),
}
"""Local hours of each part of the day, as the reader of clocks has them (extract/dayparts.py)."""
_NIGHT_FROM, _NIGHT_TO = 22, 4

Zones = tuple[tuple[str, tzinfo], ...]


def day_of(span: DateSpan | None, code: str) -> DateSpan:
    """The days, where they are few enough to be looked up. Raises `NotAllowed` (referral-no-day)."""
    if (
        span is None
        or span.precision in (DatePrecision.MONTH, DatePrecision.YEAR)
        or span.days > LONGEST_DAYS
    ):
        raise NotAllowed(
            "referral-no-day",
            f"{code}: a party cannot look for a strike without knowing the day",
            field="date_start",
            value=None if span is None else f"{span.start} to {span.end}",
            remedy=f"Set the day, or at most {LONGEST_DAYS} days: cairn judge INCIDENT --date DAY/DAY.",
        )
    return span


def when(span: DateSpan, part: str, zones: Zones) -> When:
    """The days with their window, in the zones' own time and in UTC."""
    start, end = _window(span, part)
    offsets = dict.fromkeys(_offset(start, zone) for _, zone in zones)
    return When(
        date_start=span.start.isoformat(),
        date_end=span.end.isoformat(),
        part_of_day=part,
        time_zones=tuple(name for name, _ in zones),
        utc_offsets=tuple(offsets),
        window=Window(
            start_local=start.isoformat(timespec="minutes"),
            end_local=end.isoformat(timespec="minutes"),
            start_utc=utc(min(_in_utc(start, z) for _, z in zones)) if zones else None,
            end_utc=utc(max(_in_utc(end, z) for _, z in zones)) if zones else None,
        ),
    )


def around(told: When) -> tuple[int, str | None, str | None]:
    """Hours either side of the middle of the window, and the first and last moment of that in UTC."""
    window = told.window
    half = (_read(window.end_local) - _read(window.start_local)) / 2
    hours = -(-int(half.total_seconds()) // 3600) + SLACK_HOURS
    if window.start_utc is None or window.end_utc is None:
        return hours, None, None
    first, last = _read(window.start_utc), _read(window.end_utc)
    slack = timedelta(hours=SLACK_HOURS)
    return hours, utc(first - slack), utc(last + slack)


def utc(moment: datetime) -> str:
    """A moment as military logs write it: ISO, UTC, ending in Z."""
    return moment.astimezone(UTC).isoformat(timespec="minutes").replace("+00:00", "Z")


def _window(span: DateSpan, part: str) -> tuple[datetime, datetime]:
    """The night of a day may be the one before it or the one after: it opens on the eve and ends the morning after."""
    first, last = _midnight(span.start), _midnight(span.end)
    if part == "night":
        return first - timedelta(hours=24 - _NIGHT_FROM), last + timedelta(hours=24 + _NIGHT_TO)
    begin, end = _HOURS.get(part, (0, 24))
    return first + timedelta(hours=begin), last + timedelta(hours=end)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _in_utc(local: datetime, zone: tzinfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)


def _offset(local: datetime, zone: tzinfo) -> str:
    """`+03:00`, as it was on that day."""
    return local.replace(tzinfo=zone).isoformat(timespec="minutes")[-6:]


def _read(moment: str) -> datetime:
    return datetime.fromisoformat(moment)
