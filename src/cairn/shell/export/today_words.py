"""What `cairn today` prints: the same rows in words, each list with how many it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from .words import ends

Row = dict[str, Any]
SOURCES, ACCOUNTS, MOVED, SILENT, DUPLICATES, WAITING = 8, 15, 30, 20, 10, 20
"""How many of each are printed; `--json` has them all."""


def lines(told: Row) -> Iterator[str]:
    """What is new, then what waits."""
    yield f"since {_moment(told['since'])}"
    yield from _arrived(told["arrived"])
    yield from _moved(told["moved"])
    yield f"{len(told['silent']):,} sources gone silent"
    for row in told["silent"][:SILENT]:
        usual = f"usually once in {row['usual_gap_days']:g} days"
        yield f"  {row['source']}: last on {row['last']}, {row['days']} days before the latest report; {usual}"
    yield from _more(told["silent"], SILENT)
    yield from _duplicates(told["duplicates"])
    yield from _waiting(told["waiting"])


def _arrived(came: Row) -> Iterator[str]:
    sources = list(came["by_source"].items())
    named = ", ".join(f"{name} {n}" for name, n in sources[:SOURCES])
    others = f", and {len(sources) - SOURCES:,} more sources" if len(sources) > SOURCES else ""
    yield f"{came['reports']:,} new reports" + (f": {named}{others}" if named else "")
    joined = sorted(
        (r for r in came["accounts"] if r["decision"] == "joined"), key=lambda r: r["probability"]
    )
    queued = {r["account"] for r in came["accounts"] if r["decision"] == "queued"}
    if came["accounts"]:
        yield f"{len(joined):,} joins of new accounts, the least sure first; {len(queued):,} new accounts wait, below"
    for row in joined[:ACCOUNTS]:
        yield f"  {row['account']} in {row['incident']} ({row['probability']:.2f}): {row['why']}"
    yield from _more(joined, ACCOUNTS)


def _moved(rows: Sequence[Row]) -> Iterator[str]:
    kinds = Counter(row["change"] for row in rows)
    told = ", ".join(f"{kinds[kind]:,} {kind}" for kind in ("new", "moved", "gone") if kinds[kind])
    yield f"{len(rows):,} incidents new or not as they were" + (f": {told}" if told else "")
    for row in rows[:MOVED]:
        is_new = row["change"] == "new"
        figures = "; ".join(
            f"{name} {ends(*now)}" if is_new else f"{name} {ends(*then)}, now {ends(*now)}"
            for name, (then, now) in row["figures"].items()
        )
        where = ", ".join(filter(None, (row["date"], row["place"]))) or "no day, no place"
        state = f" ({row['state']} by a person)" if row["state"] in ("set", "released") else ""
        said = ["a person" if i == "person" else i for i in row["said_by"]]
        more = f" and {len(said) - 3} more" if len(said) > 3 else ""
        by = f", told by {', '.join(said[:3])}{more}" if said else ""
        yield f"  {row['incident']} {row['change']}{state}, {where}: {figures or 'no figure'}{by}"
    yield from _more(rows, MOVED)


def _duplicates(rows: Sequence[Row]) -> Iterator[str]:
    yield f"{len(rows):,} suspected duplicates, the likeliest first; each waits for a decision"
    for row in rows[:DUPLICATES]:
        yield f"  {row['words']} ({row['probability']:.2f}): {row['why']}"
    yield from _more(rows, DUPLICATES)


def _waiting(rows: Sequence[Row]) -> Iterator[str]:
    kinds = Counter(row["kind"] for row in rows)
    names = {"join": "accounts", "duplicate": "duplicates", "grade": "grades", "status": "contested dead"}
    told = ", ".join(f"{names[kind]} {n:,}" for kind, n in kinds.most_common())
    yield f"{len(rows):,} decisions waiting, largest effect on the totals first" + (
        f": {told}" if told else ""
    )
    for row in rows[:WAITING]:
        yield f"  {row['words']}"
        yield f"    {row['command']}"
    yield from _more(rows, WAITING)


def _more(rows: Sequence[Row], shown: int) -> Iterator[str]:
    if len(rows) > shown:
        yield f"  and {len(rows) - shown:,} more (--json has all)"


def _moment(at: str) -> str:
    """A moment as people write it; the end of a day as that day."""
    day, _, time = at.partition("T")
    return f"the end of {day} (UTC)" if time.startswith("23:59:59") else at
