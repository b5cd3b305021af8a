"""The API: rows of the public tables in, answers out, one shape for the files of a site and for a live server.

Nothing here decides what is public: that was done when the tables were made.
"""

from .files import api_files
from .openapi import document

__all__ = ["api_files", "document"]
