"""Strings that are safe to place in a page, and the only functions that make them.

`Html` carries `__html__`, which template engines honour; everything else they escape. `element` and
`text` escape what they are given, so no other module of this package writes an angle bracket around data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from .controls import NEVER, TURNING, shown

SPECIAL = re.compile(f"[&<>\"'{NEVER}{TURNING}]").search
"""What is not set down as it is."""


class Html(str):
    """Markup that needs no further escaping."""

    __slots__ = ()

    def __html__(self) -> Html:
        """The markup itself: the protocol by which an engine knows that it is one."""
        return self


def text(words: object) -> Html:
    """Words as markup, without what no page may hold."""
    told = str(words)
    return Html(escape(shown(told), quote=True) if SPECIAL(told) else told)


def element(tag: str, attributes: Mapping[str, object] | None = None, *children: str) -> Html:
    """One element. `Html` children go in as they are, others escaped; `None` attributes are left out."""
    inside = "".join(c if isinstance(c, Html) else text(c) for c in children)
    named = "".join(f' {k}="{text(v)}"' for k, v in (attributes or {}).items() if v is not None)
    return Html(f"<{tag}{named}>{inside}</{tag}>")


def joined(parts: list[Html], between: str = "") -> Html:
    """Markup one after another."""
    return Html(between.join(parts))
