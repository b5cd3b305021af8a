"""Pages about the record as a whole: what changed, what was corrected, what waits and what it cannot tell."""
