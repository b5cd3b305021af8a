"""What text a value of our types may hold, found by looking at the types: a field added tomorrow is found by itself.

A place is told as `IncidentRow.place_name`, `Record.texts{key}` for the keys of a mapping, `{}` for what it holds, `[]` for
what a list holds. `places_of` names every place of a type that holds text; `filled` goes through a value beside its type.
"""

from __future__ import annotations

import enum
import types
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AnySet
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

LISTS = (list, tuple, set, frozenset)
Change = Callable[[str, str], str]
"""Where a text stands, and the text; what is to stand there instead."""


@cache
def hints(kind: Any) -> Mapping[str, Any]:
    """The fields of a row or a value with their types; of a dataclass only what it is made from."""
    found = get_type_hints(kind)
    if is_dataclass(kind):
        return {f.name: found[f.name] for f in fields(kind) if f.init}
    return found


def has_fields(hint: Any) -> bool:
    """Whether a type is one of our rows or values."""
    return isinstance(hint, type) and (is_typeddict(hint) or is_dataclass(hint))


def without_none(hint: Any) -> Any:
    """The type itself, where it may be absent."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(a for a in get_args(hint) if a is not type(None))
    return hint


def is_mapping(hint: Any) -> bool:
    """Whether it is a mapping of anything, and no row of ours."""
    return isinstance(get_origin(hint), type) and issubclass(get_origin(hint), Mapping)


def parts(hint: Any) -> tuple[Any, ...]:
    """The type of each part of a list: of `tuple[a, b]` both, of any other the one."""
    return tuple(dict.fromkeys(a for a in get_args(hint) if a is not ...)) or (object,)


def places_of(hint: Any, at: str = "", seen: frozenset[Any] = frozenset()) -> Iterator[str]:
    """Every place that holds text below a type."""
    hint = without_none(hint)
    if hint is str:
        yield at
    elif has_fields(hint) and hint not in seen:
        for name, inside in hints(hint).items():
            yield from places_of(inside, f"{hint.__name__}.{name}", seen | {hint})
    elif is_mapping(hint):
        key, held = get_args(hint)
        yield from places_of(key, f"{at}{{key}}", seen)
        yield from places_of(held, f"{at}{{}}", seen)
    elif get_args(hint):
        for one in parts(hint):
            yield from places_of(one, f"{at}[]", seen)


def filled(value: Any, hint: Any, change: Change, at: str = "") -> Any:
    """The value with each text of it changed; what the type does not tell (`object`) is gone through as it comes."""
    hint = without_none(hint)
    if isinstance(value, str) and not isinstance(value, enum.Enum):
        return value if get_origin(hint) is Literal else change(at, value)
    if has_fields(type(value)) or has_fields(hint):
        return _row(value, hint if has_fields(hint) else type(value), change)
    if isinstance(value, Mapping):
        key, held = get_args(hint) if is_mapping(hint) else (object, object)
        named = {k: f"{at}{{{k}}}" if held is object else f"{at}{{}}" for k in value}
        return {
            filled(k, key, change, f"{at}{{key}}"): filled(v, held, change, named[k])
            for k, v in value.items()
        }
    if isinstance(value, LISTS):
        return _list(value, hint, change, at)
    return value


def _row(value: Any, kind: Any, change: Change) -> Any:
    told = hints(kind)
    if isinstance(value, Mapping):
        return {k: filled(v, told.get(k, object), change, f"{kind.__name__}.{k}") for k, v in value.items()}
    if value is None:
        return None
    new = {k: filled(getattr(value, k), h, change, f"{kind.__name__}.{k}") for k, h in told.items()}
    return replace(value, **new)


def _list(value: Any, hint: Any, change: Change, at: str) -> Any:
    own = get_args(hint)
    if isinstance(value, tuple) and own and ... not in own and len(own) == len(value):
        made = [filled(v, h, change, f"{at}[]") for v, h in zip(value, own, strict=True)]
    else:
        one = parts(hint)[0]
        made = [filled(v, one, change, f"{at}[]") for v in value]
    if isinstance(value, AnySet):
        return frozenset(made)
    return tuple(made) if isinstance(value, tuple) else made
