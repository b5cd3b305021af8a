"""A value that is kept and must not be shown: a name, an exact home, the identity of a source."""

from __future__ import annotations

from typing import Any, Generic, NoReturn, TypeVar

T = TypeVar("T")


class Withheld(Generic[T]):
    """Holds a value that neither prints nor serialises; only `reveal` gives it, with a reason.

    `str()`, `format()` and `repr()` say "withheld", `json.dumps` and `pickle` refuse it: a template or log
    line that forgets to ask cannot leak it. Not a dataclass: `dataclasses.asdict` would open it.
    """

    __slots__ = ("__value",)
    __value: T

    def __init__(self, value: T) -> None:
        object.__setattr__(self, "_Withheld__value", value)

    def reveal(self, *, why: str) -> T:
        """The value itself. Raises `ValueError` without a reason, which callers write into the act."""
        if not why.strip():
            raise ValueError("a withheld value is revealed for a stated reason only")
        return self.__value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Withheld) and bool(self.__value == other.__value)

    def __hash__(self) -> int:
        return hash((Withheld, self.__value))

    def __repr__(self) -> str:
        return "withheld"

    def __str__(self) -> str:
        return "withheld"

    def __format__(self, spec: str) -> str:
        return "withheld"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a withheld value is not changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a withheld value is not deleted piece by piece")

    def __copy__(self) -> Withheld[T]:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Withheld[T]:
        return self

    def __getstate__(self) -> NoReturn:
        raise TypeError("a withheld value is not pickled: reveal it where it is needed, with a reason")

    def __reduce__(self) -> NoReturn:
        raise TypeError("a withheld value is not pickled: reveal it where it is needed, with a reason")
