"""Who held what, as rows: a table, or a TOML file with [[assertion]] and [[area]]; what was told and what was set aside
leave.

Tables are JSON Lines, CSV, TSV or a workbook. A row that names an area of its own (`name_en` or `name_ar`, and no
`area`) is an area, any other an assertion. The TOML form, which the shipped cases have:

    [defaults]                      # optional: what holds for every assertion that does not say it itself
    asserted_by = "Example Monitor"
    source = "Example Monitor, daily map, https://example.org/map"

    [[area]]                        # only ground that has no P-code here
    id = "N-MILL"                   # a short id of the team's own
    name_en = "Mill Quarter"        # and name_ar; aliases = [...]; kind = "neighbourhood"
    parent = "C5710"                # the area it is a part of, by P-code
    lat = 35.95                     # and lon; or geometry = '{"type": "Polygon", "coordinates": [...]}'

    [[assertion]]
    id = "mill-quarter-1"           # may be left out; then area, author, day and actors make one
    area = "N0461"                  # P-code or a name that only one area bears; `place` is the same column
    holding = "held"                # held | contested | not_held | share
    actor = "sdf"                   # id, name or alias; contested: actors = ["sdf", "islamic_state"]
    from = 2017-08-04               # the first day it is told for
    from_latest = 2017-08-06        # the latest first day: "by 6 August" is this alone
    to = 2017-08-09                 # the last day, where told
    asserted_by = "sdf"             # an actor, or the author's name
    said = 2017-08-07               # when it was said, where told
    source = "..."                  # where it stands
    note = "..."
    # withdrawn = true              # takes back what this id said before

    [[assertion]]
    area = "Raqqa City"
    holding = "share"
    actor = "sdf"
    share = "45 %"                  # or 0.45; or share_min and share_max ("more than half": share_min = 0.5)
    from = 2017-08-04
    denominator = "land_area"       # land_area | neighbourhoods | built_up | not_stated
    asserted_by = "Example Monitor"
    source = "..."

A fraction is written 0 to 1, a percentage with its sign; a bare 45 is refused. Days are YYYY-MM-DD.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from cairn.errors import FileRefused, RowRejected
from cairn.values import folded

from .control_area import area_of_cells
from .control_cells import told_of_cells
from .control_model import Defaults, Known, Read, Told, ToldArea
from .control_words import cells_of, not_read, tables
from .raw_row import BadRow, RawRow
from .rows import rows_of

_HEAD = re.compile(r"^[ \t]*\[\[[ \t]*(area|assertion)[ \t]*\]\]", re.MULTILINE)
_TABLES = ("area", "assertion", "defaults")
_OF_ROWS = ("control-author-missing", "control-source-missing")
"""Faults that a whole file has, where every row has them: then it is refused with the option that mends it."""


def read_control_rows(name: str, data: bytes, known: Known, defaults: Defaults = Defaults()) -> Read:  # noqa: B008
    """Every row as an area, as an author's word, or set aside.

    Raises `FileRefused` (control-toml, control-empty, the codes of `rows_of`, and control-author-missing or
    control-source-missing where every row lacks the same).
    """
    if name.lower().endswith(".toml"):
        rows, defaults = _toml_rows(name, data, defaults)
    else:
        rows = list(rows_of(name, data))
    good = [row for row in rows if isinstance(row, RawRow)]
    if not rows:
        raise FileRefused(
            "control-empty",
            f"{name} holds no row",
            field="file",
            value=name,
            remedy="Give it a line of columns and rows, or [[assertion]] tables; docs/guide/control.md shows both.",
        )
    rejected = [row for row in rows if isinstance(row, BadRow)]
    areas = dict(_areas(good, known, rejected))
    told = dict(_told(good, _with_own(known, areas), defaults, rejected))
    _refuse_whole(rows, rejected)
    columns = {c for row in good for c in not_read(row.cells, "columns", "areas")}
    return Read(areas, told, tuple(sorted(rejected, key=lambda bad: bad.row)), tuple(sorted(columns)))


def is_area(cells: Mapping[str, Any]) -> bool:
    """Whether a row names an area of its own."""
    given = {str(c).strip().lower() for c, value in cells.items() if value not in (None, "")}
    named = any(given & set(tables()["areas"][c]) for c in ("name_en", "name_ar", "names"))
    said = ("area", "holding", "actors", "asserted_by", "from")
    return named and not any(given & set(tables()["columns"][c]) - {"pcode", "p_code"} for c in said)


def _areas(rows: list[RawRow], known: Known, rejected: list[BadRow]) -> Iterator[tuple[int, ToldArea]]:
    """The areas of the file; one may be a part of another that stands in it too."""
    mine = [row for row in rows if is_area(row.cells)]
    ids = {str(cells_of(row.cells, "areas").get("id", "")).strip() for row in mine} - {""}
    seen: dict[str, int] = {}
    for row in mine:
        try:
            area = area_of_cells(cells_of(row.cells, "areas"), known, ids)
            _once(area.id, row.row, seen)
        except RowRejected as error:
            rejected.append(BadRow(row.row, row.raw, error))
            continue
        yield row.row, area


def _told(
    rows: list[RawRow], known: Known, defaults: Defaults, rejected: list[BadRow]
) -> Iterator[tuple[int, Told]]:
    seen: dict[str, int] = {}
    for row in rows:
        if is_area(row.cells):
            continue
        try:
            _refuse_outline(cells_of(row.cells, "areas"))
            told = told_of_cells(cells_of(row.cells, "columns"), known, defaults)
            _once(told.id, row.row, seen)
        except RowRejected as error:
            rejected.append(BadRow(row.row, row.raw, error))
            continue
        yield row.row, told


def _refuse_outline(cells: Mapping[str, Any]) -> None:
    """A word on an area does not draw it: an outline beside it would be read by nobody."""
    if cells.get("geometry"):
        raise RowRejected(
            "control-word-drawn",
            "the row says who held ground, and draws it too",
            field="geometry",
            value=cells["geometry"],
            remedy="Give the outline as a row of an area with an id and a name, and name that area here; or as GeoJSON.",
        )


def _once(id: str, row: int, seen: dict[str, int]) -> None:
    if id in seen:
        raise RowRejected(
            "control-id-twice",
            f"line {seen[id]} has the same id, or says the same of the same area, day and author",
            field="id",
            value=id,
            remedy="Give each row its own id, or keep one of the two.",
        )
    seen[id] = row


def _with_own(known: Known, areas: Mapping[int, ToldArea]) -> Known:
    """What is known, and the areas of this file by id and name."""
    own: dict[str, list[str]] = {}
    for area in areas.values():
        for spelling in {folded(w) for w in (area.id, *area.names.values(), *area.aliases)}:
            own.setdefault(spelling, []).append(area.id)
    if not own:
        return known
    ids, parents = {a.id for a in areas.values()}, {a.id: a.parent for a in areas.values()}

    def areas_named(told: str) -> tuple[str, ...]:
        if told in ids:
            return (told,)
        return tuple(dict.fromkeys((*known.areas(told), *own.get(folded(told), ()))))

    return replace(known, areas=areas_named, country=lambda id: known.country(parents.get(id) or id))


def _refuse_whole(rows: list[RawRow | BadRow], rejected: list[BadRow]) -> None:
    codes = {bad.error.code for bad in rejected}
    if len(rejected) == len(rows) and len(codes) == 1 and codes <= set(_OF_ROWS):
        error = rejected[0].error
        raise FileRefused(
            error.code,
            error.message,
            field=error.field,
            value=error.value,
            remedy=error.remedy,
            row=rejected[0].row,
        )


def _toml_rows(name: str, data: bytes, defaults: Defaults) -> tuple[list[RawRow | BadRow], Defaults]:
    """The tables of a TOML file as rows, each with the line of its head and its text."""
    try:
        text = data.decode("utf-8-sig")
        whole = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as fault:
        raise _toml(name, f"{name} cannot be read as TOML: {fault}", "file", name) from fault
    if others := sorted(k for k, v in whole.items() if k not in _TABLES and isinstance(v, dict | list)):
        raise _toml(name, f"{name} has a table that is not read", "table", ", ".join(others))
    heads = list(_HEAD.finditer(text))
    rows: list[RawRow | BadRow] = []
    for kind in ("area", "assertion"):
        mine = [head for head in heads if head[1] == kind]
        listed = whole.get(kind, [])
        if not isinstance(listed, list) or not all(isinstance(cells, dict) for cells in listed):
            raise _toml(name, f"{name} does not write {kind} as [[{kind}]]", "table", kind)
        for n, cells in enumerate(listed):
            at = mine[n].start() if n < len(mine) else 0
            end = next((h.start() for h in heads if h.start() > at), len(text))
            rows.append(RawRow(text.count("\n", 0, at) + 1 if mine else n + 1, text[at:end].strip(), cells))
    return rows, _with_defaults(name, whole.get("defaults", {}), defaults)


def _with_defaults(name: str, told: object, defaults: Defaults) -> Defaults:
    """What the file itself says for every row comes before what was said beside it."""
    known = ("asserted_by", "source")
    if not isinstance(told, dict) or any(k not in known or not isinstance(v, str) for k, v in told.items()):
        raise _toml(name, f"[defaults] of {name} holds more than {' and '.join(known)}", "defaults", told)
    return replace(defaults, **told)


def _toml(name: str, message: str, field: str, value: object) -> FileRefused:
    return FileRefused(
        "control-toml",
        message,
        field=field,
        value=value,
        remedy="Write [[assertion]] and [[area]] tables, saved as UTF-8; docs/guide/control.md shows one.",
    )
