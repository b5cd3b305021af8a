"""What others may show on their pages: each piece in two languages, as a page, a picture and numbers."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from cairn.shell.site.render import write_site
from publish.sample import sample


def parsed(picture: str) -> ET.Element:
    """The picture as XML, which we wrote ourselves."""
    return ET.fromstring(picture)  # noqa: S314


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("embeds") / "site"
    write_site(sample(), out, preview=False)
    return out


def test_each_kind_of_piece_is_there_in_both_languages_and_all_three_forms(site):
    keys = {p.stem for p in (site / "embed").glob("*.json")}
    assert keys >= {
        "northern-pact-likely", "ranges", "timeline", "timeline-northern-pact", "map", "steps-northern-pact-lowest",
    }  # fmt: skip
    assert any(key.startswith("share-") for key in keys)
    for lang in ("en", "ar"):
        for kind in ("html", "svg"):
            assert {p.stem for p in (site / "embed" / lang).glob(f"*.{kind}")} == keys


def test_every_picture_is_valid_and_carries_source_day_and_caveat(site):
    for path in (site / "embed").glob("*/*.svg"):
        root = parsed(path.read_text("utf-8"))
        words = " ".join("".join(t.itertext()) for t in root.iter("{http://www.w3.org/2000/svg}text"))
        assert "2026" in words, path
        assert "CC BY 4.0" in words, path
        assert not re.search(
            r"<script|<a[ >]|@import|url\((?!#)|(?:xlink:)?href=\"(?!#)", path.read_text("utf-8")
        )


def test_every_framed_page_carries_its_caveat_and_one_door_that_opens_apart(site):
    for path in (site / "embed").glob("*/*.html"):
        said = path.read_text("utf-8")
        assert said.count("<a ") == 1, path
        assert 'target="_blank" rel="noopener"' in said
        assert "unsafe" not in said
        assert len(said) < 100_000


def test_every_size_of_a_drawing_is_whole_and_within_its_sheet(site):
    for path in (site / "embed").glob("en/*.svg"):
        root = parsed(path.read_text("utf-8"))
        high = int(root.get("height", "0"))
        ends = [int(float(t.get("y", "0"))) for t in root.findall("{http://www.w3.org/2000/svg}text")]
        assert 0 < max(ends) < high


def test_the_numbers_carry_definition_caveat_source_and_address(site):
    told = json.loads((site / "embed/northern-pact-likely.json").read_text("utf-8"))
    assert told["killed"].keys() == {"min", "max_of_known"}
    assert told["definition"]["actors"] == ["northern-pact"]
    for name in ("titles", "caveat", "source", "address"):
        assert set(told[name]) == {"en", "ar"}
        assert all(told[name].values())
    assert told["as_of"] == "2026-11-22T20:00:00Z"


@pytest.mark.parametrize(
    "page",
    [
        "index.html",
        "figures/northern-pact-likely/index.html",
        "belligerents/northern-pact/index.html",
        "compare/northern-pact.html",
        "control/XT1/index.html",
    ],
)
def test_a_page_says_how_to_use_its_drawings_elsewhere_and_the_files_are_there(site, page):
    said = (site / "en" / page).read_text("utf-8")
    frames = re.findall(r"&lt;iframe src=&quot;([^&]+)&quot;", said)
    assert frames
    for frame in frames:
        assert (site / frame).is_file(), frame
    files = re.findall(r'href="((?:\.\./)+embed/[^"]+)"', said)
    assert len(files) == 2 * len(frames)
    for file in files:
        assert ((site / "en" / page).parent / file).resolve().is_file(), file


def test_a_preview_has_nothing_for_other_sites(tmp_path):
    write_site(sample(basis="best"), tmp_path / "site", preview=True)
    assert not (tmp_path / "site/embed").exists()
    for path in (tmp_path / "site").rglob("*.html"):
        assert "iframe" not in path.read_text("utf-8"), path
