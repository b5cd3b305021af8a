"""People that an English sentence mentions: the value that people_en and counted_en make and all above them read."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.vocab.closed import Basis, Group, Status


@dataclass(frozen=True, slots=True)
class Mention:
    """People at tokens `first` to `last`.

    `head` is the noun that counts them, "" for a bare number or a name. `generic` says that the noun does not
    tell which people ("civilians"), so that what follows may be its parts. `named` is one person by name, and
    `names` the passages of names. `further` is "a further three", `over` "more than three".
    """

    first: int
    last: int
    min: int | None
    max: int | None
    basis: Basis = Basis.STATED
    group: Group = Group.ALL
    status: Status = Status.UNKNOWN
    head: str = ""
    generic: bool = False
    named: bool = False
    names: tuple[tuple[int, int], ...] = ()
    family: bool = False
    negated: bool = False
    further: bool = False
    over: bool = False
    anaphor: bool = False
    age: int | None = None
