"""The API of a site as files: at its addresses, in no preview, led to, and left as it is where nothing of it moved."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from cairn.publish.allow import public
from cairn.publish.api import api_files
from cairn.publish.formats import public_tables
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from cairn.shell.site.data import about as about_of
from cairn.shell.site.render import write_site
from publish.api.published import dated
from publish.sample import sample


def written(record: Record, site: Path, *, preview: bool = False) -> dict[str, bytes]:
    """Every file of the API by its address."""
    write_site(record, site, preview=preview)
    root = site / "api/v1"
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_every_address_that_the_index_names_is_there(tmp_path: Path) -> None:
    answers = written(sample(), tmp_path / "site")
    named = [item["address"] for item in json.loads(answers["index.json"])["items"]]
    root = tmp_path / "site/api/v1"
    assert len(named) > 20
    assert [a for a in named if "{" not in a and not (root / a).resolve().is_file()] == []


def test_the_files_are_the_answers_made_of_the_public_tables_at_once(tmp_path: Path) -> None:
    record = dated(sample(400, released=400))
    about = dict(about_of(index(public(record)), preview=False).lines())
    whole = {name: text.encode() for name, text in api_files(public_tables(record), about)}
    assert written(record, tmp_path / "site") == dict(sorted(whole.items()))
    assert sum(name.startswith("incidents/after/") for name in whole) >= 2


def test_the_page_of_downloads_leads_to_it_in_both_languages_and_that_of_a_preview_does_not(
    tmp_path: Path,
) -> None:
    written(sample(), tmp_path / "site")
    assert written(sample(), tmp_path / "preview", preview=True) == {}
    for lang, title in (("en", "For programs"), ("ar", "للبرامج")):
        page = f"{lang}/downloads/index.html"
        public, preview = ((tmp_path / of / page).read_text("utf-8") for of in ("site", "preview"))
        assert '<a href="../../api/v1/index.json">' in public
        assert (f"<h2>{title}</h2>" in public, f"<h2>{title}</h2>" in preview) == (True, False)


def test_one_changed_incident_changes_its_answer_its_place_in_the_lists_and_no_other_incident(
    tmp_path: Path,
) -> None:
    record = dated(sample(400, released=400))
    before = written(record, tmp_path / "site")
    other: Any = copy.deepcopy(record)
    row = next(r for r in other.incidents if r["code"] == "NP007")
    row["last_changed"], row["killed_max"] = "2026-03-01T00:00:00Z", 77
    after = written(other, tmp_path / "site")
    of_one = {n for n in before.keys() & after.keys() if n.startswith("incidents/") and before[n] != after[n]}
    whole = {n for n in of_one if not n.startswith("incidents/after/")}
    assert whole == {"incidents/NP007.json", "incidents/incident-007.json"}
    pages = sum(n.startswith("incidents/after/") for n in before)
    assert pages >= 2
    assert len(of_one - whole) + len({*before} ^ {*after}) <= 4
    assert written(other, tmp_path / "afresh") == after
