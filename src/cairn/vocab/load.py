"""Opens the reviewed word lists: a file's name enters, its tables leave, checked and cached.

The lists are prose for review, kept as TOML beside the code; a list that is missing, unreadable
or empty is refused when it is opened, for a reader with half its words would misread in silence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from cairn.errors import CairnError

_HERE = "cairn.vocab"


@lru_cache(maxsize=256)
def load_toml(name: str, package: str = _HERE) -> Mapping[str, Any]:
    """The tables of `<package>/data/<name>.toml`, read-only at the top; `name` without or with its ending.

    Raises `CairnError` (vocab-unknown, vocab-unreadable, vocab-empty) where the file is missing, is no
    TOML, or it or any list, table or text in it is empty.
    """
    text = _text(name if name.endswith(".toml") else f"{name}.toml", package)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise CairnError(
            "vocab-unreadable", f"the word list {name} is not TOML: {fault}", field="list"
        ) from fault
    _refuse_empty(tables, name)
    return MappingProxyType(tables)


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
