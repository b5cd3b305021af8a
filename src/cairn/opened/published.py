"""What `cairn.open` gives: a published record with its tables as rows, its sums, and what may be said of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar, cast

from cairn.errors import FileRefused, NotFound
from cairn.publish.tables.fields import Field, instant

from . import tables
from .checks import Verified, verified
from .columns import Columns, dictionary
from .columns import value as value_of
from .content import Content
from .days import stretch
from .door import behind, preview
from .incident import Incident
from .row import Row
from .rows import Rows
from .shelf import Shelf, unreadable
from .sums import Tally

if TYPE_CHECKING:
    from .counting import Counting

R = TypeVar("R", bound=Row)


def opened(place: str | os.PathLike[str]) -> Published:
    """The published record at a path or an address: a workspace (its public site), a site, a release, a ZIP of either.

    Raises `NotFound`, `WorkspaceFault`, `NotAllowed`, `FileRefused` with what to do.
    """
    return Published(*behind(place))


class Published:
    """A published record. Nothing is read before it is asked for, nothing given that differs from its checksum."""

    def __init__(self, shelf: Shelf, kind: str) -> None:
        self.kind = kind
        self._shelf = shelf
        self._tables: dict[str, Rows[Any]] = {}

    @property
    def place(self) -> str:
        """How it was opened."""
        return self._shelf.source.told

    @property
    def incidents(self) -> Rows[Incident]:
        """The incidents, umbrella records and their parts both."""
        return self._rows("incidents", Incident)

    @property
    def attributions(self) -> Rows[tables.Attribution]:
        """Whose part in which incident, with its grade."""
        return self._rows("attributions", tables.Attribution)

    @property
    def claims(self) -> Rows[tables.Claim]:
        """What each report says of each incident."""
        return self._rows("claims", tables.Claim)

    @property
    def reports(self) -> Rows[tables.Report]:
        """The items by sources."""
        return self._rows("reports", tables.Report)

    @property
    def coverage(self) -> Rows[tables.Coverage]:
        """What was monitored, and how fully."""
        return self._rows("coverage", tables.Coverage)

    @property
    def actors(self) -> Rows[tables.Actor]:
        """The parties by their names."""
        return self._rows("actors", tables.Actor)

    @property
    def tallies(self) -> Rows[Tally]:
        """The sums of the whole record that were printed, by actor and bucket of grades."""
        return self._rows("tallies", Tally)

    def table(self, name: str) -> Rows[Row]:
        """Any public table, by the name in `dictionary`. Raises `NotFound` (table-unknown)."""
        return self._rows(name, tables.CLASSES.get(name, Row))

    def __getitem__(self, name: str) -> Rows[Row]:
        return self.table(name)

    def __getattr__(self, name: str) -> Rows[Row]:
        """Every other table is an attribute too."""
        if name.startswith("_") or name not in self.dictionary:
            raise AttributeError(name)
        return self.table(name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.dictionary})

    def incident(self, code: str) -> Incident:
        """The incident of this code, former code or id. Raises `NotFound` (incident-unknown)."""
        for row in self.incidents.where(id=code) or self.incidents:
            if code in (row.id, row.code, *(row.codes or ())):
                return row
        raise NotFound(
            "incident-unknown",
            "this record has no incident of this code",
            field="code",
            value=code,
            remedy="It was not released, or was withdrawn, or belongs to another record.",
        )

    def tally(
        self,
        actor: str = "",
        *,
        year: int | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        grades: str | Iterable[str] = "likely",
        country: str = "",
        place: str = "",
    ) -> Tally:
        """A sum, as the site counts it: each incident once, an umbrella record or its parts, on its first day.

        `actor` is an id or a name; without one all parties are counted together. `since` and `until` are both counted.
        `grades` are likely (confirmed and fair), all (but discounted), or grades by name. `place` is a province's
        P-code, or the name of a province or town. Raises `NotFound` (actor-unknown, country-unknown, place-unknown),
        `NotAllowed` (grade-unknown, day-unreadable, days-out-of-order), and as reading a table does.
        """
        from .counting import grades_of

        counting = self._counting
        scope = counting.scope(actor, country, place, *stretch(since, until, year))
        wanted = grades_of(grades)
        try:
            row = counting.row(scope, wanted)
        except ValueError as e:  # incidents that are each other's parents
            raise _uncounted(e) from e
        return Tally({f.name: value_of_row(f, row.get(f.name)) for f in self.dictionary["tallies"]})

    def members(self, of: Tally) -> Rows[Incident]:
        """The incidents that a sum adds up, and no others: of an umbrella record and its parts never both."""
        return self.incidents.among("id", frozenset(of.members or ()))

    @cached_property
    def dictionary(self) -> Mapping[str, Columns]:
        """Table -> its columns, each with name, type and meaning, as they came with the data."""
        return dictionary(self._shelf, self.kind)

    @property
    def as_of(self) -> datetime:
        """The moment of the record, UTC: always give it beside a figure."""
        try:
            return instant(str(self._package["created"]))
        except (KeyError, ValueError) as e:
            raise unreadable("datapackage.json", "it does not tell the moment it is of") from e

    @property
    def title(self) -> str:
        """What the record is called."""
        return str(self._package.get("title", ""))

    @property
    def licence(self) -> str:
        """The licence and its address; empty where none is told, and then nothing is allowed but to read."""
        told: dict[str, Any] = next(iter(self._package.get("licenses") or ()), {})
        return " ".join(str(told[key]) for key in ("title", "path") if told.get(key))

    def cite(self) -> str:
        """The sentence to cite it by, with its day."""
        return str(self._json("dataset.jsonld").get("citation", ""))

    def verify(self, key: str = "") -> Verified:
        """Every file against its checksum, all of them read; of a release the signature too, with `key`, the log's
        public key got from elsewhere, or else with the one that lies in it.

        Raises `FileRefused` (checksum-differs and others) at the first that does not hold.
        """
        return verified(self._shelf, self.kind, key)

    def __repr__(self) -> str:
        return f"<{self.title or 'A record'}: {self.kind} at {self.place}, as of {self.as_of:%Y-%m-%d}, {self.licence}>"

    def _repr_html_(self) -> str:
        told = "".join(
            f'<p dir="auto">{escape(line)}</p>'
            for line in (self.title, f"{self.kind}: {self.place}", self.cite(), self.licence)
        )
        return f"<div>{told}<p>{escape(', '.join(self.dictionary))}</p></div>"

    def _rows(self, name: str, made: type[R]) -> Rows[R]:
        if name not in self.dictionary:
            raise NotFound(
                "table-unknown",
                "there is no such table in this record",
                field="table",
                value=name,
                remedy=f"It has {', '.join(self.dictionary)}.",
            )

        def content() -> Content:
            return self._shelf.file(f"{self._shelf.data}{name}.jsonl")

        if name not in self._tables:
            self._tables[name] = Rows(name, self.dictionary[name], made, content, self._about)
        return cast(Rows[R], self._tables[name])

    def _about(self) -> Mapping[str, str]:
        told = {"title": self.title, "as_of": self.as_of.isoformat().replace("+00:00", "Z")}
        return {**told, "licence": self.licence, "citation": self.cite()}

    def _json(self, name: str) -> dict[str, Any]:
        told = self._shelf.json(f"{self._shelf.data}{name}")
        if not isinstance(told, dict):
            raise unreadable(name, "it is no object")
        return told

    @cached_property
    def _package(self) -> dict[str, Any]:
        return self._json("datapackage.json")

    @cached_property
    def _counting(self) -> Counting:
        from .counting import NEEDED, Counting

        told = {name: list(self.table(name).plain()) if name in self.dictionary else [] for name in NEEDED}
        if any(row.get("state") != "released" for row in told["incidents"]):
            raise preview(self.place)
        try:
            return Counting(told, str(self._package.get("created", "")))
        except (KeyError, TypeError, ValueError, AttributeError) as e:
            raise _uncounted(e) from e


def _uncounted(fault: Exception) -> FileRefused:
    return unreadable("the tables", f"no sum can be counted from them: {type(fault).__name__}: {fault}")


def value_of_row(of: Field, cell: Any) -> Any:
    """A cell of a sum that was counted here, as it would come out of its file."""
    from cairn.publish.tables.fields import kind_of

    return value_of(kind_of(of), cell)
