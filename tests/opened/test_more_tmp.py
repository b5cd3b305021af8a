"""Sums from Python are those of the site and of recount.py, with their words; what nobody knows is refused."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cairn
from cairn.errors import FileRefused, NotAllowed, NotFound
from cairn.publish.allow import public
from cairn.publish.outside.recount import compare, counted, graded
from cairn.publish.parts.scope import Scope, Sums
from cairn.publish.parts.twins import flat
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from cairn.vocab.closed import Grade
from opened.published import release, signed, site, site_of, summed, written
from publish.sample import sample
from publish.sample_tallies import ACTORS, tallies


@pytest.fixture(scope="module")
def ws(tmp_path_factory):
    return cairn.open(written(tmp_path_factory.mktemp("site"), site()))


def recounted(ws: Any, definition: Any) -> dict[str, Any]:
    """The same sum by the script that shares no code with it."""
    incidents = list(ws.incidents.plain())
    by_id = {row["id"]: row for row in incidents}
    return counted(
        by_id, graded(incidents, list(ws.attributions.plain())), json.loads(json.dumps(thawed(definition)))
    )


def thawed(value: Any) -> Any:
    if isinstance(value, tuple):
        return [thawed(one) for one in value]
    return {key: thawed(one) for key, one in value.items()} if hasattr(value, "items") else value


def figures(tally: Any) -> dict[str, Any]:
    return {
        "incidents": tally.incidents,
        "killed": {"min": tally.killed_min, "max_of_known": tally.killed_max_of_known},
        "injured": {"min": tally.injured_min, "max_of_known": tally.injured_max_of_known},
        "incidents_without_figure": tally.incidents_without_figure,
        "jointly_attributed": tally.jointly_attributed,
        "machine_suggested": tally.machine_suggested,
        "subgroups": thawed(tally.subgroups),
        "members": sorted(tally.members),
    }


def test_every_printed_sum_is_given_as_it_was_printed(ws):
    printed = list(ws.tallies)
    assert len(printed) > 5
    for one in printed:
        assert ws.tally(actor=one.actor_id, grades=one.bucket) == one


def test_the_sums_of_every_year_place_and_country_are_those_of_the_pages(ws):
    sums = Sums(index(public(sample())))
    scopes = [{"year": year} for year in range(2016, 2019)] + [
        {"place": "Ar-Raqqa"},
        {"place": "Tell Sarab"},
        {"country": "SY"},
    ]
    for asked in scopes:
        year = asked.get("year")
        days = {"first": date(year, 1, 1), "last": date(year, 12, 31)} if isinstance(year, int) else {}
        for actor in ACTORS:
            scope = Scope(
                actor=actor, country=str(asked.get("country", "")), place=str(asked.get("place", "")), **days
            )
            for row in flat(sums.of(scope)):
                mine = ws.tally(actor=actor, grades=row["bucket"], **asked)
                told = json.loads(
                    json.dumps({key: cell for key, cell in row.items() if key not in ("killed", "injured")})
                )
                assert {key: thawed(mine[key]) for key in told} == told


@pytest.mark.parametrize("grades", ["likely", "contested", "weak", "discounted", "all", "confirmed,weak"])
@pytest.mark.parametrize(
    "asked", [{}, {"actor": "river-guard"}, {"since": "2016-05-01", "until": "2017-02-28"}, {"place": "حلب"}]
)
def test_every_sum_is_what_the_script_of_the_release_counts(ws, grades, asked):
    mine = ws.tally(grades=grades, **asked)
    assert figures(mine) == recounted(ws, mine.definition)


FIGURE = st.none() | st.integers(0, 30)
ENDS = st.tuples(FIGURE, FIGURE).map(lambda p: tuple(sorted(p)) if None not in p else p)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Some released incidents of three parties: umbrella records of umbrella records, joint, undated, without figures."""
    incidents, attributions = [], []
    for n in range(draw(st.integers(1, 7))):
        (low, high), (hurt, most) = draw(ENDS), draw(ENDS)
        parent = draw(st.none() | st.integers(0, n - 1)) if n else None
        day = draw(st.none() | st.dates(date(2016, 11, 1), date(2018, 2, 1)).map(date.isoformat))
        incidents.append(
            {
                "id": f"i{n}", "code": f"C{n}", "codes": [f"C{n}"], "parent_id": None if parent is None else f"i{parent}",
                "date_start": day, "date_end": day, "country": draw(st.sampled_from(["SY", "IQ", ""])),
                "place_name": draw(st.sampled_from([None, "Tell Sarab"])), "place_name_ar": None,
                "admin1": draw(st.sampled_from([None, "Homs"])), "admin1_pcode": draw(st.sampled_from([None, "SY04"])),
                "killed_min": low, "killed_max": high, "injured_min": hurt, "injured_max": most,
                "children_killed_min": draw(FIGURE), "harm_reported": draw(st.sampled_from(["yes", "no", "unknown"])),
                "weapons": [], "causes": [], "infrastructure": [], "state": "released", "version": 1,
            }
        )  # fmt: skip
        for actor in draw(st.lists(st.sampled_from(sorted(ACTORS)), unique=True, max_size=3)):
            grade = draw(st.sampled_from([g.value for g in Grade]))
            attributions.append(
                {
                    "incident_id": f"i{n}",
                    "actor_id": actor,
                    "actor": ACTORS[actor]["en"],
                    "grade": grade,
                    "basis_claims": [],
                }
            )
    cover = [
        {
            "actor": "river-guard",
            "country": "SY",
            "from_day": "2017-01-01",
            "to_day": "2017-06-30",
            "level": "partial",
        }
    ]
    rows: Any = {"incidents": incidents, "attributions": attributions}
    return Record(
        "2026-01-01T00:00:00Z",
        **rows,
        coverage=cover,
        tallies=tallies(rows, "released", cover),
        actors=ACTORS,
    )  # type: ignore[arg-type]


