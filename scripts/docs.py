"""Write the parts of docs/ that are made from the code, or check that they are up to date (--check)."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cairn.publish.formats import losses
from cairn.publish.tables.specification import dictionary
from cairn.shell.cli import main as cairn
from cairn.sources.register_words import flag_dictionary

ROOT = Path(__file__).resolve().parents[1]


def commands() -> str:
    """Every command's help, as Markdown."""
    parts = [
        "# The command line",
        "",
        "Made by `make docs` from the commands themselves; do not edit by hand.",
        "",
    ]
    for name, command in cairn.commands.items():
        parts += _help(f"cairn {name}", command)
    return "\n".join(parts)


def tables() -> str:
    """The data dictionary, and what each format loses."""
    told = (
        "What does not come back out of a file is told here and held by tests. `cairn export TABLE --format FORMAT` "
        "writes each; a published site has them all in its folder `data/`. Parquet needs the extra `parquet`."
    )
    return f"{dictionary()}\n## The formats\n\n{told}\n\n{losses()}\n"


def _help(name: str, command: click.Command) -> list[str]:
    """The help of a command, and after it of those that it is a group of."""
    context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100)
    parts = [f"## {name}", "", "```", command.get_help(context), "```", ""]
    inner = command.commands.items() if isinstance(command, click.Group) else ()
    return parts + [line for key, one in inner for line in _help(f"{name} {key}", one)]


def main() -> int:
    """0 where all is up to date or written, 1 where a checked file is not."""
    made = {ROOT / "docs/commands.md": commands(), ROOT / "docs/tables.md": tables()}
    made[ROOT / "docs/register-flags.md"] = flag_dictionary()
    stale = [p for p, text in made.items() if not p.exists() or p.read_text("utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date: run `make docs`", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(made[path], "utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
