"""Take in what parties say: their documents, and sheets of what they said. Bytes first, then rows, in one act.

A document's text is an object of its own, cut into entries; a row of a sheet is an entry with its dated statements.
The same twice changes nothing, a changed row shows its difference, and a later document adds to the history of what it
answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from cairn.archive import sha256_hex
from cairn.errors import FileRefused, NotFound, RowRejected
from cairn.shell.incoming import bytes_of, holds_pages
from cairn.shell.pages.folder import listed
from cairn.shell.pages.reader import PageReader
from cairn.shell.records.models import OfficialDocument, Rejected
from cairn.shell.workspace import Workspace
from cairn.sources.official_model import Text
from cairn.sources.official_rows import read_official
from cairn.sources.official_words import flag_words
from cairn.sources.page import TEXT_ENDINGS, page_id
from cairn.sources.register_model import Party
from cairn.sources.register_words import actor_finder
from cairn.vocab.actors import actors

from .act import recorded
from .gather_official import (
    SHEET,
    STRIKES,
    Document,
    Gathered,
    Parcel,
    figures_json,
    flagged,
    gather,
    text_id,
    versions,
)
from .keep_official import Difference, difference, keep
from .known_rows import known_rows
from .take_in import Added, SetAside, Taken, keep_capture, keep_rejected, whole_file

_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class AddedOfficial(Added):
    """What adding parties' statements did; `documents` are those that are new or have changed."""

    what: str = "entries"
    documents: int = 0

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return {**Added.as_dict(self), "documents": self.documents}


def add_official(
    ws: Workspace,
    path: Path,
    *,
    strikes: bool = False,
    party: str = "",
    dry_run: bool = False,
    strict: bool = False,
) -> AddedOfficial:
    """Add documents (a text, a page, a folder or zip of them, a table of texts), or a sheet of entries.

    With `strikes` they declare strikes. `party` is who speaks where the file does not say so. Raises `FileRefused`
    (official-party-missing, and the codes of what reads the file), `NotFound` (official-party-unknown), and with
    `strict` for any row set aside.
    """
    parcel = _parcel(ws, path, strikes, party)
    found = gather(ws, parcel)
    if strict and parcel.rejected:
        raise whole_file(parcel.rejected)
    kept = _documents(found)
    done = difference(found, parcel.kind)
    result = _result(found, parcel, done, len(kept))
    unseen = _unseen(parcel)
    captures = {d.taken.sha256: d.taken for d in found.documents.values() if d.taken is not None}
    captures |= {one.taken.sha256: one.taken for one in unseen}
    if dry_run or not (done or kept or unseen):
        return result
    detail = {"captures": sorted(captures), "new": len(done.new), "changed": sorted(done.told)}
    with ws.objects.keeping() as keeping:
        keeping.put_all(taken.load() for taken in captures.values())
        keeping.put_all(d.text.encode() for d, _, _ in kept if d.text is not None)
        kind = "add-strikes" if strikes else "add-official"
        with recorded(kind, detail={**detail, "rejected": len(parcel.rejected)}) as act:
            rows = {sha: keep_capture(sha, t.size, t.name, t.how) for sha, t in captures.items()}
            _keep_documents(kept)
            keep(done, act.id)
            for one in unseen:
                keep_rejected([one.told], rows[one.taken.sha256])
    return result


def _parcel(ws: Workspace, path: Path, strikes: bool, party: str) -> Parcel:
    """What the file or folder holds."""
    actor = actor_finder([*actors().values(), *ws.own_actors])
    if party and not actor(party):
        raise NotFound(
            "official-party-unknown",
            "no actor goes by this name",
            field="party",
            value=party,
            remedy="One that `cairn export actors` lists, by its id or any alias; or add it with --as actors.",
        )
    parcel = Parcel(strikes)
    if holds_pages(path) or path.suffix.lower() in TEXT_ENDINGS:
        parcel.texts += _pages(path, party, actor, parcel)
        return parcel
    data = bytes_of(path, "official")
    parcel.sheet = Taken(sha256_hex(data), len(data), path.name, lambda: data)
    table = read_official(path.name, data, actor, party)
    parcel.texts += [(text, parcel.sheet) for text in table.texts]
    parcel.rows += known_rows(table.rows)
    parcel.aside += [SetAside(parcel.sheet, bad.as_dict()) for bad in table.rejected]
    return parcel


