"""A period's assessment on paper: its page set by WeasyPrint, tagged for those who read by ear.

Needs the extra `report`, Pango, and fonts of the system with Latin and Arabic letters.

The same page with the same fonts and versions is the same bytes: no moment of making, no random id. Nothing is fetched.
"""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import Any

from cairn.errors import MissingExtra
from cairn.publish.report.paper import on_paper
from cairn.shell.site.report import style

from .fonts import fonts_for

PAPER = Path(__file__).parents[1] / "site" / "report_paper.css"
VARIANT = "pdf/ua-1"


def report_pdf(page: str, lang: str) -> bytes:
    """The page of `report_html` as PDF. Raises as `ready` does."""
    weasyprint = ready()
    paper = on_paper(page, style(), rtl=lang == "ar")
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())  # the page is complete in itself
    sheet = weasyprint.CSS(string=PAPER.read_text(encoding="utf-8"), url_fetcher=nothing)
    document = weasyprint.HTML(string=paper, url_fetcher=nothing)
    made: bytes = document.write_pdf(
        stylesheets=[sheet],
        pdf_variant=VARIANT,
        pdf_identifier=hashlib.sha256(paper.encode()).hexdigest()[:32].encode(),
    )
    return made


def ready() -> Any:
    """The library, once it and fonts are there. Raises `MissingExtra` (extra-missing), `FileRefused` (font-missing)."""
    try:
        import weasyprint
    except (ImportError, OSError) as e:  # OSError: the library is there, and Pango is not
        raise MissingExtra(
            "extra-missing",
            "writing this PDF needs a library that is not installed",
            field="extra",
            value="report",
            remedy="Install it: pip install cairn-record[report], and Pango (Debian: libpango-1.0-0 libpangoft2-1.0-0). "
            "--format html needs neither.",
        ) from e
    logging.getLogger("weasyprint").setLevel(
        logging.ERROR
    )  # it tells of every rule that is for screens alone
    fonts_for()
    return weasyprint
