"""Every kind of page of a site, and where its pages lie."""

from __future__ import annotations

from pathlib import Path

KINDS = {
    "front": "index.html", "incidents": "incidents/index.html", "incident": "incidents/C-*/index.html",
    "belligerents": "belligerents/index.html", "belligerent": "belligerents/*/index.html",
    "members": "belligerents/*/likely.html", "said": "belligerents/*/said.html",
    "parties": "official/index.html", "document": "official/*.html", "entry": "official/entries/*.html",
    "compare": "compare/*.html", "compare-group": "compare/*/*.html",
    "conflicts": "conflicts/index.html", "conflict": "conflicts/*.html", "periods": "periods/index.html",
    "period": "periods/*.html", "places": "places/index.html", "province": "places/*.html",
    "town": "places/*/*.html", "sources": "sources/index.html", "source": "sources/*.html",
    "actors": "actors/index.html", "actor": "actors/*/index.html", "held-by": "actors/*/as-held-by-*/index.html",
    "controls": "control/index.html", "control": "control/*/index.html", "control-day": "control/*/*-*-*.html",
    "map": "map/index.html", "search": "search/index.html", "places-list": "search/places-1.html",
    "changes": "changes/index.html", "changes-month": "changes/*-*.html", "corrections": "corrections/index.html",
    "limits": "limits/index.html", "coverage": "coverage/index.html", "backlog": "backlog/index.html",
    "method": "method/index.html", "about": "about/index.html", "downloads": "downloads/index.html",
    "figures": "figures/index.html", "receipt": "figures/*/index.html",
    "releases": "releases/index.html", "release-gone": "releases/*/index.html",
}  # fmt: skip
"""Every kind of page, and where its pages lie in the folder of a language."""
EMBEDS = {"embed-figure": "*-likely.html", "embed-chart": "ranges.html", "embed-map": "map.html",
          "embed-timeline": "timeline.html", "embed-share": "share-*.html", "embed-steps": "steps-*.html"}  # fmt: skip

PICTURE = '<details class="picture">'


def pages_of(site: Path) -> dict[str, str]:
    """Of each kind that the site has, the page with the most to show, as a path with `{lang}` in it."""
    found = {}
    for folder, kinds in (("{lang}", KINDS), ("embed/{lang}", EMBEDS)):
        root = site / folder.format(lang="en")
        for kind, pattern in kinds.items():
            pages = [
                p for p in root.glob(pattern) if "*" not in pattern or p.parent == root or _own(p, pattern)
            ]
            if pages:
                most = max(sorted(pages), key=lambda p: p.stat().st_size)
                found[kind] = f"{folder}/{most.relative_to(root).as_posix()}"
    if pictured := _pictured(site / "en"):
        found["pictures"] = f"{{lang}}/{pictured}"
    return found


def _pictured(root: Path) -> str:
    """An incident that shows pictures; it need not be the largest."""
    pages = (p for p in sorted(root.glob("incidents/*/index.html")) if PICTURE in p.read_text("utf-8"))
    return next((p.relative_to(root).as_posix() for p in pages), "")


def _own(page: Path, pattern: str) -> bool:
    """Not the first page of a folder where the pages beside it are meant."""
    return page.name != "index.html" or pattern.endswith("index.html")
