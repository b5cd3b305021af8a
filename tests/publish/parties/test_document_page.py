"""The page of a party's document: every entry marked in its text, sums that do not hold shown and not corrected."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast

from cairn.publish.allow import public
from cairn.publish.parties.document_page import DocumentPage, document_page, entry_line, findings
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from publish.sample import sample
from publish.sample_parties import FIRST, LATER, SHEET

WHOLE = sample(basis="best")


def page(key: str, record: Record = WHOLE, lang: str = "en") -> DocumentPage:
    found = index(record)
    return document_page(found, key, lang, findings(found))


def marks(html: str) -> dict[str, str]:
    return {
        key: re.sub(r"<[^>]+>", "", words)
        for key, words in re.findall(r'<mark id="([^"]+)"[^>]*>(.*?)</mark>', html, re.S)
    }


def test_every_entry_of_a_document_is_marked_in_its_text() -> None:
    shown = marks(page(FIRST).words)
    assert shown["e-e1"].startswith("Credible: 2016-02-04, near Wadi Noor")
    assert shown["e-x1"].startswith("Non-credible: 2016-02-04")
    found = index(WHOLE)
    assert {f"e-{e['id']}" for e in found.entries_in[FIRST]} <= set(shown)


def test_angle_brackets_in_a_partys_words_are_words() -> None:
    assert "&lt;in this strike&gt;" in page(FIRST).words
    assert "<in this" not in page(FIRST).words


def test_a_sum_that_does_not_hold_is_shown_with_both_figures() -> None:
    (wrong,) = page(FIRST).findings
    assert "stated 424, reckoned 524" in wrong.words
    assert "180 + 72 + 404 \u2212 132" in wrong.words
    assert not page(FIRST).sums_checked
    assert {c.value for c in page(FIRST).counts} == {180, 72, 404, 132, 424, 624}


def test_figures_lead_to_the_words_they_stand_in() -> None:
    shown = marks(page(FIRST).words)
    assert shown["b-open_at_end"] == "424 reports remain open"
    assert {c.anchor for c in page(FIRST).counts} <= set(shown)


def test_sums_that_hold_are_told_to_hold() -> None:
    documents = [
        d | {"figures": {k: v | {"value": 524} if k == "open_at_end" else v for k, v in d["figures"].items()}}
        for d in WHOLE.official_documents
        if d["id"] == FIRST
    ]
    shown = page(FIRST, replace(WHOLE, official_documents=cast(Any, documents)))
    assert shown.sums_checked
    assert not shown.findings


def test_one_figure_alone_is_no_sum_that_holds() -> None:
    documents = [
        d | {"figures": {"completed": {"value": 3}}} if d["id"] == FIRST else d
        for d in WHOLE.official_documents
    ]
    shown = page(FIRST, replace(WHOLE, official_documents=cast(Any, documents)))
    assert [c.value for c in shown.counts] == [3]
    assert not shown.sums_checked


def test_bulletins_missing_between_two_totals_are_a_gap_on_the_later_ones_page() -> None:
    later = {"killed_to_date": {"value": 735}, "killed": {"value": 50}}
    documents = [d | {"figures": later} if d["id"] == LATER else d for d in WHOLE.official_documents]
    (gap,) = page(LATER, replace(WHOLE, official_documents=cast(Any, documents))).findings
    assert "bulletins are missing" in gap.words
    assert "stated 735" in gap.words
    assert "674" in gap.words


def test_a_sheet_has_no_words_and_its_entries_are_listed() -> None:
    shown = page(SHEET)
    assert not shown.words
    assert not shown.whole
    found = index(WHOLE)
    (row,) = found.entries_in[SHEET]
    assert entry_line(found, row, "en", SHEET).anchor == ""


def test_an_entry_that_is_answered_twice_stands_in_both_documents() -> None:
    found = index(WHOLE)
    assert "e7" in {e["id"] for e in found.entries_in[FIRST]}
    assert [e["id"] for e in found.entries_in[LATER]] == ["e7"]
    assert entry_line(found, found.entries["e7"], "en", LATER).anchor == "e-e7-1"


def test_in_public_only_the_words_of_released_entries_are_quoted() -> None:
    record = public(sample(25, released=3))
    shown = page(FIRST, record)
    assert set(marks(shown.words)) == {"e-e1", "e-x1"}
    assert not shown.whole
    assert not shown.counts
    assert "Bayt Zaytun" not in shown.words


def test_each_document_is_numbered_in_its_own_order() -> None:
    found = index(WHOLE)
    numbers = [entry_line(found, e, "en", FIRST).n for e in found.entries_in[FIRST]]
    assert numbers == list(range(1, len(numbers) + 1))
