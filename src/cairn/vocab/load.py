"""Opens the reviewed word lists: a file's name enters, its tables leave, checked and cached.

The lists are prose for review, kept as TOML beside the code; a list that is missing, unreadable
or empty is refused when it is opened, for a reader with half its words would misread in silence.

A team's own words stand beside the shipped ones: `use_words` adds lists of the same form, before any text is read.
What is built from words is kept with `of_words`, so that it is built anew after that.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, ParamSpec, TypeVar

from cairn.errors import CairnError

_HERE = "cairn.vocab"
P = ParamSpec("P")
R = TypeVar("R")
_ADDED: dict[str, Mapping[str, Any]] = {}
_TOLD: dict[str, str] = {}  # the texts that _ADDED was read from
_CLEAR: list[Callable[[], None]] = []


def of_words(maxsize: int = 1) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keeps what a function builds from the word lists, until other words are used."""

    def keep(build: Callable[P, R]) -> Callable[P, R]:
        kept = lru_cache(maxsize=maxsize)(build)
        _CLEAR.append(kept.cache_clear)
        return kept  # type: ignore[return-value]  # it is called as the function is

    return keep


def use_words(lists: Mapping[str, str]) -> None:
    """Lists to add to those that ship: the text of a TOML file by the name of the list it adds to.

    Lists grow, tables are joined, a single value replaces the shipped one; a name that is not shipped is a list
    of its own, as `language_xx` is. An empty mapping goes back to what ships. Raises `CairnError`
    (vocab-unreadable, vocab-empty) where a text is no TOML or holds nothing, and leaves the words as they were.
    The lists already in use keep what was built from them, so that a second run need not read all words again.
    """
    if dict(lists) == _TOLD:
        return
    added = {name.removesuffix(".toml"): _parsed(text, name) for name, text in lists.items()}
    _ADDED.clear()
    _ADDED.update(added)
    _TOLD.clear()
    _TOLD.update(lists)
    for clear in _CLEAR:
        clear()


def added_words() -> tuple[str, ...]:
    """The names of the lists that a team added."""
    return tuple(sorted(_ADDED))


@of_words(maxsize=256)
def load_toml(name: str, package: str = _HERE) -> Mapping[str, Any]:
    """The tables of `<package>/data/<name>.toml`, read-only at the top; `name` without or with its ending.

    Raises `CairnError` (vocab-unknown, vocab-unreadable, vocab-empty) where the file is missing, is no
    TOML, or it or any list, table or text in it is empty.
    """
    name = name.removesuffix(".toml")
    added = _ADDED.get(name, {}) if package == _HERE else {}
    if added and not files(package).joinpath("data", f"{name}.toml").is_file():
        return MappingProxyType(dict(added))
    tables = _parsed(_text(f"{name}.toml", package), name)
    return MappingProxyType(_joined(tables, added, name))


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise CairnError(
            "vocab-unreadable", f"the word list {name} is not TOML: {fault}", field="list", value=name
        ) from fault
    _refuse_empty(tables, name)
    return tables


def _joined(shipped: Mapping[str, Any], added: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The shipped tables with the added ones in them. Raises `CairnError` (vocab-wrong-form) where a value is of
    another form than the shipped one: a text for a list, a number for a text."""
    found = dict(shipped)
    for key, more in added.items():
        known = found.get(key)
        if isinstance(known, Mapping) and isinstance(more, Mapping):
            found[key] = _joined(known, more, f"{where}.{key}")
        elif known is not None and _form(known) != _form(more):
            raise CairnError(
                "vocab-wrong-form",
                f"{where}.{key} holds {_form(more)} where the shipped list holds {_form(known)}",
                field="list",
                value=f"{where}.{key}",
                remedy="Give it the form it has in the list that ships.",
            )
        elif isinstance(known, list) and isinstance(more, list):
            found[key] = [*known, *(item for item in more if item not in known)]
        else:
            found[key] = more
    return found


def load_words(name: str, table: str, package: str = _HERE) -> tuple[str, ...]:
    """One list of words of a TOML file, by its key; `a.b` looks inside table `a`.

    Raises `CairnError` as `load_toml`, and vocab-unknown where the key is missing or holds no list of texts.
    """
    found: Any = load_toml(name, package)
    for key in table.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise CairnError(
            "vocab-unknown", f"the file {name} has no list of words {table}", field="list", value=table
        )
    return tuple(found)


def _form(value: object) -> str:
    """What kind of value it is, in words: lists by what they hold."""
    if isinstance(value, list):
        held = sorted({_form(item) for item in value})
        return f"a list of {' and '.join(held)}" if held else "a list"
    names = {Mapping: "a table", str: "a text", bool: "yes or no", int: "a number", float: "a number"}
    return next((name for form, name in names.items() if isinstance(value, form)), type(value).__name__)


def _text(filename: str, package: str) -> str:
    try:
        return files(package).joinpath("data", filename).read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError, ModuleNotFoundError) as fault:
        raise CairnError(
            "vocab-unknown",
            f"there is no word list {filename} in {package}",
            field="list",
            value=filename,
            remedy="Install the package again; its data files are part of it.",
        ) from fault


def _refuse_empty(value: object, where: str) -> None:
    if isinstance(value, (Mapping, list, tuple, str)) and len(value) == 0:
        raise CairnError("vocab-empty", f"the word list {where} is empty", field="list", value=where)
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(inner, str):  # an empty text may be meant: a missing note
                _refuse_empty(inner, f"{where}.{key}")
    elif isinstance(value, (list, tuple)):
        for n, inner in enumerate(value, start=1):
            _refuse_empty(inner, f"{where}[{n}]")
