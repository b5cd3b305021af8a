"""Check a workspace against its own seals and log: thin loading here, judgement over values in `archive`."""
