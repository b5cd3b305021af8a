"""Cuts a file of a party's statements into documents and entries: a name and bytes enter, rows as told leave.

JSON Lines, CSV, TSV and workbooks. A row with a text and nothing else that an entry has is a document; every other row
is an entry of a sheet. A row is set aside where its party, its day or its outcome is in doubt, for an entry under the
wrong party or outcome would put words in a wrong mouth; other oddities are flagged (data/official.toml).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cairn.errors import FileRefused, RowRejected
from cairn.values import DateSpan, Range

from .official_model import OfficialTable, SheetRow, Stated, Text
from .official_words import (
    day_first,
    day_of,
    days_of,
    is_entry,
    known_cells,
    metres_of,
    outcome_of,
    reasons_of,
)
from .raw_row import BadRow, RawRow
from .register_cells import figure_of, list_of, shown, text_of
from .register_model import Flag, Party
from .register_words import NOBODY, meaning
from .rows import rows_of
from .tables import LONGEST_ID, LONGEST_TEXT

_LONGEST_FILED = 150
_NOBODY = "nothing says which party to the conflict speaks here"
_NAME_IT = "Name it with --party NAME, or in a column `actor`."
_FIGURES = ("killed", "injured")
_ODD = ("figure-unusable", "figure-reversed")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file is read with: who is who, the party where no row names one, and how days such as 3/4/2031 are read."""

    actor: Callable[[str], str]
    party: str = ""
    day_first: bool | None = None


def read_official(name: str, data: bytes, actor: Callable[[str], str], party: str = "") -> OfficialTable:
    """Every row of the file as a document or an entry, or set aside.

    Raises `FileRefused` with the codes of `rows_of`, and official-party-missing where no row names its party and none
    is given.
    """
    listed = list(rows_of(name, data))
    told = [known_cells(row.cells) for row in listed if isinstance(row, RawRow)]
    if told and not party and not any(text_of(cells, "party") for cells in told):
        raise FileRefused("official-party-missing", _NOBODY, field="party", value=name, remedy=_NAME_IT)
    by = Reading(actor, party, day_first(text_of(cells, c) for cells in told for c in ("date", "published")))
    texts: list[Text] = []
    rows: list[SheetRow] = []
    bad: list[BadRow] = []
    seen: Counter[str] = Counter()
    for row in listed:
        if isinstance(row, BadRow):
            bad.append(row)
            continue
        try:
            found = _read(row, by)
            key = found.id if isinstance(found, Text) else found.key
            seen[key] += 1
            if seen[key] > 1:
                found = _again(found, seen[key], row)
        except RowRejected as error:
            bad.append(BadRow(row.row, row.raw, error))
            continue
        if isinstance(found, Text):
            texts.append(found)
        else:
            rows.append(found)
    return OfficialTable(tuple(texts), tuple(rows), tuple(bad))


def _read(row: RawRow, by: Reading) -> Text | SheetRow:
    _refuse_unusable(row)
    told = known_cells(row.cells)
    flags: list[Flag] = []
    party = party_of(text_of(told, "party") or by.party, by.actor, flags)
    if text_of(told, "text") and not is_entry(told):
        return _document(row, told, party, by)
    return _entry(row, told, party, by, flags)


def _refuse_unusable(row: RawRow) -> None:
    """NUL and half characters cannot be kept as text everywhere. Raises `RowRejected`."""
    for column, value in row.cells.items():
        text = json.dumps([column, value], ensure_ascii=False, default=str)
        if "\\u0000" in text or any("\ud800" <= c <= "\udfff" for c in text):
            raise RowRejected(
                "official-cell-unusable",
                "the cell holds a NUL or half a character",
                field=ascii(column)[1:-1],
                value=ascii(value),
                remedy="Export it again as UTF-8 text; such signs come from a broken export.",
            )


