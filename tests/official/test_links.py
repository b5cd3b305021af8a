"""Which incidents an entry may speak of. Places, days and figures are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.official import Asked, Candidate, Linker, Offer, asked_of, read
from cairn.values import DateSpan, Point, Range
from cairn.values.point import Precision

RELEASE = date(2031, 8, 4)


def incident(name: str, day: date, place: str, killed: int | None = None, **more: object) -> Candidate:
    fields = {"areas": ("Wadha",), "actors": frozenset({"pact"}), **more}
    figure = Range() if killed is None else Range.exactly(killed)
    return Candidate(name, DateSpan.on(day), (place,), killed=figure, **fields)  # type: ignore[arg-type]


def asked(text: str, name: str = "entry") -> Asked:
    return asked_of(read(text, RELEASE)[0], "pact", text, name)


def offers(text: str, *candidates: Candidate) -> tuple[Offer, ...]:
    return Linker(candidates).offers(asked(text))


MAY_2 = date(2031, 5, 2)
SAMHA = incident("samha", MAY_2, "Ard Samha")
NUMAN = incident("numan", MAY_2, "Qasr Numan")
ENTRY = "May 2, 2031, near Ard Samha, Syria, via media report. No strikes were conducted there."


def test_an_incident_of_that_day_and_place_without_a_rival_is_linked() -> None:
    first, second = offers(ENTRY, NUMAN, SAMHA)
    assert (first.incident_id, first.rank, first.automatic) == ("samha", 1, True)
    assert (second.incident_id, second.automatic) == ("numan", False)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_an_entry_at_the_end_of_the_calendar_is_compared_with_the_days_there_are(day: date) -> None:
    told = replace(asked(ENTRY), day=DateSpan.on(day))
    (found,) = Linker([SAMHA, incident("edge", day, "Ard Samha")]).offers(told)
    assert found.incident_id == "edge"


def test_the_name_may_be_spelled_otherwise() -> None:
    assert offers(ENTRY.replace("Ard Samha", "Ardh as-Samhah"), NUMAN, SAMHA)[0].incident_id == "samha"


def test_three_entries_of_one_day_near_one_city_are_offered_and_not_decided() -> None:
    events = [
        incident(name, MAY_2, "Wadha city", killed) for name, killed in (("a", 10), ("b", 2), ("c", None))
    ]
    for words in (
        "ten civilians were unintentionally killed",
        "two civilians were unintentionally killed",
        "none was hurt",
    ):
        found = offers(
            f"May 2, 2031, near Wadha, Syria, via media report. It was assessed that {words}.", *events
        )
        assert len(found) == 3
        assert not any(offer.automatic for offer in found)


def test_a_figure_that_fits_stands_first() -> None:
    events = [incident("b", MAY_2, "Wadha city", 2), incident("a", MAY_2, "Wadha city", 10)]
    found = offers("May 2, 2031, near Wadha, Syria. Ten civilians were unintentionally killed.", *events)
    assert [offer.incident_id for offer in found] == ["a", "b"]


def test_a_night_reaches_into_the_next_day() -> None:
    night = "On the night of May 1, 2031, near Ard Samha, Syria. No strikes were conducted there."
    assert offers(night, SAMHA)[0].days_apart == 0


def test_an_incident_of_another_week_is_not_offered() -> None:
    assert offers(ENTRY, incident("late", date(2031, 5, 20), "Ard Samha")) == ()


def test_a_stated_square_parts_two_incidents_of_one_name() -> None:
    here = Point(35.3427, 40.1450, 1500, Precision.VILLAGE)
    far = Point(35.9, 39.0, 1500, Precision.VILLAGE)
    events = [
        incident("far", MAY_2, "Ard Samha", point=far),
        incident("here", MAY_2, "Ard Samha", point=here),
    ]
    found = offers(f"{ENTRY} 37SFV040116", *events)
    assert [offer.incident_id for offer in found] == ["here", "far"]
    assert any("37SFV040116" in reason for reason in found[0].why)


def test_an_entry_without_a_day_is_offered_and_never_decided() -> None:
    assert offers("No strikes were conducted there.", SAMHA) == ()
    (offer,) = Linker([SAMHA]).offers(Asked("x", frozenset({"pact"}), None, "near Ard Samha"))
    assert (offer.days_apart, offer.automatic) == (None, False)


@pytest.mark.parametrize("place", ["Ard Samha", "Qasr Numan"])
def test_each_reason_names_the_two_values(place: str) -> None:
    (offer,) = offers(ENTRY, incident("one", date(2031, 5, 3), place, 4))
    assert any("2031-05-02" in reason and "2031-05-03" in reason for reason in offer.why)
    assert any("near Ard Samha" in reason and place in reason for reason in offer.why)


EVENTS = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from(["Ard Samha", "Qasr Numan", "Wadha city", "Samha east"])),
    max_size=8,
)


@given(EVENTS, st.randoms())
def test_nothing_is_decided_between_two_that_share_day_and_place(
    rows: list[tuple[int, str]], chance: object
) -> None:
    events = [incident(f"i{n}", date(2031, 5, 1 + day), place) for n, (day, place) in enumerate(rows)]
    found = offers(ENTRY, *events)
    chance.shuffle(events)  # type: ignore[attr-defined]
    assert offers(ENTRY, *events) == found
    same = [o for o in found if o.days_apart in (0, 1) and o.place >= 0.6]
    assert len(same) < 2 or not any(offer.automatic for offer in found)


def test_a_month_is_no_day_and_decides_nothing() -> None:
    (offer,) = offers("In May 2031, near Ard Samha, Syria, two civilians were unintentionally killed.", SAMHA)
    assert not offer.automatic


def test_three_entries_of_one_day_near_one_city_decide_nothing_over_a_single_incident() -> None:
    words = (
        "ten civilians were unintentionally killed",
        "a vehicle bomb was struck",
        "no strikes were conducted",
    )
    trio = [
        asked(f"May 2, 2031, near Wadha, Syria, via media report. It was assessed that {word}.", f"entry-{n}")
        for n, word in enumerate(words)
    ]
    found = Linker([incident("market", MAY_2, "Wadha city", 10)]).of_all(trio)
    assert [len(one) for one in found] == [1, 1, 1]
    assert not any(offer.automatic for one in found for offer in one)


def test_what_another_entry_fits_better_is_offered_further_down() -> None:
    events = [incident("samha", MAY_2, "Ard Samha", 9), incident("west", MAY_2, "West Wadha", 2)]
    general, special = asked("May 2, 2031, near Wadha, Syria. Denied.", "general"), asked(ENTRY, "special")
    alone = Linker(events).offers(general)
    assert [offer.incident_id for offer in alone] == ["samha", "west"] or alone[0].incident_id == "west"
    beside, _ = Linker(events).of_all([general, special])
    assert beside[0].incident_id == "west"
    assert any("special" in reason for reason in beside[1].why)


def test_lines_of_strikes_do_not_compete() -> None:
    strike = Asked("s1", frozenset({"pact"}), DateSpan.on(MAY_2), "near Ard Samha", strike=True)
    found = Linker([SAMHA]).of_all([strike, replace(strike, id="s2")])
    assert [one[0].automatic for one in found] == [True, True]


def test_a_day_off_that_is_none_by_universal_time_costs_less() -> None:
    small_hours = incident("early", date(2031, 5, 3), "Ard Samha", elsewhere=MAY_2)
    late = incident("late", date(2031, 5, 3), "Ard Samha")
    first, second = offers(ENTRY, late, small_hours)
    assert (first.incident_id, second.incident_id) == ("early", "late")
    assert any("universal time" in reason for reason in first.why)


def test_an_incident_of_a_fortnight_fits_a_day_less_than_one_of_that_day() -> None:
    long = replace(SAMHA, id="a-long", days=DateSpan.between(date(2031, 4, 26), date(2031, 5, 8)))
    assert [offer.incident_id for offer in offers(ENTRY, long, SAMHA)] == ["samha", "a-long"]


def test_a_rare_figure_speaks_louder_than_a_common_one() -> None:
    ones = [incident(f"one-{n}", MAY_2, "Wadha city", 1) for n in range(8)]
    many = incident("many", date(2031, 5, 4), "Wadha city", 33)
    told = "May 2, 2031, near Wadha, Syria. Thirty-three civilians were unintentionally killed."
    assert offers(told, *ones, many)[0].incident_id == "many"


def test_wide_circles_that_touch_speak_less_than_narrow_ones() -> None:
    def near(radius: int) -> Candidate:
        point = Point(35.3427, 40.1450, radius, Precision.TOWN)
        return incident(str(radius), MAY_2, "Ard Samha", point=point)

    assert [offer.incident_id for offer in offers(f"{ENTRY} 37SFV040116", near(9000), near(100))] == [
        "100",
        "9000",
    ]


def test_the_source_of_the_allegation_and_what_was_struck_are_compared() -> None:
    told = (
        "May 2, 2031, near Wadha, Syria, via Nahr Observatory report. A strike hit a compound and a school."
    )
    plain = incident("a", MAY_2, "Wadha city")
    fitting = incident("b", MAY_2, "Wadha city", sources=("Nahr Observatory",), targets=("School",))
    first = offers(told, plain, fitting)[0]
    assert first.incident_id == "b"
    assert any("Nahr Observatory" in reason for reason in first.why)
    assert any("school" in reason for reason in first.why)


def test_a_report_without_a_name_is_no_source() -> None:
    told = "May 2, 2031, near Wadha, Syria, via social media report. Denied."
    (offer,) = offers(told, incident("a", MAY_2, "Wadha city", sources=("Wadha Media",)))
    assert not any("came via" in reason for reason in offer.why)


def test_an_incident_known_to_its_province_alone_is_offered_and_not_decided() -> None:
    wide = incident("wide", MAY_2, "Ard Samha", point=Point(35.9, 39.0, 60_000, Precision.PROVINCE))
    (offer,) = offers(ENTRY, wide)
    assert not offer.automatic
