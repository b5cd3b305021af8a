"""One incident of either side as a crosswalk compares it: what a register or our record holds enters, a value
leaves."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from cairn.incident.model import Projection
from cairn.sources.kinds import live_address
from cairn.sources.register_checks import as_code, code_parts
from cairn.sources.register_model import Entry
from cairn.tally.model import Row, Told
from cairn.values import Point, Precision

from .model import Recorded

SUMMED = ("killed", "injured", "all_killed")


def of_entry(key: str, entry: Entry) -> Recorded:
    """An entry of a register, by its id here."""
    spot = entry.spot
    targets = entry.cells.get("references") or ()
    named = targets if isinstance(targets, list) else (targets,)
    return Recorded(
        id=key,
        code=entry.code or entry.id,
        codes=frozenset(
            as_code(c) for c in (entry.code, *code_parts(entry.code), *entry.previous_codes) if c
        ),
        named=frozenset(as_code(str(one)) for one in named if isinstance(one, str) and one),
        day=entry.day,
        days=entry.days,
        places=tuple(filter(None, (spot.name_en, spot.name_ar))),
        areas=spot.province_names or tuple(filter(None, (spot.province,))),
        pcode=spot.pcode,
        country=spot.country,
        point=_point(entry),
        actors=frozenset(p.key for p in (*entry.filed, *entry.attributed)),
        killed=entry.figure("killed"),
        injured=entry.figure("injured"),
        all_killed=entry.figure("all_killed"),
        written={name: Told(*entry.as_written(name)) for name in SUMMED},
        harm=entry.harm_reported,
        sources=tuple(s for s in entry.sources if not _is_address(s)),
        addresses=addresses(s for s in entry.sources if _is_address(s)),
        grades=frozenset(g.value for g in entry.grades),
        changed=entry.modified,
    )


def of_row(row: Row, found: Projection, codes: Iterable[str], told: Iterable[tuple[str, str]]) -> Recorded:
    """An incident of ours: as a tally sees it, as its claims or its assessment show it, every code that leads to it,
    and who told of it at which address."""
    told = tuple(told)
    place = found.place
    return Recorded(
        id=row.incident_id,
        code=row.code,
        codes=frozenset(map(as_code, (row.incident_id, *codes))),
        day=row.start,
        days=found.date,
        places=tuple(n for n in dict.fromkeys((place.name_en, place.name, place.name_ar)) if n)
        if place
        else (),
        areas=tuple(filter(None, (place.admin1,))) if place else (),
        pcode=row.admin1_pcode,
        country=row.country,
        point=place.point if place else None,
        actors=row.parties | frozenset(found.actors),
        killed=row.killed,
        injured=row.injured,
        written={name: row.figure(name) for name in ("killed", "injured")},
        harm=row.harm_reported,
        sources=tuple(sorted({name for name, _ in told if name})),
        addresses=addresses(address for _, address in told),
        state=row.state.value,
        grades=frozenset(grade.value for _, grade, _ in row.grades),
    )


def _point(entry: Entry) -> Point | None:
    """Its degrees, within the radius of how finely they are known; of a town, where its recorder does not say."""
    lat, lon = entry.spot.lat, entry.spot.lon
    if lat is None or lon is None:
        return None
    precision = entry.spot.precision or Precision.TOWN
    return Point(lat, lon, precision.radius_m, precision)


def _is_address(told: str) -> bool:
    return told.startswith(("http://", "https://"))


def addresses(told: Iterable[str]) -> frozenset[str]:
    """Addresses as compared: the live one of an archive's, without scheme, `www.` and a last slash."""
    found = set()
    for one in told:
        try:
            parts = urlsplit(live_address(one))
        except ValueError:
            continue
        host = (parts.netloc or "").lower().removeprefix("www.")
        if host:
            found.add(f"{host}{parts.path.rstrip('/')}{'?' + parts.query if parts.query else ''}")
    return frozenset(found)
