"""Noise mixed in, the probability of joins, and the baseline of words: figures worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.match.model import Assignment
from cairn.shell.evaluate.average_link import average_link
from cairn.shell.evaluate.likeness_baseline import by_likeness
from cairn.shell.evaluate.noise import drawn, false_joins
from cairn.shell.evaluate.promises import promises
from cairn.vocab.closed import AssignmentDecision

SCORED = [{"id": f"s{n}", "incident_ids": ["held"]} for n in range(3)]
OTHERS = [{"id": f"n{n}", "incident_ids": [f"other {n}"]} for n in range(5)]


def test_noise_is_never_of_a_scored_incident_and_the_same_by_seed() -> None:
    both = {"id": "both", "incident_ids": ["held", "other 1"]}
    nothing = {"id": "nothing", "incident_ids": []}
    found = drawn([*SCORED, *OTHERS, both, nothing], {"held"}, 3)
    assert {row["id"] for row in found} < {row["id"] for row in OTHERS}
    assert found == drawn([*reversed(OTHERS), *SCORED], {"held"}, 3)
    assert len(drawn(OTHERS, {"held"}, 50)) == len(OTHERS)


def test_noise_in_a_group_of_a_scored_incident_is_falsely_joined() -> None:
    predicted = {"s0": "x", "s1": "x", "n0": "x", "n1": "y", "s2": "y", "n2": "z"}
    found = false_joins(predicted, SCORED, OTHERS[:4])
    assert (found.reports, found.joined_falsely, found.share) == (4, 1, 0.25)
    assert "25.0%" in found.told()


def test_noise_of_another_time_is_counted_apart() -> None:
    days = {
        "held": date(2031, 5, 4),
        "other 0": date(2031, 5, 9),
        "other 1": date(2031, 6, 9),
        "other 2": None,
    }
    found = false_joins({"s0": "x", "s1": "x", "s2": "x", "n0": "x", "n1": "x"}, SCORED, OTHERS[:3], days)
    assert (found.joined_falsely, found.apart, found.apart_joined_falsely) == (2, 1, 1)


def test_no_noise_is_no_share() -> None:
    assert false_joins({}, SCORED, []).share == 0.0


def assigned(account: str, incident: str, p: float, *, joined: bool = True) -> Assignment:
    decision = AssignmentDecision.JOINED if joined else AssignmentDecision.QUEUED
    return Assignment(account, incident, p, decision, "because")


REPORT_OF = {f"{r}#1": r for r in "abcd"}


def test_a_promise_is_kept_where_most_of_the_others_are_of_the_same_incident() -> None:
    answers = {"a": ["i"], "b": ["i"], "c": ["j"], "d": ["j"]}
    rows = [assigned("a#1", "x", 0.9), assigned("b#1", "x", 0.9), assigned("c#1", "y", 1.0)]
    rows.append(assigned("d#1", "y", 0.2, joined=False))
    found = promises(rows, REPORT_OF, answers)
    assert found is not None
    assert (found.joined, found.offered) == (2, 1)
    assert found.joined_error == pytest.approx(0.1)
    assert found.both_error == pytest.approx((2 * 0.1 + 0.8) / 3)


def test_a_persons_join_promises_nothing() -> None:
    rows = [Assignment(a, "x", 1.0, AssignmentDecision.JOINED, "", "person") for a in ("a#1", "b#1")]
    assert promises(rows, REPORT_OF, {"a": ["i"], "b": ["i"]}) is None


def test_average_link_stops_at_the_cut_and_keeps_far_days_apart() -> None:
    likely = {(0, 1): 0.9, (1, 2): 0.5, (0, 2): 0.1}
    assert average_link([None] * 3, likely, 0.31) == [[0, 1], [2]]
    assert average_link([None] * 3, likely, 0.3) == [[0, 1, 2]]
    assert average_link([(0, 0), (90, 90), None], likely, 0.3) == [[0], [1, 2]]


def test_the_baseline_of_words_joins_like_texts_of_near_days() -> None:
    told = "kites rose above Upland harbour while painters mended yellow boats"
    rows = [
        {"id": "a", "text": told, "published": "2031-05-04"},
        {"id": "b", "text": told + " again", "published": "2031-05-05"},
        {"id": "c", "text": told, "published": "2031-06-05"},
        {"id": "d", "text": "", "published": None},
    ]
    found = by_likeness(rows, 0.5)
    assert found["a"] == found["b"]
    assert len({found["a"], found["c"], found["d"]}) == 3
