"""The registry of actors: who may be a belligerent, or speak of one, by what names, and known by what source.

`data/actors.toml` enters, checked `Actor` values leave. Readers recognise aliases; pages show `names`. `actors` are
those that a text is read for; `registry` knows also the bodies within them that texts seldom tell apart, and those that
only relations and designations name. Who stands how to whom is told by `relations`, each with its author; `member_of`
and `partner_of` hold what of it nobody denies.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from cairn.errors import CairnError
from cairn.values import folded

from .load import added_words, load_toml, of_words
from .relations import Relation, relations

KINDS = ("state", "coalition", "composite", "group", "party", "unit", "organisation")
"""What an actor is: a state and its government; states that act together; several groups under one name; an armed group;
a political party or movement; a force of something larger; an administration, council or body of states."""

BELONGS = ("member_of", "part_of", "armed_wing_of")
"""The relations by which what one does counts for the other too."""


@dataclass(frozen=True, slots=True)
class Membership:
    """That an actor is a member or a partner of `actor`, from and to a day where known, both included.

    `countries` are those it holds in, empty for any; `source` says how it is known. `one_side`: a partner that speaks
    and strikes for the other wherever both are named, as a member does.
    """

    actor: str
    start: date | None = None
    end: date | None = None
    countries: tuple[str, ...] = ()
    source: str = ""
    one_side: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Actor:
    """One possible belligerent. `names` maps language to the name shown; `aliases` name it anywhere in a
    text, `adjectives` only beside a word of an attack; `generic` is a loose set of groups. A coalition's sum holds its
    members' strikes and none of its partners'. `read_as` is the larger body that texts name it for, where there is one;
    `source` says by what the body and its names are known."""

    id: str
    kind: str
    names: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    member_of: tuple[Membership, ...] = field(default_factory=tuple)
    generic: bool = False
    partner_of: tuple[Membership, ...] = field(default_factory=tuple)
    read_as: str = ""
    source: str = ""


@of_words()
def actors() -> Mapping[str, Actor]:
    """Every actor a text is read for, by id, in the order of the file.

    Raises `CairnError` (actor-list-invalid) on a repeated id, an unknown kind, a missing name or source, or a
    membership in an actor that is not listed.
    """
    return MappingProxyType(_related(_checked(load_toml("actors")["actor"], sourced=_only_shipped())))


@of_words()
def registry() -> Mapping[str, Actor]:
    """Every actor there is: those of `actors`, with their names in further languages, and the bodies within them that
    registers and relations tell apart."""
    tables, sourced = load_toml("actors"), _only_shipped()
    listed = _checked(tables["actor"], sourced=sourced)
    for row in tables.get("also", ()):
        if row["id"] not in listed:
            raise _invalid(row["id"], "is given more names, and is not listed")
        listed[row["id"]] = _with_more_words(listed[row["id"]], row)
    within = _checked(tables.get("within", ()), known=listed, sourced=sourced)
    return MappingProxyType(_related({**listed, **within}))


def named_apart(listed: Mapping[str, Actor]) -> dict[str, Actor]:
    """These actors, each under its own names alone: a larger body, whose aliases name those within it for readers of
    texts, gives the names of these back."""
    theirs = {folded(name) for a in listed.values() if a.read_as for name in (*a.names.values(), *a.aliases)}
    return {key: a if a.read_as else _without(a, theirs) for key, a in listed.items()}


def _without(actor: Actor, names: Set[str]) -> Actor:
    kept = tuple(alias for alias in actor.aliases if folded(alias) not in names)
    return actor if kept == actor.aliases else replace(actor, aliases=kept)


def own_actors(toml: str) -> tuple[Actor, ...]:
    """A team's own actors, from the text of a file in the form of data/actors.toml.

    Raises `CairnError` (actor-list-invalid) as `actors` does, and where the text is no TOML.
    """
    try:
        rows = tomllib.loads(toml).get("actor", [])
    except tomllib.TOMLDecodeError as fault:
        raise _invalid("", f"cannot be read: {fault}") from fault
    return tuple(_checked(rows, known=actors()).values())


def actor_name(actor_id: str, language: str = "en") -> str:
    """The name to show, in Arabic for `ar` and else English; the id itself where it is not listed."""
    actor = actors().get(actor_id)
    return actor.names["ar" if language == "ar" else "en"] if actor else actor_id


def actor_named(name: str) -> str:
    """The id of the actor with this id, name or alias, compared as folded; empty where there is none."""
    return _by_name().get(folded(name.replace("_", " ")), "")


def _only_shipped() -> bool:
    """Whether the list is the one that ships: a team's additions to it need no source."""
    return "actors" not in added_words()


