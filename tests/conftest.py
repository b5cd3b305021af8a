"""Shared by all tests: a workspace, invented reports, and skips that a CI may turn into failures.

Fixture policy: every report, name and place here is invented; the smallest text that shows the thing; odd
cases are built inside the test that needs them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from cairn.shell.store import files
from cairn.shell.workspace import Workspace
from support import ON_POSTGRESQL, config_text, needed, new_database, uses_a_database

# a drawn example may load a word list, on a machine that is busy: no test here is about time
settings.register_profile("untimed", settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("untimed")

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
OF_PAGES = ("browser", "docs", "site")
"""Folders of tests about pages and guides. They run on SQLite alone: shell/test_same_on_both.py shows that every table
and every page of the demo is the same, byte for byte, on PostgreSQL."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL every test that uses a database, but for those about SQLite's own file or about pages; on
    SQLite every test, but for those about PostgreSQL."""

    def is_ours(item: pytest.Item) -> bool:
        if ON_POSTGRESQL:
            here = item.path.relative_to(Path(__file__).parent).parts[0] not in OF_PAGES
            return here and uses_a_database(item) and item.get_closest_marker("sqlite") is None
        return item.get_closest_marker("postgres") is None

    config.hook.pytest_deselected(items=[item for item in items if not is_ours(item)])
    items[:] = [item for item in items if is_ours(item)]


@pytest.fixture(scope="module")
def own_database() -> Iterator[None]:
    """For commands in processes of their own: on PostgreSQL an empty database for this file of tests; on
    SQLite every workspace has its own anyway."""
    if not ON_POSTGRESQL:
        yield
        return
    with new_database() as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAIRN_DATABASE", address)
        yield


@pytest.fixture(scope="session")
def shared_data_once() -> Path:
    """The folder of real data, which is no part of the project."""
    needed("data", SHARED.exists(), "../shared/data is absent: it is not part of the project")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """Tests outlive no crash: within their own process flushes are asked for and not waited for. Commands that
    tests start as processes, and tests/faults, flush for real."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files.Disk, "fsync", lambda self, handle: None)
        patch.setattr(files.Disk, "fsync_folder", lambda self, folder: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def own_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A key of the tests' own, so that none signs with the key of whoever runs them."""
    folder = tmp_path_factory.mktemp("key")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAIRN_KEY", str(folder))
        yield folder


@pytest.fixture
def ws(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """An empty workspace over the test database."""
    root = tmp_path / "workspace"
    root.mkdir()
    (root / "cairn.toml").write_text(config_text(root), "utf-8")
    monkeypatch.setenv("CAIRN_WORKSPACE", str(root))
    return Workspace(root)


def report(key: str, text: str, **more: Any) -> dict[str, Any]:
    """One invented report as a row."""
    base = {"id": key, "text": text, "publisher": "Steppe Wire (invented)", "source_kind": "news"}
    return {**base, "published": "2025-05-08T12:00:00Z", **more}


def jsonl(*rows: dict[str, Any]) -> bytes:
    """Rows as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


STRIKE_EN = report(
    "wire-1",
    "An air strike by Russian jets hit the market in Maarrat Misrin on Thursday 8 May 2025, killing 7 civilians "
    "and injuring 12, a local reporter said.",
)
STRIKE_AR = report(
    "rescue-1",
    "غارة جوية روسية استهدفت السوق في بلدة معرة مصرين بريف إدلب اليوم الخميس 8 أيار 2025، أدت إلى مقتل 9 مدنيين وإصابة 11 آخرين.",
    publisher="Orange Vests (invented)",
    source_kind="rescue",
)
PRIVATE = report(
    "resident-1",
    "My street in Maarrat Misrin, 8 May 2025. Russian air strike on the market, 8 civilians killed. I saw it.",
    publisher="Sahar Zintani",
    author="Sahar Zintani",
    source_kind="individual",
    url="https://social.example/sahar.zintani/1",
)


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def three(ws: Workspace) -> Workspace:
    """A workspace that has run over one strike, told three times."""
    from cairn.shell.acts.add_reports import add_reports
    from cairn.shell.acts.run import run

    add_reports(ws, "reports.jsonl", jsonl(STRIKE_EN, STRIKE_AR, PRIVATE))
    run(ws, silent, preview=False)
    return ws


@pytest.fixture
def cli(ws: Workspace) -> Callable[..., Any]:
    """The command line in process: `cli("tally", "--json")`."""
    from click.testing import CliRunner

    from cairn.shell.cli import main

    def call(*args: object) -> Any:
        return CliRunner().invoke(main, [str(a) for a in args], env={"CAIRN_WORKSPACE": str(ws.root)})

    return call
