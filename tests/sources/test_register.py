"""Another recorder's register: what is kept, what is flagged, what is set aside. Every row is invented."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from cairn.errors import FileRefused
from cairn.places.gazetteer import shipped
from cairn.sources.register import Known, entry_of, known, read_register, with_flags_across
from cairn.sources.register_model import Entry, RegisterTable
from cairn.sources.register_words import flag_words
from cairn.values import UNKNOWN, Range
from cairn.vocab.actors import actors
from cairn.vocab.closed import Grade


@pytest.fixture(scope="module")
def against() -> Known:
    return known(actors().values(), shipped())


def row(**more: Any) -> dict[str, Any]:
    """An invented row without a fault."""
    base = {
        "id": "st-1", "code": "ST1", "previous_codes": [], "date": "2019-03-02", "place_en": "Salt Crossing",
        "admin_en": "Homs", "lat": 34.73, "lon": 36.72, "belligerents": ["Russian Military"],
        "attributions": [{"belligerent": "russia", "role": "suspected"}], "harm_reported": "Yes",
        "grade": "Fair", "killed": [2, 3], "injured": [4, 4],
    }  # fmt: skip
    return base | more


def lines(*rows: object) -> bytes:
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows).encode()


def flagged(against: Known, **more: Any) -> set[tuple[str, str]]:
    return {(f.code, f.field) for f in entry_of(row(**more), against).flags}


def together(against: Known, *rows: dict[str, Any]) -> list[Entry]:
    return with_flags_across(entry_of(r, against) for r in rows)


def test_a_row_without_a_fault_has_no_flag(against):
    entry = entry_of(row(), against)
    assert entry.flags == ()
    assert (entry.id, entry.code, entry.day) == ("st-1", "ST1", date(2019, 3, 2))
    assert [p.actor for p in entry.filed] == ["russia"]
    assert (entry.attributed[0].actor, entry.attributed[0].role) == ("russia", "suspected")
    assert (entry.grade, entry.harm_reported) == (Grade.FAIR, "yes")
    assert (entry.figure("killed"), entry.figure("injured")) == (Range(2, 3), Range(4, 4))
    assert (entry.spot.pcode, entry.spot.country) == ("SY04", "SY")


@pytest.mark.parametrize(
    ("told", "flag", "counted"),
    [
        ([5, 2], "figure-reversed", Range(2, 5)),
        ([3, None], "figure-half-open", Range(3, None)),
        ([None, 3], "figure-half-open", Range(None, 3)),
        ([None, None], "figure-null-pair", UNKNOWN),
        ([-1, 2], "figure-unusable", UNKNOWN),
        ([1.5, 2], "figure-unusable", UNKNOWN),
        ([1, 2, 3], "figure-unusable", UNKNOWN),
        ([True, 2], "figure-unusable", UNKNOWN),
        ("dozens", "figure-unusable", UNKNOWN),
        ({"min": 1}, "figure-unusable", UNKNOWN),
        ([10**12, 10**12], "figure-unusable", UNKNOWN),
    ],
)
def test_an_odd_pair_is_flagged_with_its_value_and_kept_as_written(against, told, flag, counted):
    entry = entry_of(row(injured=told), against)
    found = next(f for f in entry.flags if f.field == "injured")
    assert (found.code, entry.figure("injured"), entry.cells["injured"]) == (flag, counted, told)
    assert found.value == (told if isinstance(told, str) else json.dumps(told))


@pytest.mark.parametrize(
    ("told", "counted"),
    [("3", Range(3, 3)), ("3-5", Range(3, 5)), ("3 – 5", Range(3, 5)), ("3-", Range(3, None)), ("4+", Range(4, None)),
     ("[3, 5]", Range(3, 5)), (7, Range(7, 7)), (["3", "5"], Range(3, 5)), ([3.0, 5.0], Range(3, 5))],
)  # fmt: skip
def test_a_figure_may_be_written_as_spreadsheets_have_it(against, told, counted):
    assert entry_of(row(killed=told), against).figure("killed") == counted


def test_two_columns_are_a_pair_and_nought_is_a_figure(against):
    cells = row(killed_min="0", killed_max="2")
    del cells["killed"]
    entry = entry_of(cells, against)
    assert (entry.figure("killed"), entry.flags) == (Range(0, 2), ())


def test_no_figure_of_killed_is_a_gap_and_never_nought(against):
    assert ("killed-unknown", "killed") in flagged(against, killed=None)
    assert entry_of(row(killed=None), against).figure("killed").is_unknown


def test_groups_that_add_up_to_more_are_flagged_and_raise_nothing(against):
    assert ("parts-above-lowest", "killed") in flagged(against, children_killed=[1, 1], women_killed=[2, 2])
    assert ("parts-above-highest", "killed") in flagged(against, children_killed=[2, 2], men_killed=[2, 2])
    assert ("part-above-highest", "women_killed") in flagged(against, women_killed=[0, 4])
    assert ("parts-above-highest", "injured") in flagged(against, men_injured=[5, 5])
    assert flagged(against, children_killed=[1, 1], women_killed=[1, 1]) == set()
    assert entry_of(row(men_killed=[9, 9]), against).figure("killed") == Range(2, 3)


def test_more_named_dead_than_the_maximum_is_flagged(against):
    dead = [{"name": f"Invented {n}", "outcome": "killed"} for n in range(4)]
    hurt = [{"name": "Invented 5", "outcome": "injured"}, {"name": "", "outcome": "killed"}]
    assert ("named-above-highest", "victims") in flagged(against, victims=dead)
    assert flagged(against, victims=dead[:3] + hurt) == set()
    assert ("named-above-highest", "victims") not in flagged(against, victims=dead, killed=None)


def test_two_grades_at_once_are_both_kept_and_neither_is_chosen(against):
    entry = entry_of(row(grade="Contested, Discounted"), against)
    assert entry.grades == (Grade.CONTESTED, Grade.DISCOUNTED)
    assert (entry.grade, entry.grade_told) == (None, "Contested, Discounted")
    assert [(f.code, f.value) for f in entry.flags] == [("grade-several", "Contested, Discounted")]


def test_a_grade_of_other_words_is_kept_as_told(against):
    entry = entry_of(row(grade="Plausible"), against)
    assert (entry.grades, entry.grade_told, entry.flags[0].code) == ((), "Plausible", "grade-unknown")
    assert ("grade-missing", "grade") in flagged(against, grade=None)


def test_several_belligerents_with_one_grade_are_told(against):
    entry = entry_of(
        row(
            belligerents=["Russian Military", "U.S.-led Coalition"],
            attributions=[
                {"belligerent": "russia", "role": "suspected"},
                {"belligerent": "coalition", "role": "known"},
            ],
        ),
        against,
    )
    assert [(f.code, f.value) for f in entry.flags] == [
        ("grade-shared", "Fair: Russian Military, U.S.-led Coalition")
    ]
    assert [p.actor for p in entry.filed] == ["russia", "us_led_coalition"]


def test_belligerents_are_known_by_name_alias_id_or_adjective_and_else_kept(against):
    entry = entry_of(row(belligerents=["Iranian Military", "Marsh Riders", "unknown", "IRGC"]), against)
    assert [(p.told, p.key) for p in entry.filed] == [
        ("Iranian Military", "iran"),
        ("Marsh Riders", "Marsh Riders"),
        ("unknown", "unknown"),
    ]
    assert ("actor-unknown", "belligerents") in {(f.code, f.field) for f in entry.flags}
    assert [f.value for f in entry.flags if f.code == "actor-unknown"] == ["Marsh Riders"]


def test_a_register_with_attributions_alone_files_by_them(against):
    cells = row()
    del cells["belligerents"]
    assert [p.actor for p in entry_of(cells, against).filed] == ["russia"]
    assert flagged(against, belligerents=[]) == {("actor-missing", "belligerents")}
    assert ("actor-unattributed", "belligerents") in flagged(against, belligerents=["Israeli Military"])


@pytest.mark.parametrize(
    ("days", "flag", "day", "last"),
    [
        ({"date": "2019-02-30"}, "date-impossible", None, None),
        ({"date": "02/03/2019"}, "date-unreadable", None, None),
        ({"date": "1970-01-01"}, "date-placeholder", None, None),
        ({"date": None}, "date-missing", None, None),
        ({"date_end": "2019-01-02"}, "date-reversed", date(2019, 3, 2), date(2019, 3, 2)),
        ({"date_end": "2020-03-02"}, "date-long", date(2019, 3, 2), date(2020, 3, 2)),
        ({"modified": "2018-01-01"}, "date-after-change", date(2019, 3, 2), date(2019, 3, 2)),
    ],
)
def test_days_that_cannot_be_are_flagged(against, days, flag, day, last):
    entry = entry_of(row(**days), against)
    assert [f.code for f in entry.flags] == [flag]
    assert (entry.day, entry.last_day) == (day, last)


@pytest.mark.parametrize(
    ("point", "flag"),
    [
        ({"lat": None, "lon": None}, "point-missing"),
        ({"lon": None}, "point-half"),
        ({"lat": "north"}, "point-unusable"),
        ({"lat": 91.2}, "point-off-globe"),
        ({"lon": 3672.0}, "point-off-globe"),
        ({"lat": 36.2, "lon": 37.15}, "province-mismatch"),
        ({"lat": 34.0, "lon": 18.0}, "province-mismatch"),
        ({"admin_en": "Middle Valley"}, "province-unknown"),
        ({"admin_en": None}, "province-missing"),
        ({"governorate_en": "Aleppo"}, "provinces-differ"),
        ({"place_en": None}, "place-missing"),
    ],
)
def test_places_that_do_not_fit_are_flagged(against, point, flag):
    assert {code for code, _ in flagged(against, **point)} == {flag}


def test_a_province_is_known_by_any_of_its_names_and_by_a_district_within_it(against):
    def pcode(**told: Any) -> str:
        return entry_of(row(lat=None, lon=None, **told), against).spot.pcode

    assert pcode(admin_en="Ar Raqqah") == pcode(admin_en="Raqqa") == pcode(admin_en="محافظة الرقة") == "SY11"
    assert pcode(admin_en="Afrin") == pcode(admin_en="Aleppo Governorate") == "SY02"
    assert pcode(admin_en="nowhere at all", governorate_en="Hama") == "SY05"


def test_a_point_a_little_beyond_the_drawn_border_is_not_held_against_it(against):
    flags = [flagged(against, admin_en="Damascus", lat=33.5131 + step, lon=36.3) for step in (0.0, 0.04, 0.3)]
    assert [bool(f) for f in flags] == [False, False, True]


def test_no_harm_reported_with_people_killed_is_flagged(against):
    assert ("harm-no-with-dead", "harm_reported") in flagged(against, harm_reported="No")
    assert ("harm-no-with-dead", "harm_reported") not in flagged(against, harm_reported="No", killed=[0, 0])
    assert ("harm-missing", "harm_reported") in flagged(against, harm_reported=None)
    assert ("harm-unknown-word", "harm_reported") in flagged(against, harm_reported="perhaps")


def test_codes_that_are_shared_are_told_on_every_entry_that_shares_them(against):
    a, b, c = together(
        against,
        row(id="a", code="ST1", previous_codes=["OLD9", "ST3"]),
        row(id="b", code="st1 ", previous_codes=["OLD9", "", "ST1"]),
        row(id="c", code="ST3"),
    )
    assert {f.code for f in a.flags} == {"code-repeated", "previous-code-shared", "previous-code-in-use"}
    assert {f.code for f in b.flags} == {
        "code-repeated", "previous-code-shared", "previous-code-blank", "previous-code-own", "previous-code-in-use"
    }  # fmt: skip
    assert c.flags == ()


def test_a_code_within_the_code_of_another_entry_is_shared(against):
    joint, alone = together(against, row(id="a", code="AB12a CD34"), row(id="b", code="ab12A"))
    assert [(f.code, f.value) for f in joint.flags] == [("code-repeated", "AB12a")]
    assert [(f.code, f.value) for f in alone.flags] == [("code-repeated", "ab12A")]
    assert [e.flags for e in together(against, row(id="c", code="CD 34 of May"), row(id="d", code="CD"))] == [
        (),
        (),
    ]


def test_only_what_cannot_be_an_entry_is_set_aside(against):
    data = lines(
        row(), {"place_en": "Salt Crossing"}, row(), row(id="st\x07"), {"id": 7}, {"code": "ST8"}, [1]
    )
    table = read_register("invented.jsonl", data + b"no row at all\n", against)
    assert [r.entry.id for r in table.rows] == ["st-1", "7", "ST8"]
    assert [(bad.row, bad.error.code) for bad in table.rejected] == [
        (2, "register-no-id"), (3, "register-id-twice"), (4, "register-id-unusable"), (7, "row-not-object"),
        (8, "row-not-json"),
    ]  # fmt: skip


def same(table: RegisterTable) -> list[Any]:
    entry = table.rows[0].entry
    filed, figures = [p.actor for p in entry.filed], dict(entry.figures)
    return [entry.id, entry.code, entry.previous_codes, entry.day, filed, entry.grades, figures, entry.flags]


def test_json_lines_csv_and_a_workbook_give_the_same_entry(against):
    cells = row(previous_codes=["A1", "B2"], note_of_theirs="kept")
    flat = cells | {
        "previous_codes": "A1; B2",
        "belligerents": "Russian Military",
        "killed": "2-3",
        "injured": "4",
    }
    flat["attributions"] = json.dumps(cells["attributions"])
    book = Workbook()
    book.active.append(list(flat))
    book.active.append([date(2019, 3, 2) if k == "date" else v for k, v in flat.items()])
    kept = io.BytesIO()
    book.save(kept)
    csv = ",".join(flat) + "\n" + ",".join('"' + str(v).replace('"', '""') + '"' for v in flat.values())
    tables = [
        read_register("a.jsonl", lines(cells), against),
        read_register("a.csv", csv.encode(), against),
        read_register("a.xlsx", kept.getvalue(), against),
    ]
    assert same(tables[0]) == same(tables[1]) == same(tables[2])
    assert all(t.rows[0].entry.cells["note_of_theirs"] == "kept" for t in tables)


def test_a_workbook_that_is_none_is_refused(against):
    with pytest.raises(FileRefused, match="sheet-unreadable"):
        read_register("a.xlsx", b"PK\x03\x04 and nothing more", against)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
COLUMNS = st.sampled_from(
    ["code", "previous_codes", "date", "date_end", "modified", "place_en", "admin_en", "country", "lat", "lon",
     "belligerents", "attributions", "grade", "harm_reported", "killed", "injured", "men_killed", "victims"]
)  # fmt: skip


@given(st.dictionaries(COLUMNS, JSON))
def test_whatever_the_cells_hold_the_row_is_an_entry_with_its_cells_as_written(cells):
    table = read_register("a.jsonl", lines({"id": "x"} | cells), ANY)
    assert [dict(r.entry.cells) for r in table.rows] == [{"id": "x"} | cells]
    assert table.rejected == ()
    assert {f.code for f in table.rows[0].entry.flags} <= set(flag_words())


ANY = known(actors().values(), shipped())


@pytest.mark.data
def test_no_row_of_a_real_register_is_lost_and_each_known_kind_of_fault_is_flagged(shared_data_once, against):
    data = (shared_data_once / "register/incidents-to-2020.jsonl").read_bytes()
    table = read_register("incidents-to-2020.jsonl", data, against)
    rows = [json.loads(line) for line in data.decode().splitlines()]
    assert len(table.rows) + len(table.rejected) == len(rows)
    assert [dict(r.entry.cells) for r in table.rows] == rows
    flags = {f.code for e in with_flags_across(r.entry for r in table.rows) for f in e.flags}
    assert flags >= {
        "figure-reversed", "figure-half-open", "grade-several", "grade-missing", "grade-shared", "date-reversed",
        "date-placeholder", "point-off-globe", "province-mismatch", "code-repeated", "previous-code-shared", "parts-above-lowest",
        "parts-above-highest", "harm-no-with-dead", "killed-unknown", "actor-missing",
    }  # fmt: skip
