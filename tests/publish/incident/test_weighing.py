"""Which claims set a range, which a person set it like, and which entered none and why."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.publish.incident.testimony import all_said
from cairn.publish.incident.weighing import standings
from cairn.publish.rows.index import Index, index
from cairn.publish.rows.record import Record
from cairn.publish.wording.out_of_range import out_words, plain

SENTENCES = (
    "speaks of another event",
    "a cumulative total (since Friday, says Abu Salem): it checks a sum and never enters one",
    "a cumulative total: it checks a sum and never enters one",
    "army's own word that those it struck were belligerents: shown, moves nothing",
    "army's own figure for its strike: shown in its own column, moves no range",
    "army's own word on status: shown, moves nothing",
    "gives no number: the number of people stays unknown",
    "superseded by a later figure of the same origin (2020-01-04)",
    "tells of one person, gives no toll: the same source states one",
    "names some of the dead, gives no toll: a party on its own dead, while others state totals",
    "a denial: shown, moves nothing",
    "a concession: counts for grade and harm, shown in its own column",
)


def claim(key: str, kind: str, low: int, high: int, **more: Any) -> Any:
    return {
        "id": key, "report_id": "r", "incident_id": "i", "kind": kind, "min": low, "max": high, "group": "all",
        "event": "this", "origin_id": f"o-{key}", "quote": f"words of {key}", "start": 0, "end": 3, **more,
    }  # fmt: skip


def found(receipts: Any, excluded: Any = None, *claims: Any) -> Index:
    said = claims or (
        claim("low", "killed", 3, 3),
        claim("mid", "killed", 5, 5),
        claim("high", "killed", 9, 9),
    )
    incident: Any = {"id": "i", "code": "I1", "killed_min": 3, "killed_max": 9}
    weighed: Any = {"incident_id": "i", "receipts": receipts, "excluded": excluded or {}}
    report: Any = {"id": "r", "source_kind": "news", "publisher": "Wire"}
    names = {"army": {"en": "The Army", "ar": "الجيش"}}
    return index(
        Record("2024", reports=[report], claims=said, incidents=[incident], weighed=[weighed], actors=names)
    )


def test_claims_that_set_an_end_are_told_from_those_within() -> None:
    told = standings(found({"killed_min": ["low"], "killed_max": ["high"]}), "i")
    assert (told["low"].end, told["high"].end, "mid" in told) == ("min", "max", False)
    assert not told["low"].by_person


def test_where_a_person_set_the_end_the_claims_of_that_figure_are_told_as_such() -> None:
    told = standings(found({"killed_min": ["person"], "killed_max": ["person"]}), "i")
    assert (told["low"].end, told["low"].by_person, told["high"].end) == ("min", True, "max")


def test_a_claim_that_entered_no_range_says_why_and_is_no_end_though_its_figure_is_the_same() -> None:
    reason = "superseded by a later figure of the same origin (2020-01-04)"
    held = found({"killed_min": ["person"], "killed_max": ["high"]}, {"low": reason})
    assert standings(held, "i")["low"].end == "out"
    shown = all_said(held, "i", "en")
    assert [t.words for t in shown.out] == [
        "superseded by a later figure of the same origin (4 January 2020)"
    ]
    assert [t.words for t in shown.ends] == ["Civilians killed, lowest: 3", "Civilians killed, highest: 9"]
    assert [[letter for letter, _ in t.said] for t in shown.ends] == [[], ["A"]]


def test_a_count_of_a_group_is_no_end_of_the_whole() -> None:
    child = claim("child", "killed", 3, 3, group="children")
    assert "child" not in standings(found({"killed_min": ["person"]}, {}, child), "i")


def test_the_ends_are_marked_in_the_table_and_their_words_lead_back_to_the_cell() -> None:
    shown = all_said(found({"killed_min": ["low"], "killed_max": ["high"]}), "i", "en").pages[0]
    cells = {s.href: (row.letter, s.note) for row in shown.origins for s in dict(row.cells)["killed"]}
    assert {note for _, note in cells.values()} == {"lowest", "highest", ""}
    words = "".join(card.words for card in shown.reports)
    for href, (letter, _) in cells.items():
        assert f'id="{href[1:]}"' in words
        assert f'href="#at-{letter}-killed"' in words


@pytest.mark.parametrize("why", SENTENCES)
def test_every_reason_of_the_core_has_words_in_both_languages_without_the_words_of_the_source(
    why: str,
) -> None:
    held = found({})
    assert plain(why)
    assert "Abu Salem" not in plain(why)
    assert "army" not in out_words(held, why, "en")
    arabic = out_words(held, why, "ar")
    assert not any("a" <= letter.casefold() <= "z" for letter in arabic), arabic


def test_a_reason_that_is_not_known_stays_inside() -> None:
    assert plain("somebody wrote that Abu Salem told it") == ""
