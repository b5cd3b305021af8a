"""The package on paper: the same bytes for the same package, letters of both scripts, clear words where it cannot be."""

from __future__ import annotations

import builtins
import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cairn.errors import FileRefused, MissingExtra
from cairn.publish.referral.package import referral
from cairn.publish.referral.words import HEADING, ITEM, NOTE, PAIR, TEXT, TITLE, Line, lines
from cairn.shell.acts.release import release
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.export import fonts as fonts_of_system
from cairn.shell.export import referral_pdf
from cairn.shell.export.referral_files import writer
from cairn.shell.export.referral_pdf import as_pdf, fonts_for
from cairn.shell.records.models import Referral
from cairn.shell.workspace import Workspace
from publish.referral_sample import material
from shell.desk import NOOR, SAM, code
from support import needed


@pytest.fixture
def fonts() -> tuple[Any, ...]:
    there = all(importlib.util.find_spec(name) for name in ("fpdf", "uharfbuzz"))
    needed("pdf", there, "the extra pdf is not installed")
    try:
        return fonts_for()
    except FileRefused:
        needed("pdf", False, "this machine has no fonts with Arabic letters: fonts-noto-core has them")
        raise


def blind(monkeypatch: pytest.MonkeyPatch, *hidden: str) -> None:
    """As if these were not installed."""
    real = builtins.__import__

    def hide(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] in hidden:
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", hide)


def test_the_same_package_is_the_same_bytes(fonts: Any) -> None:
    found = referral(material())
    first = as_pdf(found, fonts)
    assert first == as_pdf(found, fonts)
    assert first.startswith(b"%PDF-")
    assert b"C-TEST0001/azure-command/1" in first


class Pages:
    """Stands for the library: keeps what is set, where, and in which direction."""

    w, h = 210.0, 297.0

    def __init__(self, lines_of: Callable[[str, float], int] | None = None) -> None:
        self.y, self.page, self.at, self.direction = 18.0, 0, 0.0, ""
        self.said: list[tuple[int, float, float, str, str, str]] = []
        self._rows = lines_of or (lambda text, width: 1)
        self.footer: Callable[[], None] = lambda: None

    def add_page(self) -> None:
        if self.page:
            self.footer()
        self.page, self.y = self.page + 1, 18.0

    def page_no(self) -> int:
        return self.page

    def get_y(self) -> float:
        return self.y

    def set_y(self, y: float) -> None:
        self.y = y if y >= 0 else self.h + y

    def set_x(self, x: float) -> None:
        self.at = x

    def ln(self, height: float) -> None:
        self.y += height

    def set_text_shaping(self, on: bool, direction: str) -> None:
        assert on
        self.direction = direction

    def multi_cell(self, width: float, height: float, text: str, *, align: str, **how: Any) -> float:
        tall = height * self._rows(text, width)
        if not how.get("dry_run"):
            self.said.append((self.page, self.at, width, align, self.direction, text))
            self.y += tall
        return tall

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **how: None


def set_out(lang: str, *some: Line, rows: Callable[[str, float], int] | None = None) -> Pages:
    pages = Pages(rows)
    sheet = referral_pdf._Sheet(pages, lang, 1)
    sheet.begin("C-1/x/1")
    for line in some:
        sheet.set(line)
    return pages


def test_arabic_runs_from_the_right_and_a_grid_square_within_it_from_the_left() -> None:
    pages = set_out("ar", Line(PAIR, "37SDV58", "المربع"), Line(TEXT, "نرجو مراجعة كل ضربة"))
    told = {text: (direction, align) for _, _, _, align, direction, text in pages.said}
    assert told == {"المربع": ("rtl", "R"), "37SDV58": ("ltr", "R"), "نرجو مراجعة كل ضربة": ("rtl", "R")}


def test_an_arabic_spelling_on_an_english_page_runs_from_the_right_and_stands_at_the_left() -> None:
    pages = set_out("en", Line(PAIR, "تل سراب، تلّ سراب", "Arabic script"))
    assert [(d, a) for _, _, _, a, d, _ in pages.said] == [("ltr", "L"), ("rtl", "L")]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_label_stands_where_reading_begins_and_nothing_leaves_the_page(lang: str) -> None:
    pages = set_out(lang, Line(PAIR, "value", "label"), Line(ITEM, "an item"), Line(TITLE, "a title"))
    at = {text: x for _, x, _, _, _, text in pages.said}
    assert (at["label"] < at["value"]) == (lang == "en")
    assert all(x >= 18 and x + width <= 210 - 18 + 0.01 for _, x, width, _, _, _ in pages.said)


