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


def test_a_last_word_outside_what_a_person_set_is_marked_and_told_with_the_way_to_the_reason() -> None:
    said = [
        claim("ten", "killed", 10, 10),
        claim("nine", "killed", 9, 9),
        claim("floor", "killed", 2, 2, max=None),
    ]
    held = found({"killed_min": ["person"]}, {}, *said)
    held.incidents["i"]["killed_min"] = 10
    told = standings(held, "i")
    assert (told["nine"].end, told["ten"].end, "floor" in told) == ("overruled", "min", False)
    for lang, chip in (("en", "set aside by a person"), ("ar", "نحّاه شخص")):
        shown = all_said(held, "i", lang)
        notes = [s.note for row in shown.pages[0].origins for s in dict(row.cells)["killed"]]
        assert (chip in notes, len(shown.out), shown.by_person) == (True, 1, True)


def test_a_figure_outside_what_no_person_set_or_of_belligerents_is_not_marked_so() -> None:
    few = claim("few", "killed", 1, 1)
    assert "few" not in standings(found({"killed_min": ["low"]}, {}, few), "i")
    fallen = claim("fallen", "killed", 1, 1, status="belligerent")
    assert "fallen" not in standings(found({"killed_min": ["person"]}, {}, fallen), "i")


def test_each_end_tells_who_says_it_when_in_which_words_and_that_civilian_status_is_presumed() -> None:
    said = [claim("low", "killed", 3, 3, status="civilian"), claim("high", "killed", 9, 9, status="unknown")]
    held = found({"killed_min": ["low"], "killed_max": ["high"]}, {}, *said)
    low, high = ((t.said[0][1]) for t in all_said(held, "i", "en").ends)
    assert (low.who, low.day, low.words, low.presumed) == ("Wire", "date not known", "words of low", "")
    assert (high.words, high.presumed) == ("words of high", "civilian status presumed")


def test_who_carries_an_end_is_named_first_in_a_row_that_is_folded() -> None:
    rows = [claim(f"c{n}", "killed", 3, 3, origin_id="one", report_id=f"r{n}") for n in range(5)]
    held = found({"killed_min": ["c4"]}, {}, *rows)
    for n in range(5):
        held.reports[f"r{n}"] = {"id": f"r{n}", "source_kind": "news", "publisher": f"Paper {n}"}
    (row,) = all_said(held, "i", "en").pages[0].origins
    assert str(row.who).index("Paper 4") < str(row.who).index("Paper 0")
    assert "and others: 2" in row.who


def test_the_day_and_the_place_that_the_record_took_over_are_told_in_plain_words() -> None:
    said = [claim("day", "date", 1, 1, value="2020-01-01"), claim("site", "place", 1, 1, value="Tell Sarab")]
    shown = all_said(found({"date": ["day"], "place": ["site"]}, {}, *said), "i", "en").pages[0]
    notes = {kind: s.note for row in shown.origins for kind, cell in row.cells for s in cell}
    assert notes == {"date": "this record's day", "place": "this record's place"}
