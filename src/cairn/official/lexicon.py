"""The reviewed words of releases, ready to look for: vocab/data/official.toml enters, compiled patterns leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cairn.vocab.closed import Outcome, Reason
from cairn.vocab.load import load_toml, of_words


@dataclass(frozen=True, slots=True)
class Words:
    """What parties write: outcomes and reasons in the order in which they are tried, headings, leads of places."""

    outcomes: tuple[tuple[re.Pattern[str], Outcome, Reason | None], ...]
    reasons: tuple[tuple[re.Pattern[str], Reason], ...]
    bare: re.Pattern[str]
    own: re.Pattern[str]
    others: re.Pattern[str]
    headings: Mapping[str, Outcome]
    place_lead: re.Pattern[str]
    countries: tuple[str, ...]
    night: re.Pattern[str]
    doubt: re.Pattern[str]
    again: re.Pattern[str]
    nobody: Mapping[str, re.Pattern[str]]
    figures: Mapping[str, tuple[str, ...]]
    strike_leads: tuple[str, ...]
    strike_nouns: tuple[str, ...]


@of_words()
def words() -> Words:
    """The lists that ship and what a team added. Raises `CairnError` where a list is missing or empty."""
    data: Any = load_toml("official")
    leads, countries = data["places"]["leads"], data["places"]["countries"]
    return Words(
        outcomes=tuple(
            (_any_of(row["words"]), Outcome(row["is"]), Reason(row["reason"]) if "reason" in row else None)
            for row in data["outcome"]
        ),
        reasons=tuple((_any_of(row["words"]), Reason(row["is"])) for row in data["reason"]),
        bare=_any_of(data["bare"]["words"]),
        own=_any_of(data["bare"]["own"]),
        others=_any_of(data["bare"]["others"]),
        headings={told: Outcome(name) for name, row in data["headings"].items() for told in row},
        place_lead=re.compile(
            rf"[\s,]{{0,4}}(?:(?P<lead>{_alternatives(leads)})\s+"
            rf"|(?=[^,.:;\n]{{2,60}},\s*(?:{_alternatives(countries)})\b))",
            re.IGNORECASE,
        ),
        countries=tuple(countries),
        night=_any_of(data["night"]["words"]),
        doubt=_any_of(data["doubt"]["words"]),
        again=_any_of(data["again"]["words"]),
        nobody={what: _any_of(phrases) for what, phrases in data["none"].items()},
        figures={name: tuple(rows) for name, rows in data["bulletin"].items()},
        strike_leads=tuple(data["strikes"]["leads"]),
        strike_nouns=tuple(data["strikes"]["nouns"]),
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives(phrases)})\b", re.IGNORECASE)


def _alternatives(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)
