"""A receipt: a name that stays, a column that adds up, and words for every field."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.publish.allow import public
from cairn.publish.parts.scope import Scope, Sums
from cairn.publish.receipts.members import addition, adds, total
from cairn.publish.receipts.page import receipt_page
from cairn.publish.receipts.printed import Receipts, marks_of
from cairn.publish.receipts.twin import receipt_json
from cairn.publish.rows.index import index
from cairn.publish.rows.receipt_key import command, figure_key, period_key
from cairn.tally.model import Row
from cairn.values import Range
from publish.sample import sample


@pytest.fixture(scope="module")
def receipts() -> Receipts:
    return Receipts(index(public(sample())))


def a_row(killed: Range) -> Row:
    return Row("i", "X", (), None, "", "", (), None, None, killed)


def of(actor: str, bucket: str, **asked: Any) -> Any:
    return {"actor_id": actor, "bucket": bucket, "definition": {"basis": "released", **asked}}


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({}, "pact-likely"),
        ({"from": "2017-01-01", "to": "2017-12-31"}, "pact-2017-likely"),
        ({"from": "2017-06-01", "to": "2017-06-30"}, "pact-2017-06-likely"),
        ({"from": "2017-06-02", "to": "2017-06-30"}, "pact-2017-06-02-to-2017-06-30-likely"),
        ({"place": "Ar-Raqqa", "place_pcode": "SY11"}, "pact-SY11-likely"),
        ({"country": "SY", "from": "2017-01-01", "to": "2017-12-31"}, "pact-SY-2017-likely"),
        ({"place": "Tell <Sarab>/.."}, "pact-Tell-Sarab-likely"),
    ],
)
def test_a_sum_has_a_name_that_can_be_read(asked, key):
    assert figure_key(of("pact", "likely", **asked), "pact") == key


def test_a_period_without_an_end_is_named_so():
    assert (period_key("2017-01-01", ""), period_key("", "2017-01-01"), period_key("", "")) == (
        "2017-01-01-to-now", "start-to-2017-01-01", "",
    )  # fmt: skip


def test_the_command_asks_for_all_that_the_sum_asks_for():
    row = of("pact", "likely", actors=["pact"], place="Ar Raqqa", place_pcode="SY11", country="SY",
             grades=["confirmed", "fair"], **{"from": "2017-01-01", "to": "2017-12-31"})  # fmt: skip
    assert command(row) == (
        "cairn tally --actor pact --country SY --place SY11 --from 2017-01-01 --to 2017-12-31 "
        "--grades confirmed,fair --basis released"
    )


def test_a_name_with_a_sign_of_the_shell_stays_one_word():
    assert "--place 'Bayt; rm'" in command(of("pact", "weak", place="Bayt; rm"))


def test_an_incident_adds_what_it_says_and_silence_adds_nothing():
    given = [Range(3, 5), Range(4, None), Range(None, 6), Range(None, None)]
    assert [(a.low, a.high, a.way) for a in (adds(a_row(r)) for r in given)] == [
        (3, 5, "both"), (4, 4, "lowest"), (None, 6, "highest"), (None, None, "none"),
    ]  # fmt: skip
    rows = [a_row(r) for r in given]
    assert total(rows) == (7, 15)
    groups = addition(rows)
    assert (sum(g.low for g in groups), sum(g.high for g in groups)) == total(rows)


def test_every_column_adds_up_to_the_figure_that_is_printed(receipts):
    shown = receipts.of_record()
    assert len(shown) > 4
    for receipt in shown:
        killed, injured = receipt.row["killed"], receipt.row["injured"]
        assert total(receipt.members) == (killed["min"], killed["max_of_known"]), receipt.key
        assert total(receipt.members, "injured") == (injured["min"], injured["max_of_known"]), receipt.key
        assert len(receipt.members) == receipt.row["incidents"]


def test_the_names_of_all_receipts_differ(receipts):
    keys = [r.key for r in receipts.of_record()]
    assert len(keys) == len(set(keys))
    assert "northern-pact-likely" in keys


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_page_tells_coverage_first_and_every_field_in_words(receipts, lang):
    receipt = next(r for r in receipts.of_record() if r.key == "northern-pact-likely")
    page = receipt_page(receipts, receipt, lang)
    assert len(page.coverage) == 4
    assert not any("2016-01-01" in line for line in page.lines)  # coverage stands in its table alone
    assert len(page.definition) >= 8
    assert all(answers for _, answers in page.definition)


def test_the_twin_is_the_tally_itself_and_more(receipts):
    receipt = receipts.of_record()[0]
    body = receipt_json(receipts, receipt)
    assert receipt.row.items() <= body.items()
    assert [row["incident_id"] for row in body["adds"]] == [r.incident_id for r in receipt.members]


def test_civilians_are_presumed_where_no_claim_calls_the_dead_so():
    claims: Any = [
        {"id": "1", "kind": "killed", "status": "unknown"},
        {"id": "2", "kind": "place", "status": "civilian"},
    ]
    assert marks_of({"id": "i", "place_precision": "province", "origins": 1}, claims).presumed
    claims.append({"id": "3", "kind": "injured", "status": "civilian"})
    told = marks_of({"id": "i", "place_precision": "town", "origins": 2}, claims)
    assert (told.vague_place, told.single_origin, told.presumed) == (False, False, False)


def test_receipts_asked_for_in_one_language_and_then_the_other_tell_each_in_its_own() -> None:
    found = index(public(sample()))
    both = Receipts(found)
    for lang in ("en", "ar", "en"):
        told = [(r.key, r.row, both.variants(r)) for r in both.all((lang,))]
        alone = Receipts(found)
        assert told == [(r.key, r.row, alone.variants(r)) for r in alone.all((lang,))]


def test_sums_in_brief_leave_out_the_same_whoever_asked_before() -> None:
    found = index(public(sample()))
    made, scope = Sums(found), Scope()
    made.of(scope)
    assert made.of(scope, brief=True) == Sums(found).of(scope, brief=True)
    assert made.of(scope) == Sums(found).of(scope)
