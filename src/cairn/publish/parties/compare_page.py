"""Declared and alleged, side by side, for one party: a comparison enters, the view of its page leaves.

Coverage first (rule 19), then the two sentences of rule 22, one closed outcome for each incident, the steps from one
total to the other, years and partners, and last, here and nowhere else, the ratio with its warning.
"""

from __future__ import annotations

from dataclasses import dataclass

from cairn.publish.drawings.waterfall_chart import Bar, waterfall_chart
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import CoverageRow
from cairn.publish.wording.coverage_words import CoverageLine, Levels, coverage_line, levels_of
from cairn.publish.wording.entry_words import not_linked_words
from cairn.publish.wording.figures import range_html, spoken_html
from cairn.publish.wording.markup import Html, text
from cairn.tally.declared import breakdown
from cairn.tally.declared_model import OF_INCIDENTS, OF_PARTS, Cell, Comparison, Standing
from cairn.tally.declared_words import comparison_lines
from cairn.tally.model import Sum
from cairn.tally.waterfall import BOUNDS, Step, Waterfall, waterfall
from cairn.tally.words import coverage_lines
from cairn.vocab.labels import label, say, sections

from .compare_rows import GroupRow, RatioRow, partners, ratio_row, years


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One closed outcome: its incidents and entries with their lists, and the sums of either side."""

    key: str
    label: str
    meaning: str
    incidents: int
    incidents_href: str
    killed: Html
    entries: int
    entries_href: str
    accepted: Html
    machine: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the waterfall in its table."""

    label: str
    change: str
    after: int
    incidents: int
    entries: int
    href: str


@dataclass(frozen=True, slots=True)
class Steps:
    """The waterfall at one bound: its drawing and the same in rows."""

    bound: str
    title: str
    chart: Html
    rows: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Everything the template sets down."""

    actor: str
    slug: str
    name: str
    coverage: tuple[CoverageLine, ...]
    sentences: tuple[Html, ...]
    beside: tuple[Html, ...]
    definition: Html
    standings: tuple[StandingRow, ...]
    totals: StandingRow
    steps: tuple[Steps, ...]
    columns: tuple[str, ...]
    years: tuple[GroupRow, ...]
    partners: tuple[GroupRow, ...]
    ratios: tuple[RatioRow, ...]
    machine: int
    not_linked: str

    @property
    def levels(self) -> Levels:
        """How well the party was monitored at one time or another, the fullest first."""
        return levels_of(self.coverage)


def compare_page(found: Index, actor: str, lang: str) -> ComparePage:
    """The page of one actor's comparison. Raises `KeyError` where the record holds none."""
    held = found.record.comparisons[actor]
    done = held.comparison
    slug, name = found.party_slugs[actor], found.name("actor", actor, lang)
    known = {*found.record.actors, *done.definition.actors, actor}
    names = {**sections(lang)["country"], **{key: found.name("actor", key, lang) for key in known}}
    skipped = len(
        coverage_lines(done.local.coverage, lang, names)
    )  # the page tells coverage in a table of its own
    definition, known_on, first, second, *rest = comparison_lines(done, lang, names)[skipped:]
    covered = _covered(found, done)
    not_linked = not_linked_words(found, actor, lang)
    rows = tuple(_standing(cell, slug, not_linked, lang) for cell in done.cells)
    return ComparePage(
        actor=actor,
        slug=slug,
        name=name,
        coverage=tuple(coverage_line(row, lang) for row in covered),
        sentences=(spoken_html(lang, first), spoken_html(lang, second)),
        beside=tuple(spoken_html(lang, line) for line in (known_on, *rest)),
        definition=spoken_html(lang, definition),
        standings=rows,
        totals=_totals(done, lang),
        steps=tuple(_steps(waterfall(done, bound), slug, lang) for bound in BOUNDS),
        columns=tuple(label(lang, "standing_short", s) for s in OF_INCIDENTS),
        years=tuple(years(breakdown(done, "year"), covered, lang)),
        partners=tuple(partners(found, breakdown(done, "partner"), lang)),
        ratios=tuple(ratio_row(r, lang) for r in held.ratios),
        machine=sum(cell.suggested for cell in done.cells),
        not_linked=not_linked,
    )


