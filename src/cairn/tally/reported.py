"""A total that a source prints is a claim of that source: its words enter, what they tell of it leaves.

"At least 900 civilians, the ministry says" is a secondary claim: somebody reckoned it elsewhere, from figures that are
not printed with it. It checks a sum and never enters one (rule 11). What it may be made of is told by tally/critique.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from cairn.extract.actors import claims_actors
from cairn.extract.dates import claims_dates, span_of
from cairn.extract.model import OVER, Claim
from cairn.extract.numbers_en import sentences_en
from cairn.values import Passage, Range
from cairn.vocab.actors import actor_named
from cairn.vocab.closed import Basis, Event, Group, Kind, Status
from cairn.vocab.load import load_toml, of_words

AT_LEAST, MORE_THAN, NEARLY, ABOUT, UP_TO, PLAIN = "at_least", "more_than", "nearly", "about", "up_to", ""
LOWEST, HIGHEST, STATED, BOTH = "lowest", "highest", "stated", "both"
COUNTED = (Kind.KILLED, Kind.INJURED)
_LOOK_BACK = 60
_MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")
"""Vowel signs and lengthening strokes, which may stand in any Arabic word."""
_QUOTES = "\"“”«»'‘’ "


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """A total as one source prints it. `id` is the claim's, `passage` its words in the text of `report_id`.

    `actors` are those the sentence says did it, `countries` two letters each, `places` as written; `first` and `last`
    the days the sentence tells, either None. `who` prints it, `attributed_to` is whom it quotes. What the words do not
    tell is empty.
    """

    id: str
    report_id: str
    passage: Passage
    kind: Kind
    figure: Range
    qualifier: str = PLAIN
    group: Group = Group.ALL
    status: Status = Status.UNKNOWN
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    who: str = ""
    attributed_to: str = ""
    published: date | None = None

    @property
    def number(self) -> int:
        """The number printed; of two the higher. Raises `ValueError` where there is none."""
        if not self.numbers:
            raise ValueError(f"{self.id} gives no number")
        return self.numbers[0]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Every number printed, the highest first: two where it is a range."""
        ends = {end for end in (self.figure.min, self.figure.max) if end is not None}
        return tuple(sorted(ends, reverse=True))

    @property
    def end(self) -> str:
        """Which end its words make it: "at least" a lowest, "up to" a highest, "5 to 9" both, else only stated."""
        if len(self.numbers) == 2:
            return BOTH
        if self.qualifier in (AT_LEAST, MORE_THAN):
            return LOWEST
        return HIGHEST if self.qualifier == UP_TO else STATED


def is_reported_total(claim: Claim) -> bool:
    """Whether a claim is a total over a time or a war, with a number stated, of all people it speaks of."""
    ends = (claim.min, claim.max)
    counts = claim.kind in COUNTED and claim.group is Group.ALL and claim.basis in (Basis.STATED, Basis.SUM)
    return counts and claim.event is Event.CUMULATIVE and any(end is not None for end in ends)


def reported(
    claims: Sequence[tuple[str, Claim]],
    text: str,
    report_id: str,
    who: str,
    published: date | None,
    language: str = "en",
) -> tuple[ReportedFigure, ...]:
    """Every total among the claims of one account, in the order of its words. `claims` are (id, claim)."""
    told = [claim for _, claim in claims]
    found = [
        _figure(key, claim, told, text, report_id, who, published, language)
        for key, claim in claims
        if is_reported_total(claim)
    ]
    once: dict[tuple[object, ...], ReportedFigure] = {}
    for figure in sorted(found, key=lambda f: (f.passage, f.id)):  # "the toll stands at 900 dead" is one
        once.setdefault((_sentence(text, figure.passage.start), figure.kind, figure.figure), figure)
    return tuple(once.values())


def _figure(
    key: str,
    claim: Claim,
    told: Iterable[Claim],
    text: str,
    report_id: str,
    who: str,
    published: date | None,
    language: str,
) -> ReportedFigure:
    start, end = _sentence(text, claim.start)
    sentence = text[start:end]
    countries = tuple(_countries(sentence))
    inside = [c for c in told if start <= c.start and c.end <= end]
    blanked = (
        sentence[: claim.start - start] + "." * (claim.end - claim.start) + sentence[claim.end - start :]
    )
    first, last = _days(blanked, language, published)
    return ReportedFigure(
        id=key,
        report_id=report_id,
        passage=Passage(claim.start, claim.end),
        kind=claim.kind,
        figure=claim.figure,
        qualifier=_qualifier(claim, text, start),
        group=claim.group,
        status=claim.status,
        actors=_actors(sentence, language, published, claim.attributed_to),
        countries=countries,
        places=tuple(dict.fromkeys(c.value for c in inside if c.kind is Kind.PLACE and c.value)),
        first=first,
        last=last,
        who=who,
        attributed_to=(claim.attributed_to or _speaker(sentence)).strip(_QUOTES),
        published=published,
    )


def _speaker(sentence: str) -> str:
    """Whose count it is, where the sentence ends or begins with who says so in plain words; else empty."""
    match = _says().search(sentence.strip())
    return (match.group("after") or match.group("before")).strip() if match else ""


def _sentence(text: str, at: int) -> tuple[int, int]:
    return next(((a, b) for a, b in sentences_en(text) if a <= at < b), (at, len(text)))


