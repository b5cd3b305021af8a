"""Play the invented case: its reports, places and actors, and what its two invented persons decide."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cairn.errors import CairnError, WorkspaceFault
from cairn.shell.store.files import write_whole
from cairn.shell.workspace import Workspace, init
from cairn.tally.model import Tally
from cairn.values import Range

CASE = "raqqa-2017"
"""The one thing in the demo that is real: a shipped case of who held what, from facts with their sources."""
MARK = "# The demo: everything in this folder is invented, and `cairn demo` makes it anew.\n"
"""What `cairn init` never writes, so that no team's own workspace can be taken for a demo."""
REAL = (
    f"# But for the words on who held what that came in as {CASE}.toml: those are facts with their sources.\n"
)


@dataclass(frozen=True, slots=True)
class Built:
    """The finished demo: its workspace, the object for `--json`, and the words."""

    ws: Workspace
    value: dict[str, Any]
    headline: list[str]
    changed: str

    def words(self, address: str) -> str:
        """The headline with its definition, and where to click. `address` is empty where nothing is served."""
        preview = f"{address}/preview/" if address else str(self.ws.preview / "index.html")
        site = f"{address}/site/" if address else str(self.ws.site / "index.html")
        return "\n".join(
            [
                "",
                "The demo case is invented: every person, village and outlet in it. It stands for no real event.",
                "Beside it stands one real case: who held Raqqa from June to October 2017, and who says so:",
                f"  cairn control share --place Raqqa --on 2017-08-04 --workspace {self.ws.root}",
                "",
                *self.headline,
                "",
                f"Public site (released by a second person)   {site}",
                f"Preview (machine reading: do not cite)      {preview}",
                "",
                "Open the public site, take any figure, and click: figure -> incidents -> claims -> the marked words.",
                self.changed,
            ]
        )


def build_demo(folder: Path, progress: Any) -> Built:
    """Build the demo from nothing at `folder`. Raises `WorkspaceFault` where something else stands there."""
    return fill(_fresh(folder.resolve()), progress)


def fill(ws: Workspace, progress: Any, *, preview: bool = True) -> Built:
    """Play the whole case in an empty, open workspace, and write its public site, and its preview unless told not to."""
    from cairn.shell.acts.act import at_moment
    from cairn.shell.acts.add_actors import add_actors
    from cairn.shell.acts.add_places import add_coverage, add_places
    from cairn.shell.acts.add_reports import add_reports
    from cairn.shell.acts.run import run
    from cairn.shell.demo_pictures import show_pictures
    from cairn.shell.site.refresh import write

    script = tomllib.loads(_bundled("script.toml").decode())
    with at_moment(min(_moment(step) for step in script["step"]) - timedelta(days=1)):
        add_actors(ws, "actors.toml", _bundled("actors.toml"))
        add_places(ws, "places.jsonl", _bundled("places.jsonl"))
        add_coverage(ws, "coverage.csv", _bundled("coverage.csv"))
        for name in ("relations.csv", "designations.csv"):
            add_actors(ws, name, _bundled(name), strict=True)
        _add_control(ws)
        added = add_reports(ws, "reports.jsonl", _bundled("reports.jsonl"))
        _add_official(ws)
        run(ws, progress, preview=False)
    played = play(ws, script)
    show_pictures(ws, script)
    done = run(ws, progress, preview=preview)
    summary, _ = write(ws, None, preview=False, progress=progress)
    value = {
        "workspace": str(ws.root),
        "reports": added.new,
        "decisions": played,
        "pages": summary.pages,
        "released": summary.incidents,
        "preview": done.preview,
    }
    return Built(ws, value, _headline(ws), _what_changed(ws))


def _fresh(folder: Path) -> Workspace:
    config = folder / "cairn.toml"
    if config.exists():
        if not config.read_text("utf-8").startswith(MARK):
            raise WorkspaceFault(
                "not-a-demo",
                "a workspace that is no demo stands there",
                field="workspace",
                value=folder,
                remedy="Name another folder with --workspace.",
            )
        shutil.rmtree(folder)
    ws = init(folder)
    write_whole(config, (MARK + REAL + config.read_text("utf-8") + CONFIG).encode())
    _refuse_records()
    return ws


