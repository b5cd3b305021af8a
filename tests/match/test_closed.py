"""What follows from the words of persons: merges, bars that hold through them, and what is in the way of what."""

from __future__ import annotations

import pytest

from cairn.match.closed import Closed, Word


def join(account: str, incident: str, answer: str, person: str = "Noor", **more: object) -> Word:
    return Word("join", account, incident, answer, person, **more)  # type: ignore[arg-type]


def merge(one: str, two: str, **more: object) -> Word:
    return Word("merge", one, two, "yes", "Noor", **more)  # type: ignore[arg-type]


def differ(one: str, two: str, answer: str = "no", person: str = "Noor", **more: object) -> Word:
    return Word("different", one, two, answer, person, **more)  # type: ignore[arg-type]


def under(child: str, parent: str, **more: object) -> Word:
    return Word("parent", child, parent, "yes", "Noor", **more)  # type: ignore[arg-type]


def test_an_id_leads_through_every_merge_to_where_it_went() -> None:
    found = Closed([merge("a", "b"), merge("b", "c")])
    assert [found.resolve(i) for i in "abcd"] == ["c", "c", "c", "d"]
    assert found.parts("a") == ("a", "b", "c")


def test_a_no_holds_for_what_the_incident_is_merged_into() -> None:
    found = Closed([join("x", "a", "no"), merge("a", "b")])
    assert ("x", "b") in found.barred


def test_a_no_to_a_merged_incident_holds_for_each_part_when_the_merge_is_taken_back() -> None:
    words = [merge("a", "b", id=1), join("x", "b", "no", other_parts=("a", "b"))]
    parted = Closed(words).without({1})
    assert {("x", "a"), ("x", "b")} <= parted.barred


def test_a_yes_makes_a_sure_member_of_what_the_incident_is_merged_into() -> None:
    assert Closed([join("x", "a", "yes"), merge("a", "b")]).members == {"b": {"x"}}


def test_a_no_outweighs_the_later_yes_of_another() -> None:
    found = Closed([join("x", "a", "no", "Lina"), join("x", "a", "yes", "Sam")])
    assert ("x", "a") in found.barred


def test_a_person_may_think_again() -> None:
    found = Closed([join("x", "a", "no"), join("x", "a", "yes")])
    assert found.members == {"a": {"x"}}
    assert not found.barred


def test_a_yes_after_the_no_of_another_names_that_no() -> None:
    no = join("x", "a", "no", "Lina", act=7)
    assert Closed([no, merge("a", "b")]).against_yes("x", "b", "Sam") == (no,)
    assert Closed([no]).against_yes("x", "a", "Lina") == ()


def test_an_account_in_one_and_not_in_the_other_shows_that_the_two_are_apart() -> None:
    found = Closed([join("x", "a", "yes"), join("x", "b", "no")])
    assert found.why_apart("a", "b")
    assert found.settled("b", "a")


def test_accounts_surely_linked_to_a_barred_one_are_barred_too() -> None:
    found = Closed([join("x", "a", "yes"), join("y", "a", "yes"), join("x", "b", "no")])
    assert ("y", "b") in found.barred
    assert found.against_yes("y", "b", "Sam")


def test_a_bar_that_follows_ends_where_a_person_said_yes_before() -> None:
    words = [join("y", "b", "yes"), join("x", "a", "yes"), join("y", "a", "yes"), join("x", "b", "no")]
    assert ("y", "b") not in Closed(words).barred


def test_two_incidents_said_to_be_different_keep_their_sure_accounts_apart() -> None:
    found = Closed([join("x", "a", "yes"), differ("a", "b")])
    assert ("x", "b") in found.barred
    assert found.against_merge("a", "b", {}) == (differ("a", "b"),)


def test_different_holds_through_merges_on_either_side() -> None:
    found = Closed([differ("a", "b"), merge("a", "c"), merge("b", "d")])
    assert found.why_apart("c", "d")
    parted = Closed([merge("a", "c", id=1), differ("c", "b", subject_parts=("a", "c"))]).without({1})
    assert parted.why_apart("a", "b")
    assert parted.why_apart("c", "b")


def test_a_merge_is_barred_by_an_account_that_is_in_one_by_a_rule_and_not_in_the_other() -> None:
    no = join("x", "b", "no")
    found = Closed([no])
    assert found.against_merge("a", "b", {"a": ["x"]}) == (no,)
    assert found.against_merge("b", "a", {"a": ["x"]}) == (no,)
    assert found.against_merge("a", "b", {"a": ["y"]}) == ()


def test_who_could_not_tell_is_not_asked_again_and_bars_no_merge() -> None:
    found = Closed([differ("a", "b", "unsure")])
    assert found.settled("a", "b")
    assert found.against_merge("a", "b", {}) == ()


def test_what_was_taken_elsewhere_bars_a_rule_and_says_nothing_of_the_two_incidents() -> None:
    words = [join("x", "a", "moved"), join("x", "b", "yes", id=2)]
    found = Closed(words)
    assert ("x", "a") in found.barred
    assert not found.why_apart("a", "b")
    assert found.against_merge("a", "b", {"a": ["y"]}) == ()
    assert Closed([*words, merge("a", "b")]).members == {"b": {"x"}}
    assert not found.without({2}).barred


def test_an_umbrella_and_its_parts_may_share_an_account() -> None:
    found = Closed([under("a", "b"), join("x", "a", "yes"), join("y", "a", "yes"), join("y", "b", "no")])
    assert ("x", "b") not in found.barred


@pytest.mark.parametrize(
    "words",
    [
        [under("a", "b"), under("b", "c"), under("c", "a")],
        [under("a", "b"), under("b", "c"), merge("a", "c")],
    ],
)
def test_a_ring_of_umbrella_records_is_seen(words: list[Word]) -> None:
    assert Closed(words).in_ring()


def test_a_part_that_goes_into_its_own_umbrella_makes_no_ring() -> None:
    found = Closed([under("a", "b"), merge("a", "b")])
    assert (found.in_ring(), found.parents) == ((), {})


def test_what_is_merged_brings_its_umbrella_and_its_parts_along() -> None:
    found = Closed([under("a", "u"), under("p", "a"), merge("a", "b")])
    assert found.parents == {"b": "u", "p": "b"}
    own = Closed([under("a", "u"), under("b", "v"), merge("a", "b")])
    assert own.parents == {"b": "v"}


def test_what_an_act_ended_stands_again_and_what_came_in_its_place_ends() -> None:
    back, ends = Closed().stands_again([("x", "a")], [], {"x": {"b"}})
    assert (back, ends) == ([("x", "a")], [("x", "b")])


def test_nothing_stands_again_where_a_word_is_against_it() -> None:
    barred = Closed([join("x", "a", "no")])
    assert barred.stands_again([("x", "a")], [], {"x": {"b"}}) == ([], [])
    placed = Closed([join("x", "b", "yes")])
    assert placed.stands_again([("x", "a")], [], {"x": {"b"}}) == ([], [])


def test_an_account_that_left_where_the_act_brought_it_stays_where_it_is() -> None:
    assert Closed().stands_again([("x", "a")], [("x", "b")], {"x": {"c"}}) == ([], [])
    assert Closed().stands_again([("x", "a")], [("x", "b")], {"x": {"b"}}) == ([("x", "a")], [("x", "b")])
