"""The proof page of one incident: place, day, figures, grades, who said what, who decided, how to disagree.

Enters: an index, an incident's id, a language. Leaves: an `IncidentPage` of finished words and markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.publish.allow import dotted
from cairn.publish.buckets import grade_of
from cairn.publish.drawings.maps import Spot
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import AttributionRow, HistoryRow, IncidentRow
from cairn.publish.wording.figures import day_words, distance_words, range_html, span_html
from cairn.publish.wording.markup import Html, element
from cairn.publish.wording.reasons import Teller
from cairn.vocab.labels import LANGUAGES, between, label, say, sections

from .bibtex import address_of, bibtex, cite
from .ground import GroundView, ground_view
from .joins import JoinView, joins
from .media import MediaViews, media_views
from .party_beside import OfficialView, concession, linked, official_view
from .summary import SummaryView, summary_view
from .testimony import Testimony, all_said, where_reports
from .versions import VersionView, changed_figure, version_views

NOTHING = Html("")
GROUPS = ("children", "women", "men", "belligerents")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of counts."""

    label: str
    html: Html
    main: bool = False
    changed: Html = NOTHING


@dataclass(frozen=True, slots=True)
class GradeView:
    """How the incident stands for one actor, and why."""

    actor: str
    slug: str
    role: str
    grade: str
    grade_label: str
    meaning: str
    suggested: bool
    strike: str
    why: tuple[Html, ...]
    would_change: Html
    conceded: str


@dataclass(frozen=True, slots=True)
class Decided:
    """One act of the history."""

    day: str
    act: str
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A name and the slug of the incident it leads to."""

    title: str
    slug: str


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Everything the template sets down."""

    id: str
    slug: str
    title: str
    codes: tuple[str, ...]
    place: str
    area: str
    when: Html
    time: str
    precision: str
    spot: Spot | None
    figures: tuple[Figure, ...]
    harm: str
    summary: SummaryView | None
    grades: tuple[GradeView, ...]
    reason: str
    said: Testimony
    official: tuple[OfficialView, ...]
    offered: tuple[OfficialView, ...]
    history: tuple[Decided, ...]
    versions: tuple[VersionView, ...]
    media: MediaViews | None
    victims: tuple[str, ...]
    weapons: str
    parent: Linked | None
    children: tuple[Linked, ...]
    cite: tuple[tuple[str, str], ...]
    address: str
    bibtex: str
    joins: tuple[JoinView, ...]
    ground: GroundView | None


def incident_page(found: Index, incident_id: str, lang: str) -> IncidentPage:
    """The page of one incident. Raises `KeyError` where the record does not hold it."""
    row = found.incidents[incident_id]
    parent = row.get("parent_id")
    said = all_said(found, incident_id, lang)
    attributions = found.attributions.get(incident_id, [])
    together = _of_all(attributions, lang)
    return IncidentPage(
        id=incident_id,
        slug=found.slugs[incident_id],
        title=found.title(row),
        codes=tuple(c for c in row.get("codes", ()) if c != row.get("code")),
        place=place_name(row, lang),
        area=area_name(row, lang),
        when=span_html(lang, row.get("date_start"), row.get("date_end")),
        time=label(lang, "daypart", row.get("time") or ""),
        precision=_precision(row, lang),
        spot=spot(found, row, lang),
        figures=tuple(_figures(found, row, lang)),
        harm=say(lang, f"harm_{row.get('harm_reported') or 'unknown'}"),
        summary=summary_view(found, incident_id, lang),
        grades=tuple(_grade(found, a, lang, "" if together else _reason(a, lang)) for a in attributions),
        reason=together,
        said=said,
        official=tuple(official_view(found, x, lang) for x in linked(found, incident_id)),
        offered=tuple(official_view(found, x, lang) for x in linked(found, incident_id, offered=True)),
        history=tuple(_decided(h, lang) for h in found.history.get(incident_id, [])),
        versions=version_views(found, incident_id, lang),
        media=media_views(found, incident_id, lang, where_reports(said)),
        victims=tuple(_victims(found, incident_id, lang)),
        weapons=_list([found.name("term", w, lang) for w in row.get("weapons", ())], lang),
        parent=_linked(found, parent) if parent and parent in found.incidents else None,
        children=tuple(_linked(found, c) for c in found.children.get(incident_id, [])),
        cite=tuple(
            (code, cite(found, incident_id, code)) for code in sorted(LANGUAGES, key=lambda c: c != lang)
        ),
        address=address_of(found, incident_id, lang),
        bibtex=bibtex(found, incident_id),
        joins=joins(found, incident_id, lang),
        ground=ground_view(found, incident_id, lang),
    )


def place_name(row: IncidentRow, lang: str) -> str:
    """The place in the page's language where it has a name in it."""
    own = row.get("place_name_ar") if lang == "ar" else ""
    return own or row.get("place_name") or area_name(row, lang) or say(lang, "place_unknown")


