"""Scoring origins on labelled pairs, with figures that can be worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cairn.errors import FileRefused
from cairn.shell.evaluate.origins import measure_origins

LONG = (
    "Three people were killed and nine wounded when a shell struck the cattle market of Marsun on Friday morning; "
    "stalls burned until noon, and the herdsmen carried the wounded on doors to the clinic across the river."
)
REPORTS = [
    {"id": "a", "text": LONG, "publisher": "Valley Desk", "published": "2031-05-04"},
    {"id": "b", "text": f"{LONG} More soon.", "publisher": "Hill Paper", "published": "2031-05-05"},
    {"id": "c", "text": "Three killed in Marsun market, the White Helmets said", "publisher": "River Radio"},
    {"id": "d", "text": "White Helmets: three killed in Marsun market", "publisher": "Lake Radio"},
    {"id": "e", "text": "Shelling of Marsun market kills three", "publisher": "Field News"},
]
PAIRS = [
    {"a": "a", "b": "b", "label": "same", "kind": "copy", "side": "held"},
    {"a": "c", "b": "d", "label": "same", "kind": "quote", "side": "held"},
    {"a": "c", "b": "e", "label": "independent", "kind": "none", "side": "held"},
    {"a": "a", "b": "e", "label": "independent", "kind": "none", "side": "dev"},
    {"a": "a", "b": "gone", "label": "independent", "kind": "none", "side": "held"},
]


def files(folder: Path) -> tuple[Path, Path]:
    truth, texts = folder / "pairs.jsonl", folder / "reports.jsonl"
    truth.write_text("\n".join(map(json.dumps, PAIRS)), "utf-8")
    texts.write_text("\n".join(json.dumps({**r, "incident_ids": ["i1"]}) for r in REPORTS), "utf-8")
    return truth, texts


def test_copies_and_quotes_are_scored_beside_baselines(tmp_path: Path) -> None:
    truth, texts = files(tmp_path)
    found, table = measure_origins([truth], [texts], "score", lambda *_: None)
    rows = {(r["slice"], r["method"]): r for r in found["scores"]}
    ours = rows["copies, reposts and quotes", "cairn"]
    assert (ours["same"], ours["found"], ours["precision"], ours["recall"]) == (2, 2, 1.0, 1.0)
    assert rows["quotes", "near copies alone"]["recall"] == 0.0
    assert rows["all", "every link its own"]["precision"] is None
    assert found["short_independent"] == [1, 0]
    assert found["left_out"] == 1
    assert "newsflashes" in table


def test_pairs_without_texts_are_refused(tmp_path: Path) -> None:
    truth, texts = files(tmp_path)
    with pytest.raises(FileRefused, match="evaluate-no-texts"):
        measure_origins([texts], [truth], "score", lambda *_: None)
