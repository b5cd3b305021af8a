"""The stage's front door: a report enters, everything read from its text leaves.

clean -> language -> accounts -> claims of every kind -> one reading per account. Every claim leaves with its
place in the text as stored. The gazetteer is an argument; without one no place is read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from cairn.places.gazetteer import Gazetteer
from cairn.sources.report import Report
from cairn.values import DateSpan
from cairn.vocab.actors import Actor
from cairn.vocab.closed import COUNT_KINDS, Basis, Event, Kind, ReadingDecision

from .accounts import Stretch, heading, split_accounts
from .actors import claims_actors
from .clean import Cleaned, clean
from .confidence import weighed
from .counts_ar import claims_ar
from .counts_en import claims_en
from .dates import claims_dates, event_date, time_of
from .language import UNDETERMINED, WITH_RULES, detect, supported
from .lexicon_counts import claims_by_lexicon
from .model import Account, Claim, Extraction, Passages, PlaceRead
from .placenames import claims_places, read_place
from .policies import STANDING
from .reading import read_account
from .telling import Telling, telling_of
from .weapons import claims_weapons, infrastructure

Day = tuple[DateSpan | None, str]
"""A day and how it is known, as `event_date` gives them."""

_OWN_DAY = frozenset({"stated", "relative"})
_HEADING_SURE = 0.75  # the heading of a digest is there to say its day
_LONGEST_WORD = 200
READ_AT_MOST = 200_000
"""Characters of one text that are read; the longest report met so far has a quarter of that."""
NO_CONTENT = "no_content"
LANGUAGE_NOT_SUPPORTED = "language_not_supported"


def extract(
    report: Report,
    gazetteer: Gazetteer | None,
    *,
    published: date | None,
    captured: date | None = None,
    actors: tuple[Actor, ...] = (),
    policy: str = STANDING,
) -> Extraction:
    """The accounts of a report with their claims and readings; `refused` says why where nothing is read.

    `published` is the day the report came out, for words like "yesterday"; None where it is not known. `captured` is
    the day its bytes were kept: what it tells happened before that.
    `actors` are a team's own, beside those that ship; `policy` chooses the figures of each reading.
    """
    read_to = read_end(report.text)
    cleaned = clean(report.text[:read_to])
    language = detect(_speakable(cleaned.text))
    if language == UNDETERMINED:
        return Extraction(language, refused=NO_CONTENT, read_to=read_to)
    if language not in supported():
        return Extraction(language, refused=LANGUAGE_NOT_SUPPORTED, read_to=read_to)
    stretches = split_accounts(cleaned.text)
    above = cleaned.part(*heading(cleaned.text, stretches))
    telling = telling_of(cleaned.text, published, captured)
    settings = _Settings(language, gazetteer, telling, actors, policy, len(stretches), cleaned.text)
    accounts: list[Account] = []
    day: Day = (None, "")
    for n, stretch in enumerate(stretches, start=1):
        account = _account(n, stretch, cleaned, above, settings, day)
        accounts.append(account)
        if (
            account.reading.date_basis in _OWN_DAY
        ):  # "the same day" needs no words: the next account takes it over
            day = account.reading.date, account.reading.date_basis
    return Extraction(language, tuple(accounts), read_to=read_to)


def read_end(text: str) -> int | None:
    """Where the reading of a too long text ends, between two words where it has any; None where it is read whole."""
    if len(text) <= READ_AT_MOST:
        return None
    gap = max(text.rfind(end, READ_AT_MOST - _LONGEST_WORD, READ_AT_MOST) for end in " \n")
    return gap if gap >= 0 else READ_AT_MOST


def _speakable(text: str) -> str:
    """The text, half characters (lone surrogates, from a broken capture) replaced: no encoder takes them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


@dataclass(frozen=True, slots=True)
class _Settings:
    language: str
    gazetteer: Gazetteer | None
    telling: Telling
    actors: tuple[Actor, ...]
    policy: str
    accounts: int  # how many the text has
    whole: str  # the text of all accounts


