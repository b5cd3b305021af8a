"""An index by which a reader's browser searches a site that no server answers for."""
