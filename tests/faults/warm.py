"""Commands in children of one process that has everything read and made ready: many a second, each from nothing."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any


def warm(settings: str = "cairn.shell.settings") -> None:
    """Read once what every command needs."""
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    os.environ["CAIRN_WORKSPACE"] = "/nowhere"
    import django

    django.setup()
    from cairn.flow import read
    from cairn.places.gazetteer import shipped
    from cairn.sources.report import Report

    from .cases import report

    read(Report(**{k: v for k, v in report(0).items() if k in ("id", "text")}), shipped(), ())


def in_a_child(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do it in a forked process, and bring back what it says."""
    ear, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            said = work()
        except BaseException:  # noqa: BLE001  (told by the parent)
            said = {"broke": traceback.format_exc()}
        os.write(mouth, json.dumps(said).encode())
        os._exit(0)
    os.close(mouth)
    with os.fdopen(ear) as heard:
        said = json.loads(heard.read() or '{"broke": "the child said nothing"}')
    os.waitpid(child, 0)
    return said


def open_here(ws: Path, key: Path) -> Callable[..., dict[str, Any]]:
    """The command line over this workspace: gives back the object of `--json`, `exit_code` with it."""
    from click.testing import CliRunner
    from django.db import connections

    from cairn.shell.cli import main

    os.environ.update(CAIRN_WORKSPACE=str(ws), CAIRN_KEY=str(key))
    records = str(ws / "records.sqlite3")
    connections.databases["default"]["NAME"] = connections["default"].settings_dict["NAME"] = records

    def cairn(*command: object) -> dict[str, Any]:
        told = CliRunner().invoke(main, [*map(str, command), "--json"])
        if told.exception is not None and not isinstance(told.exception, SystemExit):
            raise told.exception
        return {**json.loads(told.stdout or "{}"), "exit_code": told.exit_code}

    return cairn
