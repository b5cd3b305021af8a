"""A page of the site as a reader without a browser has it, and the words of the pages as they are read."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Page:
    """One page of the site: its words, its tables, and where its links lead."""

    path: Path

    @property
    def source(self) -> str:
        return self.path.read_text("utf-8")

    def link(self, words: str, after: str = "") -> str:
        """Where the first link of these words leads that stands after `after`."""
        rest = self.source[self.source.index(after) :]
        links: list[tuple[str, str]] = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', rest, re.DOTALL)
        led = next((href for href, inner in links if plain(inner) == words), None)
        assert led is not None, f"{self.path} has no link {words!r} after {after!r}"
        return led

    def click(self, words: str, after: str = "") -> Page:
        return Page((self.path.parent / self.link(words, after)).resolve())

    def rows(self, heading: str = "") -> list[list[str]]:
        """The cells of every row, of all tables or of the first one under a heading; lines in a cell are set apart by
        commas."""
        source = self._under(heading).partition("</table>")[0] if heading else self.source
        return [
            [plain(cell.replace("<br>", ", ")) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
            for row in re.findall(r"<tr>(.*?)</tr>", source, re.DOTALL)
        ]

    def part(self, heading: str) -> str:
        """The words of one part of the page, by its heading."""
        return plain(self._under(heading))

    def _under(self, heading: str) -> str:
        found = re.search(rf"<h2[^>]*>{re.escape(heading)}</h2>(.*?)(?:<h2|</main>)", self.source, re.DOTALL)
        assert found, f"no part is headed {heading!r}"
        return found[1]


def plain(source: str) -> str:
    """What is seen of a piece of a page: without what is said to those alone who hear it."""
    shown = re.sub(r'<span class="vh">.*?</span>', "", source)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", shown)).split())
