"""Pictures of an incident as its page shows them: warned of and told in words, in grey, loaded when somebody opens them.

Enters: an index and an incident's id. Leaves: views of what may be shown. What a party to the conflict published is
never among them (rule 9), and films are told of and not shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cairn.publish.rows.index import Index
from cairn.publish.rows.speakers import who
from cairn.publish.rows.versions import MediaRow
from cairn.publish.wording.figures import day_words
from cairn.vocab.closed import SourceKind, Warn
from cairn.vocab.labels import LANGUAGES, label, say

FILE = re.compile(r"[0-9a-f]{16,64}\.(?:jpg|png|webp)")
"""The name of a copy in the site's `media/`: nothing in it tells where the picture came from."""
_NAME = {"en": "in_english", "ar": "in_arabic"}
_TWIN = ("kind", "file", "told_en", "told_ar", "first", "warning", "report_id")


@dataclass(frozen=True, slots=True)
class MediaView:
    """One picture or film: what is to be seen, in words, their language, and how they stand to the other language; a
    warning, "" for none; who gave it, when, and where on the pages their report stands; its file, "" for a film."""

    told: str
    lang: str
    note: str
    warning: str
    who: str
    day: str
    href: str
    file: str


@dataclass(frozen=True, slots=True)
class MediaViews:
    """The pictures, and the films that are kept and not shown."""

    pictures: tuple[MediaView, ...]
    films: tuple[MediaView, ...]


def media_views(
    found: Index, incident_id: str, lang: str, reports: Mapping[str, str] | None = None
) -> MediaViews | None:
    """What may be shown of an incident; None where there is nothing. `reports` says where each report stands, by its id,
    from the incident's own page."""
    rows = _shown(found, incident_id)
    views = [_view(found, row, lang, (reports or {}).get(row.get("report_id", ""), "")) for row in rows]
    films = tuple(v for v, row in zip(views, rows, strict=True) if row.get("kind") == "video")
    pictures = tuple(v for v, row in zip(views, rows, strict=True) if row.get("kind") == "image")
    return MediaViews(pictures, films) if views else None


def media_twin(found: Index, incident_id: str) -> list[dict[str, object]]:
    """The same as rows, for those who compute: no id of ours, and no hash or name of the file as it came."""
    return [{k: v for k, v in row.items() if k in _TWIN} for row in _shown(found, incident_id)]


def shown_files(found: Index) -> list[str]:
    """Names of all files that some page of an incident shows, each once."""
    rows = (row for key in found.media if key in found.incidents for row in _shown(found, key))
    return sorted({row["file"] for row in rows if row.get("kind") == "image"})


def _shown(found: Index, incident_id: str) -> list[MediaRow]:
    """What is released, told in words, no party's, and a film or a picture whose file has a name of ours."""
    return [
        row
        for row in found.media.get(incident_id, [])
        if row.get("released", True)
        and not _by_party(found, row)
        and any(row.get(f"told_{lang}") for lang in LANGUAGES)
        and (
            row.get("kind") == "video" or (row.get("kind") == "image" and FILE.fullmatch(row.get("file", "")))
        )
    ]


def _by_party(found: Index, row: MediaRow) -> bool:
    report = found.reports.get(row.get("report_id", ""))
    return report is None or report.get("source_kind") == SourceKind.OFFICIAL


def _view(found: Index, row: MediaRow, lang: str, href: str) -> MediaView:
    words = {code: str(row.get(f"told_{code}") or "") for code in LANGUAGES}
    shown = lang if words[lang] else next(code for code in LANGUAGES if words[code])
    report = found.reports.get(row.get("report_id", ""))
    return MediaView(
        told=words[shown],
        lang=shown,
        note=_note(lang, shown, str(row.get("first") or ""), both=all(words.values())),
        warning=_warning(row.get("warning", ""), lang),
        who=who(report, lang),
        day=day_words(lang, report.get("published")) if report else "",
        href=href,
        file=row.get("file", "") if row.get("kind") == "image" else "",
    )


def _note(lang: str, shown: str, first: str, *, both: bool) -> str:
    if shown != lang:
        return say(lang, "picture_told_only", language=say(lang, _NAME[shown]))
    if both and first in _NAME and first != shown:
        return say(lang, "summary_translated", language=say(lang, _NAME[first]))
    return say(lang, "summary_together") if both and first == "both" else ""


def _warning(of: str, lang: str) -> str:
    return say(lang, "picture_warning", what=label(lang, "warn", of)) if of not in ("", Warn.NONE) else ""
