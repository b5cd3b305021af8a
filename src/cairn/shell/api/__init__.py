"""The API answered live: the same addresses as its files, and questions beside. It reads what was published, never the
records. It needs the extra `api`.
"""
