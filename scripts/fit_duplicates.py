"""Fit what each finding weighs when two incidents are suspected to be one, and write it into duplicates.toml.

    python scripts/fit_duplicates.py REPORTS INCIDENTS SPLIT

Reports of incidents marked "dev" in SPLIT are read and joined. Two of the incidents that come out are one where most of
the reports whose main event each holds are of one true incident; incidents that no report is mainly about are left
out. Logistic regression with a ridge of 3, within BOUNDS: levels at which nothing is known weigh 0, a finding of
sameness never speaks against, and what the labelled pairs cannot tell (the measured record is thin, and its places are
often misread) is set by hand. What was fitted without a quarter of the incidents is tried on it, each quarter in turn:
its precision is printed, and by it the sum of weights is made a probability that comes true.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from hashlib import sha256
from math import exp
from pathlib import Path

import cairn.match
from cairn.match.duplicates import compared
from cairn.match.twins import Seen, levels
from cairn.shell.evaluate.blind import blind_gazetteer, joins, read_blind
from cairn.shell.evaluate.duplicates import our_incidents, true_incidents

RIDGE, STEPS = 3.0, 400
UNTOLD = ("days_unknown", "busy_untold", "place_unknown", "mention_untold", "killed_unknown", "injured_unknown",
          "people_unknown", "actors_unknown", "weapons_unknown", "words_other_script", "reports_other",
          "nearly_not")  # fmt: skip
BOUNDS = {
    **dict.fromkeys(UNTOLD, (0.0, 0.0)),
    **dict.fromkeys(("killed_same_few", "killed_overlap", "injured_same_few", "actors_shared",
                     "weapons_shared", "mention_both", "busy_little"), (0.0, 9.0)),
    **dict.fromkeys(("days_far", "killed_far", "killed_differ", "injured_far", "injured_differ", "actors_differ",
                     "weapons_differ", "words_none", "words_hardly", "mention_none"), (-9.0, 0.0)),
    "days_same": (0.0, 4.0), "days_next": (-9.0, 2.0), "busy_much": (-9.0, -0.7), "busy_crowded": (-2.5, -2.5),
    "place_same_rare": (1.5, 9.0), "place_same": (1.0, 9.0), "place_near": (0.7, 9.0),
    "place_10km": (-9.0, -0.5), "place_30km": (-9.0, -1.0), "place_other_name": (-9.0, -0.5),
    "place_100km": (-9.0, -1.5), "place_far": (-9.0, -1.5), "place_area_apart": (-9.0, -1.5),
    "killed_same_many": (0.5, 9.0), "injured_same_many": (0.4, 9.0), "people_shared": (2.0, 9.0),
    "reports_main": (0.0, 9.0), "nearly_in": (0.0, 9.0),
    "people_other": (-9.0, -0.5), "words_much": (0.8, 9.0), "words_some": (0.4, 9.0),
}  # fmt: skip

PARTS = 4
Pair = tuple[tuple[str, ...], bool]
Labelled = tuple[tuple[str, ...], bool, frozenset[int]]


def main(reports: str, incidents: str, split: str) -> None:
    """Read, join, fit, print, write."""
    truth = [json.loads(line) for line in Path(incidents).read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in Path(reports).read_text("utf-8").splitlines()]
    dev = {i for i, side in json.loads(Path(split).read_text()).items() if side == "dev"}
    rows = [r for r in rows if dev & set(map(str, r["incident_ids"]))]
    gazetteer, _ = blind_gazetteer([], {str(t[c]) for t in truth for c in ("id", "code") if t.get(c)})
    silent = lambda what, n, of_all: None  # noqa: E731
    reads = {r.report.id: r for r in read_blind(rows, gazetteer, silent)}
    matched = joins(reads.values(), silent)
    pairs = labelled(our_incidents(reads, matched), true_incidents(reads, matched, rows))
    unseen = [scored for part in range(PARTS) for scored in left_out(pairs, part)]
    for k in (20, 50, 100):
        ranked = sorted(unseen, reverse=True)[:k]
        print(f"precision of the first {k} not fitted: {sum(one for _, one in ranked) / k:.2f}")
    write(*fitted([(found, one) for found, one, _ in pairs]), calibrated(unseen))


def labelled(incidents: Sequence[Seen], true: dict[str, str]) -> list[Labelled]:
    """The pairs the finder compares whose true incidents are known: the levels, whether it is one event, and which
    parts of the incidents the two are of."""
    part = {i: sha256(t.encode()).digest()[1] % PARTS for i, t in true.items()}
    return [
        (levels(a, b, record), true[a.id] == true[b.id], frozenset((part[a.id], part[b.id])))
        for a, b, record in compared(incidents)
        if a.id in true and b.id in true
    ]


def left_out(pairs: Sequence[Labelled], part: int) -> list[tuple[float, bool]]:
    """Log-odds and truth of the pairs of one part, by a fit on what has nothing to do with it; a pair of two parts
    counts with the first."""
    prior, weight = fitted([(found, one) for found, one, parts in pairs if part not in parts])
    return [
        (prior + sum(weight.get(level, 0.0) for level in found), one)
        for found, one, parts in pairs
        if part == min(parts)
    ]


def calibrated(scored: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift by which log-odds come true, by gradient on those from odds of one in twenty up."""
    rows = [row for row in scored if row[0] > -3.0]
    slope, shift = 1.0, 0.0
    for _ in range(2_000):
        off = [one - 1 / (1 + exp(-slope * odds - shift)) for odds, one in rows]
        slope += 0.3 * sum(o * odds for o, (odds, _) in zip(off, rows, strict=True)) / len(rows)
        shift += 0.3 * sum(off) / len(rows)
    return slope, shift


def fitted(pairs: Sequence[Pair]) -> tuple[float, dict[str, float]]:
    """Prior and weights, level by level, towards the gradient and back within the bounds."""
    alike = Counter(pairs)
    prior, weight = -2.0, {name: min(max(0.0, low), high) for name, (low, high) in BOUNDS.items()}
    weight |= {level: 0.0 for found, _ in alike for level in found if level not in weight}
    for _ in range(STEPS):
        gain: dict[str, float] = defaultdict(float)
        bend: dict[str, float] = defaultdict(lambda: 1e-9)
        for (found, is_one), n in alike.items():
            p = 1 / (1 + exp(-prior - sum(weight[level] for level in found)))
            for level in (*found, "prior"):
                gain[level] += n * (is_one - p)
                bend[level] += n * p * (1 - p)
        prior += 0.3 * gain["prior"] / bend["prior"]
        for level in weight:
            step = 0.15 * (gain[level] - RIDGE * weight[level]) / (bend[level] + RIDGE)
            low, high = BOUNDS.get(level, (-9.0, 9.0))
            weight[level] = min(max(weight[level] + step, low), high)
    return prior, weight


def write(prior: float, weight: dict[str, float], scale: tuple[float, float]) -> None:
    """The numbers into the list; its sentences stay."""
    path = Path(cairn.match.__file__).parent / "data" / "duplicates.toml"
    text = path.read_text("utf-8")
    for name, value in (("prior", prior), ("slope", scale[0]), ("shift", scale[1])):
        text = re.sub(rf"(?m)^{name} = \S+", f"{name} = {value + 0.0:.2f}", text)
    for level, value in weight.items():
        text = re.sub(rf"(?m)^({level} = {{ weight = )[^,]+", rf"\g<1>{value + 0.0:.2f}", text)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:4])
