"""A long list becomes doors to shorter ones, whatever its rows have in common."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cairn.shell.site.lists import LONGEST_LIST, parted

DAYS = st.sampled_from(["", "2031-02-01", "2031-02-02", "2031-05-09", "2032-02-01"])


@given(st.lists(DAYS, min_size=LONGEST_LIST + 1, max_size=700))
def test_every_row_is_in_one_part_and_parts_have_names_of_their_own(days: list[str]) -> None:
    rows = [{"n": n, "day": day} for n, day in enumerate(days)]
    parts = parted(rows, "day", "en")
    assert sorted(r["n"] for _, _, some in parts for r in some) == [r["n"] for r in rows]
    assert len({key for key, _, _ in parts}) == len(parts) > 1
    assert all(len(some) < len(rows) for _, _, some in parts)


def test_rows_of_several_years_are_parted_by_year_and_those_without_a_day_stand_apart() -> None:
    days = ["2031-02-01"] * 200 + ["2032-07-01"] * 100 + [""] * 10
    parts = parted([{"day": day} for day in days], "day", "en")
    assert [(key, told, len(some)) for key, told, some in parts] == [
        ("2031", "2031", 200),
        ("2032", "2032", 100),
        ("undated", "Undated", 10),
    ]


def test_rows_without_any_day_are_parted_by_number() -> None:
    parts = parted([{"day": None}] * 600, "day", "en")
    assert [(key, told) for key, told, _ in parts] == [
        ("from-1", "1 to 250"),
        ("from-251", "251 to 500"),
        ("from-501", "501 to 600"),
    ]
