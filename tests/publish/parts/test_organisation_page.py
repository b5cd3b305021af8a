"""Organisations as sources: they alone, what they said, whose words it was, and no score of anybody."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.publish.allow import public
from cairn.publish.parts.organisation_page import (
    Organisation,
    by_language,
    organisation_page,
    organisations,
    origins,
    party_told,
    revised,
    said_of,
)
from cairn.publish.rows.index import Index, index
from cairn.publish.rows.record import Record
from publish.sample import sample


def report(key: str, publisher: str = "Steppe Wire", day: str = "2031-05-04", **more: Any) -> Any:
    return {
        "id": key,
        "publisher": publisher,
        "source_kind": "news",
        "published": day,
        "language": "en",
        **more,
    }


def killed(key: str, of_report: str, low: int | None, high: int | None, **more: Any) -> Any:
    base = {"id": key, "report_id": of_report, "incident_id": "a", "kind": "killed", "min": low, "max": high,
            "group": "all", "event": "this", "origin_id": "o1"}  # fmt: skip
    return base | more


def found(reports: Any, claims: Any, **more: Any) -> Index:
    incidents: Any = [
        {
            "id": "a",
            "code": "A1",
            "date_start": "2031-05-04",
            "state": "released",
            "killed_min": 2,
            "killed_max": 9,
        }
    ]
    return index(Record("", incidents=incidents, reports=reports, claims=claims, **more))


def one(held: Index, name: str = "Steppe Wire") -> Organisation:
    (hit,) = [o for o in organisations(held) if o.name == name]
    return hit


@pytest.mark.parametrize("kind", ["individual", "unknown", ""])
def test_a_person_or_an_unknown_source_has_no_page_though_the_name_is_at_hand(kind: str) -> None:
    held = found([report("r", source_kind=kind, released_fields=["publisher"])], [killed("k", "r", 2, 2)])
    assert organisations(held) == []


def test_of_the_public_record_no_person_is_listed() -> None:
    listed = {o.name for o in organisations(index(public(sample(12, released=12))))}
    assert "The Invented Courier" in listed
    assert "Invented Person" not in listed


def test_it_gives_the_lowest_and_highest_that_its_own_reports_say_with_the_door_to_the_words() -> None:
    held = found([report("r"), report("s", "Other")], [killed("k", "r", 3, 5), killed("m", "s", 9, 9),
                 killed("c", "r", 2, 2, group="children"), killed("t", "r", 70, 70, event="cumulative")])  # fmt: skip
    said = said_of(held, one(held), "a", "en")
    assert (said.low, said.high) == (3, 5)
    assert said.href.startswith("incidents/A1/index.html#")


def test_an_open_end_stays_open_and_silence_is_no_nought() -> None:
    held = found([report("r")], [killed("k", "r", 3, None)])
    assert (said_of(held, one(held), "a", "en").low, said_of(held, one(held), "a", "en").high) == (3, None)
    silent = found([report("r")], [killed("k", "r", None, None)])
    assert said_of(silent, one(silent), "a", "en").said is None


def test_words_that_another_told_the_day_before_are_carried_and_those_told_first_are_not() -> None:
    held = found([report("r", day="2031-05-05"), report("s", "Other", "2031-05-04")],
                 [killed("k", "r", 3, 3), killed("m", "s", 3, 3)])  # fmt: skip
    assert (origins(held, one(held)).carried, origins(held, one(held, "Other")).first) == (1, 1)


def test_of_the_same_day_nobody_is_called_the_first() -> None:
    held = found([report("r"), report("s", "Other")], [killed("k", "r", 3, 3), killed("m", "s", 3, 3)])
    assert {origins(held, one(held, name)).first for name in ("Steppe Wire", "Other")} == {0}


def test_an_origin_of_its_own_stands_alone() -> None:
    held = found(
        [report("r"), report("s", "Other")], [killed("k", "r", 3, 3), killed("m", "s", 3, 3, origin_id="o2")]
    )
    assert origins(held, one(held)).alone == 1


def test_a_figure_that_it_updated_is_told_in_the_order_of_its_reports() -> None:
    held = found([report("r", day="2031-05-06"), report("q", day="2031-05-04"), report("s", day="2031-05-08")],
                 [killed("k", "r", 11, 11), killed("m", "q", 3, 3), killed("n", "s", 11, 11)])  # fmt: skip
    told = revised(held, one(held), "a", "en")
    assert told is not None
    assert [(day, str(figure)) for day, figure, _ in told.figures] == [
        ("4 May 2031", "<bdi>3</bdi>"),
        ("6 May 2031", "<bdi>11</bdi>"),
    ]
    steady = found([report("r"), report("q")], [killed("k", "r", 3, 3), killed("m", "q", 3, 3)])
    assert revised(steady, one(steady), "a", "en") is None


def test_a_source_of_a_partys_name_is_that_party() -> None:
    names = {"hill-front": {"en": "Hill Front", "ar": "جبهة التلال"}}
    held = found([report("r", "جبهة التلال", source_kind="official")], [killed("k", "r", 3, 3)], actors=names)
    (party,) = organisations(held)
    assert party_told(held, party) == "hill-front"
    assert organisation_page(held, party, "en").party == "Hill Front"
    other = found([report("r")], [killed("k", "r", 3, 3)], actors=names)
    assert organisation_page(other, one(other), "en").party == ""


def test_the_index_stands_by_language_and_name() -> None:
    held = found([report("r", "b wire"), report("s", "A Wire"), report("t", "A Wire", language="ar")],
                 [killed("k", "r", 1, 1), killed("m", "s", 1, 1), killed("n", "t", 1, 1)])  # fmt: skip
    groups = by_language(organisations(held), "en")
    assert [(name, [o.name for o in some]) for name, some in groups] == [
        ("Arabic", ["A Wire"]),
        ("English", ["A Wire", "b wire"]),
    ]
