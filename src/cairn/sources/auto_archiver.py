"""What auto-archiver kept of a post or page: a row of its sheet, of its CSV, or one of its records enters, a report
leaves.

Its text is the text it took from the page, under the title where that says more. What it tells of its own captures
(where they lie, their hashes, when) is kept as told, in `extra`: nobody here has seen those bytes, so it proves nothing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cairn.errors import RowRejected

from .recorded import Cells, text
from .recorder_files import Form, as_column, by_column
from .report_export import folded_words, identity, signed_off

_OUT = frozenset({"url", "link", "title", "content", "text", "timestamp", "author", "uploader", "channel"})
_MOMENT = re.compile(r"datetime\.datetime\(([\d, ]+)(?:, tzinfo=[\w.()=, ]+?)?\)(?=[,}\]])")


def read_sheet(form: Form, cells: Cells) -> dict[str, Any]:
    """A row of its sheet as the columns of a report. Raises `RowRejected` (export-no-link, export-not-archived)."""
    told = by_column(form, cells)
    known = {form.column(name) for name in ("link", "upload_timestamp", "upload_title", "text_content")}
    extra = {name: value for name, value in cells.items() if form.column(name) not in known}
    status = text(told, "archive_status")
    found = _report(
        text(told, "link"),
        text(told, "upload_title"),
        text(told, "text_content"),
        status,
        told.get("upload_timestamp"),
    )
    return {**_apart(extra), **found}


def read_record(form: Form, cells: Cells) -> dict[str, Any]:
    """One of its records (status, metadata, media) as the columns of a report. Raises as `read_sheet`, and
    export-record-unreadable."""
    told = by_column(form, cells)
    metadata, media = _mapping(told.get("metadata")), _list(told.get("media"))
    found = of_metadata(metadata, text(told, "status"))
    more = {name: value for name, value in metadata.items() if as_column(name) not in _OUT}
    return {**_apart(more), "archive_media": [_capture(one) for one in media], **found}


def of_metadata(metadata: Mapping[str, Any], status: str, address: str = "") -> dict[str, Any]:
    """The columns of a report from what it tells of one address."""
    author = next(
        (text(metadata, name) for name in ("author", "uploader", "channel") if text(metadata, name)), ""
    )
    found = _report(
        text(metadata, "url") or address,
        text(metadata, "title"),
        text(metadata, "content") or text(metadata, "text"),
        status,
        metadata.get("timestamp"),
    )
    return {**found, "author": author}


def _report(address: str, title: str, words: str, status: str, published: Any) -> dict[str, Any]:
    if not address:
        raise RowRejected(
            "export-no-link",
            "the row names no address",
            field="link",
            value="",
            remedy="Leave it: nothing was archived there.",
        )
    both = [title, words] if title and folded_words(title) not in folded_words(words) else [words]
    said = "\n\n".join(part for part in both if part)
    if not said:
        raise RowRejected(
            "export-not-archived",
            f"auto-archiver holds no words of it; its status is {status or 'empty'!r}",
            field="text",
            value=address,
            remedy="Archive it again, or save the page and add it as a report.",
        )
    return {
        "id": identity("aa", address),
        "url": address,
        "text": said,
        "published": published or None,
        "published_basis": "page_metadata",
        "quality": "" if words else "title_only",
        "archive_status": status,
        "archived_by": "auto-archiver",
    }


def _apart(extra: Mapping[str, Any]) -> dict[str, Any]:
    """Columns kept as told, under names that none of ours takes for its own."""
    return {
        f"archive_{as_column(name).removeprefix('archive_')}": v
        for name, v in extra.items()
        if v not in (None, "")
    }


def _capture(told: Any) -> dict[str, Any]:
    """A file it kept: name, kind, hash as told, and where it lies, without what opens it."""
    if not isinstance(told, Mapping):
        return {}
    properties = told.get("properties")
    more = properties if isinstance(properties, Mapping) else {}
    found: dict[str, Any] = {
        name: told.get(name) or told.get(f"_{name}") for name in ("filename", "mimetype")
    }
    addresses = told.get("urls")
    found["urls"] = [signed_off(str(a)) for a in addresses] if isinstance(addresses, list) else []
    found |= {name: more[name] for name in ("id", "hash", "pdq_hash", "timestamp") if name in more}
    return {
        name: str(v) if not isinstance(v, list) else v for name, v in found.items() if v not in (None, "", [])
    }


def _mapping(value: Any) -> Mapping[str, Any]:
    found = _literal(value)
    if not isinstance(found, Mapping):
        raise RowRejected(
            "export-record-unreadable",
            "what auto-archiver tells of it cannot be read",
            field="metadata",
            value=str(value)[:200],
            remedy="Export it as JSON, or add its sheet.",
        )
    return found


def _list(value: Any) -> Iterator[Any]:
    found = _literal(value)
    yield from found if isinstance(found, list) else ()


def _literal(value: Any) -> Any:
    """A value that is one, or the words by which Python shows one: auto-archiver's CSV holds these."""
    if not isinstance(value, str):
        return value
    try:
        return ast.literal_eval(_MOMENT.sub(lambda hit: repr(_iso(hit[1])), value)) if value.strip() else None
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None


def _iso(parts: str) -> str:
    numbers = [int(part) for part in parts.split(",") if part.strip()]
    year, month, day, hour, minute, second = (*numbers, 0, 0, 0, 0, 0)[:6]
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
