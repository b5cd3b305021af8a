"""Tables with a place as GeoJSON (RFC 7946), and back. What is not placed keeps a null geometry."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from cairn.publish.tables.fields import Field

from .model import Row, Table


def has_place(table: Table) -> bool:
    """Whether the table has the two columns that a point is made of."""
    return {"lat", "lon"} <= set(table.columns)


def geojson(table: Table) -> str:
    """Points east before north, in degrees on WGS 84; radius in metres and precision stay properties. A point that is
    not on the globe, or of which one part is unknown, is none. Raises `ValueError` for a table without places."""
    if not has_place(table):
        raise ValueError(f"{table.name} has no places")
    body = {"type": "FeatureCollection", "features": list(_features(table))}
    return json.dumps(body, ensure_ascii=False, allow_nan=False) + "\n"


def from_geojson(text: str, fields: Sequence[Field]) -> list[Row]:
    """The rows, with latitude and longitude out of the point."""
    return [
        {name: _cell(feature, name) for name in (f.name.lstrip("_") for f in fields)}
        for feature in json.loads(text)["features"]
    ]


def _features(table: Table) -> Iterator[dict[str, Any]]:
    names = table.columns
    for cells in zip(*table.cells, strict=True):
        row = dict(zip(names, cells, strict=True))
        lat, lon = row.pop("lat"), row.pop("lon")
        known = lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180
        feature: dict[str, Any] = {"type": "Feature"}
        if row.get("id") is not None:
            feature["id"] = row["id"]
        feature["geometry"] = {"type": "Point", "coordinates": [lon, lat]} if known else None
        yield feature | {"properties": row}


def _cell(feature: dict[str, Any], name: str) -> Any:
    if name not in ("lat", "lon"):
        return feature["properties"][name]
    point = feature["geometry"]
    return None if point is None else point["coordinates"][int(name == "lat")]
