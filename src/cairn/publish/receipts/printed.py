"""Every sum that is printed, by the name of its receipt, with the incidents it adds up and what it would be otherwise.

Enters: an index of the record. Leaves: `Receipt`s. The rows of a tally are made once and looked up by party.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cairn.publish.parts.conflict_page import NOWHERE, conflicts
from cairn.publish.parts.period_page import periods
from cairn.publish.parts.place_page import places
from cairn.publish.parts.scope import Scope, Sums
from cairn.publish.rows.index import Index
from cairn.publish.rows.receipt_key import definition_of, figure_key, receipt_path
from cairn.publish.rows.record import ClaimRow, IncidentRow, TallyRow
from cairn.tally.model import Definition, Row
from cairn.values import Precision
from cairn.vocab.labels import LANGUAGES

from .sensitivity import Marks, Variant, variants

_VAGUE = frozenset({"", Precision.COUNTRY.value, Precision.PROVINCE.value})
_COUNTED = frozenset({"killed", "injured"})


@dataclass(frozen=True, slots=True)
class Receipt:
    """One sum: the name of its page, its row, what it asks for, and the rows of the incidents it adds up."""

    key: str
    row: TallyRow
    definition: Definition
    members: tuple[Row, ...]

    @property
    def is_of_record(self) -> bool:
        """Whether it is of all places and days: such a sum may be shown on the pages of others."""
        asked = self.definition
        return not (asked.country or asked.place or asked.from_day or asked.to_day)


class Receipts:
    """The receipts of one record."""

    def __init__(self, found: Index, sums: Sums | None = None) -> None:
        self.found = found
        self.sums = sums or Sums(found)
        self.rows = self.sums.rows
        self.made: dict[str, Receipt] = {}
        self._otherwise: dict[str, tuple[Variant, ...]] = {}
        self._sides: dict[frozenset[str], dict[str, Row]] = {}

    def of_record(self) -> list[Receipt]:
        """Those of the sums of the whole record, of parties that have a page."""
        slugs = self.found.actor_slugs
        return [self.of(row) for _, row in sorted(self.found.tallies.items()) if row["actor_id"] in slugs]

    def all(self, languages: Sequence[str] = LANGUAGES) -> list[Receipt]:
        """Every receipt, sentences of scopes in these languages: of the record, then by country, year and province."""
        found = self.found
        scopes = [(c.scope, c.rows) for c in conflicts(found) if c.key != NOWHERE]
        scopes += [(year.scope, year.rows) for year in periods(found).years.values()]
        scopes += [(place.scope, place.rows) for place in places(found).provinces]
        made = self.made = {receipt.key: receipt for receipt in self.of_record()}
        for scope, held in scopes:
            for row in self.sums.of(scope, languages, [i["id"] for i in held], brief=True):
                if receipt_path(row, found.actor_slugs):
                    receipt = self.of(row)
                    made.setdefault(receipt.key, receipt)
        return list(made.values())

    def of_party(
        self, actor: str, own: Sequence[TallyRow], scope: Scope | None, among: Sequence[str]
    ) -> list[Receipt]:
        """The receipts of one party: of its own sums, and of those of a scope, of which `among` are the incidents."""
        made = self.made = {receipt.key: receipt for receipt in map(self.of, own)}
        for row in self.sums.of(scope, LANGUAGES, among, brief=True) if scope else ():
            if row["actor_id"] == actor and receipt_path(row, self.found.actor_slugs):
                receipt = self.of(row)
                made.setdefault(receipt.key, receipt)
        return list(made.values())

    def of(self, row: TallyRow) -> Receipt:
        """The receipt of one sum. Raises `KeyError` for a party that has no page."""
        held = [self.rows[m] for m in row.get("members", ()) if m in self.rows]
        held.sort(key=lambda r: self._order[r.incident_id])
        key = figure_key(row, self.found.actor_slugs[row["actor_id"]])
        return Receipt(key, row, definition_of(row), tuple(held))

    def variants(self, receipt: Receipt) -> tuple[Variant, ...]:
        """What the sum would be otherwise: the same in every language, and in the file beside the page."""
        if receipt.key not in self._otherwise:
            members, asked = [row.incident_id for row in receipt.members], receipt.definition
            self._otherwise[receipt.key] = variants(self._near(asked), members, asked, self.marks)
        return self._otherwise[receipt.key]

    @cached_property
    def by_pcode(self) -> dict[str, IncidentRow]:
        """A province's P-code -> an incident of it, which has its names."""
        return {row["admin1_pcode"]: row for row in self.found.incidents.values() if row.get("admin1_pcode")}

    @cached_property
    def by_place(self) -> dict[str, IncidentRow]:
        """A place's name as the record has it -> an incident there."""
        return {row["place_name"]: row for row in self.found.incidents.values() if row.get("place_name")}

    @cached_property
    def _order(self) -> dict[str, int]:
        return {key: n for n, key in enumerate(self.found.incidents)}

    @cached_property
    def marks(self) -> dict[str, Marks]:
        """Incident -> what makes its part in a sum less sure."""
        return {
            key: marks_of(row, self.found.claims.get(key, ())) for key, row in self.found.incidents.items()
        }

    def _near(self, definition: Definition) -> dict[str, Row]:
        """The rows that name the parties asked for or their members, with every umbrella record above them."""
        side = frozenset([*definition.actors, *(m.actor for m in definition.members)])
        if side not in self._sides:
            near = {k: row for k, row in self.rows.items() if not row.parties.isdisjoint(side)}
            for row in list(near.values()):
                above = row.parent_id
                while above in self.rows and above not in near:
                    near[above] = self.rows[above]
                    above = self.rows[above].parent_id
            self._sides[side] = near
        return self._sides[side]


def marks_of(incident: IncidentRow, claims: Iterable[ClaimRow]) -> Marks:
    """What makes this incident less sure. Civilians are presumed where no claim on the dead or injured calls them so."""
    told = [c.get("status") for c in claims if c.get("kind") in _COUNTED]
    return Marks(
        vague_place=(incident.get("place_precision") or "") in _VAGUE,
        single_origin=incident.get("origins") in (0, 1),
        presumed="civilian" not in told,
    )


def others(row: Row, definition: Definition) -> Sequence[str]:
    """The other parties that an incident is attributed to, those discounted and nobody known left out."""
    named = {actor for actor, grade, _ in row.grades if grade != "discounted"}
    own = {*definition.actors, *(m.actor for m in definition.members), "unknown", ""}
    return sorted(named - own)
