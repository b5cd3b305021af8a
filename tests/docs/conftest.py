"""The demo, built for the guides that are walked: once for a file of tests, and its public pages once for all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from cairn.shell.acts.log import catch_up
from cairn.shell.demo import CONFIG, fill
from cairn.shell.workspace import Workspace
from support import config_text


def quiet(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@contextmanager
def built(root: Path, blocker: Any, pages: Path) -> Iterator[Workspace]:
    """The demo at `root`, gone from the database afterwards. Its public site, as it was when built, is kept in `pages`."""
    root.mkdir()
    (root / "cairn.toml").write_text(config_text(root) + CONFIG, "utf-8")
    with pytest.MonkeyPatch.context() as patch, blocker.unblock(), transaction.atomic():
        patch.setenv("CAIRN_WORKSPACE", str(root))
        demo = fill(Workspace(root), quiet)
        catch_up()  # this transaction is never committed, after which it is done otherwise
        (root / "said.txt").write_text("\n".join(demo.headline), "utf-8")
        if not pages.exists():
            shutil.copytree(demo.ws.site, pages)
        yield demo.ws
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the public pages of the demo stay for all tests, once somebody has built it."""
    return tmp_path_factory.mktemp("pages") / "site"


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory, _kept: Path
) -> Iterator[Workspace]:
    """The demo, its rows in the database."""
    with built(tmp_path_factory.mktemp("walk") / "demo-workspace", django_db_blocker, _kept) as ws:
        yield ws


@pytest.fixture(scope="session")
def pages(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory, _kept: Path
) -> Path:
    """The demo's public site, files alone: that of another walk where one was built."""
    if not _kept.exists():
        with built(tmp_path_factory.mktemp("walk") / "demo-workspace", django_db_blocker, _kept):
            pass
    return _kept
