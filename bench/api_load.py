"""The API under load: an open loop of mixed questions while others write, beside Datasette on the same database; and the
same site's files behind nginx.

Requests are sent when they are due, whether or not those before were answered, and a wait in line counts. The answers
come from a published site of invented incidents. First nobody writes; then four writers add reports to a workspace, one
after another by the command line, each resting as long as a second; then also the site under the server is written anew,
with one incident changed, over and over. All of it shares the processors of one machine, the asking too.

    python bench/api_load.py [--incidents 10000] [--seconds 60] [--folder /tmp] [--page docs/bench.md]

Datasette and nginx are measured where they are installed: `--datasette PATH` names the program of the first.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection  # noqa: TID251  (asks servers of its own on loopback)
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from api_files_load import closed_loop, nginx
from invented_site import invented_record
from page import put_part, table

PER_SECOND = 20
WRITERS = 4
ROOT = "/site/api/v1/"
ABOVE = """{0:,} invented incidents; {1} mixed requests a second for {2} seconds in an open loop, counted from when each
was due: alone, while {3} writers add reports by the command line, and while the site is written anew besides without a
pause. Server, asking and writing share the 2 processors of the machine; its load before was {4}. Datasette answers like
questions of the same `cairn.sqlite` by SQL. `make bench-api` makes this part anew."""
HEAD = ("", "requests", "errors", "p50 ms", "p95 ms", "p99 ms", "longest ms", "")
Ask = Callable[[random.Random], str]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--incidents", type=int, default=10_000)
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--folder", type=Path, default=None, help="where to write; default a temporary folder")
    asked.add_argument("--page", type=Path, help="put the table into this page")
    asked.add_argument(
        "--datasette", default=shutil.which("datasette") or "", help="the program, if not on the PATH"
    )
    asked.add_argument("--step", default="", help=argparse.SUPPRESS)
    asked.add_argument("--at", type=Path, help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.step:
        STEPS[told.step](told.at, told.incidents)
        return 0
    with tempfile.TemporaryDirectory(dir=told.folder) as folder:
        return _all(told, Path(folder))


def _all(told: argparse.Namespace, folder: Path) -> int:
    load = os.getloadavg()[0]
    _run("write", folder, told.incidents).wait()
    names = sorted(p.name for p in (folder / "site/api/v1/incidents").glob("*.json"))
    rows = []
    with _server(_run("serve", folder, told.incidents), 8951, ROOT + "index.json"):
        asked = partial(_open_loop, 8951, partial(_question, names), told.seconds)
        rows.append(("the API, alone", *asked(), ""))
        rows.append(_while_writing("the API", asked, folder, told.incidents))
        rows.append(_while_writing("the API", asked, folder, told.incidents, publishing=True))
    if told.datasette:
        command = [
            told.datasette,
            "serve",
            "-i",
            folder / "site/data/cairn.sqlite",
            "-p",
            "8952",
            "-h",
            "127.0.0.1",
        ]
        command += ["--setting", "num_sql_threads", "3", "--setting", "max_returned_rows", "2000"]
        command += ["--setting", "sql_time_limit_ms", "20000"]
        started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ids = [name.removesuffix(".json") for name in names]
        with _server(started, 8952, "/-/versions.json"):
            asked = partial(_open_loop, 8952, partial(_sql, ids), told.seconds)
            rows.append(("Datasette, alone", *asked(), "like questions by SQL"))
            rows.append(_while_writing("Datasette", asked, folder, told.incidents))
    print(table(HEAD, rows))
    text = table(HEAD, rows)
    if shutil.which("nginx"):
        with nginx(folder / "site", folder) as port:
            files = [(kind, *closed_loop(port, path)) for kind, path in _files(names)]
        shown = [
            (kind, f"{rate:,.0f}", f"{size / 1000:.1f}", str(wrong)) for kind, rate, size, wrong in files
        ]
        more = table(("nginx, a file each", "a second", "kB", "errors"), shown)
        print(more)
        text += "\n\n" + more
    if told.page:
        above = ABOVE.format(told.incidents, PER_SECOND, told.seconds, WRITERS, f"{load:.1f}")
        put_part(told.page, "The API under load", above, text)
    return int(any(row[2] != "0" for row in rows[:3]))


def _while_writing(
    name: str, asked: Callable[[], tuple[str, ...]], folder: Path, incidents: int, *, publishing: bool = False
) -> tuple[str, ...]:
    """One row, asked while others write."""
    with _writing(folder, incidents, publishing=publishing) as written:
        row = asked()
    said = f"{written['reports']} reports added"
    if publishing:
        said += f", the site written anew {written['sites']} times, and once broken off"
    return (f"{name}, while {WRITERS} write{' and it is published' if publishing else ''}", *row, said)


def percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest of these that at least such a share of them does not exceed. `ordered` ascends and is not empty."""
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def _open_loop(port: int, ask: Ask, seconds: int) -> tuple[str, ...]:
    by_chance, waits, wrong = random.Random(3), list[float](), list[str]()  # noqa: S311  (a mix of questions)

    def one(due: float, path: str) -> None:
        try:
            line = HTTPConnection("127.0.0.1", port, timeout=60)
            line.request("GET", path)
            answer = line.getresponse()
            answer.read()
            line.close()
            if answer.status != 200:
                wrong.append(f"{answer.status} {path}")
        except OSError as e:
            wrong.append(f"{e!r} {path}")
        waits.append(time.perf_counter() - due)

    first, sent = time.perf_counter() + 0.5, []
    for n in range(PER_SECOND * seconds):
        due, path = first + n / PER_SECOND, ask(by_chance)
        time.sleep(max(0.0, due - time.perf_counter()))
        sent.append(threading.Thread(target=one, args=(due, path)))
        sent[-1].start()
    for thread in sent:
        thread.join()
    for line in wrong[:3]:
        print("error:", line, flush=True)
    ordered = sorted(1000 * w for w in waits)
    shares = [f"{percentile(ordered, share):.1f}" for share in (0.5, 0.95, 0.99, 1.0)]
    return (f"{len(ordered):,}", str(len(wrong)), *shares)


