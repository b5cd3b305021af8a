"""The finder of duplicate incidents: what it suspects, why, what it leaves alone, and that it does not blow up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cairn.extract.model import PlaceRead, Reading
from cairn.incident.model import Figures, Projection
from cairn.match.closed import Closed, Word
from cairn.match.duplicates import Suspected, compared, suspected
from cairn.match.model import AccountFacts
from cairn.match.twins import Seen, seen, values
from cairn.values import DateSpan, Range
from match.invented import DAY, place

MILL = "Two shells fell on the old mill of Dulmak at dusk while the harvest was brought in"
SCHOOL = "A drone struck the school bus on the road to Tell Ansur in the morning"
DULMAK, ANSUR = place("Dulmak", 35.40, 36.10), place("Tell Ansur", 35.90, 37.70)


def incident(
    id: str,
    *,
    on: date | None = DAY,
    at: PlaceRead | None = DULMAK,
    killed: int | None = 5,
    text: str = MILL,
    victims: tuple[str, ...] = (),
    report: str = "",
    actors: tuple[str, ...] = (),
    main: bool = True,
    nearly: tuple[str, ...] = (),
) -> Seen:
    """One incident with one account."""
    figures = Figures(killed=Range() if killed is None else Range.exactly(killed))
    shown = Projection(
        date=DateSpan.on(on) if on else None, place=at, figures=figures, reports=1,
        actors=dict.fromkeys(actors, ("origin",)),
    )  # fmt: skip
    facts = AccountFacts(f"{id}#1", report or f"report-{id}", main, Reading(victims=victims), text)
    return seen(id, shown, [facts], nearly)


def others(n: int) -> list[Seen]:
    """A record around them: other days, other towns, other words."""
    return [
        incident(
            f"other-{k}",
            on=DAY - timedelta(days=30 + 11 * k),
            at=place(f"Town {chr(65 + k)}", 34.0 + k / 7, 38.0),
            killed=k,
            text=f"Word{k} thing{k} matter{k} was told here and there",
        )
        for k in range(n)
    ]


def pairs(found: list[Suspected]) -> list[tuple[str, str]]:
    return [(s.first, s.second) for s in found]


def test_two_records_of_one_event_are_suspected_first() -> None:
    rows = [incident("a"), incident("b"), *others(12)]
    assert pairs(suspected(rows))[0] == ("a", "b")


def test_every_suspicion_says_why_with_both_values() -> None:
    (found,) = suspected([incident("a"), incident("b"), *others(9)])
    told = {f.name: f for f in found.features}
    assert (told["killed_same_many"].left, told["killed_same_many"].right) == ("5", "5")
    assert told["days_same"].left == DAY.isoformat()
    assert told["place_same_rare"].sentence.endswith("Dulmak.")
    assert "one day" in found.why
    assert 0.5 <= found.probability <= 1


def test_two_events_far_apart_in_time_and_place_are_not_suspected() -> None:
    far = incident("b", on=DAY + timedelta(days=20), at=ANSUR, killed=1, text=SCHOOL)
    assert suspected([incident("a"), far, *others(9)]) == []


def test_another_place_and_other_words_on_the_same_day_weigh_less_than_one_place() -> None:
    twin = suspected([incident("a"), incident("b"), *others(9)])[0]
    elsewhere = suspected(
        [incident("a"), incident("b", at=ANSUR, killed=9, text=SCHOOL), *others(9)], least=0.0
    )
    of_two = next(s for s in elsewhere if (s.first, s.second) == ("a", "b"))
    assert of_two.probability < twin.probability


def test_what_a_person_said_silences_a_pair() -> None:
    rows = [incident("a"), incident("b"), *others(9)]
    for answer in ("no", "unsure"):
        assert suspected(rows, Closed([Word("different", "b", "a", answer)])) == []


def test_an_account_that_is_in_one_and_not_in_the_other_silences_the_pair() -> None:
    said = Closed([Word("join", "a#1", "a", "yes"), Word("join", "a#1", "b", "no")])
    assert suspected([incident("a"), incident("b"), *others(9)], said) == []


def test_an_umbrella_record_and_its_part_are_no_duplicates() -> None:
    rows = [incident("a"), incident("b"), *others(9)]
    assert suspected(rows, Closed([Word("parent", "a", "b")])) == []


def test_the_same_name_of_a_victim_brings_two_incidents_together_whatever_their_days() -> None:
    name = ("Samir Odeh Nakkash",)
    rows = [
        incident("a", victims=name),
        incident("b", on=None, at=None, victims=name, text=SCHOOL, killed=None),
        *others(9),
    ]
    found = {(a.id, b.id) for a, b, _ in compared(rows)}
    assert ("a", "b") in {tuple(sorted(p)) for p in found}


def test_names_of_people_are_not_told_in_the_reasons() -> None:
    name = ("Samir Odeh Nakkash",)
    rows = [incident("a", victims=name), incident("b", victims=name), *others(9)]
    (found,) = [s for s in suspected(rows) if s.first == "a"]
    assert "people_shared" in {f.name for f in found.features}
    assert not [f for f in found.features if "Nakkash" in f"{f.sentence} {f.left} {f.right}"]


def found(rows: list[Seen]) -> set[str]:
    """The names of what speaks for or against the first two being one."""
    (pair,) = [s for s in suspected(rows, least=0.0) if (s.first, s.second) == ("a", "b")]
    return {f.name for f in pair.features}


def test_an_account_of_one_that_nearly_joined_the_other_speaks_for_it() -> None:
    far = incident("b", on=DAY + timedelta(days=40), at=ANSUR, killed=1, text=SCHOOL)
    rows = [incident("a", nearly=("b",)), far, *others(9)]
    assert "nearly_in" in found(rows)
    assert "nearly_in" not in found([incident("a"), incident("b"), *others(9)])


def test_two_that_one_report_tells_of_are_compared_whatever_their_days_and_places() -> None:
    far = incident("b", on=DAY + timedelta(days=40), at=ANSUR, killed=1, text=SCHOOL, report="r", main=False)
    assert "reports_main" in found([incident("a", report="r"), far, *others(9)])


def test_a_report_beside_whose_main_event_both_are_told_is_another_finding() -> None:
    rows = [incident(i, report="r", main=False) for i in "ab"]
    assert "reports_main" not in found([*rows, *others(9)])


def test_a_figure_without_an_end_is_told_as_one() -> None:
    open_ended = incident("a")
    figures = Figures(killed=Range(3, None))
    told = replace(open_ended, shown=replace(open_ended.shown, figures=figures))
    assert values("killed_overlap", told, incident("b")) == ("at least 3", "5")


def test_the_order_of_the_incidents_changes_nothing() -> None:
    rows = [incident("a"), incident("b"), incident("c", at=ANSUR, text=SCHOOL), *others(9)]
    assert suspected(rows) == suspected(list(reversed(rows)))


@pytest.mark.parametrize("n", [300, 1200])
def test_a_crowded_day_is_cut_to_so_many_comparisons_an_incident(n: int) -> None:
    rows = [incident(f"i{k:05}", killed=k % 9, text=f"{MILL} number{k}") for k in range(n)]
    assert sum(1 for _ in compared(rows)) < 60 * n
