"""An incident that two hundred posts tell of: parted into pages that a telephone opens, every place still found."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

import pytest

from cairn.publish.allow import public
from cairn.publish.incident.testimony import pages_of
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from cairn.shell.site.render import write_site
from publish.sample import sample

MOST_BYTES = 100_000
TEXT = (
    "أصابت غارة جوية صباح اليوم السوق الشعبي في تل سراب، وقال الدفاع المدني إن 7 مدنيين قُتلوا وجُرح 11 آخرون "
    "بينهم أطفال، واتّهم الأهالي قيادة اللازورد. "
) * 3
SAID = (
    ("killed", "7 مدنيين قُتلوا", 7),
    ("injured", "جُرح 11 آخرون", 11),
    ("place", "تل سراب", None),
    ("actor", "قيادة اللازورد", None),
    ("weapon", "غارة جوية", None),
)


def long(*, kind: str = "news", released: tuple[str, ...] = ()) -> Record:
    """One released incident; `kind` of source tells of it two hundred times, each time from an origin of its own."""
    record = sample(2, released=2)
    reports: list[Any] = []
    claims: list[Any] = []
    joined: list[Any] = []
    for n in range(200):
        key = f"x{n:03d}"
        reports.append(
            {
                "id": key, "source_kind": kind, "publisher": f"وكالة مُتخيَّلة {n}", "origin_id": f"o{n}",
                "url": f"https://example.org/a/long/address/of/some/post/{n}", "language": "ar",
                "published": f"2017-03-{n % 28 + 1:02d}", "capture_sha256": f"{n:064x}", "text_sha256": f"{n:064x}",
                "released_fields": released,
            }
        )  # fmt: skip
        claims += [
            {
                "id": f"{key}k{m}", "account_id": f"{key}a", "report_id": key, "incident_id": "incident-000",
                "kind": what, "min": count, "max": count, "group": "all", "event": "this", "origin_id": f"o{n}",
                "start": TEXT.index(words), "end": TEXT.index(words) + len(words), "quote": words,
                "value": "azure_command" if what == "actor" else words,
            }
            for m, (what, words, count) in enumerate(SAID)
        ]  # fmt: skip
        joined.append(
            {"account_id": f"{key}a", "report_id": key, "incident_id": "incident-000", "decision": "joined"}
        )
    return replace(
        record,
        reports=[*record.reports, *reports],
        claims=[*record.claims, *claims],
        assignments=[*record.assignments, *joined],
        texts={**record.texts, **{r["id"]: TEXT for r in reports}},
    )


@pytest.fixture(scope="module", params=["withheld", "quoted", "whole"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    how = cast(str, request.param)
    record = long(
        kind="individual" if how == "withheld" else "news", released=("text",) if how == "whole" else ()
    )
    out = tmp_path_factory.mktemp("long") / "site"
    write_site(record, out, preview=False)
    return out


def of_incident(site: Path, lang: str) -> list[Path]:
    return sorted((site / lang / "incidents/NP000").glob("*.html"))


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_page_of_it_is_heavier_than_a_telephone_should_load(site: Path, lang: str) -> None:
    pages = of_incident(site, lang)
    assert len(pages) > 3
    assert max(p.stat().st_size for p in pages) <= MOST_BYTES


def test_every_figure_finds_its_words_and_every_word_its_figure(site: Path) -> None:
    pages = {p.name: p.read_text("utf-8") for p in of_incident(site, "ar")}
    ids = {name: re.findall(r' id="([^"]+)"', page) for name, page in pages.items()}
    for name, found in ids.items():
        assert len(found) == len(set(found)), name
    links = [
        (name, href) for name, page in pages.items() for href in re.findall(r'href="([^"/:]*#[^"]+)"', page)
    ]
    assert len(links) > 1000
    for name, href in links:
        file, _, place = unquote(href).partition("#")
        assert place in ids[file or name], (name, href)


def test_every_origin_and_every_report_stands_on_one_of_its_pages(site: Path) -> None:
    whole = "".join(p.read_text("utf-8") for p in of_incident(site, "en"))
    letters = re.findall(r'<th scope="row"><b class="letter">([A-Z]+)</b>', whole)
    assert (len(letters), len(set(letters))) == (203, 203)
    assert len(re.findall(r'<section class="report"', whole)) == 203


def test_both_languages_have_the_same_pages(site: Path) -> None:
    assert [p.name for p in of_incident(site, "en")] == [p.name for p in of_incident(site, "ar")]


def test_an_incident_with_few_words_has_one_page() -> None:
    assert pages_of(index(public(sample(1, released=1))), "incident-000") == 1


def test_its_pages_are_taken_over_with_it_and_leave_with_its_reports(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_site(long(), out, preview=False)
    first = {p.name: (p.stat().st_ino, p.read_bytes()) for p in of_incident(out, "en")}
    write_site(long(), out, preview=False)
    assert {p.name: (p.stat().st_ino, p.read_bytes()) for p in of_incident(out, "en")} == first
    write_site(sample(2, released=2), out, preview=False)
    assert [p.name for p in of_incident(out, "en")] == ["index.html"]
