"""The API: rows of the public tables in, answers out, one shape for the files of a site and for a live server.

Nothing here decides what is public: that was done when the tables were made.
"""

from .envelope import Head
from .files import OF_A_PAGE, Held, Page, api_files, files_of_all, head_of, page_files, pages_of
from .openapi import document

__all__ = [
    "OF_A_PAGE",
    "Head",
    "Held",
    "Page",
    "api_files",
    "document",
    "files_of_all",
    "head_of",
    "page_files",
    "pages_of",
]
