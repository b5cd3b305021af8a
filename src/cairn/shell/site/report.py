"""A period's assessment as one page that needs nothing beside it: no script, no file, no address it would load.

Its style stands in it, and the page's policy allows just that style by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from cairn.publish.drawings.charts import HATCH
from cairn.publish.drawings.emblem import CAIRN
from cairn.publish.report.model import PeriodReport
from cairn.publish.report.words import texts
from cairn.publish.wording.markup import Html
from cairn.vocab.labels import DIRECTION, sections

from . import engine

STYLE = Path(__file__).parent / "report.css"


def report_html(page: PeriodReport, lang: str) -> str:
    """The page."""
    said = texts(lang)
    return engine.page(
        "report.html",
        {
            "page": page,
            "lang": lang,
            "dir": DIRECTION[lang],
            "t": sections(lang)["ui"],
            "w": said["text"],
            "l": said["label"],
            "style": Html(style()),
            "style_hash": _hash(style()),
            "hatch": HATCH,
            "emblem": CAIRN,
        },
    )


@cache
def style() -> str:
    """The style of the page, on screens and on paper."""
    return STYLE.read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """As a policy names what it allows."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
