"""The strikes a party declares, day by day: a report's lines enter, each with place and number, its words with it.

"Near Tell Example, two strikes destroyed a tunnel." A strike report says that something was struck there and then,
nothing of harm; it stands behind the strike status of incidents and never behind a count of people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cairn.extract.numbers_en import number_at, tokens_en
from cairn.vocab.load import of_words

from .lexicon import words


@dataclass(frozen=True, slots=True)
class Strike:
    """One line: `text[start:end]`, the place told, how many strikes (None where it is not told), what they did."""

    start: int
    end: int
    place: str
    number: int | None
    effect: str


def strikes(text: str) -> tuple[Strike, ...]:
    """Every strike line of the text, in order; other lines are passed over."""
    found = []
    for match in _line().finditer(text):
        tokens = tokens_en(text, match.start("number"), match.end("number"))
        number = 1 if match.group("number").strip().lower() in ("a", "an") else None
        value = number_at(tokens, 0) if tokens and number is None else None
        found.append(
            Strike(
                start=match.start("line"),
                end=match.end("line"),
                place=match.group("place").strip(),
                number=value[0] if value else number,
                effect=match.group("effect").strip(" .,;"),
            )
        )
    return tuple(found)


@of_words()
def _line() -> re.Pattern[str]:
    lists = words()
    leads = "|".join(map(re.escape, lists.strike_leads))
    nouns = "|".join(
        re.escape(noun).replace(r"\ ", r"\s") for noun in sorted(lists.strike_nouns, key=len, reverse=True)
    )
    return re.compile(
        rf"^[ \t]*(?:[-–•*][ \t]*)?(?P<line>(?:{leads})[ \t]+(?P<place>[^,\n]{{2,60}}),[ \t]+"
        rf"(?P<number>\w[\w,]{{0,20}}(?:[ \t-]\w{{1,20}}){{0,3}}?)[ \t]+(?:\w{{1,20}}[ \t]+){{0,2}}?(?:{nouns})\b"
        rf"(?P<effect>[^\n]{{0,600}}))",
        re.IGNORECASE | re.MULTILINE,
    )
