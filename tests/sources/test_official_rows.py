"""Sheets of what parties say, as told: columns, words, days, figures, and what is set aside. Every row is invented."""

from __future__ import annotations

import json

import pytest

from cairn.errors import FileRefused
from cairn.sources.official_rows import read_official
from cairn.sources.register_words import actor_finder
from cairn.values import UNKNOWN, Range
from cairn.vocab.actors import actors
from cairn.vocab.closed import Outcome, Reason

ROW = {
    "incident": "marsh-7", "code": "MC7", "belligerent": "coalition", "role": "suspected", "verdict": "credible",
    "reasons_non_credible": [], "reasons_credible": ["entered_target_area"], "killed_conceded": [0, 0],
    "injured_conceded": [None, None], "stated_location": "near Salt Crossing", "mgrs": "37SFV040116", "mgrs_accuracy": "100 m",
    "statements": [{"date": "20310504", "url": "https://pact.example/1", "text": "On May 1, 2031, near Salt Crossing."}],
    "strike_report": None, "strike_report_url": None,
}  # fmt: skip


def read(*rows, party="", name="rows.jsonl"):
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    return read_official(name, data, actor_finder(actors().values()), party)


def read_csv(text, party=""):
    return read_official("rows.csv", text.encode(), actor_finder(actors().values()), party)


def refused(table):
    return [(bad.row, bad.error.code, bad.error.field) for bad in table.rejected]


def test_a_row_of_a_register_of_statements_is_read_column_by_column():
    row = read(ROW).rows[0]
    assert (row.key, row.incident, row.code) == ("marsh-7:us_led_coalition", "marsh-7", "MC7")
    assert (row.outcome, row.reasons) == (Outcome.CREDIBLE, (Reason.ENTERED_TARGET_AREA,))
    assert (row.party.actor, row.party.role, row.accuracy_m) == ("us_led_coalition", "suspected", 100.0)
    assert [(str(s.day), s.url) for s in row.statements] == [("2031-05-04", "https://pact.example/1")]


def test_nobody_conceded_stays_zero_and_nothing_told_stays_unknown():
    row = read(ROW).rows[0]
    assert (row.killed, row.injured) == (Range(0, 0), UNKNOWN)


def test_a_second_row_of_one_incident_and_party_is_another_entry():
    assert [row.key for row in read(ROW, ROW | {"verdict": "duplicate"}).rows] == [
        "marsh-7:us_led_coalition", "marsh-7:us_led_coalition#2",
    ]  # fmt: skip


def test_a_row_without_incident_is_known_by_what_it_tells():
    bare = {k: v for k, v in ROW.items() if k not in ("incident", "code")}
    other = bare | {"statements": [{"date": "20310601", "url": "", "text": "On May 2, 2031, near Old Mill."}]}
    one, again, two = (read(row).rows[0].key for row in (bare, bare | {"verdict": "duplicate"}, other))
    assert one == again != two


def test_the_spellings_of_a_teams_own_sheet_are_known_too():
    row = read(
        {"id": "e-1", "document_id": "d-1", "actor": "Russian Ministry of Defence", "date": "2031-05-01", "date_end": "2031-05-02",
         "place_text": "near Old Mill", "outcome": "non-credible", "reason": "no strikes", "via": "media report",
         "killed_min": None, "killed_max": None, "injured_min": 2, "injured_max": 3}
    ).rows[0]  # fmt: skip
    assert (row.key, row.document_id, row.party.actor, row.via) == ("e-1", "d-1", "russia", "media report")
    assert (row.day.days, row.outcome, row.reasons, row.injured) == (
        2, Outcome.NON_CREDIBLE, (Reason.NO_STRIKES,), Range(2, 3),
    )  # fmt: skip


def test_a_list_stored_by_a_content_system_is_read():
    row = read(ROW | {"reasons_non_credible": 'a:1:{i:0;s:20:"no_coalition_strikes";}'}).rows[0]
    assert Reason.NO_STRIKES in row.reasons


def test_a_reason_that_is_none_of_the_list_is_kept_as_told():
    row = read(ROW | {"reasons_credible": ["moonlight"]}).rows[0]
    assert (row.reasons, row.reason_told) == ((), "moonlight")


def test_an_outcome_that_is_none_sets_its_row_aside_and_the_others_go_in():
    table = read(ROW | {"verdict": "credibel"}, ROW | {"incident": "marsh-8"})
    assert refused(table) == [(1, "official-outcome-unknown", "outcome")]
    assert [row.key for row in table.rows] == ["marsh-8:us_led_coalition"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"belligerent": ""}, "official-party-missing"),
        ({"belligerent": "x" * 61}, "official-party-unusable"),
        ({"statements": [{"date": "20310231", "text": "On May 1."}]}, "official-day-unreadable"),
        ({"statements": "On May 1."}, "official-statement-unusable"),
        ({"id": "a" * 201}, "official-id-unusable"),
        ({"id": "a~2"}, "official-id-unusable"),
        ({"stated_location": "near \x00"}, "official-cell-unusable"),
    ],
)
def test_what_would_put_words_in_a_wrong_mouth_is_set_aside(change, code):
    table = read(ROW | change, ROW | {"incident": "marsh-8"})
    assert [c for _, c, _ in refused(table)] == [code]
    assert len(table.rows) == 1


def test_the_same_id_twice_sets_the_second_row_aside():
    assert refused(read(ROW | {"id": "e-1"}, ROW | {"id": "e-1"})) == [(2, "official-id-twice", "id")]


