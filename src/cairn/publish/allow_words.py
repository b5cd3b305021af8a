"""Whose words on ground and on who is who may be shown with their author's name (rule 4).

An author is named who is an actor of the list, an organisation that reports as the lists of outlets and kinds of source
know it, the source of a released report that is an organisation, or who stands in a file that ships with Cairn and was
reviewed as such. Everybody else may be a private person, and is withheld.
"""

from __future__ import annotations

from collections.abc import Callable

from cairn.sources.kinds import source_kind
from cairn.vocab.closed import SourceKind

from .record import Record


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
