"""What one document or one row of a sheet tells, ready to be kept: statements and rows enter, entries leave.

A document's statement is an entry whose history has one word in it, with its passage. A row of a sheet is an entry
whose history are its dated statements, read by the same reader; the recorder's coded outcome and figures count for
the latest, and where the party's words do not give them it is marked `coded`. Where words and code contradict each other
both are kept and a flag says so; nothing is mended.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cairn.extract.dates import claims_dates, span_of
from cairn.sources.official_model import SheetRow, Stated
from cairn.sources.register_model import Flag
from cairn.values import DateSpan, Passage, Point, Range
from cairn.vocab.closed import Outcome, Reason
from cairn.vocab.load import of_words

from .entries import Entry, read
from .grid import cells
from .lexicon import words
from .model import ALLEGATION, STRIKE, Answered, Said, history
from .strikes import strikes


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as one source tells it: a document's statement, or a row of a sheet (`is_row`).

    `again`: its words say that they come back to what was answered before. `names` is the document a row says it is of.
    `telling`: which of several rows of one id this is, by document and day; a later one adds, the same one replaces, and
    so does the row of this id in the same `sheet`, whatever it told before.
    `cells` is the hash of the words of a row that was kept before.
    """

    entry: Answered
    again: bool = False
    is_row: bool = False
    names: str = ""
    telling: str = ""
    sheet: str = ""
    cells: str = ""
    reasons: tuple[Reason, ...] = ()
    flags: tuple[Flag, ...] = ()


def base_of(document: str) -> str:
    """A document's own id: `ID~2` is its second text."""
    return document.partition("~")[0]


def of_text(document: str, actor: str, text: str, published: date | None) -> tuple[Told, ...]:
    """Every statement of a document, in order; `DOCUMENT@N` is the Nth, in whichever wording."""
    return tuple(
        Told(
            _answered(f"{base_of(document)}@{n}", actor, document, entry, _said(entry, document, published)),
            again=_comes_back(text, entry),
            reasons=(entry.reason,) if entry.reason else (),
        )
        for n, entry in enumerate(_entries(text, published), 1)
    )


def _entries(text: str, published: date | None) -> tuple[Entry, ...]:
    """The statements that answer something; a text of which nothing was understood answers nothing."""
    return tuple(e for e in read(text, published) if e.day or e.outcome or e.files)


def _comes_back(text: str, entry: Entry) -> bool:
    found = words().again.search(text, entry.start, entry.end)
    return entry.outcome is Outcome.REOPENED or found is not None


def _answered(key: str, actor: str, document: str, entry: Entry, *said: Said) -> Answered:
    return Answered(
        id=key,
        kind=ALLEGATION,
        actor=actor,
        document_id=document,
        day=entry.day,
        night=entry.night,
        place=entry.place,
        country=entry.country,
        via=entry.via,
        mgrs=entry.cell.reference if entry.cell else "",
        point=entry.cell.point if entry.cell else None,
        nearest_strike_m=entry.nearest_strike_m,
        files=entry.files,
        history=said,
        passages=entry.passages,
    )


def _said(entry: Entry, document: str, day: date | None) -> Said:
    passage = Passage(entry.start, entry.end)
    return Said(day, document, entry.outcome, entry.reason, entry.killed, entry.injured, passage)


def of_strikes(document: str, actor: str, text: str, published: date | None) -> tuple[Told, ...]:
    """Every strike line of a report; its day is the one told last before the line, else that of publication."""
    days = [
        (claim.start, span)
        for claim in claims_dates(text, "en", published)
        if (span := span_of(claim.value)) is not None
    ]
    lands = [(m.start(), m.group()) for m in _countries().finditer(text)]
    found = []
    for n, strike in enumerate(strikes(text), 1):
        above = [span for at, span in days if at < strike.start]
        day = above[-1] if above else DateSpan.on(published) if published else None
        land = [name for at, name in lands if at < strike.start]
        entry = Answered(
            id=f"{base_of(document)}@{n}",
            kind=STRIKE,
            actor=actor,
            document_id=document,
            day=day,
            place=strike.place,
            country=land[-1] if land else "",
            number=strike.number,
            targets=strike.effect,
            passages={"line": Passage(strike.start, strike.end)},
        )
        found.append(Told(entry))
    return tuple(found)


@of_words()
def _countries() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words().countries)})\b")


