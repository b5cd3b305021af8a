import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.official.link_shares import shares
from cairn.official.model import ACCEPTED, ALLEGATION, AUTO, OFFERED, REJECTED
from cairn.tally import tally
from cairn.tally.declared import (
    BREAKDOWNS,
    OF_INCIDENTS,
    OF_PARTS,
    Comparison,
    Standing,
    added,
    breakdown,
    compare,
)
from cairn.tally.declared_parts import ALSO_OTHERS, OTHERS
from cairn.tally.declared_words import comparison_lines
from cairn.tally.model import Definition, Member, Sum, Told
from cairn.tally.sum import summed
from cairn.tally.waterfall import BOUNDS, HIGHEST, LOWEST, waterfall
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Grade, Outcome
from tally.official_files import File, credible, entry, entry_ids, files, link, said
from tally.rows import row

ATLAS = Definition(actors=("atlas",))
SOME = settings(max_examples=60, deadline=None)


def standings(comparison: Comparison) -> dict[str, Standing]:
    return {a.incident_id: a.standing for a in comparison.incidents}


def conceded(comparison: Comparison, standing: Standing) -> tuple[int, int]:
    total = comparison.cell(standing).conceded
    return total.min, total.max_of_known


# any register, any official file, any order of judgement


@given(files())
@SOME
def test_every_incident_of_the_definition_has_one_standing(file: File) -> None:
    found = file.compared()
    assert sorted(a.incident_id for a in found.incidents) == sorted(found.local.members)
    assert {c.standing for c in found.cells if c.incidents} <= {*OF_INCIDENTS}
    assert {c.standing for c in found.cells if c.parts} <= {*OF_PARTS}


@given(files())
@SOME
def test_the_rows_add_up_to_both_totals(file: File) -> None:
    found = file.compared()
    assert added(c.killed for c in found.cells) == found.local.killed
    assert added(c.injured for c in found.cells) == found.local.injured
    assert added(c.conceded for c in found.cells) == found.party.killed
    assert added(c.conceded_injured for c in found.cells) == found.party.injured
    assert sorted(entry_ids(found)) == list(found.party.entries)


@given(files(), st.sampled_from(sorted(BREAKDOWNS)))
@SOME
def test_every_breakdown_adds_up_to_the_whole_standing_by_standing(file: File, by: str) -> None:
    found = file.compared()
    groups = breakdown(found, by)
    for n, cell in enumerate(found.cells):
        inside = [group.cells[n] for group in groups]
        assert {c.standing for c in inside} <= {cell.standing}
        assert added(c.killed for c in inside) == cell.killed
        assert added(c.conceded for c in inside) == cell.conceded
        assert added(c.conceded_injured for c in inside) == cell.conceded_injured
        assert sorted(i for c in inside for i in c.incident_ids) == sorted(cell.incident_ids)
        assert sorted(e for c in inside for e in c.entry_ids) == sorted(cell.entry_ids)


@given(files(), st.sampled_from(BOUNDS))
@SOME
def test_the_waterfall_leads_exactly_from_the_local_total_to_what_is_conceded(file: File, bound: str) -> None:
    found = file.compared()
    steps = waterfall(found, bound)
    assert steps.closes
    assert sorted(i for step in steps.steps for i in step.incidents) == sorted(found.local.members)
    assert {e for step in steps.steps for e in step.entries} == {*found.party.entries}


@given(files(), st.randoms())
@SOME
def test_the_order_of_what_is_told_changes_nothing(file: File, chance: random.Random) -> None:
    shuffled = replace(
        file,
        rows=tuple(chance.sample(file.rows, len(file.rows))),
        answered=tuple(chance.sample(file.answered, len(file.answered))),
        links=tuple(chance.sample(file.links, len(file.links))),
    )
    assert shuffled.compared() == file.compared()


@given(files())
@SOME
def test_what_a_party_says_never_moves_the_local_total(file: File) -> None:
    assert file.compared().local == tally(file.rows, file.definition)
    assert replace(file, links=(), answered=()).compared().local == file.compared().local


