"""What the documents name exists: links, files, functions, commands, terms."""

from __future__ import annotations

import ast
import enum
import hashlib
import importlib.util
import re
from pathlib import Path

import pytest

from cairn.shell.sheets.layout import PAGES as SHEETS
from cairn.vocab import closed

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src" / "cairn" / "demo").glob("*.md")]
)
BUILT = {
    "demo", "init", "add", "run", "queue", "judge", "merge", "release", "withdraw", "undo", "explain",
    "tally", "export", "publish", "serve", "evaluate", "search", "verify", "proof", "backup",
    "restore", "ask-model", "today", "split", "origin", "bulletins", "reported", "actors", "refer", "compare", "link",
    "unlinked", "control", "report", "crosswalk", "pair", "media",
    "freeze", "diff-release",
}  # fmt: skip
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)\s#]+)(?:#([^)\s]+))?\)")
ANCHOR = re.compile(r"(src/cairn/[\w/]+\.py)::(\w+)")
PATH = re.compile(r"`((?:src|tests|docs)/[\w./-]+)`")
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?:^|[|&]\s*)cairn ([a-z][a-z-]*)", re.MULTILINE)
ids = [str(page.relative_to(ROOT)) for page in PAGES]


def shown(page: Path) -> str:
    return COMMENT.sub("", page.read_text(encoding="utf-8"))


def code_in(text: str) -> list[str]:
    return [*FENCE.findall(text), *SPAN.findall(FENCE.sub("", text))]


def commands_in(text: str) -> set[str]:
    return {name for code in code_in(text) for name in COMMAND.findall(code)}


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for target, heading in LINK.findall(shown(page)):
        there = (page.parent / target).resolve()
        assert there.exists(), f"{page.name} links to {target}"
        if heading:
            headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in map(slug, headings), f"{page.name} links to {target}#{heading}"


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_named_file_exists(page: Path) -> None:
    for path in PATH.findall(shown(page)):
        assert (ROOT / path).exists(), f"{page.name} names {path}"


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_named_function_or_class_exists(page: Path) -> None:
    for path, name in ANCHOR.findall(shown(page)):
        assert (ROOT / path).is_file(), f"{page.name} names {path}"
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        defined = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
        assert name in defined, f"{page.name} names {path}::{name}"


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_named_command_is_built(page: Path) -> None:
    assert commands_in(shown(page)) <= BUILT


def test_the_commands_are_those_of_the_command_line() -> None:
    if importlib.util.find_spec("cairn.shell.cli") is None or not (ROOT / "src/cairn/shell/cli").exists():
        pytest.skip("there is no command line yet")
    cli = importlib.import_module("cairn.shell.cli")
    main = getattr(cli, "main", None)
    if main is None or not hasattr(main, "commands"):
        pytest.skip("the command line is not a group of commands")
    named = set().union(*(commands_in(shown(page)) for page in PAGES))
    assert named <= set(main.commands)


def test_the_walk_from_a_number_names_the_line_that_sets_it() -> None:
    walk = shown(ROOT / "docs/guide/from-number-to-code.md")
    named = {f"{path}::{name}" for path, name in ANCHOR.findall(walk)}
    assert "src/cairn/values/range.py::lowest_to_highest" in named
    assert len(named) >= 12


def test_the_glossary_has_every_value_of_the_closed_sets() -> None:
    glossary = shown(ROOT / "docs/glossary.md")
    sets = [
        kind
        for kind in vars(closed).values()
        if isinstance(kind, type) and issubclass(kind, enum.StrEnum) and kind is not enum.StrEnum
    ]
    assert len(sets) >= 10
    missing = {
        f"{kind.__name__}.{value}" for kind in sets for value in kind if f"| `{value}` |" not in glossary
    }
    assert missing == set()


def test_the_readme_has_two_set_up_commands_and_no_other_name_of_the_package() -> None:
    readme = shown(ROOT / "README.md")
    (first, *_) = FENCE.findall(readme)
    assert first.split("\n") == ["make demo", "make test", ""]
    for page in PAGES:
        assert not re.search(r"pip install (?!cairn-record)['\"]?cairn\b", shown(page)), page.name


def test_the_method_has_its_twelve_rules_in_order() -> None:
    method = shown(ROOT / "docs/method.md")
    assert re.findall(r"^### (R\d+)\.", method, re.MULTILINE) == [f"R{n}" for n in range(1, 13)]


def test_every_decision_has_context_choice_and_consequence_and_is_listed() -> None:
    folder = ROOT / "docs/decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    pages = sorted(folder.glob("0*.md"))
    assert [page.name[:4] for page in pages] == [f"{n:04d}" for n in range(1, len(pages) + 1)]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == ["Context", "Choice", "Consequence"], (
            page.name
        )
        assert f"]({page.name})" in listed


def test_no_page_names_a_path_of_somebodys_machine() -> None:
    for page in PAGES:
        assert not re.search(r"(?<![\w.])/(?:home|root|work|Users|tmp)/", page.read_text(encoding="utf-8")), (
            page.name
        )


def test_the_guide_to_the_sheet_names_every_column_that_a_person_fills() -> None:
    guide = shown(ROOT / "docs/guide/the-desk-sheet.md")
    missing = {(sheet.title, name) for sheet in SHEETS for name in sheet.filled if f"`{name}`" not in guide}
    assert missing == set()
    assert all(f"**{sheet.title}**" in guide for sheet in SHEETS)


def test_the_page_names_the_hash_of_the_strangers_program() -> None:
    program = (ROOT / "src/cairn/archive/outside/verify.py").read_bytes()
    assert hashlib.sha256(program).hexdigest() in (ROOT / "docs/evidence.md").read_text("utf-8")
