"""Joining on Spark: the same blocks, the same comparison of two accounts, pairs found and scored on many machines.

Accounts enter, the groups of the joiner leave. Spark finds which accounts meet and calls the very function that
every other path calls (scored.py); the pairs kept come back and are grouped here. Needs the extra `spark` and
Java 17; `session` makes one that keeps to this machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any

from cairn.errors import MissingExtra
from cairn.match.background import Background, background
from cairn.match.candidates import CAPS, drawn, keys, kind_of, may_meet
from cairn.match.compare import too_far_in_time
from cairn.match.facts import Facts
from cairn.match.joiner import Joiner
from cairn.match.judge import weights
from cairn.match.scored import scored
from cairn.match.surroundings import Surroundings


def session(name: str = "cairn") -> Any:
    """A Spark of two threads on this machine, on the loopback alone, without its web page.

    Raises `MissingExtra` where PySpark is not installed.
    """
    try:
        sql: Any = import_module("pyspark.sql")
    except ImportError as e:
        raise MissingExtra(
            "match-no-spark",
            "joining on Spark needs PySpark, which is not installed",
            field="extra",
            value="spark",
            remedy="Install it with its extra: cairn-record[spark]. It needs Java 17.",
        ) from e
    return (
        sql.SparkSession.builder.master("local[2]")
        .appName(name)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.default.parallelism", "8")
        .getOrCreate()
    )


def join_on_spark(spark: Any, facts: Sequence[Facts], frozen: Background | None = None) -> Joiner:
    """A joiner that holds the accounts, each of which tells of an event, with their groups and names."""
    frozen = background(facts) if frozen is None else frozen
    joiner = Joiner(frozen)
    joiner.take_scored(facts, pairs_on_spark(spark, facts, frozen))
    return joiner


def pairs_on_spark(spark: Any, facts: Sequence[Facts], frozen: Background) -> list[tuple[int, int, int]]:
    """Positions of all accounts that meet, smaller first, with how likely they are one event; sorted."""
    context = spark.sparkContext
    shared = context.broadcast((facts, frozen))

    def blocked(positions: Iterable[int]) -> Iterator[tuple[str, tuple[int, int]]]:
        every, around = shared.value[0], Surroundings(frozen=shared.value[1])
        for pos in positions:
            for key in keys(every[pos], around):
                yield key, (drawn(every[pos].id), pos)

    def met(block: tuple[str, Iterable[tuple[int, int]]]) -> Iterator[tuple[int, int]]:
        every, (key, members) = shared.value[0], block
        ranked = [pos for _, pos in sorted(members)]
        for rank, a in enumerate(ranked[: CAPS[kind_of(key)]]):
            for b in ranked[rank + 1 :]:
                if may_meet(kind_of(key), every[a], every[b]) and not too_far_in_time(every[a], every[b]):
                    yield min(a, b), max(a, b)

    def judged(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
        every, around = shared.value[0], Surroundings(frozen=shared.value[1])
        fitted = weights()
        for a, b in pairs:
            if likely := scored(every[a], every[b], around, fitted):
                yield a, b, likely

    positions = context.parallelize(range(len(facts)), 8)
    blocks = positions.mapPartitions(blocked).groupByKey()
    return sorted(blocks.flatMap(met).distinct().mapPartitions(judged).collect())
