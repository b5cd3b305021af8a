"""Fifty workspaces that nobody tampered with, each with a history of its own, and nothing is found in any."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import Any

import pytest

from cairn.errors import CairnError
from cairn.shell.acts.add_actors import add_actors
from cairn.shell.acts.add_places import add_coverage
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.correct_claim import add_claim, correct_claim
from cairn.shell.acts.join_by_hand import join_by_hand, split
from cairn.shell.acts.log import catch_up
from cairn.shell.acts.merge_incidents import merge, say_of_two, set_parent
from cairn.shell.acts.release import release, withdraw
from cairn.shell.acts.run import run
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.acts.undo import UNDOABLE, undo
from cairn.shell.records.models import AccountRow, Act, ClaimRow, Incident, ReportRow
from cairn.shell.verify.verify import verify
from cairn.shell.workspace import Workspace
from conftest import jsonl, report, silent
from shell.desk import GRADE, LET_OUT, LINA, NOOR, SAM, Desk

SEEDS = range(int(os.environ.get("CAIRN_CLEAN", "50")))
STEPS = 7
TOWNS = ("Kafr Nabl", "Maarrat Misrin", "Binnish", "Sarmin")


def told(rng: random.Random, key: str) -> dict[str, Any]:
    """An invented report of one of few days and towns, so that some join and some do not."""
    text = (
        f"An air strike hit {rng.choice(TOWNS)} on {rng.randint(1, 3)} March 2021, killing {rng.randint(1, 9)} "
        f"civilians and injuring {rng.randint(1, 9)}, a local reporter said."
    )
    return report(key, text, publisher=f"Wire {key} (invented)", published="2021-03-03T12:00:00Z")


class Walk:
    """A workspace and a seeded hand that does now this, now that."""

    def __init__(self, ws: Workspace, seed: int) -> None:
        self.ws, self.rng, self.n = ws, random.Random(seed), 0

    def add(self) -> None:
        self.n += 1
        add_reports(self.ws, "r.jsonl", jsonl(*(told(self.rng, f"r{self.n}-{k}") for k in range(3))))
        self.run()

    def change(self) -> None:
        key = self.report().id
        add_reports(self.ws, "again.jsonl", jsonl(told(self.rng, key)))

    def run(self) -> None:
        run(self.ws, silent, preview=False)

    def judge(self) -> None:
        low = self.rng.randint(0, 4)
        fields = {"killed_min": low, "killed_max": low + 3}
        grades = {"russia": self.rng.choice(("fair", "weak"))}
        set_assessment(Decision(self.incident(), self.who(), f"look {self.rng.random()}", fields, grades))

    def release(self) -> None:
        release(self.incident(), who=self.who(), why="checked")

    def withdraw(self) -> None:
        kind = self.rng.choice(("incident", "report", "claim", "name"))
        name = {"incident": self.incident, "report": lambda: self.report().id, "name": lambda: "Some Body"}
        withdraw(kind, name.get(kind, lambda: self.claim().id)(), who=self.who(), why="asked to")

    def undo(self) -> None:
        acts = Act.objects.filter(kind__in=UNDOABLE).order_by("id")
        undo(self.ws, self.rng.choice([a.id for a in acts] or [0]), who=self.who(), why="a slip")

    def join(self) -> None:
        answer = self.rng.choice(("yes", "no", "unsure"))
        where = self.rng.choice(("new", self.incident()))
        join_by_hand(self.account(), where, answer, who=self.who(), why="looked")

    def merge(self) -> None:
        merge(self.incident(), self.incident(), who=self.who(), why="one and the same")

    def parent(self) -> None:
        set_parent(self.incident(), self.incident(), who=self.who(), why="a part of it")

    def split(self) -> None:
        split(self.incident(), [self.account()], who=self.who(), why="another event")

    def tell_apart(self) -> None:
        answer = self.rng.choice(("different", "unsure"))
        say_of_two(self.incident(), self.incident(), answer, who=self.who(), why="looked at both")

    def correct(self) -> None:
        correct_claim(self.claim().id, {"min": self.rng.randint(0, 5)}, who=self.who(), why="the words")

    def claim_by_hand(self) -> None:
        values = {"kind": "injured", "min": self.rng.randint(1, 5)}
        add_claim(self.ws, self.report().id, "civilians", values, who=self.who(), why="missed")

    def cover(self) -> None:
        level = self.rng.choice(("full", "partial", "none"))
        rows = f"actor,country,from,to,level\nrussia,SY,2021-01-01,2021-12-31,{level}\n"
        add_coverage(self.ws, "coverage.csv", rows.encode())

    def say(self) -> None:
        """A word on who is who, now and then with another end, or taken back."""
        kind = self.rng.choice(("part of", "partner of"))
        rest = f"turkey,2031-05-0{self.rng.randint(1, 3)},{self.rng.choice(('yes', 'no'))},an invented statement\n"
        add_actors(
            self.ws,
            "said.csv",
            f"subject,relation,object,asserted_by,to,withdrawn,source\nypg,{kind},pkk,{rest}".encode(),
        )

    def designate(self) -> None:
        act = self.rng.randint(1, 9)
        row = f"actor,authority,list,act,source\nypg,turkey,A list,Act {act},gazette\nypg,,A list,,gazette\n"
        add_actors(self.ws, "designated.csv", row.encode())

    def sheet(self) -> None:
        desk = Desk(self.ws)
        if desk.rows("incidents"):
            wanted = {"incident": desk.rows("incidents")[0]["incident"]}
            desk.fill("incidents", wanted, **GRADE, **self.rng.choice(({}, LET_OUT)))
            desk.add()

    def who(self) -> str:
        return self.rng.choice((NOOR, SAM, LINA))

    def incident(self) -> str:
        return str(self.rng.choice(list(Incident.objects.order_by("id"))).id)

    def report(self) -> ReportRow:
        return self.rng.choice(list(ReportRow.objects.order_by("id")))

    def account(self) -> str:
        return self.rng.choice(list(AccountRow.objects.filter(live=True).order_by("id"))).id

    def claim(self) -> ClaimRow:
        return self.rng.choice(list(ClaimRow.objects.filter(live=True).order_by("pk_id")))

    def step(self) -> str:
        """Something at random; what the rules refuse is refused, and that is no matter."""
        steps: list[Callable[[], None]] = [
            self.add, self.change, self.run, self.judge, self.judge, self.release, self.release, self.withdraw,
            self.undo, self.undo, self.join, self.merge, self.parent, self.split, self.tell_apart, self.correct, self.claim_by_hand,
            self.cover, self.sheet, self.say, self.say, self.designate,
        ]  # fmt: skip
        step = self.rng.choice(steps)
        try:
            step()
        except CairnError as refused:
            return f"{step.__name__}: {refused.code}"
        return step.__name__


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_found_where_nobody_tampered(ws: Workspace, seed: int) -> None:
    walk = Walk(ws, seed)
    walk.add()
    steps = [walk.step() for _ in range(STEPS)]
    catch_up()
    done = verify(ws, silent)
    assert [f.what for f in done.findings.kept] == [], steps
    assert done.vouched == done.acts > 0
