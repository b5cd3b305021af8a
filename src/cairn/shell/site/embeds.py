"""What others may show on their pages: a framed page and a picture in either language, and the numbers, for each piece.

All of it stands in the folder `embed/`, so that a host can let just that be framed. A preview has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cairn.publish.drawings.charts import HATCH
from cairn.publish.drawings.projection import Borders
from cairn.publish.embeds.pieces import Piece, pieces
from cairn.publish.embeds.svg import Told, picture, unlinked
from cairn.publish.parts import twins
from cairn.publish.receipts.printed import Receipts
from cairn.publish.rows.index import Index
from cairn.publish.rows.site_address import site_address
from cairn.publish.wording.figures import day_words, range_html
from cairn.publish.wording.markup import Html, element
from cairn.vocab.labels import DIRECTION, LANGUAGES, sections

from . import engine
from .folder import SiteFolder
from .frame import Pages

STYLE = Path(__file__).parent / "embed.css"
HIGH = {"figure": 420, "chart": 560, "map": 640}
"""How high a frame is offered, in pixels: enough for a telephone."""


def embeds(receipts: Receipts, folder: SiteFolder, borders: Borders, *, preview: bool) -> None:
    """Every piece of the record; nothing for a preview."""
    if preview:
        return
    found = receipts.found
    style = STYLE.read_text(encoding="utf-8")
    folder.add("embed/embed.css", style)
    told: dict[str, list[Piece]] = {}
    for lang in LANGUAGES:
        pages = Pages(found, folder, lang, preview)
        for piece in pieces(receipts, lang, borders):
            folder.add(f"embed/{lang}/{piece.key}.svg", _picture(pages, piece, style))
            folder.add(f"embed/{lang}/{piece.key}.html", _page(pages, piece))
            told.setdefault(piece.key, []).append(piece)
    for key, both in told.items():
        folder.add(f"embed/{key}.json", twins.as_json(found, _json(found, both), preview=preview))


def elsewhere(pages: Pages, key: str, title: str, kind: str = "figure") -> dict[str, object]:
    """What a page says of using a piece elsewhere: the frame to copy, the files, the sentence of credit. Empty in a
    preview."""
    if pages.preview:
        return {}
    words = sections(pages.lang)["embed"]
    address = site_address(pages.found.record.release)
    frame = (
        f'<iframe src="{address}embed/{pages.lang}/{key}.html" title="{_plain(title)}" width="100%" '
        f'height="{HIGH[kind]}" loading="lazy" referrerpolicy="no-referrer" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
    )
    return {
        "w": words,
        "known": bool(address),
        "title": title,
        "iframe": frame,
        "svg": f"embed/{pages.lang}/{key}.svg",
        "json": f"embed/{key}.json",
        "credit": _credit(pages, title),
    }


def _plain(title: str) -> str:
    """A title as it may stand within the attribute of a line to copy."""
    return title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _credit(pages: Pages, title: str) -> str:
    record, words = pages.found.record, sections(pages.lang)["embed"]
    licence = record.release.get("licence", "")
    return (
        words["credit_line"]
        .format(
            title=title,
            site=pages.site_title(),
            day=day_words(pages.lang, record.generated_at),
            licence=words["credit_licence"].format(licence=licence) if licence else "",
            address=site_address(pages.found.record.release),
        )
        .strip()
    )


def _source(pages: Pages) -> tuple[str, ...]:
    """Where it comes from, as of which day, under which licence."""
    record, words = pages.found.record, sections(pages.lang)["embed"]
    told = [words["source"].format(site=pages.site_title(), day=day_words(pages.lang, record.generated_at))]
    if licence := record.release.get("licence"):
        told.append(words["licence"].format(licence=licence))
    if address := site_address(pages.found.record.release):
        told.append(address)
    return tuple(told)


def _picture(pages: Pages, piece: Piece, style: str) -> str:
    told = Told(piece.title, piece.lines, piece.caveat, _source(pages))
    return picture(pages.lang, piece.drawing, told, style)


def _page(pages: Pages, piece: Piece) -> str:
    drawing = piece.drawing
    return engine.page(
        "embed.html",
        {
            "lang": pages.lang,
            "dir": DIRECTION[pages.lang],
            "w": sections(pages.lang)["embed"],
            "piece": piece,
            "figure": _figure(piece, pages.lang),
            "drawing": unlinked(drawing.markup),
            "legend": [(_swatch(kind), words) for kind, words in drawing.legend],
            "hatch": HATCH,
            "source": _source(pages),
            "href": f"../../{pages.lang}/{piece.page}",
        },
    )


def _figure(piece: Piece, lang: str) -> Html:
    drawing = piece.drawing
    if drawing.figure:
        return range_html(lang, *drawing.figure)
    return element("span", {"class": "nofig"}, drawing.figure_words) if drawing.figure_words else Html("")


def _swatch(kind: str) -> Html:
    shape = {"class": kind, "x": 1, "y": 1, "width": 12, "height": 10}
    if kind == "c-conceded":
        inside = element("line", {"class": kind, "x1": 7, "x2": 7, "y1": 0, "y2": 12})
    else:
        inside = element("rect", shape)
    return element("svg", {"viewBox": "0 0 14 12", "aria-hidden": "true", "focusable": "false"}, inside)


def _json(found: Index, both: Iterable[Piece]) -> dict[str, object]:
    """The numbers with what they mean, in both languages, and where they stand here."""
    by = dict(zip(LANGUAGES, both, strict=True))
    first = by[LANGUAGES[0]]
    address = site_address(found.record.release)
    return {
        "key": first.key,
        "kind": first.kind,
        "titles": {lang: piece.title for lang, piece in by.items()},
        "as_of": found.record.generated_at,
        **first.value,
        "told": {lang: list(piece.lines) for lang, piece in by.items()},
        "caveat": {lang: " ".join(piece.caveat) for lang, piece in by.items()},
        "source": {
            lang: found.record.release.get(f"title_{lang}") or sections(lang)["ui"]["site_title"]
            for lang in by
        },
        "address": {lang: f"{address}{lang}/{piece.page}" for lang, piece in by.items()},
    }
