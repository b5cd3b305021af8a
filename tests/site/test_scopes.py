"""The pages of conflicts, periods, places and organisations, as they are written."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cairn.publish.allow import public
from cairn.publish.parts.scope import Scope, sums
from cairn.publish.rows.index import index
from cairn.shell.site.lists import LONGEST_LIST
from cairn.shell.site.render import write_site
from publish.sample import sample

KINDS = ("conflicts/index", "periods/2016", "periods/2016-01", "places/Aleppo", "places/Aleppo/Bayt-Zaytun")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public site of the sample."""
    out = tmp_path_factory.mktemp("scopes") / "site"
    write_site(sample(30, released=28), out, preview=False)
    return out


def read(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_monitoring_stands_before_any_figure_and_no_figure_is_of_all_parties(
    site: Path, kind: str, lang: str
) -> None:
    said = read(site, f"{lang}/{kind}.html")
    assert said.index('id="watched"') < said.index('id="sums"') < said.index('class="big"')
    names = re.findall(r'<h3 id="a-([^"]+)"', said)
    assert len(names) == len(set(names)) > 0
    assert said.count("s-conceded") == len(names)


def test_a_month_says_what_its_twin_says_and_what_the_core_says(site: Path) -> None:
    told = json.loads(read(site, "periods/2016-01.json"))
    found = index(public(sample(30, released=28)))
    from datetime import date

    made: Any = sums(found, Scope(first=date(2016, 1, 1), last=date(2016, 1, 31)))
    assert told["tallies"] == [
        {k: v for k, v in json.loads(json.dumps(row, default=list)).items() if k != "lines"} for row in made
    ]
    rows = list(csv.DictReader(read(site, "periods/2016-01.csv").removeprefix("\ufeff").splitlines()))
    assert [row["actor_id"] for row in rows] == [row["actor_id"] for row in made]


def test_every_incident_is_on_the_page_of_its_month_and_its_province(site: Path) -> None:
    for row in public(sample(30, released=28)).incidents:
        link = f"incidents/{row['code']}/index.html"
        assert link in read(site, f"en/periods/{(row['date_start'] or '')[:7]}.html")
        assert link in read(site, f"en/places/{row['admin1']}.html")


def test_a_month_of_which_nothing_is_released_says_so_and_shows_no_nought(tmp_path: Path) -> None:
    record = sample(2, released=2)
    rows: Any = record.incidents
    rows[1]["date_start"] = rows[1]["date_end"] = "2016-03-09"
    write_site(replace(record, incidents=rows), tmp_path / "site", preview=False)
    said = read(tmp_path / "site", "en/periods/2016-02.html")
    assert "No incident released of this month." in said
    assert 'id="watched"' in said
    assert 'id="sums"' not in said
    assert 'rel="prev" href="2016-01.html"' in said
    assert 'rel="next" href="2016-03.html"' in said


def test_the_address_of_the_list_of_a_year_goes_on_answering(site: Path) -> None:
    assert 'href="../periods/2016.html"' in read(site, "en/incidents/2016.html")
    assert 'href="../periods/2016.html"' in read(site, "ar/incidents/2016.html")


def test_a_long_month_and_a_long_province_are_in_parts_that_hold_every_incident(tmp_path: Path) -> None:
    many = LONGEST_LIST + 20
    record = sample(many, released=many)
    for n, row in enumerate(record.incidents):
        row["date_start"] = row["date_end"] = f"2016-05-{n % 2 + 3:02d}"
        row["admin1"], row["admin1_ar"] = "Aleppo", ""
    write_site(record, tmp_path / "site", preview=False)
    for page, parts in (("periods/2016-05", 2), ("places/Aleppo", 2)):
        said = read(tmp_path / "site", f"en/{page}.html")
        files = re.findall(rf'href="({page.split("/")[1]}-[^"/]+\.html)"', said)
        assert len(set(files)) == parts
        folder = tmp_path / "site/en" / page.split("/")[0]
        codes = [
            c for f in set(files) for c in re.findall(r"incidents/(NP\d+)/", (folder / f).read_text("utf-8"))
        ]
        assert len(set(codes)) == many
    year = read(tmp_path / "site", "en/periods/2016.html")
    assert "incidents/NP" not in year.split('id="incidents"')[1]
    assert 'href="2016-05.html"' in year


def test_two_countries_are_two_conflicts_and_their_index_gives_no_sum(tmp_path: Path) -> None:
    record = sample(12, released=12)
    for n, row in enumerate(record.incidents):
        row["country"] = ("SY", "IQ", "")[n % 3]
    write_site(record, tmp_path / "site", preview=False)
    listed = read(tmp_path / "site", "en/conflicts/index.html")
    assert 'class="big"' not in listed
    assert 'href="iq.html"' in listed
    assert 'href="no-country.html"' in listed
    assert "NP000" in read(tmp_path / "site", "en/periods/2016-01.html")
    assert (
        "SY"
        not in json.loads(read(tmp_path / "site", "conflicts/iq.json"))["tallies"][0]["definition"]["country"]
    )
    assert json.loads(read(tmp_path / "site", "conflicts/no-country.json"))["tallies"] == []


def test_a_source_page_names_no_person_and_every_figure_on_it_leads_to_words(site: Path) -> None:
    pages = list((site / "en/sources").glob("*.html"))
    assert len(pages) > 2
    for page in pages:
        said = page.read_text("utf-8")
        assert "Invented Person" not in said
        assert "author of" not in said
    courier = read(site, "en/sources/The-Invented-Courier.html")
    for slug, anchor in re.findall(r'href="\.\./incidents/([^/]+)/index\.html#([^"]+)"', courier):
        assert f'id="{anchor}"' in read(site, f"en/incidents/{slug}/index.html")
    assert "#" in courier


def test_links_of_these_pages_lead_somewhere(site: Path) -> None:
    for kind in ("conflicts", "periods", "places", "sources"):
        for page in (site / "en" / kind).rglob("*.html"):
            for href in re.findall(r'<a [^>]*href="([^"#]+)[#"]', page.read_text("utf-8")):
                assert (page.parent / href).resolve().exists(), (page, href)


@pytest.mark.parametrize("kind", KINDS[:2])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_conceded_figure_is_a_link_and_names_its_incidents_the_day_it_was_said_and_its_words(
    site: Path, kind: str, lang: str
) -> None:
    said = read(site, f"{lang}/{kind}.html")
    parts = re.findall(r'<div class="sum s-conceded">(.*?)</div>', said, re.S)
    told = [part for part in parts if "its-words" in part]
    assert told
    for part in told:
        assert re.search(r'<a class="big" href="[^"]*belligerents/[^"/]+/index.html#conceded">', part)
        for line in re.findall(r"<li>(.*?)</li>", part, re.S):
            assert "incidents/" in line
            assert re.search(r'official/entries/[^"]+#words', line)
        assert "20" in re.sub(r"<[^>]+>", "", part)  # the year it was said


def test_the_table_of_what_a_party_concedes_parts_the_day_of_harm_from_the_day_of_its_word(
    site: Path,
) -> None:
    said = read(site, "en/belligerents/northern-pact/index.html")
    table = said[said.index('id="conceded"') :]
    heads = re.findall(r'<th scope="col">([^<]+)</th>', table)
    assert heads[1:6] == [
        "Day of harm",
        "Said on",
        "Killed, accepted by the party",
        "Injured, accepted by the party",
        "Killed, local sources",
    ]


def test_a_period_with_an_umbrella_and_its_part_says_so_before_anybody_adds_up(tmp_path: Path) -> None:
    record = sample(6, released=6)
    rows: Any = record.incidents
    rows[1]["parent_id"], rows[1]["date_start"] = rows[0]["id"], rows[0]["date_start"]
    write_site(replace(record, incidents=rows), tmp_path / "site", preview=False)
    said = read(tmp_path / "site", f"en/periods/{rows[0]['date_start'][:4]}.html")
    assert re.search(r"<b><bdi>1</bdi></b> Of these, umbrella records", said)
    assert "<small>umbrella record</small>" in said
    assert re.search(rf'part of <a href="../incidents/{rows[0]["code"]}/', said)
