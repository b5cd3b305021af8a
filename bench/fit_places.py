"""Fits the weights of place reading anew: texts with answers in, `extract/data/place_weights.toml` out.

    python bench/fit_places.py --truth T --reports R --split S [--places FILE] [--out FILE]

Only texts on the building side of the split are used; those marked `held` are not read. With `--places` every text
is fitted twice, with the shipped gazetteer alone and with that file beside it, so that the weights serve both.
Deterministic: no sampling, folds by a hash of the incident. Needs the `bench` group (scikit-learn and what it brings).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

import cairn.extract.read as reader
from cairn.extract.eventplace import unknown_of, weighed
from cairn.extract.model import Claim
from cairn.extract.placefeatures import Use
from cairn.extract.placenamed import named_in
from cairn.extract.placeodds import Weights, likelihoods, outlook
from cairn.flow import read
from cairn.places.gazetteer import Gazetteer, shipped
from cairn.shell.evaluate.blind import hidden
from cairn.shell.evaluate.pairs import single_reports
from cairn.sources.places_files import read_places
from cairn.sources.tables import read_reports
from cairn.values import distance_m

FOLDS = 5
KM = (5.0, 20.0, 50.0)
BOUNDS = {"dares": 0.83, "holds": 0.88, "abstains": 0.2}
PRIOR = {
    "province": 3.0,
    "company": 2.5,
    "country": 2.0,
    "fits": 1.0,
    "recorded": 1.0,
    "people": 0.25,
    "quarter": -1.5,
    "contradicted": -1.5,
}
"""What was set by hand before anything was fitted: with few namesakes in the texts, the fit stays near it."""
USE = (
    "late",
    "other",
    "times",
    "placed",
    "hashtag",
    "harm",
    "figure",
    "first_figure",
    "near",
    "wide",
    "share",
    "stated_km",
    "between",
    "unnamed",
    "fine",
    "fine_early",
    "reach",
    "province_kind",
    "contradicted",
    "country",
    "province",
    "recorded",
    "heard",
    "quarter",
    "tells_unknown",
    "sure",
    "called_fine",
    "called_unit",
    "parts",
    "after",
)
ODDS = (
    "near_mass",
    "far_mass",
    "own_share",
    "unnamed",
    "wide",
    "wide_once",
    "near_once",
    "unit",
    "city",
    "spot",
    "reach",
    "unknown",
    "heard",
    "late",
    "other",
    "placed",
    "sure",
    "province",
    "names",
)
Vector = Any


@dataclass
class Text:
    """One text with what was read of it: the truth, the incident, and the account's claims and words."""

    incident: str
    lat: float
    lon: float
    text: str
    claims: Sequence[Claim]
    gazetteer: Gazetteer
    weight: float = 1.0
    uses: Sequence[Use] = ()
    unknown: int = 0

    @property
    def fold(self) -> int:
        return int(hashlib.sha256(self.incident.encode()).hexdigest(), 16) % FOLDS

    def km(self, lat: float, lon: float) -> float:
        return distance_m(self.lat, self.lon, lat, lon) / 1000

    def weigh(self, place: Mapping[str, float]) -> None:
        """Reads the uses of its names anew, with these weights of namesakes."""
        named = named_in(self.claims, self.text, self.gazetteer)
        self.unknown = len(unknown_of(named))
        shares = lambda features: likelihoods(features, place)  # noqa: E731
        self.uses = weighed(named, self.claims, self.text, self.gazetteer, shares) if self.claims else ()


def texts_of(asked: argparse.Namespace, gazetteers: Sequence[Gazetteer]) -> list[Text]:
    """The main account of every report on the building side whose incident has coordinates."""
    truth = {str(row["id"]): row for row in _lines(asked.truth)}
    split = json.loads(asked.split.read_text("utf-8"))
    rows = {str(row["id"]): row for row in _lines(asked.reports)}
    pairs, _ = single_reports(rows.values(), truth)
    pairs = [p for p in pairs if split.get(p.incident) != "held" and p.row.get("lat") is not None]
    blind = "\n".join(json.dumps(hidden(rows[p.item.id])) for p in pairs)
    incident = {p.item.id: p.row for p in pairs}
    found = []
    for gazetteer in gazetteers:
        for good in read_reports("reports.jsonl", blind.encode()).rows:
            row = incident[good.report.id]
            if account := _main_account(good.report, gazetteer):
                claims, text = account
                found.append(
                    Text(str(row["id"]), float(row["lat"]), float(row["lon"]), text, claims, gazetteer)
                )
    times = Counter((t.incident, id(t.gazetteer)) for t in found)
    for text in found:
        text.weight = times[text.incident, id(text.gazetteer)] ** -0.5
    return found


def _main_account(report: Any, gazetteer: Gazetteer) -> tuple[Sequence[Claim], str] | None:
    """The claims and words that the main account's place is read from, taken where it is read."""
    given: list[tuple[Sequence[Claim], str]] = []
    kept = reader.read_place

    def record(claims: Sequence[Claim], text: str, places: Gazetteer) -> Any:
        given.append((claims, text))
        return kept(claims, text, places)

    reader.read_place = record  # type: ignore[assignment]
    try:
        accounts = read(report, gazetteer).extraction.accounts
    finally:
        reader.read_place = kept
    return next((given[k] for k, a in enumerate(accounts) if a.main and k < len(given)), None)


