"""Who published a report: a steady id, a name, a kind, and the side it is on where it fights."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cairn.values import folded
from cairn.vocab.closed import SourceKind

from .kinds import party_of, source_kind
from .report import Report


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet, agency, NGO, account holder or official body. `party` is an actor id, or empty."""

    id: str
    name: str
    kind: SourceKind
    party: str


def source_of(report: Report) -> Source:
    """The source of a report. One name is one source per kind: a resident and an outlet may share a name.

    A kind that the row states wins over what publisher and address suggest.
    """
    name = report.publisher or report.author
    stated = report.source_kind
    found = source_kind(report.platform, report.publisher, report.url, str(report.extra.get("source_type", "")))
    kind = stated if stated is not SourceKind.UNKNOWN else found
    party = str(report.extra.get("party") or "") or party_of(
        report.publisher, report.url, report.published.date() if report.published else None
    )
    key = f"{folded(name) or report.url or report.id}\x1f{kind}"
    return Source("s" + hashlib.sha256(key.encode()).hexdigest()[:12], name, kind, party)
