"""Answers "what is this" of an entry of another recorder's register: read, flagged, and each version of it."""

from __future__ import annotations

from typing import Any

from cairn.shell.records import registers
from cairn.shell.records.convert import moment_text
from cairn.shell.records.models import RegisterVersion
from cairn.shell.workspace import Workspace
from cairn.sources.register_words import flag_words

from .registers import exported
from .sources import Said
from .words import ends_of

Answer = tuple[dict[str, Any], str]


def explain_entry(ws: Workspace, name: str) -> Answer:
    """The entry this name leads to, others it leads to as well, and the versions it came in.

    Raises `NotFound` where it leads nowhere, `NotAllowed` where to several equally.
    """
    entry = registers.entry(name)
    also = [n for n in registers.named(name) if n.entry_id != entry.id]
    held = registers.held(entry.register_id, registers.against(ws))
    row = exported(next(h for h in held if h.id == entry.id))
    versions = [
        _version(v)
        for v in RegisterVersion.objects.filter(entry=entry).select_related("sealed_in").order_by("n")
    ]
    value = {
        "entry": row,
        "also": [{"entry": n.entry_id, "how": n.how} for n in also],
        "versions": versions,
    }
    value = Said(ws).mask.throughout(value)
    return value, "\n".join(_words(value["entry"], versions, registers.told(also)))


def _version(version: RegisterVersion) -> dict[str, Any]:
    return {
        "version": version.n,
        "act": version.sealed_in_id,
        "at": moment_text(version.sealed_in.at),
        "capture_sha256": version.capture_id,
        "row": version.capture_row,
    }


def _words(row: dict[str, Any], versions: list[dict[str, Any]], also: str) -> list[str]:
    filed = ", ".join(party["told"] for party in row["filed_under"]) or "nobody"
    where = ", ".join(part for part in (row["place_name"], row["admin1"]) if part) or "place unknown"
    words = [
        f"{row['code'] or row['ref']}  {row['id']}: of another recorder's register, and no incident of ours",
        f"{row['date_start'] or 'date unknown'}  {where}; filed under {filed}; "
        f"its recorder's grade: {row['grade_told'] or 'none'}",
        f"killed {ends_of(row, 'killed')}, injured {ends_of(row, 'injured')}, as a sum counts it",
    ]
    for flag in row["flags"]:
        said = flag_words()[flag["code"]]
        words.append(f"  {flag['code']} [{flag['field']}={flag['value']!r}]: {said.says}. {said.counts}")
    words += [f"the same name leads to {also}"] if also else []
    words += [
        f"version {v['version']}  {v['at']}  act {v['act']}, row {v['row']} of {v['capture_sha256']}"
        for v in versions
    ]
    return words
