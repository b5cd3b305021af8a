"""Whom a text credits: glued tags, relays, people who speak for a body, bare hosts, a figure given again further down."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cairn.match.origins import traced
from cairn.match.origins_quoted import credit, quoted_outlet
from match.invented import DAY, account

FAR = " ".join(f"word{n}" for n in range(120))


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("#عاجلسانا: سقوط قذيفة قرب مسبح درويم", "sana"),
        ("نقلت وكالة سانا في نشرة بثت قبل ظهر الأحد الماضي عن ضابط أن جسر درويم تهدم", "sana"),
        ("قال مسعفون من أهل درويم ومنقذون في الدفاع المدني إن فتى جرح قرب النبع", "civil_defence"),
        ("The Syrian Observatory, a monitor based far abroad, said a mill burnt", "sohr"),
        ("جاء في بيان للدفاع المدني أن مطحنة درويم احترقت", "civil_defence"),
        ("هدوء حذر في درويم بعد القصف الذي نقلته وكالة رويترز صباحا", "reuters"),
        ("Quiet returned to Durwaym at noon and shops opened again\nsyriahr.com", "sohr"),
    ],
)
def test_a_credit_is_found_however_it_is_put(text: str, outlet: str) -> None:
    assert quoted_outlet(text) == outlet


@pytest.mark.parametrize(
    "text",
    [
        "Quiet returned to Durwaym, see https://www.syriahr.com/en/981234/ for more",
        "كاتبنا على desk@syriahr.com في كل وقت",
        "قال ناشطون إن منقذون في الدفاع المدني وصلوا إلى درويم",
    ],
)
def test_a_link_an_address_of_mail_or_anothers_word_is_no_credit(text: str) -> None:
    assert quoted_outlet(text) == ""


def test_sources_heard_before_and_asked_by_a_correspondent_are_no_word_of_its_own() -> None:
    text = "جرح سبعة في درويم وفق مصادر في الدفاع المدني. {}المصادر لمراسل قناة التل إن بينهم راعيا"
    assert quoted_outlet(text.format("وقالت ")) == "civil_defence"
    assert quoted_outlet(text.format("وقال أحد الرعاة و").replace("المصادر لمراسل", "صديقه لمراسل")) == ""


def test_a_figure_given_again_further_down_as_a_monitors_is_the_monitors() -> None:
    text = (
        f"Strikes left 17 dead in Durwaym. {FAR}. The Syrian Observatory said that 17 fighters were killed."
    )
    found = credit(text, "", {}, (17,))
    assert found is not None
    assert (found.key, found.sign) == ("quoted:sohr", "figure")
    assert credit(text, "", {}, (9,)) is None
    assert credit(text, "quoted:sohr", {}, (17,)) is None
    assert credit(f"Our correspondent counted the dead. {text}", "", {}, (17,)) is None


def test_a_small_number_further_down_may_be_anothers_and_ties_nothing() -> None:
    text = f"A strike left 2 dead in Durwaym. {FAR}. The Syrian Observatory said that 2 roads were shut."
    assert credit(text, "", {}, (2,)) is None


PATTERN = (
    "A drone thought to be of the northern army struck the village of {} on {}, killing {} farmers and a girl; we note "
    "that such attacks break the law of war, and call on all sides to spare those who till the fields and draw water."
)


def test_texts_of_one_pattern_weeks_apart_are_no_copies() -> None:
    one = account("a", text=PATTERN.format("Durwaym", "Monday", "three"))
    two = account("b", text=PATTERN.format("Talsun", "Friday", "two"), on=DAY + timedelta(days=40))
    found = traced([one, two]).origins
    assert found["a"] != found["b"]
    undated = [replace(each, published=None) for each in (one, two)]
    found = traced(undated).origins
    assert found["a"] != found["b"]
    soon = traced([one, replace(two, published=DAY + timedelta(days=2))]).origins
    assert soon["a"] == soon["b"]


def test_an_outlet_that_repeats_its_own_background_credits_anew() -> None:
    first = account(
        "a", text=f"According to the Valley Monitor, {PATTERN.format('Durwaym', 'Monday', 'three')}"
    )
    again = account("b", text=PATTERN.format("Durwaym", "Monday", "three"))
    first, again = (replace(each, source="Hill Paper") for each in (first, again))
    found = traced([first, again]).origins
    assert found["a"] != found["b"]
