"""Three hundred dated states of a thousand polygons, taken in and turned into a share over time; beside geopandas.

The states are invented: a tiling of a region by a thousand pieces with crooked edges, shared by neighbours, whose
holders change a little from day to day. They go in with `cairn add` and its share is asked with
`cairn control share`, each as a process of its own; memory is compared after fifty and after all. geopandas reads the
same files, lays the same region over them and measures on an equal-area grid; its shares must be ours to a thousandth.
It need not be installed here: `--geopandas PYTHON` names an interpreter that has it. Where the six dated maps of Ukraine
lie beside this project, their ground is measured too, beside the geodesic areas of pyproj.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from cairn.control import plane
from cairn.sources.control_geometry import box_of, polygons_of
from page import put_part, table

HERE = Path(__file__).resolve().parent
UKRAINE = HERE.parents[1] / "shared/data/control/ukraine"
PLACE, ACTOR = "REGION", "sdf"
HOLDERS = ("sdf", "islamic_state", "syrian_government", "turkey", "")
"""The last is ground that nobody draws."""
TITLE = "Who held what"
ABOVE = """Invented states of a tiling of a region by a thousand pieces with 32 points each, one file a day, a fiftieth
of which change hands from day to day. They go in with `cairn add` and the share of the region on every day is asked with
`cairn control share`; memory is that of the process at its highest, and must not grow with the number of states.
geopandas reads the same files and lays the region over them on an equal-area grid. The six maps of Ukraine are real;
their ground is measured beside the geodesic areas of pyproj. `make bench-control` makes this part anew; `make bench`
leaves it out."""
FIRST = date(2017, 1, 1)
STEPS = 8
"""Pieces of each edge of a tile: 32 points round each."""
MOVES = 0.02
"""Part of the tiles that change hands from one state to the next."""
CLOSE = 0.001
FLAT = 1.15


class Run(NamedTuple):
    """What a process gave, how long it took by the clock and of a processor, and its memory at its highest."""

    told: str
    seconds: float
    cpu: float
    peak_mb: float


def main() -> int:
    """Print the table; 1 where memory grew with the number of states, or shares differ by more than a thousandth."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--states", type=int, default=300)
    asked.add_argument("--side", type=int, default=32, help="Tiles along each side.")
    asked.add_argument("--geopandas", default=sys.executable, help="An interpreter with geopandas.")
    asked.add_argument(
        "--page", type=Path, help="Put the tables into this page, in the place of earlier ones."
    )
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        few = min(50, given.states)
        draw(folder / "few", given.side, few)
        draw(folder / "all", given.side, given.states)
        small, whole = ours(folder / "few", few), ours(folder / "all", given.states)
        theirs = geopandas(given.geopandas, folder / "all", folder)
    rows = [row for name, runs in ((few, small), (given.states, whole)) for row in _rows(name, runs)]
    if theirs:
        rows.append(("geopandas: read, overlay, measure", f"{given.states}", *_cells(theirs)))
    bad = [] if theirs is None else list(differences(whole[1].told, theirs.told))
    bad += list(_grown(small, whole))
    told = "\n\n".join(
        [
            _machine(),
            table(("", "states", "seconds", "CPU s", "peak MB"), rows),
            *apart(whole, theirs),
            *ukraine(),
        ]
    )
    print("\n".join([told, *bad]))
    if given.page and not bad:
        put_part(given.page, TITLE, ABOVE, told)
    return 1 if bad else 0


def _machine() -> str:
    load = f", load {os.getloadavg()[0]:.1f} when it ended" if hasattr(os, "getloadavg") else ""
    return f"{datetime.now(UTC):%Y-%m-%d}; {os.cpu_count()} cores{load}; Python {platform.python_version()}"


