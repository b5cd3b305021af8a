"""Rows on who held what: read as they were told, or set aside with code, field, value and remedy."""

from __future__ import annotations

import json
from datetime import date

import pytest

from cairn.errors import FileRefused, RowRejected
from cairn.sources.control_model import Defaults, Read, Told
from cairn.sources.control_rows import read_control_rows
from control_rows import known

ROW = {
    "area": "A1", "holding": "held", "actor": "The Blues", "from": "2017-08-04",
    "asserted_by": "Example Monitor", "source": "https://example.org/1",
}  # fmt: skip


def read(*rows: dict[str, object], beside: Defaults | None = None) -> Read:
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    return read_control_rows("held.jsonl", data, known(), beside or Defaults())


def told(**cells: object) -> Told:
    found = read({**ROW, **cells})
    assert not found.rejected, found.rejected[0].error
    return found.told[1]


def refused(**cells: object) -> RowRejected:
    """The fault of a row with these cells; a good row beside it goes in."""
    found = read({**ROW, **cells}, {**ROW, "id": "good", "area": "A2"})
    assert [t.id for t in found.told.values()] == ["good"]
    assert found.rejected[0].row == 1
    assert found.rejected[0].error.remedy
    return found.rejected[0].error


def test_a_row_is_read_with_its_actor_and_area_by_any_name():
    found = told(area="Mill Quarter", said="2017-08-05", note="from the river on")
    assert (found.area, found.actors, found.holding) == ("A1", ("blue",), "held")
    assert (found.start, found.said, found.note) == (date(2017, 8, 4), date(2017, 8, 5), "from the river on")
    assert found.asserted_by == "Example Monitor"


def test_place_is_the_same_column_as_area():
    row = {**ROW, "place": "A1"}
    del row["area"]
    assert read(row).told[1].area == "A1"


def test_an_author_who_is_an_actor_stands_under_its_id():
    assert told(asserted_by="the blues").asserted_by == "blue"


def test_by_a_day_is_the_latest_first_day_alone():
    found = told(**{"from": "", "from_latest": "2017-09-06"})
    assert (found.start, found.start_latest) == (None, date(2017, 9, 6))


def test_contested_ground_names_all_who_fight_over_it():
    assert told(holding="contested", actors="blue; Red").actors == ("blue", "red")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("45 %", (0.45, 0.45)), ("0.45", (0.45, 0.45)), (0.45, (0.45, 0.45)), ("45%-50%", (0.45, 0.5)),
        ("45 to 50 per cent", (0.45, 0.5)), ("45–50 %", (0.45, 0.5)), ("0,45", (0.45, 0.45)), (1, (1.0, 1.0)),
        (0, (0.0, 0.0)), ("٪", None), ("2.5 %", (0.025, 0.025)),
    ],
)  # fmt: skip
def test_a_share_is_a_fraction_or_a_percentage_with_its_sign(
    written: object, expected: tuple[float, float] | None
):
    if expected is None:
        assert refused(holding="share", share=written).code == "control-share-unreadable"
    else:
        assert told(holding="share", share=written).share == pytest.approx(expected)


def test_only_a_lowest_share_is_at_least_and_only_a_highest_at_most():
    assert told(holding="share", share_min="50 %").share == (0.5, 1.0)
    assert told(holding="share", share_max=0.25).share == (0.0, 0.25)


def test_a_share_needs_no_word_for_it():
    row = {**ROW, "share": "45 %"}
    del row["holding"]
    assert read(row).told[1].holding == "share"


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({"area": "Z9"}, "control-area-unknown", "area"),
        ({"area": "Old Town"}, "control-area-ambiguous", "area"),
        ({"area": ""}, "control-area-missing", "area"),
        ({"actor": "The Purples"}, "control-actor-unknown", "actor"),
        ({"actor": "unknown"}, "control-actor-unknown", "actor"),
        ({"actor": ""}, "control-actor-missing", "actor"),
        ({"holding": "contested", "actors": "blue", "actor": ""}, "control-contested-alone", "actors"),
        ({"holding": "visited"}, "control-holding-unknown", "holding"),
        ({"holding": ""}, "control-holding-unknown", "holding"),
        ({"holding": "share"}, "control-share-and-holding", "share"),
        ({"share": "45 %"}, "control-share-and-holding", "share"),
        ({"holding": "share", "share": 45}, "control-share-bare", "share"),
        ({"holding": "share", "share_min": "45"}, "control-share-bare", "share_min"),
        ({"holding": "share", "share_max": "101 %"}, "control-share-outside", "share_max"),
        ({"holding": "share", "share_min": -0.2}, "control-share-outside", "share_min"),
        ({"holding": "share", "share_min": 0.6, "share_max": 0.5}, "control-share-order", "share_min"),
        ({"holding": "share", "share": "50 % to 40 %"}, "control-share-order", "share_min"),
        ({"holding": "share", "share": "about half"}, "control-share-unreadable", "share"),
        ({"holding": "share", "share": 0.4, "share_min": 0.3}, "control-share-unreadable", "share"),
        ({"from": "4 August 2017"}, "control-day-unreadable", "from"),
        ({"from": "2017-02-30"}, "control-day-unreadable", "from"),
        ({"from": ""}, "control-day-missing", "from"),
        ({"from": "2007-08-04"}, "control-day-before-war", "from"),
        ({"from": "2031-05-05"}, "control-day-future", "from"),
        ({"said": "2031-05-05"}, "control-day-future", "said"),
        ({"to": "2017-08-03"}, "control-days-order", "to"),
        ({"from_latest": "2017-08-03"}, "control-days-order", "from_latest"),
        ({"asserted_by": ""}, "control-author-missing", "asserted_by"),
        ({"source": " "}, "control-source-missing", "source"),
        ({"denominator": "souls"}, "control-denominator-unknown", "denominator"),
        ({"id": "a#1"}, "control-id-unusable", "id"),
        ({"withdrawn": "perhaps"}, "control-withdrawn-unreadable", "withdrawn"),
    ],
)  # fmt: skip
def test_what_cannot_stand_is_set_aside_with_code_and_field(cells: dict[str, object], code: str, field: str):
    error = refused(**cells)
    assert (error.code, error.field) == (code, field)


