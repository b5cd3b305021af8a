"""A team's own words for days, actors and weapons are read without touching code. Every word is invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from cairn.extract.actors import claims_actors
from cairn.extract.dates import claims_dates, event_date, time_of
from cairn.extract.weapons import claims_weapons
from cairn.vocab.load import load_toml, use_words

THURSDAY = date(2022, 6, 16)


@pytest.fixture(autouse=True)
def _only_what_ships_afterwards() -> Iterator[None]:
    yield
    use_words({})


def test_a_month_by_another_name() -> None:
    text = "Shelling hit the mill on 14 Poppymonth."
    assert claims_dates(text, "en", THURSDAY) == []
    use_words({"months": '[[month]]\nnumber = 6\nwadi = ["poppymonth"]'})
    (claim,) = claims_dates(text, "en", THURSDAY)
    assert claim.value == "2022-06-14"


def test_a_word_of_the_day_and_a_part_of_it() -> None:
    text = "Shelling hit the mill yestermorn, at first light."
    use_words({"weekdays": '[[relative]]\ndays = -1\nwords = ["yestermorn"]\n[part]\ndawn = ["first light"]'})
    claims = claims_dates(text, "en", THURSDAY)
    span, basis = event_date(claims, THURSDAY)
    assert (str(span.start) if span else "", basis) == ("2022-06-15", "relative")
    assert time_of(text, claims, THURSDAY) == "dawn"


def test_another_name_for_a_listed_actor_and_an_actor_of_ones_own() -> None:
    text = "Shelling by the Grey Helmets and the Mill Guard hit the bridge."
    assert claims_actors(text, "en") == []
    use_words(
        {
            "actors": """
[[actor]]
id = "turkey"
aliases = ["Grey Helmets"]

[[actor]]
id = "mill_guard"
kind = "group"
names = { en = "Mill Guard", ar = "حرس الطاحونة" }
"""
        }
    )
    assert {c.value: c.role for c in claims_actors(text, "en")} == {
        "turkey": "attacker",
        "mill_guard": "attacker",
    }


def test_a_weapon_of_ones_own() -> None:
    text = "A trebuchet killed two at the mill."
    assert claims_weapons(text, "en") == []
    use_words(
        {
            "weapons": '[[weapon]]\nid = "catapult"\nlabel_en = "Catapult"\nlabel_ar = "منجنيق"\nwords = ["trebuchet"]'
        }
    )
    (claim,) = claims_weapons(text, "en")
    assert claim.value == "catapult"


def test_the_words_in_use_are_not_read_again_and_others_are() -> None:
    first = load_toml("months")
    use_words({})
    assert load_toml("months") is first
    added = {"months": '[[month]]\nnumber = 6\nwadi = ["poppymonth"]'}
    use_words(added)
    theirs = load_toml("months")
    use_words(dict(added))
    assert load_toml("months") is theirs
    assert theirs != first
    use_words({})
    assert load_toml("months") == first
