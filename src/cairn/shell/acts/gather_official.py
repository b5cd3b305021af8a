"""From files of a party's statements to what is to be kept: documents as they should stand, and what each source tells.

Files enter, and what of the record they touch; nothing is written here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cairn.archive import sha256_hex
from cairn.errors import RowRejected
from cairn.official.bulletins import figures
from cairn.official.model import ALLEGATION, STRIKE
from cairn.official.told import Told, base_of, of_row, of_strikes, of_text, telling_of
from cairn.shell.records.models import OfficialDocument, OfficialEntry, ReportRow
from cairn.shell.workspace import Workspace
from cairn.sources.official_model import SheetRow, Stated, Text
from cairn.sources.register_model import Flag

from .take_in import SetAside, Taken

Json = dict[str, Any]
RELEASE, STRIKES, STATEMENT, SHEET = "release", "strikes", "statement", "sheet"


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it should stand, and where it came in: at `row` of `capture`, bytes here already or `taken` now."""

    id: str
    actor: str
    kind: str
    capture: str
    taken: Taken | None
    row: int = 1
    title: str = ""
    url: str = ""
    published: date | None = None
    text: str | None = None
    report: str | None = None

    @property
    def text_sha(self) -> str:
        """The hash of its text; "" where it has none."""
        return "" if self.text is None else sha256_hex(self.text.encode())


@dataclass(slots=True)
class Parcel:
    """What files hold: texts and rows with the bytes they came in, what was set aside, and notes."""

    strikes: bool
    texts: list[tuple[Text, Taken]] = field(default_factory=list)
    rows: list[SheetRow] = field(default_factory=list)
    sheet: Taken | None = None
    aside: list[SetAside] = field(default_factory=list)
    flags: list[tuple[str, str, Flag]] = field(default_factory=list)  # entry, row, flag

    @property
    def rejected(self) -> list[Mapping[str, str]]:
        """Rows and pages that cannot go in, with what is wrong."""
        return [one.told for one in self.aside]

    @property
    def kind(self) -> str:
        """What its entries are."""
        return STRIKE if self.strikes else ALLEGATION


@dataclass(slots=True)
class Gathered:
    """Documents by id, what they and the rows tell, and per row what its entry keeps beside."""

    documents: dict[str, Document] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    beside: dict[str, Json] = field(default_factory=dict)
    cells: dict[tuple[str, str], str] = field(default_factory=dict)  # entry, telling -> the row's words
    same: int = 0
    sheet: str = ""
    sheet_rows: dict[str, int] = field(default_factory=dict)
    words: dict[tuple[str, str], list[tuple[date | None, str]]] = field(
        default_factory=dict
    )  # party, hash of a text -> day and address of each that tells it

    @property
    def replaced_documents(self) -> set[str]:
        """Documents whose statements are told anew."""
        return {base_of(one.entry.document_id) for one in self.told if not one.is_row}


def gather(ws: Workspace, parcel: Parcel) -> Gathered:
    """Everything the parcel tells that is not in the record already; faults found here join its rejected rows."""
    found = Gathered()
    for text, taken in parcel.texts:
        try:
            _add_text(found, text, taken, parcel)
        except RowRejected as fault:
            told = {"row": str(text.row), "raw": text.title or text.id, **fault.as_dict()}
            parcel.aside.append(SetAside(taken, told))
    if parcel.sheet is not None and parcel.rows:
        _add_rows(ws, found, parcel, parcel.sheet)
    return found


def _add_text(found: Gathered, text: Text, taken: Taken, parcel: Parcel) -> None:
    actor = text.party.key
    kept = versions(text.id)
    stands = kept[0] if kept else None
    kind = STRIKES if parcel.strikes else RELEASE
    if stands is not None and stands.actor != actor:
        raise taken_id(text.id, stands.actor)
    if stands is not None and stands.kind != kind:
        raise _other_kind(text.id, stands.kind)
    sha = sha256_hex(text.text.encode())
    is_old = any(row.text_sha256 == sha for row in kept[1:]) and kept[0].text_sha256 != sha
    if is_old or (stands is None and _is_elsewhere(found, sha, text)):
        found.same += 1
        return
    report = ReportRow.objects.filter(id=text.id).first() or ReportRow.objects.filter(text_sha256=sha).first()
    document = Document(
        id=text.id,
        actor=actor,
        kind=kind,
        capture=taken.sha256,
        taken=taken,
        row=text.row,
        title=text.title,
        url=text.url,
        published=text.published,
        text=text.text,
        report=report.id if report else None,
    )
    if stands is not None and _stands_so(stands, document):
        found.same += 1
        return
    _keep_document(found, document, text_id(document, stands))


