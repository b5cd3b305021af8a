"""A claim is told as it was said, of the day it was said of, and the charts that most is claimed of come first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cairn.control.areas import shipped_areas
from cairn.control.ground import Ground
from cairn.control.model import Area, Assertion, Layer, Policy
from cairn.publish.allow import public
from cairn.publish.ground.control_names import ControlNames
from cairn.publish.ground.control_page import share_slugs
from cairn.publish.rows.held_place import GroundThen, HeldPlace, public_ground, public_place
from cairn.publish.rows.index import index
from cairn.publish.wording.ground_words import word_days, word_told
from cairn.publish.wording.share_words import claimed_html, percent_html
from cairn.vocab.labels import label
from publish.sample import sample
from publish.sample_control import GUARD, PACT, TOWN

CLAIM = Assertion(
    "c", "share", ("pact",), "Someone", "x", area="T", share=(0.601, 0.601), start=date(2017, 6, 26)
)


def test_a_decimal_that_was_said_stays_and_what_is_computed_is_told_in_whole_per_cents() -> None:
    assert "60.1%" in claimed_html("en", 0.601, 0.601)
    assert "60.1 per cent" in word_told("en", CLAIM, str)
    assert "60%" in percent_html("en", 0.601, 0.601)


@pytest.mark.parametrize(
    ("holding", "end", "begins"),
    [("share", None, "on "), ("held", None, "from "), ("share", date(2017, 6, 30), "from ")],
)
def test_a_share_is_claimed_of_a_day_and_ground_is_held_from_one(holding, end, begins) -> None:  # type: ignore[no-untyped-def]
    assert word_days("en", replace(CLAIM, holding=holding, end=end)).startswith(begins)


def test_a_short_month_in_arabic_keeps_its_number_apart() -> None:
    names = [label("ar", "month_short", str(n)) for n in range(1, 13)]
    assert all(name.isalpha() or " " in name for name in names), names


def test_a_drawing_of_a_private_person_carries_the_name_in_no_field_of_an_incident_s_ground() -> None:
    layer = Layer("Umm Invented:2017-06-01", date(2017, 6, 1), "Umm Invented", "a call with Umm Invented")
    ground = Ground(date(2017, 6, 2), "not_clear", "", (), (), 1, (layer,))
    then = GroundThen("i1", date(2017, 6, 2), ground)
    assert "Umm Invented" not in repr(public_ground(then, lambda author: False, lambda told: "sealed"))
    assert public_ground(then, lambda author: True, lambda told: "sealed") == then


def test_the_source_of_ground_that_a_team_drew_itself_is_not_public_and_that_of_the_shipped_lists_is() -> (
    None
):
    own = Area("MT", {"en": "Milltown"}, source="drawn by Umm Invented")
    listed = shipped_areas().one("C5710")
    place = HeldPlace(own, (listed, own), (), Policy(), beyond=(own,))
    shown = public_place(place, lambda author: True, str)
    assert "Umm Invented" not in repr(shown)
    assert shown.areas[0] == listed


def test_the_chart_of_whom_most_is_claimed_comes_first() -> None:
    record = public(sample())
    one = record.control[TOWN]
    names = ControlNames(index(record), "en", TOWN)
    assert next(iter(share_slugs(one, names))) == PACT
    other = replace(one, claims={GUARD: (*one.claims[PACT], *one.claims[PACT]), PACT: one.claims[PACT]})
    assert next(iter(share_slugs(other, names))) == GUARD
    none = share_slugs(replace(one, claims={}), names)
    assert list(none) == sorted(none, key=lambda actor: names.actor(actor).casefold())
