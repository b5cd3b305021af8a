"""A long list of incidents as groups: each of its parts is drawn from a cut of the incidents in it, and of no others.

`lists.py` writes a list whole, within whatever group it belongs to. Here one of thousands stands in parts of which one
incident that changes touches one, or two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.publish.parts.cut import Cut, Cuts
from cairn.publish.parts.front_page import Door
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow

from .groups import Groups, Means
from .lists import LONGEST_LIST, Crumbs, Listing, parted, write_list

Rows = Callable[[Cut, Sequence[str], str], Sequence[Any]]
"""The rows of some incidents of a cut, as a listing takes them; of whom the list is comes last."""


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list in one language: `doors` lead to its parts where it is long. `of` is whom the list is of."""

    lang: str
    path: str
    title: str
    ids: tuple[str, ...]
    crumbs: Crumbs
    intro: str
    doors: tuple[Door, ...]
    of: str


@dataclass(frozen=True)
class LongList:
    """Draws lists of one kind. `part` is the function of a group: it is `drawn` with a listing and rows of its own."""

    groups: Groups
    cuts: Cuts
    day: str
    part: Callable[[Means, Cut, Part], None]

    def write(
        self,
        lang: str,
        path: str,
        title: str,
        rows: Sequence[IncidentRow],
        crumbs: Crumbs,
        intro: str = "",
        of: str = "",
    ) -> None:
        """One list at `path`, and its parts beside it where it is long."""
        doors = self.doors(lang, path, title, rows, crumbs, intro, of)
        ids = tuple(row["id"] for row in rows)
        held = Part(lang, path, title, ids, tuple(crumbs), intro, doors, of)
        self.groups.draw(f"{lang}/{path}", self.part, self.cuts.of(ids), held)

    def doors(
        self,
        lang: str,
        path: str,
        title: str,
        rows: Sequence[IncidentRow],
        crumbs: Crumbs,
        intro: str = "",
        of: str = "",
    ) -> tuple[Door, ...]:
        """Draws the parts of a list where it is long; returns the doors to them."""
        folder, _, name = path.rpartition("/")
        doors = []
        for key, told, some in parted(rows, self.day, lang) if len(rows) > LONGEST_LIST else ():
            part = f"{name.removesuffix('.html')}-{key}.html"
            doors.append(Door(told, len(some), part))
            self.write(
                lang, f"{folder}/{part}", f"{title}: {told}", some, [*crumbs, (title, name)], intro, of
            )
        return tuple(doors)


def draw_part(means: Means, found: Index, listing: Listing, part: Part, rows: Mapping[str, Any]) -> None:
    """One page of a list, of incidents as the listing takes them, by id."""
    pages = means.pages(found, part.lang)
    shown = [rows[key] for key in part.ids]
    doors = part.doors or None
    write_list(pages, listing, part.path, part.title, shown, part.crumbs, part.intro, doors)
