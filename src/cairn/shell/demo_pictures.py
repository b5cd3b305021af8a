"""The demo's invented pictures on their whole way: drawn, added, told in words, released by a second person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cairn.demo.draw import drawn
from cairn.shell.acts.act import at_moment
from cairn.shell.acts.add_media import add_media
from cairn.shell.acts.show_media import Words, release_media, tell
from cairn.shell.records.models import Media
from cairn.shell.workspace import Workspace


def show_pictures(ws: Workspace, script: Mapping[str, Any]) -> int:
    """Every `[[picture]]` of the script; returns how many. Raises `CairnError` where a step cannot be done."""
    for picture in script["picture"]:
        with at_moment(datetime.fromisoformat(picture["added_at"])):
            name = _added(ws, picture)
        for step in picture["tell"]:
            words = Words(step["en"], step.get("ar", ""), picture["warning"])
            with at_moment(datetime.fromisoformat(step["at"])):
                tell(name, words, who=step["person"], why=step["why"])
        step = picture["release"]
        with at_moment(datetime.fromisoformat(step["at"])):
            release_media(ws, name, who=step["person"], why=step["why"])
    return len(script["picture"])


def _added(ws: Workspace, picture: Mapping[str, Any]) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{picture['draw']}.png"
        path.write_bytes(drawn(picture["draw"]))
        add_media(ws, path, report=picture["report"])
    return Media.objects.get(report_id=picture["report"]).id