def _qualifier(claim: Claim, text: str, start: int) -> str:
    """The words right before the number, where they are known ones; "at least" where only a lowest was read."""
    number = re.search(r"\d", text[claim.start : claim.end])
    at = claim.start + (number.start() if number else 0)
    before = _MARKS.sub("", text[max(start, at - _LOOK_BACK) : at])
    for name, pattern in _qualifiers().items():
        if pattern.search(before):
            return name
    if claim.scope == OVER:
        return MORE_THAN
    if claim.max is None:
        return AT_LEAST
    return UP_TO if claim.min is None else PLAIN


def _actors(sentence: str, language: str, published: date | None, speaker: str) -> tuple[str, ...]:
    """Who did it, as the sentence has it: those named as attackers, but for a country that is only the scene; or the
    one quoted, who speaks of what it did itself. An account claims an actor once, so the sentence is read anew."""
    read = claims_actors(sentence, language, day=published)
    countries = [Passage(m.start(), m.end()) for m in _country_words().finditer(sentence)]
    attackers = [c for c in read if c.kind is Kind.ACTOR and c.role == "attacker" and c.value]
    scene = [c for c in attackers if any(p.contains(Passage(c.start, c.end)) for p in countries)]
    named = tuple(dict.fromkeys(c.value for c in attackers if c not in scene))
    others = {c.value for c in read if c.kind is Kind.ACTOR and c.role not in ("target", "victim_side")}
    if not named and len(others) == 1 and _own("accepts").search(sentence):
        return tuple(others)
    if not named and speaker and _own("own").search(sentence):
        own = actor_named(re.sub(r"^the\s+|\s+(?:it|them)sel(?:f|ves)$", "", speaker, flags=re.IGNORECASE))
        return (own,) if own else ()
    return named


def _countries(sentence: str) -> Iterator[str]:
    seen = set()
    for match in _country_words().finditer(sentence):
        code = _country_codes()[match.group("country").casefold()]
        if code not in seen:
            seen.add(code)
            yield code


def _days(sentence: str, language: str, published: date | None) -> tuple[date | None, date | None]:
    """The days a total is said to run over: "since" opens and leaves the end untold, "between ... and" gives both."""
    spans = _spans(sentence, language, published)
    if not spans:
        return None, None
    (where, first_day, last_day), rest = spans[0], spans[1:]
    if _led(sentence, where.start, "since"):
        return first_day, None
    if rest and _led(sentence, where.start, "from") and _led(sentence, rest[0][0].start, "to"):
        return first_day, rest[0][2]
    if len(spans) == 1 and _led(sentence, where.start, "in"):
        return first_day, last_day
    return None, None


def _spans(sentence: str, language: str, published: date | None) -> list[tuple[Passage, date, date]]:
    """Every day, month and bare year of the sentence, in the order of its words."""
    found = []
    for claim in claims_dates(sentence, language, published):
        span = span_of(claim.value)
        if span is not None and claim.basis is Basis.STATED:
            found.append((Passage(claim.start, claim.end), span.start, span.end))
    for match in re.finditer(r"(?<![\d,.])(?:19|20)\d\d(?![\d,.]\d|\d)", sentence):
        where, year = Passage(match.start(), match.end()), int(match.group())
        if not any(where.overlaps(told) for told, _, _ in found):
            found.append((where, date(year, 1, 1), date(year, 12, 31)))
    return sorted(found, key=lambda row: row[0])


def _led(sentence: str, at: int, lead: str) -> bool:
    return _leads()[lead].search(_MARKS.sub("", sentence[max(0, at - _LOOK_BACK) : at])) is not None


@of_words()
def _qualifiers() -> Mapping[str, re.Pattern[str]]:
    lists = load_toml("reported")["qualifier"]
    return MappingProxyType({name: _right_before(words) for name, words in lists.items()})


@of_words()
def _leads() -> Mapping[str, re.Pattern[str]]:
    lists = load_toml("reported")["period"]
    return MappingProxyType({name: _right_before(words) for name, words in lists.items()})


def _right_before(words: Iterable[str]) -> re.Pattern[str]:
    """One of the words, at the end of what stands before; in Arabic it may lean on the next word."""
    longest = sorted(words, key=len, reverse=True)
    passed = "|".join(map(re.escape, load_toml("reported")["passed_over"]["words"]))
    return re.compile(
        rf"(?<!\w)[وبلف]?(?:{'|'.join(map(re.escape, longest))})(?:\s+(?:{passed}))?\s*$", re.IGNORECASE
    )


@of_words()
def _says() -> re.Pattern[str]:
    """ ", the Example Monitor says." at the end; "The Example Monitor counts" before the number."""
    verbs = "|".join(map(re.escape, load_toml("reported")["speaker"]["says"]))
    gap, word = r"\s{1,9}", r"[A-Z][\w.'’-]{1,30}"
    name = rf"(?:[Tt]he{gap}(?:[a-z]{{1,30}}{gap}){{0,3}})?{word}(?:{gap}(?:of|for|the|{word})){{0,6}}"
    end = r"\s{0,9}[.”\"]?\s{0,9}$"
    return re.compile(
        rf",\s{{0,9}}(?P<after>{name}){gap}(?:{verbs}){end}|^(?P<before>{name}){gap}(?:{verbs})\b"
    )


@of_words(maxsize=2)
def _own(which: str) -> re.Pattern[str]:
    words = load_toml("reported")["speaker"][which]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


@of_words()
def _country_codes() -> Mapping[str, str]:
    rows = load_toml("reported")["country"]
    return MappingProxyType({name.casefold(): code for code, names in rows.items() for name in names})


@of_words()
def _country_words() -> re.Pattern[str]:
    names = sorted(_country_codes(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)[وبلف]?(?P<country>{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
