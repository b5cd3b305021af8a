"""The API of a public site, written as files: complete without any server. A preview has none."""

from __future__ import annotations

from cairn.publish.api import OF_A_PAGE, Head, Held, Page, files_of_all, head_of, page_files, pages_of
from cairn.publish.formats import tables_of
from cairn.publish.parts.cut import Cut, Cuts
from cairn.publish.rows.index import Index

from .data import about
from .groups import Groups, Means

ROOT = "api/v1"
"""Where the API stands, from the site's root."""


def api(groups: Groups, cuts: Cuts, found: Index) -> None:
    """Every answer that asks nothing, each at the address where a live server would give it. The incidents of a page of
    the list are a group."""
    if groups.means.preview:
        return
    told = dict(about(found, preview=False).lines())
    tables = tables_of(found, is_public=True)
    for name, text in files_of_all(tables, told):
        groups.means.folder.add(f"{ROOT}/{name}", text)
    for page in pages_of(tables["incidents"].rows, tables["deletions"].rows):
        head = head_of(Head.of(told), page, [found.incidents[key] for key in page.ids])
        groups.draw(f"api/{page.here}", page_group, cuts.of(page.ids), page, head)


def page_group(means: Means, cut: Cut, page: Page, head: Head) -> None:
    """One page of the list with the answers about its incidents."""
    for name, text in page_files(head, Held(tables_of(cut.found, is_public=True, names=OF_A_PAGE)), page):
        means.folder.add(f"{ROOT}/{name}", text)
