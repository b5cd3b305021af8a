"""The pages and twins of incidents: drawn from the incident's part of the record, or taken over as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cairn.publish.drawings.maps import incident_map
from cairn.publish.drawings.projection import Borders
from cairn.publish.incident.bibtex import bibtex
from cairn.publish.incident.page import incident_page
from cairn.publish.incident.part import Parts, digest_of
from cairn.publish.incident.suspicions import suspicions
from cairn.publish.incident.testimony import COLUMNS, pages_of
from cairn.publish.parts import twins
from cairn.publish.rows.index import Index
from cairn.vocab.labels import LANGUAGES, between, label, say

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
    sections: tuple[str, ...] = ()

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
            further = [f"words-{n}.html" for n in range(2, pages_of(part, key) + 1)]
            if not self._taken_over([slug, *(old for old, _ in moved)], digest, further):
                self._draw(part, key)
            done.append((slug, digest))
        return done

    def _taken_over(self, slugs: Sequence[str], digest: str, further: Sequence[str]) -> bool:
        names = [f"incidents/{slugs[0]}.{kind}" for kind in self._twins()]
        names += [f"{lang}/incidents/{slug}/index.html" for lang in LANGUAGES for slug in slugs]
        names += [f"{lang}/incidents/{slugs[0]}/{file}" for lang in LANGUAGES for file in further]
        if not self.standing.holds(slugs[0], digest, names):
            return False
        for name in names:
            self.folder.take_over(name)
        return True

    def _twins(self) -> tuple[str, ...]:
        """What stands beside the pages of an incident: nothing to cite it by where it is not to be cited."""
        return ("json", "csv") if self.preview else ("json", "csv", "bib")

    def _draw(self, part: Index, key: str) -> None:
        twin = f"incidents/{part.slugs[key]}"
        self.folder.add(
            f"{twin}.json", twins.as_json(part, twins.incident_json(part, key), preview=self.preview)
        )
        self.folder.add(f"{twin}.csv", twins.incident_csv(part, key))
        if not self.preview:
            self.folder.add(f"{twin}.bib", bibtex(part, key))
        for lang in LANGUAGES:
            pages = Pages(part, self.folder, lang, self.preview, self.sections)
            self._page(pages, key, twin)
            for slug, code in self.former.of[key]:
                moved_page(pages, slug, code, key)

    def _page(self, pages: Pages, key: str, twin: str) -> None:
        lang, part = pages.lang, pages.found
        page = incident_page(part, key, lang)
        near = self.towns[lang].near(page.spot) if page.spot else ()
        drawn = incident_map(lang, page.spot, self.borders, near) if page.spot else ""
        shared: dict[str, object] = {
            "page": page,
            "columns": [label(lang, "kind", k) for k in COLUMNS],
            "legend": [(k, label(lang, "kind", k)) for k in COLUMNS],
        }
        for here in page.said.pages:
            shared |= {
                "here": here,
                "further": [
                    (p.number, p.file) for p in page.said.pages if len(page.said.pages) > 1 and p != here
                ],
            }
            if here.number > 1:
                of = len(page.said.pages)
                title = f"{page.title}. {say(lang, 'words_page', n=here.number, of=of)}"
                pages.add(f"{twin}/{here.file}", "incident_words.html", title, twin, **shared)
                continue
            pages.add(
                f"{twin}/index.html",
                "incident.html",
                f"{page.title}{between(lang)}{page.place}",
                twin,
                map=drawn,
                ring="m-finder" in drawn,
                suspicions=suspicions(part, key, lang) if pages.preview else (),
                **shared,
            )
