"""The desk as a sheet: which columns a person reads, which a person fills. Names here are a contract."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the workbook: read-only columns, then columns to fill, and a line of help."""

    title: str
    shown: tuple[str, ...]
    filled: tuple[str, ...]
    help: str

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns in order."""
        return self.shown + self.filled


INCIDENTS = Page(
    "incidents",
    ("incident", "version_seen", "state", "date", "place", "killed_machine", "injured_machine", "actor_machine",
     "grade_machine", "strike_status_machine", "why_machine", "origins", "reports", "words", "flags"),
    ("killed_min", "killed_max", "injured_min", "injured_max", "date_start", "date_end", "place_name", "lat", "lon",
     "place_precision", "actor", "grade", "strike_status", "role", "summary_en", "summary_ar", "merge_into", "parent",
     "set_by", "why", "release_by", "release_why", "withdraw_by", "withdraw_why"),
    "One row per incident and actor. Fill only what you decide; `unknown` in a figure says that it is unknown. "
    "An empty cell keeps what stands. set_by and why sign it; a second person signs release_by and release_why.",
)  # fmt: skip

ACCOUNTS = Page(
    "accounts",
    ("account", "report", "source_kind", "published", "incident", "decision_machine", "probability", "why_machine",
     "words"),
    ("join", "belongs_to", "decided_by", "why"),
    "join: yes, no or unsure. belongs_to: another incident's code, or `new`; empty is the incident of the row.",
)  # fmt: skip

CLAIMS = Page(
    "claims",
    ("claim", "report", "incident", "kind", "min_machine", "max_machine", "group_machine", "status_machine",
     "event_machine", "said_by", "words"),
    ("min", "max", "group", "status", "event", "decided_by", "why"),
    "Correct what the machine misread. event `other` takes a claim out of the sum. To add a claim by hand, leave "
    "claim empty, give report and kind, and copy the words exactly. A row with said_by is a language model's, and no "
    "claim until you fill it.",
)  # fmt: skip

PAGES = (INCIDENTS, ACCOUNTS, CLAIMS)
