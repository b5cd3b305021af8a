"""What persons graded before may move a suggestion, and the trace says so; the rules' own word stays readable."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cairn.assess import suggest
from cairn.assess.credibility import track_records
from cairn.assess.model import Experience, Suggestion
from cairn.assess.precedents import ENOUGH, Book, Case, as_one, booked, precedent, shipped
from cairn.assess.suggest import case_of
from cairn.incident import project
from cairn.incident.model import JoinedAccount
from cairn.vocab.closed import Grade
from incident.told import account, by, killed


def suggested(accounts: list[JoinedAccount], experience: Experience) -> dict[str, Suggestion]:
    found = suggest(project(accounts), accounts, partners={}, experience=experience)
    return {s.actor_id: s for s in found}


def alike(named: tuple[str, ...], grade: Grade, times: int = ENOUGH) -> Book:
    return booked("by us", [(Case(named, Grade.WEAK), grade)] * times)


ONE_ORIGIN = [account("a", killed(3), by("atlas"))]


def test_a_precedent_moves_a_grade_and_is_named_with_its_count() -> None:
    found = suggested(ONE_ORIGIN, Experience((alike(("atlas",), Grade.FAIR),)))["atlas"]
    assert (found.grade, found.rule_grade) == (Grade.FAIR, Grade.WEAK)
    assert "fair and not weak, 4 of 4 cases alike (named atlas) were graded fair, by us" in found.trace[-1]
    assert found.would_change.startswith("By the rules alone it is weak.")


def test_a_precedent_that_agrees_is_told_and_changes_nothing() -> None:
    found = suggested(ONE_ORIGIN, Experience((alike(("atlas",), Grade.WEAK),)))["atlas"]
    assert found.grade is Grade.WEAK
    assert "agrees" in found.trace[-1]


def test_too_few_cases_are_no_precedent() -> None:
    few = Experience((alike(("atlas",), Grade.FAIR, ENOUGH - 1),))
    assert suggested(ONE_ORIGIN, few)["atlas"].grade is Grade.WEAK


def test_cases_that_disagree_are_no_precedent() -> None:
    split = [
        (Case(("atlas",), Grade.WEAK), g) for g in (Grade.FAIR, Grade.CONTESTED, Grade.WEAK) for _ in "ab"
    ]
    assert suggested(ONE_ORIGIN, Experience((booked("by us", split),)))["atlas"].grade is Grade.WEAK


def test_no_precedent_grades_what_nobody_says_was_harmful() -> None:
    found = suggested([account("a", by("atlas"))], Experience((alike(("atlas",), Grade.FAIR),)))["atlas"]
    assert found.grade is None


def test_no_precedent_confirms_or_undoes_a_confirmation() -> None:
    assert precedent(Case(("atlas",), Grade.CONFIRMED), [alike(("atlas",), Grade.WEAK)]) is None
    assert precedent(Case(("atlas",), Grade.WEAK), [alike(("atlas",), Grade.CONFIRMED)]) is None


def test_the_same_actors_tell_more_than_the_first_of_them() -> None:
    book = booked(
        "by us",
        [(Case(("atlas", "borea"), Grade.FAIR), Grade.CONTESTED)] * 4
        + [(Case(("atlas",), Grade.FAIR), Grade.FAIR)] * 9,
    )
    found = precedent(Case(("borea", "atlas"), Grade.FAIR), [book])
    assert found is not None
    assert (found.grade, found.likeness) == (Grade.CONTESTED, "named atlas + borea")


def test_our_own_book_speaks_before_what_ships() -> None:
    ours, theirs = alike(("atlas",), Grade.CONTESTED), alike(("atlas",), Grade.FAIR, 50)
    found = precedent(Case(("atlas",), Grade.WEAK), [ours, theirs])
    assert found is not None
    assert found.grade is Grade.CONTESTED


def test_what_ships_has_counts_and_says_whose_they_are() -> None:
    book = shipped()
    assert "register" in book.whose
    assert all(sum(grades.values()) >= ENOUGH for grades in book.counts.values())


def test_an_actor_that_nobody_named_is_no_case_of_anybody() -> None:
    found = suggest(project([account("a", killed(3))]), [account("a", killed(3))], partners={})
    case = case_of(found)
    assert case is not None
    assert case.named == ()
    assert precedent(case, [shipped()]) is None


@given(
    st.permutations(
        [(Case(("atlas",), Grade.WEAK), g) for g in (Grade.FAIR, Grade.FAIR, Grade.WEAK, Grade.CONTESTED)]
    )
)
def test_a_book_does_not_depend_on_the_order_of_its_cases(cases: list[tuple[Case, Grade]]) -> None:
    assert booked("by us", cases).find("named atlas") == booked("by us", sorted(cases, key=str)).find(
        "named atlas"
    )


def test_grades_per_actor_become_one() -> None:
    assert as_one([Grade.FAIR, Grade.CONTESTED]) is Grade.CONTESTED
    assert as_one([]) is None


def test_a_source_whose_word_mostly_did_not_stand_is_no_second_origin() -> None:
    told = [
        account("a", killed(3), by("atlas"), source="River Monitor"),
        account("b", killed(3), by("atlas"), source="Harbour Wire"),
    ]
    assert suggested(told, Experience())["atlas"].grade is Grade.FAIR
    records = track_records(
        [(["Harbour Wire"], Grade.DISCOUNTED)] * 5 + [(["River Monitor"], Grade.FAIR)] * 5
    )
    found = suggested(told, Experience(records=records))["atlas"]
    assert found.grade is Grade.WEAK
    assert any("0 of 5 graded incidents it told of stood" in line for line in found.trace)
    assert any("5 of 5 graded incidents it told of stood" in line for line in found.trace)
    assert any(line.startswith("left aside: what it told mostly did not stand") for line in found.trace)


def test_a_short_record_doubts_nobody() -> None:
    records = track_records([(["Harbour Wire"], Grade.DISCOUNTED)] * 4)
    assert not records["harbour wire"].doubted


def test_where_nobody_is_named_the_country_is_the_likeness() -> None:
    book = booked("by us", [(Case((), Grade.WEAK, "XA"), Grade.FAIR)] * ENOUGH)
    found = precedent(Case((), Grade.WEAK, "XA"), [book])
    assert found is not None
    assert (found.grade, found.likeness) == (Grade.FAIR, "nobody named, in XA")
    assert precedent(Case((), Grade.WEAK, "XB"), [book]) is None
    assert precedent(Case((), Grade.WEAK), [book]) is None
