"""The page of an incident: what its figures are of."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.publish.incident.page import incident_page
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record


@pytest.mark.parametrize(("lang", "killed"), [("en", "killed"), ("ar", "القتلى")])
def test_children_and_women_of_the_killed_stand_below_the_killed_and_say_so(lang: str, killed: str) -> None:
    row: Any = {
        "id": "i",
        "code": "C-1",
        "killed_min": 6,
        "killed_max": 7,
        "injured_min": 10,
        "injured_max": 12,
    }
    groups = {
        "children_killed_min": 1,
        "children_killed_max": 1,
        "women_killed_min": 2,
        "women_killed_max": 2,
    }
    labels = [
        f.label for f in incident_page(index(Record("2024", incidents=[row | groups])), "i", lang).figures
    ]
    assert len(labels) == 4
    assert [killed in label for label in labels] == [True, True, True, False]
