"""The stages under test never see an answer: planted ones are looked for in all that reaches them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cairn.errors import FileRefused
from cairn.places.gazetteer import shipped
from cairn.shell.evaluate import blind, measure
from cairn.shell.evaluate.blind import blind_gazetteer, hidden, read_blind
from conftest import silent
from evaluate.made import incident, report

CANARY = "canary-7319"
TEXT = "An air strike by Russian jets on Idlib on 4 May 2031 killed 7 civilians."


def marked() -> dict[str, Any]:
    """A report with an answer under every name one could come by."""
    answers = ("conflict", "published_from", "grade", "strike_status", "place", "lat", "date", "Incident_IDs")
    return {**report("r1", CANARY, text=TEXT), **dict.fromkeys(answers, CANARY)}


def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Everything that is handed to the reader and to the joiner from now on."""
    seen: list[Any] = []
    for name in ("read", "match"):
        stage = getattr(blind, name)
        monkeypatch.setattr(blind, name, lambda *a, stage=stage: (seen.append(a[0]), stage(*a))[1])
    return seen


@pytest.mark.parametrize("what", measure.WHAT)
def test_no_answer_reaches_a_stage(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = told(monkeypatch)
    row = incident(CANARY, grade="Fair", belligerents=[CANARY], killed_min=7, killed_max=7, place=CANARY)
    (tmp_path / "truth.jsonl").write_text(json.dumps(row), "utf-8")
    (tmp_path / "reports.jsonl").write_text(json.dumps(marked()), "utf-8")
    asked = measure.Asked(what, (tmp_path / "truth.jsonl",), tmp_path / "reports.jsonl")
    scores = measure.measure(asked, silent)[0]["scores"]
    assert any(s["method"] == "cairn" and s.get("n", s.get("reports")) for s in scores)
    assert seen, "the stages were asked"
    assert CANARY not in repr(seen)


def test_the_watch_would_see_a_leak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blind, "hidden", dict)
    seen = told(monkeypatch)
    list(read_blind([marked()], shipped(), silent))
    assert CANARY in repr(seen)


def test_columns_that_are_read_go_on_whatever_their_case() -> None:
    assert hidden({"ID": "r1", "text": "t", "Published": "2031", "killed_min": 3, "Conflict": "c"}) == {
        "ID": "r1",
        "text": "t",
        "Published": "2031",
    }


def test_a_place_that_is_a_scored_incident_itself_stays_out() -> None:
    spots = [
        {"id": "aw-1", "code": "X1", "place_en": "Qarnuba Heights", "lat": 36.0, "lon": 37.0},
        {"id": "aw-2", "code": "X2", "place_en": "Tell Mirwad", "lat": 36.1, "lon": 37.1},
    ]
    data = "\n".join(json.dumps(s) for s in spots).encode()
    gazetteer, left_out = blind_gazetteer([("register.jsonl", data)], {"aw-1"})
    assert left_out == 1
    assert not gazetteer.candidates("Qarnuba Heights")
    assert gazetteer.candidates("Tell Mirwad")
    assert blind_gazetteer([("register.jsonl", data)], {"X2"})[1] == 1


@pytest.mark.parametrize("what", ["incidents", "grades"])
def test_narratives_cannot_be_joined(what: str, tmp_path: Path) -> None:
    (tmp_path / "truth.jsonl").write_text(json.dumps(incident("i1", narrative=TEXT)), "utf-8")
    with pytest.raises(FileRefused) as refused:
        measure.measure(measure.Asked(what, (tmp_path / "truth.jsonl",), narratives=True), silent)
    assert refused.value.code == "evaluate-narratives"


@pytest.mark.parametrize("what", ["places", "dates"])
def test_narratives_have_a_place_and_a_date(what: str, tmp_path: Path) -> None:
    row = incident("i1", narrative=TEXT, lat=35.93, lon=36.63, location_precision="city")
    (tmp_path / "truth.jsonl").write_text(json.dumps(row), "utf-8")
    scores, table = measure.measure(measure.Asked(what, (tmp_path / "truth.jsonl",), narratives=True), silent)
    assert scores["scores"][0]["within_1" if what == "dates" else "within_5"] == 1.0
    assert "cairn" in table
