"""The pages of a place: every share opens to its day, every day to its areas, every area to somebody's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from cairn.control.model import Policy
from cairn.publish.allow import public
from cairn.publish.drawings.front_maps import plan
from cairn.publish.formats import encode, public_tables, tables_of
from cairn.publish.ground.control_day import ControlDay, control_day
from cairn.publish.ground.control_names import ControlNames, area_key, word_anchor
from cairn.publish.ground.control_page import MOST_DAYS, ControlPage, control_page, page_days
from cairn.publish.ground.control_twin import place_json, share_rows
from cairn.publish.rows.held_place import HeldPlace
from cairn.publish.rows.index import index
from publish.sample import sample
from publish.sample_control import HOSTILE, PACT, PERSON, SECRET_NOTE, SECRET_SOURCE, TOWN, held


def seen(lang: str = "en", one: HeldPlace | None = None) -> tuple[HeldPlace, ControlNames]:
    record = public(sample())
    shown = one or record.control[TOWN]
    anchors = {a.id: area_key(a.id) for a in (shown.place, *shown.areas)}
    return shown, ControlNames(index(record), lang, TOWN, anchors)


def page(lang: str = "en", one: HeldPlace | None = None) -> ControlPage:
    shown, names = seen(lang, one)
    return control_page(shown, names, plan(shown.areas, (), shown.holders))


def of_day(day: date, lang: str = "en") -> ControlDay:
    shown, names = seen(lang)
    return control_day(shown, day, names, plan(shown.areas, (), shown.holders))


def test_each_claim_stands_beside_the_computed_range_of_its_day_and_opens_it() -> None:
    pact = next(a for a in page().actors if a.name == "Northern Pact")
    assert [c.n for c in pact.claims] == [1, 2, 3]
    first = pact.claims[0]
    assert "75%" in first.claimed
    assert first.of == "land area"
    assert first.href == "2017-03-02.html"
    assert "computed range" in first.lies
    assert first.difference is not None


def test_actors_stand_from_a_to_z() -> None:
    assert [a.name for a in page().actors] == ["Northern Pact", "River Guard"]


def test_each_area_lists_its_words_with_author_days_and_source() -> None:
    old = next(a for a in page().areas if a.name == "Old Quarter")
    assert [w.author for w in old.words] == ["Northern Pact", "Northern Pact"]
    assert old.words[1].days == "from a day between 10 February 2017 and 14 February 2017"
    assert all(w.source for w in old.words)


def test_a_private_persons_word_stands_without_name_source_note_or_telling_id() -> None:
    mill = next(a for a in page().areas if a.name == "Mill Quarter")
    assert [w.author for w in mill.words] == ["local resident (name withheld)"]
    assert mill.words[0].withheld
    told = (
        str(page())
        + str(of_day(date(2017, 4, 5)))
        + str(public(sample()).control)
        + str(public(sample()).ground)
    )
    for secret in (PERSON, SECRET_SOURCE, SECRET_NOTE, "umm-invented"):
        assert secret not in told


def test_words_on_the_whole_place_stand_apart_from_claims_of_a_share() -> None:
    assert [w.told for w in page().whole.words] == ["held by River Guard"]


def test_each_computed_share_has_a_day_and_each_day_every_area() -> None:
    shown, _ = seen()
    for day in page_days(shown):
        view = of_day(day)
        assert len(view.areas) == 4
        assert [s.name for s in view.shares] == ["Northern Pact", "River Guard"]
        for area in view.areas:
            assert area.words or area.status == "unknown"


def test_what_a_day_rests_on_is_found_in_the_page_of_the_place() -> None:
    shown, _ = seen()
    anchors = {w.anchor for a in (page().whole, *page().areas) for w in a.words}
    for day in page_days(shown):
        assert {w.anchor for area in of_day(day).areas for w in area.words} <= anchors
    assert word_anchor(shown.words[0]) in anchors


def test_ground_on_which_authors_differ_is_said_to_be_so() -> None:
    river = next(a for a in of_day(date(2017, 4, 2)).areas if a.name == "River Quarter")
    assert river.state == "authors differ: Northern Pact, River Guard"
    assert len(river.words) == 2


def test_the_amounts_of_a_day_are_told_in_square_kilometres() -> None:
    parts = dict(of_day(date(2017, 4, 5)).shares[0].parts)
    assert set(parts) == {"held by Northern Pact", "held in part", "authors differ"}
    assert all(amount.endswith("km²") for amount in parts.values())


def test_the_policy_is_told_in_sentences() -> None:
    told = " ".join(page().policy)
    assert "last word" in told
    assert "365 days" in told
    assert "never enters it" in told
    assert "land area" in told


def test_a_policy_that_lets_no_word_grow_old_and_takes_some_authors_says_so() -> None:
    shown = replace(held(), policy=Policy(stale_after_days=None, authors=(PACT,)))
    told = " ".join(page(one=shown).policy)
    assert "however old" in told
    assert "Northern Pact" in told


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_real_case_in_an_invented_demonstration_is_called_real(lang: str) -> None:
    assert page(lang, replace(held(), real=True)).real
    assert not page(lang).real


def test_a_place_whose_ground_cannot_be_measured_has_words_and_no_share() -> None:
    bare = replace(held(), series={}, claims={})
    made = page(one=bare)
    assert made.actors == ()
    assert len(made.areas) == 4
    assert made.frames


def test_of_very_many_days_those_of_maps_and_claims_have_pages() -> None:
    one = held()
    share = one.series[PACT][0]
    many = tuple(replace(share, day=date(2018, 1, 1) + timedelta(days=n)) for n in range(MOST_DAYS + 20))
    long = replace(one, series={PACT: many}, states={s.day: () for s in many})
    days = page_days(long)
    assert len(days) < 20
    assert {c.computed.day for c in long.claims[PACT]} <= set(days)
    assert page(one=long).parted


def test_a_hostile_name_is_words_in_the_map_and_in_the_rows_and_turns_nothing() -> None:
    made = page()
    assert any(a.name == HOSTILE.replace("\u202e", "") for a in made.areas)
    assert all("<script" not in f.map for f in made.frames)


def test_the_twin_tells_every_word_share_and_claim() -> None:
    shown, _ = seen()
    found: dict[str, Any] = place_json(shown)
    assert len(found["words"]) == len(held().words)
    assert {r["actor"] for r in found["computed"]} == {PACT, "river-guard"}
    assert {c["verdict"] for c in found["claims"]} <= {"in", "above", "below", "overlaps", "not_comparable"}
    assert all(0 <= r["share_min"] <= r["share_max"] <= 1 for r in found["computed"])


def test_states_are_told_where_they_change_and_nowhere_else() -> None:
    rows: Any = place_json(held())["states"]
    before: dict[str, object] = {}
    for row in rows:
        now = (row["status"], str(row["holders"]), tuple(row["because"]))
        assert before.get(row["area"]) != now
        before[row["area"]] = now


def test_a_withheld_author_is_blank_in_the_downloads() -> None:
    tables = public_tables(sample())
    told = b"".join(encode(tables[name], "jsonl") for name in ("control", "control_shares")).decode()
    assert len(tables["control"].rows) > 2
    assert PERSON not in told
    assert "umm-invented" not in told
    blank = [r for r in tables["control"].rows if r["asserted_by"] is None]
    assert len(blank) == 2


def test_no_cell_of_a_spreadsheet_is_a_formula_and_the_machines_file_is_as_written() -> None:
    one = held()
    bad = replace(one, words=(replace(one.words[0], source="=HYPERLINK(1)", asserted_by="@x"),))
    table = tables_of(index(replace(sample(), control={TOWN: bad})), is_public=False)["control"]
    sheet, plain = encode(table, "spreadsheet").decode(), encode(table, "csv").decode()
    assert ",'=HYPERLINK(1)" in sheet
    assert ",'@x" in sheet
    assert ",=HYPERLINK(1)" in plain
    assert ",@x" in plain


def test_a_record_without_words_of_control_has_no_rows_of_it() -> None:
    assert not public_tables(replace(sample(), control={}))["control"].rows


def test_share_rows_name_what_is_not_known() -> None:
    rows = list(share_rows(held()))
    assert any("XQ4" in r["disputed"] for r in rows)  # type: ignore[operator]
