"""`cairn report`: the assessment of a month or a year, as one page or on paper."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from cairn.shell.workspace import Workspace
from cairn.vocab.labels import LANGUAGES

from .definition import DAY
from .frame import Answer, opened

FORMATS = ("html", "pdf")


@click.command()
@click.option("--from", "first", type=DAY, required=True, help="First day.")
@click.option("--to", "last", type=DAY, required=True, help="Last day.")
@click.option(
    "--actor", "actors", multiple=True, help="Id, name or alias of a party; default all, each by itself."
)
@click.option("--country", default="", help="ISO code.")
@click.option("--lang", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
@click.option("--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="A file; default in the workspace."
)
@click.option("--preview", is_flag=True, help="Everything, marked on every page as machine reading.")
@opened
def report(
    ws: Workspace,
    first: datetime,
    last: datetime,
    actors: tuple[str, ...],
    country: str,
    lang: str,
    form: str,
    out: Path | None,
    preview: bool,
) -> Answer:
    """Write the assessment of a month, a year or other days: sums with their definition, coverage first.

    Released and allow-listed only, unless --preview. The same record gives the same bytes.
    """
    from cairn.publish.report.page import period_report
    from cairn.shell.export.report import period_material
    from cairn.shell.export.report_pdf import ready, report_pdf
    from cairn.shell.site.report import report_html
    from cairn.shell.store.files import write_whole
    from cairn.tally.model import Definition
    from cairn.tally.words import sentence

    if form == "pdf":
        ready()  # refused here, before the record is read
    asked = Definition(actors=actors, country=country, from_day=first.date(), to_day=last.date())
    material = period_material(ws, asked, preview=preview)
    page = report_html(period_report(material, lang), lang)
    target = out or ws.root / _name(first, last, lang, form, preview=preview)
    write_whole(target, report_pdf(page, lang) if form == "pdf" else page.encode())
    value = {
        "out": str(target),
        "incidents": material.tally.incidents,
        "members": list(material.tally.members),
    }
    return value, f"{target}\n{sentence(material.tally, lang)}"


def _name(first: datetime, last: datetime, lang: str, form: str, *, preview: bool) -> str:
    kind = "preview" if preview else "report"
    return f"{kind}-{first.date()}-{last.date()}.{lang}.{form}"
