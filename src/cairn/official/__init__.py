"""What a party to the conflict says of itself: its releases read into entries, its sums checked.

    document (text, day of publication) -> entries, one an allegation it answers
                                        -> strikes it declares
                                        -> the month's figures -> faults of their arithmetic

    entry + incidents                -> offers, the likeliest first, automatic only without a rival

An entry is a party's own statement beside an incident, never in its range (R4).
"""

from .bulletins import Bulletin, Finding, chain, checked, figures
from .documents import Statement, statements
from .entries import Entry, entry_of, read
from .grid import Cell, cells
from .link_model import Asked, Candidate, Offer, asked_of, asked_of_kept
from .links import Linker
from .strikes import Strike, strikes

__all__ = [
    "Asked", "Bulletin", "Candidate", "Cell", "Entry", "Finding", "Linker", "Offer", "Statement", "Strike", "asked_of",
    "asked_of_kept", "cells", "chain", "checked", "entry_of", "figures", "read", "statements", "strikes",
]  # fmt: skip
