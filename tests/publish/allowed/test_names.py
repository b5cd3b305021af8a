"""A name that nobody released is found however it is written, and stands in no text, id or address that goes out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cairn.publish.allow import MASK, public
from cairn.publish.allowed.names import address_without, masked, pattern_of
from cairn.publish.rows.record import Record

NAME = "Salma Qasimi"
SPELLINGS = [
    "Salma Qasimi", "salma qasimi", "SALMA  QASIMI", "salma-qasimi", "salma.qasimi", "salma_qasimi", "salma+qasimi",
    "salma%20qasimi", "Salma%2DQasimi", "salma%5fqasimi", "salmaqasimi", "Salma\nQasimi", "Salma\u200f Qasimi",
]  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_name_is_found_however_its_parts_are_joined(spelling: str) -> None:
    told = f"before {spelling} after"
    shown = masked(told, pattern_of([NAME]))
    assert shown == f"before {MASK * len(spelling)} after"


@pytest.mark.parametrize("told", ["Salma's Qasimi", "Salma", "Qasimi Salma", "salmaqasim"])
def test_what_is_not_the_name_stays(told: str) -> None:
    assert masked(told, pattern_of([NAME])) == told


def test_a_short_name_is_not_found_inside_another_word() -> None:
    assert masked("a canalisation", pattern_of(["Ana Li"])) == "a canalisation"
    assert MASK in masked("ana-li", pattern_of(["Ana Li"]))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://wire.example/salma-qasimi-killed", NAME),
        ("https://wire.example/?q=salma%20qasimi", NAME),
        ("https://wire.example/%D8%B3%D9%84%D9%85%D9%89-%D9%82%D8%A7%D8%B3%D9%85", "سلمى قاسم"),
        ("https://wire.example/%73alma%2Dqasimi", NAME),
    ],
)
def test_an_address_that_spells_a_name_is_left_out_whole(address: str, name: str) -> None:
    assert address_without(address, pattern_of([name])) == ""
    assert address_without("https://wire.example/7", pattern_of([name])) == "https://wire.example/7"


def record(**more: Any) -> Record:
    """An organisation's report of two incidents, one of them released; a victim of each is named in it."""
    text = f"{NAME} was killed in Tell Marsun. Omar Haddadin was killed in Bir Qandal."
    claim: dict[str, Any] = {"report_id": more.pop("report", "wire-1"), "account_id": "a", "kind": "victim"}
    rows: list[Any] = [
        {**claim, "id": "c1", "incident_id": "out", "value": NAME, "quote": NAME, "start": 0, "end": 12},
        {**claim, "id": "c2", "incident_id": "in", "value": "Omar Haddadin", "quote": "Omar Haddadin"},
        {**claim, "id": "c3", "incident_id": "out", "kind": "killed", "min": 1, "max": 1, "quote": text},
    ]
    report: Any = {
        "id": claim["report_id"], "source_kind": "news", "publisher": "Wire", "url": more.pop("url", "https://wire.example/1"),
    }  # fmt: skip
    incident: Any = {"id": "out", "code": "C-1", "state": "released", **more}
    return Record(
        generated_at="", reports=[report], claims=rows, incidents=[incident, {"id": "in", "state": "suggested"}],
        attributions=[{"incident_id": "out", "actor_id": "a", "actor": "A", "role": "suspected", "why": f"{NAME} said so"}],
        history=[{"incident_id": "out", "at": "2026-01-02T03:04:05Z", "act": "set", "who": "N", "why": NAME, "public": True}],
        texts={claim["report_id"]: text}, salt="s",
    )  # fmt: skip


def everything(shown: Record) -> str:
    return str(shown).casefold()


def test_no_name_stands_in_any_text_that_goes_out() -> None:
    held = record(
        summary_en=f"{NAME} was hit.", summary_ar=NAME, place_name=f"House of {NAME}", place_name_ar=NAME
    )
    told = everything(public(held))
    assert "qasimi" not in told
    assert "was hit." in told


def test_the_people_of_an_incident_that_waits_are_in_no_words_of_the_same_report() -> None:
    held = record()
    free = replace(held, reports=[{**held.reports[0], "released_fields": ["text"]}])
    told = everything(public(free))
    assert "was killed in bir qandal" in told
    assert "haddadin" not in told


@pytest.mark.parametrize("key", ["salma-qasimi-1", "wire/Salma%20Qasimi", "omar_haddadin"])
def test_an_id_or_address_that_spells_a_name_does_not_go_out(key: str) -> None:
    shown = public(record(report=key, url=f"https://wire.example/{key}"))
    assert "qasimi" not in everything(shown)
    assert "haddadin" not in everything(shown)
    (report,) = shown.reports
    assert report["id"].startswith("r")
    assert report["url"] == ""
    assert {c["report_id"] for c in shown.claims} == {report["id"]}
    assert report["publisher"] == "Wire"


def test_other_ids_and_addresses_go_out_as_they_are() -> None:
    (report,) = public(record()).reports
    assert (report["id"], report["url"]) == ("wire-1", "https://wire.example/1")
