"""What belongs to the proof of one thing: a name enters, the acts, rows and bytes that show it leave.

A report is shown by the act that took it in; an incident by the acts that set and released its assessment, and by
each report it rests on; an act by itself. What was withdrawn is not shown, and what private persons wrote only
where that is asked for: a proof is a copy in other hands, and is never called back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cairn.archive import canonical
from cairn.errors import NotAllowed, NotFound
from cairn.shell.export.masking import NameMask
from cairn.shell.records import find
from cairn.shell.records.load import withdrawn
from cairn.shell.records.models import (
    AccountRow,
    Act,
    Assessment,
    Capture,
    Incident,
    Release,
    ReportRow,
    ReportVersion,
    Source,
)
from cairn.shell.records.models.recorded import Recorded
from cairn.shell.workspace import Workspace
from cairn.vocab.closed import SourceKind

from .shown import ShownAct, part_value


@dataclass(frozen=True, slots=True)
class Asked:
    """How much to show: parts of acts to open, reports of private persons, files that hold other reports too."""

    open: tuple[str, ...] = ()
    private: bool = False
    whole_files: bool = False


@dataclass(frozen=True, slots=True)
class ShownReport:
    """One report as it stood, with the file it came in; `file` says whether the file's bytes are handed out."""

    version: ReportVersion
    capture: Capture
    source: Source
    file: bool

    @property
    def text_sha256(self) -> str:
        """The hash of its stored text."""
        return str(self.version.row["text_sha256"])


@dataclass(slots=True)
class Gathered:
    """All that is shown. `left_out` counts reports that are not, by the reason."""

    kind: str
    name: str
    acts: dict[int, ShownAct] = field(default_factory=dict)
    reports: list[ShownReport] = field(default_factory=list)
    release: Release | None = None
    left_out: dict[str, int] = field(default_factory=dict)

    def show(self, act: Act, *rows: Recorded, parts: Iterable[str] = ()) -> None:
        """Show an act, with these of its rows."""
        shown = self.acts.setdefault(act.id, ShownAct(act))
        shown.parts.update(parts)
        shown.rows += [row for row in rows if row not in shown.rows]


def gather(ws: Workspace, name: str, asked: Asked) -> Gathered:
    """Everything that shows the report, incident or act of this name.

    Raises `NotFound` (`proof-unknown`), and `NotAllowed`: `proof-withdrawn`, `proof-private`, `proof-not-released`.
    """
    name = name.strip()
    report = ReportRow.objects.filter(id=name).first()
    if report is not None:
        found = _of_report(report, asked)
    elif act := _act(name):
        found = Gathered("act", str(act.id))
        found.show(act)
    else:
        found = _of_incident(_incident(name), asked)
    for shown in found.acts.values():
        shown.parts.update(asked.open)
    _demand_unmasked(ws, found)
    return found


def _of_report(report: ReportRow, asked: Asked) -> Gathered:
    if report.id in withdrawn("report"):
        raise _withdrawn("report", report.id)
    if not _named_in_public(report.source) and not asked.private:
        raise _private(report.id)
    found = Gathered("report", report.id)
    _add_reports(found, [report.versions.order_by("-n")[0]], asked)
    return found


def _of_incident(incident: Incident, asked: Asked) -> Gathered:
    code = find.code(incident.id)
    if str(incident.id) in withdrawn("incident"):
        raise _withdrawn("incident", code)
    live = Release.objects.filter(assessment__incident=incident, live=True, assessment__live=True)
    release = live.select_related("assessment__act", "act").order_by("-assessment__n").first()
    if release is None:
        raise NotAllowed(
            "proof-not-released",
            "no assessment of this incident stands released, and nothing else of it is handed out",
            field="incident",
            value=code,
            remedy="Release one first, or ask for the proof of a report or of an act.",
        )
    assessment = release.assessment
    found = Gathered("incident", code, release=release)
    found.show(assessment.act, assessment, *assessment.attributions.order_by("actor"))
    found.show(release.act, release)
    _add_reports(found, _shown_versions(assessment, asked, found.left_out), asked)
    return found


