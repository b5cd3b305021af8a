"""Scores where the event was read to be, against the coded point of its one incident.

Pairs with their readings enter; scores leave, ours beside three baselines and two upper bounds. An answer
is a point; a text without one has abstained, which is no fault but stays in the base: hence the share of
all beside the share of the answered. A coded point is itself only as fine as its precision says.

A reading *dares* to place an event within 5 km when the radius it states is 5 km or less; a wider one still
carries its middle. Whoever counts every point as daring reads "5, of answered". How often each radius stated
holds the event is printed beneath the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from cairn.places.gazetteer import Gazetteer
from cairn.places.names import key
from cairn.values import Precision

from .pairs import SLICES, Pair, groups, parts
from .place_guesses import LITERAL, Guess, guesses, provinces_by_name, true_names
from .score import interval_by
from .scored import OURS, Scored

KM = (1, 5, 20, 100)
DARES_KM = 5.0
_FINE = frozenset(list(Precision)[list(Precision).index(Precision.VILLAGE) :])


@dataclass(frozen=True, slots=True)
class PlaceScore:
    """One method on one slice. Shares `within_*`, `name_right`, `admin1_right` and `mapped` have all texts as
    their base (for the last but one those whose coded province the gazetteer has), `found_*` the answered.

    `low` and `high` bound `within_5`, drawn by incident. `beyond_radius` is the share of answers whose point
    is farther off than the radius they state; `beyond_both` adds the radius of the coded point. `wrong_dots`
    is the share of answers fine enough for a dot on the map that lie more than 20 km off. `dares` is the share of
    texts answered with a radius of 5 km or less, `dared_5` how many of those are within 5 km; `of_oracle_*` is
    `within_*` over that of the nearest place whose name stands literally in the text.
    """

    slice: str
    method: str
    n: int
    incidents: int
    answered: float
    within_1: float
    within_5: float
    within_20: float
    within_100: float
    found_1: float | None
    found_5: float | None
    found_20: float | None
    found_100: float | None
    median_km: float | None
    name_right: float
    admin1_right: float | None
    mapped: float
    wrong_dots: float | None
    beyond_radius: float | None
    beyond_both: float | None
    dares: float
    dared_5: float | None
    of_oracle_5: float | None
    of_oracle_20: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer beside the truth; `km` and what hangs on it is None where there is no answer."""

    incident: str
    km: float | None
    radius_km: float
    true_radius_km: float
    mapped: bool
    name: bool
    admin1: bool | None


_COLUMNS = {
    "n": lambda s: s.n,
    "answered": lambda s: s.answered,
    "1 km": lambda s: s.within_1,
    "5 km": lambda s: s.within_5,
    "95 % of 5 km": lambda s: f"{s.low:.2f}-{s.high:.2f}",
    "20 km": lambda s: s.within_20,
    "100 km": lambda s: s.within_100,
    "5, of answered": lambda s: s.found_5,
    "20, of answered": lambda s: s.found_20,
    "median km": lambda s: None if s.median_km is None else round(s.median_km, 1),
    "dares": lambda s: s.dares,
    "5, of dared": lambda s: s.dared_5,
    "5 / oracle": lambda s: s.of_oracle_5,
    "20 / oracle": lambda s: s.of_oracle_20,
    "name": lambda s: s.name_right,
    "admin1": lambda s: s.admin1_right,
    "beyond radius": lambda s: s.beyond_radius,
}  # fmt: skip


def evaluate_places(
    pairs: Sequence[Pair],
    gazetteer: Gazetteer,
    *,
    busy: Mapping[tuple[str, str], int],
    left_out: int = 0,
    seed: int = 1,
) -> Scored[PlaceScore]:
    """Scores the readings of `pairs` whose incident has coordinates; the others are left out.

    Raises `ValueError` where none has.
    """
    asked = [p for p in pairs if p.row.get("lat") is not None and p.row.get("lon") is not None]
    if not asked:
        raise ValueError("no text of an incident with coordinates is left to score")
    codes = provinces_by_name((p.row for p in asked), gazetteer)
    told = [guesses(pair, gazetteer) for pair in asked]
    split = parts(asked, [_groups(pair, busy) for pair in asked])
    rows = []
    for name, keys in split.items():
        answered = {m: [_answer(asked[k], told[k][m], codes) for k in keys] for m in told[0]}
        for method, answers in answered.items():
            rows.append(score_places(name, method, answers, answered[LITERAL], seed=seed))
    ours = [_answer(pair, guess[OURS], codes) for pair, guess in zip(asked, told, strict=True)]
    radii = reliability(ours)
    notes = ("radius stated: answers, share of them that it holds", *(band.sentence for band in radii))
    more = {"radii": [asdict(band) for band in radii]}
    return Scored(tuple(rows), _COLUMNS, left_out + len(pairs) - len(asked), notes, more)


