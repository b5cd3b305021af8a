"""Scoring grades: a perfect rule, the two groupings, grades per actor as one, baselines that read nothing."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.archive import sha256_hex
from cairn.assess.model import Suggestion
from cairn.assess.precedents import as_one
from cairn.extract.model import Account, Claim, Extraction, Reading
from cairn.flow import Read
from cairn.shell.evaluate.blind import joins, predicted_incidents
from cairn.shell.evaluate.grade_guesses import OWN, TRUE, coded, joined_by_us, told_by
from cairn.shell.evaluate.grades import GradeScore, Ours, evaluate_grades
from cairn.shell.evaluate.pairs import single_reports, with_reads
from cairn.shell.evaluate.scored import Scored
from cairn.sources.report import Report
from cairn.values import Range
from cairn.vocab.closed import Grade, Kind, Role, SourceKind, StrikeStatus
from conftest import silent
from evaluate.made import incident, on, report

TRUTH = [
    incident("i1", grade="Fair", belligerents=["Egyptian army"], strike_status="Likely strike"),
    incident("i2", grade="Weak", belligerents=["Pakistani military"], date="2031-09-01"),
]
ROWS = [
    report("r1", "i1", text="Egyptian jets killed five in Zahrin."),
    report("r2", "i1", text="Five dead in Zahrin, Egyptian planes, says another."),
    report("r3", "i2", text="A Pakistani shell killed one in Tell Qalam.", published="2031-09-01"),
]
SAID = {"r1": ("egypt", 5), "r2": ("egypt", 5), "r3": ("pakistan", 1)}


def read(row: dict[str, Any]) -> Read:
    """A reading that holds what the text says: somebody struck and so many died."""
    actor, dead = SAID[row["id"]]
    claims = (
        Claim(Kind.KILLED, 0, 3, min=dead, max=dead, confidence=0.9),
        Claim(Kind.ACTOR, 4, 9, value=actor, confidence=0.9),
    )
    reading = Reading(
        killed=Range.exactly(dead),
        date=on(2031, 5 if actor == "egypt" else 9, 4),
        belligerents=(actor,),
        harm=True,
    )
    made = Report(
        row["id"], row["text"], publisher=f"Wire {row['id']} (invented)", source_kind=SourceKind.NEWS
    )
    account = Account(1, True, 0, len(row["text"]), claims, reading)
    return Read(made, sha256_hex(row["text"].encode()), Extraction("en", (account,)))


def scored(truth: Any = TRUTH, predicted: dict[str, str] | None = None, **more: Any) -> Scored[GradeScore]:
    reads = {row["id"]: read(row) for row in ROWS}
    incidents = {t["id"]: t for t in truth}
    pairs = with_reads(single_reports(ROWS, incidents)[0], reads)
    ours = predicted if predicted is not None else {"r1": "A", "r2": "A", "r3": "B"}
    joined = joined_by_us(reads, [(f"{r}#1", i, f"origin:{r}") for r, i in ours.items()])
    return evaluate_grades(pairs, Ours(ours, joined), truth, busy={}, **more)


def test_readings_that_hold_what_is_coded_score_one_on_both_groupings() -> None:
    scores = scored()
    for method in (OWN, TRUE):
        best = scores.of(method=method)
        assert (best.n, best.answered, best.accuracy, best.macro_f1, best.kappa) == (2, 1.0, 1.0, 1.0, 1.0)


def test_a_wrong_grouping_costs_our_own_score_and_not_that_of_the_true_one() -> None:
    apart = scored(predicted={"r1": "A", "r2": "C", "r3": "B"})
    assert apart.of(method=OWN).accuracy == 0.5
    assert apart.of(method=TRUE).accuracy == 1.0


def test_an_incident_we_joined_nothing_to_has_no_grade() -> None:
    ours = scored(predicted={"r1": "A", "r2": "A"}).of()
    assert (ours.answered, ours.accuracy, ours.found_accuracy) == (0.5, 0.5, 1.0)


def test_the_strike_status_changes_no_answer() -> None:
    lying = [{**row, "strike_status": "Contested strike"} for row in TRUTH]
    assert scored(lying).as_json() == scored().as_json()
    assert "strike_status" not in {f for row in TRUTH for f in coded(row).__dataclass_fields__}


def test_the_coded_grade_reaches_no_suggestion() -> None:
    turned = [{**TRUTH[0], "grade": "Weak"}, {**TRUTH[1], "grade": "Fair"}]
    assert scored(turned).of().accuracy == 0.0
    assert scored(turned).of(method=TRUE).accuracy == 0.0


def test_the_usual_is_learned_from_other_incidents_where_there_are_any() -> None:
    others = [incident(f"o{n}", grade="Contested", belligerents=["Israeli Military"]) for n in range(3)]
    assert scored(others=others).of(method="always the usual").accuracy == 0.0
    assert not any("learned" in n for n in scored(others=others).notes)
    alone = scored()
    assert alone.of(method="always the usual").accuracy == 0.5
    assert any("learned" in n for n in alone.notes)


def test_the_number_of_sources_says_fair_from_two_on() -> None:
    assert scored().of(method="by number of sources").accuracy == 1.0


def test_the_same_seed_draws_the_same_grades() -> None:
    assert scored(seed=3).of(method="random by prior") == scored(seed=3).of(method="random by prior")


def test_grades_per_actor_become_one() -> None:
    assert as_one([Grade.WEAK, Grade.CONTESTED, Grade.CONFIRMED]) is Grade.CONTESTED
    assert as_one([Grade.WEAK, Grade.CONFIRMED, None]) is Grade.CONFIRMED
    assert as_one([None]) is None
    rows = [Suggestion("egypt", Role.SUSPECTED, Grade.WEAK, StrikeStatus.UNKNOWN, ())]
    rows += [Suggestion("unknown", Role.SUSPECTED, None, StrikeStatus.UNKNOWN, ())]
    assert (told_by(rows).grade, told_by(rows).actors) == ("weak", frozenset({"egypt"}))


def test_ungraded_incidents_and_grades_that_are_none_are_left_out() -> None:
    assert coded(incident("x", grade=None)) is None
    assert coded(incident("x", grade="Contested, Discounted")) is None
    with pytest.raises(ValueError, match="graded"):
        scored([incident("i1", grade=None)])


def test_actors_are_scored_by_name_and_by_incident() -> None:
    actors = scored().more["actors"]
    ours = next(a for a in actors if (a["slice"], a["method"]) == ("all", OWN))
    assert (ours["n"], ours["precision"], ours["recall"], ours["f1_per_incident"], ours["exact"]) == (
        2,
        1,
        1,
        1,
        1,
    )
    wrong = [{**TRUTH[0], "belligerents": ["Pakistani military", "Egyptian army"]}, TRUTH[1]]
    half = next(a for a in scored(wrong).more["actors"] if (a["slice"], a["method"]) == ("all", OWN))
    assert (half["precision"], half["exact"]) == (1.0, 0.5)
    assert half["recall"] == pytest.approx(2 / 3)


def test_the_notes_say_how_a_grade_per_actor_and_one_per_incident_stand_side_by_side() -> None:
    table = scored().table()
    assert "per incident, ours per actor" in table
    assert "truth \\ guess" in table


def test_the_real_joiner_puts_the_two_reports_of_one_strike_together() -> None:
    reads = [read(row) for row in ROWS]
    matched = joins(reads, silent)
    predicted = predicted_incidents(reads, silent, matched)
    assert predicted["r1"] == predicted["r2"] != predicted["r3"]
