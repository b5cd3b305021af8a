"""Who acts as one side: on a day, and where no day is known."""

from datetime import date

import pytest

from cairn.incident.sides import partners_on


@pytest.mark.parametrize(
    ("day", "jordan"),
    [(date(2014, 9, 23), "us_led_coalition"), (date(2014, 9, 24), None), (None, None)],
)
def test_a_state_that_struck_with_a_coalition_for_a_night_is_of_its_side_that_night_alone(
    day: date | None, jordan: str | None
) -> None:
    assert partners_on(day).get("jordan") == jordan


def test_where_no_day_is_known_a_membership_without_an_end_counts() -> None:
    assert partners_on(None)["united_states"] == "us_led_coalition"
    assert "us_led_coalition" not in partners_on(date(2014, 8, 7)).values()
