"""The pages of organisations as sources: the index by language, and each with what it said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cairn.publish.parts import front_page as front
from cairn.publish.parts.cut import Cut, Cuts
from cairn.publish.parts.organisation_page import (
    Organisation,
    by_language,
    organisation_in,
    organisation_page,
    organisations,
    party_told,
    revised,
    said_of,
)
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import ReportRow
from cairn.publish.wording.markup import Html, element
from cairn.publish.wording.part_words import texts, words
from cairn.vocab.labels import LANGUAGES

from .frame import Pages
from .groups import Groups, Means
from .lists import LONGEST_LIST, Listing, listed, table_row
from .long_lists import LongList, Part, draw_part
from .scope_twins import organisation_twin


@dataclass(frozen=True, slots=True)
class Plan:
    """What the page of an organisation shows that its incidents do not say: every report of it, whether the party whose
    voice it is has a page, and by language the doors to the parts of a long list."""

    name: str
    slug: str
    ids: tuple[str, ...]
    reports: Sequence[ReportRow]
    party_slug: str
    doors: Mapping[str, Sequence[front.Door]]


def organisation_files(groups: Groups, cuts: Cuts, found: Index) -> None:
    """Every page under `sources/` in both languages, and their twins; an organisation is a group of its own, and so is
    each part of a long list of what it said."""
    every = organisations(found)
    for pages in groups.means.both(found):
        _index(pages, every)
    long = LongList(groups, cuts, SAID.day, said_part)
    for one in every:
        ids = tuple(key for key in found.incidents if key in one.claims)
        rows = [found.incidents[key] for key in ids]
        path, party = f"sources/{one.slug}.html", party_told(found, one)
        doors = {
            lang: long.doors(lang, path, one.name, rows, _crumbs(lang), of=one.name) for lang in LANGUAGES
        }
        slug = found.actor_slugs.get(party, "") if party in found.actors("en") else ""
        plan = Plan(one.name, one.slug, ids, tuple(one.reports), slug, doors)
        groups.draw(f"sources/{one.slug}", organisation_group, cuts.of(ids), plan)


def organisation_group(means: Means, cut: Cut, plan: Plan) -> None:
    """The pages of an organisation, and its twins."""
    one = organisation_in(cut.found, plan.name, plan.slug, plan.reports)
    for pages in means.both(cut.found):
        _organisation(pages, one, plan)
    organisation_twin(cut.found, means.folder, one, preview=means.preview)


def said_part(means: Means, cut: Cut, part: Part) -> None:
    """One page of a long list of what an organisation said."""
    one = organisation_in(cut.found, part.of, "")
    rows = {key: row | {"said_by": one} for key, row in cut.found.incidents.items()}
    draw_part(means, cut.found, SAID, part, rows)


def _crumbs(lang: str) -> list[tuple[str, str]]:
    return [(words(lang, "source.title"), "index.html")]


def _index(pages: Pages, every: Sequence[Organisation]) -> None:
    lang = pages.lang
    groups = [
        {
            "name": words(lang, "source.language", language=name),
            "doors": [front.Door(one.name, len(one.claims), f"{one.slug}.html") for one in some],
        }
        for name, some in by_language(every, lang)
    ]
    pages.add(
        "sources/index.html", "organisations.html", words(lang, "source.title"), groups=groups, w=texts(lang)
    )


def _organisation(pages: Pages, one: Organisation, plan: Plan) -> None:
    found, lang, path = pages.found, pages.lang, f"sources/{one.slug}.html"
    rows = [found.incidents[key] | {"said_by": one} for key in plan.ids]
    changed = [r for key in plan.ids if (r := revised(found, one, key, lang))]
    pages.add(
        path,
        "organisation.html",
        one.name,
        path.removesuffix(".html"),
        page=replace(organisation_page(found, one, lang), party_slug=plan.party_slug),
        revised=changed[:LONGEST_LIST],
        w=texts(lang),
        **listed(pages, SAID, path, one.name, rows, _crumbs(lang), doors=plan.doors[lang] or None),
    )


def _said(pages: Pages, incident: Any, root: str) -> Html:
    """One incident with what the organisation said of it and what stands for it."""
    lang, one = pages.lang, incident["said_by"]
    told = _of(pages, one, incident["id"])
    code = element("a", {"href": f"{root}incidents/{told.slug}/index.html"}, element("bdi", None, told.title))
    figure = told.said or element("span", {"class": "nofig"}, words(lang, "source.no_count"))
    hidden = element("span", {"class": "vh"}, f" {told.title}")
    door = element("a", {"href": f"{root}{told.href}"}, words(lang, "source.words"), hidden)
    return table_row(code, [told.when, told.place, figure, told.killed, door])


def _of(pages: Pages, one: Organisation, incident: str) -> Any:
    return said_of(pages.found, one, incident, pages.lang)


SAID = Listing(
    "incidents",
    ("code", "date", "place", "it_said", "of_incident", "its_own_words"),
    _said,
    "date_start",
    "range_note",
)
