"""A party's entry in words: its day, place and square, its outcome with its meaning, what it accepts.

Nought is a figure and no figure is not nought (rule 20, R9); "non-credible" stays in quotes with its meaning
(rule 23). All of it is as the party tells it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cairn.official import cells
from cairn.official.model import STRIKE
from cairn.publish.rows.index import COUNTING, Index
from cairn.publish.rows.official import EntryLinkRow, OfficialEntryRow
from cairn.vocab.labels import between, label, say

from .figures import distance_words, range_html, range_words, say_html, span_words
from .markup import Html, element, joined, text

CREDIBLE = frozenset({"credible", "accepted", "conceded"})
"""Outcomes of a party's own assessment by which it accepts that it harmed civilians."""


def outcome_words(row: Mapping[str, object], lang: str) -> str:
    """The outcome in the closed terms; a party's word that is none of them is shown as it stands."""
    return label(lang, "outcome", str(row.get("outcome") or "unknown").replace("-", "_"))


def outcome_meaning(row: Mapping[str, object], lang: str) -> str:
    """What "non-credible" means and does not; empty for every other outcome."""
    refused = str(row.get("outcome") or "").replace("-", "_") == "non_credible"
    return say(lang, "non_credible_meaning") if refused else ""


def reason_words(row: Mapping[str, object], lang: str) -> str:
    """Why, in the closed terms."""
    return label(lang, "reason", str(row["reason"])) if row.get("reason") else ""


def accepts_html(row: Mapping[str, object], lang: str, share: Html | None = None) -> Html:
    """ "accepts 0 killed; gives no figure of the injured"; nothing of a strike, which says nothing of harm.

    `share` stands for the killed where only a part of them is allotted to the incident at hand.
    """
    if row.get("kind") == STRIKE:
        return text("")
    ends = {name: (_count(row, f"{name}_min"), _count(row, f"{name}_max")) for name in ("killed", "injured")}
    if row.get("outcome") not in CREDIBLE and all(e == (None, None) for e in ends.values()):
        refused = element("span", {"class": "nofig"}, say(lang, "accepts_nothing_here"))
        return refused if row.get("outcome") else text("")
    told = {name: _accepts(name, *pair, lang) for name, pair in ends.items()}
    if share is not None and ends["killed"] != (None, None):
        told["killed"] = say_html(lang, "accepts_killed", n=share)
    return say_html(lang, "both_figures", **told)


def _accepts(name: str, low: int | None, high: int | None, lang: str) -> Html:
    if low is None and high is None:
        return text(say(lang, f"no_{name}_given"))
    return say_html(lang, f"accepts_{name}", n=range_html(lang, low, high))


def _count(row: Mapping[str, object], name: str) -> int | None:
    value = row.get(name)
    return value if isinstance(value, int) else None


def day_told(row: OfficialEntryRow, lang: str) -> str:
    """The day of the event as the entry tells it, a night as a night."""
    words = span_words(lang, row.get("date"), row.get("date_end"))
    return say(lang, "night_of", day=words) if row.get("night") and row.get("date") else words


def place_told(found: Index, row: OfficialEntryRow, lang: str) -> Html:
    """The place as the entry writes it, and the country it names."""
    told = row.get("place_text") or ""
    country = row.get("country") or ""
    names = [n for n in (told, country if country not in told else "") if n]
    return element("bdi", None, ", ".join(names)) if names else text(say(lang, "place_not_told"))


def square_told(row: OfficialEntryRow, lang: str) -> Html:
    """The grid square with the length of its side; empty where none is told.

    Where the party calls it less exact than its digits, the wider circle is told beside it.
    """
    square = row.get("mgrs") or ""
    found = cells(square)
    if not found:
        return element("bdi", {"dir": "ltr"}, square) if square else text("")
    cell, radius = found[0], row.get("radius_m")
    name = element("bdi", {"dir": "ltr"}, element("code", None, cell.reference))
    words = say_html(lang, "square_told", square=name, side=distance_words(lang, cell.side_m))
    if radius is None or radius <= cell.point.radius_m:
        return words
    within = text(say(lang, "square_within", radius=distance_words(lang, radius)))
    return joined([words, within], between(lang, "semicolon"))


def title_of(found: Index, row: OfficialEntryRow, lang: str) -> str:
    """How an entry is cited: its party, place and day."""
    place = row.get("place_text") or say(lang, "place_not_told")
    name = found.name("actor", row.get("actor", ""), lang)
    return f"{name}: {place}{'، ' if lang == 'ar' else ', '}{day_told(row, lang)}"


def share_html(found: Index, row: OfficialEntryRow, link: EntryLinkRow, lang: str) -> Html:
    """The dead of an entry that stand for one incident: allotted by a person, the whole, or together with others."""
    return Html(_share(found, row, link, lang, say_html, range_html))


def share_words(found: Index, row: OfficialEntryRow, link: EntryLinkRow, lang: str) -> str:
    """The same, as it is read aloud."""
    return _share(found, row, link, lang, say, range_words)


def _share(
    found: Index,
    row: OfficialEntryRow,
    link: EntryLinkRow,
    lang: str,
    tell: Callable[..., str],
    count: Callable[[str, int | None, int | None], str],
) -> str:
    whole = (row.get("killed_min"), row.get("killed_max"))
    share = (link.get("allocation_min"), link.get("allocation_max"))
    others = len(counting_incidents(found, row["id"]) - {link.get("incident_id", "")}) + row.get(
        "elsewhere", 0
    )
    if whole == (None, None):
        return count(lang, None, None)
    if share not in ((None, None), whole):
        return tell(lang, "share_of", share=count(lang, *share), whole=count(lang, *whole))
    if share == whole or not others:
        return count(lang, *whole)
    return tell(lang, "together_with", whole=count(lang, *whole), n=others)


def not_linked_words(found: Index, actor: str, lang: str) -> str:
    """How many answers of a party are in no figure, for nobody has linked them to an incident here; empty for none."""
    row = next((r for r in found.record.not_linked if r["actor"] == actor), None)
    if row is None:
        return ""
    name = found.name("actor", actor, lang)
    return say(lang, "not_linked_here", actor=name, n=row["entries"], yes=row["accepting"])


def counting_incidents(found: Index, entry_id: str) -> set[str]:
    """The incidents of this record that an entry is taken to speak of; another recorder's are not among them."""
    links = found.links_of.get(entry_id, ())
    counting = {x.get("incident_id", "") for x in links if x.get("decision") in COUNTING}
    return counting & found.incidents.keys()


def has_page(found: Index, row: OfficialEntryRow) -> bool:
    """Whether an entry has a page of its own: where words of the party, or an incident of this record, stand behind it.

    A strike needs the incident: its line stands in its document. Thousands of coded rows of a sheet are lines of lists.
    """
    links = (x for x in found.links_of.get(row["id"], ()) if x.get("decision") != "rejected")
    if any(x.get("incident_id") in found.incidents for x in links):
        return True
    return row.get("kind") != STRIKE and any(s.get("quote") for s in row.get("history", ()))
