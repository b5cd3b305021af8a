"""Kinds of tampering, one by one: what `cairn verify` says, and the two that only somebody outside can see."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from cairn.archive.findings import REMEDIES
from cairn.shell.acts.log import catch_up
from cairn.shell.acts.release import release
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.workspace import Workspace
from shell import tampering_beneath  # noqa: F401 - it fills the table
from shell.desk import LINA, SAM
from shell.insider import Insider, at_work, played
from shell.tampering import KINDS
from shell.tampering_with_the_log import ONLY_FROM_OUTSIDE, rewritten

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).resolve().parents[2] / "docs/evidence.md"


@pytest.fixture(scope="module")
def once(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    with django_db_blocker.unblock(), played(tmp_path_factory.mktemp("played")) as ws:
        yield ws


@pytest.fixture
def insider(once: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Insider]:
    with at_work(once, tmp_path) as found:
        yield found


@pytest.mark.parametrize("name", [n for n in KINDS if n not in ONLY_FROM_OUTSIDE])
def test_verify_names_what_was_done(insider: Insider, name: str) -> None:
    tamper, codes = KINDS[name]
    tamper(insider)
    assert codes
    assert insider.found() == codes, [f.what for f in insider.verified().findings.kept]


def test_a_rewritten_history_is_seen_only_with_a_checkpoint_from_outside(insider: Insider) -> None:
    outside = (insider.log / "checkpoint").read_text()
    rewritten(insider)
    assert insider.found() == set()
    assert insider.found(outside) == {"checkpoint-differs"}


def test_an_old_copy_of_everything_is_seen_only_with_a_checkpoint_from_outside(insider: Insider) -> None:
    old = insider.ws.root.parent / "old"
    shutil.copytree(insider.log, old / "log")
    shutil.copytree(insider.key, old / "key")
    with transaction.atomic():
        set_assessment(Decision("wire-1", LINA, "a fourth look", {"killed_min": 4}))
        release("wire-1", who=SAM, why="let out")
        catch_up()
        outside = (insider.log / "checkpoint").read_text()
        transaction.set_rollback(True)
    for name, place in (("log", insider.log), ("key", insider.key)):
        shutil.rmtree(place)
        shutil.copytree(old / name, place)
    assert insider.found() == set()
    assert insider.found(outside) == {"checkpoint-ahead"}


def test_all_other_kinds_are_seen_without_one(insider: Insider) -> None:
    assert len(KINDS) - len(ONLY_FROM_OUTSIDE) >= 18
    assert all(codes for name, (_, codes) in KINDS.items() if name not in ONLY_FROM_OUTSIDE)


def test_what_nobody_touched_is_clean_and_vouched_for_to_the_last_record(insider: Insider) -> None:
    done = insider.verified((insider.log / "checkpoint").read_text())
    assert [f.what for f in done.findings.kept] == []
    assert done.vouched == done.acts == done.logged > 256
    assert done.outside


def test_the_page_lists_every_kind_with_its_codes() -> None:
    page = PAGE.read_text("utf-8").split("## Kinds of tampering")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", page, re.MULTILINE)[1:]
    told = {name: set(re.findall(r"`([a-z][a-z-]+)`", codes)) for name, codes in rows}
    only = {name: codes for name, codes in told.items() if name in ONLY_FROM_OUTSIDE}
    assert told == {name: codes for name, (_, codes) in KINDS.items()} | only
    assert set(only) == set(ONLY_FROM_OUTSIDE)
    assert list(only.values()) == [{"checkpoint-differs"}, {"checkpoint-ahead"}]


def test_the_page_explains_every_code_and_what_to_do() -> None:
    page = PAGE.read_text("utf-8").split("## What each code means")[1]
    rows = re.findall(r"^\| `([a-z-]+)` \| .+ \| (.+) \|$", page, re.MULTILINE)
    assert dict(rows) == REMEDIES
