"""Cairn: casualty recording, from report to record.

import cairn
ws = cairn.open("https://example.org/record/")  # or a folder, a release, a ZIP, a workspace
"""

from __future__ import annotations

TYPE_CHECKING = False  # not from `typing`: whoever writes `import cairn` waits for nothing
if TYPE_CHECKING:
    import os

    from cairn.opened.published import Published

__version__ = "0.1.0"


def open(place: str | os.PathLike[str]) -> Published:
    """What was published at a path or an address, as rows and sums: a workspace (its public site), a site, a release, or
    a ZIP of either. Nothing else of Cairn is loaded before it is called. Raises `CairnError`, which says what to do."""
    from cairn.opened.published import opened

    return opened(place)