@settings(max_examples=3000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    record=records(),
    actor=st.sampled_from(["", *sorted(ACTORS)]),
    since=st.none() | st.dates(date(2016, 12, 1), date(2017, 6, 1)),
    grades=st.sampled_from(["likely", "all", "weak", "contested,fair", "discounted"]),
)
def test_whatever_is_recorded_the_sum_is_that_of_the_site_and_of_the_script(record, actor, since, grades):
    with tempfile.TemporaryDirectory() as folder:
        ws = cairn.open(written(Path(folder), site_of(record)))
        known = {t.actor_id for t in ws.tallies} | {a.actor_id for a in ws.attributions}
        if actor and actor not in known:
            with pytest.raises(NotFound):
                ws.tally(actor=actor)
            return
        mine = ws.tally(actor=actor, since=since, grades=grades)
        assert figures(mine) == recounted(ws, mine.definition)
        incidents = list(ws.incidents.plain())
        told = {**thawed(mine), "killed": figures(mine)["killed"], "injured": figures(mine)["injured"]}
        assert (
            compare(told, {r["id"]: r for r in incidents}, graded(incidents, list(ws.attributions.plain())))
            == []
        )
        members = [i.id for i in ws.members(mine)]
        assert sorted(members) == sorted(mine.members)
        assert sum(i.killed_min or 0 for i in ws.members(mine)) == mine.killed_min


def test_a_sum_is_its_sentences_and_never_a_bare_number(ws):
    mine = ws.tally(actor="Northern Pact", year=2016)
    assert repr(mine).startswith("<Local sources: ")
    assert "Counted: Northern Pact; 2016-01-01 to 2016-12-31" in repr(mine)
    assert str(mine).splitlines()[0].startswith("Monitoring of Northern Pact in Syria, 2016-01-01")
    assert f"{mine}" == str(mine)
    for bare in (int, float, "{:d}".format, "{:>9}".format, range):
        with pytest.raises(TypeError, match="bare number"):
            bare(mine)
    with pytest.raises(TypeError):
        mine + mine


def test_a_notebook_shows_every_sentence_in_both_languages(ws):
    shown = ws.tally(actor="northern-pact")._repr_html_()
    assert shown.count("<p") == len(ws.tally(actor="northern-pact").told("en")) * 2
    assert "<details lang='ar' dir='rtl'>" in shown


def test_where_nothing_is_told_the_sum_says_so(ws):
    assert "No civilian harm is reported to us under this definition" in repr(
        ws.tally(actor="azure-command", year=1999)
    )


