"""Pages are taken over only where nothing they are made of has changed: a site written upon one is that written afresh."""

from __future__ import annotations

import copy
import json
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.publish.allow import public
from cairn.publish.incident.page import incident_page
from cairn.publish.incident.part import Parts, digest_of
from cairn.publish.incident.suspicions import suspicions
from cairn.publish.parts.twins import incident_csv, incident_json
from cairn.publish.rows.index import Index, index
from cairn.publish.rows.record import Record
from cairn.shell.site import render, spread, standing
from cairn.shell.site.folder import MARKER, SiteFolder
from cairn.shell.site.render import write_site
from cairn.vocab.labels import LANGUAGES
from publish.sample import sample

NAME = "Layla Invented-Person"


def files(site: Path) -> dict[str, bytes]:
    return {str(p.relative_to(site)): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


def fresh(record: Record, tmp_path: Path, *, preview: bool = False) -> dict[str, bytes]:
    out = tmp_path / f"fresh-{time.monotonic_ns()}"
    write_site(record, out, preview=preview)
    return files(out)


def drawn_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The incidents that are drawn from now on, by id."""
    drawn: list[str] = []
    real = render.Incidents._draw

    def noting(self: Any, part: Any, key: str) -> None:
        drawn.append(key)
        real(self, part, key)

    monkeypatch.setattr(render.Incidents, "_draw", noting)
    return drawn


def rows(record: Record, name: str) -> list[Any]:
    return [dict(row) for row in getattr(record, name)]


def without(record: Record, incident: str) -> Record:
    """The record as it is once an incident is withdrawn."""
    kept = {
        name: [row for row in rows(record, name) if row.get("incident_id") != incident]
        for name in ("claims", "attributions", "assignments", "history", "entry_links")
    }
    incidents = [row for row in rows(record, "incidents") if row["id"] != incident]
    tallies = [
        {**row, "members": [m for m in row["members"] if m != incident]} for row in rows(record, "tallies")
    ]
    stone: Any = {"id": incident, "codes": [], "at": "2026-11-23"}
    return replace(
        record,
        incidents=incidents,
        tallies=tallies,  # type: ignore[arg-type]
        tombstones=[*record.tombstones, stone],
        comparisons={},
        **kept,
    )


def changed(record: Record, chance: random.Random) -> Record:
    """The record after some act or other."""
    record = copy.deepcopy(record)
    row: Any = chance.choice(record.incidents)
    what = chance.randrange(9)
    if what == 0:
        row["killed_max"] = 77
    elif what == 1:
        row["place_name"] = "Another Invented Town"
    elif what == 2:
        report: Any = chance.choice(record.reports)
        report["publisher"] = "A Renamed Courier"
    elif what == 3:
        claim: Any = chance.choice(record.claims)
        claim["min"] = claim["max"] = 41
    elif what == 4:
        record = without(record, row["id"])
    elif what == 5:
        entry: Any = chance.choice(record.official_entries)
        entry["place_text"] = "near somewhere else"
    elif what == 6:
        row["state"] = "suggested" if row["state"] == "released" else "released"
    elif what == 7:
        row["code"] = f"NEW{chance.randrange(1000)}"
    else:
        actors: Any = record.actors
        actors[chance.choice(sorted(actors))] = {"en": "A New Name", "ar": "اسم جديد"}
    return replace(record, generated_at=f"2026-11-23T0{chance.randrange(10)}:00:00Z")


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), preview=st.booleans())
def test_a_site_written_upon_another_is_the_site_written_afresh(
    seed: int, preview: bool, tmp_path: Path
) -> None:
    chance, out = random.Random(seed), tmp_path / f"site-{seed}-{time.monotonic_ns()}"
    record = sample(8, released=6, basis="best" if preview else "released")
    write_site(record, out, preview=preview)
    for _ in range(2):
        record = changed(record, chance)
        write_site(record, out, preview=preview)
        assert files(out) == fresh(record, tmp_path, preview=preview)


def test_one_changed_incident_is_drawn_and_the_others_are_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = sample(8, released=8)
    write_site(record, tmp_path / "site", preview=False)
    drawn = drawn_again(monkeypatch)
    row: Any = record.incidents[3]
    row["summary_en"] = "Changed words."
    later = replace(record, generated_at="2026-11-24T08:00:00Z")
    write_site(later, tmp_path / "site", preview=False)
    assert drawn == ["incident-003"]
    assert files(tmp_path / "site") == fresh(later, tmp_path)


def test_a_withdrawn_name_is_in_no_page_that_was_taken_over(tmp_path: Path) -> None:
    record, out = sample(8, released=8), tmp_path / "site"
    named = {"id": "v1", "incident_id": "incident-002", "name": NAME, "released": True}
    claim: Any = next(c for c in record.claims if c["incident_id"] == "incident-002" and c["quote"])
    claim["quote"] = f"among them {NAME}"
    write_site(replace(record, victims=[named]), out, preview=False)  # type: ignore[list-item]
    assert NAME in (out / "en/incidents/NP002/index.html").read_text()
    write_site(replace(record, victims=[{**named, "released": False}]), out, preview=False)  # type: ignore[list-item]
    assert not [name for name, body in files(out).items() if NAME.encode() in body]


def test_a_withdrawn_report_is_in_no_page_that_was_taken_over(tmp_path: Path) -> None:
    record, out = sample(8, released=8), tmp_path / "site"
    report: Any = next(r for r in record.reports if r["id"] == "n4")
    report["publisher"] = "The Withdrawn Gazette"
    write_site(record, out, preview=False)
    assert "The Withdrawn Gazette" in (out / "en/incidents/NP004/index.html").read_text()
    kept = {
        name: [row for row in rows(record, name) if row.get("report_id", row.get("id", "")) != "n4"]
        for name in ("reports", "claims", "assignments")
    }
    write_site(replace(record, **kept), out, preview=False)  # type: ignore[arg-type]
    left = [name for name, body in files(out).items() if b"Withdrawn Gazette" in body or b"org/n4" in body]
    assert left == []


def test_of_a_withdrawn_incident_only_its_tombstone_is_left(tmp_path: Path) -> None:
    record, out = sample(8, released=8), tmp_path / "site"
    row: Any = record.incidents[5]
    row["summary_en"], row["place_name"] = "Words to withdraw.", "Town To Withdraw"
    write_site(record, out, preview=False)
    assert any(b"Words to withdraw" in body for body in files(out).values())
    less = without(record, "incident-005")
    write_site(less, out, preview=False)
    left = files(out)
    told = (b"Words to withdraw", b"Town To Withdraw", b"NP005")
    assert not [name for name, body in left.items() if any(words in body for words in told)]
    assert "withdrawn" in (out / "en/incidents/incident-005/index.html").read_text()
    assert left == fresh(less, tmp_path)


def test_another_program_draws_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = sample(4, released=4)
    write_site(record, tmp_path / "site", preview=False)
    drawn = drawn_again(monkeypatch)
    monkeypatch.setattr(render, "program", lambda: "another")
    write_site(record, tmp_path / "site", preview=False)
    assert len(drawn) == 4


def test_the_program_is_all_that_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed label, template or style is another program, and so is a file with another name."""
    root = tmp_path / "cairn"
    (root / "templates").mkdir(parents=True)
    (root / "__init__.py").write_text("")
    page = root / "templates" / "page.html"
    page.write_text("one")
    monkeypatch.setattr("cairn.__file__", str(root / "__init__.py"))
    found = [standing.program.__wrapped__()]
    page.write_text("two")
    found.append(standing.program.__wrapped__())
    page.rename(root / "templates" / "other.html")
    found.append(standing.program.__wrapped__())
    assert len(set(found)) == 3


def test_a_preview_takes_nothing_over_from_a_public_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = sample(4, released=4)
    write_site(record, tmp_path / "site", preview=False)
    drawn = drawn_again(monkeypatch)
    write_site(record, tmp_path / "site", preview=True)
    assert len(drawn) == 4


@pytest.mark.parametrize("how", ["changed", "removed", "made a link"])
def test_a_page_that_somebody_touched_is_drawn_again(how: str, tmp_path: Path) -> None:
    record, out = sample(4, released=4), tmp_path / "site"
    write_site(record, out, preview=False)
    before, page = files(out), out / "en/incidents/NP002/index.html"
    later = (out / MARKER).stat().st_mtime_ns + 1_000_000_000
    if how == "changed":
        page.write_text("<p>Not ours.</p>")
        os.utime(page, ns=(later, later))
    elif how == "removed":
        page.unlink()
    else:
        other = tmp_path / "other.html"
        other.write_text("<p>Not ours.</p>")
        page.unlink()
        page.symlink_to(other)
        os.utime(page, ns=(later, later), follow_symlinks=False)
    write_site(record, out, preview=False)
    assert files(out) == before
    assert not page.is_symlink()


@pytest.mark.parametrize(
    "marker", ["", "{}", "[]", '{"drawn": 3}', '{"drawn": {"by": "x", "incidents": []}}']
)
def test_a_marker_that_cannot_be_read_means_that_everything_is_drawn(marker: str, tmp_path: Path) -> None:
    record, out = sample(3, released=3), tmp_path / "site"
    write_site(record, out, preview=False)
    before = files(out)
    (out / MARKER).write_text(marker)
    write_site(record, out, preview=False)
    assert files(out) == before


def test_the_marker_holds_nothing_but_digests_of_what_is_public(tmp_path: Path) -> None:
    record = replace(sample(4, released=3), salt="SALTSECRET")
    write_site(record, tmp_path / "site", preview=False)
    told = json.loads((tmp_path / "site" / MARKER).read_text())
    assert set(told["drawn"]["incidents"]) == {"NP000", "NP001", "NP002"}
    for row in record.reports:  # a report that is not public changes nothing in it
        row["author"] = "Somebody else"
    write_site(replace(record, salt="SALTSECRET"), tmp_path / "again", preview=False)
    assert json.loads((tmp_path / "again" / MARKER).read_text()) == told


def test_several_processes_write_what_one_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = sample(8, released=8)
    one = fresh(record, tmp_path)
    monkeypatch.setattr(render, "WORTH_A_SECOND_CORE", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1})
    forked: list[int] = []
    real = spread.ProcessPoolExecutor

    def noting(workers: int, **how: Any) -> Any:
        forked.append(workers)
        return real(workers, **how)

    monkeypatch.setattr(spread, "ProcessPoolExecutor", noting)
    assert fresh(record, tmp_path) == one
    assert forked == [2, 2]  # incidents, then what shows them


