"""Ranges as the terminal says them: an unknown end is named, and never a number."""

from __future__ import annotations


def ends(low: int | None, high: int | None) -> str:
    """ "3", "3 to 5", "at least 3", "up to 5", "unknown"."""
    if low is None:
        return "unknown" if high is None else f"up to {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"


def change_words(low: int, high: int) -> str:
    """What is added to the lowest and to the highest sum: "+3", "+1 in the lowest, +5 in the highest", "nothing"."""
    if low == high:
        return f"{low:+,d}" if low else "nothing"
    return f"{low:+,d} in the lowest, {high:+,d} in the highest"


def ends_of(row: dict[str, object], name: str) -> str:
    """The same of the columns NAME_min and NAME_max of a row."""
    low, high = row[f"{name}_min"], row[f"{name}_max"]
    return ends(low if isinstance(low, int) else None, high if isinstance(high, int) else None)
