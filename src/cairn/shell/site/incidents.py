"""The pages and twins of incidents: drawn from the incident's part of the record, or taken over as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cairn.publish import twins
from cairn.publish.incident_page import incident_page
from cairn.publish.incident_part import Parts, digest_of
from cairn.publish.index import Index
from cairn.publish.maps import incident_map
from cairn.publish.projection import Borders
from cairn.publish.suspicions import suspicions
from cairn.publish.testimony import COLUMNS
from cairn.vocab.labels import LANGUAGES, label

from .addresses import Former, moved_page
from .folder import SiteFolder
from .frame import Pages
from .standing import Standing
from .towns import Towns

CHUNK = 60
"""Incidents that a worker writes at a time."""
Digests = list[tuple[str, str]]
"""Slug and digest of what its files are made of."""


@dataclass(frozen=True)
class Incidents:
    """Writes what belongs to incidents into a folder, a chunk at a time."""

    found: Index
    folder: SiteFolder
    preview: bool
    borders: Borders
    standing: Standing
    parts: Parts
    towns: dict[str, Towns]
    former: Former

    def chunks(self) -> Iterator[Sequence[str]]:
        """The ids of incidents, so many at a time."""
        keys = list(self.found.incidents)
        yield from (keys[n : n + CHUNK] for n in range(0, len(keys), CHUNK))

    def write(self, keys: Sequence[str]) -> Digests:
        """The files of these incidents; returns what each was made of."""
        done = []
        for key in keys:
            part = self.parts.of(key)
            slug, moved = part.slugs[key], self.former.of[key]
            digest = digest_of(part, f"{self.parts.digest} {moved}")
            if not self._taken_over([slug, *(old for old, _ in moved)], digest):
                self._draw(part, key)
            done.append((slug, digest))
        return done

    def _taken_over(self, slugs: Sequence[str], digest: str) -> bool:
        names = [f"incidents/{slugs[0]}.json", f"incidents/{slugs[0]}.csv"]
        names += [f"{lang}/incidents/{slug}/index.html" for lang in LANGUAGES for slug in slugs]
        if not self.standing.holds(slugs[0], digest, names):
            return False
        for name in names:
            self.folder.take_over(name)
        return True

    def _draw(self, part: Index, key: str) -> None:
        twin = f"incidents/{part.slugs[key]}"
        self.folder.add(
            f"{twin}.json", twins.as_json(part, twins.incident_json(part, key), preview=self.preview)
        )
        self.folder.add(f"{twin}.csv", twins.incident_csv(part, key))
        for lang in LANGUAGES:
            pages = Pages(part, self.folder, lang, self.preview)
            self._page(pages, key, twin)
            for slug, code in self.former.of[key]:
                moved_page(pages, slug, code, key)

    def _page(self, pages: Pages, key: str, twin: str) -> None:
        lang, part = pages.lang, pages.found
        page = incident_page(part, key, lang)
        near = self.towns[lang].near(page.spot) if page.spot else ()
        drawn = incident_map(lang, page.spot, self.borders, near) if page.spot else ""
        pages.add(
            f"{twin}/index.html",
            "incident.html",
            f"{page.title}, {page.place}",
            twin,
            page=page,
            map=drawn,
            ring="m-finder" in drawn,
            suspicions=suspicions(part, key, lang) if pages.preview else (),
            columns=[label(lang, "kind", k) for k in COLUMNS],
            legend=[(k, label(lang, "kind", k)) for k in COLUMNS],
        )
