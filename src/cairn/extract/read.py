"""The stage's front door: a report enters, everything read from its text leaves.

clean -> language -> accounts -> claims of every kind -> one reading per account. Every claim leaves with its
place in the text as stored. The gazetteer is an argument; without one no place is read.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cairn.places.gazetteer import Gazetteer
from cairn.sources.report import Report
from cairn.vocab.actors import Actor

from .accounts import Stretch, heading, split_accounts
from .actors import claims_actors
from .clean import Cleaned, clean
from .counts_ar import claims_ar
from .counts_en import claims_en
from .dates import claims_dates, event_date
from .language import SUPPORTED, UNDETERMINED, detect
from .model import Account, Claim, Extraction, PlaceRead
from .placenames import claims_places, read_place
from .reading import read_account
from .weapons import claims_weapons, infrastructure

NO_CONTENT = "no_content"
LANGUAGE_NOT_SUPPORTED = "language_not_supported"


def extract(
    report: Report, gazetteer: Gazetteer | None, *, published: date | None, actors: tuple[Actor, ...] = ()
) -> Extraction:
    """The accounts of a report with their claims and readings; `refused` says why where nothing is read.

    `published` is the day the report came out, for words like "yesterday"; None where it is not known.
    `actors` are a team's own, beside those that ship.
    """
    cleaned = clean(report.text)
    language = detect(cleaned.text)
    if language == UNDETERMINED:
        return Extraction(language, refused=NO_CONTENT)
    if language not in SUPPORTED:
        return Extraction(language, refused=LANGUAGE_NOT_SUPPORTED)
    stretches = split_accounts(cleaned.text)
    above = cleaned.part(*heading(cleaned.text, stretches))
    accounts = (
        _account(n, stretch, cleaned, above, language, gazetteer, published, actors)
        for n, stretch in enumerate(stretches, start=1)
    )
    return Extraction(language, tuple(accounts))


def _account(
    n: int,
    stretch: Stretch,
    cleaned: Cleaned,
    above: Cleaned,
    language: str,
    gazetteer: Gazetteer | None,
    published: date | None,
    actors: tuple[Actor, ...],
) -> Account:
    """One stretch read: its claims in the stored text, and their reading."""
    part = cleaned.part(stretch.start, stretch.end)
    claims = _claims(part.text, language, gazetteer, published, actors)
    place = read_place(claims, part.text, gazetteer) if gazetteer is not None else None
    dated = claims + claims_dates(above.text, language, published) if above.text.strip() else claims
    day, basis = event_date(claims, published)
    if basis in ("", "published"):  # a digest's heading dates what does not date itself
        day, basis = event_date(dated, published)
    reading = read_account(
        claims,
        date=day,
        date_basis=basis,
        place=_placed(place, part) if place is not None else None,
        infrastructure=infrastructure(part.text, language),
    )
    whole = part.span(0, len(part.text))
    stored = tuple(_stored(claim, part) for claim in claims)
    return Account(n, stretch.main, whole.start, whole.end, stored, reading)


def _claims(
    text: str, language: str, gazetteer: Gazetteer | None, published: date | None, actors: tuple[Actor, ...]
) -> list[Claim]:
    """Every claim of one stretch, in the order of its words."""
    counts = claims_ar(text) if language == "ar" else claims_en(text)
    found = counts + claims_dates(text, language, published)
    found += claims_actors(text, language, actors) + claims_weapons(text, language)
    if gazetteer is not None:
        found += claims_places(text, language, gazetteer)
    return sorted(found, key=lambda claim: (claim.start, claim.end))


def _stored(claim: Claim, part: Cleaned) -> Claim:
    """The claim with its passage in the stored text."""
    passage = part.span(claim.start, claim.end)
    return replace(claim, start=passage.start, end=passage.end)


def _placed(place: PlaceRead, part: Cleaned) -> PlaceRead:
    """The place with its passage in the stored text."""
    passage = part.span(place.start, place.end)
    return replace(place, start=passage.start, end=passage.end)
