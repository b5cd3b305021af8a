"""A party's bulletins in order, each with the sums of it that do not hold, and what it conceded entry by entry.

Bulletins and entries enter, months leave. A bulletin whose sums hold has no finding; a sum that needs a figure the party
does not give is not checked; nothing is corrected (R7). The sum over entries is by the day of publication (R6): what the
party had found credible by the day on which it stated a total to date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cairn.values import Range
from cairn.vocab.closed import Outcome

from .bulletins import NEEDED, Bulletin, Finding, chain, checked
from .model import Answered

COLUMNS = (
    "open_at_start", "received", "reopened", "completed", "credible", "non_credible", "duplicate", "open_at_end",
    "killed", "killed_to_date",
)  # fmt: skip
"""The figures of a month in the order in which a bulletin tells them; `strikes` stands apart, for no sum needs it."""
NONE = Range(0, 0)
"""The sum of no entries."""


@dataclass(frozen=True, slots=True)
class Conceded:
    """What the entries kept of a party come to that it had found credible by a day.

    `killed` adds up lowest and highest figures; its highest is None where an entry gives no highest. `without_figure`
    entries give no figure at all; `unlinked` speak of no incident here, `unlinked_killed` is their lowest sum.
    """

    entries: int = 0
    killed: Range = NONE
    without_figure: int = 0
    unlinked: int = 0
    unlinked_killed: int = 0

    def apart(self, stated: int) -> int:
        """How far a stated total lies from the sum: 0 where it is inside, above it positive, below it negative."""
        low, high = self.killed.min or 0, self.killed.max
        if stated < low:
            return stated - low
        return stated - high if high is not None and stated > high else 0


@dataclass(frozen=True, slots=True)
class Month:
    """One bulletin, the document it stands in, the day of the total before it, and what was found.

    `copies` are documents of that day that give the same figures. `conceded` is None where the bulletin states no total
    to date. `unchecked` where none of its sums could be checked.
    """

    document_id: str
    bulletin: Bulletin
    before: date | None
    findings: tuple[Finding, ...] = ()
    copies: tuple[str, ...] = ()
    conceded: Conceded | None = None
    unchecked: bool = False

    @property
    def published(self) -> date:
        """The day of publication."""
        return self.bulletin.published

    @property
    def sums(self) -> str:
        """differ, gap, untold, or "" where every sum holds."""
        rules = {finding.rule for finding in self.findings}
        if rules - {"gap"}:
            return "differ"
        return "gap" if rules else "untold" if self.unchecked else ""


def months(
    bulletins: Iterable[tuple[str, Bulletin]],
    entries: Sequence[Answered] = (),
    linked: frozenset[str] = frozenset(),
) -> tuple[Month, ...]:
    """One party's bulletins by day of publication; `entries` are those of the same party, `linked` the ids of those that
    a link that counts ties to an incident."""
    ordered, copies = _without_copies(bulletins)
    links = list(chain(bulletin for _, bulletin in ordered))
    found = []
    for at, (document, bulletin) in enumerate(ordered):
        follows = [f for f in links if _is_of(f, bulletin)]
        before = _total_before(ordered[:at])
        found.append(
            Month(
                document_id=document,
                bulletin=bulletin,
                before=before,
                findings=(*checked(bulletin), *follows),
                copies=tuple(copies[document]),
                conceded=_beside(bulletin, entries, linked),
                unchecked=not _can_be_checked(bulletin, before),
            )
        )
    return tuple(found)


def _without_copies(
    bulletins: Iterable[tuple[str, Bulletin]],
) -> tuple[list[tuple[str, Bulletin]], Mapping[str, list[str]]]:
    """Bulletins in order, one of each day and figures, and by its document the others that say the same."""
    ordered = sorted(
        bulletins, key=lambda row: (row[1].published, row[1].figures.get("killed_to_date", 0), row[0])
    )
    kept: list[tuple[str, Bulletin]] = []
    copies: dict[str, list[str]] = {}
    for document, bulletin in ordered:
        same = [d for d, b in kept if (b.published, b.figures) == (bulletin.published, bulletin.figures)]
        if same:
            copies[same[0]].append(document)
        else:
            kept.append((document, bulletin))
            copies[document] = []
    return kept, copies


def _can_be_checked(bulletin: Bulletin, before: date | None) -> bool:
    told = bulletin.figures.keys()
    follows = before is not None and {"killed", "killed_to_date"} <= told
    return follows or any(needed <= told for needed in NEEDED.values())


def conceded(entries: Iterable[Answered], by: date, linked: frozenset[str] = frozenset()) -> Conceded:
    """What the party had found credible by the end of that day, as its own statements of that time give it."""
    count = low = without = unlinked = apart = 0
    high: int | None = 0
    for entry in entries:
        said = entry.known_on(by)
        if said is None or said.outcome is not Outcome.CREDIBLE:
            continue
        count += 1
        least = said.killed.min or 0
        if said.killed.is_unknown:
            without += 1
        else:
            low += least
            high = None if high is None or said.killed.max is None else high + said.killed.max
        if entry.id not in linked:
            unlinked += 1
            apart += least
    return Conceded(count, Range(low, high), without, unlinked, apart)


def undated(entries: Iterable[Answered]) -> int:
    """Entries found credible of which no statement has a day: they stand in no sum by day."""
    last = [e.known_on() for e in entries if all(s.day is None for s in e.history)]
    return sum(1 for said in last if said is not None and said.outcome is Outcome.CREDIBLE)


def _beside(bulletin: Bulletin, entries: Sequence[Answered], linked: frozenset[str]) -> Conceded | None:
    if "killed_to_date" not in bulletin.figures:
        return None
    return conceded(entries, bulletin.published, linked)


def _is_of(finding: Finding, bulletin: Bulletin) -> bool:
    same_day = finding.published == bulletin.published
    return same_day and finding.stated == bulletin.figures.get("killed_to_date")


def _total_before(earlier: Sequence[tuple[str, Bulletin]]) -> date | None:
    """The day of the last bulletin before that states a total to date."""
    days = [bulletin.published for _, bulletin in earlier if "killed_to_date" in bulletin.figures]
    return days[-1] if days else None


def by_actor(rows: Iterable[Answered]) -> Mapping[str, list[Answered]]:
    """Entries by the party whose they are, parties in order."""
    found: dict[str, list[Answered]] = {}
    for row in sorted(rows, key=lambda r: (r.actor, r.id)):
        found.setdefault(row.actor, []).append(row)
    return found
