"""The API answered live: as its files are, by what is asked, of what stands published now, and refusing all else."""

from __future__ import annotations

import csv
import io
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from cairn.errors import MissingExtra
from cairn.publish.api import api_files
from cairn.publish.api.asked import WHICH
from cairn.publish.formats import Table, public_tables
from cairn.shell.api import application as of_application
from cairn.shell.api.application import Application
from publish.api.published import ABOUT, dated, files, tables
from publish.sample import sample
from shell.api.live import ROOT, Answer, ask, put


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Application:
    return Application(put(tmp_path_factory.mktemp("live")))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Application:
    return Application(put(tmp_path_factory.mktemp("large"), tables(700, 650)))


def followed(app: Application, address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while address:
        answer = ask(app, address).told
        found += answer["items"]
        there = urljoin(f"https://x{ROOT}{address}", answer["next"] or "")
        address = there.removeprefix(f"https://x{ROOT}") if answer["next"] else ""
    return found


def test_every_file_of_the_api_is_answered_byte_for_byte(live: Application, large: Application) -> None:
    for app, some in ((live, files()), (large, files(700, 650))):
        for name, text in some.items():
            answer = ask(app, name)
            assert (answer.status, answer.body.decode()) == (200, text), name
            kind = "text/csv; charset=utf-8" if name.endswith(".csv") else "application/json"
            assert answer.headers["Content-Type"] == kind


def test_where_two_reports_carry_one_text_each_claim_stands_by_its_report_live_as_in_the_files(
    tmp_path: Path,
) -> None:
    record = dated(sample(12, released=10))
    first = next(c for c in record.claims if c["incident_id"] == "incident-003")
    other = next(r["id"] for r in record.reports if r["id"] != first["report_id"])
    twice = replace(record, claims=[*record.claims, {**first, "report_id": other, "account_id": "another"}])
    held = public_tables(twice)
    told = ask(Application(put(tmp_path, held)), "incidents/NP003.json")
    assert told.body.decode() == dict(api_files(held, ABOUT))["incidents/NP003.json"]
    (whole,) = told.told["items"]
    assert sorted(c["report_id"] for c in whole["claims"] if c["id"] == first["id"]) == sorted(
        [first["report_id"], other]
    )
    assert other in {r["id"] for r in whole["report_rows"]}


ROWS = {row["id"]: row for row in tables(700, 650)["incidents"].rows}
SAID = tables(700, 650)["attributions"].rows
ACTOR = SAID[0]["actor_id"]
ADMIN1 = next(row["admin1"] for row in ROWS.values() if row["admin1"])


def blamed(**of: str) -> set[str]:
    return {a["incident_id"] for a in SAID if all(a[k] == v for k, v in of.items())}


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ({"actor": ACTOR}, lambda r: r["id"] in blamed(actor_id=ACTOR)),
        ({"grade": "fair"}, lambda r: r["id"] in blamed(grade="fair")),
        ({"actor": ACTOR, "grade": "fair"}, lambda r: r["id"] in blamed(actor_id=ACTOR, grade="fair")),
        ({"country": "SY"}, lambda r: r["country"] == "SY"),
        ({"country": "ZZ"}, lambda r: False),
        ({"admin1": ADMIN1}, lambda r: r["admin1"] == ADMIN1),
        ({"harm_reported": "no"}, lambda r: r["harm_reported"] == "no"),
        ({"date_from": "2016-06-01"}, lambda r: (r["date_end"] or r["date_start"]) >= "2016-06-01"),
        ({"date_to": "2016-06-01"}, lambda r: r["date_start"] <= "2016-06-01"),
        ({"updated_since": "2026-01-02"}, lambda r: r["last_changed"] >= "2026-01-02"),
        ({"updated_since": "2026-01-02T01:00:00+01:00"}, lambda r: r["last_changed"] >= "2026-01-02"),
    ],
)
def test_what_is_asked_is_what_is_answered_on_pages_and_as_csv(
    large: Application, query: dict[str, str], meant: Any
) -> None:
    wanted = {key for key, row in ROWS.items() if meant(row)}
    assert len(wanted) < len(ROWS) or query in ({"country": "SY"}, {"date_from": "2016-06-01"})
    first = ask(large, "incidents.json", {**query, "limit": "37"})
    assert first.told["applied"] == {**query, "limit": "37"}
    assert len(first.told["items"]) == min(37, len(wanted))
    whole = followed(
        large, "incidents.json?" + "&".join(f"{k}={v.replace('+', '%2B')}" for k, v in query.items())
    )
    assert [r["id"] for r in whole] == sorted(
        wanted, key=lambda k: (str(ROWS[k]["last_changed"]).rstrip("Z"), k)
    )
    sheet = csv.DictReader(io.StringIO(ask(large, "incidents.csv", query).body.decode()))
    assert {r["id"] for r in sheet} == wanted


