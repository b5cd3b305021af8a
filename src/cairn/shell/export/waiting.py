"""What waits for a person: accounts in the queue, suspected duplicates, grades not set, figures whose status is
contested; each with what a yes would change in the totals, the largest change first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cairn.incident.model import JoinedAccount
from cairn.match.duplicates import LEAST, Suspected, suspected
from cairn.match.twins import seen
from cairn.shell.records import load
from cairn.shell.records.experience import experience
from cairn.shell.records.judged import closed
from cairn.shell.records.models import AssignmentRow
from cairn.shell.workspace import Workspace
from cairn.tally.stakes import Change, Stakes
from cairn.vocab.closed import State

from .incidents import Incidents
from .names import names_of
from .tallies import tally_rows
from .words import change_words, ends

Row = dict[str, Any]
SIGNED = "--as NAME --why REASON"
MOST = 500
"""Suspected duplicates that are looked at: a person reads the likeliest."""


@dataclass(frozen=True, slots=True)
class Waits:
    """One decision that waits. `kind` is join, duplicate, grade or status; `incident` and `other` are codes, `other`
    an account where the kind is join; `change` is what a yes would change in the killed, `killed` how many the incident
    tells of at most, `command` how to answer."""

    kind: str
    incident: str
    other: str
    change: Change
    question: str
    command: str
    killed: int = 0

    @property
    def words(self) -> str:
        """The question with what hangs on it."""
        basis = "what persons have set" if self.kind == "grade" else "the total"
        change = change_words(self.change.min, self.change.max)
        told = (
            f"changes the killed in {basis} by {change}"
            if self.change.weight
            else f"changes nothing in {basis}"
        )
        return f"{self.question} A yes {told}."


class Desk:
    """The record as it waits, read once."""

    def __init__(self, ws: Workspace, incidents: Incidents | None = None) -> None:
        self.incidents = incidents or Incidents("best")
        self.said = closed()
        self.joined = load.joined_accounts()
        self._places: dict[str, list[str]] = defaultdict(list)
        for incident, accounts in self.joined.items():
            for account in accounts:
                self._places[account.account_id].append(incident)
        self.rows = {row.incident_id: row for row in tally_rows(self.incidents)}
        self.shown = {str(h.incident.id): h.projection for h in self.incidents.held}
        self.stakes = Stakes(self.rows.values(), self.joined, load.overrides(), experience=experience({}))
        self.names = names_of(ws)
        self.facts = {f.account_id: f for f in load.account_facts(ws.objects)}
        self.duplicates = self._suspected()

    def told(self, incident: str) -> str:
        """Its code with its day, place and killed, so that a reader knows which it is."""
        row, shown = self.rows[incident], self.shown[incident]
        day = shown.date.start.isoformat() if shown.date else "no day"
        place = (shown.place.name_en or shown.place.name) if shown.place else "no place"
        return f"{self.code(incident)} ({day}, {place}, killed {ends(row.killed.min, row.killed.max)})"

    def killed(self, incident: str) -> int:
        """How many it tells of at most; 0 where nothing is known."""
        figure = self.rows[incident].killed
        return figure.max or figure.min or 0

    def code(self, incident: str) -> str:
        """Its current code."""
        return self.incidents.codes[incident][0]

    def at_stake(self, incident: str) -> int:
        """How far the totals hang on what an incident waits for: its grade, or whose dead they are."""
        return max(self.stakes.if_graded(incident).weight, self.stakes.if_civilian(incident).weight)

    def if_joined(self, account: JoinedAccount, incident: str) -> Change:
        """If the account belonged there: it leaves where a rule alone put it, as an act would have it leave."""
        return self.stakes.if_joined(account, incident, self._leaves(account.account_id, incident))

    def if_merged(self, pair: Suspected) -> Change:
        """If the two were one."""
        return self.stakes.if_merged(*merged(pair, self.rows))

    def queued(self) -> Iterator[tuple[JoinedAccount, str, AssignmentRow]]:
        """Accounts that wait, each with the incident it is offered."""
        waiting = AssignmentRow.objects.filter(live=True, decision="queued")
        rows = {(row.account_id, str(row.incident_id)): row for row in waiting}
        for incident, accounts in load.told_by(waiting).items():
            for account in accounts:
                if incident in self.rows:
                    yield account, incident, rows[account.account_id, incident]

    def _leaves(self, account: str, incident: str) -> list[str]:
        return [
            i for i in self._places.get(account, ())
            if i != incident and self.said.answer(account, i) is None and not self.said.are_kin(i, incident)
        ]  # fmt: skip

    def _suspected(self) -> list[Suspected]:
        nearly = self._nearly()
        told = [
            seen(
                key,
                held.projection,
                [self.facts[a.account_id] for a in self.joined.get(key, ()) if a.account_id in self.facts],
                nearly.get(key, ()),
            )
            for held in self.incidents.held
            if (key := str(held.incident.id))
        ]
        return suspected(told, self.said, least=LEAST, limit=MOST)

    def _nearly(self) -> dict[str, set[str]]:
        """Incident -> the others that an account of it nearly joined."""
        found: dict[str, set[str]] = defaultdict(set)
        offers = AssignmentRow.objects.filter(live=True, decision="queued", decided_by="rule")
        for account, other in offers.values_list("account_id", "incident_id"):
            for incident in self._places.get(account, ()):
                found[incident].add(str(other))
        return found


def merged(pair: Suspected, rows: Mapping[str, Any]) -> tuple[str, str]:
    """Which of the two would go into which: never what is released, and the one with fewer dead into the other."""

    def weight(incident: str) -> tuple[bool, int, str]:
        row = rows[incident]
        return row.state is State.RELEASED, row.killed.max or row.killed.min or 0, incident

    gone, kept = sorted((pair.first, pair.second), key=weight)
    return gone, kept


def waiting(ws: Workspace, desk: Desk | None = None) -> list[Waits]:
    """Every decision that waits, the one that would change the totals most first; where none would, that of the
    incident with most killed."""
    here = desk or Desk(ws)
    found = [*_joins(here), *_duplicates(here), *_grades(here)]
    return sorted(found, key=lambda w: (-w.change.weight, -w.killed, w.kind, w.incident, w.other))


def waiting_rows(ws: Workspace, desk: Desk | None = None) -> list[Row]:
    """The same as plain rows, `words` among them; withdrawn names are masked."""
    here = desk or Desk(ws)
    return _masked(here, [{**asdict(w), "words": w.words} for w in waiting(ws, here)])


def duplicate_rows(ws: Workspace, desk: Desk | None = None) -> list[Row]:
    """Suspected duplicates, the likeliest first, each with its reasons and what a yes would change; withdrawn names
    are masked."""
    here = desk or Desk(ws)
    rows = [
        {
            "first": here.code(s.first),
            "second": here.code(s.second),
            "words": f"{here.told(s.first)} and {here.told(s.second)}",
            "probability": s.probability,
            "change": asdict(here.if_merged(s)),
            "why": s.why,
            "features": [asdict(f) for f in s.features],
        }
        for s in here.duplicates
    ]
    return _masked(here, rows)


def _masked(desk: Desk, rows: list[Row]) -> list[Row]:
    found: list[Row] = desk.incidents.mask.throughout(rows)
    return found


def suspicion_rows(desk: Desk) -> list[Row]:
    """The same for the pages of the incidents, by id: `gone` would go into `kept`."""
    rows = []
    for pair in desk.duplicates:
        gone, kept = merged(pair, desk.rows)
        change = desk.if_merged(pair)
        rows.append(
            {
                "gone": gone,
                "kept": kept,
                "probability": pair.probability,
                "change": [change.min, change.max],
                "features": [asdict(f) for f in pair.features],
            }
        )
    return rows


def suspected_of(desk: Desk, incident: str) -> list[Suspected]:
    """The suspicions that an incident is in, for its own page and `cairn explain`."""
    return [s for s in desk.duplicates if incident in (s.first, s.second)]


def _joins(desk: Desk) -> Iterator[Waits]:
    for account, incident, row in desk.queued():
        facts, code = desk.facts.get(account.account_id), desk.code(incident)
        said = (
            ", ".join(filter(None, (facts.source_name or facts.source, str(facts.published or ""))))
            if facts
            else ""
        )
        yield Waits(
            "join",
            code,
            account.account_id,
            desk.if_joined(account, incident),
            f"Does {account.account_id}{f' ({said})' if said else ''} belong to {desk.told(incident)}? {row.why}",
            f"cairn judge {code} --join {account.account_id}=yes|no|unsure {SIGNED}",
            desk.killed(incident),
        )


def _duplicates(desk: Desk) -> Iterator[Waits]:
    for pair in desk.duplicates:
        first, second = merged(pair, desk.rows)
        gone, kept = desk.code(first), desk.code(second)
        yield Waits(
            "duplicate",
            kept,
            gone,
            desk.if_merged(pair),
            f"Are {desk.told(first)} and {desk.told(second)} one event (probability {pair.probability:.2f})? {pair.why}",
            f"cairn merge {gone} {kept} {SIGNED}, or cairn judge {kept} --different {gone} {SIGNED}",
            max(desk.killed(first), desk.killed(second)),
        )


def _grades(desk: Desk) -> Iterator[Waits]:
    for incident, row in desk.rows.items():
        code, told, killed = desk.code(incident), desk.told(incident), desk.killed(incident)
        if row.state is State.SUGGESTED and row.grades:
            grades = ", ".join(f"{_name(desk, actor)}: {grade.value}" for actor, grade, _ in row.grades)
            given = " ".join(f"--grade {actor}={grade.value}" for actor, grade, _ in row.grades)
            change, question = desk.stakes.if_graded(incident), f"Is {told} to be graded ({grades})?"
            yield Waits("grade", code, "", change, question, f"cairn judge {code} {given} {SIGNED}", killed)
        if desk.stakes.has_contested(incident):
            change, question = (
                desk.stakes.if_civilian(incident),
                f"Were those of {told} whose status is contested civilians?",
            )
            yield Waits(
                "status", code, "", change, question, f"cairn judge {code} --killed MIN-MAX {SIGNED}", killed
            )


def _name(desk: Desk, actor: str) -> str:
    return desk.names.get(actor, {}).get("en", actor)
