"""Fits what each finding weighs when accounts are joined to incidents, and writes match/data/features.toml.

    python scripts/fit_joining.py ../shared/data/reports/reports.jsonl SPLIT

Needs scikit-learn (the group `bench`). SPLIT is a JSON file of {incident id: "dev" or "held"}: only reports of dev
incidents are read. Pairs of their main accounts are labelled by whether the two share an incident. A pair counts
the less the more reports its incidents have, so that large incidents do not drown small ones. Where the joining
stops, how much more is asked of two accounts whose days are known, and how likelihoods are scaled to probabilities,
comes from five folds of incidents, each grouped by weights that never saw it. Levels at which nothing is known weigh
nought; a few are set by hand, where labelled pairs are too few to fit them (HAND).
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from cairn.flow import facts
from cairn.match.background import background
from cairn.match.candidates import pairs
from cairn.match.compare import levels
from cairn.match.facts import Facts, prepared, tells_of_an_event
from cairn.match.judge import probability, weights
from cairn.match.scored import KEPT
from cairn.match.surroundings import Surroundings
from cairn.match.windows import with_windows
from cairn.places.gazetteer import shipped
from cairn.shell.evaluate.average_link import average_link
from cairn.shell.evaluate.blind import read_blind
from cairn.shell.evaluate.calibration import calibration_error
from cairn.shell.evaluate.noise import false_joins

FEATURES = Path(__file__).resolve().parents[1] / "src/cairn/match/data/features.toml"
FOLDS = 5
STRENGTH = 5.0
"""How freely weights may grow (scikit-learn's C)."""
CUTS = (0.1, 0.12, 0.14, 0.16, 0.2, 0.25, 0.3)
ASKED = (0.0, 0.5, 1.0)
"""How much is taken off the log-odds of two accounts whose days are known: they can be told apart."""
NEAR_BEST = 0.005
DAYS_KNOWN = ("date_told_", "date_published_", "date_far")
DRAWS, SIXTH = 8, 6
"""Strangers are drawn so often from every fold, one report in so many: those of the other half of the incidents are as
many to the reports that `cairn evaluate incidents --noise 200` scores."""
TOLD_APART = 2.0
"""How much more a pair of two incidents counts than a pair of one: a wrong join pulls two whole groups together."""
UNKNOWN = ("_unknown", "_untold", "_settled", "_not_shared", "other_source")
"""Levels whose names end so say that nothing can be compared: they weigh nought."""
HAND = {
    "place_apart": -4.0,
    "place_within_30km": -3.5,
    "place_within_10km": -3.0,
    "place_namesake": -3.0,
    "people_shared": 3.5,
    "people_other": -1.5,
    "same_report": -3.0,
    "date_inferred_day": 3.0,
    "date_inferred_at": 2.5,
    "date_inferred_inside": 1.2,
    "date_inferred_loose": 1.0,
    "date_inferred_beside": -0.3,
    "date_inferred_outside": -2.0,
}
"""Levels set by hand. Places read wrongly make those far apart look near one another, so that two villages of one day
would be joined by it. Named victims and days inferred are few among the labelled texts. Without these the score is the
same."""
Answers = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Pairs:
    """All pairs that meet: who, at which levels, whether of one incident (None: not to be learned from)."""

    facts: Sequence[Facts]
    who: Sequence[tuple[int, int]]
    table: csr_matrix
    names: Sequence[str]
    same: np.ndarray
    known: np.ndarray
    share: np.ndarray
    folds: np.ndarray
    joins: np.ndarray


def main(reports: str, split: str) -> None:
    sides = json.loads(Path(split).read_text("utf-8"))
    rows = [json.loads(line) for line in Path(reports).read_text("utf-8").splitlines()]
    rows = [row for row in rows if all(sides.get(i) == "dev" for i in row["incident_ids"])]
    answers = {row["id"]: frozenset(row["incident_ids"]) for row in rows}
    done = read_blind(rows, shipped(), lambda *_: None)
    accounts = [facts(read, account) for read in done for account in read.extraction.accounts]
    ready = {a.account_id: prepared(a) for a in accounts if tells_of_an_event(a)}
    _, ready = with_windows(accounts, ready, Surroundings(frozen=background(ready.values())))
    data = met(list(ready.values()), answers)
    print(f"{len(rows)} reports, {len(data.who)} pairs, {int(data.same[data.known].sum())} of one incident")
    fitted = [fit(data, data.known & ~(data.folds == fold).any(axis=1)) for fold in range(FOLDS)]
    asked, cut = best_cut(data, fitted, answers)
    unseen = [likely(data, asking(weight, asked)) for weight in fitted]
    slope, shift = scaled(data, unseen, cut, answers)
    written(data.names, asking(fit(data, data.known), asked), cut, slope, shift)


def fold_of(incidents: Collection[str]) -> int:
    """The fold of a report of these incidents."""
    return hashlib.sha256(min(incidents).encode()).digest()[1] % FOLDS


def met(prepared_: Sequence[Facts], answers: Answers) -> Pairs:
    """The pairs that meet, compared and labelled."""
    found = sorted(prepared_, key=lambda f: f.order)
    around = Surroundings(frozen=background(found))
    who = pairs(found, around)
    compared = [levels(found[a], found[b], around) for a, b in who]
    names = sorted(weights().weights)
    at = {name: n for n, name in enumerate(names)}
    columns = np.array([at[name] for row in compared for name in row])
    starts = np.arange(len(who) + 1) * len(compared[0])
    table = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(who), len(names)))
    of = [answers[f.account.report_id] for f in found]
    sizes = Counter(min(of[n]) for n, f in enumerate(found) if f.account.main)
    size = np.array([max(1, sizes[min(i)]) for i in of])
    fold = np.array([fold_of(i) for i in of])
    one, two = np.array(who).T
    main_ = np.array([f.account.main for f in found])
    sure = np.array([bool({"people_shared", "words_copy"} & set(row)) for row in compared])
    same = np.array([bool(of[a] & of[b]) for a, b in who])
    anchored = np.array([f.dated or f.placed or f.area is not None for f in found])
    return Pairs(
        facts=found,
        who=who,
        table=table,
        names=names,
        same=same,
        known=main_[one] & main_[two],
        share=np.where(same, 1.0, TOLD_APART) / np.sqrt(size[one] * size[two]),
        folds=np.stack([fold[one], fold[two]], axis=1),
        joins=(anchored[one] & anchored[two]) | sure,
    )


