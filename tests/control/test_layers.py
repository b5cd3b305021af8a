"""Drawn ground equals a count of its squares; what nobody draws is not known, and one drawing is in memory at a time."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.control import plane
from cairn.control.areas import Areas
from cairn.control.layers import Drawings
from cairn.control.model import Area, Assertion, Layer, Policy, Rings
from cairn.errors import CairnError
from tilings import ACTORS, AUTHORS, SIDE, SOUTH, TOWN, WEST, day

COLUMNS = ROWS = 5
EVER = Policy(stale_after_days=None)


def rectangle(column: int, row: int, wide: int, high: int) -> Rings:
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    east, north = WEST + (column + wide) * SIDE, SOUTH + (row + high) * SIDE
    return (((west, south), (east, south), (east, north), (west, north), (west, south)),)


TOWN_GROUND = Areas(
    [
        Area(TOWN, {"en": "Tellmarsh"}, polygons=(rectangle(0, 0, COLUMNS, ROWS),)),
        Area("LEFT", {"en": "The left bank"}, polygons=(rectangle(-2, -2, 5, 9),)),
    ]
)
CELLS = [(c, r) for c in range(COLUMNS) for r in range(ROWS)]
KM2 = {cell: plane.area_km2(plane.shape([rectangle(*cell, 1, 1)])) for cell in CELLS}


@dataclass(frozen=True)
class Drawing:
    layer: Layer
    features: tuple[tuple[str, tuple[str, ...], tuple[int, int, int, int]], ...]

    def assertions(self) -> Iterator[Assertion]:
        for n, (holding, actors, box) in enumerate(self.features):
            yield Assertion(
                f"{self.layer.id}#{n}",
                holding,  # type: ignore[arg-type]
                actors,
                self.layer.asserted_by,
                "https://annals.example/map",
                polygons=(rectangle(*box),),
                layer=self.layer.id,
            )

    def told(self, cell: tuple[int, int]) -> list[tuple[str, tuple[str, ...]]]:
        column, row = cell
        return [
            (holding, actors)
            for holding, actors, (west, south, wide, high) in self.features
            if west <= column < west + wide and south <= row < south + high
        ]

    def denied(self, cell: tuple[int, int]) -> set[str]:
        framed = self.layer.frame == TOWN or (self.layer.frame == "LEFT" and cell[0] < 3)
        if not (self.layer.complete and framed) or self.told(cell):
            return set()
        return {actor for holding, actors, _ in self.features if holding == "held" for actor in actors}


BOXES = st.tuples(st.integers(-1, 4), st.integers(-1, 4), st.integers(1, 4), st.integers(1, 4))
HELD = st.tuples(st.just("held"), st.sampled_from([(a,) for a in ACTORS]), BOXES)
FOUGHT = st.tuples(st.just("contested"), st.just(("RED", "BLUE")), BOXES)


@st.composite
def drawings(draw: st.DrawFn) -> list[Drawing]:
    found = []
    for n in range(draw(st.integers(1, 4))):
        frame = draw(st.sampled_from([TOWN, "LEFT", ""]))
        layer = Layer(
            f"L{n}",
            day(draw(st.integers(0, 6))),
            draw(st.sampled_from(AUTHORS)),
            "",
            frame,
            draw(st.booleans()),
        )
        features = draw(st.lists(st.one_of(HELD, HELD, FOUGHT), max_size=4))
        found.append(Drawing(layer, tuple(features)))
    one_a_day = {(d.layer.asserted_by, d.layer.day): d for d in found}
    return list(one_a_day.values())


def counted(told: list[Drawing], on: int, actor: str) -> tuple[float, float, Mapping[str, float]]:
    """The share of an actor by looking at each square alone."""
    last = {d.layer.asserted_by: d for d in sorted(told, key=lambda d: d.layer.day) if d.layer.day <= day(on)}
    low = high = 0.0
    amounts: dict[str, float] = {}
    for cell in CELLS:
        kind, sure, may = _square([(d.told(cell), d.denied(cell)) for d in last.values()], actor)
        amounts[kind] = amounts.get(kind, 0) + KM2[cell]
        low += KM2[cell] * sure
        high += KM2[cell] * may
    return low / fsum(KM2.values()), high / fsum(KM2.values()), amounts


def _square(
    authors: list[tuple[list[tuple[str, tuple[str, ...]]], set[str]]], actor: str
) -> tuple[str, bool, bool]:
    denied = {a for _, gone in authors for a in gone}
    named = [{a for _, actors in said for a in actors} for said, _ in authors if said]
    fought = any(
        any(h == "contested" for h, _ in said) or len({a for _, x in said for a in x}) > 1
        for said, _ in authors
    )
    everybody = set().union(*named)
    if not named:
        return "unknown", False, actor not in denied
    if fought:
        return "contested", False, actor in everybody
    if len(everybody) > 1:
        return "disputed", False, actor in everybody
    (holder,) = everybody
    if holder in denied:
        return "disputed", False, actor == holder or actor not in denied
    return f"held:{holder}", actor == holder, actor == holder


def drawn(told: list[Drawing], policy: Policy = EVER) -> Drawings:
    by_id = {d.layer.id: d for d in told}
    return Drawings([d.layer for d in told], lambda layer: by_id[layer.id].assertions(), TOWN_GROUND, policy)


@given(drawings(), st.integers(0, 8))
def test_drawn_ground_equals_a_count_of_its_squares(told: list[Drawing], on: int) -> None:
    for found_day in drawn(told).shares(TOWN, days=[day(on)]):
        for actor in ACTORS:
            low, high, amounts = counted(told, on, actor)
            found = found_day.of(actor)
            seen = {kind: km2 for kind, km2 in found.amounts.items() if km2 > 1e-6}
            assert seen == pytest.approx(amounts, rel=1e-6)
            assert found.low == pytest.approx(low, abs=1e-6)
            assert found.high == pytest.approx(high, abs=1e-6)
            assert fsum(found.amounts.values()) == pytest.approx(found.total)


@settings(max_examples=25)
@given(drawings())
def test_a_series_says_of_each_day_what_is_said_of_it_alone(told: list[Drawing]) -> None:
    gathered = drawn(told, Policy(stale_after_days=3))
    for found in gathered.series(TOWN, "RED"):
        alone = gathered.share(TOWN, found.day, "RED")
        assert (found.low, found.high, found.amounts) == (alone.low, alone.high, alone.amounts)


@settings(max_examples=25)
@given(drawings(), st.integers(0, 8))
def test_pieces_fill_the_ground_and_do_not_overlap(told: list[Drawing], on: int) -> None:
    ground = TOWN_GROUND.shape(TOWN)
    pieces = drawn(told).on(ground, day(on))
    assert fsum(p.ground.area for p in pieces) == pytest.approx(ground.area)
    assert plane.union(p.ground for p in pieces).area == pytest.approx(ground.area)


def layer(id: str, on: int, author: str = "ANNALS", complete: bool = False) -> Layer:
    return Layer(id, day(on), author, "", TOWN if complete else "", complete)


def test_the_last_drawing_of_an_author_replaces_the_one_before() -> None:
    told = [
        Drawing(layer("L1", 0), (("held", ("RED",), (0, 0, 5, 5)),)),
        Drawing(layer("L2", 4), (("held", ("BLUE",), (0, 0, 5, 5)),)),
    ]
    assert [s.low for s in drawn(told).series(TOWN, "BLUE")] == [0, 1]


def test_a_drawing_grows_old() -> None:
    told = [Drawing(layer("L1", 0), (("held", ("RED",), (0, 0, 5, 5)),))]
    found = list(drawn(told, Policy(stale_after_days=10)).series(TOWN, "RED"))
    assert [(s.day, s.low, s.high) for s in found] == [(day(0), 1, 1), (day(11), 0, 1)]


def test_drawings_of_one_author_and_day_are_one() -> None:
    told = [
        Drawing(layer("L1", 0), (("held", ("RED",), (0, 0, 3, 5)),)),
        Drawing(layer("L2", 0), (("held", ("BLUE",), (2, 0, 3, 5)),)),
    ]
    found = drawn(told).share(TOWN, day(0), "RED")
    assert found.low == pytest.approx(0.4)
    assert found.amounts["contested"] == pytest.approx(found.total / 5)


def test_a_policy_may_take_one_authors_drawings_alone() -> None:
    told = [
        Drawing(layer("L1", 0), (("held", ("RED",), (0, 0, 5, 5)),)),
        Drawing(layer("L2", 0, "CHRONICLE"), (("held", ("BLUE",), (0, 0, 5, 5)),)),
    ]
    assert drawn(told).share(TOWN, day(1), "RED").amounts.keys() == {"disputed"}
    assert drawn(told, Policy(authors=("ANNALS",))).share(TOWN, day(1), "RED").low == 1


def test_members_of_one_side_are_drawn_as_one() -> None:
    told = [Drawing(layer("L1", 0), (("held", ("RED",), (0, 0, 3, 5)), ("held", ("BLUE",), (2, 0, 3, 5))))]
    one = Drawings([told[0].layer], lambda _: told[0].assertions(), TOWN_GROUND, EVER, lambda _: "RED")
    assert one.share(TOWN, day(0), "BLUE").low == pytest.approx(1)


def test_a_feature_may_name_its_area_instead_of_drawing_it() -> None:
    named = Assertion("L1#0", "held", ("RED",), "ANNALS", "", area="LEFT", layer="L1")
    found = Drawings([layer("L1", 0)], lambda _: [named], TOWN_GROUND, EVER).share(TOWN, day(0), "RED")
    assert found.low == pytest.approx(0.6)


def test_a_place_that_nobody_drew_is_refused() -> None:
    areas = Areas([Area("V1", {"en": "Weirholm"}, lat=10.0, lon=10.0)])
    with pytest.raises(CairnError) as refused:
        Drawings([], lambda _: [], areas, EVER).share("V1", day(0), "RED")
    assert refused.value.code == "denominator-not-known"


def test_thirty_drawings_need_no_more_memory_than_three() -> None:
    def load(drawing: Layer) -> Iterator[Assertion]:
        for n in range(200):
            box = (n % 5, n // 5 % 5, 1, 1)
            yield Assertion(f"{drawing.id}#{n}", "held", ("RED",), "ANNALS", "", polygons=(rectangle(*box),))

    def most(count: int) -> int:
        told = Drawings([layer(f"L{n}", n) for n in range(count)], load, TOWN_GROUND, EVER)
        tracemalloc.start()
        assert all(share.low == pytest.approx(1) for share in told.series(TOWN, "RED"))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    most(2)
    assert most(30) < 1.5 * most(3)


def test_pieces_add_up_where_lines_run_almost_along_each_other() -> None:
    """GEOS counts a corner of the first polygon twice here, unless corners are put on a grid."""
    place = ((36.5, 34.2), (41.7, 34.3), (41.5, 36.9), (36.3, 36.8), (36.5, 34.2))
    red = (
        (41.12476, 34.20746),
        (41.0858, 34.29417),
        (41.00371, 34.25548),
        (40.95325, 34.20746),
        (41.00181, 34.15373),
        (41.06601, 34.1766),
        (41.12476, 34.20746),
    )
    blue = ((42.16368886, 34.329113542), (41.253862756, 34.612350709), (40.605999551, 34.329113542), (41.253862756, 33.412682102), (42.16368886, 34.329113542))  # fmt: skip
    told = {
        "L1": Assertion("L1#0", "held", ("RED",), "ANNALS", "", polygons=((red,),)),
        "L2": Assertion("L2#0", "held", ("BLUE",), "CHRONICLE", "", polygons=((blue,),)),
    }
    areas = Areas([Area("PLAIN", {"en": "The plain"}, polygons=((place,),))])
    layers = [layer("L1", 0), layer("L2", 0, "CHRONICLE")]
    found = Drawings(layers, lambda x: [told[x.id]], areas, EVER).share("PLAIN", day(0), "RED")
    assert found.total == pytest.approx(areas.km2("PLAIN"), rel=1e-8)
    assert found.amounts["disputed"] == pytest.approx(
        plane.area_km2(plane.intersection(plane.shape([(red,)]), areas.shape("PLAIN"))), rel=1e-6
    )
