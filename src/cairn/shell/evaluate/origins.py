"""Scores which reports go back to one first-hand source, on pairs of reports read by hand.

Labelled pairs and the reports read enter; shares by kind of tie leave, ours beside the baselines anybody can have
for nothing. Reports stand in their true incidents, so that joining is not scored here too. A pair is one where some
source behind the main event of one report is behind that of the other. What was made of texts under 30 words is told
apart: likeness alone may join none of them (rule 8), be they copies or not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from cairn.errors import FileRefused
from cairn.extract.model import Account, Claim
from cairn.flow import Read, account_id, facts, joined
from cairn.incident.model import JoinedAccount
from cairn.incident.origins import Origins
from cairn.match.likeness import SHORT, near_copies, shingles, words_of
from cairn.match.origins import traced
from cairn.shell.evaluate.score import text_table
from cairn.values import folded
from cairn.vocab.closed import COUNT_KINDS, Event

from .blind import Progress, blind_gazetteer, read_blind
from .rows import rows_of

Pair = tuple[str, str]
COPIES = ("copy", "repost", "quote")
"""Kinds of tie that are held to the floor; translations and owners are told apart."""
SIDES = {"score": "held", "build": "dev"}
_HEAD = ("pairs", "method", "pairs of one source", "found", "precision", "recall")


@dataclass(frozen=True, slots=True)
class OriginScore:
    """One method on one kind of pairs: how many are of one source, how many it says are, precision and recall
    (0 to 1; None where there is nothing to divide by)."""

    slice: str
    method: str
    same: int
    found: int
    precision: float | None
    recall: float | None


@dataclass(frozen=True, slots=True)
class OriginScores:
    """All scores, ours before the baselines; the pairs of short texts; how many pairs had no text."""

    rows: tuple[OriginScore, ...]
    short_alone: int
    short_alone_joined: int
    short_copies: int
    short_copies_joined: int
    left_out: int

    def of(self, slice: str, method: str = "cairn") -> OriginScore:
        """The score of one method on one kind of pairs. Raises `KeyError` where there is none."""
        for row in self.rows:
            if (row.slice, row.method) == (slice, method):
                return row
        raise KeyError((slice, method))

    def as_json(self) -> dict[str, Any]:
        """The scores as plain values."""
        return {
            "scores": [{n: getattr(r, n) for n in OriginScore.__dataclass_fields__} for r in self.rows],
            "short_independent": [self.short_alone, self.short_alone_joined],
            "short_copies": [self.short_copies, self.short_copies_joined],
            "left_out": self.left_out,
        }

    def table(self) -> str:
        """The scores as lines of text."""
        return "\n".join(
            [
                text_table(_HEAD, map(astuple, self.rows)),
                f"independent newsflashes under {SHORT} words: {self.short_alone} pairs, "
                f"joined {self.short_alone_joined}",
                f"copies under {SHORT} words, which likeness may not join: {self.short_copies} pairs, "
                f"joined by another sign {self.short_copies_joined}",
                f"pairs without their texts, left out: {self.left_out}",
            ]
        )


def measure_origins(
    truth: Sequence[Path], texts: Sequence[Path], side: str, progress: Progress
) -> tuple[dict[str, Any], str]:
    """The scores as an object and as a table. Raises `FileRefused` (evaluate-no-texts) where no pair has its texts."""
    pairs = [row for path in truth for row in rows_of(path) if row.get("side") == SIDES.get(side, side)]
    rows = {str(row["id"]): row for path in texts for row in rows_of(path) if row.get("incident_ids")}
    there = [row for row in pairs if row["a"] in rows and row["b"] in rows]
    if not there:
        raise FileRefused(
            "evaluate-no-texts",
            "no labelled pair has its texts in the files given",
            field="texts",
            value=", ".join(path.name for path in texts),
            remedy="Give the file of reports with their incident_ids with --texts.",
        )
    incidents = {i for pair in there for i in _shared(rows[pair["a"]], rows[pair["b"]])}
    kept = [row for row in rows.values() if not incidents.isdisjoint(row["incident_ids"])]
    gazetteer, _ = blind_gazetteer((), incidents)
    reads = {read.report.id: read for read in read_blind(kept, gazetteer, progress)}
    scores = evaluate_origins(there, rows, reads, left_out=len(pairs) - len(there))
    return scores.as_json(), scores.table()


def evaluate_origins(
    pairs: Sequence[Mapping[str, Any]],
    rows: Mapping[str, Mapping[str, Any]],
    reads: Mapping[str, Read],
    *,
    left_out: int = 0,
) -> OriginScores:
    """Scores `pairs` (a, b, label, kind, and `short` where both texts are under 30 words and copies).

    `rows` hold each report's `incident_ids`, which group the reports; the stages do not see them.
    """
    behind = _sources_behind(pairs, rows, reads)
    words = {
        key: words_of(reads[key].report.text)
        for pair in pairs
        for key in (pair["a"], pair["b"])
        if key in reads
    }
    copied = near_copies({key: shingles(told) for key, told in words.items() if len(told) >= SHORT})
    methods: dict[str, Callable[[Mapping[str, Any]], bool]] = {
        "cairn": lambda p: bool(behind.get((p["a"], p["b"]), False)),
        "near copies alone": lambda p: (min(p["a"], p["b"]), max(p["a"], p["b"])) in copied,
        "every link its own": lambda p: False,
    }
    scored = [p for p in pairs if not p.get("short")]
    found = [
        _score(name, kinds, method, told, scored)
        for name, kinds in _SLICES
        for method, told in methods.items()
    ]
    alone = [p for p in pairs if p["label"] != "same" and all(len(words.get(p[k], ())) < SHORT for k in "ab")]
    short = [p for p in pairs if p.get("short")]
    ours = methods["cairn"]
    return OriginScores(
        tuple(found), len(alone), sum(map(ours, alone)), len(short), sum(map(ours, short)), left_out
    )


_SLICES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("copies, reposts and quotes", COPIES),
    ("copies", ("copy",)),
    ("reposts", ("repost",)),
    ("quotes", ("quote",)),
    ("translations", ("translation",)),
    ("one owner", ("owner",)),
    ("all", (*COPIES, "translation", "owner")),
)


def _score(
    name: str,
    kinds: Sequence[str],
    method: str,
    says: Callable[[Mapping[str, Any]], bool],
    pairs: Sequence[Mapping[str, Any]],
) -> OriginScore:
    """Recall over the pairs of these kinds; precision over these and the independent: a wrong join has no kind."""
    same = [p for p in pairs if p["label"] == "same" and p["kind"] in kinds]
    found = sum(map(says, same))
    wrong = sum(says(p) for p in pairs if p["label"] != "same")
    return OriginScore(
        name, method, len(same), found, found / (found + wrong) if same and found + wrong else None,
        found / len(same) if same else None,
    )  # fmt: skip


def _sources_behind(
    pairs: Sequence[Mapping[str, Any]], rows: Mapping[str, Mapping[str, Any]], reads: Mapping[str, Read]
) -> dict[Pair, bool]:
    """Whether some source is behind both reports of a pair, their reports standing in the incident they share."""
    accounts = [(read, account) for read in reads.values() for account in read.extraction.accounts]
    found_origins = traced([facts(read, account) for read, account in accounts])
    of, behind = found_origins.origins, found_origins.behind
    told = {r: [joined(read, a, of[account_id(r, a)]) for a in _of_main(read)] for r, read in reads.items()}
    members: dict[str, list[str]] = {}
    for key in reads:
        for incident in rows[key]["incident_ids"]:
            members.setdefault(incident, []).append(key)
    found: dict[Pair, bool] = {}
    for pair in pairs:
        for incident in _shared(rows[pair["a"]], rows[pair["b"]]):
            there = [account for key in members[incident] for account in told[key]]
            here = Origins(there, {origin for account in there for origin in behind[account.account_id]})
            one, two = (_behind(told.get(pair[k], ()), here, behind) for k in "ab")
            found[pair["a"], pair["b"]] = found.get((pair["a"], pair["b"]), False) or not one.isdisjoint(two)
    return found


def _of_main(read: Read) -> list[Account]:
    """The main account, and those that tell of the place it tells of: a long text tells of one event in several."""
    accounts = read.extraction.accounts
    places = {folded(a.reading.place.name) for a in accounts if a.main and a.reading.place}
    return [a for a in accounts if a.main or (a.reading.place and folded(a.reading.place.name) in places)]


def _behind(
    accounts: Iterable[JoinedAccount], here: Origins, behind: Mapping[str, frozenset[str]]
) -> set[str]:
    """The sources of the harm an account tells of this event, whether it gives them figures or not."""
    found: set[str] = set()
    for account in accounts:
        figures = {here.of_claim(account, claim) for _, claim in account.claims if _is_figure(claim)}
        found |= figures or {here.of_account(account)}
        found |= here.called_here(behind[account.account_id])
    return found


def _is_figure(claim: Claim) -> bool:
    return claim.kind in COUNT_KINDS and claim.event in (Event.THIS, Event.UPDATE)


def _shared(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    return sorted(set(one["incident_ids"]) & set(other["incident_ids"]))
