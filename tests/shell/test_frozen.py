"""A released figure keeps the claims it was set upon: nothing one person or a machine does since shows there."""

from cairn.publish.allow import public
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.correct_claim import correct_claim
from cairn.shell.acts.join_by_hand import join_by_hand
from cairn.shell.acts.release import release, withdraw
from cairn.shell.acts.run import run
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.export.record import site_record
from cairn.shell.records.models import ClaimRow
from conftest import jsonl, report, silent

NOOR, SAM = {"who": "Noor Example", "why": "x"}, {"who": "Sam Example", "why": "y"}
LATE = report("late-1", "An air strike hit Maarrat Misrin on 8 May 2025 and 40 civilians were killed.")


def let_out(why="x"):
    set_assessment(Decision("wire-1", "Noor Example", why, grades={"russia": "fair"}))
    release("wire-1", **SAM)


def shown(ws):
    found = public(site_record(ws, basis="released"))
    return sorted((c["id"], c["origin_id"]) for c in found.claims), sorted(r["id"] for r in found.reports)


def test_a_correction_since_the_release_waits_for_the_next(three):
    let_out()
    before = shown(three)
    old = ClaimRow.objects.get(account_id="wire-1#1", kind="killed", live=True)
    made = correct_claim(old.id, {"min": 40, "max": 40}, **NOOR)
    assert shown(three) == before
    let_out("with the correction")
    assert made.id in dict(shown(three)[0])


def test_a_report_joined_since_the_release_waits_for_the_next(three):
    let_out()
    before = shown(three)
    add_reports(three, "late.jsonl", jsonl(LATE))
    run(three, silent, preview=False)
    join_by_hand("late-1", "wire-1", "yes", **NOOR)
    assert shown(three) == before


def test_a_text_that_was_replaced_is_quoted_as_it_was_read(three):
    let_out()
    quotes = sorted(c.get("quote", "") for c in public(site_record(three, basis="released")).claims)
    add_reports(three, "new.jsonl", jsonl(report("wire-1", "Nothing to see.")))
    run(three, silent, preview=False)
    assert sorted(c.get("quote", "") for c in public(site_record(three, basis="released")).claims) == quotes


def test_what_is_withdrawn_leaves_a_frozen_release_all_the_same(three):
    let_out()
    withdraw("report", "wire-1", **SAM)
    assert "wire-1" not in shown(three)[1]
