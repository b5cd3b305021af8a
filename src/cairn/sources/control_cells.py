"""One author's word out of the cells of a row or the options of a command: checked, or refused with what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from cairn.errors import RowRejected

from .control_model import Defaults, Known, Told
from .control_share import share_of
from .control_words import refuse_day, tables, word_of
from .register_words import NOBODY

LONGEST_ID = 200
LONGEST_AREA_ID = 100
LONGEST_AUTHOR = 200
_YES, _NO = ("yes", "true", "1", "نعم"), ("", "no", "false", "0", "لا")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.]{1,20}(?:Z|[+-]\d{2}:?\d{2})?)?")
_APART = re.compile(r"[;|,،]")


def told_of_cells(cells: Mapping[str, Any], known: Known, defaults: Defaults = Defaults()) -> Told:  # noqa: B008
    """An author's word of the cells of a row by our names. Raises `RowRejected` for what cannot stand (see the
    functions below for the codes)."""
    share = share_of(cells)
    holding = _holding(cells, share is not None)
    area = one_area(words_of(cells, "area"), known)
    actors = actors_of(cells.get("actors") or defaults.holder, known, "actor")
    refuse_actors(holding, actors)
    days = _days(cells, known, area, defaults)
    author, source = author_of(cells, known, defaults), source_of(cells, defaults)
    start, latest, end, said = days
    key = id_of(cells) or _id(area, author, str(start), str(latest), str(said), holding, *actors)
    return Told(
        id=key,
        holding=holding,
        actors=actors,
        asserted_by=author,
        source=source,
        area=area,
        share=share,
        start=start,
        start_latest=latest,
        end=end,
        said=said,
        denominator=_denominator(cells),
        note=words_of(cells, "note"),
        withdrawn=_withdrawn(cells),
    )


def words_of(cells: Mapping[str, Any], column: str) -> str:
    """A cell as one line of text; "" where there is none."""
    value = cells.get(column)
    return "" if value is None else " ".join(str(value).split())


def items(told: object) -> Iterator[str]:
    """What a cell lists: a list, or words parted by a semicolon, a bar or a comma."""
    listed = told if isinstance(told, list | tuple) else _APART.split("" if told is None else str(told))
    return (word for item in listed if (word := " ".join(str(item).split())))


def id_of(cells: Mapping[str, Any], longest: int = LONGEST_ID) -> str:
    """The id of a row; "" where it has none. Raises `RowRejected` (control-id-unusable)."""
    told = words_of(cells, "id")
    if len(told) > longest or not told.isprintable() or "#" in told:
        raise RowRejected(
            "control-id-unusable",
            f"the id is longer than {longest} letters, or holds # or signs that cannot be printed",
            field="id",
            value=told,
            remedy="Use a short id of letters, digits and signs on one line.",
        )
    return told


def one_area(told: str, known: Known, field: str = "area") -> str:
    """The id of the one area of this P-code or name.

    Raises `RowRejected` (control-area-missing, control-area-unknown, control-area-ambiguous).
    """
    if not told:
        raise RowRejected(
            "control-area-missing",
            "nothing says which ground it speaks of",
            field=field,
            value="",
            remedy="Write a P-code, or a name that only one area bears.",
        )
    found = known.areas(told)
    if not found:
        raise RowRejected(
            "control-area-unknown",
            "no area has this P-code or name",
            field=field,
            value=told,
            remedy="Look it up with `cairn control areas NAME`, or add the ground as an [[area]] of your own.",
        )
    if len(found) > 1:
        shown = ", ".join(found[:8])
        raise RowRejected(
            "control-area-ambiguous",
            f"{len(found)} areas bear this name: {shown}",
            field=field,
            value=told,
            remedy="Write the P-code of the one that is meant.",
        )
    return found[0]


def actors_of(told: object, known: Known, field: str) -> tuple[str, ...]:
    """The ids of the actors a cell names, each once. Raises `RowRejected` (control-actor-unknown)."""
    if isinstance(told, str) and known.actor(told) not in ("", NOBODY):
        return (known.actor(told),)
    found: dict[str, None] = {}
    for name in items(told):
        actor = known.actor(name)
        if actor in ("", NOBODY):
            raise RowRejected(
                "control-actor-unknown",
                "no actor goes by this name",
                field=field,
                value=name,
                remedy="Leave the row out: ground nobody speaks of is unknown."
                if actor
                else "One that `cairn export actors` lists, by id, name or alias; or add it with --as actors.",
            )
        found[actor] = None
    return tuple(found)


def refuse_actors(holding: str, actors: tuple[str, ...]) -> None:
    """Raises `RowRejected` (control-actor-missing, control-contested-alone)."""
    if holding == "contested" and len(actors) < 2:
        raise RowRejected(
            "control-contested-alone",
            "ground is contested between two at least",
            field="actors",
            value="; ".join(actors),
            remedy='Name those who fight over it: "sdf; islamic_state".',
        )
    if not actors:
        raise RowRejected(
            "control-actor-missing",
            "nothing says who held it, or did not",
            field="actor",
            value="",
            remedy="Name the actor. Ground whose holder is not known needs no row: it is unknown.",
        )


def author_of(cells: Mapping[str, Any], known: Known, defaults: Defaults) -> str:
    """The author: an actor's id where it is one, else the name. Raises `RowRejected`
    (control-author-missing, control-author-unusable)."""
    told = words_of(cells, "asserted_by") or defaults.asserted_by
    if not told:
        raise RowRejected(
            "control-author-missing",
            "nothing says who asserts it",
            field="asserted_by",
            value="",
            remedy="Fill the column asserted_by, or add --asserted-by NAME where one author speaks in the whole file.",
        )
    if len(told) > LONGEST_AUTHOR or not told.isprintable():
        raise RowRejected(
            "control-author-unusable",
            f"the author's name is longer than {LONGEST_AUTHOR} letters, or holds signs that cannot be printed",
            field="asserted_by",
            value=told,
            remedy="Write the name alone; what else there is to say goes into the note.",
        )
    actor = known.actor(told)
    return told if actor in ("", NOBODY) else actor


def source_of(cells: Mapping[str, Any], defaults: Defaults) -> str:
    """Where it stands. Raises `RowRejected` (control-source-missing)."""
    told = words_of(cells, "source") or defaults.source
    if not told:
        raise RowRejected(
            "control-source-missing",
            "nothing says where this stands",
            field="source",
            value="",
            remedy="Fill the column source with an address or a title, or add --source for the whole file.",
        )
    return told


def day_of(value: object, field: str) -> date | None:
    """A day written YYYY-MM-DD, with a time or not, or a day of TOML. Raises `RowRejected` (control-day-unreadable)."""
    if value in (None, ""):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    told = str(value).strip()
    try:
        if not _DAY.fullmatch(told):
            raise ValueError("a day has ten signs")
        return date.fromisoformat(told[:10])
    except ValueError:
        raise RowRejected(
            "control-day-unreadable",
            "this is no day",
            field=field,
            value=told,
            remedy="Write it as 2031-05-04. A day known only as between two goes into from and from_latest.",
        ) from None


def _days(cells: Mapping[str, Any], known: Known, area: str, defaults: Defaults) -> tuple[date | None, ...]:
    """First day, latest first day, last day, day of the word."""
    start = day_of(cells.get("from"), "from")
    latest, end, said = (day_of(cells.get(c), c) for c in ("from_latest", "to", "said"))
    start = start or (None if latest or said else defaults.on)
    if not (start or latest or said):
        raise RowRejected(
            "control-day-missing",
            "nothing says from which day it holds",
            field="from",
            value="",
            remedy="Write from. `By 6 September` is from_latest alone, with from where it was otherwise until then.",
        )
    country = known.country(area)
    for column, day in (("from", start), ("from_latest", latest), ("to", end)):
        refuse_day(column, day, country, known)
    for column, first, last in (("from_latest", start, latest), ("to", latest or start, end)):
        if first is not None and last is not None and last < first:
            raise RowRejected(
                "control-days-order",
                f"it is before the first day, {first}",
                field=column,
                value=last.isoformat(),
                remedy="Mend one of the two days.",
            )
    refuse_day("said", said, "", known)
    return start, latest, end, said


def _holding(cells: Mapping[str, Any], has_share: bool) -> str:
    told = words_of(cells, "holding")
    holding = word_of("holding", told) if told else "share" if has_share else ""
    if not holding:
        raise RowRejected(
            "control-holding-unknown",
            "nothing that is read says whether it was held, contested or not held",
            field="holding",
            value=told,
            remedy=f"Write one of {', '.join(tables()['holding'])}.",
        )
    if (holding == "share") != has_share:
        raise RowRejected(
            "control-share-and-holding",
            "a share was told, and that the area was held or not" if has_share else "there is no share",
            field="share",
            value=told,
            remedy="Write holding = share and the share; or held, contested or not_held without one.",
        )
    return holding


def _withdrawn(cells: Mapping[str, Any]) -> bool:
    """Whether the row takes back what a row of its id said before."""
    told = words_of(cells, "withdrawn").casefold()
    if told in _YES or told in _NO:
        return told in _YES
    raise RowRejected(
        "control-withdrawn-unreadable",
        "it is not clear whether this takes the row back",
        field="withdrawn",
        value=told,
        remedy="Write yes to take it back; leave it empty where it stands.",
    )


def _denominator(cells: Mapping[str, Any]) -> str:
    told = words_of(cells, "denominator")
    found = word_of("denominator", told) if told else "not_stated"
    if not found:
        raise RowRejected(
            "control-denominator-unknown",
            "it is not said of what the share is one",
            field="denominator",
            value=told,
            remedy=f"Write one of {', '.join(tables()['denominator'])}.",
        )
    return found


def _id(*parts: str) -> str:
    """An id for a row that has none: of what it speaks of, not of what it says."""
    return f"told-{sha256(chr(31).join(parts).encode()).hexdigest()[:16]}"
