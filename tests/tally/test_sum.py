from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.tally import beside, tally
from cairn.tally.model import Coverage, Definition, Row, Sum, Told
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Grade, State
from tally.rows import DAY, row

LIKELY = Definition()


def left_out(rows: list[Row], definition: Definition = LIKELY) -> dict[str, int]:
    return dict(tally(rows, definition).left_out)


def test_known_ends_are_added_and_silence_is_counted_apart() -> None:
    found = tally([row("a", Range(2, 5)), row("b", Range(3, None)), row("c", UNKNOWN)], LIKELY)
    assert found.killed == Sum(5, 8, without_figure=1, open_above=1)
    assert found.incidents == 3


def test_an_incident_attributed_to_two_actors_counts_once_and_says_so() -> None:
    joint = row("a", grades={"atlas": Grade.FAIR, "borea": Grade.CONFIRMED})
    found = tally([joint], replace(LIKELY, actors=("atlas", "borea")))
    assert (found.incidents, found.killed.min, found.jointly_attributed) == (1, 2, 1)


def test_an_incident_given_twice_counts_once() -> None:
    assert tally([row("a"), row("a")], LIKELY).incidents == 1


def test_it_refuses_one_incident_with_two_contents() -> None:
    with pytest.raises(ValueError, match="twice"):
        tally([row("a"), row("a", Range.exactly(9))], LIKELY)


def test_unknown_and_discounted_actors_make_no_joint_attribution() -> None:
    rows = [
        row("a", grades={"atlas": Grade.FAIR, "unknown": Grade.WEAK}),
        row("b", grades={"atlas": Grade.FAIR, "borea": Grade.DISCOUNTED}),
    ]
    assert tally(rows, LIKELY).jointly_attributed == 0


def test_the_grade_for_one_actor_does_not_let_in_another() -> None:
    rows = [row("a", grades={"atlas": Grade.CONFIRMED, "borea": Grade.CONTESTED})]
    assert tally(rows, replace(LIKELY, actors=("atlas",))).incidents == 1
    of_borea = tally(rows, replace(LIKELY, actors=("borea",)))
    assert of_borea.incidents == 0
    assert dict(of_borea.left_out) == {"contested": 1}


@pytest.mark.parametrize("grade", [Grade.CONTESTED, Grade.DISCOUNTED, Grade.WEAK])
def test_no_other_grade_is_inside_likely(grade: Grade) -> None:
    rows = [row("a"), row("b", grades={"atlas": grade})]
    assert tally(rows, LIKELY).members == ("a",)
    assert left_out(rows) == {grade.value: 1}


def test_discounted_is_inside_no_total_and_a_row_of_its_own() -> None:
    rows = [row("a"), row("b", grades={"atlas": Grade.DISCOUNTED})]
    everything = replace(LIKELY, grades=tuple(Grade))
    assert tally(rows, everything).members == ("a",)
    assert left_out(rows, everything) == {"discounted": 1}
    assert beside(rows, LIKELY)[Grade.DISCOUNTED].members == ("b",)


def test_a_sum_takes_the_children_and_leaves_out_the_umbrella() -> None:
    rows = [row("u", Range(9, 9)), row("a", parent_id="u"), row("b", parent_id="u")]
    found = tally(rows, LIKELY)
    assert found.members == ("a", "b")
    assert any("umbrella" in why and n == 1 for why, n in found.left_out)


def test_an_umbrella_counts_where_none_of_its_children_does() -> None:
    rows = [row("u"), row("a", parent_id="u", grades={"atlas": Grade.WEAK})]
    assert tally(rows, LIKELY).members == ("u",)


def test_a_grandchild_leaves_out_the_umbrella_through_a_child_that_does_not_count() -> None:
    rows = [row("u"), row("m", parent_id="u", grades={}), row("a", parent_id="m")]
    assert tally(rows, LIKELY).members == ("a",)


def test_it_refuses_incidents_that_are_each_others_parents() -> None:
    with pytest.raises(ValueError, match="parents"):
        tally([row("a", parent_id="b"), row("b", parent_id="a")], LIKELY)


def test_machine_suggestions_are_counted() -> None:
    rows = [row("a", state=State.SUGGESTED), row("b", state=State.SET), row("c")]
    assert tally(rows, LIKELY).machine_suggested == 1


