"""A whole record without the names that were withdrawn: in every text of it, in addresses, and in ids.

An id that spells a name becomes another wherever it stands, so that what it leads to still answers. Addresses that spell
one are left out. A field that is added tomorrow is gone through from its first day: nothing here names one but `url`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from operator import is_
from typing import Any, cast

from cairn.publish.rows.record import Record
from cairn.vocab import closed

from .masking import NameMask

CLOSED = frozenset(
    str(one.value)
    for kind in vars(closed).values()
    if isinstance(kind, type) and issubclass(kind, Enum)
    for one in kind
)
"""Words of our own, which are no person's name though a person may be called so."""
_NUMBERS = frozenset({int, float, bool, type(None)})
_REMEMBERED = 200
"""Letters of a text that is worth remembering: most stand in many rows."""


def without_names(record: Record, mask: NameMask) -> Record:
    """The record as it may be shown. Where no name was withdrawn it is the same record."""
    if mask.pattern is None:
        return record
    known = frozenset(record.actors) | frozenset(record.terms) | CLOSED
    ids = {key: _renamed(key, record.salt) for key in _ids(record) - known if mask(key) != key}
    return cast(Record, _Blotting(mask, ids, known).of(record))


def _ids(record: Record) -> frozenset[str]:
    """Every id that a team or a source may have chosen."""
    rows: Iterable[Iterable[Any]] = (record.reports, record.official_documents, record.official_entries)
    held = record.control.values()
    found = {row["id"] for table in rows for row in table}
    found |= {word.id for place in held for word in place.words}
    found |= {area.id for place in held for area in (place.place, *place.areas, *place.beyond)}
    found |= {layer.id for place in held for layer in place.layers}
    found |= {word.id for word in record.who.relations} | {word.id for word in record.who.designations}
    return frozenset(found)


def _renamed(key: str, salt: str) -> str:
    told = f"{salt}\x1fn\x1f{key}".encode("utf-8", "surrogatepass")
    return f"n{hashlib.sha256(told).hexdigest()[:12]}"


class _Blotting:
    """Goes through values; `ids` are those that become others, `known` the words that stay."""

    def __init__(self, mask: NameMask, ids: Mapping[str, str], known: frozenset[str]) -> None:
        self.mask, self.ids, self.known = mask, ids, known
        self.done: dict[str, str] = {word: word for word in known} | dict(ids)

    def of(self, value: Any) -> Any:
        """The value without names; itself where none stood in it."""
        if type(value) is str:
            return self._text(value)
        if isinstance(value, str):
            return value if isinstance(value, Enum) else self._text(value)
        if isinstance(value, Mapping):
            return self._mapping(value)
        if is_dataclass(value) and not isinstance(value, type):
            return self._value(value)
        if isinstance(value, list | tuple | set | frozenset):
            new = [self.of(v) for v in value]
            if all(map(is_, new, value)):
                return value
            return type(value)(*new) if hasattr(value, "_fields") else type(value)(new)
        return value

    def _mapping(self, value: Mapping[Any, Any]) -> Mapping[Any, Any]:
        changed: dict[Any, Any] = {}
        for name, old in value.items():
            if type(old) not in _NUMBERS and (new := self._field(name, old)) is not old:
                changed[name] = new
        if not changed and self.ids.keys().isdisjoint(value):
            return value
        return {self.ids.get(k, k): changed.get(k, v) for k, v in value.items()}

    def _field(self, name: object, value: Any) -> Any:
        return self.mask.address(value) if name == "url" and isinstance(value, str) else self.of(value)

    def _value(self, value: Any) -> Any:
        changed = {name: new for name, old, new in self._changes(value) if new is not old}
        return replace(value, **changed) if changed else value

    def _changes(self, value: Any) -> Iterator[tuple[str, Any, Any]]:
        for one in fields(value):
            if one.init:
                old = getattr(value, one.name)
                yield one.name, old, self._field(one.name, old)

    def _text(self, text: str) -> str:
        found = self.done.get(text)
        if found is None:
            found = self._part_of_an_id(text) or self.mask(text)
            if len(text) <= _REMEMBERED:
                self.done[text] = found
        return text if found == text else found

    def _part_of_an_id(self, text: str) -> str:
        """An account is named by its report, `report#n`; "" where the text is no such id."""
        key, sign, rest = text.rpartition("#")
        return f"{self.ids[key]}#{rest}" if sign and key in self.ids else ""
