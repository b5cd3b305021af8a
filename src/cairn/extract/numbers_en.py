"""Numbers in English words and digits: a sentence enters, its words and quantities leave, with their offsets.

Lowest step of the English reader: nothing here knows of people or harm. Ages, clock times, dates and
years are words of their own kind, so that none of them can be taken for a count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cairn.vocab.load import load_toml, of_words

WORD, NUMBER, AGE, TIME, PUNCT, HANDLE = "word", "number", "age", "time", "punct", "handle"

_UNIT = r"(?:year|month|week|day)s?"
_TOKEN = re.compile(
    r"(?P<agency>(?-i:\b[A-Z]{3,8}(?=-[A-Z][a-z])))"
    rf"|(?P<age>\b(?:\d{{1,3}}|[A-Za-z]{{3,12}})[-–\s](?:or[-–\s]\d{{1,3}}[-–\s])?{_UNIT}[-–\s]olds?\b"
    rf"|\b(?:aged?|ages)\s(?:of\s)?(?:(?:\d{{1,3}}|[a-z]{{3,12}})\b(?:(?:,\s\d{{1,3}}){{0,8}},?\s(?:and|or|to)\s\d{{1,3}}\b)?)"
    rf"|\b\d{{1,3}}\s{_UNIT}(?:\sof\sage)?(?=\s?[),])|\b\d{{1,3}}[’']?s\b)"
    r"|(?P<time>\b\d{1,2}[:.]\d{2}(?!\d)(?:\s?[ap]\.?m\b)?|\b\d{1,2}\s?[ap]\.?m\b"
    r"|\b\d{1,4}[/-]\d{1,2}[/-]\d{2,4}\b"
    r"|\b\d{1,4}(?:st|nd|rd|th)\b|[£$€]\s?\d[\d.,]*|\b\d[\d.,]*\s?%|\b\d+\.\d+)"
    r"|(?P<handle>@[\w.]{1,60}|https?://\S{1,400})"
    r"|(?P<number>\b\d{1,3}(?:,\d{3})+\b|\b\d{1,9}\b)"
    r"|(?P<word>[^\W\d_]+(?:(?!\.-)[’'*‘`.-]{1,2}[^\W\d_]+){0,6})"
    r"|(?P<punct>\n+|[^\w\s])",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])[\"”’)\]]{0,2}\s+(?=[\"“‘(\[]{0,2}[A-Z0-9@#])|\n+|(?<=[a-z]{3}\.)(?=[A-Z])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|Gen|Col|Lt|Maj|Capt|Sgt|Eng|Mt|vs|approx|[A-Z])|[ap]\.m)\.$"
)
_LONGEST_SENTENCE = 1_500
_AGE_LINKS = frozenset(["to", "or", "and", "-", "–"])
_YEARS = range(1900, 2051)
_QUOTES = frozenset("\"“”‘’'")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: `text[start:end]`, its lower-case form (evasion stars dropped) and its kind."""

    start: int
    end: int
    text: str
    low: str
    kind: str

    @property
    def capital(self) -> bool:
        """Whether it is a word that starts with a capital letter."""
        return self.kind == WORD and self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something: tokens `first` to `last` (both included), its ends, and how it was put.

    `over` is "more than 20", `vague` is "dozens" and its like (a minimum only), `further` is "a further three".
    """

    first: int
    last: int
    min: int | None
    max: int | None
    vague: bool = False
    further: bool = False
    over: bool = False


def sentences_en(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence; lines are never joined, and none is longer than 1,500 characters."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if "\n" not in end.group() and _ABBREVIATION.search(text, max(start, end.start() - 8), end.start()):
            continue
        spans.append((start, end.start()))
        start = end.end()
    spans.append((start, len(text)))
    return [
        (a, min(a + _LONGEST_SENTENCE, stop))
        for begin, stop in spans
        for a in range(begin, stop, _LONGEST_SENTENCE)
        if text[a:stop].strip()
    ]


def tokens_en(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words and marks of `text[start:end]`, offsets counted in `text`."""
    found = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = match.group()
        kind = match.lastgroup or WORD
        kind = WORD if kind == "agency" else kind
        low = word.lower().replace("*", "").replace("‘", "’") if kind == WORD else word.lower()
        if word == "IS":
            low = "isis"  # the group, not the verb
        if kind == AGE and not _is_age(low):
            found += _split_words(word, match.start())
            continue
        found.append(Token(match.start(), match.end(), word, low, kind))
    return found


