"""Bytes kept: hashes, canonical records of acts, commitments. Proofs and the log come to stand here."""

from .canonical import canonical, commitment, sha256_hex
from .record import act_record

__all__ = ["act_record", "canonical", "commitment", "sha256_hex"]