@given(files())
@SOME
def test_without_a_period_and_a_place_the_party_total_is_the_sum_over_its_credible_entries(
    file: File,
) -> None:
    everywhere = replace(file.definition, place="", from_day=None, to_day=None, members=())
    links = tuple(replace(x, killed=UNKNOWN) for x in file.links)
    found = replace(file, definition=everywhere, links=links).compared()
    actors = file.definition.actors
    told = [
        e.known_on(file.known_on)
        for e in file.answered
        if e.kind == ALLEGATION and (not actors or e.actor in actors)
    ]
    figures = [s.killed for s in told if s is not None and s.outcome is Outcome.CREDIBLE]
    assert len(found.party.entries) == len(figures)
    assert found.party.killed == summed(figures)


@given(files())
@SOME
def test_the_parts_of_an_entry_add_up_to_its_figure_however_it_is_allotted(file: File) -> None:
    found = replace(file, definition=Definition()).compared()
    for key in found.party.entries:
        parts = [p for p in found.parts if p.entry_id == key]
        [whole] = {p.whole for p in parts}
        assert sum(p.low for p in parts) == (whole.min or 0)
        assert sum(p.high for p in parts) == (whole.max if whole.max is not None else whole.min or 0)


@given(files(), st.dates(date(2031, 5, 3), date(2033, 7, 1)))
@SOME
def test_what_is_conceded_before_and_after_a_day_adds_up(file: File, day: date) -> None:
    whole = replace(file.definition, from_day=date(2031, 1, 1), to_day=date(2034, 1, 1))
    early = replace(whole, to_day=day)
    late = replace(whole, from_day=date.fromordinal(day.toordinal() + 1))
    one, two, all_ = (replace(file, definition=d).compared().party.killed for d in (early, late, whole))
    assert (one.min + two.min, one.max_of_known + two.max_of_known) == (all_.min, all_.max_of_known)


@given(files())
@SOME
def test_every_incident_and_every_counted_entry_is_in_one_cluster(file: File) -> None:
    found = file.compared()
    assert sorted(i for c in found.clusters for i in c.incidents) == sorted(found.local.members)
    entries = [e for c in found.clusters for e in c.entries]
    assert len(entries) == len({*entries})
    assert {*found.party.entries} <= {*entries}


# the rules, one by one


def test_a_credible_entry_is_whole_in_the_one_incident_it_speaks_of() -> None:
    found = compare([row("a")], [credible("e", Range.exactly(1))], [link("e", "a")], ATLAS)
    assert standings(found) == {"a": Standing.CONCEDED}
    assert conceded(found, Standing.CONCEDED) == (1, 1)
    assert (found.party.incidents, found.party.entries) == (1, ("e",))
    assert found.incidents[0].conceded == Range.exactly(1)


def test_an_entry_on_several_incidents_is_put_apart_until_somebody_allots_it() -> None:
    rows, told = [row("a"), row("b")], [credible("e", Range(5, 6))]
    found = compare(rows, told, [link("e", "a"), link("e", "b")], ATLAS)
    assert conceded(found, Standing.CONCEDED) == (0, 0)
    assert conceded(found, Standing.UNALLOTTED) == (5, 6)
    assert [a.conceded for a in found.incidents] == [UNKNOWN, UNKNOWN]
    assert (
        found.cell(Standing.UNALLOTTED).entry_ids == ()
    )  # it is counted once, where it accepts the incidents

    shared = [link("e", "a", Range.exactly(2)), link("e", "b", Range(3, 4))]
    found = compare(rows, told, shared, ATLAS)
    assert conceded(found, Standing.CONCEDED) == (5, 6)
    assert found.cell(Standing.UNALLOTTED).parts == ()
    assert [a.conceded for a in found.incidents] == [Range.exactly(2), Range(3, 4)]


def test_what_a_share_leaves_over_stays_apart_and_what_it_takes_too_much_shows() -> None:
    rows, told = [row("a"), row("b")], [credible("e", Range.exactly(5))]
    some = compare(rows, told, [link("e", "a", Range.exactly(2)), link("e", "b")], ATLAS)
    assert conceded(some, Standing.UNALLOTTED) == (3, 3)
    beyond = compare(rows, told, [link("e", "a", Range.exactly(4)), link("e", "b", Range.exactly(4))], ATLAS)
    assert conceded(beyond, Standing.UNALLOTTED) == (-3, -3)
    assert beyond.party.killed.min == 5


