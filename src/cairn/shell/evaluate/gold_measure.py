"""`cairn evaluate readings`, wired: labels and texts are read, readers set beside them, scores printed.

Beside ours stand the first number next to a word of harm (for the whole text, as one account), and the day of
publication; a second reader's labels, where given, show how far two people agree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from cairn.extract.model import Account, Claim
from cairn.extract.read import extract
from cairn.extract.reading import read_account
from cairn.places.gazetteer import Gazetteer
from cairn.sources.report import Report
from cairn.values import DateSpan
from cairn.vocab.closed import Basis, Kind

from .blind import Progress
from .calibration import Guess, reliability
from .gold import GoldText
from .gold_match import as_read
from .gold_scores import GoldScore, guesses_of, score_gold
from .naive import first_number
from .score import text_table

OURS = "cairn"
NAIVE = "first number"
SECOND = "second reader"
SIDES = ("score", "build")
_COLUMNS: dict[str, Callable[[GoldScore], object]] = {
    "texts": lambda s: s.texts,
    "claims": lambda s: s.n_claims,
    "precision": lambda s: s.claims.precision,
    "95 %": lambda s: f"{s.low:.2f}-{s.high:.2f}",
    "recall": lambda s: s.claims.recall,
    "whole P": lambda s: s.whole.precision,
    "whole R": lambda s: s.whole.recall,
    "status F1": lambda s: s.status_f1,
    "dated": lambda s: s.n_dated,
    "day +-1": lambda s: s.date_within_1,
    "digests": lambda s: s.digests,
    "accounts F1": lambda s: s.accounts.f1 if s.accounts else None,
    "placed": lambda s: s.placed,
    "5 km": lambda s: s.place_within_5,
    "blamed F1": lambda s: s.attackers.f1 if s.attackers else None,
}
_ROUTES: dict[str, Callable[[GoldScore], object]] = {
    "with a figure": lambda s: s.n_read,
    "auto": lambda s: s.auto_share,
    "lowest of both right": lambda s: s.auto_right_low,
    "lowest killed right": lambda s: s.auto_right_killed,
    "all four ends right": lambda s: s.auto_right,
    "calibration error": lambda s: s.calibration,
    "of main accounts": lambda s: s.n_main,
    "auto of these": lambda s: s.auto_share_main,
    "lowest right": lambda s: s.auto_right_main,
    "their calibration error": lambda s: s.calibration_main,
}


@dataclass(frozen=True, slots=True)
class ReadingScores:
    """The scores by slice and reader, and the readings they rest on, for a plot of confidence."""

    rows: tuple[GoldScore, ...]
    guesses: tuple[Guess, ...]
    left_out: int

    def of(self, slice: str = "all", method: str = OURS) -> GoldScore:
        """One score. Raises `KeyError` where there is none."""
        for row in self.rows:
            if (row.slice, row.method) == (slice, method):
                return row
        raise KeyError((slice, method))

    def table(self) -> str:
        """Two tables: what was read, and how far its confidence can be trusted."""
        ours = [r for r in self.rows if r.method == OURS]
        return "\n".join(
            [
                _table(_COLUMNS, self.rows),
                "",
                _table(_ROUTES, ours),
                "",
                "confidence and the share of lowest figures that are right, ten bins of equal width:",
                "  ".join(f"{b.confidence:.2f}:{b.right:.2f}" for b in self.bins()),
                "",
                f"left out: {self.left_out} labels without their text",
            ]
        )

    def bins(self) -> list[Any]:
        """Our readings with a figure by confidence."""
        return reliability([(g.confidence, g.right_low) for g in self.guesses])

    def as_json(self) -> dict[str, Any]:
        """Every figure, for `--json`."""
        return {
            "scores": [asdict(row) for row in self.rows],
            "reliability": [asdict(b) for b in self.bins()],
            "left_out": self.left_out,
        }


def evaluate_readings(
    texts: Sequence[GoldText],
    gazetteer: Gazetteer | None,
    progress: Progress,
    *,
    second: Sequence[GoldText] = (),
    beside: Mapping[str, Callable[[GoldText], tuple[Account, ...]]] = MappingProxyType({}),
    left_out: int = 0,
) -> ReadingScores:
    """Ours and a baseline on all texts, by set and by digest; the second reader on the texts labelled twice.

    `beside` are further readers by name, such as a team's language model.
    Raises `ValueError` where there is no text.
    """
    read: dict[str, tuple[Account, ...]] = {}
    for n, text in enumerate(texts, start=1):
        read[text.id] = read_as_report(text, gazetteer)
        for reader in beside.values():
            reader(text)  # a slow reader answers here, once, and remembers
        progress("Reading labelled texts", n, len(texts))
    rows = []
    for name, part in _slices(texts).items():
        rows.append(score_gold(part, lambda t: read[t.id], slice=name, method=OURS))
        rows.append(score_gold(part, naive, slice=name, method=NAIVE))
        rows += [score_gold(part, reader, slice=name, method=method) for method, reader in beside.items()]
    both = [t for t in texts if any(s.id == t.id for s in second)]
    if both:
        other = {s.id: as_read(s) for s in second}
        rows.append(score_gold(both, lambda t: read[t.id], slice="labelled twice", method=OURS))
        rows.append(score_gold(both, lambda t: other[t.id], slice="labelled twice", method=SECOND))
    guesses = tuple(g for t in texts for g in guesses_of(t, read[t.id]) if g.figure)
    return ReadingScores(tuple(rows), guesses, left_out)


def read_as_report(text: GoldText, gazetteer: Gazetteer | None) -> tuple[Account, ...]:
    """A labelled text read as any report is, with its day of publication and nothing of the labels."""
    return extract(Report(id=text.id, text=text.text), gazetteer, published=text.published).accounts


def naive(text: GoldText) -> tuple[Account, ...]:
    """The baseline: one account, the first number beside a word of harm, the day of publication."""
    claims = []
    for kind in (Kind.KILLED, Kind.INJURED):
        figure = first_number(text.text, kind.value)
        if not figure.is_unknown:
            claims.append(Claim(kind, 0, len(text.text), figure.min, figure.max, Basis.STATED))
    day = DateSpan.on(text.published) if text.published else None
    reading = read_account(claims, date=day, date_basis="published" if day else "")
    return (Account(1, True, 0, len(text.text), tuple(claims), reading),)


def _slices(texts: Sequence[GoldText]) -> dict[str, list[GoldText]]:
    slices = {"all": list(texts)}
    for text in texts:
        slices.setdefault(text.set, []).append(text)
        slices.setdefault(f"{text.set} {text.platform}", []).append(text)
        if len(text.accounts) > 1:
            slices.setdefault("digests", []).append(text)
    return {name: part for name, part in slices.items() if len(part) >= 10}


def _table(columns: dict[str, Callable[[GoldScore], object]], rows: Sequence[GoldScore]) -> str:
    lines = [(r.slice, r.method, *(of(r) for of in columns.values())) for r in rows]
    return text_table(("slice", "reader", *columns), lines)
