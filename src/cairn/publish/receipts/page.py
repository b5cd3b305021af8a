"""The page of one sum: the sentence, what it counts, every incident in it, and what it would be otherwise.

A receipt enters, the view of its page leaves in one language: coverage first (rule 19), no middle (rule 24).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cairn.publish.buckets import conceded
from cairn.publish.rows.receipt_key import command, recount_command
from cairn.publish.rows.record import TallyRow
from cairn.publish.rows.scope import coverage_of
from cairn.publish.rows.tally import spoken
from cairn.publish.wording.coverage_words import CoverageLine, Levels, coverage_line, levels_of
from cairn.publish.wording.figures import range_html, range_words, spoken_html
from cairn.publish.wording.markup import Html, element, text
from cairn.tally.model import Sum
from cairn.tally.words import coverage_lines
from cairn.vocab.labels import label, say, sections

from .members import addition, total
from .printed import Receipt, Receipts
from .sensitivity import Variant
from .sensitivity_chart import Bar, sensitivity_chart
from .words import definition_rows, scope_words


@dataclass(frozen=True, slots=True)
class AdditionRow:
    """Incidents that give their figure in one way, and what they add."""

    name: str
    incidents: int
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class OtherwiseRow:
    """What the sum would be otherwise."""

    key: str
    name: str
    figure: Html
    incidents: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the sum and is not in it (rules 20, 21): its name, its figure if it has one, its page."""

    name: str
    figure: Html
    href: str


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """Everything the template sets down but the incidents, which are a list of their own."""

    key: str
    title: str
    actor: str
    actor_slug: str
    figure: Html
    empty: bool
    coverage: tuple[CoverageLine, ...]
    lines: tuple[Html, ...]
    beside: tuple[Beside, ...]
    definition: tuple[tuple[str, tuple[str, ...]], ...]
    addition: tuple[AdditionRow, ...]
    together: AdditionRow
    command: str
    recount: str
    chart: Html
    otherwise: tuple[OtherwiseRow, ...]

    @property
    def levels(self) -> Levels:
        """How well the party was monitored at one time or another, the fullest first."""
        return levels_of(self.coverage)


def receipt_page(receipts: Receipts, receipt: Receipt, lang: str) -> ReceiptPage:
    """The view of one receipt."""
    found, row, actor = receipts.found, receipt.row, receipt.row["actor_id"]
    others = receipts.variants(receipt) if receipt.members else ()
    low, high = total(receipt.members)
    names = [_way(g.way, lang) for g in addition(receipt.members)]
    groups = zip(names, addition(receipt.members), strict=True)
    return ReceiptPage(
        key=receipt.key,
        title=title_of(receipts, receipt, lang),
        actor=found.name("actor", actor, lang),
        actor_slug=found.actor_slugs[actor],
        figure=figure_html(row, lang),
        empty=not receipt.members,
        coverage=tuple(coverage_line(c, lang) for c in row.get("coverage", ())),
        lines=told_lines(receipts, row, lang),
        beside=beside(receipts, receipt, lang),
        definition=definition_rows(receipts, receipt, lang),
        addition=tuple(
            AdditionRow(name, g.incidents, *_ends(g.way, g.low, g.high, lang)) for name, g in groups
        ),
        together=AdditionRow(label(lang, "receipt", "total"), len(receipt.members), str(low), str(high)),
        command=command(row),
        recount=recount_command(receipt.key),
        chart=sensitivity_chart(lang, [_bar(v, lang) for v in others]),
        otherwise=tuple(_otherwise(v, lang) for v in others),
    )


def title_of(receipts: Receipts, receipt: Receipt, lang: str) -> str:
    """Who, how graded, and of which place and days where the sum is not of the whole record."""
    name = receipts.found.name("actor", receipt.row["actor_id"], lang)
    parts = [label(lang, "bucket", receipt.row["bucket"]), *scope_words(receipts, receipt, lang)]
    return f"{name}: {'، '.join(parts) if lang == 'ar' else ', '.join(parts)}"