def of_row(row: SheetRow, sheet: str, document_of: Callable[[Stated], str], kind: str = ALLEGATION) -> Told:
    """The entry of a row. `document_of` names the document of a statement's text; what has none stands in
    `sheet`, or in the document that the row names."""
    flags = list(row.flags)
    own = row.document_id or sheet
    said = [_stated(stated, document_of, own) for stated in row.statements]
    said.sort(key=lambda pair: (pair[0].day is not None, pair[0].day or date.min))
    if said:
        said[-1] = (_coded(said[-1][0], row, flags), said[-1][1])
    elif kind == ALLEGATION and _codes_something(row):
        said = [(_coded(Said(None, own, None), row, flags), None)]
    read_as = next((entry for _, entry in reversed(said) if entry is not None), None)
    document = next((s.document_id for s, entry in reversed(said) if entry is not None), own)
    base = (
        _answered(row.key, row.party.key, document, read_as)
        if read_as
        else Answered(row.key, kind, row.party.key, document, None)
    )
    mgrs, point = _square(row, base, flags)
    entry = replace(
        base,
        kind=kind,
        day=row.day or base.day,
        night=base.night and row.day is None,
        place=row.place or base.place,
        country=row.country or base.country,
        via=row.via or base.via,
        nearest_strike_m=base.nearest_strike_m if row.nearest_strike_m is None else row.nearest_strike_m,
        files=tuple(dict.fromkeys([*row.files, *_files(said)])),
        number=row.number,
        targets=row.targets if kind == STRIKE else "",
        history=history([s for s, _ in said]),
        mgrs=mgrs,
        point=point,
    )
    return Told(
        entry,
        is_row=True,
        names=row.document_id,
        telling=telling_of(row),
        sheet=sheet,
        reasons=row.reasons,
        flags=tuple(dict.fromkeys(flags)),
    )


def telling_of(row: SheetRow) -> str:
    """Which telling of its entry a row is. A row that lists its statements lists them all, and stands for every one."""
    day = row.statements[0].day if len(row.statements) == 1 and not row.lists else None
    return f"{row.document_id} {day or ''}".strip()


def _stated(stated: Stated, document_of: Callable[[Stated], str], own: str) -> tuple[Said, Entry | None]:
    if not stated.text.strip():
        return Said(stated.day, own, None), None
    entry = _first(stated.text, stated.day)
    return _said(entry, document_of(stated), stated.day), entry


@of_words(maxsize=4096)
def _first(text: str, day: date | None) -> Entry:
    """The same words stand in several rows of a sheet."""
    return read(text, day)[0]


def _files(said: Sequence[tuple[Said, Entry | None]]) -> list[str]:
    return [file for _, entry in said if entry for file in entry.files]


def _codes_something(row: SheetRow) -> bool:
    return row.outcome is not None or not (row.killed.is_unknown and row.injured.is_unknown)


def _coded(said: Said, row: SheetRow, flags: list[Flag]) -> Said:
    """What was said last, with what the recorder coded of it; `coded` where the words do not say the same.

    A figure the sheet has no column for is taken from the words where the outcome agrees, for it is what the party said;
    one that the recorder left empty stays unknown, and words that give one are told.
    """
    outcome = row.outcome or said.outcome
    agrees = row.outcome is None or said.outcome == row.outcome
    figures: dict[str, Range] = {}
    coded = not agrees
    for name in ("killed", "injured"):
        mine: Range = getattr(row, name)
        theirs: Range = getattr(said, name)
        if mine.is_unknown:
            left_empty = name in row.codes and row.outcome is not None
            figures[name] = theirs if agrees and not left_empty else mine
            if left_empty and not theirs.is_unknown:
                flags.append(Flag("words-differ", name, f"none coded, {_shown(theirs)} read"))
            continue
        figures[name] = mine
        coded = coded or mine != theirs
        if not theirs.is_unknown and mine != theirs:
            flags.append(Flag("words-differ", name, f"{_shown(mine)} coded, {_shown(theirs)} read"))
    if said.outcome and not agrees:
        flags.append(Flag("words-differ", "outcome", f"{row.outcome} coded, {said.outcome} read"))
    reason = (
        row.reasons[0]
        if row.reasons
        else _reason(row.reason_told, flags) or (said.reason if agrees else None)
    )
    return replace(
        said,
        outcome=outcome,
        reason=reason,
        coded=coded,
        killed=figures["killed"],
        injured=figures["injured"],
    )


def _reason(told: str, flags: list[Flag]) -> Reason | None:
    """A reason told in words, by the phrases of releases."""
    if not told:
        return None
    lists = words()
    for pattern, reason in lists.reasons:
        if pattern.search(told):
            return reason
    for pattern, _, because in lists.outcomes:
        if because and pattern.search(told):
            return because
    flags.append(Flag("reason-unlisted", "reason", told))
    return None


def _square(row: SheetRow, base: Answered, flags: list[Flag]) -> tuple[str, Point | None]:
    """The recorder's square before that of the words; its radius no smaller than the recorder's word for it."""
    if not row.mgrs:
        return base.mgrs, base.point
    found = cells(row.mgrs)
    if not found:
        flags.append(Flag("grid-odd", "mgrs", row.mgrs[:60]))
        return row.mgrs, None
    point = found[0].point
    radius = max(point.radius_m, math.ceil((row.accuracy_m or 0) * math.sqrt(0.5)))
    return row.mgrs, Point(point.lat, point.lon, radius, point.precision)


def _shown(figure: Range) -> str:
    low, high = ("?" if end is None else str(end) for end in (figure.min, figure.max))
    return low if low == high else f"{low} to {high}"
