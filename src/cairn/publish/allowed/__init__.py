"""What the public may hold, part by part: names, parties, counts, versions, words, behind the one list `allow.py`."""
