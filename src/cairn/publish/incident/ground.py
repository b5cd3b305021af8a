"""Who held the ground of one incident on its day, as its page tells it: whose word, of which day, where it stands.

Nothing here says more of the place than the circle that the page draws (rule 6). Where nobody's word is on record that
is said; only where a record holds no word on any ground is the question not put.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cairn.control.ground import Ground, Touched
from cairn.control.model import AreaState
from cairn.publish.ground.control_names import ControlNames, area_key
from cairn.publish.ground.control_page import day_file, page_days
from cairn.publish.rows.held_place import GroundThen
from cairn.publish.rows.index import Index
from cairn.publish.wording.ground_words import area_name_of, day_of, state_words
from cairn.vocab.labels import say


@dataclass(frozen=True, slots=True)
class GroundLine:
    """Ground in one state: which areas, by whose words, and the day of the last of these."""

    state: str
    areas: tuple[tuple[str, str], ...]
    authors: str
    last_word: str


@dataclass(frozen=True, slots=True)
class GroundView:
    """The section of an incident's page. `doors` lead to the places' pages: of the day, and of all words."""

    lead: str
    lines: tuple[GroundLine, ...]
    doors: tuple[tuple[str, str], ...]


def ground_view(found: Index, incident_id: str, lang: str) -> GroundView | None:
    """What the page says; None where the record holds no word on who held any ground."""
    if not found.record.control:
        return None
    then = found.record.ground.get(incident_id)
    if then is None:
        return GroundView(say(lang, "ground_undated"), (), ())
    if then.answer is None:
        return GroundView(say(lang, "ground_too_wide"), (), ())
    if then.answer.answer == "no_word":
        return GroundView(say(lang, "ground_nobody", day=day_of(lang, then.day)), (), ())
    names = ControlNames(found, lang, "")
    key = "ground_one" if then.answer.answer == "held" else "ground_unclear"
    key = "ground_inside" if then.inside else key
    holder = names.actor(then.answer.holder) if then.answer.holder else ""
    lead = say(lang, key, day=day_of(lang, then.day), actor=holder)
    lead = f"{_age(then.day, then.answer, lang)} {lead}".strip() if key == "ground_one" else lead
    return GroundView(lead, tuple(_lines(found, then, names)), tuple(_doors(found, then, names)))


def _age(day: date, answer: Ground, lang: str) -> str:
    """How old the words are, before anything that they say: who held it months ago need not have held it that day."""
    ages = sorted({(day - touched.last_word).days for touched in answer.touched if touched.last_word})
    if not ages:
        return ""
    if len(ages) == 1:
        return say(lang, "ground_age", n=ages[0])
    return say(lang, "ground_ages", n=ages[0], m=ages[-1])


def _lines(found: Index, then: GroundThen, names: ControlNames) -> list[GroundLine]:
    """The ground by its states, those of the largest part of the circle first."""
    groups: dict[tuple[str, str, str], list[Touched]] = {}
    for touched in then.answer.touched if then.answer else ():
        authors = sorted({names.author(w.asserted_by) for w in touched.because}, key=str.casefold)
        last = say(names.lang, "last_word_of", day=day_of(names.lang, touched.last_word))
        key = (_state(touched, then, names), names.list(authors), last if touched.last_word else "")
        groups.setdefault(key, []).append(touched)
    return [
        GroundLine(state, _areas(found, then, [t.area for t in some], names), authors, last)
        for (state, authors, last), some in groups.items()
    ]


def _state(touched: Touched, then: GroundThen, names: ControlNames) -> str:
    state = AreaState(
        touched.area, then.day, touched.status, touched.holders, 0.0, touched.because, touched.last_word
    )
    return state_words(names.lang, state, names.actor)


def _areas(
    found: Index, then: GroundThen, ids: Sequence[str], names: ControlNames
) -> tuple[tuple[str, str], ...]:
    """The names of areas with the doors to their words; ground in no known area has neither."""
    doors: Mapping[str, str] = {
        area.id: f"control/{found.control_slugs[key]}/index.html#{area_key(area.id)}"
        for key in then.places
        for area in found.record.control[key].areas
    }
    told = [(area_name_of(then.areas[i], i, names.lang), doors.get(i, "")) for i in ids if i in then.areas]
    blank = [(say(names.lang, "ground_beyond"), "")] if any(i not in then.areas for i in ids) else []
    return (*sorted(told, key=lambda one: one[0].casefold()), *blank)


def _doors(found: Index, then: GroundThen, names: ControlNames) -> list[tuple[str, str]]:
    doors = []
    for key in then.places:
        held = found.record.control[key]
        folder = f"control/{found.control_slugs[key]}"
        place = area_name_of(held.place.names, key, names.lang)
        day = max((d for d in page_days(held) if d <= then.day), default=None)
        if day:
            words = say(names.lang, "day_of_place", place=place)
            doors.append((words, f"{folder}/{day_file(day)}"))
        doors.append((say(names.lang, "all_words_of", place=place), f"{folder}/index.html"))
    return doors
