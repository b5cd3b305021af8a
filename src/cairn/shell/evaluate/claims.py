"""Scores what was read of each text against the true range of its incident, beside three baselines.

Truth rows (incidents), a reader and, for the second mode, report rows enter; scores leave. On *narratives*
the text is the incident's own summary, so both ends of the range can be asked for. On *reports* a text may
be early or partial, so what counts is whether a number was found and lies in the range. A text that gives no
number is no fault of the reader, but it stays in the base: hence the share of all beside the share of found.
A narrative whose incident has no figure should be left unread: the share of those that are stands beside the scores,
for a reader that always finds a number scores well otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.extract.model import Reading
from cairn.values import UNKNOWN, Range

from .naive import always_one, every_number, first_number
from .pairs import Item, Pair, Row, Split, busy_days, groups, is_asked, narratives, single_reports
from .score import Answer, CountScore, count_bin, score_counts, split_by, text_table

OURS = "cairn"
KINDS = ("killed", "injured")
GROUPS = ("language", "count", "day", "date")

_BASELINES: tuple[tuple[str, Callable[[str, str], Range]], ...] = (
    ("first number", first_number),
    ("every number", every_number),
    ("always one", always_one),
)
_HEAD = (
    "slice", "method", "n", "found", "min", "max", "both", "+-1", "in range",
    "of found", "95 % of min", "sum of min", "true",
)  # fmt: skip


Reader = Callable[[Item], Reading | None]


@dataclass(frozen=True, slots=True)
class Score:
    """One method on one slice of one kind of count."""

    kind: str
    slice: str
    method: str
    counts: CountScore


@dataclass(frozen=True, slots=True)
class Silence:
    """One method on the `n` texts whose truth gives no figure of a kind: the share it leaves without one."""

    kind: str
    method: str
    n: int
    share: float


@dataclass(frozen=True, slots=True)
class ClaimScores:
    """All scores, ours first. `left_out` counts rows without a text of exactly one incident."""

    rows: tuple[Score, ...]
    left_out: int
    silences: tuple[Silence, ...] = ()

    def of(self, kind: str, slice: str = "all", method: str = OURS) -> CountScore:
        """One score. Raises `KeyError` where there is none."""
        for row in self.rows:
            if (row.kind, row.slice, row.method) == (kind, slice, method):
                return row.counts
        raise KeyError((kind, slice, method))

    def silence(self, kind: str, method: str = OURS) -> Silence:
        """How often a method keeps silent where there is no figure. Raises `KeyError` where no such text was asked."""
        for row in self.silences:
            if (row.kind, row.method) == (kind, method):
                return row
        raise KeyError((kind, method))

    def table(self, *, full: bool = False) -> str:
        """The scores as text, one block per kind; the baselines by slice only where `full` is asked for."""
        blocks = []
        for kind in KINDS:
            rows = [r for r in self.rows if r.kind == kind and (full or r.slice == "all" or r.method == OURS)]
            if rows:
                blocks.append(f"{kind}\n{text_table(_HEAD, map(_line, rows))}")
        if self.silences:
            lines = [(f"{r.kind}, no figure known", r.method, r.n, r.share) for r in self.silences]
            blocks.append(text_table(("slice", "method", "n", "left without a figure"), lines))
        return "\n\n".join([*blocks, f"left out: {self.left_out}"])

    def as_json(self) -> list[dict[str, Any]]:
        """The scores as rows for `--json`."""
        names = CountScore.__dataclass_fields__
        return [
            {"kind": r.kind, "slice": r.slice, "method": r.method, **{n: getattr(r.counts, n) for n in names}}
            for r in self.rows
        ] + [
            {"kind": r.kind, "slice": "no figure known", "method": r.method, "n": r.n, "silent": r.share}
            for r in self.silences
        ]


def evaluate_claims(
    truth: Iterable[Row],
    read: Reader,
    *,
    reports: Iterable[Row] | None = None,
    split: Split | None = None,
    side: str = "held",
    seed: int = 1,
) -> ClaimScores:
    """Scores a reader on the reports, or on the incidents' own narratives where `reports` is None.

    `split` maps incident or report ids to dev or held, of which only `side` is scored, or is a list of the
    ids to score. A row of truth needs id, killed_min, killed_max, injured_min, injured_max and date; for the
    narratives also narrative. `seed` draws the intervals.
    Raises `ValueError` where nothing is left to score.
    """
    incidents = {str(row["id"]): row for row in truth}
    busy = busy_days(incidents.values())
    pairs, left_out = narratives(incidents) if reports is None else single_reports(reports, incidents)
    pairs = [pair for pair in pairs if is_asked(split, side, pair.item.id, str(pair.row["id"]))]
    readings = [read(pair.item) or Reading() for pair in pairs]
    scores = [score for kind in KINDS for score in _of_kind(kind, pairs, readings, busy, seed)]
    if not scores:
        raise ValueError("no text is left to score")
    in_order = sorted(scores, key=lambda s: (s.kind != "killed", s.slice != "all"))
    told = reports is None  # a report may well give a figure that its incident's record leaves open
    silences = tuple(s for kind in KINDS for s in _silences(kind, pairs, readings)) if told else ()
    return ClaimScores(tuple(in_order), left_out, silences)


def _silences(kind: str, pairs: Sequence[Pair], readings: Sequence[Reading]) -> list[Silence]:
    """Every method on the texts whose incident has no figure of this kind; nothing where there is none."""
    asked = [k for k, pair in enumerate(pairs) if pair.row.get(f"{kind}_min") is None]
    if not asked:
        return []
    guesses = {OURS: [getattr(readings[k], kind) for k in asked]}
    for name, baseline in _BASELINES:
        guesses[name] = [baseline(pairs[k].item.text, kind) for k in asked]
    return [
        Silence(kind, method, len(asked), sum(g.is_unknown for g in figures) / len(asked))
        for method, figures in guesses.items()
    ]


def _of_kind(
    kind: str,
    pairs: Sequence[Pair],
    readings: Sequence[Reading],
    busy: Mapping[tuple[str, str], int],
    seed: int,
) -> list[Score]:
    """The scores of one kind of count, of ours and of every baseline, over the texts whose truth is known."""
    asked = [k for k, pair in enumerate(pairs) if pair.row.get(f"{kind}_min") is not None]
    guesses: dict[str, list[Range]] = {OURS: [getattr(readings[k], kind) for k in asked]}
    for name, baseline in _BASELINES:
        guesses[name] = [baseline(pairs[k].item.text, kind) for k in asked]
    found: list[Score] = []
    for method, figures in guesses.items():
        answers = [
            Answer(pairs[k].item.id, _truth(pairs[k].row, kind), figure, _groups(pairs[k], kind, busy))
            for k, figure in zip(asked, figures, strict=True)
        ]
        found += _scores(kind, method, answers, seed)
    return found


def _scores(kind: str, method: str, answers: Sequence[Answer], seed: int) -> list[Score]:
    if not answers:
        return []
    found = [Score(kind, "all", method, score_counts(answers, seed=seed))]
    for group in GROUPS:
        parts = split_by(answers, group)
        if len(parts) > 1:
            found += [
                Score(kind, f"{group} {name}", method, score_counts(part, seed=seed))
                for name, part in parts.items()
            ]
    return found


def _groups(pair: Pair, kind: str, busy: Mapping[tuple[str, str], int]) -> dict[str, str]:
    return {**groups(pair, busy), "count": count_bin(pair.row.get(f"{kind}_min"))}


def _truth(row: Row, kind: str) -> Range:
    """The true range; a maximum below the minimum, as registers have them, is taken for none."""
    low, high = row.get(f"{kind}_min"), row.get(f"{kind}_max")
    if low is None:
        return UNKNOWN
    return Range(int(low), None if high is None or high < low else int(high))


def _line(row: Score) -> tuple[object, ...]:
    c = row.counts
    return (
        row.slice, row.method, c.n, c.found, c.min_exact, c.max_exact, c.both_exact, c.within_1, c.in_range,
        c.in_range_of_found, f"{c.low:.2f}-{c.high:.2f}", c.sum_read_min, c.sum_true_min,
    )  # fmt: skip