def _split_words(words: str, at: int) -> list[Token]:
    pieces = re.finditer(r"\w+", words)
    return [
        Token(
            at + p.start(),
            at + p.end(),
            p.group(),
            p.group().lower(),
            NUMBER if p.group().isdigit() else WORD,
        )
        for p in pieces
    ]


def _is_age(low: str) -> bool:
    first = re.split(
        r"[-–\s]", low.removeprefix("aged ").removeprefix("age ").removeprefix("ages ").removeprefix("of ")
    )[0]
    return first[:1].isdigit() or first in _lexicon().units or first in ("one", "a", "months", "weeks")


@dataclass(frozen=True, slots=True)
class _Lexicon:
    units: dict[str, int]
    scales: dict[str, int]
    vague: tuple[tuple[tuple[str, ...], int], ...]
    vague_starts: frozenset[str]
    leads: tuple[tuple[tuple[str, ...], str], ...]
    lead_starts: frozenset[str]
    tail_most: tuple[tuple[str, ...], ...]
    tail_maybe: frozenset[str]
    months: frozenset[str]


@of_words()
def _lexicon() -> _Lexicon:
    data: Any = load_toml("en_numbers")
    by_length = lambda row: -len(row[0])  # noqa: E731 - the longest phrase is tried first
    vague = tuple(sorted(((tuple(k.split()), int(v)) for k, v in data["vague"].items()), key=by_length))
    leads = tuple(
        sorted(((tuple(p.split()), kind) for kind, ps in data["leads"].items() for p in ps), key=by_length)
    )
    return _Lexicon(
        units={str(k): int(v) for k, v in data["units"].items()},
        scales={str(k): int(v) for k, v in data["scales"].items()},
        vague=vague,
        vague_starts=frozenset(row[0][0] for row in vague),
        leads=leads,
        lead_starts=frozenset(row[0][0] for row in leads),
        tail_most=tuple(sorted((tuple(p.split()) for p in data["tails"]["most"]), key=len, reverse=True)),
        tail_maybe=frozenset(data["tails"]["maybe"]),
        months=frozenset(data["dates"]["months"]),
    )


def quantity_at(tokens: Sequence[Token], i: int) -> Quantity | None:
    """The quantity that starts at token `i`, with the words that bend it, or None."""
    lex = _lexicon()
    low = tokens[i].low
    if low in lex.vague_starts and (vague := _vague_at(tokens, i)):
        return vague
    leads: list[str] = []
    at = i
    while at < len(tokens) and tokens[at].low in lex.lead_starts and len(leads) < 3:
        found = _phrase_at(tokens, at, lex.leads)
        if found is None:
            break
        leads.append(found[1])
        at = _past_quotes(tokens, at + found[0])
    number = number_at(tokens, at)
    if number is None:
        vague = _vague_at(tokens, at) if leads and at < len(tokens) else None
        return Quantity(i, vague.last, vague.min, None, True, "further" in leads) if vague else None
    value, last = number
    return _bent(tokens, i, last, value, leads)


def _bent(tokens: Sequence[Token], first: int, last: int, value: int, leads: list[str]) -> Quantity | None:
    if last + 2 < len(tokens) and tokens[last + 2].kind == AGE and tokens[last + 1].low in _AGE_LINKS:
        return None  # "31 to 33-year-old"
    if first and tokens[first - 1].low in ("the", "these", "those"):
        leads = [lead for lead in leads if lead != "further"]  # "the further six" were told before
    top = _top_after(tokens, last, value, "span" in leads)
    if top:
        over = any(t.low in ("over", "more") for t in tokens[last + 1 : top[1]])  # "30 to more than 40"
        low = None if "most" in leads else value
        return Quantity(first, top[1], low, top[0], further="further" in leads, over=over)
    if _is_date(tokens, first, last, value):
        return None
    if "below" in leads:
        return Quantity(first, last, None, max(0, value - 1))
    if "most" in leads:
        return Quantity(first, last, None, value, over="above" in leads)
    open_end = "least" in leads or "above" in leads  # "more than 20": 20 is the figure that stands there
    most = None if open_end else value
    return Quantity(first, last, value, most, further="further" in leads, over="above" in leads)


