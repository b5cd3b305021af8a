"""The thin shell: loads, calls the core, saves in one transaction, records the act."""
