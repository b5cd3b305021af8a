"""From the outbox to the log: what an act left word of is appended, and a checkpoint is signed over it."""

from __future__ import annotations


def may_extend() -> None:
    """Whether this machine may extend the log of the open workspace. Raises `NotAllowed`."""


def catch_up() -> None:
    """Append every act that the log does not hold yet; nothing to do where it holds all."""
