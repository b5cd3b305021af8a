"""The page of the map as it is written: whole without a script, and with a moving map only where the library is there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cairn.shell.site import maps
from cairn.shell.site.render import write_site
from publish.sample import sample

ROOT = Path(__file__).resolve().parents[2]
PINS = ROOT / "scripts" / "map_assets"
MOVING = "index.html#moving-title"


def written(out: Path, monkeypatch: pytest.MonkeyPatch, *, library: bool, count: int = 25) -> Path:
    """A site, written with a stand-in for the library or without it."""
    folder = out / "library"
    folder.mkdir(parents=True)
    for name in maps.LIBRARY if library else ():
        (folder / name).write_text(f"stand-in for {name}\n", encoding="utf-8")
    monkeypatch.setattr(maps, "MAPLIBRE", folder)
    write_site(sample(count, released=count), out / "site", preview=False)
    return out / "site"


def read(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_without_the_library_the_page_has_its_map_and_table_and_nothing_leads_to_a_moving_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    site = written(tmp_path, monkeypatch, library=False)
    page = read(site, f"{lang}/map/index.html")
    assert '<svg class="map"' in page
    assert len(set(re.findall(r'<th scope="row"><a href="\.\./incidents/([^/]+)/', page))) == 25
    assert "<script" not in page
    assert 'id="open"' not in page
    for name in (f"{lang}/index.html", f"{lang}/control/XT1/index.html"):
        assert 'map/index.html"' in read(site, name)
        assert "#moving-title" not in read(site, name)
    assert not list(site.rglob("assets/map*"))
    assert not (site / "data/map-land.json").exists()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_with_the_library_the_front_and_each_place_lead_to_the_moving_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    site = written(tmp_path, monkeypatch, library=True)
    assert f'map/{MOVING}"' in read(site, f"{lang}/index.html")
    led = re.search(
        r'href="\.\./\.\./map/index\.html\?([^"#]*)#', read(site, f"{lang}/control/XT1/index.html")
    )
    assert led
    assert led[1] == "to=2017-04-20&amp;ground=1&amp;lat=36.02&amp;lon=38.52&amp;z=13.0"
    page = read(site, f"{lang}/map/index.html")
    assert '<svg class="map"' in page
    assert page.index('<svg class="map"') < page.index("moving-title")
    assert re.search(r'<p id="offer" hidden><button id="open"', page)
    assert re.search(r'<div id="app" [^>]* hidden>', page)
    for name in (*maps.SCRIPTS, *(f"maplibre/{n}" for n in maps.LIBRARY)):
        assert (site / "assets" / name).is_file()


def test_only_the_page_of_the_map_may_start_a_worker_and_no_page_takes_a_script_written_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = written(tmp_path, monkeypatch, library=True)
    for page in site.rglob("*.html"):
        said = page.read_text(encoding="utf-8")
        if page.parent.name != "map":
            assert "worker-src" not in said
            continue
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', said)
        assert policy
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy[1].split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["worker-src"] == rules["script-src"] == rules["connect-src"] == "'self'"
        assert rules["require-trusted-types-for"] == "'script'"
        assert rules["trusted-types"] == "default"
        assert "unsafe" not in policy[1]
        assert "data:" not in policy[1]
        assert "blob:" not in policy[1]
        assert re.findall(r"<script[^>]*>", said) == ['<script type="module" src="../../assets/map.js">']
        assert not re.search(r"<[^>]* style=", said)


def test_the_page_counts_what_is_drawn_and_what_is_listed_and_lists_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = written(tmp_path, monkeypatch, library=False)
    page, told = read(site, "en/map/index.html"), json.loads(read(site, "data/map.json"))
    assert f"Incidents drawn: {told['drawn']}. Listed, not drawn: {told['listed']}," in page
    assert (told["drawn"], told["listed"]) == (20, 5)
    rest = page[page.index('id="listed-only"') :]
    assert len(re.findall(r'<th scope="row"><a href="\.\./incidents/', rest)) == 5
    assert len(read(site, "data/map.csv").splitlines()) == 26


def test_a_page_of_many_incidents_leaves_its_table_to_the_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maps, "LONGEST_LIST", 10)
    site = written(tmp_path, monkeypatch, library=False)
    page = read(site, "en/map/index.html")
    assert '<th scope="col">Known within</th>' not in page
    assert re.search(r'href="\.\./(incidents|periods)/[^"]*2016[^"]*"', page)
    assert 'href="../places/' in page


def test_both_languages_ask_for_the_same_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = written(tmp_path, monkeypatch, library=True)

    def words(lang: str) -> Any:
        found = re.search(r'id="app" data-words="([^"]*)"', read(site, f"{lang}/map/index.html"))
        assert found
        return json.loads(found[1].replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&"))

    assert words("en").keys() == words("ar").keys()
    used = set(re.findall(r"\btold\.(\w+)", "".join(read(site, f"assets/{n}") for n in maps.SCRIPTS)))
    assert used - {"localeCompare"} <= words("en").keys()


def test_the_library_is_pinned_by_digest_and_no_host_is_named() -> None:
    lock = json.loads((PINS / "package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((PINS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages["node_modules/maplibre-gl"]["version"] == wanted["maplibre-gl"]
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert "resolved" not in json.dumps(lock)
    assert "://" not in json.dumps(
        {name: entry for name, entry in packages.items() if not entry.get("funding")}
    )


def test_the_wheel_takes_the_library_in_though_git_does_not() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folder = maps.MAPLIBRE.relative_to(ROOT).as_posix()
    assert f"{folder}/*" in told["tool"]["hatch"]["build"]["artifacts"]
    assert f"/{folder}/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def test_without_npm_the_bundling_says_what_a_site_will_be(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, PINS / "bundle.py"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "npm is not installed" in done.stderr
