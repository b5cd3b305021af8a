"""Files that are drawn together and taken over together: a place's pages with their twins, a month's, a sum's.

A group is drawn by a plain function of the values that it is given, most often a `Cut` of the record, and of nothing
else: it closes over nothing and is handed no record. The digest of those values is the key under which the marker of the
site names its files. Where the key is the same, the files stand as they would be drawn; where anything they show is
another, so is the key, for what is in no value of a group cannot be on its pages. So there is no list of what a page
depends on, which somebody could forget to lengthen.

Whoever adds pages or files of a part of the record (a feed of a place, a file of a belligerent) writes a function at
the head of a module and calls `groups.draw("feeds/places/x", write_feed, cuts.of(ids), ...)` within one of the works of
`render.py`. The name of a group is its own. What the function returns, plain values, is kept with the key and given back
when the files are taken over: of that a page that lists many groups is made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from cairn.publish.drawings.projection import Borders
from cairn.publish.parts.cut import Cut
from cairn.publish.rows.digest import digest
from cairn.publish.rows.index import Index
from cairn.vocab.labels import LANGUAGES

from .folder import SiteFolder
from .frame import Pages
from .standing import Drawn, Standing


@dataclass(frozen=True)
class Means:
    """What every group is drawn with, that is no value of the record: where to, for whom, with which sections."""

    folder: SiteFolder
    preview: bool
    sections: tuple[str, ...]
    borders: Borders

    def pages(self, found: Index, lang: str) -> Pages:
        """Pages of one language, of these incidents."""
        return Pages(found, self.folder, lang, self.preview, self.sections)

    def both(self, found: Index) -> list[Pages]:
        """Pages of each language."""
        return [self.pages(found, lang) for lang in LANGUAGES]


@dataclass
class Groups:
    """Draws groups of files, or takes them over; `drawn` is what was made of each, by its name."""

    means: Means
    standing: Standing
    drawn: dict[str, Drawn] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)

    def is_kept(self, name: str) -> bool:
        """Whether a group that this process came to was taken over: its values are those of the site that stands."""
        return name in self._kept

    def draw(self, name: str, function: Callable[..., Any], *values: object) -> Any:
        """The files of one group, by `function(means, *values)`; returns what it returns. Raises `ValueError` for a
        function that sees more than it is given, or a name that is taken; `TypeError` for a value without a digest."""
        if function.__closure__ or "<locals>" in function.__qualname__ or hasattr(function, "__self__"):
            raise ValueError(f"not a function of its values alone: {function.__qualname__}")
        if name in self.drawn:
            raise ValueError(f"two groups of one name: {name}")
        key = digest([function.__module__, function.__qualname__, [_key(value) for value in values]])
        folder = self.means.folder
        held = self.standing.group(name, key)
        if held is not None:
            self._kept.add(name)
            for file in held.files:
                folder.take_over(file)
        else:
            before = len(folder.sizes)
            told = json.loads(json.dumps(function(self.means, *values)))  # as it is when it is read again
            files = list(islice(reversed(folder.sizes), len(folder.sizes) - before))
            held = Drawn(key, tuple(reversed(files)), told)
        self.drawn[name] = held
        return held.told


def _key(value: object) -> object:
    if isinstance(value, Cut):
        return ("cut", value.digest)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_key(one) for one in value]
    return value
