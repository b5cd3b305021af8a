"""A package on paper: its lines in English, then in Arabic, set on pages. Needs the extra `pdf` and fonts of the system.

The same package with the same fonts is the same bytes: no moment of writing, no random id.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cairn.errors import MissingExtra
from cairn.publish.referral.model import Referral
from cairn.publish.referral.words import HEADING, ITEM, NOTE, PAIR, TITLE, Line, Say, lines
from cairn.vocab.labels import LANGUAGES

from . import fonts
from .fonts import Font

MARGIN, LABEL_W, GAP = 18.0, 50.0, 3.0
"""Millimetres."""
SIZES = {TITLE: 17.0, HEADING: 12.5, NOTE: 8.5}
PLAIN, SMALL = 10.0, 8.0
LONG = 50
"""A text of so many signs without a space, a hash, is set small."""
HEIGHT = 0.5
"""Millimetres of line height for each point of size."""
INK, GREY, RULE = (20, 24, 28), (95, 103, 112), (205, 210, 216)
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
"""Every file says that it was made then: when it was is in the record."""


def as_pdf(found: Referral, faces: Sequence[Font]) -> bytes:
    """The package as PDF: English first, then Arabic. Raises `MissingExtra` (extra-missing)."""
    pdf = _paper(found, faces)
    for lang in LANGUAGES:
        sheet = _Sheet(pdf, lang, len(faces))
        sheet.begin(found.reference)
        for line in lines(found, lang):
            sheet.set(line)
    out = io.BytesIO()
    pdf.output(out)
    return out.getvalue()


def fonts_for(given: Iterable[Path] = ()) -> tuple[Font, ...]:
    """The fonts named, else those of the system. Raises `FileRefused` (font-missing), `MissingExtra`."""
    _extra()
    return fonts.fonts_for(given)


def _extra() -> Any:
    """The library. Raises `MissingExtra` where it or its shaper is not installed."""
    try:
        import fpdf
        import uharfbuzz  # noqa: F401  # without it, Arabic letters would stand apart
    except ImportError as e:
        raise MissingExtra(
            "extra-missing",
            "writing PDF needs a library that is not installed",
            field="extra",
            value="pdf",
            remedy="Install it: pip install cairn-record[pdf]. JSON and the list of squares need nothing.",
        ) from e
    return fpdf


def _paper(found: Referral, faces: Sequence[Font]) -> Any:
    fpdf = _extra()
    pdf = fpdf.FPDF(format="A4", unit="mm")
    pdf.set_creation_date(NO_MOMENT)
    pdf.set_producer("Cairn")
    pdf.set_title(found.reference)
    pdf.set_margins(MARGIN, MARGIN, MARGIN)
    pdf.c_margin = 0
    pdf.set_auto_page_break(True, MARGIN)
    for n, (regular, bold) in enumerate(faces):
        pdf.add_font(f"f{n}", "", str(regular))
        pdf.add_font(f"f{n}", "B", str(bold))
    return pdf


class _Sheet:
    """The pages of one language: lines go down them, in the direction each is written."""

    def __init__(self, pdf: Any, lang: str, fonts: int) -> None:
        self.pdf = pdf
        self.lang = lang
        self.fonts = fonts
        self.is_rtl = lang == "ar"
        self.width = pdf.w - 2 * MARGIN

    def begin(self, reference: str) -> None:
        """A new page, with the reference at its foot and at that of those that follow."""
        sheet, say = self, Say(self.lang)

        def foot() -> None:
            page, half = say("title.page", n=sheet.pdf.page_no()), sheet.width / 2
            near, far = (MARGIN + half, MARGIN) if sheet.is_rtl else (MARGIN, MARGIN + half)
            sheet.pdf.set_y(-MARGIN + 4)
            sheet._text(reference, SMALL, GREY, near, half)
            sheet.pdf.set_y(-MARGIN + 4)
            sheet._text(page, SMALL, GREY, far, half, at_start=False)

        self.pdf.add_page()  # which sets the foot of the page before it, in the language that page is in
        self.pdf.footer = foot

    def set(self, line: Line) -> None:
        """One line of the package."""
        size = SIZES.get(line.kind, PLAIN)
        if line.kind == PAIR:
            self._pair(line)
        elif line.kind == HEADING:
            self._heading(line.text, size)
        else:
            below = 2 * HEIGHT * PLAIN if line.kind == ITEM else 0.0  # what an item says stands below it
            self._room(self._height(line.text, size, self.width) + below)
            bold, colour = line.kind == TITLE, GREY if line.kind == NOTE else INK
            inset = 4.0 if line.kind == ITEM else 0.0
            start = MARGIN if self.is_rtl else MARGIN + inset
            if line.kind == ITEM:
                self._dot(size)
            self._text(line.text, size, colour, start, self.width - inset, bold=bold)
            self.pdf.ln(2.2 if line.kind == TITLE else 0.8)

    def _heading(self, text: str, size: float) -> None:
        self._room(24)
        self.pdf.ln(3)
        self._text(text, size, INK, MARGIN, self.width, bold=True)
        y = self.pdf.get_y() + 0.4
        self.pdf.set_draw_color(*RULE)
        self.pdf.line(MARGIN, y, MARGIN + self.width, y)
        self.pdf.ln(2)

    def _pair(self, line: Line) -> None:
        """Label at the side where reading begins, value beside it; both stay on one page."""
        value_w = self.width - LABEL_W - GAP
        size = SMALL if len(line.text) > LONG and " " not in line.text else PLAIN
        height = max(self._height(line.label, PLAIN, LABEL_W), self._height(line.text, size, value_w))
        self._room(height)
        top = self.pdf.get_y()
        label_x, value_x = MARGIN, MARGIN + LABEL_W + GAP
        if self.is_rtl:
            label_x, value_x = MARGIN + self.width - LABEL_W, MARGIN
        self._text(line.label, PLAIN, GREY, label_x, LABEL_W)
        self.pdf.set_y(top)
        self._text(line.text, size, INK, value_x, value_w)
        self.pdf.set_y(top + height + 0.6)

    def _dot(self, size: float) -> None:
        x = MARGIN + self.width - 1.2 if self.is_rtl else MARGIN + 1.2
        y = self.pdf.get_y() + size * HEIGHT / 2
        self.pdf.set_fill_color(*GREY)
        self.pdf.ellipse(x - 0.55, y - 0.55, 1.1, 1.1, style="F")

    def _room(self, height: float) -> None:
        """A new page where so much does not fit on this one."""
        if self.pdf.get_y() + height > self.pdf.h - MARGIN and height < self.pdf.h - 2 * MARGIN:
            self.pdf.add_page()

    def _height(self, text: str, size: float, width: float) -> float:
        self._font(text, size, bold=False)
        found = self.pdf.multi_cell(
            width,
            size * HEIGHT,
            text,
            dry_run=True,
            output="HEIGHT",
            padding=0,
            align="L",
            wrapmode=self._wrap(text),
        )
        return float(found)

    def _text(
        self,
        text: str,
        size: float,
        colour: tuple[int, int, int],
        x: float,
        width: float,
        *,
        bold: bool = False,
        at_start: bool = True,
    ) -> None:
        """Text in its own direction, set against the side where this language's reading begins."""
        self._font(text, size, bold=bold)
        self.pdf.current_font_is_set_on_page = False  # measuring a text has the library forget that it is not
        self.pdf.set_text_color(*colour)
        self.pdf.set_x(x)
        left = at_start != self.is_rtl
        self.pdf.multi_cell(
            width,
            size * HEIGHT,
            text,
            align="L" if left else "R",
            new_x="LMARGIN",
            new_y="NEXT",
            padding=0,
            wrapmode=self._wrap(text),
        )

    def _font(self, text: str, size: float, *, bold: bool) -> None:
        rtl = Line(NOTE, text).is_rtl and (self.is_rtl or not text[:1].isascii())
        self.pdf.set_font("f0", "B" if bold else "", size)
        self.pdf.set_fallback_fonts([f"f{n}" for n in range(1, self.fonts)], exact_match=False)
        self.pdf.set_text_shaping(True, direction="rtl" if rtl else "ltr")

    @staticmethod
    def _wrap(text: str) -> str:
        """A hash or an address has no spaces to break at."""
        return "CHAR" if " " not in text else "WORD"
