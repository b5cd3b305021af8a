"""A row of ACLED: its cells enter, the event as ACLED tells it leaves.

`fatalities` is one number of dead, whatever their status: it stands as `all_killed`, and says nothing of civilians, also
where they were the target. A nought stands for none and for not known alike (ACLED Codebook, "fatalities"), so it is
unknown here. Its two actors have no direction.
"""

from __future__ import annotations

from .recorded import Cells, Told, around, class_of, country, day, listed, number, parties, text
from .recorder_files import Form, by_column, tables
from .register_model import Flag


def read(form: Form, cells: Cells) -> Told:
    """One event under our names."""
    told, flags = by_column(form, cells), list[Flag]()
    dead = number(told, "fatalities", flags)
    if dead:
        flags.append(Flag("status-any", "fatalities", str(dead)))
    elif dead == 0:
        flags.append(Flag("zero-unsaid", "fatalities", "0"))
    named = parties(text(told, "actor1"), text(told, "actor2"))
    if len(named) > 1:
        flags.append(Flag("actor-undirected", "actor1", "; ".join(named)))
    when = day(told, "event_date", flags)
    ours = {
        "id": text(told, "event_id_cnty"),
        "code": text(told, "event_id_cnty"),
        "date": when,
        "place_en": text(told, "location"),
        "admin_en": text(told, "admin1"),
        "country": country(text(told, "country") or text(told, "iso")),
        "lat": told.get("latitude"),
        "lon": told.get("longitude"),
        "belligerents": named,
        "all_killed": [dead, dead] if dead else None,
    }
    precision, slack = class_of("acled", told, "geo_precision", flags), _slack(told, flags)
    return Told(ours, tuple(flags), precision, around(when, slack), listed(text(told, "source")))


def _slack(told: Cells, flags: list[Flag]) -> int:
    """Days to each side of the day written within which it was."""
    code = text(told, "time_precision").removesuffix(".0")
    found = tables()["acled"]["days"].get(code)
    if code and found is None:
        flags.append(Flag("precision-unknown", "time_precision", code[:200]))
    return int(found or 0)
