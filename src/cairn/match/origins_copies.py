"""Which accounts tell in the words of an earlier one: copies of whole texts, of parts of them, and of digests.

Accounts in order of time enter; by account the earlier one it copies and how alike they are leave. Likeness is the share
of the shorter text's pairs of words that the other holds, of texts of 30 words and more (rule 8). Where a whole
report is a copy, its accounts are compared however short they are, for a digest was copied and not its lines. Texts
that are no copies may share a passage, as of one statement.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from cairn.match.likeness import SHORT, held_in, runs, sharing, shingles, word_pairs, words_of
from cairn.match.model import AccountFacts
from cairn.vocab.load import load_words, of_words

COPY = 0.45
"""Share of the shorter text's pairs of words from which it is a copy, where the two share 12 and more."""
LONG_COPY = 0.35
"""The same where they share 40 and more. On pairs read by hand, long texts told independently shared up to 0.26
of their pairs of words, texts of 30 to 60 words up to 0.38."""

PASSAGE = 13
"""Words in a row from which two texts share a passage: one statement is behind both. On pairs read by hand, texts told
independently shared up to ten, of places and of names of victims."""

_DAYS = 10  # copies read by hand were of one day or the next, texts of one pattern three weeks apart and more
_LEAST_PAIRS = 12
_MANY_PAIRS = 40
_MASK = (1 << 63) - 1
_MARKED = re.compile(r"[“«\"]([^“”«»\"]{40,2000})[”»\"]")


def copies(ordered: Sequence[AccountFacts]) -> dict[str, tuple[str, float]]:
    """Account id to the account it copies, which comes before it in the order given, and their likeness (0 to 1)."""
    reports: dict[str, list[AccountFacts]] = {}
    for account in ordered:
        reports.setdefault(account.report_id, []).append(account)
    long = [told for told in reports.values() if len(_words(told)) >= SHORT]
    rank = {a.account_id: n for n, a in enumerate(ordered)}
    found: dict[str, tuple[str, float]] = {}
    for early, late in sharing(shingles(_words(told)) - _formulas()[1] for told in long):
        for copy, (original, likeness) in _alike(long[early], long[late]).items():
            before = found.get(copy)
            if before is None or rank[original] < rank[before[0]]:
                found[copy] = original, likeness
    return {copy: (_first(original, found), alike) for copy, (original, alike) in found.items()}


def passages(ordered: Sequence[AccountFacts]) -> dict[str, frozenset[str]]:
    """Account id to a key for each account of another report that it shares a passage with, which one of the two puts
    in quotation marks. Both have the same key; texts under 30 words have none."""
    long = [account for account in ordered if len(_words([account])) >= SHORT]
    found: dict[str, set[str]] = {}
    for early, late in sharing(_long_runs(account.text) for account in long):
        one, other = long[early], long[late]
        apart = one.report_id == other.report_id or _is_of_other_days(one, other)
        if not apart and (_quotes(one, other) or _quotes(other, one)):
            for account in (one, other):
                found.setdefault(account.account_id, set()).add(
                    f"passage:{one.account_id} {other.account_id}"
                )
    return {account: frozenset(keys) for account, keys in found.items()}


def _quotes(one: AccountFacts, other: AccountFacts) -> bool:
    """Whether what the first puts in quotation marks stands in the other."""
    spans = (span for span in _MARKED.findall(one.text) if len(span.split()) >= PASSAGE)
    there = _long_runs(other.text)
    return any(not there.isdisjoint(_long_runs(span)) for span in spans)


@lru_cache(maxsize=20_000)
def _long_runs(text: str) -> frozenset[int]:
    """A hash of every 13 words in a row that hold no formula, made of the hashes of the fours in them."""
    fours = runs(_words_kept((text,)), 4)
    formulas = _formulas()[1]
    spoilt = [four in formulas for four in fours]
    return frozenset(
        hash((fours[n], fours[n + 4], fours[n + 8], fours[n + 9])) & _MASK
        for n in range(len(fours) - (PASSAGE - 4))
        if not any(spoilt[n : n + PASSAGE - 3])
    )


def _alike(early: Sequence[AccountFacts], late: Sequence[AccountFacts]) -> Mapping[str, tuple[str, float]]:
    """The accounts of the later report that copy one of the earlier report, where the reports are alike at all."""
    if not _is_copy(_pairs_of(tuple(a.text for a in early)), _pairs_of(tuple(a.text for a in late))):
        return {}
    found = {}
    for account in late:
        mine = _pairs_of((account.text,))
        of_its_days = [a for a in early if not _is_of_other_days(a, account)]
        likeness = [held_in(mine, _pairs_of((a.text,))) for a in of_its_days]
        best = max(range(len(of_its_days)), key=lambda n: (likeness[n], -n), default=-1)
        if best >= 0 and likeness[best] >= LONG_COPY:
            found[account.account_id] = of_its_days[best].account_id, likeness[best]
    return found


def _is_of_other_days(one: AccountFacts, other: AccountFacts) -> bool:
    """Whether two texts are of days too far apart for a copy: by publication, else by the day each tells of.

    A monitor that writes each strike up by one pattern repeats its words, and not what it saw.
    """
    days = one.published, other.published
    if None in days:
        days = _day_told(one), _day_told(other)
    return bool(days[0] and days[1] and abs((days[0] - days[1]).days) > _DAYS)


def _day_told(account: AccountFacts) -> date | None:
    return account.reading.date.start if account.reading.date else None


def _is_copy(a: frozenset[int], b: frozenset[int]) -> bool:
    shared, likeness = len(a & b), held_in(a, b)
    return (shared >= _LEAST_PAIRS and likeness >= COPY) or (shared >= _MANY_PAIRS and likeness >= LONG_COPY)


def _first(original: str, found: Mapping[str, tuple[str, float]]) -> str:
    """The text that a copy of a copy goes back to."""
    while original in found:
        original = found[original][0]
    return original


def _words(told: Sequence[AccountFacts]) -> tuple[str, ...]:
    return _words_kept(tuple(a.text for a in told))


@lru_cache(maxsize=20_000)
def _words_kept(texts: tuple[str, ...]) -> tuple[str, ...]:
    return words_of("\n".join(texts))


@lru_cache(maxsize=20_000)
def _pairs_of(texts: tuple[str, ...]) -> frozenset[int]:
    """The pairs of words of a text, but for those of formulas that whoever writes opens or closes with."""
    return word_pairs(_words_kept(texts)) - _formulas()[0]


@of_words()
def _formulas() -> tuple[frozenset[int], frozenset[int]]:
    """Pairs of words, and shingles, of the formulas."""
    words = [words_of(text) for text in load_words("origins", "formulas.texts", "cairn.match")]
    return frozenset().union(*map(word_pairs, words)), frozenset().union(*map(shingles, words))
