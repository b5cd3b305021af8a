"""What the pages of conflicts, periods and places are made with, and what they have alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cairn.publish.drawings.projection import Borders
from cairn.publish.parts.scope import Scope, Sums
from cairn.publish.parts.scope_view import drawn, line, party_sums, unnamed
from cairn.publish.rows.record import IncidentRow
from cairn.publish.wording.coverage_words import OfActor, by_actor
from cairn.publish.wording.part_words import texts

from .frame import Pages


class Making:
    """What a page of one language is made with."""

    def __init__(self, pages: Pages, borders: Borders, sums: Sums, areas: Mapping[str, str]) -> None:
        self.pages, self.found, self.lang, self.borders = pages, pages.found, pages.lang, borders
        self.sums, self.areas = sums, areas

    def shared(self, scope: Scope | None, rows: Sequence[IncidentRow], root: str) -> dict[str, Any]:
        """Sums by party, the distinct incidents, and the map of a scope."""
        found, ids = self.found, [row["id"] for row in rows]
        here = set(ids)
        sums = self.sums.of(scope, (self.lang,), ids, brief=True) if scope else []
        return {
            "w": texts(self.lang),
            "parties": party_sums(found, sums, ids, self.lang),
            "unnamed": unnamed(found, ids),
            "umbrellas": sum(not here.isdisjoint(found.children.get(i, ())) for i in ids),
            "drawn": drawn(found, rows, self.lang, root, self.areas, self.borders),
            "count": len(rows),
        }

    def timeline(self, shared: dict[str, Any], rows: Sequence[IncidentRow], root: str) -> Any:
        """Months above how the parties of these incidents were monitored."""
        return line(self.found, rows, [party.id for party in shared["parties"]], self.lang, root)


def watched(lines: Sequence[OfActor]) -> dict[str, object]:
    """How parties were monitored: in one breath, and day by day."""
    return {"told": by_actor(lines), "lines": lines}


def sent_on(pages: Pages, path: str, told: str, href: str, name: str) -> None:
    """The page at an address where something stood before: it says where that is now."""
    pages.add(path, "sent_on.html", name, told=told, href=href, name=name)