def test_conceded_beats_open_beats_non_credible_beats_duplicate() -> None:
    order = [
        Outcome.NOT_YET_ASSESSED,
        Outcome.DUPLICATE,
        Outcome.NON_CREDIBLE,
        Outcome.REOPENED,
        Outcome.CREDIBLE,
    ]
    expected = ["never_assessed", "duplicate", "non_credible", "open", "conceded"]
    told = [entry(f"e{n}", said(outcome)) for n, outcome in enumerate(order)]
    links = [link(e.id, "a") for e in told]
    for n, standing in enumerate(expected):
        assert standings(compare([row("a")], told, links[: n + 1], ATLAS)) == {"a": standing}


def test_an_offered_or_rejected_link_counts_for_nothing() -> None:
    told = [credible("e", Range.exactly(4))]
    for decision in (OFFERED, REJECTED):
        found = compare([row("a")], told, [link("e", "a", decision=decision)], ATLAS)
        assert standings(found) == {"a": Standing.NEVER_ASSESSED}
        assert conceded(found, Standing.NOT_ALLEGED) == (4, 4)


def test_a_machines_link_counts_and_is_told_apart() -> None:
    told = [credible("e", Range.exactly(4))]
    found = compare([row("a")], told, [link("e", "a", decision=AUTO)], ATLAS)
    assert (found.cell(Standing.CONCEDED).suggested, found.party.suggested) == (1, 1)
    found = compare([row("a")], told, [link("e", "a")], ATLAS)
    assert (found.cell(Standing.CONCEDED).suggested, found.party.suggested) == (0, 0)
    links = [link("e", key, decision=AUTO) for key in "ab"]
    found = compare([row("a"), row("b")], told, links, ATLAS)
    assert (found.cell(Standing.CONCEDED).suggested, found.party.suggested) == (2, 1)


def test_a_reversed_outcome_holds_from_its_day() -> None:
    first, second = date(2031, 6, 1), date(2032, 2, 1)
    told = [
        entry("e", said(Outcome.NON_CREDIBLE, day=first), said(Outcome.CREDIBLE, Range.exactly(3), second))
    ]
    links = [link("e", "a")]
    before = compare([row("a")], told, links, ATLAS, date(2031, 12, 31))
    assert (standings(before), before.party.killed.min) == ({"a": Standing.NON_CREDIBLE}, 0)
    after = compare([row("a")], told, links, ATLAS, date(2032, 2, 1))
    [incident] = after.incidents
    assert (incident.standing, incident.before, incident.said_on) == (
        "conceded",
        Outcome.NON_CREDIBLE,
        second,
    )
    assert standings(compare([row("a")], told, links, ATLAS, date(2031, 5, 3))) == {
        "a": Standing.NEVER_ASSESSED
    }


def test_a_word_without_a_day_is_not_taken_to_have_been_said_by_a_day() -> None:
    told = [
        entry("e", said(Outcome.CREDIBLE, Range.exactly(3), None)),
        entry("f", said(Outcome.CREDIBLE, Range.exactly(4), None), said(Outcome.OPEN, day=date(2031, 6, 1))),
        credible("g", Range.exactly(5)),
    ]
    links = [link("e", "a"), link("f", "b")]
    now = compare([row("a"), row("b")], told, links, ATLAS)
    assert (now.party.killed.min, now.party.dayless) == (8, 0)
    early = compare([row("a"), row("b")], told, links, ATLAS, date(2031, 5, 3))
    assert (early.party.killed.min, early.party.dayless) == (5, 2)
    assert {*standings(early).values()} == {Standing.NEVER_ASSESSED}
    later = compare([row("a"), row("b")], told, links, ATLAS, date(2031, 6, 1))
    assert [(a.standing, a.before) for a in later.incidents] == [("open", None), ("never_assessed", None)]
    assert any("no day is known" in line and line.endswith(": 2.") for line in comparison_lines(early))
    assert not any("no day is known" in line for line in comparison_lines(now))


