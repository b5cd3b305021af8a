"""The same invented accounts joined by Cairn in bulk and by Splink on DuckDB: time, peak of memory, F1 of both.

Two plain rules stand beside them: each account alone, and all of one day and place as one.

Splink is given what our comparison looks at, worked out before as columns: the days, the place's name and point,
the numbers, actor and means, victims, rare words and the prints of the text. It learns its weights by itself, as
its handbook says; the clock runs from the columns on. Ours runs from the accounts on, both of its passes.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from math import floor
from pathlib import Path
from typing import Any

from cairn.match import AccountFacts
from cairn.match.background import Background, background
from cairn.match.bulk import Plan, join_in_bulk
from cairn.match.facts import Facts, prepared
from cairn.match.surroundings import Surroundings
from invented import PER_INCIDENT, World
from meter import Meter, scores

Groups = Mapping[str, str]
SIDES = ("cairn", "splink", "same day and place", "each alone")


def main() -> int:
    """Print one row for each side, as JSON."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--accounts", type=int, default=100_000)
    asked.add_argument("--per-day", type=float, default=14.0)
    asked.add_argument("--only", choices=SIDES)
    given = asked.parse_args()

    def told() -> Iterable[tuple[AccountFacts, str]]:
        return World(1, per_day=given.per_day).accounts(int(given.accounts / PER_INCIDENT))

    gold = {one.account_id: incident for one, incident in told()}
    sides: Sequence[Callable[[], Groups]] = (
        lambda: _cairn(lambda: (one for one, _ in told())),
        lambda: _splink(one for one, _ in told()),
        lambda: _same_day_and_place(one for one, _ in told()),
        dict,
    )
    for name, work in zip(SIDES, sides, strict=True):
        if given.only not in (None, name):
            continue
        if name == "splink" and not (find_spec("splink") and find_spec("pyarrow")):
            print("splink is not installed: make bench-joining installs it", file=sys.stderr)
            continue
        with Meter() as meter:
            found = work()
        meter.row(name, len(gold), scores(found, gold))
    return 0


def _same_day_and_place(accounts: Iterable[AccountFacts]) -> Groups:
    """One day as read and one place as read is one incident; an account without either stands alone."""
    read = ((a.account_id, a.reading.date, a.reading.place) for a in accounts)
    return {key: f"{day.start} {place.name}" for key, day, place in read if day and place}


def _cairn(accounts: Callable[[], Iterable[AccountFacts]]) -> Groups:
    with tempfile.TemporaryDirectory() as folder:
        return join_in_bulk(accounts, Path(folder), Plan()).incidents


def _splink(accounts: Iterable[AccountFacts]) -> Groups:
    import pyarrow as pa
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.disable(logging.WARNING)
    facts = [prepared(a) for a in accounts]
    around = Surroundings(frozen=background(facts))
    table = pa.Table.from_pylist([_columns(f, around, around.background) for f in facts])
    del facts
    blocks = [
        block_on("stretch", "name"),
        block_on("stretch_before", "name"),
        block_on("stretch", "cell"),
        block_on("people", arrays_to_explode=["people"]),
        block_on("rare", arrays_to_explode=["rare"]),
        block_on("prints", arrays_to_explode=["prints"]),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=_comparisons(),
        blocking_rules_to_generate_predictions=blocks,
    )
    linker = Linker(DuckDBAPI().register(table), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("day", "name", "killed")], recall=0.4
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("day", "name"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name", "killed", "injured"))
    pairs = linker.inference.predict(threshold_match_probability=0.5)
    groups = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, 0.9)
    return {str(r["id"]): str(r["cluster_id"]) for r in groups.as_record_list()}


def _columns(f: Facts, around: Surroundings, frozen: Background) -> dict[str, Any]:
    reading, day = f.reading, f.day.start.toordinal() if f.dated and f.day else None
    cell = f"{floor(f.at.lat * 2)}|{floor(f.at.lon * 2)}" if f.at else None
    return {
        "id": f.id,
        "day": day,
        "stretch": day // 4 if day else None,
        "stretch_before": (day + 3) // 4 if day else None,
        "name": min(f.names) if f.names else None,
        "lat": f.at.lat if f.at else None,
        "lon": f.at.lon if f.at else None,
        "cell": cell,
        "killed": reading.killed.max,
        "injured": reading.injured.max,
        "actor": ",".join(reading.belligerents) or None,
        "means": ",".join(reading.strike_types) or None,
        "people": list(reading.victims) or None,
        "rare": sorted(w for w in f.words if 1 < around.users(w) <= 20) or None,
        "prints": [str(p) for p in around.prints(f)] or None,
    }


def _comparisons() -> list[Any]:
    gap = "abs(day_l - day_r)"
    apart = "111.2 * sqrt(pow(lat_l - lat_r, 2) + pow((lon_l - lon_r) * 0.82, 2))"
    return [
        _compared("day", [f"{gap} = 0", f"{gap} = 1", f"{gap} <= 3", f"{gap} <= 7"]),
        _compared(
            "name",
            [f"name_l = name_r AND {apart} <= 5", f"{apart} <= 1.5", f"{apart} <= 10", f"{apart} <= 30"],
        ),
        _compared("killed", ["killed_l = killed_r", "abs(killed_l - killed_r) <= 1"]),
        _compared("injured", ["injured_l = injured_r", "abs(injured_l - injured_r) <= 1"]),
        _compared("actor", ["actor_l = actor_r"]),
        _compared("means", ["means_l = means_r"]),
        _compared("people", ["len(list_intersect(people_l, people_r)) > 0"]),
        _compared(
            "rare", ["len(list_intersect(rare_l, rare_r)) > 2", "len(list_intersect(rare_l, rare_r)) > 0"]
        ),
        _compared("prints", ["len(list_intersect(prints_l, prints_r)) > 0"]),
    ]


def _compared(column: str, conditions: list[str]) -> dict[str, Any]:
    """One comparison with a level for each condition, one where a side is not known, and one for all else."""
    levels = [{"sql_condition": f"{column}_l IS NULL OR {column}_r IS NULL", "is_null_level": True}]
    levels += [{"sql_condition": condition} for condition in conditions]
    levels.append({"sql_condition": "ELSE"})
    named = [{"label_for_charts": f"{column} {n}", **level} for n, level in enumerate(levels)]
    return {"output_column_name": column, "comparison_levels": named}


if __name__ == "__main__":
    sys.exit(main())
