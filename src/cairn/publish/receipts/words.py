"""What a sum counts, field by field in words, and the incidents of its column as lines of a table."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.publish.incident.page import area_name, place_name
from cairn.publish.rows.receipt_key import period_key
from cairn.publish.wording.figures import day_words, period_words, span_html
from cairn.publish.wording.markup import Html, element, text
from cairn.tally.model import Definition, Row
from cairn.tally.rollup import counted_for
from cairn.vocab.closed import Grade, State
from cairn.vocab.labels import between, label, sections

from .members import Adds, adds
from .printed import Receipt, Receipts, others
from .sensitivity import grades_of


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One incident of a sum and what it adds."""

    slug: str
    title: str
    when: Html
    place: str
    grade: str
    low: Html
    high: Html
    injured_low: Html
    injured_high: Html
    marks: str


def definition_rows(
    receipts: Receipts, receipt: Receipt, lang: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each field of the definition with its words, in the order in which a reader asks."""
    w, asked, found = sections(lang)["receipt"], receipt.definition, receipts.found
    joint = receipt.row.get("jointly_attributed", 0)
    name = [found.name("actor", a, lang) for a in asked.actors]
    name += [w["whose_member"].format(actor=found.name("actor", m.actor, lang)) for m in asked.members]
    grades = [g for g in Grade if g in asked.counted]
    rows = [
        ("what", (w["what_told"],)),
        ("whose", tuple(dict.fromkeys(name))),
        ("where", (_where(receipts, asked, lang) or w["anywhere"],)),
        ("when", (_when(asked, lang),)),
        ("grades", tuple(_graded(g, lang) for g in grades)),
        ("judged", (w["judged_released" if asked.basis == "released" else "judged_other"],)),
        ("ends", (w["ends_told"],)),
        ("umbrella", (w["umbrella_parents" if asked.parents else "umbrella_children"],)),
        ("joint", (w["joint_told"].format(n=joint),) if joint else ()),
        ("as_of", (found.record.generated_at,)),
    ]
    return tuple((w[key], told) for key, told in rows if told)


def scope_words(receipts: Receipts, receipt: Receipt, lang: str) -> list[str]:
    """The place and the days of a sum that is not of the whole record."""
    asked = receipt.definition
    parts = [_where(receipts, asked, lang)]
    if asked.from_day or asked.to_day:
        first, last = str(asked.from_day or ""), str(asked.to_day or "")
        key = period_key(first, last)
        parts.append(period_words(lang, key) if len(key) in (4, 7) else _days(first, last, lang))
    return [part for part in parts if part]


def member_line(receipts: Receipts, receipt: Receipt, row: Row, lang: str) -> MemberLine:
    """One incident with what it adds at either end and what a reader should know of it."""
    found = receipts.found
    incident = found.incidents[row.incident_id]
    killed, injured = adds(row), adds(row, "injured")
    grades = [g for g in Grade if g in grades_of(row, receipt.definition) & receipt.definition.counted]
    return MemberLine(
        slug=found.slugs[row.incident_id],
        title=found.title(incident),
        when=span_html(lang, incident.get("date_start"), incident.get("date_end")),
        place=place_name(incident, lang),
        grade=label(lang, "grade", grades[0].value if grades else "none"),
        low=_end(killed.low, killed, lang),
        high=_end(killed.high, killed, lang),
        injured_low=_end(injured.low, injured, lang),
        injured_high=_end(injured.high, injured, lang),
        marks=between(lang, "semicolon").join(_marks(receipts, receipt, row, killed, lang)),
    )


def _end(n: int | None, told: Adds, lang: str) -> Html:
    if n is not None:
        return element("bdi", None, str(n))
    key = "no_figure" if told.way == "none" else "adds_nothing"
    return element("span", {"class": "nofig"}, text(label(lang, "receipt", key)))


def _marks(receipts: Receipts, receipt: Receipt, row: Row, killed: Adds, lang: str) -> list[str]:
    found, w, asked = receipts.found, sections(lang)["receipt"], receipt.definition
    told = []
    beside = ["" + found.name("actor", a, lang) for a in others(row, asked)]
    if beside:
        told.append(w["mark_joint"].format(actors=between(lang).join(beside)))
    through = counted_for(row, asked) - set(asked.actors)
    if through and not row.parties & set(asked.actors):
        told += [w["mark_member"].format(actor=found.name("actor", a, lang)) for a in sorted(through)]
    if row.parent_id in found.incidents:
        told.append(w["mark_part"].format(code=found.title(found.incidents[row.parent_id])))
    if found.children.get(row.incident_id):
        told.append(w["mark_umbrella"])
    if killed.way != "both":
        told.append(w[f"mark_{killed.way}"])
    if row.state is State.SUGGESTED:
        told.append(w["mark_machine"])
    return told


def _graded(grade: Grade, lang: str) -> str:
    return f"{label(lang, 'grade', grade.value)}: {label(lang, 'grade_meaning', grade.value)}"


def _where(receipts: Receipts, asked: Definition, lang: str) -> str:
    """The place asked for as a page names it."""
    if asked.place_pcode:
        known = receipts.by_pcode.get(asked.place_pcode)
        return area_name(known, lang) if known else asked.place or asked.place_pcode
    if asked.place:
        named = receipts.by_place.get(asked.place)
        return place_name(named, lang) if named else asked.place
    return label(lang, "country", asked.country) if asked.country else ""


def _when(asked: Definition, lang: str) -> str:
    if not asked.from_day and not asked.to_day:
        return label(lang, "receipt", "any_day")
    first, last = str(asked.from_day or ""), str(asked.to_day or "")
    return sections(lang)["receipt"]["from_to"].format(a=day_words(lang, first), b=day_words(lang, last))


def _days(first: str, last: str, lang: str) -> str:
    return sections(lang)["ui"]["a_to_b"].format(a=day_words(lang, first), b=day_words(lang, last))