def test_the_injured_of_an_entry_are_not_counted_again_in_every_period_it_touches() -> None:
    hurt = replace(said(Outcome.CREDIBLE, Range.exactly(9)), injured=Range.exactly(5))
    rows, told = [row("a"), row("b", start=date(2032, 5, 3))], [entry("e", hurt)]
    links = [link("e", "a"), link("e", "b")]
    years = [(2031, 2031), (2032, 2032), (2031, 2032)]
    asked = [replace(ATLAS, from_day=date(a, 1, 1), to_day=date(b, 12, 31)) for a, b in years]
    sums = [compare(rows, told, links, definition).party.injured for definition in asked]
    assert [(s.min, s.without_figure) for s in sums] == [(0, 1), (0, 1), (5, 0)]
    assert compare(rows[:1], told, links, ATLAS).party.injured == Sum(0, 0, without_figure=1, open_above=0)


def test_an_outcome_said_again_keeps_the_day_it_was_first_said() -> None:
    days = [date(2031, 6, 1), date(2031, 9, 1)]
    told = [entry("e", *(said(Outcome.CREDIBLE, Range.exactly(n), day) for n, day in enumerate(days, 2)))]
    found = compare([row("a")], told, [link("e", "a")], ATLAS)
    assert (found.incidents[0].said_on, found.party.killed.min) == (days[0], 3)


def test_an_entry_without_incident_is_conceded_and_not_alleged() -> None:
    found = compare([row("a")], [credible("e", Range.exactly(2))], [], ATLAS)
    assert conceded(found, Standing.NOT_ALLEGED) == (2, 2)
    assert found.cell(Standing.NOT_ALLEGED).entry_ids == ("e",)


def test_an_entry_on_an_incident_that_the_definition_leaves_out_says_why() -> None:
    weak = row("a", grades={"atlas": Grade.WEAK})
    other = row("b", grades={"borea": Grade.FAIR})
    parts = [row("c"), row("d", parent_id="c")]
    told = [credible(f"e{key}", Range.exactly(1)) for key in "abc"]
    found = compare([weak, other, *parts], told, [link(f"e{key}", key) for key in "abc"], ATLAS)
    assert standings(found) == {"d": Standing.NEVER_ASSESSED}
    assert [part.why for part in found.cell(Standing.LEFT_OUT).parts] == [
        "weak",
        "attributed to another actor",
        "umbrella record: its parts are counted instead",
    ]


def test_a_matched_entry_goes_by_the_day_of_its_incident_and_another_by_its_own() -> None:
    spring = replace(ATLAS, from_day=date(2031, 4, 1), to_day=date(2031, 5, 31))
    late = date(2031, 6, 2)
    told = [credible("e", Range.exactly(2), day=late), credible("f", Range.exactly(7), day=late)]
    found = compare([row("a")], told, [link("e", "a")], spring)
    assert (found.party.entries, found.party.killed.min) == (("e",), 2)
    summer = replace(spring, from_day=date(2031, 6, 1), to_day=date(2031, 6, 30))
    found = compare([row("a")], told, [link("e", "a")], summer)
    assert (found.party.entries, found.party.killed.min) == (("f",), 7)


def test_the_sum_by_publication_takes_the_days_on_which_it_was_said() -> None:
    told = [entry("e", said(Outcome.CREDIBLE, Range.exactly(2), date(2033, 1, 9)))]
    spring = replace(ATLAS, from_day=date(2031, 4, 1), to_day=date(2031, 5, 31))
    found = compare([row("a")], told, [link("e", "a")], spring)
    assert (found.party.killed.min, found.party.published.min) == (2, 0)
    later = replace(ATLAS, from_day=date(2033, 1, 1), to_day=date(2033, 1, 31))
    found = compare([row("a")], told, [link("e", "a")], later)
    assert (found.party.killed.min, found.party.published) == (0, Sum(2, 2, 0, 0))


