"""Rows beside an incident: what was public of it before, what its range rests on, who wrote its summary, and the
pictures and films that may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Required, TypedDict


class VersionRow(TypedDict, total=False):
    """An assessment as it was released: version `version`, public from `at` on (an ISO moment), until the next one.
    `fields` are figures, day, place and the like as `IncidentRow` names them; `grades` is actor id -> grade."""

    incident_id: Required[str]
    version: Required[int]
    at: str
    fields: Mapping[str, object]
    grades: Mapping[str, str]
    why: str
    why_ar: str
    who: str
    public: bool


class WeighedRow(TypedDict, total=False):
    """What the range of an incident rests on. `receipts`: an end such as `killed_min`, or date or place, -> ids of the
    claims that set it, or "person". `excluded`: claim id -> why it entered no range, as the core says it."""

    incident_id: Required[str]
    receipts: Mapping[str, Sequence[str]]
    excluded: Mapping[str, str]


class SummaryRow(TypedDict, total=False):
    """Who wrote the summary that is shown, by language, and which was `first`: en | ar, or both, where nobody can tell.
    `public` means that the authors may be named."""

    incident_id: Required[str]
    first: str
    by_en: str
    by_ar: str
    public: bool


class MediaRow(TypedDict, total=False):
    """One picture or film of a report that a person released. `file` is its name in the site's `media/`, a copy without
    the metadata of the camera, and empty for a film; `told_en`, `told_ar` say in words what is to be seen, `first` which
    of them was said first (en, ar, both); `warning` is a `Warn`.
    """

    id: Required[str]
    incident_id: str
    report_id: str
    kind: str  # image | video
    file: str
    capture_sha256: str
    told_en: str
    told_ar: str
    first: str
    warning: str
    released: bool