def fit(data: Pairs, chosen: np.ndarray) -> dict[str, float]:
    """What each level weighs, and the prior, from the pairs chosen."""
    free = [n for n, name in enumerate(data.names) if not name.endswith(UNKNOWN) and HAND.get(name) is None]
    by_hand = {n: HAND[name] for n, name in enumerate(data.names) if HAND.get(name) is not None}
    told = data.table[chosen][:, list(by_hand)].sum(axis=1) if by_hand else 0
    chosen = chosen.copy()
    chosen[np.flatnonzero(chosen)[np.asarray(told).ravel() > 0]] = (
        False  # what is set by hand teaches nothing
    )
    model = LogisticRegression(C=STRENGTH, max_iter=500, solver="lbfgs")
    model.fit(data.table[chosen][:, free], data.same[chosen], sample_weight=data.share[chosen])
    found = dict.fromkeys(data.names, 0.0)
    found |= {data.names[n]: float(weight) for n, weight in zip(free, model.coef_[0], strict=True)}
    found |= {data.names[n]: float(weight) for n, weight in by_hand.items()}
    return found | {"prior": float(model.intercept_[0])}


def likely(data: Pairs, weight: Mapping[str, float]) -> np.ndarray:
    """How likely each pair is of one incident."""
    odds = data.table @ np.array([weight[name] for name in data.names]) + weight["prior"]
    return 1 / (1 + np.exp(-np.clip(odds, -12, 12)))


def grouped(data: Pairs, p: np.ndarray, cut: float) -> list[list[int]]:
    """The groups, as the joiner would make them of these likelihoods."""
    days = [
        (f.day.start.toordinal(), f.day.end.toordinal()) if f.dated and f.day else None for f in data.facts
    ]
    kept = np.flatnonzero((p >= KEPT) & data.joins)
    return average_link(days, {data.who[k]: float(p[k]) for k in kept}, cut)


def asking(weight: Mapping[str, float], more: float) -> dict[str, float]:
    """The weights, with so much more asked of two accounts whose days are known."""
    return {name: number - more if name.startswith(DAYS_KNOWN) else number for name, number in weight.items()}


def best_cut(data: Pairs, fitted: Sequence[Mapping[str, float]], answers: Answers) -> tuple[float, float]:
    """How much more is asked, and where the joining stops: of what comes within NEAR_BEST of the best B-cubed F1, that
    which joins the fewest strangers falsely. An incident that a false join hides is lost, and one told twice is offered
    as a duplicate. Each fold's reports are grouped by weights that never saw their incidents."""
    found = dict[tuple[float, float], tuple[float, float]]()
    for asked in ASKED:
        unseen = [likely(data, asking(weight, asked)) for weight in fitted]
        for cut in CUTS:
            precision, recall, f1 = unseen_score(data, unseen, cut, answers)
            false = strangers(data, unseen, cut, answers)
            print(
                f"asked {asked}, cut {cut}: B-cubed P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, "
                f"strangers joined falsely {false:.1%}"
            )
            found[asked, cut] = f1, false
    enough = max(f1 for f1, _ in found.values()) - NEAR_BEST
    return min((at for at in found if found[at][0] >= enough), key=lambda at: (found[at][1], -found[at][0]))


