"""All rows of the record, in one Django app: one migration history, foreign keys across the stages."""
