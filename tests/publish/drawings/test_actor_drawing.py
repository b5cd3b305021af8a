"""Whom an actor counts for, drawn: firm lines, dashed ones, and everything in words as well."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from cairn.publish.drawings.actor_drawing import MOST, Branch, actor_drawing

HEADS = ("It counts for", "These count for it")


def drawn(above: list[Branch], beneath: list[Branch], lang: str = "en") -> ElementTree.Element:
    return ElementTree.fromstring(  # noqa: S314  (our own drawing)
        actor_drawing("River Guard", "grouped", HEADS, above, beneath, lang)
    )


def lines(root: ElementTree.Element, kind: str) -> int:
    return len(root.findall(f".//line[@class='{kind}']"))


def test_a_word_that_is_followed_is_a_firm_line_and_one_that_is_contested_a_dashed_one() -> None:
    root = drawn([Branch("Pact", "from 2016")], [Branch("Squad", "contested", contested=True)])
    assert (lines(root, "s-range"), lines(root, "s-days")) == (2, 2)
    assert lines(drawn([Branch("Pact", "x"), Branch("Pact", "y", contested=True)], []), "s-days") == 0


def test_it_stands_between_those_above_and_those_beneath_and_no_firm_line_runs_over_a_dashed_one() -> None:
    root = drawn(
        [Branch("Pact", "x"), Branch("League", "why", contested=True)],
        [Branch("Band", "why", contested=True), Branch("Squad", "x")],
    )
    told = [t.text for t in sorted(root.findall(".//text"), key=lambda t: int(t.get("y", "")))]
    shown = [t for t in told if t in ("League", "Pact", "River Guard", "Squad", "Band")]
    assert shown == ["League", "Pact", "River Guard", "Squad", "Band"]


def test_everything_drawn_is_in_its_words_and_it_has_a_name() -> None:
    root = drawn([Branch("Pact", "from 2016")], [Branch("Squad", "contested", contested=True)])
    assert root.get("aria-label") == "River Guard: grouped"
    assert root.findtext("desc") == "It counts for: Pact (from 2016); These count for it: Squad (contested)"


def test_names_are_escaped_shortened_with_the_whole_beside_and_lead_to_their_pages() -> None:
    name = "<b>Front</b> " * 9
    root = drawn([Branch(name, "x", "../front/index.html")], [])
    (door,) = root.findall(".//a")
    assert door.get("href") == "../front/index.html"
    assert (door.findtext("text") or "").endswith("\u2026")
    assert door.findtext("text/title") == name


def test_of_many_the_nearest_are_drawn_and_how_many_more_there_are_is_told() -> None:
    root = drawn([], [Branch(f"Band {n}", "x") for n in range(MOST + 3)])
    assert lines(root, "s-range") == 2 * MOST
    assert "These count for it (+3)" in [t.text for t in root.findall(".//text")]


def test_in_arabic_it_is_drawn_from_the_right_edge() -> None:
    root = drawn([Branch("Pact", "x")], [], "ar")
    (inner,) = root.findall("svg")
    assert inner.get("x") == "100%"
    assert all(int(line.get("x2", "0")) < 0 for line in root.findall(".//line"))


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_nothing_is_drawn_where_nobody_is_grouped(lang: str) -> None:
    assert actor_drawing("River Guard", "grouped", HEADS, [], [], lang) == ""
