"""Joining on Spark gives the joins of the engine in memory: the same pairs, as likely, and the same incidents."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from cairn.errors import MissingExtra
from cairn.match.background import background
from cairn.match.facts import prepared
from cairn.match.joiner import Joiner
from cairn.match.spark import join_on_spark, session
from match.many import invented


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="the extra spark is not installed")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java 17, which is not here")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    made = session("test of joining")
    yield made
    made.stop()


@pytest.mark.filterwarnings("default")  # of PySpark's own making
def test_spark_gives_the_joins_of_the_engine_in_memory(spark: Any) -> None:
    accounts = invented(600, 90)
    facts = [prepared(a) for a in accounts]
    here = Joiner(background(facts))
    here.take(accounts)
    there = join_on_spark(spark, facts)
    assert there.judged == here.judged
    assert sorted(there.names.of.values()) == sorted(here.names.of.values())
    assert {g.mark for g in there.groups.values()} == {g.mark for g in here.groups.values()}


def test_without_pyspark_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(MissingExtra, match="needs PySpark") as told:
        session()
    assert told.value.value == "spark"