def test_a_party_that_is_no_actor_goes_by_its_name_with_a_flag():
    row = read(ROW | {"belligerent": "Marsh Riders"}).rows[0]
    assert (row.party.key, [f.code for f in row.flags]) == ("Marsh Riders", ["party-unlisted"])


def test_a_party_told_as_unknown_is_kept_and_flagged():
    row = read(ROW | {"belligerent": "unknown"}).rows[0]
    assert (row.party.key, [f.code for f in row.flags]) == ("unknown", ["party-unknown"])


def test_a_file_that_names_no_party_is_refused_until_one_is_given():
    text = "date,country,location,number,description\n2031-05-01,Syria,Old Mill,2,destroyed a bridge\n"
    with pytest.raises(FileRefused) as error:
        read_csv(text)
    assert error.value.code == "official-party-missing"
    row = read_csv(text, party="Coalition").rows[0]
    assert (row.party.actor, row.number, row.targets) == ("us_led_coalition", 2, "destroyed a bridge")


def test_slashed_days_are_read_by_what_the_rest_of_the_file_shows():
    head = "date,actor,location,number\n"
    table = read_csv(head + "3/4/2031,russia,Old Mill,1\n3/14/2031,russia,Old Mill,1\n")
    assert [str(row.day.start) for row in table.rows] == ["2031-03-04", "2031-03-14"]


def test_slashed_days_that_may_be_either_of_two_are_set_aside():
    table = read_csv("date,actor,location,number\n3/4/2031,russia,Old Mill,1\n")
    assert refused(table) == [(2, "official-day-unreadable", "date")]


def test_a_reversed_pair_is_read_from_the_lower_and_flagged():
    row = read(ROW | {"killed_conceded": [5, 2]}).rows[0]
    assert (row.killed, [f.code for f in row.flags]) == (Range(2, 5), ["figure-odd"])


def test_a_row_with_a_text_and_nothing_else_of_an_entry_is_a_document():
    table = read(
        {"id": "d-1", "actor": "russia", "published": "2031-06-02", "text": "A release.", "title": "June"}
    )
    assert [(t.id, t.party.actor, str(t.published), t.title) for t in table.texts] == [
        ("d-1", "russia", "2031-06-02", "June")
    ]


def test_a_row_with_a_text_and_an_outcome_is_an_entry_that_states_it():
    row = read(
        {"id": "e-1", "actor": "russia", "published": "2031-06-02", "text": "Closed.", "outcome": "duplicate"}
    ).rows[0]
    assert [(s.text, str(s.day)) for s in row.statements] == [("Closed.", "2031-06-02")]


def test_of_two_columns_that_may_name_the_party_the_plainer_one_counts():
    row = read({"id": "e-1", "source": "press office", "actor": "russia", "outcome": "open"}).rows[0]
    assert row.party.actor == "russia"


@pytest.mark.parametrize(
    ("told", "metres"),
    [
        ("100 m", 100.0), ("1,000 m", 1000.0), ("250", 250.0), (250, 250.0), ("0.5 km", 500.0), ("0.5 kilometres", 500.0),
        ("2 miles", 3218.688), ("500 ft", 152.4), ("3 Meters", 3.0), ("40m", 40.0),
    ],
)  # fmt: skip
def test_a_length_is_a_number_and_a_unit_that_is_known(told, metres):
    row = read(ROW | {"mgrs_accuracy": told, "nearest_strike_m": told}).rows[0]
    assert row.accuracy_m == pytest.approx(metres)
    assert row.nearest_strike_m == row.accuracy_m
    assert row.flags == ()


@pytest.mark.parametrize(
    "told", ["1 km radius", "3 leagues", "10,00 m", "-5 m", "about 1 m", "1 to 2 km", "99999 km"]
)
def test_what_is_no_length_is_unknown_and_flagged(told):
    row = read(ROW | {"mgrs_accuracy": told}).rows[0]
    assert row.accuracy_m is None
    assert [(f.code, f.field, f.value) for f in row.flags] == [("figure-odd", "mgrs_accuracy", told)]


@pytest.mark.parametrize(
    "told",
    ["2031-05-04", "20310504", "2031-05-04T10:15:00Z", "2031-05-04 10:15:00.25 +03:00", "2031-05-04 9:15 PM"],
)
def test_only_a_time_may_follow_a_day(told):
    assert str(read(ROW | {"date": told}).rows[0].day.start) == "2031-05-04"


def test_a_cell_may_tell_a_span_of_days():
    day = read(ROW | {"date": "2031-05-04 to 2031-05-07"}).rows[0].day
    assert (str(day.start), str(day.end)) == ("2031-05-04", "2031-05-07")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"date": "2031-05-04 or 2031-05-09"}, "date"),
        ({"date": "2031-05-04 (evening)"}, "date"),
        ({"date": "2031-05-07 to 2031-05-04"}, "date"),
        ({"date": "2031-05-04 to noon"}, "date"),
        ({"date": "2031-05-04", "date_end": "2031-05-03"}, "date_end"),
        ({"date": "2031-05-04 to 2031-05-07", "date_end": "2031-05-06"}, "date_end"),
    ],
)
def test_days_of_which_a_part_would_be_dropped_set_their_row_aside(change, field):
    assert refused(read(ROW | change)) == [(1, "official-day-unreadable", field)]