def _question(names: Sequence[str], by_chance: random.Random) -> str:
    """One of what is asked: incidents, lists by party, day and change, days of a year, sums, a table."""
    at, year = by_chance.random(), by_chance.randint(2031, 2037)
    actor = by_chance.choice(ACTORS)
    if at < 0.35:
        return f"{ROOT}incidents/{by_chance.choice(names)}"
    if at < 0.5:
        asked = {"actor": actor, "grade": by_chance.choice(("fair", "confirmed", "weak")), "limit": 100}
    elif at < 0.65:
        asked = {"date_from": f"{year}-{by_chance.randint(1, 12):02d}-01", "limit": 100}
    elif at < 0.75:
        asked = {"updated_since": f"2040-01-{by_chance.randint(1, 28):02d}"}
    elif at < 0.85:
        return f"{ROOT}days/{year}.json"
    elif at < 0.9:
        asked = {"actor": actor, "date_from": f"{year}-{by_chance.randint(1, 12):02d}-01"}
        return f"{ROOT}incidents.csv?{urlencode(asked)}"
    else:
        return ROOT + by_chance.choice(
            ("tallies.json", "index.json", "incidents.json", "actors.json", "deletions.json")
        )
    return f"{ROOT}incidents.json?{urlencode(asked)}"


def _sql(ids: Sequence[str], by_chance: random.Random) -> str:
    """Like questions as Datasette is asked them."""
    at, year, day = by_chance.random(), by_chance.randint(2031, 2037), f"{by_chance.randint(1, 12):02d}-01"
    actor = by_chance.choice(ACTORS)
    joined = (
        "select i.* from incidents i join attributions a on a.incident_id = i.id where a.actor_id = :actor"
    )
    if at < 0.35:
        key = by_chance.choice(ids)
        asked = {
            "sql": "select * from claims where incident_id in (select id from incidents where code = :k)",
            "k": key,
        }
    elif at < 0.5:
        grade = by_chance.choice(("fair", "confirmed", "weak"))
        asked = {"sql": f"{joined} and a.grade = :grade limit 100", "actor": actor, "grade": grade}
    elif at < 0.65:
        asked = {"sql": "select * from incidents where date_start >= :day limit 100", "day": f"{year}-{day}"}
    elif at < 0.75:
        asked = {
            "sql": "select * from incidents where last_changed >= :day limit 100",
            "day": f"2040-01-{by_chance.randint(1, 28):02d}",
        }
    elif at < 0.85:
        asked = {
            "sql": "select date_start, count(*) from incidents where date_start like :year group by 1",
            "year": f"{year}%",
        }
    elif at < 0.9:
        asked = {
            "sql": f"{joined} and i.date_start >= :day limit 2000",
            "actor": actor,
            "day": f"{year}-{day}",
        }
    else:
        asked = {
            "sql": by_chance.choice(("select * from tallies limit 100", "select * from actors limit 100"))
        }
    return f"/cairn.json?{urlencode({**asked, '_shape': 'array'})}"


