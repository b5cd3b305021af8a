"""Pages of what a party says of itself: its documents and entries, declared beside alleged."""
