"""Commands that take in: init, add, run."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
from django.db.utils import DatabaseError

from cairn.errors import WorkspaceFault
from cairn.shell import workspace as folder
from cairn.shell.workspace import Workspace

from .collect_control import asked_of, of_control
from .frame import Answer, Progress, answered, opened

KINDS = (
    "reports", "places", "coverage", "actors", "words", "judgements", "register", "official", "strikes", "control",
    "media",
)  # fmt: skip
OF_PARTIES = ("official", "strikes")


@click.command()
@click.argument("folder_path", metavar="DIR", type=click.Path(path_type=Path))
@answered
def init(folder_path: Path) -> Answer:
    """Make a workspace: one folder that holds everything."""
    ws = folder.init(folder_path)
    return {"workspace": str(ws.root)}, f"A workspace stands at {ws.root}"


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "kind", type=click.Choice(KINDS), default="reports", help="What the files hold.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--strict", is_flag=True, help="Refuse the whole file where one row is faulty.")
@click.option("--register", default="", help="Whose register it is; default the name of the file.")
@click.option("--party", default="", help="The party that speaks, where an official file does not name it.")
@click.option("--report", default="", help="The report that pictures or films belong to.")
@of_control
@opened
def add(
    ws: Workspace,
    files: tuple[Path, ...],
    kind: str,
    dry_run: bool,
    strict: bool,
    register: str,
    party: str,
    report: str,
    **beside: Any,
) -> Answer:
    """Take files in. The same file twice changes nothing the second time.

    Reports come as a table (.jsonl, .csv, .tsv, .xlsx), or as saved pages: a folder of .html, .txt and .md files, a
    .zip of such a folder, or one .html. What a party to the conflict says itself comes --as official (releases,
    bulletins, statements) or --as strikes (strike reports): pages and texts, or a table of texts or of entries.
    Who held what comes --as control: tables, TOML, drawings (.geojson, a folder or a .zip of them), or the name of a
    case that ships. Who is who comes --as actors: a TOML of actors, or a table of relations or of designations. Pictures
    and films of a report come --as media: files or folders with --report ID, or a table (report_id, file) beside them.
    """
    from cairn.shell.site.refresh import is_behind

    if register and kind != "register":
        raise click.UsageError("--register goes with --as register")
    if party and kind not in OF_PARTIES:
        raise click.UsageError("--party goes with --as official and --as strikes")
    if report and kind != "media":
        raise click.UsageError("--report goes with --as media")
    if any(beside.values()) and kind != "control":
        raise click.UsageError(
            "--holder, --asserted-by, --source, --on, --frame, --complete go with --as control"
        )
    _refuse_absent(files, kind)
    out_before = _withdrawn()
    asked: dict[str, Any] = {"dry_run": dry_run, "strict": strict} | (
        {"register": register} if kind == "register" else {}
    )
    asked |= {"party": party, "strikes": kind == "strikes"} if kind in OF_PARTIES else {}
    asked |= {"report": report} if kind == "media" else {}
    asked = {"asked": asked_of(dry_run, strict, beside)} if kind == "control" else asked
    try:
        done = [(path, _add_one(ws, path, kind, **asked)) for path in files]
        _logged()
    finally:
        if not dry_run:
            _swept(ws)  # at the end: what an interrupted command brought in is here again, and was used
    value = {"dry_run": dry_run, "files": [{"file": p.name, **a.as_dict()} for p, a in done]}
    rejected = [r for _, a in done for r in a.rejected]
    words = "\n".join(_words(p, a, dry_run) for p, a in done)
    if _withdrawn() != out_before or (not dry_run and is_behind(ws)):
        words += _rewritten(ws)
    return {**value, "rejected": [dict(r) for r in rejected]} if rejected else value, words


def _add_one(ws: Workspace, path: Path, kind: str, **asked: Any) -> Any:
    from cairn.shell.acts import (
        add_actors,
        add_judgements,
        add_pages,
        add_places,
        add_register,
        add_reports,
        add_words,
    )
    from cairn.shell.acts.add_official import add_official
    from cairn.shell.incoming import bytes_of, holds_pages

    if kind in OF_PARTIES:
        return add_official(ws, path, **asked)
    if kind == "control":
        from cairn.shell.acts.add_control import add_control

        return add_control(ws, path, **asked)
    if kind == "media":
        from cairn.shell.acts.add_media import add_media

        return add_media(ws, path, **asked)
    if kind == "reports" and holds_pages(path):
        return add_pages.add_pages(ws, path, **asked)
    work = {
        "reports": add_reports.add_reports,
        "places": add_places.add_places,
        "coverage": add_places.add_coverage,
        "actors": add_actors.add_actors,
        "words": add_words.add_words,
        "judgements": add_judgements.add_judgements,
        "register": add_register.add_register,
    }[kind]
    return work(ws, path.name, bytes_of(path, kind), **asked)


def _refuse_absent(files: tuple[Path, ...], kind: str) -> None:
    """Only a shipped case may be named that is no file here."""
    from cairn.control.cases import cases

    for path in files:
        if not path.exists() and not (kind == "control" and str(path) in cases()):
            raise click.BadParameter(f"Path '{path}' does not exist.", param_hint="'FILES...'")


def _logged() -> None:
    """Nothing is acknowledged that the log does not hold, also what an interrupted command left for it."""
    from cairn.shell.acts.log import catch_up

    catch_up()


def _swept(ws: Workspace) -> None:
    """Clear away what a crash left, or this command before it was refused; what cannot go now goes next time."""
    from cairn.shell.records.named import named_objects
    from cairn.shell.store.sweep import sweep

    with suppress(WorkspaceFault, DatabaseError):
        sweep(ws.root, named_objects)


def _withdrawn() -> set[int]:
    from cairn.shell.records.models import Withdrawal

    return set(Withdrawal.objects.filter(live=True).values_list("id", flat=True))


def _rewritten(ws: Workspace) -> str:
    """What a sheet withdrew leaves the sites that stand at once (rule 3)."""
    from cairn.shell.site.refresh import refresh

    written = refresh(ws)
    return f"\nRewritten: {', '.join(written)}." if written else ""


def _where(fault: Mapping[str, str]) -> str:
    return fault.get("file") or f"row {fault['row']}"


def _words(path: Path, added: Any, dry_run: bool) -> str:
    would = "would go in" if dry_run else "went in"
    lines = [
        f"{path.resolve().name}: {added.new:,} new {added.what} {would}, {len(added.changed):,} changed, "
        f"{added.same:,} unchanged, {len(added.rejected):,} set aside"
    ]
    for key, differences in list(added.changed.items())[:20]:
        lines += [f"  {key}: {d}" for d in differences]
    if len(added.changed) > 20:
        lines.append(f"  and {len(added.changed) - 20} more")
    for r in added.rejected[:20]:
        lines.append(
            f"  {_where(r)}: {r['code']}: {r['message']} [{r['field']}={r['value'][:60]!r}] {r['remedy']}"
        )
    if len(added.rejected) > 20:
        lines.append(f"  and {len(added.rejected) - 20} more: `cairn export rejected`")
    for n in added.notes[:20]:
        lines.append(
            f"  note on {_where(n)}: {n['code']}: {n['message']} [{n['field']}={n['value'][:60]!r}] {n['remedy']}"
        )
    if len(added.notes) > 20:
        lines.append(f"  and {len(added.notes) - 20} more notes: --json gives them all")
    lines += added.told
    return "\n".join(lines)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--no-preview", is_flag=True, help="Stop before the preview is written.")
@opened
def run(ws: Workspace, files: tuple[Path, ...], no_preview: bool) -> Answer:
    """Add FILES (reports, or folders of saved pages), read, join, project, suggest grades, and write the preview."""
    from cairn.shell.acts.run import run as run_all

    progress = Progress()
    _swept(ws)
    try:
        added = [(path, _add_one(ws, path, "reports", dry_run=False, strict=False)) for path in files]
    except BaseException:
        _swept(ws)
        raise
    done = run_all(ws, progress, preview=not no_preview)
    value: dict[str, Any] = {
        "changed": done.changed or any(a.new or a.changed for _, a in added),
        "files": [{"file": p.name, **a.as_dict()} for p, a in added],
        "read": done.read,
        "decisions": done.decisions,
        "incidents": done.incidents,
        "links": done.links,
        "preview": done.preview,
        "seconds": done.seconds,
    }
    if rejected := [dict(r) for _, a in added for r in a.rejected]:
        value["rejected"] = rejected
    words = [_words(p, a, False) for p, a in added]
    if not value["changed"]:
        words.append("Nothing changed: the same reports, decisions and rules as before.")
    else:
        words.append(
            f"{done.read:,} reports read, {done.decisions:,} decisions on who belongs where, "
            f"{done.incidents:,} incidents new or changed."
        )
    if done.links:
        words.append(f"{done.links:,} links between what parties say and incidents new or changed.")
    if not no_preview:
        words.append(f"Preview (machine reading, not reviewed: do not cite): {ws.preview / 'index.html'}")
    return value, "\n".join(words)
