"""A release cut into its statements, one an allegation: a text enters, passages with the heading above each leave.

A statement begins where a line, or a sentence after a full stop, opens with a day and a place: "12. On May 3, 2021,
near Tell Example, ...". It ends where the next one begins, at an empty line, or at a heading. A text with no such
opening is one statement, for a party also answers one allegation at a time.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cairn.extract.date_grammar import dates_in
from cairn.vocab.closed import Outcome

from .lexicon import Words, words

_LEAD = re.compile(r"(?:(?:(?:on )?the night of|overnight(?: on)?|on)\s+)?", re.IGNORECASE)
_MARK = re.compile(
    r"(?:^|\n|(?<=[.:])[ \t])[ \t]*(?P<mark>\(?\d{1,3}(?:\.\)?|\))(?=\s|[^\W\d])|[-–•*](?=\s)|(?=\w))\s*"
)
_LINE = re.compile(r"[^\n]*\n?")
_HEADING_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Statement:
    """`text[start:end]` answers one allegation; `heading` is the outcome that the heading above it gives, if any."""

    start: int
    end: int
    heading: Outcome | None = None


def statements(text: str) -> tuple[Statement, ...]:
    """Every statement of the text, in order; the whole text where none opens with a day and a place."""
    return opened(text) or ((_trimmed(text, 0, len(text), None),) if text.strip() else ())


def opened(text: str) -> tuple[Statement, ...]:
    """The statements that open with a day and a place, in order; none where nothing does."""
    lists = words()
    openings = _openings(text, lists)
    headings = list(_headings(text, lists))
    starts = [at for at, _ in headings]
    breaks = sorted({*openings, *starts, *_empty_lines(text), len(text)})
    found = []
    for at in openings:
        above = bisect_left(starts, at)
        heading = headings[above - 1][1] if above else None
        found.append(_trimmed(text, at, breaks[bisect_right(breaks, at)], heading))
    return tuple(found)


def _openings(text: str, lists: Words) -> list[int]:
    """Where a day is told first and a place right after it; past the number or dot of a list."""
    marks = list(_MARK.finditer(text))
    days = {day.start: day.end for day in dates_in(_without(text, marks))}
    found = []
    for mark in marks:
        lead = _LEAD.match(text, mark.end())
        starts = range(mark.end(), lead.end() + 1) if lead else range(0)  # a day may be told with its night
        end = next((days[at] for at in starts if at in days), None)
        if end is not None and lists.place_lead.match(text, end):
            found.append(mark.end())
    return found


def _without(text: str, marks: Iterable[re.Match[str]]) -> str:
    """The text with the marks of its lists blanked: in "3. June 1" three is no day of June."""
    blanked = list(text)
    for mark in marks:
        blanked[mark.start("mark") : mark.end("mark")] = " " * len(mark.group("mark"))
    return "".join(blanked)


def _headings(text: str, lists: Words) -> Iterator[tuple[int, Outcome]]:
    for line in _LINE.finditer(text):
        told = line.group().strip().rstrip(":").casefold()
        if told and len(told) <= _HEADING_LENGTH:
            outcome = lists.headings.get(told) or lists.headings.get(told.split(":")[0].strip())
            if outcome is not None:
                yield line.start(), outcome


def _empty_lines(text: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(r"\n[ \t\r]*\n", text))


def _trimmed(text: str, start: int, end: int, heading: Outcome | None) -> Statement:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Statement(start, end, heading)
