"""Origins on pairs of reports read by hand, those kept for scoring, do not fall below what they reached.

The texts are no part of the project: this test skips where they are absent.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cairn.shell.evaluate.origins import measure_origins
from conftest import silent

PAIRS = Path(__file__).parent / "origins.jsonl"
pytestmark = pytest.mark.data


def test_origins_are_found_as_often_as_they_were(shared_data_once: Path) -> None:
    found, _ = measure_origins([PAIRS], [shared_data_once / "reports/reports.jsonl"], "score", silent)
    ours = {row["slice"]: row for row in found["scores"] if row["method"] == "cairn"}
    assert ours["copies"]["recall"] >= 0.95
    assert ours["quotes"]["recall"] >= 0.65
    assert ours["one owner"]["recall"] >= 0.9
    assert ours["all"]["precision"] >= 0.93
    assert found["short_independent"][1] == 0
    assert found["short_copies"][1] == 0
