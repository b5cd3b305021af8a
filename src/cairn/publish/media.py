"""Pictures of an incident as its page shows them: told in words first, in grey, loaded when somebody opens them.

Enters: an index and an incident's id. Leaves: views of what may be shown. What a party to the conflict published is
never among them (rule 9), and films are told of and not shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cairn.vocab.closed import SourceKind, Warn
from cairn.vocab.labels import label, say

from .index import Index
from .speakers import who
from .version_rows import MediaRow

FILE = re.compile(r"[0-9a-f]{16,64}\.(?:jpg|png|webp)")
"""The name of a copy in the site's `media/`: nothing in it tells where the picture came from."""


@dataclass(frozen=True, slots=True)
class MediaView:
    """One picture: what is to be seen, in words; a warning, "" for none; who took or gave it; its file."""

    told: str
    warning: str
    who: str
    file: str


@dataclass(frozen=True, slots=True)
class MediaViews:
    """The pictures, and how many films are kept and not shown."""

    pictures: tuple[MediaView, ...]
    films: int


def media_views(found: Index, incident_id: str, lang: str) -> MediaViews | None:
    """What may be shown of an incident; None where there is nothing. A picture that nobody told in words, or whose file
    has another name than ours, is not shown."""
    rows = [
        r for r in found.media.get(incident_id, []) if r.get("released", True) and not _by_party(found, r)
    ]
    shown = []
    for row in rows:
        told = (row.get("told_ar") if lang == "ar" else row.get("told_en")) or row.get("told_en") or ""
        told = told or row.get("told_ar", "")
        if row.get("kind") == "image" and told and FILE.fullmatch(row.get("file", "")):
            said = _warning(row.get("warning", ""), lang)
            speaker = who(found.reports.get(row.get("report_id", "")), lang)
            shown.append(MediaView(told, said, speaker, row["file"]))
    films = sum(1 for r in rows if r.get("kind") == "video")
    return MediaViews(tuple(shown), films) if shown or films else None


def shown_files(found: Index) -> list[str]:
    """Names of all files that some page of an incident shows, each once."""
    views = (media_views(found, key, "en") for key in found.media if key in found.incidents)
    return sorted({m.file for view in views if view for m in view.pictures})


def _warning(of: str, lang: str) -> str:
    return say(lang, "picture_warning", what=label(lang, "warn", of)) if of not in ("", Warn.NONE) else ""


def _by_party(found: Index, row: MediaRow) -> bool:
    report = found.reports.get(row.get("report_id", ""))
    return report is None or report.get("source_kind") == SourceKind.OFFICIAL
