"""Whom an actor counts for and who counts for it, as SVG: branches enter, a drawing leaves.

Those that it counts for stand above it, those that count for it beneath; a line is dashed where the word is contested
and not followed, and such lines stand outermost, so that no firm line runs over one. Every branch is a row of the lists
and tables of the page, which are the drawing's words. Lengths down are units and there is no viewBox, as in all charts
here; in Arabic everything is drawn from the right edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.publish.wording.markup import Html, element
from cairn.vocab.labels import between

from .charts import drawing

MOST = 12
"""Branches drawn on a side; how many more there are is told as a number, and the lists have them."""
TRUNK, TWIG, WORDS = 7, 24, 30
ROW, HEAD, OWN = 36, 24, 34
LONGEST_NAME, LONGEST_TOLD = 31, 40
"""Letters that fit the narrowest screen; the whole stands in the title of the row."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Another actor on one side, with its days, or why the word that puts it there is not followed."""

    name: str
    told: str
    href: str = ""
    contested: bool = False


def actor_drawing(
    name: str,
    title: str,
    heads: tuple[str, str],
    above: Sequence[Branch],
    beneath: Sequence[Branch],
    lang: str,
) -> Html:
    """The drawing of one actor; `heads` are the words over those above and over those beneath. Empty where there are
    neither."""
    if not above and not beneath:
        return Html("")
    gap = between(lang, "semicolon")
    upper = sorted(_once(above, gap), key=lambda b: not b.contested)
    lower = sorted(_once(beneath, gap), key=lambda b: b.contested)
    side = _Side(-1 if lang == "ar" else 1)
    spots = [HEAD + 14 + ROW * n for n in range(len(_drawn(upper, first=False)))]
    own = (spots[-1] + ROW if spots else 0) + 14
    under = [own + OWN + HEAD + ROW * n for n in range(len(_drawn(lower, first=True)))]
    parts = [
        *side.branches(heads[0], _drawn(upper, first=False), spots, own, len(upper)),
        *side.branches(heads[1], _drawn(lower, first=True), under, own, len(lower)),
        element("circle", {"class": "s-mark", "cx": side.x(TRUNK), "cy": own - 5, "r": 6}),
        side.text("c-n", own, name, LONGEST_NAME),
    ]
    whole = element("svg", {"x": "100%" if lang == "ar" else None, "overflow": "visible"}, *parts)
    told = gap.join(_words(head, some, gap) for head, some in zip(heads, (upper, lower), strict=True) if some)
    return drawing(f"{name}: {title}", told, (under[-1] if under else own) + 24, [whole])


def _words(head: str, branches: Sequence[Branch], gap: str) -> str:
    return f"{head}: " + gap.join(f"{b.name} ({b.told})" for b in branches)


def _once(branches: Sequence[Branch], gap: str) -> list[Branch]:
    """Each name once: with all its stretches of days, and firm where any of them is."""
    firm = {b.name for b in branches if not b.contested}
    found: dict[str, Branch] = {}
    for b in branches:
        if b.contested and b.name in firm:
            continue
        before = found.get(b.name)
        told = b.told if before is None or b.told == before.told else f"{before.told}{gap}{b.told}"
        found[b.name] = Branch(b.name, told, b.href, b.contested)
    return list(found.values())


def _drawn(branches: Sequence[Branch], *, first: bool) -> Sequence[Branch]:
    """Those nearest to the actor."""
    return branches[:MOST] if first else branches[-MOST:]


@dataclass(frozen=True, slots=True)
class _Side:
    """Draws from the left edge, or with `way` -1 from the right."""

    way: int

    def x(self, units: int) -> int:
        return self.way * units

    def text(self, kind: str, y: int, words: str, longest: int) -> Html:
        short = words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
        title = [element("title", None, words)] if short != words else []
        return element("text", {"class": kind, "x": self.x(WORDS), "y": y}, short, *title)

    def line(self, dashed: bool, start: tuple[int, int], end: tuple[int, int]) -> Html:
        ends = {"x1": self.x(start[0]), "y1": start[1], "x2": self.x(end[0]), "y2": end[1]}
        return element("line", {"class": "s-days" if dashed else "s-range", **ends})

    def branches(
        self, head: str, branches: Sequence[Branch], spots: Sequence[int], own: int, there_are: int
    ) -> list[Html]:
        """One side: its words, then trunk and twigs, each piece of the trunk up to the next branch."""
        if not branches:
            return []
        more = f" (+{there_are - len(branches)})" if there_are > len(branches) else ""
        parts = [self.text("c-tick", spots[0] - HEAD, head + more, LONGEST_TOLD)]
        at = own
        for b, y in sorted(zip(branches, spots, strict=True), key=lambda pair: abs(pair[1] - own)):
            parts += [
                self.line(b.contested, (TRUNK, at - 5), (TRUNK, y - 5)),
                self.line(b.contested, (TRUNK, y - 5), (TWIG, y - 5)),
            ]
            name = self.text("c-name" if b.href else "c-n", y, b.name, LONGEST_NAME)
            parts.append(element("a", {"href": b.href}, name) if b.href else name)
            parts.append(self.text("c-tick", y + 15, b.told, LONGEST_TOLD))
            at = y
        return parts
