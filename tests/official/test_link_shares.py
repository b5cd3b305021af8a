"""How an entry's dead are divided over its incidents. Figures are invented."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cairn.official.link_shares import left_to_allot, shares
from cairn.official.model import ACCEPTED, AUTO, OFFERED, REJECTED, EntryLink
from cairn.values import UNKNOWN, Range

LINKS = st.lists(
    st.tuples(st.sampled_from([AUTO, OFFERED, ACCEPTED, REJECTED]), st.none() | st.integers(0, 9)), max_size=5
)


def link(n: int, decision: str = ACCEPTED, killed: Range = UNKNOWN) -> EntryLink:
    return EntryLink("e", f"i{n}", decision, killed=killed)


def test_one_link_takes_all_the_dead() -> None:
    assert shares([link(1), link(2, OFFERED)], Range(3, 5)) == {"i1": Range(3, 5)}


def test_a_share_of_one_link_is_kept_though_it_is_less_than_all() -> None:
    assert shares([link(1, killed=Range.exactly(2))], Range.exactly(5)) == {"i1": Range.exactly(2)}


def test_nothing_is_split_evenly_over_two() -> None:
    assert shares([link(1), link(2)], Range.exactly(8)) == {"i1": UNKNOWN, "i2": UNKNOWN}


def test_none_conceded_is_a_figure_that_one_link_takes() -> None:
    assert shares([link(1)], Range.exactly(0)) == {"i1": Range.exactly(0)}


def test_what_may_still_be_allotted_is_unknown_without_a_highest_figure() -> None:
    assert left_to_allot([link(1, killed=Range.exactly(2))], Range(3, None)) is None
    assert left_to_allot([link(1, killed=Range.exactly(2)), link(2, REJECTED)], Range.exactly(3)) == 1


@given(LINKS, st.integers(0, 20))
def test_only_links_that_count_have_a_share_and_none_is_above_what_is_conceded(
    rows: list[tuple[str, int | None]], conceded: int
) -> None:
    links = [
        link(n, decision, UNKNOWN if killed is None else Range.exactly(killed))
        for n, (decision, killed) in enumerate(rows)
    ]
    counting = {one.incident_id: one.killed for one in links if one.counts}
    found = shares(links, Range.exactly(conceded))
    assert found.keys() == counting.keys()
    for incident, share in found.items():
        allotted = counting[incident]
        alone = len(counting) == 1 and allotted.is_unknown
        too_many = (allotted.max or 0) > conceded
        assert share == (Range.exactly(conceded) if alone else UNKNOWN if too_many else allotted)
