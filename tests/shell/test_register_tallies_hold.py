"""Sums of a real register against plain SQL over the same file: belligerents, years, sets of grades, provinces.

The data is no part of the project: this skips where it is absent. The SQL is that of bench/tally_sql.py, which shares no
code with Cairn and goes through every combination; here is every so many of them.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cairn.shell.acts.add_register import add_register

pytestmark = pytest.mark.data
EVERY = 9


@pytest.fixture(scope="module")
def sql() -> ModuleType:
    """bench/tally_sql.py, which is no part of a package."""
    path = Path(__file__).resolve().parents[2] / "bench/tally_sql.py"
    spec = importlib.util.spec_from_file_location("tally_sql", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_sums_come_out_equal_to_plain_sql_to_the_unit_by_whatever_name_they_are_asked_for(
    ws: Any, shared_data_once: Path, sql: ModuleType
) -> None:
    path = shared_data_once / "register/incidents-to-2020.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert add_register(ws, path.name, path.read_bytes()).new == len(rows)
    db, cairn, sums = sql.database(rows), sql.Cairn(ws.root), 0
    for n, asked in enumerate(list(sql.combinations(rows))[::EVERY]):
        names, places = cairn.spellings(asked.label), sql.places_of(asked.province)
        done = sql.as_sql(cairn.tally(asked, names[n % len(names)], places[n % len(places)]))
        expected = sql.by_sql(db, asked)
        assert done == {name: expected[name] for name in done}, asked
        sums += bool(done["incidents"])
    assert sums > 60


def test_the_sql_itself_takes_a_null_for_no_nought_and_an_end_for_what_it_is(sql: ModuleType) -> None:
    base = {
        "date": "2019-03-02",
        "grade": "Fair",
        "harm_reported": "Yes",
        "admin_en": None,
        "governorate_en": "Homs",
    }
    figures = [[2, 3], [9, 4], [1, None], [None, 5], [None, None], None]
    rows = [
        base | {"id": f"r{n}", "killed": pair, "belligerents": ["Reed Guard", "Unknown"]}
        for n, pair in enumerate(figures)
    ]
    rows += [rows[0] | {"id": "no", "harm_reported": "No"}, rows[0] | {"id": "two", "grade": "Fair, Weak"}]
    found = sql.by_sql(sql.database(rows), sql.Asked("Reed Guard", "2019", ("Fair",), "SY04"))
    told = {key: found[key] for key in ("incidents", "joint", "killed_min", "killed_max", "killed_none")}
    assert told == {"incidents": 6, "joint": 0, "killed_min": 12, "killed_max": 12, "killed_none": 2}
