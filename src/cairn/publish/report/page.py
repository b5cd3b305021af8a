"""A month's or a year's assessment: a period's sums and the record they rest on enter, the view of its page leaves.

Coverage first (rule 19), then the headline with its definition, what stands beside it and in it (rules 21, 24), charts,
map, each party with what it itself says, what changed since the period before, and how to compute all of it again. No
number leaves that is not told by a tally's own words, or stands in a table under its definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cairn.places.borders import borders as borders_of_the_world
from cairn.publish.buckets import BUCKETS, conceded, grade_of
from cairn.publish.drawings.charts import RangeBar, range_chart
from cairn.publish.drawings.maps import Spot, front_map
from cairn.publish.drawings.projection import Borders
from cairn.publish.incident.page import actor_name, area_name, place_name, spot
from cairn.publish.incident.party_beside import concession
from cairn.publish.parties.compare_page import ComparePage, compare_page
from cairn.publish.rows.index import Index, index
from cairn.publish.rows.record import IncidentRow, Record
from cairn.publish.rows.slugs import slug_of
from cairn.publish.wording.figures import range_html, span_html, spoken_html
from cairn.publish.wording.markup import Html, element, text
from cairn.tally.model import Sum, Tally
from cairn.tally.words import coverage_lines
from cairn.vocab.closed import Grade, State
from cairn.vocab.labels import between, label, say, sections

from .changes import address_of, changes
from .chart import columns, columns_chart, columns_title
from .cite import bibtex, cite, title_of
from .coverage import watched
from .model import ActorPart, Listed, Material, PeriodReport, SumRow
from .words import spoken_names, statement, sum_html, words

MOST_LISTED = 1_000


def period_report(material: Material, lang: str, borders: Borders = borders_of_the_world) -> PeriodReport:
    """The whole of it in one language. Raises `ValueError` where a sum that is no preview's rests on what nobody
    released, and `KeyError` for a language there are no words for."""
    if not material.preview:
        _released_only(material)
    whole = index(material.record)
    here = frozenset(m for t in material.grades.values() for m in t.members)
    found = index(_of_period(material.record, here))
    names = spoken_names(material.record.actors, lang)
    definition, figures, rest = statement(material.tally, lang, names, _beside(material.grades))
    seen = watched(material.tally.coverage, material.definition, lang, names)
    empty, author, title = not here, _author(material.record, lang), title_of(material, lang)
    shown = list(found.incidents.values())
    spots = [s for row in shown if (s := spot(found, row, lang, f"#i-{found.slugs[row['id']]}"))]
    return PeriodReport(
        title=title,
        author=author,
        scope=tuple(_scope(material, lang, names)),
        as_known=_moment(lang, material.record.generated_at),
        preview=material.preview,
        is_empty=empty,
        watched=seen,
        empty=words(lang, "text.nothing_known" if material.preview else "text.nothing_released") if empty else "",
        awaiting=_awaiting(material, lang),
        definition=definition,
        headline=() if empty else figures,
        beside=rest,
        grades=() if empty else tuple(_by_grade(material, lang)),
        ranges=range_chart(lang, _bars(material, found, lang)),
        columns=Html("") if empty else columns_chart(lang, columns(found, shown, seen.by_day)),
        columns_title=columns_title(seen.by_day, lang),
        columns_note=words(lang, "text.days_note"),
        map=front_map(lang, [_here(s) for s in spots], borders),
        map_told=_map_told(len(spots), len(shown), lang),
        actors=tuple(_actor(material, found, actor, lang, names) for actor in _order(material, found, lang)),
        changes=changes(material, whole, here, lang),
        listed=tuple(_listed(material, found, row, lang) for row in shown[:MOST_LISTED]),
        more_listed=words(lang, "text.more_incidents", n=len(shown) - MOST_LISTED) if len(shown) > MOST_LISTED else "",
        grade_meanings=tuple((label(lang, "grade", g), label(lang, "grade_meaning", g)) for g in Grade),
        method=words(lang, "text.method_preview" if material.preview else "text.method"),
        limits=tuple(sections(lang)["limit"].values()),
        commands=tuple(material.commands),
        cite=cite(material, author, title, lang),
        bibtex=bibtex(material, author, title),
        licence=str(material.record.release.get("licence") or ""),
        software=str(material.record.release.get("software") or ""),
    )  # fmt: skip


def _map_told(drawn: int, all_of_them: int, lang: str) -> Html:
    if not drawn:
        return text(words(lang, "text.map_none"))
    return text(words(lang, "text.map_drawn", n=drawn, all=all_of_them))


def _released_only(material: Material) -> None:
    """No sum of what a machine suggested, or of an incident that the public record does not hold, gets out."""
    out = {row["id"] for row in material.record.incidents if row.get("state") == State.RELEASED}
    before = material.before
    of_actors = [t for sums in material.actors.values() for t in sums.values()]
    sums = [material.tally, *material.grades.values(), *of_actors]
    sums += [before.then, before.now, before.all_then, before.all_now]
    for tally in sums:
        if tally.definition.basis != State.RELEASED or tally.machine_suggested:
            raise ValueError("a public assessment sums released assessments only")
    for tally in (*sums[: -len(("then", "now", "all_then", "all_now"))], before.now, before.all_now):
        if not set(tally.members) <= out:
            raise ValueError("a public assessment sums incidents of the public record only")


def _of_period(record: Record, here: frozenset[str]) -> Record:
    """The record as far as it is of these incidents: what one party says of others is in none of its sums."""
    links = [x for x in record.entry_links if x.get("incident_id") in here]
    entries = {x["entry_id"] for x in links}
    return replace(
        record,
        incidents=[r for r in record.incidents if r["id"] in here],
        attributions=[r for r in record.attributions if r["incident_id"] in here],
        claims=(), reports=(), accounts=(), readings=(), assignments=(), suspicions=(), victims=(), tallies=(),
        history=[r for r in record.history if r["incident_id"] in here],
        entry_links=links,
        official_entries=[e for e in record.official_entries if e["id"] in entries],
    )  # fmt: skip


def _author(record: Record, lang: str) -> str:
    own = record.release.get("title_ar") if lang == "ar" else record.release.get("title_en")
    return own or say(lang, "site_title")


def _scope(material: Material, lang: str, names: Mapping[str, str]) -> Iterable[str]:
    asked = material.definition
    if asked.actors:
        listed = between(lang).join(names.get(a, a) for a in asked.actors)
        yield words(lang, "text.scope", actors=listed)
    if asked.country:
        yield words(lang, "text.scope_country", country=names.get(asked.country, asked.country))


def _moment(lang: str, moment: str) -> Html:
    """The moment of the record, in its own direction."""
    before, _, after = words(lang, "text.as_known", moment="\0").partition("\0")
    time = element(
        "time", {"datetime": moment}, element("bdi", {"dir": "ltr"}, f"{moment[:16].replace('T', ' ')} UTC")
    )
    return Html(text(before) + time + text(after)) if moment else Html("")


def _awaiting(material: Material, lang: str) -> Html:
    n = material.record.awaiting
    return Html("") if material.preview or not n else text(words(lang, "text.awaiting", n=n))


def _beside(grades: Mapping[Grade, Tally]) -> dict[Grade, Tally]:
    return {g: grades[g] for g in (Grade.CONTESTED, Grade.DISCOUNTED) if g in grades}


def _by_grade(material: Material, lang: str) -> Iterable[SumRow]:
    for grade in Grade:
        if grade in material.grades:
            yield _sum_row(grade.value, label(lang, "grade", grade.value), material.grades[grade], lang)


def _sum_row(key: str, name: str, tally: Tally, lang: str) -> SumRow:
    n = tally.incidents
    return SumRow(key, name, n, sum_html(tally.killed, n, lang), sum_html(tally.injured, n, lang))


def _order(material: Material, found: Index, lang: str) -> list[str]:
    """Parties A to Z, those that nothing of the period is graded for left out."""
    there = [a for a, sums in material.actors.items() if any(t.incidents for t in sums.values())]
    return sorted(there, key=lambda a: (found.name("actor", a, lang).casefold(), a))


def _bars(material: Material, found: Index, lang: str) -> list[RangeBar]:
    bars = []
    for actor in _order(material, found, lang):
        sums = material.actors[actor]
        likely, contested = _pair(sums.get("likely")), _pair(sums.get("contested"))
        given = conceded(found, actor).figure
        if likely or contested or given:
            bars.append(
                RangeBar(
                    found.name("actor", actor, lang), f"#a-{_slug(found, actor)}", likely, contested, given
                )
            )
    return bars


def _pair(tally: Tally | None) -> tuple[int, int] | None:
    if tally is None or not tally.incidents or tally.killed.without_figure >= tally.incidents:
        return None
    total: Sum = tally.killed
    return (total.min, max(total.min, total.max_of_known))


def _actor(material: Material, found: Index, actor: str, lang: str, names: Mapping[str, str]) -> ActorPart:
    sums = material.actors[actor]
    likely = sums["likely"]
    definition, figures, _ = statement(likely, lang, names, {})
    return ActorPart(
        slug=_slug(found, actor),
        name=found.name("actor", actor, lang),
        definition=definition,
        figures=figures if likely.incidents else (),
        rows=tuple(_sum_row(b, label(lang, "bucket", b), sums[b], lang) for b in BUCKETS if b in sums),
        coverage=tuple(spoken_html(lang, line) for line in coverage_lines(likely.coverage, lang, names)),
        declared=_declared(found, actor, lang),
    )


def _slug(found: Index, actor: str) -> str:
    return found.actor_slugs.get(actor) or slug_of(actor)


def _declared(found: Index, actor: str, lang: str) -> ComparePage | None:
    """What the party says beside what is alleged of it in this period, where it says anything of it."""
    return compare_page(found, actor, lang) if actor in found.record.comparisons else None


def _here(one: Spot) -> Spot:
    """A place on the map, whose province leads to the list of this document."""
    return replace(one, area_href="#incidents")


def _listed(material: Material, found: Index, row: IncidentRow, lang: str) -> Listed:
    slug, area = found.slugs[row["id"]], area_name(row, lang)
    place = place_name(row, lang)
    joint = between(lang)
    return Listed(
        slug=slug,
        title=found.title(row),
        href=address_of(material, slug, lang),
        when=span_html(lang, row.get("date_start"), row.get("date_end")),
        place=joint.join(dict.fromkeys(p for p in (place, area) if p)),
        killed=range_html(lang, row.get("killed_min"), row.get("killed_max")),
        injured=range_html(lang, row.get("injured_min"), row.get("injured_max")),
        alleged=tuple(_alleged(found, row, lang)),
        state=words(lang, f"state.{row.get('state') or 'suggested'}") if material.preview else "",
    )


def _alleged(found: Index, row: IncidentRow, lang: str) -> Iterable[str]:
    for attribution in found.attributions.get(row["id"], []):
        grade, _ = grade_of(attribution)
        name = actor_name(found, attribution, lang)
        yield f"{name}: {label(lang, 'grade', grade or 'none')}"
        if said := concession(found, attribution, name, lang):
            yield said  # Confirmed never stands without what was conceded (rule 20)