def _refuse_records() -> None:
    """A PostgreSQL database is not in the folder: what it holds may be a team's own."""
    from django.db import connection

    from cairn.shell.records.models import Act

    if Act.objects.exists():
        raise WorkspaceFault(
            "not-a-demo",
            "the database holds records already, and nothing invented goes among them",
            field="database",
            value=connection.settings_dict["NAME"],
            remedy="Leave CAIRN_DATABASE unset for the demo, or name an empty database.",
        )


CONFIG = """
name_deciders = true
title_en = "The demo case (invented)"
title_ar = "الحالة التوضيحية (مختلقة)"
contact = "records@demo.example"
licence = "CC0-1.0"
"""


def _bundled(name: str) -> bytes:
    return files("cairn.demo").joinpath(name).read_bytes()


def play(ws: Workspace, script: Mapping[str, Any]) -> int:
    """Every step of the script in the order of its days, each an act of its person; returns how many were done.

    Raises `CairnError` with the step's number where one cannot be done.
    """
    from django.db import transaction

    from cairn.shell.acts.act import at_moment

    with transaction.atomic():  # kept together: one flush of the disk for the lot
        for n, step in enumerate(sorted(script["step"], key=_moment), start=1):
            try:
                with at_moment(_moment(step)):
                    _play_one(step)
            except CairnError as error:
                error.message = f"step {n} ({step['step']} {step['report']}): {error.message}"
                raise
    return len(script["step"])


def _add_official(ws: Workspace) -> None:
    """The releases among the reports as the party's documents, then the sheet of what stands in them."""
    from cairn.shell.acts.add_official import add_official

    entries = _bundled("official.jsonl")
    named = {json.loads(line)["document_id"] for line in entries.decode().splitlines()}
    reports = [json.loads(line) for line in _bundled("reports.jsonl").decode().splitlines()]
    releases = [
        {
            "id": r["id"],
            "actor": r["party"],
            "published": r["published"][:10],
            "url": r["url"],
            "text": r["text"],
        }
        for r in reports
        if r["id"] in named
    ]
    told = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in releases)
    with TemporaryDirectory() as folder:
        for name, data in (("releases.jsonl", told.encode()), ("official.jsonl", entries)):
            path = Path(folder) / name
            path.write_bytes(data)
            add_official(ws, path)


def _add_control(ws: Workspace) -> None:
    """Who held which invented ground, and the real case beside it."""
    from cairn.shell.acts.add_control import Asked, add_control
    from cairn.shell.records.control import case_bytes

    with TemporaryDirectory() as folder:
        for name, data in (("control.toml", _bundled("control.toml")), (f"{CASE}.toml", case_bytes(CASE))):
            path = Path(folder) / name
            path.write_bytes(data)
            add_control(ws, path, Asked(strict=True))


