"""What a check of a workspace can find: a code for each kind of fault, what it means, what to do.

Core `archive`: values only. `shell/verify` loads and compares; docs/evidence.md lists the same codes, and a test
holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass, field

KEPT = 100
"""Findings of one code that are kept word for word; the others are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: `key` names the thing, `seq` and `at` the act that wrote it, `rests` the reports that rest on it."""

    code: str
    what: str
    key: str = ""
    seq: int | None = None
    at: str = ""
    rests: tuple[str, ...] = ()

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return REMEDIES[self.code]

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "code": self.code,
            "what": self.what,
            "key": self.key,
            "act": self.seq,
            "at": self.at,
            "reports": list(self.rests),
            "remedy": self.remedy,
        }


@dataclass(slots=True)
class Findings:
    """Findings as they come in: all are counted, the first of each code are kept, memory stays bounded."""

    kept: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    first_seq: int | None = None  # the earliest record that a finding is about
    notes: list[str] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        """Take one in. Raises `KeyError` for a code that nobody has described."""
        _ = finding.remedy
        self._count(finding.code, 1, finding.seq)
        if self.counts[finding.code] <= KEPT:
            self.kept.append(finding)

    def note(self, words: str) -> None:
        """Something to know that is no fault."""
        self.notes.append(words)

    def take(self, others: Findings) -> None:
        """All that another part of the check found."""
        for finding in others.kept:
            self.add(finding)
        for code, count in others.counts.items():
            kept = sum(f.code == code for f in others.kept)
            self._count(code, count - kept, others.first_seq)
        self.notes += others.notes
        self._earlier(others.first_seq)

    def __bool__(self) -> bool:
        return bool(self.counts)

    def sorted(self) -> list[Finding]:
        """By code in the order of `REMEDIES`, then by act."""
        order = list(REMEDIES)
        return sorted(self.kept, key=lambda f: (order.index(f.code), f.seq if f.seq is not None else -1))

    def _count(self, code: str, more: int, seq: int | None) -> None:
        self.counts[code] = self.counts.get(code, 0) + more
        self._earlier(seq)

    def _earlier(self, seq: int | None) -> None:
        if seq is not None and (self.first_seq is None or seq < self.first_seq):
            self.first_seq = seq


_KEEP = "Keep this folder as it is for whoever looks into it."
_BACKUP = f"{_KEEP} Compare with a backup, and restore from one that verifies."
_ASK = "Ask the persons named whether they decided this; if not, undo it and look into who could write here."

REMEDIES = {
    # the log
    "log-missing": f"{_KEEP} Restore log/ from a backup.",
    "log-unreadable": f"{_KEEP} Restore this file of log/ from a backup.",
    "log-signature": f"{_KEEP} Restore log/ from a backup whose checkpoint is signed.",
    "log-key-replaced": f"{_KEEP} Compare log/vkey with the key you made known; restore log/ from a backup.",
    "log-root": f"{_KEEP} Restore log/ from a backup.",
    "log-record-changed": f"{_KEEP} Restore this bundle of log/ from a backup.",
    "log-tile-changed": f"{_KEEP} Restore this tile of log/ from a backup.",
    "log-rolled-back": "This is an older copy of the workspace: work in the newest, or restore the newest backup.",
    "log-forked": f"{_KEEP} Another history was signed before: find the workspace that holds it.",
    "checkpoint-signature": "See that the file is unchanged; if it is, the key of the log was replaced.",
    "checkpoint-origin": "Check the workspace that this checkpoint was taken from.",
    "checkpoint-ahead": f"{_KEEP} Records are missing that stood when the checkpoint was taken: find a later copy.",
    "checkpoint-differs": f"{_KEEP} History was rewritten since the checkpoint was taken: find a copy it fits.",
    # records of acts
    "act-missing": _BACKUP,
    "act-edited": _BACKUP,
    "act-out-of-place": _BACKUP,
    "act-backdated": _BACKUP,
    "act-unreadable": _BACKUP,
    "act-differs-from-log": _BACKUP,
    "act-not-logged": f"{_KEEP} It was written past the log: find out by whom.",
    "act-unfinished": f"{_KEEP} An act is sealed in the transaction that makes it: find out who wrote this one.",
    # rows
    "row-edited": _BACKUP,
    "row-rewritten": _BACKUP,
    "row-put-back": _BACKUP,
    "row-deleted": _BACKUP,
    "row-added": _BACKUP,
    "seal-unreadable": _BACKUP,
    # bytes
    "object-missing": "Restore it under objects/ from a backup.",
    "object-changed": "Restore it under objects/ from a backup; do not publish what rests on it before.",
    "object-truncated": "Restore it under objects/ from a backup; do not publish what rests on it before.",
    "object-swapped": "Restore it under objects/ from a backup; do not publish what rests on it before.",
    "actors-file-changed": "Add the file you mean with `cairn add --as actors`, or restore actors.toml from a backup.",
    # frozen releases
    "release-changed": "Restore this folder of releases/ from a backup; do not publish it before.",
    "release-signature": "Restore this folder of releases/ from a backup; do not publish it before.",
    "release-missing": "Restore this folder of releases/ from a backup.",
    "release-unknown": "See who put it there, and take it away.",
    "release-not-gone": "Run `cairn publish`: it takes out what is withdrawn.",
    # what persons decided
    "release-by-one": _ASK,
    "release-unfounded": _ASK,
    "assessment-unfounded": _ASK,
    "withdrawal-unfounded": _ASK,
    "judgement-unfounded": _ASK,
    "judgement-flag": _ASK,
    "join-unfounded": _ASK,
    "claim-unfounded": _ASK,
    "merge-unfounded": _ASK,
    "parent-unfounded": _ASK,
    "person-twice": "Ask who this is: one person under two spellings could release what they set.",
    # what the rows say of each other
    "report-version": _BACKUP,
    "passage-outside": _BACKUP,
    "text-not-from-bytes": _BACKUP,
    "code-missing": _BACKUP,
    "projection-value": "Run `cairn run`; if it comes back, compare with a backup.",
    "records-unreadable": _BACKUP,
    # the database
    "database-damaged": "Copy the workspace to a sound disk, and restore the database from a backup.",
    "database-constraint": "Restore the database from a backup, or put the constraint back and verify again.",
    "database-trigger": "Find out who made the trigger and what it changed; drop it and verify again.",
}
"""Every code with what to do. The order is that of the words."""
