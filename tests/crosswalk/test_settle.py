"""Who is whom: clear pairs are suggested, rivals are offered, what a person said stands. All invented."""

from __future__ import annotations

from cairn.crosswalk.model import By, Word
from cairn.crosswalk.pairs import likenesses
from cairn.crosswalk.settle import settled
from cairn.values import Range
from crosswalk.recorded import at, ours, theirs


def walked(mine, yours, *words):
    done = settled(likenesses(mine, yours), {o.id: o for o in mine}, {t.id: t for t in yours}, words)
    return {(p.ours, p.theirs): p for p in done.pairs}, [(x.ours, x.theirs) for x in done.open]


def test_a_clear_pair_is_suggested_by_the_machine():
    pairs, still = walked([ours()], [theirs()])
    assert pairs["o1", "x:1"].by is By.MACHINE
    assert still == []


def test_two_that_fit_alike_are_offered_and_none_is_decided():
    pairs, still = walked([ours("o1"), ours("o2")], [theirs()])
    assert pairs == {}
    assert sorted(still) == [("o1", "x:1"), ("o2", "x:1")]


def test_a_clear_pair_frees_what_it_leaves():
    near = at(34.74, 36.74)
    mine = [ours("o1", killed=Range(9, 9)), ours("o2", killed=Range(2, 2), point=near)]
    yours = [theirs("x:1", killed=Range(9, 9)), theirs("x:2", killed=Range(2, 2), point=near)]
    assert set(walked(mine, yours)[0]) == {("o1", "x:1"), ("o2", "x:2")}


def test_what_a_person_set_stands_whatever_the_points_say():
    far = theirs("x:9", day=None, days=None, places=(), point=None, country="IQ")
    pairs, _ = walked([ours()], [theirs(), far], Word("o1", "x:9", "same", "Noor"))
    assert (pairs["o1", "x:9"].by, pairs["o1", "x:9"].who) == (By.PERSON, "Noor")


def test_what_a_person_parted_is_neither_suggested_nor_offered():
    pairs, still = walked([ours()], [theirs()], Word("o1", "x:1", "different", "Noor"))
    assert (pairs, still) == ({}, [])


def test_what_a_person_could_not_tell_stays_open():
    pairs, still = walked([ours()], [theirs()], Word("o1", "x:1", "unsure", "Noor"))
    assert (pairs, still) == ({}, [("o1", "x:1")])


def test_a_person_decides_between_rivals():
    mine, yours = [ours("o1"), ours("o2")], [theirs()]
    pairs, still = walked(mine, yours, Word("o1", "x:1", "different", "Noor"))
    assert set(pairs) == {("o2", "x:1")}
    assert still == []


def test_one_of_theirs_that_has_room_for_two_of_ours_is_both():
    mine = [ours("o1", killed=Range(6, 6)), ours("o2", killed=Range(3, 3), point=at(34.74, 36.73))]
    pairs, _ = walked(mine, [theirs(killed=Range(6, 9))])
    assert set(pairs) == {("o1", "x:1"), ("o2", "x:1")}


def test_one_of_theirs_without_room_for_two_is_one():
    mine = [ours("o1", killed=Range(6, 6)), ours("o2", killed=Range(3, 3), point=at(34.74, 36.73))]
    pairs, _ = walked(mine, [theirs(killed=Range(6, 6))])
    assert set(pairs) == {("o1", "x:1")}


def test_words_on_what_is_not_here_are_passed_over():
    assert walked([ours()], [theirs()], Word("gone", "x:1", "same"))[0].keys() == {("o1", "x:1")}
