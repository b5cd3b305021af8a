"""What a party concedes over links that count: each entry once, its shares where they are allotted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from cairn.publish.allow import public
from cairn.publish.buckets import conceded
from cairn.publish.rows.index import index
from publish.sample import sample
from publish.sample_parties import GUARD, PACT

WHOLE = sample(basis="best")


def test_an_entry_of_several_incidents_is_counted_once() -> None:
    found = conceded(index(WHOLE), PACT)
    assert found.figure == (8, 8)
    assert found.incidents == 4


def test_nobody_killed_is_a_figure_and_silence_is_none() -> None:
    rows = [e for e in WHOLE.official_entries if e["id"] != "many"]
    assert conceded(index(replace(WHOLE, official_entries=rows)), PACT).figure == (0, 0)
    silent = [e | {"killed_min": None, "killed_max": None} for e in rows]
    assert conceded(index(replace(WHOLE, official_entries=cast(Any, silent))), PACT).figure is None


def test_a_share_allotted_to_an_incident_that_is_not_public_is_not_in_the_public_sum() -> None:
    assert conceded(index(public(sample(25, released=10))), PACT).figure == (5, 5)


def test_an_offer_or_an_answer_that_concedes_nothing_adds_nothing() -> None:
    found = conceded(index(WHOLE), GUARD)
    assert (found.incidents, found.figure) == (0, None)


def test_incidents_that_a_machine_alone_linked_are_told_apart() -> None:
    links = [x | {"decision": "auto"} if x["entry_id"] == "e1" else x for x in WHOLE.entry_links]
    assert conceded(index(replace(WHOLE, entry_links=cast(Any, links))), PACT).suggested == 1
    assert conceded(index(WHOLE), PACT).suggested == 0


def test_a_link_to_another_recorders_incident_counts_for_none_of_ours() -> None:
    links = [x | {"incident_id": "marsh-register:7"} for x in WHOLE.entry_links]
    assert conceded(index(replace(WHOLE, entry_links=cast(Any, links))), PACT).incidents == 0