def _keep_document(found: Gathered, document: Document, key: str) -> None:
    """The document, and what its words tell."""
    found.documents[document.id] = document
    read = of_strikes if document.kind == STRIKES else of_text
    found.told += read(key, document.actor, document.text or "", document.published)


def text_id(document: Document, stands: OfficialDocument | None) -> str:
    """The id under which its text stands: a changed text stands beside the one before."""
    if stands is None or stands.text_sha256 in ("", document.text_sha):
        return stands.id if stands else document.id
    return f"{document.id}~{stands.version + 1}"


def versions(key: str) -> list[OfficialDocument]:
    """Every text kept of a document, the last one first. SQLite takes `A~2` to start with `a~`, which it does not."""
    rows = OfficialDocument.objects.filter(id=key) | OfficialDocument.objects.filter(id__startswith=f"{key}~")
    return [row for row in rows.order_by("-version") if base_of(row.id) == key]


def _last(key: str) -> OfficialDocument | None:
    return next(iter(versions(key)), None)


def _is_elsewhere(found: Gathered, sha: str, text: Text) -> bool:
    """Whether the party's same words are here already under another id, and of the same day."""
    actor = text.party.key
    others = OfficialDocument.objects.filter(text_sha256=sha, actor=actor).exclude(kind=STATEMENT)
    told = [*others.values_list("published", "url"), *found.words.get((actor, sha), ())]
    if any(_is_copy(text, day, url) for day, url in told):
        return True
    found.words.setdefault((actor, sha), []).append((text.published, text.url))
    return False


def _is_copy(text: Text, day: date | None, url: str) -> bool:
    """Whether the same words are the same document: by their days, and where one is untold by their addresses."""
    if text.published and day:
        return text.published == day
    return not (text.url and url) or text.url == url


def _stands_so(row: OfficialDocument, document: Document) -> bool:
    told = (document.text_sha, document.title, document.url, document.published, document.kind)
    return told == (row.text_sha256, row.title, row.url, row.published, row.kind)


def taken_id(key: str, whose: str) -> RowRejected:
    """An id that another party's document or entry has."""
    return RowRejected(
        "official-id-taken",
        f"the id is that of something {whose} says",
        field="id",
        value=key,
        remedy="Give each party's documents and entries ids of their own.",
    )


def _other_kind(key: str, kind: str) -> RowRejected:
    """A document that is here already as something else."""
    was = {RELEASE: "added as a release (official)", STRIKES: "added as a report of strikes (strikes)"}
    return RowRejected(
        "official-kind-differs",
        f"the document of this id was {was.get(kind, 'made of the cells of a sheet')}",
        field="id",
        value=key,
        remedy="Add it with the same --as as before; or, where it is another document, give it an id of its own.",
    )


def _add_rows(ws: Workspace, found: Gathered, parcel: Parcel, taken: Taken) -> None:
    """The rows that are new or changed, with the documents their statements stand in."""
    there = _entries([row.key for row in parcel.rows])
    found.sheet = f"sheet-{hashlib.sha256(taken.name.encode()).hexdigest()[:16]}"
    actors = {row.party.key for row in parcel.rows}
    held = next(iter(actors)) if len(actors) == 1 else ""
    kind = STRIKES if parcel.strikes else SHEET
    sheet = Document(found.sheet, held, kind, taken.sha256, taken, title=taken.name)
    for row in parcel.rows:
        before, cells = there.get(row.key), cells_text(row.cells)
        found.sheet_rows[row.key] = row.row
        if before is not None and (before.actor != row.party.key or before.kind != parcel.kind):
            fault = taken_id(row.key, before.actor)
            told_of = {"row": str(row.row), "raw": cells, **fault.as_dict()}
            parcel.aside.append(SetAside(taken, told_of))
            continue
        telling = telling_of(row)
        if before is not None and before.live and _tells(before, telling) == sha256_hex(cells.encode()):
            found.same += 1
            continue
        found.documents[sheet.id] = sheet
        told = _row(ws, found, parcel, row, taken)
        parcel.flags += [(row.key, str(row.row), flag) for flag in told.flags]
        found.told.append(told)
        found.cells[row.key, telling] = cells