def test_sums_of_one_party_are_answered_alone(live: Application) -> None:
    rows = [r for r in tables()["tallies"].rows if r["actor_id"] == ACTOR]
    answer = ask(live, "tallies.json", {"actor": ACTOR}).told
    assert [r["bucket"] for r in answer["items"]] == [r["bucket"] for r in rows] != []
    sheet = list(csv.DictReader(io.StringIO(ask(live, "tallies.csv", {"actor": ACTOR}).body.decode())))
    assert {r["actor_id"] for r in sheet} == {ACTOR}
    assert len(sheet) == len(rows)


def test_who_holds_an_answer_is_told_that_it_is_the_same(live: Application) -> None:
    first = ask(live, "incidents.json")
    tag = first.headers["ETag"]
    assert tag.startswith('"')
    for known in (tag, f'"x", {tag}', f"W/{tag}", "*"):
        again = ask(live, "incidents.json", if_none_match=known)
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert ask(live, "incidents.json", if_none_match='"other"').status == 200
    assert ask(live, "incidents.json", {"limit": "3"}).headers["ETag"] != tag


def test_any_page_may_read_it_and_ask_whether_it_may(live: Application) -> None:
    for answer in (ask(live, "index.json"), ask(live, "incidents.json", "x=1"), ask(live, "nothing")):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers
    asked = ask(live, "incidents.json", method="OPTIONS")
    assert (asked.status, asked.body) == (204, b"")
    assert asked.headers["Access-Control-Allow-Methods"] == asked.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_head_tells_the_same_without_the_text(live: Application) -> None:
    whole, head = ask(live, "incidents.csv"), ask(live, "incidents.csv", method="HEAD")
    assert (head.status, head.body, head.headers) == (200, b"", whole.headers)
    assert whole.headers["Content-Length"] == str(len(whole.body))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_nothing_is_written_through_it(live: Application, method: str) -> None:
    answer = ask(live, "incidents.json", method=method)
    assert (answer.status, answer.error["code"], answer.headers["Allow"]) == (
        405,
        "api-method",
        "GET, HEAD, OPTIONS",
    )


@pytest.mark.parametrize(
    ("address", "query", "code", "field"),
    [
        ("incidents.json", "color=red", "api-parameter", "parameter"),
        ("incidents.json", "Limit=3", "api-parameter", "parameter"),
        ("incidents.json", "limit=3&limit=3", "api-parameter", "parameter"),
        ("incidents.json", "&".join(f"limit{n}=1" for n in range(60)), "api-parameter", "parameter"),
        ("incidents.csv", "limit=3", "api-parameter", "parameter"),
        ("index.json", "limit=3", "api-parameter", "parameter"),
        ("incidents/NP003.json", "country=SY", "api-parameter", "parameter"),
        ("days/2016.json", "country=SY", "api-parameter", "parameter"),
        ("incidents.json", "limit=0", "api-value", "limit"),
        ("incidents.json", "limit=1001", "api-value", "limit"),
        ("incidents.json", "limit=", "api-value", "limit"),
        ("incidents.json", "cursor=zzz", "api-value", "cursor"),
        ("incidents.json", "grade=good", "api-value", "grade"),
        ("incidents.json", "country=Syria", "api-value", "country"),
        ("incidents.json", "harm_reported=maybe", "api-value", "harm_reported"),
        ("incidents.json", "date_from=2016-02-30", "api-value", "date_from"),
        ("incidents.json", "date_from=2016-02-03&date_to=2016-02-02", "api-value", "date_to"),
        ("incidents.json", "updated_since=yesterday", "api-value", "updated_since"),
        ("incidents.json", "actor=%00", "api-value", "actor"),
    ],
)
def test_what_is_not_known_is_refused_and_never_passed_over(
    live: Application, address: str, query: str, code: str, field: str
) -> None:
    answer = ask(live, address, query)
    assert (answer.status, answer.error["code"], answer.error["field"]) == (400, code, field)


