"""The reports behind an incident, each claim with a place of its own in the page."""

from __future__ import annotations

import re

from cairn.publish.incident.testimony import all_said
from cairn.publish.incident.word_cards import cards
from cairn.publish.parts.front_page import months
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record

NOW = "2025-06-01T00:00:00Z"
CLAIM = {"kind": "killed", "min": 3, "max": 3, "incident_id": "i", "start": 0, "end": 5, "quote": "three"}


def told(texts: dict[str, str]) -> Record:
    rows = [
        {**CLAIM, "id": "c1", "report_id": r, "account_id": f"{r}#{n}"}
        for r in ("one", "two")
        for n in (1, 2)
    ]
    reports = [{"id": r, "source_kind": "news", "publisher": r} for r in ("one", "two")]
    return Record(NOW, reports=reports, claims=rows, incidents=[{"id": "i"}], texts=texts)  # type: ignore[arg-type]


def test_a_claim_that_two_reports_carry_has_a_place_of_its_own_in_each():
    for texts in ({}, {"one": "three dead", "two": "three dead"}):
        page = "".join(str(card.words) for card in cards(index(told(texts)), "i", "en"))
        ids = re.findall(r'id="([^"]+)"', page)
        assert (len(ids), len(set(ids)), "c-c1" in ids) == (4, 4, True)


def test_a_year_without_an_incident_leads_nowhere_in_the_chart():
    rows = [{"id": "a", "date_start": "2019-11-02"}, {"id": "b", "date_start": "2021-02-03"}]
    drawn = months(index(Record(NOW, incidents=rows)), rows, "")  # type: ignore[arg-type]
    assert {m.month[:4]: m.href for m in drawn} == {
        "2019": "periods/2019.html",
        "2020": "",
        "2021": "periods/2021.html",
    }


def test_a_row_says_what_each_of_those_who_carry_its_voice_is_and_of_a_person_nothing():
    rows = [{**CLAIM, "id": f"c{n}", "report_id": f"r{n}", "origin_id": "o"} for n in (1, 2, 3)]
    reports = [
        {"id": "r1", "source_kind": "news", "publisher": "The Reed", "published": "2025-05-01"},
        {"id": "r2", "source_kind": "rescue", "publisher": "Orange Vests", "published": "2025-05-02"},
        {"id": "r3", "source_kind": "individual", "withheld": True, "published": "2025-05-03"},
    ]
    found = index(Record(NOW, reports=reports, claims=rows, incidents=[{"id": "i"}]))  # type: ignore[arg-type]
    (row,) = all_said(found, "i", "en").pages[0].origins
    told = re.sub("<[^>]+>", "", row.who)
    assert told == "The Reed (News outlet), Orange Vests (Rescue team), local resident (name withheld)"
    (row,) = all_said(found, "i", "ar").pages[0].origins
    assert "(فريق إنقاذ)" in row.who
