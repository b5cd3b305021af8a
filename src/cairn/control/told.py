"""Between what a reader read, what is kept of it as JSON, and the values of control. Nothing is judged here.

A drawing is kept as JSON Lines, one feature a line; its day, author and frame are the layer's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from cairn.control.model import Assertion, Layer, Rings
from cairn.sources.control_model import Drawing, Told, ToldArea

Json = dict[str, Any]
_DAYS = ("start", "start_latest", "end", "said")


def told_json(told: Told) -> Json:
    """One author's word as JSON, without what it does not tell; days are ISO."""
    value: Json = {
        "id": told.id,
        "holding": told.holding,
        "actors": list(told.actors),
        "asserted_by": told.asserted_by,
        "source": told.source,
        "area": told.area,
        "denominator": told.denominator,
    }
    days = {name: day.isoformat() for name in _DAYS if (day := getattr(told, name))}
    share = {"share": list(told.share)} if told.share else {}
    drawn = {"polygons": _plain(told.polygons)} if told.polygons else {}
    return value | days | share | drawn | ({"note": told.note} if told.note else {})


def assertion_of(value: Mapping[str, Any], layer: str = "") -> Assertion:
    """The assertion of such JSON."""
    share = value.get("share")
    start, start_latest, end, said = (_day(value.get(name)) for name in _DAYS)
    return Assertion(
        id=value["id"],
        holding=value["holding"],
        actors=tuple(value["actors"]),
        asserted_by=value["asserted_by"],
        source=value["source"],
        area=value.get("area", ""),
        polygons=rings_of(value.get("polygons", ())),
        share=(share[0], share[1]) if share else None,
        start=start,
        start_latest=start_latest,
        end=end,
        said=said,
        denominator=value.get("denominator", "not_stated"),
        layer=layer,
        note=value.get("note", ""),
    )


def area_json(area: ToldArea) -> Json:
    """A team's own area in the form of the shipped list, which `cairn.control.areas.area_of` reads."""
    value: Json = {"id": area.id, "names": dict(area.names)}
    for name in ("kind", "parent", "lat", "lon", "source", "built_up_km2"):
        if getattr(area, name) not in ("", None):
            value[name] = getattr(area, name)
    if area.aliases:
        value["aliases"] = list(area.aliases)
    return value | ({"polygons": _plain(area.polygons)} if area.polygons else {})


def layer_json(drawing: Drawing) -> Json:
    """What a drawing is as a whole."""
    return {
        "day": drawing.day.isoformat(),
        "asserted_by": drawing.asserted_by,
        "source": drawing.source,
        "frame": drawing.frame,
        "complete": drawing.complete,
    }


def layer_of(id: str, value: Mapping[str, Any]) -> Layer:
    """The layer of such JSON."""
    day = date.fromisoformat(value["day"])
    return Layer(id, day, value["asserted_by"], value["source"], value["frame"], value["complete"])


def drawn_lines(features: Iterable[Told]) -> Iterator[str]:
    """The features of a drawing, one a line; the same features always give the same bytes."""
    for told in features:
        value: Json = {
            "n": told.id,
            "holding": told.holding,
            "actors": list(told.actors),
            "source": told.source,
        }
        value |= {"note": told.note} if told.note else {}
        value["polygons"] = _plain(told.polygons)
        yield json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def drawn_assertions(layer: Layer, text: str) -> Iterator[Assertion]:
    """The assertions of a layer out of its lines."""
    for line in text.splitlines():
        value = json.loads(line)
        yield Assertion(
            id=f"{layer.id}#{value['n']}",
            holding=value["holding"],
            actors=tuple(value["actors"]),
            asserted_by=layer.asserted_by,
            source=value["source"],
            polygons=rings_of(value["polygons"]),
            start=layer.day,
            layer=layer.id,
            note=value.get("note", ""),
        )


def rings_of(polygons: Iterable[Iterable[Iterable[Iterable[float]]]]) -> tuple[Rings, ...]:
    """Polygons out of lists of lists."""
    return tuple(tuple(tuple((x, y) for x, y in ring) for ring in rings) for rings in polygons)


def _plain(polygons: Iterable[Rings]) -> list[list[list[list[float]]]]:
    return [[[[x, y] for x, y in ring] for ring in rings] for rings in polygons]


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
