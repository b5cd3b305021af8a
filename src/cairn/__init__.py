"""Cairn: casualty recording, from report to record."""

__version__ = "0.1.0"
