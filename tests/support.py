"""What a machine must have for some tests: absent, they skip with a reason, or fail where that is demanded."""

from __future__ import annotations

import os

import pytest


def needed(what: str, is_there: bool, why: str) -> None:
    """Skip with a reason, or fail where CAIRN_REQUIRE names `what`."""
    if is_there:
        return
    if what in os.environ.get("CAIRN_REQUIRE", "").split(","):
        pytest.fail(f"{what} is required here: {why}")
    pytest.skip(why)
