"""What a release says of itself (`release.json`), and what stands in place of what was withdrawn since."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

Row = Mapping[str, Any]
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Release:
    """The facts of one release. Moments are ISO, in UTC; `record_at` is that of the last act of which it holds anything.

    `headline` holds each sum as it was printed, with its definition and its sentences; `counts_withdrawn` in it is how
    many of its incidents were withdrawn since. `withdrawn` are the tombstones. `since_previous` counts what changed
    since `previous`, the release before; both are empty in the first.
    """

    version: str
    frozen_at: str
    record_at: str
    program: str
    method_version: str
    title_en: str
    title_ar: str
    log_key: str
    previous: str = ""
    note: str = ""
    licence: str = ""
    contact: str = ""
    address: str = ""
    counts: Mapping[str, int] | None = None
    headline: Sequence[Row] = field(default_factory=list)
    since_previous: Mapping[str, int] | None = None
    withdrawn: Sequence[Row] = field(default_factory=list)

    @property
    def day(self) -> str:
        """The day it was frozen."""
        return self.frozen_at[:10]

    @property
    def home(self) -> str:
        """Where it stands on the web; empty where the record has no address."""
        if not self.address.startswith(("https://", "http://")):
            return ""
        return f"{self.address.rstrip('/')}/releases/{self.version}/"

    def as_json(self) -> str:
        """The file `release.json`."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Release:
        """From the object of `release.json`. Raises `KeyError`, `TypeError` for what is none."""
        names = {f.name for f in fields(cls)}
        return cls(**{name: value for name, value in told.items() if name in names})
