import random
from fractions import Fraction

import pytest
from hypothesis import given, settings

from cairn.official.model import AUTO
from cairn.tally.declared import Comparison, compare
from cairn.tally.model import Definition
from cairn.tally.ratio import Ratio, ratios
from cairn.values import UNKNOWN, Range
from tally.official_files import File, credible, files, link
from tally.rows import row

ATLAS = Definition(actors=("atlas",))


def of(comparison: Comparison, draws: int = 0, wrong: float = 0.0) -> Ratio:
    """At the lowest figures."""
    return ratios(comparison, random.Random(7), draws, wrong)[0]


def a_case(decision: str = "accepted") -> Comparison:
    """Two incidents conceded lower than told, two that are not, and an entry without an incident."""
    rows = [row("a", Range(6, 9)), row("b", Range(4, 5)), row("c", Range(8, 8)), row("d", Range(2, 2))]
    told = [credible("e", Range.exactly(2)), credible("f", Range.exactly(2)), credible("x", Range.exactly(1))]
    links = [link("e", "a", decision=decision), link("f", "b", decision=decision)]
    return compare(rows, told, links, ATLAS)


def test_the_ratio_is_other_incidents_times_other_counts_of_the_same() -> None:
    found = of(a_case())
    assert (found.alleged, found.conceded, found.same_alleged, found.same_conceded) == (20, 5, 10, 4)
    assert (found.total.value, found.same_events.value) == (4, Fraction(5, 2))
    assert found.coverage.value == Fraction(8, 5)
    assert found.clusters == 2


@given(files())
@settings(max_examples=60, deadline=None)
def test_the_factors_multiply_to_the_ratio_wherever_all_have_a_value(file: File) -> None:
    for found in ratios(file.compared(), random.Random(7), draws=0):
        values = (found.total.value, found.coverage.value, found.same_events.value)
        if None not in values:
            assert values[0] == (values[1] or 0) * (values[2] or 0)


def test_nothing_conceded_gives_no_ratio_and_not_a_great_one() -> None:
    found = of(compare([row("a")], [credible("e", Range.exactly(0))], [link("e", "a")], ATLAS), draws=20)
    assert (found.total.value, found.coverage.value, found.same_events.value) == (None, None, None)
    assert found.total.low is None


def test_no_incident_at_all_gives_no_ratio() -> None:
    found = of(compare([], [], [], ATLAS), draws=20)
    assert (found.total.value, found.total.draws) == (None, 0)


def test_events_without_a_figure_on_either_side_are_not_compared() -> None:
    rows = [row("a", UNKNOWN), row("b", Range(4, 4)), row("c", Range(3, 3))]
    told = [credible("e", Range.exactly(2)), credible("f"), credible("g", Range.exactly(1))]
    found = of(compare(rows, told, [link("e", "a"), link("f", "b"), link("g", "c")], ATLAS))
    assert (found.same_alleged, found.same_conceded, found.clusters) == (3, 1, 1)
    assert (found.alleged, found.conceded) == (7, 3)


def test_an_entry_on_several_incidents_is_compared_with_all_of_them_together() -> None:
    rows = [row("a", Range(6, 6)), row("b", Range(4, 4))]
    told = [credible("e", Range.exactly(5))]
    found = of(compare(rows, told, [link("e", "a"), link("e", "b")], ATLAS))
    assert (found.same_alleged, found.same_conceded, found.clusters) == (10, 5, 1)


def test_nothing_allotted_to_anybody_is_nought_where_nought_is_conceded() -> None:
    told = [credible("e", Range.exactly(0)), credible("f", Range.exactly(1))]
    links = [link("e", "a"), link("e", "b"), link("f", "c")]
    found = compare([row("a"), row("b"), row("c")], told, links, ATLAS)
    assert [a.conceded for a in found.incidents] == [Range.exactly(0), Range.exactly(0), Range.exactly(1)]
    assert of(found).clusters == 2


def test_the_same_chance_gives_the_same_spread_and_it_holds_the_ratio() -> None:
    rows = [row(f"i{n}", Range.exactly(n % 5 + 2)) for n in range(30)]
    told = [credible(f"e{n}", Range.exactly(n % 3 + 1)) for n in range(15)]
    case = compare(rows, told, [link(f"e{n}", f"i{n}") for n in range(15)], ATLAS)
    found = of(case, draws=200)
    assert found == of(case, draws=200)
    for factor in (found.total, found.coverage, found.same_events):
        assert factor.value is not None
        assert factor.low is not None
        assert factor.high is not None
        assert factor.low < factor.value < factor.high


def test_a_draw_without_anything_conceded_has_no_upper_end() -> None:
    case = compare([row("a"), row("b")], [credible("e", Range.exactly(1))], [link("e", "a")], ATLAS)
    found = of(case, draws=200)
    assert found.total.low is not None
    assert found.total.high is None


def test_machines_links_may_be_wrong_and_persons_links_are_not() -> None:
    by_person, by_machine = a_case(), a_case(AUTO)
    assert of(by_person, draws=50, wrong=1.0) == of(by_person, draws=50)
    assert of(by_machine, draws=50, wrong=1.0).same_events.draws == 0
    assert of(by_machine, draws=50, wrong=1.0).total == of(by_machine, draws=50).total


def test_it_refuses_a_share_that_is_none() -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        of(a_case(), wrong=1.5)
