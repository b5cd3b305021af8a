"""`cairn ask-model`: a language model reads reports a second time, beside the rules."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click

from cairn.shell.workspace import Workspace

from .frame import Answer, Progress, opened

WORDS = {
    "text_speaks_to_a_machine": "our reader says so too, but the text tells its reader what to say",
    "only_in_the_quote": "the words say it; our reader takes nothing from them there",
    "read_otherwise": "our reader reads these words otherwise there",
    "number_not_in_quote": "unverified: the words do not give this figure",
    "quote_not_in_text": "unverified: these words are not in the report",
}


@click.command("ask-model")
@click.argument("reports", nargs=-1)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many reports."
)
@click.option("--dry-run", is_flag=True, help="Say what would be sent where, and send nothing.")
@opened
def ask_model(ws: Workspace, reports: tuple[str, ...], limit: int, dry_run: bool) -> Answer:
    """Have a language model read REPORTS a second time; without any, those whose reading waits for a look.

    Off until cairn.toml has a table [llm]. The model adds no figure: a claim is accepted where our reader says the
    same of the same words. What else it says is listed for a person, and words that say otherwise send a reading
    that could have gone unseen to a person. See docs/guide/language-model.md.
    """
    from cairn.shell.acts import ask_model as act
    from cairn.shell.export.masking import NameMask
    from cairn.shell.llm.client import demand_client
    from cairn.shell.llm.settings import settings_of
    from cairn.shell.records.load import withdrawn
    from cairn.shell.workspace import alone

    settings = settings_of(ws.config)
    chosen = act.choose(ws, settings, reports, limit)
    value: dict[str, Any] = {
        "model": settings.model,
        "endpoint": settings.endpoint,
        "hosted": settings.is_hosted,
        "dry_run": dry_run,
        "reports": [row.id for row in chosen.reports],
        "kept_back": [{"report": report, "source_kind": kind} for report, kind in chosen.kept_back],
        "asked_before": chosen.asked_before,
    }
    if dry_run:
        return value, "\n".join(_would(value))
    demand_client()
    with alone(ws):
        done = act.ask_model(ws, chosen.reports, settings, Progress())
    mask = NameMask(withdrawn("name"))
    shown = [{k: v for k, v in row.items() if k not in ("parameters", "answer")} for row in done]
    value["answers"] = [row | {"claims": mask.throughout(row["claims"])} for row in shown]
    return value, "\n".join(_told(value))


def _would(value: dict[str, Any]) -> list[str]:
    to = f"{value['model']} at {value['endpoint']}" + (
        ", which is not this machine" if value["hosted"] else ""
    )
    return [
        f"{len(value['reports'])} reports would be read by {to}: {', '.join(value['reports']) or 'none'}",
        *_rest(value),
    ]


def _rest(value: dict[str, Any]) -> list[str]:
    lines = []
    if value["asked_before"]:
        lines.append(f"{value['asked_before']} were read by it before.")
    if value["kept_back"]:
        kinds = Counter(row["source_kind"] for row in value["kept_back"])
        told = ", ".join(f"{n} of {kind}" for kind, n in sorted(kinds.items()))
        lines.append(f"Kept back from a hosted model, as hosted_may_read says: {told}.")
    return lines


def _told(value: dict[str, Any]) -> list[str]:
    weights = Counter(w for row in value["answers"] for w in row["accounts"].values())
    faults = Counter(row["fault"] for row in value["answers"] if row["fault"])
    moved = sum(len(row["to_review"]) for row in value["answers"])
    lines = [
        f"{len(value['answers'])} reports read by {value['model']}: {weights['supports']} readings supported, "
        f"{weights['doubts']} doubted ({moved} sent to review), {weights['silent']} without a word on them."
    ]
    lines += [f"{n} answers came to nothing: {code}" for code, n in sorted(faults.items())]
    for row in value["answers"]:
        lines += [_line(row["report"], claim) for claim in row["claims"] if claim["finding"] in WORDS]
    return [*lines, *_rest(value)]


def _line(report: str, claim: dict[str, Any]) -> str:
    where = claim["account"] or report
    words = " ".join((claim["quote"] or claim["said_quote"]).split())[:120]
    ends = f" {claim['min']} to {claim['max']}" if (claim["min"], claim["max"]) != (None, None) else ""
    return f"  {where}  {claim['kind']}{ends}  “{words}”  {WORDS[claim['finding']]}"
