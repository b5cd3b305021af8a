"""docs/errors.md and the code name the same error codes, with the same classes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from cairn import errors
from cairn.shell.acts.release import WITHDRAWABLE

ROOT = Path(__file__).resolve().parents[2]
CLASSES = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.CairnError)
}
ROW = re.compile(r"^\| `([^`]+)` \| `([A-Za-z]+)` \| (.+) \| (.+) \|$", re.MULTILINE)
KEBAB = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")

PUT_TOGETHER = {
    "f'{kind}-unknown'": [f"{kind}-unknown" for kind in WITHDRAWABLE if kind != "incident"],  # release.py
    "f'{what}-unknown'": [f"{what}-unknown" for what in ("actor", "country", "place")],  # asked.py
}
"""The codes that are not written out at once, by how they are written."""


def raised() -> Iterator[tuple[str, str]]:
    """Every code made anywhere in the source with the class it is made with.

    An error passed on under another class (`FileRefused(e.code, ...)`) makes no code of its own.
    """
    for path in sorted((ROOT / "src/cairn").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CLASSES:
                yield from ((code, node.func.id) for code in codes(node, path))


def codes(call: ast.Call, path: Path) -> list[str]:
    first = call.args[0] if call.args else next(k.value for k in call.keywords if k.arg == "code")
    match first:
        case ast.Constant(value=str(code)):
            return [code]
        case ast.Attribute(attr="code"):
            return []
    made = PUT_TOGETHER.get(ast.unparse(first))
    assert made, f"{path.name}:{call.lineno} makes a code that no reader of the source can look up"
    return made


def documented() -> list[tuple[str, str]]:
    page = (ROOT / "docs/errors.md").read_text(encoding="utf-8")
    return [(code, kind) for code, kind, _, _ in ROW.findall(page)]


def test_every_code_in_the_source_stands_in_the_page_with_its_class() -> None:
    assert set(raised()) - set(documented()) == set()


def test_every_code_in_the_page_stands_in_the_source_with_its_class() -> None:
    assert set(documented()) - set(raised()) == set()


def test_codes_put_together_by_a_helper_are_those_it_is_called_for() -> None:
    source = (ROOT / "src/cairn/shell/export/asked.py").read_text(encoding="utf-8")
    called = {f"{what}-unknown" for what in re.findall(r"_unknown\(\"(\w+)\"", source)}
    assert called == set(PUT_TOGETHER["f'{what}-unknown'"])


def test_no_code_stands_twice_in_the_page() -> None:
    assert sorted(documented()) == sorted(set(documented()))


def test_every_code_is_words_with_hyphens() -> None:
    assert {code for code, _ in raised() if not KEBAB.fullmatch(code)} == set()


def test_every_class_that_is_raised_is_explained_at_the_head_of_the_page() -> None:
    page = (ROOT / "docs/errors.md").read_text(encoding="utf-8")
    assert {kind for _, kind in raised()} <= set(re.findall(r"^\| `([A-Z]\w+)` \|", page, re.MULTILINE))
