"""The API of a public site, written as files: complete without any server."""

from __future__ import annotations

from cairn.publish.api import api_files
from cairn.publish.formats import tables_of
from cairn.publish.rows.index import Index

from .data import about
from .folder import SiteFolder

ROOT = "api/v1"
"""Where the API stands, from the site's root."""


def api(found: Index, folder: SiteFolder) -> None:
    """Every answer that asks nothing, each at the address where a live server would give it."""
    told = dict(about(found, preview=False).lines())
    for name, text in api_files(tables_of(found, is_public=True), told):
        folder.add(f"{ROOT}/{name}", text)
