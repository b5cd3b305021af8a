"""What the joiner makes of one account: parts of a date, stems, areas, and whether it tells of an event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cairn.extract.model import PlaceRead, Reading
from cairn.match.compare import date_level, mention_level
from cairn.match.facts import prepared, tells_of_an_event
from cairn.match.stems import stems
from cairn.values import Point, Precision
from match.invented import account, place


def test_an_undated_text_still_tells_its_weekday_and_day_of_the_month() -> None:
    found = prepared(account("a", on=None, text="On Sunday, 4 May, a shell fell on the mill"))
    assert (found.weekday, found.month_day) == (7, (5, 4))


def test_a_weekday_or_a_day_of_the_month_is_held_against_a_known_day() -> None:
    dated = prepared(account("dated", on=date(2031, 5, 4)))  # a Sunday
    told = {
        "On 4 May a shell fell": "date_month_day_fits",
        "On 6 May a shell fell": "date_month_day_differs",
        "On Sunday a shell fell": "date_weekday_fits",
        "On Monday a shell fell": "date_weekday_differs",
        "A shell fell": "date_one_unknown",
    }
    for text, level in told.items():
        assert date_level(dated, prepared(account("other", on=None, text=text))) == level


def test_a_broken_arabic_word_and_one_with_an_article_have_one_stem() -> None:
    assert stems("قصـ ـف") == stems("القصف") == stems("وبالقصف")


def test_an_area_has_no_name_of_a_place_but_an_unlisted_place_in_it_does() -> None:
    area = Point(35.0, 36.0, 60_000, Precision.PROVINCE)
    province = prepared(
        account("p", at=PlaceRead(name="Upland", place_id="x:1", name_en="Upland", point=area))
    )
    unlisted = prepared(account("u", at=PlaceRead(name="Ayn Qasha", point=area)))
    assert (province.own, province.placed) == (frozenset(), False)
    assert (unlisted.own, unlisted.placed) == (frozenset({"ayn qasha"}), True)


def test_one_text_may_name_the_place_of_the_other() -> None:
    one = prepared(account("a", at=place("Dulmak", 35.4, 36.1), text="Near Dulmak, Tell Ansur"))
    two = prepared(account("b", at=place("Tell Ansur", 35.9, 36.7), text="Shells fell on Tell Ansur"))
    three = prepared(account("c", at=place("Qasha", 35.0, 36.0), text="Shells fell on Qasha"))
    assert mention_level(one, two) == mention_level(two, one) == "mention_one"
    assert mention_level(one, three) == "mention_none"


def test_a_place_or_a_day_alone_is_no_event() -> None:
    visit = account("a", at=place("Dulmak", 35.4, 36.1), harm=False, text="The minister came to Dulmak")
    assert not tells_of_an_event(visit)
    assert tells_of_an_event(replace(visit, text="Bombing of Dulmak"))
    assert tells_of_an_event(replace(visit, reading=replace(visit.reading, strike_types=("shelling",))))
    assert not tells_of_an_event(replace(visit, reading=Reading(strike_types=("shelling",))))
