"""Why figures of one pair differ, by code and in both languages. All invented."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.crosswalk.differ import differs
from cairn.crosswalk.words import said
from cairn.values import UNKNOWN, DateSpan, Precision, Range
from crosswalk.recorded import at, ours, theirs


def codes(one, entry, mine=(), yours=()):
    return [r.code for r in differs(one, entry, mine or [one], yours or [entry])]


@pytest.mark.parametrize(
    ("killed", "code"),
    [
        (Range(2, 3), "equal"),
        (Range(3, 3), "theirs-within"),
        (Range(1, 9), "ours-within"),
        (Range(3, 9), "overlap"),
        (Range(7, 9), "theirs-above"),
        (Range(0, 1), "theirs-below"),
        (UNKNOWN, "theirs-unknown"),
    ],
)
def test_how_their_range_lies_to_ours(killed, code):
    assert codes(ours(), theirs(killed=killed)) == [code]


def test_unknown_is_told_and_is_no_nought():
    assert codes(ours(killed=UNKNOWN), theirs()) == ["ours-unknown"]
    assert codes(ours(killed=UNKNOWN), theirs(killed=UNKNOWN)) == ["both-unknown"]


def test_all_the_dead_are_never_held_against_civilians():
    found = codes(ours(), theirs(killed=UNKNOWN, all_killed=Range(2, 3)))
    assert found == ["counts-all"]
    assert codes(ours(), theirs(all_killed=Range(5, 9))) == ["equal", "counts-all-beside"]


def test_days_and_places_known_otherwise_are_told():
    week = DateSpan.between(date(2019, 2, 27), date(2019, 3, 5))
    assert "day-coarse" in codes(ours(), theirs(days=week))
    assert "other-day" in codes(ours(), theirs(day=date(2019, 3, 3)))
    assert "place-coarse" in codes(ours(), theirs(point=at(34.7, 36.7, Precision.PROVINCE)))
    assert "place-finer" in codes(ours(point=at(34.7, 36.7, Precision.DISTRICT)), theirs())
    assert "other-place" in codes(ours(), theirs(point=at(34.9, 36.9)))


def test_parties_sources_and_how_far_ours_has_come_are_told():
    assert "other-party" in codes(ours(), theirs(actors=frozenset({"turkey"})))
    assert "sources-other" in codes(ours(sources=("A",)), theirs(sources=("a", "B")))
    assert "sources-other" not in codes(ours(sources=("A",)), theirs(sources=("a",)))
    assert "ours-suggested" in codes(ours(state="suggested"), theirs())
    assert "ours-not-released" in codes(ours(state="set"), theirs())
    assert "ours-graded-out" in codes(ours(grades=frozenset({"discounted"})), theirs())
    later = {"changed": date(2020, 1, 1)}
    assert "changed-later" in codes(ours(changed=date(2019, 9, 1)), theirs(**later))


def test_several_on_either_side_are_named():
    one, two, entry = ours("o1"), ours("o2"), theirs()
    [reason] = [r for r in differs(one, entry, [one, two], [entry]) if r.code == "several-ours"]
    assert said(reason, "en") == "One of theirs is 2 of ours: O1, O2."
    assert "O1, O2" in said(reason, "ar")
