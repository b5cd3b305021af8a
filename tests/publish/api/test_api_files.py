"""The API as files: whole, by its document, byte for byte the same, and few of them change where one incident does."""

from __future__ import annotations

import csv
import io
import json
from calendar import isleap
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate

from cairn.publish.api import api_files, document, order
from cairn.publish.api.openapi import PATHS
from cairn.publish.formats import public_fields, public_tables
from publish.api.published import ABOUT, dated, files, path_of, tables, told, validator
from publish.sample import sample

ROOT = "https://record.example/site/api/v1/"


def test_the_document_is_valid_and_every_answer_is_by_it() -> None:
    validate(json.loads(document()))
    seen = set()
    for name, text in files().items():
        path = path_of(name)
        seen.add(path)
        if name.endswith(".json") and path != "openapi.json":
            assert list(validator(path).iter_errors(json.loads(text))) == [], name
    assert seen == PATHS.keys() - {"incidents/after/{page}.json"}  # few incidents stand on one page


def test_a_further_page_is_by_the_document_too() -> None:
    pages = [name for name in files(700, 650) if name.startswith("incidents/after/")]
    assert len(pages) > 2
    for name in pages:
        assert list(validator(path_of(name)).iter_errors(told(name, files(700, 650)))) == []


def test_following_next_gives_every_incident_once_and_the_longest_unchanged_first() -> None:
    found, address = [], urljoin(ROOT, "incidents.json")
    while address:
        answer = told(address.removeprefix(ROOT), files(700, 650))
        found += answer["items"]
        address = urljoin(address, answer["next"]) if answer["next"] else ""
    assert len(found) == 650
    assert {row["id"] for row in found} == {row["id"] for row in tables(700, 650)["incidents"].rows}
    moments = [order.key_of(row) for row in found]
    assert moments == sorted(set(moments))


def test_a_row_of_a_list_and_an_incident_have_the_columns_of_the_allow_list_and_no_other() -> None:
    columns = {f.name for f in public_fields("incidents")}
    assert {frozenset(row) for row in told("incidents.json")["items"]} == {
        frozenset(columns | {"address", "attributions"})
    }
    (whole,) = told("incidents/NP003.json")["items"]
    assert set(whole) == columns | {"address", "attributions", "claims", "report_rows", "entries"}
    assert {frozenset(c) for c in whole["claims"]} == {frozenset(tables()["claims"].columns)}
    assert {frozenset(c) for c in whole["report_rows"]} == {frozenset(tables()["reports"].columns)}


def test_nothing_is_in_it_that_is_not_in_the_public_tables() -> None:
    text = "".join(files().values())
    for secret in ("NP020", "incident-020", "author of", "grade_suggested", '"trace"', '"confidence"'):
        assert secret not in text
    for row in sample().reports:
        if row["source_kind"] == "individual":
            assert str(row["url"]) not in text


def test_an_incident_has_its_claims_with_their_reports_and_what_parties_say_of_it() -> None:
    held = tables()
    entries = 0
    for row in held["incidents"].rows:
        (whole,) = told(f"incidents/{row['code']}.json")["items"]
        assert [c["id"] for c in whole["claims"]] == [
            c["id"] for c in held["claims"].rows if c["incident_id"] == row["id"]
        ]
        assert {r["id"] for r in whole["report_rows"]} == {c["report_id"] for c in whole["claims"]}
        entries += len(whole["entries"])
    assert entries == len(held["entry_links"].rows) > 0


@pytest.mark.parametrize("name", ["OLD3", "incident-003"])
def test_a_former_code_and_an_id_lead_by_next_to_where_the_incident_is(name: str) -> None:
    answer = told(f"incidents/{name}.json")
    assert (answer["items"], answer["moved"]) == ([], {"id": "incident-003", "to": "NP003"})
    there = urljoin(f"{ROOT}incidents/{name}.json", answer["next"]).removeprefix(ROOT)
    assert told(there)["items"][0]["id"] == "incident-003"


def test_what_was_withdrawn_is_told_by_its_id_and_day_and_its_address_answers() -> None:
    gone, names = told("deletions.json")["items"]
    assert (gone["kind"], gone["id"], gone["codes"], len(gone["day"])) == (
        "incident",
        "gone-1",
        ["GONE1"],
        10,
    )
    assert names == {"kind": "name", "id": None, "codes": [], "day": None, "count": 2}
    answer = told("incidents/GONE1.json")
    assert (answer["items"], answer["next"]) == ([], None)
    assert answer["withdrawn"] == {"id": "gone-1", "day": gone["day"]}


