"""A disk that is full or fails at the n-th touch, for every n: told with a code, nothing half-done, and it goes on."""

from __future__ import annotations

from collections import Counter
from typing import Any

from faults.nth import BEFORE, WITH
from faults.torture import only_here, played, pressed, told

pytestmark = only_here
LAST, STEP = pressed(40, 200), pressed(19, 1)
CODES = {
    "ENOSPC": {"disk-full", "disk-fault", "log-behind", "database-refuses"},
    "EIO": {"disk-fault", "log-behind", "database-refuses"},
}
"""A full disk that shows in a flush is told by SQLite as a failing one; one on which no file can be made, as a
database that cannot be opened."""


KINDS = [f"{where}:{error}" for where in ("database", "files") for error in CODES]


def test_a_fault_at_the_nth_touch_is_told_with_a_code_and_the_same_command_succeeds_afterwards(tmp_path):
    found = played("nth", tmp_path, LAST, STEP, *KINDS)
    assert [f for f in found if f.get("broke")] == []
    for kind in KINDS:
        look([case for case in found if case["kind"] == kind], *kind.split(":"))


def look(found: list[dict[str, Any]], where: str, error: str) -> None:
    """All cases of one kind: nothing corrupt, nothing told as saved that is not, each told with its code."""
    hit = [f for f in found if f["hit"]]
    assert len(hit) >= 3
    for case in found:
        assert (case["integrity"], case["missing"]) == ("ok", 0), case
        assert case["there"] in (BEFORE, WITH), case
        if case["exit"] == 0:
            assert case["there"] == WITH, case
        else:
            assert case["code"] in CODES[error], case
        assert (case["again"], case["all"], case["unread"]) == (0, WITH, 0), case
        assert case["clean"], case
    refused = Counter(case["code"] for case in hit if case["exit"])
    told(
        f"{error} at the n-th touch of the {where}, n up to {hit[-1]['n']}: {len(hit)} faults; commands refused: "
        f"{dict(refused)}; finished in spite of it: {len(hit) - refused.total()}; corrupt: 0; told as saved and not "
        "there: 0; finished when run again: all"
    )