def party_of(told: str, actor: Callable[[str], str], flags: list[Flag]) -> Party:
    """Who speaks. Raises `RowRejected` (official-party-missing) where nobody is named."""
    if not told:
        raise RowRejected("official-party-missing", _NOBODY, field="party", remedy=_NAME_IT)
    party = Party(told, actor(told))
    if not party.actor:
        flags.append(Flag("party-unlisted", "party", told))
    elif party.actor == NOBODY:
        flags.append(Flag("party-unknown", "party", told))
    if len(party.key) > 60:
        raise RowRejected(
            "official-party-unusable",
            "the name of the party is longer than 60 letters",
            field="party",
            value=told,
            remedy="Give its id or a name it goes by.",
        )
    return party


def _document(row: RawRow, told: Mapping[str, Any], party: Party, by: Reading) -> Text:
    text = told["text"]
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise RowRejected(
            "official-text-unusable",
            f"the text is none, or has more than {LONGEST_TEXT:,} letters",
            field="text",
            value=shown(text)[:60],
            remedy="One document is one row; give its words as text.",
        )
    published = _day(told, "published", by) or _day(told, "date", by)
    url, title = text_of(told, "url"), text_of(told, "title")
    own = _id(text_of(told, "id") or text_of(told, "document_id"))
    known_by = own or f"doc-{_hash(party.key, url or text)}"
    return Text(known_by, text, party, published, url, title, row.row)


def _entry(row: RawRow, told: Mapping[str, Any], party: Party, by: Reading, flags: list[Flag]) -> SheetRow:
    own = _id(text_of(told, "id"))
    reasons, others = _reasons(told, flags)
    number = figure_of(told, "number", flags).min
    found = SheetRow(
        key=own,
        row=row.row,
        cells=row.cells,
        party=replace(party, role=meaning("role", text_of(told, "role"))),
        document_id=_id(text_of(told, "document_id")),
        incident=text_of(told, "incident"),
        code=text_of(told, "code"),
        day=_span(told, by),
        place=text_of(told, "place"),
        country=text_of(told, "country"),
        via=text_of(told, "via"),
        mgrs=text_of(told, "mgrs"),
        accuracy_m=_metres(told, "mgrs_accuracy", flags),
        nearest_strike_m=_metres(told, "nearest_strike_m", flags),
        files=tuple(str(item) for item in list_of(told, "files", flags)),
        outcome=_outcome(told),
        reasons=reasons,
        reason_told=others,
        killed=_figure(told, "killed", flags),
        injured=_figure(told, "injured", flags),
        codes=frozenset(n for n in _FIGURES if not told.keys().isdisjoint((n, f"{n}_min", f"{n}_max"))),
        statements=tuple(_statements(told, by)),
        lists="statements" in told,
        strike_report=text_of(told, "strike_report"),
        strike_report_url=text_of(told, "strike_report_url"),
        number=number,
        targets=text_of(told, "targets"),
    )
    return replace(found, key=found.key or _key(found), flags=tuple(flags))


def _key(row: SheetRow) -> str:
    """What a row without an id is known by: the incident it is filed under and its party, else what it tells first."""
    filed = row.incident or row.code
    if filed and len(filed) <= _LONGEST_FILED:
        return f"{filed}:{row.party.key}"
    first = row.statements[0] if row.statements else None
    told: tuple[object, ...] = (
        (first.day, first.text) if first and first.text else (row.strike_report, row.targets)
    )
    return f"row-{_hash(row.party.key, row.day, row.place, row.mgrs, filed, *told)}"


def _again(found: Text | SheetRow, times: int, row: RawRow) -> Text | SheetRow:
    """A second row of one key: another entry of the same incident; of one id, a fault. Raises `RowRejected`."""
    own = text_of(known_cells(row.cells), "id")
    if isinstance(found, Text) or own:
        raise RowRejected(
            "official-id-twice",
            "an earlier row of this file is known by the same id, or holds the same words",
            field="id",
            value=found.id if isinstance(found, Text) else own,
            remedy="Give each row its own id, or keep one of the two.",
        )
    return replace(found, key=f"{found.key}#{times}")


