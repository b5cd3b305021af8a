"""Marked texts: exact, escaped, every claim with its own anchor."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.publish.incident.marks import CONTEXT, SHOWN_WHOLE, Mark, marked
from cairn.publish.wording.controls import TURNING, shown

TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=60)


def words_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def letters(text: str) -> str:
    """The text as it may be shown, but for what turns the direction, which each piece of it closes for itself."""
    return re.sub(f"[{TURNING}]", "", shown(text))


def test_it_marks_the_words_and_nothing_else() -> None:
    text = "قُتل خمسة مدنيين في السوق"
    start = text.index("خمسة")
    assert '<mark id="c-1" class="k-killed">خمسة</mark>' in marked(
        text, [Mark(start, start + 4, "c-1", "killed")]
    )


def test_it_shows_a_script_in_a_post_as_words() -> None:
    html = marked("<script>alert(1)</script> & 'five'", [Mark(0, 8, "c-1", "place")])
    assert "<script" not in html
    assert words_of(html) == "<script>alert(1)</script> & 'five'"


def test_an_anchor_cannot_break_out_of_its_attribute() -> None:
    html = marked("five", [Mark(0, 4, 'c-"><b>', 'k"><b>')])
    assert "<b>" not in html


def test_claims_on_the_same_words_each_have_an_anchor() -> None:
    marks = [Mark(0, 4, "c-1", "killed"), Mark(0, 4, "c-2", "status"), Mark(2, 8, "c-3", "injured")]
    html = marked("five men here", marks)
    assert re.findall(r'id="(c-\d)"', html) == ["c-1", "c-2", "c-3"]
    assert words_of(html) == "five men here"


def test_it_refuses_a_mark_past_the_end() -> None:
    with pytest.raises(ValueError, match="c-9"):
        marked("short", [Mark(2, 9, "c-9", "killed")])


def test_a_long_text_is_shown_around_its_claims_only() -> None:
    text = "a" * SHOWN_WHOLE + "five" + "b" * SHOWN_WHOLE
    html = marked(text, [Mark(SHOWN_WHOLE, SHOWN_WHOLE + 4, "c-1", "killed")])
    assert words_of(html) == "[…]" + "a" * CONTEXT + "five" + "b" * CONTEXT + "[…]"


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_every_letter_appears_once_and_every_claim_has_its_place(
    text: str, pairs: list[tuple[int, int]]
) -> None:
    spans = [(min(a, b), max(a, b)) for a, b in pairs if min(a, b) < max(a, b) <= len(text)]
    html = marked(text, [Mark(a, b, f"c-{n}", "killed") for n, (a, b) in enumerate(spans)])
    assert letters(words_of(html)) == letters(text)
    assert sorted(re.findall(r'id="c-(\d+)"', html), key=int) == [str(n) for n in range(len(spans))]
