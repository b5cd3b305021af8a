"""The share of a place over time by geopandas alone: drawings and a place enter, lowest and highest share a day leave.

Run by control_series.py in an interpreter that has geopandas; nothing of ours is used. A day's drawing is laid over the
place on an equal-area grid (EPSG:6933). What nobody draws may be anybody's.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

EQUAL_AREA = "EPSG:6933"


def main() -> int:
    """Print the shares by day as one object."""
    import geopandas

    folder, place, actor = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    ground = geopandas.read_file(place).to_crs(EQUAL_AREA)
    whole = float(ground.area.sum())
    found = {}
    for path in sorted(folder.glob("*.geojson")):
        drawn = geopandas.read_file(path).to_crs(EQUAL_AREA)
        inside = geopandas.overlay(drawn, ground, how="intersection")
        by = inside.assign(part=inside.area).groupby("holder")["part"].sum() / whole
        mine = float(by.get(actor, 0.0))
        found[path.stem] = (mine, mine + 1.0 - float(by.sum()))
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