def _moment(step: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(step["at"])


def _play_one(step: Mapping[str, Any]) -> None:
    from cairn.shell.acts.join_by_hand import join_by_hand
    from cairn.shell.acts.merge_incidents import set_parent
    from cairn.shell.acts.release import release, withdraw

    who, why, report = step["person"], step["why"], step["report"]
    match step["step"]:
        case "join":
            join_by_hand(report, step["with"], step["answer"], who=who, why=why)
        case "set":
            _set(step)
        case "link":
            _link(step)
        case "parent":
            set_parent(report, step["parent_report"], who=who, why=why)
        case "release":
            release(report, who=who, why=why)
        case "withdraw":
            withdraw(step["what"], step["value"], who=who, why=why)
        case other:
            raise CairnError("demo-step", f"the script knows no step {other!r}", field="step", value=other)


def _link(step: Mapping[str, Any]) -> None:
    from cairn.shell.acts.link_by_hand import decide_link

    share = Range(*step["killed"]) if "killed" in step else Range()
    decide_link(
        step["entry"], step["report"], step["answer"], who=step["person"], why=step["why"], killed=share
    )


def _set(step: Mapping[str, Any]) -> None:
    from cairn.shell.acts.set_assessment import Decision, set_assessment

    fields: dict[str, Any] = {}
    for name in ("killed", "injured"):
        if name in step:
            low, high = (None if end < 0 else end for end in step[name])
            fields |= {f"{name}_min": low, f"{name}_max": high}
    if "harm_reported" in step:
        fields["harm_reported"] = step["harm_reported"]
    actor = step.get("actor")
    set_assessment(
        Decision(
            incident=step["report"],
            person=step["person"],
            why=step["why"],
            fields=fields,
            grades={actor: step["grade"]} if actor and "grade" in step else {},
            statuses={actor: step["strike_status"]} if actor and "strike_status" in step else {},
            summary_en=step.get("summary_en"),
            summary_ar=step.get("summary_ar"),
            roles={actor: step["role"]} if actor and "role" in step else {},
        )
    )


def _headline(ws: Workspace) -> list[str]:
    """Coverage, then each party's released sum beside what it concedes, in the words of rule 22."""
    from cairn.shell.export.incidents import Incidents
    from cairn.shell.export.record import names_of
    from cairn.shell.export.tallies import coverage, spoken, tally_rows
    from cairn.tally import beside, tally
    from cairn.tally.model import Definition
    from cairn.tally.words import conceded_sentence, coverage_lines, definition_line, lines, sentence

    rows, told = tally_rows(Incidents("released")), coverage()
    names = spoken(names_of(ws), "en")
    conceded = _conceded()
    said = [*coverage_lines(tuple(told), "en", names), ""]
    for actor in sorted({c.actor for c in told}, key=names.__getitem__):
        asked = Definition(actors=(actor,), basis="released")
        done = tally(rows, asked, told)
        own = [killed for who, incident, killed in conceded if who == actor and incident in done.members]
        known = [killed for killed in own if killed.min is not None]
        line = f"{names[actor]}. {sentence(done)}"
        if known:
            line += " " + conceded_sentence(names[actor], sum(known[1:], known[0]), len(known))
        said += [line, *_under(lines(done, "en", names, beside(rows, asked)), done)]
    whole = Definition(basis="released")
    everybody = tally(rows, whole, told)
    said += [
        "",
        f"All parties, each incident once. {sentence(everybody)}",
        *_under(lines(everybody, "en", names, beside(rows, whole)), everybody),
        definition_line(whole, "en", names),
    ]
    return [*said, lines(everybody)[-1]]


def _conceded() -> list[tuple[str, str, Range]]:
    """Party, incident and dead of every entry that a person linked, and of concessions in parties' own reports."""
    from cairn.official.model import ACCEPTED
    from cairn.shell.export.conceded import concessions
    from cairn.shell.export.links import shared_rows
    from cairn.shell.records import official

    actors = {entry.id: entry.actor for entry in official.answered("allegation")}
    linked = [row for row in shared_rows() if row["decision"] == ACCEPTED and row["entry_id"] in actors]
    found = [
        (actors[r["entry_id"]], r["incident_id"], Range(r["allocation_min"], r["allocation_max"]))
        for r in linked
    ]
    return found + [(c.entry.actor, c.link.incident_id, c.link.killed) for c in concessions()]


def _under(told: list[str], done: Tally) -> list[str]:
    """What stands under a sum: the injured, what is joint, contested beside it, left out (rules 19 and 21).

    Coverage, definition and the sum itself come before these in a tally's lines, and the limits after them.
    """
    from cairn.tally.words import coverage_lines

    return [f"  {line}" for line in told[len(coverage_lines(done.coverage)) + 2 : -1]]


def _what_changed(ws: Workspace) -> str:
    return (
        f"To take something back: cairn withdraw demo-007 --kind report --as 'Researcher Noor Example' "
        f"--why 'trying it out' --workspace {ws.root}; reload, and its words are gone. "
        "The released figure stands until two persons change it. cairn undo with the act it names brings them back."
    )