def fit_place(texts: Sequence[Text]) -> dict[str, float]:
    """Weights of which place of a name is meant, from names of which one place is near the truth and one far."""
    sets: dict[tuple[str, str, int], list[tuple[Vector, Vector]]] = {}
    names: list[str] = []
    for text in texts:
        for use in text.uses:
            km = np.array([text.km(c.area.lat, c.area.lon) for c in use.candidates])
            near = 5.0 if km.min() <= 5 else 20.0
            if km.min() <= 20 and km.max() > near:
                names = names or sorted(use.candidates[0].features)
                rows = np.array([[c.features[n] for n in names] for c in use.candidates])
                sets.setdefault((text.incident, use.name, id(text.gazetteer)), []).append((rows, km <= near))
    data = [(rows, hit.astype(float), len(group) ** -0.8) for group in sets.values() for rows, hit in group]
    prior = np.array([PRIOR.get(n, 0.0) for n in names])
    found = _fit(data, prior, np.full(len(names), 3.0))
    return _rounded(dict(zip(names, found, strict=True)))


def fit_use(texts: Sequence[Text]) -> dict[str, float]:
    """Weights of which use of a name tells where it was: those that give likelihood to spots near the truth."""
    data = []
    for text in texts:
        if not text.uses:
            continue
        gain = np.array([sum(c.share * _gain(text, c) for c in use.candidates) for use in text.uses])
        best = max(_gain(text, c) for use in text.uses for c in use.candidates)
        if best:
            rows = np.array([[use.features[n] for n in USE] for use in text.uses])
            data.append((rows, gain / best, text.weight))
    spread = np.maximum(np.vstack([rows for rows, _, _ in data]).std(axis=0), 0.1)
    return _rounded(dict(zip(USE, _fit(data, np.zeros(len(USE)), 25 * spread**2), strict=True)))


def _gain(text: Text, candidate: Any) -> float:
    km = text.km(candidate.area.lat, candidate.area.lon)
    return 1.0 if km <= 5 else 0.6 if km <= 20 else 0.0


def _fit(data: Sequence[tuple[Vector, Vector, float]], prior: Vector, ridge: Vector) -> Vector:
    """The weights under which the right ones of each set are likeliest, held to the prior by the ridge."""

    def loss(w: Vector) -> tuple[float, Vector]:
        total, slope = 0.5 * float(ridge @ (w - prior) ** 2), ridge * (w - prior)
        for rows, gain, weight in data:
            sums = rows @ w
            likely = np.exp(sums - sums.max())
            likely /= likely.sum()
            right = likely * gain
            total -= weight * np.log(right.sum() + 1e-12)
            slope = slope - weight * (rows.T @ (right / (right.sum() + 1e-12) - likely))
        return total, slope

    return minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def fit_odds(texts: Sequence[Text], place: Mapping[str, float]) -> list[dict[str, Any]]:
    """How often a choice is near: every text is chosen for by weights that were fitted without its incident."""
    rows, km, weight = [], [], []
    for fold in range(FOLDS):
        use = fit_use([t for t in texts if t.fold != fold])
        for text in (t for t in texts if t.fold == fold and t.uses):
            seen = outlook(text.uses, text.unknown, Weights(place, use, (), 1.0, 1.0, 0.0))
            area = seen.chosen.candidate.area
            rows.append([seen.features[n] for n in ODDS])
            km.append(text.km(area.lat, area.lon))
            weight.append(text.weight)
    x, far, w = np.array(rows), np.array(km), np.array(weight)
    middle, spread = x.mean(axis=0), np.maximum(x.std(axis=0), 0.1)
    found = []
    for bound in KM:
        model = LogisticRegression(C=0.05, max_iter=3000).fit(
            (x - middle) / spread, far <= bound, sample_weight=w
        )
        slopes = model.coef_[0] / spread
        base = float(model.intercept_[0] - slopes @ middle)
        found.append(
            {"km": bound, "base": round(base, 3), "weights": _rounded(dict(zip(ODDS, slopes, strict=True)))}
        )
    return found


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: round(float(value), 3) + 0.0 for name, value in weights.items()}


def as_toml(place: Mapping[str, float], use: Mapping[str, float], odds: Sequence[Mapping[str, Any]]) -> str:
    """The weights as the file that ships."""
    lines = [
        "# Weights of place reading, fitted by bench/fit_places.py; see docs/guide/places.md. Do not edit by hand.",
        "# [place]: which place of a name is meant. [use]: which name tells where it was. [[odds]]: how likely the",
        "# choice lies within so many kilometres. [bounds]: from which likelihood a radius is stated, a point is given.",
        "",
        "[bounds]",
        *(f"{k} = {v}" for k, v in BOUNDS.items()),
    ]
    for name, table in (("place", place), ("use", use)):
        lines += ["", f"[{name}]", *(f"{k} = {v}" for k, v in table.items())]
    for one in odds:
        lines += ["", "[[odds]]", f"km = {one['km']}", f"base = {one['base']}", "[odds.weights]"]
        lines += [f"{k} = {v}" for k, v in one["weights"].items()]
    return "\n".join(lines) + "\n"


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def main() -> None:
    """Reads the files that are named, fits, and writes the weights."""
    here = Path(__file__).parent.parent / "src/cairn/extract/data/place_weights.toml"
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("truth", "reports", "split"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--places", type=Path)
    parser.add_argument("--out", type=Path, default=here)
    asked = parser.parse_args()
    gazetteers = [shipped()]
    if asked.places:
        gazetteers.append(shipped().with_places(read_places(asked.places.name, asked.places.read_bytes())[0]))
    texts = texts_of(asked, gazetteers)
    for text in texts:
        text.weigh(PRIOR)
    place = fit_place(texts)
    for text in texts:
        text.weigh(place)
    use = fit_use(texts)
    odds = fit_odds(texts, place)
    asked.out.write_text(as_toml(place, use, odds), "utf-8")
    print(
        f"fitted on {len(texts)} readings of {len({t.incident for t in texts})} incidents; wrote {asked.out.name}"
    )


if __name__ == "__main__":
    main()
