"""A person says in words what a picture shows, and proposes to show it; a second lets it be seen (rule 1).

What a party to the conflict published is kept and labelled and never shown as media (rule 9); nor is what nobody can
clear of what a camera wrote into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from cairn.errors import NotAllowed, NotFound
from cairn.publish.incident.bare_copy import bare_copy
from cairn.shell.records import find
from cairn.shell.records.load import withdrawn
from cairn.shell.records.models import (
    AssignmentRow,
    Incident,
    Judgement,
    Media,
    MediaRelease,
    MediaTelling,
)
from cairn.shell.workspace import Workspace
from cairn.sources.media import refuse_untold
from cairn.vocab.closed import SourceKind

from . import policy
from .act import demand_why, person, recorded


@dataclass(frozen=True, slots=True)
class Words:
    """What is to be seen, in one language or both; what to warn of; the incident, where the report tells of several."""

    told_en: str = ""
    told_ar: str = ""
    warning: str = ""
    incident: str = ""


def tell(name: str, words: Words, *, who: str, why: str) -> tuple[MediaTelling, bool]:
    """Propose to show it under these words; and whether that is new: the same by the same person twice is once.

    Raises `NotFound` (media-unknown), `NotAllowed` (media-not-told, media-told-unusable, media-warning-unknown,
    media-of-party, media-withdrawn, media-incident).
    """
    why, media = demand_why(why), media_named(name)
    refuse_untold(words.told_en, words.told_ar, words.warning)
    _refuse_hidden(media)
    incident = _incident(media, words.incident)
    with transaction.atomic():
        by = person(who)
        last = MediaTelling.objects.filter(media=media, live=True).order_by("-n").first()
        said = {"told_en": words.told_en, "told_ar": words.told_ar, "warning": words.warning}
        if last is not None and _stands(last, {"person": by, "incident": incident, **said}):
            return last, False
        n = (MediaTelling.objects.filter(media=media).aggregate(n=Max("n"))["n"] or 0) + 1
        value = {**said, "incident": str(incident.id), "n": n}
        with recorded("tell-media", who=by, why=why, detail={"media": media.id, **value}) as act:
            Judgement.objects.create(
                act=act, person=by, at=act.at, kind="tell-media", subject_kind="media", subject=media.id,
                value=value, why=why,
            )  # fmt: skip
            return MediaTelling.objects.create(
                media=media, n=n, incident=incident, person=by, at=act.at, why=why, act=act, **said
            ), True


def _stands(last: MediaTelling, said: Mapping[str, object]) -> bool:
    """Whether the same person said the same already, and no release of it was taken back since."""
    same = all(getattr(last, name) == value for name, value in said.items())
    return same and not MediaRelease.objects.filter(telling=last, live=False).exists()


def release_media(ws: Workspace, name: str, *, who: str, why: str) -> MediaRelease:
    """Let it be shown under the latest words; again by the same words is the same release. A film is told of in them
    and not shown: of it no copy is made.

    Raises `NotFound` (media-unknown), `NotAllowed` (media-not-told, same-person, release-taken-back, media-of-party,
    media-withdrawn), `FileRefused` (picture-not-cleared).
    """
    why, media = demand_why(why), media_named(name)
    _refuse_hidden(media)
    latest = MediaTelling.objects.filter(media=media, live=True).order_by("-n").first()
    if latest is None:
        raise NotAllowed(
            "media-not-told",
            "nobody said in words what is to be seen",
            field="media",
            value=media.id,
            remedy=f"Say it first: `cairn media {media.id} --tell-en ... --warning ...`.",
        )
    before = MediaRelease.objects.filter(telling=latest).first()
    if before is not None and before.live:
        return before
    with ws.objects.keeping() as kept, transaction.atomic():
        approver = person(who)
        policy.may_show(approver, latest)
        if before is not None:
            raise NotAllowed(
                "release-taken-back",
                "the release of these words was taken back",
                field="media",
                value=media.id,
                remedy="Tell it anew, then release that.",
            )
        sha, form = "", media.form
        if media.kind == "image":
            copy, form = cleared(ws, media)
            sha = kept.put(copy)
        detail = {"media": media.id, "n": latest.n, "copy": sha}
        with recorded("release-media", who=approver, why=why, detail=detail) as act:
            Judgement.objects.create(
                act=act, person=approver, at=act.at, kind="release-media", subject_kind="media", subject=media.id,
                value={"n": latest.n, "copy": sha}, why=why,
            )  # fmt: skip
            return MediaRelease.objects.create(
                telling=latest, proposer=latest.person, approver=approver, at=act.at, why=why,
                copy_sha256=sha, form=form, act=act,
            )  # fmt: skip


def cleared(ws: Workspace, media: Media) -> tuple[bytes, str]:
    """The copy that would go out, and its form. Raises `NotAllowed` (film-not-cleared), `FileRefused`."""
    if media.kind != "image":
        raise NotAllowed(
            "film-not-cleared",
            "a film cannot be cleared yet of what a camera wrote into it, and is kept without being shown",
            field="media",
            value=media.id,
            remedy="Save a still of it as JPEG or PNG, add that to the same report, and tell what it shows.",
        )
    return bare_copy(ws.objects.get(media.capture_id))


def media_named(name: str) -> Media:
    """The picture or film of this id. Raises `NotFound` (media-unknown)."""
    found = Media.objects.select_related("report__source", "capture").filter(id=name.strip()).first()
    if found is None:
        raise NotFound(
            "media-unknown",
            "no picture or film goes by this id",
            field="media",
            value=name,
            remedy="`cairn media` lists all.",
        )
    return found


def incidents_of(report_id: str) -> list[str]:
    """Ids of the incidents that the report's live accounts joined."""
    rows = AssignmentRow.objects.filter(
        live=True, decision="joined", account__live=True, account__report_id=report_id
    )
    return sorted({str(key) for key in rows.values_list("incident_id", flat=True)})


def _incident(media: Media, name: str) -> Incident:
    """The incident that is to be seen. Raises `NotAllowed` (media-incident) where it is open, or another's."""
    joined = incidents_of(media.report_id)
    if name:
        incident = find.incident(name)
        if str(incident.id) in joined:
            return incident
        why, remedy = "the report does not belong to this incident", "Name one that the report belongs to."
    elif len(joined) == 1:
        return Incident.objects.get(id=joined[0])
    elif joined:
        why, remedy = (
            "the report belongs to several incidents",
            "Say which one is to be seen: --incident CODE.",
        )
    else:
        why, remedy = "the report belongs to no incident yet", "Run `cairn run` first, or join it by hand."
    raise NotAllowed("media-incident", why, field="incident", value=name or media.report_id, remedy=remedy)


def _refuse_hidden(media: Media) -> None:
    if media.id in withdrawn("media") or media.report_id in withdrawn("report"):
        raise NotAllowed(
            "media-withdrawn",
            "it was taken out of every view, or its report was",
            field="media",
            value=media.id,
            remedy="Take the withdrawal back first (`cairn undo`), if it was an error.",
        )
    if Media.objects.filter(
        capture_id=media.capture_id, report__source__kind=SourceKind.OFFICIAL.value
    ).exists():
        raise NotAllowed(
            "media-of-party",
            "a party to the conflict published it: it is kept and labelled, and not shown as media",
            field="media",
            value=media.id,
            remedy="Nothing; what the party says in words stands in the record.",
        )
