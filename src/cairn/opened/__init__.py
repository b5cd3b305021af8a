"""Published data opened from outside: a site, a release, a ZIP or an address enters; rows and sums leave (0073).

It reads what was published and nothing else. Every file is held against its checksum before a row of it is given, and
sums are counted by the core that counts those of the site. Only `fetch` speaks to a network, and only when asked to.
"""