def draw(folder: Path, side: int, states: int) -> None:
    """The states as GeoJSON, one file a day; the same numbers always draw the same."""
    folder.mkdir()
    chance = random.Random(11)  # noqa: S311 - to be repeated, not to be secret
    tiles = list(tiling(side, chance))
    held = [HOLDERS[(n // side * 3 // side + n % side * 3 // side) % len(HOLDERS)] for n in range(len(tiles))]
    for n in range(states):
        for tile in chance.sample(range(len(tiles)), int(MOVES * len(tiles))):
            held[tile] = chance.choice(HOLDERS)
        features = [_feature(ring, holder) for ring, holder in zip(tiles, held, strict=True) if holder]
        text = json.dumps({"type": "FeatureCollection", "features": features})
        (folder / f"{FIRST + timedelta(days=n)}.geojson").write_text(text, "utf-8")


def tiling(side: int, chance: random.Random) -> Iterator[list[list[float]]]:
    """Tiles that fill the box round the region, with crooked edges that neighbours share point by point."""
    west, south, east, north = box_of([_place()])
    wide, tall = (east - west) / side, (north - south) / side
    moved: dict[tuple[int, int], list[float]] = {}

    def at(x: int, y: int) -> list[float]:
        if (x, y) not in moved:
            inner = [0 < x < side * STEPS, 0 < y < side * STEPS]
            dx, dy = (chance.uniform(-0.35, 0.35) / STEPS if free else 0.0 for free in inner)
            moved[x, y] = [
                round(west + (x / STEPS + dx) * wide, 6),
                round(south + (y / STEPS + dy) * tall, 6),
            ]
        return moved[x, y]

    for n in range(side * side):
        x, y = n % side * STEPS, n // side * STEPS
        ring = [at(x + k, y) for k in range(STEPS)] + [at(x + STEPS, y + k) for k in range(STEPS)]
        ring += [at(x + STEPS - k, y + STEPS) for k in range(STEPS)] + [
            at(x, y + STEPS - k) for k in range(STEPS)
        ]
        yield [*ring, ring[0]]


def _place() -> tuple[list[list[float]], ...]:
    """A round region about which nothing is straight."""
    lon, lat, degrees = 39.0, 36.0, 0.9
    turns = [math.tau * n / 90 for n in range(90)]
    ring = [
        [round(lon + degrees * (1 + 0.2 * math.sin(5 * t)) * math.cos(t), 6),
         round(lat + degrees * (1 + 0.2 * math.sin(5 * t)) * math.sin(t), 6)]
        for t in turns
    ]  # fmt: skip
    return ([*ring, ring[0]],)


def _shape() -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(_place())}


def _feature(ring: list[list[float]], holder: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"holder": holder},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def ours(folder: Path, states: int) -> tuple[Run, Run]:
    """Take the states in, and ask the share over all their days."""
    ws = folder.parent / f"ws-{folder.name}"
    run = [sys.executable, "-c", "from cairn.shell.cli import main; main()"]
    environment = {**os.environ, "CAIRN_WORKSPACE": str(ws), "CAIRN_KEY": str(folder.parent / "key")}
    _run([*run, "init", str(ws)], environment)
    area = folder.parent / "area.jsonl"
    area.write_text(json.dumps({"id": PLACE, "name_en": "An invented region", "geometry": _shape()}), "utf-8")
    _run([*run, "add", str(area), "--as", "control"], environment)
    beside = ("--as", "control", "--asserted-by", "An invented mapper", "--source", "bench/control_series.py")
    added = _run([*run, "add", str(folder), *beside, "--json"], environment)
    last = FIRST + timedelta(days=states - 1)
    span = ("--from", str(FIRST), "--to", str(last), "--basis", "drawings")
    asked = _run([*run, "control", "share", "--place", PLACE, "--actor", ACTOR, *span, "--json"], environment)
    return added, asked


def geopandas(python: str, folder: Path, made: Path) -> Run | None:
    """The same shares by geopandas; None where the interpreter has none."""
    place = made / "place.geojson"
    place.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": _shape()}), "utf-8")
    if subprocess.run([python, "-c", "import geopandas"], capture_output=True, check=False).returncode:
        print("geopandas is not installed there: its row is left out", file=sys.stderr)
        return None
    return _run(
        [python, str(HERE / "control_geopandas.py"), str(folder), str(place), ACTOR], dict(os.environ)
    )


def _run(command: Sequence[str], environment: dict[str, str]) -> Run:
    """Run it to its end. Raises `RuntimeError` where it fails."""
    began = perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = subprocess.Popen(command, stdout=out, stderr=err, env=environment)
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if started.returncode:
            raise RuntimeError(f"{command[1:4]}: {err.read().decode()[-2000:]}")
        return Run(
            out.read().decode(), perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        )


def differences(mine: str, theirs: str) -> Iterator[str]:
    """Days on which the two shares differ by more than a thousandth of the place."""
    for day, away in _away(mine, theirs).items():
        if away > CLOSE:
            yield f"{day}: the shares differ by {away:.4f} of the place"


def apart(whole: Sequence[Run], theirs: Run | None) -> Iterator[str]:
    """How far the two are apart at most."""
    if theirs is not None:
        away = _away(whole[1].told, theirs.told)
        yield f"{len(away)} days; the shares are at most {max(away.values()):.1e} of the place apart"


def _away(mine: str, theirs: str) -> dict[str, float]:
    shares = {point["on"]: point for point in json.loads(mine)["series"]}
    return {
        day: max(abs(shares[day]["share_min"] - low), abs(shares[day]["share_max"] - high))
        for day, (low, high) in json.loads(theirs).items()
    }


def _rows(states: int, runs: tuple[Run, Run]) -> Iterator[tuple[str, ...]]:
    for name, run in zip(("cairn add", "cairn control share"), runs, strict=True):
        yield (name, f"{states}", *_cells(run))


def _cells(run: Run) -> tuple[str, str, str]:
    return f"{run.seconds:,.1f}", f"{run.cpu:,.1f}", f"{run.peak_mb:,.0f}"


def _grown(few: Sequence[Run], whole: Sequence[Run]) -> Iterator[str]:
    for small, large in zip(few, whole, strict=True):
        if large.peak_mb > FLAT * small.peak_mb:
            yield f"memory grew with the number of states: {small.peak_mb:.0f} to {large.peak_mb:.0f} MB"


def ukraine() -> Iterator[str]:
    """The ground that each dated map of Ukraine draws, beside the geodesic area of its rings."""
    if not UKRAINE.exists():
        return
    try:
        from pyproj import Geod
    except ImportError:
        print("pyproj is not installed: the maps of Ukraine are left out", file=sys.stderr)
        return
    geod, rows = Geod(ellps="WGS84"), []
    for path in sorted(UKRAINE.glob("*.geojson")):
        features = json.loads(path.read_text("utf-8"))["features"]
        polygons = [p for feature in features for p in polygons_of(feature["geometry"])]
        mine = plane.area_km2(plane.shape(polygons))
        theirs = sum(_geodesic(geod, rings) for rings in polygons) / 1e6
        rows.append((path.stem, f"{mine:,.1f}", f"{theirs:,.1f}", f"{mine / theirs - 1:+.1e}"))
    yield table(("Ukraine", "km2 here", "km2 geodesic", "apart"), rows)


def _geodesic(geod: Any, rings: Sequence[Sequence[tuple[float, float]]]) -> float:
    areas = [abs(geod.polygon_area_perimeter(*zip(*ring, strict=True))[0]) for ring in rings]
    return float(areas[0] - sum(areas[1:]))


if __name__ == "__main__":
    sys.exit(main())
