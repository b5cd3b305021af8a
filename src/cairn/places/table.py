"""The shipped gazetteer as a table: rows of text in, places out, and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from cairn.places.model import Place
from cairn.values import Precision

COLUMNS = (
    "id",
    "name_en",
    "name_ar",
    "lat",
    "lon",
    "kind",
    "country",
    "admin1",
    "admin1_pcode",
    "admin2",
    "admin2_pcode",
    "admin3",
    "admin3_pcode",
    "population",
    "source",
    "names",
)


def row_of(place: Place) -> list[str]:
    """One place as cells, in the order of `COLUMNS`."""
    cells = [str(getattr(place, column)) for column in COLUMNS[:-1]]
    return [*cells, "|".join(place.names)]


def places_of(text: str, *, least: int = 0) -> Iterator[Place]:
    """The places of a table, those of at least so many people. Raises `ValueError` where the header is another one
    or a cell is no number."""
    rows = csv.reader(io.StringIO(text, newline=""))
    if tuple(next(rows, ())) != COLUMNS:
        raise ValueError("not a table of places: the header differs")
    kinds = {str(kind): kind for kind in Precision}
    for row in rows:
        if least and int(row[13]) < least:
            continue
        yield Place(
            row[0],
            row[1],
            row[2],
            float(row[3]),
            float(row[4]),
            kinds[row[5]],
            row[6],
            row[7],
            row[8],
            row[9],
            int(row[13]),
            tuple(row[15].split("|")) if row[15] else (),
            row[14],
            row[10],
            row[11],
            row[12],
        )
