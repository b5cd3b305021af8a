"""A sum as a row that says what it is: never a bare number (rules 19 and 24)."""

from __future__ import annotations

from datetime import datetime as Moment
from html import escape
from typing import NoReturn

from .incident import between
from .row import Row

Texts = tuple[str, ...]
Nested = tuple[Row, ...]
_BARE = "a tally is not a bare number: print it, or take one of its ends (killed_min, killed_max_of_known) and say which"


class Tally(Row):
    """A sum with its definition, coverage and members. Printed, it is its sentences: coverage first, then what is
    counted, the figures and their limits. In a line of code it is its first figure with what is counted."""

    __slots__ = ()
    actor_id: str
    bucket: str
    incidents: int | None
    killed_min: int | None
    killed_max_of_known: int | None
    injured_min: int | None
    injured_max_of_known: int | None
    incidents_without_figure: int | None
    jointly_attributed: int | None
    machine_suggested: int | None
    as_of: Moment | None
    definition: Row | None
    coverage: Nested | None
    members: Texts | None
    subgroups: Row | None
    rolled_up: Nested | None
    lines: Row | None

    def told(self, lang: str = "en") -> Texts:
        """Its sentences in a language; empty where a withdrawal took them, since they told the sum before it."""
        said = (self.get("lines") or {}).get(lang)
        return said if isinstance(said, tuple) else ()

    @property
    def sentence(self) -> str:
        """Its first figure in a sentence, without what is counted: for a list of sums that differ in one thing."""
        lines, at = self.told(), self._at
        return lines[at + 1] if len(lines) > at + 1 else self._without_sentences()

    @property
    def _at(self) -> int:
        """Where, beneath the lines of coverage, its sentences say what is counted."""
        return len(self.get("coverage") or ()) or 1

    def __repr__(self) -> str:
        counted = self.told()[self._at : self._at + 1]
        return f"<{' '.join((self.sentence, *counted))}>"

    def __str__(self) -> str:
        return "\n".join(self.told()) or self._without_sentences()

    def __format__(self, spec: str) -> str:
        if spec:
            raise TypeError(_BARE)
        return str(self)

    def __int__(self) -> NoReturn:
        raise TypeError(_BARE)

    __float__ = __int__
    __index__ = __int__

    def _repr_html_(self) -> str:
        lines = self.told() or (self._without_sentences(),)
        html = "".join(f'<p dir="auto">{escape(line)}</p>' for line in lines)
        arabic = "".join(f'<p dir="auto">{escape(line)}</p>' for line in self.told("ar"))
        if arabic:
            arabic = f"<details lang='ar' dir='rtl'><summary>بالعربية</summary>{arabic}</details>"
        return f'<div lang="en">{html}</div>{arabic}'

    def _without_sentences(self) -> str:
        """What is left to say where a withdrawal changed the sum after its sentences were written."""
        low, high = self.get("killed_min"), self.get("killed_max_of_known")
        asked = self.get("definition") or {}
        who = ", ".join(asked.get("actors") or ()) or "any actor"
        none = self.get("incidents_without_figure")
        return (
            f"Counted again after a withdrawal: civilians killed, {between(low, high)} in {self.get('incidents')} "
            f"incidents, of which {none} give no figure; {who}; graded {', '.join(asked.get('grades') or ())}."
        )