def test_days_may_be_dates_texts_or_moments_and_both_ends_count(ws):
    whole = ws.tally(year=2016)
    assert whole == ws.tally(since="2016-01-01", until=datetime(2016, 12, 31, 9))
    one = ws.tally(since=date(2016, 2, 4), until=date(2016, 2, 4), grades="all")
    assert {i.date_start for i in ws.members(one)} == {date(2016, 2, 4)}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"actor": "Northen Pact"}, "actor-unknown"), ({"actor": "zzz"}, "actor-unknown"), ({"country": "XX"}, "country-unknown"),
        ({"place": "Homz"}, "place-unknown"), ({"grades": "likly"}, "grade-unknown"), ({"grades": ()}, "grade-unknown"),
        ({"year": 2016, "since": "2016-01-01"}, "day-unreadable"), ({"year": "2016"}, "day-unreadable"),
        ({"year": 0}, "day-unreadable"), ({"year": True}, "day-unreadable"), ({"since": "2016"}, "day-unreadable"),
        ({"since": "20160101"}, "day-unreadable"), ({"since": 2016}, "day-unreadable"),
        ({"since": "2016-02-01", "until": "2016-01-01"}, "days-out-of-order"),
    ],
)  # fmt: skip
def test_what_nobody_knows_is_refused_and_is_no_silent_nought(ws, asked, code):
    with pytest.raises((NotFound, NotAllowed)) as refused:
        ws.tally(**asked)
    assert (refused.value.code, bool(refused.value.remedy)) == (code, True)


def test_a_party_is_found_by_any_of_its_names(ws):
    assert (
        ws.tally(actor="الحلف الشمالي") == ws.tally(actor="northern pact") == ws.tally(actor="northern-pact")
    )


def test_a_name_of_several_parties_is_refused_with_their_ids(tmp_path):
    files = site()
    rows = [json.loads(line) for line in files["data/actors.jsonl"].decode().split("\n") if line]
    named = [{**row, "names": {"en": "The Guard"}} for row in rows]
    files["data/actors.jsonl"] = "".join(json.dumps(row) + "\n" for row in named).encode()
    ws = cairn.open(written(tmp_path, summed(files)))
    with pytest.raises(NotFound, match="several go by this name"):
        ws.tally(actor="The Guard")


def test_a_printed_sum_that_the_tables_do_not_give_is_refused(tmp_path):
    files = site()
    files["data/tallies.jsonl"] = re.sub(
        rb'"killed_min": \d+', b'"killed_min": 999', files["data/tallies.jsonl"]
    )
    with pytest.raises(FileRefused) as refused:
        cairn.open(written(tmp_path, summed(files))).tally(actor="northern-pact")
    assert refused.value.code == "sum-differs"


def test_a_sum_whose_sentences_left_with_a_withdrawal_still_says_what_it_is(tmp_path):
    files = release()
    rows = [json.loads(line) for line in files["data/tallies.jsonl"].decode().split("\n") if line]
    files["data/tallies.jsonl"] = "".join(json.dumps({**row, "lines": {}}) + "\n" for row in rows).encode()
    ws = cairn.open(written(tmp_path, signed(files)))
    old = next(t for t in ws.tallies if t.bucket == "likely")
    assert "Counted again after a withdrawal" in repr(old) == f"<{old}>"
    assert ws.tally(actor=old.actor_id).told()


@pytest.mark.parametrize(
    ("table", "row"),
    [("attributions", {"incident_id": "incident-000", "actor_id": "x", "grade": "odd"}),
     ("coverage", {"actor": "x"}), ("actors", {"id": "x", "names": 3}), ("tallies", {"bucket": "likely"}),
     ("relations", {"id": "x"}), ("incidents", {"state": "released"})],
)  # fmt: skip
def test_tables_from_which_nothing_can_be_counted_are_refused(tmp_path, table, row):
    files = site()
    files[f"data/{table}.jsonl"] += json.dumps(row).encode() + b"\n"
    with pytest.raises(FileRefused) as refused:
        cairn.open(written(tmp_path, summed(files))).tally()
    assert refused.value.code == "opened-unreadable"


def test_incidents_that_are_each_others_parents_are_refused(tmp_path):
    files = site()
    rows = [json.loads(line) for line in files["data/incidents.jsonl"].decode().split("\n") if line]
    rows[0]["parent_id"], rows[1]["parent_id"] = rows[1]["id"], rows[0]["id"]
    files["data/incidents.jsonl"] = "".join(json.dumps(row) + "\n" for row in rows).encode()
    with pytest.raises(FileRefused) as refused:
        cairn.open(written(tmp_path, summed(files))).tally(grades="all")
    assert refused.value.code == "opened-unreadable"