def figure_html(row: TallyRow, lang: str) -> Html:
    """The sum for the eye; where no incident, or none with a figure, is summed it is said: no zero is shown."""
    if not row.get("incidents"):
        return element("span", {"class": "nofig"}, text(say(lang, "none_on_record")))
    killed = row.get("killed")
    if not killed or row.get("incidents_without_figure") == row.get("incidents"):
        return range_html(lang, None, None)
    return range_html(lang, killed.get("min"), killed.get("max_of_known"))


def beside(receipts: Receipts, receipt: Receipt, lang: str) -> tuple[Beside, ...]:
    """Beside a likely figure the contested one, and beside any what the party itself accepts of these incidents."""
    found, w, actor = receipts.found, sections(lang)["receipt"], receipt.row["actor_id"]
    name, told = found.name("actor", actor, lang), []
    if receipt.row["bucket"] == "likely":
        key = f"{receipt.key.removesuffix('likely')}contested"
        other = receipts.made.get(key)
        figure = figure_html(other.row if other else {"actor_id": actor, "bucket": "contested"}, lang)
        told.append(Beside(w["contested"], figure, f"../{key}/index.html" if other else ""))
    if receipt.members:
        mine = {
            r.incident_id: found.links[r.incident_id] for r in receipt.members if r.incident_id in found.links
        }
        accepted = conceded(replace(found, links=mine), actor)
        door = f"../../compare/{found.party_slugs[actor]}.html" if actor in found.record.comparisons else ""
        if accepted.figure:
            words = w["accepts"].format(actor=name, n=accepted.incidents)
            told.append(Beside(words, range_html(lang, *accepted.figure), door))
        else:
            told.append(Beside(w["accepts_none"].format(actor=name), Html(""), door))
    return tuple(told)


def told_lines(receipts: Receipts, row: TallyRow, lang: str) -> tuple[Html, ...]:
    """The whole statement of the tally but its coverage, which the page tells first in a table."""
    told = tuple(c for c in map(coverage_of, row.get("coverage", ())) if c is not None)
    skipped = set(coverage_lines(told, lang, spoken(receipts.found.record.actors, lang)))
    return tuple(
        spoken_html(lang, line) for line in row.get("lines", {}).get(lang, ()) if line not in skipped
    )


def _way(way: str, lang: str) -> str:
    return label(lang, "receipt", f"way_{way}")


def _ends(way: str, low: int, high: int, lang: str) -> tuple[str, str]:
    nothing = label(lang, "receipt", "adds_nothing")
    if way == "none":
        return nothing, nothing
    return (nothing if way == "highest" else str(low)), str(high)


def pair_of(total: Sum, incidents: int) -> tuple[int, int] | None:
    """The two ends of a sum, or None where nobody in it gives a figure."""
    return None if total.without_figure >= incidents else (total.min, total.max_of_known)


def _bar(variant: Variant, lang: str) -> Bar:
    ends = pair_of(variant.killed, len(variant.members))
    name = label(lang, "otherwise", variant.key)
    told = range_words(lang, None, None) if variant.members else label(lang, "receipt", "no_incident")
    return Bar(name, ends, variant.is_figure, told)


def _otherwise(variant: Variant, lang: str) -> OtherwiseRow:
    if not variant.members:
        figure = element("span", {"class": "nofig"}, label(lang, "receipt", "no_incident"))
    else:
        figure = range_html(lang, *(pair_of(variant.killed, len(variant.members)) or (None, None)))
    return OtherwiseRow(
        variant.key, label(lang, "otherwise", variant.key), figure, incidents_words(variant, lang)
    )


def incidents_words(variant: Variant, lang: str) -> str:
    """How many incidents it is of, and how many more or fewer that is than the figure."""
    n, change = len(variant.members), variant.change
    key = "same" if not change else "more" if change > 0 else "fewer"
    return sections(lang)["receipt"][key].format(n=n, d=abs(change))


def printed_title(receipts: Receipts, row: TallyRow, lang: str) -> str:
    """What a sum is called wherever it is linked or embedded."""
    return title_of(receipts, receipts.of(row), lang)


def titles(receipts: Receipts, shown: Sequence[Receipt], lang: str) -> list[tuple[str, str, Html]]:
    """Name of the page, title and figure of each."""
    return [(r.key, title_of(receipts, r, lang), figure_html(r.row, lang)) for r in shown]