def _shown_versions(assessment: Assessment, asked: Asked, left_out: dict[str, int]) -> list[ReportVersion]:
    """The reports the assessment was set upon, each as it stood then, but for those that may not be shown."""
    accounts = AccountRow.objects.filter(id__in=list(assessment.fields.get("said", {})))
    gone, kept = withdrawn("report"), []
    reports = ReportRow.objects.filter(id__in=accounts.values("report_id"))
    for report in reports.select_related("source").order_by("id"):
        if report.id in gone:
            left_out["withdrawn"] = left_out.get("withdrawn", 0) + 1
        elif not _named_in_public(report.source) and not asked.private:
            left_out["private"] = left_out.get("private", 0) + 1
        else:
            then = report.versions.filter(act_id__lt=assessment.act_id)
            kept.append(then.order_by("-n")[0])
    return kept


def _add_reports(found: Gathered, versions: list[ReportVersion], asked: Asked) -> None:
    ids = {version.report_id for version in versions}
    for version in versions:
        capture = version.capture
        source = Source.objects.get(id=version.row["source_id"])
        found.show(version.act, version)
        found.show(capture.sealed_in, capture)
        found.reports.append(ShownReport(version, capture, source, _file_too(capture, ids, asked)))


def _file_too(capture: Capture, ids: set[str], asked: Asked) -> bool:
    """Whether the bytes of the file are handed out: where it holds these reports only, or where that is asked for.

    Raises `NotAllowed` where it holds another report that may not be shown.
    """
    others = (
        ReportRow.objects.filter(versions__capture=capture)
        .exclude(id__in=ids)
        .select_related("source")
        .distinct()
    )
    if not asked.whole_files:
        return not (others.exists() or capture.rejected.exists())
    gone = withdrawn("report")
    for report in others:
        if report.id in gone:
            raise _withdrawn("report", report.id)
        if not asked.private and not _named_in_public(report.source):
            raise _private(report.id)
    return True


def _demand_unmasked(ws: Workspace, found: Gathered) -> None:
    """No withdrawn name leaves in a text or in a row. Raises `NotAllowed`."""
    mask = NameMask(withdrawn("name"))
    if mask.pattern is None:
        return
    texts = [ws.objects.text(report.text_sha256) for report in found.reports]
    texts += [ws.objects.get(r.capture.sha256).decode("utf-8", "replace") for r in found.reports if r.file]
    for shown in found.acts.values():
        texts += [str([getattr(row, f.attname) for f in row._meta.concrete_fields]) for row in shown.rows]
        texts += [canonical(part_value(shown.act, part)).decode() for part in shown.parts - {"rows"}]
    if any(mask(text) != text for text in texts):
        raise _withdrawn("name", found.name)


def _act(name: str) -> Act | None:
    return (
        Act.objects.filter(id=int(name)).first()
        if name.isascii() and name.isdecimal() and len(name) < 19
        else None
    )


def _incident(name: str) -> Incident:
    try:
        return find.incident(name)
    except NotFound as e:
        raise NotFound(
            "proof-unknown",
            "no report, incident or act goes by this name",
            field="id",
            value=name,
            remedy="Give a report's id, an incident's code or UUID, or the number of an act from `cairn explain`.",
        ) from e


def _named_in_public(source: Source) -> bool:
    return SourceKind(source.kind).is_organisation


def _private(report: str) -> NotAllowed:
    return NotAllowed(
        "proof-private",
        "a private person wrote this report, and a proof of it names them",
        field="report",
        value=report,
        remedy="Add --private if they agreed, or if you hand it to a court or an investigator under protection.",
    )


def _withdrawn(what: str, name: str) -> NotAllowed:
    return NotAllowed(
        "proof-withdrawn",
        f"it holds a {what} that was withdrawn, and what was withdrawn is not handed out",
        field=what,
        value=name,
        remedy="The log still covers it: the number of the act shows that without showing it.",
    )
