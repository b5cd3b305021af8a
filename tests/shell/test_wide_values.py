"""Values wider than one thinks: taken in whole, or refused with a code, on every database alike."""

import pytest

from cairn.errors import NotAllowed
from cairn.shell.acts.add_places import add_coverage
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.correct_claim import add_claim
from cairn.shell.acts.join_by_hand import join_by_hand
from cairn.shell.acts.release import withdraw
from cairn.shell.acts.run import run
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.records.models import AccountRow, ClaimRow, CoverageRow, Judgement, ReportRow, Withdrawal
from conftest import jsonl, report, silent
from shell.desk import NOOR

SIGNED = {"who": NOOR, "why": "x"}
TEXT = "Shelling killed 2 civilians in Kafr Nabl on 3 March 2021."


def test_a_row_with_long_cells_goes_in_as_it_is_written(ws):
    wide = report(
        "r", TEXT, publisher="P" * 500, author="A" * 500, platform="p" * 90, language="ar-SY-x-northern-inland",
        quality="q" * 90, url="https://wire.example/" + "u" * 3000, **{"c" * 300: "v" * 3000},
    )  # fmt: skip
    assert add_reports(ws, "n" * 400 + ".jsonl", jsonl(wide)).new == 1
    row = ReportRow.objects.select_related("source").get()
    kept = (row.source.name, row.author, row.platform, row.language, row.quality, row.url)
    assert kept == tuple(wide[k] for k in ("publisher", "author", "platform", "language", "quality", "url"))
    assert add_reports(ws, "again.jsonl", jsonl(wide)).same == 1


def test_a_number_of_any_size_is_the_same_the_second_time(ws):
    row = report("r", TEXT, a=1e23, b=-0.0, c=1e-320, d=10**40, e=[1.10, {"z": 1, "aa": 2}])
    assert add_reports(ws, "a.jsonl", jsonl(row)).new == 1
    assert add_reports(ws, "a.jsonl", jsonl(row)).same == 1


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "Infinity"])
def test_a_number_that_no_database_keeps_sets_its_row_aside_and_not_the_file(ws, number):
    rows = jsonl(report("good", TEXT)) + f'{{"id": "bad", "text": "x", "n": {number}}}\n'.encode()
    added = add_reports(ws, "a.jsonl", rows)
    assert (added.new, [fault["code"] for fault in added.rejected]) == (1, ["row-not-json"])


def test_the_longest_id_goes_through_every_stage(ws):
    key = "r" * 200
    add_reports(ws, "a.jsonl", jsonl(report(key, TEXT)))
    add_reports(ws, "b.jsonl", jsonl(report(key, TEXT + " Three more were hurt.")))
    run(ws, silent, preview=False)
    account = AccountRow.objects.get(live=True)
    join_by_hand(account.id, key, "yes", **SIGNED)
    withdraw("report", key, **SIGNED)
    assert Judgement.objects.filter(kind="withdraw").get().subject == key


def test_a_number_no_column_holds_is_no_figure_of_people(ws):
    add_reports(ws, "a.jsonl", jsonl(report("r", "An air strike killed 99999999999 civilians and injured "
                                            "123456789012345678901234567890 people in Kafr Nabl on 3 March 2021.")))  # fmt: skip
    run(ws, silent, preview=False)
    assert ReportRow.objects.get().read_by
    assert not ClaimRow.objects.filter(max__gt=10_000_000).exists()


@pytest.mark.parametrize("figure", [10**11, 10**30])
def test_a_person_cannot_set_a_figure_no_column_holds(three, figure):
    with pytest.raises(NotAllowed, match="value-unreadable"):
        set_assessment(Decision("wire-1", NOOR, "x", fields={"killed_max": figure}))
    with pytest.raises(NotAllowed, match="claim-value"):
        add_claim(three, "wire-1", "killing 7", {"kind": "killed", "min": figure}, **SIGNED)


def test_a_name_longer_than_any_name_signs_nothing(three):
    with pytest.raises(NotAllowed, match="person-unusable"):
        set_assessment(Decision("wire-1", "N" * 201, "x", fields={"killed_max": 9}))


def test_a_long_name_is_withdrawn_as_a_whole(three):
    name = "Sahar " + "Zintani " * 60
    withdraw("name", name, **SIGNED)
    assert Withdrawal.objects.get().subject == name.strip()


@pytest.mark.parametrize(
    "row", ["russia,Syria,2025-01-01,2025-12-31,full", f"{'r' * 90},SY,2025-01-01,2025-12-31,full"]
)
def test_coverage_of_no_country_code_or_actor_id_is_set_aside(ws, row):
    told = add_coverage(ws, "c.csv", f"actor,country,from,to,level\n{row}\n".encode())
    assert [r["code"] for r in told.rejected] == ["coverage-row"]
    assert not CoverageRow.objects.exists()


def test_a_rejected_row_with_signs_no_database_holds_is_kept(ws):
    told = add_reports(ws, "a.jsonl", b'{"id": "r\\u0000", "text": "x"}\n{"id": "s", "text": "\\ud800"}\n')
    assert len(told.rejected) == 2
    assert add_reports(ws, "a.csv", b"id,text\nr\x00,x\n").new == 0


def test_signs_no_database_holds_are_found_inside_lists_and_objects_too(ws):
    rows = b'{"id": "r", "text": "x", "tags": ["a", {"b": "c\\u0000"}]}\n{"id": "s", "text": "x", "k\\u0000": 1}\n'
    assert [r["code"] for r in add_reports(ws, "a.jsonl", rows).rejected] == ["report-field-unusable"] * 2
