"""What of a party's own words is public: entries that a person linked to a released incident, and nothing more."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any, cast

import pytest

from cairn.publish.allow import PUBLIC_FIELDS, public
from cairn.publish.allowed.parties import MASK, coarse
from cairn.publish.rows.record import Record
from publish.sample import sample
from publish.sample_parties import FIRST, PACT, SHEET


def text_of(record: Record) -> str:
    return str({k: v for k, v in asdict(record).items() if k != "salt"})


def test_a_machines_link_an_offer_and_their_entries_stay_inside() -> None:
    shown = public(sample())
    assert {x["decision"] for x in shown.entry_links} == {"accepted"}
    assert not {"looking", "road", "tunnel"} & {e["id"] for e in shown.official_entries}
    assert "on the road to Wadi Noor" not in text_of(shown)


def test_an_entry_of_an_incident_that_is_not_released_stays_inside() -> None:
    shown = public(sample(25, released=7))
    assert {e["id"] for e in shown.official_entries} == {"e1", "x1"}
    assert {x["incident_id"] for x in shown.entry_links} == {"incident-001"}


def test_a_link_that_a_person_rejected_publishes_nothing() -> None:
    record = sample()
    links = [x | {"decision": "rejected"} for x in record.entry_links]
    assert not public(replace(record, entry_links=cast(Any, links))).official_entries


def test_answers_that_nobody_linked_are_counted_by_party_and_strikes_are_not_among_them() -> None:
    shown = public(sample(25, released=7))
    assert "tunnel" not in {e["id"] for e in shown.official_entries}  # a strike, which answers nothing
    held = {row["actor"]: row for row in shown.not_linked}
    waiting = [
        e
        for e in sample(25, released=7).official_entries
        if e["id"] not in {x["id"] for x in shown.official_entries} and e["kind"] != "strike"
    ]
    assert waiting
    assert sum(row["entries"] for row in held.values()) == len(waiting)
    assert sum(row["accepting"] for row in held.values()) == sum(e["outcome"] == "credible" for e in waiting)
    assert set().union(*held.values()) == {"actor", "entries", "accepting"}  # counts, and never deaths


def test_whole_texts_and_sums_of_documents_stay_inside() -> None:
    shown = public(sample())
    assert not shown.official_texts
    assert not any("figures" in d for d in shown.official_documents)
    assert "424 reports remain open" not in text_of(shown)


def test_of_a_sheet_that_somebody_made_neither_its_name_nor_its_address_goes_out() -> None:
    record = sample()
    for row in record.official_documents:
        if row["id"] == SHEET:
            row["title"], row["url"] = "desk copy by a private person", "https://example.org/private"
    assert SHEET in {d["id"] for d in public(record).official_documents}
    assert "private" not in text_of(public(record))


def test_a_field_of_an_entry_or_of_a_word_that_is_not_named_stays_inside() -> None:
    record = sample()
    for row in cast(list[dict[str, Any]], record.official_entries):
        row["note"] = "secret note"
        row["files"] = ["secret file"]
        for said in row["history"]:
            said["note"] = "secret word"
    shown = public(record)
    assert "secret" not in text_of(shown)
    assert set().union(*map(set, shown.official_entries)) <= {*PUBLIC_FIELDS["official_entries"], "history"}


def test_a_name_nobody_released_is_blotted_out_of_a_partys_words() -> None:
    record = sample()
    victim = {"id": "v", "incident_id": "incident-001", "name": "Wadi Noor", "released": False}
    shown = public(replace(record, victims=cast(Any, [victim])))
    entry = next(e for e in shown.official_entries if e["id"] == "e1")
    assert "Wadi Noor" not in json.dumps(entry, ensure_ascii=False)
    assert MASK * 9 in entry["history"][0]["quote"]


def test_a_name_nobody_released_leaves_the_title_and_the_address_of_a_document() -> None:
    record = sample()
    victim = {"id": "v", "incident_id": "incident-001", "name": "Zuhair Example", "released": False}
    for row in record.official_documents:
        row["title"], row["url"] = "Statement on Zuhair Example", "https://example.org/zuhair%20example"
    shown = public(replace(record, victims=cast(Any, [victim])))
    assert any(d["title"] == f"Statement on {MASK * 14}" for d in shown.official_documents)
    assert "zuhair" not in json.dumps(list(shown.official_documents)).casefold()


def test_a_finer_square_leaves_the_place_the_way_and_the_target_too() -> None:
    record = sample()
    for row in record.official_entries:
        row["place_text"] = row["via"] = row["targets"] = "near 37sfv0401211634"
    shown = json.dumps(list(public(record).official_entries))
    assert "0401211634" not in shown
    assert "near" in shown


@pytest.mark.parametrize(
    ("square", "shown"),
    [
        ("37SFV0401211634", "37SFV040116"),
        ("37SFV040116", "37SFV040116"),
        ("37SFV0411", "37SFV0411"),
        ("37S FV 0401 1163", "37SFV040116"),
        ("a house", ""),
        ("", ""),
    ],
)
def test_a_square_is_public_to_a_hundred_metres(square: str, shown: str) -> None:
    assert coarse(square) == shown


def test_a_finer_square_is_blotted_out_of_the_words() -> None:
    entry = next(e for e in public(sample()).official_entries if e["id"] == "many")
    assert entry["mgrs"] == "37SFV040116"
    assert "0401211634" not in json.dumps(entry)
    assert not {"lat", "lon", "radius_m"} & set(entry)


def test_a_comparison_that_a_machine_has_a_part_in_is_not_published() -> None:
    assert PACT in public(sample()).comparisons
    assert not public(sample(basis="best")).comparisons


def test_a_comparison_with_an_incident_that_is_not_released_is_not_published() -> None:
    record = sample()
    waiting = [r | {"state": "set"} if r["id"] == "incident-001" else r for r in record.incidents]
    assert PACT not in public(replace(record, incidents=cast(Any, waiting))).comparisons


def test_reducing_the_parties_words_twice_is_reducing_them_once() -> None:
    once = public(sample())
    again = public(once)
    assert again.official_entries == once.official_entries
    assert again.official_documents == once.official_documents
    assert FIRST in {d["id"] for d in again.official_documents}
