"""What an address alone tells of when an item was posted: a URL or post id enters, a UTC time or day leaves.

X gives every post since November 2010 an id that holds its time; ids of Telegram and Facebook hold none.
Some outlets write the day into the address of an article.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

X_EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC)
"""1288834974657 ms after 1970, from which X counts (the first id made so is 29700859247)."""
FIRST_TIMED_ID = 29_700_859_247
_LATEST_ID = 2**63 - 1
_X_STATUS = re.compile(
    r"(?:^|[/.])(?:twitter|x)\.com/(?:[^/\s]{1,60}/|i/web/)?status(?:es)?/(\d{1,20})(?!\d)", re.IGNORECASE
)
_DAY = re.compile(r"[/_-](20[0-3]\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_.?#-]|$)")


def x_post_id(url: str) -> int | None:
    """The post's id in an address at x.com or twitter.com, or None."""
    hit = _X_STATUS.search(url)
    return int(hit[1]) if hit else None


def posted_at(url_or_id: str) -> datetime | None:
    """When a post of X was made, in UTC to the millisecond, by its address or its bare id.

    None for ids older than the timed ones, for addresses elsewhere and for what is no id.
    """
    bare = url_or_id.strip()
    post_id = int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 20 else x_post_id(bare)
    if post_id is None or not FIRST_TIMED_ID <= post_id <= _LATEST_ID:
        return None
    return X_EPOCH + timedelta(milliseconds=post_id >> 22)


def day_in_url(url: str) -> date | None:
    """The one day written as year, month, day in an address, or None where there is none or more than one."""
    days = {(int(y), int(m), int(d)) for y, m, d in _DAY.findall(url)}
    if len(days) != 1:
        return None
    try:
        return date(*days.pop())
    except ValueError:
        return None
