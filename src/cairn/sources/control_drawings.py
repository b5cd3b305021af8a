"""Who held what, as drawn on a map: GeoJSON enters, one drawing for each day and author leaves.

A FeatureCollection or a Feature of polygons. The day is a property of the feature, else what was told beside the file,
else stands in the file's name (2024-07-08.geojson); holder, author and source are properties, else told beside it. A
property wins over what is told beside the file: the one speaks of its feature, the other of what says nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any, NoReturn

from cairn.errors import FileRefused, RowRejected

from .control_cells import actors_of, author_of, day_of, one_area, refuse_actors, source_of, words_of
from .control_geometry import box_of, polygons_of, refuse_turned, turned
from .control_model import Box, Defaults, Drawing, Known, Rings, Told
from .control_words import cells_of, country_at, degrees_names, refuse_day, word_of
from .raw_row import BadRow

ENDINGS = (".geojson", ".json")
_DAY = re.compile(r"(?<!\d)(\d{4})[-_.](\d{2})[-_.](\d{2})(?!\d)")
_OF_FILES = (
    "control-day-missing", "control-author-missing", "control-source-missing", "control-actor-missing",
    "control-day-before-war", "control-day-future", "control-axis-order", "control-outside-world",
)  # fmt: skip
"""Faults of a feature that are the file's, where every feature has the same."""
_FAR = 0.5
"""Degrees between a longitude and a latitude: nearer to each other, their order says nothing."""


@dataclass(frozen=True, slots=True)
class Drawings:
    """The drawings of a file, by day, and the features set aside; a feature's row is its number, from 1."""

    drawings: tuple[Drawing, ...]
    rejected: tuple[BadRow, ...]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One feature, judged by itself."""

    row: int
    told: Told
    country: str


def is_drawing(name: str, data: bytes) -> bool:
    """Whether a file is read as GeoJSON: by its name's ending, and for `.json` by what it holds."""
    ending = PurePath(name).suffix.lower()
    return ending == ".geojson" or (ending == ".json" and b'"Feature' in data[:100_000])


def read_drawings(name: str, data: bytes, known: Known, beside: Defaults = Defaults()) -> Drawings:  # noqa: B008
    """Every feature of the file in the drawing of its day and author, or set aside.

    Raises `FileRefused` (control-not-geojson, control-crs-other, control-empty, control-frame-missing, of the frame
    control-area-unknown and control-area-ambiguous, and a code of a feature where every feature has the same fault).
    """
    features = _features(name, data)
    beside = _with_frame(replace(beside, on=beside.on or day_in(name)), known)
    within = known.box(beside.frame) if beside.frame else None
    drawn: list[_Drawn] = []
    rejected: list[BadRow] = []
    for n, feature in enumerate(features, start=1):
        try:
            drawn.append(_drawn(n, feature, known, beside, within))
        except RowRejected as error:
            rejected.append(BadRow(n, _raw(feature), error))
    _refuse_whole(features, rejected)
    if within is None:
        _refuse_all_turned([one.told.polygons for one in drawn])
    return Drawings(tuple(_drawings(name, drawn, beside)), tuple(rejected))


def day_in(name: str) -> date | None:
    """The last day that stands in a file's name; None where none does."""
    for told in reversed(list(_DAY.finditer(PurePath(name).name))):
        try:
            return date(*(int(part) for part in told.groups()))
        except ValueError:
            continue
    return None


def name_without_day(name: str) -> str:
    """What a file's name says beside its day: `north_2024-07-08.geojson` is `north`."""
    return _DAY.sub("", PurePath(name).stem).strip(" -_.")


def _features(name: str, data: bytes) -> Sequence[Any]:
    whole = _object(name, data)
    system = whole.get("crs")
    inner = system.get("properties") if isinstance(system, Mapping) else None
    named = inner.get("name", "") if isinstance(inner, Mapping) else system
    if system is not None and str(named).lower() not in degrees_names():
        raise FileRefused(
            "control-crs-other",
            f"{name} is in another reference system than degrees, longitude first",
            field="crs",
            value=str(named or system)[:200],
            remedy="Convert it: `ogr2ogr -t_srs EPSG:4326 NEW.geojson OLD.geojson`.",
        )
    listed = whole.get("features") if whole["type"] == "FeatureCollection" else [whole]
    if not isinstance(listed, list) or not listed:
        raise FileRefused(
            "control-empty",
            f"{name} holds no row",
            field="features",
            value=name,
            remedy="Draw what was held. A day on which nothing was held by those drawn is --complete with not_held.",
        )
    return listed


def _object(name: str, data: bytes) -> Mapping[str, Any]:
    try:
        whole = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise _not_geojson(name, f"it is no JSON: {fault}") from fault
    if not isinstance(whole, dict) or whole.get("type") not in ("FeatureCollection", "Feature"):
        kind = whole.get("type") if isinstance(whole, dict) else type(whole).__name__
        raise _not_geojson(name, f"it is no FeatureCollection and no Feature, but {kind!r}")
    return whole


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _not_geojson(name: str, why: str) -> FileRefused:
    return FileRefused(
        "control-not-geojson",
        f"{name} cannot be read as a map: {why[:300]}",
        field="file",
        value=name,
        remedy="Export it as GeoJSON (RFC 7946), UTF-8.",
    )


