"""An assessment on paper: its words are found in both languages, ranges keep their order, and the bytes stay the same."""

from __future__ import annotations

import base64
import builtins
import importlib
import importlib.util
import io
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cairn.errors import FileRefused, MissingExtra
from cairn.publish.report.page import period_report
from cairn.shell.export import fonts
from cairn.shell.export.report_pdf import ready, report_pdf
from cairn.shell.site.report import report_html
from cairn.tally.words import sentence
from publish.sample_report import material
from support import needed

MARKS = {"en": "Machine reading, not reviewed: do not cite", "ar": "قراءة آلية لم تُراجَع: لا تُقتبَس"}

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module", autouse=True)
def setter() -> None:
    needed("report", importlib.util.find_spec("weasyprint") is not None, "the extra report is not installed")
    try:
        ready()
    except (MissingExtra, FileRefused) as e:
        needed("report", False, str(e))


@cache
def made(lang: str, **how: Any) -> bytes:
    return report_pdf(report_html(period_report(material(**how), lang), lang), lang)


def pages(pdf: bytes) -> list[str]:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def letters(text: str) -> set[str]:
    """Its words without vowel signs and joined forms, in any order: a PDF keeps Arabic as it is drawn."""
    bare = "".join(c for c in unicodedata.normalize("NFKC", text) if not unicodedata.combining(c))
    return set(re.findall(r"[^\W\d_]+", bare.replace("\u0640", "")))


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_headline_is_found_in_it(lang: str) -> None:
    told = "\n".join(pages(made(lang)))
    headline = sentence(material().tally, lang)
    assert letters(headline) <= letters(told)
    total = material().tally.killed
    drawn = f"{total.min} to {total.max_of_known}" if lang == "en" else f"{total.min}–{total.max_of_known}"
    assert drawn in re.sub(r"\s+", " ", told)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_preview_is_marked_on_every_page(lang: str) -> None:
    for page in pages(made(lang, preview=True)):
        assert letters(MARKS[lang]) <= letters(page)
    assert not any(letters(MARKS["en"]) <= letters(page) for page in pages(made("en")))


def test_the_same_page_is_the_same_bytes_without_a_moment_of_making() -> None:
    pdf = made("ar")
    assert pdf == made.__wrapped__("ar")
    assert b"CreationDate" not in pdf
    assert b"ModDate" not in pdf


def test_it_is_tagged_with_its_language_and_title() -> None:
    from pypdf import PdfReader

    root = PdfReader(io.BytesIO(made("ar"))).trailer["/Root"]
    assert root["/Lang"] == "ar"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_it_loads_nothing(tmp_path: Path) -> None:
    """A picture that lies beside it, and that any browser would show, is not in it."""
    picture = tmp_path / "dot.png"
    picture.write_bytes(DOT)
    page = report_html(period_report(material(), "en"), "en")
    asking = page.replace("</main>", f'<img alt="a dot" src="{picture.as_uri()}"></main>')
    assert b"/Image" not in report_pdf(asking, "en")
    shown = importlib.import_module("weasyprint").HTML(string=asking).write_pdf()
    assert b"/Image" in shown


def test_without_the_extra_it_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def hide(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "weasyprint":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", hide)
    with pytest.raises(MissingExtra) as refused:
        ready()
    assert (refused.value.code, refused.value.value) == ("extra-missing", "report")
    assert "html" in refused.value.remedy


def test_without_pango_it_names_the_extra_too(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(MissingExtra, match="extra-missing") as refused:
        ready()
    assert "Pango" in refused.value.remedy


def test_without_fonts_it_says_which_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path),))
    with pytest.raises(FileRefused, match="font-missing"):
        ready()
