"""A record full of secrets: reports, and what people decide on them, each step with what it may keep."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from cairn.shell.acts.act import recorded
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.join_by_hand import join_by_hand
from cairn.shell.acts.release import release, withdraw
from cairn.shell.acts.run import run
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.records.models import AssignmentRow, Attribution, IncidentProjection
from cairn.shell.workspace import Workspace
from conftest import jsonl, report, silent
from shell.secrets_sought import Planted
from support import config_text

TOWNS = ("Maarrat Misrin", "Kafr Nabl", "Binnish", "Saraqib")


def plant(ws: Workspace, incidents: int, released: int) -> Planted:
    """Reports in, joined, set and released by people, with secrets at every step that may keep one."""
    planted = Planted()
    salt = planted.word("salt")
    (ws.root / "cairn.toml").write_text(config_text(ws.root, salt), "utf-8")
    rows = [r for n in range(incidents) for r in _told(planted, n)]
    add_reports(ws, f"{planted.word('file name')}.jsonl", jsonl(*rows) + _faulty(planted))
    run(ws, silent, preview=False)
    for n in range(incidents):
        if n < released:
            _decide(planted, n)
            release(f"org-{n}", who=planted.word("decider"), why=planted.word("internal reason", odd=True))
        else:
            _set_and_leave(planted, n)
    _withdraw_some(planted, released)
    _in_rows_of_the_machine(planted)
    return planted


def _told(planted: Planted, n: int) -> list[dict[str, Any]]:
    """An organisation and a resident on one strike, a strike a month."""
    town, year, month = TOWNS[n % len(TOWNS)], 2018 + n // 12, n % 12 + 1
    day = f"{year}-{month:02}-08"
    strike = f"in {town} on {day}"
    victim = planted.word("victim")
    handle = planted.word("handle").lower()
    name = planted.word("individual", odd=n % 2 == 0, arabic=n % 3 == 0)
    gone = planted.word("withdrawn name")
    wire = report(
        f"org-{n}",
        f"Russian jets hit a house {strike}, killing 7 civilians and injuring 12, a reporter said. "
        f"Father of two Khalil {victim} was killed by the air strike. {gone} Example said: 7 killed.",
        published=f"{day}T12:00:00Z",
        author=planted.word("author", odd=n % 2 == 1),
        notes=planted.word("unknown column"),
    )
    seen = planted.word("individual's words", odd=n % 2 == 1)
    resident = report(
        planted.hide("individual's id", f"{handle}-{n}"),
        f"Air strike by Russian jets on a house {strike}, killing 8 civilians, {seen} is my witness. "
        f"{planted.word('individuals words', arabic=True)}",
        published=f"{day}T1{n % 10}:17:{n:02}Z",
        publisher=name,
        author=f"@{handle}",
        platform="x",
        source_kind="individual",
        url=f"https://social.example/{handle}/status/{n}",
    )
    planted.hide("hash of an individual's words", sha256(resident["text"].encode()).hexdigest())
    return [wire, resident]


def _faulty(planted: Planted) -> bytes:
    return json.dumps({"id": "broken", "text": "", "who": planted.word("rejected row")}).encode() + b"\n"


def _decide(planted: Planted, n: int) -> None:
    account = AssignmentRow.objects.filter(
        account__report_id=planted.secrets["individual's id"][n], live=True
    ).first()
    assert account is not None
    join_by_hand(
        account.account_id,
        f"org-{n}",
        "yes",
        who=planted.word("decider"),
        why=planted.word("internal reason"),
    )
    set_assessment(
        Decision(
            f"org-{n}", planted.word("decider"), planted.word("internal reason", odd=True),
            fields={"killed_min": 7, "killed_max": 8}, grades={"russia": "fair"},
        )
    )  # fmt: skip


def _set_and_leave(planted: Planted, n: int) -> None:
    """Set by one person, released by nobody: place, summaries and grade wait inside."""
    set_assessment(
        Decision(
            f"org-{n}", planted.word("decider"), planted.word("internal reason"),
            fields={"place_name": planted.word("waiting place", odd=True)}, grades={"russia": "weak"},
            summary_en=planted.word("waiting summary", odd=True),
            summary_ar=planted.word("waiting summary", arabic=True),
        )
    )  # fmt: skip


def _withdraw_some(planted: Planted, released: int) -> None:
    """Names everywhere, one released report, one released incident, each with a reason of its own."""
    for name in planted.secrets["withdrawn name"]:
        withdraw("name", name, who="Noor Example", why=planted.word("internal reason"))
    withdraw("report", f"org-{released - 1}", who="Noor Example", why=planted.word("internal reason"))
    withdraw("incident", f"org-{released - 2}", who="Noor Example", why=planted.word("internal reason"))


def _in_rows_of_the_machine(planted: Planted) -> None:
    """What a rule wrote for our eyes: traces, what would change a grade, why two accounts were joined."""
    with recorded("planted"):
        for row in IncidentProjection.objects.order_by("incident_id"):
            row.suggestions = [
                {**hint, "trace": [planted.word("trace")], "would_change": planted.word("would change")}
                for hint in row.suggestions
            ]
            row.save()
        for own in Attribution.objects.order_by("id"):
            own.trace = [planted.word("trace")]
            own.save()
        for joined in AssignmentRow.objects.filter(live=True).order_by("id"):
            joined.why, joined.origin_why = planted.word("why joined"), planted.word("why this origin")
            joined.save()
