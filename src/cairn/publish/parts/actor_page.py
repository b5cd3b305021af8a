"""The page of one actor under a viewpoint: its names, its relations and designations, each with author, days and source.

What counts under the viewpoint stands first; what others contest stands apart with who says it and who denies it. The
page leads to the same actor as others hold it, wherever that would tell anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cairn.actors import words as spoken
from cairn.actors.about import CONTESTED, GROUP, About, Grouped, Listing, about
from cairn.actors.groups import GROUPING, Member
from cairn.actors.viewpoint import Contested, Standing, Viewpoint
from cairn.publish.drawings.actor_drawing import Branch, actor_drawing
from cairn.publish.rows.index import Index
from cairn.publish.wording.figures import day_words
from cairn.publish.wording.ground_words import listed
from cairn.publish.wording.markup import Html
from cairn.vocab.labels import label, say
from cairn.vocab.relations import Designation, Relation


@dataclass(frozen=True, slots=True)
class NameView:
    """A name and the language it is in."""

    lang: str
    words: str


@dataclass(frozen=True, slots=True)
class SayingView:
    """One author's word: what it says, who says it, for which days and where, when it was said, and by what it is known.

    `against` is who contradicts it, each in a sentence with its source; `why` why it is not followed."""

    told: str
    author: str
    days: str
    said: str
    source: str
    denial: bool
    against: tuple[tuple[str, str], ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class ListingView:
    """A designation: who lists whom on which list, by which act, for which days, and how it bears on the actor."""

    authority: str
    list: str
    act: str
    days: str
    source: str
    bears: str
    counts: bool


@dataclass(frozen=True, slots=True)
class GroupView:
    """Another actor that this one counts for, or that counts for it, on which days, and through which words."""

    name: str
    href: str
    days: str
    through: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """A name and the actor's page that it leads to."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class ActorPage:
    """Everything the template sets down."""

    slug: str
    name: str
    names: tuple[NameView, ...]
    kind: str
    source: str
    read_as: Door | None
    held: str
    grouped: str
    neutral: bool
    relations: tuple[SayingView, ...]
    contested: tuple[SayingView, ...]
    listings: tuple[ListingView, ...]
    groups_into: tuple[GroupView, ...]
    grouped_into_it: tuple[GroupView, ...]
    views: tuple[Door, ...]
    belligerent: str
    drawing: Html


