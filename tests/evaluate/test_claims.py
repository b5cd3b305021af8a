from __future__ import annotations

from typing import Any

import pytest

from cairn.extract.model import Reading
from cairn.shell.evaluate.claims import Item, evaluate_claims
from cairn.values import Range


def incident(
    id: str, day: int, killed: tuple[int, int] | None, injured: tuple[int, int] | None, text: str | None
) -> dict[str, Any]:
    ends = {"killed": killed or (None, None), "injured": injured or (None, None)}
    counts = {f"{kind}_{end}": pair[k] for kind, pair in ends.items() for k, end in enumerate(("min", "max"))}
    return {"id": id, "date": f"2031-05-{day:02}", "narrative": text, **counts}


TRUTH = [
    incident("i1", 1, (3, 4), None, "Three people were killed in the valley, later four killed."),
    incident("i2", 1, (1, 1), (2, 2), "A shepherd died and 2 were wounded."),
    incident("i3", 2, None, (5, 3), None),
]
REPORTS: list[dict[str, Any]] = [
    {
        "id": "r1",
        "incident_ids": ["i1"],
        "text": "مقتل 4 مدنيين",
        "language": "ar",
        "published": "2031-05-01",
    },
    {"id": "r2", "incident_ids": ["i2"], "text": "One killed.", "language": "en", "published": None},
    {"id": "r3", "incident_ids": ["i1", "i2"], "text": "Two raids.", "language": "en", "published": None},
    {"id": "r4", "incident_ids": [], "text": "Nothing.", "language": "en", "published": None},
]


def perfect(item: Item) -> Reading:
    figures = {"i1": Range(3, 4), "i2": Range.exactly(1), "r1": Range.exactly(4), "r2": Range.exactly(1)}
    return Reading(killed=figures[item.id])


def test_a_perfect_reader_of_narratives_scores_one_and_the_baselines_stand_beside_it() -> None:
    scores = evaluate_claims(TRUTH, perfect)
    assert scores.of("killed").both_exact == 1.0
    assert scores.of("killed").n == 2
    assert scores.of("killed", method="first number").min_exact == 0.5
    assert scores.of("killed", method="every number").both_exact == 0.5
    assert scores.of("killed", method="always one").min_exact == 0.5


def test_an_unread_count_is_not_found() -> None:
    assert evaluate_claims(TRUTH, perfect).of("injured").found == 0.0


def test_silence_where_no_figure_is_known_is_scored_beside_the_baselines() -> None:
    scores = evaluate_claims(TRUTH, perfect)
    assert (scores.silence("injured").n, scores.silence("injured").share) == (1, 1.0)
    assert scores.silence("injured", "always one").share == 0.0
    assert "left without a figure" in scores.table()
    assert next(r["silent"] for r in scores.as_json() if r["slice"] == "no figure known") == 1.0
    with pytest.raises(KeyError):
        scores.silence("killed")


def test_a_report_of_an_incident_without_a_figure_is_asked_for_no_silence() -> None:
    assert evaluate_claims(TRUTH, perfect, reports=REPORTS).silences == ()


def test_reports_are_scored_against_the_range_of_their_one_incident() -> None:
    scores = evaluate_claims(TRUTH, perfect, reports=REPORTS)
    assert scores.of("killed").in_range == 1.0
    assert scores.left_out == 2
    assert scores.of("killed", method="first number").in_range == 1.0


def test_scores_come_by_language_count_day_and_date() -> None:
    scores = evaluate_claims(TRUTH, perfect, reports=REPORTS)
    for part in ("language ar", "language en", "count 1", "count 2-3", "date dated", "date undated"):
        assert scores.of("killed", part).n == 1


@pytest.mark.parametrize("split", [{"i1": "dev", "i2": "held"}, ["i2"]])
def test_only_the_asked_side_of_a_split_is_scored(split: Any) -> None:
    assert evaluate_claims(TRUTH, perfect, split=split, side="held").of("killed").n == 1


def test_a_reader_that_gives_nothing_is_scored_as_silent() -> None:
    assert evaluate_claims(TRUTH, lambda _: None).of("killed").found == 0.0


def test_nothing_to_score_is_refused() -> None:
    with pytest.raises(ValueError, match="no text"):
        evaluate_claims(TRUTH, perfect, split=["elsewhere"])


def test_the_table_names_methods_and_what_was_left_out() -> None:
    table = evaluate_claims(TRUTH, perfect, reports=REPORTS).table()
    assert "always one" in table
    assert table.endswith("left out: 2")
    assert len(table) < len(evaluate_claims(TRUTH, perfect, reports=REPORTS).table(full=True))


def test_the_rows_for_machines_carry_every_share() -> None:
    row = evaluate_claims(TRUTH, perfect).as_json()[0]
    assert {"kind", "slice", "method", "n", "found", "min_exact", "low", "high"} <= row.keys()
