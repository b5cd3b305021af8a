"""The sum of a scope that leaves nothing out is the record's own sum, field by field, in preview and public record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cairn.publish.allow import public
from cairn.publish.parts.scope import Scope, Sums
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from cairn.shell.acts.act import recorded
from cairn.shell.acts.add_actors import add_actors
from cairn.shell.acts.release import release
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.export.record import site_record
from cairn.shell.records.models import CoverageRow
from cairn.shell.workspace import Workspace
from shell.desk import NOOR, SAM, with_far

PARTS = (
    b"subject,relation,object,asserted_by,source\n"
    b"russia,part_of,sdf,Invented Monitor,https://example.org/a\n"
    b"usa,part_of,sdf,Invented Monitor,https://example.org/b\n"
)


@pytest.fixture
def grouped(three: Workspace) -> Workspace:
    """One incident of two parties is released and one waits; one of the parties counts for a third, which is graded too."""
    with_far(three)
    add_actors(three, "parts.csv", PARTS)
    grades = {"russia": "fair", "sdf": "contested"}
    set_assessment(Decision("wire-1", NOOR, "origins", {"killed_min": 7, "killed_max": 9}, grades=grades))
    release("wire-1", who=SAM, why="checked")
    with recorded("coverage") as act:
        days = {"from_day": date(2025, 5, 1), "to_day": date(2025, 5, 31)}
        CoverageRow(actor="russia", country="SY", **days, level="full", act=act).save()
    return three


@pytest.mark.parametrize("basis", ["best", "released"])
def test_everything_by_party_is_the_records_own_sum(grouped: Workspace, basis: str) -> None:
    record = site_record(grouped, basis=basis)
    same(public(record) if basis == "released" else record)


def same(record: Record) -> None:
    """Every sum of the record is made again, word for word."""
    made = Sums(index(record))
    assert record.tallies
    for own in record.tallies:
        rows = made.of(Scope(actor=own["actor_id"]))
        (again,) = [row for row in rows if row["bucket"] == own["bucket"]]
        told: Any = dict(own)
        assert {key: told[key] for key in again} == dict(again)


def test_a_party_counts_what_its_parts_did_in_a_scope_too(grouped: Workspace) -> None:
    found = index(public(site_record(grouped, basis="released")))
    here = Scope("sdf", first=date(2025, 5, 1), last=date(2025, 5, 31))
    sums: dict[str, Any] = {row["bucket"]: row for row in Sums(found).of(here)}
    assert sums["likely"]["incidents"] == sums["contested"]["incidents"] == 1
    assert "russia" in {m["actor"] for m in sums["likely"]["definition"]["members"]}
