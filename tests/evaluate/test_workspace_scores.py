"""`cairn evaluate --workspace`: what stands in a workspace is scored, its answers never read by a stage."""

import json

from conftest import PRIVATE, STRIKE_AR, STRIKE_EN, jsonl, silent

TRUTH = {
    "id": "true-1",
    "date": "2025-05-08",
    "killed_min": 7,
    "killed_max": 9,
    "injured_min": 11,
    "injured_max": 12,
    "lat": 36.0,
    "lon": 36.67,
    "location_precision": "town",
    "place": "Maarrat Misrin",
    "grade": "Fair",
    "belligerents": ["Russian Military"],
}


def answered(ws, tmp_path, what, *more):
    from cairn.shell.acts.add_reports import add_reports
    from cairn.shell.acts.run import run
    from cairn.shell.evaluate.measure import Asked, measure

    rows = [{**row, "incident_ids": ["true-1"]} for row in (STRIKE_EN, STRIKE_AR, PRIVATE)]
    add_reports(ws, "reports.jsonl", jsonl(*rows))
    run(ws, silent, preview=False)
    truth = tmp_path / "truth.jsonl"
    truth.write_text(json.dumps(TRUTH) + "\n", "utf-8")
    return measure(Asked(what, (truth,), workspace=ws.root), silent)[0]["scores"]


def test_joins_of_a_workspace_are_scored(ws, tmp_path):
    ours = next(
        s for s in answered(ws, tmp_path, "incidents") if s["slice"] == "all" and s["method"] == "cairn"
    )
    assert ours["bcubed_f1"] == 1.0
    assert ours["reports"] == 3


def test_readings_of_a_workspace_are_scored(ws, tmp_path):
    scores = answered(ws, tmp_path, "claims")
    ours = next(s for s in scores if (s["kind"], s["slice"], s["method"]) == ("killed", "all", "cairn"))
    assert (ours["found"], ours["in_range"]) == (1.0, 1.0)


def test_dates_of_a_workspace_are_scored(ws, tmp_path):
    ours = next(s for s in answered(ws, tmp_path, "dates") if s["slice"] == "all")
    assert (ours["method"], ours["n"], ours["exact"]) == ("cairn", 3, 1.0)


def test_places_of_a_workspace_are_scored_with_its_baselines(ws, tmp_path):
    scores = answered(ws, tmp_path, "places")
    ours = next(s for s in scores if (s["slice"], s["method"]) == ("all", "cairn"))
    assert (ours["n"], ours["within_20"]) == (3, 1.0)
    assert any(s["method"] == "first name" and s["answered"] for s in scores)


def test_grades_of_a_workspace_are_scored_on_both_groupings(ws, tmp_path):
    scores = answered(ws, tmp_path, "grades")
    both = [s for s in scores if s["slice"] == "all" and s["method"] in ("cairn", "cairn, true grouping")]
    assert [(s["n"], s["accuracy"]) for s in both] == [(1, 1.0), (1, 1.0)]