def test_an_entry_that_nobody_can_put_into_the_period_or_place_is_told_and_not_counted() -> None:
    told = [credible("e", Range.exactly(2), day=None), credible("f", Range.exactly(2))]
    spring = replace(ATLAS, from_day=date(2031, 4, 1), to_day=date(2031, 5, 31))
    found = compare([row("a")], told, [], spring)
    assert (found.party.entries, found.party.undated) == (("f",), 1)
    found = compare([row("a")], told, [], replace(spring, place="Ford"))
    assert (found.party.entries, found.party.undated, found.party.unplaced) == ((), 1, 1)


def test_links_to_another_record_are_no_links_here() -> None:
    told = [credible("e", Range.exactly(2))]
    found = compare([row("a")], told, [link("e", "a"), link("e", "register:elsewhere")], ATLAS)
    assert conceded(found, Standing.CONCEDED) == (2, 2)


def test_a_share_above_what_the_entry_concedes_by_then_is_unknown_as_in_the_table_of_links() -> None:
    told, links = [credible("e", Range.exactly(3))], [link("e", "a", Range.exactly(5))]
    found = compare([row("a")], told, links, ATLAS)
    assert found.incidents[0].conceded == shares(links, Range.exactly(3))["a"] == UNKNOWN
    assert (conceded(found, Standing.UNALLOTTED), found.party.killed.min) == ((3, 3), 3)


def test_a_share_that_nobody_allotted_stays_unknown_where_the_other_incident_is_not_compared() -> None:
    told, links = [credible("e", Range.exactly(10))], [link("e", "a"), link("e", "unreleased")]
    found = compare([row("a")], told, links, ATLAS)
    assert (found.incidents[0].conceded, found.figures["untold"]) == (UNKNOWN, 1)
    assert conceded(found, Standing.UNALLOTTED) == (10, 10)
    assert {p.why for p in found.cell(Standing.UNALLOTTED).parts} == {ALSO_OTHERS}


def test_what_is_allotted_to_an_incident_that_is_not_compared_is_no_other_incidents() -> None:
    told = [credible("e", Range.exactly(10))]
    links = [link("e", "a", Range.exactly(3)), link("e", "unreleased", Range.exactly(5))]
    found = compare([row("a")], told, links, ATLAS)
    assert [conceded(found, s) for s in OF_PARTS] == [(3, 3), (2, 2), (5, 5), (0, 0)]
    found = compare([row("a", grades={"atlas": Grade.WEAK})], told, links, ATLAS)
    assert [conceded(found, s) for s in OF_PARTS] == [(0, 0), (0, 0), (10, 10), (0, 0)]
    found = compare([], told, links, ATLAS)
    assert [p.why for p in found.cell(Standing.NOT_ALLEGED).parts] == [OTHERS]


def test_a_link_that_is_not_trusted_puts_nothing_on_its_incident_and_keeps_its_share() -> None:
    told = [credible("e", Range.exactly(10))]
    links = [link("e", "a"), link("e", "b", decision=AUTO)]
    found = compare([row("a"), row("b")], told, links, ATLAS, trusted=(ACCEPTED,))
    assert standings(found) == {"a": Standing.CONCEDED, "b": Standing.NEVER_ASSESSED}
    assert conceded(found, Standing.UNALLOTTED) == (10, 10)


