"""Whether a disk has room for what is to be written to it."""

from __future__ import annotations

import shutil
from pathlib import Path

from cairn.errors import WorkspaceFault

SPARE = 32 * 2**20


def demand_room(folder: Path, needed: int) -> None:
    """Raises `WorkspaceFault` (`disk-full`) before anything is written."""
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE:
        raise WorkspaceFault(
            "disk-full",
            f"there is room for {free / 1e6:,.0f} MB, and about {needed / 1e6:,.0f} MB are needed",
            field="path",
            value=folder,
            remedy="Make room on it, or name another disk.",
        )
