"""Whose words on ground and on who is who may be shown with their author's name (rule 4).

An author is named who is an actor of the list, an organisation that reports as the lists of outlets and kinds of source
know it, the source of a released report that is an organisation, or who stands in a file that ships with Cairn and was
reviewed as such. Everybody else may be a private person, and is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from cairn.publish.rows.record import Record, ReportRow
from cairn.sources.kinds import source_kind
from cairn.vocab.closed import SourceKind

from .names import masked


def authors(record: Record) -> Callable[[str], bool]:
    """Whether an author may be named in public."""
    known = set(record.actors) | set(record.public_authors)
    known |= {r.get("publisher", "") for r in record.reports if _is_organisation(r.get("source_kind", ""))}
    done: dict[str, bool] = {"": False}

    def may_name(author: str) -> bool:
        if author not in done:
            done[author] = author in known or source_kind("", author, "", "").is_organisation
        return done[author]

    return may_name


def _is_organisation(kind: str) -> bool:
    return kind in set(SourceKind) and SourceKind(kind).is_organisation


def public_texts(
    record: Record,
    reports: Mapping[str, ReportRow],
    ids: Mapping[str, str],
    names: Mapping[str, re.Pattern[str]],
    told: Mapping[str, Sequence[str]],
) -> dict[str, str]:
    """Whole texts that a person released, by public id, the names of people masked; of the others only quotes stay."""
    free = {k for k, r in reports.items() if "text" in r.get("released_fields", ())} & set(record.texts)
    shown = {}
    for key in (key for key in reports if key in free):
        text = record.texts[key]
        for incident_id in told[key]:
            text = masked(text, names.get(incident_id))
        shown[ids[key]] = text
    return shown
