"""What arithmetic tells of a printed total. The figures of the first story are those of method.md 0; its words are
invented, and so are its sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.tally.critique import Critique, Known, critique, ends_of, is_near
from cairn.tally.critique_words import critique_lines
from cairn.tally.model import Definition, Row
from cairn.tally.reported import COUNTED, HIGHEST, LOWEST, STATED, ReportedFigure
from cairn.tally.sum import tally
from cairn.values import Passage, Range
from cairn.vocab.closed import Grade, Kind, State, Status
from tally.printed import totals

COALITION, RUSSIA = "us_led_coalition", "russia"
STORY = """\
From August 2014 to July 2017 at least 19,663 civilians were killed in Syria and Iraq by Russian forces and the US-led \
Coalition, the Harbour Monitor says. In the whole campaign so far 7,337 civilians were killed by the US-led Coalition. \
The Coalition itself says that it has killed at least 624 civilians since 2014.
"""
MONITOR = "in the register harbour"
KNOWN = (
    Known(4734, LOWEST, MONITOR, grades="likely", actors=(COALITION,)),
    Known(7337, HIGHEST, MONITOR, grades="likely", actors=(COALITION,)),
    Known(8702, LOWEST, MONITOR, grades="alleged", actors=(RUSSIA,)),
    Known(12453, HIGHEST, MONITOR, grades="alleged", actors=(RUSSIA,)),
    Known(624, STATED, "in the bulletin of 2017-08-04", grades="conceded", actors=(COALITION,)),
)


def told_of(number: int, known: tuple[Known, ...] = KNOWN, story: str = STORY) -> Critique:
    printed = totals(story)
    return critique(next(f for f in printed if f.number == number), printed, known)


def test_two_highest_figures_of_two_grade_sets_were_added_and_called_at_least() -> None:
    lines = critique_lines(told_of(19663))
    assert "19,663 = 7,337 + 12,326." in lines
    assert any(line.startswith("7,337 equals the highest sum of people killed") for line in lines)
    assert any(line.startswith("12,326 is 127 (1.0 %) below 12,453: the highest sum") for line in lines)
    assert any("called “at least”, and is made of highest figures" in line for line in lines)
    assert any(line.startswith("Two sets of grades are added") for line in lines)


def test_it_is_said_to_be_the_sources_claim_and_no_figure_of_ours() -> None:
    first = critique_lines(told_of(19663))[0]
    assert first == (
        "Harbour Courier (invented) prints at least 19,663 civilians killed, citing the Harbour Monitor: a claim of this source, and no "
        "figure of this record."
    )


def test_a_printed_figure_is_found_in_the_partys_own_bulletin() -> None:
    told = told_of(624)
    assert [k.whose for _, k in told.same] == ["in the bulletin of 2017-08-04"]
    assert told.split is None


def test_with_nothing_known_beside_it_what_it_is_made_of_cannot_be_told() -> None:
    told = told_of(19663, known=())
    assert not told.can_be_told
    assert "19,663 - 7,337 = 12,326, and 12,326 is printed nowhere here." in critique_lines(told)
    assert "Which end of which sum 7,337 is cannot be told." in critique_lines(told)
    assert critique_lines(told)[-1] == "What it is made of cannot be told from what is kept here."


def test_figures_that_come_nowhere_near_are_not_offered_as_parts() -> None:
    known = (replace(KNOWN[1], value=5000), replace(KNOWN[3], value=9000))
    assert not told_of(19663, known).can_be_told


def test_where_one_part_alone_is_known_the_rest_is_printed_nowhere() -> None:
    told = told_of(19663, KNOWN[:2])
    assert told.split is not None
    assert (told.split.rest, told.split.sum) == (12326, 19663)
    assert "19,663 - 7,337 = 12,326, and 12,326 is printed nowhere here." in critique_lines(told)
    assert [code for code, _ in told.findings] == ["partly_highest"]


def test_two_totals_of_one_report_that_add_up_are_named() -> None:
    story = (
        "At least 900 civilians were killed by Russian forces and the US-led Coalition since 2015. Of these 650 civilians "
        "were killed by Russian forces since 2015. Since 2015 the US-led Coalition killed 250 civilians."
    )
    told = told_of(900, (), story)
    assert told.split is not None
    assert [p.value for p in told.split.parts] == [650, 250]
    assert "Which end of which sum 650 is cannot be told." in critique_lines(told)


def test_what_a_tally_would_say_and_the_words_do_not_is_listed() -> None:
    told = told_of(3100, (), "Some 3,100 people have been killed in the campaign so far.")
    assert told.untold == ("whose", "status", "actors", "place", "period", "end", "grades")


def test_several_pairs_that_come_as_near_leave_it_open_which_was_meant() -> None:
    known = (*KNOWN[2:4], replace(KNOWN[0], value=10000), Known(9663, HIGHEST, MONITOR, actors=(RUSSIA,)),
             Known(9700, HIGHEST, MONITOR, actors=(COALITION,)), Known(9963, HIGHEST, MONITOR, actors=(RUSSIA,)))  # fmt: skip
    story = STORY.split("In the whole")[0]
    told = told_of(19663, known, story)
    assert told.others == 1
    assert "Other pairs that come as near: 1. Which was meant cannot be told." in critique_lines(told)


def test_incidents_that_are_in_both_parts_are_counted_twice_and_it_says_how_many() -> None:
    known = tuple(replace(k, members=frozenset({"i1", "i2", k.actors[0]})) for k in KNOWN)
    assert "Incidents in both parts: 2. A sum of the two counts their dead twice." in critique_lines(
        told_of(19663, known)
    )


def test_a_coalition_counted_where_the_words_name_its_member_is_told() -> None:
    story = "At least 7,337 civilians were killed by US forces since 2014, the Harbour Monitor says."
    lines = critique_lines(told_of(7337, KNOWN, story), names={"united_states": "US", COALITION: "Coalition"})
    assert "The words say US, the sum is for Coalition: one of the two is a member of the other." in lines


def test_figures_of_actors_that_the_words_do_not_name_are_no_parts() -> None:
    story = "At least 12,453 civilians were killed by Turkish forces since 2014, the Harbour Monitor says."
    assert not told_of(12453, KNOWN, story).can_be_told


def test_the_injured_are_never_measured_against_the_killed() -> None:
    known = tuple(replace(k, kind=Kind.INJURED) for k in KNOWN)
    assert not told_of(19663, known).can_be_told


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_sentence_can_be_said_in_both_languages(lang: str) -> None:
    shared = tuple(replace(k, members=frozenset({"i"}), first=date(2014, 8, 8)) for k in KNOWN)
    for known in ((), KNOWN, KNOWN[:2], shared):
        for number in (19663, 7337, 624):
            lines = critique_lines(told_of(number, known), lang)
            assert lines
            assert all("{" not in line for line in lines)


def test_both_ends_of_a_tally_are_known_figures_with_its_members() -> None:
    row = Row("i1", "X1", ((RUSSIA, Grade.FAIR, State.SET),), None, "SY", "", (), date(2017, 1, 1), None,
              Range(2, 5), harm_reported="yes", state=State.SET)  # fmt: skip
    done = tally([row], Definition(actors=(RUSSIA,), country="SY"))
    low, high = ends_of(done, "in this record")
    assert [(k.value, k.end, k.grades) for k in (low, high)] == [
        (2, LOWEST, "likely"),
        (5, HIGHEST, "likely"),
    ]
    assert low.members == frozenset({"i1"})
    assert ends_of(tally([], Definition()), "in this record") == ()


COUNTS = st.integers(0, 50_000)


@given(st.lists(st.builds(Known, COUNTS, st.sampled_from([LOWEST, HIGHEST]), st.just("x"),
                          grades=st.sampled_from(["", "likely", "alleged"]),
                          actors=st.sampled_from([(), (COALITION,), (RUSSIA,)])), max_size=12))  # fmt: skip
def test_whatever_is_known_the_parts_it_names_come_to_the_total_within_one_in_a_hundred(
    known: list[Known],
) -> None:
    told = told_of(19663, tuple(known))
    assert all(is_near(19663, k.value) for _, k in told.same)
    assert told.split is None or is_near(19663, told.split.sum)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("kind", COUNTED)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_whom_a_total_counts_can_be_said_of_every_status(status: Status, kind: Kind, lang: str) -> None:
    figure = replace(totals(STORY)[0], status=status, kind=kind)
    assert critique_lines(critique(figure), lang)


def test_both_ends_of_a_printed_range_are_looked_up() -> None:
    story = "Russian strikes killed between 8,702 and 12,453 civilians since 30 September 2015, the Harbour Monitor says."
    (figure,) = totals(story)
    told = critique(figure, (), KNOWN)
    assert [(n, k.end) for n, k in told.same] == [(12453, HIGHEST), (8702, LOWEST)]
    assert "end" not in told.untold
    assert critique_lines(told)[0].startswith(
        "Harbour Courier (invented) prints 8,702 to 12,453 civilians killed"
    )


READ: list[str] = []


class Watched(ReportedFigure):
    """A total that notes each time its number is looked at."""

    @property
    def number(self) -> int:
        READ.append(self.id)
        return self.figure.min or 0


def watched(number: int, name: str) -> Watched:
    return Watched(name, "paper-2", Passage(0, 5), Kind.KILLED, Range.exactly(number), actors=(RUSSIA,))


def test_parts_are_looked_up_and_not_tried_one_with_another() -> None:
    printed = [watched(100 + n, f"c{n}") for n in range(400)]
    READ.clear()
    told = critique(watched(10_000, "whole"), printed)
    assert told.split is None
    assert len(READ) < 20 * len(printed)


def test_two_halves_make_a_whole_where_the_number_is_printed_twice() -> None:
    whole, half, other = watched(900, "whole"), watched(450, "a"), watched(450, "b")
    assert critique(whole, [half]).split is None
    told = critique(whole, [other, half, watched(700, "c"), watched(200, "d")])
    assert told.split is not None
    assert [p.value for p in told.split.parts] == [700, 200]
    assert told.others == 1
