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
    ("incident", "version_seen", "state", "total_change", "date", "place", "killed_machine", "injured_machine",
     "actor_machine", "grade_machine", "strike_status_machine", "why_machine", "origins", "reports", "words", "flags"),
    ("killed_min", "killed_max", "injured_min", "injured_max", "date_start", "date_end", "place_name", "lat", "lon",
     "place_precision", "actor", "grade", "strike_status", "role", "summary_en", "summary_ar", "merge_into", "parent",
     "set_by", "why", "release_by", "release_why", "withdraw_by", "withdraw_why"),
    "One row per incident and actor; total_change is what setting the suggested grade adds to the killed of all that "
    "is set, and the largest stand first. Fill only what you decide; `unknown` in a figure says that it is unknown. "
    "An empty cell keeps what stands. set_by and why sign it; a second person signs release_by and release_why.",
)  # fmt: skip

ACCOUNTS = Page(
    "accounts",
    ("account", "report", "source_kind", "published", "incident", "decision_machine", "probability", "total_change",
     "why_machine", "words"),
    ("join", "belongs_to", "decided_by", "why"),
    "What waits stands first, by what a yes would change in the killed (total_change). join: yes, no or unsure. "
    "belongs_to: another incident's code, or `new`; empty is the incident of the row.",
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

DUPLICATES = Page(
    "duplicates",
    ("incident", "other", "probability", "total_change", "date", "place", "killed", "other_date", "other_place",
     "other_killed", "why_machine"),
    ("answer", "decided_by", "why"),
    "Two incidents that may be one. answer: same (other becomes a part of incident; both codes go on resolving), "
    "different, or unsure; whatever you answer, the two are not offered again. What would change the killed "
    "most (total_change) stands first.",
)  # fmt: skip

LINKS = Page(
    "links",
    ("entry", "actor", "words", "incident", "day", "place", "figures", "decision_machine", "why_machine"),
    ("answer", "killed_min", "killed_max", "decided_by", "why"),
    "What a party says, and an incident it may speak of. answer: accept, reject or unsure; what you reject is not "
    "offered again. killed_min and killed_max allot so many of the entry's dead to the incident, and are needed only "
    "where one entry speaks of several. What a machine linked (auto) stands first: it confirms nothing before you "
    "accept it.",
)

PAGES = (INCIDENTS, ACCOUNTS, CLAIMS, DUPLICATES, LINKS)
