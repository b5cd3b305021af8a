"""Who is who on the command line: one actor under a viewpoint with every word that bears on it, or all of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from cairn.actors import words as said
from cairn.actors.about import About, Grouped, Listing, about
from cairn.actors.viewpoint import DENIES, Contested
from cairn.publish.rows.actors import actor_row, designation_row, relation_row
from cairn.shell.records.actors import registry_of
from cairn.shell.workspace import Workspace
from cairn.vocab.relations import Relation

from .asked import actor_asked
from .names import names_of
from .standing import standing_of, viewpoint_of
from .who import who

Json = dict[str, Any]
LANGUAGES = ("en", "ar")
NOT_CHOSEN, DENIED = "contested", "denied by the viewpoint"
"""Why a contested word does not count: nothing chooses between those who say it and those who deny it, or the holder."""


def listed(ws: Workspace) -> list[Json]:
    """Every actor, by id."""
    return [actor_row(a) for _, a in sorted(registry_of(ws).items())]


def found(ws: Workspace, name: str, held_by: str = "", day: date | None = None) -> tuple[Json, About]:
    """An actor's own row, and what there is to tell of it under a viewpoint, on a day or at any time.

    Raises `NotFound` (actor-unknown, viewpoint-unknown) for a name nobody has; `unknown` is nobody.
    """
    actors = registry_of(ws)
    actor = actors[actor_asked(name, actors, nobody=False)]
    standing = standing_of(ws, viewpoint_of(ws, held_by), day)
    return actor_row(actor), about(actor.id, standing, who(ws).designations)


def shown(ws: Workspace, row: Json, told: About) -> Json:
    """The same as one object; `grouped` is how it was grouped, in words."""
    viewpoint, names = told.standing.viewpoint, names_of(ws)
    spoken = {lang: {key: name[lang] for key, name in names.items()} for lang in LANGUAGES}
    upheld = {c.relation: c.against for c in told.upheld}
    return {
        **row,
        "as_held_by": viewpoint.holder or None,
        "held": {lang: said.held(viewpoint, lang, spoken[lang]) for lang in LANGUAGES},
        "grouped": {lang: said.grouped(viewpoint, lang, spoken[lang]) for lang in LANGUAGES},
        "on": told.standing.day and told.standing.day.isoformat(),
        "relations": [
            {
                **relation_row(r),
                "against": _rows(upheld.get(r, ())),
                "words": said.said(r, "en", spoken["en"]),
            }
            for r in told.relations
        ],
        "contested": [
            {
                **relation_row(c.relation),
                "why": why,
                "against": _rows(c.against),
                "words": said.contested((c.relation,), c.against, "en", spoken["en"]),
            }
            for why, c in _apart(told)
        ],
        "designations": [
            {**designation_row(x.designation), "bears": x.bears, "counts": x.counts} for x in told.listings
        ],
        "groups_into": [_group(g, g.member.of) for g in told.groups_into],
        "grouped_into_it": [_group(g, g.member.actor) for g in told.grouped_into_it],
    }


def _apart(told: About) -> list[tuple[str, Contested]]:
    return [*((NOT_CHOSEN, c) for c in told.contested), *((DENIED, c) for c in told.left_out)]


def _rows(words: Iterable[Relation]) -> list[Json]:
    return [relation_row(w) for w in words]


def _group(group: Grouped, other: str) -> Json:
    m = group.member
    days = {"from": m.start and m.start.isoformat(), "to": m.end and m.end.isoformat()}
    return {"id": other, **days, "countries": list(m.countries), "through": _rows(group.through)}


def text(ws: Workspace, row: Json, told: About) -> list[str]:
    """The same for a person: for whom it counts, who lists it, and then each word that is said of it."""
    names = {key: name["en"] for key, name in names_of(ws).items()}
    way = _edges(((r, ()) for r in _on_the_way(told)), names)
    return [
        f"{row['names']['en']} · {row['names']['ar']} ({row['id']}, {row['kind']})",
        *_read_as(row, names),
        *_heading(told, names),
        *_block("It counts for", [_grouped(g, g.member.of, names) for g in told.groups_into]),
        *_block("These count for it", [_grouped(g, g.member.actor, names) for g in told.grouped_into_it]),
        *_block("Listed as terrorist", _listings(told, names)),
        *_block("Relations", _relations(told, names)),
        *(_block("On the way to those it counts for", way) if way else ()),
        *_block("Contested, and not followed here", _contested(told, names)),
        *_about_names(row),
    ]


def _on_the_way(told: About) -> list[Relation]:
    """The words of chains to those that it counts for, but those of the actor itself: they stand among its relations."""
    steps = dict.fromkeys(r for g in told.groups_into for r in g.through)
    return [r for r in steps if told.actor not in (r.subject, r.object)]


def _read_as(row: Json, names: said.Names) -> Iterable[str]:
    if row["read_as"]:
        whole = said.spoken(row["read_as"], "en", names)
        yield f"  a text that names it is read for {whole}; registers and relations go by its own name"


def _about_names(row: Json) -> Iterable[str]:
    if row["aliases"]:
        yield f"  also written: {'; '.join(row['aliases'])}"
    if row["source"]:
        yield f"  known by: {row['source']}"


def _heading(told: About, names: said.Names) -> Iterable[str]:
    standing = told.standing
    when = f"on {standing.day}" if standing.day else "at any time, each word with its days"
    yield f"{_capital(said.held(standing.viewpoint, 'en', names))}; {when}"
    if not standing.viewpoint.is_neutral:
        yield f"  {said.grouped(standing.viewpoint, 'en', names)}"


def _block(title: str, lines: list[str]) -> list[str]:
    return [f"{title}:", *(f"  {line}" for line in lines)] if lines else [f"{title}: none is told here."]


def _relations(told: About, names: said.Names) -> list[str]:
    against = {c.relation: c.against for c in told.upheld}
    return _edges(((r, against.get(r, ())) for r in told.relations), names)


def _contested(told: About, names: said.Names) -> list[str]:
    return _edges(((c.relation, c.against) for _, c in _apart(told)), names)


def _edges(words: Iterable[tuple[Relation, tuple[Relation, ...]]], names: said.Names) -> list[str]:
    """Each thing that is said or denied; below it who says so, then who contradicts it, each with days and source."""
    says: dict[str, dict[str, None]] = {}
    against: dict[str, dict[str, None]] = {}
    for word, others in sorted(words, key=lambda pair: (pair[0].start or date.min, pair[0].id)):
        edge = said.saying(word, "en", names)
        says.setdefault(edge, {})[_by(word, names)] = None
        against.setdefault(edge, {}).update((_by(other, names, edge), None) for other in others)
    return [line for edge in says for line in (edge, *says[edge], *against[edge])]


def _by(word: Relation, names: said.Names, beside: str = "") -> str:
    """Who says or denies it; `beside` is what stands above the line, where another thing may be said."""
    edge = said.saying(word, "en", names)
    verb = "denied by" if word.relation == DENIES else "says"
    other = f"{edge}, " if beside and edge != beside and word.relation != DENIES else ""
    author = said.spoken(word.asserted_by, "en", names)
    day = f"; said {word.said}" if word.said else ""
    return f"  {other}{verb} {author} ({said.days(word)}{day}). Source: {word.source}"


def _listings(told: About, names: said.Names) -> list[str]:
    lines = [_listing(x, told.actor, names) for x in told.listings]
    holder = told.standing.viewpoint.holder
    itself = any(x.counts and x.designation.actor == told.actor for x in told.listings)
    if holder and holder != told.actor and not itself:
        author, name = said.spoken(holder, "en", names), said.spoken(told.actor, "en", names)
        lines.append(f"No listing of {name} itself by {author} is told here.")
    return lines


_BEARS = {"groups_into": ", which it is grouped into here", "contested": ", which others say it belongs to"}


def _listing(listing: Listing, actor: str, names: said.Names) -> str:
    d = listing.designation
    days = " ".join(f"{end} {day}" for end, day in (("from", d.start), ("to", d.end)) if day)
    whom = said.spoken(d.actor, "en", names) + _BEARS.get(listing.bears, "")
    act = ", ".join(part for part in (d.list, d.act, days or "days not told") if part)
    return f"{_capital(said.spoken(d.authority, 'en', names))} lists {whom}: {act}. Source: {d.source}"


def _grouped(group: Grouped, other: str, names: said.Names) -> str:
    ways = said.steps(group.through, "en", names)
    return f"{said.spoken(other, 'en', names)} ({said.days(group.member)}): {ways}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
