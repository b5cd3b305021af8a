"""The same through the store: random sequences of add, judge, merge, split, parent, undo and re-run, on a database.

12 sequences by default; `CAIRN_SEQUENCES=10000` runs 200 of them, as `make torture` does.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import Any

import pytest

from cairn.errors import CairnError
from cairn.incident import project
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.join_by_hand import join_by_hand, split
from cairn.shell.acts.merge_incidents import merge, say_of_two, set_parent
from cairn.shell.acts.run import run
from cairn.shell.acts.undo import UNDOABLE, undo
from cairn.shell.export.incidents import Incidents
from cairn.shell.export.tallies import tally_rows
from cairn.shell.records import find, load
from cairn.shell.records.convert import projection_json
from cairn.shell.records.models import (
    AccountRow,
    Act,
    AssignmentRow,
    Code,
    Incident,
    IncidentProjection,
    Judgement,
)
from cairn.shell.workspace import Workspace
from cairn.tally import tally
from cairn.tally.model import Definition
from conftest import jsonl, report, silent
from shell.desk import LINA, NOOR, SAM

SEQUENCES = 200 if int(os.environ.get("CAIRN_SEQUENCES", "0")) >= 10_000 else 12
STEPS = 9
TOWNS = ("Kafr Nabl", "Maarrat Misrin", "Binnish")


class Hand:
    """A workspace and a seeded hand that does now this, now that; what is refused is refused."""

    def __init__(self, ws: Workspace, seed: int) -> None:
        self.ws, self.rng, self.n = ws, random.Random(seed), 0

    def add(self) -> None:
        self.n += 1
        rows = [self.told(f"r{self.n}-{k}") for k in range(3 if self.n == 1 else 1)]
        add_reports(self.ws, f"r{self.n}.jsonl", jsonl(*rows))
        self.rerun()

    def told(self, key: str) -> dict[str, Any]:
        r = self.rng
        text = (
            f"A drone struck {r.choice(TOWNS)} on {r.randint(1, 3)} March 2021 and killed {r.randint(1, 9)} "
            "civilians, a baker said."
        )
        return report(key, text, publisher=f"Wire {key} (invented)", published="2021-03-03T12:00:00Z")

    def rerun(self) -> None:
        run(self.ws, silent, preview=False)

    def judge(self) -> None:
        where = self.rng.choice(("new", self.incident(), self.incident()))
        answer = self.rng.choice(("yes", "yes", "no", "unsure"))
        join_by_hand(self.account(), where, answer, who=self.who(), why="looked")

    def merge(self) -> None:
        merge(self.incident(), self.incident(), who=self.who(), why="one event")

    def split(self) -> None:
        split(self.incident(), [self.account()], who=self.who(), why="another event")

    def tell_apart(self) -> None:
        answer = self.rng.choice(("different", "unsure"))
        say_of_two(self.incident(), self.incident(), answer, who=self.who(), why="looked at both")

    def parent(self) -> None:
        set_parent(self.incident(), self.incident(), who=self.who(), why="a part of it")

    def undo(self) -> None:
        acts = list(Act.objects.filter(kind__in=UNDOABLE).order_by("id").values_list("id", flat=True))
        undo(self.ws, self.rng.choice(acts or [0]), who=self.who(), why="a slip")

    def who(self) -> str:
        return self.rng.choice((NOOR, SAM, LINA))

    def account(self) -> str:
        return str(
            self.rng.choice(
                list(AccountRow.objects.filter(live=True).order_by("id").values_list("id", flat=True))
            )
        )

    def incident(self) -> str:
        """Any id that ever was, merged ones too, or a code."""
        rows = Code.objects.order_by("code").values_list("code", "incident_id")
        return str(self.rng.choice(self.rng.choice(list(rows))))

    def step(self) -> str:
        steps: list[Callable[[], None]] = [
            self.add, self.rerun, self.judge, self.judge, self.judge, self.merge, self.merge, self.split,
            self.tell_apart, self.parent, self.undo, self.undo,
        ]  # fmt: skip
        step = self.rng.choice(steps)
        try:
            step()
        except CairnError as refused:
            return f"{step.__name__}: {refused.code}"
        return step.__name__


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_whatever_is_decided_in_whatever_order_the_store_holds(ws: Workspace, seed: int) -> None:
    hand, said, codes, steps = Hand(ws, seed), {}, {}, []
    hand.add()
    for _ in range(STEPS):
        steps.append(hand.step())
        told = (seed, steps)
        now = {j.id: (j.subject, j.other, j.value, j.why, j.person_id) for j in Judgement.objects.all()}
        assert {k: now.get(k) for k in said} == said, told
        codes_now = dict(Code.objects.values_list("code", "incident_id"))
        assert {c: codes_now.get(c) for c in codes} == codes, told
        said, codes = now, codes_now
        assert not faults(), told
    hand.rerun()
    assert not faults(), (seed, steps, "re-run")


def faults() -> list[str]:
    """What must not be, whatever was done; told from the rows, without asking `Closed`."""
    found = [
        f"{code} leads nowhere" for code in Code.objects.values_list("code", flat=True) if not leads(code)
    ]
    rows = AssignmentRow.objects.filter(live=True, decision="joined")
    held = {(a, str(i)) for a, i in rows.values_list("account_id", "incident_id")}
    into = {
        str(i): str(to)
        for i, to in Incident.objects.exclude(merged_into=None).values_list("id", "merged_into_id")
    }
    found += [f"{a} is in the merged {i}" for a, i in held if i in into]

    def root(incident: str) -> str:
        while incident in into:
            incident = into[incident]
        return incident

    words: dict[tuple[str, str, int], Judgement] = {}
    for word in Judgement.objects.filter(kind="join", live=True).order_by("id"):
        if not word.value.get("moved"):
            no = word.value["answer"] == "no"
            for incident in word.value.get("other_parts", [word.other]) if no else [word.other]:
                words[word.subject, root(incident), word.person_id] = word
    for (account, incident, _), word in words.items():
        if word.value["answer"] == "no" and (account, incident) in held:
            found.append(f"{account} is in {incident} in spite of judgement {word.id}")
    return found + stale()


def leads(code: str) -> bool:
    incident = find.incident(code)
    return incident.merged_into_id is None


def stale() -> list[str]:
    """Projections that are not what the claims make now, and totals that are not the sum of them."""
    members, overrides = load.joined_accounts(), load.overrides()
    found, kept = [], dict(IncidentProjection.objects.values_list("incident_id", "value"))
    for incident in Incident.objects.values_list("id", flat=True):
        accounts = members.get(str(incident), [])
        if accounts and projection_json(project(accounts, overrides.get(str(incident), {}))) != kept.get(
            incident
        ):
            found.append(f"the projection of {incident} is stale")
    rows = tally_rows(Incidents())
    by_id = {row.incident_id: row for row in rows}
    for key, accounts in members.items():
        if key in by_id and project(accounts, overrides.get(key, {})).figures.killed != by_id[key].killed:
            found.append(f"the row of {key} has other figures")
    total = tally(rows, Definition(grades=()))
    umbrellas = {row.parent_id for row in rows}
    scratch = sum(
        project(a, overrides.get(k, {})).figures.killed.min or 0
        for k, a in members.items()
        if k in total.members and k not in umbrellas
    )
    if total.killed.min != scratch:
        found.append(f"the total is {total.killed.min}, and from scratch {scratch}")
    return found
