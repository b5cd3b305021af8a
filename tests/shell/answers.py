"""Shared by the tests of the command line: its one object, its coded error."""

from __future__ import annotations

import json
from typing import Any

from shell.desk import NOOR, SAM

SIGN = ("--as", NOOR, "--why", "read them all")
SECOND = ("--as", SAM, "--why", "checked")


def told(result: Any, exit_code: int = 0) -> dict[str, Any]:
    """The one JSON object on stdout."""
    assert result.exit_code == exit_code, (result.output, result.exception)
    value = json.loads(result.stdout)
    assert isinstance(value, dict)
    assert result.stdout.count("\n") == 1
    return value


def error_of(result: Any) -> dict[str, str]:
    """The coded error of a refused command: on stdout as JSON, on stderr in words."""
    error = told(result, 1)["error"]
    assert set(error) - {"row"} == {"code", "field", "value", "message", "remedy"}
    assert result.stderr.startswith(error["code"] + ": ")
    return error
