"""The written pages of who held what and who is who: from a share to the words in clicks, and nothing leaks."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cairn.shell.site.render import write_site
from publish.sample import sample
from publish.sample_control import PERSON, SECRET_NOTE, SECRET_SOURCE, TOWN
from support import opened


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("public") / "site"
    write_site(sample(), out, preview=False)
    return out


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_each_language_has_the_place_its_days_and_the_actors(site: Path) -> None:
    for lang in ("en", "ar"):
        assert (site / lang / f"control/{TOWN}/index.html").is_file()
        assert (site / lang / f"control/{TOWN}/2017-04-05.html").is_file()
        assert (site / lang / "actors/river-guard/as-held-by-northern-pact/index.html").is_file()
        assert not (site / lang / "actors/far-away").exists()


def test_the_page_has_a_twin_of_rows(site: Path) -> None:
    told = json.loads(text(site / f"control/{TOWN}.json"))
    assert told["place"]["id"] == TOWN
    assert text(site / f"control/{TOWN}.csv").startswith(
        "\ufeffid,area,actor,share_min,share_max,from,to,asserted_by"
    )


def test_a_private_persons_name_source_and_notes_are_in_no_file(site: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file():
            said = opened(path)
            for secret in (PERSON, SECRET_SOURCE, SECRET_NOTE, "umm-invented", "spelt otherwise"):
                assert secret not in said, (path, secret)


def test_hostile_names_are_words_on_every_page(site: Path) -> None:
    pages = [p for p in site.rglob("*.html") if "alert(" in text(p)]
    assert len(pages) > 4
    for path in pages:
        assert "<script" not in text(path), path


class Texts(HTMLParser):
    """Collects the texts of a page with the elements that each stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.found.append((data, list(self.open)))


def test_what_overrides_the_direction_of_writing_is_replaced_and_its_words_stand_isolated(site: Path) -> None:
    turned = 0
    for path in (*site.glob("*/control/**/*.html"), *site.glob("*/actors/**/*.html")):
        page = Texts()
        page.feed(text(path))
        for said, inside in page.found:
            assert "\u202e" not in said, (path, said)
            if "\ufffd" in said:
                turned += 1
                assert {"bdi", "title"} & set(inside), (path, said)
    assert turned > 2


def test_computed_is_called_computed_wherever_a_share_stands(site: Path) -> None:
    said = text(site / f"en/control/{TOWN}/index.html")
    assert "computed: surely held" in said
    assert "Computed, that day" in said
    assert "never enters it" in said


def test_an_incident_says_who_held_the_ground_or_that_no_word_is_on_record(site: Path) -> None:
    told = [text(p) for p in (site / "en/incidents").glob("NP0*/index.html")]
    assert len(told) == 18
    assert all("Who held the ground that day" in page for page in told)
    assert any("No word on who held this ground" in page for page in told)
    assert all(len(page.encode()) < 100_000 for page in told)


def test_a_record_without_such_words_has_no_door_to_them(tmp_path: Path) -> None:
    write_site(replace(sample(3, released=2), control={}, ground={}), tmp_path / "site", preview=False)
    page = text(tmp_path / "site/en/index.html")
    assert "control/index.html" not in page
    assert not (tmp_path / "site/en/control").exists()
    assert "Who held the ground" not in text(tmp_path / "site/en/incidents/NP001/index.html")
    assert text(tmp_path / "site/data/control.csv").count("\n") == 1, "a heading and no row"
    assert not (tmp_path / "site/data/control-spreadsheet.csv").exists()


def test_a_real_case_beside_invented_ones_is_called_real(tmp_path: Path) -> None:
    record = sample(2, released=2)
    real = replace(record, control={TOWN: replace(record.control[TOWN], real=True)})
    write_site(real, tmp_path / "site", preview=False)
    assert "This case is real" in text(tmp_path / f"site/en/control/{TOWN}/index.html")
    assert "هذه الحالة فحقيقية" in text(tmp_path / f"site/ar/control/{TOWN}/index.html")
