"""The guide for readers, followed in both languages: each word it quotes is on the page it says, each link leads there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from docs.walked import Page, plain

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs/guide"
GUIDES = {"en": (GUIDE / "readers.md", GUIDE / "readers-more.md"),
          "ar": (GUIDE / "readers.ar.md", GUIDE / "readers-more.ar.md")}  # fmt: skip
"""The three tasks, and the page that goes further on."""
pytestmark = pytest.mark.django_db  # the pages are written from one
QUOTED = re.compile(r"\*{1,2}([^*]+)\*{1,2}")

FRONT, LIST, YEAR, YEARS = "index.html", "incidents/index.html", "periods/2025.html", "periods/index.html"
MARKET, DEPOT = "incidents/C-A6ECFB45/index.html", "incidents/C-AD78B390/index.html"
SUM, PARTY = "figures/northern_pact-likely/index.html", "belligerents/northern_pact/index.html"
ENTRY, COMPARED = "official/entries/demo-entry-4.html", "compare/northern_pact.html"
METHOD, ABOUT, MAP = "method/index.html", "about/index.html", "map/index.html"
ROW, CARD = 'href="#a-northern_pact"', 'id="a-northern_pact"'


@dataclass(frozen=True)
class Seen:
    """Words that the guide quotes stand on this page."""

    page: str


@dataclass(frozen=True)
class Led:
    """They are a link there, which leads to that page and place; it is the first one after `after`."""

    page: str
    to: str
    after: str = ""


WALK: tuple[tuple[Seen | Led, ...], ...] = (
    (  # cite an incident
        Led(FRONT, LIST), Seen(LIST), Led(LIST, YEAR), Led(YEAR, MARKET), Led(MARKET, MARKET + "#cite"), Seen(MARKET),
        Seen(MARKET), Seen(MARKET), Seen(MARKET), Seen(MARKET), Seen(MARKET),
        Led(FRONT, "places/index.html"), Led(FRONT, "search/index.html"), Seen(MARKET), Seen(MARKET), Seen(MARKET),
        Seen(MARKET), Seen(MARKET), Seen(MARKET),
    ),
    (  # find what one party concedes
        Seen(FRONT), Led(FRONT, PARTY + "#conceded", ROW), Led(PARTY, DEPOT, 'id="conceded"'),
        Led(PARTY, ENTRY + "#words", 'id="conceded"'), Seen(ENTRY), Led(ENTRY, DEPOT), Seen(DEPOT), Seen(DEPOT),
        Led(FRONT, YEARS), Led(YEARS, YEAR), Seen(DEPOT), Seen(FRONT), Seen(FRONT), Seen(ENTRY),
        Led(FRONT, COMPARED, CARD), Seen(COMPARED), Seen(COMPARED), Seen(COMPARED), Seen(COMPARED), Seen(COMPARED),
    ),
    (  # explain a range to a colleague
        Seen(MARKET), Led(MARKET, MARKET + "#said"), Seen(MARKET), Seen(MARKET), Seen(MARKET), Seen(MARKET),
        Seen(MARKET), Seen(MARKET), Seen(MARKET), Seen(MARKET), Seen(FRONT), Led(FRONT, SUM, ROW), Seen(SUM),
        Seen(SUM), Led(SUM, MARKET), Seen(MARKET), Led(MARKET, MARKET + "#c-", 'id="rests"'), Seen(MARKET),
        Seen(MARKET), Seen(SUM),
    ),
    (  # count it again
        Seen(SUM), Seen(SUM), Led(SUM, "downloads/index.html"), Led(SUM, "../figures/northern_pact-likely.json"),
    ),
    (  # what the pages mean
        Seen(FRONT), Seen(FRONT), Seen(FRONT), Seen(MAP), Seen(METHOD), Seen(METHOD), Seen(FRONT), Seen(FRONT),
        Seen(FRONT), Seen(FRONT), Seen(FRONT), Seen(MARKET), Seen(MARKET),
    ),
    (  # where to look further
        Led(FRONT, METHOD), Seen(METHOD), Led(FRONT, "limits/index.html"), Led(FRONT, "changes/index.html"),
        Led(FRONT, "corrections/index.html"), Led(FRONT, "coverage/index.html"), Led(FRONT, "backlog/index.html"),
        Led(FRONT, "figures/index.html"), Led(FRONT, ABOUT), Seen(ABOUT), Seen(FRONT),
    ),
)  # fmt: skip
"""For each part of the guide, in its order, where the words it quotes stand and lead to."""


def parts(lang: str) -> list[str]:
    """The guide's parts, each without its pictures and blocks."""
    whole = "\n".join(page.read_text("utf-8") for page in GUIDES[lang])
    told = re.sub(r"!\[[^\]]*\]\([^)]*\)|^```.*?^```", "", whole, flags=re.S | re.M)
    return re.split(r"^## .*\n", told, flags=re.MULTILINE)[1:]


def quoted(part: str) -> list[str]:
    return [" ".join(words.split()) for words in QUOTED.findall(part)]