def _pages(
    path: Path, party: str, actor: Callable[[str], str], parcel: Parcel
) -> Iterator[tuple[Text, Taken]]:
    """Each page and text as a document. Its day is the page's own, else one in its name: 2031-05-04."""
    if not party:
        raise FileRefused(
            "official-party-missing",
            "nothing says which party to the conflict speaks here",
            field="party",
            value=path.name,
            remedy="Name it with --party NAME.",
        )
    with listed(path) as listing, PageReader() as reader:
        for page in listing.pages:
            data = page.load()
            taken = Taken(sha256_hex(data), len(data), page.path, partial(bytes, data))
            read = reader.read(page.path, data)
            if isinstance(read, RowRejected):
                told = {"row": "1", "raw": page.path, "file": page.path, **read.as_dict()}
                parcel.aside.append(SetAside(taken, told))
                continue
            report = read.report
            day = report.published.date() if report.published else _day_in(page.path)
            title = str(report.extra.get("title") or page.path.rpartition("/")[2])
            yield (
                Text(page_id(page.path), report.text, Party(party, actor(party)), day, report.url, title),
                taken,
            )


def _day_in(name: str) -> date | None:
    for told in _DAY.finditer(name):
        try:
            return date(*(int(part) for part in told.groups()))
        except ValueError:
            continue
    return None


def _unseen(parcel: Parcel) -> list[SetAside]:
    """What was not set aside before for the same reason."""
    there = Rejected.objects.filter(capture_id__in={one.taken.sha256 for one in parcel.aside})
    known = set(there.values_list("capture_id", "page", "row", "code"))

    def key(one: SetAside) -> tuple[str, str, int, str]:
        page, _, row = one.told["row"].rpartition(" ")
        return one.taken.sha256, page, int(row), one.told["code"]

    return [one for one in parcel.aside if key(one) not in known]


Kept = tuple[Document, str, OfficialDocument | None]
"""A document as it should stand, the id of its text, and the row there is of that id."""


def _documents(found: Gathered) -> list[Kept]:
    """The documents that are new or not as they should stand."""
    kept: list[Kept] = []
    ids = list(found.documents)
    for n in range(0, len(ids), 500):
        there: dict[str, list[OfficialDocument]] = {}
        some = ids[n : n + 500]
        for row in OfficialDocument.objects.filter(id__in=some):
            there[row.id] = [row]
        for key in some:
            document = found.documents[key]
            stands = _latest(key, there.get(key))
            text = text_id(document, stands)
            row_there = stands if stands is not None and stands.id == text else None
            if row_there is None or _differs(row_there, document):
                kept.append((document, text, row_there))
    return kept


def _latest(key: str, first: Sequence[OfficialDocument] | None) -> OfficialDocument | None:
    if not first:
        return None
    return versions(key)[0]


def _differs(row: OfficialDocument, document: Document) -> bool:
    if document.kind == SHEET or (document.kind == STRIKES and document.text is None):
        return row.capture_id != document.capture
    told = (document.text_sha or row.text_sha256, document.title, document.url, document.published)
    return told != (row.text_sha256, row.title, row.url, row.published)


def _keep_documents(kept: Sequence[Kept]) -> None:
    """New rows, and new values in those there are."""
    OfficialDocument.objects.bulk_create(
        [
            OfficialDocument(
                id=key, actor=d.actor, kind=d.kind, capture_id=d.capture, version=_version(key), **_columns(d)
            )
            for d, key, row in kept
            if row is None
        ],
        batch_size=500,
    )
    for document, _, row in kept:
        if row is not None:
            for name, value in _columns(document).items():
                setattr(row, name, value)
            row.capture_id = document.capture
            row.version += document.kind == SHEET
            row.save()


def _version(key: str) -> int:
    return int(key.partition("~")[2] or 1)


def _columns(document: Document) -> dict[str, object]:
    return {
        "title": document.title,
        "url": document.url,
        "published": document.published,
        "text_sha256": document.text_sha,
        "figures": figures_json(document),
        "capture_row": document.row,
        "report_id": document.report,
    }


def _result(found: Gathered, parcel: Parcel, done: Difference, documents: int) -> AddedOfficial:
    fresh = len(done.new)
    moved = {one.id for one in done.new} | done.told.keys()
    rows = {one.entry.id for one in found.told if one.is_row}
    return AddedOfficial(
        new=fresh,
        same=found.same + len(rows - moved),
        changed=done.told,
        rejected=parcel.rejected,
        what="strikes" if parcel.strikes else "entries",
        notes=[],
        told=list(_told(parcel, done, documents)),
        documents=documents,
    )


def _told(parcel: Parcel, done: Difference, documents: int) -> Iterator[str]:
    """Counts of documents and words, and per flag how many entries bear it, with a few examples."""
    if documents or done.said:
        yield f"  {documents:,} documents new or changed; {len(done.said):,} dated words of parties kept"
    for code, examples in flagged(parcel.flags).items():
        shown = "; ".join(examples[:_EXAMPLES])
        yield f"  {len(examples):6,} {code}: {flag_words()[code]} ({shown})"
    offered = [one for one in done.new if one.value.get("may_answer")]
    for one in offered[:_EXAMPLES]:
        which = ", ".join(one.value["may_answer"][:5])
        yield f"  {one.id} may answer what {which} answer: {flag_words()['answers-which']}"
