"""Scores of every stage against labelled truth, each beside its baselines: no Django, no files here."""
