"""Everything that is told of who held what: of a workspace, or of the case that ships where it holds no word.

A place and a policy enter; the words on named areas, the drawings, and where both come from leave. The database is
asked once; drawings are read one at a time when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from cairn.control.areas import Areas, shipped_areas
from cairn.control.cases import case, cases
from cairn.control.layers import Drawings
from cairn.control.model import Area, Assertion, Layer, Policy
from cairn.control.words import Side, Words
from cairn.errors import NotFound
from cairn.shell.workspace import Workspace
from cairn.sources.control_geometry import box_of, meets
from cairn.sources.control_model import Box
from cairn.vocab.actors import Actor, named_apart, registry
from cairn.vocab.relations import Relation, relations

from .masking import NameMask

if TYPE_CHECKING:
    from cairn.shell.records.moment import Moment

WORKSPACE, SHIPPED = "workspace", "shipped"
Load = Callable[[Layer], Iterable[Assertion]]


def _nothing(layer: Layer) -> Iterable[Assertion]:
    return ()


@dataclass(frozen=True)
class Held:
    """What is told, by whom it is known (`WORKSPACE`, or `SHIPPED` and the name of the case), and who is who there."""

    areas: Areas
    assertions: Sequence[Assertion]
    layers: Sequence[Layer] = ()
    load: Load = _nothing
    boxes: Mapping[str, Box] = field(default_factory=dict)  # of what each drawing draws
    origin: str = WORKSPACE
    case: str = ""
    actors: Mapping[str, Actor] = field(default_factory=dict)
    relations: Sequence[Relation] = ()

    def words(self, policy: Policy, side_of: Side | None = None) -> Words:
        """The words on named areas under a policy."""
        return Words(self.assertions, self.areas, policy, side_of)

    def drawings(self, policy: Policy, side_of: Side | None = None) -> Drawings:
        """The drawings under a policy."""
        return Drawings(self.layers, self.load, self.areas, policy, side_of)

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Everybody whose word this is, A to Z."""
        return tuple(sorted({a.asserted_by for a in self.assertions} | {x.asserted_by for x in self.layers}))

    @cached_property
    def spoken(self) -> frozenset[str]:
        """The areas of which a word is told, and all that they are parts of."""
        told = {a.area for a in self.assertions if a.area}
        return frozenset(told | {up for area in told for up in self.areas.above(area)})

    def speaks_of(self, place: str) -> bool:
        """Whether a word is told of the place, of a part of it, or of what it is a part of."""
        up = self.areas.above(place)
        return place in self.spoken or any(a.area in up for a in self.assertions if a.holding != "share")

    def name_of(self, id: str, lang: str = "en") -> str:
        """The name of an actor or author as it may be shown."""
        actor = self.actors.get(id)
        return actor.names.get(lang, actor.names["en"]) if actor else id

    def area_name(self, id: str, lang: str = "en") -> str:
        """The name of an area, its id where it has none."""
        area = self.areas.get(id)
        names = area.names if area else {}
        return names.get(lang) or names.get("en") or next(iter(names.values()), id)


def held_in(ws: Workspace | None, then: Moment | None = None) -> Held:
    """What a workspace holds, or held at a moment of its record; without one, what every shipped case tells."""
    if ws is None:
        return shipped_held()
    from cairn.shell.records import control
    from cairn.shell.records.actors import registry_of, relations_of
    from cairn.shell.records.load import withdrawn

    rows, mask = control.layer_rows(then), NameMask(withdrawn("name"))
    return Held(
        areas=control.areas_of(ws, then),
        assertions=[_masked(word, mask) for word in control.assertions(then)],
        layers=[_masked(control.layer_of(row.id, row.value), mask) for row in rows],
        load=lambda layer: (_masked(word, mask) for word in control.drawn(ws, layer)),
        boxes={row.id: tuple(row.value["box"]) for row in rows},
        actors=registry_of(ws),
        relations=relations_of(ws, then),
    )


Author = TypeVar("Author", Assertion, Layer)


def _masked(told: Author, mask: NameMask) -> Author:
    """The word or drawing without names that were withdrawn (rule 3)."""
    if mask.pattern is None:
        return told
    shown = replace(told, asserted_by=mask(told.asserted_by), source=mask(told.source))
    return replace(shown, note=mask(shown.note)) if isinstance(shown, Assertion) else shown


def shipped_held(name: str = "") -> Held:
    """What a shipped case tells; every case where none is named."""
    found = [case(one) for one in ((name,) if name else cases())]
    return Held(
        areas=shipped_areas().with_areas(area for one in found for area in one.areas),
        assertions=[a for one in found for a in one.assertions],
        origin=SHIPPED,
        case=name,
        actors=named_apart(registry()),
        relations=relations(),
    )


def held_of(ws: Workspace | None, told: str, then: Moment | None = None) -> tuple[Held, Area]:
    """What is told of a place, and the one area that its name or P-code means.

    Where the workspace holds no word on it and draws nothing, the shipped case that does answers. Raises `NotFound`
    (area-unknown, area-ambiguous).
    """
    held = held_in(ws, then)
    found = [area for area in held.areas.find(told) if held.speaks_of(area.id) or _is_drawn(held, area)]
    if held.origin == WORKSPACE and not found:
        for name in cases():
            other = shipped_held(name)
            if any(other.speaks_of(area.id) for area in other.areas.find(told)):
                return other, place_of(other, told)
    return held, place_of(held, told)


def place_of(held: Held, told: str) -> Area:
    """The area of this name or P-code; of several of one name within each other, the smallest that is spoken of."""
    found = held.areas.find(told)
    if len(found) > 1:
        spoken = [area for area in found if held.speaks_of(area.id)]
        above = {up for area in spoken for up in held.areas.above(area.id)}
        inmost = [area for area in spoken if area.id not in above]
        if len(inmost) == 1:
            return inmost[0]
    return held.areas.one(told, "place")


def author_of(held: Held, told: str) -> str:
    """The author of this name or actor's id. Raises `NotFound` (control-author-unknown)."""
    wanted = told.strip().casefold()
    for author in held.authors:
        actor = held.actors.get(author)
        spelt = (author, *(actor.names.values() if actor else ()), *(actor.aliases if actor else ()))
        if wanted in (word.casefold() for word in spelt):
            return author
    raise NotFound(
        "control-author-unknown",
        "nobody of this name says who held what here",
        field="author",
        value=told,
        remedy=f"One of {', '.join(held.authors[:20])}."
        if held.authors
        else "Add what authors say: --as control.",
    )


def _is_drawn(held: Held, place: Area) -> bool:
    """Whether a drawing may show the place, by the box round what it draws; or is complete within a frame round it."""
    polygons = [
        p for id in (place.id, *held.areas.leaves(place.id)) if (a := held.areas.get(id)) for p in a.polygons
    ]
    around = {place.id, *held.areas.above(place.id)}
    if not polygons:
        return False
    mine = box_of(polygons)
    return any(x.frame in around or meets(held.boxes[x.id], mine) for x in held.layers)
