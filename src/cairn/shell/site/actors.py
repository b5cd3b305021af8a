"""The pages of who is who: the list A to Z, each actor, and each as somebody holds it where that tells anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cairn.actors.about import About, about
from cairn.actors.viewpoint import Standing, Viewpoint, standing
from cairn.publish.parts.actor_page import ActorPages, holders_of, slug_of_view, tells_else
from cairn.publish.rows.index import Index, slugs
from cairn.publish.rows.who_is_who import concerned, speakers
from cairn.vocab.labels import label, say

from .frame import Pages


@dataclass(frozen=True, slots=True)
class ActorLine:
    """One actor in the list of actors."""

    slug: str
    name: str
    other: str
    kind: str


class Views:
    """The viewpoints of a record, each reckoned once: what counts under it, and for whom it tells anything else."""

    def __init__(self, found: Index) -> None:
        self.who = found.record.who
        shown = self.who.shown(concerned(found.record), speakers(found.record))
        self.slugs = slugs({key: key for key in sorted(shown)})
        self._standing: dict[str, Standing] = {}
        self.of: Mapping[str, tuple[str, ...]] = {key: self._holders(key) for key in self.slugs}

    def standing(self, holder: str = "") -> Standing:
        """What counts as a holder sees it; neutral without one."""
        if holder not in self._standing:
            self._standing[holder] = standing(self.who.relations, Viewpoint(holder))
        return self._standing[holder]

    def _holders(self, actor: str) -> tuple[str, ...]:
        neutral = self._about(actor)
        asked = (h for h in holders_of(actor, neutral) if h in self.who.actors)
        return tuple(h for h in asked if tells_else(self._about(actor, h), neutral))

    def _about(self, actor: str, holder: str = "") -> About:
        return about(actor, self.standing(holder), self.who.designations)


def actor_pages(pages: Pages, views: Views) -> None:
    """Every page of one language under `actors/`."""
    found, lang = pages.found, pages.lang
    title = say(lang, "who_is_who")
    lines = sorted(
        (_line(found, views, key, lang) for key in views.slugs), key=lambda a: (a.name.casefold(), a.slug)
    )
    pages.add("actors/index.html", "actors.html", title, page={"actors": lines, "real": _has_real(found)})
    making = ActorPages(found, views.slugs, lang)
    for actor, slug in views.slugs.items():
        page = making.page(actor, views.standing(), views.of[actor], "../")
        pages.add(f"actors/{slug}/index.html", "actor.html", page.name, page=page, up="../", view="")
        for holder in views.of[actor]:
            view = making.page(actor, views.standing(holder), views.of[actor], "../../")
            heading = say(lang, "actor_as_held", actor=page.name, held=view.held)
            path = f"actors/{slug}/{slug_of_view(holder)}/index.html"
            pages.add(path, "actor.html", heading, page=view, up="../../", view=slug_of_view(holder))


def _has_real(found: Index) -> bool:
    """Whether real actors stand here beside invented ones."""
    return any(held.real for held in found.record.control.values())


def _line(found: Index, views: Views, key: str, lang: str) -> ActorLine:
    actor = views.who.actors[key]
    name, other = found.name("actor", key, lang), found.name("actor", key, "en" if lang == "ar" else "ar")
    return ActorLine(
        views.slugs[key], name, other if other != name else "", label(lang, "actor_kind", actor.kind)
    )
