"""Monthly bulletins in invented words, with the figures of method.md 3.1. The party and its prose are nobody's."""

from __future__ import annotations

from datetime import date

_STOCK = (
    "The Task Force carried over {start} open reports from earlier months and received {new} new reports."
)
_DONE = "It completed the assessment of {done} reports. {end} reports are still being assessed."
_TOTAL = "To date it finds that at least {total} civilians have been unintentionally killed."
_DEAD = "The credible reports resulted in {dead} unintentional civilian deaths."


def stock(start: int, new: int, done: int, end: int) -> str:
    return f"{_STOCK.format(start=start, new=new)} {_DONE.format(done=done, end=end)}"


def dead(n: int, total: str) -> str:
    return f"{_DEAD.format(dead=n)} {_TOTAL.format(total=total)}"


JUNE_2017 = """\
The Task Force carried over 180 open reports from earlier months and received 72 new reports. The assessment of 404 \
historical reports was begun. It completed the assessment of 132 reports. Of these, 121 were found to be non-credible, \
seven were determined to be credible and resulted in 21 unintentional civilian deaths, and four were duplicate. 424 \
reports are still being assessed. To date it finds that at least 624 civilians have been unintentionally killed.\
"""

BULLETINS = {
    date(2017, 4, 30): f"{stock(43, 27, 28, 42)} {_TOTAL.format(total=352)}",
    date(2017, 6, 2): f"{stock(42, 43, 47, 38)} {dead(132, '484')}",
    date(2017, 7, 7): dead(119, "603"),
    date(2017, 8, 4): JUNE_2017,
    date(2017, 9, 29): dead(50, "735"),
    date(2017, 10, 26): dead(51, "786"),
    date(2017, 11, 30): _TOTAL.format(total=801),
    date(2017, 12, 28): dead(11, "817"),
    date(2018, 12, 20): stock(194, 15, 25, 184),
    date(2019, 1, 31): stock(184, 10, 12, 182),
    date(2019, 9, 26): stock(97, 2, 20, 79),
}
"""The text of each bulletin by the day it was published on; the last three are of November, December and August."""

HOLD = (date(2017, 4, 30), date(2017, 6, 2), date(2018, 12, 20), date(2019, 1, 31), date(2019, 9, 26))
"""The bulletins whose stock adds up."""