def strangers(data: Pairs, unseen: Sequence[np.ndarray], cut: float, answers: Answers) -> float:
    """The share of strangers joined falsely. A sixth of a fold's reports are strangers to the other folds; the rest
    of the fold is left out."""
    drawn = false = 0
    for fold, p in enumerate(unseen):
        mine = sorted(r for r, of in answers.items() if fold_of(of) == fold)
        others = {r: of for r, of in answers.items() if fold_of(of) != fold}
        known = {i for of in others.values() for i in of}
        for draw in range(DRAWS):
            sample = Random(f"{fold} {draw}").sample(mine, len(mine) // SIXTH)  # noqa: S311 - a seeded draw
            sample = [r for r in sample if known.isdisjoint(answers[r])]
            joined = joined_main(data, p, cut, {*others, *sample})
            scored = [{"id": r, "incident_ids": sorted(of)} for r, of in others.items()]
            noise = [{"id": r, "incident_ids": sorted(answers[r])} for r in sample]
            drawn += len(sample)
            false += false_joins(joined, scored, noise).joined_falsely
    return false / drawn


def joined_main(data: Pairs, p: np.ndarray, cut: float, reports: Collection[str]) -> dict[str, str]:
    """The group of every report's main account, where these reports are all there is."""
    here = np.array([f.account.report_id in reports for f in data.facts])
    one, two = np.array(data.who).T
    groups = grouped(data, np.where(here[one] & here[two], p, 0.0), cut)
    mains = ((key, data.facts[n].account) for key, group in enumerate(groups) for n in group if here[n])
    return {account.report_id: str(key) for key, account in mains if account.main}


def unseen_score(
    data: Pairs, unseen: Sequence[np.ndarray], cut: float, answers: Answers
) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 over the reports of one incident each, by the fold each is in."""
    gold = {report: min(of) for report, of in answers.items() if len(of) == 1}
    shares = np.zeros(2)
    for fold, p in enumerate(unseen):
        joined = joined_main(data, p, cut, answers)
        guess = {report: joined.get(report, f"alone {report}") for report in gold}
        here, there, both = (
            Counter(guess.values()),
            Counter(gold.values()),
            Counter((guess[r], gold[r]) for r in gold),
        )
        for report, incident in gold.items():
            if fold_of([incident]) == fold:
                shared = both[guess[report], incident]
                shares += shared / here[guess[report]], shared / there[incident]
    precision, recall = shares / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def scaled(data: Pairs, unseen: Sequence[np.ndarray], cut: float, answers: Answers) -> tuple[float, float]:
    """Slope and shift that make a mean likelihood a probability (Platt 1999), from accounts joined or offered by
    weights that never saw their incidents."""
    links = [link for fold, p in enumerate(unseen) for link in linked(data, p, cut, fold, answers)]
    mean, right = np.array(links).T
    odds = np.log(mean / (1 - mean))
    model = LogisticRegression(C=100.0).fit(odds.reshape(-1, 1), right)
    slope, shift = float(model.coef_[0][0]), float(model.intercept_[0])
    told = [(probability(slope * z + shift), bool(r)) for z, r in zip(odds, right, strict=True)]
    print(f"{len(links)} joined or offered; calibration error {calibration_error(told):.3f}, unseen by fold")
    return slope, shift


def linked(
    data: Pairs, p: np.ndarray, cut: float, fold: int, answers: Answers
) -> Iterator[tuple[float, bool]]:
    """For each account of the fold the group it is in, or the one most like it where it is alone: the mean
    likelihood over the members other than itself, and whether most of these are of its incident."""
    groups = grouped(data, p, cut)
    of = {n: key for key, group in enumerate(groups) for n in group}
    sums: dict[tuple[int, int], float] = {}
    for k in np.flatnonzero(p >= KEPT):
        for a, b in (data.who[k], data.who[k][::-1]):
            sums[a, of[b]] = sums.get((a, of[b]), 0.0) + float(p[k])
    incidents = [answers[f.account.report_id] for f in data.facts]
    folds = {n: fold_of(i) for n, i in enumerate(incidents)}
    links: dict[int, dict[int, float]] = {}
    for (n, key), total in sums.items():
        if others := len(groups[key]) - (n in groups[key]):
            links.setdefault(n, {})[key] = total / others
    for n, found in links.items():
        if not data.facts[n].account.main or folds[n] != fold:
            continue
        key = of[n] if len(groups[of[n]]) > 1 else max(found, key=lambda k: found[k])
        others_ = [m for m in groups[key] if m != n]
        hits = sum(bool(incidents[m] & incidents[n]) for m in others_)
        yield min(max(found.get(key, 0.0), 0.02), 1 - 1e-4), hits * 2 >= len(others_)


def written(
    names: Sequence[str], weight: Mapping[str, float], cut: float, slope: float, shift: float
) -> None:
    """Puts the numbers into the file and leaves its sentences as they are."""
    numbers = {"prior": weight["prior"], "join_at": cut, "slope": slope, "shift": shift}
    text = FEATURES.read_text("utf-8")
    for name, number in numbers.items():
        text = re.sub(rf"(?m)^{name} = -?[\d.]+", f"{name} = {number:.2f}", text)
    for name in names:
        text = re.sub(
            rf"(?m)^{name} = \{{ weight = -?[\d.]+", f"{name} = {{ weight = {weight[name]:.2f}", text
        )
    FEATURES.write_text(text, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
