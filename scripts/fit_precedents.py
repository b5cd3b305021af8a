"""Count how incidents that a recorder graded look to our rules, and print the file of precedents that ships.

    python scripts/fit_precedents.py REPORTS INCIDENTS SPLIT WHOSE > src/cairn/assess/data/precedents.toml

Only incidents marked "dev" in SPLIT are counted, each with exactly its own reports; of the truth only its grade
is used, the strike status never. What leaves are counts.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from cairn.assess.precedents import ENOUGH, Case, booked
from cairn.assess.suggest import case_of, suggest
from cairn.flow import Read, facts, joined
from cairn.incident import project
from cairn.match import origins
from cairn.shell.evaluate.blind import blind_gazetteer, read_blind
from cairn.shell.evaluate.grade_guesses import coded
from cairn.vocab.closed import Grade


def main(reports: str, incidents: str, split: str, whose: str) -> None:
    """Read, count, print."""
    truth = [json.loads(line) for line in Path(incidents).read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in Path(reports).read_text("utf-8").splitlines()]
    dev = {i for i, side in json.loads(Path(split).read_text()).items() if side == "dev"}
    grades = {str(t["id"]): c.grade for t in truth if str(t["id"]) in dev and (c := coded(t))}
    of = {str(r["id"]): r["incident_ids"][0] for r in rows if len(r["incident_ids"]) == 1}
    asked = [r for r in rows if of.get(str(r["id"])) in grades]
    gazetteer, _ = blind_gazetteer([], {str(t[c]) for t in truth for c in ("id", "code") if t.get(c)})
    members = defaultdict(list)
    for read in read_blind(asked, gazetteer, lambda what, n, of_all: None):
        members[of[read.report.id]].append(read)
    book = booked(whose, (found for i, reads in members.items() if (found := _case(reads, grades[i]))))
    print(
        "# How cases that look alike to the rules were graded by another recorder: counts, and nothing else."
    )
    print("# Made by scripts/fit_precedents.py. `like` is what assess/precedents.py calls a likeness.\n")
    print(f'whose = "{whose}"')
    for likeness, told in sorted(book.counts.items()):
        if sum(told.values()) >= ENOUGH:
            inner = ", ".join(f"{g.value} = {n}" for g, n in sorted(told.items()))
            print(f'\n[[case]]\nlike = "{likeness}"\ngraded = {{ {inner} }}')


def _case(reads: Sequence[Read], grade: str) -> tuple[Case, Grade] | None:
    mains = [(r, a) for r in reads for a in r.extraction.accounts if a.main]
    of, _ = origins([facts(r, a) for r, a in mains])
    accounts = [joined(r, a, of[facts(r, a).account_id]) for r, a in mains]
    case = case_of(suggest(project(accounts), accounts))
    return (case, Grade(grade)) if case else None


if __name__ == "__main__":
    main(*sys.argv[1:5])
