"""What every page of one language shares: names, direction, the other language, the foot."""

from __future__ import annotations

from dataclasses import dataclass, field

from cairn.publish.drawings.charts import HATCH
from cairn.publish.drawings.emblem import CAIRN
from cairn.publish.rows.index import Index
from cairn.publish.wording.markup import Html
from cairn.publish.wording.page_words import words
from cairn.vocab.labels import DIRECTION, LANGUAGES, sections

from . import engine
from .folder import SiteFolder
from .nav import links

NAME = {"en": "English", "ar": "العربية"}


@dataclass(frozen=True)
class Pages:
    """Writes pages of one language into a folder; a page's path is relative to that language's root.

    `sections` are the kinds of page that the site has, by which every page leads to all of them (nav.py).
    `rows` are rows of lists that were made, by the id of what they tell of and how they lead to the root."""

    found: Index
    folder: SiteFolder
    lang: str
    preview: bool
    sections: tuple[str, ...] = ()
    rows: dict[tuple[str, str], Html] = field(default_factory=dict, repr=False)

    def site_title(self) -> str:
        """The name under which the record appears."""
        release = self.found.record.release
        own = release.get("title_ar") if self.lang == "ar" else release.get("title_en")
        return own or sections(self.lang)["ui"]["site_title"]

    def add(self, path: str, template: str, title: str, twin: str = "", **context: object) -> None:
        """One page at `path`; `twin` is the name of its JSON and CSV without their ending."""
        other = next(code for code in LANGUAGES if code != self.lang)
        root = "../" * path.count("/")
        release = self.found.record.release
        head, foot = links(self.lang, self.sections, path, root)
        shared: dict[str, object] = {
            "lang": self.lang,
            "dir": DIRECTION[self.lang],
            "root": root,
            "other": f"{root}../{other}/{path}",
            "other_lang": other,
            "other_dir": DIRECTION[other],
            "other_name": NAME[other],
            "t": sections(self.lang)["ui"],
            "site_title": self.site_title(),
            "title": title,
            "description": f"{title} · {self.site_title()}",
            "preview": self.preview,
            "grounds": "control" in self.sections,
            "sections": self.sections,
            "head_links": head,
            "foot_links": foot,
            "all_pages": words(self.lang, "nav.all"),
            "emblem": CAIRN,
            "hatch": HATCH,
            "generated_at": self.found.record.generated_at,
            "release_name": release.get("name", ""),
            "licence": release.get("licence", ""),
            "contact": release.get("contact", ""),
            "checkpoint": release.get("checkpoint", ""),
            "json": f"{root}../{twin}.json" if twin else "",
            "csv": f"{root}../{twin}.csv" if twin else "",
        }
        self.folder.add(f"{self.lang}/{path}", engine.page(template, shared | context))
