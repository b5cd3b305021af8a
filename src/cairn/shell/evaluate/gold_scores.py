"""Scores what was read of labelled texts against the labels: claims, status, dates, accounts, confidence.

Texts and readers enter, rows of scores leave. The same functions score a baseline and a second human reader:
whoever gives accounts can be scored. Shares are 0 to 1; a score of nothing is None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cairn.extract.model import Account, Reading
from cairn.values import distance_m
from cairn.vocab.closed import ReadingDecision, Status

from .calibration import Guess, calibration_error
from .gold import GoldAccount, GoldText
from .gold_match import as_read, beside, figures, home_of, is_whole
from .score import Agreement, bootstrap_interval, pairwise

T = TypeVar("T")
Reader = Callable[[GoldText], Sequence[Account]]
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class GoldScore:
    """One reader on one set of texts. `claims` are figures of killed and injured with both ends right; `whole`
    those that count everybody; `accounts` is over pairs of words of digests; `auto` of the readings with a figure,
    `auto_..._main` of the readings of main accounts, with a figure or without, for to give none is an answer too."""

    slice: str
    method: str
    texts: int
    claims: Agreement
    whole: Agreement
    low: float
    high: float
    n_claims: int
    status_f1: float | None
    n_dated: int
    date_within_1: float | None
    digests: int
    accounts: Agreement | None
    placed: int
    place_within_5: float | None
    attackers: Agreement | None
    n_read: int
    auto_share: float | None
    n_main: int
    auto_share_main: float | None
    auto_right_main: float | None
    calibration_main: float | None
    auto_right: float | None
    auto_right_low: float | None
    auto_right_killed: float | None
    calibration: float | None


def score_gold(
    texts: Sequence[GoldText], read: Reader, *, slice: str = "all", method: str, seed: int = 1
) -> GoldScore:
    """The score of one reader. `low` and `high` bound the precision of claims, drawn by text.

    Raises `ValueError` where there is no text.
    """
    if not texts:
        raise ValueError("no labelled text is left to score")
    pairs = [(text, tuple(read(text))) for text in texts]
    told = [(figures(t, t.accounts), figures(t, r)) for t, r in pairs]
    precision = [float(f in gold) for gold, ours in told for f in ours]
    low, high = bootstrap_interval(precision, seed=seed) if precision else (0.0, 0.0)
    days = [hit for t, r in pairs for hit in _days(t, r)]
    digests = [(t, r) for t, r in pairs if len(t.accounts) > 1]
    points = [hit for t, r in pairs for hit in _points(t, r)]
    every = [g for t, r in pairs for g in guesses_of(t, r)]
    guesses = [g for g in every if g.figure]
    main = [g for g in every if g.main]
    auto = [g for g in guesses if g.decision is ReadingDecision.AUTO]
    return GoldScore(
        slice=slice,
        method=method,
        texts=len(texts),
        claims=_agreement(told) or Agreement(0.0, 0.0),
        whole=_agreement([([f for f in g if is_whole(f)], [f for f in o if is_whole(f)]) for g, o in told])
        or Agreement(0.0, 0.0),
        low=low,
        high=high,
        n_claims=sum(len(g) for g, _ in told),
        status_f1=_status_f1(
            [(g[f].status, o[f].status) for g, o in told for f in g if f in o and is_whole(f)]
        ),
        n_dated=len(days),
        date_within_1=_mean(days),
        digests=len(digests),
        accounts=_apart(digests),
        placed=len(points),
        place_within_5=_mean(points),
        attackers=_agreement([(g.attackers, _blamed(g, r)) for t, r in pairs for g in t.accounts]),
        n_read=len(guesses),
        auto_share=len(auto) / len(guesses) if guesses else None,
        n_main=len(main),
        auto_share_main=_mean([g.decision is ReadingDecision.AUTO for g in main]),
        auto_right_main=_mean([g.right_low for g in main if g.decision is ReadingDecision.AUTO]),
        calibration_main=_error(main),
        auto_right=_mean([g.right for g in auto]),
        auto_right_low=_mean([g.right_low for g in auto]),
        auto_right_killed=_mean([g.right_killed for g in auto]),
        calibration=_error(guesses),
    )


def guesses_of(text: GoldText, read: Sequence[Account]) -> list[Guess]:
    """Every reading, with whether its figures are those the labels give by the same policy."""
    return [guess_of(text, account) for account in read]


def guess_of(text: GoldText, account: Account) -> Guess:
    """One reading beside that of the labelled account it stands in. To give no figure is right where there is none."""
    ours, truth = account.reading, as_read(text)
    home = _home(account, text)
    gold = truth[home].reading if home is not None else Reading()
    return Guess(
        id=text.id,
        main=account.main,
        confidence=ours.confidence,
        decision=ours.decision,
        figure=not (ours.killed.is_unknown and ours.injured.is_unknown),
        right=ours.killed == gold.killed and ours.injured == gold.injured,
        right_low=ours.killed.min == gold.killed.min and ours.injured.min == gold.injured.min,
        right_killed=ours.killed.min == gold.killed.min,
    )


def _home(account: Account, text: GoldText) -> int | None:
    """The labelled account of a reading: where its first figure stands, else the one it shares most with."""
    first = min((c for c in account.claims if not c.figure.is_unknown), key=lambda c: c.start, default=None)
    if first is not None and text.accounts:
        return home_of(first, text.accounts)
    shared = [min(a.end, account.end) - max(a.start, account.start) for a in text.accounts]
    return shared.index(max(shared)) if shared and max(shared) > 0 else None


def _agreement(sets: Iterable[tuple[Collection[T], Collection[T]]]) -> Agreement | None:
    pairs = [(frozenset(g), frozenset(o)) for g, o in sets]
    true, read = sum(len(g) for g, _ in pairs), sum(len(o) for _, o in pairs)
    both = sum(len(g & o) for g, o in pairs)
    if not true and not read:
        return None
    return Agreement(both / read if read else 1.0, both / true if true else 1.0)


def _status_f1(pairs: Sequence[tuple[Status, Status]]) -> float | None:
    """Micro F1 of the statuses told, over the figures both have; `unknown` is telling none."""
    right = sum(g is o and g is not Status.UNKNOWN for g, o in pairs)
    told = sum(g is not Status.UNKNOWN for g, _ in pairs) + sum(o is not Status.UNKNOWN for _, o in pairs)
    return 2 * right / told if told else None


def _days(text: GoldText, read: Sequence[Account]) -> list[bool]:
    """For each account that the labels date: whether the day read is at most one off."""
    found = []
    for account in text.accounts:
        if account.date is not None:
            ours = beside(account, read)
            day = ours.reading.date if ours else None
            found.append(day is not None and abs((day.start - account.date.start).days) <= 1)
    return found


def _points(text: GoldText, read: Sequence[Account]) -> list[bool]:
    """For each account whose place is labelled at village level or finer: whether the point lies within 5 km."""
    found = []
    for account in text.accounts:
        if account.place is not None and account.place.radius_m <= 2_500:
            ours = beside(account, read)
            place = ours.reading.place.point if ours and ours.reading.place else None
            near = place and distance_m(place.lat, place.lon, account.place.lat, account.place.lon) <= 5_000
            found.append(bool(near))
    return found


def _blamed(account: GoldAccount, read: Sequence[Account]) -> tuple[str, ...]:
    ours = beside(account, read)
    return ours.reading.belligerents if ours else ()


def _apart(digests: Sequence[tuple[GoldText, Sequence[Account]]]) -> Agreement | None:
    """How well the accounts of digests are told apart: pairs of words in one account, the mean over digests."""
    scores = []
    for text, read in digests:
        words = [m.start() for m in _WORD.finditer(text.text)]
        truth = {str(w): n for w in words for n, a in enumerate(text.accounts) if a.start <= w < a.end}
        guess = {
            w: next((f"read {a.n}" for a in read if a.start <= int(w) < a.end), f"alone {w}") for w in truth
        }
        if truth:
            scores.append(pairwise(guess, truth))
    if not scores:
        return None
    n = len(scores)
    return Agreement(sum(s.precision for s in scores) / n, sum(s.recall for s in scores) / n)


def _error(guesses: Sequence[Guess]) -> float | None:
    return calibration_error([(g.confidence, g.right_low) for g in guesses]) if guesses else None


def _mean(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None
