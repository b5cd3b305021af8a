"""Tables as CSV with a row of HXL tags under the heading (dictionary 1.1), for the tools of humanitarian data, and back.

Attributes are free and have no order, so `+min` and `+max` are lawful. What has no tag is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cairn.publish.tables.fields import Field

from .model import Row, Table
from .text import csv, from_csv

TAGS: Mapping[str, Mapping[str, str]] = {
    "incidents": {
        "id": "#event+id", "code": "#event+code", "parent_id": "#event+id+parent", "date_start": "#date+start",
        "date_end": "#date+end", "place_name": "#loc+name+i_en", "place_name_ar": "#loc+name+i_ar",
        "country": "#country+code+v_iso2", "admin1": "#adm1+name+i_en", "admin1_ar": "#adm1+name+i_ar",
        "admin1_pcode": "#adm1+code+v_pcode", "lat": "#geo+lat", "lon": "#geo+lon",
        "place_precision": "#geo+precision", "place_radius_m": "#geo+radius+m",
        "killed_min": "#affected+killed+min", "killed_max": "#affected+killed+max",
        "injured_min": "#affected+injured+min", "injured_max": "#affected+injured+max",
        "children_killed_min": "#affected+killed+children+min", "children_killed_max": "#affected+killed+children+max",
        "women_killed_min": "#affected+f+killed+min", "women_killed_max": "#affected+f+killed+max",
        "men_killed_min": "#affected+m+killed+min", "men_killed_max": "#affected+m+killed+max",
        "belligerents_killed_min": "#affected+killed+belligerents+min",
        "belligerents_killed_max": "#affected+killed+belligerents+max",
        "harm_reported": "#status+harm", "causes": "#cause+list", "weapons": "#cause+weapon+list",
        "infrastructure": "#infra+list", "reports": "#meta+reports+num", "origins": "#meta+origins+num",
        "summary_en": "#description+i_en", "summary_ar": "#description+i_ar", "state": "#status+assessment",
        "version": "#meta+version+num", "last_changed": "#date+updated",
    },
    "attributions": {
        "incident_id": "#event+id", "actor_id": "#org+id", "actor": "#org+name+i_en", "role": "#org+role",
        "grade": "#status+grade", "strike_status": "#status+strike",
    },
    "coverage": {
        "actor": "#org+id", "country": "#country+code+v_iso2", "from": "#date+start", "to": "#date+end",
        "level": "#status+coverage",
    },
}  # fmt: skip
"""Table -> column -> its tag."""


def tagged(table: Table) -> Table:
    """The columns that have a tag. Raises `ValueError` for a table that has none."""
    if table.name not in TAGS:
        raise ValueError(f"{table.name} has no tags")
    return Table(table.name, fields_of(table.name, table.fields), table.rows)


def fields_of(name: str, fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields of a table that have a tag."""
    return tuple(f for f in fields if f.name in TAGS[name])


def hxl(table: Table) -> str:
    """A heading, a row of tags, and the rows as in CSV for machines."""
    kept = tagged(table)
    heading, rest = csv(kept).split("\n", 1)
    return f"{heading}\n{','.join(TAGS[table.name][name] for name in kept.columns)}\n{rest}"


def from_hxl(text: str, name: str, fields: Sequence[Field]) -> list[Row]:
    """The rows, without the row of tags."""
    heading, _, rest = text.split("\n", 2)
    return from_csv(f"{heading}\n{rest}", fields_of(name, fields))
