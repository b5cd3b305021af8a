"""What was acknowledged is there after a power cut, at whatever moment, and whatever part of the rest is left."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import pytest

from faults.examine import noted
from faults.torture import only_here, played, pressed, told

pytestmark = only_here
CUTS = pressed(20, 200)
WHOLE = pressed(5, 200)
"""On how many the interrupted command is run again and the workspace verified; on all it is looked at as found."""


@pytest.fixture(scope="module")
def day(tmp_path_factory) -> Path:
    """A day's commands, with everything that reached the disk."""
    folder = tmp_path_factory.mktemp("day")
    played("play", folder)
    return folder


def cuts(folder, number, *, kinds):
    """Half of them right after an acknowledgement, where there is most to lose, the others anywhere."""
    events, pick = noted(folder), random.Random(2026)
    after = [n + 1 for n, event in enumerate(events) if event[0] == "told"]
    chosen = [pick.choice(after) + pick.randint(0, 3) for _ in range(number // 2)]
    chosen += [pick.randrange(1, len(events)) for _ in range(number - len(chosen))]
    kind = [kinds[n % len(kinds)] for n in range(number)]
    return [f"{at}:{n if kind[n] == 'chance' else kind[n]}" for n, at in enumerate(chosen)]


def test_no_acknowledged_act_is_lost_and_the_interrupted_command_finishes_in_a_workspace_that_verifies(day):
    chosen = cuts(day, CUTS, kinds=("worst", "chance", "worst", "chance", "all"))
    pick = random.Random(7)
    whole = set(pick.sample(range(CUTS), WHOLE))
    found = played("examine", day, "whole", *(c for n, c in enumerate(chosen) if n in whole))
    found += (
        played("examine", day, "look", *(c for n, c in enumerate(chosen) if n not in whole))
        if WHOLE < CUTS
        else []
    )
    assert len(found) == CUTS
    bad = [f for f in found if f["lost"] or f["missing"] or f["integrity"] != "ok" or f.get("broke")]
    bad += [f for f in found if f.get("again", "ok") != "ok" or f.get("clean") is False]
    assert [{k: str(v)[-300:] for k, v in f.items()} for f in bad[:5]] == []
    acts = sum(f["told"] for f in found)
    told(
        f"power cuts: {len(found)}; acknowledged acts looked for: {acts:,}; lost: 0; verified clean: {WHOLE}"
    )


def test_the_harness_sees_the_loss_where_the_database_does_not_wait_for_the_disk(tmp_path):
    played("play", tmp_path, FAULTS_SYNCHRONOUS="NORMAL")
    found = played("examine", tmp_path, "look", *cuts(tmp_path, CUTS, kinds=("worst",)))
    lost, acts = sum(f["lost"] for f in found), sum(f["told"] for f in found)
    assert lost > 0
    told(
        f"the same with synchronous=NORMAL: {lost:,} of {acts:,} acknowledged acts lost in {len(found)} cuts"
    )


@pytest.mark.parametrize("forgotten", ["sync", "names"], ids=["files", "folders"])
def test_the_harness_sees_the_loss_where_objects_are_not_flushed(day, tmp_path, forgotten):
    events = noted(day)
    objects = {e[2] for e in events if e[0] == "add" and "objects/" in e[1]}
    kept = [
        e
        for e in events
        if e[0] != forgotten
        or not (e[1] in objects if forgotten == "sync" else e[1].startswith("ws/objects"))
    ]
    (tmp_path / "notes.pickle").write_bytes(pickle.dumps(kept))
    found = played("examine", tmp_path, "look", f"{len(kept)}:worst")
    assert found[0]["missing"] > 0
