"""Who held the ground of an incident: said with author and day, or said to be unknown; never nearer than the place is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cairn.control.ground import Ground, Touched, answered
from cairn.publish.allow import public
from cairn.publish.ground.control_page import page_days
from cairn.publish.incident.ground import GroundView, ground_view
from cairn.publish.rows.held_place import GroundThen
from cairn.publish.rows.index import index
from publish.sample import sample
from publish.sample_control import PACT, PERSON, TOWN, WORDS, held

INCIDENT = "incident-001"
DAY = date(2017, 3, 20)


def touched(
    status: Any = "held", area: str = "XQ4", word: int = 5, **holders: tuple[float, float]
) -> Touched:
    named = {k.replace("_", "-"): v for k, v in holders.items()}
    return Touched(area, 0.5, status, named, (WORDS[word],), date(2017, 3, 2))


def view(
    answer: Ground | None, *, lang: str = "en", inside: bool = False, is_public: bool = True
) -> GroundView:
    then = GroundThen(INCIDENT, DAY, answer, {"XQ4": {"en": "River Quarter"}}, (TOWN,), inside)
    record = replace(sample(), ground={INCIDENT: then})
    found = ground_view(index(public(record) if is_public else record), INCIDENT, lang)
    assert found is not None
    return found


def test_one_holder_of_all_of_it_is_an_answer_with_author_and_day_of_the_last_word() -> None:
    found = view(answered(DAY, [touched(northern_pact=(1.0, 1.0))]))
    assert found.lead.startswith("Age that day of the last words on it, in days: 18.")
    assert found.lead.endswith("was held by Northern Pact on 20 March 2017.")
    (line,) = found.lines
    assert line.authors == "Northern Pact"
    assert line.last_word == "last word of 2 March 2017"
    assert line.areas[0][0] == "River Quarter"


def test_it_leads_to_the_words_and_to_the_day_that_stood_then() -> None:
    found = view(answered(DAY, [touched(northern_pact=(1.0, 1.0))]))
    last = max(d for d in page_days(held()) if d <= DAY)
    hrefs = [href for _, href in found.doors]
    assert hrefs == [f"control/{TOWN}/{last.isoformat()}.html", f"control/{TOWN}/index.html"]
    assert found.lines[0].areas[0][1].startswith(f"control/{TOWN}/index.html#in-")


def test_ground_in_more_than_one_state_is_not_clear() -> None:
    both = [touched(northern_pact=(1.0, 1.0)), touched("contested", area="", northern_pact=(0.0, 1.0))]
    found = view(answered(DAY, both))
    assert found.lead.startswith("Not clear on 20 March 2017")
    assert len(found.lines) == 2
    assert any(name == "ground in no area known here" for line in found.lines for name, _ in line.areas)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_word_is_said_and_not_hidden(lang: str) -> None:
    found = view(answered(DAY, [Touched("", 1.0, "unknown", {})]), lang=lang)
    assert {"en": "No word", "ar": "لا كلمة"}[lang] in found.lead
    assert found.lines == ()


def test_a_place_known_too_widely_has_no_answer() -> None:
    assert "too widely" in view(None).lead


def test_what_rests_on_a_point_that_no_page_shows_is_told_inside_alone() -> None:
    answer = answered(DAY, [touched(northern_pact=(1.0, 1.0))])
    assert "too widely" in view(answer, inside=True).lead
    assert view(answer, inside=True).lines == ()
    assert len(view(answer, inside=True, is_public=False).lines) == 1


def test_an_incident_without_a_day_says_so() -> None:
    record = replace(sample(), ground={})
    found = ground_view(index(record), INCIDENT, "en")
    assert found is not None
    assert "day of the incident is not known" in found.lead


def test_a_record_without_a_word_on_any_ground_does_not_ask() -> None:
    assert ground_view(index(replace(sample(), control={})), INCIDENT, "en") is None


def test_a_private_persons_word_is_told_without_the_name() -> None:
    found = view(answered(DAY, [touched(word=3, northern_pact=(1.0, 1.0))]))
    assert found.lines[0].authors == "local resident (name withheld)"
    assert PERSON not in str(found)


def test_the_ground_of_an_incident_that_is_not_released_stays_inside() -> None:
    record = sample()
    waiting = {r["id"] for r in record.incidents if r["state"] != "released"}
    assert waiting & set(record.ground)
    assert not waiting & set(public(record).ground)


def test_several_who_hold_together_are_not_one_holder() -> None:
    found = view(answered(DAY, [touched(northern_pact=(0.0, 1.0), river_guard=(0.0, 1.0))]))
    assert found.lead.startswith("Not clear")
    assert PACT not in found.lines[0].state


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_ages_of_words_of_several_days_are_told_from_the_youngest_to_the_oldest(lang: str) -> None:
    both = [touched(northern_pact=(1.0, 1.0)), replace(touched(northern_pact=(1.0, 1.0)), last_word=DAY)]
    ages = view(answered(DAY, both), lang=lang).lead.split(".")[0]
    assert re.findall(r"\d+", ages) == ["0", "18"]