class ActorPages:
    """The pages of a site's actors in one language. `slugs` are those of the actors that have one."""

    def __init__(self, found: Index, slugs: Mapping[str, str], lang: str) -> None:
        self.found, self.slugs, self.lang = found, slugs, lang
        self.who = found.record.who
        self.names = {key: found.name("actor", key, lang) for key in self.who.actors}

    def page(self, actor: str, standing: Standing, views: Iterable[str], root: str) -> ActorPage:
        """One actor under the viewpoint of a standing; `views` are the holders with a page of it, `root` the way up."""
        told = about(actor, standing, self.who.designations)
        one, lang, names = self.who.actors[actor], self.lang, self.names
        upheld = {c.relation: c.against for c in told.upheld}
        apart = [(say(lang, "not_chosen"), c) for c in told.contested]
        apart += [(say(lang, "holder_denies"), c) for c in told.left_out]
        order = sorted(views, key=lambda v: ((names.get(v) or v).casefold(), v))
        return ActorPage(
            slug=self.slugs[actor],
            name=names[actor],
            names=tuple(NameView(code, words) for code, words in one.names.items() if words != names[actor]),
            kind=label(lang, "actor_kind", one.kind),
            source=one.source,
            read_as=self._door(one.read_as) if one.read_as else None,
            held=spoken.held(standing.viewpoint, lang, names),
            grouped=spoken.grouped(standing.viewpoint, lang, names),
            neutral=standing.viewpoint.is_neutral,
            relations=tuple(self._saying(r, upheld.get(r, ())) for r in sorted(told.relations, key=_by_day)),
            contested=tuple(
                self._contested(c, why) for why, c in sorted(apart, key=lambda p: _by_day(p[1].relation))
            ),
            listings=tuple(self._listing(x, actor) for x in told.listings),
            groups_into=tuple(self._group(g, g.member.of, root) for g in told.groups_into),
            grouped_into_it=tuple(self._group(g, g.member.actor, root) for g in told.grouped_into_it),
            views=tuple(Door(spoken.held(Viewpoint(v), lang, names), slug_of_view(v)) for v in order),
            belligerent=self.found.actor_slugs.get(actor, ""),
            drawing=self._drawing(told, apart, root),
        )

    def _drawing(self, told: About, apart: Iterable[tuple[str, Contested]], root: str) -> Html:
        """Whom it counts for and who counts for it, with what would be so by words that are not followed."""
        above = [self._branch(g, g.member.of, root) for g in told.groups_into]
        beneath = [self._branch(g, g.member.actor, root) for g in told.grouped_into_it]
        for why, c in apart:
            word = c.relation
            if word.relation in GROUPING and told.actor in (word.subject, word.object):
                up = told.actor == word.subject
                name = self._door(word.object if up else word.subject)
                href = f"{root}{name.slug}/index.html" if name.slug else ""
                (above if up else beneath).append(Branch(name.name, why, href, contested=True))
        lang, held = self.lang, spoken.grouped(told.standing.viewpoint, self.lang, self.names)
        heads = (say(lang, "counts_for"), say(lang, "counted_for_it"))
        return actor_drawing(self.names[told.actor], held, heads, above, beneath, lang)

    def _branch(self, group: Grouped, other: str, root: str) -> Branch:
        view = self._group(group, other, root)
        return Branch(view.name, view.days, view.href)

    def _door(self, actor: str) -> Door:
        return Door(self.names.get(actor, actor), self.slugs.get(actor, ""))

    def _author(self, key: str) -> str:
        return self.names.get(key, key) if key else say(self.lang, "withheld_resident")

    def _saying(self, word: Relation, against: Iterable[Relation], why: str = "") -> SayingView:
        lang = self.lang
        return SayingView(
            told=_first_letter(spoken.saying(word, lang, self.names)),
            author=self._author(word.asserted_by),
            days=self._days(word),
            said=say(lang, "said_in", day=day_words(lang, word.said.isoformat())) if word.said else "",
            source=word.source,
            denial=word.relation == "denies",
            against=tuple(self._against(w) for w in against),
            why=why,
        )

    def _contested(self, contested: Contested, why: str) -> SayingView:
        return self._saying(contested.relation, contested.against, why)

    def _against(self, word: Relation) -> tuple[str, str]:
        """Who contradicts it and when, and where it stands: a denial by its author, another word in full."""
        author = self._author(word.asserted_by)
        if word.relation == "denies":
            told = say(self.lang, "denied_by", author=author)
        else:
            told = say(self.lang, "word_of", author=author, told=spoken.saying(word, self.lang, self.names))
        said = [day_words(self.lang, word.said.isoformat())] if word.said else []
        return listed(self.lang, [told, *said]), word.source

    def _days(self, word: Relation | Member) -> str:
        days = span_words(self.lang, word)
        if not word.countries:
            return days
        countries = listed(self.lang, [label(self.lang, "country", c) for c in word.countries])
        return say(self.lang, "days_in", days=days, countries=countries)

    def _listing(self, listing: Listing, actor: str) -> ListingView:
        d, lang = listing.designation, self.lang
        whom = self.names.get(d.actor, d.actor)
        bears = {GROUP: "listed_group", CONTESTED: "listed_contested"}.get(listing.bears, "")
        return ListingView(
            authority=self._author(d.authority),
            list=d.list,
            act=d.act,
            days=span_words(lang, d),
            source=d.source,
            bears=say(lang, bears, actor=whom) if bears else "",
            counts=listing.counts,
        )

    def _group(self, group: Grouped, other: str, root: str) -> GroupView:
        slug = self.slugs.get(other, "")
        through = tuple(
            say(
                self.lang,
                "word_of",
                author=self._author(r.asserted_by),
                told=spoken.saying(r, self.lang, self.names),
            )
            for r in group.through
        )
        name = self.names.get(other, other)
        return GroupView(name, f"{root}{slug}/index.html" if slug else "", self._days(group.member), through)


def span_words(lang: str, told: Relation | Designation | Member) -> str:
    """From when to when, as far as it is told."""
    first, last = (day_words(lang, d.isoformat()) if d else "" for d in (told.start, told.end))
    if first and last:
        return first if first == last else say(lang, "a_to_b", a=first, b=last)
    if first:
        return say(lang, "from_day", day=first)
    return say(lang, "until_day", day=last) if last else say(lang, "days_not_told")


def tells_else(told: About, neutral: About) -> bool:
    """Whether a viewpoint tells anything of an actor that the neutral page does not."""
    return (told.relations, told.groups_into, told.grouped_into_it) != (
        neutral.relations,
        neutral.groups_into,
        neutral.grouped_into_it,
    )


def holders_of(actor: str, neutral: About) -> list[str]:
    """Everybody whose word bears on an actor, A to Z: those who may hold it otherwise."""
    found = {r.asserted_by for r in neutral.relations}
    for contested in neutral.contested:
        found |= {contested.relation.asserted_by, *(w.asserted_by for w in contested.against)}
    found |= {x.designation.authority for x in neutral.listings}
    return sorted(found - {""})


def slug_of_view(holder: str) -> str:
    """The folder of a viewpoint beneath its actor's."""
    return f"as-held-by-{holder}"


def _first_letter(words: str) -> str:
    return words[:1].upper() + words[1:]


def _by_day(word: Relation) -> tuple[str, str]:
    return (word.start.isoformat() if word.start else "", word.id)
