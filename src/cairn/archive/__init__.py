"""Bytes kept: hashes, canonical records of acts, commitments. Proofs and the log come to stand here."""

from .canonical import canonical, commitment, sha256_hex
from .record import PARTS, act_record, part_salt

__all__ = ["PARTS", "act_record", "canonical", "commitment", "part_salt", "sha256_hex"]
