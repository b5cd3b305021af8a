"""The releases as a site shows them: each with its folder. One that is not as the log says is not shown."""

from __future__ import annotations

import json

from cairn.publish.releases.model import Release
from cairn.publish.releases.page import Shown
from cairn.shell.site.releases import OnShelf
from cairn.shell.workspace import Workspace

from . import folder


def shelf(ws: Workspace) -> list[OnShelf]:
    """Every version that was ever frozen, in the order of the log."""
    found = []
    for one in folder.frozen(ws).values():
        there = folder.home(ws, one.version)
        if one.withdrawn_at:
            found.append(OnShelf(Shown(one.version, one.withdrawn_at, note=one.note)))
        elif folder.is_sound(there, one.sums):
            facts = Release.of(json.loads((there / "release.json").read_bytes()))
            files = [(name, (there / name).stat().st_size) for name in folder.names_in(there)]
            found.append(OnShelf(Shown(one.version, one.at, facts, files, one.sums), there))
    return found
