"""An incident of Atlos, from its CSV export or its interface: cells enter, the incident as the project has it leaves.

Atlos has no number of its own for harm. A project makes attributes, so figures are read where their names are among
those of data/recorders.toml, and are unknown else. Who worked on an incident stays in the row as written, which is
internal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .recorded import Cells, Told, class_of, country, day, parties, text
from .recorder_files import Form, as_column, by_column, tables
from .register_model import Flag


def read(form: Form, cells: Cells) -> Told:
    """One incident under our names."""
    told, flags = {**by_column(form, _plain(cells))}, list[Flag]()
    lat, lon = told.get("latitude"), told.get("longitude")
    ours: dict[str, Any] = {
        "id": text(told, "slug"),
        "code": text(told, "slug"),
        "date": day(told, "date", flags),
        "modified": text(told, "updated_at"),
        "lat": lat,
        "lon": lon,
    }
    for name, spellings in {**tables()["atlos"]["columns"], **tables()["atlos"]["figures"]}.items():
        for spelling in spellings:
            if (value := text(told, as_column(spelling))) and name not in ours:
                ours[name] = value
    ours["country"] = country(ours.get("country", ""))
    ours["belligerents"] = parties(ours.get("belligerents", "").replace(",", ";"))
    if ours.get("killed", "").strip(" 0-"):
        ours["harm_reported"] = "yes"
    precision = class_of("atlos", told, "geolocation_resolution", flags)
    return Told(ours, tuple(flags), precision, sources=tuple(_sources(told)))


def _plain(cells: Cells) -> dict[str, Any]:
    """The cells of the interface as those of the CSV export: without `attr_`, a project's attributes by their names."""
    found = {name.removeprefix("attr_"): value for name, value in cells.items()}
    place = found.get("geolocation")
    at = place.get("coordinates") if isinstance(place, Mapping) else None
    if isinstance(at, list) and len(at) == 2:
        found |= {"longitude": at[0], "latitude": at[1]}
    for one in _objects(found.get("project_attributes")):
        value = one.get("value")
        joined = ", ".join(map(str, value)) if isinstance(value, list) else value
        found.setdefault(str(one.get("name") or ""), joined)
    return found


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, Mapping))


def _sources(told: Cells) -> Iterator[str]:
    """The addresses of its source material, each once."""
    columns = (text(told, name) for name in told if name.startswith("source_") and name[7:].isdigit())
    items = (text(one, "source_url") for one in _objects(told.get("source_material")))
    yield from dict.fromkeys(address for address in (*columns, *items) if address)