def _account(
    n: int, stretch: Stretch, cleaned: Cleaned, above: Cleaned, settings: _Settings, before: Day
) -> Account:
    """One stretch read: its claims in the stored text, and their reading. `before` is the day last told."""
    part = cleaned.part(stretch.start, stretch.end)
    told = [_of_event(claim, stretch) for claim in _claims(part.text, settings)]
    claims = [claim for claim in told if not _says_nothing(claim, settings.language)]
    day, basis = _day(claims, above.text, settings, before)
    reading = read_account(
        claims,
        date=day,
        date_basis=basis,
        time=time_of(part.text, claims, settings.telling.published),
        place=_place(claims, part, above, settings),
        infrastructure=infrastructure(part.text, settings.language),
        policy=settings.policy,
    )
    reading = weighed(reading, claims, text=part.text, accounts=settings.accounts, language=settings.language)
    if settings.language not in WITH_RULES and reading.decision is ReadingDecision.AUTO:
        reading = replace(reading, decision=ReadingDecision.REVIEW)  # no confidence was fitted on its texts
    whole = part.span(0, len(part.text))
    stored = tuple(_stored(claim, part) for claim in claims)
    reading = replace(
        reading,
        killed_from=_stored_all(reading.killed_from, part),
        injured_from=_stored_all(reading.injured_from, part),
    )
    return Account(n, stretch.main, whole.start, whole.end, stored, reading)


def _day(claims: list[Claim], above: str, settings: _Settings, before: Day) -> Day:
    """The account's day: its own, else that of the digest's heading, else the one last told, else the publication's."""
    telling = settings.telling
    day, basis = event_date(claims, telling.published)
    if basis in _OWN_DAY:
        return day, basis
    if above.strip():
        heads = [
            replace(c, confidence=max(c.confidence, _HEADING_SURE))
            for c in claims_dates(above, settings.language, telling.published, telling)
        ]
        day, basis = event_date(claims + heads, telling.published)
    if basis in _OWN_DAY:
        return day, basis
    return event_date(claims, telling.published, telling) if before[0] is None else before


def _place(claims: list[Claim], part: Cleaned, above: Cleaned, settings: _Settings) -> PlaceRead | None:
    """The account's place: its own; where it has figures and names none, the only one its digest's heading names."""
    gazetteer = settings.gazetteer
    if gazetteer is None:
        return None
    place = read_place(claims, part.text, gazetteer)
    if place is not None:
        return _placed(place, part)
    if settings.accounts == 1 or not any(c.kind in COUNT_KINDS and c.event is Event.THIS for c in claims):
        return None
    if any(c.kind is Kind.PLACE for c in claims):  # it names places, of which none is the event's
        return None
    heads = claims_places(above.text, settings.language, gazetteer)
    if len({c.value for c in heads}) != 1 or (place := read_place(heads, above.text, gazetteer)) is None:
        return None
    return replace(_placed(place, above), why=f"named in the heading alone; {place.why}")


def _claims(text: str, settings: _Settings) -> list[Claim]:
    """Every claim of one stretch, in the order of its words."""
    language = settings.language
    found = _counts(text, language) + claims_dates(
        text, language, settings.telling.published, settings.telling
    )
    found += claims_actors(text, language, settings.actors, settings.telling.day, settings.whole)
    found += claims_weapons(text, language)
    if settings.gazetteer is not None:
        found += claims_places(text, language, settings.gazetteer)
    return sorted(found, key=lambda claim: (claim.start, claim.end))


def _counts(text: str, language: str) -> list[Claim]:
    """The claims of number, by the rules of the language or by its word list."""
    if language in WITH_RULES:
        return claims_ar(text) if language == "ar" else claims_en(text)
    return claims_by_lexicon(text, language)


def _of_event(claim: Claim, stretch: Stretch) -> Claim:
    """The claim; a figure in a sentence that looks back to an event elsewhere is that event's."""
    at = stretch.start + claim.start
    if (
        claim.event is Event.THIS
        and claim.kind in COUNT_KINDS
        and any(a <= at < b for a, b in stretch.recalled)
    ):
        return replace(claim, event=Event.OTHER)
    return claim


def _says_nothing(claim: Claim, language: str) -> bool:
    """Whether it is no figure of anything: "many were killed before", as extract/settle_ar.py has it."""
    vague = claim.kind in COUNT_KINDS and claim.basis is Basis.VAGUE
    return vague and claim.event is Event.OTHER and language == "ar"


def _stored(claim: Claim, part: Cleaned) -> Claim:
    """The claim with its passage in the stored text."""
    passage = part.span(claim.start, claim.end)
    return replace(claim, start=passage.start, end=passage.end)


def _stored_all(passages: Passages, part: Cleaned) -> Passages:
    """The same passages in the stored text."""
    spans = [part.span(start, end) for start, end in passages]
    return tuple((span.start, span.end) for span in spans)


def _placed(place: PlaceRead, part: Cleaned) -> PlaceRead:
    """The place with its passage in the stored text."""
    passage = part.span(place.start, place.end)
    return replace(place, start=passage.start, end=passage.end)
