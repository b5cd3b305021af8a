"""Grade and strike status per actor, suggested with the rule's trace."""
