"""The written site: nothing leaks, every door opens, the same record gives the same bytes."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

import pytest

from cairn.errors import WorkspaceFault
from cairn.publish.allow import PUBLIC_FIELDS
from cairn.publish.rows.record import Record
from cairn.shell.site.render import write_site
from publish.sample import sample
from support import opened

BANNERS = ("Machine reading, not reviewed: do not cite", "قراءة آلية لم تُراجَع: لا تُقتبَس")


def files(site: Path) -> dict[str, bytes]:
    return {str(p.relative_to(site)): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


class Doors(HTMLParser):
    """Collects hrefs and ids of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "href" and value is not None:
                self.hrefs.append(value)
            if name == "id" and value is not None:
                self.ids.append(value)


def doors(path: Path) -> Doors:
    page = Doors()
    page.feed(path.read_text(encoding="utf-8"))
    return page


@pytest.fixture(scope="module")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("public") / "site"
    write_site(sample(), out, preview=False)
    return out


@pytest.fixture(scope="module")
def preview_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("preview") / "site"
    write_site(sample(basis="best"), out, preview=True)
    return out


@pytest.mark.parametrize("kind", ["public_site", "preview_site"])
def test_every_door_of_every_page_opens(kind: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(kind)
    ids: dict[Path, set[str]] = {}
    for page in site.rglob("*.html"):
        ids[page.resolve()] = set(doors(page).ids)
    for page in site.rglob("*.html"):
        for href in doors(page).hrefs:
            if re.match(r"[a-z]+:", href):
                continue
            path, _, place = href.partition("#")
            path = path.partition("?")[0]  # what is asked of a page is for its script
            target = (page.parent / unquote(path)).resolve() if path else page.resolve()
            assert target.is_file(), (page, href)
            assert not place or unquote(place) in ids[target], (page, href)


@pytest.mark.parametrize("kind", ["public_site", "preview_site"])
def test_no_page_gives_one_id_twice(kind: str, request: pytest.FixtureRequest) -> None:
    for page in request.getfixturevalue(kind).rglob("*.html"):
        found = doors(page).ids
        assert len(found) == len(set(found)), page


def test_each_language_has_its_direction_and_its_twin(public_site: Path) -> None:
    english = {p.relative_to(public_site / "en") for p in (public_site / "en").rglob("*.html")}
    arabic = {p.relative_to(public_site / "ar") for p in (public_site / "ar").rglob("*.html")}
    assert english == arabic
    assert '<html lang="en" dir="ltr">' in (public_site / "en/index.html").read_text()
    assert '<html lang="ar" dir="rtl">' in (public_site / "ar/index.html").read_text()


def test_a_preview_says_so_on_every_page_and_asks_not_to_be_indexed(
    preview_site: Path, public_site: Path
) -> None:
    for page in preview_site.rglob("*.html"):
        said = page.read_text(encoding="utf-8")
        assert any(banner in said for banner in BANNERS), page
        assert '<meta name="robots" content="noindex' in said, page
    for page in public_site.rglob("*.html"):
        said = page.read_text(encoding="utf-8")
        assert not any(banner in said for banner in BANNERS), page


OWN = re.compile(r'<script type="module" src="(?:\.\./)+assets/[a-z-]+\.js"></script>\n')
"""A script of ours: a file from our own origin, in one place of the page."""


def test_no_page_needs_a_script_or_another_host(public_site: Path, preview_site: Path) -> None:
    for page in [*public_site.rglob("*.html"), *preview_site.rglob("*.html")]:
        said = OWN.sub("", page.read_text(encoding="utf-8"), count=1)
        assert "<script" not in said
        assert not re.search(
            r"(?:src|srcset)=[\"']|url\(http|<link[^>]+https?:| on[a-z]+=\"| style=\"", said
        ), page


def test_a_script_in_a_post_is_shown_as_words(preview_site: Path) -> None:
    said = (preview_site / "en/incidents/NP001/index.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in said


def test_the_same_record_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_site(sample(6, released=4), tmp_path / name, preview=False)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_page_that_is_no_longer_in_the_record_is_gone(tmp_path: Path) -> None:
    write_site(sample(6, released=4), tmp_path / "site", preview=False)
    assert (tmp_path / "site/en/incidents/NP003/index.html").exists()
    write_site(sample(6, released=3), tmp_path / "site", preview=False)
    assert not (tmp_path / "site/en/incidents/NP003/index.html").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_it_does_not_replace_a_folder_that_is_not_a_site(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(WorkspaceFault, match=r"not-a-site"):
        write_site(sample(1), tmp_path, preview=False)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_a_site_that_fails_half_way_leaves_the_old_one_standing(tmp_path: Path) -> None:
    write_site(sample(2, released=2), tmp_path / "site", preview=False)
    before = files(tmp_path / "site")

    def fails(step: str, done: int, of: int) -> None:
        raise RuntimeError(step)

    with pytest.raises(RuntimeError):
        write_site(sample(3, released=3), tmp_path / "site", preview=False, progress=fails)
    assert files(tmp_path / "site") == before


def test_old_codes_and_withdrawn_records_go_on_answering(public_site: Path) -> None:
    assert "NP003" in (public_site / "en/incidents/OLD3/index.html").read_text()
    assert "withdrawn" in (public_site / "en/incidents/GONE1/index.html").read_text()


def test_confirmed_is_printed_with_what_was_conceded(public_site: Path) -> None:
    said = (public_site / "en/incidents/NP001/index.html").read_text()
    assert "It accepts killed: 0; injured: 2. Local sources report killed: 3 to 4." in said
    assert "“non-credible”" in said
    assert "not a finding that no harm occurred" in said


def test_what_awaits_assessment_is_a_number_of_allegations(public_site: Path) -> None:
    said = (public_site / "en/index.html").read_text()
    assert "<b><bdi>7</bdi></b> allegations awaiting assessment" in said


def plant(record: Record, count: int) -> list[str]:
    """Hide `count` secrets in places the public must not see; returns them."""
    chance = random.Random(20170512)
    secrets: list[str] = []

    def secret() -> str:
        secrets.append(f"SECRET{chance.getrandbits(64):016x}")
        return secrets[-1]

    private = [r for r in record.reports if r["source_kind"] == "individual"]
    waiting = [r for r in record.incidents if r["state"] != "released"]
    hidden: list[tuple[list[Any], str]] = [
        (private, "publisher"), (private, "url"), (private, "author"), (private, "platform"),
        (private, "capture_sha256"),
        (list(record.reports), "author"), (list(record.reports), "text"), (list(record.reports), "note"),
        (waiting, "place_name"), (waiting, "summary_en"), (waiting, "summary_ar"), (waiting, "code"),
        (list(record.incidents), "grade_suggested"), (list(record.attributions), "grade_suggested"),
        (list(record.attributions), "would_change"), (list(record.assignments), "why"),
        (list(record.assignments), "decided_by"), (list(record.claims), "attributed_to"),
        (list(record.claims), "extractor"), ([h for h in record.history if not h.get("public")], "who"),
        ([h for h in record.history if not h.get("public")], "why"),
    ]  # fmt: skip
    people = {r["id"] for r in private}
    theirs = [c for c in record.claims if c["report_id"] in people]
    hidden += [(theirs, "quote"), (theirs, "value"), (theirs, "scope")]
    while len(secrets) < count:
        rows, name = hidden[len(secrets) % len(hidden)]
        chance.choice(rows)[name] = secret()
    for rid in list(record.texts):
        cast(dict[str, str], record.texts)[rid] += f" {secret()}"
    return secrets


def test_no_file_of_the_public_site_holds_a_planted_secret(tmp_path: Path) -> None:
    record = sample(25, released=15)
    secrets = plant(record, 200)
    record = replace(record, salt="SALTSECRET")
    write_site(record, tmp_path / "site", preview=False)
    written = "\n".join(opened(p) for p in (tmp_path / "site").rglob("*") if p.is_file())
    assert len(secrets) >= 200
    assert not [s for s in [*secrets, "SALTSECRET"] if s in written]
    assert not [key for key in record.texts if record.texts[key] in written]


def test_the_leak_test_can_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name one more field and a planted secret must be found: the test above is not blind."""
    record = sample(25, released=15)
    secrets = plant(record, 200)
    wider = {**PUBLIC_FIELDS, "claims": (*PUBLIC_FIELDS["claims"], "attributed_to")}
    monkeypatch.setattr("cairn.publish.allow.PUBLIC_FIELDS", wider)
    write_site(record, tmp_path / "site", preview=False)
    written = "\n".join(opened(p) for p in (tmp_path / "site").rglob("*") if p.is_file())
    assert [s for s in secrets if s in written]


def test_pages_stay_small(public_site: Path) -> None:
    assert max(p.stat().st_size for p in public_site.rglob("*.html")) < 100_000
