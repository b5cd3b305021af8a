"""The shell's settings over the watched database; `FAULTS_SYNCHRONOUS` weakens them, to show that it is noticed."""

import os

from cairn.shell.settings import *  # noqa: F403
from cairn.shell.settings import DATABASES

_default = DATABASES["default"]
_default["ENGINE"] = "faults.backend"
if _weaker := os.environ.get("FAULTS_SYNCHRONOUS"):
    _options = _default["OPTIONS"]
    assert "synchronous=FULL" in _options["init_command"]
    _options["init_command"] = _options["init_command"].replace("FULL", _weaker)
