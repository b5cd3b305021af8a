"""Suspected duplicates on the desk sheet: answered there, silent afterwards; and the queue by what hangs on it."""

import pytest

from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.run import run
from cairn.shell.export.waiting import Desk as Waiting
from cairn.shell.export.waiting import duplicate_rows, waiting, waiting_rows
from cairn.shell.records import find
from cairn.shell.records.models import Judgement
from conftest import jsonl, report, silent
from shell.desk import NOOR, Desk, code, only_rejection

TWICE = [
    report("mill-1", "Shelling killed 5 civilians in Kafr Nabl on 3 March 2021.", published="2021-03-03T10:00:00Z"),
    report("mill-2", "Five civilians died on 4 March 2021 when a drone hit a car in Binnish, a teacher said.",
           publisher="Far Wire (invented)", published="2021-03-04T12:00:00Z"),
]  # fmt: skip
SIGNED = {"decided_by": NOOR, "why": "one shell, told a day apart"}


@pytest.fixture
def desk(three, monkeypatch):
    """Two incidents that the finder holds for one, whatever it makes of the rest."""
    add_reports(three, "twice.jsonl", jsonl(*TWICE))
    run(three, silent, preview=False)
    assert find.incident("mill-1").id != find.incident("mill-2").id
    monkeypatch.setattr("cairn.shell.export.waiting.LEAST", 0.0)
    return three


def pairs(ws):
    return {frozenset((row["first"], row["second"])) for row in duplicate_rows(ws)}


def mills():
    return frozenset((code("mill-1"), code("mill-2")))


def of_mills(sheet):
    return next(r for r in sheet.rows("duplicates") if frozenset((r["incident"], r["other"])) == mills())


def answered(ws, answer, **signed):
    sheet = Desk(ws)
    row = of_mills(sheet)
    wanted = {"incident": row["incident"], "other": row["other"]}
    return sheet.fill("duplicates", wanted, answer=answer, **(signed or SIGNED)).add(), row


def test_a_suspicion_stands_on_the_sheet_with_both_incidents_and_its_reasons(desk):
    row = of_mills(Desk(desk))
    assert row["why_machine"]
    assert {row["date"], row["other_date"]} == {"2021-03-03", "2021-03-04"}
    assert 0 <= row["probability"] <= 1


def test_same_merges_the_two_and_both_codes_go_on_resolving(desk):
    told, row = answered(desk, "same")
    assert told.new == 1
    assert find.incident(row["other"]).id == find.incident(row["incident"]).id
    assert not any(row["other"] in pair for pair in pairs(desk))


@pytest.mark.parametrize("answer", ["different", "unsure"])
def test_what_was_answered_is_never_offered_again(desk, answer):
    assert mills() in pairs(desk)
    answered(desk, answer)
    assert mills() not in pairs(desk)
    run(desk, silent, preview=False)
    assert mills() not in pairs(desk)
    assert Judgement.objects.get(kind="different").person.name == NOOR


def test_the_same_sheet_twice_is_once(desk):
    sheet = Desk(desk)
    row = of_mills(sheet)
    wanted = {"incident": row["incident"], "other": row["other"]}
    sheet.fill("duplicates", wanted, answer="different", **SIGNED)
    assert (sheet.add().new, sheet.add().same) == (1, 1)


def test_an_answer_nobody_knows_is_set_aside(desk):
    told, _ = answered(desk, "perhaps")
    assert only_rejection(told)["code"] == "pair-answer"


def test_what_waits_is_ordered_by_what_it_would_change(desk):
    found = waiting(desk)
    weights = [w.change.weight for w in found]
    assert weights == sorted(weights, reverse=True)
    assert {w.kind for w in found} >= {"duplicate", "grade"}
    assert all(row["words"] for row in waiting_rows(desk))


def test_merging_what_counts_twice_would_take_the_dead_out_once(desk):
    here = Waiting(desk)
    one, two = (str(find.incident(name).id) for name in ("mill-1", "mill-2"))
    grades = {here.rows[i].grades[0][1] for i in (one, two)}
    merged = here.stakes.if_merged(one, two)
    assert merged.min <= 0 or grades == {"weak"}


def test_the_sheet_shows_the_change_beside_each_incident(desk):
    rows = Desk(desk).rows("incidents")
    assert all(row["total_change"] for row in rows)
