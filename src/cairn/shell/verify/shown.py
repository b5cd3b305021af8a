"""Pictures that persons let be seen: two persons for each, an act and a judgement behind every word of it."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.archive.findings import Finding, Findings
from cairn.shell.records.models import Judgement, MediaRelease, MediaTelling, Person

from .decisions import folded


@dataclass(frozen=True, slots=True)
class _Decided:
    """A telling or a release, who decided it, and what its act and judgement must say."""

    row: MediaTelling | MediaRelease
    kind: str
    by: Person
    media: str
    value: dict[str, object]
    code: str

    @property
    def key(self) -> str:
        return f"{self.row._meta.model_name} {self.row.pk}"


def check_shown(findings: Findings) -> None:
    """Every telling is what its act says, and every release is a second person's, of the words it names."""
    tellings = MediaTelling.objects.select_related("act", "person").order_by("pk")
    for row in tellings.iterator(chunk_size=500):
        value = {name: getattr(row, name) for name in ("told_en", "told_ar", "warning", "n")}
        value["incident"] = str(row.incident_id)
        _check(
            _Decided(row, "tell-media", row.person, row.media_id, value, "judgement-unfounded"),
            [row.act_id],
            findings,
        )
    releases = MediaRelease.objects.select_related("act", "telling__person", "proposer", "approver")
    for out in releases.order_by("pk").iterator(chunk_size=500):
        told = out.telling
        value = {"n": told.n, "copy": out.copy_sha256}
        done = _Decided(out, "release-media", out.approver, told.media_id, value, "release-unfounded")
        if folded(out.approver.name) in (folded(out.proposer.name), folded(told.person.name)):
            what = f"One person, {out.approver.name}, told what {told.media_id} shows and released it."
            _tell(findings, "release-by-one", done, what)
        elif out.proposer_id != told.person_id:
            what = f"It was {told.person.name} who told what {told.media_id} shows, not {out.proposer.name}."
            _tell(findings, "release-unfounded", done, what)
        else:
            _check(done, [out.act_id, told.act_id], findings)


def _check(done: _Decided, acts: list[int], findings: Findings) -> None:
    """What it rests on, and that it counts if and only if none of these acts was taken back."""
    if why := _fault(done):
        _tell(findings, done.code, done, f"The {done.kind} of {done.media}: {why}.")
    dead = Judgement.objects.filter(act_id__in=acts, undone_by__isnull=False).exists()
    if done.row.live == dead:
        said = "counts, although it was taken back" if dead else "no longer counts, and nobody took it back"
        _tell(findings, "judgement-flag", done, f"The {done.key} {said}.")


def _fault(done: _Decided) -> str:
    row, act = done.row, done.row.act
    if act.kind != done.kind or act.detail != {"media": done.media, **done.value}:
        return f"act {act.seq} ({act.kind}) did something else"
    if (act.person_id, act.at, act.why) != (done.by.id, row.at, row.why):
        return f"act {act.seq} was by another person, at another moment, or for another reason"
    beside = Judgement.objects.filter(act=act, kind=done.kind, subject=done.media, person=done.by)
    return "" if any(j.value == done.value for j in beside) else "no judgement stands beside it"


def _tell(findings: Findings, code: str, done: _Decided, what: str) -> None:
    act = done.row.act
    findings.add(Finding(code, what, done.key, act.seq, act.at.isoformat()))