def _with_frame(beside: Defaults, known: Known) -> Defaults:
    if not beside.frame:
        if beside.complete:
            raise FileRefused(
                "control-frame-missing",
                "nothing says within which area the drawing is complete",
                field="frame",
                value="",
                remedy="Name the area with --frame, by its P-code or name.",
            )
        return beside
    try:
        return replace(beside, frame=one_area(beside.frame, known, "frame"))
    except RowRejected as e:
        raise FileRefused(e.code, e.message, field="frame", value=e.value, remedy=e.remedy) from e


def _drawn(n: int, feature: object, known: Known, beside: Defaults, within: Box | None) -> _Drawn:
    """One feature. Raises `RowRejected` for what cannot stand."""
    if not isinstance(feature, Mapping):
        raise RowRejected(
            "control-feature-unreadable",
            "this is no feature",
            field="feature",
            value=feature,
            remedy='Write {"type": "Feature", "properties": {...}, "geometry": {...}}.',
        )
    properties = feature.get("properties")
    cells = cells_of(properties if isinstance(properties, Mapping) else {}, "properties")
    polygons = polygons_of(feature.get("geometry"))
    refuse_turned(box_of(polygons), within, "geometry", polygons[0][0][0])
    day = day_of(cells.get("day"), "date") or beside.on
    if day is None:
        raise RowRejected(
            "control-day-missing",
            "nothing says of which day the drawing is",
            field="date",
            value="",
            remedy="Put the day into the file's name (2024-07-08.geojson) or a property `date`, or add --on DAY.",
        )
    country = known.country(beside.frame) if beside.frame else country_at(*_corner(polygons))
    refuse_day("date", day, country, known)
    holding, actors = _held(cells, known, beside)
    told = Told(
        id=str(n),
        holding=holding,
        actors=actors,
        asserted_by=author_of(cells, known, beside),
        source=source_of(cells, beside),
        polygons=polygons,
        start=day,
        note=words_of(cells, "note"),
    )
    return _Drawn(n, told, country)


def _held(cells: Mapping[str, Any], known: Known, beside: Defaults) -> tuple[str, tuple[str, ...]]:
    """Held unless a property says otherwise; by whom."""
    status = words_of(cells, "holding")
    holding = word_of("holding", status) if status else "held"
    if holding in ("", "share"):
        raise RowRejected(
            "control-holding-unknown",
            "it is not known whether this means held, contested or not held",
            field="status",
            value=status,
            remedy="Write held, contested or not_held; a property that speaks of something else needs another name.",
        )
    actors = actors_of(cells.get("holder") or beside.holder, known, "holder")
    refuse_actors(holding, actors)
    return holding, actors


def _corner(polygons: Sequence[Rings]) -> tuple[float, float]:
    lon, lat = polygons[0][0][0]
    return lat, lon


def _refuse_whole(features: Sequence[Any], rejected: list[BadRow]) -> None:
    codes = {bad.error.code for bad in rejected}
    if len(rejected) == len(features) and len(codes) == 1 and codes <= set(_OF_FILES):
        e = rejected[0].error
        raise FileRefused(
            e.code, e.message, field=e.field, value=e.value, remedy=e.remedy, row=rejected[0].row
        )


def _refuse_all_turned(drawn: Sequence[tuple[Rings, ...]]) -> None:
    """Without a frame: every feature lies in no country at war, and all would, the other way round.

    Raises `FileRefused` (control-axis-order).
    """
    boxes = [box_of(polygons) for polygons in drawn]
    middles = [((w + e) / 2, (s + n) / 2) for w, s, e, n in boxes]
    if not middles or any(abs(lon - lat) < _FAR for lon, lat in middles):
        return
    if any(country_at(lat, lon) for lon, lat in middles) or not all(
        country_at(lon, lat) for lon, lat in middles
    ):
        return
    try:
        refuse_turned(boxes[0], turned(boxes[0]), "geometry", drawn[0][0][0][0])
    except RowRejected as e:
        raise FileRefused(
            e.code,
            e.message,
            field=e.field,
            value=e.value,
            remedy=f"{e.remedy} If it does lie there: --frame AREA says so.",
        ) from e


def _drawings(name: str, drawn: Sequence[_Drawn], beside: Defaults) -> Iterator[Drawing]:
    groups: dict[tuple[date, str], list[Told]] = {}
    for one in drawn:
        if one.told.start is not None:
            groups.setdefault((one.told.start, one.told.asserted_by), []).append(one.told)
    for (day, author), features in sorted(groups.items()):
        yield Drawing(
            day=day,
            asserted_by=author,
            source=features[0].source,
            name=name_without_day(name),
            features=tuple(features),
            frame=beside.frame,
            complete=beside.complete,
        )


def _raw(feature: object) -> str:
    """The feature without its coordinates: those stand in the bytes that are kept."""
    if not isinstance(feature, Mapping):
        return json.dumps(feature)[:2000]
    shape = feature.get("geometry")
    kind = shape.get("type") if isinstance(shape, Mapping) else None
    shown = {"id": feature.get("id"), "properties": feature.get("properties"), "geometry": kind}
    return json.dumps(shown, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()[:2000]
