"""A row of Iraq Body Count's incidents: its cells enter, the incident as IBC counts it leaves.

Its dead are civilians, from the lowest to the highest that its sources report; it names neither who struck nor a point.
"""

from __future__ import annotations

import re

from .recorded import Cells, Told, day, number, text
from .recorder_files import Form, by_column
from .register_model import Flag

COUNTRY = "IQ"


def read(form: Form, cells: Cells) -> Told:
    """One incident under our names."""
    told, flags = by_column(form, cells), list[Flag]()
    low, high = (number(told, column, flags) for column in ("reported_minimum", "reported_maximum"))
    ours = {
        "id": text(told, "ibc_code"),
        "code": text(told, "ibc_code"),
        "date": day(told, "start_date", flags),
        "date_end": day(told, "end_date", flags),
        "place_en": text(told, "location"),
        "country": COUNTRY,
        "killed": None if low is None and high is None else [low, high],
        "harm_reported": "yes" if low or high else None,
        "infrastructure": [target] if (target := text(told, "target")) else [],
    }
    sources = (part.strip() for part in re.split(r"[,;|]", text(told, "sources")))
    return Told(ours, tuple(flags), sources=tuple(dict.fromkeys(part for part in sources if part)))
