"""A comparison of declared and alleged as one object and as a page of text: with members, in the words of rule 22."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cairn.tally.declared import Alleged, Cell, Comparison, Group, Part, breakdown
from cairn.tally.declared_words import comparison_lines, label, ratio_lines, step_label, waterfall_lines
from cairn.tally.model import Sum
from cairn.tally.ratio import Factor, Ratio
from cairn.tally.waterfall import BOUNDS, Step, Waterfall, waterfall
from cairn.tally.words import range_of
from cairn.values import Range
from cairn.vocab.labels import sections

from .compare import WRONG
from .tallies import spoken, tally_json

LANGUAGES = ("en", "ar")
Json = dict[str, Any]
Names = Mapping[str, Mapping[str, str]]


def comparison_json(
    done: Comparison, ratios: Sequence[Ratio], names: Names, by: Sequence[str], draws: int, seed: int
) -> Json:
    """Everything: both totals, the rows with their members, breakdowns, waterfalls, ratios, and the words."""
    party = done.party
    falls = [waterfall(done, bound) for bound in BOUNDS]
    return {
        "known_on": done.known_on and done.known_on.isoformat(),
        "local": tally_json(done.local, names),
        "conceded": {
            "killed": _sum(party.killed),
            "injured": _sum(party.injured),
            "entries": list(party.entries),
            "incidents": party.incidents,
            "published": {"killed": _sum(party.published), "entries": party.published_entries},
            "machine_suggested": party.suggested,
            "elsewhere": party.elsewhere,
            "undated": party.undated,
            "unplaced": party.unplaced,
            "dayless": party.dayless,
        },
        "beside_the_range": dict(done.figures),
        "rows": [_cell(cell) for cell in done.cells],
        "breakdowns": {key: [_group(g) for g in breakdown(done, key)] for key in by},
        "waterfall": {fall.bound: _fall(fall) for fall in falls},
        "ratio": {
            "bounds": {ratio.bound: _ratio(ratio) for ratio in ratios},
            "draws": draws,
            "seed": seed,
            "links_taken_to_be_wrong": WRONG,
            "spread": "uncertainty of our matching only",
        },
        "incidents": [_alleged(a) for a in done.incidents],
        "parts": [_part(p) for p in done.parts],
        "lines": {lang: _lines(done, falls, ratios, names, lang, draws, seed) for lang in LANGUAGES},
    }


def _lines(
    done: Comparison,
    falls: Iterable[Waterfall],
    ratios: Sequence[Ratio],
    names: Names,
    lang: str,
    draws: int,
    seed: int,
) -> Json:
    of_register = bool(done.definition.register)
    return {
        "totals": comparison_lines(done, lang, spoken(names, lang)),
        "waterfall": {fall.bound: waterfall_lines(fall, lang, of_register=of_register) for fall in falls},
        "ratio": ratio_lines(ratios, draws, seed, WRONG, lang, of_register=of_register),
    }


def comparison_text(done: Comparison, value: Json, names: Names, by: Sequence[str]) -> str:
    """The whole as a person reads it in a terminal. `names` gives actors, and provinces by their P-codes."""
    told = value["lines"]["en"]
    blocks = [told["totals"], _table(done.cells, done)]
    for key in by:
        blocks += [_broken_down(key, done, names)]
    blocks += [*told["waterfall"].values(), told["ratio"]]
    return "\n\n".join("\n".join(block) for block in blocks)


def _head(done: Comparison) -> tuple[str, ...]:
    local = "killed, register" if done.definition.register else "killed, locally"
    return ("incidents", local, "no figure", "entries", "killed, conceded", "no figure", "by machine")


def _table(cells: Sequence[Cell], done: Comparison) -> list[str]:
    """The outcomes as a table, and a last row with both totals."""
    rows: list[tuple[str, ...]] = [("", *_head(done))]
    rows += [_row(label(c.standing), c) for c in cells]
    rows.append(
        (
            "all of these",
            f"{done.local.incidents:,}",
            range_of(done.local.killed),
            f"{done.local.killed.without_figure:,}",
            f"{len(done.party.entries):,}",
            range_of(done.party.killed),
            f"{done.party.killed.without_figure:,}",
            f"{sum(c.suggested for c in cells):,}",
        )
    )
    return _aligned(rows)


def _row(name: str, cell: Cell) -> tuple[str, ...]:
    entries = cell.entry_ids
    return (
        name,
        f"{len(cell.incidents):,}" if cell.incidents else "-",
        range_of(cell.killed) if cell.killed.without_figure < len(cell.incidents) else "-",
        f"{cell.killed.without_figure:,}" if cell.incidents else "-",
        f"{len(entries):,}" if cell.parts else "-",
        range_of(cell.conceded) if cell.parts and cell.conceded.without_figure < len(cell.parts) else "-",
        f"{cell.conceded.without_figure:,}" if cell.parts else "-",
        f"{cell.suggested:,}",
    )


def _broken_down(by: str, done: Comparison, names: Names) -> list[str]:
    rows: list[tuple[str, ...]] = [(f"by {by}", "", *_head(done))]
    for group in breakdown(done, by):
        name = _called(by, group.key, names)
        for cell in group.cells:
            if cell.incidents or cell.parts:
                first, *rest = _row(label(cell.standing), cell)
                rows.append((name, first, *rest))
                name = ""
    return _aligned(rows, words=2)


def _called(by: str, key: str, names: Names) -> str:
    if not key:
        return {"partner": "nobody spoke", "grade": "no incident linked"}.get(by, f"{by} not known")
    if by in ("partner", "place"):
        return names.get(key, {}).get("en", key)
    return sections("en")["grade"].get(key, key) if by == "grade" else key


def _aligned(rows: Sequence[tuple[str, ...]], words: int = 1) -> list[str]:
    """Columns side by side: words to the left, the rest to the right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if n < words else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _labels(key: str, called: Any = label) -> dict[str, str]:
    return {lang: called(key, lang) for lang in LANGUAGES}