def area_name(row: IncidentRow, lang: str) -> str:
    """The province."""
    return ((row.get("admin1_ar") if lang == "ar" else "") or row.get("admin1")) or ""


def spot(found: Index, row: IncidentRow, lang: str, href: str = "") -> Spot | None:
    """Where a dot may stand, or None: an event of a province or of a wide circle is listed, not dotted (rule 6)."""
    point = dotted(row)
    if point is None:
        return None
    title = f"{found.title(row)}{between(lang)}{place_name(row, lang)}"
    return Spot(point.lat, point.lon, point.radius_m, title, href, area_name(row, lang))


def _precision(row: IncidentRow, lang: str) -> str:
    kind = row.get("place_precision") or ""
    if not kind:
        return say(lang, "place_unknown")
    radius = row.get("place_radius_m")
    told = label(lang, "precision", kind)
    return say(lang, "within", what=told, radius=distance_words(lang, radius)) if radius else told


def _figures(found: Index, row: IncidentRow, lang: str) -> list[Figure]:
    counts = dict(row)

    def figure(name: str, words: str, *, main: bool) -> Figure:
        low, high = (
            n if isinstance(n := counts.get(f"{name}_{end}"), int) else None for end in ("min", "max")
        )
        changed = changed_figure(found, row["id"], name, lang)
        return Figure(words, range_html(lang, low, high), main, changed)

    lines = [figure("killed", say(lang, "civilians_killed"), main=True)]
    for group in GROUPS:
        name = f"{group}_killed"
        if counts.get(f"{name}_min") is not None or counts.get(f"{name}_max") is not None:
            lines.append(figure(name, say(lang, name), main=False))  # of the killed, so they stand below them
    return [*lines, figure("injured", say(lang, "civilians_injured"), main=True)]


def _reason(row: AttributionRow, lang: str) -> str:
    return ((row.get("why_ar") if lang == "ar" else "") or row.get("why")) or ""


def _of_all(rows: Sequence[AttributionRow], lang: str) -> str:
    """The reason that a person gave once for several parties: under each of them it would read as if written of it."""
    told = {_reason(row, lang) for row in rows}
    return told.pop() if len(rows) > 1 and len(told) == 1 else ""


def _grade(found: Index, row: AttributionRow, lang: str, reason: str) -> GradeView:
    grade, suggested = grade_of(row)
    actor = row.get("actor_id", "")
    teller = Teller(found, lang)
    unnamed = actor in ("", "unknown")  # there is nobody to have struck, or to be held responsible
    return GradeView(
        actor=actor_name(found, row, lang),
        slug=found.actor_slugs.get(actor, ""),
        role="" if unnamed else label(lang, "role", row.get("role") or "suspected"),
        grade=grade or "none",
        grade_label=label(lang, "grade", grade or "none"),
        meaning=_meaning(lang, grade or "none", unnamed=unnamed),
        suggested=suggested,
        strike="" if unnamed else label(lang, "strike", row.get("strike_status") or "unknown"),
        why=(
            *((element("bdi", None, reason),) if reason else ()),
            *(teller.sentence(line, "trace") for line in row.get("trace", ())),
        ),
        would_change=teller.sentence(row.get("would_change", ""), "change"),
        conceded=concession(found, row, actor_name(found, row, lang), lang),
    )


def _meaning(lang: str, grade: str, *, unnamed: bool) -> str:
    """What a grade says; of nobody in particular it says nothing of a strike."""
    own = sections(lang)["grade_meaning_unnamed"] if unnamed else {}
    return own.get(grade) or label(lang, "grade_meaning", grade)


def actor_name(found: Index, row: AttributionRow, lang: str) -> str:
    """The actor by its name in the language, or as the row names it."""
    actor = row.get("actor_id", "")
    if actor in ("", "unknown"):
        return say(lang, "actor_unknown")
    return found.name("actor", actor, lang) if actor in found.record.actors else row.get("actor") or actor


def _decided(row: HistoryRow, lang: str) -> Decided:
    return Decided(
        day=day_words(lang, row.get("at")),
        act=label(lang, "act", row.get("act", "")),
        who=row.get("who") or say(lang, "not_named"),
        why=((row.get("why_ar") if lang == "ar" else "") or row.get("why")) or "",
    )


def _victims(found: Index, incident_id: str, lang: str) -> list[str]:
    first, second = ("name_ar", "name") if lang == "ar" else ("name", "name_ar")
    rows = [dict(v) for v in found.victims.get(incident_id, []) if v.get("released") is True]
    return [str(v.get(first) or v.get(second)) for v in rows if v.get(first) or v.get(second)]


def _linked(found: Index, incident_id: str) -> Linked:
    return Linked(found.title(found.incidents[incident_id]), found.slugs[incident_id])


def _list(words: Sequence[str], lang: str) -> str:
    return between(lang).join(words)
