"""Backups in a test: commands in processes of their own, workspaces with something in them, and their exports."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conftest import PRIVATE, STRIKE_AR, STRIKE_EN, jsonl, report

COMMAND = "import sys; from cairn.shell.cli import main; main(sys.argv[1:])"
EXPORTED = """
import sys
from pathlib import Path
from cairn.shell.workspace import open_workspace
ws = open_workspace(Path(sys.argv[1]))
from cairn.publish.tables.specification import TABLES
from cairn.shell.export.write import as_text, table_rows
for table in TABLES:
    for is_public in (False, True):
        print("==", table, is_public)
        print(as_text(table_rows(ws, table, is_public=is_public), table, "jsonl"), end="")
print("==", ws.log.size, ws.log.root().hex(), ws.log.checkpoint)
"""


@dataclass
class Machine:
    """A folder with a signing key, a backup key and whatever is made in it; records in SQLite unless told otherwise."""

    folder: Path
    database: str = ""

    def python(self, code: str, *args: object, database: str | None = None, **env: str) -> Any:
        """A process of its own."""
        whole = {
            **os.environ,
            "CAIRN_KEY": str(self.folder / "signer"),
            "CAIRN_DATABASE": self.database if database is None else database,
            **env,
        }
        return subprocess.run(
            [sys.executable, "-c", code, *map(str, args)],
            capture_output=True, text=True, timeout=240, env=whole, cwd=self.folder,
        )  # fmt: skip

    def cairn(self, *args: object, exit_code: int = 0, **more: str) -> dict[str, Any]:
        """A command's `--json`."""
        done = self.python(COMMAND, *args, "--json", **more)
        assert (done.returncode, "Traceback" in done.stderr) == (exit_code, False), done.stdout + done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def refused(self, *args: object, **more: str) -> str:
        """The code of the error a command ends with."""
        return str(self.cairn(*args, exit_code=1, **more)["error"]["code"])

    def exported(self, workspace: Path, **more: str) -> str:
        """Every table, internal and public, and the log's size, root and checkpoint."""
        done = self.python(EXPORTED, workspace, **more)
        assert done.returncode == 0, done.stderr
        return str(done.stdout)

    def new_key(self) -> str:
        """The public half of the key in `backup.key`."""
        if not (self.folder / "backup.key").exists():
            return str(self.cairn("backup", "--new-key", "backup.key")["public"])
        text = (self.folder / "backup.key").read_text()
        return text.split("# public key: ")[1].split("\n")[0]

    def backup(self, workspace: Path, name: str, exit_code: int = 0, **more: str) -> Path:
        """A backup of a workspace."""
        args = ("backup", name, "--to", self.new_key(), "--workspace", workspace)
        self.cairn(*args, exit_code=exit_code, **more)
        return self.folder / name

    def restore(
        self, file: Path, name: str, *args: object, exit_code: int = 0, **more: str
    ) -> dict[str, Any]:
        """What restoring it says."""
        args = ("restore", file, name, "--key", "backup.key", *args)
        return self.cairn(*args, exit_code=exit_code, **more)

    def names(self) -> set[str]:
        """What stands in the folder."""
        return {p.name for p in self.folder.iterdir()}

    def filled(self, name: str, *rows: dict[str, Any], **more: str) -> Path:
        """A workspace that has run over these reports."""
        (self.folder / f"{name}.jsonl").write_bytes(jsonl(*(rows or (STRIKE_EN, STRIKE_AR, PRIVATE))))
        self.cairn("init", name, **more)
        args = ("run", f"{name}.jsonl", "--no-preview", "--workspace", name)
        self.cairn(*args, **more)
        return self.folder / name


def invented(seed: int) -> list[dict[str, Any]]:
    """A few odd reports: other letters, signs no database likes, figures at the edges, unknown columns."""
    chance = random.Random(seed)
    places = ["Maarrat Misrin", "سراقب", "Kafr Nabl", "حلب"]
    odd = ["", " 🕊", " ‏كـــتب‎ ", " \u2028 \t", " e\u0301 \ud7ff \uffff \U0010ffff", " \\ \" ' %s {}"]
    rows = []
    for n in range(12):
        dead, place = chance.choice([0, 1, 7, 10**9, chance.randrange(200)]), chance.choice(places)
        words = [f"Shelling killed {dead} civilians in {place} on {chance.randrange(1, 28)} May 2025.",
                 f"مقتل {dead} مدنيين في قصف على {place} يوم {chance.randrange(1, 28)} أيار 2025."]  # fmt: skip
        text = chance.choice(words) + chance.choice(odd)
        more = {
            "note": [1.5, 1e300, 2**53, None, {"é": chance.random()}],
            "language": chance.choice(["", "ar"]),
        }
        rows.append(report(f"r-{seed}-{n}", text, **more))
    return rows
