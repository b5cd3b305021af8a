"""Findings of the joiner beside day and place, with the two values they compare: nothing in here is real."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cairn.match.compare import levels
from cairn.match.describe import features
from cairn.match.facts import Facts, prepared, tells_of_an_event
from cairn.match.judge import weights
from cairn.match.model import AccountFacts
from cairn.match.surroundings import Surroundings
from cairn.match.window import Window
from match.invented import DAY, account, place

DULMAK = place("Dulmak", 33.0, 36.0)
AYN = place("Ayn Qasha", 33.6, 36.4)


def with_reading(facts: AccountFacts, **told: object) -> Facts:
    return prepared(replace(facts, reading=replace(facts.reading, **told)))  # type: ignore[arg-type]


def level_of(a: Facts, b: Facts, thing: str) -> str:
    found = levels(a, b, Surroundings([a, b]))
    return next(level for level in found if level.startswith(thing))


def told(a: Facts, b: Facts) -> dict[str, tuple[str, str]]:
    around = Surroundings([a, b])
    rows = features(a, b, levels(a, b, around), weights(), around)
    return {row.name: (row.left, row.right) for row in rows}


def test_a_place_that_both_name_is_held_against_places_read_apart() -> None:
    one = prepared(replace(account("one", at=DULMAK), places=("Dulmak", "Wadi Sarkun")))
    two = prepared(replace(account("two", at=AYN), places=("وادي سركون",)))
    assert level_of(one, two, "named") == "named_rare"
    assert told(one, two)["named_rare"] == ("Wadi Sarkun", "وادي سركون")


def test_places_settle_it_where_both_events_are_at_one() -> None:
    one, two = (prepared(account(id, at=DULMAK)) for id in ("one", "two"))
    assert level_of(one, two, "named") == "named_settled"


def test_no_place_in_common_is_told_and_an_unplaced_account_is_not_compared() -> None:
    one, two = prepared(account("one", at=DULMAK)), prepared(account("two", at=AYN))
    assert level_of(one, two, "named") == "named_none"
    assert level_of(one, prepared(account("three")), "named") == "named_untold"


def test_a_victim_is_shared_across_scripts() -> None:
    one = prepared(account("one", victims=("سمير عودة نقاش",)))
    two = prepared(account("two", victims=("Samir Odeh Naqqash",)))
    assert level_of(one, two, "people") == "people_shared"
    assert told(one, two)["people_shared"] == ("سمير عودة نقاش", "Samir Odeh Naqqash")


def test_two_of_one_family_are_two_victims() -> None:
    one, two = (
        prepared(account(n, victims=(v,))) for n, v in (("one", "Samir Nakkash"), ("two", "Huda Nakkash"))
    )
    assert level_of(one, two, "people") == "people_other"


def test_families_named_as_such_are_compared() -> None:
    one = prepared(account("one", text="قصف منزل عائلة نقاش"))
    two = prepared(account("two", text="the house of the Nakkash family was shelled"))
    three = prepared(account("three", text="the house of the Sarraj family was shelled"))
    assert level_of(one, two, "families") == "families_shared"
    assert level_of(one, three, "families") == "families_other"
    assert told(one, three)["families_other"] == ("نقاش", "Sarraj")


@pytest.mark.parametrize(
    ("other", "level"), [("night", "time_same"), ("noon", "time_differs"), ("", "time_unknown")]
)
def test_parts_of_the_day_are_compared(other: str, level: str) -> None:
    one = with_reading(account("one"), time="night")
    assert level_of(one, with_reading(account("two"), time=other), "time") == level


def test_kinds_of_place_that_were_hit_are_compared() -> None:
    one = with_reading(account("one"), infrastructure=("market", "school"))
    two = with_reading(account("two"), infrastructure=("school",))
    assert level_of(one, two, "hit") == "hit_shared"
    assert told(one, two)["hit_shared"] == ("school", "school")


def test_one_source_and_one_report_are_told_apart() -> None:
    one, two = (
        prepared(account("one", source="Upland Radio")),
        prepared(account("two", source="Upland Radio")),
    )
    assert level_of(one, two, "same") == "same_source"
    three = prepared(account("three", report="report-of-one"))
    assert level_of(one, three, "same") == "same_report"


def test_a_word_of_attack_and_a_day_are_an_event_and_a_day_alone_is_none() -> None:
    quiet = account("quiet", harm=False, text="the harbour was painted yellow again")
    struck = account("struck", harm=False, text="the shelling of the harbour goes on")
    assert not tells_of_an_event(quiet)
    assert tells_of_an_event(struck)
    assert not tells_of_an_event(replace(struck, main=False))


def test_a_place_named_to_say_where_it_was_not_is_no_place_in_common() -> None:
    village = account("a", at=AYN, text="Shells fell on Ayn Qasha, 4 km east of Dulmak.")
    town = prepared(account("b", at=DULMAK, text="Jets struck Dulmak."))
    assert level_of(prepared(village), town, "mention") == "mention_one"
    assert level_of(prepared(replace(village, landmarks=("Dulmak",))), town, "mention") == "mention_none"


def test_a_longer_name_does_not_mention_the_shorter_one() -> None:
    hill = prepared(account("a", at=place("Upper Dulmak", 33.04, 36.0), text="Jets struck Upper Dulmak."))
    town = prepared(account("b", at=DULMAK, text="Shells fell on Dulmak."))
    assert level_of(hill, town, "mention") == "mention_none"


@pytest.mark.parametrize(
    ("killed", "injured", "level"),
    [
        (4, 9, "figures_same"),
        (4, 40, "figures_killed"),
        (5, 40, "figures_some"),
        (40, 90, "figures_apart"),
        (4, None, "figures_unknown"),
    ],
)
def test_both_figures_are_compared_together(killed: int, injured: int | None, level: str) -> None:
    one = prepared(account("one", killed=4, injured=9))
    two = prepared(account("two", killed=killed, injured=injured))
    assert level_of(one, two, "figures") == level_of(two, one, "figures") == level


@pytest.mark.parametrize(
    ("first", "last", "other", "level"),
    [
        (0, 8, 3, "date_inferred_at"),
        (0, 8, 7, "date_inferred_inside"),
        (-30, 30, 12, "date_inferred_loose"),
        (0, 8, 12, "date_inferred_beside"),
        (0, 8, 30, "date_inferred_outside"),
    ],
)
def test_an_inferred_day_is_held_against_another_by_its_window(
    first: int, last: int, other: int, level: str
) -> None:
    around = [DAY + timedelta(days=n) for n in (3, first, last)]
    window = Window(*around, why="Its number lies between those of two dated reports.")
    one = prepared(replace(account("one", on=None), window=window))
    two = prepared(account("two", on=DAY + timedelta(days=other)))
    assert level_of(one, two, "date") == level_of(two, one, "date") == level
    left, _ = told(one, two)[level]
    assert left.endswith("inferred")
