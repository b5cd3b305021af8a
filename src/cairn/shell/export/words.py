"""Ranges as the terminal says them: an unknown end is named, and never a number."""

from __future__ import annotations


def ends(low: int | None, high: int | None) -> str:
    """ "3", "3 to 5", "3 to unknown", "unknown"."""
    if low is None and high is None:
        return "unknown"
    if low == high:
        return str(low)
    return f"{'unknown' if low is None else low} to {'unknown' if high is None else high}"


def ends_of(row: dict[str, object], name: str) -> str:
    """The same of the columns NAME_min and NAME_max of a row."""
    low, high = row[f"{name}_min"], row[f"{name}_max"]
    return ends(low if isinstance(low, int) else None, high if isinstance(high, int) else None)
