"""Time `cairn verify` on invented workspaces: records, rows and objects a second, and memory at two sizes.

The workspaces are made by raw inserts with records, seals and a log as the acts make them, only faster; nothing of a
record is left out. Run: python bench/verify.py [--records N ...] [--megabytes N]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL, PIPE
from time import perf_counter

ROWS_PER_ACT = 2
SMALL_FILES = 5000


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--records", type=int, nargs="+", default=[10_000, 1_000_000])
    asked.add_argument("--megabytes", type=int, default=1000)
    asked.add_argument("--inside", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.inside:
        fill(Path(options.inside), options.records[0], options.megabytes)
        return
    for count in options.records:
        megabytes = options.megabytes if count == min(options.records) else 0
        with tempfile.TemporaryDirectory() as folder:
            time_one(Path(folder), count, megabytes)


def time_one(folder: Path, count: int, megabytes: int) -> None:
    """Build a workspace in one process, verify it in another, print what it took."""
    env = {**os.environ, "CAIRN_WORKSPACE": str(folder / "w"), "CAIRN_KEY": str(folder / "key")}
    env.pop("CAIRN_DATABASE", None)
    cairn = [sys.executable, "-c", "from cairn.shell.cli import main; main()"]
    subprocess.run([*cairn, "init", str(folder / "w")], env=env, check=True, stdout=subprocess.DEVNULL)
    inside = ["--inside", str(folder / "w"), "--records", str(count), "--megabytes", str(megabytes)]
    began = perf_counter()
    subprocess.run([sys.executable, __file__, *inside], env=env, check=True)
    built = perf_counter() - began
    began = perf_counter()
    with subprocess.Popen([*cairn, "verify", "--json"], env=env, stdout=PIPE, stderr=DEVNULL) as run:
        told = run.stdout.read() if run.stdout else b""
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    took, cpu = perf_counter() - began, used.ru_utime + used.ru_stime
    done = json.loads(told)
    if "error" in done:
        sys.exit(str(done["error"]))
    size = done["objects"]["bytes"] / 1e6
    print(
        f"{count:,} records, {done['rows']:,} rows, {size:,.0f} MB of objects: clean {done['clean']},",
        end=" ",
    )
    print(f"{took:.1f} s, {cpu:.1f} s of processor, peak of one process {used.ru_maxrss / 1024:.0f} MB")
    print(f"  {done['speeds']}  (built in {built:.0f} s)")


def fill(root: Path, count: int, megabytes: int) -> None:
    """Acts of two rows each, their seals, the log, and objects of two sizes."""
    from cairn.shell.workspace import open_workspace

    ws = open_workspace(root)
    from django.db import transaction

    from cairn.shell.records.models import Act, CoverageRow, Seal
    from cairn.shell.store.signer import Signer

    with transaction.atomic():
        for acts, seals, rows in batches(count):
            Act.objects.bulk_create(acts, batch_size=500)
            super(type(CoverageRow.objects.all()), CoverageRow.objects.all()).bulk_create(rows, 500)
            Seal.objects.bulk_create(seals, batch_size=500)
    records = Act.objects.order_by("seq").values_list("record", flat=True)
    ws.log.append((bytes(r) for r in records.iterator(chunk_size=5000)), Signer())
    if megabytes:
        objects(ws, megabytes)


def batches(count: int) -> Iterator[tuple[list[object], list[object], list[object]]]:
    """Five thousand acts at a time, sealed."""
    from datetime import UTC, date, datetime, timedelta

    from cairn.archive import act_record, sha256_hex
    from cairn.archive.seal import rows_part, seal_lines
    from cairn.shell.records.models import Act, CoverageRow, Seal
    from cairn.shell.records.seals import columns, liner

    fixed, changing = columns(CoverageRow)
    line_of, day = liner(CoverageRow), date(2020, 1, 1)
    start = datetime(2025, 1, 1, tzinfo=UTC)
    for first in range(0, count, 5000):
        acts, seals, rows = [], [], []
        for seq in range(first, min(first + 5000, count)):
            at, salt = start + timedelta(seconds=seq), seq.to_bytes(32, "big")
            mine = [
                CoverageRow(
                    id=seq * ROWS_PER_ACT + n + 1, actor=f"invented {seq}", country="SY", from_day=day,
                    to_day=day + timedelta(days=n), level="full", act_id=seq + 1, sealed_in_id=seq + 1,
                )
                for n in range(ROWS_PER_ACT)
            ]  # fmt: skip
            lines = seal_lines(line_of([getattr(r, c) for c in (*fixed, *changing)]) for r in mine)
            detail = {"capture": f"{seq:064x}", "rows": ROWS_PER_ACT, "told": "an invented period"}
            tables = [("coveragerow", ROWS_PER_ACT, lines)]
            parts = {"person": "", "why": "", "detail": detail, "rows": rows_part(tables)}
            record = act_record(seq=seq, kind="add-coverage", at=at.isoformat(), parts=parts, salt=salt)
            acts.append(
                Act(
                    id=seq + 1, seq=seq, kind="add-coverage", at=at, detail=detail, salt=salt, record=record,
                    sha256=sha256_hex(record),
                )
            )  # fmt: skip
            seals.append(Seal(act_id=seq + 1, table="coveragerow", rows=ROWS_PER_ACT, lines=lines))
            rows += mine
        yield acts, seals, rows


def objects(ws: object, megabytes: int) -> None:
    """Small files of 4 kB, and the rest in files of 20 MB; no row names them, which verify notes."""
    put = ws.objects.put_all  # type: ignore[attr-defined]
    put(f"invented {n} ".encode() * 300 for n in range(SMALL_FILES))
    block = os.urandom(1_000_000)
    put(n.to_bytes(8, "big") + block * 20 for n in range((megabytes - SMALL_FILES // 250) // 20))


if __name__ == "__main__":
    main()