@pytest.mark.parametrize(
    "address",
    ["nothing", "", "incidents/none.json", "incidents/after/zzz.json", "days/1700.json", "days/x.csv",
     "incidents/a/b.json", "incidents/..%2f.json", "/", "/api/v2/index.json", "incidents/\xff\xfe.json"],
)  # fmt: skip
def test_what_is_not_there_is_told_as_such(live: Application, address: str) -> None:
    answer = ask(live, address)
    assert (answer.status, answer.error["code"]) == (404, "api-not-there")


def test_no_value_reaches_the_database_as_sql(live: Application) -> None:
    for name in ("actor", "admin1"):
        answer = ask(live, "incidents.json", {name: "x' OR '1'='1"})
        assert (answer.status, answer.told["items"]) == (200, [])


def moved(one: str, at: str) -> dict[str, Table]:
    record = dated(sample(700, released=650))
    rows: list[Any] = [{**r, "last_changed": at} if r["id"] == one else r for r in record.incidents]
    return public_tables(replace(record, incidents=rows))


def until(app: Application, address: str, when: Any) -> Answer:
    end = time.monotonic() + 30
    while not when(found := ask(app, address)) and time.monotonic() < end:
        time.sleep(0.01)
    return found


def test_a_new_publication_is_taken_up_and_whoever_is_on_the_way_misses_nothing(tmp_path: Path) -> None:
    app = Application(put(tmp_path, tables(700, 650)))
    first = ask(app, "incidents.json").told
    one = first["items"][0]["id"]
    later = {**ABOUT, "generated_at": "2026-11-23T00:00:00Z"}
    held = moved(one, "2026-11-22T23:00:00Z")
    put(tmp_path, held, later)
    index = until(app, "index.json", lambda a: a.told["as_of"] == later["generated_at"])
    assert index.told["as_of"] == later["generated_at"]
    rest = followed(app, first["next"])
    assert {r["id"] for r in first["items"]} | {r["id"] for r in rest} == ROWS.keys()
    assert rest[-1]["id"] == one
    since = ask(app, "incidents.json", {"updated_since": first["as_of"]}).told
    assert [r["id"] for r in since["items"]] == [one]
    assert ask(app, "incidents.json").body.decode() == dict(api_files(held, later))["incidents.json"]


def test_while_no_readable_site_stands_the_one_before_goes_on_answering(tmp_path: Path) -> None:
    app = Application(put(tmp_path))
    before = ask(app, "tallies.json").body
    file = tmp_path / "data/cairn.sqlite"
    file.unlink()
    assert ask(app, "tallies.json").body == before
    file.write_bytes(b"no database")
    for _ in range(5):
        assert ask(app, "tallies.json").body == before
        time.sleep(0.01)


def test_without_a_site_it_says_what_to_do(tmp_path: Path) -> None:
    app = Application(tmp_path / "none")
    answer = ask(app, "index.json")
    assert (answer.status, answer.told["error"]["code"]) == (503, "api-no-site")
    put(tmp_path / "none")
    assert ask(app, "index.json").status == 200


def test_the_file_is_opened_for_reading_and_no_other(tmp_path: Path) -> None:
    import sqlite3

    app = Application(put(tmp_path))
    edition, _ = app.published.now()
    with edition.reading() as db, pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("DELETE FROM incidents")


def test_a_page_asks_the_file_as_few_questions_whatever_its_length(large: Application) -> None:
    edition, _ = large.published.now()
    counts = []
    for limit in ("5", "500"):
        seen: list[str] = []
        idle = [edition._free.get() for _ in range(edition._free.qsize())]
        for db in idle:
            db.set_trace_callback(seen.append)
            edition._free.put(db)
        assert ask(large, "incidents.json", {"limit": limit, "grade": "fair"}).status == 200
        for db in idle:
            db.set_trace_callback(None)
        counts.append(len(seen))
    assert counts == [2, 2]


def test_without_the_extra_it_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ninja", None)
    with pytest.raises(MissingExtra) as refused:
        of_application.Application(tmp_path)
    assert (refused.value.code, refused.value.value) == ("extra-missing", "api")


def test_every_parameter_of_the_document_is_understood() -> None:
    from cairn.shell.api.asking import _BLAMED, _WHICH

    assert set(WHICH) == _WHICH.keys() | _BLAMED.keys()
