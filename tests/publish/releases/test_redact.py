"""What is withdrawn is in no byte of a release afterwards, its sums count what is left, and what was printed is marked."""

import gzip
import io
import sqlite3
import zipfile

import pytest

from cairn.publish.releases.files import as_read, release_files
from cairn.publish.releases.redact import Withdrawn, redacted
from publish.releases.sample_release import claim, content, graded_row, incident

NAME = "Layla Zintani"
AT = "2026-02-01T00:00:00Z"


def whole():
    return as_read(content(
        [incident("a", (1, 2), summary_en=f"{NAME} was killed."), incident("b", (5, 6), parent_id="a"),
         incident("c", (3, None))],
        [graded_row("a", "x", "fair"), graded_row("b", "x", "fair") | {"basis_claims": ["k2", "k3"]},
         graded_row("c", "x", "confirmed")],
        claims=[claim("k1", "r1", "a", quote=NAME), claim("k2", "r2", "b"), claim("k3", "layla.zintani-7", "b")],
        reports=[("r1", "A Paper", "https://p.example/1"), ("r2", "B Paper", "https://p.example/layla-zintani"),
                 ("layla.zintani-7", "C Paper", None)],
        note=f"Asked for by {NAME}.",
    ))  # fmt: skip


def every_byte(files):
    """All that the files say, packed ones opened: of a workbook each part, of SQLite and Parquet every value."""
    for name, data in files.items():
        yield name, data
        if data[:4] == b"PK\3\4":
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                yield from ((f"{name}/{part}", packed.read(part)) for part in packed.namelist())
        if data[:6] == b"SQLite":
            base = sqlite3.connect(":memory:")
            base.deserialize(data)
            yield f"{name}/rows", "\n".join(base.iterdump()).encode()
        if data[:4] == b"PAR1":
            from pyarrow import parquet

            yield f"{name}/rows", str(parquet.read_table(io.BytesIO(data)).to_pylist()).encode()
        if data[:2] == b"\x1f\x8b":
            yield f"{name}/out", gzip.decompress(data)


def holding(content_, *secrets):
    files = dict(release_files(content_))
    return {
        n
        for n, data in every_byte(files)
        for s in secrets
        if s.casefold() in data.decode("utf-8", "replace").casefold()
    }


def test_a_release_that_holds_nothing_of_it_stays_itself():
    before = whole()
    assert redacted(before, [Withdrawn("incident", AT, ids=frozenset({"elsewhere"}))]) is before
    assert redacted(before, [Withdrawn("name", AT, name="Nobody Here")]) is before


def test_a_withdrawn_name_is_in_no_byte():
    assert {n.split("/")[1] for n in holding(whole(), NAME) if "/" in n} >= {
        "incidents.csv",
        "cairn.sqlite",
        "cairn.xlsx",
    }
    after = redacted(whole(), [Withdrawn("name", AT, name=NAME)])
    assert holding(after, NAME, "layla-zintani", "layla.zintani", "Zintani") == set()


def test_an_id_that_spells_a_withdrawn_name_becomes_another_everywhere():
    after = redacted(whole(), [Withdrawn("name", AT, name=NAME)])
    reports = {r["id"] for r in after.tables["reports"].rows}
    assert {c["report_id"] for c in after.tables["claims"].rows} == reports
    assert "layla.zintani-7" not in reports


def test_a_withdrawn_incident_leaves_with_all_that_hangs_on_it():
    after = redacted(whole(), [Withdrawn("incident", AT, "asked", frozenset({"a"}))])
    rows = {name: table.rows for name, table in after.tables.items()}
    assert [r["id"] for r in rows["incidents"]] == ["b", "c"]
    assert [r["parent_id"] for r in rows["incidents"]] == [None, None]
    assert [r["id"] for r in rows["claims"]] == ["k2", "k3"]
    assert "r1" not in {r["id"] for r in rows["reports"]}
    assert {r["incident_id"] for r in rows["attributions"]} == {"b", "c"}
    assert after.release.withdrawn == [{"kind": "incident", "id": "a", "at": AT, "note": "asked"}]


def test_sums_count_what_is_left_and_the_printed_figure_is_marked():
    before = content(
        [incident("a", (1, 2)), incident("b", (5, 6))], [graded_row(i, "x", "fair") for i in "ab"]
    )
    after = redacted(as_read(before), [Withdrawn("incident", AT, ids=frozenset({"a"}))])
    (likely,) = [s for s in after.tallies if s["bucket"] == "likely"]
    assert (likely["killed"], likely["members"], likely["lines"]) == (
        {"min": 5, "max_of_known": 6},
        ["b"],
        {},
    )
    (printed,) = after.release.headline
    assert (printed["counts_withdrawn"], printed["lines"]["en"]) == (1, ["A sentence."])
    assert "incidents in it that were withdrawn since: 1" in dict(release_files(after))["README.md"].decode()


def test_a_withdrawn_report_takes_its_claims_and_what_rests_on_them():
    after = redacted(whole(), [Withdrawn("report", AT, ids=frozenset({"r2", "sealed"}))])
    assert "k2" not in {c["id"] for c in after.tables["claims"].rows}
    assert [a["basis_claims"] for a in after.tables["attributions"].rows if a["incident_id"] == "b"] == [
        ["k3"]
    ]
    assert after.release.withdrawn == [{"kind": "report", "id": None, "at": AT, "note": ""}]


def test_a_withdrawn_claim_leaves_alone():
    after = redacted(whole(), [Withdrawn("claim", AT, ids=frozenset({"k3"}))])
    assert [c["id"] for c in after.tables["claims"].rows] == ["k1", "k2"]


def test_what_was_cut_is_cut_once():
    gone = [Withdrawn("incident", AT, ids=frozenset({"a"})), Withdrawn("name", AT, name=NAME)]
    once = redacted(whole(), gone)
    assert redacted(as_read(once), gone) == as_read(once)
    assert len(once.release.withdrawn) == 2


@pytest.mark.parametrize("kind", ["document", "entry"])
def test_kinds_that_it_holds_nothing_of_change_nothing(kind):
    before = whole()
    assert redacted(before, [Withdrawn(kind, AT, ids=frozenset({"x"}))]) is before