@given(files(), st.randoms())
@SOME
def test_leaving_rows_out_gives_no_incident_more_than_it_had(file: File, chance: random.Random) -> None:
    some = replace(file, rows=tuple(chance.sample(file.rows, len(file.rows) // 2)), definition=Definition())
    shares = {(p.entry_id, p.incident_id): p.killed for p in _whole(file).parts if p.incident_id}
    for part in some.compared().parts:
        if part.incident_id:
            assert part.killed == shares[part.entry_id, part.incident_id]


def _whole(file: File) -> Comparison:
    return replace(file, definition=Definition()).compared()


def test_another_partys_entry_says_nothing_for_this_one() -> None:
    told = [credible("e", Range.exactly(2), actor="borea")]
    found = compare([row("a")], told, [link("e", "a")], ATLAS)
    assert (standings(found), found.party.killed.min) == ({"a": Standing.NEVER_ASSESSED}, 0)


def test_a_members_entry_counts_for_its_coalition_while_it_is_a_member() -> None:
    member = Member("borea", "atlas", end=date(2031, 5, 2))
    told = [credible("e", Range.exactly(2), actor="borea"), credible("f", Range.exactly(5), actor="borea")]
    late = row("b", start=date(2031, 5, 3))
    links = [link("e", "a"), link("f", "b")]
    found = compare([row("a"), late], told, links, replace(ATLAS, members=(member,)))
    assert standings(found) == {"a": Standing.CONCEDED, "b": Standing.NEVER_ASSESSED}
    assert found.party.entries == ("e",)
    assert [g.key for g in breakdown(found, "partner")] == ["borea", ""]


def test_a_registers_figures_add_up_as_its_recorder_wrote_them() -> None:
    odd = replace(row("a", UNKNOWN), written={"killed": Told(7, 4)})
    found = compare([odd], [credible("e", Range.exactly(1))], [link("e", "a")], ATLAS)
    assert (found.local.killed.min, found.local.killed.max_of_known) == (7, 4)
    assert {s.key: s.change for s in waterfall(found, LOWEST).steps if s.incidents} == {"lower": -6}
    assert {s.key: s.change for s in waterfall(found, HIGHEST).steps if s.incidents} == {"lower": -3}


def test_nought_conceded_is_a_figure_and_silence_is_none() -> None:
    told = [credible("e", Range.exactly(0)), credible("f")]
    found = compare([row("a"), row("b")], told, [link("e", "a"), link("f", "b")], ATLAS)
    assert found.party.killed == Sum(0, 0, without_figure=1, open_above=0)
    steps = {s.key: s.incidents for s in waterfall(found, LOWEST).steps}
    assert (steps["lower"], steps["not_told"]) == (("a",), ("b",))


def test_the_waterfall_names_every_step_between_the_totals() -> None:
    rows = [row("low", Range(5, 8)), row("high", Range(1, 1)), row("none", UNKNOWN), row("no", Range(4, 9)),
            row("never", UNKNOWN)]  # fmt: skip
    told = [credible("e", Range.exactly(2)), credible("f", Range.exactly(3)), credible("g", Range.exactly(1)),
            entry("h", said(Outcome.NON_CREDIBLE)), credible("x", Range.exactly(6))]  # fmt: skip
    links = [link("e", "low"), link("f", "high"), link("g", "none"), link("h", "no")]
    found = compare(rows, told, links, ATLAS)
    lowest, highest = waterfall(found, LOWEST), waterfall(found, HIGHEST)
    assert (lowest.start, lowest.end, highest.start, highest.end) == (10, 12, 18, 12)
    assert {s.key: s.change for s in lowest.steps if s.incidents or s.entries} == {
        "non_credible": -4,
        "without_figure": 0,
        "lower": -3,
        "higher": 2,
        "no_local_figure": 1,
        "not_alleged": 6,
    }
    assert found.figures == {"below": 1, "within": 0, "above": 1, "untold": 1}


def test_it_refuses_an_entry_or_a_link_told_two_ways() -> None:
    told = [credible("e", Range.exactly(2)), credible("e", Range.exactly(3))]
    with pytest.raises(ValueError, match="entry e comes twice"):
        compare([row("a")], told, [], ATLAS)
    with pytest.raises(ValueError, match="link of e to a"):
        compare([row("a")], told[:1], [link("e", "a"), link("e", "a", decision=AUTO)], ATLAS)


def test_it_refuses_what_there_is_no_breakdown_and_no_bound_for() -> None:
    found = compare([], [], [], ATLAS)
    with pytest.raises(ValueError, match="year, month"):
        breakdown(found, "week")
    with pytest.raises(ValueError, match="middle"):
        waterfall(found, "middle")


def test_what_a_party_concedes_is_no_bare_number() -> None:
    found = compare([], [], [], ATLAS)
    with pytest.raises(TypeError, match="bare number"):
        int(found.party)
