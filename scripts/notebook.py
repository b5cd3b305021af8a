"""Run the cells of a notebook in order, as an editor does, and print or write what they put out.

`python scripts/notebook.py NOTEBOOK [--write]`: without it the notebook with its new outputs goes to stdout. It runs
where it is started, so that the paths in its cells are from there, and needs no notebook program.
"""

from __future__ import annotations

import ast
import io
import json
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any


def main(path: Path, *, write: bool) -> None:
    book = json.loads(path.read_text("utf-8"))
    names: dict[str, Any] = {"__name__": "__main__"}
    count = 0
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            count += 1
            cell |= {"execution_count": count, "outputs": run("".join(cell["source"]), names, count)}
    text = json.dumps(book, ensure_ascii=False, indent=1) + "\n"
    if write:
        path.write_text(text, "utf-8")
    else:
        sys.stdout.buffer.write(text.encode())


def run(source: str, names: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """What a cell prints, and the value of its last line where that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    said, value = io.StringIO(), None
    with redirect_stdout(said):
        exec(compile(tree, f"cell {count}", "exec"), names)  # noqa: S102  (the cells are ours)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), f"cell {count}", "eval"), names)  # noqa: S307  (ours)
    told: list[dict[str, Any]] = []
    if said.getvalue():
        told.append({"name": "stdout", "output_type": "stream", "text": lines(said.getvalue())})
    if value is not None:
        shown = {"text/html": lines(value._repr_html_())} if hasattr(value, "_repr_html_") else {}
        told.append(
            {
                "data": {**shown, "text/plain": lines(repr(value))},
                "execution_count": count,
                "metadata": {},
                "output_type": "execute_result",
            }
        )
    return told


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv)
