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
from cairn.shell.evaluate.gold import GoldText, gold_texts
from cairn.shell.evaluate.gold_measure import read_as_report
from cairn.shell.evaluate.gold_scores import guess_of

HOME = Path(__file__).resolve().parents[1]
WANTED = 0.94
"""The share of readings taken unseen whose lowest figures, of killed and of injured, are right on texts left out: about what
two careful readers agree on."""
REVIEW = 0.4
STRENGTH = 0.3
"""How freely weights may grow (scikit-learn's C)."""
FOLDS = 10
TOLD = ("figure", "no_figure")
Case = tuple[dict[str, float], bool, int]
"""The signs of a reading, whether its lowest figures are right, and the number of its text."""

HEAD = """# How much each sign of extract/confidence.py speaks for (+) or against (-) the lowest figures of a reading.
# Fitted by scripts/fit_confidence.py on the texts labelled for building; do not edit by hand.
"""


def main(sources: list[str]) -> None:
    rows = [json.loads(line) for path in sources for line in Path(path).read_text("utf-8").splitlines()]
    labels = [json.loads(line) for line in (HOME / "tests/gold/labels.jsonl").read_text("utf-8").splitlines()]
    texts, _ = gold_texts([label for label in labels if label["side"] == "build"], rows)
    lines = [HEAD, f"review = {REVIEW}"]
    for told, cases in cases_of(texts).items():
        lines += ["", *fitted(told, cases)]
    (HOME / "src/cairn/extract/data/confidence.toml").write_text("\n".join(lines) + "\n", "utf-8")


def cases_of(texts: list[GoldText]) -> dict[str, list[Case]]:
    """Every reading of the texts, with and without a figure. Places have no part in it."""
    found: dict[str, list[Case]] = {told: [] for told in TOLD}
    for n, text in enumerate(texts):
        read = read_as_report(text, None)
        for account in read:
            reading = account.reading
            own = signs(
                [claim.moved(-account.start) for claim in account.claims],
                reading.killed,
                reading.injured,
                text=text.text[account.start : account.end],
                accounts=len(read),
                language=text.language,
            )
            told = TOLD[reading.killed.is_unknown and reading.injured.is_unknown]
            found[told].append((own, guess_of(text, account).right_low, n))
    return found


def fitted(told: str, cases: list[Case]) -> list[str]:
    """The lines of one table of weights."""
    names = sorted({name for own, _, _ in cases for name in own})
    x = np.array([[own.get(name, 0.0) for name in names] for own, _, _ in cases])
    y = np.array([right for _, right, _ in cases])
    groups = [n for _, _, n in cases]
    left_out = np.zeros(len(y))
    for train, test in GroupKFold(FOLDS).split(x, y, groups):
        left_out[test] = model().fit(x[train], y[train]).predict_proba(x[test])[:, 1]
    pairs = list(zip(left_out.tolist(), y.tolist(), strict=True))
    auto = threshold(pairs)
    taken = [right for sure, right in pairs if sure >= auto]
    print(f"{told}: {len(y)} readings, {y.mean():.3f} right")
    print("  left out:", "  ".join(f"{b.confidence:.2f}:{b.right:.2f} ({b.n})" for b in reliability(pairs)))
    print(f"  calibration error {calibration_error(pairs):.3f}")
    print(
        f"  unseen from {auto:.3f}: {len(taken) / len(y):.3f} of readings, {sum(taken) / max(1, len(taken)):.3f} right"
    )
    ordered = sorted(pairs, reverse=True)
    for share in (0.3, 0.5, 0.7):
        part = [right for _, right in ordered[: int(len(ordered) * share)]]
        print(f"  surest {share}: {sum(part) / len(part):.3f}")
    fit = model().fit(x, y)
    lines = [f"[{told}]", f"base = {fit.intercept_[0]:.3f}", f"auto = {auto:.3f}", "", f"[{told}.weights]"]
    return lines + [f'"{name}" = {weight:.3f}' for name, weight in zip(names, fit.coef_[0], strict=True)]


def model() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=2000)


def threshold(pairs: list[tuple[float, bool]]) -> float:
    """The lowest probability from which the share that is right stands at WANTED or above."""
    best, right = 1.0, 0
    for n, (sure, is_right) in enumerate(sorted(pairs, reverse=True), start=1):
        right += is_right
        if right / n >= WANTED:
            best = sure
    return best


if __name__ == "__main__":
    main(sys.argv[1:])
