"""Fits the weights of extract/confidence.py on the texts labelled by hand for building, and writes them down.

    python scripts/fit_confidence.py ../shared/data/reports/reports.jsonl ../shared/data/reports/incidents.jsonl

Needs scikit-learn (the group `bench`). Prints how the confidence holds on texts left out of the fit (cross-validated by
text), and chooses from these the point from which a reading is taken unseen. The texts for scoring are never read.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from cairn.extract.confidence import signs
from cairn.shell.evaluate.calibration import calibration_error, reliability
from cairn.shell.evaluate.gold import gold_texts
from cairn.shell.evaluate.gold_measure import read_as_report
from cairn.shell.evaluate.gold_scores import guess_of

HOME = Path(__file__).resolve().parents[1]
WANTED = 0.975
"""The share of readings taken unseen that is to be right on texts left out."""
REVIEW = 0.3
STRENGTH = 0.3
"""How freely weights may grow (scikit-learn's C)."""
FOLDS = 10

HEAD = """# How much each sign of extract/confidence.py speaks for (+) or against (-) the lowest figures of a reading.
# Fitted by scripts/fit_confidence.py on the texts labelled for building; do not edit by hand.
"""


def main(sources: list[str]) -> None:
    rows = [json.loads(line) for path in sources for line in Path(path).read_text("utf-8").splitlines()]
    labels = [json.loads(line) for line in (HOME / "tests/gold/labels.jsonl").read_text("utf-8").splitlines()]
    texts, _ = gold_texts([label for label in labels if label["side"] == "build"], rows)
    found, right, group = [], [], []
    for n, text in enumerate(texts):
        read = read_as_report(text, None)  # places have no part in it
        for account in read:
            guess = guess_of(text, account)
            if guess is not None:
                reading = account.reading
                found.append(
                    signs(
                        [claim.moved(-account.start) for claim in account.claims],
                        reading.killed,
                        reading.injured,
                        text=text.text[account.start : account.end],
                        accounts=len(read),
                        language=text.language,
                    )
                )
                right.append(guess.right_low)
                group.append(n)
    names = sorted({name for signs_ in found for name in signs_})
    x = np.array([[signs_.get(name, 0.0) for name in names] for signs_ in found])
    y = np.array(right)
    left_out = np.zeros(len(y))
    for train, test in GroupKFold(FOLDS).split(x, y, group):
        left_out[test] = model().fit(x[train], y[train]).predict_proba(x[test])[:, 1]
    told = list(zip(left_out.tolist(), right, strict=True))
    auto = threshold(told)
    taken = [r for p, r in told if p >= auto]
    print(f"{len(y)} readings of {len(texts)} texts, {y.mean():.3f} right")
    print("left out:", "  ".join(f"{b.confidence:.2f}:{b.right:.2f} ({b.n})" for b in reliability(told)))
    print(f"calibration error {calibration_error(told):.3f}")
    print(f"unseen from {auto:.3f}: {len(taken) / len(y):.3f} of readings, {np.mean(taken):.3f} right")
    fit = model().fit(x, y)
    lines = [
        HEAD,
        f"base = {fit.intercept_[0]:.3f}",
        f"auto = {auto:.3f}",
        f"review = {REVIEW}",
        "",
        "[weights]",
    ]
    lines += [f'"{name}" = {weight:.3f}' for name, weight in zip(names, fit.coef_[0], strict=True)]
    (HOME / "src/cairn/extract/data/confidence.toml").write_text("\n".join(lines) + "\n", "utf-8")


def model() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=2000)


def threshold(told: list[tuple[float, bool]]) -> float:
    """The lowest probability from which the share that is right stands at WANTED or above."""
    ordered = sorted(told, reverse=True)
    best, right = 1.0, 0
    for n, (sure, is_right) in enumerate(ordered, start=1):
        right += is_right
        if right / n >= WANTED:
            best = sure
    return best


if __name__ == "__main__":
    main(sys.argv[1:])