ACTORS = ("azure-command", "river-guard", "hill-front", "coast-brigade")


def _files(names: Sequence[str]) -> list[tuple[str, str]]:
    one = names[len(names) // 2]
    return [
        ("the page of an incident", f"/en/incidents/{one.removesuffix('.json')}/index.html"),
        ("the answer about an incident", f"/api/v1/incidents/{one}"),
        ("the front page", "/en/index.html"),
        ("a feed", "/feeds/en/all.atom"),
    ]


@contextmanager
def _server(started: subprocess.Popen[Any], port: int, path: str) -> Iterator[None]:
    """Waits until a server answers, and ends it."""
    try:
        for _ in range(300):
            try:
                line = HTTPConnection("127.0.0.1", port, timeout=5)
                line.request("GET", path)
                line.getresponse().read()
                break
            except OSError:
                time.sleep(0.2)
        else:
            raise SystemExit(f"no server answers at port {port}")
        yield
    finally:
        started.terminate()
        started.wait()


@contextmanager
def _writing(folder: Path, incidents: int, *, publishing: bool) -> Iterator[dict[str, int]]:
    """Four writers, and one that publishes if that is asked; what they did is told when they have ended."""
    told = {"reports": 0, "sites": 0}
    some = [_run(f"writer-{n}", folder, incidents) for n in range(WRITERS)]
    if publishing:
        some.append(_run("publisher", folder, incidents))
    try:
        yield told
    finally:
        for one in some:
            one.terminate()
            one.wait()
        for done in (folder / f"writer-{n}.done" for n in range(WRITERS)):
            told["reports"] += _count(done)
            done.unlink(missing_ok=True)
        told["sites"] = _count(folder / "publisher.done")


def _count(file: Path) -> int:
    return len(file.read_text().splitlines()) if file.exists() else 0


def _run(step: str, folder: Path, incidents: int) -> subprocess.Popen[Any]:
    command = [sys.executable, __file__, "--incidents", str(incidents), "--at", folder, "--step", step]
    return subprocess.Popen(command, env={**os.environ, "CAIRN_KEY": str(folder / "key")})


def _write(folder: Path, incidents: int) -> None:
    from cairn.shell.site.render import write_site

    write_site(invented_record(incidents), folder / "site", preview=False)
    subprocess.run([_cairn(), "init", folder / "workspace"], check=True, stdout=subprocess.DEVNULL)


def _serve(folder: Path, incidents: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "cairn.shell.api.settings"
    import django

    django.setup()
    from cairn.shell.api.application import Application
    from cairn.shell.api.serve import LiveHandler
    from cairn.shell.site.serve import server

    ws: Any = SimpleNamespace(root=folder, site=folder / "site", preview=folder / "preview")
    handler: Any = partial(LiveHandler, application=Application(ws.site))
    server(ws, "127.0.0.1", 8951, handler).serve_forever()


def _publisher(folder: Path, incidents: int) -> None:
    from cairn.shell.site.render import write_site

    record = invented_record(incidents)
    for n in range(10_000):
        row: Any = record.incidents[n % incidents]
        row["last_changed"] = f"2041-01-01T{n // 3600 % 24:02d}:{n // 60 % 60:02d}:{n % 60:02d}Z"
        write_site(record, folder / "site", preview=False)
        _done(folder / "publisher.done")


def _writer(folder: Path, incidents: int, own: str = "") -> None:
    for n in range(10_000):
        report = {
            "id": f"{own}-{os.getpid()}-{n}",
            "url": f"https://news.example/{own}/{os.getpid()}/{n}",
            "text": f"{n % 7 + 1} people were killed.",
            "lang": "en",
            "published": "2031-05-01",
            "source_name": f"Paper {own}",
            "source_kind": "news",
        }
        file = folder / f"{own}.jsonl"
        file.write_text(json.dumps(report) + "\n")
        done = subprocess.run(
            [_cairn(), "add", file, "--workspace", folder / "workspace"], capture_output=True, text=True
        )
        if done.returncode:
            raise SystemExit(done.stdout + done.stderr)
        _done(folder / f"{own}.done")
        time.sleep(1)


def _done(file: Path) -> None:
    with file.open("a") as told:
        told.write("done\n")


def _cairn() -> str:
    return str(Path(sys.executable).with_name("cairn"))


STEPS: dict[str, Callable[[Path, int], None]] = {
    "write": _write,
    "serve": _serve,
    "publisher": _publisher,
    **{f"writer-{n}": partial(_writer, own=f"writer-{n}") for n in range(WRITERS)},
}

if __name__ == "__main__":
    sys.exit(main())
