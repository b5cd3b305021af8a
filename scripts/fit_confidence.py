"""Fits the weights of extract/confidence.py on the texts labelled by hand for building, and writes them down.

    python scripts/fit_confidence.py ../shared/data/reports/reports.jsonl ../shared/data/reports/incidents.jsonl

Needs scikit-learn (the group `bench`). The weights come from the texts for building. The rules were made on these
too, so that they are read better than others: the sum is therefore scaled (Platt 1999) on texts labelled for
calibrating, on which nothing was tuned. The texts for scoring are never read.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from cairn.extract.confidence import signs
from cairn.shell.evaluate.calibration import calibration_error, reliability
from cairn.shell.evaluate.gold import GoldText, gold_texts
from cairn.shell.evaluate.gold_measure import read_as_report
from cairn.shell.evaluate.gold_scores import guess_of

HOME = Path(__file__).resolve().parents[1]
AUTO = 0.9
"""From this probability a reading may be taken unseen: nine in ten are to be right, in the lowest figures of killed and
of injured. Two careful readers agree on hardly more."""
REVIEW = 0.4
FOR = ("sure", "told again")
"""And these only for it."""
STRENGTH = 0.1
"""How freely weights may grow (scikit-learn's C)."""
AGAINST = ("unread", "figures", "elsewhere", "late", "told of others")
"""Signs with one of these words may only speak against a reading: one that came out for it is left out."""
TOLD = ("figure", "no_figure")
Case = tuple[dict[str, float], bool, int]
"""The signs of a reading, whether its lowest figures are right, and the number of its text."""

HEAD = """# How much each sign of extract/confidence.py speaks for (+) or against (-) the lowest figures of a reading.
# Fitted by scripts/fit_confidence.py on the texts labelled for building; do not edit by hand.
"""


def main(sources: list[str]) -> None:
    rows = [json.loads(line) for path in sources for line in Path(path).read_text("utf-8").splitlines()]
    labels = [json.loads(line) for line in (HOME / "tests/gold/labels.jsonl").read_text("utf-8").splitlines()]
    sides = {
        side: cases_of(gold_texts([label for label in labels if label["side"] == side], rows)[0])
        for side in ("build", "calibrate")
    }
    lines = [HEAD, f"auto = {AUTO}", f"review = {REVIEW}"]
    for told in TOLD:
        lines += ["", *fitted(told, sides["build"][told], sides["calibrate"][told])]
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


def fitted(told: str, build: list[Case], fresh: list[Case]) -> list[str]:
    """The lines of one table of weights: fitted on the first cases, scaled on the second."""
    names = sorted({name for own, _, _ in build for name in own})
    while True:
        x, y = table(names, build)
        fit = model().fit(x, y)
        wrong = [name for name, weight in zip(names, fit.coef_[0], strict=True) if contrary(name, weight)]
        if not wrong:
            break
        names = [name for name in names if name not in wrong]
    sums = [float(table(names, [case])[0][0] @ fit.coef_[0] + fit.intercept_[0]) for case in fresh]
    right = [is_right for _, is_right, _ in fresh]
    scale = LogisticRegression(C=1.0, max_iter=2000).fit(np.array(sums).reshape(-1, 1), right)
    slope, shift = max(0.2, float(scale.coef_[0][0])), float(scale.intercept_[0])
    pairs = [(float(1 / (1 + np.exp(-(slope * z + shift)))), r) for z, r in zip(sums, right, strict=True)]
    taken = [is_right for sure, is_right in pairs if sure >= AUTO]
    print(
        f"{told}: {len(y)} for building, {y.mean():.3f} right; {len(right)} fresh, {np.mean(right):.3f} right"
    )
    print("  fresh:", "  ".join(f"{b.confidence:.2f}:{b.right:.2f} ({b.n})" for b in reliability(pairs)))
    print(f"  calibration error {calibration_error(pairs):.3f}; slope {slope:.2f}, shift {shift:.2f}")
    share = sum(taken) / max(1, len(taken))
    print(f"  unseen from {AUTO}: {len(taken) / len(pairs):.3f} of readings, {share:.3f} right")
    for share in (0.3, 0.5, 0.7):
        part = [is_right for _, is_right in sorted(pairs, reverse=True)[: int(len(pairs) * share)]]
        print(f"  surest {share}: {sum(part) / len(part):.3f}")
    base = slope * float(fit.intercept_[0]) + shift
    lines = [f"[{told}]", f"base = {base:.3f}", "", f"[{told}.weights]"]
    return lines + [
        f'"{name}" = {slope * weight:.3f}' for name, weight in zip(names, fit.coef_[0], strict=True)
    ]


def contrary(name: str, weight: float) -> bool:
    """Whether a sign came out against reason: chance, in so few texts."""
    return (weight > 0 and any(word in name for word in AGAINST)) or (weight < 0 and name.endswith(FOR))


def table(names: list[str], cases: list[Case]) -> tuple[np.ndarray, np.ndarray]:
    """The signs as a matrix, and which readings are right."""
    x = np.array([[own.get(name, 0.0) for name in names] for own, _, _ in cases])
    return x, np.array([right for _, right, _ in cases])


def model() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=2000)


if __name__ == "__main__":
    main(sys.argv[1:])
