"""What is read of texts labelled by hand, on the half kept for scoring, does not fall below its pinned floors.

The texts are no part of the project: these tests skip where they are absent.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cairn.places.gazetteer import shipped
from cairn.shell.evaluate.gold import GoldText, gold_texts
from cairn.shell.evaluate.gold_measure import ReadingScores, evaluate_readings
from conftest import silent

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text("utf-8"))["readings"]
pytestmark = pytest.mark.data


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


LABELS = rows(HERE / "labels.jsonl")
SECOND = rows(HERE / "second.jsonl")


@pytest.fixture(scope="module")
def sources(shared_data_once: Path) -> list[dict]:
    return [
        row for name in ("reports", "incidents") for row in rows(shared_data_once / f"reports/{name}.jsonl")
    ]


@pytest.fixture(scope="module")
def labelled(sources: list[dict]) -> list[GoldText]:
    texts, left_out = gold_texts(LABELS, sources)
    assert left_out == 0
    return texts


@pytest.fixture(scope="module")
def scores(labelled: list[GoldText], sources: list[dict]) -> ReadingScores:
    second, _ = gold_texts(SECOND, sources)
    kept = [t for t in labelled if t.side == "score"]
    return evaluate_readings(kept, shipped(), silent, second=second)


@pytest.mark.parametrize("name", FLOORS)
def test_a_score_stays_above_its_floor(scores: ReadingScores, name: str):
    part, what = name.split(": ")
    score = scores.of(part)
    value = {
        "precision": score.claims.precision,
        "recall": score.claims.recall,
        "status F1": score.status_f1,
        "day within one": score.date_within_1,
        "accounts F1": score.accounts.f1 if score.accounts else None,
        "attackers F1": score.attackers.f1 if score.attackers else None,
        "auto share": score.auto_share,
        "auto right": score.auto_right_low,
        "auto share, main accounts": score.auto_share_main,
        "auto right, main accounts": score.auto_right_main,
        "calibration error, at most": score.calibration and -score.calibration,
        "calibration error, main accounts, at most": score.calibration_main and -score.calibration_main,
    }[what]
    floor = FLOORS[name]
    assert value is not None
    assert value >= (-floor if what.endswith("at most") else floor)


@pytest.mark.parametrize("part", ["all", "ar", "en", "narrative", "digests"])
def test_ours_is_above_the_first_number_everywhere(scores: ReadingScores, part: str):
    assert scores.of(part).claims.f1 > scores.of(part, "first number").claims.f1


def test_two_readers_agree_more_than_any_machine_is_asked_to(scores: ReadingScores):
    assert scores.of("labelled twice", "second reader").claims.f1 >= FLOORS["ar: precision"]


def test_no_incident_is_on_both_sides_of_the_split(sources: list[dict]):
    incidents = {r["id"]: r.get("incident_ids") or [r["id"]] for r in sources}
    sides: dict[str, set[str]] = {}
    for label in LABELS:
        for incident in incidents[label["id"]]:
            sides.setdefault(incident, set()).add("score" if label["side"] == "score" else "seen")
    assert all(len(found) == 1 for found in sides.values())


def test_the_labels_hold_offsets_and_values_and_no_words():
    """The longest text in a label is an id or a hash: nothing of what a text says is kept here."""
    words = [v for label in LABELS for v in _texts(label)]
    assert max(map(len, words)) <= 64
    assert not any("\u0590" <= c <= "\u06ff" or " " in w for w in words for c in w)


def test_there_are_as_many_labels_as_the_method_says():
    arabic = [row for row in LABELS if row["set"] == "ar"]
    english = [row for row in LABELS if row["set"] == "en"]
    scored = [row for row in arabic + english if row["side"] == "score"]
    without = [row for row in scored if not any(_figures(a) for a in row["accounts"])]
    assert len(arabic) >= 300
    assert len(english) >= 200
    assert sum(row["set"] == "narrative" for row in LABELS) >= 100
    assert sum(len(row["accounts"]) > 1 for row in LABELS) >= 40
    assert len(without) >= len(scored) / 3
    assert len(SECOND) == 60


def _figures(account: dict) -> list[dict]:
    harm = ("killed", "injured", "died_of_wounds")
    return [c for c in account["claims"] if c["kind"] in harm and (c["min"] or c["max"])]


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [word for inner in value.values() for word in _texts(inner)]
    if isinstance(value, list):
        return [word for inner in value for word in _texts(inner)]
    return [value] if isinstance(value, str) else []
