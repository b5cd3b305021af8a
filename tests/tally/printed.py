"""Totals read from an invented text, as an invented paper prints them."""

from __future__ import annotations

from datetime import date

from cairn.extract.read import extract
from cairn.places.gazetteer import Gazetteer
from cairn.sources.report import Report
from cairn.tally.reported import ReportedFigure, reported

DAY = date(2017, 8, 5)


def totals(text: str) -> tuple[ReportedFigure, ...]:
    read = extract(Report(id="paper-1", text=text), Gazetteer(()), published=DAY, captured=None)
    claims = [(c.id_in("t"), c) for a in read.accounts for c in a.claims]
    return reported(claims, text, "paper-1", "Harbour Courier (invented)", DAY, read.language)
