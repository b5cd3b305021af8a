import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.values import Passage


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    start = draw(st.integers(0, 40))
    return Passage(start, start + draw(st.integers(0, 40)))


@pytest.mark.parametrize("bad", [(-1, 3), (4, 3)])
def test_it_refuses_what_is_no_passage(bad: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="passage"):
        Passage(*bad)


def test_it_refuses_to_reach_past_the_text() -> None:
    with pytest.raises(ValueError, match="text"):
        Passage(2, 9).of("short")


def test_offsets_count_code_points() -> None:
    assert Passage(2, 6).of("🏚 قُتل خمسة") == "قُتل"


@given(passages(), passages())
def test_a_joined_passage_holds_both(a: Passage, b: Passage) -> None:
    both = a.joined(b)
    assert both == b.joined(a)
    assert both.contains(a)
    assert both.contains(b)


@given(passages(), passages())
def test_passages_overlap_where_they_share_a_character(a: Passage, b: Passage) -> None:
    shared = set(range(a.start, a.end)) & set(range(b.start, b.end))
    assert a.overlaps(b) == bool(shared)


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_the_words_are_the_slice_of_the_text(text: str, start: int, length: int) -> None:
    if start + length <= len(text):
        assert Passage(start, start + length).of(text) == text[start : start + length]
