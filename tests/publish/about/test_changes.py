"""What moved in public is told act by act, newest first; a withdrawn thing is a code and a day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cairn.publish.about import changes_page as page
from cairn.publish.about.changes import COLUMNS, by_month, changes, plain_rows
from cairn.publish.about.corrections_page import corrections, lowered, taken_out, withdrawn
from cairn.publish.allow import public
from cairn.publish.rows.index import Index, index
from cairn.publish.rows.record import Record
from publish.sample_changes import SECRET_WHY, changed


def found(**more: bool) -> Index:
    return index(public(changed(**more)))


def test_changes_stand_newest_first_and_in_their_months() -> None:
    told = changes(found())
    assert [c.at for c in told] == sorted((c.at for c in told), reverse=True)
    months = by_month(told)
    assert list(months) == sorted(months, reverse=True)
    assert sum(map(len, months.values())) == len(told)


def test_an_update_says_what_was_and_what_is() -> None:
    (change,) = [c for c in changes(found()) if c.version == 2]
    assert change.kind == "updated"
    assert {d.field: (d.was, d.now) for d in change.moved} == {
        "killed": ((2, 4), (2, 3)),
        "grade:river_guard": ("weak", "fair"),
    }


def test_the_first_version_is_published_and_corrects_nothing() -> None:
    (first,) = [c for c in changes(found()) if c.version == 1]
    assert (first.kind, first.corrects, first.moved) == ("released", False, ())


def test_a_summary_written_anew_alone_is_no_correction() -> None:
    record = changed()
    versions = [*record.versions[:2], {**record.versions[1], "version": 3, "at": "2026-03-09T10:00:00Z"}]
    versions[2]["fields"] = {**versions[2]["fields"], "wording": 2}
    told = corrections(index(public(replace(record, versions=versions))))
    assert [c.version for c in told if c.kind == "updated"] == [2]


def test_of_a_withdrawn_thing_a_code_and_a_day_are_told_and_nothing_else() -> None:
    here = found()
    (gone,) = [c for c in changes(here) if c.kind == "withdrawn"]
    assert (gone.code, gone.at, gone.incident_id, gone.version, gone.moved) == (
        "GONE1",
        "2026-10-02",
        "",
        0,
        (),
    )
    for lang in ("en", "ar"):
        view = page.Teller(here, lang).view(gone)
        assert (view.title, view.href, view.where, view.why, view.said) == ("GONE1", "", "", "", ())


def test_nobody_learns_of_a_withdrawal_of_what_was_never_public() -> None:
    told = changes(found())
    assert "NEVERSEEN" not in {c.code for c in told}
    assert "NEVERSEEN" in {c.code for c in changes(index(changed()))}


def test_reasons_are_told_only_where_deciders_are_public() -> None:
    for public_why in (True, False):
        here = found(public_why=public_why)
        views = [page.Teller(here, "en").view(c) for c in changes(here)]
        assert any(v.why == SECRET_WHY for v in views) is public_why
        assert any("N. Setter" in v.decided for v in views) is public_why


def test_the_story_is_the_latest_figure_that_moved() -> None:
    story = page.story(changes(found()))
    assert story is not None
    assert story.version == 3
    view = page.Teller(found(), "en").view(story)
    assert [what for what, _, _ in view.moved] == ["Civilians killed"]
    assert view.anew
    assert 0 < len(view.said) <= page.MOST_WORDS
    assert all(w.href.startswith("incidents/NP000/") for w in view.said)


def test_the_table_holds_a_row_for_each_thing_that_moved_and_unknown_is_no_nought() -> None:
    record = changed()
    versions = [*record.versions, {**record.versions[2], "version": 4, "at": "2026-04-01T00:00:00Z"}]
    versions[3]["fields"] = {**versions[2]["fields"], "killed_min": None}
    rows = plain_rows(changes(index(public(replace(record, versions=versions)))))
    (lost,) = [r for r in rows if r["version"] == 4]
    assert (lost["field"], lost["was_min"], lost["now_min"], lost["now_max"]) == ("killed", 2, None, 2)
    assert all(set(r) == set(COLUMNS) for r in rows)


@pytest.mark.parametrize(("lang", "none"), [("en", "No record that was public"), ("ar", "لم يُسحب أي سجل")])
def test_that_no_record_was_withdrawn_is_said_in_words_and_one_that_never_was_public_is_not_counted(
    lang: str, none: str
) -> None:
    stones: Any = [{"id": "a", "was_public": True}, {"id": "b"}, {"id": "c", "was_public": False}]
    assert withdrawn(index(Record("", tombstones=())), lang).startswith(none)
    assert withdrawn(index(Record("", tombstones=stones[2:])), lang).startswith(none)
    assert "2" in withdrawn(index(Record("", tombstones=stones)), lang)


def test_what_was_taken_out_is_a_count() -> None:
    assert taken_out(found(), "en") == [
        ("Names of people", 3),
        ("Reports", 1),
        ("Records of incidents, each listed above by code and day", 1),
    ]


def test_a_source_that_lowered_its_own_figure_is_shown_with_both_words() -> None:
    record = changed()
    base = next(
        c for c in record.claims if c["kind"] == "killed" and c["report_id"] == "n1" and c["group"] == "all"
    )
    later = {**next(r for r in record.reports if r["id"] == "n1"), "id": "n1later", "published": "2017-03-09"}
    told = {**base, "id": "later", "report_id": "n1later", "min": 1, "max": 1, "quote": "only one was killed"}
    more = replace(record, claims=[*record.claims, told], reports=[*record.reports, later])
    (row,) = lowered(index(public(more)), "en")
    assert row.title == "NP001"
    assert [w.quote for w in row.said] == [base["quote"], "only one was killed"]
    assert not lowered(found(), "en")


def test_a_link_is_public_from_the_later_of_the_link_and_the_release() -> None:
    record = changed(count=9, released=9)
    link = public(record).entry_links[0]
    act = {"entry_id": link["entry_id"], "incident_id": link["incident_id"], "at": "2025-01-01T00:00:00Z"}
    later = [{**record.versions[0], "incident_id": link["incident_id"], "at": "2026-05-05T00:00:00Z"}]
    for versions, at in (([], act["at"]), (later, "2026-05-05T00:00:00Z")):
        told = changes(index(public(replace(record, versions=versions, link_acts=[act]))))
        assert [(c.entry_id, c.at) for c in told if c.kind == "linked"] == [(link["entry_id"], at)]


def test_the_day_of_a_link_that_is_not_public_is_not_either() -> None:
    record = changed()
    act = {"entry_id": "e-nowhere", "incident_id": "incident-008", "at": "2025-01-01T00:00:00Z"}
    assert not public(replace(record, link_acts=[act])).link_acts
