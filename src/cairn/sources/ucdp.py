"""A row of UCDP's Georeferenced Event Dataset: its cells enter, the incident as UCDP counts it leaves.

`low`, `best` and `high` are estimates of everybody who died, whatever their status. `deaths_civilians` is a best
estimate of civilians alone and has no lowest or highest of its own, but for one-sided violence, where all the dead are
civilians. Nought is nought only where the event has dead and all of them have a status (UCDP GED Codebook, fatalities).
"""

from __future__ import annotations

from .recorded import Cells, Told, class_of, country, day, listed, number, parties, text
from .recorder_files import Form, by_column
from .register_model import Flag

ONE_SIDED = "3"


def read(form: Form, cells: Cells) -> Told:
    """One event under our names."""
    told, flags = by_column(form, cells), list[Flag]()
    one_sided = text(told, "type_of_violence").removesuffix(".0") == ONE_SIDED
    civilians, everybody = _dead(told, one_sided, flags)
    sides = [text(told, "side_a"), *([] if one_sided else [text(told, "side_b")])]
    named = parties(*sides)
    if len(named) > 1:
        flags.append(Flag("actor-undirected", "side_a", "; ".join(named)))
    ours = {
        "id": text(told, "id"),
        "code": text(told, "relid") or text(told, "id"),
        "date": day(told, "date_start", flags),
        "date_end": day(told, "date_end", flags),
        "place_en": text(told, "where_coordinates"),
        "admin_en": text(told, "adm_1"),
        "country": country(text(told, "country")),
        "lat": told.get("latitude"),
        "lon": told.get("longitude"),
        "belligerents": named,
        "killed": civilians,
        "all_killed": everybody,
        "harm_reported": "yes" if civilians and (civilians[0] or 0) > 0 else None,
    }
    names = (text(told, "source_office"), text(told, "source_original"), text(told, "source_article"))
    sources = tuple(dict.fromkeys(part for name in names for part in listed(name)))
    precision = class_of("ucdp", told, "where_prec", flags)
    return Told(ours, tuple(flags), precision, None, sources)


def _dead(
    told: Cells, one_sided: bool, flags: list[Flag]
) -> tuple[list[int | None] | None, list[int | None] | None]:
    """Civilians, and everybody, each [lowest, highest] or unknown."""
    low, best, high = (number(told, column, flags) for column in ("low", "best", "high"))
    civilians = number(told, "deaths_civilians", flags)
    unclear = number(told, "deaths_unknown", flags) or 0
    everybody: list[int | None] | None = [low, high]
    if not (low or best or high):
        if 0 in (low, best, high):
            flags.append(Flag("zero-unsaid", "best", text(told, "best")))
        return None, None
    if low == 0:  # that nobody died is not said: it is the lowest of an estimate
        everybody = [None, high]
    if civilians is None:
        return None, everybody
    if one_sided and civilians == best:
        return everybody, everybody
    if unclear:
        flags.append(Flag("status-unknown-dead", "deaths_unknown", str(unclear)))
        return ([civilians, None] if civilians else None), everybody
    if not best and not civilians:
        flags.append(Flag("zero-unsaid", "best", text(told, "best")))
        return None, everybody
    flags.append(Flag("civilians-best", "deaths_civilians", str(civilians)))
    return [civilians, civilians], everybody
