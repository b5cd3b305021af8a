"""Invented ground for the tests of control: squares, towns cut at random into areas, and random words about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from cairn.control.areas import Areas
from cairn.control.model import Area, Assertion, Rings

TOWN = "TOWN"
WEST, SOUTH, SIDE = 40.0, 35.0, 0.01
DAY = date(2031, 3, 1)
ACTORS = ("RED", "BLUE", "GREEN")
AUTHORS = ("ANNALS", "BULLETIN", "CHRONICLE")


def day(n: int) -> date:
    """So many days after the first day of the tests."""
    return DAY + timedelta(days=n)


def square(column: int, row: int, side: float = SIDE, across: int = 1) -> Rings:
    """One square of the grid as a polygon, `across` squares wide."""
    west, south = WEST + column * side, SOUTH + row * side
    east, north = west + across * side, south + side
    return (((west, south), (east, south), (east, north), (west, north), (west, south)),)


def town(owners: Sequence[str], columns: int = 4) -> Areas:
    """A town whose squares, row by row, belong to the areas named."""
    cells: dict[str, list[Rings]] = {}
    for n, owner in enumerate(owners):
        cells.setdefault(owner, []).append(square(n % columns, n // columns))
    quarters = [
        Area(id, {"en": f"Quarter {id}"}, "neighbourhood", TOWN, polygons=tuple(polygons))
        for id, polygons in cells.items()
    ]
    return Areas([Area(TOWN, {"en": "Tellmarsh", "ar": "تل مرش"}, "city"), *quarters])


def towns(quarters: int = 5, squares: int = 12) -> st.SearchStrategy[Areas]:
    """Towns of twelve squares cut at random into up to so many quarters."""
    owner = st.sampled_from([f"Q{n}" for n in range(quarters)])
    return st.lists(owner, min_size=squares, max_size=squares).map(town)


@st.composite
def words(draw: st.DrawFn, areas: Areas, most: int = 8) -> list[Assertion]:
    """Random words about the town and its quarters: holders, fights, denials, shares, with days known or not."""
    ids = [area.id for area in areas]
    return [_word(draw, f"W{n}", ids) for n in range(draw(st.integers(0, most)))]


def _word(draw: st.DrawFn, id: str, ids: list[str]) -> Assertion:
    holding = draw(st.sampled_from(["held", "held", "contested", "not_held", "share"]))
    low = draw(st.integers(0, 10)) / 10
    share = (low, draw(st.integers(int(low * 10), 10)) / 10) if holding == "share" else None
    start = draw(st.none() | st.integers(0, 30))
    wait = draw(st.none() | st.integers(0, 9))
    end = draw(st.none() | st.integers(0, 30))
    begun = start if start is not None else 0
    return Assertion(
        id,
        holding,
        tuple(draw(st.lists(st.sampled_from(ACTORS), min_size=1, max_size=2, unique=True))),
        draw(st.sampled_from(AUTHORS)),
        "https://annals.example/1",
        draw(st.sampled_from(ids)),
        share=share,
        start=None if start is None else day(start),
        start_latest=None if wait is None else day(begun + wait),
        end=None if end is None else day(begun + (wait or 0) + end),
        said=day(begun),
    )


def said(id: str, holding: str, actors: str, area: str, on: int, **more: object) -> Assertion:
    """A word in a line: `said("1", "held", "RED BLUE", "Q1", 4)`."""
    told = {"asserted_by": "ANNALS", "source": "https://annals.example/1", "start": day(on), **more}
    return Assertion(id, holding, tuple(actors.split()), area=area, **told)  # type: ignore[arg-type]
