"""What the parties themselves say of one incident, beside its figures and never in them (R4).

Enters: an index and an incident's id. Leaves: one view per linked entry, each with the door to its words, and the
sentence without which Confirmed is never printed (rule 20).
"""

from __future__ import annotations

from dataclasses import dataclass

from cairn.publish.buckets import grade_of
from cairn.publish.rows.index import Index
from cairn.publish.rows.official import EntryLinkRow, OfficialEntryRow
from cairn.publish.rows.record import AttributionRow
from cairn.publish.wording.entry_words import (
    CREDIBLE,
    accepts_html,
    day_told,
    outcome_meaning,
    outcome_words,
    reason_words,
    share_html,
    share_words,
)
from cairn.publish.wording.figures import day_words, range_html, range_words
from cairn.publish.wording.markup import Html
from cairn.vocab.labels import between, label, say


@dataclass(frozen=True, slots=True)
class OfficialView:
    """A party's own word on an incident. `href` is the entry's page seen from the root of a language."""

    actor: str
    day: str
    said_on: str
    place: str
    outcome: str
    meaning: str
    reason: str
    accepts: Html
    killed: Html
    injured: Html
    href: str
    decision: str
    machine: bool


def official_view(found: Index, link: EntryLinkRow, lang: str) -> OfficialView:
    """One link's entry in words. Raises `KeyError` where the record does not hold the entry."""
    row = found.entries[link["entry_id"]]
    history = row.get("history", ())
    share = share_html(found, row, link, lang)
    return OfficialView(
        actor=found.name("actor", row.get("actor", ""), lang),
        day=day_told(row, lang),
        said_on=day_words(lang, history[-1].get("day")) if history and history[-1].get("day") else "",
        place=row.get("place_text", ""),
        outcome=outcome_words(row, lang),
        meaning=outcome_meaning(row, lang),
        reason=reason_words(row, lang),
        accepts=accepts_html(row, lang, share),
        killed=share,
        injured=range_html(lang, row.get("injured_min"), row.get("injured_max")),
        href=f"official/entries/{found.entry_slugs[row['id']]}.html",
        decision=label(lang, "link", link.get("decision", "")),
        machine=link.get("decision") != "accepted",
    )


def linked(found: Index, incident_id: str, *, offered: bool = False) -> list[EntryLinkRow]:
    """The links of one incident whose entry is in the record, by party and day: those that count, or the offers."""
    links = (found.offers if offered else found.links).get(incident_id, ())
    rows = [(found.entries[x["entry_id"]], x) for x in links if x["entry_id"] in found.entries]
    return [x for _, x in sorted(rows, key=lambda r: _order(r[0]))]


def _order(row: OfficialEntryRow) -> tuple[str, str, str]:
    return (row.get("actor", ""), row.get("date") or "", row["id"])


def concession(found: Index, row: AttributionRow, name: str, lang: str) -> str:
    """What a party, by its `name`, accepts of an incident; said to be missing where Confirmed stands without it."""
    mine = [
        (found.entries[x["entry_id"]], x)
        for x in linked(found, row["incident_id"])
        if found.entries[x["entry_id"]].get("actor") == row.get("actor_id")
        and found.entries[x["entry_id"]].get("outcome") in CREDIBLE
    ]
    if not mine:
        return say(lang, "conceded_none_here") if grade_of(row)[0] == "confirmed" else ""
    incident = found.incidents[row["incident_id"]]
    return say(
        lang,
        "conceded_here",
        actor=name,
        killed=between(lang, "semicolon").join(share_words(found, e, x, lang) for e, x in mine),
        injured=between(lang, "semicolon").join(
            range_words(lang, e.get("injured_min"), e.get("injured_max")) for e, _ in mine
        ),
        local=range_words(lang, incident.get("killed_min"), incident.get("killed_max")),
    )