@dataclass(frozen=True, slots=True)
class Band:
    """The answers that state one radius, and the share of them whose event lies within it."""

    radius_km: float
    answers: int
    held: float

    @property
    def sentence(self) -> str:
        """The band as a line to print."""
        return f"{self.radius_km:7.1f} km: {self.answers:5d}, {self.held:.2f}"


def reliability(answers: Sequence[_Answer]) -> list[Band]:
    """How honest the radii are, from small to wide."""
    by_radius: dict[float, list[bool]] = {}
    for answer in answers:
        if answer.km is not None:
            by_radius.setdefault(answer.radius_km, []).append(answer.km <= answer.radius_km)
    return [Band(km, len(held), sum(held) / len(held)) for km, held in sorted(by_radius.items())]


def score_places(
    slice: str, method: str, answers: Sequence[_Answer], oracle: Sequence[_Answer], *, seed: int
) -> PlaceScore:
    """The score of a set of answers, of which there is at least one; `oracle` has the best literal names."""
    n = len(answers)
    far = [(a, a.km) for a in answers if a.km is not None]
    dots = [km for a, km in far if a.mapped]
    asked = [a.admin1 for a in answers if a.admin1 is not None]
    near = {km: [a.km is not None and a.km <= km for a in answers] for km in KM}
    low, high = interval_by([float(v) for v in near[5]], [a.incident for a in answers], seed=seed)
    best = {km: sum(a.km is not None and a.km <= km for a in oracle) for km in KM}
    dared = [km for a, km in far if a.radius_km <= DARES_KM]
    shares = {f"within_{km}": sum(hits) / n for km, hits in near.items()}
    shares |= {f"found_{km}": _share(sum(hits), len(far)) for km, hits in near.items()}  # type: ignore[misc]
    return PlaceScore(
        slice=slice,
        method=method,
        n=n,
        incidents=len({a.incident for a in answers}),
        answered=len(far) / n,
        median_km=median(km for _, km in far) if far else None,
        name_right=sum(a.name for a in answers) / n,
        admin1_right=_share(sum(asked), len(asked)),
        mapped=len(dots) / n,
        wrong_dots=_share(sum(km > 20 for km in dots), len(dots)),
        beyond_radius=_share(sum(km > a.radius_km for a, km in far), len(far)),
        beyond_both=_share(sum(km > a.radius_km + a.true_radius_km for a, km in far), len(far)),
        dares=len(dared) / n,
        dared_5=_share(sum(km <= DARES_KM for km in dared), len(dared)),
        of_oracle_5=_share(sum(near[5]), best[5]),
        of_oracle_20=_share(sum(near[20]), best[20]),
        low=low,
        high=high,
        **shares,
    )


def _answer(pair: Pair, guess: Guess | None, codes: Mapping[str, str]) -> _Answer:
    row = pair.row
    wanted = {key(name) for name in true_names(row)}
    code = codes.get(str(row.get("admin1") or ""))
    true_radius = Precision(row["location_precision"]).radius_m if _precision(row) else 0
    return _Answer(
        incident=pair.incident,
        km=None if guess is None else guess.metres_to(float(row["lat"]), float(row["lon"])) / 1000,
        radius_km=0.0 if guess is None else guess.radius_m / 1000,
        true_radius_km=true_radius / 1000,
        mapped=guess is not None and guess.mapped,
        name=guess is not None and bool(guess.names & wanted),
        admin1=None if code is None else guess is not None and guess.admin1_pcode == code,
    )


def _groups(pair: Pair, busy: Mapping[tuple[str, str], int]) -> dict[str, str]:
    found = groups(pair, busy)
    told = _precision(pair.row)
    fine = "village or finer" if told in _FINE else "town or coarser" if told else "unknown"
    read = pair.main.reading.place if pair.main else None
    given = read.point.precision.value if read and read.point else "none"
    return {**{k: found[k] for k in SLICES}, "coded": fine, "precision": told or "unknown", "answer": given}


def _precision(row: Mapping[str, object]) -> str:
    told = str(row.get("location_precision") or "")
    return told if told in set(Precision) else ""


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
