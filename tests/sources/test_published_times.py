"""When a report came out, as tables write it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import RowRejected
from cairn.sources.platform_ids import day_in_url, posted_at, x_post_id
from cairn.sources.published import names_no_day, read_published

NOON = datetime(2021, 10, 31, 12, 0, tzinfo=UTC)
DAY = datetime(2021, 10, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2021-10-31", DAY),
        ("2021/10/31", DAY),
        ("31/10/2021", DAY),
        ("31.10.2021", DAY),
        ("10/31/2021", DAY),
        ("٣١/١٠/٢٠٢١", DAY),
        ("5/5/2021", datetime(2021, 5, 5, tzinfo=UTC)),
        ("31 October 2021", DAY),
        ("Oct 31, 2021", DAY),
        ("2021-10-31T12:00:00Z", NOON),
        ("2021-10-31 12:00", NOON),
        ("2021-10-31 12:00:00 UTC", NOON),
        ("2021-10-31T15:00:00+03:00", NOON),
        ("2021-10-31T12:00:00.0000000Z", NOON),
        ("Sun, 31 Oct 2021 12:00:00 +0000", NOON),
        ("Sun Oct 31 12:00:00 +0000 2021", NOON),
        ("1635681600", NOON),
        (1635681600, NOON),
        (1635681600000, NOON),
    ],
)
def test_it_reads_the_forms_that_mean_one_moment(written: object, meant: datetime) -> None:
    assert read_published(written) == meant


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_blank_is_unknown(blank: object) -> None:
    assert read_published(blank) is None


@pytest.mark.parametrize(
    "written",
    [
        "3/4/2021",
        "2021-02-28T25:00",
        "yesterday",
        "12345",
        7,
        True,
        [2021],
        "0001-01-01",
        float("nan"),
        1e300,
    ],
)
def test_it_refuses_what_could_mean_two_days_or_none(written: object) -> None:
    with pytest.raises(RowRejected) as refused:
        read_published(written)
    assert refused.value.code == "report-published-unreadable"


@pytest.mark.parametrize(
    "written",
    ["2021-02-30", "2021-13-01", "0000-01-01", "0000-00-00", "32/13/2021", "31.02.2021", "30 February 2024",
     "Feb 30, 2024", "June 31st, 2021", "2024-02-30T10:00:00Z", "2024/02/30 10:00", "٣٠/٠٢/٢٠٢٤"],
)  # fmt: skip
def test_a_date_that_names_no_day_has_a_code_of_its_own(written: str) -> None:
    with pytest.raises(RowRejected) as refused:
        read_published(written)
    assert refused.value.code == "report-published-impossible"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_that_exists_is_never_called_impossible(day: date) -> None:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d %B %Y", "%b %d, %Y"):
        assert not names_no_day(day.strftime(form))


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_code(written: str) -> None:
    with suppress(RowRejected):
        found = read_published(written)
        assert found is None or found.utcoffset() == NOON.utcoffset()


@pytest.mark.parametrize(
    "url",
    [
        "https://twitter.com/a_b/status/1212092628029698048",
        "https://x.com/a/status/1212092628029698048?s=20",
        "http://mobile.twitter.com/i/web/status/1212092628029698048/photo/1",
        "https://web.archive.org/web/2020/https://twitter.com/a/statuses/1212092628029698048",
    ],
)
def test_it_finds_the_id_in_addresses_of_x(url: str) -> None:
    assert x_post_id(url) == 1212092628029698048


@pytest.mark.parametrize(
    "url", ["https://t.me/channel/123456789012", "https://notx.com/a/status/1212092628029698048", ""]
)
def test_other_addresses_hold_no_time(url: str) -> None:
    assert posted_at(url) is None


def test_ids_older_than_the_timed_ones_hold_no_time() -> None:
    assert posted_at("https://twitter.com/a/status/29700859246") is None
    assert posted_at("29700859247") is not None


def test_a_bare_id_is_enough() -> None:
    assert posted_at("1212092628029698048") == datetime(2019, 12, 31, 19, 26, 16, 771000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2021/3/4/story", date(2021, 3, 4)),
        ("https://a.example/news-2021-03-04.html", date(2021, 3, 4)),
        ("https://a.example/2021/02/30/story", None),
        ("https://a.example/2021/03/04/since-2020-01-01", None),
        ("https://a.example/2021/03/", None),
    ],
)
def test_a_day_in_an_address_counts_where_it_is_the_only_one(url: str, day: date | None) -> None:
    assert day_in_url(url) == day
