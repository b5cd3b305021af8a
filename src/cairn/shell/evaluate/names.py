"""`cairn evaluate names`: a person's Arabic name looked for among all Latin ones, and the other way round.

Rows with a name in both scripts enter, rows of scores leave. Every distinct pair counts once; a name that has two
spellings in the other script is found by either; where several names are equally likely, the hit is shared out.
Beside ours stand the folded letters as they are and what rapidfuzz offers on bare consonants.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from cairn.errors import FileRefused
from cairn.match.people import Names, sounded
from cairn.values import folded, is_arabic

from .blind import Progress
from .score import bootstrap_interval, text_table

OURS = "cairn"
_LOOKED_AT = 5
_BESIDE_A_NAME = re.compile(r"[\d()\[\]/,،:;]| or ")
_LONGEST = 6  # words: longer cells describe a person and do not name one
Search = Callable[[str], Collection[int]]
"""From a name to the positions of those most like it: one, or several that tie."""


@dataclass(frozen=True, slots=True)
class NameScore:
    """How often the most alike name is the right one, `low` to `high` in 95 of 100 draws by incident."""

    asked: str
    method: str
    names: int
    among: int
    recall_at_1: float
    low: float
    high: float


def measure_names(
    truth: Sequence[Path], split: Path | None, progress: Progress
) -> tuple[dict[str, Any], str]:
    """The scores as JSON and as a table, of the incidents held back. Raises `FileRefused` for no pair."""
    held = held_ids(split) if split else None
    rows = [json.loads(line) for path in truth for line in path.read_text("utf-8").splitlines() if line]
    pairs = pairs_of(rows, held)
    if not pairs:
        raise FileRefused(
            "evaluate-no-texts",
            "no row has a name in both scripts",
            field="truth",
            value=", ".join(path.name for path in truth),
            remedy="Give rows with `name` and `name_local`, such as register/victims.jsonl.",
        )
    plain = [pair for pair in pairs if all(map(_is_plain, pair))]
    scores = evaluate_names(pairs, progress) + evaluate_names(plain, progress, ", plain names")
    head = ("asked", "reader", "names", "among", "recall@1", "95 %")
    lines = [
        (s.asked, s.method, s.names, s.among, s.recall_at_1, f"{s.low:.3f}-{s.high:.3f}") for s in scores
    ]
    return {"scores": [asdict(s) for s in scores]}, text_table(head, lines)


def pairs_of(rows: Iterable[Mapping[str, Any]], held: Collection[str] | None = None) -> list[tuple[str, str]]:
    """Distinct (Latin, Arabic) names of two to six words, of the incidents `held` or of all."""
    found = set()
    for row in rows:
        latin, arabic = str(row.get("name") or "").strip(), str(row.get("name_local") or "").strip()
        if held is not None and str(row.get("incident")) not in held:
            continue
        if is_arabic(latin) or not is_arabic(arabic):
            continue
        if all(2 <= len(name.split()) <= _LONGEST for name in (latin, arabic)):
            found.add((latin, arabic))
    return sorted(found)


def held_ids(split: Path) -> frozenset[str]:
    """The incidents to score of a split file: a list of ids, or each id with "dev" or "held"."""
    told = json.loads(split.read_text("utf-8"))
    return frozenset(i for i in told if not isinstance(told, dict) or told[i] == "held")


def evaluate_names(pairs: Sequence[tuple[str, str]], progress: Progress, of: str = "") -> list[NameScore]:
    """Both directions, ours first in each; `of` says in words which pairs these are."""
    scores = []
    for asked, ordered in (("Arabic", [(a, b) for b, a in pairs]), ("Latin", list(pairs))):
        among = sorted({right for _, right in ordered})
        wanted: dict[str, set[int]] = defaultdict(set)
        at = {name: n for n, name in enumerate(among)}
        for name, right in ordered:
            wanted[name].add(at[right])
        for method, search in _searches(among).items():
            hits = []
            for n, (name, right_ones) in enumerate(sorted(wanted.items()), start=1):
                best = set(search(name))
                hits.append(len(best & right_ones) / len(best) if best else 0.0)
                if n % 500 == 0:
                    progress(f"Looking for names, {method}", n, len(wanted))
            low, high = bootstrap_interval(hits, seed=1)
            scores.append(
                NameScore(asked + of, method, len(hits), len(among), sum(hits) / len(hits), low, high)
            )
    return scores


def _searches(among: Sequence[str]) -> dict[str, Search]:
    ours = Names([sounded(name) for name in among])
    letters, bare = [folded(name) for name in among], [sounded(name).skeleton for name in among]

    def cairn(name: str) -> list[int]:
        found = ours.nearest(sounded(name), _LOOKED_AT)
        return [at for at, alike in found if alike >= found[0][1] - 1e-9]

    return {
        OURS: cairn,
        "consonants, ratio": lambda name: _tied(sounded(name).skeleton, bare, fuzz.ratio),
        "consonants, Jaro-Winkler": lambda name: _tied(
            sounded(name).skeleton, bare, JaroWinkler.normalized_similarity
        ),
        "consonants, token set": lambda name: _tied(sounded(name).skeleton, bare, fuzz.token_set_ratio),
        "letters, ratio": lambda name: _tied(folded(name), letters, fuzz.ratio),
    }


def _is_plain(name: str) -> bool:
    """Whether it is a name and nothing else: letters, no second name in brackets, no "wife of"."""
    return not _BESIDE_A_NAME.search(name) and not any(sounded(name).relations)


def _tied(name: str, among: Sequence[str], scorer: Callable[..., float]) -> list[int]:
    """The positions of the likeliest, all that tie."""
    found = process.extract(name, among, scorer=scorer, limit=20)
    return [at for _, score, at in found if score >= found[0][1] - 1e-9] if found else []
