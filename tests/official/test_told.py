"""What one document or one row tells: entries with their words, and where a recorder's code and the words part."""

from __future__ import annotations

from datetime import date

from cairn.official.model import ALLEGATION, STRIKE
from cairn.official.told import of_row, of_strikes, of_text
from cairn.sources.official_model import SheetRow, Stated
from cairn.sources.register_model import Party
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Outcome, Reason

RELEASE = """Monthly report of the Pact, published 4 July 2031.

1. On May 1, 2031, near Salt Crossing, Syria, via media report. A Pact strike unintentionally killed two civilians. 4410/PX77

2. On May 3, 2031, near Old Mill, Syria, via self-report. No Pact strikes were conducted; no strikes were conducted in the area.
"""
DAY = date(2031, 7, 4)


def row(**more):
    base = {"key": "e-1", "row": 2, "cells": {}, "party": Party("pact", "pact")}
    return SheetRow(**{**base, **more})


def read(one, kind=ALLEGATION):
    return of_row(one, "sheet-1", lambda stated: f"st-{stated.day}", kind)


def stated(day, text):
    return Stated(day, "", text)


def test_every_statement_of_a_release_is_an_entry_with_its_words():
    first, second = of_text("rel", "pact", RELEASE, DAY)
    said = first.entry.history[0]
    assert (first.entry.id, second.entry.id) == ("rel@1", "rel@2")
    assert said.passage.of(RELEASE).startswith("On May 1, 2031, near Salt Crossing")
    assert (said.day, said.outcome, said.killed, said.coded) == (DAY, Outcome.CREDIBLE, Range(2, 2), False)
    assert second.entry.history[0].reason is Reason.NO_STRIKES
    assert first.entry.files == ("4410/PX77",)


def test_a_text_of_which_nothing_is_understood_holds_no_entry():
    assert of_text("rel", "pact", "The Pact thanks its partners.", DAY) == ()


def test_the_words_of_each_statement_of_a_row_stand_beside_the_code_of_the_last():
    one = row(
        statements=(
            stated(date(2031, 9, 1), "On May 1, 2031, near Old Mill. Two civilians were unintentionally killed."),
            stated(date(2031, 6, 1), "On May 1, 2031, near Old Mill. The report was assessed as non-credible."),
        ),
        outcome=Outcome.CREDIBLE,
        killed=Range(2, 2),
    )  # fmt: skip
    early, late = read(one).entry.history
    assert (early.outcome, early.day) == (Outcome.NON_CREDIBLE, date(2031, 6, 1))
    assert (late.outcome, late.killed, late.coded) == (Outcome.CREDIBLE, Range(2, 2), False)


def test_a_code_that_no_words_give_is_marked_coded_and_zero_stays_zero():
    said = read(row(outcome=Outcome.CREDIBLE, killed=Range(0, 0), injured=Range(2, 2))).entry.history[0]
    assert (said.killed, said.injured, said.coded, said.passage) == (Range(0, 0), Range(2, 2), True, None)


def test_an_unknown_figure_stays_unknown():
    assert read(row(outcome=Outcome.OPEN)).entry.history[0].killed == UNKNOWN


def test_a_row_that_tells_nothing_of_an_outcome_has_no_history():
    assert read(row(place="near Old Mill")).entry.history == ()


def test_words_that_say_otherwise_are_told_and_nothing_is_mended():
    words = "On May 1, 2031, near Old Mill. Two civilians were unintentionally killed."
    told = read(row(statements=(stated(DAY, words),), outcome=Outcome.NON_CREDIBLE, killed=Range(0, 0)))
    said = told.entry.history[0]
    assert (said.outcome, said.killed, said.coded) == (Outcome.NON_CREDIBLE, Range(0, 0), True)
    assert [(f.code, f.field) for f in told.flags] == [
        ("words-differ", "killed"),
        ("words-differ", "outcome"),
    ]


def test_a_figure_that_was_not_coded_is_taken_from_words_of_the_same_outcome_only():
    words = "On May 1, 2031, near Old Mill. Two civilians were unintentionally killed."
    agreeing = read(row(statements=(stated(DAY, words),), outcome=Outcome.CREDIBLE)).entry.history[0]
    empty = read(row(statements=(stated(DAY, words),), outcome=Outcome.CREDIBLE, codes=frozenset({"killed"})))
    other = read(row(statements=(stated(DAY, words),), outcome=Outcome.OPEN)).entry.history[0]
    assert (agreeing.killed, other.killed) == (Range(2, 2), UNKNOWN)
    assert (empty.entry.history[0].killed, [f.value for f in empty.flags]) == (
        UNKNOWN,
        ["none coded, 2 read"],
    )


def test_a_reason_in_words_of_a_sheet_is_found_by_the_phrases_of_releases():
    one = row(outcome=Outcome.CREDIBLE, reason_told="civilians entered the target area after release")
    assert read(one).entry.history[0].reason is Reason.ENTERED_TARGET_AREA


def test_the_radius_is_no_smaller_than_the_recorders_word_for_the_square():
    exact, coarse = (read(row(mgrs="37SFV0401011610", accuracy_m=a)).entry.point for a in (1.0, 100.0))
    assert exact.radius_m < 71 <= coarse.radius_m


def test_a_square_that_is_none_is_kept_as_written_without_a_point():
    told = read(row(mgrs="37SFV0401"))
    assert (told.entry.mgrs, told.entry.point) == ("37SFV0401", told.entry.point)
    odd = read(row(mgrs="37XX12"))
    assert (odd.entry.mgrs, odd.entry.point, [f.code for f in odd.flags]) == ("37XX12", None, ["grid-odd"])


def test_strike_lines_take_the_day_and_the_country_above_them():
    text = "On May 20, 2031, in Syria:\nNear Old Mill, two strikes destroyed a bridge.\nOn May 21, 2031, in Iraq:\nNear Reed Bank, one strike hit a boat.\n"
    found = [told.entry for told in of_strikes("sr", "pact", text, date(2031, 5, 22))]
    assert [(str(e.day.start), e.country, e.place, e.number, e.kind) for e in found] == [
        ("2031-05-20", "Syria", "Old Mill", 2, STRIKE),
        ("2031-05-21", "Iraq", "Reed Bank", 1, STRIKE),
    ]
    assert [e.passages["line"].of(text)[:14] for e in found] == ["Near Old Mill,", "Near Reed Bank"]


def test_a_row_of_strikes_keeps_its_number_and_what_was_struck():
    entry = read(row(place="Old Mill", number=3, targets="destroyed a bridge"), STRIKE).entry
    assert (entry.kind, entry.number, entry.targets, entry.history) == (STRIKE, 3, "destroyed a bridge", ())