def _covered(found: Index, done: Comparison) -> list[CoverageRow]:
    rows = [r for r in found.record.coverage if r.get("actor") in (*done.definition.actors, "")]
    return sorted(rows, key=lambda r: (r.get("country", ""), r.get("from_day", ""), r.get("actor", "")))


def _sum_html(total: Sum, members: int, lang: str) -> Html:
    """A sum as a range; where nobody gives a figure that is said, and nothing where there is nobody."""
    if not members:
        return text("")
    if total.without_figure >= members:
        return range_html(lang, None, None)
    return range_html(lang, total.min, total.max_of_known)


def _standing(cell: Cell, slug: str, not_linked: str, lang: str) -> StandingRow:
    """`not_linked` stands where a reader looks for what no incident is linked to: the row itself holds none of it."""
    entries = sorted({p.entry_id for p in cell.parts})
    meaning = say(lang, "non_credible_meaning") if cell.standing is Standing.NON_CREDIBLE else ""
    return StandingRow(
        key=cell.standing.value,
        label=label(lang, "standing", cell.standing.value),
        meaning=not_linked if cell.standing is Standing.NOT_ALLEGED else meaning,
        incidents=len(cell.incidents),
        incidents_href=f"{slug}/{cell.standing.value}.html" if cell.incidents else "",
        killed=_sum_html(cell.killed, len(cell.incidents), lang),
        entries=len(entries),
        entries_href=f"{slug}/{cell.standing.value}-entries.html" if entries else "",
        accepted=_accepted(cell, lang),
        machine=cell.suggested,
    )


def _accepted(cell: Cell, lang: str) -> Html:
    if cell.standing not in OF_PARTS or not cell.parts:
        return text("")
    if all(p.whole.is_unknown for p in cell.parts):
        return range_html(lang, None, None)
    return range_html(lang, cell.conceded.min, cell.conceded.max_of_known)


def _totals(done: Comparison, lang: str) -> StandingRow:
    entries, incidents = len(done.party.entries), done.local.incidents
    return StandingRow(
        key="all",
        label=say(lang, "compare_total"),
        meaning="",
        incidents=incidents,
        incidents_href="",
        killed=_sum_html(done.local.killed, incidents, lang),
        entries=entries,
        entries_href="",
        accepted=_sum_html(done.party.killed, entries, lang),
        machine=0,
    )


def _steps(fall: Waterfall, slug: str, lang: str) -> Steps:
    bars = [Bar(say(lang, "step_start"), 0, fall.start, "start")]
    rows = [StepRow(say(lang, "step_start"), "", fall.start, 0, 0, "")]
    at = fall.start
    for step in fall.steps:
        if step.incidents or step.entries:
            name = label(lang, "step", step.key)
            if step.change:
                bars.append(Bar(name, at, at + step.change, "fall" if step.change < 0 else "rise"))
            at += step.change
            rows.append(
                StepRow(
                    name, _signed(step.change), at, len(step.incidents), len(step.entries), _where(step, slug)
                )
            )
    bars.append(Bar(say(lang, "step_end"), 0, fall.end, "end"))
    rows.append(StepRow(say(lang, "step_end"), "", fall.end, 0, 0, ""))
    title = say(lang, f"waterfall_{fall.bound}")
    return Steps(fall.bound, title, waterfall_chart(lang, title, bars), tuple(rows))


def _signed(n: int) -> str:
    return f"+{n}" if n > 0 else f"\u2212{-n}" if n < 0 else "0"


_OF_STEP = {s.value: s.value for s in Standing} | dict.fromkeys(
    ("lower", "same", "higher", "not_told", "no_local_figure"), Standing.CONCEDED.value
)


def _where(step: Step, slug: str) -> str:
    """The list that holds the step's members, where one does."""
    kind = _OF_STEP.get(step.key, "")
    if not kind:
        return ""
    return f"{slug}/{kind}.html" if step.incidents else f"{slug}/{kind}-entries.html"
