"""Sums of a real register against plain Python over the same file: every belligerent, year and set of grades.

The data is no part of the project: this skips where it is absent. The reckoning below shares no code with
Cairn and knows the file only by its columns.
"""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from typing import Any

import pytest

from cairn.shell.acts.add_register import add_register
from cairn.shell.export.registers import tally_rows_of
from cairn.shell.records.registers import against
from cairn.tally import tally
from cairn.tally.model import Definition, Tally
from cairn.vocab.closed import Grade

pytestmark = pytest.mark.data

ACTORS = {
    "Russian Military": "russia", "U.S.-led Coalition": "us_led_coalition", "Turkish Military": "turkey",
    "YPG": "sdf", "Israeli Military": "israel", "Iranian Military": "iran", "Syrian Regime": "syrian_government",
}  # fmt: skip
GRADES = [
    ("Confirmed", "Fair"), ("Confirmed",), ("Fair",), ("Weak",), ("Contested",), ("Discounted",),
    ("Confirmed", "Fair", "Weak", "Contested"),
]  # fmt: skip
PROVINCES = {
    "SY07": ("Idlib", "Idlib Governorate", "Ma'arat al-Numan"), "SY11": ("Raqqa", "Ar Raqqah"),
    "SY09": ("Deir Ezzor",), "SY08": ("Al Hassakah",), "SY12": ("Daraa", "Daraa governorate"),
}  # fmt: skip
YEARS = ["", *map(str, range(2013, 2022))]

Figures = dict[str, int | list[str]]


def reckoned(
    rows: list[dict[str, Any]],
    label: str,
    year: str,
    grades: tuple[str, ...],
    provinces: tuple[str, ...] = (),
) -> Figures:
    """The sum as plain Python has it: reversed pairs from low to high, an open end with the end it has."""
    chosen = [
        r
        for r in rows
        if (not label or label in r["belligerents"])
        and (not year or r["date"].startswith(year))
        and r["grade"] in grades
        and r["harm_reported"] == "Yes"
        and (not provinces or r["admin_en"] in provinces)
    ]
    joint = sum(1 for r in chosen if len(set(r["belligerents"])) > 1)
    found: Figures = {"members": sorted(r["id"] for r in chosen), "joint": joint}
    for column in ("killed", "injured"):
        pairs = [r[column] or [None, None] for r in chosen]
        known = [[end for end in pair if end is not None] for pair in pairs]
        found[f"{column}_min"] = sum(
            min(k) for k, (low, _) in zip(known, pairs, strict=True) if low is not None
        )
        found[f"{column}_max"] = sum(max(k) for k in known if k)
        found[f"{column}_without"] = known.count([])
        found[f"{column}_half"] = sum(1 for k in known if len(k) == 1)
    return found


def as_figures(done: Tally) -> Figures:
    found: Figures = {
        "members": sorted(m.partition(":")[2] for m in done.members),
        "joint": done.jointly_attributed,
    }
    for column, total in (("killed", done.killed), ("injured", done.injured)):
        found |= {
            f"{column}_min": total.min,
            f"{column}_max": total.max_of_known,
            f"{column}_without": total.without_figure,
            f"{column}_half": total.open_above + total.open_below,
        }
    return found


def test_every_belligerent_year_and_set_of_grades_comes_out_equal_to_the_unit(ws, shared_data_once):
    path = shared_data_once / "register/incidents-to-2020.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert add_register(ws, path.name, path.read_bytes()).new == len(rows)
    ours = tally_rows_of("incidents-to-2020", against(ws))
    sums = 0
    for label, year, grades in product(["", *ACTORS], YEARS, GRADES):
        definition = Definition(
            actors=(ACTORS[label],) if label else (),
            from_day=date(int(year), 1, 1) if year else None,
            to_day=date(int(year), 12, 31) if year else None,
            grades=tuple(Grade(g.lower()) for g in grades),
            grade_of="incident",
        )
        done = as_figures(tally(ours, definition))
        assert done == reckoned(rows, label, year, grades), (label, year, grades)
        sums += bool(done["members"])
    for (pcode, spellings), grades in product(PROVINCES.items(), GRADES):
        asked = Definition(place=pcode, grades=tuple(Grade(g.lower()) for g in grades), grade_of="incident")
        done = as_figures(tally(ours, asked))
        assert done == reckoned(rows, "", "", grades, spellings), (pcode, grades)
        sums += bool(done["members"])
    assert sums > 200
