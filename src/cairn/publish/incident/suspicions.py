"""Other incidents that may be the same event as this one: a view for those who decide it.

Rows of suspicions enter; for each the other incident, how likely, what agrees and what differs, what deciding would
change, and the commands that decide leave. Shown in the preview alone: nothing here has been looked at by a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow, SuspicionRow
from cairn.publish.wording.figures import range_html, span_html
from cairn.publish.wording.markup import Html, element, text
from cairn.publish.wording.reasons import Teller, filled
from cairn.vocab.labels import say, sections

from .page import place_name

_MOST = 8
"""The likeliest of an incident that are shown; the desk sheet and `cairn today` have them all."""


@dataclass(frozen=True, slots=True)
class SuspicionView:
    """One other incident: its code and where its page is, how likely the two are one, its day, place and killed, and
    what to make of it; a command is told word by word."""

    title: str
    slug: str
    sure: str
    told: tuple[Html, ...]
    speaks_for: tuple[Html, ...]
    against: tuple[Html, ...]
    change: Html
    commands: tuple[tuple[str, Sequence[str]], ...]


def suspicions(found: Index, incident_id: str, lang: str) -> tuple[SuspicionView, ...]:
    """The likeliest first; none in the public record."""
    teller = Teller(found, lang)
    return tuple(_views(found, incident_id, lang, teller))[:_MOST]


def _views(found: Index, incident_id: str, lang: str, teller: Teller) -> Iterator[SuspicionView]:
    for row in found.suspected.get(incident_id, []):
        other = row["gone"] if row["kept"] == incident_id else row["kept"]
        if other in found.incidents:
            speaks_for, against = teller.findings(row["features"], "duplicates")
            yield SuspicionView(
                title=found.title(found.incidents[other]),
                slug=found.slugs[other],
                sure=say(lang, "join_sure", n=round(100 * row["probability"])),
                told=tuple(_told(found.incidents[other], lang)),
                speaks_for=speaks_for,
                against=against,
                change=change_words(lang, *row["change"]),
                commands=tuple(_commands(found, row, lang)),
            )


def _told(row: IncidentRow, lang: str) -> Iterator[Html]:
    """The day, the place and the killed of an incident, to set beside those of the page."""
    yield span_html(lang, row.get("date_start"), row.get("date_end"))
    yield element("bdi", None, place_name(row, lang))
    killed = range_html(lang, row.get("killed_min"), row.get("killed_max"))
    yield Html(f"{text(say(lang, 'civilians_killed'))}: {killed}")


def change_words(lang: str, low: int, high: int) -> Html:
    """What a yes would change in the sum of the killed; the numbers keep their sign in either direction."""
    if not low and not high:
        return text(say(lang, "may_be_one_same_sum"))
    ends = {end: element("bdi", {"dir": "ltr"}, f"{n:+d}") for end, n in (("low", low), ("high", high))}
    return filled(sections(lang)["ui"]["may_be_one_sum"], ends)


def _commands(found: Index, row: SuspicionRow, lang: str) -> Iterator[tuple[str, Sequence[str]]]:
    """What each answer is called, and the command that gives it."""
    gone, kept = (found.title(found.incidents[i]) for i in (row["gone"], row["kept"]))
    for answer, command in commands(gone, kept).items():
        yield say(lang, f"may_be_one_{answer}"), command.split()


def commands(gone: str, kept: str) -> dict[str, str]:
    """The command by which each answer (yes, no, unsure) is given, by the codes of the two incidents."""
    signed = "--as NAME --why REASON"
    return {
        "yes": f"cairn merge {gone} {kept} {signed}",
        "no": f"cairn judge {kept} --different {gone} {signed}",
        "unsure": f"cairn judge {kept} --unsure-same {gone} {signed}",
    }
