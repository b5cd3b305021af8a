"""The chart of a share: what is computed as bands, what is claimed as marks, nothing between two ends."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from cairn.publish.drawings.share_chart import bands, drawn, share_chart
from cairn.publish.drawings.share_file import share_svg
from cairn.publish.drawings.share_marks import SHAPES
from cairn.publish.wording.share_words import percent_html, percent_words, points_html
from publish.sample_control import HOSTILE, PACT, UNTIL, claims, shares


def chart(lang: str = "en", **more: object) -> object:
    return share_chart(lang, "A share", shares(PACT), claims(), str, until=UNTIL, **more)  # type: ignore[arg-type]


def test_a_band_stands_until_the_day_before_the_next_and_the_last_until_the_end() -> None:
    found = bands(shares(PACT), UNTIL)
    assert found[0].first == shares(PACT)[0].day
    assert found[-1].last == UNTIL
    for one, other in pairwise(found):
        assert other.first == one.last + timedelta(days=1)
        assert (one.low, one.high) != (other.low, other.high)


def test_every_claim_is_a_mark_with_its_author_its_share_and_where_it_lies() -> None:
    made = chart()
    assert [d.n for d in made.dots] == [1, 2, 3]  # type: ignore[attr-defined]
    told = made.dots[0].told  # type: ignore[attr-defined]
    assert "2 March 2017" in told
    assert PACT in told
    assert "75 per cent" in told
    assert "lies" in told


def test_a_claimed_range_is_a_bar_between_two_marks_and_has_no_middle() -> None:
    wide = next(c for c in claims() if c.claim.share == (0.5, 1.0))
    svg = drawn("en", share_chart("en", "t", shares(PACT), [wide], str))
    marks = [y for _, y in re.findall(r'<svg x="([^"]+)" y="([^"]+)"', svg)]
    assert marks == ["114.0", "14.0"]


def test_authors_are_told_apart_by_shape() -> None:
    made = chart()
    shapes = {d.author: d.shape for d in made.dots}  # type: ignore[attr-defined]
    assert len(set(shapes.values())) == len(shapes) > 1
    assert [name for name, _ in made.authors] == sorted(shapes, key=str.casefold)  # type: ignore[attr-defined]


def test_more_authors_than_shapes_are_hollow_the_second_time() -> None:
    one = claims()[0]
    many = [
        replace(one, claim=replace(one.claim, asserted_by=f"author {n:02d}")) for n in range(len(SHAPES) + 1)
    ]
    svg = drawn("en", share_chart("en", "t", shares(PACT), many, str))
    assert svg.count("s-hollow") == 1


def test_what_may_have_been_held_is_hatched_above_what_surely_was() -> None:
    svg = drawn("en", chart())  # type: ignore[arg-type]
    assert "s-sure" in svg
    assert "s-may" in svg


def test_a_hostile_author_is_words_and_no_markup() -> None:
    one = claims()[0]
    bad = replace(one, claim=replace(one.claim, asserted_by=HOSTILE))
    for svg in (
        drawn("en", share_chart("en", HOSTILE, shares(PACT), [bad], str)),
        share_svg("en", share_chart("en", HOSTILE, shares(PACT), [bad], str)),
    ):
        assert "<script" not in svg
        assert "&lt;script&gt;" in svg


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_file_is_whole_in_itself(lang: str) -> None:
    text = share_svg(lang, chart(lang))  # type: ignore[arg-type]
    root = ET.fromstring(text.encode())  # noqa: S314
    assert root.tag.endswith("svg")
    assert root.get("viewBox")
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "prefers-color-scheme: dark" in text


def test_a_chart_needs_a_share() -> None:
    with pytest.raises(ValueError, match="needs a share"):
        share_chart("en", "t", (), (), str)


@pytest.mark.parametrize(("first", "last"), [(1, 9), (1, 40), (1, 300), (1, 5000)])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_days_of_an_axis_do_not_run_into_each_other(lang: str, first: int, last: int) -> None:
    start = date(2011, 3, 17)
    series = [replace(shares(PACT)[0], day=start + timedelta(days=n)) for n in (first, last)]
    svg = drawn(lang, share_chart(lang, "t", series, (), str))
    places = [
        (float(x), words)
        for x, words in re.findall(
            r'<text class="c-tick" x="([\d.]+)%" text-anchor="start"[^>]*y="232">([^<]*)', svg
        )
    ]
    assert places
    for (x, words), (other, _) in pairwise(places):
        assert x / 100 * 290 + 6.6 * len(words) <= other / 100 * 290


def test_a_share_keeps_its_order_in_either_direction_and_is_heard_in_words() -> None:
    html = percent_html("ar", 0.412, 0.58)
    assert '<bdi dir="ltr" aria-hidden="true" class="whole">41–58%</bdi>' in html
    assert "من 41 إلى 58" in html
    assert percent_words("en", 0.45, 0.45) == "45 per cent"


def test_hardly_anything_is_not_nothing_and_nearly_all_is_not_all() -> None:
    assert percent_words("en", 0.0004, 0.9999) == "1 to 99 per cent"
    assert percent_words("en", 0, 1) == "0 to 100 per cent"


@pytest.mark.parametrize(
    ("low", "high", "seen"),
    [(0.05, 0.05, "+5"), (-0.05, -0.05, "−5"), (0.001, -0.001, "0"), (-0.1, 0.2, "−10 … +20")],
)
def test_a_difference_carries_its_sign(low: float, high: float, seen: str) -> None:
    assert seen in points_html("en", low, high)
