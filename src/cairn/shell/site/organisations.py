"""The pages of organisations as sources: the index by language, and each with what it said."""

from __future__ import annotations

from typing import Any

from cairn.publish.parts import front_page as front
from cairn.publish.parts.organisation_page import (
    Organisation,
    by_language,
    organisation_page,
    organisations,
    revised,
    said_of,
)
from cairn.publish.wording.markup import Html, element
from cairn.publish.wording.part_words import texts, words

from .frame import Pages
from .lists import LONGEST_LIST, Listing, listed, table_row


def organisation_pages(pages: Pages) -> None:
    """Every page of one language under `sources/`."""
    found, lang = pages.found, pages.lang
    every, title, w = organisations(found), words(lang, "source.title"), texts(lang)
    groups = [
        {
            "name": words(lang, "source.language", language=name),
            "doors": [front.Door(one.name, len(one.claims), f"{one.slug}.html") for one in some],
        }
        for name, some in by_language(every, lang)
    ]
    pages.add("sources/index.html", "organisations.html", title, groups=groups, w=w)
    for one in every:
        path = f"sources/{one.slug}.html"
        rows = [row | {"said_by": one} for key, row in found.incidents.items() if key in one.claims]
        changed = [
            r for key in found.incidents if key in one.claims and (r := revised(found, one, key, lang))
        ]
        pages.add(
            path,
            "organisation.html",
            one.name,
            path.removesuffix(".html"),
            page=organisation_page(found, one, lang),
            revised=changed[:LONGEST_LIST],
            w=w,
            **listed(pages, SAID, path, one.name, rows, [(title, "index.html")]),
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
