"""`cairn evaluate`: scores beside their baselines, on whatever truth is given."""

from __future__ import annotations

from pathlib import Path

import click

from cairn.errors import FileRefused

from .frame import Answer, Progress, answered

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument(
    "what",
    type=click.Choice(
        [
            "readings",
            "sentences",
            "origins",
            "claims",
            "places",
            "dates",
            "incidents",
            "duplicates",
            "grades",
            "names",
            "official",
        ]
    ),
)
@click.option(
    "--truth", required=True, multiple=True, type=FILE, help="JSON Lines of incidents with coded facts."
)
@click.option("--reports", type=FILE, help="JSON Lines of reports with incident_ids.")
@click.option(
    "--texts", multiple=True, type=FILE, help="For readings: JSON Lines that hold the labelled texts."
)
@click.option("--second", type=FILE, help="For readings: a second reader's labels of some of the same texts.")
@click.option(
    "--side",
    type=click.Choice(["score", "build"]),
    default="score",
    help="For readings and sentences: the half to score.",
)
@click.option(
    "--llm", type=FILE, help="For readings: a cairn.toml whose table [llm] names a model to set beside ours."
)
@click.option("--narratives", is_flag=True, help="Read each incident's own English narrative.")
@click.option("--split", type=FILE, help='JSON: ids to score, or {"id": "dev" or "held"}.')
@click.option("--places", multiple=True, type=FILE, help="Places to load beside the gazetteer that ships.")
@click.option(
    "--workspace",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Score what this workspace holds.",
)
@click.option("--full", is_flag=True, help="Print the baselines in every slice too.")
@click.option(
    "--noise",
    type=click.IntRange(min=0),
    default=0,
    help="For incidents: mix in so many reports of incidents that are not scored.",
)
@answered
def evaluate(
    what: str,
    truth: tuple[Path, ...],
    reports: Path | None,
    texts: tuple[Path, ...],
    second: Path | None,
    side: str,
    llm: Path | None,
    narratives: bool,
    split: Path | None,
    places: tuple[Path, ...],
    workspace: Path | None,
    full: bool,
    noise: int,
) -> Answer:
    """Score the stages against a coded truth, beside baselines and upper bounds.

    \b
    readings   everything read of a text against labels made by hand (tests/gold), and whether confidence holds
    origins    which reports go back to one first-hand source, on pairs labelled by hand (tests/gold)
    sentences  languages read by a word list, on invented sentences with labels
    claims     killed and injured, as ranges
    places     the event's point: within 1, 5, 20, 100 km; abstention; is the stated radius honest
    dates      the event's day: exact, within 1, 3, 7 days; undated texts apart
    incidents  which reports are of one incident (B-cubed, pairwise); is the probability of a join honest
    duplicates incidents of ours that are one true incident, and whether the finder suspects them
    grades     suggested grades and alleged actors, on the true grouping and on ours
    names      people's names found across Arabic and Latin script
    official   a party's own statements: outcome, reason, figures, days

    The answers (incident_ids and all that is coded) are hidden from the stages. Intervals are drawn by incident.
    """
    from cairn.shell.evaluate.measure import Asked, measure, measure_readings
    from cairn.shell.evaluate.names import measure_names
    from cairn.shell.evaluate.official import measure_official
    from cairn.shell.evaluate.origins import measure_origins
    from cairn.shell.evaluate.sentences import measure_sentences

    if what == "readings":
        return measure_readings(truth, texts, second, side, places, Progress(), llm)
    if what == "origins":
        return measure_origins(truth, texts, side, Progress())
    if what == "sentences":
        return measure_sentences(truth, side)
    if what == "names":
        return measure_names(truth, split, Progress())
    if what == "official":
        return measure_official(truth, split, Progress())
    if reports is None and workspace is None and not narratives:
        raise FileRefused(
            "evaluate-nothing-to-read",
            "there is nothing to read",
            field="reports",
            remedy="Give --reports FILE, --workspace DIR, or --narratives.",
        )
    return measure(Asked(what, truth, reports, narratives, split, places, workspace, full, noise), Progress())
