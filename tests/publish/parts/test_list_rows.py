"""The row of an incident in a list: its grade for each party by name, and whether others are counted in it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cairn.publish.parts.list_rows import ListRow, list_row
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record

NAMES = {
    "pact": {"en": "Northern Pact", "ar": "الحلف الشمالي"},
    "guard": {"en": "River Guard", "ar": "حرس النهر"},
}


def row(of: str, lang: str = "en", attributions: Any = ()) -> ListRow:
    incidents: Any = [
        {"id": "whole", "code": "C-1", "state": "released"},
        {"id": "half", "code": "C-2", "state": "released", "parent_id": "whole"},
        {"id": "other", "code": "C-3", "state": "released", "parent_id": "gone"},
    ]
    found = index(Record("", incidents=incidents, attributions=attributions, actors=NAMES))
    return list_row(found, found.incidents[of], lang, "../")


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html.replace("<br>", " | "))


def graded(actor: str, grade: str | None, **more: object) -> Any:
    return {"incident_id": "other", "actor_id": actor, "grade": grade, **more}


def test_each_party_stands_with_its_own_grade_and_not_with_that_of_another() -> None:
    told = row("other", attributions=[graded("guard", "contested"), graded("pact", "confirmed")]).grades
    assert plain(told) == "River Guard: Contested | Northern Pact: Confirmed"


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Party not known: Fair"), ("ar", "الطرف غير معروف: معقولة")]
)
def test_of_nobody_in_particular_it_is_said_that_the_party_is_not_known(lang: str, words: str) -> None:
    assert plain(row("other", lang, [graded("unknown", "fair")]).grades) == words


def test_a_grade_that_a_machine_suggests_is_marked_and_no_grade_is_said() -> None:
    told = row("other", attributions=[graded("pact", None, grade_suggested="weak")]).grades
    assert plain(told) == "Northern Pact: Weak suggested by machine"
    assert row("other").grades == "Not graded"


def test_an_umbrella_record_and_its_parts_are_marked_and_a_part_of_what_is_not_public_is_not() -> None:
    assert plain(row("whole").mark) == "umbrella record"
    assert plain(row("half").mark) == "part of C-1"
    assert 'href="../incidents/C-1/index.html"' in row("half").mark
    assert row("other").mark == ""
