"""The pictures of a site: copies that were let out, each written once under a name that tells nothing."""

from __future__ import annotations

from collections.abc import Callable

from cairn.publish.incident.media import shown_files
from cairn.publish.rows.index import Index

from .folder import SiteFolder
from .standing import Standing

FOLDER = "media"
Pictures = Callable[[str], bytes]
"""From the name of a copy to its bytes. It is called by other processes, and touches no database."""


def picture_files(found: Index, folder: SiteFolder, standing: Standing, pictures: Pictures | None) -> None:
    """Write what pages show; a file is named by what is in it, so one that nobody touched is taken over."""
    if pictures is None:
        return
    for file in shown_files(found):
        name = f"{FOLDER}/{file}"
        if standing.is_as_written(name):
            folder.take_over(name)
        else:
            folder.add_bytes(name, pictures(file))
