"""Put MapLibre GL where a site takes it from: `make map-assets`, once before a wheel is built. Needs Node 20 and npm.

The versions and their digests are those of package-lock.json beside this file; npm refuses another content. No script of
any package is run. What is kept is the library, its worker and the licences of everything that stands in them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parents[1] / "src" / "cairn" / "shell" / "site" / "assets" / "maplibre"
FILES = ("maplibre-gl.mjs", "maplibre-gl-worker.mjs")
INSTALL = ("npm", "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--silent")


def main() -> int:
    """Install beside the project, copy, and say what came."""
    if shutil.which("npm") is None:
        print(
            "npm is not installed: a Cairn without these files writes sites with the drawn maps alone.",
            file=sys.stderr,
        )
        return 1
    with tempfile.TemporaryDirectory(prefix="cairn-map-") as made:
        folder = Path(made)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        subprocess.run(INSTALL, cwd=folder, check=True)  # noqa: S603 - our own words
        modules = folder / "node_modules"
        OUT.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            shutil.copy(modules / "maplibre-gl" / "dist" / name, OUT)
        (OUT / "LICENCES.txt").write_text("\n".join(licences(modules)), encoding="utf-8")
    for path in sorted(OUT.iterdir()):
        print(f"{path.stat().st_size:>9,}  {path.name}")
    return 0


def licences(modules: Path) -> Iterator[str]:
    """The library's licence first, then that of each package that is built into it."""
    packages = sorted(modules.glob("*/package.json")) + sorted(modules.glob("@*/*/package.json"))
    packages.sort(key=lambda path: (path.parent.name != "maplibre-gl", path.as_posix()))
    for path in packages:
        told = json.loads(path.read_text(encoding="utf-8"))
        name = f"{told['name']} {told['version']} ({told.get('license', 'licence not told')})"
        texts = [
            p for p in sorted(path.parent.iterdir()) if p.name.upper().startswith(("LICENSE", "LICENCE"))
        ]
        yield f"{'=' * 80}\n{name}\n{'=' * 80}"
        yield from (text.read_text(encoding="utf-8").strip() + "\n" for text in texts)


if __name__ == "__main__":
    sys.exit(main())
