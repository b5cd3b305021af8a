"""Others at joining reports into incidents and at finding copies, on what our readers read of the same texts.

Joining is scored by B-cubed F1 on the reports of one true incident, where the file of reports has the answers;
they are read from `answers.json`, which no task is given to work with.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from cairn.flow import facts
from cairn.match import AccountFacts, match
from cairn.match.likeness import NEAR_COPY, jaccard, near_copies, shingles, words_of
from cairn.shell.evaluate.score import bcubed
from cairn.values import folded
from cairn.vocab.closed import AssignmentDecision
from fresh import Task, kept

Groups = Mapping[str, str]


def _mains(folder: Path) -> list[AccountFacts]:
    """The main account of every report, as the joiner is given it."""
    return [facts(r, a) for r in kept(folder, "reads") for a in r.extraction.accounts if a.main]


def _scored(folder: Path, work: Callable[[], Groups], n: int) -> Task:
    path = folder / "answers.json"
    answers: dict[str, list[str]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    gold = {report: ids[0] for report, ids in answers.items() if len(ids) == 1}

    def told(groups: Groups) -> dict[str, object]:
        if not gold:
            return {}
        found = bcubed({r: groups.get(r, f"alone:{r}") for r in gold}, gold)
        return {"B-cubed P": found.precision, "R": found.recall, "F1": found.f1}

    return Task(work, n, told=told)


def join_cairn(folder: Path) -> Task:
    """Our joiner, given every account as it is in a run."""
    reads = kept(folder, "reads")
    every = [facts(r, a) for r in reads for a in r.extraction.accounts]
    report_of = {f.account_id: f.report_id for f in every if f.main}

    def work() -> Groups:
        rows = match(every).assignments
        return {
            report_of[r.account_id]: r.incident_id
            for r in rows
            if r.decision is AssignmentDecision.JOINED and r.account_id in report_of
        }

    return _scored(folder, work, len(reads))


def join_same_day(folder: Path) -> Task:
    """Published on one day is one incident; a report without a date stands alone."""
    found = _mains(folder)
    return _scored(folder, lambda: {f.report_id: str(f.published) for f in found if f.published}, len(found))


def join_tf_idf(folder: Path) -> Task:
    """scikit-learn: tf-idf of letters in threes to fives, joined on the same day of the event from 0.25 up."""
    from scipy.sparse.csgraph import connected_components
    from sklearn.feature_extraction.text import TfidfVectorizer

    found = _mains(folder)

    def work() -> Groups:
        vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True)
        table = vectors.fit_transform([folded(f.text[:4000]) for f in found])
        alike = (table @ table.T).multiply((table @ table.T) >= 0.25).tocoo()
        days = [f.reading.date.start if f.reading.date else None for f in found]
        keep = [days[i] is not None and days[i] == days[j] for i, j in zip(alike.row, alike.col, strict=True)]
        alike.data *= keep
        alike.eliminate_zeros()
        _, label = connected_components(alike, directed=False)
        return {f.report_id: str(label[n]) for n, f in enumerate(found)}

    return _scored(folder, work, len(found))


def join_splink(folder: Path) -> Task:
    """Splink on DuckDB over the fields our readers read: day, place, province, killed, actor, words; trained by EM."""
    import logging

    from splink import DuckDBAPI, Linker, block_on

    logging.disable(logging.WARNING)
    rows = [_fields(f) for f in _mains(folder)]
    settings = _splink_settings()

    def work() -> Groups:
        import pyarrow as pa

        api = DuckDBAPI()
        linker = Linker(api.register(pa.Table.from_pylist(rows)), settings)
        linker.training.estimate_probability_two_random_records_match([block_on("day", "place")], recall=0.6)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("day"))
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("place"))
        pairs = linker.inference.predict(threshold_match_probability=0.5)
        groups = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, 0.9)
        return {str(r["report"]): str(r["cluster_id"]) for r in groups.as_record_list()}

    return _scored(folder, work, len(rows))


def _splink_settings() -> Any:
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    days = {"input_is_string": True, "metrics": ["day", "day"], "thresholds": [1, 3]}
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="report",
        comparisons=[
            cl.AbsoluteDateDifferenceAtThresholds("day", **days),
            cl.JaroWinklerAtThresholds("place", [0.9]),
            cl.ExactMatch("province"),
            cl.ExactMatch("killed"),
            cl.ExactMatch("actor"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("day"),
            block_on("place"),
            block_on("province", "killed"),
        ],
    )


def _fields(one: AccountFacts) -> dict[str, Any]:
    reading = one.reading
    place = reading.place
    return {
        "report": one.report_id,
        "day": reading.date.start.isoformat() if reading.date else None,
        "place": (place.name_en or place.name) if place else None,
        "province": (place.admin1_pcode or None) if place else None,
        "killed": str(reading.killed.min) if reading.killed.min is not None else None,
        "actor": ",".join(sorted(reading.belligerents)) or None,
    }


# Near copies: how many of the pairs that are truly alike (every pair compared) are found.


def _texts(folder: Path) -> dict[str, frozenset[int]]:
    return {f.report_id: shingles(words_of(f.text)) for f in _mains(folder)}


def _copies(folder: Path, find: Callable[[dict[str, frozenset[int]]], Sequence[tuple[str, str]]]) -> Task:
    texts = _texts(folder)
    sets = [(k, v) for k, v in sorted(texts.items()) if v]
    true = {
        (a, b)
        for (a, x), (b, y) in combinations(sets, 2)
        if min(len(x), len(y)) >= NEAR_COPY * max(len(x), len(y)) and jaccard(x, y) >= NEAR_COPY
    }

    def told(pairs: Sequence[tuple[str, str]]) -> dict[str, object]:
        hits = len(true & {(min(p), max(p)) for p in pairs})
        return {
            "pairs": len(pairs),
            "of all near copies": hits / max(1, len(true)),
            "right": hits / max(1, len(pairs)),
        }

    return Task(lambda: find(texts), len(texts), told=told)


def copies_cairn(folder: Path) -> Task:
    """Our bands of least hashes, then every pair of a band compared in full."""
    return _copies(folder, lambda texts: list(near_copies(texts)))


def copies_datasketch(folder: Path) -> Task:
    """datasketch: MinHash of 128 permutations and its LSH at the same likeness."""
    from datasketch import MinHash, MinHashLSH

    def find(texts: dict[str, frozenset[int]]) -> Sequence[tuple[str, str]]:
        index, made = MinHashLSH(threshold=NEAR_COPY, num_perm=128), {}
        for name, hashes in texts.items():
            one = MinHash(num_perm=128)
            one.update_batch([h.to_bytes(8, "big") for h in hashes])
            made[name] = one
            index.insert(name, one)
        found: dict[tuple[str, str], None] = defaultdict()
        for name, one in made.items():
            for other in index.query(one):
                if name < other:
                    found[(name, str(other))] = None
        return list(found)

    return _copies(folder, find)
