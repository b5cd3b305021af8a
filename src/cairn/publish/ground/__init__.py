"""Pages of who held which ground, according to whom, and on which day."""
