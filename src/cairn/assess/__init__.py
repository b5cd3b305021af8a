"""Grade and strike status per actor, suggested with the rule's trace."""

from .suggest import suggest

__all__ = ["suggest"]
