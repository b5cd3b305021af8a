"""`cairn evaluate sentences`: invented sentences with labels, per language, beside a baseline.

Rows enter (tests/gold/README.md tells their form), rows of scores leave. Every sentence is read as a report is, its
language guessed too. A figure is right where kind, group, both ends and whether it is of the sentence's own event
are right; the wording of vague words is a policy, so any vague figure of the same people fits another. Beside it
stands the first number near a word of harm, of the same word list.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cairn.errors import FileRefused
from cairn.extract.lexicon_file import languages, lexicon
from cairn.extract.lexicon_quantity import quantities
from cairn.extract.lexicon_words import Unit, sentences
from cairn.extract.model import Claim
from cairn.extract.read import extract
from cairn.sources.report import Report
from cairn.vocab.closed import COUNT_KINDS, Basis, Event, Group, Kind, Status

from .score import Agreement, bootstrap_interval, text_table

OURS, NAIVE = "cairn", "first number"
_NEAR = 4
Figure = tuple[str, str, int | str | None, int | None, bool]
"""Kind, group, lowest (or "vague"), highest, own event."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One labelled item of one to three sentences."""

    id: str
    language: str
    side: str
    text: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """One reader in one language. `low` and `high` bound the precision; `silent` is the share of the sentences
    without a figure in which none was read; `exact` of the sentences with every figure right and none besides."""

    language: str
    method: str
    sentences: int
    figures: int
    claims: Agreement
    low: float
    high: float
    exact: float
    silent: float
    status_right: float


_COLUMNS: dict[str, Callable[[SentenceScore], object]] = {
    "sentences": lambda s: s.sentences,
    "figures": lambda s: s.figures,
    "precision": lambda s: s.claims.precision,
    "95 %": lambda s: f"{s.low:.2f}-{s.high:.2f}",
    "recall": lambda s: s.claims.recall,
    "all right": lambda s: s.exact,
    "none where none": lambda s: s.silent,
    "status right": lambda s: s.status_right,
}


def measure_sentences(truth: Sequence[Path], side: str) -> tuple[dict[str, Any], str]:
    """The scores of one side of the files' sentences, as JSON and as a table. Raises `FileRefused` for none."""
    rows = [json.loads(line) for path in truth for line in path.read_text("utf-8").splitlines() if line]
    told = [s for s in map(sentence_of, rows) if s.side == side]
    if not told:
        raise FileRefused(
            "evaluate-no-texts",
            "no labelled sentence is on this side",
            field="truth",
            value=", ".join(path.name for path in truth),
            remedy="Give files of labelled sentences (tests/gold/sentences.*.jsonl) with --truth.",
        )
    scores = evaluate_sentences(told)
    lines = [(s.language, s.method, *(of(s) for of in _COLUMNS.values())) for s in scores]
    return {"scores": [asdict(s) for s in scores]}, text_table(("language", "reader", *_COLUMNS), lines)


def sentence_of(row: Mapping[str, Any]) -> Sentence:
    """A row as a value. Raises `FileRefused` (evaluate-label) where it is no labelled sentence."""
    try:
        claims = tuple(_claim(told) for told in row["claims"])
        return Sentence(str(row["id"]), str(row["language"]), str(row["side"]), str(row["text"]), claims)
    except (KeyError, ValueError, TypeError) as fault:
        raise FileRefused(
            "evaluate-label",
            "a row is no labelled sentence",
            field=str(fault),
            value=str(row)[:80],
            remedy="tests/gold/README.md tells the form of a label.",
        ) from fault


def _claim(told: Mapping[str, Any]) -> Claim:
    return Claim(
        Kind(told["kind"]),
        0,
        1,
        told["min"],
        told["max"],
        Basis(told["basis"]),
        Group(told["group"]),
        Status(told["status"]),
        Event(told["event"]),
    )


def evaluate_sentences(told: Sequence[Sentence], *, seed: int = 1) -> list[SentenceScore]:
    """Ours and the baseline, by language in the order of the codes."""
    scores = []
    for language in sorted({s.language for s in told}):
        part = [s for s in told if s.language == language]
        scores.append(_score(part, OURS, read_sentence, seed))
        if language in languages():
            scores.append(_score(part, NAIVE, first_numbers, seed))
    return scores


def read_sentence(told: Sentence) -> list[Claim]:
    """The claims of number, read as of any report: of a language that is not read, none."""
    accounts = extract(Report(id=told.id, text=told.text), None, published=None).accounts
    return [claim for account in accounts for claim in account.claims if claim.kind in COUNT_KINDS]


def first_numbers(told: Sentence) -> list[Claim]:
    """The baseline: of each kind of harm, the first number within a few words of a word for it."""
    found: dict[Kind, Claim] = {}
    for units in sentences(told.text, lexicon(told.language)):
        read = quantities(units)
        for at, unit in enumerate(read):
            kind = _harm(unit)
            near = read[max(0, at - _NEAR) : at + _NEAR + 1]
            number = next((u.parts["quantity"].low for u in near if u.plays("quantity")), None)
            if kind is not None and number is not None:
                found.setdefault(kind, Claim(kind, unit.start, unit.end, number, number))
    return list(found.values())


def _harm(unit: Unit) -> Kind | None:
    told = next((unit.parts[part] for part in ("verb", "noun", "toll") if part in unit.parts), None)
    return Kind(told[0]) if told is not None and told[0] in set(Kind) else None


def _score(
    part: Sequence[Sentence], method: str, read: Callable[[Sentence], Iterable[Claim]], seed: int
) -> SentenceScore:
    pairs = [(figures(s.claims), figures(read(s))) for s in part]
    right = sum(len(gold.keys() & ours.keys()) for gold, ours in pairs)
    hits = [float(f in gold) for gold, ours in pairs for f in ours]
    n_gold = sum(len(gold) for gold, _ in pairs)
    low, high = bootstrap_interval(hits, seed=seed) if hits else (0.0, 0.0)
    bare = [not ours for gold, ours in pairs if not gold]
    statuses = [gold[f] is ours[f] for gold, ours in pairs for f in gold.keys() & ours.keys()]
    return SentenceScore(
        part[0].language,
        method,
        len(part),
        n_gold,
        Agreement(right / len(hits) if hits else 0.0, right / n_gold if n_gold else 0.0),
        low,
        high,
        _share(gold.keys() == ours.keys() for gold, ours in pairs),
        _share(bare),
        _share(statuses),
    )


def figures(claims: Iterable[Claim]) -> dict[Figure, Status]:
    """The figures of a sentence, each with its status: death of wounds is death, and none is told twice."""
    found: dict[Figure, Status] = {}
    for claim in claims:
        if claim.min is None and claim.max is None:
            continue
        kind = Kind.KILLED if claim.kind is Kind.DIED_OF_WOUNDS else claim.kind
        armed = claim.group is Group.ALL and claim.status is Status.BELLIGERENT
        group = Group.BELLIGERENTS if armed else claim.group
        low: int | str | None = "vague" if claim.basis is Basis.VAGUE else claim.min
        high = None if claim.basis is Basis.VAGUE else claim.max
        own = claim.event in (Event.THIS, Event.UPDATE)
        found.setdefault((kind.value, group.value, low, high, own), claim.status)
    return found


def _share(hits: Iterable[bool]) -> float:
    told = list(hits)
    return sum(told) / len(told) if told else 1.0