def _id(told: str) -> str:
    """An id, where one is told. Raises `RowRejected` (official-id-unusable)."""
    if len(told) > LONGEST_ID or not told.isprintable() or "~" in told or "@" in told:
        raise RowRejected(
            "official-id-unusable",
            f"the id is longer than {LONGEST_ID} letters, or holds ~, @ or signs that cannot be printed",
            field="id",
            value=told,
            remedy="Use a short id of letters, digits and signs on one line.",
        )
    return told


def _outcome(told: Mapping[str, Any]) -> Any:
    word = text_of(told, "outcome")
    found = outcome_of(word) if word else None
    if word and found is None:
        raise RowRejected(
            "official-outcome-unknown",
            "the outcome is none of those there are",
            field="outcome",
            value=word,
            remedy="credible, non_credible, duplicate, open, not_yet_assessed or reopened; empty where none is known.",
        )
    return found


def _reasons(told: Mapping[str, Any], flags: list[Flag]) -> tuple[tuple[Any, ...], str]:
    columns = ("reason", "reasons_non_credible", "reasons_credible")
    items = [item for column in columns for item in _listed(told, column, flags)]
    return reasons_of(items)


def _listed(told: Mapping[str, Any], column: str, flags: list[Flag]) -> list[Any]:
    value = told.get(column)
    return [value] if isinstance(value, str) and not value.startswith("[") else list_of(told, column, flags)


def _figure(told: Mapping[str, Any], name: str, flags: list[Flag]) -> Range:
    odd: list[Flag] = []
    found = figure_of(told, name, odd)
    flags += [Flag("figure-odd", name, flag.value) for flag in odd if flag.code in _ODD]
    return found


def _statements(told: Mapping[str, Any], by: Reading) -> Iterable[Stated]:
    """The statements of a row in order; those of its own columns where it has no list. Raises `RowRejected`."""
    flags: list[Flag] = []
    items = list_of(told, "statements", flags)
    if flags or not all(isinstance(item, Mapping) for item in items):
        raise RowRejected(
            "official-statement-unusable",
            "the statements of the row are no list of objects",
            field="statements",
            value=shown(told["statements"]),
            remedy='Write them as [{"date": "2031-05-04", "url": "...", "text": "..."}].',
        )
    for item in items:
        cells = known_cells(item, "statement")
        text = cells.get("text")
        yield Stated(_day(cells, "date", by), text_of(cells, "url"), text if isinstance(text, str) else "")
    own = told.get("text")
    if not items and any(told.get(c) for c in ("text", "published", "url")):
        yield Stated(_day(told, "published", by), text_of(told, "url"), own if isinstance(own, str) else "")


def _span(told: Mapping[str, Any], by: Reading) -> DateSpan | None:
    """The days of an entry: of a cell that tells both ends, or of two. Raises official-day-unreadable."""
    text, last = text_of(told, "date"), _day(told, "date_end", by)
    try:
        days = days_of(text, by.day_first)
    except ValueError:
        raise _unreadable("date", text) from None
    if days is None:
        return None
    first, end = days
    if last is not None and (last < first or end not in (first, last)):
        raise _unreadable("date_end", text_of(told, "date_end"))
    return DateSpan.between(first, last or end)


def _day(told: Mapping[str, Any], column: str, by: Reading) -> date | None:
    """The day of a cell. Raises `RowRejected` (official-day-unreadable)."""
    text = text_of(told, column)
    try:
        return day_of(text, by.day_first)
    except ValueError:
        raise _unreadable(column, text) from None


def _unreadable(column: str, told: str) -> RowRejected:
    return RowRejected(
        "official-day-unreadable",
        "the day cannot be read, there is none such, it may be either of two, or the last day is before the first",
        field=column,
        value=told,
        remedy="Write it as 2031-05-04, a span as 2031-05-04 to 2031-05-07.",
    )


def _metres(told: Mapping[str, Any], column: str, flags: list[Flag]) -> float | None:
    """A length in metres: `100 m`, `0.5 km`, `2 miles`, `1,000 ft`, `250`. None for what is no length, with a flag."""
    text = text_of(told, column).strip()
    found = metres_of(text)
    if text and found is None:
        flags.append(Flag("figure-odd", column, text))
    return found


def _hash(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]
