"""An incident as a row, and as a line that says what is known and what is not."""

from __future__ import annotations

from datetime import date as Day
from datetime import datetime as Moment
from html import escape

from .row import Row, cells_html

Texts = tuple[str, ...]


class Incident(Row):
    """One incident. Its grades are in `attributions`: one for each actor, and none for the incident."""

    __slots__ = ()
    id: str
    code: str
    codes: Texts | None
    parent_id: str | None
    date_start: Day | None
    date_end: Day | None
    time: str | None
    time_basis: str | None
    place_name: str | None
    place_name_ar: str | None
    country: str | None
    admin1: str | None
    admin1_ar: str | None
    admin1_pcode: str | None
    lat: float | None
    lon: float | None
    place_precision: str | None
    place_radius_m: int | None
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None
    children_killed_min: int | None
    children_killed_max: int | None
    women_killed_min: int | None
    women_killed_max: int | None
    men_killed_min: int | None
    men_killed_max: int | None
    belligerents_killed_min: int | None
    belligerents_killed_max: int | None
    harm_reported: str | None
    causes: Texts | None
    weapons: Texts | None
    infrastructure: Texts | None
    reports: int | None
    origins: int | None
    summary_en: str | None
    summary_ar: str | None
    state: str
    version: int | None
    first_published: Moment | None
    last_changed: Moment | None

    def __repr__(self) -> str:
        return f"<{self.line}>"

    def _repr_html_(self) -> str:
        head = f'<p dir="auto"><b>{escape(self.line)}</b></p>'
        told = "".join(
            f'<p lang="{lang}" dir="{way}">{escape(text)}</p>'
            for lang, way, text in (
                ("en", "ltr", self.get("summary_en")),
                ("ar", "rtl", self.get("summary_ar")),
            )
            if text
        )
        known = ((n, c) for n, c in self.items() if c not in (None, "", ()) and not n.startswith("summary_"))
        return f"<div>{head}{told}<details><summary>all that is known</summary>{cells_html(known)}</details></div>"

    @property
    def line(self) -> str:
        """Code, days, place and figures; what is not known is said to be not known."""
        days = dict.fromkeys(str(d) for d in (self.get("date_start"), self.get("date_end")) if d)
        place = self.get("place_name") or self.get("place_name_ar") or self.get("admin1") or "place not known"
        told = [self.get("code") or self["id"], " to ".join(days) or "day not known", place]
        told += [
            f"{what} {between(self.get(f'{key}_min'), self.get(f'{key}_max'))}" for key, what in _COUNTED
        ]
        harm = self.get("harm_reported")
        told += {"no": ["no civilian harm reported"], "yes": []}.get(
            str(harm), ["not known whether harm was reported"]
        )
        told += ["part of an umbrella record"] if self.get("parent_id") else []
        return ", ".join(told)


_COUNTED = (("killed", "civilians killed:"), ("injured", "injured:"))


def between(low: int | None, high: int | None) -> str:
    """A range in words; what is unknown is never nought."""
    if low is None and high is None:
        return "no figure known"
    if high is None:
        return f"at least {low:,}"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