def test_a_bare_percentage_is_answered_with_both_ways_to_write_it():
    error = refused(holding="share", share="45")
    assert '"45 %"' in error.remedy
    assert "0.45" in error.remedy


def test_an_ambiguous_name_is_answered_with_the_ids_it_may_mean():
    assert "A2, B7" in refused(area="Old Town").message


def test_a_day_before_the_war_says_which_day_is_the_first_and_why():
    error = refused(**{"from": "2010-01-01"})
    assert "2011-03-15" in error.message
    assert "uprising" in error.message


def test_a_team_may_record_earlier_ground():
    data = (json.dumps({**ROW, "from": "2007-08-04"}) + "\n").encode()
    found = read_control_rows("held.jsonl", data, known(first_day=date(2000, 1, 1)))
    assert found.told[1].start == date(2007, 8, 4)


def test_the_same_word_twice_in_one_file_is_set_aside():
    found = read(ROW, {**ROW, "note": "again"})
    assert [bad.error.code for bad in found.rejected] == ["control-id-twice"]


def test_a_row_without_an_id_keeps_its_own_when_what_it_says_is_mended():
    share = {**ROW, "holding": "share", "share": "40 %"}
    assert read(share).told[1].id == read({**share, "share": "45 %", "note": "mended"}).told[1].id


def test_two_words_of_one_author_on_one_area_have_two_ids():
    found = read(ROW, {**ROW, "from": "2017-09-01"}, {**ROW, "asserted_by": "Another"})
    assert len({t.id for t in found.told.values()}) == 3


def test_what_every_row_lacks_refuses_the_file_with_the_option_that_mends_it():
    rows = [{k: v for k, v in {**ROW, "id": str(n)}.items() if k != "asserted_by"} for n in range(3)]
    with pytest.raises(FileRefused) as caught:
        read(*rows)
    assert caught.value.code == "control-author-missing"
    assert "--asserted-by" in caught.value.remedy
    assert len(read(*rows, beside=Defaults(asserted_by="Example Monitor")).told) == 3


def test_columns_that_nobody_reads_are_named():
    assert read({**ROW, "shre_min": "0.4"}).not_read == ("shre_min",)


def test_a_file_without_rows_is_refused():
    with pytest.raises(FileRefused) as caught:
        read_control_rows("held.csv", b"area,holding\n", known())
    assert caught.value.code == "control-empty"


def test_a_csv_and_a_workbook_are_read_alike(tmp_path):
    from openpyxl import Workbook

    sheet = Workbook()
    sheet.active.append(list(ROW))
    sheet.active.append([*list(ROW.values())[:3], date(2017, 8, 4), *list(ROW.values())[4:]])
    sheet.save(tmp_path / "held.xlsx")
    csv = ",".join(ROW) + "\n" + ",".join(ROW.values()) + "\n"
    one = read_control_rows("held.csv", csv.encode(), known()).told[2]
    other = read_control_rows("held.xlsx", (tmp_path / "held.xlsx").read_bytes(), known()).told[2]
    assert one == other


def test_a_word_with_an_outline_is_set_aside_for_nobody_would_read_the_outline() -> None:
    assert refused(geometry='{"type": "Polygon", "coordinates": []}').code == "control-word-drawn"
    nowhere = read({**ROW, "area": "", "geometry": '{"type": "Polygon", "coordinates": []}'})
    assert [bad.error.code for bad in nowhere.rejected] == ["control-word-drawn"]


def test_a_cell_of_a_book_s_length_is_set_aside_and_a_long_outline_is_not() -> None:
    assert refused(note="x" * 10_001).code == "control-field-long"
    assert told(note="x" * 10_000).note
