"""A picture that stands alone: valid XML, nothing loaded, and its words drawn in it in either direction."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.publish.embeds.svg import EDGE, WIDE, Drawing, Told, picture, unlinked, wrapped
from cairn.publish.wording.markup import text

SVG = "{http://www.w3.org/2000/svg}"


def parsed(picture: str) -> ET.Element:
    """The picture as XML, which we wrote ourselves."""
    return ET.fromstring(picture)  # noqa: S314


def told(title: str = "Killed: River Guard", **more: tuple[str, ...]) -> Told:
    words = {
        "lines": ("Local sources: 9 to 14.",),
        "caveat": ("Not a margin of error.",),
        "source": ("Source: us",),
    }
    return Told(title, **{**words, **more})  # type: ignore[arg-type]


def drawn(root: ET.Element) -> list[str]:
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(("lang", "x"), [("en", EDGE), ("ar", WIDE - EDGE)])
def test_source_day_and_caveat_are_drawn_on_the_side_where_reading_begins(lang, x):
    root = parsed(picture(lang, Drawing(figure=(9, 14), figure_words="9 to 14"), told(), "a{}"))
    shown = drawn(root)
    for words in ("Killed: River Guard", "Local sources: 9 to 14.", "Not a margin of error.", "Source: us"):
        assert words in shown
    assert {int(one.get("x", "0")) for one in root.findall(f"{SVG}text")} == {x}
    assert root.get("direction") == ("rtl" if lang == "ar" else "ltr")


def test_a_range_keeps_its_order_and_a_missing_figure_is_no_nought():
    shown = drawn(parsed(picture("ar", Drawing(figure=(9, 14), figure_words="x"), told(), "")))
    assert "\u20669–14\u2069" in shown
    shown = drawn(parsed(picture("en", Drawing(figure_words="no figure given"), told(), "")))
    assert "no figure given" in shown


def test_a_picture_leads_nowhere_and_loads_nothing():
    chart = '<svg class="chart"><a href="x.html" aria-label="a"><text>name</text></a></svg>'
    made = picture("en", Drawing(chart, 40), told(), ".a { fill: red; }")
    names = {one.tag for one in parsed(made).iter()}
    assert not names & {f"{SVG}{n}" for n in ("a", "script", "image", "use", "foreignObject")}
    assert "href" not in made


def test_links_go_and_what_they_hold_stays():
    assert unlinked('<a href="x"><text>n</text></a>') == "<g><text>n</text></g>"


@given(st.text(), st.text())
def test_any_words_make_valid_xml(title, line):
    root = parsed(picture("en", Drawing(str(text(""))), told(title, lines=(line,)), "a > b {}"))
    assert root.tag == f"{SVG}svg"


@given(st.text(alphabet="ab \n"), st.integers(1, 20))
def test_wrapping_loses_no_word_and_passes_no_edge(words, letters):
    lines = wrapped(words, letters)
    assert " ".join(lines).split() == words.split()
    assert all(len(line) <= letters or " " not in line for line in lines)