@pytest.mark.parametrize(
    ("basis", "members"),
    [("released", "c"), ("set", "bc"), ("suggested", "a"), ("best", "abc")],
)
def test_the_basis_says_how_far_a_grade_has_come(basis: str, members: str) -> None:
    rows = [row("a", state=State.SUGGESTED), row("b", state=State.SET), row("c")]
    assert tally(rows, replace(LIKELY, basis=basis)).members == tuple(members)


@pytest.mark.parametrize("bad", [{"basis": "rumour"}, {"grade_of": "place"}])
def test_it_refuses_a_definition_it_does_not_know(bad: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is"):
        tally([], Definition(**bad))  # type: ignore[arg-type]


def test_anothers_grade_of_the_incident_can_be_taken() -> None:
    rows = [row("a", grades={"atlas": Grade.WEAK}, incident_grade=Grade.FAIR), row("b", incident_grade=None)]
    found = tally(rows, replace(LIKELY, grade_of="incident"))
    assert found.members == ("a",)
    assert dict(found.left_out) == {"no grade": 1}


def test_days_outside_are_left_out_in_silence_and_undated_ones_are_said() -> None:
    rows = [row("a"), row("b", start=date(2031, 6, 1)), row("c", start=None, end=None)]
    found = tally(rows, replace(LIKELY, from_day=DAY, to_day=DAY))
    assert found.members == ("a",)
    assert found.undated == 1
    assert dict(found.left_out) == {"no date known": 1}


def test_undated_incidents_count_where_no_days_are_asked_for() -> None:
    found = tally([row("a", start=None, end=None)], LIKELY)
    assert (found.incidents, found.undated) == (1, 1)


@pytest.mark.parametrize("place", ["XA01", "xa01", "ford", "فورد"])
def test_a_place_is_found_by_code_or_name(place: str) -> None:
    rows = [row("a"), row("b", admin1_pcode="XA02", place_names=("Mill",))]
    assert tally(rows, replace(LIKELY, place=place)).members == ("a",)


def test_unplaced_incidents_are_said() -> None:
    nowhere = row("b", country="", admin1_pcode="", place_names=())
    found = tally([row("a"), nowhere], replace(LIKELY, country="XA"))
    assert (found.members, found.unplaced) == (("a",), 1)


def test_no_harm_reported_is_left_out_and_counted() -> None:
    rows = [row("a"), row("b", UNKNOWN, harm_reported="no"), row("c", UNKNOWN, harm_reported="unknown")]
    assert left_out(rows) == {"no civilian harm reported to us": 1, "not known whether harm was reported": 1}


def test_coverage_is_that_of_the_actors_country_and_days() -> None:
    told = [
        Coverage("atlas", "XA", date(2031, 1, 1), date(2031, 12, 31), "full"),
        Coverage("borea", "XA", date(2031, 1, 1), date(2031, 12, 31), "full"),
        Coverage("atlas", "XB", date(2031, 1, 1), date(2031, 12, 31), "full"),
        Coverage("atlas", "XA", date(2030, 1, 1), date(2030, 12, 31), "none"),
    ]
    definition = replace(LIKELY, actors=("atlas",), country="XA", from_day=DAY, to_day=DAY)
    assert tally([], definition, told).coverage == (told[0],)


def test_a_tally_is_no_bare_number() -> None:
    found = tally([row("a")], LIKELY)
    for printed in (str, int, float, "{}".format):
        with pytest.raises(TypeError, match="bare number"):
            printed(found)


ends = st.none() | st.integers(0, 30)
ranges = st.builds(
    lambda a, b: Range(*((a, b) if a is None or b is None else (min(a, b), max(a, b)))), ends, ends
)
actors = st.dictionaries(st.sampled_from(["atlas", "borea", "unknown"]), st.sampled_from(Grade), max_size=3)


@st.composite
def tables(draw: st.DrawFn, parents: bool = True) -> list[Row]:
    rows: list[Row] = []
    for n in range(draw(st.integers(0, 7))):
        above = draw(st.sampled_from(["", *(r.incident_id for r in rows)])) if parents else ""
        start = draw(st.none() | st.dates(date(2031, 4, 28), date(2031, 5, 5)))
        state, harm = draw(st.sampled_from(State)), draw(st.sampled_from(["yes", "yes", "no", "unknown"]))
        more = {"parent_id": above, "start": start, "end": start, "harm_reported": harm}
        rows.append(row(f"i{n}", draw(ranges), draw(actors), state, **more))
    return rows


definitions = st.builds(
    Definition,
    actors=st.sampled_from([(), ("atlas",), ("atlas", "borea")]),
    from_day=st.none() | st.just(DAY),
    grades=st.lists(st.sampled_from(Grade), max_size=3, unique=True).map(tuple),
    basis=st.sampled_from(["released", "set", "suggested", "best"]),
)


@given(tables(), definitions, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[Row], definition: Definition, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert tally(shuffled, definition) == tally(rows, definition)


@given(tables(parents=False), definitions, st.data())
def test_fewer_rows_never_give_more(rows: list[Row], definition: Definition, data: st.DataObject) -> None:
    some = [r for r in rows if data.draw(st.booleans())]
    less, all_ = tally(some, definition), tally(rows, definition)
    assert set(less.members) <= set(all_.members)
    assert less.killed.min <= all_.killed.min
    assert less.killed.max_of_known <= all_.killed.max_of_known


@given(tables(parents=False), definitions, st.integers(0, 7))
def test_two_parts_of_the_rows_add_up_to_the_whole(rows: list[Row], definition: Definition, at: int) -> None:
    one, other, whole = (tally(part, definition) for part in (rows[:at], rows[at:], rows))
    assert one.incidents + other.incidents == whole.incidents
    assert one.killed.min + other.killed.min == whole.killed.min
    assert one.killed.without_figure + other.killed.without_figure == whole.killed.without_figure


@given(tables(), definitions, st.integers(0, 30), st.integers(0, 30))
def test_a_merge_moves_the_count_of_incidents_and_no_sum(
    rows: list[Row], definition: Definition, first: int, second: int
) -> None:
    apart = tally([*rows, row("m1", Range.exactly(first)), row("m2", Range.exactly(second))], definition)
    merged = tally([*rows, row("m1", Range.exactly(first + second))], definition)
    assert merged.killed == apart.killed
    assert apart.incidents - merged.incidents == ("m2" in apart.members)
    assert ("m1" in merged.members) == ("m1" in apart.members)


@given(tables(), definitions)
def test_the_counts_fit_the_members(rows: list[Row], definition: Definition) -> None:
    found = tally(rows, definition)
    assert found.incidents == len(set(found.members))
    assert found.killed.min <= found.killed.max_of_known
    assert found.killed.without_figure + found.killed.open_above <= found.incidents
    parents = {r.parent_id for r in rows if r.incident_id in found.members}
    assert not parents & set(found.members)


@given(tables(), definitions)
def test_contested_and_discounted_are_never_inside_likely(rows: list[Row], definition: Definition) -> None:
    likely = replace(definition, grades=LIKELY.grades)
    by_id = {r.incident_id: r for r in rows}
    for member in tally(rows, likely).members:
        asked = {g for a, g, _ in by_id[member].grades if not definition.actors or a in definition.actors}
        assert asked & set(LIKELY.grades)


def test_umbrella_records_count_instead_of_their_parts_where_that_is_asked_for() -> None:
    rows = [row("top", Range(5, 9)), row("one", parent_id="top"), row("deep", parent_id="one"), row("free")]
    parts = tally(rows, Definition())
    assert parts.members == ("deep", "free")
    whole = tally(rows, Definition(parents=True))
    assert (whole.members, whole.killed.min) == (("free", "top"), 7)
    assert whole.left_out == (("part of an umbrella record that is counted instead", 2),)


def test_a_part_counts_where_its_umbrella_record_is_not_of_what_is_asked_for() -> None:
    rows = [row("top", grades={"atlas": Grade.WEAK}), row("one", parent_id="top")]
    assert tally(rows, Definition(parents=True)).members == ("one",)


def test_sub_groups_are_summed_with_their_own_gaps_and_left_out_where_nobody_gives_a_figure() -> None:
    rows = [
        row("a", groups={"children_killed": Range(1, 2)}),
        row("b", groups={"children_killed": Range(3)}),
        row("c"),
    ]
    done = tally(rows, Definition()).subgroups
    assert done == {"children_killed": Sum(4, 5, 1, 1)}


def test_a_register_adds_up_as_written_each_end_to_its_own_sum() -> None:
    pairs = [Told(9, 4), Told(1, None), Told(None, 2), Told()]
    rows = [row(f"r{n}", written={"killed": pair}, killed=Range(0, 99)) for n, pair in enumerate(pairs)]
    assert tally(rows, Definition()).killed == Sum(10, 6, 1, 1, 1, 1)


def test_of_our_own_figures_a_lowest_alone_stands_at_both_ends() -> None:
    assert tally([row("a", Range(4)), row("b", Range(1, 2))], Definition()).killed == Sum(5, 6, 0, 1)
