"""The stages in order, kept in between."""

from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.join_by_hand import join_by_hand
from cairn.shell.acts.run import run
from cairn.shell.export.incidents import Incidents
from cairn.shell.export.sources import Said
from cairn.shell.records import find
from cairn.shell.records.models import Act, AssignmentRow, ClaimRow, Incident
from conftest import PRIVATE, STRIKE_AR, STRIKE_EN, jsonl, report, silent

NOOR = {"who": "Noor Example", "why": "read both"}


def figures(ws):
    row = next(iter(Incidents().incidents()))
    return row["killed_min"], row["killed_max"]


def test_one_strike_told_three_times_is_one_incident(three):
    rows = list(Incidents().incidents())
    assert len(rows) == 1
    assert (rows[0]["killed_min"], rows[0]["killed_max"]) == (7, 9)
    assert rows[0]["state"] == "suggested"


def test_a_second_run_changes_nothing(three):
    before = Act.objects.count()
    again = run(three, silent, preview=False)
    assert not again.changed
    assert Act.objects.count() == before


def test_every_claim_points_at_its_words(three):
    said = Said(three)
    claims = list(said.claims())
    assert len(claims) > 6
    assert all(said.texts[c["report_id"]][c["start"] : c["end"]] == c["quote"] != "" for c in claims)


def test_a_claim_traces_to_the_team_it_quotes_and_not_to_the_outlet(ws):
    said = (
        "North Rescue Team said 4 people were killed by Syrian regime shelling in Kafr Nabl on 3 March 2021."
    )
    days = {"published": "2021-03-03T10:00:00Z"}
    rows = [report("wire-1", said, publisher="One Wire", **days)]
    rows += [
        report("wire-2", f"{said} The road to the town was cut for hours.", publisher="Two Wire", **days)
    ]
    add_reports(ws, "a.jsonl", jsonl(*rows))
    run(ws, silent, preview=False)
    exported = [c for c in Said(ws).claims() if c["kind"] == "killed"]
    assert [c["origin_id"] for c in exported] == ["quoted:north rescue team"] * 2
    assert {r["origin_id"] for r in Said(ws).reports()} == {"quoted:north rescue team"}


def test_a_new_report_extends_and_does_not_reshuffle(three):
    before = Incident.objects.get().id
    add_reports(
        three,
        "more.jsonl",
        jsonl(report("wire-9", "Shelling by Syrian regime forces killed 2 people in Kafr Nabl on 3 March 2021.",
                     published="2021-03-03T10:00:00Z")),
    )  # fmt: skip
    run(three, silent, preview=False)
    assert Incident.objects.filter(id=before).exists()
    assert Incident.objects.count() == 2


def test_a_changed_text_is_read_again_and_the_old_claims_stay(three):
    old = set(ClaimRow.objects.filter(account__report_id="wire-1", live=True).values_list("id", flat=True))
    add_reports(
        three, "b.jsonl", jsonl({**STRIKE_EN, "text": STRIKE_EN["text"].replace("killing 7", "killing 6")})
    )
    run(three, silent, preview=False)
    assert figures(three) == (6, 9)
    assert old <= set(ClaimRow.objects.filter(live=False).values_list("id", flat=True))


def test_a_persons_no_outlives_every_run(three):
    join_by_hand("resident-1", "wire-1", "no", **NOOR)
    add_reports(three, "more.jsonl", jsonl(report("x-1", "A quiet day.")))
    run(three, silent, preview=False)
    kept = AssignmentRow.objects.get(account_id="resident-1#1", incident=find.incident("wire-1"), live=True)
    assert (kept.decision, kept.decided_by) == ("rejected", "Noor Example")


def test_a_persons_yes_outlives_every_run(three):
    add_reports(
        three,
        "more.jsonl",
        jsonl(report("x-1", "2 people were killed by a mine in Kafr Nabl on 2 June 2020.")),
    )
    run(three, silent, preview=False)
    join_by_hand("x-1", "wire-1", "yes", **NOOR)
    add_reports(three, "again.jsonl", jsonl(report("x-2", "A quiet day.")))
    run(three, silent, preview=False)
    assert (
        AssignmentRow.objects.get(account_id="x-1#1", incident=find.incident("wire-1"), live=True).decision
        == "joined"
    )


def test_the_database_holds_one_live_decision_per_pair(three):
    pairs = list(AssignmentRow.objects.filter(live=True).values_list("account_id", "incident_id"))
    assert len(pairs) == len(set(pairs))


def test_flow_in_memory_finds_what_the_command_line_finds(three):
    from cairn.flow import flow
    from cairn.places.gazetteer import shipped
    from cairn.sources.tables import read_reports

    reports = [row.report for row in read_reports("r.jsonl", jsonl(STRIKE_EN, STRIKE_AR, PRIVATE)).rows]
    found = flow(reports, shipped())
    assert [p.figures.killed.min for p in found.projections.values()] == [7]
