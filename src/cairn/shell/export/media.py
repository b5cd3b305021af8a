"""Rows of pictures that two persons let be seen, the copies of them that go out, and what is kept here at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from cairn.shell.records import find
from cairn.shell.records.convert import moment_text
from cairn.shell.records.load import withdrawn
from cairn.shell.records.models import AssignmentRow, Media, MediaRelease, MediaTelling
from cairn.shell.workspace import Workspace
from cairn.vocab.closed import SourceKind

from .masking import NameMask

Row = dict[str, Any]


def media() -> Iterator[Row]:
    """One row per picture that is released and was not taken back, its incident followed to where it is now."""
    mask, joined = NameMask(withdrawn("name")), _joined()
    parties = _of_parties()

    @cache
    def now_in(incident: str) -> str:
        return str(find.incident(incident).id)

    out, said = _released(), defaultdict[str, list[MediaTelling]](list)
    for words in MediaTelling.objects.filter(media__in=[r.telling.media_id for r in out]).order_by("n"):
        said[words.media_id].append(words)
    for row in out:
        told = row.telling
        one, incident = told.media, now_in(str(told.incident_id))
        if incident in joined[one.report_id] and one.capture_id not in parties:
            yield {
                "id": one.id,
                "incident_id": incident,
                "report_id": one.report_id,
                "kind": one.kind,
                "file": file_name(row.copy_sha256, row.form) if row.copy_sha256 else "",
                "capture_sha256": one.capture_id,
                "told_en": mask(told.told_en),
                "told_ar": mask(told.told_ar),
                "first": _first(told, said[one.id]),
                "warning": told.warning,
                "released": True,
            }


def _first(told: MediaTelling, said: Iterable[MediaTelling]) -> str:
    """The language in which these words were said first; `both` where one decision brought both."""
    if not (told.told_en and told.told_ar):
        return "ar" if told.told_ar else "en"
    for earlier in said:
        for lang, other in (("en", "ar"), ("ar", "en")):
            words = getattr(earlier, f"told_{lang}")
            if words == getattr(told, f"told_{lang}") and not getattr(earlier, f"told_{other}"):
                return lang
    return "both"


def file_name(copy_sha256: str, form: str) -> str:
    """What a copy is called on the site: it tells nothing of the report, nor of the file as it came."""
    return f"{copy_sha256[:32]}.{form}"


def copy_reader(ws: Workspace) -> Callable[[str], bytes]:
    """From the name of a copy that was let out to its bytes. It asks the database now, and not when it is called."""
    out = [r for r in _released() if r.copy_sha256]
    objects, names = ws.objects, {file_name(r.copy_sha256, r.form): r.copy_sha256 for r in out}
    return lambda name: objects.get(names[name])


def shown_reports() -> frozenset[str]:
    """Reports of which some picture is released."""
    return frozenset(r.telling.media.report_id for r in _released())


def kept() -> Iterator[Row]:
    """One row per picture or film here, also those that are not shown: for the desk alone."""
    gone, gone_reports, parties = withdrawn("media"), withdrawn("report"), _of_parties()
    told = {t.media_id: t for t in MediaTelling.objects.filter(live=True).select_related("person")}
    out = {r.telling.media_id: r for r in _released()}
    for row in Media.objects.select_related("capture").order_by("report_id", "id"):
        words, release = told.get(row.id), out.get(row.id)
        hidden = row.id in gone or row.report_id in gone_reports
        state = "released" if release else "told" if words else "kept"
        yield {
            "id": row.id,
            "report_id": row.report_id,
            "kind": row.kind,
            "form": row.form,
            "bytes": row.capture.size,
            "width": row.width,
            "height": row.height,
            "sha256": row.capture_id,
            "state": "withdrawn" if hidden else "of a party" if row.capture_id in parties else state,
            "told_en": words.told_en if words else "",
            "told_ar": words.told_ar if words else "",
            "warning": words.warning if words else "",
            "told_by": words.person.name if words else "",
            "told_at": moment_text(words.at) if words else "",
            "told_act": words.act_id if words else None,
            "released_by": release.approver.name if release else "",
            "released_act": release.act_id if release else None,
        }


def _released() -> list[MediaRelease]:
    """The latest release of each that stands, in the order of reports."""
    gone, gone_reports = withdrawn("media"), withdrawn("report")
    rows = MediaRelease.objects.filter(live=True, telling__live=True)
    rows = rows.select_related("telling__media", "approver").order_by("telling__n")
    latest = {row.telling.media_id: row for row in rows}
    stand = [
        row
        for key, row in latest.items()
        if key not in gone and row.telling.media.report_id not in gone_reports
    ]
    return sorted(stand, key=lambda row: (row.telling.media.report_id, row.telling.media_id))


def _of_parties() -> frozenset[str]:
    """Bytes that some party to the conflict published, whoever else did."""
    rows = Media.objects.filter(report__source__kind=SourceKind.OFFICIAL.value)
    return frozenset(rows.values_list("capture_id", flat=True))


def _joined() -> Mapping[str, set[str]]:
    """Report -> the incidents its accounts joined, for the reports that have pictures."""
    reports = Media.objects.values("report_id")
    rows = AssignmentRow.objects.filter(live=True, decision="joined", account__live=True)
    found: dict[str, set[str]] = defaultdict(set)
    pairs = rows.filter(account__report_id__in=reports).values_list("account__report_id", "incident_id")
    for report, incident in pairs:
        found[report].add(str(incident))
    return found
