"""`cairn evaluate`: scores beside their baselines, on whatever truth is given."""

from __future__ import annotations

from pathlib import Path

import click

from cairn.errors import FileRefused

from .frame import Answer, Progress, answered

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("what", type=click.Choice(["claims", "incidents"]))
@click.option(
    "--truth", required=True, multiple=True, type=FILE, help="JSON Lines of incidents with coded facts."
)
@click.option("--reports", type=FILE, help="JSON Lines of reports with incident_ids.")
@click.option("--narratives", is_flag=True, help="Read each incident's own English narrative.")
@click.option("--split", type=FILE, help='JSON: ids to score, or {"id": "dev" or "held"}.')
@click.option("--places", multiple=True, type=FILE, help="Places to load beside the gazetteer that ships.")
@answered
def evaluate(
    what: str,
    truth: tuple[Path, ...],
    reports: Path | None,
    narratives: bool,
    split: Path | None,
    places: tuple[Path, ...],
) -> Answer:
    """Score readings or joins against a coded truth, beside baselines."""
    from cairn.shell.evaluate.measure import Asked, measure

    if reports is None and not narratives:
        raise FileRefused(
            "evaluate-nothing-to-read",
            "there is nothing to read",
            field="reports",
            remedy="Give --reports FILE, or --narratives.",
        )
    return measure(Asked(what, truth, reports, narratives, split, places), Progress())
