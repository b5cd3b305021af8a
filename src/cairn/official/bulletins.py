"""What a party's bulletin counts, and whether its sums hold: a month's figures enter, faults of arithmetic leave.

Nothing is corrected (R7): where two figures of the party contradict each other both are shown, and a figure that it
does not give is unknown, so that a sum that needs it is not checked. Source of the identities: method.md 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from types import MappingProxyType

from cairn.extract.numbers_en import number_at, sentences_en, tokens_en
from cairn.values import Passage
from cairn.vocab.load import of_words

from .documents import opened
from .lexicon import words
from .wrapped import unwrapped

Figures = Mapping[str, int]
_NONE: Mapping[str, Passage] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One bulletin: its day of publication and the figures that it gives, by the names of vocab/data/official.toml.

    A name that is missing is a figure not given. `passages` holds the words behind each.
    """

    published: date
    figures: Figures
    passages: Mapping[str, Passage] = field(default_factory=lambda: _NONE)


@dataclass(frozen=True, slots=True)
class Finding:
    """A sum of the party's that does not hold: what it says, what its own parts give, and the parts in words.

    `rule` is stock (open + received + reopened - completed = open at the end), parts (credible + non-credible +
    duplicate = completed), chain (total to date = the total before + those of this bulletin) or gap (bulletins are
    missing between two totals; `stated` and `reckoned` then tell how far apart the two are).
    """

    rule: str
    published: date
    stated: int
    reckoned: int
    words: str


def figures(text: str, published: date) -> Bulletin:
    """The figures of a bulletin's text; the first mention of each counts. The dead of one entry are not the month's."""
    found: dict[str, int] = {}
    passages: dict[str, Passage] = {}
    text = unwrapped(text)
    read = ((start, *_shadow(text, start, end)) for start, end in sentences_en(text))
    sentences: list[_Sentence] = [row for row in read if row[2]]  # those with a number
    names = sorted(_patterns(), key=lambda name: name not in OF_A_MONTH)
    for n, name in enumerate(names):
        if n == len(OF_A_MONTH):  # from here on, an entry may use the same words
            sentences = _without_entries(text, sentences, passages.values())
        for start, shadow, values in sentences:
            match = _first(_patterns()[name], shadow)
            if match:
                found[name] = values[match.start("n")]
                passages[name] = Passage(start + match.start(), start + match.end())
                break
    return Bulletin(published, MappingProxyType(found), MappingProxyType(passages))


OF_A_MONTH = ("open_at_start", "received", "completed", "open_at_end", "killed_to_date")
"""Figures that only a month has. What opens with a day and a place and gives none of them is an entry."""
_Sentence = tuple[int, str, Mapping[int, int]]


def _without_entries(text: str, sentences: list[_Sentence], told: Iterable[Passage]) -> list[_Sentence]:
    """The sentences that stand in no entry: what one strike did is not what the month counts."""
    places = [passage.start for passage in told]
    entries = [s for s in opened(text) if not any(s.start <= at < s.end for at in places)]
    return [row for row in sentences if not any(s.start <= row[0] < s.end for s in entries)]


NEEDED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "stock": frozenset({"open_at_start", "received", "completed", "open_at_end"}),
        "parts": frozenset({"credible", "non_credible", "completed"}),
    }
)
"""What a bulletin must give for one of its own sums to be checked, by the rule."""


def checked(bulletin: Bulletin) -> tuple[Finding, ...]:
    """Which of the bulletin's own sums do not hold. A sum with an unknown part is not checked, but where what is told is
    too much already."""
    told = bulletin.figures
    found = []
    if NEEDED["stock"] <= told.keys():
        parts = [told["open_at_start"], told["received"], *_if_told(told, "reopened")]
        reckoned = sum(parts) - told["completed"]
        if "reopened" in told or reckoned > told["open_at_end"]:  # untold, it could only add
            sum_in_words = f"{' + '.join(map(str, parts))} - {told['completed']}"
            found.append(Finding("stock", bulletin.published, told["open_at_end"], reckoned, sum_in_words))
    if NEEDED["parts"] <= told.keys():
        parts = [told["credible"], told["non_credible"], *_if_told(told, "duplicate")]
        if "duplicate" in told or sum(parts) > told["completed"]:
            sum_in_words = " + ".join(map(str, parts))
            found.append(Finding("parts", bulletin.published, told["completed"], sum(parts), sum_in_words))
    return tuple(finding for finding in found if finding.stated != finding.reckoned)


def _if_told(told: Figures, name: str) -> list[int]:
    return [told[name]] if name in told else []


def chain(bulletins: Iterable[Bulletin]) -> tuple[Finding, ...]:
    """Which totals to date do not follow from the one before, in order of publication.

    A total follows where the one before and this bulletin's own dead add up to it. Where they do not, and more than
    `A_MONTH` days lie between the two, bulletins are missing: a gap, and no contradiction.
    """
    totals = sorted(
        (b for b in bulletins if "killed_to_date" in b.figures),
        key=lambda b: (b.published, b.figures["killed_to_date"]),
    )
    return tuple(found for before, after in pairwise(totals) for found in _step(before, after))


A_MONTH = 45
"""Days within which the next bulletin of a monthly series is published."""


def _step(before: Bulletin, after: Bulletin) -> Iterable[Finding]:
    killed = after.figures.get("killed")
    if killed is None:
        return
    first, last = before.figures["killed_to_date"], after.figures["killed_to_date"]
    if first + killed == last:
        return
    missing = (after.published - before.published).days > A_MONTH
    yield Finding("gap" if missing else "chain", after.published, last, first + killed, f"{first} + {killed}")


def _shadow(text: str, start: int, end: int) -> tuple[str, Mapping[int, int]]:
    """The sentence with each number written as so many `#`, as long as before, and the value by where it starts."""
    shadow = list(text[start:end].replace("#", " "))  # a mark of the text's own is no number
    values: dict[int, int] = {}
    tokens = tokens_en(text, start, end)
    i = 0
    while i < len(tokens):
        number = number_at(tokens, i)
        if number is not None:
            first, last = tokens[i].start - start, tokens[number[1]].end - start
            shadow[first:last] = "#" * (last - first)
            values[first] = number[0]
            i = number[1]
        i += 1
    return "".join(shadow), MappingProxyType(values)


def _first(patterns: Sequence[re.Pattern[str]], shadow: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(shadow))), None)


@of_words()
def _patterns() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    return MappingProxyType({name: tuple(map(_pattern, rows)) for name, rows in words().figures.items()})


def _pattern(row: str) -> re.Pattern[str]:
    written = {"#": r"(?P<n>#+)", "~": r"(?:[^\s#,;:]+\s+){0,6}?"}
    parts = [written.get(word, re.escape(word)) for word in row.split()]
    joined = parts[0]
    for before, part in zip(row.split(), parts[1:], strict=False):
        joined += part if before == "~" else r"\s+" + part
    return re.compile(rf"(?<![\w#-]){joined}", re.IGNORECASE)