def test_a_thread_of_a_server_forks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "WORTH_A_SECOND_CORE", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1})
    monkeypatch.setattr(spread, "ProcessPoolExecutor", None)
    record = sample(3, released=3)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(write_site, record, tmp_path / "site", preview=False).result()
    assert (tmp_path / "site" / MARKER).is_file()


def test_a_fault_in_a_worker_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record, out = sample(4, released=4), tmp_path / "site"
    write_site(record, out, preview=False)
    before = files(out)
    monkeypatch.setattr(render, "WORTH_A_SECOND_CORE", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1})
    monkeypatch.setattr(render, "program", lambda: "another")

    def fails(self: Any, part: Any, key: str) -> None:
        raise RuntimeError("no page")

    monkeypatch.setattr(render.Incidents, "_draw", fails)
    with pytest.raises(RuntimeError, match="no page"):
        write_site(record, out, preview=False)
    assert files(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_two_processes_cannot_write_one_page(tmp_path: Path) -> None:
    with SiteFolder(tmp_path / "site") as folder:
        folder.add("a.html", "one")
        with pytest.raises(ValueError, match="two pages of one name"):
            folder.written_elsewhere({"a.html": 3})


@pytest.mark.parametrize("preview", [False, True])
def test_the_part_of_an_incident_holds_all_that_its_page_shows(preview: bool) -> None:
    record = sample(25, basis="best") if preview else public(sample(25))
    found = index(record)
    parts = Parts(found)
    for key in found.incidents:
        part = parts.of(key)
        assert (incident_json(part, key), incident_csv(part, key)) == (
            incident_json(found, key),
            incident_csv(found, key),
        )
        whole = index(replace(record, generated_at=part.record.generated_at))
        for lang in LANGUAGES:
            assert incident_page(part, key, lang) == incident_page(whole, key, lang)
            assert suspicions(part, key, lang) == suspicions(found, key, lang)


def test_the_part_of_an_incident_holds_nothing_of_another() -> None:
    record = public(sample(12, released=12))
    found = index(record)
    part = Parts(found).of("incident-004")
    assert set(part.claims) == set(part.history) == {"incident-004"}
    assert set(part.reports) == {c["report_id"] for c in part.claims["incident-004"]}
    with pytest.raises(KeyError):
        part.reports[next(r for r in found.reports if r not in part.reports)]


def apart(value: Any) -> Any:
    """The same, of texts no two of which are one object, as another database may give them."""
    if type(value) is str:
        return "".join(list(value))
    if type(value) in (list, tuple):
        return type(value)(map(apart, value))
    if type(value) is dict:
        return {apart(k): apart(v) for k, v in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: apart(getattr(value, f.name)) for f in fields(value) if f.init})
    return value


def test_parts_of_equal_values_have_one_digest_whether_or_not_they_are_one_object() -> None:
    def told(found: Index) -> set[str]:
        parts = Parts(found)
        return {digest_of(parts.of(key), parts.digest) for key in found.incidents}

    record = public(sample(6, released=6))
    assert record.ground
    assert told(index(record)) == told(index(apart(record)))


def test_parts_of_equal_values_have_one_digest_and_any_other_value_another() -> None:
    def told(record: Record) -> dict[str, str]:
        found = index(public(record))
        parts = Parts(found)
        return {key: digest_of(parts.of(key), parts.digest) for key in found.incidents}

    record = sample(6, released=6)
    assert (
        told(record)
        == told(copy.deepcopy(record))
        == told(replace(record, generated_at="2027-01-01T00:00:00Z"))
    )
    other = copy.deepcopy(record)
    claim: Any = next(c for c in other.claims if c["incident_id"] == "incident-002")
    claim["min"] = 99
    changed_ones = {key for key, digest in told(other).items() if digest != told(record)[key]}
    assert changed_ones == {"incident-002"}
