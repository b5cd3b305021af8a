"""What a printed total's own words tell of it. Every text is invented, and so is every source in it."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.tally.reported import HIGHEST, LOWEST, STATED, ReportedFigure
from cairn.vocab.closed import Status
from tally.printed import totals


def only(text: str) -> ReportedFigure:
    (figure,) = totals(text)
    return figure


WHOLE = (
    "No fewer than 4,200 civilians were killed by Russian and US-led Coalition air strikes in Syria and Iraq between "
    "March 2015 and May 2017, the Lantern Bay Monitor said."
)


def test_it_reads_whom_where_when_and_who_says_so() -> None:
    figure = only(WHOLE)
    assert (figure.number, figure.end, figure.status) == (4200, LOWEST, Status.CIVILIAN)
    assert figure.actors == ("russia", "us_led_coalition")
    assert figure.countries == ("SY", "IQ")
    assert (figure.first, figure.last) == (date(2015, 3, 1), date(2017, 5, 31))
    assert (figure.who, figure.attributed_to) == ("Harbour Courier (invented)", "the Lantern Bay Monitor")
    assert figure.passage.of(WHOLE).startswith("No fewer than 4,200")


@pytest.mark.parametrize(
    ("words", "qualifier", "end"),
    [
        ("At least 900 civilians have", "at_least", LOWEST),
        ("More than 900 civilians have", "more_than", LOWEST),
        ("Nearly 900 civilians have", "nearly", STATED),
        ("Some 900 civilians have", "about", STATED),
        ("Up to 900 civilians have", "up_to", HIGHEST),
        ("In all 900 civilians have", "", STATED),
    ],
)
def test_the_word_before_the_number_says_which_end_it_is(words: str, qualifier: str, end: str) -> None:
    figure = only(f"{words} been killed in the province since January 2016, the Orchard Network says.")
    assert (figure.number, figure.qualifier, figure.end) == (900, qualifier, end)


def test_what_the_words_do_not_tell_stays_empty() -> None:
    figure = only("Some 3,100 people have been killed in the campaign so far.")
    assert (figure.actors, figure.countries, figure.attributed_to) == ((), (), "")
    assert (figure.first, figure.last, figure.status) == (None, None, Status.UNKNOWN)


def test_since_opens_a_period_and_leaves_its_end_untold() -> None:
    figure = only("At least 3,100 civilians have been killed in Syria since 2014, the Orchard Network says.")
    assert (figure.first, figure.last) == (date(2014, 1, 1), None)


def test_a_country_that_is_only_the_scene_is_no_actor() -> None:
    figure = only("At least 3,100 civilians were killed by Russian forces in Syria and Iraq since 2015.")
    assert figure.actors == ("russia",)


def test_a_party_that_speaks_of_its_own_strikes_is_who_did_it() -> None:
    figure = only("The Coalition itself says that it has killed at least 351 civilians since 2014.")
    assert figure.actors == ("us_led_coalition",)


def test_a_figure_of_one_event_is_no_reported_total() -> None:
    assert totals("Five civilians were killed in an air strike on Tell Marsun on 3 May 2017.") == ()


def test_children_among_a_total_are_no_total_of_their_own() -> None:
    text = "A total of 120 civilians, including 30 children, were killed by Russian air strikes during June 2017."
    assert [f.number for f in totals(text)] == [120]


def test_an_arabic_total_is_read_the_same_way() -> None:
    text = "قتل ما لا يقل عن 5400 مدني في سوريا والعراق منذ آب 2014 بغارات التحالف الدولي، بحسب مرصد خليج الفنار."
    figure = only(text)
    assert (figure.number, figure.end) == (5400, LOWEST)
    assert (figure.countries, figure.first) == (("SY", "IQ"), date(2014, 8, 1))
    assert figure.actors == ("us_led_coalition",)


def test_an_arabic_year_and_vowel_signs_hide_neither_the_period_nor_the_word_before_the_number() -> None:
    figure = only(
        "قُتل أكثرَ من 165 مدنياً منذ مطلع العام 2022 في سوريا بقصف القوات الروسية، بحسب شبكة البستان."
    )
    assert (figure.number, figure.qualifier, figure.first) == (165, "more_than", date(2022, 1, 1))


def test_one_person_described_is_no_total() -> None:
    text = "Since early 2023 the fatalities are: 317 soldiers, an Example militiaman, a member of the Example Front."
    assert 1 not in [f.number for f in totals(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The US-led Coalition alone was responsible for the deaths of 7,330 civilians, the group said.",
        "The Coalition acknowledges 7,330 civilian deaths since the start of its campaign.",
    ],
)
def test_the_only_party_of_a_sentence_on_who_is_responsible_is_who_did_it(text: str) -> None:
    assert only(text).actors == ("us_led_coalition",)


def test_one_number_told_twice_in_a_sentence_is_one_total() -> None:
    assert [f.number for f in totals("The toll of the campaign stands at 7,330 dead.")] == [7330]


def test_a_number_of_people_that_looks_like_a_year_is_no_period() -> None:
    figure = only(
        "Between 1900 and 2000 civilians have been killed in Syria in all, the Orchard Network says."
    )
    assert figure.numbers == (2000, 1900)
    assert (figure.first, figure.last) == (None, None)


def test_a_number_that_looks_like_a_year_hides_no_year_beside_it() -> None:
    figure = only("At least 2000 civilians have been killed in Syria since 2014, the Orchard Network says.")
    assert (figure.number, figure.first, figure.last) == (2000, date(2014, 1, 1), None)
