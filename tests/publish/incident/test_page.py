"""The page of an incident: what its figures are of."""

from __future__ import annotations

import re
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


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_where_the_party_is_not_known_no_strike_or_role_of_this_party_is_spoken_of(lang: str) -> None:
    row: Any = {"incident_id": "i", "actor_id": "unknown", "grade": "fair", "role": "suspected"}
    named: Any = {**row, "actor_id": "pact", "strike_status": "likely"}
    incident: Any = {"id": "i", "code": "C-1", "state": "released"}
    found = index(Record("", incidents=[incident], attributions=[row, named]))
    known, unknown = incident_page(found, "i", lang).grades
    assert (unknown.role, unknown.strike) == ("", "")
    assert known.role
    assert known.strike
    assert unknown.meaning != known.meaning
    assert not re.search("this party|هذا الطرف|لهذا", unknown.meaning)


@pytest.mark.parametrize(("lang", "together"), [("en", "Hit by both."), ("ar", "أصابه كلاهما.")])
def test_a_reason_written_once_for_two_parties_stands_once_and_under_neither(
    lang: str, together: str
) -> None:
    why = {"why": "Hit by both.", "why_ar": "أصابه كلاهما."}
    rows: list[Any] = [
        {"incident_id": "i", "actor_id": actor, "grade": "fair", **why} for actor in ("a", "b")
    ]
    incident: Any = {"id": "i", "code": "C-1", "state": "released"}

    def page(*some: Any) -> Any:
        return incident_page(index(Record("", incidents=[incident], attributions=some)), "i", lang)

    assert page(*rows).reason == together
    assert [g.why for g in page(*rows).grades] == [(), ()]
    assert page(rows[0]).reason == ""
    assert together in page(rows[0]).grades[0].why[0]
    told = page(rows[0], {**rows[1], "why": "Another.", "why_ar": "Another."})
    assert told.reason == ""
    assert ["Another." in "".join(g.why) for g in told.grades] == [False, True]
