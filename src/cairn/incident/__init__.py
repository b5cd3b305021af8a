"""What an incident is: the projection of its live claims, with receipts."""

from .project import project

__all__ = ["project"]