def number_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Value and last token of the plain number at token `i`: `25`, `1,200`, `two hundred and six`."""
    if i >= len(tokens):
        return None
    lex = _lexicon()
    token = tokens[i]
    if token.kind == NUMBER:
        value, last = int(token.low.replace(",", "")), i
    else:
        word = _word_value(token.low)
        if word is None and token.low in ("a", "half") and i + 1 < len(tokens):
            return _scaled_article(tokens, i)
        if word is None:
            return None
        value, last = word, i
        ones = lex.units.get(tokens[i + 1].low, 0) if i + 1 < len(tokens) else 0
        if value in range(20, 100, 10) and 0 < ones < 10:  # "thirty three", written without its dash
            value, last = value + ones, i + 1
    while last + 1 < len(tokens) and (scale := lex.scales.get(tokens[last + 1].low)) and scale > 1:
        value, last = value * scale, last + 1
        rest = last + 2 if last + 1 < len(tokens) and tokens[last + 1].low == "and" else last + 1
        more = _word_value(tokens[rest].low) if rest < len(tokens) and scale >= 100 else None
        if more is not None and more < scale:
            value, last = value + more, rest
    return value, last


def _scaled_article(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    lex = _lexicon()
    low = tokens[i].low
    if low == "half" and i + 2 < len(tokens) and tokens[i + 2].low == "dozen":
        return 6, i + 2
    if low == "half" and i + 2 < len(tokens) and tokens[i + 1].low == "a" and tokens[i + 2].low in lex.scales:
        return lex.scales[tokens[i + 2].low] // 2, i + 2  # "half a million"
    scale = lex.scales.get(tokens[i + 1].low)
    return (scale, i + 1) if low == "a" and scale else None


def _word_value(low: str) -> int | None:
    units = _lexicon().units
    if low in units:
        return units[low]
    tens, dash, ones = low.partition("-")
    if dash and units.get(tens, 0) >= 20 and ones in units and units[ones] < 10:
        return units[tens] + units[ones]
    return None


def _vague_at(tokens: Sequence[Token], i: int) -> Quantity | None:
    found = _phrase_at(tokens, i, _lexicon().vague)
    return Quantity(i, i + found[0] - 1, found[1], None, vague=True) if found else None


def _phrase_at(
    tokens: Sequence[Token], i: int, rows: Sequence[tuple[tuple[str, ...], Any]]
) -> tuple[int, Any] | None:
    low = tokens[i].low
    for words, value in rows:
        if words[0] != low or i + len(words) > len(tokens):
            continue
        if all(tokens[i + k].low == word for k, word in enumerate(words)):
            return len(words), value
    return None


def _past_quotes(tokens: Sequence[Token], i: int) -> int:
    while i < len(tokens) and tokens[i].text in _QUOTES:
        i += 1
    return i


def _top_after(tokens: Sequence[Token], last: int, low: int, spanned: bool) -> tuple[int, int] | None:
    """The upper end of "5 to 7", "between 5 and 7", "5-7" or "5, and possibly up to 7", and where it ends."""
    lex = _lexicon()
    at = _past_quotes(tokens, last + 1)
    if at >= len(tokens):
        return None
    joined = tokens[at].text in ("-", "–", "—") and tokens[at].start == tokens[last].end
    plain = (
        joined
        or tokens[at].low == "to"
        or (tokens[at].low == "or" and not spanned)
        or (spanned and tokens[at].low == "and")
    )
    if plain:
        at = _past_quotes(tokens, at + 1)
        above = at + 1 < len(tokens) and (
            tokens[at].low in ("over", "nearly", "almost")
            or (tokens[at].low, tokens[at + 1].low) == ("more", "than")
        )
        if above:
            at = _past_quotes(tokens, at + (2 if tokens[at].low == "more" else 1))
        found = number_at(tokens, at)
        if found and found[0] > low:
            return found
        return None
    steps = 0
    while at < len(tokens) and steps < 3 and (tokens[at].text == "," or tokens[at].low in lex.tail_maybe):
        at, steps = at + 1, steps + 1
    for words in lex.tail_most:
        if at + len(words) < len(tokens) and all(tokens[at + k].low == w for k, w in enumerate(words)):
            found = number_at(tokens, _past_quotes(tokens, at + len(words)))
            if found and found[0] > low and (steps or words[0] != "over"):
                return found
    return None


def _is_date(tokens: Sequence[Token], first: int, last: int, value: int) -> bool:
    """A year, or a day beside its month; never so where it carries a thousands comma."""
    if tokens[last].kind != NUMBER or "," in tokens[last].text:
        return False
    months = _lexicon().months
    before = tokens[first - 1].low if first else ""
    after = tokens[last + 1].low if last + 1 < len(tokens) else ""
    if value <= 31 and (before in months or after in months):
        return True
    return value in _YEARS and first == last
