"""Frozen releases on the disk: `releases/VERSION/` of the workspace, and what the log says of each."""
