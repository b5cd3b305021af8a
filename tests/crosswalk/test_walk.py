"""The crosswalk as a whole: every incident in one class, sums that close, scope before absence. All invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.crosswalk.model import Asked, Class, Word
from cairn.crosswalk.walk import crosswalk
from cairn.tally.model import Coverage, Told
from cairn.values import UNKNOWN, DateSpan, Range
from crosswalk.recorded import DAY, at, ours, theirs


def where(stands):
    return {s.id: s.where for s in stands}


def why(stands, key):
    return [r.code for s in stands if s.id == key for r in s.why]


def test_each_side_is_told_what_the_other_lacks():
    done = crosswalk(
        [ours("o1"), ours("o2", day=date(2019, 3, 20))], [theirs("x:1"), theirs("x:2", day=date(2019, 3, 9))]
    )
    assert [(p.ours, p.theirs) for p in done.pairs] == [("o1", "x:1")]
    assert where(done.ours) == {"o1": Class.BOTH, "o2": Class.OUTSIDE}  # after the last of theirs
    assert where(done.theirs) == {"x:1": Class.BOTH, "x:2": Class.ONLY}


def test_without_coverage_what_lies_beyond_ours_is_no_lack():
    done = crosswalk([ours()], [theirs(), theirs("x:2", day=date(2025, 1, 1))])
    assert why(done.theirs, "x:2") == ["beyond-ours"]


def test_what_we_did_not_monitor_is_outside_and_what_we_did_is_a_lack():
    told = [Coverage("russia", "SY", date(2019, 1, 1), date(2019, 12, 31), "full")]
    entries = [theirs("x:1", day=date(2019, 9, 1)), theirs("x:2", day=date(2020, 9, 1)),
               theirs("x:3", day=date(2019, 9, 1), actors=frozenset({"turkey"}))]  # fmt: skip
    done = crosswalk([ours()], entries, coverage=told)
    assert where(done.theirs) == {"x:1": Class.ONLY, "x:2": Class.OUTSIDE, "x:3": Class.OUTSIDE}
    assert why(done.theirs, "x:2") == ["not-monitored"]


def test_a_level_of_none_is_no_monitoring():
    told = [Coverage("", "SY", date(2019, 1, 1), date(2019, 12, 31), "none")]
    done = crosswalk([ours()], [theirs("x:1", day=date(2019, 9, 1))], coverage=told)
    assert why(done.theirs, "x:1") == ["not-monitored"]


def test_an_event_without_civilian_harm_is_outside_of_what_we_record():
    entries = [theirs("x:1", killed=Range(0, 0), day=date(2019, 3, 9)),
               theirs("x:2", killed=UNKNOWN, harm="unknown", day=date(2019, 3, 9))]  # fmt: skip
    done = crosswalk([ours(), ours("o2", day=date(2019, 3, 30))], entries)
    assert [why(done.theirs, key) for key in ("x:1", "x:2")] == [["no-civilians"], ["no-harm-told"]]


def test_an_undated_one_cannot_be_told():
    done = crosswalk([ours()], [theirs(day=None, days=None)])
    assert (where(done.theirs)["x:1"], why(done.theirs, "x:1")) == (Class.OPEN, ["undated"])


def test_a_pair_over_the_edge_of_what_is_asked_for_is_still_a_pair():
    done = crosswalk([ours()], [theirs(day=DAY - timedelta(1))], asked=Asked(first=DAY))
    assert len(done.pairs) == 1


def test_what_is_not_asked_for_is_outside_on_both_sides():
    far = frozenset({"turkey"})
    done = crosswalk([ours(), ours("o2", actors=far)], [theirs(), theirs("x:2", actors=far)],
                     asked=Asked(frozenset({"turkey"}), country="SY"))  # fmt: skip
    assert why(done.ours, "o1") == why(done.theirs, "x:1") == ["outside-actor"]


def test_what_a_person_could_not_tell_says_who():
    done = crosswalk([ours()], [theirs()], [Word("o1", "x:1", "unsure", "Noor")])
    assert [s.why[0].values for s in done.ours] == [(("who", "Noor"),)]


def test_the_same_id_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        crosswalk([ours(), ours()], [])


def test_two_empty_records_give_an_empty_crosswalk():
    done = crosswalk([], [])
    assert (done.pairs, done.their_whole.incidents, done.our_extent) == ((), 0, None)


PLACES = st.sampled_from([("Salt Crossing",), ("معبر الملح",), ("Old Mill",), ()])
RANGES = st.one_of(
    st.just(UNKNOWN), st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda p: Range(min(p), max(p))),
    st.integers(1, 9).map(lambda n: Range(n, None)),
)  # fmt: skip
POINTS = st.one_of(st.none(), st.sampled_from([at(34.73, 36.72), at(34.80, 36.80), at(36.2, 37.1)]))


@st.composite
def side(draw, make, prefix):
    found = []
    for n in range(draw(st.integers(0, 8))):
        day = draw(st.one_of(st.none(), st.integers(0, 6).map(lambda d: DAY + timedelta(d))))
        days = DateSpan.on(day).widened(0, draw(st.sampled_from([0, 0, 4, 60]))) if day else None
        killed = draw(RANGES)
        one = make(
            f"{prefix}{n}", day=day, days=days, places=draw(PLACES), point=draw(POINTS), killed=killed,
            all_killed=draw(RANGES), actors=draw(st.sampled_from([frozenset(), frozenset({"russia"}), frozenset({"turkey"})])),
        )  # fmt: skip
        if prefix == "x:":
            one = replace(one, written={"killed": Told(killed.min, killed.max)})
        found.append(one)
    return found


WORDS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8), st.sampled_from(["same", "different", "unsure"])),
    max_size=3,
).map(lambda ws: [Word(f"o{a}", f"x:{b}", answer, "Noor") for a, b, answer in ws])
ASKED = st.sampled_from(
    [Asked(), Asked(first=DAY + timedelta(2)), Asked(frozenset({"russia"})), Asked(country="IQ")]
)
TOLD = st.sampled_from([(), (Coverage("russia", "SY", DAY, DAY + timedelta(3), "full"),)])


@settings(max_examples=60, deadline=None)
@given(side(ours, "o"), side(theirs, "x:"), WORDS, ASKED, TOLD)
def test_sums_of_either_side_close_and_every_incident_stands_once(mine, yours, words, asked, told):
    done = crosswalk(mine, yours, words, asked, told)
    for whole, parts, stands in (
        (done.our_whole, done.our_parts, done.ours),
        (done.their_whole, done.their_parts, done.theirs),
    ):
        assert len(stands) == whole.incidents == sum(part.incidents for part in parts.values())
        for name, total in whole.sums.items():
            for end in ("min", "max_of_known", "without_figure", "open_above", "open_below", "reversed"):
                assert sum(getattr(part.sums[name], end) for part in parts.values()) == getattr(total, end)
    both = {s.id for s in done.ours if s.where is Class.BOTH} | {
        s.id for s in done.theirs if s.where is Class.BOTH
    }
    assert both == {p.ours for p in done.pairs} | {p.theirs for p in done.pairs}


@settings(max_examples=60, deadline=None)
@given(side(ours, "o"), side(theirs, "x:"), WORDS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(mine, yours, words, dice):
    first = crosswalk(mine, yours, words)
    again_mine, again_yours = mine[:], yours[:]
    dice.shuffle(again_mine)
    dice.shuffle(again_yours)
    assert crosswalk(again_mine, again_yours, words) == first
