"""How an incident is cited: with version and day always, and no sign that a reference manager would obey."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cairn.publish.incident.bibtex import address_of, bibtex, cite
from cairn.publish.rows.index import Index, index
from cairn.publish.rows.record import Record


def found(address: str = "", **more: Any) -> Index:
    row: Any = {
        "id": "i",
        "code": "C-12",
        "version": 3,
        "place_name": "Tell Sarab",
        "date_start": "2020-01-02",
    }
    release: Any = {"title_en": "The Record", "title_ar": "السجل", "address": address}
    return index(Record("2024-05-06T07:08:09Z", incidents=[row | more], release=release))


def test_a_citation_has_title_code_version_and_day_in_either_language() -> None:
    assert cite(found(), "i", "en") == "The Record, incident C-12, version 3, as published 6 May 2024."
    assert "السجل" in cite(found(), "i", "ar")
    assert "النسخة 3" in cite(found(), "i", "ar")


def test_the_permanent_address_is_that_of_the_release_where_it_has_one() -> None:
    assert address_of(found(), "i", "en") == ""
    assert address_of(found("javascript:alert(1)"), "i", "en") == ""
    held = found("https://record.example/site/")
    assert address_of(held, "i", "ar") == "https://record.example/site/ar/incidents/C-12/index.html"
    assert cite(held, "i", "en").endswith("https://record.example/site/en/incidents/C-12/index.html")
    assert "url = {https://record.example/site/en/incidents/C-12/index.html}" in bibtex(held, "i")


def test_an_entry_carries_version_and_moment() -> None:
    entry = bibtex(found(), "i")
    assert entry.startswith("@misc{cairn-C-12-v3,")
    assert "date = {2024-05-06}" in entry
    assert "note = {Version 3, published 2024-05-06; record as of 2024-05-06T07:08:09Z}" in entry
    assert "year = {2024}" in entry


def test_the_day_is_that_on_which_the_standing_version_was_let_out() -> None:
    """An account that joined later moves the page and not the version that is cited."""
    rows: Any = [
        {"incident_id": "i", "version": 2, "at": "2022-02-02T09:00:00Z"},
        {"incident_id": "i", "version": 3, "at": "2023-03-04T09:00:00Z"},
    ]
    held = index(replace(found().record, versions=rows))
    assert cite(held, "i", "en").endswith("version 3, as published 4 March 2023.")
    assert "year = {2023}" in bibtex(held, "i")
    assert "record as of 2024-05-06T07:08:09Z" in bibtex(held, "i")


def test_signs_of_bibtex_are_written_out_and_braces_stay_in_balance() -> None:
    entry = bibtex(found(place_name="100% & #1_$ {x} \\input{/etc/passwd} ^~"), "i")
    assert "\\input" not in entry.replace("\\textbackslash{}input", "")
    assert r"100\% \& \#1\_\$ \{x\}" in entry
    bare = entry.replace("\\{", "").replace("\\}", "")
    assert bare.count("{") == bare.count("}")
