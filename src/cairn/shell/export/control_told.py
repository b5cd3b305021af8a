"""Answers on who held what in words for a person at a terminal: an answer's object enters, lines leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cairn.control.beside import percent

Json = Mapping[str, Any]
_DENOMINATORS = {
    "land_area": "of the land area",
    "neighbourhoods": "of the neighbourhoods",
    "built_up": "of the built-up area",
    "not_stated": "of the land area",
}
_SHOWN = 30


def share_words(value: Json) -> str:
    """The share on one day: what it is of, what it rests on, what is open, and what was claimed."""
    return "\n".join(_share_lines(value))


def _share_lines(value: Json) -> Iterator[str]:
    range_ = percent(value["share_min"], value["share_max"])
    of = _DENOMINATORS[value["denominator"]]
    yield f"{value['place']} ({value['place_id']}) on {value['on']}: {value['actor_name']} held {range_} {of}."
    yield f"  The ends are what was surely held and what may have been, of {_amount(value['total'], value['unit'])}."
    if value["actor_chosen"]:
        yield f"  {value['actor_name']} is shown because {value['actor_chosen']}; --actor asks for another."
    for actor, areas in sorted(value["held"].items()):
        yield f"  held by {who(value, actor.split('+'))}: {_areas(areas)}"
    for status in ("partly_held", "contested", "disputed", "unknown"):
        if value[status]:
            yield f"  {status.replace('_', ' ')}: {_areas(value[status])}"
    if value["basis"] == "drawings":
        for kind, amount in value["amounts"].items():
            status, _, actors = kind.partition(":")
            by = f" by {who(value, actors.split('+'))}" if actors else ""
            yield f"  {status.replace('_', ' ')}{by}: {_amount(amount, value['unit'])}"
    yield from _claims(value)
    yield from _basis(value)


def series_words(value: Json) -> str:
    """The share over time, a line a day on which it changes."""
    return "\n".join(_series_lines(value))


def _series_lines(value: Json) -> Iterator[str]:
    of = _DENOMINATORS[value["denominator"]]
    yield f"{value['place']} ({value['place_id']}): what {value['actor_name']} held {of}, from each day on"
    before = None
    for point in value["series"]:
        told = percent(point["share_min"], point["share_max"])
        if told != before:
            yield f"  {point['on']}  {told}"
        before = told
    yield from _claims(value)
    yield from _basis(value)


def _claims(value: Json) -> Iterator[str]:
    yield from (claim_words(value, claim) for claim in value["claims"])


def claim_words(value: Json, claim: Json) -> str:
    """A claim in its line: of which day, whose, on what whom held, and where it lies to what is computed."""
    held = who(value, claim["actors"])
    of = "" if claim["denominator"] != "not_stated" else " (of what, it does not say)"
    return (
        f"  claim of {claim['on']} by {claim['asserted_by_name']}, on what {held} held{of}: {claim['words']}"
    )


def who(value: Json, actors: Iterable[str]) -> str:
    """Actors by name, joined."""
    return " and ".join(value["names"].get(actor, actor) for actor in actors)


def _basis(value: Json) -> Iterator[str]:
    policy = value["policy"]
    stale = policy["stale_after_days"]
    old = f"until it is {stale} days old" if stale is not None else "for ever"
    whose = f" of {', '.join(policy['authors'])} alone" if policy["authors"] else ""
    yield f"  Policy: the last word{whose} on an area stands until another, {old}; {policy['grouped']}."
    if value["from"] == "shipped":
        yield (
            f"  From the shipped case {value['case']}: this workspace holds no word on the place. "
            f"`cairn add {value['case']} --as control` takes it in."
            if value["case"]
            else "  From the cases that ship with Cairn: there is no workspace here."
        )


def _areas(areas: Iterable[Json]) -> str:
    listed = [f"{area['name']} ({area['id']})" for area in areas]
    more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return ", ".join(listed[:_SHOWN]) + more


def _amount(amount: float, unit: str) -> str:
    return f"{amount:,.2f} km\u00b2" if unit == "km2" else f"{amount:,.0f} {unit}"