def _checked(
    rows: Iterable[Mapping[str, Any]], known: Mapping[str, Actor] = {}, *, sourced: bool = False
) -> dict[str, Actor]:
    """The actors of the rows by id, each with a source where they are to be `sourced`. A row without a kind adds words
    to an actor listed before it."""
    found: dict[str, Actor] = {}
    for row in rows:
        listed = found.get(str(row.get("id", "")))
        if listed is not None and "kind" not in row:
            found[listed.id] = _with_more_words(listed, row)
            continue
        actor = _actor(row)
        if actor.id in found or actor.id in known:
            raise _invalid(actor.id, "stands twice")
        if sourced and not actor.source:
            raise _invalid(actor.id, "does not say by what it is known")
        found[actor.id] = actor
    for actor in found.values():
        for whole in (
            *(m.actor for m in (*actor.member_of, *actor.partner_of)),
            *filter(None, (actor.read_as,)),
        ):
            if whole not in found and whole not in known:
                raise _invalid(actor.id, f"stands in relation to {whole}, which is not listed")
    return found


def _related(listed: Mapping[str, Actor]) -> dict[str, Actor]:
    """The actors with the memberships and partnerships that the shipped relations tell of them, where both are
    listed and nobody denies it. What an actor's own row tells stands before them."""
    told = relations()
    found = dict(listed)
    for relation in told:
        actor = found.get(relation.subject)
        if actor is None or relation.object not in found or _denied(relation, told):
            continue
        if relation.relation in BELONGS:
            found[actor.id] = replace(actor, member_of=_with(actor.member_of, relation))
        elif relation.relation == "partner_of":
            found[actor.id] = replace(actor, partner_of=_with(actor.partner_of, relation))
    return found


def _denied(relation: Relation, told: Iterable[Relation]) -> bool:
    """Whether anybody denies it, or denies another relation by which the one would count for the other."""
    alike = BELONGS if relation.relation in BELONGS else (relation.relation,)
    return any(
        other.denied in alike and (other.subject, other.object) == (relation.subject, relation.object)
        for other in told
        if other.denied
    )


def _with(told: tuple[Membership, ...], relation: Relation) -> tuple[Membership, ...]:
    """The memberships and this one, unless another author told the same before."""
    new = Membership(
        relation.object,
        relation.start,
        relation.end,
        relation.countries,
        relation.source,
        relation.one_side,
    )
    same = any(replace(known, source=new.source) == new for known in told)
    return told if same else (*told, new)


@of_words()
def _by_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for actor in actors().values():
        for spelling in (actor.id.replace("_", " "), *actor.names.values(), *actor.aliases):
            found.setdefault(folded(spelling), actor.id)
    return found


def _actor(row: Mapping[str, Any]) -> Actor:
    actor_id = str(row.get("id", ""))
    if not actor_id or row.get("kind") not in KINDS:
        raise _invalid(actor_id, f"has the kind {row.get('kind')!r}; known are {', '.join(KINDS)}")
    if not {"en", "ar"} <= set(row.get("names", {})):
        raise _invalid(actor_id, "needs a name in English and in Arabic")
    return Actor(
        id=actor_id,
        kind=row["kind"],
        names=MappingProxyType(dict(row["names"])),
        aliases=tuple(row.get("aliases", ())),
        adjectives=tuple(row.get("adjectives", ())),
        member_of=tuple(_membership(m) for m in row.get("member_of", ())),
        generic=bool(row.get("generic", False)),
        partner_of=tuple(_membership(m) for m in row.get("partner_of", ())),
        read_as=str(row.get("read_as", "")),
        source=str(row.get("source", "")),
    )


def _with_more_words(actor: Actor, row: Mapping[str, Any]) -> Actor:
    """The actor with the names in other languages, the aliases and the adjectives of a row beside its own."""
    return replace(
        actor,
        names=MappingProxyType({**actor.names, **row.get("names", {}), **actor.names}),
        aliases=tuple(dict.fromkeys((*actor.aliases, *row.get("aliases", ())))),
        adjectives=tuple(dict.fromkeys((*actor.adjectives, *row.get("adjectives", ())))),
    )


def _membership(row: Mapping[str, Any]) -> Membership:
    first, last = row.get("from"), row.get("to")
    return Membership(
        row["actor"],
        date.fromisoformat(str(first)) if first else None,
        date.fromisoformat(str(last)) if last else None,
        tuple(row.get("countries", ())),
        str(row.get("source", "")),
        bool(row.get("one_side", False)),
    )


def _invalid(actor_id: str, why: str) -> CairnError:
    return CairnError(
        "actor-list-invalid",
        f"the actor {actor_id or '(no id)'} {why}",
        field="actor",
        value=actor_id,
        remedy="Correct the file of actors.",
    )
