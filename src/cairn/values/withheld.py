"""A value that is kept and must not be shown: a name, an exact home, the identity of a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, repr=False)
class Withheld(Generic[T]):
    """Holds a value that neither prints nor serialises; only `reveal` gives it, with a reason.

    `str()`, `format()` and `repr()` say "withheld", and `json.dumps` refuses it, so a template or a
    log line that forgets to ask cannot leak it.
    """

    _value: T

    def reveal(self, *, why: str) -> T:
        """The value itself. Raises `ValueError` without a reason, which callers write into the act."""
        if not why.strip():
            raise ValueError("a withheld value is revealed for a stated reason only")
        return self._value

    def __repr__(self) -> str:
        return "withheld"

    def __str__(self) -> str:
        return "withheld"

    def __format__(self, spec: str) -> str:
        return "withheld"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a withheld value is not pickled: reveal it where it is needed, with a reason")
