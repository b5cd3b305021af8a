"""Totals that sources print, each beside what is known: internal, in no figure of ours and in nothing public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from cairn.actors.groups import Member, members_of, wholes_of
from cairn.errors import NotFound
from cairn.shell.records import load
from cairn.shell.records.convert import claim_of
from cairn.shell.records.models import AccountRow, ReportRow
from cairn.shell.records.registers import against, registers
from cairn.shell.workspace import Workspace
from cairn.tally import tally
from cairn.tally.critique import Critique, Known, critique, ends_of
from cairn.tally.critique_words import critique_lines
from cairn.tally.model import Definition, Row
from cairn.tally.reported import COUNTED, STATED, ReportedFigure, reported
from cairn.vocab.closed import LIKELY, Grade, Kind

from .bulletins import bulletins_of
from .incidents import Incidents
from .names import names_of
from .registers import tally_rows_of
from .sources import Said
from .standing import standing_of
from .tallies import spoken, tally_rows

Json = dict[str, Any]
_GRADES = (tuple(sorted(LIKELY)), tuple(Grade))
OURS = "in this record"


def reported_figures(ws: Workspace, report_id: str = "") -> list[ReportedFigure]:
    """Every total printed in the reports that stand, by report and words; of one report, where it is named.

    Raises `NotFound` for a report that is not here.
    """
    said = Said(ws)
    if report_id and report_id not in said.texts:
        raise NotFound(
            "report-unknown",
            "no report goes by this name",
            field="report",
            value=report_id,
            remedy="Give the id of a report; `cairn export reports` lists them.",
        )
    accounts = AccountRow.objects.filter(live=True)
    if report_id:
        accounts = accounts.filter(report_id=report_id)
    by_account = dict(accounts.order_by("report_id", "n").values_list("id", "report_id"))
    claims = load.claims_by_account(by_account if report_id else None)
    reports = ReportRow.objects.select_related("source").in_bulk(set(by_account.values()))
    found: list[ReportedFigure] = []
    for account, report in by_account.items():
        totals = [c for c in claims.get(account, ()) if c.event == "cumulative" and c.kind in COUNTED]
        if totals and report in said.texts:
            told = [(c.id, claim_of(c)) for c in claims[account]]
            found += _of(reports[report], told, said.texts[report], said)
    return found


def _of(row: ReportRow, claims: Sequence[tuple[str, Any]], text: str, said: Said) -> Iterator[ReportedFigure]:
    published = row.published.date() if row.published else None
    for figure in reported(claims, text, row.id, said.mask(row.source.name), published, row.language):
        yield replace(figure, attributed_to=said.mask(figure.attributed_to))


def critiques(ws: Workspace, report_id: str = "") -> list[Critique]:
    """Each printed total with what can be told of it; all totals of the record stand beside it."""
    wanted = reported_figures(ws, report_id)
    everything = reported_figures(ws) if report_id else wanted
    sums = Sums(ws)
    return [critique(figure, everything, sums.beside(figure)) for figure in wanted]


class Sums:
    """The sums that a printed total may be made of: ours, each register's, and what a party's bulletins state."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.standing = standing_of(ws)
        self.within: dict[tuple[str, ...], tuple[Member, ...]] = {}
        self.kept: dict[tuple[Definition, str, Kind], tuple[Known, ...]] = {}

    def beside(self, figure: ReportedFigure) -> list[Known]:
        """Known figures for each of its actors and their coalitions, over its days and in its countries."""
        last = figure.last or figure.published
        named = dict.fromkeys([*figure.actors, *(g for a in figure.actors for g in self._groups(a))])
        asked = [
            Definition(actors=(actor,), country=country, from_day=figure.first, to_day=last, grades=grades)
            for actor in named
            for country in ("", *figure.countries)
            for grades in _GRADES
        ]
        found = [known for definition in asked for known in self._ends(definition, figure.kind)]
        return [*found, *(known for known in self.stated if known.kind is figure.kind)]

    def _groups(self, actor: str) -> list[str]:
        return list(dict.fromkeys(m.of for m in wholes_of(actor, self.standing.rolls)))

    def _members(self, actors: tuple[str, ...]) -> tuple[Member, ...]:
        if actors not in self.within:
            self.within[actors] = members_of(actors, self.standing.rolls)
        return self.within[actors]

    def _ends(self, definition: Definition, kind: Kind) -> Iterator[Known]:
        members = self._members(definition.actors)  # a coalition counts what its members did
        yield from self._kept(replace(definition, members=members), OURS, self.ours, kind)
        for name, rows in self.theirs.items():
            theirs = replace(definition, register=name, grade_of="incident")
            yield from self._kept(theirs, f"in the register {name}", rows, kind)

    def _kept(self, asked: Definition, whose: str, rows: Sequence[Row], kind: Kind) -> tuple[Known, ...]:
        key = (asked, whose, kind)
        if key not in self.kept:
            self.kept[key] = ends_of(tally(rows, asked), whose, kind)
        return self.kept[key]

    @cached_property
    def ours(self) -> list[Row]:
        """Our incidents as a tally sees them."""
        return tally_rows(Incidents())

    @cached_property
    def theirs(self) -> dict[str, list[Row]]:
        """The incidents of each register."""
        known = against(self.ws) if registers() else None
        return {name: tally_rows_of(name, known) for name in registers()} if known else {}

    @cached_property
    def stated(self) -> list[Known]:
        """Totals to date that a party's bulletins state: what it accepts itself."""
        return [
            Known(
                bulletin.figures["killed_to_date"],
                STATED,
                f"in the bulletin of {bulletin.published}",
                grades="conceded",
                actors=(actor,),
                last=bulletin.published,
            )
            for actor, told in bulletins_of().items()
            for _, bulletin in told
            if "killed_to_date" in bulletin.figures
        ]


def reported_rows(ws: Workspace, report_id: str = "") -> list[Json]:
    """The table `reported_figures`."""
    texts, names = Said(ws).texts, names_of(ws)
    spoken_names = {lang: spoken(names, lang) for lang in ("en", "ar")}
    found = []
    for told in critiques(ws, report_id):
        figure = told.figure
        found.append(
            {
                "id": figure.id,
                "report_id": figure.report_id,
                "start": figure.passage.start,
                "end": figure.passage.end,
                "quote": figure.passage.of(texts[figure.report_id]),
                "kind": figure.kind.value,
                "min": figure.figure.min,
                "max": figure.figure.max,
                "qualifier": figure.qualifier,
                "bound": figure.end,
                "status": figure.status.value,
                "actors": list(figure.actors),
                "countries": list(figure.countries),
                "places": list(figure.places),
                "from": figure.first and figure.first.isoformat(),
                "to": figure.last and figure.last.isoformat(),
                "who": figure.who,
                "attributed_to": figure.attributed_to,
                "published": figure.published and figure.published.isoformat(),
                "can_be_told": told.can_be_told,
                **{
                    f"critique_{lang}": critique_lines(told, lang, spoken_names[lang])
                    for lang in ("en", "ar")
                },
            }
        )
    return found
