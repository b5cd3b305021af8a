"""A folder that shows a stranger what the record holds of one thing, and lets them check it without us."""