def follow(site: Path, lang: str, words: str, step: Seen | Led) -> None:
    page = Page(site / lang / step.page)
    if isinstance(step, Seen):
        assert words in plain(page.source), f"{step.page} does not say {words!r}"
        return
    led = page.link(words, step.after)
    path, _, anchor = led.partition("#")
    there = (page.path.parent / path).resolve() if path else page.path
    to, _, place = step.to.partition("#")
    assert there == (site / lang / to).resolve(), f"{words!r} on {step.page} leads to {led}"
    assert anchor.startswith(place), f"{words!r} on {step.page} leads to {led}"
    assert not anchor or f'id="{anchor}"' in there.read_text("utf-8")


@pytest.mark.parametrize("lang", GUIDES)
@pytest.mark.parametrize("part", range(len(WALK)))
def test_each_word_the_guide_quotes_is_where_it_says_and_each_link_leads_there(
    pages: Path, lang: str, part: int
) -> None:
    for words, step in zip(quoted(parts(lang)[part]), WALK[part], strict=True):
        follow(pages, lang, words, step)


@pytest.mark.parametrize("lang", GUIDES)
def test_the_guide_has_no_part_that_is_not_followed(lang: str) -> None:
    assert len(parts(lang)) == len(WALK)


def test_a_word_that_is_not_on_the_page_and_a_link_that_leads_elsewhere_are_noticed(pages: Path) -> None:
    with pytest.raises(AssertionError, match="does not say"):
        follow(pages, "en", "What nobody wrote", Seen(MARKET))
    with pytest.raises(AssertionError, match="has no link"):
        follow(pages, "en", "What nobody wrote", Led(FRONT, LIST))
    with pytest.raises(AssertionError, match="leads to"):
        follow(pages, "en", "Limits", Led(FRONT, METHOD))


@pytest.mark.parametrize("lang", GUIDES)
def test_the_three_rows_add_up_as_the_guide_tells_a_colleague(pages: Path, lang: str) -> None:
    rows = [r for r in Page(pages / lang / SUM).rows() if r[0].startswith("C-")]
    lowest, highest = ([row[at] for row in rows] for at in (4, 5))
    assert (lowest, highest) == (["10", "5", "6"], ["11", "8", "7"])
    assert "21" in parts(lang)[2]
    for figures in (lowest, highest):
        places = [re.search(rf"\b{figure}\b", parts(lang)[2]) for figure in figures]
        assert all(places)


@pytest.mark.parametrize("lang", GUIDES)
def test_the_words_that_the_highest_end_leads_to_are_those_the_guide_quotes(pages: Path, lang: str) -> None:
    page = Page(pages / lang / MARKET)
    anchor = page.link("11", 'id="rests"').removeprefix("#")
    marked = page.source[page.source.index(f'id="{anchor}"') :].split("</mark>", 1)[0]
    assert "11 people killed" in quoted(parts(lang)[2])
    assert plain(f"<i {marked}").endswith("11 people killed")


def test_the_printed_command_counts_the_figure_again_from_what_a_reader_downloads(
    pages: Path, tmp_path: Path
) -> None:
    (command,) = re.findall(r"^```\n(python3 .*)\n```", GUIDES["en"][1].read_text("utf-8"), re.MULTILINE)
    assert command in GUIDES["ar"][1].read_text("utf-8")
    assert command in plain(Page(pages / "en" / SUM).source)
    offered = re.findall(r'href="\.\./\.\./data/([^"/]+)"', Page(pages / "en/downloads/index.html").source)
    (tmp_path / "data").mkdir()
    (tmp_path / "figures").mkdir()
    for name in offered:
        shutil.copy(pages / "data" / name, tmp_path / "data")
    shutil.copy(pages / command.split()[2], tmp_path / "figures")
    done = subprocess.run(
        [sys.executable, *command.split()[1:]], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("equal")


def test_both_guides_name_each_other_and_can_be_read_in_ten_minutes() -> None:
    for lang, other in (("en", "ar"), ("ar", "en")):
        for told, twin in zip(GUIDES[lang], GUIDES[other], strict=True):
            words = told.read_text("utf-8")
            assert f"]({twin.name})" in words
            assert len(words.split()) < 1300
        first, further = GUIDES[lang]
        assert f"]({further.name})" in first.read_text("utf-8")
        assert f"]({first.name})" in further.read_text("utf-8")


@pytest.mark.parametrize("lang", GUIDES)
@pytest.mark.parametrize("task", range(3))
def test_each_task_begins_with_six_lines_at_most_then_what_is_right_and_wrong_to_write_then_the_rest_folded(
    lang: str, task: int
) -> None:
    steps, table, *rows = parts(lang)[task].strip().split("\n\n")
    assert all(re.match(r"\d\. ", line) for line in steps.splitlines())
    assert len(steps.splitlines()) <= 6
    right, wrong = {"en": ("right to write", "wrong to write"), "ar": ("الصواب", "الخطأ")}[lang]
    assert table.splitlines()[0] == f"| {right} | {wrong} |"
    assert len(table.splitlines()) >= 4
    assert rows[0].startswith("<details>")
    assert "</details>" in rows
