"""Pages of parts of a record: conflicts, belligerents, places, periods, actors and organisations as sources."""
