"""Names in two scripts are scored both ways, beside what others would answer. All names invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cairn.errors import FileRefused
from cairn.shell.evaluate.names import evaluate_names, measure_names, pairs_of

ROWS = [
    {"incident": "a", "name": "Salim Khalil Rimawi", "name_local": "سليم خليل الريماوي"},
    {"incident": "a", "name": "Huda Barakat", "name_local": "هدى بركات"},
    {"incident": "b", "name": "Wife of Salim Rimawi", "name_local": "زوجة سليم الريماوي"},
    {"incident": "b", "name": "Talal Haddad", "name_local": None},
    {"incident": "b", "name": "سامي حداد", "name_local": "سامي حداد"},
]


def silent(what: str, done: int, total: int) -> None:
    """Nobody watches."""


def test_it_takes_pairs_in_two_scripts_only() -> None:
    assert len(pairs_of(ROWS)) == 3
    assert pairs_of(ROWS, {"a"}) == [
        ("Huda Barakat", "هدى بركات"),
        ("Salim Khalil Rimawi", "سليم خليل الريماوي"),
    ]


def test_it_scores_both_directions_with_baselines_beside() -> None:
    scores = evaluate_names(pairs_of(ROWS), silent)
    assert {s.asked for s in scores} == {"Arabic", "Latin"}
    ours = [s for s in scores if s.method == "cairn"]
    assert [s.recall_at_1 for s in ours] == [1.0, 1.0]
    assert any(s.recall_at_1 < 1.0 for s in scores if s.method == "letters, ratio")


def test_it_leaves_out_what_is_more_than_a_name(tmp_path: Path) -> None:
    truth = tmp_path / "victims.jsonl"
    truth.write_text("\n".join(map(json.dumps, ROWS)), "utf-8")
    told, table = measure_names([truth], None, silent)
    sizes = {s["asked"]: s["names"] for s in told["scores"]}
    assert sizes["Arabic"] == 3
    assert sizes["Arabic, plain names"] == 2
    assert "recall@1" in table


def test_it_scores_the_incidents_held_back_alone(tmp_path: Path) -> None:
    truth, split = tmp_path / "victims.jsonl", tmp_path / "split.json"
    truth.write_text("\n".join(map(json.dumps, ROWS)), "utf-8")
    split.write_text(json.dumps({"a": "held", "b": "dev"}))
    told, _ = measure_names([truth], split, silent)
    assert {s["names"] for s in told["scores"]} == {2}


def test_it_refuses_rows_without_a_pair(tmp_path: Path) -> None:
    truth = tmp_path / "victims.jsonl"
    truth.write_text(json.dumps(ROWS[3]), "utf-8")
    with pytest.raises(FileRefused, match="both scripts"):
        measure_names([truth], None, silent)
