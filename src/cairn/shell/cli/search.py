"""`cairn search`: every report that says a word, in any spelling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from cairn.shell.workspace import Workspace

from .frame import Answer, Progress, opened

SHOWN = 3
"""Passages shown of one report on the terminal; `--json` gives all."""


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(0), default=20, show_default=True, help="Reports shown; all are counted."
)
@opened
def search(ws: Workspace, words: tuple[str, ...], limit: int) -> Answer:
    """Every report that says all these WORDS, in any spelling, Arabic or Latin; the newest first.

    Arabic words are found with and without article and prefixes. A phrase in quotes is found as it stands;
    a word with * at its end is a beginning.
    """
    from cairn.extract.wordsearch import question
    from cairn.shell.search import search as look

    try:
        parts = question(*words)
    except ValueError as e:
        raise click.BadParameter(str(e), param_hint="WORDS") from e
    found = look(ws, parts, limit, Progress())
    value = {"asked": [part.asked for part in parts], "count": found.count, "reports": list(found.reports)}
    counted = "1 report says" if found.count == 1 else f"{found.count:,} reports say"
    told = [f"{counted} {' '.join(part.asked for part in parts)}."]
    if found.count > len(found.reports):
        told[0] += f" The newest {len(found.reports):,} are shown."
    return value, "\n".join([*told, *(line for row in found.reports for line in _told(row))])


def _told(row: Mapping[str, Any]) -> list[str]:
    head = (
        f"{row['id']}  {(row['published'] or 'date unknown')[:10]}  {row['publisher'] or row['source_kind']}"
    )
    told = ["", head]
    told += [f"  [{p['start']}:{p['end']}]  {_with_hit_marked(p)}" for p in row["passages"][:SHOWN]]
    if len(row["passages"]) > SHOWN:
        told.append(f"  and {len(row['passages']) - SHOWN} more in this report")
    return told


def _with_hit_marked(passage: Mapping[str, Any]) -> str:
    """The words as they are written; on a terminal those that were found stand out."""
    around = passage["around"]
    before = around["text"][: passage["start"] - around["start"]]
    after = around["text"][passage["end"] - around["start"] :]
    return " ".join((before + click.style(passage["quote"], bold=True, underline=True) + after).split())
