"""A person's set values over a projection: they win, and their receipts read ("person",)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from cairn.extract.model import PlaceRead
from cairn.values import DateSpan, Point, Precision, Range

from .model import Figures, Projection

PERSON = ("person",)
"""The receipt of a value that a person set."""

_RANGES = tuple(Figures.__dataclass_fields__)
_PLACE = ("place_name", "lat", "lon", "place_precision", "place_radius_m")
OVERRIDABLE = frozenset({f"{name}_{end}" for name in _RANGES for end in ("min", "max")}
                  | {"date_start", "date_end", "harm_reported", *_PLACE})  # fmt: skip
"""What a person may set over what the claims show."""


def overridden(found: Projection, overrides: Mapping[str, object]) -> Projection:
    """The projection with a person's values. A set minimum lifts a maximum that was only projected, and a
    set maximum lowers such a minimum. Raises `ValueError` as `project` says."""
    if unknown := sorted(set(overrides) - OVERRIDABLE):
        raise ValueError(f"not a value a person can set: {', '.join(unknown)}")
    figures = replace(found.figures, **{n: _range(n, getattr(found.figures, n), overrides) for n in _RANGES})
    harm = str(overrides.get("harm_reported", found.harm_reported))
    if harm not in ("yes", "no", "unknown"):
        raise ValueError(f"harm_reported is yes, no or unknown, not {harm!r}")
    receipts = {**found.receipts, **dict.fromkeys(map(_field, overrides), PERSON)}
    return replace(
        found,
        figures=figures,
        date=_date(found.date, overrides),
        place=_place(found.place, overrides),
        harm_reported=harm,
        receipts=dict(sorted(receipts.items())),
    )


def _field(key: str) -> str:
    return "date" if key.startswith("date_") else "place" if key in _PLACE else key


def _range(name: str, found: Range, overrides: Mapping[str, object]) -> Range:
    low_set, high_set = f"{name}_min" in overrides, f"{name}_max" in overrides
    low = _count(overrides[f"{name}_min"]) if low_set else found.min
    high = _count(overrides[f"{name}_max"]) if high_set else found.max
    if low is not None and high is not None and low > high and low_set != high_set:
        low, high = (low, low) if low_set else (high, high)
    return Range(low, high)


def _date(found: DateSpan | None, overrides: Mapping[str, object]) -> DateSpan | None:
    if "date_start" not in overrides and "date_end" not in overrides:
        return found
    start = _day(overrides.get("date_start", found and found.start))
    end = _day(overrides.get("date_end")) or (found.end if found and "date_start" not in overrides else start)
    if start is None:
        return None
    return DateSpan.between(start, end or start)


def _place(found: PlaceRead | None, overrides: Mapping[str, object]) -> PlaceRead | None:
    if not any(key in overrides for key in _PLACE):
        return found
    name = str(overrides.get("place_name") or (found.name if found else ""))
    base = found if found is not None and name == found.name else PlaceRead(name, why="set by a person")
    old = found.point if found else None
    lat = _number(overrides["lat"]) if "lat" in overrides else old.lat if old else None
    lon = _number(overrides["lon"]) if "lon" in overrides else old.lon if old else None
    if lat is None or lon is None:
        return replace(base, point=None)
    precision = Precision(
        str(overrides.get("place_precision") or (old.precision if old else Precision.VILLAGE))
    )
    radius = _count(overrides.get("place_radius_m"))
    return replace(base, point=Point(lat, lon, precision.radius_m if radius is None else radius, precision))


def _count(value: object) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise ValueError(f"a count of people is a whole number, not {value!r}")
    return int(value)


def _number(value: object) -> float | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError(f"degrees are a number, not {value!r}")
    return float(value)


def _day(value: object) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value))
