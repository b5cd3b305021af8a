"""Sums that know what they are: definition, bounds, members, coverage, and what they leave out."""

from .sum import beside, tally

__all__ = ["beside", "tally"]
