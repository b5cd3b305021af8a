"""The preview says why each account is in an incident and which nearly are; the public site says neither."""

from __future__ import annotations

from dataclasses import replace

from cairn.publish.allow import public
from cairn.publish.incident.joins import joins
from cairn.publish.rows.index import index
from publish.sample import sample


def with_rows(*rows):
    record = sample()
    incident = record.incidents[0]["id"]
    made = [
        {
            "account_id": f"a{n}",
            "report_id": "",
            "incident_id": incident,
            "version": 1,
            "decided_by": "rule",
            **row,
        }
        for n, row in enumerate(rows)
    ]
    return replace(record, assignments=made), incident


def test_the_surest_comes_first_and_what_is_nearly_in_after_it() -> None:
    record, incident = with_rows(
        {"decision": "queued", "probability": 0.45, "why": "the same village"},
        {"decision": "joined", "probability": 0.7, "why": "the same day"},
        {"decision": "joined", "probability": 0.93, "why": "the same street"},
        {"decision": "rejected", "probability": 0.1, "why": "another day"},
    )
    shown = joins(index(record), incident, "en")
    told = ["the same street", "the same day", "the same village"]
    assert [why in j.reason.lead for j, why in zip(shown, told, strict=True)] == [True, True, True]
    assert [j.label for j in shown] == ["In", "In", "Nearly in"]
    assert shown[0].sure == "93 of 100 sure"


def test_a_persons_word_is_signed() -> None:
    record, incident = with_rows(
        {"decision": "joined", "probability": 1.0, "why": "I know the street", "decided_by": "Noor"}
    )
    assert joins(index(record), incident, "en")[0].by == "Noor"


def test_it_is_told_in_arabic_too() -> None:
    record, incident = with_rows({"decision": "queued", "probability": 0.5, "why": "the same day"})
    assert joins(index(record), incident, "ar")[0].label == "كادت أن تكون"


def test_the_public_record_tells_no_reason_of_a_machine() -> None:
    shown = public(sample())
    assert not any("why" in row for row in shown.assignments)
    assert all(not joins(index(shown), row["id"], "en") for row in shown.incidents)


def test_whose_words_an_account_gives_stands_beside_it() -> None:
    why = "A source of its own: it copies and quotes no other outlet known to us."
    record, incident = with_rows(
        {"decision": "joined", "probability": 0.5, "why": "so", "origin_why": why},
        {"decision": "joined", "probability": 0.4, "why": "so"},
    )
    own, untold = joins(index(record), incident, "ar")
    assert "مصدر قائم بذاته" in own.origin
    assert untold.origin == ""
