"""Time each stage on the real reports beside this project: documents a second, share of the whole, peak memory.

The yardstick is a pass of one plain regular expression over the same texts, timed in the same run: a stage's
cost is given as so many such passes, which says more than seconds on a machine nobody knows.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from cairn.assess import suggest
from cairn.extract.clean import clean
from cairn.extract.language import detect
from cairn.flow import account_id, facts, joined, read
from cairn.incident import project
from cairn.match import match
from cairn.places.gazetteer import shipped
from cairn.shell.evaluate.blind import ANSWERS
from cairn.sources.tables import read_reports
from cairn.vocab.closed import AssignmentDecision

DATA = Path(__file__).resolve().parents[2] / "shared/data/reports/reports.jsonl"
NAIVE = re.compile(r"(\d+)\W+(?:\w+\W+){0,3}?(?:killed|dead|قتل\w*|شهيد\w*|شهداء)", re.IGNORECASE)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what the work gave."""
    began = perf_counter()
    found = work()
    return perf_counter() - began, found


def main() -> int:
    """Print the table; 1 where the data is absent."""
    if not DATA.exists():
        print("../shared/data is absent: there is nothing to time", file=sys.stderr)
        return 1
    rows = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
    blind = "\n".join(json.dumps({k: v for k, v in r.items() if k not in ANSWERS}) for r in rows).encode()
    spent: dict[str, float] = {}
    spent["gazetteer"], gazetteer = timed(shipped)
    spent["sources"], table = timed(lambda: read_reports("reports.jsonl", blind))
    reports = [row.report for row in table.rows]
    naive, _ = timed(lambda: [NAIVE.findall(r.text) for r in reports])
    spent["clean, language"], _ = timed(lambda: [detect(clean(r.text).text) for r in reports])
    spent["extract (all)"], reads = timed(lambda: [read(r, gazetteer) for r in reports])
    accounts = {account_id(r.report.id, a): (r, a) for r in reads for a in r.extraction.accounts}
    spent["match"], matched = timed(lambda: match([facts(r, a) for r, a in accounts.values()]))
    members: dict[str, list[Any]] = {}
    for row in matched.assignments:
        if row.decision is AssignmentDecision.JOINED:
            r, a = accounts[row.account_id]
            members.setdefault(row.incident_id, []).append(joined(r, a, matched.origins[row.account_id]))
    spent["incident"], projections = timed(lambda: {i: project(m) for i, m in members.items()})
    spent["assess"], _ = timed(lambda: [suggest(projections[i], m) for i, m in members.items()])
    total = sum(v for k, v in spent.items() if k != "clean, language")
    print(f"{len(reports):,} reports, {len(accounts):,} accounts, {len(members):,} incidents, one core")
    print(f"{'stage':<18}{'seconds':>9}{'reports/s':>11}{'share':>8}{'naive passes':>14}")
    for stage, seconds in spent.items():
        share = "" if stage == "clean, language" else f"{100 * seconds / total:.0f} %"
        passes = seconds / max(naive, 1e-9)
        print(
            f"{stage:<18}{seconds:>9.2f}{len(reports) / max(seconds, 1e-9):>11,.0f}{share:>8}{passes:>14,.1f}"
        )
    print(f"{'naive regex':<18}{naive:>9.2f}{len(reports) / naive:>11,.0f}{'':>8}{1.0:>14.1f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