def cells_text(cells: Mapping[str, Any]) -> str:
    """The cells of a row as they are kept."""
    return json.dumps(dict(cells), ensure_ascii=False, default=str)


def _entries(keys: list[str]) -> dict[str, OfficialEntry]:
    there: dict[str, OfficialEntry] = {}
    for n in range(0, len(keys), 500):
        there |= OfficialEntry.objects.in_bulk(keys[n : n + 500])
    return there


def _tells(entry: OfficialEntry, telling: str) -> str:
    """The hash of the words of one of its rows."""
    own = (o["cells"] for o in entry.value.get("rows", ()) if o["telling"] == telling)
    return str(next(own, ""))


def _row(ws: Workspace, found: Gathered, parcel: Parcel, row: SheetRow, taken: Taken) -> Told:
    actor = row.party.key
    if row.document_id:
        _named(ws, found, row, taken)

    def document_of(stated: Stated) -> str:
        return _piece(found, "st", STATEMENT, actor, stated.text, stated.url, stated.day, taken, row.row)

    told = of_row(row, found.sheet, document_of, parcel.kind)
    beside: Json = {"party_told": row.party.told, "role": row.party.role, "reason_told": row.reason_told}
    if row.incident or row.code:
        beside["filed_with"] = {"incident": row.incident, "code": row.code}
    if row.strike_report.strip():
        url = row.strike_report_url
        beside["strike_report"] = _piece(
            found, "sr", STRIKES, actor, row.strike_report, url, None, taken, row.row
        )
    found.beside[row.key] = {k: v for k, v in beside.items() if v}
    return told


def _piece(
    found: Gathered,
    lead: str,
    kind: str,
    actor: str,
    text: str,
    url: str,
    day: date | None,
    taken: Taken,
    row: int,
) -> str:
    """The document of a text that stands in a cell: the same words of a day and an address are one."""
    told = "\x1f".join((actor, url, str(day), text))
    key = f"{lead}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"
    found.documents.setdefault(
        key, Document(key, actor, kind, taken.sha256, taken, row, url=url, published=day, text=text)
    )
    return key


def _named(ws: Workspace, found: Gathered, row: SheetRow, taken: Taken) -> None:
    """The document that a row says it is of: kept already, a report of this record, or not here."""
    key, actor = row.document_id, row.party.key
    stands = _last(key)
    if key in found.documents or (stands is not None and stands.text_sha256):
        return
    report = ReportRow.objects.filter(id=key).first()
    if report is None:
        if stands is None:
            found.documents[key] = Document(key, actor, RELEASE, taken.sha256, taken, row.row)
        return
    day = report.published.date() if report.published else None
    text = ws.objects.text(report.text_sha256)
    document = Document(
        key, actor, RELEASE, report.capture_id, None, report.capture_row, "", report.url, day, text, report.id
    )
    _keep_document(found, document, key)


def figures_json(document: Document) -> Json:
    """The sums a release gives: name -> [figure, start, end]."""
    if document.kind != RELEASE or document.text is None or document.published is None:
        return {}
    told = figures(document.text, document.published)
    return {n: [v, told.passages[n].start, told.passages[n].end] for n, v in told.figures.items()}


def flagged(flags: Iterable[tuple[str, str, Flag]]) -> dict[str, list[str]]:
    """Flag -> the entries that bear it, with field and value."""
    found: dict[str, list[str]] = {}
    for key, _, flag in flags:
        found.setdefault(flag.code, []).append(f"{key} {flag.field}={flag.value[:60]!r}")
    return found
