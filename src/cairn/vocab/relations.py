"""Who stands how to whom, and who calls whom what, according to whom: dated assertions, each with its author.

Two authors may contradict each other and both stand: nothing here decides. `cairn.actors` chooses whose word counts.
`data/relations.toml` and `data/designations.toml` enter, checked values leave; `relation_from` and `designation_from`
check one row of anybody's table by the same rules. What counts as a source: docs/decisions/0052.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from cairn.errors import RowRejected

from .load import load_toml, of_words

RELATIONS = (
    "part_of",
    "member_of",
    "armed_wing_of",
    "dominated_by",
    "partner_of",
    "supplies",
    "controls",
    "successor_of",
    "same_as",
    "denies",
)
"""Kinds of relation. `denies`: the author denies that the subject stands to the object as `denied` says."""

DENIABLE = tuple(kind for kind in RELATIONS if kind != "denies")


@dataclass(frozen=True, slots=True)
class Relation:
    """An author's word that `subject` stands to `object` as `relation` says, from and to a day where told, both
    included. `asserted_by` is an actor's id where the author is an actor, else the author's name. `said` is the day the
    author said it. `countries` are those it holds in, empty for any. `denied` is the relation that a denial denies.
    `one_side`: a partner that speaks and strikes for the other wherever both are named."""

    id: str
    subject: str
    relation: str
    object: str
    asserted_by: str
    source: str
    start: date | None = None
    end: date | None = None
    said: date | None = None
    countries: tuple[str, ...] = ()
    denied: str = ""
    one_side: bool = False

    @property
    def about(self) -> str:
        """The relation it speaks of, asserted or denied."""
        return self.denied or self.relation

    def holds(self, day: date | None, country: str = "") -> bool:
        """Whether it is told for that day and country, by `holds_then`."""
        return holds_then(self, day, country)


@dataclass(frozen=True, slots=True)
class Designation:
    """That `authority` (an actor's id where it is one, else its name) lists `actor` as terrorist from a day on.

    `list` is the name of the list, `act` the legal act with its number. `start` is the first day it has effect, `end`
    the last; None where that day is not known, and for `end` also where it is in force.
    """

    id: str
    actor: str
    authority: str
    list: str
    act: str
    source: str
    start: date | None = None
    end: date | None = None


Told = TypeVar("Told", Relation, Designation)


class Bounded(Protocol):
    """What is told from and to a day, both included, in some countries; none is any."""

    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...
    @property
    def countries(self) -> tuple[str, ...]: ...


def holds_on(told: Bounded, day: date | None) -> bool:
    """Whether it is told for that day; what is bound to days is told for no day that is not known."""
    if day is None:
        return told.start is None and told.end is None
    return (told.start is None or told.start <= day) and (told.end is None or day <= told.end)


def holds_then(told: Bounded, day: date | None, country: str) -> bool:
    """The same of that day and country; what is bound to countries holds in none that is not known."""
    return (not told.countries or country in told.countries) and holds_on(told, day)


@of_words()
def relations() -> tuple[Relation, ...]:
    """Every relation that ships, in the order of the file. Raises `CairnError` as `relation_from` does, and
    (relation-id-twice) where two rows have one id."""
    return relations_from(load_toml("relations")["relation"], _listed())


@of_words()
def designations() -> tuple[Designation, ...]:
    """Every designation that ships, in the order of the file. Raises `CairnError` as `designation_from` does."""
    return designations_from(load_toml("designations")["designation"], _listed())


def relations_from(rows: Iterable[Mapping[str, Any]], known: Collection[str]) -> tuple[Relation, ...]:
    """The relations of the rows of one file, those alike numbered in their order."""
    return _numbered(rows, known, relation_from)


def designations_from(rows: Iterable[Mapping[str, Any]], known: Collection[str]) -> tuple[Designation, ...]:
    """The designations of the rows of one file, those alike numbered in their order."""
    return _numbered(rows, known, designation_from)


def relation_from(row: Mapping[str, Any], known: Collection[str], n: int = 1) -> Relation:
    """One row as a relation: subject, relation, object, asserted_by, source; and where told id, from, to, said (days as
    YYYY-MM-DD or dates), countries (a list, or parted by commas), denied, one_side.

    `known` holds the ids of all actors; `n` numbers rows alike where no id is given. Raises `RowRejected`:
    relation-unknown-kind, relation-denial-of-nothing, relation-actor-unknown, relation-to-itself,
    relation-without-author, relation-without-source, relation-day-unreadable, relation-days-reversed, relation-country.
    """
    kind = _kind(row)
    for field in ("subject", "object", "asserted_by"):
        if _nobody(actor := _text(row, field), known, named=field == "asserted_by"):
            raise RowRejected(
                "relation-actor-unknown", _NOBODY.format(actor), field=field, value=actor, remedy=_LISTED
            )
    subject, other, author = (_text(row, field) for field in ("subject", "object", "asserted_by"))
    if subject == other:
        why, remedy = (
            f"{subject} cannot stand in a relation to itself",
            "Name the other actor, or leave the row out.",
        )
        raise RowRejected("relation-to-itself", why, field="object", value=other, remedy=remedy)
    if not author:
        raise RowRejected(
            "relation-without-author", _NO_AUTHOR, field="asserted_by", value="", remedy=_AUTHOR
        )
    if not _text(row, "source"):
        raise RowRejected("relation-without-source", _NO_SOURCE, field="source", value="", remedy=_SOURCE)
    days = {field: _day(row, field) for field in ("from", "to", "said")}
    if field := next((field for field, day in days.items() if day is _NO_DAY), ""):
        raise RowRejected("relation-day-unreadable", _BAD_DAY, field=field, value=row[field], remedy=_DAY)
    if _reversed(days["from"], days["to"]):
        raise RowRejected("relation-days-reversed", _BACKWARD, field="to", value=days["to"], remedy=_TURN)
    return Relation(
        id=_text(row, "id") or f"{subject}:{kind}:{other}:{slug(author)}:{n}",
        subject=subject,
        relation=kind,
        object=other,
        asserted_by=author,
        source=_text(row, "source"),
        start=days["from"],
        end=days["to"],
        said=days["said"],
        countries=_countries(row),
        denied=_text(row, "denied"),
        one_side=_text(row, "one_side").casefold() in ("true", "yes", "1"),
    )


def designation_from(row: Mapping[str, Any], known: Collection[str], n: int = 1) -> Designation:
    """One row as a designation: actor, authority, source; and where told id, list, act, from, to.

    Raises `RowRejected`: designation-actor-unknown, designation-without-authority, designation-of-itself,
    designation-without-source, designation-day-unreadable, designation-days-reversed.
    """
    for field in ("actor", "authority"):
        if _nobody(told := _text(row, field), known, named=field == "authority"):
            raise RowRejected(
                "designation-actor-unknown", _NOBODY.format(told), field=field, value=told, remedy=_LISTED
            )
    actor, authority = _text(row, "actor"), _text(row, "authority")
    if not authority:
        raise RowRejected(
            "designation-without-authority", _NO_AUTHOR, field="authority", value="", remedy=_AUTHOR
        )
    if actor == authority:
        why, remedy = f"{actor} cannot designate itself", "Name the authority that keeps the list."
        raise RowRejected("designation-of-itself", why, field="authority", value=authority, remedy=remedy)
    if not _text(row, "source"):
        raise RowRejected("designation-without-source", _NO_SOURCE, field="source", value="", remedy=_SOURCE)
    days = {field: _day(row, field) for field in ("from", "to")}
    if field := next((field for field, day in days.items() if day is _NO_DAY), ""):
        raise RowRejected("designation-day-unreadable", _BAD_DAY, field=field, value=row[field], remedy=_DAY)
    if _reversed(days["from"], days["to"]):
        raise RowRejected("designation-days-reversed", _BACKWARD, field="to", value=days["to"], remedy=_TURN)
    return Designation(
        id=_text(row, "id") or f"{actor}:designated:{slug(authority)}:{n}",
        actor=actor,
        authority=authority,
        list=_text(row, "list"),
        act=_text(row, "act"),
        source=_text(row, "source"),
        start=days["from"],
        end=days["to"],
    )


_NOBODY = "no actor goes by the id {!r}"
_LISTED = "Give an id that `cairn export actors` lists, or add the actor first; an author may be a name in plain words."
_NO_AUTHOR = "it does not say according to whom"
_AUTHOR = "Name who says so: an actor's id, or a name."
_NO_SOURCE = "it does not say by what it is known"
_SOURCE = "Name the act, statement or work, with its date."
_BAD_DAY = "this is no day"
_DAY = "Write YYYY-MM-DD, or leave it empty where the day is not known."
_BACKWARD = "it ends before it begins"
_TURN = "Turn the two days round, or leave out the one that is not known."
_NO_DAY = date.min
"""Stands for a day that cannot be read, until it is refused."""


def _listed() -> frozenset[str]:
    """The ids of all actors that ship, read from the list itself: the registry is built on the relations."""
    tables = load_toml("actors")
    return frozenset(str(row["id"]) for table in ("actor", "within") for row in tables.get(table, ()))


def _numbered(
    rows: Iterable[Mapping[str, Any]],
    known: Collection[str],
    read: Callable[[Mapping[str, Any], Collection[str], int], Told],
) -> tuple[Told, ...]:
    """The rows read one by one; a row like one before it, and without an id, gets the next number."""
    found: dict[str, Told] = {}
    alike: Counter[str] = Counter()
    for row in rows:
        told = read(row, known, 1)
        if not _text(row, "id"):
            alike[told.id] += 1
            told = read(row, known, alike[told.id])
        if told.id in found:
            why, remedy = f"two rows have the id {told.id}", "Give each its own id, or none."
            raise RowRejected("relation-id-twice", why, field="id", value=told.id, remedy=remedy)
        found[told.id] = told
    return tuple(found.values())


def _kind(row: Mapping[str, Any]) -> str:
    kind, denied = _text(row, "relation"), _text(row, "denied")
    if kind not in RELATIONS:
        why, remedy = f"there is no relation {kind!r}", f"One of {', '.join(RELATIONS)}."
        raise RowRejected("relation-unknown-kind", why, field="relation", value=kind, remedy=remedy)
    if denied not in DENIABLE if kind == "denies" else denied:
        why = "a denial says in `denied` which relation it denies, and nothing but a denial does"
        remedy = f"Write `denies`, and one of {', '.join(DENIABLE)} in `denied`; or leave `denied` empty."
        raise RowRejected("relation-denial-of-nothing", why, field="denied", value=denied, remedy=remedy)
    return kind


def _nobody(told: str, known: Collection[str], *, named: bool) -> bool:
    """Whether it should be an actor's id and is none. An author may be `named` in words; what is written as an id is
    written is then a slip of the pen."""
    return told not in known and ("_" in told or not named)


def _day(row: Mapping[str, Any], field: str) -> date | None:
    """The day, None where none is told, and `_NO_DAY` where it cannot be read."""
    try:
        return date.fromisoformat(day) if (day := _text(row, field)) else None
    except ValueError:
        return _NO_DAY


def _reversed(start: date | None, end: date | None) -> bool:
    return start is not None and end is not None and end < start


def _countries(row: Mapping[str, Any]) -> tuple[str, ...]:
    told = row.get("countries") or ()
    codes = tuple(code.strip() for code in (told.split(",") if isinstance(told, str) else map(str, told)))
    for code in codes:
        if len(code) != 2 or not code.isascii() or not code.isupper():
            why, remedy = f"{code!r} is no country of two letters", "Write them as SY, IQ."
            raise RowRejected("relation-country", why, field="countries", value=code, remedy=remedy)
    return codes


def slug(author: str) -> str:
    """An author's name as it stands within an id."""
    return "_".join("".join(c if c.isalnum() else " " for c in author.casefold()).split())


def _text(row: Mapping[str, Any], field: str) -> str:
    value = row.get(field)
    return "" if value is None else str(value).strip()