def test_every_day_of_a_year_is_told_and_what_nobody_watched_is_unknown() -> None:
    years = [name for name in files() if name.startswith("days/") and name.endswith(".json")]
    assert years
    counted = 0
    for name in years:
        answer = told(name)
        rows = answer["items"]
        assert len(rows) == 365 + isleap(int(answer["year"]))
        assert [r["day"] for r in rows] == sorted({r["day"] for r in rows})
        for row in rows:
            counted += row["incidents"]
            if row["incidents"] == 0:
                watched = row["monitored"] in ("full", "partial")
                assert row["killed_min"] == row["injured_max_of_known"] == (0 if watched else None)
            if row["incidents"] == row["incidents_without_figure"] > 0:
                assert row["killed_min"] is None
        sheet = list(csv.DictReader(io.StringIO(files()[name.replace(".json", ".csv")])))
        assert [r["day"] for r in sheet] == [r["day"] for r in rows]
    held = tables()
    likely = {a["incident_id"] for a in held["attributions"].rows if a["grade"] in ("confirmed", "fair")}
    some = [r for r in held["incidents"].rows if r["id"] in likely and r["harm_reported"] != "no"]
    parents = {r["parent_id"] for r in some}
    assert counted == sum(r["id"] not in parents for r in some) > 0
    assert any(r["monitored"] == "untold" for name in years for r in told(name)["items"])


def test_a_day_nobody_watched_is_not_a_day_of_peace() -> None:
    bare = public_tables(replace(dated(sample(6, released=6)), coverage=[]))
    found = dict(api_files(bare, ABOUT))
    rows = told("days/2016.json", found)["items"]
    assert {r["monitored"] for r in rows} == {"untold"}
    assert {r["killed_min"] for r in rows if not r["incidents"]} == {None}


def test_the_index_names_every_kind_of_answer_and_every_table() -> None:
    items = told("index.json")["items"]
    named = {item["address"] for item in items}
    assert {path_of(n) for n in files()} | {"incidents/after/{page}.json"} - named <= named | {
        "incidents/after/{page}.json", "days/{year}.json", "days/{year}.csv",
    }  # fmt: skip
    assert {f"../../data/{name}.jsonl" for name in tables()} <= named


def test_the_same_record_gives_the_same_bytes() -> None:
    other = dict(api_files(public_tables(dated(sample())), ABOUT))
    assert list(other.items()) == list(files().items())


def test_one_changed_incident_changes_few_files() -> None:
    record = dated(sample(700, released=650))
    rows = [dict(row) for row in record.incidents]
    rows[321] |= {"killed_max": 99, "last_changed": "2026-11-22T21:00:00Z"}
    moved = public_tables(replace(record, incidents=rows))  # type: ignore[arg-type]
    changed = dict(api_files(moved, {**ABOUT, "generated_at": "2026-11-22T21:00:00Z"}))
    before = files(700, 650)
    differ = {n for n in changed.keys() | before.keys() if changed.get(n) != before.get(n)}
    incidents = {n for n in differ if n.startswith("incidents/") and "after" not in n}
    assert incidents == {f"incidents/{rows[321]['code']}.json", f"incidents/{rows[321]['id']}.json"}
    assert len({n for n in differ if n.startswith("incidents/after/")}) <= 8
    assert len(differ) <= 20


@given(st.lists(st.integers(0, 10**6), unique=True, max_size=900), st.integers(1, 300))
@settings(max_examples=30, deadline=None)
def test_pages_hold_all_and_end_where_an_id_says_so(numbers: list[int], most: int) -> None:
    ids = [f"i{n}" for n in numbers]
    whole = list(order.pages(ids, ids))
    assert [one for page in whole for one in page] == ids
    assert all(len(page) <= order.MOST for page in whole)
    assert len(whole) >= 1


@given(
    st.tuples(
        st.text(st.characters(exclude_characters="\x1f", exclude_categories=["Cs"])),
        st.text(st.characters(exclude_categories=["Cs"])),
    )
)
def test_a_cursor_leads_back_to_its_key(key: tuple[str, str]) -> None:
    assert order.key_at(order.cursor(key)) == key


@pytest.mark.parametrize("told", ["", "x", "A", "mfrgg", "ü", "0", "me======", "MFRGG", "a" * 500])
def test_what_is_no_cursor_of_ours_is_none(told: str) -> None:
    assert order.key_at(told) is None
