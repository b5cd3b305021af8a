"""A sum as JSON and CSV: the row of the tally itself, which `recount.py` takes, with every incident and variant."""

from __future__ import annotations

from collections.abc import Mapping

from cairn.publish.rows.receipt_key import command, recount_command
from cairn.tally.model import Sum
from cairn.vocab.labels import LANGUAGES, say, sections

from .members import adds
from .page import title_of
from .printed import Receipt, Receipts, others
from .sensitivity import grades_of

COLUMNS = (
    "figure", "incident_id", "code", "date_start", "date_end", "place_name", "grades", "killed_adds_min",
    "killed_adds_max", "killed_given", "injured_adds_min", "injured_adds_max", "injured_given", "jointly_with",
    "parent_id",
)  # fmt: skip


def receipt_json(receipts: Receipts, receipt: Receipt) -> dict[str, object]:
    """The sum with its definition first, as the tally gives it; then what its page adds."""
    titles = {lang: title_of(receipts, receipt, lang) for lang in LANGUAGES}
    return {
        "key": receipt.key,
        "titles": titles,
        **receipt.row,
        "caveat": {lang: say(lang, "range_note") for lang in LANGUAGES},
        "commands": {"record": command(receipt.row), "public_files": recount_command(receipt.key)},
        "otherwise": [_variant(v.key, v.members, v.killed, v.injured) for v in receipts.variants(receipt)]
        if receipt.members
        else [],
        "adds": member_rows(receipts, receipt),
    }


def member_rows(receipts: Receipts, receipt: Receipt) -> list[dict[str, object]]:
    """Each incident with what it adds at either end; null adds nothing."""
    rows: list[dict[str, object]] = []
    for row in receipt.members:
        incident: Mapping[str, object] = receipts.found.incidents[row.incident_id]
        ends: dict[str, object] = {}
        for outcome in ("killed", "injured"):
            told = adds(row, outcome)
            ends |= {
                f"{outcome}_adds_min": told.low,
                f"{outcome}_adds_max": told.high,
                f"{outcome}_given": told.way,
            }
        grades = sorted(g.value for g in grades_of(row, receipt.definition))
        held = {name: incident.get(name) for name in COLUMNS if name in incident}
        beside = list(others(row, receipt.definition))
        extra = {
            "figure": receipt.key,
            "incident_id": row.incident_id,
            "grades": grades,
            "jointly_with": beside,
        }
        whole = {**held, **ends, **extra}
        rows.append({name: whole.get(name) for name in COLUMNS})
    return rows


def _variant(key: str, members: tuple[str, ...], killed: Sum, injured: Sum) -> dict[str, object]:
    return {
        "key": key,
        "told": {lang: sections(lang)["otherwise"][key] for lang in LANGUAGES},
        "incidents": len(members),
        "killed": {"min": killed.min, "max_of_known": killed.max_of_known},
        "injured": {"min": injured.min, "max_of_known": injured.max_of_known},
        "incidents_without_figure": killed.without_figure,
        "members": list(members),
    }
