"""The tables of totals, and of declared and alleged, in docs/method.md come out of the code as the page has them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from cairn.official.model import ACCEPTED, ALLEGATION, Answered, EntryLink, Said
from cairn.tally import tally
from cairn.tally.declared import compare
from cairn.tally.model import Definition, Row
from cairn.tally.waterfall import waterfall
from cairn.values import DateSpan, Range
from cairn.vocab.closed import LIKELY, Grade, Outcome, State

PAGE = (Path(__file__).resolve().parents[2] / "docs/method.md").read_text("utf-8")


def tables(name: str) -> list[list[list[str]]]:
    """The tables between two marks of the page, without their headings."""
    block = PAGE.split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0].strip()
    return [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
        for table in block.split("\n\n")
    ]


def figure(words: str) -> Range:
    ends = [None if end == "–" else int(end) for end in words.split(" to ")]
    return Range(ends[0], ends[-1])


def incident(name: str, day: str, actors: str, grade: str, killed: str) -> Row:
    graded = tuple((a, Grade(grade), State.SET) for a in actors.split(", "))
    return Row(name, name, graded, None, "", "", (), date.fromisoformat(day), None, figure(killed), harm_reported="yes",
               state=State.SET)  # fmt: skip


INCIDENTS, ASKED = tables("totals")
ENTRIES, STEPS = tables("declared")
ROWS = [incident(*row) for row in INCIDENTS]


def definition(words: str) -> Definition:
    who, grades, *last = words.split(", ")
    to = last[0].removeprefix("to ") if last else ""
    return Definition(
        actors=tuple(who.split(" and ")),
        grades=tuple(sorted(LIKELY)) if grades == "likely" else tuple(Grade),
        to_day=date.fromisoformat(to) if to else None,
    )


@pytest.mark.parametrize("asked", ASKED, ids=lambda row: row[0])
def test_a_total_comes_out_as_the_page_says(asked: list[str]) -> None:
    words, *told = asked
    done = tally(ROWS, definition(words))
    killed = done.killed
    found = (done.incidents, killed.min, killed.max_of_known, killed.without_figure, done.jointly_attributed)
    assert tuple(map(int, told)) == found


def test_declared_and_alleged_close_in_the_steps_that_the_page_has() -> None:
    day = DateSpan.on(date(2031, 3, 9))
    answered = [
        Answered(n, ALLEGATION, "Borea", "d", day, history=(Said(day.start, "d", Outcome(outcome), killed=figure(killed)),))
        for n, _, outcome, killed in ENTRIES
    ]  # fmt: skip
    links = [EntryLink(n, of, ACCEPTED) for n, of, _, _ in ENTRIES if len(of) == 1]
    steps = waterfall(compare(ROWS, answered, links, definition("Borea, likely")))
    told = {step.key: step.change for step in steps.steps if step.incidents or step.entries}
    first, *between, last = [int(number) for _, number in STEPS]
    assert (steps.start, steps.end) == (first, last)
    assert sorted(between) == sorted(told.values())
    assert first + sum(between) == last


def test_the_example_of_a_printed_sum_is_made_of_figures_of_the_page() -> None:
    borea = tally(ROWS, definition("Borea, likely")).killed.max_of_known
    atlas = tally(ROWS, definition("Atlas, alleged")).killed.max_of_known
    assert re.search(rf"highest likely figure \({borea}\)", PAGE)
    assert re.search(rf"alleged against Atlas \({atlas}\)", PAGE)
    assert f"at least {borea + atlas}" in PAGE
