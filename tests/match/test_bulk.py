"""Joining in bulk: DuckDB finds the pairs that memory finds, and stretches of days give the groups of all at once."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from cairn.errors import MissingExtra
from cairn.match import Assignment, candidates, match
from cairn.match.background import background
from cairn.match.bulk import Plan, join_in_bulk
from cairn.match.candidates import pairs
from cairn.match.counts import Counts
from cairn.match.duck import BlockTable
from cairn.match.facts import prepared
from cairn.match.joiner import Joiner
from cairn.match.load import loaded
from cairn.match.surroundings import Surroundings
from cairn.match.told import told
from cairn.vocab.closed import AssignmentDecision
from match.many import invented


def groups(rows: Iterable[Assignment]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        if row.decision is AssignmentDecision.JOINED:
            found.setdefault(row.incident_id, set()).add(row.account_id)
    return set(map(frozenset, found.values()))


@pytest.fixture
def _duckdb() -> None:
    pytest.importorskip("duckdb", reason="the extra duckdb is not installed")


@pytest.mark.usefixtures("_duckdb")
@pytest.mark.parametrize("cap", [3, 64])
def test_duckdb_finds_the_pairs_that_memory_finds(tmp_path: Path, cap: int) -> None:
    facts = [prepared(a) for a in invented(2_000, 300)]
    around = Surroundings(facts)
    with pytest.MonkeyPatch.context() as patch:
        for kind in candidates.CAPS:
            patch.setitem(candidates.CAPS, kind, cap)
        table = BlockTable(tmp_path, around)
        table.fill(facts)
        assert list(table.pairs()) == pairs(facts, around)
        blocks = candidates.Blocks(around)
        for f in facts:
            blocks.add(f, lambda _: ())
        assert sorted(o.accounts for o in table.overfull()) == sorted(o.accounts for o in blocks.overfull())


@pytest.mark.usefixtures("_duckdb")
def test_one_stretch_gives_the_incidents_of_a_run_over_everything(tmp_path: Path) -> None:
    accounts = invented(400, 40)
    bulk = join_in_bulk(lambda: accounts, tmp_path, Plan(days=10_000_000, workers=1))
    whole = match(accounts)
    assert {a: i for a, i in bulk.incidents.items() if i} == {
        r.account_id: r.incident_id for r in whole.assignments if r.decision is AssignmentDecision.JOINED
    }


@pytest.mark.usefixtures("_duckdb")
def test_stretches_with_margins_give_the_same_incidents_to_dated_accounts(tmp_path: Path) -> None:
    accounts = [a for a in invented(500, 200) if a.published]
    bulk = join_in_bulk(lambda: accounts, tmp_path, Plan(days=30, margin=15))
    whole = match(accounts)
    mine = {a: i for a, i in bulk.incidents.items() if i}
    theirs = {
        r.account_id: r.incident_id for r in whole.assignments if r.decision is AssignmentDecision.JOINED
    }
    same = sum(theirs[a] == i for a, i in mine.items())
    assert mine.keys() == theirs.keys()
    assert same >= 0.99 * len(theirs)


def test_without_duckdb_the_error_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtra, match="needs DuckDB") as told:
        BlockTable(tmp_path, Surroundings())
    assert "duckdb" in told.value.remedy


@pytest.mark.usefixtures("_duckdb")
def test_a_joiner_loaded_at_once_goes_on_like_one_that_took_all_in(tmp_path: Path) -> None:
    accounts = invented(500, 40)
    frozen = background(map(prepared, accounts))
    slow, quick = Joiner(frozen), loaded(accounts[:450], frozen, tmp_path)
    slow.take(accounts[:450])
    assert quick.judged == slow.judged
    for one in accounts[450:]:
        assert quick.add(one) == slow.add(one)
    assert list(told(quick)) == list(told(slow))


def test_parts_counted_apart_add_up_to_the_background() -> None:
    copies = [replace(a, account_id=f"copy {n}") for n, a in enumerate([invented(5, 3)[0]] * 30)]
    facts = [prepared(a) for a in (*invented(300, 30), *copies)]
    counts = Counts(facts[:100])
    counts.take(Counts(facts[100:]))
    assert counts.background() == background(facts)
    assert counts.background().formulas


@pytest.mark.usefixtures("_duckdb")
def test_a_record_without_an_account_joins_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "it's here"
    folder.mkdir()
    assert join_in_bulk(list, folder, Plan(workers=1)).incidents == {}
