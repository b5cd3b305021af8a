"""Build the outlines for maps from Natural Earth (npm `world-atlas`) and the OCHA provinces of Syria.

    npm pack world-atlas && tar xzf world-atlas-2.0.2.tgz
    python scripts/build_borders.py package/countries-10m.json ../shared/data/places/syr_admin1.geojson \
        src/cairn/places/data/borders.json

Decodes the TopoJSON, thins each shared arc once so that neighbours stay joined, cuts everything to the
region and writes whole numbers of a thousandth degree, each as the step from the point before.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Points = list[tuple[float, float]]

WEST, SOUTH, EAST, NORTH = 8.0, -2.0, 77.0, 57.0
COUNTRY_TOLERANCE = 0.004
"""Degrees a thinned line may stray; about 450 metres."""
PROVINCE_TOLERANCE = 0.008
SMALLEST = 0.0004
"""Square degrees; smaller islands are left out."""


def main(atlas: Path, provinces: Path, target: Path) -> None:
    """Read both, write one file."""
    shapes = [*countries(json.loads(atlas.read_text(encoding="utf-8")))]
    shapes += admin1(json.loads(provinces.read_text(encoding="utf-8")))
    lines = ",\n".join(json.dumps(s, ensure_ascii=False, separators=(",", ":")) for s in shapes)
    target.write_text('{"scale":1000,"shapes":[\n' + lines + "\n]}\n", encoding="utf-8")
    print(f"{len(shapes)} shapes, {target.stat().st_size:,} bytes")


def countries(topology: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every country that touches the region, with its outer rings."""
    arcs = [thinned(arc, COUNTRY_TOLERANCE) for arc in decoded(topology)]
    for shape in sorted(
        topology["objects"]["countries"]["geometries"], key=lambda g: g["properties"]["name"]
    ):
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
        rings = [cut(stitched(arcs, polygon[0])) for polygon in polygons]
        kept = [encoded(r) for r in rings if len(r) >= 4 and abs(area(r)) >= SMALLEST]
        if kept:
            yield {"kind": "country", "name": shape["properties"]["name"], "rings": kept}


def admin1(collection: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The provinces of Syria, coarsely."""
    for feature in sorted(collection["features"], key=lambda f: f["properties"]["PCODE"]):
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        rings = [thinned([(x, y) for x, y in polygon[0]], PROVINCE_TOLERANCE) for polygon in polygons]
        kept = [encoded(r) for r in rings if len(r) >= 4 and abs(area(r)) >= SMALLEST]
        yield {"kind": "admin1", "name": feature["properties"]["NAME_EN"], "rings": kept}


def decoded(topology: dict[str, Any]) -> Iterator[Points]:
    """The arcs in degrees: TopoJSON stores each as steps on a grid."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def stitched(arcs: list[Points], indexes: list[int]) -> Points:
    """One ring out of arcs; a negative index is the arc run backwards (one's complement)."""
    ring: Points = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def thinned(points: Points, tolerance: float) -> Points:
    """Douglas-Peucker: fewer points, none farther off than the tolerance. Ends are kept."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        farthest, most = 0, tolerance
        for at in range(first + 1, last):
            off = distance(points[at], points[first], points[last])
            if off > most:
                farthest, most = at, off
        if farthest:
            keep.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [points[at] for at in sorted(keep)]


def distance(p: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    """Degrees from a point to a stretch."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    along = 0.0 if square == 0 else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square))
    return float(((p[0] - a[0] - along * dx) ** 2 + (p[1] - a[1] - along * dy) ** 2) ** 0.5)


def cut(ring: Points) -> Points:
    """The part of a ring inside the region (Sutherland-Hodgman)."""
    for axis, limit, sign in ((0, WEST, 1), (0, EAST, -1), (1, SOUTH, 1), (1, NORTH, -1)):
        if not ring:
            return []
        inside = [sign * (p[axis] - limit) >= 0 for p in ring]
        out: Points = []
        for at, point in enumerate(ring):
            before = ring[at - 1]
            if inside[at] != inside[at - 1]:
                share = (limit - before[axis]) / (point[axis] - before[axis])
                out.append(
                    (before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1]))
                )
            if inside[at]:
                out.append(point)
        ring = out
    return [*ring, ring[0]] if ring and ring[0] != ring[-1] else ring


def area(ring: Points) -> float:
    """Signed square degrees."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def encoded(ring: Points) -> list[int]:
    """x, y of the first point, then the steps, in thousandths; points that fall together are one."""
    flat: list[int] = []
    at = (0, 0)
    for x, y in ring:
        here = (round(x * 1000), round(y * 1000))
        if not flat or here != at:
            flat += [here[0] - at[0], here[1] - at[1]]
            at = here
    return flat


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
