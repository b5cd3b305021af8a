"""The guide to Python and the notebook: their lines run as they stand, on the demo, and give what they are said to give."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.django_db  # the pages are written from one

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/guide/python.md").read_text("utf-8")
BLOCKS = re.findall(r"<!-- run -->\n```python\n(.*?)```", GUIDE, re.DOTALL)
NOTEBOOKS = sorted((ROOT / "docs/notebooks").glob("*.ipynb"))
DOCTEST = """
import doctest, sys
text = sys.stdin.buffer.read().decode()
test = doctest.DocTestParser().get_doctest(text, {}, "python.md", None, 0)
sys.exit(1 if doctest.DocTestRunner().run(test).failed else 0)
"""


@pytest.fixture
def beside(pages: Path, tmp_path: Path) -> Path:
    """A folder with the workspace of the demo in it, as far as it is public."""
    (tmp_path / "demo-workspace").mkdir()
    (tmp_path / "demo-workspace/cairn.toml").write_text("format = 2\n")
    (tmp_path / "demo-workspace/site").symlink_to(pages)
    return tmp_path


def run(beside: Path, *words: str, given: str = "") -> str:
    command = [sys.executable, "-I", "-X", "utf8", *words]
    done = subprocess.run(command, cwd=beside, input=given.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


def test_the_lines_of_the_guide_give_what_it_says(beside: Path) -> None:
    assert len(BLOCKS) > 5
    assert GUIDE.count("```python") == len(BLOCKS), "every line of Python in the guide is run"
    run(beside, "-c", DOCTEST, given="\n".join(BLOCKS))


def test_the_guide_names_nothing_that_is_not_there() -> None:
    from cairn.opened.published import Published

    named = set(re.findall(r"\bws\.(\w+)", GUIDE)) - {"relations"}
    assert {name for name in named if not hasattr(Published, name)} == set()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[p.name for p in NOTEBOOKS])
def test_the_cells_of_a_notebook_run_in_order_and_give_what_is_stored(path: Path, beside: Path) -> None:
    again = run(beside, str(ROOT / "scripts/notebook.py"), str(path))
    assert json.loads(again) == json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[p.name for p in NOTEBOOKS])
def test_a_notebook_is_one_as_its_format_has_it(path: Path) -> None:
    book = json.loads(path.read_text("utf-8"))
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    assert set(book) == {"cells", "metadata", "nbformat", "nbformat_minor"}
    ids = [cell["id"] for cell in book["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", one) for one in ids)
    for cell in book["cells"]:
        code = {"execution_count", "outputs"} if cell["cell_type"] == "code" else set()
        assert cell["cell_type"] in ("code", "markdown")
        assert set(cell) == {"cell_type", "id", "metadata", "source"} | code
        assert is_text(cell["source"])
        for output in cell.get("outputs", ()):
            kind = output["output_type"]
            if kind == "stream":
                assert set(output) == {"output_type", "name", "text"}
                assert output["name"] == "stdout"
                assert is_text(output["text"])
            else:
                assert kind == "execute_result"
                assert set(output) == {"output_type", "data", "metadata", "execution_count"}
                assert set(output["data"]) <= {"text/plain", "text/html"}
                assert all(map(is_text, output["data"].values()))


def is_text(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(line, str) for line in value)


def test_a_notebook_says_that_all_of_it_is_invented() -> None:
    assert NOTEBOOKS
    for path in NOTEBOOKS:
        assert "**invented**" in path.read_text("utf-8")