def test_a_label_and_its_value_stay_on_one_page() -> None:
    pages = set_out("en", *[Line(PAIR, f"value {n}", f"label {n}") for n in range(120)])
    page = {text: n for n, *_, text in pages.said}
    assert len({n for n, *_ in pages.said}) > 1
    assert all(page[f"value {n}"] == page[f"label {n}"] for n in range(120))


def test_every_line_of_a_package_is_set_in_both_languages() -> None:
    found = referral(material())
    for lang in ("en", "ar"):
        wanted = [t for line in lines(found, lang) for t in (line.label, line.text) if t]
        said = [text for *_, text in set_out(lang, *lines(found, lang)).said]
        assert [t for t in said if t in wanted] == wanted


def test_the_foot_of_each_page_is_in_the_language_of_the_page() -> None:
    pages = Pages()
    for lang in ("en", "ar"):
        sheet = referral_pdf._Sheet(pages, lang, 1)
        sheet.begin("C-1/x/1")
        sheet.set(Line(HEADING, "x"))
        sheet.set(Line(NOTE, "y"))
    assert [text for *_, text in pages.said if "page" in text] == ["page 1"]
    pages.footer()
    assert pages.said[-1][-1] == "صفحة 2"


def test_without_the_extra_it_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    blind(monkeypatch, "fpdf")
    with pytest.raises(MissingExtra) as refused:
        as_pdf(referral(material()), ())
    assert (refused.value.code, refused.value.value) == ("extra-missing", "pdf")


def test_without_the_shaper_it_names_the_extra_too(monkeypatch: pytest.MonkeyPatch) -> None:
    blind(monkeypatch, "uharfbuzz")
    with pytest.raises(MissingExtra, match="extra-missing"):
        as_pdf(referral(material()), ())


def test_without_fonts_it_says_which_to_install(
    fonts: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts_of_system, "FOLDERS", (str(tmp_path),))
    with pytest.raises(FileRefused) as refused:
        fonts_for()
    assert (refused.value.code, refused.value.field) == ("font-missing", "font")
    assert "fonts-noto-core" in refused.value.remedy


def test_a_font_without_arabic_or_that_is_none_is_refused(fonts: Any, tmp_path: Path) -> None:
    none = tmp_path / "none.ttf"
    none.write_bytes(b"no font at all")
    for given in (none, tmp_path / "absent.ttf"):
        with pytest.raises(FileRefused, match="font-missing"):
            fonts_for([given])


def test_named_fonts_are_taken(fonts: Any) -> None:
    given = [regular for regular, _ in fonts]
    assert [regular for regular, _ in fonts_for(given)] == given


@pytest.fixture
def released(three: Workspace) -> Workspace:
    set_assessment(Decision("wire-1", NOOR, "three origins", grades={"russia": "fair"}))
    release("wire-1", who=SAM, why="checked")
    return three


def test_what_cannot_be_written_is_not_recorded_as_sent(
    released: Workspace, cli: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blind(monkeypatch, "fpdf")
    call = (
        "refer",
        "wire-1",
        "--to",
        "russia",
        "--out",
        tmp_path / "out",
        "--send",
        "--as",
        SAM,
        "--why",
        "asked",
    )
    done = cli(*call)
    assert (done.exit_code, "extra-missing" in done.output) == (1, True)
    assert not Referral.objects.exists()
    assert not (tmp_path / "out").exists()


def test_the_command_writes_a_pdf_of_a_record(
    released: Workspace, cli: Any, fonts: Any, tmp_path: Path
) -> None:
    done = cli("refer", "wire-1", "--to", "russia", "--out", tmp_path)
    assert done.exit_code == 0, done.output
    assert (tmp_path / f"{code()}-russia-1.pdf").read_bytes().startswith(b"%PDF-")


def test_the_writer_without_pdf_needs_no_font(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blind(monkeypatch, "fpdf", "uharfbuzz", "fontTools")
    assert writer(("json", "mgrs"), tmp_path)([]) == [str(tmp_path / "mgrs.csv")]
