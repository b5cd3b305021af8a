"""Commands that keep a second copy: backup, restore."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cairn.shell.workspace import open_workspace

from .frame import Answer, Progress, answered, as_option, why_option, workspace_option

if TYPE_CHECKING:
    from cairn.shell.backup.go_on import Continued
    from cairn.shell.backup.restore import Restored
    from cairn.shell.backup.take import Made

NOT_IN_IT = (
    "Not in it: the key that signs the log (keep a copy of its folder offline), site/ and preview/ "
    "(`cairn publish` writes them anew)."
)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--to",
    multiple=True,
    metavar="KEY",
    help="A public key: age1..., an SSH one, or a file of such. May be repeated.",
)
@click.option("--new-key", type=click.Path(path_type=Path), help="Make a key, write it here, and stop.")
@workspace_option
@answered
def backup(file: Path | None, to: tuple[str, ...], new_key: Path | None, workspace: Path) -> Answer:
    """Write the whole workspace to one FILE, encrypted to the keys you name."""
    if new_key is not None and file is None:
        return _new_key(new_key)
    if new_key is not None or file is None:
        raise click.UsageError("Name the FILE to write, or --new-key FILE to make a key.")
    from cairn.shell.backup import keys

    recipients = keys.recipients(to)
    ws = open_workspace(workspace)
    from cairn.shell.backup.take import backup as take

    made = take(ws, file, recipients, Progress())
    value = {
        "file": str(made.path),
        "bytes": made.size,
        "sha256": made.sha256,
        "made": made.head.made,
        "to": [str(key) for key in recipients],
        "log": {"name": made.head.origin, "size": made.head.size, "root": made.head.root},
        "rows": sum(made.end.rows.values()),
        "objects": made.end.objects,
        **({"findings": made.faults} if made.faults else {}),
    }
    return value, _made_words(made)


def _new_key(path: Path) -> Answer:
    from cairn.shell.backup import keys

    public = keys.new_key(path, datetime.now(UTC))
    return {"key": str(path), "public": public}, (
        f"{path} holds the secret key. Move it off this machine and keep it safe: without it no backup can be opened.\n"
        f"Encrypt backups to its public half:\n{public}"
    )


def _made_words(made: Made) -> str:
    head, end = made.head, made.end
    lines = [
        f"{made.path}: {made.size / 1e6:,.1f} MB, SHA-256 {made.sha256}",
        f"{sum(end.rows.values()):,} rows and {end.objects:,} objects; {_log_words(head)}",
        NOT_IN_IT,
    ]
    if made.faults:
        lines += ["", "The backup is whole, but the workspace is not. It was backed up as it is:"]
        lines += _listed(made.faults)
    return "\n".join(lines)


def _log_words(head: Any) -> str:
    from cairn.archive.note import hash_text

    root = hash_text(bytes.fromhex(head.root))  # as a checkpoint spells it
    return f"the log {head.origin} holds {head.size:,} acts, root {root}"


def _listed(faults: list[str]) -> list[str]:
    """The first few of each kind: a hundred of one must not hide another."""
    lines = []
    for code, found in groupby(sorted(faults), key=lambda fault: fault.split(":")[0]):
        same = list(found)
        more = [f"- {code}: and {len(same) - 3:,} more"] if len(same) > 3 else []
        lines += [*(f"- {fault}" for fault in same[:3]), *more]
    return lines


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--key", required=True, metavar="KEYFILE", type=click.Path(path_type=Path), help="The secret key's file."
)
@click.option("--check", is_flag=True, help="Read all of it, hold it against its log, and write nothing.")
@click.option(
    "--database", default="", metavar="ADDRESS", help="An empty PostgreSQL database for the records."
)
@click.option("--new-log", is_flag=True, help="The log goes on under a new name; needs --as and --why.")
@click.option(
    "--checkpoint",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With --new-log: the last checkpoint of the old log that you can find.",
)
@as_option
@why_option
@answered
def restore(
    file: Path,
    folder: Path | None,
    key: Path,
    check: bool,
    database: str,
    new_log: bool,
    checkpoint: Path | None,
    who: str,
    why: str,
) -> Answer:
    """Restore a backup into a new DIR: all of it, checked, or nothing."""
    if (folder is None) != check:
        raise click.UsageError("Name the DIR to restore into, or --check to write nothing.")
    if checkpoint is not None and not new_log:
        raise click.UsageError("--checkpoint goes with --new-log.")
    from cairn.shell.backup import keys

    opened = keys.identities(key)
    if folder is None:
        return _checked(file, opened)
    from cairn.shell.backup.place import place

    with place(folder, database) as new:  # the records can be imported once their database is open
        from cairn.shell.backup import go_on
        from cairn.shell.backup.restore import restore as at_work

        decided = go_on.GoOn(who, why, go_on.read_checkpoint(checkpoint)) if new_log else None
        done = at_work(file, new, opened, Progress(), decided)
    return _restored_value(file, done), _restored_words(file, done)


def _checked(file: Path, opened: list[Any]) -> Answer:
    from cairn.shell.backup.place import know_tables

    know_tables()
    from cairn.shell.backup.restore import check

    done = check(file, opened, Progress())
    return _restored_value(file, done), _restored_words(file, done)


def _restored_value(file: Path, done: Restored) -> dict[str, Any]:
    head, end = done.head, done.end
    value: dict[str, Any] = {
        "file": str(file),
        "workspace": None if done.folder is None else str(done.folder),
        "made": head.made,
        "log": {"name": head.origin, "size": head.size, "root": head.root, "checkpoint": head.checkpoint},
        "rows": sum(end.rows.values()),
        "objects": end.objects,
        "can_extend": None if done.folder is None else not done.why_not_extended,
    }
    if done.continued:
        value["new_log"] = {"name": done.continued.new, "acts_missing": done.continued.missing}
    return {**value, "findings": done.faults} if done.faults else value


def _restored_words(file: Path, done: Restored) -> str:
    head, end = done.head, done.end
    lines = [
        f"{file}: made {head.made} of {head.name!r} by Cairn {head.cairn}",
        f"{sum(end.rows.values()):,} rows and {end.objects:,} objects; {_log_words(head)}",
        "The root was computed anew from the records and is the one the backup states. Compare it with a checkpoint "
        "kept elsewhere: whoever has your public key could have encrypted something else to it.",
        *([(head.checkpoint or "").strip(), ""] if head.checkpoint else []),
    ]
    if done.folder is None:
        lines.append("The backup can be restored. Nothing was written.")
    else:
        lines.append(f"Restored to {done.folder}. `cairn publish` writes its site anew.")
    if done.continued:
        lines += _continued_words(done.continued)
    elif done.why_not_extended:
        lines.append(
            f"It can be read and verified here, but not extended: {done.why_not_extended}. If nothing newer is left, "
            "restore it again with --new-log: the log then goes on under a new name and says so."
        )
    if done.faults:
        lines += ["", "What the backup holds does not verify; it is as it was when it was backed up:"]
        lines += _listed(done.faults)
    return "\n".join(lines)


def _continued_words(went_on: Continued) -> list[str]:
    lines = [f"The log goes on as {went_on.new}; its first new act names {went_on.old} and who decided."]
    if went_on.missing:
        lines.append(
            f"Of the old log {went_on.known_size:,} acts are known to have been signed: the last {went_on.missing:,} of "
            "them are not in this backup."
        )
    return lines
