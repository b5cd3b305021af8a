"""The row of an incident in the lists: what it is, how it is graded for each party, whether others are counted in it.

Enters: an index, an incident, a language. Leaves: finished words and markup.
"""

from __future__ import annotations

from dataclasses import dataclass

from cairn.publish.buckets import grade_of
from cairn.publish.incident.page import actor_name, place_name
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow
from cairn.publish.wording.figures import range_html, say_html, span_html
from cairn.publish.wording.markup import Html, element, joined, text
from cairn.vocab.labels import label, say


@dataclass(frozen=True, slots=True)
class ListRow:
    """One incident in a list."""

    slug: str
    title: str
    when: Html
    place: str
    killed: Html
    injured: Html
    grades: Html
    mark: Html


def list_row(found: Index, row: IncidentRow, lang: str, root: str = "") -> ListRow:
    """One incident in a list; `root` leads from the list to the root of its language."""
    return ListRow(
        slug=found.slugs[row["id"]],
        title=found.title(row),
        when=span_html(lang, row.get("date_start"), row.get("date_end")),
        place=place_name(row, lang),
        killed=range_html(lang, row.get("killed_min"), row.get("killed_max")),
        injured=range_html(lang, row.get("injured_min"), row.get("injured_max")),
        grades=_grades(found, row["id"], lang),
        mark=_mark(found, row, lang, root),
    )


def _grades(found: Index, incident: str, lang: str) -> Html:
    """The grade of each party by its name (rule 18), as the page of the incident has it."""
    told = []
    for held in found.attributions.get(incident, ()):
        grade, suggested = grade_of(held)
        name = element("bdi", None, actor_name(found, held, lang))
        machine = element("span", {"class": "machine"}, say(lang, "suggested")) if suggested else ""
        told.append(Html(f"{name}: {text(label(lang, 'grade', grade or 'none'))} {machine}".strip()))
    return joined(told, "<br>") if told else text(label(lang, "grade", "none"))


def _mark(found: Index, row: IncidentRow, lang: str, root: str) -> Html:
    """What keeps a reader from adding up by hand: that it holds others of the list, or is held by one."""
    if found.children.get(row["id"]):
        return element("small", None, say(lang, "umbrella_short"))
    above = found.incidents.get(row.get("parent_id") or "")
    if above is None:
        return text("")
    door = {"href": f"{root}incidents/{found.slugs[above['id']]}/index.html"}
    code = element("a", door, element("bdi", {"class": "whole"}, found.title(above)))
    return element("small", None, say_html(lang, "part_of_whole", code=code))
