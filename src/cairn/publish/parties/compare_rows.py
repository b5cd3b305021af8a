"""Rows of a comparison's breakdown, by year and by partner, and of its ratio, which stands on that page alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cairn.publish.rows.index import Index
from cairn.publish.rows.record import CoverageRow
from cairn.publish.wording.figures import range_html
from cairn.publish.wording.markup import Html, text
from cairn.tally.declared_model import OF_INCIDENTS, Group
from cairn.tally.ratio import Factor, Ratio
from cairn.vocab.labels import between, label, say


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One year or partner: incidents and what is accepted, and how many incidents stand where."""

    label: str
    coverage: str
    incidents: int
    killed: Html
    accepted: Html
    counts: tuple[int, ...]
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class RatioRow:
    """The ratio at one bound in its two factors, each with the spread of its draws."""

    label: str
    alleged: int
    conceded: int
    total: str
    total_spread: str
    other_incidents: str
    other_spread: str
    same_events: str
    same_spread: str
    clusters: int


def _group(group: Group, name: str, coverage: str, lang: str) -> GroupRow:
    by_standing = {cell.standing: cell for cell in group.cells}
    incidents = sum(len(cell.incidents) for cell in group.cells)
    parts = [p for cell in group.cells for p in cell.parts]
    local = [cell.killed for cell in group.cells]
    unknown = sum(s.without_figure for s in local)
    if not incidents:
        killed = text("")
    elif unknown >= incidents:
        killed = range_html(lang, None, None)
    else:
        killed = range_html(lang, sum(s.min for s in local), sum(s.max_of_known for s in local))
    accepted = text("")
    if parts:
        told = any(not p.killed.is_unknown for p in parts)
        ends = (sum(p.low for p in parts), sum(p.high for p in parts)) if told else (None, None)
        accepted = range_html(lang, *ends)
    counts = tuple(len(by_standing[s].incidents) for s in OF_INCIDENTS)
    return GroupRow(name, coverage, incidents, killed, accepted, counts)


def years(groups: Sequence[Group], covered: Sequence[CoverageRow], lang: str) -> Iterable[GroupRow]:
    """Every year from the first to the last with how it was watched; one without an incident is a gap, never nought."""
    by_year = {g.key: g for g in groups}
    known = [int(key) for key in by_year if key]
    for year in range(min(known), max(known) + 1) if known else ():
        told = _watched(str(year), covered, lang)
        group = by_year.get(str(year))
        if group is None:
            yield GroupRow(str(year), told, 0, text(""), text(""), (0,) * len(OF_INCIDENTS), is_gap=True)
        else:
            yield _group(group, str(year), told, lang)
    if "" in by_year:
        yield _group(by_year[""], say(lang, "undated"), "", lang)


def _watched(year: str, covered: Sequence[CoverageRow], lang: str) -> str:
    """How the days of a year were monitored: every level that touches it."""
    levels = {
        row.get("level", "")
        for row in covered
        if (row.get("from_day") or "")[:4] <= year <= (row.get("to_day") or "9999")[:4]
    }
    order = [str(level) for level in ("full", "partial", "none") if level in levels] or ["untold"]
    return between(lang, "semicolon").join(label(lang, "coverage", level) for level in order)


def partners(found: Index, groups: Sequence[Group], lang: str) -> Iterable[GroupRow]:
    """One row for each partner whose word decides where an incident stands."""
    return (_group(g, _partner(found, g.key, lang), "", lang) for g in groups)


def _partner(found: Index, actor: str, lang: str) -> str:
    return found.name("actor", actor, lang) if actor else say(lang, "compare_no_partner")


def ratio_row(ratio: Ratio, lang: str) -> RatioRow:
    """The ratio at one bound, to two places; a factor without a value has none."""
    return RatioRow(
        label=say(lang, f"bound_{ratio.bound}"),
        alleged=ratio.alleged,
        conceded=ratio.conceded,
        total=_number(ratio.total.value, lang),
        total_spread=_spread(ratio.total, lang),
        other_incidents=_number(ratio.coverage.value, lang),
        other_spread=_spread(ratio.coverage, lang),
        same_events=_number(ratio.same_events.value, lang),
        same_spread=_spread(ratio.same_events, lang),
        clusters=ratio.clusters,
    )


def _number(value: Fraction | None, lang: str) -> str:
    return say(lang, "ratio_no_value") if value is None else f"{float(value):.2f}"


def _spread(factor: Factor, lang: str) -> str:
    """Between what nineteen of twenty draws lie; an end that some draws do not have is said to be open."""
    if factor.value is None or not factor.draws:
        return ""
    if factor.low is None and factor.high is None:
        return say(lang, "ratio_no_ends")
    low, high = (
        say(lang, "ratio_open") if v is None else f"{float(v):.2f}" for v in (factor.low, factor.high)
    )
    return say(lang, "ratio_spread", low=low, high=high)
