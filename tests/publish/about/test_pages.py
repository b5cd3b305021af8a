"""What the record cannot tell, what was monitored, what waits, who keeps it: counted from the record, and never guessed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.publish.about.about_page import about_page
from cairn.publish.about.backlog_page import COLUMNS, backlog_page, waiting
from cairn.publish.about.coverage_page import coverage_page, stretches
from cairn.publish.about.limits_page import counts, error_rows, known_errors, languages
from cairn.publish.allow import PUBLIC_FIELDS, public
from cairn.publish.rows.index import Index, index
from cairn.publish.wording.page_words import texts
from publish.sample_changes import changed

ROOT = Path(__file__).parents[3]


def found(**fields: Any) -> Index:
    return index(public(replace(changed(), **fields)))


@pytest.mark.parametrize("n", range(len(error_rows())))
def test_a_known_error_is_what_its_source_says(n: int) -> None:
    row = error_rows()[n]
    said = " ".join((ROOT / str(row["source"])).read_text("utf-8").split())
    assert " ".join(str(row["held"]).split()) in said, row["source"]
    cases = int(str(row["cases"]))
    assert not cases or f"{cases:,}" in str(row["held"]) or cases == 35


def test_known_errors_stand_in_both_languages() -> None:
    assert len(known_errors("en")) == len(known_errors("ar")) == len(error_rows())
    assert all(re.search("[\u0600-\u06ff]", row.told + row.measured) for row in known_errors("ar"))


def test_limits_are_counted_from_the_record() -> None:
    rows = [dict(r) for r in changed().incidents]
    rows[0] |= {"killed_min": None, "killed_max": None, "date_start": "2016-01-01", "date_end": "2016-01-31"}
    rows[1] |= {"date_start": None, "date_end": None, "place_name": "", "admin1": ""}
    rows[2] |= {"killed_max": None, "harm_reported": "unknown", "origins": 1}
    told = {c.key: c for c in counts(found(incidents=rows), "en")}
    expected = {"no_killed": 1, "one_end": 1, "undated": 1, "month": 1, "unplaced": 1, "harm_unknown": 1}
    assert {key: told[key].count for key in expected} == expected
    assert told["one_origin"].count == 1
    assert {c.of for c in told.values()} == {6, len(found().reports)}
    assert all(0 <= c.count <= c.of for c in told.values())


def test_every_report_is_in_one_language() -> None:
    assert sum(row.reports for row in languages(found(), "en")) == len(found().reports)


DAYS = st.dates(min_value=date(2016, 1, 1), max_value=date(2016, 3, 1))


@given(
    st.lists(st.tuples(DAYS, DAYS, st.sampled_from(["full", "partial", "none", "untold", "?"])), min_size=1)
)
def test_the_stretches_of_a_strip_hold_every_day_once(rows: Any) -> None:
    cover = [
        {
            "actor": "a",
            "country": "SY",
            "from_day": min(a, b).isoformat(),
            "to_day": max(a, b).isoformat(),
            "level": x,
        }
        for a, b, x in rows
    ]
    (strip,) = stretches(found(coverage=cover)).values()
    first, last = min(min(a, b) for a, b, _ in rows), max(max(a, b) for a, b, _ in rows)
    assert sum(s.days for s in strip) == (last - first).days + 1
    assert strip[0].first == first
    assert strip[-1].last == last
    assert all(one.level != two.level for one, two in pairwise(strip))


def test_where_two_words_differ_it_was_monitored_in_part_and_a_gap_is_listed() -> None:
    cover = [
        {"actor": "river_guard", "country": "SY", "from_day": a, "to_day": b, "level": level}
        for a, b, level in (
            ("2016-01-01", "2016-01-10", "full"),
            ("2016-01-05", "2016-01-10", "none"),
            ("2016-01-15", "2016-01-20", "none"),
        )
    ]
    page = coverage_page(found(coverage=cover), "en")
    assert [(line.days, line.level) for line in page.lines] == [
        (4, "full"),
        (6, "partial"),
        (4, "untold"),
        (6, "none"),
    ]
    assert [line.level for line in page.gaps] == ["untold", "none"]
    assert "c-none" in page.drawing
    assert page.unstated


def test_without_a_word_on_monitoring_nothing_is_drawn() -> None:
    page = coverage_page(found(coverage=[]), "en")
    assert (page.drawing, page.lines, page.gaps) == ("", (), ())


def test_what_waits_is_told_as_allegations_with_the_age_of_the_oldest() -> None:
    page = backlog_page(found(), "en")
    assert page.told == (
        "Allegations awaiting assessment: 3.",
        "Not yet set by anybody: 2. Set, and waiting for a second person: 1.",
        "The oldest came in August 2026: months waited 3.",
    )
    assert [row for _, row in page.rows] == [(2, 6, 3, 1, 0), (7, 0, 7, 1, 1)]
    said = json.dumps([*page.told, page.drawing], ensure_ascii=False)
    assert not re.search("killed|died|deaths [0-9]", said)


def test_months_that_are_not_told_leave_the_one_count() -> None:
    here = found(backlog=[])
    assert waiting(here) == 3
    assert backlog_page(here, "en").told == ("Allegations awaiting assessment: 3.",)
    assert not backlog_page(here, "en").rows


def test_the_public_backlog_is_counts_of_months_and_nothing_else() -> None:
    told = [
        {"month": "2026-08", "arrived": 1, "suggested": 1, "country": "SY", "actor": "x", "codes": ["C1"]}
    ]
    (row,) = public(replace(changed(), backlog=told)).backlog  # type: ignore[arg-type]
    assert dict(row) == {"month": "2026-08", "arrived": 1, "suggested": 1}
    assert PUBLIC_FIELDS["backlog"] == COLUMNS


def test_what_the_team_writes_is_words_and_no_markup() -> None:
    release = {
        "title_en": "A {record} & co",
        "about_en": "We <b>are</b>\nthree.\n\n\n  Write to us. ",
        "address": "javascript:x",
    }
    page = about_page(found(release=release), "A {record} & co", "en", preview=False)
    assert page.paragraphs == ("We <b>are</b> three.", "Write to us.")
    assert page.address == ""
    assert r"{{A \{record\} \& co}}" in page.bibtex


def test_a_preview_is_not_cited_as_a_whole() -> None:
    page = about_page(found(), "The record", "en", preview=True)
    assert (page.cite, page.bibtex) == ("", "")


def test_every_term_has_a_meaning() -> None:
    for lang in ("en", "ar"):
        own = texts(lang)
        assert own["term"].keys() == own["term_meaning"].keys()


def test_the_gaps_of_every_sentence_are_the_same_in_both_languages() -> None:
    english, arabic = texts("en"), texts("ar")
    for section, told in english.items():
        for key, words in told.items():
            there = arabic[section][key]
            assert sorted(re.findall(r"{\w+}", words)) == sorted(re.findall(r"{\w+}", there)), key


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_days_beyond_the_drawing_are_said_to_be_told_of_by_nobody(lang: str) -> None:
    cover = [
        {"actor": a, "country": "SY", "from_day": start, "to_day": end, "level": "full"}
        for a, start, end in (("a", "2016-01-05", "2016-01-10"), ("b", "2016-01-07", "2016-03-20"))
    ]
    told = coverage_page(found(coverage=cover), lang).beyond
    assert [n for n in ("5 ", "20 ") if n in told] == ["5 ", "20 "]
    assert not coverage_page(found(coverage=[]), lang).beyond
