"""Grid squares and strike lines in a text. Places of the lines are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.official import cells, strikes


@pytest.mark.parametrize(
    ("words", "side"),
    [("37SFV0411", 1000), ("37SFV040116", 100), ("37S FV 0405 1165", 10), ("37SFV0405011650", 1)],
)
def test_more_digits_are_a_smaller_square(words: str, side: int) -> None:
    (cell,) = cells(f"at {words}.")
    assert cell.side_m == side
    assert (cell.point.lat, cell.point.lon) == pytest.approx((35.34, 40.145), abs=0.01)


def test_a_square_lies_wholly_within_its_radius() -> None:
    (cell,) = cells("37SFV040116")
    assert cell.point.radius_m == 71


def test_it_keeps_where_the_reference_stands() -> None:
    text = "Closed. 37SFV 040 116, see file."
    (cell,) = cells(text)
    assert text[cell.start : cell.end] == "37SFV 040 116"


@pytest.mark.parametrize("words", ["37SFV04011", "99XZZ040116", "137SFV040116X", "37SFV 040 11"])
def test_what_names_no_square_is_left_out(words: str) -> None:
    assert cells(words) == ()


@given(st.text(alphabet="37SFVCX 0123456789\n", max_size=60))
def test_no_text_breaks_the_reader_of_squares(text: str) -> None:
    for cell in cells(text):
        assert text[cell.start : cell.end].replace(" ", "").replace("\n", "") == cell.reference


def test_a_strike_line_gives_place_number_and_effect() -> None:
    text = "In Syria:\n- Near Tell Wadha, two strikes destroyed a tunnel and a mortar.\n- Near Qasr Numan, one strike."
    first, second = strikes(text)
    assert (first.place, first.number, first.effect) == ("Tell Wadha", 2, "destroyed a tunnel and a mortar")
    assert (second.place, second.number) == ("Qasr Numan", 1)
    assert text[first.start : first.end].startswith("Near Tell Wadha")


def test_an_airstrike_is_one_and_twenty_six_are_told_in_words_too() -> None:
    assert strikes("Near Ard Samha, an airstrike struck a vehicle.")[0].number == 1
    assert strikes("Near Ard Samha, twenty-six airstrikes struck vehicles.")[0].number == 26


def test_a_line_that_tells_no_strike_is_passed_over() -> None:
    assert strikes("Near Ard Samha, two people were seen.\nThe strikes went on.") == ()


def test_a_long_run_of_dashes_is_passed_over_at_once() -> None:
    assert strikes("Near Tell, " + "a-" * 50_000) == ()
