"""One text that shows a record to stand in a log, as C2SP tlog-proof spells it (file ending `.tlog-proof`).

It holds where the record stands, the hashes from the record up to the root, and the signed checkpoint with that
root. Whoever holds the record and the log's verifier key needs nothing else. Core `archive`.
"""

from __future__ import annotations

from dataclasses import dataclass

from .note import Checkpoint, VerifierKey, Verify, hash_of, hash_text, opened_checkpoint, whole_number
from .tree import inclusion_holds, leaf_hash

FIRST_LINE = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, slots=True)
class LogProof:
    """The record's place, the hashes that lead to the root, and the signed checkpoint as text."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str

    @property
    def text(self) -> str:
        """The proof as it is handed out."""
        lines = [FIRST_LINE, f"index {self.index}", *map(hash_text, self.hashes), "", self.checkpoint]
        return "\n".join(lines)

    @classmethod
    def parse(cls, text: str) -> LogProof:
        """The proof from its text; one line of extra data is passed over. Raises `ValueError`."""
        head, gap, checkpoint = text.partition("\n\n")
        lines = head.split("\n")
        if lines.pop(0) != FIRST_LINE or not gap:
            raise ValueError("not a proof from a log")
        if lines and lines[0].startswith("extra "):
            lines.pop(0)
        if not lines or not lines[0].startswith("index "):
            raise ValueError("the proof does not say where the record stands")
        index = whole_number(lines[0].removeprefix("index "))
        return cls(index, tuple(map(hash_of, lines[1:])), checkpoint)

    def shows(self, record: bytes, key: VerifierKey, verify: Verify) -> Checkpoint:
        """The checkpoint that the record is shown to stand under. Raises `ValueError` where it is not."""
        checkpoint = opened_checkpoint(self.checkpoint, key, verify)
        if not inclusion_holds(leaf_hash(record), self.index, checkpoint.size, self.hashes, checkpoint.root):
            raise ValueError("the record does not stand in the log at this place")
        return checkpoint
