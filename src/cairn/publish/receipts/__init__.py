"""Every printed sum with what it counts, its incidents, and what it would be if some were judged otherwise."""
