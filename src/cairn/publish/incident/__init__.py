"""The page that proves one incident: what was said, by whom, how it was weighed, and every version of it."""