def _sum(s: Sum) -> Json:
    return {"min": s.min, "max_of_known": s.max_of_known, "without_figure": s.without_figure}


def _range(r: Range) -> list[int | None]:
    return [r.min, r.max]


def _cell(cell: Cell) -> Json:
    return {
        "outcome": cell.standing.value,
        "label": _labels(cell.standing.value),
        "incidents": list(cell.incident_ids),
        "killed": _sum(cell.killed),
        "injured": _sum(cell.injured),
        "entries": list(cell.entry_ids),
        "conceded_killed": _sum(cell.conceded),
        "conceded_injured": _sum(cell.conceded_injured),
        "machine_suggested": cell.suggested,
    }


def _group(group: Group) -> Json:
    return {"key": group.key or None, "rows": [_cell(c) for c in group.cells if c.incidents or c.parts]}


def _fall(fall: Waterfall) -> Json:
    return {"start": fall.start, "steps": [_step(s) for s in fall.steps], "end": fall.end}


def _step(step: Step) -> Json:
    return {
        "step": step.key,
        "label": _labels(step.key, step_label),
        "change": step.change,
        "incidents": list(step.incidents),
        "entries": list(step.entries),
    }


def _ratio(ratio: Ratio) -> Json:
    return {
        "alleged": ratio.alleged,
        "conceded": ratio.conceded,
        "same_events": {
            "alleged": ratio.same_alleged,
            "conceded": ratio.same_conceded,
            "clusters": ratio.clusters,
        },
        "total": _factor(ratio.total),
        "factor_coverage": _factor(ratio.coverage),
        "factor_same_events": _factor(ratio.same_events),
    }


def _factor(factor: Factor) -> Json:
    def told(value: Any) -> float | None:
        return None if value is None else round(float(value), 4)

    return {
        "value": told(factor.value),
        "low": told(factor.low),
        "high": told(factor.high),
        "draws": factor.draws,
    }


def _alleged(a: Alleged) -> Json:
    return {
        "incident_id": a.incident_id,
        "code": a.code or None,
        "outcome": a.standing.value,
        "killed": [a.killed.min, a.killed.max],
        "conceded_killed": _range(a.conceded),
        "date": a.day and a.day.isoformat(),
        "admin1_pcode": a.admin1_pcode or None,
        "grade": a.grade and a.grade.value,
        "entries": list(a.entries),
        "offered_entries": list(a.offered),
        "decided_by_entry": a.entry_id or None,
        "actor": a.actor or None,
        "said_on": a.said_on and a.said_on.isoformat(),
        "before": a.before and a.before.value,
        "lag_days": a.lag_days,
        "machine_suggested": a.suggested,
    }


def _part(p: Part) -> Json:
    return {
        "entry_id": p.entry_id,
        "incident_id": p.incident_id or None,
        "actor": p.actor,
        "outcome": p.standing.value,
        "low": p.low,
        "high": p.high,
        "of_entry": _range(p.whole),
        "date": p.day and p.day.isoformat(),
        "admin1_pcode": p.admin1_pcode or None,
        "said_on": p.said_on and p.said_on.isoformat(),
        "machine_suggested": p.suggested,
        "entry_counted_here": p.counted,
        "why": p.why or None,
    }
