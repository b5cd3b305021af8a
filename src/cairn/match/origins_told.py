"""Everyone whose word an account gives of its event's harm, and not only the one it repeats as a whole.

An account enters; those it credits leave, each with the words that say so. An article may have word from its own
reporter, a rescue service and a monitor: three sources, any of which another article may have too. What counts is
a sentence that tells of harm beside the name; one of another day, or the credit of a picture, does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from cairn.extract.clean import fold_for_reading
from cairn.incident.origins import QUOTED
from cairn.match.model import AccountFacts
from cairn.match.origins_quoted import SHOWN_POST, Credit, credited_in
from cairn.values import folded
from cairn.vocab.load import load_toml, of_words
from cairn.vocab.outlets import outlet_at, outlets_in

_READ = 9_000  # characters; the search is bounded by it
_NEAR = timedelta(days=3)  # an event is told of, and dated, within so many days
_POST = 300  # characters of a post
_STAMP = 40  # characters in which the day of a post stands behind it
_BESIDE = 120  # characters about a name in which other times are told, in sentences that never end
_SENTENCES = re.compile(r"[\n؟?!]|[.](?!\d)")
_BRACKETS = re.compile(r"[(\[][^()\[\]\n]{2,60}[)\]]")
_NAMED_BEFORE = 40  # characters in which the name stands that a bracket gives anew


def sources_told(account: AccountFacts, own: str) -> tuple[Credit, ...]:
    """All whom an account credits for harm other than its `own` publisher, each once."""
    found = {hit.key: hit for hit in (*_beside_harm(account), *_shown(account))}
    return tuple(hit for key, hit in sorted(found.items()) if key != own)


def _beside_harm(account: AccountFacts) -> Iterator[Credit]:
    """The organisations that stand beside a word of saying in a sentence that tells of harm."""
    read, days = fold_for_reading(_without_captions(account.text[:_READ])).text, _days(account)
    for sentence in map(folded, _SENTENCES.split(read)):
        if _tells_of_harm(sentence) and not _is_of_another_day(sentence, days):
            for hit in credited_in(sentence):
                if not _past().search(sentence, max(0, hit.start - _BESIDE), hit.end + _BESIDE):
                    yield Credit(QUOTED + hit.outlet, sentence[hit.start : hit.end], "told")


def _shown(account: AccountFacts) -> Iterator[Credit]:
    """The accounts whose posts a page shows whole, where the post tells of harm and is of the days of the event."""
    days, start = _days(account), 0
    for post in SHOWN_POST.finditer(account.text[:_READ]):
        told = folded(account.text[max(start, post.start() - _POST) : post.start()])
        dated = folded(account.text[post.end() : post.end() + _STAMP])
        if _tells_of_harm(told) and not _is_of_another_day(dated, days):
            handle = post["account"]
            listed = outlet_at("x.com", handle)
            key = QUOTED + listed if listed else f"owner:{handle.casefold().replace('_', '')}"
            yield Credit(key, post[0].strip(), "told")
        start = post.end()


def _without_captions(text: str) -> str:
    """The text without brackets that hold no more than a name: who took a picture, not who says what follows. One
    right behind another name of the same organisation stays."""

    def kept(hit: re.Match[str]) -> str:
        name = folded(hit[0])
        held = next(outlets_in(name), None)
        if held is None or held.start > 0:
            return hit[0]
        before = folded(text[max(0, hit.start() - _NAMED_BEFORE) : hit.start()])
        return hit[0] if any(before.endswith(before[b.start : b.end]) for b in outlets_in(before)) else ". "

    return _BRACKETS.sub(kept, text)


def _tells_of_harm(sentence: str) -> bool:
    return bool(_harm().search(_helped().sub(" ", sentence)))


def _days(account: AccountFacts) -> tuple[date, ...]:
    told = account.reading.date
    return tuple(
        day for day in (account.published, told.start if told else None, told.end if told else None) if day
    )


def _is_of_another_day(sentence: str, days: Collection[date]) -> bool:
    """Whether a sentence names days of months, or months of years, and none near those of the account."""
    words = sentence.split()
    named = [(n, _months()[word]) for n, word in enumerate(words) if word in _months()]
    told = [day for n, month in named for day in _told(words, n, month)]
    return bool(days and told) and not any(_is_near(day, days) for day in told)


def _told(words: list[str], n: int, month: int) -> Iterator[tuple[int, int, int]]:
    """The year (0: not told), month and day (0: not told) that stand about the name of a month."""
    about = [int(word) for word in (*words[max(0, n - 2) : n], *words[n + 1 : n + 3]) if word.isdecimal()]
    year = next((number for number in about if 1900 < number < 2100), 0)
    day = next((number for number in about if 0 < number < 32), 0)
    if year or day:
        yield year, month, day


def _is_near(told: tuple[int, int, int], days: Collection[date]) -> bool:
    year, month, day = told
    around = {at + timedelta(days=n) for at in days for n in range(-_NEAR.days, _NEAR.days + 1)}
    return any(
        month == at.month and (not year or year == at.year) and (not day or day == at.day) for at in around
    )


@of_words()
def _harm() -> re.Pattern[str]:
    stems = sorted(map(folded, load_toml("origins", "cairn.match")["told"]["harm"]))
    return re.compile("|".join(rf"\b{re.escape(s)}" if s.isascii() else re.escape(s) for s in stems))


@of_words()
def _helped() -> re.Pattern[str]:
    told = load_toml("origins", "cairn.match")["told"]
    helping, helped = ("|".join(map(re.escape, map(folded, told[key]))) for key in ("helping", "helped"))
    return re.compile(rf"\b(?:{helping})(?: \w+)?? (?:{helped})\b")


@of_words()
def _past() -> re.Pattern[str]:
    phrases = sorted(map(folded, load_toml("origins", "cairn.match")["told"]["past"]))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")


@of_words()
def _months() -> Mapping[str, int]:
    """The number of a month by its folded name, those of two words by the last."""
    return {
        folded(name).split()[-1]: int(month["number"])
        for month in load_toml("months")["month"]
        for names in month.values()
        if isinstance(names, list | tuple)
        for name in names
        if folded(name)
    }
