"""A finding names the table it is in by a word that a person knows."""

from __future__ import annotations

import pytest

from cairn.shell.acts.add_places import add_coverage
from cairn.shell.acts.log import catch_up
from cairn.shell.records.models import CoverageRow
from cairn.shell.records.seals import recorded_tables
from cairn.shell.verify.words import CALLED
from shell.answers import told


def test_every_table_that_is_sealed_has_words_of_its_own():
    assert set(CALLED) == set(recorded_tables())
    assert len(set(CALLED.values())) == len(CALLED)


@pytest.mark.django_db
def test_a_changed_coverage_is_told_in_words_and_named_by_its_table_in_json(ws, cli):
    add_coverage(ws, "c.csv", b"actor,country,from,to,level\nrussia,SY,2031-05-01,2031-05-31,partial\n")
    catch_up()
    CoverageRow._base_manager.all().update(level="full")
    said = cli("verify")
    assert said.exit_code == 1
    row = CoverageRow.objects.get().pk
    assert f"Row {row} of the coverage is not as act 0 (add-coverage, " in said.stdout
    assert "coveragerow" not in said.stdout
    assert [f["key"] for f in told(cli("verify", "--json"), 1)["findings"]] == [f"coveragerow {row}"]
