"""Out of the database in parts: a large record is asked for a few incidents at a time, and nothing is missed."""

from __future__ import annotations

import pytest

from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.run import run
from cairn.shell.export.sources import Said
from cairn.shell.records import load
from cairn.shell.workspace import Workspace
from conftest import jsonl, report, silent


def test_ids_come_in_their_order_a_few_at_a_time() -> None:
    assert list(load.in_parts("dbeca", 2)) == [["a", "b"], ["c", "d"], ["e"]]
    assert list(load.in_parts([], 2)) == []


def test_joined_accounts_in_parts_are_those_of_one_question(three: Workspace) -> None:
    other = report("late-1", "Russian jets hit a house in Binnish on 8 June 2025, killing 3 civilians.")
    add_reports(three, "other.jsonl", jsonl(other))
    run(three, silent, preview=False)
    whole, parts = load.joined_accounts(), list(load.joined_in_parts(1))
    assert len(parts) == len(whole) > 1
    assert {key: value for part in parts for key, value in part.items()} == whole


def test_claims_asked_for_in_parts_are_all_of_them_in_their_order(
    three: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked() -> tuple[list[dict[str, object]], dict[str, list[str]]]:
        accounts = [a["id"] for a in Said(three).accounts()]
        found = load.claims_by_account(accounts)
        return list(Said(three).claims()), {key: [c.id for c in rows] for key, rows in found.items()}

    at_once = asked()
    assert len(at_once[0]) > 2
    monkeypatch.setattr(load, "FEW", 1)
    monkeypatch.setattr(load.in_parts, "__defaults__", (1,))
    assert asked() == at_once
