"""A party's statements are scored against what was coded of them. Everything here is invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cairn.errors import FileRefused
from cairn.shell.evaluate.official import measure_official


def row(incident: str, verdict: str, text: str, **more: Any) -> dict[str, Any]:
    return {
        "incident": incident,
        "belligerent": "pact",
        "verdict": verdict,
        "statements": [{"date": "20310804", "text": text}],
        **more,
    }


ROWS = [
    row("a", "credible", "May 2, 2031, near Ard Samha. Four civilians were unintentionally killed.",
        killed_conceded=[4, 4]),
    row("b", "non_credible", "No strikes were conducted there.", reasons_non_credible=["no_coalition_strikes"]),
    row("c", "open_incident", "No strikes were conducted there either."),
    {"id": "a", "date": "2031-05-03", "place_en": "Ard Samha", "killed": [5, 3], "attributions": [{"belligerent": "pact"}]},
    {"id": "z", "date": "2031-05-02", "place_en": "Qasr Numan"},
]  # fmt: skip


def silent(what: str, done: int, total: int) -> None:
    """Nobody watches."""


def scores(tmp_path: Path, split: dict[str, str] | None = None) -> dict[str, dict[str, Any]]:
    truth = tmp_path / "official.jsonl"
    truth.write_text("\n".join(map(json.dumps, ROWS)), "utf-8")
    kept = tmp_path / "split.json"
    kept.write_text(json.dumps(split or {}), "utf-8")
    told, _ = measure_official([truth], kept if split else None, silent)
    return {score["asked"]: score for score in told["scores"]}


def test_it_scores_what_was_coded_beside_a_baseline(tmp_path: Path) -> None:
    found = scores(tmp_path)
    assert found["outcome"]["n"] == 3
    assert found["outcome"]["right"] == pytest.approx(2 / 3)
    assert found["outcome"]["baseline_right"] == pytest.approx(1 / 3)
    assert (found["reason"]["n"], found["reason"]["right"]) == (1, 1.0)
    assert (found["killed, conceded"]["right"], found["killed, conceded"]["baseline_right"]) == (1.0, 1.0)
    assert (found["day within one"]["n"], found["day within one"]["right"]) == (1, 1.0)


def test_it_looks_for_each_statements_incident_with_file_numbers_and_squares_cut_out(tmp_path: Path) -> None:
    truth = tmp_path / "official.jsonl"
    given_away = "May 2, 2031, near Ard Samha. No strikes were conducted. 3146/QQ15 37SFV040116"
    rows = [row("a", "non_credible", given_away), *ROWS[3:]]
    truth.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    told, table = measure_official([truth], None, silent)
    dated, undated = told["links"]
    assert (dated["n"], dated["first"], dated["taken"], dated["taken_right"]) == (1, 1.0, 1.0, 1.0)
    assert dated["by_day"] == 0.0
    assert (undated["n"], undated["taken_right"]) == (0, None)
    assert (dated["oracle_first"], dated["candidates"]) == (1.0, 1)
    assert "oracle of day and area" in table


def test_it_scores_the_incidents_held_back_alone(tmp_path: Path) -> None:
    found = scores(tmp_path, {"a": "dev", "b": "held", "c": "dev"})
    assert found["outcome"]["n"] == 1
    assert "killed, conceded" not in found


def test_it_refuses_rows_without_a_statement(tmp_path: Path) -> None:
    truth = tmp_path / "official.jsonl"
    truth.write_text(json.dumps(ROWS[3]), "utf-8")
    with pytest.raises(FileRefused, match="no row has a statement"):
        measure_official([truth], None, silent)


def test_rows_without_words_or_verdict_are_left_out(tmp_path: Path) -> None:
    truth = tmp_path / "official.jsonl"
    blank, unsure = row("d", "credible", " "), row("e", "", "No strikes were conducted.")
    number = row("f", "non_credible", "3146/QQ15")
    truth.write_text("\n".join(map(json.dumps, [*ROWS, blank, unsure, number])), "utf-8")
    told, _ = measure_official([truth], None, silent)
    assert next(s["n"] for s in told["scores"] if s["asked"] == "outcome") == 4
